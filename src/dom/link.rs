//! The address bar. Natively there is none: reading gives the default page, writing does nothing.

/// Query and fragment as they stand in the address. Where a page may not write its query (a file opened by double
/// click), it stands at the end of the fragment.
pub fn read() -> (String, String) {
    #[cfg(target_arch = "wasm32")]
    {
        let location = gloo::utils::window().location();
        let fragment = location.hash().unwrap_or_default();
        match fragment.split_once('?') {
            Some((fragment, query)) => (query.into(), fragment.into()),
            None => (location.search().unwrap_or_default(), fragment),
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    Default::default()
}

/// Adds a step to the history.
pub fn push(query: &str, fragment: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        let pushed =
            gloo::utils::history().push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address(query, fragment)));
        if pushed.is_err() {
            follow(&format!("{}{query}", if fragment.is_empty() { "#" } else { fragment }));
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (query, fragment);
}

/// Goes to a fragment, as a link would.
pub fn follow(fragment: &str) {
    #[cfg(target_arch = "wasm32")]
    let _ = gloo::utils::window().location().set_hash(fragment);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = fragment;
}

/// Corrects the step of the history that the page is on. Where it may not, the address stays as it is.
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

/// Calls back, at least once, after every move in the history, when the browser has scrolled and moved the focus on its own account.
pub fn on_arrival(callback: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        let callback = std::rc::Rc::new(callback);
        // An engine that is slow to scroll may still take the focus away after the first of the two.
        let again = callback.clone();
        gloo::events::EventListener::new(&gloo::utils::window(), "hashchange", move |_| again()).forget();
        on_move(move || {
            let callback = callback.clone();
            gloo::timers::callback::Timeout::new(0, move || callback()).forget();
        });
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}
