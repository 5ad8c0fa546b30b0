//! One browser capability a file. Only this layer and `paint::canvas` name `web_sys`. It holds no state; natively each
//! function has a twin that does nothing, so `view` needs no `cfg`.

pub mod aside;
pub mod choices;
pub mod file;
pub mod find;
pub mod keys;
pub mod link;
pub mod memory;
pub mod motion;
pub mod stage;
pub mod steps;
pub mod still;
pub mod timing;

/// The element of that id.
#[cfg(target_arch = "wasm32")]
fn by_id(id: &str) -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast;
    Some(gloo::utils::document().get_element_by_id(id)?.unchecked_into())
}

/// The elements that match, in document order.
#[cfg(target_arch = "wasm32")]
fn all(css: &str) -> Vec<web_sys::Element> {
    use wasm_bindgen::JsCast;
    let Ok(found) = gloo::utils::document().query_selector_all(css) else { return Vec::new() };
    (0..found.length()).filter_map(|n| Some(found.item(n)?.unchecked_into())).collect()
}
