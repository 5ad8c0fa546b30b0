//! The story: every step must have its claims, one picture and a way on, and old links must lead somewhere.

use super::super::fault::{At, meant};
use super::super::raw::{RawDay, RawLineage, RawParts, RawStep, StoryFile};
use super::{Checker, leak, leak_list};
use crate::dossier::{Day, Dial, Exhibit, Lineage, Parts, StepText, Whole};
use crate::model::{ChartIx, ClaimIx, DerivedIx, FactIx, Inline, Prose, Ref, Step, StepIx};
use std::collections::BTreeSet;

impl Checker<'_> {
    /// Every step, in order.
    pub fn story(&mut self, raw: &StoryFile) {
        if raw.step.is_empty() {
            let fix = "write at least one [[step]]";
            self.wrong(raw.spot, "the story has no steps".into(), "", fix);
        }
        let slugs: Vec<&'static str> = raw.step.iter().map(|step| leak(&step.slug)).collect();
        for (n, entry) in raw.step.iter().enumerate() {
            self.unique(&entry.slug, "step");
            self.step(n, entry, &slugs);
        }
        for entry in &raw.moved {
            self.unique(&entry.from, "step");
            if let Some(to) = self.step_ix(&entry.to, &slugs) {
                self.model.moved.push((leak(&entry.from), to));
            }
        }
    }

    fn step(&mut self, n: usize, entry: &RawStep, slugs: &[&'static str]) {
        let prose: Vec<Prose> = entry.prose.iter().map(|text| self.prose(text)).collect();
        let (notice, shows) = (self.prose(&entry.notice), self.prose(&entry.shows));
        let highlight: Vec<Ref> = entry.highlight.iter().filter_map(|id| self.reference(id)).collect();
        let warning = match (&entry.warning, &entry.skip_to) {
            (Some(words), Some(to)) => {
                let to_ix = self.step_ix(to, slugs);
                if to_ix.is_some_and(|to| to.at() <= n) {
                    let fix = "name a later step";
                    self.wrong(
                        to.spot,
                        format!("`{}` skips to `{}`, which does not lead on", entry.slug.value, to.value),
                        "",
                        fix,
                    );
                }
                to_ix.map(|to| (leak(words), to))
            }
            (None, None) => None,
            (warned, skips) => {
                let spot = warned.as_ref().or(skips.as_ref()).map_or(entry.spot, |text| text.spot);
                let fix = "write both `warning` and `skip_to`, or neither";
                self.wrong(spot, "a warning offers a step to skip to".into(), "", fix);
                None
            }
        };
        let Some(exhibit) = self.exhibit(entry) else { return };
        let mut claims: BTreeSet<ClaimIx> = entry.claims.iter().filter_map(|id| self.claim_named(id)).collect();
        for run in prose.iter().chain([&notice, &shows]).flat_map(|prose| prose.iter()) {
            claims.extend(match *run {
                Inline::Plain(_) => Vec::new(),
                Inline::Cites(claim, _) => vec![claim],
                Inline::Computes(derived, _) => self.model.derived[derived.at()].claims.to_vec(),
            });
        }
        claims.extend(self.shown(&exhibit));
        if claims.is_empty() && entry.claims.is_empty() {
            let fix = "name the claims it rests on in `claims`";
            self.wrong(entry.slug.spot, format!("the step `{}` rests on no claim", entry.slug.value), "", fix);
        }
        self.model.steps.push(Step { slug: leak(&entry.slug), claims: leak_list(claims.into_iter().collect()) });
        self.text.steps.push(StepText {
            title: leak(&entry.title),
            warning,
            prose: leak_list(prose),
            notice,
            shows,
            exhibit,
            highlight: leak_list(highlight),
        });
    }

    fn step_ix(&mut self, slug: &At<String>, slugs: &[&'static str]) -> Option<StepIx> {
        let found = slugs.iter().position(|known| *known == slug.value);
        if found.is_none() {
            let wrong = format!("there is no step `{}` in the story", slug.value);
            self.wrong(slug.spot, wrong, &meant(slug, slugs.iter().copied()), "use the slug of a step");
        }
        found.map(|at| StepIx(at as u16))
    }

    fn exhibit(&mut self, entry: &RawStep) -> Option<Exhibit> {
        let RawStep { chart, lineage, parts, day, coverage, tellings, quality, .. } = entry;
        let n_given = [
            chart.is_some(),
            lineage.is_some(),
            parts.is_some(),
            day.is_some(),
            coverage.is_some(),
            tellings.is_some(),
            quality.is_some(),
        ];
        if n_given.iter().filter(|given| **given).count() != 1 {
            let fix = "give it exactly one of: chart, lineage, parts, day, coverage, tellings, quality";
            self.wrong(entry.spot, format!("the step `{}` shows nothing, or several things", entry.slug.value), "", fix);
            return None;
        }
        if let Some(id) = chart {
            let known = self.model.charts.iter().map(|chart| chart.id).collect();
            return self.named(id, "chart", "seeds/charts.toml", known).map(|at| Exhibit::OfChart(ChartIx(at)));
        }
        if let Some(raw) = lineage {
            return self.lineage(raw).map(Exhibit::OfLineage);
        }
        if let Some(raw) = parts {
            return self.parts(raw).map(Exhibit::OfParts);
        }
        if let Some(raw) = day {
            return self.day(raw).map(Exhibit::OfDay);
        }
        if let Some(raw) = coverage {
            let facts: Vec<FactIx> = raw.facts.iter().filter_map(|id| self.fact_ix(id)).collect();
            return Some(Exhibit::OfCoverage(leak_list(facts)));
        }
        if let Some(raw) = tellings {
            return self.fact_ix(&raw.fact).map(Exhibit::OfTellings);
        }
        quality.as_ref().map(|raw| Exhibit::OfQuality(leak(&raw.counts)))
    }

    fn lineage(&mut self, raw: &RawLineage) -> Option<Lineage> {
        let through = self.origin_ix(&raw.through)?;
        Some(Lineage { through, said: leak(&raw.said), told: leak(&raw.told) })
    }

    fn parts(&mut self, raw: &RawParts) -> Option<Parts> {
        let mut wholes = Vec::new();
        for whole in &raw.whole {
            let Some(claim) = self.claim_named(&whole.of) else { continue };
            self.has_one_number(Ref::Told(claim), &whole.of);
            let mut parts = Vec::new();
            for part in &whole.part {
                let Some(of) = self.reference(&part.of) else { continue };
                self.has_one_number(of, &part.of);
                parts.push((of, leak(&part.tag)));
            }
            wholes.push(Whole { claim, tag: leak(&whole.tag), parts: leak_list(parts) });
        }
        if raw.whole.is_empty() {
            self.wrong(raw.spot, "there is no whole to divide".into(), "", "add [[step.parts.whole]]");
        }
        let share = self.number_of_ours(&raw.share)?;
        Some(Parts {
            wholes: leak_list(wholes),
            share,
            share_words: leak(&raw.share_words),
            words: self.tellings(&raw.words),
            words_title: leak(&raw.words_title),
        })
    }

    fn day(&mut self, raw: &RawDay) -> Option<Day> {
        let mut dials = Vec::new();
        for dial in &raw.dial {
            let claims: Vec<ClaimIx> = dial.claims.iter().filter_map(|id| self.claim_named(id)).collect();
            let Some(first) = claims.first() else { continue };
            let article = self.model.claims[first.at()].article;
            if let Some((claim, id)) =
                claims.iter().zip(&dial.claims).find(|(claim, _)| self.model.claims[claim.at()].article != article)
            {
                let wrong = format!("`{}` is of another article than the rest of its dial", self.model.claims[claim.at()].id);
                self.wrong(id.spot, wrong, "", "give every article a dial of its own");
            }
            dials.push(Dial { article, claims: leak_list(claims), words: dial.words.as_ref().map_or("", |words| leak(words)) });
        }
        let free: Vec<ClaimIx> = raw.free.iter().filter_map(|id| self.claim_named(id)).collect();
        let number = |claim: &ClaimIx| self.text.claims[claim.at()].amount.quantity.and_then(|quantity| quantity.value());
        if free.is_empty() || free.iter().any(|claim| number(claim).is_none() || number(claim) != number(&free[0])) {
            let fix = "list only claims that give the same number of days";
            self.wrong(raw.spot, "the claims on free days do not give one number".into(), "", fix);
        }
        let rest = self.number_of_ours(&raw.rest)?;
        Some(Day { dials: leak_list(dials), days_title: leak(&raw.days_title), free: leak_list(free), rest })
    }

    fn number_of_ours(&mut self, id: &At<String>) -> Option<DerivedIx> {
        match self.reference(id)? {
            Ref::Ours(derived) => Some(derived),
            Ref::Told(_) => {
                self.wrong(id.spot, format!("`{}` is a claim, not a number of ours", id.value), "", "name a derived number");
                None
            }
        }
    }

    fn has_one_number(&mut self, of: Ref, id: &At<String>) {
        let quantity = match of {
            Ref::Told(claim) => self.text.claims[claim.at()].amount.quantity,
            Ref::Ours(derived) => Some(self.model.derived[derived.at()].quantity),
        };
        if quantity.and_then(|quantity| quantity.value()).is_none() {
            let fix = "draw a claim with one number, or say this one in words";
            self.wrong(id.spot, format!("`{}` carries no single number to draw", id.value), "", fix);
        }
    }

    /// The claims a picture shows.
    fn shown(&self, exhibit: &Exhibit) -> Vec<ClaimIx> {
        let of_ref = |of: Ref| match of {
            Ref::Told(claim) => vec![claim],
            Ref::Ours(derived) => self.model.derived[derived.at()].claims.to_vec(),
        };
        let of_facts = |facts: &[FactIx]| {
            let all = (0..self.model.claims.len() as u32).map(ClaimIx);
            all.filter(|claim| facts.contains(&self.model.claims[claim.at()].fact)).collect()
        };
        match exhibit {
            Exhibit::OfChart(chart) => self.model.charts[chart.at()].refs().into_iter().flat_map(of_ref).collect(),
            Exhibit::OfParts(parts) => {
                let bars =
                    parts.wholes.iter().flat_map(|whole| whole.parts.iter().map(|(of, _)| *of).chain([Ref::Told(whole.claim)]));
                let words = parts.words.iter().map(|telling| Ref::Told(telling.claim));
                bars.chain(words).chain([Ref::Ours(parts.share)]).flat_map(of_ref).collect()
            }
            Exhibit::OfDay(day) => {
                let dials = day.dials.iter().flat_map(|dial| dial.claims.iter().copied());
                dials.chain(day.free.iter().copied()).collect()
            }
            Exhibit::OfCoverage(facts) => of_facts(facts),
            Exhibit::OfTellings(fact) => of_facts(&[*fact]),
            // These show the whole corpus; a step on it rests on what its prose names.
            Exhibit::OfLineage(_) | Exhibit::OfQuality(_) => Vec::new(),
        }
    }
}
