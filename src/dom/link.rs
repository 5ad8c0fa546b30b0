//! The address bar. Natively there is none: reading gives the default page, writing does nothing.

/// Query and fragment as they stand in the address.
pub fn read() -> (String, String) {
    #[cfg(target_arch = "wasm32")]
    {
        let location = gloo::utils::window().location();
        (location.search().unwrap_or_default(), location.hash().unwrap_or_default())
    }
    #[cfg(not(target_arch = "wasm32"))]
    Default::default()
}

/// Adds a step to the history. Some pages may not (a file opened by double click in some browsers): then the page
/// works on, and only the address stays behind.
pub fn push(query: &str, fragment: &str) {
    #[cfg(target_arch = "wasm32")]
    let _ = gloo::utils::history().push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address(query, fragment)));
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (query, fragment);
}

/// Corrects the step of the history that the page is on; the same exception holds.
pub fn replace(query: &str, fragment: &str) {
    #[cfg(target_arch = "wasm32")]
    let _ = gloo::utils::history().replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address(query, fragment)));
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (query, fragment);
}

#[cfg(target_arch = "wasm32")]
fn address(query: &str, fragment: &str) -> String {
    gloo::utils::window().location().pathname().unwrap_or_default() + query + fragment
}

/// Calls back after every move in the history, and when only the fragment has changed.
pub fn on_move(callback: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    gloo::events::EventListener::new(&gloo::utils::window(), "popstate", move |_| callback()).forget();
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}
