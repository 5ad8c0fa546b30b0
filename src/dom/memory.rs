//! What the browser remembers of this page for its reader, on this device alone. Natively, and where storage is blocked,
//! it remembers nothing, and nothing depends on it.

/// Remembers a word, or forgets it.
pub fn remember(word: Option<&str>) {
    #[cfg(target_arch = "wasm32")]
    if let Some(storage) = storage() {
        let _ = match word {
            Some(word) => storage.set_item(&key(), word),
            None => storage.remove_item(&key()),
        };
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = word;
}

/// The word that was remembered.
pub fn recall() -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return storage()?.get_item(&key()).ok()?;
    #[cfg(not(target_arch = "wasm32"))]
    None
}

/// Calls back when the reader leaves the page, or puts it out of sight: on a phone nothing else may follow.
pub fn on_leaving(callback: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    gloo::events::EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| callback()).forget();
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}

#[cfg(target_arch = "wasm32")]
fn storage() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok()?
}

/// By path: several explainers may share a host.
#[cfg(target_arch = "wasm32")]
fn key() -> String {
    "attested:".to_string() + &gloo::utils::window().location().pathname().unwrap_or_default()
}
