//! What every test of the page needs: the page itself, with what it shows and what it should show.

use super::support::browser::{Browser, Engine, Profile};
use super::support::bundle;
use super::support::server::{Program, Server, file};
use super::support::wait_for;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A claim as the bundle's data have it.
#[derive(Deserialize, Clone)]
pub struct Claim {
    pub id: String,
    pub article: String,
    pub paragraph: u32,
    pub origin: String,
    pub via: Vec<String>,
}

/// The page in a browser, and the server it came from.
pub struct Page {
    pub browser: Browser,
    pub server: Server,
    pub claims: BTreeMap<String, Claim>,
    /// The claims each chart draws with every source on.
    pub drawn: BTreeMap<String, BTreeSet<String>>,
}

/// What a page shows of the sources, all in one look.
#[derive(Deserialize)]
pub struct Seen {
    /// The articles whose box is unticked.
    pub off: BTreeSet<String>,
    pub count: usize,
    /// What the list says it holds, and what of it a reader sees.
    pub listed: Vec<String>,
    pub visible: Vec<String>,
    /// What each chart says it draws, and the claims whose marks can be reached and do not say that they are off.
    pub drawn: BTreeMap<String, BTreeSet<String>>,
    pub standing: BTreeMap<String, BTreeSet<String>>,
    /// The charts that say that nothing stands.
    pub empty: BTreeSet<String>,
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
    pub fn faults(&self, expected: &Seen) -> Vec<String> {
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
    pub fn start(profile: Profile, under: &str, program: Program) -> Option<Page> {
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
    pub fn ready(link: &str) -> Option<Page> {
        Page::told(Engine::Chromium, link)
    }

    /// The page at a link in one engine, taken over by the program.
    pub fn told(engine: Engine, link: &str) -> Option<Page> {
        let page = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole)?;
        page.open(link);
        page.wait_ready();
        Some(page)
    }

    #[track_caller]
    pub fn open(&self, link: &str) {
        let to = self.server.page() + link;
        let from: String = self.browser.eval("(window.left = true, location.href)");
        self.browser.open(&to);
        let page = |address: &str| address.split('#').next().map(String::from);
        if page(&from) != page(&to) {
            // Firefox's driver may return while one page gives way to the next, and there is nothing to ask.
            wait_for("the page before is gone", || self.browser.eval::<Option<bool>>("!window.left").filter(|gone| *gone));
        }
    }

    #[track_caller]
    pub fn wait_ready(&self) {
        // And until the page holds its place no more: a click that is aimed meanwhile would miss.
        self.browser.wait_until(
            "document.body.dataset.ready === 'app' && document.readyState === 'complete'
                && document.documentElement.dataset.held === undefined",
        );
    }

    /// Waits until the program has taken over, or the page says that it did not; whether it did not.
    #[track_caller]
    pub fn wait_failed_or_ready(&self) -> bool {
        let failed = "document.getElementById('failed').checkVisibility()";
        self.browser.wait_until(&format!("document.body?.dataset.ready === 'app' || {failed}"));
        self.browser.eval(failed)
    }

    #[track_caller]
    pub fn seen(&self) -> Seen {
        self.browser.eval(SEEN)
    }

    /// Checks everything that depends on which articles are off, and that nothing else is.
    #[track_caller]
    pub fn assert_off(&self, off: &[&str]) {
        let faults = self.seen().faults(&self.expected(off));
        assert!(faults.is_empty(), "with {off:?} off: {faults:#?}");
    }

    pub fn expected(&self, off: &[&str]) -> Seen {
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
    pub fn articles(&self) -> Vec<String> {
        let articles: BTreeSet<&String> = self.claims.values().map(|claim| &claim.article).collect();
        articles.into_iter().cloned().collect()
    }

    /// The name an article goes by on the page.
    #[track_caller]
    pub fn name(&self, article: &str) -> String {
        self.browser.eval_with(
            "document.getElementById('on-article-' + arguments[0]).closest('label').textContent.trim()",
            &[json!(article)],
        )
    }

    /// Clicks an article's box.
    #[track_caller]
    pub fn click_box(&self, article: &str) {
        self.browser.click(&format!("[data-testid=toggle-article-{article}]"));
    }

    /// Does something that changes what is off, and returns once the page says that the change is drawn.
    #[track_caller]
    pub fn change(&self, act: impl FnOnce()) {
        let n_drawn = "performance.getEntriesByName('charts-updated').length";
        let before: u32 = self.browser.eval(n_drawn);
        act();
        self.browser.wait_until(&format!("{n_drawn} > {before}"));
    }

    #[track_caller]
    pub fn toggle(&self, article: &str) {
        self.change(|| self.click_box(article));
    }

    /// Query and fragment of the address.
    #[track_caller]
    pub fn address(&self) -> String {
        self.browser.eval("location.search + location.hash")
    }

    /// What the live region says.
    #[track_caller]
    pub fn said(&self) -> String {
        self.browser.eval("document.querySelector('#bar [role=status]').textContent")
    }

    /// Waits until each chart is painted at the width it now has.
    #[track_caller]
    pub fn wait_painted(&self) {
        self.browser.wait_until(
            "[...document.querySelectorAll('.chart .stage')].every((stage) => 'painted' in stage.dataset &&
                stage.querySelector('canvas').width === Math.round(Math.max(280, stage.clientWidth) * devicePixelRatio))",
        );
    }

    /// Keeps the charts as they are painted, to compare with.
    #[track_caller]
    pub fn keep_pictures(&self) {
        self.browser.eval::<()>(&format!("(window.kept = {PICTURES}, null)"));
    }

    /// Whether some chart looks other than when it was kept. Up to one pixel in five thousand may: a chart is repainted in
    /// parts, and edges under such a clip come out a hair darker or paler. The smallest mark has twice as many pixels.
    #[track_caller]
    pub fn pictures_differ(&self) -> bool {
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
    pub fn assert_readable_without_program(&self) {
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

/// Runs a test in every engine there is, and says in which.
pub fn in_each(test: impl Fn(Engine)) {
    for engine in Engine::all() {
        println!("in {engine:?}");
        test(engine);
    }
}
