//! Taking over the prerendered page.

use super::regions::{BAR, BOX_ID, NOTICES, Notices, SourceBar, Stand, stand_id};
use super::state::Page;
use crate::corpus::CORPUS;
use crate::dom::stage::{Paper, Stage, paper};
use crate::dom::still::{Still, unchecked};
use crate::dom::{link, timing};
use crate::model::{ChartIx, Ref};
use crate::query::stands;
use crate::scene::{Scene, scene};
use crate::view_state::parse;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Hydrates the default page, then brings it to the state of the link. One path for every link: what is hydrated is
/// always what was prerendered, so the two cannot differ; and since the style sheet has already followed the boxes,
/// nothing flashes.
pub fn take_over() {
    let owner = Owner::new();
    owner.set();
    let page = Page::new();
    // Boxes the reader changed before the program was there count as the reader's word.
    let boxes: Vec<_> = CORPUS.article_ixs().filter(|ix| unchecked(&format!("{BOX_ID}{}", CORPUS.article(*ix).id))).collect();
    hydrate(BAR, move || view! { <SourceBar page/> });
    hydrate(NOTICES, move || view! { <Notices page/> });
    for chart in charts() {
        hydrate(&stand_id(chart), move || view! { <Stand page chart/> });
    }
    let mut state = arrive(page);
    for ix in boxes {
        state.off = state.off.with_article(ix, true);
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

fn arrive(page: Page) -> crate::view_state::ViewState {
    let (query, fragment) = link::read();
    let (state, notices) = parse(&CORPUS, &query, &fragment);
    page.notices.set(notices);
    state
}

/// A chart on the page.
struct Shown {
    stage: Stage,
    scene: Memo<Scene>,
    width: RwSignal<Option<f64>>,
}

/// Everything outside the regions that follows the state: pictures, and the still parts that fall. One effect, so that
/// the mark it sets comes when all of it is done.
fn show(page: Page) {
    let shown: Vec<Shown> = charts()
        .filter_map(|chart| {
            let stage = Stage::find(CORPUS.chart(chart).id)?;
            let width = RwSignal::new(None);
            stage.watch_width(width);
            let scene = Memo::new(move |_| scene(&CORPUS, chart, page.off.get(), width.get().unwrap_or_default()));
            Some(Shown { stage, scene, width })
        })
        .collect();
    let still = Still::find();
    let tells: Vec<Option<Ref>> = still.tells().into_iter().map(|id| Ref::by_id(&CORPUS, id)).collect();
    let paper = paper();
    Effect::new(move |before: Option<Before>| {
        let now = Before { paper: paper.get(), off: page.off.get(), scenes: shown.iter().map(Shown::now).collect() };
        for (n, Shown { stage, .. }) in shown.iter().enumerate() {
            let Some(scene) = &now.scenes[n] else { continue };
            let last = before.as_ref().and_then(|before| before.scenes[n].as_ref());
            let same_paper = before.as_ref().is_some_and(|before| before.paper == now.paper);
            if last != Some(scene) || !same_paper {
                stage.draw(scene, now.paper, last.is_none_or(|last| last.width != scene.width));
                stage.note_claims(&scene.drawn().map(|claim| CORPUS.claim(claim).id).collect::<Vec<_>>().join(" "));
            }
        }
        let off_before = before.as_ref().map(|before| before.off).unwrap_or_default();
        for (n, of) in tells.iter().enumerate() {
            let Some(of) = *of else { continue };
            let stands_now = stands(&CORPUS, of, now.off);
            if stands_now != stands(&CORPUS, of, off_before) {
                still.set(n, stands_now);
            }
        }
        if before.is_some() {
            timing::mark("charts-updated");
        }
        now
    });
}

impl Shown {
    fn now(&self) -> Option<Scene> {
        self.width.get().map(|_| self.scene.get())
    }
}

/// What was shown last.
struct Before {
    paper: Paper,
    off: crate::query::Off,
    scenes: Vec<Option<Scene>>,
}
