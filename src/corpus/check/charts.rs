//! Charts: every claim named must exist, and no line may join what is not the same kind of number.

use super::super::fault::{At, Spot};
use super::super::raw::{ChartsFile, RawBeforeAfter, RawLanes, RawOneRange, RawTelling};
use super::{Checker, leak, leak_list};
use crate::dossier::ChartText;
use crate::model::{
    BeforeAfter, Chart, ClaimIx, Date, DerivedIx, Form, Kind, Lane, LaneMark, Lanes, OneRange, Ref, Telling, When,
};

impl Checker<'_> {
    /// Every chart.
    pub fn charts(&mut self, raw: &ChartsFile) {
        for entry in &raw.chart {
            self.unique(&entry.id, "chart");
            let form = match (&entry.lanes, &entry.before_after, &entry.one_range) {
                (Some(lanes), None, None) => self.lanes(lanes).map(Form::InLanes),
                (None, Some(pair), None) => self.before_after(pair).map(Form::BeforeAfter),
                (None, None, Some(range)) => self.one_range(range).map(Form::OneRange),
                _ => {
                    let fix = "give it exactly one table: lanes, before_after or one_range";
                    self.wrong(entry.spot, format!("the chart `{}` has no form, or several", entry.id.value), "", fix);
                    None
                }
            };
            let (title, subtitle) = (self.prose(&entry.title), self.prose(&entry.subtitle));
            let notes = entry.notes.iter().map(|note| self.prose(note)).collect::<Vec<_>>();
            if let Some(form) = form {
                self.model.charts.push(Chart { id: leak(&entry.id), form });
                self.text.charts.push(ChartText {
                    name: leak(&entry.name),
                    kicker: leak(&entry.kicker),
                    title,
                    subtitle,
                    notes: leak_list(notes),
                });
            }
        }
    }

    fn lanes(&mut self, raw: &RawLanes) -> Option<Lanes> {
        let (from, to) = (self.date(&raw.from), self.date(&raw.to));
        let mut lanes = Vec::new();
        for lane in &raw.lane {
            let kind = self.word(&lane.kind, "kind", Kind::ALL, Kind::word);
            let mut marks = Vec::new();
            for mark in &lane.mark {
                let (Some(of), Some(kind)) = (self.reference(&mark.of), kind) else { continue };
                if let Ref::Told(claim) = of {
                    self.same_kind(claim, kind, mark.of.spot);
                    self.drawable(claim, mark.of.spot);
                }
                let within = mark.within.as_ref().and_then(|id| self.claim_named(id));
                if let Some(id) = mark.within.as_ref().filter(|id| lane.mark.iter().all(|other| other.of.value != id.value)) {
                    let wrong = format!("`{}` is a part of `{}`, which is not in this lane", mark.of.value, id.value);
                    self.wrong(id.spot, wrong, "", "put the whole into the lane, or leave out `within`");
                }
                if let (Ref::Told(claim), Some(from), Some(to)) = (of, from, to) {
                    self.inside(claim, from, to, mark.of.spot);
                }
                marks.push(LaneMark { of, tag: mark.tag.as_ref().map_or("", |tag| leak(tag)), within });
            }
            if let Some(kind) = kind {
                lanes.push(Lane { title: leak(&lane.title), kind, marks: leak_list(marks) });
            }
        }
        Some(Lanes { from: from?, to: to?, undated: leak(&raw.undated), lanes: leak_list(lanes) })
    }

    fn before_after(&mut self, raw: &RawBeforeAfter) -> Option<BeforeAfter> {
        let mut points = Vec::new();
        for id in &raw.points {
            match self.reference(id) {
                Some(Ref::Told(claim)) => {
                    self.drawable(claim, id.spot);
                    self.in_a_year(claim, &raw.years, id.spot);
                    points.push(Ref::Told(claim));
                }
                Some(Ref::Ours(_)) => {
                    let fix = "name claims; a number of ours belongs into lanes or an illustration";
                    self.wrong(id.spot, format!("`{}` is a number of ours and has no year", id.value), "", fix);
                }
                None => {}
            }
        }
        let ends: Vec<ClaimIx> = raw.line.iter().filter_map(|id| self.claim_named(id)).collect();
        let spot = raw.line.first().map_or(raw.spot, |id| id.spot);
        let &[start, end] = ends.as_slice() else {
            let fix = "name exactly two claims";
            self.wrong(spot, "a line joins two claims".into(), "", fix);
            return None;
        };
        for (end, id) in ends.iter().zip(&raw.line) {
            if !points.contains(&Ref::Told(*end)) {
                let fix = "add it to `points`";
                self.wrong(id.spot, format!("the line ends at `{}`, which is no point of the chart", id.value), "", fix);
            }
        }
        for id in &raw.ratios {
            let claim = self.claim_ix(id);
            if claim.is_some_and(|claim| self.text.claims[claim.at()].amount.quantity.is_none()) {
                let fix = "give the claim a quantity, with the words that say the ratio";
                self.wrong(id.spot, format!("`{}` carries no ratio", id.value), "", fix);
            }
        }
        let (a, b) = (self.model.claims[start.at()], self.model.claims[end.at()]);
        let measure = |ix: ClaimIx| self.text.claims[ix.at()].measure;
        let (a_amount, b_amount) = (self.text.claims[start.at()].amount, self.text.claims[end.at()].amount);
        let kinds = format!("a {} and a {}", a_amount.kind.word(), b_amount.kind.word());
        let undated = [a_amount, b_amount].iter().any(|amount| amount.period.when == When::Undated);
        let reasons = [
            (a_amount.kind != b_amount.kind, kinds.as_str()),
            (a.article != b.article, "which no single article puts together"),
            (measure(start) != measure(end), "which do not count the same thing"),
            (undated, "of which one has no date"),
        ];
        for (_, what) in reasons.into_iter().filter(|(applies, _)| *applies) {
            let wrong = format!("this line would join `{}` and `{}`, {what}", a.id, b.id);
            let fix = "join only two dated numbers of one kind and one measure in one article, or leave the line out";
            self.wrong(spot, wrong, "a line says that one thing changed", fix);
        }
        Some(BeforeAfter {
            years: leak_list(raw.years.iter().map(|year| year.value as i16).collect()),
            undated: leak(&raw.undated),
            points: leak_list(points),
            line: (start, end),
            line_caption: self.prose(&raw.line_caption),
            no_line_caption: self.prose(&raw.no_line_caption),
            ratios: leak_list(
                raw.ratios.iter().filter_map(|id| self.claim_named(id).map(|claim| self.as_printed(claim))).collect(),
            ),
            ratios_title: leak(&raw.ratios_title),
        })
    }

    /// A claim with its number and time in the article's words.
    fn as_printed(&self, claim: ClaimIx) -> Telling {
        let amount = self.text.claims[claim.at()].amount;
        let (words, time) = (amount.quantity.map_or("", |quantity| quantity.words), amount.period.words);
        let tag =
            if time.is_empty() || words.contains(time) { format!("“{words}”") } else { format!("“{words}”, {time}") };
        Telling { claim, tag: leak(&tag) }
    }

    fn one_range(&mut self, raw: &RawOneRange) -> Option<OneRange> {
        let tellings = self.tellings(&raw.telling);
        let numbers: Vec<_> =
            tellings.iter().map(|t| self.text.claims[t.claim.at()].amount.quantity.map(|q| (q.low, q.high))).collect();
        if numbers.iter().any(|ends| *ends != numbers[0] || ends.is_none()) || numbers.is_empty() {
            let fix = "list only claims that give the same low and high";
            self.wrong(raw.spot, "the tellings of this range do not give one range".into(), "", fix);
        }
        let factor = self.claim_named(&raw.factor);
        let illustration = match self.reference(&raw.illustration) {
            Some(Ref::Ours(ix)) => Some(ix),
            Some(Ref::Told(_)) => {
                let fix = "name a derived number";
                self.wrong(raw.illustration.spot, "an illustration is a number of ours, not a claim".into(), "", fix);
                None
            }
            None => None,
        };
        Some(OneRange {
            heading: leak(&raw.heading),
            unit: leak(&raw.unit),
            tellings,
            factor: factor?,
            factor_words: leak(&raw.factor_words),
            illustration: illustration?,
            illustration_words: leak(&raw.illustration_words),
            words: self.tellings(&raw.words),
            words_title: leak(&raw.words_title),
        })
    }

    pub fn tellings(&mut self, raw: &[RawTelling]) -> &'static [Telling] {
        let told = raw.iter().filter_map(|entry| {
            let claim = self.claim_named(&entry.claim)?;
            Some(Telling { claim, tag: leak(&entry.tag) })
        });
        leak_list(told.collect::<Vec<_>>())
    }

    /// The claim or derived number of that id, or a fault.
    pub fn reference(&mut self, id: &At<String>) -> Option<Ref> {
        match self.model.derived.iter().position(|derived| derived.id == id.value) {
            Some(at) => Some(Ref::Ours(DerivedIx(at as u16))),
            None => self.claim_named(id).map(Ref::Told),
        }
    }

    fn same_kind(&mut self, claim: ClaimIx, kind: Kind, spot: Spot) {
        let (id, own) = (self.model.claims[claim.at()].id, self.text.claims[claim.at()].amount.kind);
        if own != kind {
            self.wrong(
                spot,
                format!("`{id}` is a {}, but this lane holds numbers of kind {}", own.word(), kind.word()),
                "two kinds of number in one lane read as one series",
                "move it to a lane of its kind",
            );
        }
    }

    /// A dated mark must lie on the axis, or it would be drawn beyond the picture.
    fn inside(&mut self, claim: ClaimIx, from: Date, to: Date, spot: Spot) {
        let period = self.text.claims[claim.at()].amount.period;
        let (first, last) = match period.when {
            When::Undated | When::Since(_) => return,
            When::In(date) | When::By(date) | When::AsOf(date) => (date, date),
            When::Span(first, last) => (first, last),
        };
        if first.start_years() < from.start_years() || to.end_years() + 1e-9 < last.end_years() {
            let wrong = format!("`{}` ({}) lies outside the axis", self.model.claims[claim.at()].id, period.shown);
            self.wrong(spot, wrong, "", "widen `from` and `to`");
        }
    }

    /// A dated point needs a column, or it would stand among those without a date.
    fn in_a_year(&mut self, claim: ClaimIx, years: &[At<f64>], spot: Spot) {
        let period = self.text.claims[claim.at()].amount.period;
        let (When::In(date) | When::AsOf(date)) = period.when else { return };
        if years.iter().all(|year| year.value != f64::from(date.year)) {
            let wrong = format!("`{}` ({}) is of none of the years", self.model.claims[claim.at()].id, period.shown);
            self.wrong(spot, wrong, "", "add the year to `years`");
        }
    }

    fn drawable(&mut self, claim: ClaimIx, spot: Spot) {
        if self.text.claims[claim.at()].amount.quantity.and_then(|quantity| quantity.value()).is_none() {
            let fix = "draw a claim with one number, or say this one in words";
            self.wrong(spot, format!("`{}` carries no single number to draw", self.model.claims[claim.at()].id), "", fix);
        }
    }
}
