//! Prose with its references: every number leads to where it comes from.

use super::figure::{falls_with, target};
use crate::corpus::CORPUS;
use crate::model::{Inline, Prose, Ref};
use leptos::prelude::*;

/// Prose as text and links.
pub fn prose(runs: Prose) -> AnyView {
    linked(runs, false)
}

/// The same in a step of the story, where a number that falls is struck through.
pub fn falling_prose(runs: Prose) -> AnyView {
    linked(runs, true)
}

fn linked(runs: Prose, falls: bool) -> AnyView {
    let number = |of: Ref, class: &str, text: &'static str| {
        let class = if falls { format!("{class} {}", falls_with(of)) } else { class.into() };
        view! { <a class=class data-of=falls.then(|| of.id(&CORPUS)) href=target(of)>{text}</a> }.into_any()
    };
    runs.iter()
        .map(|run| match *run {
            Inline::Plain(text) => text.into_any(),
            Inline::Cites(claim, text) => number(Ref::Told(claim), "num", text),
            Inline::Computes(derived, text) => number(Ref::Ours(derived), "num ours", text),
        })
        .collect_view()
        .into_any()
}

/// An article's colour and shape.
pub fn glyph(article: u16) -> impl IntoView {
    view! { <i class=format!("g g{}", article % 5) aria-hidden="true"></i> }
}
