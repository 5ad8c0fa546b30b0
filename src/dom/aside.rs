//! A part of the document that is not shown and waits beside it: what is not in the document costs nothing when something
//! else there changes. Paper wants all of it back.

/// An element with the place it has in the document.
#[cfg(target_arch = "wasm32")]
#[derive(Clone)]
pub struct Aside {
    pub element: web_sys::Element,
    place: web_sys::Node,
}

#[cfg(target_arch = "wasm32")]
impl Aside {
    /// The element stays where it is.
    pub fn new(element: web_sys::Element) -> Aside {
        Aside { element, place: gloo::utils::document().create_comment("").into() }
    }

    /// Puts the element into its place, or takes it out.
    pub fn put(&self, is_in: bool) {
        let (old, new): (&web_sys::Node, &web_sys::Node) =
            if is_in { (&self.place, &self.element) } else { (&self.element, &self.place) };
        // What is not there has no parent: done already.
        if let Some(parent) = old.parent_node() {
            let _ = parent.replace_child(new, old);
        }
    }
}

/// Calls back when the page is laid out for paper, where all of it is seen, and when that is over.
pub fn on_paper(callback: impl Fn(bool) + Clone + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo::events::EventListener;
        for (event, printed) in [("beforeprint", true), ("afterprint", false)] {
            let callback = callback.clone();
            EventListener::new(&gloo::utils::window(), event, move |_| callback(printed)).forget();
        }
        // A preview may only change the medium.
        if let Ok(Some(list)) = gloo::utils::window().match_media("print") {
            let medium = list.clone();
            EventListener::new(&list, "change", move |_| callback(medium.matches())).forget();
            std::mem::forget(list);
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}
