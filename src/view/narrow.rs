//! The list of claims, narrowed as its form and the link say.

use super::regions::{FIND, FOUND};
use super::state::Page;
use crate::corpus::CORPUS;
use crate::dom::find::{List, in_small, on_ask};
use crate::dom::link;
use crate::dom::still::say;
use crate::view_state::{Find, fragment, query_with};
use leptos::prelude::*;
use std::cell::OnceCell;
use std::rc::Rc;

/// Lets the list of claims follow its form and the link, and the link the form. The list is read when it is first asked
/// for: most readers never do.
pub fn narrow(page: Page) {
    let list: Rc<OnceCell<List>> = Rc::default();
    let asked_by_link = {
        let list = list.clone();
        move || {
            let find = Find::parse(&link::read().0);
            if find != Find::default() || list.get().is_some() {
                let list = list.get_or_init(|| List::read(FIND));
                list.ask(&find.words, &find.tags);
                tell(list, &found(list));
            }
        }
    };
    asked_by_link();
    link::on_move(asked_by_link);
    on_ask(FIND, move || {
        let list = list.get_or_init(|| List::read(FIND));
        let (before, find) = (Find::parse(&link::read().0), found(list));
        tell(list, &find);
        let state = page.state.get_untracked();
        let (query, fragment) = (query_with(&CORPUS, &state, &find), fragment(&CORPUS, state.place));
        // A choice is a step of the history, and so is the first letter; every further one corrects that step.
        if before.tags != find.tags || before.words.is_empty() != find.words.is_empty() {
            link::push(&query, &fragment);
        } else {
            link::replace(&query, &fragment);
        }
    });
}

fn found(list: &List) -> Find {
    let (words, tags) = list.asked();
    Find { words, tags }
}

fn tell(list: &List, find: &Find) {
    let find = Find { words: in_small(&find.words), ..find.clone() };
    let (n, of) = list.narrow(|text, tags| find.wants(text, tags));
    say(FOUND, &if n == of { String::new() } else { format!("{n} of {of} claims found.") });
}
