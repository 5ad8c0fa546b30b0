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
            runs.extend(self.filled(id, text.spot));
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

    fn filled(&mut self, id: &str, spot: Spot) -> Option<Inline> {
        let count = match id {
            "count.articles" => Some(self.model.articles.len()),
            "count.origins" => Some(self.model.origins.iter().filter(|origin| !origin.unstated).count()),
            "count.claims" => Some(self.model.claims.len()),
            "count.facts" => Some(self.facts.len()),
            "count.differences" => Some(self.differences.len()),
            _ => None,
        };
        if let Some(count) = count {
            return Some(Inline::Plain(leak(&count.to_string())));
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
