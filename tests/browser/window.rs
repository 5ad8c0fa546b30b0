//! The page in windows of every width, and with large type.

use super::support::browser::{Engine, Profile};
use super::support::server::Program;
use super::{Page, in_each};
use attested::corpus::CORPUS;
use attested::theme::{Ink, LIGHT};
use serde_json::{Value, json};

impl Page {
    /// Checks that nothing is wider than the window, at the usual sizes of one, with everything folded and unfolded.
    #[track_caller]
    fn assert_fits(&self, what: &str) {
        let mut faults = Vec::new();
        for (width, height) in [(390, 844), (1280, 900), (1920, 1080)] {
            self.browser.set_viewport(width, height);
            for open in [false, true] {
                self.browser
                    .eval::<()>(&format!("([...document.querySelectorAll('details')].forEach((it) => it.open = {open}), null)"));
                self.wait_painted();
                let wide: Option<Value> = self.browser.eval(
                    "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth ? null : {
                        scrollWidth,
                        because: [...document.querySelectorAll('body *')]
                            .filter((it) => it.getBoundingClientRect().right > clientWidth + .5 && !it.closest('.scroll, .sources ul, .unseen, .skip'))
                            .slice(0, 6).map((it) => `${it.tagName} ${it.id} ${it.className?.baseVal ?? it.className} ${Math.round(it.getBoundingClientRect().right)}`),
                    })(document.documentElement)",
                );
                let unfolded = if open { "unfolded" } else { "folded" };
                faults.extend(wide.map(|wide| format!("{what}, {width} × {height}, {unfolded}: {wide}")));
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn nothing_is_wider_than_the_window() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        page.assert_fits("as it is");
        page.browser.eval::<()>("(document.documentElement.style.fontSize = '200%', null)");
        page.assert_fits("with type enlarged on the page");
    });
}

#[test]
fn nothing_is_wider_than_the_window_of_a_reader_who_wants_large_type() {
    // WebKitGTK is told nothing of type by who drives it.
    for engine in [Engine::Chromium, Engine::Firefox] {
        let Some(page) = Page::start(Profile { engine, font_size: 32, ..Profile::default() }, "/", Program::Whole) else {
            return;
        };
        page.open("");
        page.wait_ready();
        assert_eq!(page.browser.eval::<String>("getComputedStyle(document.documentElement).fontSize"), "32px");
        page.assert_fits("with type twice as large");
    }
}

/// A page in a script that runs from right to left is laid out the other way round, but time on a chart is not.
#[test]
fn in_a_script_from_right_to_left_nothing_is_cut_off_and_targets_stay_on_their_marks() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let targets = || -> Vec<[f64; 2]> {
            page.browser.eval(
                "[...document.querySelectorAll('.hits a')].map((mark) => {
                    const [own, stage] = [mark, mark.closest('.stage')].map((it) => it.getBoundingClientRect())
                    return [Math.round(own.x - stage.x), Math.round(own.y - stage.y)]
                })",
            )
        };
        let before = targets();
        assert!(before.len() > 20);
        page.browser.eval::<()>("(document.documentElement.dir = 'rtl', null)");
        let [title, edge]: [f64; 2] =
            page.browser.eval("[document.getElementById('explore-title').getBoundingClientRect().left, innerWidth / 4]");
        assert!(title > edge, "{engine:?}: the page did not turn");
        assert_eq!(targets(), before, "{engine:?}");
        page.assert_fits("from right to left");
    });
}

/// In a reader's own few colours it is still told which tab is chosen and which step is read, and pictures keep the ground
/// that their colours are made for.
#[test]
fn in_a_readers_own_colours_nothing_that_means_something_is_lost() {
    // WebKitGTK has none.
    for engine in [Engine::Chromium, Engine::Firefox] {
        let Some(page) = Page::start(Profile { engine, own_colours: true, ..Profile::default() }, "/", Program::Whole) else {
            return;
        };
        page.open("");
        page.wait_ready();
        assert!(page.browser.eval::<bool>("matchMedia('(forced-colors: active)').matches"));
        let edges = |css: &str| -> Vec<String> {
            page.browser.eval_with(
                "[...document.querySelectorAll(arguments[0])].map((tab) => getComputedStyle(tab).borderBottomWidth)",
                &[json!(css)],
            )
        };
        let (chosen, others) = (edges(".tabs [aria-selected=true]"), edges(".tabs [aria-selected=false]"));
        assert!(!chosen.is_empty() && chosen.iter().all(|edge| !others.contains(edge)), "{chosen:?} {others:?}");
        let stage: String = page.browser.eval("getComputedStyle(document.querySelector('.chart .stage')).backgroundColor");
        let [r, g, b] = LIGHT.rgb(Ink::Paper);
        assert_eq!(stage, format!("rgb({r}, {g}, {b})"), "pictures have their own ground");
        page.open(&format!("#/story/{}", CORPUS.steps[3].slug));
        page.browser.wait_until("document.querySelector('.steps [aria-current]')");
        let marks = |css: &str| -> Vec<String> {
            page.browser.eval_with(
                "[...document.querySelectorAll(arguments[0])].map((mark) => getComputedStyle(mark, '::before').backgroundColor)",
                &[json!(css)],
            )
        };
        let (here, elsewhere) = (marks(".steps li [aria-current]"), marks(".steps li a:not([aria-current])"));
        assert!(here.len() == 1 && !elsewhere.contains(&here[0]), "{here:?} {elsewhere:?}");
    }
}
