//! Sources switched off and on: what falls, what stands, what is said.

use super::faults::NOTE_FAULTS;
use super::support::browser::Profile;
use super::support::server::Program;
use super::support::wait_for;
use super::{Page, in_each};
use std::collections::BTreeSet;

#[test]
fn the_page_takes_over_without_a_complaint_and_asks_no_other_site() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        page.server.before_each_page(NOTE_FAULTS);
        page.open("");
        page.wait_ready();
        page.toggle("001");
        page.browser.click("a[href='#/method']");
        page.browser.wait_until("location.hash === '#/method'");
        page.assert_off(&["001"]);
        let faults: Vec<String> = page.browser.eval("window.faults");
        assert!(faults.is_empty(), "{engine:?}: {faults:?}");
        // What the page has asked for, as it knows itself.
        let asked: Vec<String> = page.browser.eval("performance.getEntriesByType('resource').map((entry) => entry.name)");
        let origin = page.server.origin() + "/";
        assert!(asked.iter().any(|url| url.ends_with(".wasm")), "{engine:?}: {asked:?}");
        assert!(asked.iter().all(|url| url.starts_with(&origin) || url.starts_with("data:")), "{engine:?}: {asked:?}");
    });
}

/// And as Chromium's own tools see it, from outside the page.
#[test]
fn the_console_stays_empty_and_nothing_is_asked_for_twice() {
    let Some(page) = Page::ready("") else { return };
    page.toggle("001");
    let complaints: Vec<_> =
        page.browser.console().into_iter().filter(|(level, _)| level != "INFO" && level != "DEBUG").collect();
    assert!(complaints.is_empty(), "{complaints:?}");

    let requests = page.browser.requests();
    let origin = page.server.origin() + "/";
    let abroad: Vec<_> = requests.iter().filter(|url| !url.starts_with(&origin) && !url.starts_with("data:")).collect();
    assert!(abroad.is_empty(), "{abroad:?}");
    // Not what the server was asked: what keeps the page for readers offline asks again, once the page is there.
    for kind in ["/", ".js", ".wasm"] {
        assert_eq!(requests.iter().filter(|url| url.ends_with(kind)).count(), 1, "{kind} is asked for once: {requests:?}");
    }
}

#[test]
fn marks_on_the_timeline_tell_when_the_charts_and_the_toggles_are_ready_and_a_change_is_drawn() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let marks = || page.browser.eval::<BTreeSet<String>>("performance.getEntriesByType('mark').map((mark) => mark.name)");
        let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<BTreeSet<_>>();
        assert_eq!(marks(), names(&["charts-ready", "toggles-ready"]));
        page.click_box("000");
        wait_for("the change is drawn", || {
            (marks() == names(&["charts-ready", "charts-updated", "toggles-ready"])).then_some(())
        });
        page.assert_off(&["000"]);
    });
}

#[test]
fn each_article_takes_its_claims_along_and_brings_them_back() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let articles = page.articles();
        assert_eq!(articles.len(), 5);
        page.assert_off(&[]);
        page.keep_pictures();
        for article in &articles {
            let name = page.name(article);
            assert!(!name.is_empty());
            page.toggle(article);
            page.assert_off(&[article]);
            let said = page.said();
            assert!(said.contains(&name) && said.contains("off"), "{article}: {said:?}");
            let is_drawn = page.drawn.values().flatten().any(|id| page.claims[id].article == *article);
            assert_eq!(page.pictures_differ(), is_drawn, "{article} shows in the pictures");
            page.toggle(article);
            page.assert_off(&[]);
            let said = page.said();
            assert!(said.contains(&name) && said.contains("on"), "{article}: {said:?}");
            assert!(!page.pictures_differ(), "{article}: the pictures are as before");
        }
    });
}

#[test]
fn an_origin_takes_what_came_through_it_along_and_is_in_the_link() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        page.browser.eval::<()>("(document.querySelector('.by-origin').open = true, null)");
        let origins: BTreeSet<&String> = page.claims.values().flat_map(|claim| claim.via.iter().chain([&claim.origin])).collect();
        for origin in origins {
            let selector = format!("[data-testid=toggle-origin-{origin}]");
            page.change(|| page.browser.click(&selector));
            let left: BTreeSet<String> = page
                .claims
                .values()
                .filter(|claim| claim.origin != *origin && !claim.via.contains(origin))
                .map(|claim| claim.id.clone())
                .collect();
            let seen = page.seen();
            assert_eq!(seen.count, left.len(), "{origin}");
            assert_eq!(seen.visible.iter().cloned().collect::<BTreeSet<_>>(), left, "{origin}");
            assert_eq!(page.address(), format!("?off=origin:{origin}"));
            page.change(|| page.browser.click(&selector));
            page.assert_off(&[]);
        }
    });
}

#[test]
fn with_everything_off_each_chart_says_so_and_one_button_brings_all_back() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let disabled = || page.browser.eval::<bool>("document.querySelector('.all-on').disabled");
        assert!(disabled(), "nothing to switch on yet");
        let articles = page.articles();
        articles.iter().for_each(|article| page.toggle(article));
        let all: Vec<&str> = articles.iter().map(String::as_str).collect();
        page.assert_off(&all);
        let seen = page.seen();
        assert_eq!((seen.count, seen.empty.len()), (0, page.drawn.len()));
        assert!(!disabled());
        page.change(|| page.browser.click(".all-on"));
        page.assert_off(&[]);
        assert_eq!(page.address(), "");
        assert!(disabled());
    });
}
