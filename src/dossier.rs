//! What of the corpus is only read: texts, evidence, differences, the page's own words. The document carries all of it,
//! so the browser's program does not: a static of this type exists natively alone.
//!
//! Lists run in step with the corpus's: `dossier.claims[ix]` is the text of `corpus.claims[ix]`.

use crate::model::{
    Amount, ArticleIx, Change, ChartIx, ClaimIx, DerivedIx, FactIx, MeasureIx, NameStatus, OriginIx, Outcome, Production, Prose,
    Ref, StepIx, Sure, Telling, ThemeIx,
};

/// What is counted, and in which unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Measure {
    pub id: &'static str,
    pub title: &'static str,
    pub unit: &'static str,
}

/// A part of the subject, for grouping.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Theme {
    pub id: &'static str,
    pub title: &'static str,
}

/// The words on an origin.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OriginText {
    /// As it stands inside a sentence: "workers who got away".
    pub phrase: &'static str,
    pub about: &'static str,
}

/// Something we worked out about an article that its text does not state.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Inferred {
    pub value: &'static str,
    pub sure: Sure,
    pub because: &'static str,
}

/// A statement in an article that is kept out of the claims, and why.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Suspect {
    pub paragraph: u16,
    pub locator: &'static str,
    pub says: &'static str,
    pub why: &'static str,
    pub checked: &'static str,
}

/// What an article states of itself and what we judge of it. Text fields are empty where the article states nothing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ArticleText {
    pub publisher: &'static str,
    pub publisher_inferred: Option<Inferred>,
    pub title: &'static str,
    pub author: &'static str,
    pub date: &'static str,
    pub date_words: &'static str,
    pub date_inferred: Option<Inferred>,
    pub time: &'static str,
    pub address: &'static str,
    pub credit: &'static str,
    pub production: Production,
    pub production_sure: Sure,
    pub evidence: &'static [&'static str],
    pub badge: &'static str,
    pub sha256: &'static str,
    pub suspects: &'static [Suspect],
}

/// A claim's words and what is known of them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ClaimText {
    /// 1-based, counting lines that are not empty.
    pub paragraph: u16,
    /// Exact words, at most eight, found once in that paragraph.
    pub locator: &'static str,
    /// Our paraphrase.
    pub text: &'static str,
    pub theme: ThemeIx,
    pub measure: Option<MeasureIx>,
    pub amount: Amount,
    /// The attributing words as printed; empty where there are none.
    pub attribution: &'static str,
    /// Whether the sentence itself names the chain, or only the article's general credit.
    pub via_stated: bool,
    pub name_status: NameStatus,
    pub quotation: bool,
    pub speaker: &'static str,
    pub hedge: &'static str,
    /// Why its period was inferred as it was; empty where it is printed.
    pub because: &'static str,
    pub note: &'static str,
}

/// What several claims speak of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fact {
    pub id: &'static str,
    pub title: &'static str,
    pub theme: ThemeIx,
}

/// One typed difference between two tellings of a fact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Difference {
    pub fact: FactIx,
    pub from: ClaimIx,
    pub to: ClaimIx,
    pub change: Change,
    pub note: &'static str,
}

/// The words on a number of ours.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DerivedText {
    pub title: &'static str,
    /// With the claims' numbers filled in: "13,000 − nearly 8,000".
    pub formula: &'static str,
    pub measure: MeasureIx,
    /// What a reader must know before using it.
    pub caution: &'static str,
}

/// An arithmetic statement about claims.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Check {
    pub id: &'static str,
    pub title: &'static str,
    pub claims: &'static [ClaimIx],
    /// What was computed or looked for, in words, with both sides' numbers.
    pub working: &'static str,
    pub outcome: Outcome,
    pub note: &'static str,
}

/// A chart's words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ChartText {
    /// For navigation: "Workers".
    pub name: &'static str,
    /// What kind of thing this is.
    pub kicker: &'static str,
    /// The finding. Must stay true whatever is switched off.
    pub title: Prose,
    /// What is measured, in which unit.
    pub subtitle: Prose,
    /// What a reader should know before reading it.
    pub notes: &'static [Prose],
}

/// A step of the story: our words, and what is shown beside them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StepText {
    pub title: &'static str,
    /// What a reader may want to be told before reading on, and the step to skip to instead.
    pub warning: Option<(&'static str, StepIx)>,
    pub prose: &'static [Prose],
    /// What to notice in the picture.
    pub notice: Prose,
    /// What the picture shows, as its caption.
    pub shows: Prose,
    pub exhibit: Exhibit,
    /// Marks that are brought forward; the others step back. Empty where all matter alike.
    pub highlight: &'static [Ref],
}

/// What a step shows.
#[allow(clippy::enum_variant_names, reason = "the generated source names them bare, where `Parts` is a struct")]
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Exhibit {
    /// A chart of the page.
    OfChart(ChartIx),
    /// Who said it, through whom, and who tells it.
    OfLineage(Lineage),
    /// Wholes and what they are made of.
    OfParts(Parts),
    /// A day on a dial for each article, and the days of a year.
    OfDay(Day),
    /// Which articles tell of which facts.
    OfCoverage(&'static [FactIx]),
    /// One fact in the words of each article, with what changed between them.
    OfTellings(FactIx),
    /// How each article was made, and how many of its claims name somebody; with what the bars count.
    OfQuality(&'static str),
}

/// See [`Exhibit::OfLineage`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lineage {
    /// The report that all articles retell.
    pub through: OriginIx,
    /// Heads of the first and the last column.
    pub said: &'static str,
    pub told: &'static str,
}

/// See [`Exhibit::OfParts`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Parts {
    pub wholes: &'static [Whole],
    /// What share the first part has of the first whole.
    pub share: DerivedIx,
    pub share_words: &'static str,
    /// Parts that are told in words only.
    pub words: &'static [Telling],
    pub words_title: &'static str,
}

/// A bar of [`Parts`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Whole {
    pub claim: ClaimIx,
    pub tag: &'static str,
    /// From the left; none where the source does not divide it.
    pub parts: &'static [(Ref, &'static str)],
}

/// See [`Exhibit::OfDay`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Day {
    pub dials: &'static [Dial],
    pub days_title: &'static str,
    /// Claims that all give the same number of free days.
    pub free: &'static [ClaimIx],
    /// Our number of the other days.
    pub rest: DerivedIx,
}

/// What one article says of the length of a day: by the clock, in hours, or in words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Dial {
    pub article: ArticleIx,
    pub claims: &'static [ClaimIx],
    /// Said under it where there is no number.
    pub words: &'static str,
}

/// A titled run of paragraphs on the page.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Passage {
    pub id: &'static str,
    pub title: &'static str,
    pub paragraphs: &'static [Prose],
}

/// The words of the page that belong to the subject.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Site {
    pub title: &'static str,
    pub kicker: &'static str,
    pub stake: Prose,
    /// One sentence for search engines and cards.
    pub description: Prose,
    pub explore: Prose,
    pub method: &'static [Passage],
    /// Who is to be named when this is cited.
    pub authors: &'static [&'static str],
}

/// An entry of the log of updates and corrections.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Update {
    /// As `2026-01-31`.
    pub date: &'static str,
    /// As "31 January 2026".
    pub shown: &'static str,
    /// The version of the data that it made.
    pub version: &'static str,
    pub what: Prose,
    /// The claims that it changed or added.
    pub claims: &'static [ClaimIx],
}

/// Everything that is only read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Dossier {
    pub site: Site,
    pub articles: &'static [ArticleText],
    pub origins: &'static [OriginText],
    pub measures: &'static [Measure],
    pub themes: &'static [Theme],
    pub facts: &'static [Fact],
    pub claims: &'static [ClaimText],
    pub differences: &'static [Difference],
    pub derived: &'static [DerivedText],
    pub checks: &'static [Check],
    pub charts: &'static [ChartText],
    pub steps: &'static [StepText],
    /// Newest first; never empty, and the first is of this version.
    pub updates: &'static [Update],
    /// Tells two states of the seeds apart.
    pub version: &'static str,
}

impl Dossier {
    /// The story's picture of from whom through whom to whom, where it has one.
    pub fn lineage(&self) -> Option<&'static Exhibit> {
        self.steps.iter().map(|step| &step.exhibit).find(|exhibit| matches!(exhibit, Exhibit::OfLineage(_)))
    }
}
