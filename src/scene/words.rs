//! A chart in words: what a mark says when it is reached, the table, and the description. Written into the document
//! once, sentence by sentence, so that each falls with its claim; the browser's program does not carry them.

use crate::dossier::Dossier;
use crate::model::{Chart, Corpus, Form, Ref};

/// A row of the table behind a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    pub of: Ref,
    /// In the order of [`COLUMNS`].
    pub cells: [String; COLUMNS.len()],
}

/// Heads of every chart's table.
pub const COLUMNS: [&str; 6] = ["What", "How many", "When", "Kind", "Said by", "Where"];

fn tagged(shown: &str, tag: &str) -> String {
    if tag.is_empty() { shown.to_string() } else { format!("{shown}, {tag}") }
}

/// What a mark says: the number with its bound, what it is, who said it, and where it stands.
pub fn said(corpus: &Corpus, dossier: &Dossier, of: Ref, tag: &str) -> String {
    match of {
        Ref::Told(ix) => {
            let (claim, text) = (corpus.claim(ix), dossier.claims[ix.at()]);
            let shown =
                text.amount.quantity.map_or(String::new(), |quantity| format!("{}. ", capital(&tagged(quantity.shown, tag))));
            let inferred = if text.amount.period.inferred.is_some() { " (inferred)" } else { "" };
            format!(
                "{shown}{} {}{inferred}. Said by {}. {}, paragraph {}.",
                text.text,
                capital(text.amount.period.shown),
                dossier.origins[claim.origin.at()].phrase,
                corpus.article(claim.article).short,
                text.paragraph
            )
        }
        Ref::Ours(ix) => {
            let (derived, text) = (corpus.derived(ix), dossier.derived[ix.at()]);
            format!("{}. Calculated by us: {}. {}", capital(&tagged(derived.quantity.shown, tag)), text.formula, text.caution)
        }
    }
}

/// With a capital at its head.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn tag_of(chart: &Chart, of: Ref) -> &'static str {
    match &chart.form {
        Form::InLanes(spec) => {
            spec.lanes.iter().flat_map(|lane| lane.marks).find(|mark| mark.of == of).map_or("", |mark| mark.tag)
        }
        Form::BeforeAfter(_) => "",
        Form::OneRange(spec) => spec
            .tellings
            .iter()
            .chain(spec.words)
            .find(|telling| Ref::Told(telling.claim) == of)
            .map_or("", |telling| telling.tag),
    }
}

/// The table behind a chart.
pub fn table(corpus: &Corpus, dossier: &Dossier, chart: &Chart) -> Vec<Row> {
    chart
        .refs()
        .into_iter()
        .map(|of| {
            let tag = tag_of(chart, of);
            let cells = match of {
                Ref::Told(ix) => {
                    let (claim, text) = (corpus.claim(ix), dossier.claims[ix.at()]);
                    let inferred = if text.amount.period.inferred.is_some() { " (inferred)" } else { "" };
                    [
                        if tag.is_empty() { dossier.facts[claim.fact.at()].title.into() } else { tag.into() },
                        text.amount.quantity.map_or("in words", |quantity| quantity.shown).into(),
                        format!("{}{inferred}", text.amount.period.shown),
                        text.amount.kind.word().into(),
                        corpus.origin(claim.origin).title.into(),
                        format!("{}, paragraph {}", corpus.article(claim.article).short, text.paragraph),
                    ]
                }
                Ref::Ours(ix) => {
                    let (derived, text) = (corpus.derived(ix), dossier.derived[ix.at()]);
                    let from = derived.claims.iter().map(|claim| corpus.article(corpus.claim(*claim).article).short);
                    let mut from: Vec<&str> = from.collect();
                    from.dedup();
                    [
                        tagged(text.title, tag),
                        derived.quantity.shown.into(),
                        text.formula.into(),
                        "derived".into(),
                        "calculated by us".into(),
                        format!("from {}", from.join(", ")),
                    ]
                }
            };
            Row { of, cells }
        })
        .collect()
}

/// The chart in words, for who does not see it: what each mark says, which falls with what it tells.
pub fn sentences(corpus: &Corpus, dossier: &Dossier, chart: &Chart) -> Vec<(Ref, String)> {
    chart.refs().into_iter().map(|of| (of, said(corpus, dossier, of, tag_of(chart, of)))).collect()
}
