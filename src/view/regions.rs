//! The regions of the page that change in more than being greyed: hydrated, each on its own.

use super::state::Page;
use crate::corpus::CORPUS;
use crate::model::ChartIx;
use crate::query::{Off, Source, count};
use crate::scene::joined;
use leptos::prelude::*;
use std::sync::{Arc, Mutex};

/// Prefix of the boxes' ids, before `article-` or `origin-` and the source's own; the style sheet's rules for pages
/// without script go by it.
pub const BOX_ID: &str = "on-";

/// Ids of the elements the regions are hydrated in.
pub const BAR: &str = "bar";
pub const ORIGINS: &str = "origins";
/// Ids of elements whose words change: what could not be used of a link, and the button that puts it away.
pub const NOTICES: &str = "notices";
pub const CLOSE: &str = "close-notices";
/// What of a step of the story has fallen.
pub const STAND: &str = "step-stand";
/// The button that switches every source on.
pub const ALL_ON: &str = "all-on";
/// The button that shows a step of the story with all it rests on.
pub const RESTORE: &str = "restore";

/// The element of a chart's standing line.
pub fn stand_id(chart: ChartIx) -> String {
    format!("stand-{}", CORPUS.chart(chart).id)
}

/// The source whose box has this id.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "natively no box is ever clicked"))]
pub fn source_of(id: &str) -> Option<Source> {
    let (kind, id) = id.strip_prefix(BOX_ID)?.split_once('-')?;
    Source::named(&CORPUS, kind, id)
}

/// Words that follow the page. All of one type: every other would be compiled anew.
fn words(say: impl Fn() -> String + Send + 'static) -> Arc<Mutex<dyn FnMut() -> String + Send>> {
    Arc::new(Mutex::new(say))
}

/// A source's box: real, so that it works for every reader and, by style sheet, before the program is there.
fn switch(page: Page, source: Source) -> impl IntoView {
    let (kind, id) = (source.kind(), source.id(&CORPUS));
    let article = if let Source::Article(ix) = source { Some(ix) } else { None };
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    id=format!("{BOX_ID}{kind}-{id}")
                    data-testid=format!("toggle-{kind}-{id}")
                    checked=true
                    prop:checked=move || !page.off().has(source)
                />
                {article.map(|ix| view! { <i class=format!("g g{}", ix.0 % 5) aria-hidden="true"></i> })}
                <span>{source.name(&CORPUS)}</span>
            </label>
        </li>
    }
}

/// The sources, always within reach, with colour, shape and name; and what stands.
#[component]
pub fn SourceBar(page: Page) -> impl IntoView {
    let boxes: Vec<_> = CORPUS.article_ixs().map(|ix| switch(page, Source::Article(ix))).collect();
    view! {
        <form class="sources" aria-label="Sources" autocomplete="off">
            <ul>{boxes}</ul>
            <p class="tally">
                <span>
                    <b data-testid="claims-count">{words(move || page.standing().claims.standing.to_string())}</b>
                    <span>{words(move || page.standing().tally().0)}</span>
                    <span class="more">{words(move || page.standing().tally().1)}</span>
                    " stand"
                </span>
                <button type="button" class="all-on" disabled=move || page.off().is_empty() id=ALL_ON>
                    "All on"
                </button>
            </p>
            <p class="unseen" role="status">{words(move || page.said.get())}</p>
        </form>
    }
}

/// Who is said to have said it, to be switched like the articles. Folded, since it is the second question.
#[component]
pub fn Origins(page: Page) -> impl IntoView {
    let boxes: Vec<_> = CORPUS.origin_ixs().map(|ix| switch(page, Source::Origin(ix))).collect();
    view! {
        <details class="by-origin">
            <summary>"Switch off who is said to have said it"</summary>
            <ul>{boxes}</ul>
        </details>
    }
}

/// The form that narrows the list of claims, and where it says how many are found.
pub const FIND: &str = "find";
pub const FOUND: &str = "found";

/// Where it says how many facts have fallen.
pub const FALLEN: &str = "fallen";

/// How many facts have fallen, in words.
pub fn fallen_words(n_fallen: usize) -> String {
    match n_fallen {
        0 => "No fact has fallen: each is told by something that is on.".into(),
        1 => "One fact is told by nothing that is on:".into(),
        n => format!("{n} facts are told by nothing that is on:"),
    }
}

/// What stands of one chart, beside its baseline.
pub fn stand(chart: ChartIx, off: Off) -> String {
    let chart = CORPUS.chart(chart);
    let now = count(&CORPUS, chart.claims(), off);
    let said = match now.standing {
        0 => "Nothing stands here any more: every source of this chart is off.".into(),
        _ => format!("{} of {} claims in this chart stand.", now.standing, now.of),
    };
    joined(&CORPUS, chart, off).iter().fold(said + " ", |said, run| said + run.text())
}
