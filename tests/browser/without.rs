//! The page without its program: no scripts, a program that does not come, or comes late.

use super::support::browser::{Engine, Profile};
use super::support::server::Program;
use super::support::wait_for;
use super::{Page, in_each};
use serde::Deserialize;

/// The marks of the still pictures, by whether they fall with the n-th article: how many there are, and how many are
/// grey, which is to say pale, colourless and without words.
#[derive(Deserialize, PartialEq, Debug)]
struct Greyed {
    falling: [usize; 2],
    others: [usize; 2],
}

#[test]
fn without_scripts_the_page_reads_and_the_boxes_grey_and_hide() {
    // To WebKitGTK scripts that a page may not run are no reason to show what is there for who has none.
    for engine in [Engine::Chromium, Engine::Firefox] {
        let Some(page) = Page::start(Profile { engine, scripts: false, ..Profile::default() }, "/", Program::Whole) else {
            return;
        };
        page.open("");
        assert!(
            page.browser.eval::<bool>("document.querySelector('.without').checkVisibility()"),
            "the page says what it cannot do"
        );
        assert!(page.browser.eval::<bool>("document.getElementById('failed').hidden"), "nothing has failed");
        page.assert_readable_without_program();
        let asked = page.server.asked();
        assert!(!asked.iter().any(|path| path.ends_with(".js") || path.ends_with(".wasm")), "{asked:?}");

        let greyed = |n: usize| -> Greyed {
            page.browser.eval(&format!(
                "(() => {{
                    const groups = [...document.querySelectorAll('.stage svg')].filter((picture) => picture.checkVisibility())
                        .flatMap((picture) => [...picture.querySelectorAll('g.m')])
                    const isGrey = (group) => {{
                        const {{ opacity, filter }} = getComputedStyle(group)
                        return opacity <= .5 && filter === 'saturate(0)' && [...group.querySelectorAll('text')].every((text) => text.getClientRects().length === 0)
                    }}
                    const tally = (groups) => [groups.length, groups.filter(isGrey).length]
                    const falls = (group) => group.matches('.s-{n}')
                    return {{ falling: tally(groups.filter(falls)), others: tally(groups.filter((group) => !falls(group))) }}
                }})()"
            ))
        };
        for (n, article) in page.articles().iter().enumerate() {
            let Greyed { falling: [n_falling, 0], others: [n_others, 0] } = greyed(n) else {
                panic!("greyed with every source on: {:?}", greyed(n));
            };
            page.click_box(article);
            assert_eq!(greyed(n), Greyed { falling: [n_falling, n_falling], others: [n_others, 0] }, "{article} off");
            let seen = page.seen();
            assert_eq!(seen.visible, page.expected(&[article]).visible, "{article} off");
            assert_eq!(seen.standing, page.expected(&[article]).standing, "{article} off");
            page.click_box(article);
        }
    }
}

/// The page with a program that cannot start says so and stays what it is without one.
#[track_caller]
fn check_failure(engine: Engine, program: Program) {
    let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", program) else { return };
    page.open("");
    page.browser.wait_until("document.getElementById('failed').checkVisibility()");
    page.assert_readable_without_program();
    assert!(page.browser.eval::<bool>(
        "[...document.querySelectorAll('.chart .stage')].every((stage) => stage.querySelector('.still').checkVisibility())"
    ));
}

#[test]
fn a_program_that_is_missing_leaves_a_page_that_reads_and_says_so() {
    in_each(|engine| check_failure(engine, Program::Missing));
}

#[test]
fn a_program_that_is_cut_short_leaves_a_page_that_reads_and_says_so() {
    in_each(|engine| check_failure(engine, Program::Cut));
}

#[test]
fn a_program_of_the_wrong_type_starts_or_says_that_it_did_not() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Mistyped) else { return };
        page.open("");
        if page.wait_failed_or_ready() {
            page.assert_readable_without_program();
        } else {
            page.toggle("000");
            page.assert_off(&["000"]);
        }
    });
}

impl Page {
    /// The page at a link, its program asked for and kept back until [`Server::release`].
    fn waiting(engine: Engine, link: &str) -> Option<Page> {
        let page = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Held)?;
        page.open(link);
        wait_for("the program is asked for", || page.server.holds().then_some(()));
        assert!(page.browser.eval::<bool>("document.body.dataset.ready === undefined"));
        Some(page)
    }

    #[track_caller]
    fn let_program_come(&self) {
        self.server.release();
        self.wait_ready();
    }
}

#[test]
fn a_box_unticked_before_the_program_comes_stays_unticked() {
    in_each(|engine| {
        let Some(page) = Page::waiting(engine, "") else { return };
        page.click_box("000");
        let early = page.seen();
        assert_eq!(early.visible, page.expected(&["000"]).visible, "the style sheet follows at once");
        page.let_program_come();
        page.assert_off(&["000"]);
        page.toggle("000");
        page.assert_off(&[]);
    });
}

#[test]
fn a_box_unticked_before_the_program_comes_is_in_the_link() {
    in_each(|engine| {
        let Some(page) = Page::waiting(engine, "") else { return };
        page.click_box("000");
        page.let_program_come();
        assert_eq!(page.address(), "?off=article:000");
    });
}

#[test]
fn a_box_that_a_link_unticks_and_the_reader_ticks_before_the_program_comes_stays_ticked() {
    in_each(|engine| {
        let Some(page) = Page::waiting(engine, "?off=article:000,article:003") else { return };
        assert_eq!(page.seen().visible, page.expected(&["000", "003"]).visible, "the link holds before the program is there");
        page.click_box("000");
        page.let_program_come();
        page.assert_off(&["003"]);
    });
}
