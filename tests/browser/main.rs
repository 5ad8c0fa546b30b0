//! The page in a browser, as readers meet it: with a pointer, with keys alone, without scripts, over a bad line, by a
//! link that somebody mangled. What should stand is reckoned from `data/claims.json`, never asked of the page.
#![cfg(feature = "desk")]

mod evidence;
mod published;
mod story;
#[path = "../support/mod.rs"]
mod support;

use attested::corpus::CORPUS;
use attested::model::ChartIx;
use attested::query::Off;
use attested::scene::{STATIC_WIDTHS, Shape, scene, text};
use attested::theme::SANS;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::browser::{Browser, Profile, key};
use support::server::{Program, Server, file};
use support::{bundle, wait_for};

/// A claim as the bundle's data have it.
#[derive(Deserialize, Clone)]
struct Claim {
    id: String,
    article: String,
    paragraph: u32,
    origin: String,
    via: Vec<String>,
}

/// The page in a browser, and the server it came from.
struct Page {
    browser: Browser,
    server: Server,
    claims: BTreeMap<String, Claim>,
    /// The claims each chart draws with every source on.
    drawn: BTreeMap<String, BTreeSet<String>>,
}

/// What a page shows of the sources, all in one look.
#[derive(Deserialize)]
struct Seen {
    /// The articles whose box is unticked.
    off: BTreeSet<String>,
    count: usize,
    /// What the list says it holds, and what of it a reader sees.
    listed: Vec<String>,
    visible: Vec<String>,
    /// What each chart says it draws, and the claims whose marks can be reached and do not say that they are off.
    drawn: BTreeMap<String, BTreeSet<String>>,
    standing: BTreeMap<String, BTreeSet<String>>,
    /// The charts that say that nothing stands.
    empty: BTreeSet<String>,
}

const SEEN: &str = "(() => {
    const all = (css, of = document) => [...of.querySelectorAll(css)]
    const charts = (what) => Object.fromEntries(all('figure.chart').map((chart) => [chart.dataset.testid, what(chart)]))
    const visible = (list) => list.filter((item) => item.checkVisibility({ visibilityProperty: true }))
    const isOff = (mark) => getComputedStyle(mark.querySelector('.said'), '::before').content.includes('Switched off')
    return {
        off: all('[data-testid^=toggle-article-]').filter((box) => !box.checked).map((box) => box.id.replace('on-article-', '')),
        count: Number(document.querySelector('[data-testid=claims-count]').textContent),
        listed: all('[data-testid=claims-list] li[data-claim]').map((item) => item.dataset.claim).sort(),
        visible: visible(all('[data-testid=claims-list] li')).map((item) => item.id.replace('/claim/', '')).sort(),
        drawn: charts((chart) => chart.dataset.claims.split(' ').filter(Boolean)),
        standing: charts((chart) => visible(all('.hits li', chart))
            .filter((mark) => mark.querySelector('a[href*=\"#/claim/\"]') && !isOff(mark)).map((mark) => mark.dataset.of)),
        empty: all('figure.chart').filter((chart) => chart.querySelector('.stand').textContent.startsWith('Nothing stands here'))
            .map((chart) => chart.dataset.testid),
    }
})()";

const PICTURES: &str = "[...document.querySelectorAll('.chart canvas')]
    .map((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height))";

impl Seen {
    /// Where it is not what it should be. Not `assert_eq!`, which would print every claim there is, twice.
    fn faults(&self, expected: &Seen) -> Vec<String> {
        let mut faults = Vec::new();
        let mut compare = |what: &str, seen: Vec<&String>, expected: Vec<&String>| {
            let only = |some: &[&String], others: &[&String]| {
                let some: Vec<String> = some.iter().filter(|id| !others.contains(id)).map(|id| id.to_string()).collect();
                format!("{} ({}…)", some.len(), some[..some.len().min(4)].join(" "))
            };
            if seen != expected {
                let (more, less) = (only(&seen, &expected), only(&expected, &seen));
                faults.push(format!("{what}: {} of {}, too many {more}, missing {less}", seen.len(), expected.len()));
            }
        };
        compare("boxes unticked", self.off.iter().collect(), expected.off.iter().collect());
        compare("claims listed", self.listed.iter().collect(), expected.listed.iter().collect());
        compare("claims visible", self.visible.iter().collect(), expected.visible.iter().collect());
        compare("charts that say nothing stands", self.empty.iter().collect(), expected.empty.iter().collect());
        for chart in expected.drawn.keys().chain(self.drawn.keys()).collect::<BTreeSet<_>>() {
            for (what, seen, expected) in
                [("drawn", &self.drawn, &expected.drawn), ("marks that stand", &self.standing, &expected.standing)]
            {
                let of = |claims: &BTreeMap<String, BTreeSet<String>>| claims.get(chart).cloned().unwrap_or_default();
                let (seen, expected) = (of(seen), of(expected));
                compare(&format!("{what} in {chart}"), seen.iter().collect(), expected.iter().collect());
            }
        }
        if self.count != expected.count {
            faults.push(format!("the count is {}, not {}", self.count, expected.count));
        }
        faults
    }
}

impl Page {
    /// A browser and a server, with nothing opened yet; `None` where there is no bundle to test.
    fn start(profile: Profile, under: &str, program: Program) -> Option<Page> {
        let bundle = bundle()?;
        let claims: Vec<Claim> = serde_json::from_slice(file(&bundle, "data/claims.json")).expect("an array of claims");
        let (browser, server) = (Browser::start(profile), Server::start(&bundle, under, program));
        let html = String::from_utf8_lossy(file(&bundle, "index.html"));
        let drawn = browser.eval_with(
            "Object.fromEntries([...new DOMParser().parseFromString(arguments[0], 'text/html').querySelectorAll('figure.chart')]
                .map((chart) => [chart.dataset.testid, chart.dataset.claims.split(' ')]))",
            &[json!(html)],
        );
        let claims = claims.into_iter().map(|claim| (claim.id.clone(), claim)).collect();
        Some(Page { browser, server, claims, drawn })
    }

    /// The page at a link, taken over by the program.
    fn ready(link: &str) -> Option<Page> {
        let page = Page::start(Profile::default(), "/", Program::Whole)?;
        page.open(link);
        page.wait_ready();
        Some(page)
    }

    #[track_caller]
    fn open(&self, link: &str) {
        self.browser.open(&(self.server.page() + link));
    }

    #[track_caller]
    fn wait_ready(&self) {
        self.browser.wait_until("document.body.dataset.ready === 'app'");
    }

    #[track_caller]
    fn seen(&self) -> Seen {
        self.browser.eval(SEEN)
    }

    /// Checks everything that depends on which articles are off, and that nothing else is.
    #[track_caller]
    fn assert_off(&self, off: &[&str]) {
        let faults = self.seen().faults(&self.expected(off));
        assert!(faults.is_empty(), "with {off:?} off: {faults:#?}");
    }

    fn expected(&self, off: &[&str]) -> Seen {
        let stands = |id: &String| !off.contains(&self.claims[id].article.as_str());
        let standing: Vec<String> = self.claims.keys().filter(|id| stands(id)).cloned().collect();
        let drawn: BTreeMap<String, BTreeSet<String>> = self
            .drawn
            .iter()
            .map(|(chart, ids)| (chart.clone(), ids.iter().filter(|id| stands(id)).cloned().collect()))
            .collect();
        Seen {
            off: off.iter().map(|id| id.to_string()).collect(),
            count: standing.len(),
            listed: standing.clone(),
            visible: standing,
            standing: drawn.clone(),
            empty: drawn.iter().filter(|(_, ids)| ids.is_empty()).map(|(chart, _)| chart.clone()).collect(),
            drawn,
        }
    }

    /// The articles, in the order of their boxes.
    fn articles(&self) -> Vec<String> {
        let articles: BTreeSet<&String> = self.claims.values().map(|claim| &claim.article).collect();
        articles.into_iter().cloned().collect()
    }

    /// The name an article goes by on the page.
    #[track_caller]
    fn name(&self, article: &str) -> String {
        self.browser.eval_with(
            "document.getElementById('on-article-' + arguments[0]).closest('label').textContent.trim()",
            &[json!(article)],
        )
    }

    /// Clicks an article's box.
    #[track_caller]
    fn click_box(&self, article: &str) {
        self.browser.click(&format!("[data-testid=toggle-article-{article}]"));
    }

    /// Does something that changes what is off, and returns once the page says that the change is drawn.
    #[track_caller]
    fn change(&self, act: impl FnOnce()) {
        let n_drawn = "performance.getEntriesByName('charts-updated').length";
        let before: u32 = self.browser.eval(n_drawn);
        act();
        self.browser.wait_until(&format!("{n_drawn} > {before}"));
    }

    #[track_caller]
    fn toggle(&self, article: &str) {
        self.change(|| self.click_box(article));
    }

    /// Query and fragment of the address.
    #[track_caller]
    fn address(&self) -> String {
        self.browser.eval("location.search + location.hash")
    }

    /// What the live region says.
    #[track_caller]
    fn said(&self) -> String {
        self.browser.eval("document.querySelector('#bar [role=status]').textContent")
    }

    /// Waits until each chart is painted at the width it now has.
    #[track_caller]
    fn wait_painted(&self) {
        self.browser.wait_until(
            "[...document.querySelectorAll('.chart .stage')].every((stage) => 'painted' in stage.dataset &&
                stage.querySelector('canvas').width === Math.round(Math.max(280, stage.clientWidth) * devicePixelRatio))",
        );
    }

    /// Keeps the charts as they are painted, to compare with.
    #[track_caller]
    fn keep_pictures(&self) {
        self.browser.eval::<()>(&format!("(window.kept = {PICTURES}, null)"));
    }

    /// Whether some chart looks other than when it was kept. Up to one pixel in five thousand may: a chart is repainted in
    /// parts, and edges under such a clip come out a hair darker or paler. The smallest mark has twice as many pixels.
    #[track_caller]
    fn pictures_differ(&self) -> bool {
        self.browser.eval(&format!(
            "{PICTURES}.some(({{ data, width, height }}, n) => {{
                const kept = window.kept[n]
                if (kept.width !== width || kept.height !== height) return true
                let n_others = 0
                for (let at = 0; at < data.length; at += 4)
                    if ([0, 1, 2, 3].some((channel) => Math.abs(data[at + channel] - kept.data[at + channel]) > 32)) n_others += 1
                return n_others > width * height / 5000
            }})"
        ))
    }

    /// Checks that what a page without the program can do is there: every claim can be read, and a box switches.
    #[track_caller]
    fn assert_readable_without_program(&self) {
        let all: Vec<&String> = self.claims.keys().collect();
        let visible = |page: &Page| page.seen().visible;
        assert_eq!(visible(self).iter().collect::<Vec<_>>(), all, "every claim can be read");
        assert!(self.browser.eval::<bool>("document.body.dataset.ready === undefined"), "nothing took over");
        self.click_box("000");
        let left: Vec<&String> = self.claims.values().filter(|claim| claim.article != "000").map(|claim| &claim.id).collect();
        assert_eq!(visible(self).iter().collect::<Vec<_>>(), left, "an unticked box hides its claims");
        self.click_box("000");
        assert_eq!(visible(self).iter().collect::<Vec<_>>(), all, "a box ticked again shows them");
    }
}

#[test]
fn the_page_takes_over_without_a_complaint_and_asks_no_other_site() {
    let Some(page) = Page::ready("") else { return };
    page.toggle("001");
    page.browser.click("a[href='#/method']");
    page.browser.wait_until("location.hash === '#/method'");
    page.assert_off(&["001"]);

    let complaints: Vec<_> =
        page.browser.console().into_iter().filter(|(level, _)| level != "INFO" && level != "DEBUG").collect();
    assert!(complaints.is_empty(), "{complaints:?}");

    let requests = page.browser.requests();
    let origin = page.server.origin() + "/";
    let abroad: Vec<_> = requests.iter().filter(|url| !url.starts_with(&origin) && !url.starts_with("data:")).collect();
    assert!(abroad.is_empty(), "{abroad:?}");
    let asked = page.server.asked();
    for kind in ["/", ".js", ".wasm"] {
        assert!(requests.iter().any(|url| url.ends_with(kind)), "the log has no request for {kind}: {requests:?}");
        assert_eq!(asked.iter().filter(|path| path.ends_with(kind)).count(), 1, "{kind} is asked for once: {asked:?}");
    }
}

#[test]
fn marks_on_the_timeline_tell_when_the_charts_and_the_toggles_are_ready_and_a_change_is_drawn() {
    let Some(page) = Page::ready("") else { return };
    let marks = || page.browser.eval::<BTreeSet<String>>("performance.getEntriesByType('mark').map((mark) => mark.name)");
    let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<BTreeSet<_>>();
    assert_eq!(marks(), names(&["charts-ready", "toggles-ready"]));
    page.click_box("000");
    wait_for("the change is drawn", || (marks() == names(&["charts-ready", "charts-updated", "toggles-ready"])).then_some(()));
    page.assert_off(&["000"]);
}

#[test]
fn each_article_takes_its_claims_along_and_brings_them_back() {
    let Some(page) = Page::ready("") else { return };
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
}

#[test]
fn an_origin_takes_what_came_through_it_along_and_is_in_the_link() {
    let Some(page) = Page::ready("") else { return };
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
}

#[test]
fn with_everything_off_each_chart_says_so_and_one_button_brings_all_back() {
    let Some(page) = Page::ready("") else { return };
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
}

#[test]
fn a_toggle_is_a_step_in_the_history_and_reloading_keeps_it() {
    let Some(page) = Page::ready("") else { return };
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
}

#[test]
fn a_shared_link_shows_what_it_was_taken_of() {
    let Some(page) = Page::ready("?off=article:000,article:003") else { return };
    page.assert_off(&["000", "003"]);
    assert_eq!(page.address(), "?off=article:000,article:003");
    assert!(!page.browser.eval::<bool>("document.querySelector('.notices').checkVisibility()"), "there is nothing to say");
}

#[test]
fn a_place_on_the_page_keeps_what_is_off_and_a_toggle_keeps_the_place() {
    let Some(page) = Page::ready("?off=article:000") else { return };
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
}

#[test]
fn a_broken_link_shows_the_default_page_and_a_notice_that_can_be_closed() {
    let Some(page) = Page::ready("?off=article:xyz&nonsense=1#/nowhere") else { return };
    page.assert_off(&[]);
    let visible = "document.querySelector('.notices').checkVisibility()";
    let text: String = page.browser.eval("document.querySelector('.notices').innerText");
    assert!(page.browser.eval::<bool>(visible) && text.contains("article:xyz") && text.contains("/nowhere"), "{text:?}");
    let [height, room]: [f64; 2] = page.browser.eval("[document.querySelector('.notices').offsetHeight, innerHeight]");
    assert!(height < room / 4.0, "the notice is {height} high");
    page.browser.click(".notices button");
    page.browser.wait_until("!document.querySelector('.notices').checkVisibility()");
    page.assert_off(&[]);
}

#[test]
fn no_link_blanks_the_page_or_puts_anything_into_it() {
    let Some(page) = Page::ready("") else { return };
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
    let complaints: Vec<_> = page.browser.console().into_iter().filter(|(level, _)| level == "SEVERE").collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}

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

impl Page {
    /// Checks that the claim is what the address leads to, and that a reader sees the whole of it.
    #[track_caller]
    fn assert_shows_claim(&self, id: &str) {
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
    let Some(page) = Page::ready("") else { return };
    let ids: Vec<String> =
        page.browser.eval("[...document.querySelectorAll('li[data-claim]')].map((item) => item.dataset.claim)");
    for id in [&ids[0], &ids[ids.len() / 2], &ids[ids.len() - 1]] {
        page.open(&format!("?to={id}#/claim/{id}"));
        page.wait_ready();
        page.assert_shows_claim(id);
        page.assert_off(&[]);
    }
}

#[test]
fn keys_alone_reach_the_boxes_and_every_mark_and_lead_to_the_claims() {
    let Some(page) = Page::ready("") else { return };
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
}

#[test]
fn the_pointer_reaches_every_mark_of_every_chart() {
    let Some(page) = Page::ready("") else { return };
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
}

/// A chart's canvas.
#[derive(Deserialize, Debug)]
struct Canvas {
    painted: bool,
    css: [f64; 2],
    backing: [f64; 2],
    n_colours: usize,
}

impl Page {
    /// The canvases, checked: sharp, and not blank.
    #[track_caller]
    fn canvases(&self, density: f64) -> Vec<Canvas> {
        let canvases: Vec<Canvas> = self.browser.eval(
            "[...document.querySelectorAll('.chart .stage')].map((stage) => {
                const canvas = stage.querySelector('canvas'), { width, height } = canvas.getBoundingClientRect()
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
                return {
                    painted: 'painted' in stage.dataset && canvas.checkVisibility({ visibilityProperty: true })
                        && !stage.querySelector('.still'),
                    css: [width, height], backing: [canvas.width, canvas.height],
                    n_colours: new Set(new Uint32Array(pixels.buffer)).size,
                }
            })",
        );
        assert_eq!(canvases.len(), self.drawn.len());
        for canvas in &canvases {
            let Canvas { painted, css, backing, n_colours } = canvas;
            assert!(*painted && *n_colours > 2, "{canvas:?}");
            for (css, backing) in css.iter().zip(backing) {
                assert!((css * density - backing).abs() <= density, "not {density} pixels a CSS pixel: {canvas:?}");
            }
        }
        canvases
    }
}

#[track_caller]
fn check_canvas(density: u32) {
    let Some(page) = Page::start(Profile { density, ..Profile::default() }, "/", Program::Whole) else { return };
    page.open("");
    page.wait_ready();
    assert_eq!(page.browser.eval::<u32>("devicePixelRatio"), density);
    page.wait_painted();
    let wide = page.canvases(density.into());
    page.browser.resize(700, 900);
    page.browser.wait_until("innerWidth <= 700");
    page.wait_painted();
    let narrow = page.canvases(density.into());
    for (wide, narrow) in wide.iter().zip(&narrow) {
        assert!(narrow.backing[0] < wide.backing[0], "{wide:?} became {narrow:?}");
    }
}

#[test]
fn charts_are_painted_on_every_pixel_of_an_ordinary_screen_and_anew_when_the_window_changes() {
    check_canvas(1);
}

#[test]
fn charts_are_painted_on_every_pixel_of_a_dense_screen_and_anew_when_the_window_changes() {
    check_canvas(2);
}

#[test]
fn labels_are_never_wider_than_the_charts_reckon() {
    let Some(page) = Page::ready("") else { return };
    let mut labels = BTreeSet::new();
    for chart in (0..CORPUS.charts.len() as u16).map(ChartIx) {
        for scene in STATIC_WIDTHS.map(|width| scene(&CORPUS, chart, Off::default(), width)) {
            let marks = scene.marks.iter().flat_map(|mark| mark.shapes.iter().chain(&mark.labels));
            let texts = scene.frame.iter().chain(marks).filter_map(|shape| match shape {
                Shape::Text { text, .. } => Some(text.clone()),
                _ => None,
            });
            labels.extend(texts);
        }
    }
    assert!(labels.len() > 20, "{labels:?}");
    let mut narrow = Vec::new();
    for (size, bold) in [(12.0, false), (12.0, true), (13.0, false), (13.0, true)] {
        let font = format!("{} {size}px {SANS}", if bold { "bold" } else { "normal" });
        let measured: Vec<f64> = page.browser.eval_with(
            "((texts, font) => {
                const context = document.createElement('canvas').getContext('2d')
                const before = context.font
                context.font = font
                if (context.font === before) throw 'no such font: ' + font
                return texts.map((text) => context.measureText(text).width)
            })(...arguments)",
            &[json!(labels), json!(font)],
        );
        for (label, measured) in labels.iter().zip(measured) {
            let reckoned = text::width(label, size, bold);
            if measured > reckoned * 1.02 {
                narrow.push(format!("{label:?}, {font}: {measured:.1} wide, reckoned {reckoned:.1}"));
            }
        }
    }
    assert!(narrow.is_empty(), "{narrow:#?}");
}

/// The marks of the still pictures, by whether they fall with the n-th article: how many there are, and how many are
/// grey, which is to say pale, colourless and without words.
#[derive(Deserialize, PartialEq, Debug)]
struct Greyed {
    falling: [usize; 2],
    others: [usize; 2],
}

#[test]
fn without_scripts_the_page_reads_and_the_boxes_grey_and_hide() {
    let Some(page) = Page::start(Profile { scripts: false, ..Profile::default() }, "/", Program::Whole) else { return };
    page.open("");
    assert!(page.browser.eval::<bool>("document.querySelector('.without').checkVisibility()"), "the page says what it cannot do");
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

/// The page with a program that cannot start says so and stays what it is without one.
#[track_caller]
fn check_failure(program: Program) {
    let Some(page) = Page::start(Profile::default(), "/", program) else { return };
    page.open("");
    page.browser.wait_until("document.getElementById('failed').checkVisibility()");
    page.assert_readable_without_program();
    assert!(page.browser.eval::<bool>(
        "[...document.querySelectorAll('.chart .stage')].every((stage) => stage.querySelector('.still').checkVisibility())"
    ));
}

#[test]
fn a_program_that_is_missing_leaves_a_page_that_reads_and_says_so() {
    check_failure(Program::Missing);
}

#[test]
fn a_program_that_is_cut_short_leaves_a_page_that_reads_and_says_so() {
    check_failure(Program::Cut);
}

#[test]
fn a_program_of_the_wrong_type_starts_or_says_that_it_did_not() {
    let Some(page) = Page::start(Profile::default(), "/", Program::Mistyped) else { return };
    page.open("");
    let failed = "document.getElementById('failed').checkVisibility()";
    page.browser.wait_until(&format!("document.body.dataset.ready === 'app' || {failed}"));
    if page.browser.eval(failed) {
        page.assert_readable_without_program();
    } else {
        page.toggle("000");
        page.assert_off(&["000"]);
    }
}

impl Page {
    /// The page at a link, its program asked for and kept back until [`Server::release`].
    fn waiting(link: &str) -> Option<Page> {
        let page = Page::start(Profile::default(), "/", Program::Held)?;
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
    let Some(page) = Page::waiting("") else { return };
    page.click_box("000");
    let early = page.seen();
    assert_eq!(early.visible, page.expected(&["000"]).visible, "the style sheet follows at once");
    page.let_program_come();
    page.assert_off(&["000"]);
    page.toggle("000");
    page.assert_off(&[]);
}

#[test]
fn a_box_unticked_before_the_program_comes_is_in_the_link() {
    let Some(page) = Page::waiting("") else { return };
    page.click_box("000");
    page.let_program_come();
    assert_eq!(page.address(), "?off=article:000");
}

#[test]
fn a_box_that_a_link_unticks_and_the_reader_ticks_before_the_program_comes_stays_ticked() {
    let Some(page) = Page::waiting("?off=article:000,article:003") else { return };
    assert_eq!(page.seen().visible, page.expected(&["000", "003"]).visible, "the link holds before the program is there");
    page.click_box("000");
    page.let_program_come();
    page.assert_off(&["003"]);
}

#[test]
fn the_page_works_deep_in_another_site() {
    let Some(page) = Page::start(Profile::default(), "/some/where/deep/", Program::Whole) else { return };
    page.open("?off=article:001#/explore");
    page.wait_ready();
    page.assert_off(&["001"]);
    page.toggle("000");
    page.assert_off(&["000", "001"]);
    let path: String = page.browser.eval("location.pathname + location.search + location.hash");
    assert_eq!(path, "/some/where/deep/?off=article:000,article:001#/explore");
    let data: Value =
        page.browser.eval("fetch(document.querySelector('footer a').href).then((answer) => [answer.ok, answer.url])");
    assert_eq!(data, json!([true, page.server.page() + "data/claims.json"]));
    let asked = page.server.asked();
    assert!(asked.iter().all(|path| path.starts_with("/some/where/deep/")), "{asked:?}");
}

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
    let Some(page) = Page::ready("") else { return };
    page.assert_fits("as it is");
    page.browser.eval::<()>("(document.documentElement.style.fontSize = '200%', null)");
    page.assert_fits("with type enlarged on the page");
}

#[test]
fn nothing_is_wider_than_the_window_of_a_reader_who_wants_large_type() {
    let Some(page) = Page::start(Profile { font_size: 32, ..Profile::default() }, "/", Program::Whole) else { return };
    page.open("");
    page.wait_ready();
    assert_eq!(page.browser.eval::<String>("getComputedStyle(document.documentElement).fontSize"), "32px");
    page.assert_fits("with type twice as large");
}
