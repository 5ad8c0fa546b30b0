//! Quantities and periods: from the words of a seed to resolved values, and to the words they are shown in.

use super::super::fault::At;
use super::super::raw::{RawPeriod, RawQuantity};
use super::{Checker, leak};
use crate::model::{Bound, Date, Period, Quantity, Sure, When};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `2024`, `2024-06` or `2024-06-30`.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(str::parse::<u16>);
    let mut part = |range: std::ops::RangeInclusive<u16>| match parts.next() {
        None => Some(0),
        Some(Ok(number)) if range.contains(&number) => Some(number),
        _ => None,
    };
    let date = Date { year: part(1000..=2999)? as i16, month: part(1..=12)? as u8, day: part(1..=31)? as u8 };
    (parts.next().is_none() && date.year != 0).then_some(date)
}

/// "2024", "June 2025", "12 August 2025".
pub fn show_date(date: Date) -> String {
    match (date.month, date.day) {
        (0, _) => date.year.to_string(),
        (m, 0) => format!("{} {}", MONTHS[usize::from(m) - 1], date.year),
        (m, d) => format!("{d} {} {}", MONTHS[usize::from(m) - 1], date.year),
    }
}

/// 13000 as "13,000"; up to two decimals where there are any, and a true minus sign.
pub fn show_number(number: f64) -> String {
    let sign = if number < 0.0 { "−" } else { "" };
    let text = format!("{:.2}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number in the format of its measure; `{n}`, `{percent}`, `{clock}`, `{year}` or `{factor}` stands for it.
fn show_formatted(format: &str, low: f64, high: f64) -> String {
    let one = |number: f64| -> (&str, String) {
        if format.contains("{percent}") {
            ("{percent}", format!("{}%", show_number((number * 100.0).round())))
        } else if format.contains("{clock}") {
            ("{clock}", format!("{:02}:{:02}", (number as u32) % 24, (number.fract() * 60.0).round() as u32))
        } else if format.contains("{year}") {
            ("{year}", format!("{number:.0}"))
        } else if format.contains("{factor}") {
            (
                "{factor}",
                if number == 0.5 { "half".into() } else { format!("{} times", show_number((number * 10.0).round() / 10.0)) },
            )
        } else {
            ("{n}", show_number(number))
        }
    };
    let (slot, low_text) = one(low);
    if low == high {
        return format.replace(slot, &low_text);
    }
    let (_, high_text) = one(high);
    let (before, after) = format.split_once(slot).unwrap_or(("", ""));
    let unit = before.rsplit(' ').next().unwrap_or("");
    format!("{before}{low_text} to {unit}{high_text}{after}")
}

/// With the bound's word, for display: "over 13,000", "about $100 to $200 a month".
pub fn show_quantity(bound: Bound, about: bool, low: Option<f64>, high: Option<f64>, format: &str, words: &str) -> String {
    let (Some(low), Some(high)) = (low.or(high), high.or(low)) else { return words.into() };
    let number = show_formatted(format, low, high);
    match bound {
        Bound::Exact | Bound::Ratio => number,
        Bound::Range if about => format!("about {number}"),
        Bound::Range => number,
        Bound::Words => words.into(),
        bound => format!("{} {number}", bound.word()),
    }
}

impl Checker<'_> {
    /// Resolves a quantity; `format` is its measure's.
    pub fn quantity(&mut self, raw: &RawQuantity, format: &str) -> Option<Quantity> {
        let bound = self.word(&raw.bound, "bound", Bound::ALL, Bound::word)?;
        let value = raw.value.as_ref().map(|v| v.value);
        let (low, high) = (raw.low.as_ref().map(|v| v.value), raw.high.as_ref().map(|v| v.value));
        let ends = match (bound, value, low, high) {
            (Bound::Range, None, Some(low), Some(high)) if low < high => Some((Some(low), Some(high))),
            (Bound::Words, None, None, None) => Some((None, None)),
            (Bound::Range | Bound::Words, ..) | (_, None, ..) => None,
            (Bound::Exact | Bound::About | Bound::Ratio, Some(v), None, None) => Some((Some(v), Some(v))),
            (Bound::AtLeast | Bound::Over, Some(v), None, None) => Some((Some(v), None)),
            (_, Some(v), None, None) => Some((None, Some(v))),
            _ => None,
        };
        let Some((low, high)) = ends else {
            self.wrong(
                raw.spot,
                format!("the numbers of this quantity do not fit its bound `{}`", bound.word()),
                "a range wants `low` below `high`, words alone want no number, every other bound wants one `value`",
                "give the numbers the bound wants, as the article words them",
            );
            return None;
        };
        let shown = show_quantity(bound, raw.about, low, high, format, &raw.words);
        Some(Quantity { bound, low, high, words: leak(&raw.words), shown: leak(&shown) })
    }

    /// Resolves a period; `None` as written means undated.
    pub fn period(&mut self, raw: Option<&RawPeriod>) -> Option<Period> {
        let Some(raw) = raw else {
            return Some(Period { when: When::Undated, words: "", shown: "no date given", inferred: None });
        };
        let at = raw.at.as_ref().map(|text| self.date(text));
        let from = raw.from.as_ref().map(|text| self.date(text));
        let to = raw.to.as_ref().map(|text| self.date(text));
        let when = match (raw.form.value.as_str(), at, from, to) {
            ("undated", None, None, None) => When::Undated,
            ("in", Some(at), None, None) => When::In(at?),
            ("by", Some(at), None, None) => When::By(at?),
            ("since", Some(at), None, None) => When::Since(at?),
            ("as of", Some(at), None, None) => When::AsOf(at?),
            ("span", None, Some(from), Some(to)) => When::Span(from?, to?),
            _ => {
                self.wrong(
                    raw.form.spot,
                    format!("a period of form \"{}\" does not go with the dates given here", raw.form.value),
                    "forms are: in, by, since, as of (with `at`), span (with `from`, `to`), undated (with neither)",
                    "change the form or the dates",
                );
                return None;
            }
        };
        let inferred = match (&raw.inferred, &raw.because) {
            (None, None) => None,
            (Some(sure), Some(_)) => Some(self.word(sure, "degree of certainty", Sure::ALL, Sure::word)?),
            _ => {
                let fix = "give both `inferred` and `because`, or neither";
                self.wrong(raw.spot, "an inferred period needs how sure and why".into(), "one of the two is missing", fix);
                return None;
            }
        };
        let shown = match when {
            When::Undated => "no date given".into(),
            When::In(date) => show_date(date),
            When::By(date) => format!("by {}", show_date(date)),
            When::Since(date) => format!("since {}", show_date(date)),
            When::AsOf(date) => format!("as of {}", show_date(date)),
            When::Span(from, to) => format!("{} to {}", show_date(from), show_date(to)),
        };
        Some(Period { when, words: leak(&raw.words), shown: leak(&shown), inferred })
    }

    /// A date, or a fault.
    pub fn date(&mut self, text: &At<String>) -> Option<Date> {
        let date = parse_date(text);
        if date.is_none() {
            let fix = "write 2024, 2024-06 or 2024-06-30";
            self.wrong(text.spot, format!("\"{}\" is not a date", text.value), "", fix);
        }
        date
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_with_separators_and_a_true_minus() {
        for (number, shown) in [(0.0, "0"), (999.0, "999"), (13000.0, "13,000"), (1234567.5, "1,234,567.5"), (-10.0, "−10")] {
            assert_eq!(show_number(number), shown);
        }
    }

    #[test]
    fn quantities_carry_their_bound_and_unit() {
        let check = |bound, about, low, high, format, shown| {
            assert_eq!(show_quantity(bound, about, low, high, format, "as printed"), shown);
        };
        check(Bound::Over, false, Some(13000.0), None, "{n}", "over 13,000");
        check(Bound::Nearly, false, None, Some(8000.0), "{n}", "nearly 8,000");
        check(Bound::Range, true, Some(100.0), Some(200.0), "${n} a month", "about $100 to $200 a month");
        check(Bound::Range, false, Some(6.0), Some(26.0), "{clock}", "06:00 to 02:00");
        check(Bound::Ratio, false, Some(0.5), Some(0.5), "{factor}", "half");
        check(Bound::AtMost, false, None, Some(0.615), "{percent}", "at most 62%");
        check(Bound::Words, false, None, None, "{n}", "as printed");
    }

    #[test]
    fn dates_are_as_precise_as_stated() {
        for (text, shown) in [("2024", "2024"), ("2025-06", "June 2025"), ("2025-08-12", "12 August 2025")] {
            assert_eq!(show_date(parse_date(text).expect(text)), shown);
        }
        for text in ["", "24", "2024-13", "2024-06-30-1", "2024-", "June"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
