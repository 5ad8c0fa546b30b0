//! Taking over the prerendered page.

use super::regions::{BAR, BOX_ID, NOTICES, Notices, ORIGINS, Origins, SourceBar, Stand, stand_id};
use super::state::Page;
use crate::corpus::CORPUS;
use crate::dom::stage::{Paper, Stage, paper};
use crate::dom::still::{Still, on_fold, take_over_switches, unchecked};
use crate::dom::{link, timing};
use crate::model::{ChartIx, Ref};
use crate::query::{Off, stands};
use crate::scene::{LEAST_WIDTH, Scene, scene};
use crate::view_state::{ViewState, fragment, parse, query};
use leptos::prelude::*;
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
    hydrate(NOTICES, move || view! { <Notices page/> });
    for chart in charts() {
        hydrate(&stand_id(chart), move || view! { <Stand page chart/> });
    }
    let linked = arrive(page);
    let state = boxes.into_iter().fold(linked, |state, (ix, off)| ViewState { off: state.off.with_article(ix, off), ..state });
    if state != linked {
        link::replace(&query(&CORPUS, &state), &fragment(&CORPUS, state.place));
    }
    page.state.set(state);
    link::on_move(move || page.state.set(arrive(page)));
    show(page);
    std::mem::forget(owner);
    timing::ready();
}

fn charts() -> impl Iterator<Item = ChartIx> {
    (0..CORPUS.charts.len() as u16).map(ChartIx)
}

fn hydrate<N: IntoView>(id: &str, region: impl FnOnce() -> N + 'static) {
    if let Some(root) = gloo::utils::document().get_element_by_id(id).and_then(|root| root.dyn_into().ok()) {
        leptos::mount::hydrate_from(root, region).forget();
    }
}

fn arrive(page: Page) -> ViewState {
    let (query, fragment) = link::read();
    let (state, notices) = parse(&CORPUS, &query, &fragment);
    page.notices.set(notices);
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
    off: Off,
    scenes: Vec<Option<Scene>>,
    /// What each still part shows; one that is folded away may lag behind.
    standing: Vec<bool>,
}

/// Everything outside the regions that follows the state: pictures, and the still parts that fall. One effect, so that
/// the mark it sets comes when all of it is done.
fn show(page: Page) {
    let shown: Vec<Chart> = charts()
        .filter_map(|ix| {
            let stage = Stage::find(CORPUS.chart(ix).id)?;
            let width = RwSignal::new(None);
            stage.watch_width(width);
            Some(Chart { ix, stage, width })
        })
        .collect();
    let still = Still::find();
    let tells: Vec<Option<Ref>> = still.tells().into_iter().map(|id| Ref::by_id(&CORPUS, id)).collect();
    let paper = paper();
    take_over_switches();
    let folds = RwSignal::new(());
    on_fold(move || folds.set(()));
    Effect::new(move |before: Option<Shown>| {
        folds.track();
        let (paper, off) = (paper.get(), page.off.get());
        let first = before.is_none();
        let before = before.unwrap_or_else(|| Shown {
            paper,
            off: Off::default(),
            scenes: shown.iter().map(|_| None).collect(),
            standing: vec![true; tells.len()],
        });
        let mut scenes = Vec::new();
        for (chart, last) in shown.iter().zip(before.scenes) {
            scenes.push(chart.width.get().map(|width| {
                let last = last.filter(|scene| scene.width == width.max(LEAST_WIDTH) && before.paper == paper);
                chart.show(last, off, width, paper)
            }));
        }
        let mut standing = before.standing;
        for (n, of) in tells.iter().enumerate() {
            let stands_now = of.is_none_or(|of| stands(&CORPUS, of, off));
            if stands_now != standing[n] && !still.is_folded(n) {
                still.set(n, stands_now);
                standing[n] = stands_now;
            }
        }
        if !first && (off, paper) != (before.off, before.paper) {
            timing::mark("charts-updated");
        }
        Shown { paper, off, scenes, standing }
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
        self.stage.note_claims(&scene.drawn().map(|claim| CORPUS.claim(claim).id).collect::<Vec<_>>().join(" "));
        scene
    }
}
