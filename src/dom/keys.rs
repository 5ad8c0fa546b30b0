//! Keys and swipes in the story. Heard only where they are meant for it: not in a field, not with a modifier, not while
//! something else has the focus. Natively nothing is ever pressed.

/// Where keys are meant for the story.
#[cfg(target_arch = "wasm32")]
const STORY: &str = ".story,.steps";

/// Calls back with the name of a key that is pressed in the story; where that answers, nobody else hears the key.
pub fn on_key(callback: impl Fn(&str) -> bool + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo::events::{EventListener, EventListenerOptions};
        use wasm_bindgen::JsCast;
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
            let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
            let within = |css: &str| target.closest(css).ok().flatten().is_some();
            let (key, modified) = (event.key(), event.ctrl_key() || event.alt_key() || event.meta_key());
            if modified || event.default_prevented() || !within(STORY) || within("input,select,textarea,[contenteditable]") {
                return;
            }
            // The space bar presses what it stands on; an open sheet of keys takes its own Escape.
            let own = (key == " " && within("button,summary")) || (key == "Escape" && sheet_is_open());
            if !own && callback(&key) {
                event.prevent_default();
            }
        })
        .forget();
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}

#[cfg(target_arch = "wasm32")]
fn sheet_is_open() -> bool {
    // Browsers without popovers do not know the selector.
    gloo::utils::document().query_selector("[popover]:popover-open").ok().flatten().is_some()
}

/// Shows or hides the sheet of keys, as its button does.
pub fn toggle_sheet() {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let button = gloo::utils::document().query_selector("[popovertarget]").ok().flatten();
        if let Some(button) = button {
            button.unchecked_ref::<web_sys::HtmlElement>().click();
        }
    }
}

/// Calls back after a swipe across the story: `true` to the left, which leads on.
pub fn on_swipe(callback: impl Fn(bool) + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo::events::EventListener;
        use std::cell::Cell;
        use std::rc::Rc;
        use wasm_bindgen::JsCast;
        /// Shorter than this is a tap that slipped, in pixels.
        const LEAST: i32 = 60;
        let Some(story) = gloo::utils::document().query_selector(".story").ok().flatten() else { return };
        let start = Rc::new(Cell::new(None));
        let began = start.clone();
        EventListener::new(&story, "pointerdown", move |event| {
            let touch =
                event.dyn_ref::<web_sys::PointerEvent>().filter(|event| event.pointer_type() == "touch" && event.is_primary());
            began.set(touch.map(|event| (event.client_x(), event.client_y())));
        })
        .forget();
        EventListener::new(&story, "pointerup", move |event| {
            let (Some((x, y)), Some(event)) = (start.take(), event.dyn_ref::<web_sys::PointerEvent>()) else { return };
            let (dx, dy) = (event.client_x() - x, event.client_y() - y);
            if dx.abs() >= LEAST && dx.abs() > 2 * dy.abs() {
                callback(dx < 0);
            }
        })
        .forget();
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}
