//! What can go wrong around the page, and that a reader is left with a page that reads each time. A program that is
//! missing, cut short, mistyped or late is in `main.rs`; one that is not the build's, in `hosted.rs`.

use super::support::browser::{Engine, Profile};
use super::support::server::Program;
use super::{Page, in_each};
use attested::corpus::CORPUS;

/// Keeps what goes wrong in a page: what nobody caught, what the console is told, what the policy kept out, what did not come.
pub const NOTE_FAULTS: &str = "window.faults = [];
    addEventListener('error', ({ message, target }) => faults.push(message ?? 'not loaded: ' + (target.src ?? target.href)), true);
    addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
    addEventListener('securitypolicyviolation', (event) => faults.push('kept out: ' + event.blockedURI), true);
    for (const level of ['error', 'warn']) console[level] = (...all) => faults.push(level + ': ' + all.join(' '))";

#[test]
fn a_browser_that_keeps_nothing_for_pages_gets_the_whole_page() {
    for engine in [Engine::Chromium, Engine::Firefox] {
        let Some(page) = Page::start(Profile { engine, storage: false, ..Profile::default() }, "/", Program::Whole) else {
            return;
        };
        page.open("");
        let refused: bool = page.browser.eval("(() => { try { return !sessionStorage } catch { return true } })()");
        assert!(refused, "{engine:?}: storage is not blocked, so this tests nothing");
        page.wait_ready();
        page.toggle("000");
        page.assert_off(&["000"]);
        page.open(&format!("#/story/{}", CORPUS.steps[2].slug));
        page.browser.wait_until("document.querySelector('[data-testid=story-step]')?.dataset.step === '3'");
    }
}

#[test]
fn a_full_store_is_no_fault_of_the_page() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        page.server.before_each_page(NOTE_FAULTS);
        page.server.before_each_page(
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }
             CacheStorage.prototype.open = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))",
        );
        page.open(&format!("#/story/{}", CORPUS.steps[2].slug));
        page.wait_ready();
        let full: bool =
            page.browser.eval("(() => { try { return !sessionStorage.setItem('a', 'b') && false } catch { return true } })()");
        assert!(full, "{engine:?}: there is room, so this tests nothing");
        page.open("#/explore");
        page.toggle("000");
        page.assert_off(&["000"]);
        page.browser.reload();
        page.wait_ready();
        page.assert_off(&["000"]);
        let faults: Vec<String> = page.browser.eval("window.faults");
        assert!(faults.is_empty(), "{engine:?}: {faults:?}");
    });
}

#[test]
fn on_a_slow_line_the_page_reads_long_before_its_program_is_there() {
    let Some(page) = Page::start(Profile::default(), "/", Program::Whole) else { return };
    page.browser.on_a_bad_line(400_000, 150);
    page.open("?off=article:000");
    let early: bool = page.browser.eval(
        "performance.getEntriesByName('charts-ready').length === 1 || document.querySelector('.chart .still').checkVisibility()",
    );
    assert!(early);
    page.wait_ready();
    page.assert_off(&["000"]);
    let [charts, toggles]: [f64; 2] =
        page.browser.eval("['charts-ready', 'toggles-ready'].map((name) => performance.getEntriesByName(name)[0].startTime)");
    // 253 kB at 400 kB a second alone take more than half a second.
    assert!(toggles - charts > 300.0, "the charts came at {charts:.0} ms, the program at {toggles:.0} ms");
    assert!(page.browser.eval::<bool>("document.getElementById('failed').hidden"));
}

/// A number that follows from the last, so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A link as nobody wrote it: pieces of true ones, and of what breaks readers.
fn link(dice: &mut Dice) -> String {
    let mut ids: Vec<&str> = CORPUS.claims.iter().take(20).map(|claim| claim.id).collect();
    ids.extend(CORPUS.articles.iter().map(|article| article.id));
    ids.extend(CORPUS.origins.iter().map(|origin| origin.id));
    ids.extend(CORPUS.steps.iter().map(|step| step.slug));
    ids.extend(CORPUS.charts.iter().map(|chart| chart.id));
    let odd = [
        "",
        "%",
        "%00",
        "%ff%fe",
        "%F0%9F%A6%80",
        "__proto__",
        "constructor",
        "article:article:",
        "-1",
        "1e999",
        "%3Cscript%3E",
        ",,",
        "&&",
        "==",
        "/",
        "..",
        "%E2%80%AE",
    ];
    let keys = ["off=", "q=", "find=", "restored=", "v=", "tab=", "%6f%66%66=", "off", "=", "utm_source="];
    let kinds = ["article:", "origin:", "kind:", "theme:", ":", ""];
    let places = [
        "#/story/",
        "#/explore/",
        "#/claim/",
        "#/computed/",
        "#/claims",
        "#/sources",
        "#/method",
        "#/",
        "#",
        "",
        "#lineage",
        "#%2Fexplore%2F",
    ];
    let mut out = String::from("?");
    for _ in 0..dice.below(5) {
        out += dice.of(&keys);
        for _ in 0..dice.below(4) {
            let part = if dice.below(3) == 0 { dice.of(&odd) } else { dice.of(&ids) };
            out += &format!("{}{part},", dice.of(&kinds));
        }
        out.push('&');
    }
    out += dice.of(&places);
    out += if dice.below(3) == 0 { dice.of(&odd) } else { dice.of(&ids) };
    out
}

/// Ten thousand are read natively, in `tests/links.rs`; here some hundred in a page, most of them by the way of Back and
/// Forward, some as a page of their own.
#[test]
fn whatever_link_is_followed_the_page_goes_on() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        page.server.before_each_page(NOTE_FAULTS);
        let mut dice = Dice(0x5eed_1234_5678_9abc);
        for _ in 0..12 {
            let first = link(&mut dice);
            page.browser.open("about:blank");
            page.open(&first);
            page.wait_ready();
            for _ in 0..25 {
                let next = link(&mut dice);
                let faults: Vec<String> = page.browser.eval_with(
                    "new Promise((done) => {
                        history.pushState(null, '', arguments[0])
                        dispatchEvent(new PopStateEvent('popstate'))
                        requestAnimationFrame(() => setTimeout(() => done(window.faults)))
                    })",
                    &[serde_json::json!(format!("/{next}"))],
                );
                assert!(faults.is_empty(), "{first} then {next}: {faults:?}");
                let reads: bool = page.browser.eval(
                    "document.body.innerText.length > 500 && document.getElementById('failed').hidden &&
                     Number.isInteger(Number(document.querySelector('[data-testid=claims-count]').textContent))",
                );
                assert!(reads, "{first} then {next}");
            }
            // And it still does what it should.
            page.open("?still=alive#/explore");
            page.wait_ready();
            page.toggle("000");
            page.assert_off(&["000"]);
        }
    });
}
