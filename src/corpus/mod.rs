//! The corpus: the only place a claim can come from.
//!
//! `seeds/` is read (`raw`), checked and resolved (`check`) and turned into Rust source (`emit`) by the build script;
//! the same code serves the native tools. In the browser only the result is there: a static that passed every check.

#[cfg(feature = "desk")]
mod check;
#[cfg(feature = "desk")]
pub mod fault;
#[cfg(feature = "desk")]
pub mod load;
#[cfg(feature = "desk")]
pub mod prove;
#[cfg(feature = "desk")]
mod raw;

#[cfg(feature = "desk")]
use crate::dossier::{
    ArticleText, ChartText, Check, ClaimText, Day, DerivedText, Dial, Difference, Dossier, Exhibit::*, Fact, Inferred, Lineage,
    Measure, OriginText, Parts, Passage, Site, StepText, Suspect, Theme, Update, Whole,
};
#[allow(unused_imports, reason = "a corpus need not use every name")]
use crate::model::{
    Amount, Article, ArticleIx, BeforeAfter, Bound, Chart, Claim, ClaimIx, Corpus, Date, Derived, DerivedIx, FactIx, Form,
    Inline, Kind, Lane, LaneMark, Lanes, OneRange, Origin, OriginIx, Period, Quantity, Ref, Step, StepIx, Sure, Telling, When,
};
#[cfg(feature = "desk")]
use crate::model::{Change, ChartIx, MeasureIx, NameStatus, Outcome, Production, ThemeIx};
use {Form::*, Inline::*, Ref::*, When::*};

/// What the program reckons with.
pub static CORPUS: Corpus = include!(concat!(env!("OUT_DIR"), "/corpus.rs"));

/// What is only read. Natively alone: the document carries it.
#[cfg(feature = "desk")]
pub static DOSSIER: Dossier = include!(concat!(env!("OUT_DIR"), "/dossier.rs"));
