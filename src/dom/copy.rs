//! The buttons on a claim's card that copy (`data-copy`). Natively nobody presses them.

/// Calls back with what a button says it copies and for which claim; copies the words that answers, and says the other.
/// Where the clipboard may not be used, the words are put into a field and selected, and `instead` is said.
pub fn on_copy(instead: &'static str, callback: impl Fn(&str, &str) -> (String, &'static str) + 'static) {
    #[cfg(target_arch = "wasm32")]
    gloo::events::EventListener::new(&gloo::utils::document(), "click", move |event| {
        use wasm_bindgen::{JsCast, JsValue, closure::Closure};
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some((button, what)) = target.and_then(|it| it.get_attribute("data-copy").map(|what| (it, what))) else { return };
        let Ok(Some(card)) = button.closest(".card") else { return };
        let (words, done) = callback(&what, &card.get_attribute("data-claim").unwrap_or_default());
        let part = |css: &str| card.query_selector(css).ok().flatten();
        let (Some(said), Some(field)) = (part(".copies>[role=status]"), part(".copies>input")) else { return };
        let field: web_sys::HtmlInputElement = field.unchecked_into();
        field.set_value(&words);
        let answered = Closure::<dyn FnMut(JsValue)>::new(move |refusal: JsValue| {
            let copied = refusal.is_undefined();
            field.set_hidden(copied);
            said.set_text_content(Some(if copied { done } else { instead }));
            if !copied {
                let _ = field.focus();
                field.select();
            }
        });
        // On a page that came without encryption there is no clipboard at all.
        let clipboard = gloo::utils::window().navigator().clipboard();
        let asked = match AsRef::<JsValue>::as_ref(&clipboard).is_undefined() {
            true => js_sys::Promise::reject(&JsValue::NULL),
            false => clipboard.write_text(&words),
        };
        let _ = asked.then2(&answered, &answered);
        answered.forget();
    })
    .forget();
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (instead, callback);
}
