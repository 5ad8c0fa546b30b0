//! What a reader looks at, as a link: place in the fragment (`#/explore/workers`, `#/claim/000-p3-employed`), state in
//! the query (`?off=article:001,origin:unstated`). Whatever cannot be written here is not state.
//!
//! Exclusions are written rather than inclusions, so an old link shows a new source; defaults are left out. Unknown
//! keys are ignored; a broken value falls back to its default and leaves a notice, never a blank page.

use crate::model::{ChartIx, ClaimIx, Corpus, DerivedIx, OriginIx};
use crate::query::Off;

/// Where on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Place {
    #[default]
    Cover,
    /// The charts, or one of them.
    Explore(Option<ChartIx>),
    /// The list of claims.
    Claims,
    /// One claim.
    Claim(ClaimIx),
    Sources,
    Method,
    /// A number of ours.
    Computed(DerivedIx),
}

/// The whole state of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ViewState {
    pub place: Place,
    pub off: Off,
}

/// A part of a link that could not be used, in words for the reader.
pub type Notice = String;

/// One query parameter: everything about it in one place.
pub struct Param {
    pub key: &'static str,
    pub doc: &'static str,
    /// Sets the state from a value; parts that cannot be used become notices.
    read: fn(&Corpus, &str, &mut ViewState, &mut Vec<Notice>),
    /// The value, or `None` for the default.
    write: fn(&Corpus, &ViewState) -> Option<String>,
}

/// Every query parameter, in the order they are written.
pub const PARAMS: &[Param] = &[Param {
    key: "off",
    doc: "sources that are switched off: article:ID and origin:ID, separated by commas",
    read: read_off,
    write: write_off,
}];

fn read_off(corpus: &Corpus, value: &str, state: &mut ViewState, notices: &mut Vec<Notice>) {
    for item in value.split(',').filter(|item| !item.is_empty()) {
        let found = match item.split_once(':') {
            Some(("article", id)) => {
                let ix = corpus.article_ixs().find(|ix| corpus.article(*ix).id == id);
                ix.map(|ix| state.off.with_article(ix, true))
            }
            Some(("origin", id)) => {
                let at = corpus.origins.iter().position(|origin| origin.id == id);
                at.map(|at| state.off.with_origin(OriginIx(at as u16), true))
            }
            _ => None,
        };
        match found {
            Some(off) => state.off = off,
            None => notices.push(format!("The link switches off “{item}”, which this page does not know. It was left out.")),
        }
    }
}

fn write_off(corpus: &Corpus, state: &ViewState) -> Option<String> {
    let articles =
        corpus.article_ixs().filter(|ix| state.off.article(*ix)).map(|ix| format!("article:{}", corpus.article(ix).id));
    let origins = (0..corpus.origins.len() as u16)
        .map(OriginIx)
        .filter(|ix| state.off.origin(*ix))
        .map(|ix| format!("origin:{}", corpus.origin(ix).id));
    let items: Vec<String> = articles.chain(origins).collect();
    (!items.is_empty()).then(|| items.join(","))
}

/// Reads a state from a query (with or without `?`) and a fragment (with or without `#`).
pub fn parse(corpus: &Corpus, query: &str, fragment: &str) -> (ViewState, Vec<Notice>) {
    let mut state = ViewState::default();
    let mut notices = Vec::new();
    for pair in query.trim_start_matches('?').split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if let Some(param) = PARAMS.iter().find(|param| param.key == key) {
            (param.read)(corpus, &decoded(value), &mut state, &mut notices);
        }
    }
    let fragment = decoded(fragment.trim_start_matches('#'));
    match place(corpus, &fragment) {
        Some(place) => state.place = place,
        None => notices.push(format!("The link leads to “{fragment}”, which is not on this page. Here is its beginning.")),
    }
    (state, notices)
}

fn place(corpus: &Corpus, fragment: &str) -> Option<Place> {
    let mut parts = fragment.split('/').filter(|part| !part.is_empty());
    let place = match (parts.next(), parts.next()) {
        (None, None) => Place::Cover,
        (Some("explore"), None) => Place::Explore(None),
        (Some("explore"), Some(id)) => {
            let at = corpus.charts.iter().position(|chart| chart.id == id)?;
            Place::Explore(Some(ChartIx(at as u16)))
        }
        (Some("claims"), None) => Place::Claims,
        (Some("claim"), Some(id)) => Place::Claim(corpus.claim_ixs().find(|ix| corpus.claim(*ix).id == id)?),
        (Some("sources"), None) => Place::Sources,
        (Some("method"), None) => Place::Method,
        (Some("computed"), Some(id)) => {
            let at = corpus.derived.iter().position(|derived| derived.id == id)?;
            Place::Computed(DerivedIx(at as u16))
        }
        _ => return None,
    };
    parts.next().is_none().then_some(place)
}

/// The query with its `?`, or nothing for the default state.
pub fn query(corpus: &Corpus, state: &ViewState) -> String {
    let pairs: Vec<String> =
        PARAMS.iter().filter_map(|param| (param.write)(corpus, state).map(|value| format!("{}={value}", param.key))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// The fragment with its `#`; the cover has none. It is also the `id` of the element it leads to, so that a link works
/// without script.
pub fn fragment(corpus: &Corpus, place: Place) -> String {
    match place {
        Place::Cover => String::new(),
        Place::Explore(None) => "#/explore".into(),
        Place::Explore(Some(chart)) => format!("#/explore/{}", corpus.chart(chart).id),
        Place::Claims => "#/claims".into(),
        Place::Claim(claim) => format!("#/claim/{}", corpus.claim(claim).id),
        Place::Sources => "#/sources".into(),
        Place::Method => "#/method".into(),
        Place::Computed(derived) => format!("#/computed/{}", corpus.derived(derived).id),
    }
}

/// Percent-decoded; what is not valid stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |n: usize| bytes.get(at + n).and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}
