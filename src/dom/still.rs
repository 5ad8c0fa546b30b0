//! The still parts of the document that fall with a claim: rows, sentences, list items. They are in the page from the
//! start and carry `data-of`, the id of the claim or derived number they tell; falling means to be hidden or greyed.
//! Natively there is no document, and nothing falls.

/// Elements by what they tell.
#[derive(Default)]
pub struct Still {
    #[cfg(target_arch = "wasm32")]
    elements: Vec<(web_sys::Element, String)>,
}

impl Still {
    /// Finds them all.
    pub fn find() -> Still {
        #[cfg(target_arch = "wasm32")]
        {
            use wasm_bindgen::JsCast;
            let document = gloo::utils::document();
            let found = document.get_elements_by_class_name("m");
            let elements = (0..found.length())
                .filter_map(|n| found.item(n))
                .filter_map(|element| {
                    let of = element.get_attribute("data-of")?;
                    Some((element.unchecked_into(), of))
                })
                .collect();
            Still { elements }
        }
        #[cfg(not(target_arch = "wasm32"))]
        Still::default()
    }

    /// What the n-th element tells, for each.
    pub fn tells(&self) -> Vec<&str> {
        #[cfg(target_arch = "wasm32")]
        return self.elements.iter().map(|(_, of)| of.as_str()).collect();
        #[cfg(not(target_arch = "wasm32"))]
        Vec::new()
    }

    /// Lets the n-th element stand or fall. A list item of a fallen claim also gives up its `data-claim`, so that what
    /// counts the list counts what stands.
    pub fn set(&self, n: usize, stands: bool) {
        #[cfg(target_arch = "wasm32")]
        {
            let element = &self.elements[n].0;
            let _ = element.class_list().toggle_with_force("off", !stands);
            let (from, to) = if stands { ("data-fallen", "data-claim") } else { ("data-claim", "data-fallen") };
            if let Some(id) = element.get_attribute(from) {
                let _ = element.remove_attribute(from);
                let _ = element.set_attribute(to, &id);
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (n, stands);
    }
}

/// Whether the box of that id is unchecked, as the reader may have left it before the program came.
pub fn unchecked(id: &str) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let found = gloo::utils::document().get_element_by_id(id);
        found.and_then(|found| found.dyn_into::<web_sys::HtmlInputElement>().ok()).is_some_and(|input| !input.checked())
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = id;
        false
    }
}
