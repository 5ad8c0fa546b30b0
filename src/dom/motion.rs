//! Marks that are in two pictures move from their place in the one to their place in the other. Nothing moves for a
//! reader who asked for that, and a new move begins where the last one is. Natively nothing moves.

/// Where marks were, by what they tell.
#[derive(Default)]
pub struct Before {
    #[cfg(target_arch = "wasm32")]
    places: Vec<(String, web_sys::DomRect)>,
}

/// The marks of the picture that is shown, each with its shape without its labels.
#[cfg(target_arch = "wasm32")]
fn marks() -> Vec<(String, web_sys::Element)> {
    let marks = super::all(".step[data-now] .stage g[data-of]").into_iter();
    marks.filter_map(|mark| Some((mark.get_attribute("data-of")?, mark))).collect()
}

impl Before {
    /// Takes the places of the marks that are shown.
    pub fn look() -> Before {
        #[cfg(target_arch = "wasm32")]
        {
            let still = gloo::utils::window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
            if still.is_some_and(|query| query.matches()) {
                return Before::default();
            }
            let places = marks()
                .into_iter()
                .map(|(of, mark)| (of, mark.get_bounding_client_rect()))
                .filter(|(_, place)| place.width() > 0.0)
                .collect();
            Before { places }
        }
        #[cfg(not(target_arch = "wasm32"))]
        Before::default()
    }

    /// Lets the marks of the picture that is shown now come from where they were; says whether any does.
    pub fn play(&self) -> bool {
        #[cfg(target_arch = "wasm32")]
        {
            let mut moves = false;
            for (of, mark) in marks() {
                let Some((_, from)) = self.places.iter().find(|(known, _)| *known == of) else { continue };
                let to = mark.get_bounding_client_rect();
                if to.width() > 0.0 {
                    slide(&mark, from, &to);
                    moves = true;
                }
            }
            moves
        }
        #[cfg(not(target_arch = "wasm32"))]
        false
    }
}

/// One mark, by its middle: a shape that were stretched would tell another number on its way.
#[cfg(target_arch = "wasm32")]
fn slide(mark: &web_sys::Element, from: &web_sys::DomRect, to: &web_sys::DomRect) {
    use wasm_bindgen::{JsCast, JsValue};
    const MILLISECONDS: f64 = 320.0;
    let Some(svg) = mark.closest("svg").ok().flatten() else { return };
    let Some(units) = svg.get_attribute("viewBox").and_then(|view| view.split(' ').nth(2)?.parse::<u32>().ok()) else { return };
    // A transform inside the picture is in the picture's own units.
    let scale = f64::from(units) / svg.get_bounding_client_rect().width();
    let middle = |rect: &web_sys::DomRect| (rect.x() + rect.width() / 2.0, rect.y() + rect.height() / 2.0);
    let ((x0, y0), (x1, y1)) = (middle(from), middle(to));
    // Whole units, a quarter of a pixel each: to write and read fractions would weigh more than all the rest of this file.
    let whole = |length: f64| (length * scale) as i32;
    let start = format!("translate({}px,{}px)", whole(x0 - x1), whole(y0 - y1));
    let values = js_sys::Array::of2(&JsValue::from_str(&start), &JsValue::from_str("none"));
    let frame = js_sys::Object::new();
    for (name, value) in [("transform", values.as_ref()), ("easing", &JsValue::from_str("cubic-bezier(.3,0,.2,1)"))] {
        let _ = js_sys::Reflect::set(&frame, &name.into(), value);
    }
    mark.unchecked_ref::<Animatable>().animate(&frame, MILLISECONDS);
}

// What web-sys has of it is not settled yet.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    type Animatable;
    #[wasm_bindgen(method)]
    fn animate(this: &Animatable, frames: &js_sys::Object, milliseconds: f64) -> wasm_bindgen::JsValue;
}
