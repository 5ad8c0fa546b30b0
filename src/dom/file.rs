//! Files that the reader gives: dropped on a part of the page that takes one (`data-proof`), or picked in its field. They
//! are read here and go nowhere. Natively nobody gives any.

/// A part of the page that takes a file, and answers.
pub struct Slot {
    #[cfg(target_arch = "wasm32")]
    element: web_sys::Element,
}

impl Slot {
    /// What it takes a copy of: an article by its id, or that of the claim on whose card it is.
    pub fn asks(&self) -> (String, Option<String>) {
        #[cfg(target_arch = "wasm32")]
        {
            let card = self.element.closest(".card").ok().flatten();
            (self.element.get_attribute("data-proof").unwrap_or_default(), card.and_then(|card| card.get_attribute("data-claim")))
        }
        #[cfg(not(target_arch = "wasm32"))]
        Default::default()
    }

    /// Says the answer, also aloud.
    pub fn answer(&self, words: &str, holds: bool) {
        #[cfg(target_arch = "wasm32")]
        {
            // A file that is dropped on a folded part is answered there all the same.
            let _ = self.element.set_attribute("open", "");
            let _ = self.element.toggle_attribute_with_force("data-holds", holds);
            if let Some(said) = self.part("[role=status]") {
                said.set_text_content(Some(words));
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (words, holds);
    }

    /// Takes the lines of the last answer away.
    pub fn clear(&self) {
        #[cfg(target_arch = "wasm32")]
        for css in [".fails", ".holds"] {
            if let Some(lines) = self.part(css) {
                lines.set_text_content(None);
            }
        }
    }

    /// Adds a line to the answer, which leads somewhere. What fails stands before what holds.
    pub fn add(&self, href: &str, words: &str, holds: bool) {
        #[cfg(target_arch = "wasm32")]
        {
            let new = |name| gloo::utils::document().create_element(name);
            let lines = self.part(if holds { ".holds" } else { ".fails" });
            if let (Some(lines), Ok(line), Ok(link)) = (lines, new("p"), new("a")) {
                let _ = link.set_attribute("href", href);
                link.set_text_content(Some(words));
                let _ = line.append_child(&link);
                let _ = lines.append_child(&line);
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (href, words, holds);
    }

    #[cfg(target_arch = "wasm32")]
    fn part(&self, css: &str) -> Option<web_sys::Element> {
        self.element.query_selector(css).ok().flatten()
    }
}

/// Calls back with the bytes of every file that is given, or with its size where it cannot be read or is above `most`.
pub fn on_given(most: u32, callback: impl Fn(Slot, Result<Vec<u8>, u32>) + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo::events::{EventListener, EventListenerOptions};
        use std::rc::Rc;
        use wasm_bindgen::{JsCast, JsValue, closure::Closure};
        let callback = Rc::new(callback);
        for name in ["change", "dragover", "drop"] {
            let callback = callback.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&gloo::utils::document(), name, options, move |event| {
                let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
                let Ok(Some(element)) = target.closest("[data-proof]") else { return };
                let files = match event.dyn_ref::<web_sys::DragEvent>() {
                    Some(event) => {
                        // Or the browser would open the file in place of the page.
                        event.prevent_default();
                        event.data_transfer().and_then(|given| given.files())
                    }
                    None => target.unchecked_ref::<web_sys::HtmlInputElement>().files(),
                };
                // While a file is dragged it is not yet given.
                let Some(file) = files.and_then(|files| files.get(0)) else { return };
                // A cast ends at the largest number there is.
                let (slot, size) = (Slot { element }, file.size() as u32);
                if size > most {
                    return callback(slot, Err(size));
                }
                let callback = callback.clone();
                let mut slot = Some(slot);
                let answered = Closure::<dyn FnMut(JsValue)>::new(move |answer: JsValue| {
                    // A folder, or a file that has gone meanwhile, gives no bytes.
                    let bytes = answer.dyn_into::<js_sys::ArrayBuffer>().map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec());
                    if let Some(slot) = slot.take() {
                        callback(slot, bytes.map_err(|_| size));
                    }
                });
                let _ = file.array_buffer().then2(&answered, &answered);
                answered.forget();
            })
            .forget();
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (most, callback);
}

/// What the document notes of something, in an attribute.
pub fn noted(css: &str, attribute: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let found = gloo::utils::document().query_selector(css).ok().flatten();
        found.and_then(|found| found.get_attribute(attribute)).unwrap_or_default()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (css, attribute);
        String::new()
    }
}

/// The paragraph and the exact words of the claim whose item has this id, as the document has them.
pub fn quoted_by(id: &str) -> Option<(u16, String)> {
    #[cfg(target_arch = "wasm32")]
    {
        let item = gloo::utils::document().get_element_by_id(id)?;
        let words = item.query_selector("q").ok()??.text_content()?;
        let paragraph = item.get_attribute("data-paragraph")?.bytes().fold(0, |n, digit| n * 10 + u16::from(digit - b'0'));
        Some((paragraph, words))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = id;
        None
    }
}
