//! The page and its address: steps in the history, shared links, broken ones, places.

use super::support::browser::{Engine, Profile};
use super::support::server::Program;
use super::{Page, in_each};
use serde_json::{Value, json};

#[test]
fn a_toggle_is_a_step_in_the_history_and_reloading_keeps_it() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        page.toggle("000");
        assert_eq!(page.address(), "?off=article:000");
        page.toggle("003");
        assert_eq!(page.address(), "?off=article:000,article:003");

        page.change(|| page.browser.back());
        assert_eq!(page.address(), "?off=article:000");
        page.assert_off(&["000"]);
        page.change(|| page.browser.back());
        assert_eq!(page.address(), "");
        page.assert_off(&[]);
        page.change(|| page.browser.forward());
        assert_eq!(page.address(), "?off=article:000");
        page.assert_off(&["000"]);

        page.browser.reload();
        page.wait_ready();
        assert_eq!(page.address(), "?off=article:000");
        page.assert_off(&["000"]);
        page.toggle("000");
        assert_eq!(page.address(), "");
        page.assert_off(&[]);
    });
}

#[test]
fn a_shared_link_shows_what_it_was_taken_of() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "?off=article:000,article:003") else { return };
        page.assert_off(&["000", "003"]);
        assert_eq!(page.address(), "?off=article:000,article:003");
        assert!(!page.browser.eval::<bool>("document.querySelector('.notices').checkVisibility()"), "there is nothing to say");
    });
}

#[test]
fn a_place_on_the_page_keeps_what_is_off_and_a_toggle_keeps_the_place() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "?off=article:000") else { return };
        page.browser.click("a[href='#/claims']");
        page.browser.wait_until("location.hash === '#/claims'");
        assert_eq!(page.address(), "?off=article:000#/claims");
        page.assert_off(&["000"]);
        page.toggle("003");
        assert_eq!(page.address(), "?off=article:000,article:003#/claims");
        page.change(|| page.browser.back());
        assert_eq!(page.address(), "?off=article:000#/claims");
        page.assert_off(&["000"]);
        page.browser.back();
        page.browser.wait_until("location.hash === ''");
        assert_eq!(page.address(), "?off=article:000");
        page.assert_off(&["000"]);
    });
}

#[test]
fn a_broken_link_shows_the_default_page_and_a_notice_that_can_be_closed() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "?off=article:xyz&nonsense=1#/nowhere") else { return };
        page.assert_off(&[]);
        let visible = "document.querySelector('.notices').checkVisibility()";
        let text: String = page.browser.eval("document.querySelector('.notices').innerText");
        assert!(page.browser.eval::<bool>(visible) && text.contains("article:xyz") && text.contains("/nowhere"), "{text:?}");
        let [height, room]: [f64; 2] = page.browser.eval("[document.querySelector('.notices').offsetHeight, innerHeight]");
        assert!(height < room / 4.0, "the notice is {height} high");
        page.browser.click(".notices button");
        page.browser.wait_until("!document.querySelector('.notices').checkVisibility()");
        page.assert_off(&[]);
    });
}

#[test]
fn no_link_blanks_the_page_or_puts_anything_into_it() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let n_elements = "document.querySelectorAll('*').length";
        let whole: u32 = page.browser.eval(n_elements);
        let long = format!("off={}", "article:000x,".repeat(600));
        let links = [
            long.as_str(),
            "off=%00&%00=%00",
            "off=article:%00000",
            "off=article:%ff%fe",
            "off=%",
            "off=,,:,article,article:,article::",
            "off=article:%F0%9F%A6%80%E2%80%AE",
            "off=%3Cscript%3Einjected=1%3C/script%3E",
            "off=article:%22%3E%3Cimg%20src=x%20onerror=injected=1%3E",
            "off=article:__proto__&__proto__=1",
            "off=origin:%3Csvg/onload=injected=1%3E#/claim/%3Cimg%20src=x%20onerror=injected=1%3E",
            "#/explore/%00/../../%3Cscript%3Einjected=1%3C/script%3E",
        ];
        let mut faults = Vec::new();
        for (n, link) in links.iter().enumerate() {
            // A key of its own, so that each is a page of its own and not a jump within the last.
            page.open(&format!("?n={n}&{link}"));
            page.wait_ready();
            page.assert_off(&[]);
            let link = &link[..link.len().min(60)];
            assert_eq!(page.browser.eval::<u32>(n_elements), whole, "{link} adds no element");
            assert!(page.browser.eval::<bool>("typeof injected === 'undefined'"), "{link} runs nothing");
            let [height, room]: [f64; 2] = page.browser.eval("[document.querySelector('.notices').offsetHeight, innerHeight]");
            if height > room / 2.0 {
                faults.push(format!("{link}: the notice is {height} high and hides the page, {room} high"));
            }
            let [wide, room]: [f64; 2] =
                page.browser.eval("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
            if wide > room {
                faults.push(format!("{link}: the page is {wide} wide, its window {room}"));
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
        if engine == Engine::Chromium {
            let complaints: Vec<_> = page.browser.console().into_iter().filter(|(level, _)| level == "SEVERE").collect();
            assert!(complaints.is_empty(), "{complaints:?}");
        }
    });
}

impl Page {
    /// Checks that the claim is what the address leads to, and that a reader sees the whole of it.
    #[track_caller]
    pub fn assert_shows_claim(&self, id: &str) {
        assert_eq!(self.browser.eval::<Option<String>>("document.querySelector('li:target')?.dataset.claim"), Some(id.into()));
        self.browser.wait_still();
        let [top, bottom, height]: [f64; 3] = self.browser.eval(
            "(({ top, bottom }) => [top, bottom, innerHeight])(document.querySelector('li:target').getBoundingClientRect())",
        );
        assert!(0.0 <= top && bottom <= height, "{id} is at {top:.0} to {bottom:.0} of a window {height} high");
    }
}

#[test]
fn a_link_to_a_claim_shows_the_claim() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let ids: Vec<String> =
            page.browser.eval("[...document.querySelectorAll('li[data-claim]')].map((item) => item.dataset.claim)");
        for id in [&ids[0], &ids[ids.len() / 2], &ids[ids.len() - 1]] {
            page.open(&format!("?to={id}#/claim/{id}"));
            page.wait_ready();
            page.assert_shows_claim(id);
            page.assert_off(&[]);
        }
        // From one to the next on the page itself, where the card of the last one goes.
        for id in &ids[..3] {
            page.browser.eval::<()>(&format!("(location.hash = '#/claim/{id}', null)"));
            page.browser.wait_until(&format!("document.querySelector('.card')?.dataset.claim === '{id}'"));
            page.assert_shows_claim(id);
        }
        // Back among them all none is shown, and nothing that belongs to a card.
        page.browser.eval::<()>("(location.hash = '#/claims', null)");
        page.browser.wait_until("!document.querySelector('.card')");
        assert_eq!(page.browser.eval::<usize>("document.querySelectorAll('.claims :is(.cites, .proof, [data-act])').length"), 0);
    });
}

#[test]
fn the_page_works_deep_in_another_site() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/some/where/deep/", Program::Whole) else {
            return;
        };
        page.open("?off=article:001#/explore");
        page.wait_ready();
        page.assert_off(&["001"]);
        page.toggle("000");
        page.assert_off(&["000", "001"]);
        let path: String = page.browser.eval("location.pathname + location.search + location.hash");
        assert_eq!(path, "/some/where/deep/?off=article:000,article:001#/explore");
        let data: Value = page.browser.eval(
            "fetch(document.querySelector('.method .take [data-kind=json]').href).then((answer) => [answer.ok, answer.url])",
        );
        assert_eq!(data, json!([true, page.server.page() + "data/claims.json"]));
        let asked = page.server.asked();
        assert!(asked.iter().all(|path| path.starts_with("/some/where/deep/")), "{asked:?}");
    });
}

/// What stands above a place is laid out only as it comes near; a link must lead there all the same.
#[test]
fn a_link_to_a_place_leads_there_from_elsewhere_and_from_the_page_itself() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let assert_there = |place: &str, how: &str| {
            page.browser.wait_until(&format!("location.hash === '#{place}'"));
            page.browser.wait_still();
            let [top, height]: [f64; 2] =
                page.browser.eval(&format!("[document.getElementById('{place}').getBoundingClientRect().top, innerHeight]"));
            assert!((0.0..height / 2.0).contains(&top), "{engine:?}: {place} is at {top:.0} of {height}, {how}");
        };
        for place in ["/explore", "/claims", "/sources", "/method", "/method/cite"] {
            page.open(&format!("?from={place}#{place}"));
            page.wait_ready();
            assert_there(place, "by its address");
        }
        for place in ["/method", "/sources", "/claims", "/explore"] {
            page.open(&format!("?to={place}"));
            page.wait_ready();
            page.browser.click(&format!("nav a[href='#{place}']"));
            assert_there(place, "from the cover");
        }
    });
}
