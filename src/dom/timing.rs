//! Marks on the browser's performance timeline, for whoever measures. Natively nothing is measured.

/// Sets a mark.
pub fn mark(name: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(performance) = gloo::utils::window().performance() {
        let _ = performance.mark(name);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = name;
}

/// Says that the application has taken over.
pub fn ready() {
    #[cfg(target_arch = "wasm32")]
    let _ = gloo::utils::body().set_attribute("data-ready", "app");
    mark("toggles-ready");
}
