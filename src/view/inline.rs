//! Prose with its references: every number leads to where it comes from.

use super::figure::falls_with;
use crate::corpus::CORPUS;
use crate::model::{Inline, Prose, Ref};
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

/// The same in a step of the story, where a number that falls is struck through.
pub fn falling_prose(runs: Prose) -> AnyView {
    let number = |of: Ref, class: &str, href: String, text: &'static str| {
        view! { <a class=format!("{class} {}", falls_with(of)) data-of=of.id(&CORPUS) href=href>{text}</a> }.into_any()
    };
    runs.iter()
        .map(|run| match *run {
            Inline::Plain(text) => text.into_any(),
            Inline::Cites(claim, text) => number(Ref::Told(claim), "num", fragment(&CORPUS, Place::Claim(claim)), text),
            Inline::Computes(derived, text) => {
                number(Ref::Ours(derived), "num ours", fragment(&CORPUS, Place::Computed(derived)), text)
            }
        })
        .collect_view()
        .into_any()
}

/// An article's colour and shape.
pub fn glyph(article: u16) -> impl IntoView {
    view! { <i class=format!("g g{}", article % 5) aria-hidden="true"></i> }
}
