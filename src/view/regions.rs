//! The regions of the page that change in more than being greyed: hydrated, each on its own.

use super::state::Page;
use crate::corpus::CORPUS;
use crate::model::{ChartIx, OriginIx};
use crate::query::count;
use crate::scene::joined;
use leptos::prelude::*;

/// Prefix of the boxes' ids, before `article-` or `origin-` and the source's own; the style sheet's rules for pages
/// without script go by it.
pub const BOX_ID: &str = "on-";

/// Ids of the elements the regions are hydrated in.
pub const BAR: &str = "bar";
pub const ORIGINS: &str = "origins";
pub const NOTICES: &str = "notices";

/// The element of a chart's standing line.
pub fn stand_id(chart: ChartIx) -> String {
    format!("stand-{}", CORPUS.chart(chart).id)
}

/// A source's box: real, so that it works for every reader and, by style sheet, before the program is there.
fn switch<L: IntoView>(
    id: String,
    label: L,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
    set: impl Fn(bool) + 'static,
) -> impl IntoView {
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    id=format!("{BOX_ID}{id}")
                    data-testid=format!("toggle-{id}")
                    checked=true
                    prop:checked=is_on
                    on:change=move |event| set(event_target_checked(&event))
                />
                {label}
            </label>
        </li>
    }
}

/// The sources, always within reach, with colour, shape and name; and what stands.
#[component]
pub fn SourceBar(page: Page) -> impl IntoView {
    let boxes = CORPUS
        .article_ixs()
        .map(|ix| {
            let article = CORPUS.article(ix);
            let label = view! {
                <i class=format!("g g{}", ix.0 % 5) aria-hidden="true"></i>
                <span>{article.short}</span>
            };
            let is_on = move || !page.off.get().article(ix);
            switch(format!("article-{}", article.id), label, is_on, move |on| page.switch_article(ix, !on))
        })
        .collect_view();
    view! {
        <form class="sources" aria-label="Sources" autocomplete="off">
            <ul>{boxes}</ul>
            <p class="tally">
                <span>
                    <b data-testid="claims-count">{move || page.standing.get().claims.standing}</b>
                    <span>{move || page.standing.get().tally().0}</span>
                    <span class="more">{move || page.standing.get().tally().1}</span>
                    " stand"
                </span>
                <button type="button" class="all-on" disabled=move || page.off.get().is_empty() on:click=move |_| page.switch_all_on()>
                    "All on"
                </button>
            </p>
            <p class="unseen" role="status">{page.said}</p>
        </form>
    }
}

/// Who is said to have said it, to be switched like the articles. Folded, since it is the second question.
#[component]
pub fn Origins(page: Page) -> impl IntoView {
    let boxes = (0..CORPUS.origins.len() as u16)
        .map(OriginIx)
        .map(|ix| {
            let origin = CORPUS.origin(ix);
            let is_on = move || !page.off.get().origin(ix);
            switch(format!("origin-{}", origin.id), origin.title, is_on, move |on| page.switch_origin(ix, !on))
        })
        .collect_view();
    view! {
        <details class="by-origin">
            <summary>"Switch off who is said to have said it"</summary>
            <ul>{boxes}</ul>
        </details>
    }
}

/// What could not be used of a link.
#[component]
pub fn Notices(page: Page) -> impl IntoView {
    view! {
        <div class="notices" role="status" hidden=move || page.notices.read().is_empty()>
            <p>{move || page.notices.read().join(" ")}</p>
            <button type="button" on:click=move |_| page.notices.set(Vec::new())>
                "Close"
            </button>
        </div>
    }
}

/// What stands of one chart, beside its baseline.
#[component]
pub fn Stand(page: Page, chart: ChartIx) -> impl IntoView {
    let words = move || {
        let chart = CORPUS.chart(chart);
        let off = page.off.get();
        let now = count(&CORPUS, chart.claims(), off);
        let said = if now.standing == 0 {
            "Nothing stands here any more: every source of this chart is off.".into()
        } else {
            format!("{} of {} claims in this chart stand.", now.standing, now.of)
        };
        joined(&CORPUS, chart, off).iter().fold(said + " ", |said, run| said + run.text())
    };
    view! { <p class="stand">{words}</p> }
}
