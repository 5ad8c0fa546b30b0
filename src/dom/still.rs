//! The still parts of the document that fall with a claim: rows, sentences, list items. They are in the page from the
//! start and carry `data-of`, the id of the claim or derived number they tell; falling means to be hidden or greyed.
//! Natively there is no document, and nothing falls.

#[cfg(target_arch = "wasm32")]
use super::by_id;

/// Elements by what they tell, and the folded parts of the page that they stand in: details, and steps of the story, of
/// which one at a time is shown.
#[derive(Default)]
pub struct Still {
    #[cfg(target_arch = "wasm32")]
    elements: Vec<Element>,
    #[cfg(target_arch = "wasm32")]
    folds: Vec<web_sys::Element>,
}

#[cfg(target_arch = "wasm32")]
struct Element {
    element: web_sys::Element,
    of: String,
    /// Whether it is the claim's own item in the list of claims.
    is_claim: bool,
    /// Which of the folds it stands in, if any.
    fold: Option<usize>,
}

impl Still {
    /// Finds them all.
    pub fn find() -> Still {
        #[cfg(target_arch = "wasm32")]
        {
            let found = gloo::utils::document().get_elements_by_class_name("m");
            let mut still = Still::default();
            for element in (0..found.length()).filter_map(|n| found.item(n)) {
                let Some(of) = element.get_attribute("data-of") else { continue };
                // A step outranks what is folded within it: what it rests on is unfolded by what fell.
                let closest = |css| element.closest(css).ok().flatten();
                let fold = closest(".step").or_else(|| closest("details")).map(|fold| match still.folds.last() {
                    Some(last) if *last == fold => still.folds.len() - 1,
                    _ => {
                        still.folds.push(fold);
                        still.folds.len() - 1
                    }
                });
                let is_claim = element.has_attribute("data-claim");
                still.elements.push(Element { element, of, is_claim, fold });
            }
            still
        }
        #[cfg(not(target_arch = "wasm32"))]
        Still::default()
    }

    /// What the n-th element tells, for each.
    pub fn tells(&self) -> Vec<&str> {
        #[cfg(target_arch = "wasm32")]
        return self.elements.iter().map(|element| element.of.as_str()).collect();
        #[cfg(not(target_arch = "wasm32"))]
        Vec::new()
    }

    /// Whether the n-th element can be seen, for each. One that cannot need not be set before its part is unfolded.
    pub fn in_sight(&self) -> Vec<bool> {
        #[cfg(target_arch = "wasm32")]
        {
            let is_open = |fold: &web_sys::Element| fold.has_attribute("open") || fold.has_attribute("data-now");
            let open: Vec<bool> = self.folds.iter().map(is_open).collect();
            self.elements.iter().map(|element| element.fold.is_none_or(|fold| open[fold])).collect()
        }
        #[cfg(not(target_arch = "wasm32"))]
        Vec::new()
    }

    /// Lets the n-th element stand or fall. The list item of a fallen claim gives up its `data-claim`, so that what counts
    /// the list counts what stands; anything else is marked `data-off`. The style sheet hides or greys both.
    pub fn set(&self, n: usize, stands: bool) {
        #[cfg(target_arch = "wasm32")]
        {
            let Element { element, of, is_claim, .. } = &self.elements[n];
            // One call each: there are many of them, and a toggle should cost next to nothing.
            let _ = match (is_claim, stands) {
                (true, true) => element.set_attribute("data-claim", of),
                (true, false) => element.remove_attribute("data-claim"),
                (false, _) => element.toggle_attribute_with_force("data-off", !stands).map(drop),
            };
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (n, stands);
    }
}

/// Calls back when a folded part of the page is opened or closed.
pub fn on_fold(callback: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo::events::{EventListener, EventListenerOptions};
        // The event does not bubble; on its way down it can be met at the document.
        let capture = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&gloo::utils::document(), "toggle", capture, move |_| callback()).forget();
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}

/// Sets the words of the element of that id, or of its first child where it has any.
pub fn say(id: &str, words: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(element) = by_id(id) {
        element.first_element_child().unwrap_or(element.into()).set_text_content(Some(words));
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, words);
}

/// Hides or shows the element of that id.
pub fn hide(id: &str, hidden: bool) {
    #[cfg(target_arch = "wasm32")]
    if let Some(element) = by_id(id) {
        let _ = element.toggle_attribute_with_force("hidden", hidden);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, hidden);
}

/// Adds a copy of what a template holds.
#[cfg(target_arch = "wasm32")]
fn add_copy(to: &web_sys::Element, template: &web_sys::HtmlTemplateElement) {
    let _ = template.content().clone_node_with_deep(true).and_then(|copy| to.append_child(&copy));
}

/// Puts the card of the claim with that address into its item, and takes the last one away.
pub fn show_card(id: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let last = gloo::utils::document().query_selector(".card").ok().flatten();
        if let Some(last) = &last {
            last.remove();
        }
        let item = by_id(id);
        let template = item.as_ref().and_then(|item| web_sys::Element::query_selector(item, ":scope>template").ok()?);
        if let (Some(item), Some(template)) = (item, template) {
            add_copy(&item, template.unchecked_ref());
            // What every card has besides goes into the card.
            if let (Some(card), Some(tools)) = (item.last_element_child(), by_id("tools")) {
                add_copy(&card, tools.unchecked_ref());
            }
            if last.is_some() {
                // The one that went may have stood above, and what is below has moved up.
                item.scroll_into_view();
            }
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = id;
}

/// Takes out the style sheet's own rules on what falls: from here on [`Still::set`] says it.
pub fn take_over_switches() {
    #[cfg(target_arch = "wasm32")]
    if let Some(sheet) = by_id("switches") {
        sheet.remove();
    }
}

/// Calls back when the element of that id is clicked.
pub fn on_click(id: &str, callback: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    if let Some(element) = by_id(id) {
        gloo::events::EventListener::new(&element, "click", move |_| callback()).forget();
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, callback);
}

/// Calls back with the id of a box that the reader has switched, and whether it is checked now.
pub fn on_switch(callback: impl Fn(&str, bool) + 'static) {
    #[cfg(target_arch = "wasm32")]
    gloo::events::EventListener::new(&gloo::utils::document(), "change", move |event| {
        use wasm_bindgen::JsCast;
        // Nothing but inputs changes on this page.
        if let Some(input) = event.target().map(|target| target.unchecked_into::<web_sys::HtmlInputElement>()) {
            callback(&input.id(), input.checked());
        }
    })
    .forget();
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}

/// Whether the box of that id is unchecked, as the reader may have left it before the program came.
pub fn unchecked(id: &str) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let found = by_id(id);
        found.is_some_and(|found| !found.unchecked_into::<web_sys::HtmlInputElement>().checked())
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = id;
        false
    }
}
