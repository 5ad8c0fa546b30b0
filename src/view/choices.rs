//! How things are looked at, and sources by the group: what a reader chooses becomes the state, and the page follows it.

use super::state::Page;
use crate::corpus::CORPUS;
use crate::dom::choices::{look, on_choice, tick};
use crate::query::Source;
use crate::view_state::ViewState;
use leptos::prelude::*;

/// Hears what is chosen: a way to look at something, or all articles of a group, by their ids.
pub fn listen(page: Page) {
    on_choice(move |choice, on| {
        let mut state = page.state.get_untracked();
        if state.looks.take(&CORPUS, choice) {
            page.go(state);
        } else if Source::named(&CORPUS, "article", choice.split(' ').next().unwrap_or_default()).is_some() {
            page.switch_some(choice, !on);
        }
    });
}

/// Brings the page to the state, from the one it shows.
pub fn follow(state: &ViewState, before: Option<&ViewState>) {
    // To find what carries a look is to go through the whole page.
    if before.is_none_or(|before| before.looks != state.looks) {
        state.looks.each(&CORPUS, |item, n, _| look(&item, n));
    }
    tick(".made input", |id| Source::named(&CORPUS, "article", id).is_some_and(|source| !state.off.has(source)));
}
