//! The vocabulary: what a claim, an article, an origin, a fact and a chart *are*.
//!
//! Nothing here knows a file format, a browser or a pixel. Every value is `'static` and plain data, because the
//! whole corpus is compiled into the program: what runs has passed every check, and start-up cannot fail.
//! The temptation is to derive `Deserialize` here and read the seeds at run time. Don't: parsing belongs to
//! `corpus`, which can name a file, a line and a column.
//!
//! `Debug` of everything below prints valid Rust source (save for `&` before lists): `corpus::emit` relies on it.

use std::fmt;

/// An enum whose variants are the words that the seeds and the exports use, each written once.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $Name:ident { $($(#[$vdoc:meta])* $Variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name { $($(#[$vdoc])* $Variant,)+ }
        impl $Name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [$Name] = &[$($Name::$Variant),+];
            /// The word for it in seeds, exports and interface.
            pub fn word(self) -> &'static str { match self { $($Name::$Variant => $word),+ } }
        }
        impl fmt::Debug for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $($Name::$Variant => concat!(stringify!($Name), "::", stringify!($Variant))),+ })
            }
        }
    };
}

/// A position in one of the corpus's lists. Distinct types, so an article is never looked up among origins.
macro_rules! index {
    ($($(#[$doc:meta])* $Name:ident: $n:ty)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $Name(pub $n);
        impl $Name {
            /// The position as a slice index.
            pub fn at(self) -> usize { self.0 as usize }
        }
    )+ };
}

index! {
    /// Into [`Corpus::articles`].
    ArticleIx: u16
    /// Into [`Corpus::origins`].
    OriginIx: u16
    /// Into [`Corpus::measures`].
    MeasureIx: u16
    /// Into [`Corpus::themes`].
    ThemeIx: u16
    /// Into [`Corpus::facts`].
    FactIx: u16
    /// Into [`Corpus::claims`].
    ClaimIx: u32
    /// Into [`Corpus::derived`].
    DerivedIx: u16
    /// Into [`Corpus::charts`].
    ChartIx: u16
    /// Into [`Corpus::steps`].
    StepIx: u16
}

vocabulary! {
    /// How a number is hedged by the word before it, exactly as worded.
    Bound {
        Exact = "exact",
        About = "about",
        AtLeast = "at least",
        Over = "over",
        AtMost = "at most",
        UpTo = "up to",
        FewerThan = "fewer than",
        Nearly = "nearly",
        Range = "range",
        Ratio = "ratio",
        /// Words only ("thousands"): nothing that can be drawn.
        Words = "none",
    }
}

vocabulary! {
    /// What sort of statement a claim is. Kinds never share a line in a chart.
    Kind {
        /// There at a time.
        Stock = "stock",
        /// Entering or sent in a period.
        Flow = "flow",
        Projection = "projection",
        Plan = "plan",
        Rate = "rate",
        Ratio = "ratio",
        /// An account of how things are or were.
        Testimony = "testimony",
        Event = "event",
        Legal = "legal",
        Opinion = "opinion",
    }
}

vocabulary! {
    /// What an article lets its reader know about a person's name.
    NameStatus {
        None = "none",
        Undisclosed = "undisclosed",
        Disclosed = "pseudonym disclosed",
        Real = "real",
    }
}

vocabulary! {
    /// How sure an inference of ours is.
    Sure { High = "high", Medium = "medium", Low = "low", }
}

vocabulary! {
    /// How an article was, most likely, produced.
    Production {
        Staff = "staff",
        Digest = "agency digest",
        ThirdHand = "third-hand",
        Rewritten = "machine-rewritten",
    }
}

vocabulary! {
    /// What happened to a fact between two tellings. Entered by an editor, never guessed.
    Change {
        HedgeDropped = "hedge dropped",
        HedgeAdded = "hedge added",
        BoundFlipped = "bound flipped",
        BoundChanged = "bound changed",
        NumberChanged = "number changed",
        PlanBecameFact = "plan became fact",
        SubjectChanged = "subject changed",
        DateAdded = "date added",
        DateLost = "date lost",
        DateChanged = "date changed",
        AttributionLost = "attribution lost",
        AttributionChanged = "attribution changed",
        DetailAdded = "detail added",
        DetailLost = "detail lost",
        MeaningChanged = "meaning changed",
    }
}

vocabulary! {
    /// The result of an arithmetic check. A check never corrects a source.
    Outcome { Agrees = "agrees", Conflicts = "conflicts", Unknown = "cannot be checked", }
}

/// How many articles, or origins, can be switched: what is off is kept in the bits of a word.
pub const MOST_SOURCES: usize = 64;

/// How many charts there can be: how each is looked at is kept in two bits of a word.
pub const MOST_CHARTS: usize = 32;

/// A day, a month (`day` 0) or a year (`month` 0), as precise as it was stated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Date {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// Where the date begins, in years (2024.5 is the first of July 2024). Months count as twelfths.
    pub fn start_years(self) -> f64 {
        let months = f64::from(self.month.max(1) - 1);
        let days = f64::from(self.day.max(1) - 1);
        f64::from(self.year) + (months + days / 31.0) / 12.0
    }

    /// Where it ends, in years: the end of the day, month or year that was stated.
    pub fn end_years(self) -> f64 {
        let unit = match (self.month, self.day) {
            (0, _) => 1.0,
            (_, 0) => 1.0 / 12.0,
            _ => 1.0 / 372.0,
        };
        self.start_years() + unit
    }
}

/// The time a claim speaks of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum When {
    /// No date, or words that resolve to none ("soon").
    Undated,
    In(Date),
    By(Date),
    Since(Date),
    AsOf(Date),
    Span(Date, Date),
}

/// A claim's time: resolved, as printed, and for display.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Period {
    pub when: When,
    /// As printed; empty where the text has no time words.
    pub words: &'static str,
    /// For display: "2024", "by December 2025", "no date given".
    pub shown: &'static str,
    /// How sure we are of the resolution, where the text does not print it.
    pub inferred: Option<Sure>,
}

/// A number with its bound. A side that is `None` is open: "over 13,000" has a low end and no high one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Quantity {
    pub bound: Bound,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// As printed, bound word included; empty for a number of ours.
    pub words: &'static str,
    /// With bound word and unit, for display: "over 13,000", "about $100 to $200 a month".
    pub shown: &'static str,
}

impl Quantity {
    /// The one number a mark can stand at; `None` for ranges and for words.
    pub fn value(&self) -> Option<f64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low != high => None,
            (low, high) => low.or(high),
        }
    }
}

/// Text of ours in which every number is carried by a claim, a derived number or a count of the corpus.
pub type Prose = &'static [Inline];

/// A run of prose.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Inline {
    Plain(&'static str),
    Cites(ClaimIx, &'static str),
    Computes(DerivedIx, &'static str),
}

impl Inline {
    /// The words of this run.
    pub fn text(&self) -> &'static str {
        match *self {
            Inline::Plain(text) | Inline::Cites(_, text) | Inline::Computes(_, text) => text,
        }
    }
}

/// The words of a piece of prose, without its references.
pub fn plain(prose: Prose) -> String {
    prose.iter().map(Inline::text).collect()
}

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ref {
    /// A claim of the corpus.
    Told(ClaimIx),
    /// A number of ours.
    Ours(DerivedIx),
}

/// How a chart draws.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Form {
    /// Numbers over time, one lane a kind of number.
    InLanes(Lanes),
    /// One number at two times, joined only by an article that dates both.
    BeforeAfter(BeforeAfter),
    /// One range, told several ways.
    OneRange(OneRange),
}

/// See [`Form::InLanes`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lanes {
    pub from: Date,
    pub to: Date,
    /// Heading of the column for what has no date.
    pub undated: &'static str,
    pub lanes: &'static [Lane],
}

/// Marks of one kind of number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lane {
    pub title: &'static str,
    pub kind: Kind,
    pub marks: &'static [LaneMark],
}

/// A mark in a lane.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LaneMark {
    pub of: Ref,
    /// Said after the number: "on student visas". May be empty.
    pub tag: &'static str,
    /// The claim whose bar this one is a part of.
    pub within: Option<ClaimIx>,
}

/// See [`Form::BeforeAfter`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BeforeAfter {
    pub years: &'static [i16],
    pub undated: &'static str,
    pub points: &'static [Ref],
    /// Two claims of one article and one kind; drawn as a line while both stand.
    pub line: (ClaimIx, ClaimIx),
    pub line_caption: Prose,
    /// Said instead while the line is not drawn.
    pub no_line_caption: Prose,
    /// Claims that give only a ratio, with it and its time as printed: words, never a point.
    pub ratios: &'static [Telling],
    pub ratios_title: &'static str,
}

/// See [`Form::OneRange`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OneRange {
    /// Heading over the range bar.
    pub heading: &'static str,
    /// Stands before the numbers of the axis: "$".
    pub unit: &'static str,
    pub tellings: &'static [Telling],
    /// A claim that multiplies the range, with the voice that said so.
    pub factor: ClaimIx,
    pub factor_words: &'static str,
    /// Our illustration of that factor.
    pub illustration: DerivedIx,
    pub illustration_words: &'static str,
    /// Claims said in words only, never a bar.
    pub words: &'static [Telling],
    pub words_title: &'static str,
}

/// A claim with the status it gives a number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Telling {
    pub claim: ClaimIx,
    pub tag: &'static str,
}

/// Who is said to have said it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Origin {
    pub id: &'static str,
    pub title: &'static str,
    /// Set for the value that means "the sentence names nobody".
    pub unstated: bool,
}

/// One retelling.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Article {
    pub id: &'static str,
    /// For charts and toggles, at most 20 characters.
    pub short: &'static str,
}

/// One statement in one paragraph of one article, as far as it is reckoned with.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Claim {
    pub id: &'static str,
    pub article: ArticleIx,
    pub fact: FactIx,
    pub origin: OriginIx,
    /// Whom it came through between origin and article.
    pub via: &'static [OriginIx],
}

/// How much and when, by a claim: all that a chart draws of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Amount {
    pub kind: Kind,
    pub quantity: Option<Quantity>,
    pub period: Period,
}

/// A number of ours, computed from claims when the corpus is built.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Derived {
    pub id: &'static str,
    pub claims: &'static [ClaimIx],
    pub quantity: Quantity,
}

impl Ref {
    /// The id of the claim or derived number.
    pub fn id(self, corpus: &Corpus) -> &'static str {
        match self {
            Ref::Told(claim) => corpus.claim(claim).id,
            Ref::Ours(derived) => corpus.derived(derived).id,
        }
    }

    /// What has that id.
    pub fn by_id(corpus: &Corpus, id: &str) -> Option<Ref> {
        let claim = corpus.claims.iter().position(|claim| claim.id == id).map(|at| Ref::Told(ClaimIx(at as u32)));
        let derived = || corpus.derived.iter().position(|derived| derived.id == id).map(|at| Ref::Ours(DerivedIx(at as u16)));
        claim.or_else(derived)
    }
}

/// A chart's form. The forms are few and general; what goes into them is the corpus's.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chart {
    pub id: &'static str,
    pub form: Form,
}

impl Chart {
    /// Everything the chart shows, in reading order.
    pub fn refs(&self) -> Vec<Ref> {
        match &self.form {
            Form::InLanes(spec) => spec.lanes.iter().flat_map(|lane| lane.marks.iter().map(|mark| mark.of)).collect(),
            Form::BeforeAfter(spec) => {
                spec.points.iter().copied().chain(spec.ratios.iter().map(|telling| Ref::Told(telling.claim))).collect()
            }
            Form::OneRange(spec) => {
                let told = |telling: &Telling| Ref::Told(telling.claim);
                let numbers = spec.tellings.iter().map(told).chain([Ref::Told(spec.factor), Ref::Ours(spec.illustration)]);
                numbers.chain(spec.words.iter().map(told)).collect()
            }
        }
    }

    /// The claims among them.
    pub fn claims(&self) -> impl Iterator<Item = ClaimIx> + use<> {
        self.refs().into_iter().filter_map(|of| match of {
            Ref::Told(claim) => Some(claim),
            Ref::Ours(_) => None,
        })
    }
}

/// A step of the story, as far as it is reckoned with.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step {
    /// Its name in a link.
    pub slug: &'static str,
    /// The claims that its prose and its picture rest on, each once.
    pub claims: &'static [ClaimIx],
}

/// What the program reckons with: all it needs to say what stands and to draw it. What is only read is in
/// [`crate::dossier`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Corpus {
    pub articles: &'static [Article],
    pub origins: &'static [Origin],
    pub n_facts: usize,
    /// In the order of articles and paragraphs.
    pub claims: &'static [Claim],
    /// The amounts of those claims that some chart draws, by claim.
    pub drawn: &'static [(ClaimIx, Amount)],
    pub derived: &'static [Derived],
    pub charts: &'static [Chart],
    /// The story, in order; at least one step.
    pub steps: &'static [Step],
    /// Names that steps had before, and where such a link leads now.
    pub moved: &'static [(&'static str, StepIx)],
}

impl Corpus {
    pub fn article(&self, ix: ArticleIx) -> &'static Article {
        &self.articles[ix.at()]
    }
    pub fn origin(&self, ix: OriginIx) -> &'static Origin {
        &self.origins[ix.at()]
    }
    pub fn claim(&self, ix: ClaimIx) -> &'static Claim {
        &self.claims[ix.at()]
    }
    /// The amount of a claim that some chart draws.
    pub fn amount(&self, ix: ClaimIx) -> &'static Amount {
        let at = self.drawn.binary_search_by_key(&ix, |(claim, _)| *claim);
        // The build puts every claim that a chart names into the list.
        &self.drawn[at.unwrap_or(0)].1
    }
    pub fn derived(&self, ix: DerivedIx) -> &'static Derived {
        &self.derived[ix.at()]
    }
    pub fn chart(&self, ix: ChartIx) -> &'static Chart {
        &self.charts[ix.at()]
    }
    pub fn step(&self, ix: StepIx) -> &'static Step {
        &self.steps[ix.at()]
    }
    /// Every claim with its index.
    pub fn claim_ixs(&self) -> impl Iterator<Item = ClaimIx> + use<> {
        (0..self.claims.len() as u32).map(ClaimIx)
    }
    /// Every step with its index.
    pub fn step_ixs(&self) -> impl Iterator<Item = StepIx> + use<> {
        (0..self.steps.len() as u16).map(StepIx)
    }
    /// Every origin with its index.
    pub fn origin_ixs(&self) -> impl Iterator<Item = OriginIx> + use<> {
        (0..self.origins.len() as u16).map(OriginIx)
    }
    /// Every chart with its index.
    pub fn chart_ixs(&self) -> impl Iterator<Item = ChartIx> + use<> {
        (0..self.charts.len() as u16).map(ChartIx)
    }
    /// Every article with its index.
    pub fn article_ixs(&self) -> impl Iterator<Item = ArticleIx> + use<> {
        (0..self.articles.len() as u16).map(ArticleIx)
    }
}
