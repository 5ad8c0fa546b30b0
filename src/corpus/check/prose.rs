//! Prose of ours, in which a number may stand only by reference: `{claim-id}` is filled in with the claim's number and
//! its bound word, `{claim-id.period}` with its time, `{derived-id}` with a number of ours, `{count.articles}`,
//! `{count.origins}`, `{count.claims}` and `{count.facts}` with the size of the corpus. A bare digit is refused.

use super::super::fault::{At, Spot, meant};
use super::super::raw::RawPassage;
use super::{Checker, leak, leak_list};
use crate::dossier::Passage;
use crate::model::{Inline, Prose};

impl Checker<'_> {
    /// Fills in one piece of prose.
    pub fn prose(&mut self, text: &At<String>) -> Prose {
        let mut runs = Vec::new();
        let mut rest = text.value.as_str();
        while let Some(open) = rest.find('{') {
            self.plain_run(&rest[..open], text.spot, &mut runs);
            let Some(len) = rest[open..].find('}') else {
                self.wrong(text.spot, "a `{` is not closed".into(), "", "close it, or write the words without it");
                return leak_list(runs);
            };
            let id = rest[open + 1..open + len].trim();
            rest = &rest[open + len + 1..];
            let begins =
                matches!(text.value[..text.value.len() - rest.len()].rsplit_once('{'), Some((before, _)) if ends(before));
            runs.extend(self.filled(id, begins, text.spot));
        }
        self.plain_run(rest, text.spot, &mut runs);
        leak_list(runs)
    }

    fn plain_run(&mut self, run: &str, spot: Spot, runs: &mut Vec<Inline>) {
        if let Some(number) = run.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty()) {
            self.wrong(
                spot,
                format!("the number {number} in this prose is carried by no claim"),
                "it was typed instead of referred to",
                "refer to the claim or derived number in braces: {claim-id}",
            );
        }
        if !run.is_empty() {
            runs.push(Inline::Plain(leak(run)));
        }
    }

    fn filled(&mut self, id: &str, begins: bool, spot: Spot) -> Option<Inline> {
        let count = match id {
            "count.articles" => Some(self.model.articles.len()),
            "count.origins" => Some(self.model.origins.iter().filter(|origin| !origin.unstated).count()),
            "count.claims" => Some(self.model.claims.len()),
            "count.facts" => Some(self.facts.len()),
            "count.differences" => Some(self.differences.len()),
            _ => None,
        };
        if let Some(count) = count {
            return Some(Inline::Plain(leak(&spelled(count, begins))));
        }
        let (name, period) = id.strip_suffix(".period").map_or((id, false), |name| (name, true));
        if let Some(ix) = self.claim_ix(name) {
            let amount = self.text.claims[ix.at()].amount;
            match amount.quantity {
                _ if period => return Some(Inline::Cites(ix, amount.period.shown)),
                Some(quantity) => return Some(Inline::Cites(ix, quantity.shown)),
                None => {
                    let fix = "refer to its period with {id.period}, or to a claim with a number";
                    self.wrong(spot, format!("prose refers to `{name}`, which carries no number"), "", fix);
                    return None;
                }
            }
        }
        if let Some(at) = self.model.derived.iter().position(|derived| derived.id == name) {
            return Some(Inline::Computes(crate::model::DerivedIx(at as u16), self.model.derived[at].quantity.shown));
        }
        if self.failed(name) {
            return None;
        }
        let known: Vec<&str> = self.model.claims.iter().map(|c| c.id).chain(self.model.derived.iter().map(|d| d.id)).collect();
        let cause = meant(name, known);
        self.wrong(
            spot,
            format!("prose refers to `{id}`, which no claim or derived number has as id"),
            &cause,
            "use an id of the corpus",
        );
        None
    }

    /// Titled paragraphs.
    pub fn passages(&mut self, raw: &[RawPassage]) -> &'static [Passage] {
        let passages = raw.iter().map(|entry| {
            let paragraphs: Vec<Prose> = entry.paragraphs.iter().map(|text| self.prose(text)).collect();
            Passage { id: leak(&entry.id), title: leak(&entry.title), paragraphs: leak_list(paragraphs) }
        });
        leak_list(passages.collect::<Vec<_>>())
    }
}

/// Whether a sentence is over, or none has begun.
fn ends(text: &str) -> bool {
    text.trim_end().is_empty() || text.trim_end().ends_with(['.', '?'])
}

/// A size of the corpus as it is written in a text: small ones as words.
fn spelled(count: usize, begins: bool) -> String {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match WORDS.get(count) {
        Some(word) if begins => word[..1].to_uppercase() + &word[1..],
        Some(word) => word.to_string(),
        None => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::arithmetic::tests::{knowing, quantity, written};
    use super::*;
    use crate::model::{Bound, ClaimIx, Derived, DerivedIx, plain};
    use proptest::prelude::*;

    /// The prose of a corpus with two claims and one number of ours, with what is wrong.
    fn filled(text: &str) -> (Prose, Vec<String>) {
        let claims = [("told", Some(quantity(Bound::Over, 1200.0, f64::INFINITY))), ("silent", None)];
        let (prose, faults) = knowing(&claims, |checker| {
            let ours = quantity(Bound::AtLeast, 700.0, f64::INFINITY);
            checker.model.derived.push(Derived { id: "ours", claims: &[ClaimIx(0)], quantity: ours });
            checker.prose(&written(text))
        });
        (prose, faults.into_iter().map(|fault| fault.wrong).collect())
    }

    #[test]
    fn references_are_filled_in_and_stay_references() {
        let (prose, wrong) = filled("From {told} ({told.period}) to { ours }.");
        assert_eq!(wrong, [""; 0]);
        let runs = [
            Inline::Plain("From "),
            Inline::Cites(ClaimIx(0), "over 1,200"),
            Inline::Plain(" ("),
            Inline::Cites(ClaimIx(0), "no date given"),
            Inline::Plain(") to "),
            Inline::Computes(DerivedIx(0), "at least 700"),
            Inline::Plain("."),
        ];
        assert_eq!(prose, runs);
    }

    #[test]
    fn sizes_of_the_corpus_are_counted() {
        let (prose, wrong) = filled("{count.claims} {count.articles} {count.origins} {count.facts} {count.differences}");
        assert_eq!((plain(prose).as_str(), wrong), ("Two zero zero zero zero", Vec::new()));
        let (prose, _) = filled("Of {count.claims}. {count.claims} remain");
        assert_eq!(plain(prose), "Of two. Two remain");
        assert_eq!((spelled(12, false), spelled(13, true)), ("twelve".into(), "13".into()));
    }

    #[test]
    fn a_claim_without_a_number_can_lend_its_time_alone() {
        assert_eq!(filled("{silent.period}").1, [""; 0]);
        assert_eq!(filled("{silent}").1, ["prose refers to `silent`, which carries no number"]);
    }

    #[test]
    fn bare_numbers_and_unknown_names_are_refused_all_at_once() {
        let (_, wrong) = filled("In 2024 {nobody} and {} were 3 of {told}, {told");
        assert_eq!(
            wrong,
            [
                "the number 2024 in this prose is carried by no claim",
                "prose refers to `nobody`, which no claim or derived number has as id",
                "prose refers to ``, which no claim or derived number has as id",
                "the number 3 in this prose is carried by no claim",
                "a `{` is not closed",
            ]
        );
    }

    proptest! {
        #[test]
        fn words_are_left_as_they_are(text in "[^{0-9]{0,60}") {
            let (prose, wrong) = filled(&text);
            prop_assert_eq!(plain(prose), text);
            prop_assert!(wrong.is_empty(), "{:?}", wrong);
        }

        #[test]
        fn no_digit_gets_through(before in "[^{}0-9]{0,20}", digit in "[0-9]{1,4}", after in "[^{}0-9]{0,20}") {
            prop_assert_eq!(filled(&format!("{before}{digit}{after}{{told}}")).1.len(), 1);
        }

        #[test]
        fn nothing_breaks_the_reader(text in any::<String>()) {
            let _ = filled(&text);
        }
    }
}
