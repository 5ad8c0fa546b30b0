//! The one signal a reader changes, and what the page says about it.

use crate::corpus::CORPUS;
use crate::dom::link;
use crate::query::{Off, Source, Standing, Tally};
use crate::view_state::{Find, ViewState, fragment, query_with};
use leptos::prelude::*;

/// The query of a state. How the list is narrowed stays as it is.
pub fn query_of(state: &ViewState) -> String {
    query_with(&CORPUS, state, &Find::parse(&link::read().0))
}

/// The page's state, shared by every live region.
#[derive(Clone, Copy)]
pub struct Page {
    pub state: RwSignal<ViewState>,
    /// What the live region says: the last change, in words.
    pub said: RwSignal<String>,
    /// Counted once, for as long as the page is there.
    pub tally: &'static Tally,
}

/// Natively nothing is ever switched.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
impl Page {
    /// A page in its default state.
    pub fn new() -> Page {
        let tally = Box::leak(Box::new(Tally::of(&CORPUS)));
        Page { state: RwSignal::new(ViewState::default()), said: RwSignal::new(String::new()), tally }
    }

    // Not memos: what follows from the state is cheaper to work out again than the program would be with them.

    /// What is left out of what is shown.
    pub fn off(&self) -> Off {
        self.state.read().off_shown(&CORPUS)
    }

    /// What stands of the corpus.
    pub fn standing(&self) -> Standing {
        self.tally.standing(self.off())
    }

    /// Changes the state as a step of the reader's: one entry in the history.
    pub fn go(&self, next: ViewState) {
        if next != self.state.get_untracked() {
            self.state.set(next);
            link::push(&query_of(&next), &fragment(&CORPUS, next.place));
        }
    }

    /// Switches one source and says what it changed.
    pub fn switch_one(&self, source: Source, off: bool) {
        let name = source.name(&CORPUS);
        self.switch(|now| now.with(source, off), &format!("{name} switched {}.", if off { "off" } else { "on" }));
    }

    /// Switches several articles at once, by their ids, and says it once.
    pub fn switch_some(&self, ids: &str, off: bool) {
        let (mut next, mut what) = (self.state.get_untracked().off, String::new());
        for source in ids.split(' ').filter_map(|id| Source::named(&CORPUS, "article", id)) {
            next = next.with(source, off);
            if !what.is_empty() {
                what.push_str(", ");
            }
            what.push_str(source.name(&CORPUS));
        }
        self.switch(|_| next, &format!("{what} switched {}.", if off { "off" } else { "on" }));
    }

    /// Switches everything on.
    pub fn switch_all_on(&self) {
        self.switch(|_| Off::default(), "Every source is on.");
    }

    /// Shows the step of the story with all it rests on, or again as the reader's own choice has it.
    pub fn restore(&self) {
        let state = self.state.get_untracked();
        self.go(ViewState { restored: !state.restored, ..state });
    }

    fn switch(&self, change: impl FnOnce(Off) -> Off, what: &str) {
        let state = self.state.get_untracked();
        // A box that is used says that the reader decides again.
        self.go(ViewState { off: change(state.off), restored: false, ..state });
        let now = self.tally.standing(self.state.get_untracked().off_shown(&CORPUS));
        let (claims, facts) = now.tally();
        self.said.set(format!("{what} {}{claims}{facts} stand.", now.claims.standing));
    }
}
