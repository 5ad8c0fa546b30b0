//! Prose with its references: every number leads to where it comes from.

use crate::corpus::CORPUS;
use crate::model::{Inline, Prose};
use crate::view_state::{Place, fragment};
use leptos::prelude::*;

/// Prose as text and links.
pub fn prose(runs: Prose) -> AnyView {
    runs.iter()
        .map(|run| match *run {
            Inline::Plain(text) => text.into_any(),
            Inline::Cites(claim, text) => {
                view! { <a class="num" href=fragment(&CORPUS, Place::Claim(claim))>{text}</a> }.into_any()
            }
            Inline::Computes(derived, text) => {
                view! { <a class="num ours" href=fragment(&CORPUS, Place::Computed(derived))>{text}</a> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// An article's colour and shape.
pub fn glyph(article: u16) -> impl IntoView {
    view! { <i class=format!("g g{}", article % 5) aria-hidden="true"></i> }
}
