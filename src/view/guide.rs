//! The guide through the story: carries out the moves, puts the reader where they lead, and says what of a step fell.

use super::regions::{RESTORE, STAND};
use super::state::Page;
use crate::corpus::CORPUS;
use crate::dom::steps::{Steps, Words};
use crate::dom::still::{hide, say};
use crate::dom::{keys, link, memory};
use crate::model::StepIx;
use crate::story::{Move, after, by_key, fallen};
use crate::view_state::{Place, ViewState, fragment};
use leptos::prelude::*;
use std::cell::Cell;

/// Makes the moves that keys and swipes ask for; buttons and marks are links and make their own.
pub fn on_moves(page: Page) {
    let go = move |by| {
        let state = page.state.get_untracked();
        let next = after(&CORPUS, state, by);
        if next != state {
            link::follow(&fragment(&CORPUS, next.place));
        }
    };
    keys::on_key(move |key| match by_key(key) {
        Some(by) => {
            go(by);
            true
        }
        None if key == "?" => {
            keys::toggle_sheet();
            true
        }
        None => false,
    });
    keys::on_swipe(move |on| go(if on { Move::Next } else { Move::Previous }));
}

/// Shows the step of a place, or the page without the story.
pub fn show(steps: &Steps, place: Place) {
    let step = match place {
        Place::Story(step) => Some(step.at()),
        _ => None,
    };
    steps.show(step, &WORDS);
}

/// Says how many claims of a step are off, and offers to show them all the same, or to leave them off again.
pub fn say_what_fell(steps: &Steps, state: &ViewState, step: StepIx) {
    let (n, of) = fallen(&CORPUS, state, step);
    hide(STAND, n == 0);
    if n > 0 {
        let words =
            if state.restored { RESTORED.into() } else { format!("{n} of the {of} claims this step rests on are switched off.") };
        say(STAND, &words);
        say(RESTORE, if state.restored { "Leave them off" } else { "Show them here" });
        steps.unfold(step.at());
    }
}

const RESTORED: &str = "Shown with what you have switched off, for this step only.";
const WORDS: Words = Words { begin: "Begin the story", next: "Next", end: "Explore" };

/// Remembers the step the reader is at, unless it is the first or the last: when the page is left, not at each step,
/// because a browser writes it down at once.
pub fn remember(place: Place) {
    match place {
        Place::Story(step) if step.0 > 0 && step.at() + 1 < CORPUS.steps.len() => memory::remember(Some(CORPUS.step(step).slug)),
        Place::Story(_) => memory::remember(None),
        _ => {}
    }
}

/// Puts the reader where a move has led. A move between places outside the story is the browser's own business.
pub fn arrived(steps: &Steps, from: &Cell<Place>, to: Place) {
    match (from.replace(to), to) {
        (_, Place::Story(step)) => steps.arrive(step.at()),
        (left @ Place::Story(_), _) => {
            remember(left);
            // As the link has it: it may lead to a passage of the place.
            steps.leave_for(&link::read().1);
            offer(steps);
        }
        _ => offer(steps),
    }
}

/// Offers to go on where the reader left the story.
fn offer(steps: &Steps) {
    let slug = memory::recall();
    let known = |ix: &StepIx| slug.as_deref() == Some(CORPUS.step(*ix).slug);
    if let Some(step) = CORPUS.step_ixs().find(known) {
        steps.offer(step.at(), &format!("Resume at step {}", step.0 + 1));
    }
}
