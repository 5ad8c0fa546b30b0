//! The list of claims, to be narrowed: its form, and its items with what they say. Natively there is no list.

#[cfg(target_arch = "wasm32")]
use super::{all, by_id};

/// The form and the list.
pub struct List {
    #[cfg(target_arch = "wasm32")]
    items: Vec<Item>,
    #[cfg(target_arch = "wasm32")]
    fields: Vec<web_sys::HtmlInputElement>,
}

#[cfg(target_arch = "wasm32")]
struct Item {
    element: web_sys::Element,
    text: String,
    tags: String,
}

impl List {
    /// Reads the list and the form of that id; the first field is for words, the others each for a tag.
    pub fn read(form: &str) -> List {
        #[cfg(target_arch = "wasm32")]
        {
            use wasm_bindgen::JsCast;
            let items = all(".claims li[data-tags]").into_iter().map(|element| Item {
                text: in_small(&element.text_content().unwrap_or_default()),
                tags: element.get_attribute("data-tags").unwrap_or_default(),
                element,
            });
            let fields = all(&("#".to_string() + form + " :is(input,select)"));
            List { items: items.collect(), fields: fields.into_iter().map(|field| field.unchecked_into()).collect() }
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let _ = form;
            List {}
        }
    }

    /// What stands in the fields: words, and tags.
    pub fn asked(&self) -> (String, Vec<String>) {
        #[cfg(target_arch = "wasm32")]
        {
            let mut values = self.fields.iter().map(|field| field.value());
            let words = values.next().unwrap_or_default();
            (words.trim_matches(' ').into(), values.filter(|tag| !tag.is_empty()).collect())
        }
        #[cfg(not(target_arch = "wasm32"))]
        Default::default()
    }

    /// Puts words and tags into the fields; one that no field offers is left out.
    pub fn ask(&self, words: &str, tags: &[String]) {
        #[cfg(target_arch = "wasm32")]
        for (n, field) in self.fields.iter().enumerate() {
            if n == 0 {
                field.set_value(words);
                continue;
            }
            // A value that is not offered leaves a field with none, which asks for nothing.
            field.set_value("");
            for tag in tags.iter().filter(|tag| tag.split(':').next().is_some_and(|name| field.id().ends_with(name))) {
                field.set_value(tag);
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (words, tags);
    }

    /// Shows the items that are wanted, by text and tags, and gives how many of how many.
    pub fn narrow(&self, wants: impl Fn(&str, &str) -> bool) -> (usize, usize) {
        #[cfg(target_arch = "wasm32")]
        {
            let mut n_shown = 0;
            for Item { element, text, tags } in &self.items {
                let wanted = wants(text, tags);
                n_shown += usize::from(wanted);
                let _ = element.toggle_attribute_with_force("hidden", !wanted);
            }
            fold_empty();
            (n_shown, self.items.len())
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let _ = wants;
            (0, 0)
        }
    }
}

/// Hides what holds items of the list where it holds none that is shown.
#[cfg(target_arch = "wasm32")]
pub(super) fn fold_empty() {
    for group in all(".fact,.claims>div>section") {
        let is_empty = group.query_selector("li:not([hidden])").ok().flatten().is_none();
        let _ = group.toggle_attribute_with_force("hidden", is_empty);
    }
}

/// A text in small letters, as the browser's own tables have them.
pub fn in_small(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}

/// Calls back when something is typed or chosen in the form of that id.
pub fn on_ask(form: &str, callback: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    if let Some(form) = by_id(form) {
        use gloo::events::{EventListener, EventListenerOptions};
        EventListener::new(&form, "input", move |_| callback()).forget();
        // There is nowhere to send it to.
        let stop = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&form, "submit", stop, |event| event.prevent_default()).forget();
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (form, callback);
}
