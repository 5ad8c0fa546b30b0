//! Taking over the prerendered page.

use super::choices::{follow, listen};
use super::guide;
use super::narrow::narrow;
use super::proof::prove;
use super::regions::{
    ALL_ON, BAR, BOX_ID, CLOSE, FALLEN, NOTICES, ORIGINS, Origins, RESTORE, SourceBar, fallen_words, source_of, stand, stand_id,
};
use super::state::{Page, query_of};
use crate::corpus::CORPUS;
use crate::dom::aside::on_paper;
use crate::dom::motion::Before;
use crate::dom::stage::{Paper, Stage, paper};
use crate::dom::steps::Steps;
use crate::dom::still::{Still, hide, on_click, on_fold, on_switch, say, show_card, take_over_switches, unchecked};
use crate::dom::{link, memory, timing};
use crate::model::ChartIx;
use crate::query::{Off, Tells};
use crate::scene::{LEAST_WIDTH, Scene, scene};
use crate::view_state::{Place, ViewState, fragment, joined, parse};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Hydrates the default page, then brings it to the state of the link. One path for every link: what is hydrated is
/// always what was prerendered, so the two cannot differ; and since the style sheet has already followed the boxes,
/// nothing flashes.
pub fn take_over() {
    let owner = Owner::new();
    owner.set();
    let page = Page::new();
    // The boxes hold what the link said when the page came, and what the reader has done to them since: they decide.
    let boxes: Vec<_> =
        CORPUS.article_ixs().map(|ix| (ix, unchecked(&format!("{BOX_ID}article-{}", CORPUS.article(ix).id)))).collect();
    hydrate(BAR, move || view! { <SourceBar page/> });
    hydrate(ORIGINS, move || view! { <Origins page/> });
    let linked = arrive();
    let state = boxes.into_iter().fold(linked, |state, (ix, off)| ViewState { off: state.off.with_article(ix, off), ..state });
    if state != linked {
        link::replace(&query_of(&state), &fragment(&CORPUS, state.place));
    }
    page.state.set(state);
    link::on_move(move || page.state.set(arrive()));
    guide::on_moves(page);
    // Not by handlers in the view: Leptos delegates them, with machinery that outweighs these lines by far.
    on_switch(move |id, on| {
        if let Some(source) = source_of(id) {
            page.switch_one(source, !on);
        }
    });
    on_click(ALL_ON, move || page.switch_all_on());
    on_click(RESTORE, move || page.restore());
    on_click(CLOSE, || hide(NOTICES, true));
    narrow(page);
    listen(page);
    prove();
    memory::on_leaving(move || guide::remember(page.state.get_untracked().place));
    show(page);
    std::mem::forget(owner);
    timing::ready();
}

fn hydrate<N: IntoView>(id: &str, region: impl FnOnce() -> N + 'static) {
    if let Some(root) = gloo::utils::document().get_element_by_id(id).and_then(|root| root.dyn_into().ok()) {
        leptos::mount::hydrate_from(root, region).forget();
    }
}

fn arrive() -> ViewState {
    let (search, hash) = link::read();
    let (state, notices) = parse(&CORPUS, &search, &hash);
    if !state.restored && search.split(['?', '&']).any(|pair| pair.starts_with("restored=")) {
        // It was for the step the reader came from.
        link::replace(&query_of(&state), &fragment(&CORPUS, state.place));
    }
    hide(NOTICES, notices.is_empty());
    say(NOTICES, &joined(&notices, ' '));
    state
}

/// A chart on the page.
struct Chart {
    ix: ChartIx,
    stage: Stage,
    width: RwSignal<Option<f64>>,
}

/// What was shown last.
struct Shown {
    paper: Paper,
    state: ViewState,
    /// What of the state is left out of what is shown.
    off: Off,
    scenes: Vec<Option<Scene>>,
    /// What each still part shows; one that is folded away may lag behind.
    standing: Vec<bool>,
}

/// Everything outside the regions that follows the state: pictures, and the still parts that fall. One effect, so that
/// the mark it sets comes when all of it is done.
fn show(page: Page) {
    let shown: Vec<Chart> = CORPUS
        .chart_ixs()
        .filter_map(|ix| {
            let stage = Stage::find(CORPUS.chart(ix).id)?;
            let width = RwSignal::new(None);
            stage.watch_width(width);
            Some(Chart { ix, stage, width })
        })
        .collect();
    let still = Still::find();
    let tells: Vec<Tells> = still.tells().into_iter().map(|text| Tells::read(&CORPUS, text)).collect();
    let paper = paper();
    take_over_switches();
    let printed = Rc::new(Cell::new(false));
    let steps = Steps::find(&fragment(&CORPUS, Place::Explore(None))).map(Rc::new);
    let here = Rc::new(Cell::new(Place::Cover));
    if let Some(steps) = steps.clone() {
        let here = here.clone();
        link::on_arrival(move || guide::arrived(&steps, &here, page.state.get_untracked().place));
    }
    let widths: Vec<_> = shown.iter().map(|chart| chart.width).collect();
    let last = RefCell::new(None);
    let draw = Rc::new({
        let printed = printed.clone();
        move || {
            let before: Option<Shown> = last.take();
            let (state, paper, printed) = (page.state.get_untracked(), paper.get_untracked(), printed.get());
            let (off, place) = (state.off_shown(&CORPUS), state.place);
            follow(&state, before.as_ref().map(|before| &before.state));
            let first = before.is_none();
            let before = before.unwrap_or_else(|| Shown {
                paper,
                state: ViewState::default(),
                off: Off::default(),
                scenes: shown.iter().map(|_| None).collect(),
                standing: vec![true; tells.len()],
            });
            let moves = steps.as_ref().filter(|_| place != before.state.place).map(|steps| (steps, Before::look()));
            if let Some((steps, _)) = &moves {
                guide::show(steps, place);
            }
            let mut scenes = Vec::new();
            for (chart, last) in shown.iter().zip(before.scenes) {
                scenes.push(chart.width.get_untracked().map(|width| {
                    let last = last.filter(|scene| scene.width == width.max(LEAST_WIDTH) && before.paper == paper);
                    chart.show(last, off, width, paper)
                }));
            }
            steps.iter().for_each(|steps| steps.lay_out(printed));
            shown.iter().for_each(|chart| chart.stage.lay_out(printed));
            let mut standing = before.standing;
            let in_sight = still.in_sight();
            for (n, of) in tells.iter().enumerate().filter(|(n, _)| in_sight[*n] || printed) {
                let stands_now = of.stand(&CORPUS, off);
                if stands_now != standing[n] {
                    still.set(n, stands_now);
                    standing[n] = stands_now;
                }
            }
            if moves.is_some_and(|(_, places)| places.play()) {
                timing::mark("marks-moved");
            }
            if let (true, Some(steps)) = (first, &steps) {
                guide::arrived(steps, &here, place);
            }
            let changed = first || state != before.state;
            if let (true, Some(steps), Place::Story(step)) = (changed, &steps, place) {
                guide::say_what_fell(steps, &state, step);
            }
            if place != before.state.place {
                let is_claim = matches!(place, Place::Claim(_));
                show_card(if is_claim { fragment(&CORPUS, place) } else { String::new() }.trim_start_matches('#'));
            }
            if first || off != before.off {
                CORPUS.chart_ixs().for_each(|chart| say(&stand_id(chart), &stand(chart, off)));
                let facts = page.tally.standing(off).facts;
                say(FALLEN, &fallen_words(facts.of - facts.standing));
            }
            if !first && (changed || paper != before.paper) {
                timing::mark("charts-updated");
            }
            last.replace(Some(Shown { paper, state, off, scenes, standing }));
        }
    });
    // At once and not by a signal, whose effects come later: Firefox copies the page for the printer as soon as it has said
    // that it will.
    let drawn = draw.clone();
    on_paper(move |now| {
        printed.set(now);
        drawn();
    });
    let drawn = draw.clone();
    on_fold(move || drawn());
    Effect::new(move || {
        page.state.track();
        paper.track();
        widths.iter().for_each(Track::track);
        draw();
    });
}

impl Chart {
    /// Draws the chart, whole or only what has changed since it was drawn last on the same paper.
    fn show(&self, last: Option<Scene>, off: Off, width: f64, paper: Paper) -> Scene {
        let scene = match last {
            Some(mut scene) => {
                let changed = scene.switch(&CORPUS, off);
                if changed.is_empty() {
                    return scene;
                }
                self.stage.redraw(&scene, &changed, paper);
                scene
            }
            None => {
                let scene = scene(&CORPUS, self.ix, off, width);
                self.stage.draw(&scene, paper);
                scene
            }
        };
        let ids: Vec<String> = scene.drawn().map(|claim| CORPUS.claim(claim).id.into()).collect();
        self.stage.note_claims(&joined(&ids, ' '));
        scene
    }
}
