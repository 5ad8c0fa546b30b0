//! Formulas over claims, computed when the corpus is built, with intervals: so "13,000 − nearly 8,000" comes out as
//! "at least 5,000" by itself, and nobody has to remember which way a bound turns.

use super::super::fault::{At, meant};
use super::super::raw::ArithmeticFile;
use super::amount::{show_number, show_quantity};
use super::{Checker, leak, leak_list};
use crate::dossier::{Check, DerivedText};
use crate::model::{Bound, ClaimIx, Derived, MeasureIx, Outcome, Quantity};

/// A value between two ends; an open end is infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
    /// Whether a rounded or approximate number went in.
    pub about: bool,
}

impl Interval {
    fn of(quantity: &Quantity) -> Interval {
        Interval {
            low: quantity.low.unwrap_or(f64::NEG_INFINITY),
            high: quantity.high.unwrap_or(f64::INFINITY),
            about: quantity.bound == Bound::About || quantity.shown.starts_with("about "),
        }
    }

    fn exact(number: f64) -> Interval {
        Interval { low: number, high: number, about: false }
    }

    /// The smallest interval that holds `f` of every pair of ends.
    fn hull(a: Interval, b: Interval, f: impl Fn(f64, f64) -> f64) -> Interval {
        let ends = [f(a.low, b.low), f(a.low, b.high), f(a.high, b.low), f(a.high, b.high)];
        let known = ends.into_iter().filter(|end| !end.is_nan());
        Interval {
            low: known.clone().fold(f64::INFINITY, f64::min),
            high: known.fold(f64::NEG_INFINITY, f64::max),
            about: a.about || b.about,
        }
    }

    /// Whether the two can be true together.
    fn meets(self, other: Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    fn bound(self) -> Bound {
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) if self.low == self.high && self.about => Bound::About,
            (true, true) if self.low == self.high => Bound::Exact,
            (true, true) => Bound::Range,
            (true, false) => Bound::AtLeast,
            (false, true) => Bound::AtMost,
            (false, false) => Bound::Words,
        }
    }

    fn quantity(self, format: &str) -> Quantity {
        let end = |number: f64| number.is_finite().then_some(number);
        let (bound, low, high) = (self.bound(), end(self.low), end(self.high));
        let shown = show_quantity(bound, self.about, low, high, format, "unknown");
        Quantity { bound, low, high, words: "", shown: leak(&shown) }
    }
}

/// A formula's value, its words, and the claims in it.
struct Computed {
    value: Interval,
    shown: String,
    claims: Vec<ClaimIx>,
}

/// Recursive descent over `a + b * (c - {claim-id})` and `width({claim-id})`, the length of a range.
struct Parser<'c, 'a, 's> {
    checker: &'c mut Checker<'a>,
    text: &'s At<String>,
    at: usize,
    claims: Vec<ClaimIx>,
    shown: String,
}

impl Parser<'_, '_, '_> {
    fn rest(&self) -> &str {
        &self.text.value[self.at..]
    }

    fn eat(&mut self, token: &str) -> bool {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn fail<T>(&mut self, wrong: String, cause: &str) -> Option<T> {
        let fix = "formulas know numbers, {ids} of claims and derived numbers, + - * /, brackets and width({id})";
        self.checker.wrong(self.text.spot, wrong, cause, fix);
        None
    }

    fn sum(&mut self) -> Option<Interval> {
        let mut value = self.product()?;
        loop {
            if self.eat("+") {
                self.shown.push_str(" + ");
                value = Interval::hull(value, self.product()?, |a, b| a + b);
            } else if self.eat("-") {
                self.shown.push_str(" − ");
                value = Interval::hull(value, self.product()?, |a, b| a - b);
            } else {
                return Some(value);
            }
        }
    }

    fn product(&mut self) -> Option<Interval> {
        let mut value = self.factor()?;
        loop {
            if self.eat("*") {
                self.shown.push_str(" × ");
                value = Interval::hull(value, self.factor()?, |a, b| a * b);
            } else if self.eat("/") {
                self.shown.push_str(" ÷ ");
                let divisor = self.factor()?;
                if divisor.low <= 0.0 && divisor.high >= 0.0 && divisor.low.is_finite() {
                    return self.fail("this formula may divide by zero".into(), "the divisor's range holds zero");
                }
                value = Interval::hull(value, divisor, |a, b| a / b);
            } else {
                return Some(value);
            }
        }
    }

    fn factor(&mut self) -> Option<Interval> {
        if self.eat("width(") {
            self.shown.push_str("the length of ");
            let value = self.factor()?;
            return match self.eat(")") {
                true => Some(Interval { about: value.about, ..Interval::exact(value.high - value.low) }),
                false => self.fail("a bracket is not closed".into(), ""),
            };
        }
        if self.eat("(") {
            self.shown.push('(');
            let value = self.sum()?;
            self.shown.push(')');
            return if self.eat(")") { Some(value) } else { self.fail("a bracket is not closed".into(), "") };
        }
        if self.eat("{") {
            let Some(len) = self.rest().find('}') else { return self.fail("a `{` is not closed".into(), "") };
            let id = self.rest()[..len].trim().to_string();
            self.at += len + 1;
            return self.reference(&id);
        }
        let len = self.rest().find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest().len());
        match self.rest()[..len].parse() {
            Ok(number) => {
                self.at += len;
                self.shown.push_str(&show_number(number));
                Some(Interval::exact(number))
            }
            Err(_) => self.fail(format!("expected a number or an id at \"{}\"", self.rest()), ""),
        }
    }

    fn reference(&mut self, id: &str) -> Option<Interval> {
        let (quantity, claims) = if let Some(ix) = self.checker.claim_ix(id) {
            (self.checker.text.claims[ix.at()].amount.quantity, vec![ix])
        } else if let Some(derived) = self.checker.model.derived.iter().find(|derived| derived.id == id) {
            (Some(derived.quantity), derived.claims.to_vec())
        } else {
            let cause = meant(id, self.checker.model.claims.iter().map(|claim| claim.id));
            return self
                .fail(format!("this formula names `{id}`, which is neither a claim nor a derived number above it"), &cause);
        };
        let Some(quantity) = quantity.filter(|quantity| quantity.bound != Bound::Words) else {
            return self.fail(format!("`{id}` carries no number"), "a claim in words cannot be computed with");
        };
        self.shown.push_str(quantity.shown);
        self.claims.extend(claims);
        Some(Interval::of(&quantity))
    }
}

impl Checker<'_> {
    fn compute(&mut self, text: &At<String>) -> Option<Computed> {
        let mut parser = Parser { checker: self, text, at: 0, claims: Vec::new(), shown: String::new() };
        let value = parser.sum()?;
        if !parser.rest().trim().is_empty() {
            let wrong = format!("the formula is not understood from \"{}\" on", parser.rest().trim());
            return parser.fail(wrong, "");
        }
        let Parser { mut claims, shown, .. } = parser;
        claims.sort();
        claims.dedup();
        Some(Computed { value, shown, claims })
    }

    /// Every derived number, then every check.
    pub fn arithmetic(&mut self, raw: &ArithmeticFile) {
        for entry in &raw.derived {
            self.unique(&entry.id, "derived number");
            let measure = self.measure_ix(&entry.measure);
            let computed = self.compute(&entry.formula);
            if let (Some(measure), Some(computed)) = (measure, computed) {
                if computed.claims.is_empty() {
                    let fix = "name at least one claim in the formula";
                    self.wrong(entry.formula.spot, format!("`{}` is computed from no claim", entry.id.value), "", fix);
                }
                self.model.derived.push(Derived {
                    id: leak(&entry.id),
                    claims: leak_list(computed.claims),
                    quantity: computed.value.quantity(&self.formats[measure.at()]),
                });
                self.text.derived.push(DerivedText {
                    title: leak(&entry.title),
                    formula: leak(&computed.shown),
                    measure,
                    caution: leak(&entry.caution),
                });
            }
        }
        for entry in &raw.check {
            self.unique(&entry.id, "check");
            let mut claims: Vec<ClaimIx> = entry.claims.iter().filter_map(|id| self.claim_named(id)).collect();
            let (working, outcome) = match (&entry.left, &entry.right, &entry.measure, &entry.cannot) {
                (Some(left), Some(right), Some(measure), None) => {
                    let (left, right, measure) = (self.compute(left), self.compute(right), self.measure_ix(measure));
                    let (Some(left), Some(right), Some(MeasureIx(measure))) = (left, right, measure) else { continue };
                    claims.extend(left.claims.iter().chain(&right.claims));
                    let format = self.formats[usize::from(measure)].clone();
                    let side = |side: &Computed| {
                        let shown = side.value.quantity(&format).shown;
                        if side.shown == shown { shown.to_string() } else { format!("{} = {shown}", side.shown) }
                    };
                    let agrees = left.value.meets(right.value);
                    let outcome = if agrees { Outcome::Agrees } else { Outcome::Conflicts };
                    (format!("{}; against {}", side(&left), side(&right)), outcome)
                }
                (None, None, None, Some(cannot)) => (cannot.value.clone(), Outcome::Unknown),
                _ => {
                    let fix = "give `left`, `right` and `measure`, or `cannot` with the reason";
                    self.wrong(entry.spot, format!("the check `{}` is incomplete", entry.id.value), "", fix);
                    continue;
                }
            };
            claims.sort();
            claims.dedup();
            self.checks.push(Check {
                id: leak(&entry.id),
                title: leak(&entry.title),
                claims: leak_list(claims),
                working: leak(&working),
                outcome,
                note: leak(&entry.note),
            });
        }
    }
}
