//! Every mark of every chart, by keys and by pointer: what it says and where it leads.

use super::support::browser::key;
use super::{Page, in_each};
use serde::Deserialize;

/// What a mark's text looks like to a reader, in pixels of the viewport.
#[derive(Deserialize)]
struct Said {
    of: String,
    link: String,
    visible: bool,
    text: String,
    /// Left, top, right, bottom.
    place: [f64; 4],
    viewport: [f64; 2],
    is_clipped: bool,
}

const SAID: &str = "((mark) => {
    const said = mark.querySelector('.said'), { left, top, right, bottom } = said.getBoundingClientRect()
    return {
        of: mark.parentElement.dataset.of, link: mark.getAttribute('href'), visible: said.checkVisibility({ visibilityProperty: true }), text: said.innerText,
        place: [left, top, right, bottom], viewport: [document.documentElement.clientWidth, innerHeight],
        is_clipped: said.scrollHeight > said.clientHeight + 1 || said.scrollWidth > said.clientWidth + 1,
    }
})";

impl Page {
    /// What is wrong with what a mark says, if anything.
    fn fault(&self, said: &Said) -> Option<String> {
        let Said { of, link, visible, text, place: [left, top, right, bottom], viewport: [width, height], is_clipped } = said;
        let fault = |what: String| Some(format!("{of}: {what}"));
        if !visible {
            return fault("says nothing".into());
        }
        let (expected, leads) = match self.claims.get(of) {
            Some(claim) => (vec![self.name(&claim.article), format!("paragraph {}.", claim.paragraph)], format!("#/claim/{of}")),
            None => (vec!["Calculated by us".into()], format!("#/computed/{of}")),
        };
        if let Some(missing) = expected.iter().find(|part| !text.contains(*part)) {
            return fault(format!("does not say {missing:?}: {text:?}"));
        }
        if *link != leads {
            return fault(format!("leads to {link}"));
        }
        if *left < 0.0 || *top < 0.0 || *right > *width || *bottom > *height || *is_clipped {
            return fault(format!("{left:.0},{top:.0} to {right:.0},{bottom:.0} is cut off by {width} × {height}"));
        }
        None
    }
}

#[test]
fn keys_alone_reach_the_boxes_and_every_mark_and_lead_to_the_claims() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let browser = &page.browser;
        let tab_to = |what: &str, condition: &str| {
            let found = (0..80).any(|_| {
                browser.press(key::TAB);
                browser.eval::<bool>(condition)
            });
            assert!(found, "Tab does not reach {what}");
        };
        for article in page.articles() {
            tab_to(&format!("the box of {article}"), &format!("document.activeElement.id === 'on-article-{article}'"));
            page.change(|| browser.press(key::SPACE));
            page.assert_off(&[&article]);
            page.change(|| browser.press(key::SPACE));
            page.assert_off(&[]);
        }
        let n_marks: usize = browser.eval("document.querySelectorAll('.hits a').length");
        assert!(n_marks > 0);
        let mut faults = Vec::new();
        for n in 0..n_marks {
            tab_to(&format!("mark {n}"), "document.activeElement.matches('.hits a')");
            assert_eq!(browser.eval::<usize>("[...document.querySelectorAll('.hits a')].indexOf(document.activeElement)"), n);
            browser.wait_still();
            let said: Said = browser.eval(&format!("{SAID}(document.activeElement)"));
            faults.extend(page.fault(&said).map(|fault| format!("{fault} (mark {n} of {n_marks})")));
        }

        let link: String = browser.eval("document.activeElement.getAttribute('href')");
        assert!(link.starts_with("#/claim/"), "the last mark leads to {link}, not to a claim");
        browser.press(key::ENTER);
        browser.wait_until(&format!("location.hash === '{link}'"));
        page.assert_shows_claim(&link["#/claim/".len()..]);
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

#[test]
fn the_pointer_reaches_every_mark_of_every_chart() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let mut faults = Vec::new();
        for (width, height) in [(1280, 900), (800, 600), (390, 844)] {
            page.browser.set_viewport(width, height);
            page.wait_painted();
            let n_marks: usize = page.browser.eval("document.querySelectorAll('.hits a').length");
            assert!(n_marks > 0);
            for n in 0..n_marks {
                // A place where the mark is on top; others may lie over part of it.
                let place: Option<[f64; 2]> = page.browser.eval(&format!(
                "(() => {{
                    const mark = document.querySelectorAll('.hits a')[{n}]
                    mark.scrollIntoView({{ block: 'center', behavior: 'instant' }})
                    const {{ x, y, width, height }} = mark.getBoundingClientRect()
                    const places = [.5, .25, .75, .1, .9].flatMap((v) => [.5, .25, .75, .1, .9].map((u) => [x + u * width, y + v * height]))
                    return places.find((place) => document.elementFromPoint(...place)?.closest('a') === mark) ?? null
                }})()"
            ));
                let at = format!("(mark {n} of {n_marks}, {width} × {height})");
                let Some(place) = place else {
                    let of: String = page.browser.eval(&format!("document.querySelectorAll('.hits li')[{n}].dataset.of"));
                    faults.push(format!("{of}: the pointer cannot reach it {at}"));
                    continue;
                };
                page.browser.point_at(place);
                let said: Said = page.browser.eval(&format!("{SAID}(document.querySelectorAll('.hits a')[{n}])"));
                faults.extend(page.fault(&said).map(|fault| format!("{fault} {at}")));
                let n_said: usize =
                    page.browser.eval("[...document.querySelectorAll('.said')].filter((said) => said.checkVisibility()).length");
                if n_said > 1 {
                    faults.push(format!("{}: {n_said} marks speak at once {at}", said.of));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    });
}
