//! Which step of the story the document shows, and the bar that leads through it. Natively all steps stand one after the
//! other, and nothing is shown or hidden.

#[cfg(target_arch = "wasm32")]
use super::{all, aside::Aside, by_id};

/// The words on the way on, which differ with where it leads.
pub struct Words {
    pub begin: &'static str,
    pub next: &'static str,
    pub end: &'static str,
}

/// The steps in the document, and the bar.
pub struct Steps {
    #[cfg(target_arch = "wasm32")]
    parts: Parts,
}

#[cfg(target_arch = "wasm32")]
struct Parts {
    story: web_sys::HtmlElement,
    steps: Vec<Aside>,
    marks: Vec<web_sys::Element>,
    /// Their addresses, and last where the story ends.
    hrefs: Vec<String>,
    /// The title of the page itself, and the words of the bar before the story begins.
    title: String,
    progress: Option<String>,
}

#[cfg(target_arch = "wasm32")]
fn focus(element: &web_sys::HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

impl Steps {
    /// Finds them; `end` is where the last step leads.
    pub fn find(end: &str) -> Option<Steps> {
        #[cfg(target_arch = "wasm32")]
        {
            let marks = all("#steps li a");
            let mut hrefs: Vec<String> = marks.iter().filter_map(|mark| mark.get_attribute("href")).collect();
            hrefs.push(end.into());
            let title = gloo::utils::document().title();
            let progress = by_id("progress").and_then(|progress| progress.text_content());
            let steps = all(".step").into_iter().map(Aside::new).collect();
            Some(Steps { parts: Parts { story: by_id("story")?, steps, marks, hrefs, title, progress } })
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let _ = end;
            None
        }
    }

    /// Shows one step alone, or the page without the story. The title names the step.
    pub fn show(&self, step: Option<usize>, words: &Words) {
        #[cfg(target_arch = "wasm32")]
        {
            let Parts { story, steps, marks, hrefs, title, progress } = &self.parts;
            let body = gloo::utils::body();
            if step.is_some() && !body.has_attribute("data-place") {
                // The page gives way in one frame and the first picture comes in the next: together they would be late.
                let _ = body.set_attribute("data-entering", "");
                gloo::timers::callback::Timeout::new(30, || drop(gloo::utils::body().remove_attribute("data-entering"))).forget();
            }
            let _ = match step {
                Some(_) => body.set_attribute("data-place", "story"),
                None => body.remove_attribute("data-place"),
            };
            // In the story every step begins at its head; elsewhere the browser knows best.
            let restoration = if step.is_some() { web_sys::ScrollRestoration::Manual } else { web_sys::ScrollRestoration::Auto };
            let _ = gloo::utils::history().set_scroll_restoration(restoration);
            for (n, (aside, mark)) in steps.iter().zip(marks).enumerate() {
                let here = step == Some(n);
                let _ = aside.element.toggle_attribute_with_force("data-now", here);
                let _ = match here {
                    true => mark.set_attribute("aria-current", "step"),
                    false => mark.remove_attribute("aria-current"),
                };
            }
            let heading = step.and_then(|n| steps.get(n)?.element.query_selector("h2").ok()?);
            let name = heading.and_then(|heading| heading.last_child()?.text_content());
            let named = name.filter(|name| name != title).map(|name| format!("{name} — {title}"));
            gloo::utils::document().set_title(named.as_deref().unwrap_or(title));
            let slug = step.and_then(|n| steps.get(n)?.element.get_attribute("data-slug"));
            let number = step.map(|n| (n + 1).to_string());
            for (name, value) in [("data-step", &number), ("data-slug", &slug)] {
                let _ = match value {
                    Some(value) => story.set_attribute(name, value),
                    None => story.remove_attribute(name),
                };
            }
            let (back, on, word) = match step {
                None => (0, 0, words.begin),
                Some(n) if n + 1 == steps.len() => (n.saturating_sub(1), n + 1, words.end),
                Some(n) => (n.saturating_sub(1), n + 1, words.next),
            };
            if let (Some(previous), Some(next)) = (by_id("previous"), by_id("next")) {
                let _ = previous.set_attribute("href", &hrefs[back]);
                let _ = next.set_attribute("href", &hrefs[on]);
                next.set_text_content(Some(word));
            }
            let at = number.map(|number| format!("{number} of {}", steps.len()));
            if let Some(place) = by_id("progress") {
                place.set_text_content(at.as_ref().or(progress.as_ref()).map(String::as_str));
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (step, words);
    }

    /// Leaves in the document the step that is shown, or all of them.
    pub fn lay_out(&self, all: bool) {
        #[cfg(target_arch = "wasm32")]
        for step in &self.parts.steps {
            step.put(all || step.element.has_attribute("data-now"));
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = all;
    }

    /// Puts the reader at the head of a step: the focus on its heading, which screen readers then say, and the page at
    /// its top.
    pub fn arrive(&self, step: usize) {
        #[cfg(target_arch = "wasm32")]
        {
            use wasm_bindgen::JsCast;
            gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            let heading = self.parts.steps.get(step).and_then(|step| step.element.query_selector("h2").ok()?);
            if let Some(heading) = heading {
                focus(heading.unchecked_ref());
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = step;
    }

    /// Puts the reader where a link leads that leaves the story.
    pub fn leave_for(&self, fragment: &str) {
        #[cfg(target_arch = "wasm32")]
        match by_id(fragment.trim_start_matches('#')) {
            Some(place) => {
                place.scroll_into_view();
                if place.tab_index() < 0 {
                    let _ = place.set_attribute("tabindex", "-1");
                }
                focus(&place);
            }
            None => gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0),
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = fragment;
    }

    /// Unfolds the claims a step rests on, so that what fell of them is seen.
    pub fn unfold(&self, step: usize) {
        #[cfg(target_arch = "wasm32")]
        if let Some(Ok(Some(rests))) = self.parts.steps.get(step).map(|step| step.element.query_selector(".rests")) {
            let _ = rests.set_attribute("open", "");
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = step;
    }

    /// Offers to go on at a step.
    pub fn offer(&self, step: usize, words: &str) {
        #[cfg(target_arch = "wasm32")]
        if let Some(resume) = by_id("resume") {
            let _ = resume.set_attribute("href", &self.parts.hrefs[step]);
            resume.set_text_content(Some(words));
            resume.set_hidden(false);
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (step, words);
    }
}
