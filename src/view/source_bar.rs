//! The sources, always within reach: real boxes, with colour, shape and name.

use super::inline::glyph;
use super::state::Page;
use crate::corpus::CORPUS;
use leptos::prelude::*;

/// Prefix of the boxes' ids; the style sheet's rules for pages without script go by it.
pub const BOX_ID: &str = "on-";

#[component]
pub fn SourceBar() -> impl IntoView {
    let page = Page::here();
    let boxes = CORPUS
        .article_ixs()
        .map(|ix| {
            let article = CORPUS.article(ix);
            let id = format!("{BOX_ID}{}", article.id);
            let on = move || !page.off.get().article(ix);
            view! {
                <li>
                    <label>
                        <input
                            type="checkbox"
                            id=id
                            data-testid=format!("toggle-article-{}", article.id)
                            checked=true
                            prop:checked=on
                            on:change=move |event| page.switch_article(ix, !event_target_checked(&event))
                        />
                        {glyph(ix.0)}
                        <span>{article.short}</span>
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <form class="sources" aria-label="Sources" autocomplete="off" on:submit=|event| event.prevent_default()>
            <ul>{boxes}</ul>
            <p class="tally">
                <b data-testid="claims-count">{move || page.standing.get().claims.standing}</b>
                {format!(" of {} claims", CORPUS.claims.len())} <span class="more">{move || {
                    let facts = page.standing.get().facts;
                    format!(", {} of {} facts", facts.standing, facts.of)
                }}</span> " stand"
                <button type="button" class="all-on" disabled=move || page.off.get().is_empty() on:click=move |_| page.switch_all_on()>
                    "All on"
                </button>
            </p>
        </form>
        <p class="unseen" role="status">{page.said}</p>
    }
}
