//! Choices of how things are looked at, and boxes that stand for several sources: tabs and fields that carry what they
//! ask for (`data-look`, or their value). Natively nothing is ever chosen.

#[cfg(target_arch = "wasm32")]
use super::{all, by_id};

/// Calls back with what a tab or a field asks for, and whether a box is checked. Among tabs the arrows go round, and one of
/// each list is reached by Tab.
pub fn on_choice(callback: impl Fn(&str, bool) + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo::events::{EventListener, EventListenerOptions};
        use wasm_bindgen::JsCast;
        let callback = std::rc::Rc::new(callback);
        for name in ["click", "keydown", "change"] {
            let callback = callback.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&gloo::utils::document(), name, options, move |event| {
                let Some(mut target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
                    return;
                };
                if name == "change" {
                    let field: web_sys::HtmlInputElement = target.unchecked_into();
                    return callback(&field.value(), field.checked());
                }
                if !target.has_attribute("data-look") {
                    return;
                }
                if let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() {
                    let Some(list) = target.parent_element() else { return };
                    let (first, last) = (list.first_element_child(), list.last_element_child());
                    let other = match event.key().as_str() {
                        "ArrowRight" => target.next_element_sibling().or(first),
                        "ArrowLeft" => target.previous_element_sibling().or(last),
                        "Home" => first,
                        "End" => last,
                        _ => None,
                    };
                    let Some(other) = other else { return };
                    event.prevent_default();
                    target = other;
                    let _ = target.unchecked_ref::<web_sys::HtmlElement>().focus();
                }
                callback(&target.get_attribute("data-look").unwrap_or_default(), true);
            })
            .forget();
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = callback;
}

/// Shows something in the way that is asked for, which is the n-th of its ways.
pub fn look(item: &str, n: u8) {
    #[cfg(target_arch = "wasm32")]
    if let Some(asks) = all(&("[data-look='".to_string() + item + "']")).pop().filter(|asks| !asks.has_attribute("data-shown"))
        && let Some(list) = asks.parent_element()
    {
        let mut next = list.first_element_child();
        while let Some(other) = next {
            let is_it = other == asks;
            let _ = other.toggle_attribute_with_force("data-shown", is_it);
            if let Some(view) = other.get_attribute("aria-controls").and_then(|id| by_id(&id)) {
                let _ = other.set_attribute("aria-selected", if is_it { "true" } else { "false" });
                let _ = other.set_attribute("tabindex", if is_it { "0" } else { "-1" });
                let _ = view.toggle_attribute_with_force("data-now", is_it);
                if let (true, Ok(Some(fold))) = (is_it, view.query_selector("details")) {
                    let _ = fold.set_attribute("open", "");
                }
            }
            next = other.next_element_sibling();
        }
        if let Some(of) = list.get_attribute("data-orders") {
            order(&list, &of, item, usize::from(n));
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (item, n);
}

/// Puts a list, and the field that orders it, into the n-th of its orders; the first is the one it is written in.
///
/// Items carry in `data-rank`, four digits each, which of the `data-home` parts is theirs, and their place in each order.
/// In every order but the first they stand together in the part that is kept for it. They are moved, not made anew: what
/// is unfolded or greyed stays so, and Tab follows what is seen.
#[cfg(target_arch = "wasm32")]
fn order(field: &web_sys::Element, of: &str, item: &str, n: usize) {
    use wasm_bindgen::JsCast;
    field.unchecked_ref::<web_sys::HtmlInputElement>().set_value(item);
    let within = |css: &str| all(&(of.to_string() + css));
    let (homes, items) = (within(" [data-home]"), within(" [data-rank]"));
    let mut places: Vec<Option<(usize, web_sys::Element)>> = items.iter().map(|_| None).collect();
    for item in items {
        let ranks = item.get_attribute("data-rank").unwrap_or_default().into_bytes();
        let rank = |n: usize| ranks[4 * n..4 * n + 4].iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
        // The last home is the one that is kept for other orders.
        places[rank(n + 1)] = Some((if n == 0 { rank(0) } else { homes.len() - 1 }, item));
    }
    for (home, item) in places.into_iter().flatten() {
        let _ = homes[home].append_child(&item);
    }
    for list in all(of) {
        let _ = list.toggle_attribute_with_force("data-sorted", n > 0);
    }
    super::find::fold_empty();
}

/// Ticks the boxes that `css` finds, as far as what their value names is on: all, some or nothing of it.
pub fn tick(css: &str, is_on: impl Fn(&str) -> bool) {
    #[cfg(target_arch = "wasm32")]
    for element in all(css) {
        use wasm_bindgen::JsCast;
        let field: web_sys::HtmlInputElement = element.unchecked_into();
        let (mut n_on, mut of) = (0, 0);
        for name in field.value().split(' ') {
            n_on += u32::from(is_on(name));
            of += 1;
        }
        field.set_checked(n_on == of);
        field.set_indeterminate(n_on > 0 && n_on < of);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (css, is_on);
}
