//! The machine of the story: where each move leads, and which key makes it. Pure; the page only carries it out.

use crate::model::{Corpus, StepIx};
use crate::query::claim_stands;
use crate::view_state::{Place, ViewState};

/// A move of the reader's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// A step on; from the last into the charts, so that the story ends somewhere.
    Next,
    /// A step back; the first has none before it.
    Previous,
    First,
    Last,
    To(StepIx),
    /// Out of the story, into the charts.
    Leave,
}

/// The move a key makes while the story has the focus.
pub fn by_key(key: &str) -> Option<Move> {
    match key {
        "ArrowRight" | " " | "n" | "N" => Some(Move::Next),
        "ArrowLeft" | "p" | "P" => Some(Move::Previous),
        "Home" => Some(Move::First),
        "End" => Some(Move::Last),
        "Escape" => Some(Move::Leave),
        _ => None,
    }
}

/// Where a move leads. The reader's own choice of sources goes along; what was restored for one step does not.
pub fn after(corpus: &Corpus, state: ViewState, by: Move) -> ViewState {
    let last = corpus.steps.len() as u16 - 1;
    let charts = Place::Explore(None);
    let place = match (by, state.place) {
        (Move::Next, Place::Story(step)) if step.0 < last => Place::Story(StepIx(step.0 + 1)),
        (Move::Next, Place::Story(_)) | (Move::Leave, _) => charts,
        (Move::Previous, Place::Story(step)) => Place::Story(StepIx(step.0.saturating_sub(1))),
        (Move::Next | Move::Previous | Move::First, _) => Place::Story(StepIx(0)),
        (Move::Last, _) => Place::Story(StepIx(last)),
        (Move::To(step), _) => Place::Story(step),
    };
    let restored = state.restored && place == state.place;
    ViewState { place, restored, ..state }
}

/// How many claims of a step do not stand by the reader's own choice, of how many.
pub fn fallen(corpus: &Corpus, state: &ViewState, step: StepIx) -> (usize, usize) {
    let claims = corpus.step(step).claims;
    (claims.iter().filter(|claim| !claim_stands(corpus, **claim, state.off)).count(), claims.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::CORPUS;
    use crate::model::{ArticleIx, ClaimIx};
    use crate::query::Off;
    use crate::view_state::{fragment, parse, query};
    use proptest::prelude::*;

    const LAST: StepIx = StepIx(CORPUS.steps.len() as u16 - 1);

    fn at(step: u16) -> ViewState {
        ViewState { place: Place::Story(StepIx(step)), ..ViewState::default() }
    }

    #[track_caller]
    fn check(from: ViewState, by: Move, to: Place) {
        assert_eq!(after(&CORPUS, from, by).place, to);
    }

    #[test]
    fn moves_lead_on_and_back_and_out() {
        let (story, charts) = (|step| Place::Story(StepIx(step)), Place::Explore(None));
        check(at(0), Move::Next, story(1));
        check(at(1), Move::Previous, story(0));
        check(at(0), Move::Previous, story(0));
        check(at(LAST.0), Move::Next, charts);
        check(at(3), Move::First, story(0));
        check(at(3), Move::Last, Place::Story(LAST));
        check(at(3), Move::To(StepIx(6)), story(6));
        check(at(3), Move::Leave, charts);
        check(ViewState::default(), Move::Next, story(0));
        check(ViewState::default(), Move::Previous, story(0));
    }

    #[test]
    fn the_story_is_walked_from_end_to_end_and_ends() {
        let mut state = after(&CORPUS, ViewState::default(), Move::Next);
        for step in CORPUS.step_ixs() {
            assert_eq!(state.place, Place::Story(step));
            state = after(&CORPUS, state, Move::Next);
        }
        assert_eq!(state.place, Place::Explore(None));
    }

    #[test]
    fn every_key_has_its_move_and_no_other_has_any() {
        for (keys, by) in [
            (&["ArrowRight", " ", "n", "N"][..], Move::Next),
            (&["ArrowLeft", "p", "P"], Move::Previous),
            (&["Home"], Move::First),
            (&["End"], Move::Last),
            (&["Escape"], Move::Leave),
        ] {
            assert!(keys.iter().all(|key| by_key(key) == Some(by)), "{keys:?}");
        }
        for key in ["Enter", "Tab", "ArrowUp", "ArrowDown", "PageDown", "a", "?", ""] {
            assert_eq!(by_key(key), None, "{key}");
        }
    }

    /// What a reader may do, one thing after another.
    #[derive(Clone, Debug)]
    enum Act {
        Move(Move),
        Switch(u16),
        Restore,
        Back,
        Reload,
    }

    fn act() -> impl Strategy<Value = Act> {
        let moves = prop_oneof![
            4 => Just(Move::Next),
            2 => Just(Move::Previous),
            1 => Just(Move::First),
            1 => Just(Move::Last),
            1 => Just(Move::Leave),
            2 => (0..CORPUS.steps.len() as u16).prop_map(|n| Move::To(StepIx(n))),
        ];
        prop_oneof![
            6 => moves.prop_map(Act::Move),
            3 => (0..CORPUS.articles.len() as u16).prop_map(Act::Switch),
            2 => Just(Act::Restore),
            3 => Just(Act::Back),
            2 => Just(Act::Reload),
        ]
    }

    proptest! {
        /// The browser's history is a list of links; whatever the reader does, the link says what is shown.
        #[test]
        fn link_step_and_claims_agree_after_any_acts(acts in prop::collection::vec(act(), 0..40)) {
            let link = |state: &ViewState| (query(&CORPUS, state), fragment(&CORPUS, state.place));
            let opened = |(query, fragment): &(String, String)| parse(&CORPUS, query, fragment).0;
            let mut history = vec![link(&ViewState::default())];
            let mut state = ViewState::default();
            for act in acts {
                let next = match act {
                    Act::Move(by) => after(&CORPUS, state, by),
                    Act::Switch(n) => {
                        let article = ArticleIx(n);
                        let off = state.off.with_article(article, !state.off.article(article));
                        ViewState { off, restored: false, ..state }
                    }
                    Act::Restore if matches!(state.place, Place::Story(_)) => ViewState { restored: true, ..state },
                    Act::Restore => state,
                    Act::Back => {
                        if history.len() > 1 {
                            history.pop();
                        }
                        opened(&history[history.len() - 1])
                    }
                    Act::Reload => opened(&history[history.len() - 1]),
                };
                if link(&next) != history[history.len() - 1] {
                    history.push(link(&next));
                }
                state = next;
                prop_assert_eq!(opened(&link(&state)), state);
                prop_assert_eq!(&link(&state), &history[history.len() - 1]);
                let drawn = |off: Off| CORPUS.claim_ixs().filter(|ix| claim_stands(&CORPUS, *ix, off)).collect::<Vec<ClaimIx>>();
                prop_assert_eq!(drawn(opened(&link(&state)).off_shown(&CORPUS)), drawn(state.off_shown(&CORPUS)));
                if let Place::Story(step) = state.place {
                    let (n_fallen, of) = fallen(&CORPUS, &state, step);
                    prop_assert!(n_fallen <= of && (n_fallen == 0 || !state.off.is_empty()));
                    let all_stand = CORPUS.step(step).claims.iter().all(|ix| claim_stands(&CORPUS, *ix, state.off_shown(&CORPUS)));
                    prop_assert_eq!(all_stand, state.restored || n_fallen == 0);
                }
            }
        }

        #[test]
        fn leaving_a_restored_step_gives_the_readers_choice_back(n in 0..CORPUS.steps.len() as u16, by in 0..6usize) {
            let off = CORPUS.article_ixs().fold(Off::default(), |off, ix| off.with_article(ix, true));
            let state = ViewState { off, restored: true, ..at(n) };
            let moves = [Move::Next, Move::Previous, Move::First, Move::Last, Move::Leave, Move::To(StepIx(4))];
            let next = after(&CORPUS, state, moves[by]);
            prop_assert_eq!(next.off, off);
            prop_assert!(next.place == state.place || next.off_shown(&CORPUS) == off);
        }
    }
}
