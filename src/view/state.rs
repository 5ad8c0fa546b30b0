//! The one signal a reader changes, and what the page says about it.

use crate::corpus::CORPUS;
use crate::dom::link;
use crate::model::{ArticleIx, OriginIx};
use crate::query::{Off, Standing, standing};
use crate::view_state::{self, Notice, ViewState};
use leptos::prelude::*;

/// The page's state, shared by every live region.
#[derive(Clone, Copy)]
pub struct Page {
    pub state: RwSignal<ViewState>,
    pub notices: RwSignal<Vec<Notice>>,
    /// What the live region says: the last change, in words.
    pub said: RwSignal<String>,
    pub off: Memo<Off>,
    pub standing: Memo<Standing>,
}

impl Page {
    /// A page in its default state.
    pub fn new() -> Page {
        let state = RwSignal::new(ViewState::default());
        let off = Memo::new(move |_| state.get().off);
        Page {
            state,
            notices: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            off,
            standing: Memo::new(move |_| standing(&CORPUS, off.get())),
        }
    }

    /// Changes the state as a step of the reader's: one entry in the history.
    pub fn go(&self, next: ViewState) {
        if next != self.state.get_untracked() {
            self.state.set(next);
            link::push(&view_state::query(&CORPUS, &next), &view_state::fragment(&CORPUS, next.place));
        }
    }

    /// Switches one article and says what it changed.
    pub fn switch_article(&self, article: ArticleIx, off: bool) {
        self.switch(|now| now.with_article(article, off), &switched(CORPUS.article(article).short, off));
    }

    /// Switches one origin and says what it changed.
    pub fn switch_origin(&self, origin: OriginIx, off: bool) {
        self.switch(|now| now.with_origin(origin, off), &switched(CORPUS.origin(origin).title, off));
    }

    /// Switches everything on.
    pub fn switch_all_on(&self) {
        self.switch(|_| Off::default(), "Every source is on.");
    }

    fn switch(&self, change: impl FnOnce(Off) -> Off, what: &str) {
        let state = self.state.get_untracked();
        self.go(ViewState { off: change(state.off), ..state });
        let now = self.standing.get_untracked();
        let (claims, facts) = now.tally();
        self.said.set(format!("{what} {}{claims}{facts} stand.", now.claims.standing));
    }
}

fn switched(source: &str, off: bool) -> String {
    format!("{source} switched {}.", if off { "off" } else { "on" })
}
