//! The place of a chart on the page: how wide it is, how dense, light or dark; and drawing on it. Natively there is no
//! place, and nothing is ever drawn here.

#[cfg(target_arch = "wasm32")]
use super::{aside::Aside, by_id};
use crate::scene::Scene;
use leptos::prelude::*;

/// What a drawing depends on besides its scene.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Paper {
    /// Device pixels a CSS pixel.
    pub px_per_unit: f64,
    pub dark: bool,
}

#[cfg(target_arch = "wasm32")]
impl Paper {
    fn palette(self) -> crate::theme::Palette {
        if self.dark { crate::theme::DARK } else { crate::theme::LIGHT }
    }
}

/// The paper as it is now, and again whenever the reader zooms, moves to another screen or changes the ground.
pub fn paper() -> RwSignal<Paper> {
    let signal = RwSignal::new(current());
    #[cfg(target_arch = "wasm32")]
    {
        watch("(prefers-color-scheme: dark)", signal);
        watch_density(signal);
    }
    signal
}

#[cfg(not(target_arch = "wasm32"))]
fn current() -> Paper {
    Paper { px_per_unit: 1.0, dark: false }
}

#[cfg(target_arch = "wasm32")]
fn current() -> Paper {
    let window = gloo::utils::window();
    let dark = window.match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches());
    Paper { px_per_unit: window.device_pixel_ratio().max(1.0), dark }
}

#[cfg(target_arch = "wasm32")]
fn watch(query: &str, signal: RwSignal<Paper>) {
    if let Ok(Some(list)) = gloo::utils::window().match_media(query) {
        gloo::events::EventListener::new(&list, "change", move |_| signal.set(current())).forget();
        // The list must outlive this call, or some engines stop telling.
        std::mem::forget(list);
    }
}

/// A media query matches one density only, so it is set up anew at each change.
#[cfg(target_arch = "wasm32")]
fn watch_density(signal: RwSignal<Paper>) {
    let density = gloo::utils::window().device_pixel_ratio();
    if let Ok(Some(list)) = gloo::utils::window().match_media(&format!("(resolution: {density}dppx)")) {
        gloo::events::EventListener::once(&list, "change", move |_| {
            signal.set(current());
            watch_density(signal);
        })
        .forget();
        std::mem::forget(list);
    }
}

/// The element a chart is drawn in, its canvas and its hit targets.
#[derive(Clone)]
pub struct Stage {
    #[cfg(target_arch = "wasm32")]
    parts: Parts,
}

#[cfg(target_arch = "wasm32")]
#[derive(Clone)]
struct Parts {
    stage: web_sys::HtmlElement,
    canvas: web_sys::HtmlCanvasElement,
    /// The still picture, which waits beside the document while the canvas shows the same.
    still: Aside,
    hits: Vec<web_sys::HtmlElement>,
}

impl Stage {
    /// The stage of a chart, as the document has it.
    pub fn find(chart: &str) -> Option<Stage> {
        #[cfg(target_arch = "wasm32")]
        {
            use wasm_bindgen::JsCast;
            let stage = by_id(&format!("stage-{chart}"))?;
            let canvas = web_sys::Element::query_selector(&stage, "canvas").ok()??.unchecked_into();
            let still = Aside::new(web_sys::Element::query_selector(&stage, ".still").ok()??);
            let list = web_sys::Element::query_selector(&stage, ".hits").ok()??;
            let mut hits = Vec::new();
            let mut item = list.first_element_child();
            while let Some(element) = item {
                hits.extend(element.first_element_child().map(|link| link.unchecked_into()));
                item = element.next_element_sibling();
            }
            Some(Stage { parts: Parts { stage, canvas, still, hits } })
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let _ = chart;
            None
        }
    }

    /// Keeps `width` at the stage's width in CSS pixels.
    pub fn watch_width(&self, width: RwSignal<Option<f64>>) {
        #[cfg(target_arch = "wasm32")]
        {
            use wasm_bindgen::{JsCast, closure::Closure};
            let stage = self.parts.stage.clone();
            let measure = move || {
                let now = f64::from(stage.client_width());
                if now > 0.0 && width.get_untracked() != Some(now) {
                    width.set(Some(now));
                }
            };
            measure();
            let changed = Closure::<dyn Fn()>::new(measure);
            if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
                observer.observe(&self.parts.stage);
                // The charts live as long as the page.
                changed.forget();
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = width;
    }

    /// Draws a scene anew and puts the hit targets in place.
    pub fn draw(&self, scene: &Scene, paper: Paper) {
        #[cfg(target_arch = "wasm32")]
        {
            let Parts { stage, canvas, hits, .. } = &self.parts;
            self.painted(crate::paint::canvas::paint_canvas(scene, canvas, paper.px_per_unit, paper.palette()));
            let style = |element: &web_sys::HtmlElement, name: &str, value: &str| {
                let _ = web_sys::HtmlElement::style(element).set_property(name, value);
            };
            let px = |length: f64| format!("{}px", length.round() as i32);
            style(stage, "height", &px(scene.height));
            for (link, rect) in hits.iter().zip(scene.marks.iter().filter_map(|mark| mark.hit)) {
                style(link, "margin", &format!("{} 0 0 {}", px(rect.y), px(rect.x)));
                style(link, "width", &px(rect.w));
                style(link, "padding-bottom", &px(rect.h));
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (scene, paper);
    }

    /// Draws again the marks of a drawn scene that have changed.
    pub fn redraw(&self, scene: &Scene, changed: &[usize], paper: Paper) {
        #[cfg(target_arch = "wasm32")]
        {
            let parts: Vec<_> = changed.iter().filter_map(|n| scene.marks[*n].bounds()).collect();
            self.painted(crate::paint::canvas::repaint(scene, &parts, &self.parts.canvas, paper.px_per_unit, paper.palette()));
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (scene, changed, paper);
    }

    /// Shows the canvas once it is painted; where it cannot be, the still picture stays in sight.
    #[cfg(target_arch = "wasm32")]
    fn painted(&self, result: Result<(), String>) {
        let (name, why) = match result {
            Ok(()) => ("data-painted", String::new()),
            Err(why) => ("data-unpainted", why),
        };
        let _ = self.parts.stage.set_attribute(name, &why);
    }

    /// Leaves in the document the picture that is shown, or the still one besides.
    pub fn lay_out(&self, all: bool) {
        #[cfg(target_arch = "wasm32")]
        self.parts.still.put(all || self.parts.stage.has_attribute("data-unpainted"));
        #[cfg(not(target_arch = "wasm32"))]
        let _ = all;
    }

    /// Notes on the chart's figure which claims are drawn.
    pub fn note_claims(&self, ids: &str) {
        #[cfg(target_arch = "wasm32")]
        if let Ok(Some(figure)) = web_sys::Element::closest(&self.parts.stage, "figure") {
            let _ = figure.set_attribute("data-claims", ids);
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = ids;
    }
}
