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
    /// Whether what went in leaves its own ends out: over a number is not that number, nor is fewer than it.
    pub strict: bool,
}

impl Interval {
    fn of(quantity: &Quantity) -> Interval {
        Interval {
            low: quantity.low.unwrap_or(f64::NEG_INFINITY),
            high: quantity.high.unwrap_or(f64::INFINITY),
            about: quantity.bound == Bound::About || quantity.shown.starts_with("about "),
            strict: matches!(quantity.bound, Bound::Over | Bound::FewerThan | Bound::Nearly),
        }
    }

    fn exact(number: f64) -> Interval {
        Interval { low: number, high: number, about: false, strict: false }
    }

    /// The smallest interval that holds `f` of every pair of ends.
    fn hull(a: Interval, b: Interval, f: impl Fn(f64, f64) -> f64) -> Interval {
        let ends = [f(a.low, b.low), f(a.low, b.high), f(a.high, b.low), f(a.high, b.high)];
        let known = ends.into_iter().filter(|end| !end.is_nan());
        Interval {
            low: known.clone().fold(f64::INFINITY, f64::min),
            high: known.fold(f64::NEG_INFINITY, f64::max),
            about: a.about || b.about,
            strict: a.strict || b.strict,
        }
    }

    /// Whether the two can be true together.
    fn meets(self, other: Interval) -> bool {
        let reaches = |low: f64, high: f64| low < high || low == high && !self.strict && !other.strict;
        reaches(self.low, other.high) && reaches(other.low, self.high)
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
    /// Whether the formula is one number that is told, and nothing is reckoned.
    is_told: bool,
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
                if divisor.low <= 0.0 && divisor.high >= 0.0 {
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
            if !(value.low.is_finite() && value.high.is_finite()) {
                return self.fail("only a range with two ends has a length".into(), "one end of this number is open");
            }
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
        } else if self.checker.failed(id) {
            return None;
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
        let name = text.value.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let is_told = name.is_some_and(|name| !name.contains('{'));
        claims.sort();
        claims.dedup();
        Some(Computed { value, shown, claims, is_told })
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
                        // A number alone stands as its article words it.
                        let is_told = side.is_told || side.shown == shown;
                        if is_told { side.shown.clone() } else { format!("{} = {shown}", side.shown) }
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

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::corpus::fault::{Fault, Spot};
    use crate::dossier::ClaimText;
    use crate::model::{Amount, ArticleIx, Claim, FactIx, Kind, NameStatus, OriginIx, Period, ThemeIx, When};
    use proptest::prelude::*;

    const OPEN: f64 = f64::INFINITY;

    /// A checker that knows some claims, with what was found wrong.
    pub fn knowing<T>(claims: &[(&'static str, Option<Quantity>)], ask: impl FnOnce(&mut Checker<'_>) -> T) -> (T, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut checker = Checker::new(&mut faults, &[]);
        for (id, quantity) in claims {
            checker.claim_ixs.insert(id, ClaimIx(checker.model.claims.len() as u32));
            checker.model.claims.push(Claim { id, article: ArticleIx(0), fact: FactIx(0), origin: OriginIx(0), via: &[] });
            let period = Period { when: When::Undated, words: "", shown: "no date given", inferred: None };
            checker.text.claims.push(ClaimText {
                paragraph: 1,
                locator: "",
                text: "",
                theme: ThemeIx(0),
                measure: None,
                amount: Amount { kind: Kind::Stock, quantity: *quantity, period },
                attribution: "",
                via_stated: false,
                name_status: NameStatus::None,
                quotation: false,
                speaker: "",
                hedge: "",
                because: "",
                note: "",
            });
        }
        let answer = ask(&mut checker);
        (answer, faults)
    }

    pub fn written(text: &str) -> At<String> {
        At { value: text.into(), spot: Spot::default() }
    }

    pub fn quantity(bound: Bound, low: f64, high: f64) -> Quantity {
        let end = |number: f64| number.is_finite().then_some(number);
        let shown = leak(&show_quantity(bound, false, end(low), end(high), "{n}", "some"));
        Quantity { bound, low: end(low), high: end(high), words: "", shown }
    }

    /// The bounds by name, as formulas here name them.
    fn some_claims() -> Vec<(&'static str, Option<Quantity>)> {
        vec![
            ("exact", Some(quantity(Bound::Exact, 13000.0, 13000.0))),
            ("nearly", Some(quantity(Bound::Nearly, -OPEN, 8000.0))),
            ("over", Some(quantity(Bound::Over, 5000.0, OPEN))),
            ("about", Some(quantity(Bound::About, 900.0, 900.0))),
            ("range", Some(quantity(Bound::Range, 100.0, 200.0))),
            ("two", Some(quantity(Bound::Ratio, 2.0, 2.0))),
            ("words", Some(quantity(Bound::Words, -OPEN, OPEN))),
            ("silent", None),
        ]
    }

    #[track_caller]
    fn gives(formula: &str, shown: &str, bound: Bound) {
        let (value, faults) = knowing(&some_claims(), |checker| checker.compute(&written(formula)));
        assert_eq!(faults, [], "{formula}");
        let quantity = value.expect("it has no faults").value.quantity("{n}");
        assert_eq!((quantity.shown, quantity.bound), (shown, bound), "{formula}");
    }

    #[test]
    fn bounds_turn_by_themselves() {
        gives("{exact} - {nearly}", "at least 5,000", Bound::AtLeast);
        gives("{nearly} / {exact}", "at most 0.62", Bound::AtMost);
        gives("{exact} - {over}", "at most 8,000", Bound::AtMost);
        gives("{exact} + {over}", "at least 18,000", Bound::AtLeast);
        gives("{nearly} / {over}", "at most 1.6", Bound::AtMost);
        gives("{over} - {nearly}", "at least −3,000", Bound::AtLeast);
        gives("{two} * {range}", "200 to 400", Bound::Range);
        gives("{exact} - {range}", "12,800 to 12,900", Bound::Range);
        gives("{over} + {nearly}", "unknown", Bound::Words);
        gives("{over} - {over}", "unknown", Bound::Words);
        gives("0 - {nearly}", "at least −8,000", Bound::AtLeast);
    }

    #[test]
    fn about_is_kept() {
        gives("{about} - 100", "about 800", Bound::About);
        gives("{two} * {about}", "about 1,800", Bound::About);
        gives("{about} * {range}", "about 90,000 to 180,000", Bound::Range);
        gives("{about} / {two}", "about 450", Bound::About);
    }

    #[test]
    fn formulas_follow_the_usual_order() {
        gives("1 + 2 * 3", "7", Bound::Exact);
        gives("(1 + 2) * 3", "9", Bound::Exact);
        gives("20 - 5 - 3", "12", Bound::Exact);
        gives("64 / 4 / 2", "8", Bound::Exact);
        gives(" 24-width( { range } ) ", "−76", Bound::Exact);
        gives("0.5 * 3", "1.5", Bound::Exact);
    }

    #[test]
    fn a_formula_is_shown_with_the_words_of_its_claims_and_names_each_once() {
        let formula = "({exact} - {nearly}) / {exact} * width({range})";
        let (computed, faults) = knowing(&some_claims(), |checker| checker.compute(&written(formula)));
        let computed = computed.unwrap_or_else(|| panic!("{faults:?}"));
        assert_eq!(computed.shown, "(13,000 − nearly 8,000) ÷ 13,000 × the length of 100 to 200");
        assert_eq!(computed.claims, [ClaimIx(0), ClaimIx(1), ClaimIx(4)]);
    }

    #[test]
    fn what_cannot_be_computed_is_refused_once() {
        for (formula, wrong) in [
            ("", "expected a number or an id at \"\""),
            ("{exact} -", "expected a number or an id at \"\""),
            ("{exact} {nearly}", "the formula is not understood from \"{nearly}\" on"),
            ("2 * (3", "a bracket is not closed"),
            ("width({range}", "a bracket is not closed"),
            ("{exact", "a `{` is not closed"),
            ("{exat}", "this formula names `exat`, which is neither a claim nor a derived number above it"),
            ("{words}", "`words` carries no number"),
            ("{silent}", "`silent` carries no number"),
            ("1 / 0", "this formula may divide by zero"),
            ("1 / ({range} - 150)", "this formula may divide by zero"),
            ("1.2.3", "expected a number or an id at \"1.2.3\""),
        ] {
            let (value, faults) = knowing(&some_claims(), |checker| checker.compute(&written(formula)));
            assert!(value.is_none(), "{formula}");
            assert_eq!(faults.iter().map(|fault| fault.wrong.as_str()).collect::<Vec<_>>(), [wrong], "{formula}");
        }
    }

    /// Its two ends lie anywhere from nothing to infinitely far apart, so that only refusing or leaving it open is right.
    #[test]
    fn the_length_of_an_open_number_is_not_known() {
        let (value, _) = knowing(&some_claims(), |checker| checker.compute(&written("width({nearly})")));
        let holds = value.is_none_or(|computed| computed.value.low <= 10.0 && 10.0 <= computed.value.high);
        assert!(holds, "the length of “nearly 8,000” is said to be infinite");
    }

    #[test]
    fn numbers_meet_where_both_can_be_true() {
        let interval = |low, high| Interval { low, high, about: false, strict: false };
        for (a, b, meet) in [
            (interval(1.0, 1.0), interval(1.0, 1.0), true),
            (interval(1.0, 1.0), interval(2.0, 2.0), false),
            (interval(5.0, OPEN), interval(-OPEN, 5.0), true),
            (interval(5.0, OPEN), interval(-OPEN, 4.0), false),
            (interval(1.0, 3.0), interval(2.0, 9.0), true),
            // Over five is not five, nor is fewer than five.
            (Interval { strict: true, ..interval(5.0, OPEN) }, interval(-OPEN, 5.0), false),
            (Interval { strict: true, ..interval(5.0, OPEN) }, interval(5.0, 5.0), false),
            (Interval { strict: true, ..interval(-OPEN, 5.0) }, interval(4.0, 4.0), true),
        ] {
            assert_eq!((a.meets(b), b.meets(a)), (meet, meet), "{a:?} {b:?}");
        }
    }

    /// An interval of any bound around a value.
    fn around(value: f64, bound: usize, slack: f64) -> Interval {
        let (low, high) = match bound {
            0 => (value, value),
            1 => (value - slack, OPEN),
            2 => (-OPEN, value + slack),
            _ => (value - slack, value + 2.0 * slack),
        };
        Interval { low, high, about: false, strict: false }
    }

    fn holds(interval: Interval, value: f64) -> bool {
        let slack = 1e-9 * (1.0 + value.abs());
        interval.low - slack <= value && value <= interval.high + slack
    }

    proptest! {
        #[test]
        fn results_hold_the_true_value(
            (x, x_bound, x_slack) in (-1e4..1e4f64, 0..4usize, 0.0..1e3f64),
            (y, y_bound, y_slack) in (-1e4..1e4f64, 0..4usize, 0.0..1e3f64),
        ) {
            let (a, b) = (around(x, x_bound, x_slack), around(y, y_bound, y_slack));
            for (f, true_value) in [(|a, b| a + b) as fn(f64, f64) -> f64, |a, b| a - b, |a, b| a * b].map(|f| (f, f(x, y))) {
                let result = Interval::hull(a, b, f);
                prop_assert!(holds(result, true_value), "{true_value} is not in {result:?} of {a:?} and {b:?}");
            }
        }

        /// What is counted is above zero, so members of an open bound are taken from there.
        #[test]
        fn quotients_hold_the_true_value_or_are_refused(
            (x, x_bound, x_slack) in (0.1..1e4f64, 0..4usize, 0.0..1e3f64),
            (y, y_bound, y_slack) in (0.1..1e4f64, 0..4usize, 0.0..1e3f64),
        ) {
            let bounds = [Bound::Exact, Bound::AtLeast, Bound::AtMost, Bound::Range];
            let told = |interval: Interval, bound: usize| Some(quantity(bounds[bound], interval.low, interval.high));
            let (a, b) = (around(x, x_bound, x_slack), around(y, y_bound, y_slack));
            let claims = [("a", told(a, x_bound)), ("b", told(b, y_bound))];
            let (computed, _) = knowing(&claims, |checker| checker.compute(&written("{a} / {b}")));
            if let Some(computed) = computed {
                prop_assert!(holds(computed.value, x / y), "{} is not in {:?} of {a:?} and {b:?}", x / y, computed.value);
            }
        }

        #[test]
        fn no_formula_breaks_the_reader(formula in "[-+*/(){}.0-9a-z ]{0,30}") {
            let _ = knowing(&some_claims(), |checker| checker.compute(&written(&formula)));
        }
    }
}
