//! What a reader takes along: files that say what is off, links, pictures, citations.

use super::support::browser::{Browser, Profile};
use super::support::bundle;
use super::support::server::{Program, file};
use super::{Page, in_each};
use attested::corpus::{CORPUS, DOSSIER};
use attested::model::Ref;
use attested::paint::svg::escape;
use attested::query::{Off, Source, claim_stands, stands};
use attested::scene::paths_of;
use attested::scene::words::sentences;
use attested::theme::{Ink, LIGHT};
use serde::Deserialize;
use serde_json::{Value, json};

/// Keeps what the page would save, with its name.
const CATCH: &str = "(URL.createObjectURL = (blob) => (window.saved = blob, 'data:,'),
    HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download }, null)";

/// A file as it was saved.
#[derive(Deserialize)]
struct Saved {
    name: String,
    kind: String,
    text: String,
}

impl Page {
    /// The file behind a link, saved.
    fn saved(&self, css: &str) -> Saved {
        self.browser.eval::<()>("(window.saved = window.savedAs = undefined, null)");
        self.browser.click(css);
        self.browser.wait_until("window.saved && window.savedAs");
        self.browser.eval("saved.text().then((text) => ({ name: savedAs, kind: saved.type, text: saved.type ? '' : text }))")
    }
}

/// An article and an origin, so that every chart loses something.
fn sources() -> [Source; 2] {
    [
        Source::Article(CORPUS.article_ixs().next().expect("an article")),
        Source::Origin(CORPUS.origin_ixs().find(|ix| CORPUS.origin(*ix).unstated).expect("an unstated origin")),
    ]
}

/// The same switched off, and as it stands in a link.
fn some_off() -> (Off, String) {
    let off = sources().iter().fold(Off::default(), |off, source| off.with(*source, true));
    let ids = sources().map(|source| format!("{}:{}", source.kind(), source.id(&CORPUS)));
    (off, ids.join(","))
}

/// Their names.
fn names() -> String {
    sources().map(|source| source.name(&CORPUS)).join("; ")
}

/// What a file's name says of them.
fn without() -> String {
    format!("without-{}", sources().map(|source| source.id(&CORPUS)).join("-"))
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|row| row.expect("CSV").iter().map(String::from).collect()).collect()
}

#[test]
fn files_of_a_chart_say_what_is_off_and_what_stands_without_it() {
    in_each(|engine| {
        let (off, ids) = some_off();
        let Some(page) = Page::told(engine, &format!("?off={ids}")) else { return };
        page.browser.eval::<()>(CATCH);
        for chart in CORPUS.charts {
            let link = |kind: &str| format!("[id='/explore/{}'] [data-kind={kind}]", chart.id);
            let should = |id: &str| stands(&CORPUS, Ref::by_id(&CORPUS, id).expect("an id of the corpus"), off);
            let n_off = chart.refs().into_iter().filter(|of| !stands(&CORPUS, *of, off)).count();
            assert!(n_off > 0, "{}: nothing falls, so nothing is tested", chart.id);

            let saved = page.saved(&link("csv"));
            assert_eq!(saved.name, format!("{}.{}.csv", chart.id, without()));
            let rows = rows(&saved.text);
            assert_eq!(rows[0][rows[0].len() - 2..], ["stands", "off"]);
            assert_eq!(rows.len() - 1, chart.refs().len());
            for row in &rows[1..] {
                let [.., source, stands, off] = &row[..] else { panic!("{row:?}") };
                assert_eq!((stands, off), (&should(&row[0]).to_string(), &ids.replace(',', " ")), "{}", row[0]);
                assert!(source.contains(&format!("with these off: {}. From http://", names())), "{source}");
                assert!(source.contains(DOSSIER.version) && !source.contains("every source on"), "{source}");
            }

            let saved = page.saved(&link("json"));
            let all: Value = serde_json::from_str(&saved.text).expect("JSON");
            assert_eq!(all["off"], json!(ids.split(',').collect::<Vec<_>>()));
            let place = format!("{}?off={ids}&v={}#/explore/{}", page.server.page(), DOSSIER.version, chart.id);
            assert_eq!(all["address"], json!(place), "{engine:?}");
            for mark in all["marks"].as_array().expect("marks") {
                assert_eq!(mark["stands"], json!(should(mark["id"].as_str().expect("an id"))), "{mark}");
            }

            let saved = page.saved(&link("svg"));
            assert_greyed(&page.browser, &saved.text, &page.saved_svg(chart.id), off);
            let fallen: Vec<String> = sentences(&CORPUS, &DOSSIER, chart)
                .into_iter()
                .filter(|(of, _)| !stands(&CORPUS, *of, off))
                .map(|(_, sentence)| escape(&sentence))
                .collect();
            assert!(!fallen.iter().any(|sentence| saved.text.contains(sentence)), "what is told still tells what fell");
            let saved = page.saved(&link("png"));
            assert_eq!((saved.name, saved.kind), (format!("{}.{}.png", chart.id, without()), "image/png".into()));
            let [wide, picture]: [f64; 2] = page.browser.eval_with(
                "createImageBitmap(saved).then(({ width }) => [Number(arguments[0].match(/width=.([0-9]+)/)[1]), width])",
                &[json!(page.saved_svg(chart.id))],
            );
            assert_eq!(picture, wide * 2.0, "{engine:?}: two pixels to one");
        }
        let saved = page.saved(".method .take [data-kind=csv]");
        let all = rows(&saved.text);
        assert_eq!(all.len() - 1, CORPUS.claims.len());
        let standing = CORPUS.claim_ixs().filter(|ix| claim_stands(&CORPUS, *ix, off)).count();
        assert_eq!(all[1..].iter().filter(|row| row[row.len() - 2] == "true").count(), standing);
        let at = |id: &str| format!("{}?off={ids}&v={}#/claim/{id}", page.server.page(), DOSSIER.version);
        for row in &all[1..] {
            let [id, .., address, _, off] = &row[..] else { panic!("{row:?}") };
            assert_eq!((address, off), (&at(id), &ids.replace(',', " ")));
        }
        let saved = page.saved(".method .take [data-kind=json]");
        let all: Vec<Value> = serde_json::from_str(&saved.text).expect("JSON");
        assert_eq!(all.iter().filter(|claim| claim["stands"] == true).count(), standing);
        for claim in &all {
            assert_eq!(claim["address"], at(claim["id"].as_str().expect("an id")));
            assert_eq!(claim["off"], json!(ids.split(',').collect::<Vec<_>>()));
        }
    });
}

impl Page {
    /// A chart's picture in the bundle.
    fn saved_svg(&self, chart: &str) -> String {
        let bundle = bundle().expect("there was one a moment ago");
        String::from_utf8_lossy(file(&bundle, &format!("charts/{chart}.svg"))).into_owned()
    }
}

/// What a picture has of each mark, and what the bundle's own has of it.
#[derive(Deserialize)]
struct Mark {
    needs: String,
    has_labels: bool,
    colours: Vec<String>,
    pale: usize,
    as_it_was: bool,
}

/// Marks that fall are grey outlines without labels, all others are as they were, and the picture says what is off.
#[track_caller]
fn assert_greyed(browser: &Browser, svg: &str, was: &str, off: Off) {
    let marks: Vec<Mark> = browser.eval_with(
        "(() => {
            const [now, then] = [...arguments].map((text) => new DOMParser().parseFromString(text, 'image/svg+xml'))
            const before = new Set([...then.querySelectorAll('[data-needs]')].map((mark) => mark.outerHTML))
            return [...now.querySelectorAll('[data-needs]')].map((mark) => ({
                needs: mark.dataset.needs,
                has_labels: mark.matches('.l') || !!mark.querySelector('.l'),
                colours: [...mark.querySelectorAll('*')].flatMap((part) => [part.getAttribute('fill'), part.getAttribute('stroke')])
                    .filter((colour) => colour && colour !== 'none'),
                pale: mark.querySelectorAll('[opacity]').length,
                as_it_was: before.has(mark.outerHTML),
            }))
        }).apply(null, arguments)",
        &[json!(svg), json!(was)],
    );
    let fell = |needs: &str| {
        let is_off = |source: &str| {
            let (kind, id) = source.split_once(':').expect("kind and id");
            off.has(Source::named(&CORPUS, kind, id).expect("a source of the corpus"))
        };
        !needs.split('+').all(|any| any.split(' ').any(|path| !path.split(',').any(is_off)))
    };
    let (fallen, standing): (Vec<&Mark>, Vec<&Mark>) = marks.iter().partition(|mark| fell(&mark.needs));
    assert!(!fallen.is_empty());
    let (grey, paper) = (LIGHT.hex(Ink::Off), LIGHT.hex(Ink::Paper));
    for mark in fallen {
        let others: Vec<&String> = mark.colours.iter().filter(|colour| **colour != grey && **colour != paper).collect();
        assert!(!mark.has_labels && others.is_empty() && mark.pale == 0, "{}: {others:?}, {} pale", mark.needs, mark.pale);
    }
    assert!(standing.iter().all(|mark| mark.as_it_was), "what stands has been changed");
    let said = svg.split("<text").skip(1).filter_map(|text| text.split_once('>')?.1.split("</text>").next());
    let said = said.collect::<Vec<_>>().join(" ");
    assert!(said.contains(&format!("Switched off: {}. http", names())) && !said.contains("every source on"), "{said}");
}

#[test]
fn with_every_source_on_the_files_are_those_of_the_bundle_and_say_where_they_are_from() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        page.browser.eval::<()>(CATCH);
        let bundle = bundle().expect("there was one a moment ago");
        let of_bundle = |path: &str| String::from_utf8_lossy(file(&bundle, path)).into_owned();
        let chart = CORPUS.charts[0].id;
        let at = |place: &str| format!("{}?v={}#/{place}", page.server.page(), DOSSIER.version);
        let saved = |css: &str, name: &str| {
            let saved = page.saved(css);
            assert_eq!(saved.name, name);
            saved.text
        };
        let link = |kind: &str| format!("[id='/explore/{chart}'] [data-kind={kind}]");

        let table = saved(&link("csv"), &format!("{chart}.csv"));
        let from = format!(" From {}", at(&format!("explore/{chart}")));
        assert_eq!(table.replace(&from, ""), of_bundle(&format!("data/{chart}.csv")));
        assert_eq!(table.matches(&from).count(), CORPUS.charts[0].refs().len());
        let picture = saved(&link("svg"), &format!("{chart}.svg"));
        assert!(picture.contains(&format!(">With every source on. {}<", at(&format!("explore/{chart}")))), "{picture}");
        let mut all: Value = serde_json::from_str(&saved(&link("json"), &format!("{chart}.json"))).expect("JSON");
        assert_eq!(all["address"].take(), at(&format!("explore/{chart}")));
        assert_eq!(all, serde_json::from_str::<Value>(&of_bundle(&format!("data/{chart}.json"))).expect("JSON"));
        assert_eq!(page.saved(&link("png")).kind, "image/png");

        let claims = rows(&saved(".method .take [data-kind=csv]", "claims.csv"));
        for (now, was) in claims.iter().zip(rows(&of_bundle("data/claims.csv"))).skip(1) {
            let n = now.len() - 3;
            assert_eq!((&now[..n], &now[n + 1..]), (&was[..n], &was[n + 1..]));
            assert_eq!(now[n], at(&format!("claim/{}", now[0])));
        }
        assert_eq!(claims.len() - 1, CORPUS.claims.len());
        let claims: Vec<Value> = serde_json::from_str(&saved(".method .take [data-kind=json]", "claims.json")).expect("JSON");
        assert!(claims.iter().all(|claim| claim["address"] == at(&format!("claim/{}", claim["id"].as_str().unwrap_or("")))));
    });
}

#[test]
fn links_and_pictures_are_copied_and_shared_as_the_reader_has_them() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/some/where/", Program::Whole) else { return };
        page.open("?off=article:000");
        page.wait_ready();
        page.browser.eval::<()>(
            "(navigator.share = (what) => { window.shared = what; return Promise.resolve() },
          navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() },
          navigator.clipboard.write = ([item]) => item.getType('image/png').then((blob) => { window.picture = blob.type }),
          document.documentElement.classList.add('shares'), null)",
        );
        let chart = CORPUS.charts[1].id;
        let button = |act: &str| format!("[id='/explore/{chart}'] [data-act={act}]");
        let here = format!("{}?off=article:000&v={}#/explore/{chart}", page.server.page(), DOSSIER.version);
        page.browser.click(&button("link"));
        page.browser.wait_until(&format!("window.copied === '{here}'"));
        page.browser
            .wait_until(&format!("document.querySelector('[id=\"/explore/{chart}\"] .take').innerText.includes('Link copied')"));
        page.browser.click(&button("share"));
        page.browser.wait_until(&format!("window.shared?.url === '{here}'"));
        page.browser.click(&button("picture"));
        page.browser.wait_until("window.picture === 'image/png'");
        // The link is followed to what the reader had.
        page.browser.open("about:blank");
        page.browser.open(&here);
        page.wait_ready();
        assert!(page.browser.eval::<bool>("!document.getElementById('on-article-000').checked"));
        // The page as a whole is where the reader is, with all that is asked for there.
        page.open("?n=2&off=article:000&q=hospital#/method");
        page.wait_ready();
        page.browser
            .eval::<()>("(navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }, null)");
        page.browser.click(".method .take [data-act=link]");
        let whole = format!("{}?off=article:000&n=2&q=hospital&v={}#/method", page.server.page(), DOSSIER.version);
        page.browser.wait_until("window.copied");
        assert_eq!(page.browser.eval::<String>("window.copied"), whole, "{engine:?}");
        // Where a browser lets nobody copy, the link is there to be copied by hand.
        page.browser.eval::<()>("(navigator.clipboard.writeText = () => Promise.reject(new Error('no')), null)");
        page.browser.click(&button("link"));
        page.browser
            .wait_until(&format!("document.querySelector('[id=\"/explore/{chart}\"] .take').innerText.includes('{here}')"));
    });
}

#[test]
fn a_claim_is_cited_in_every_form_from_its_card() {
    in_each(|engine| {
        let claim = &CORPUS.claims[CORPUS.claims.len() / 2];
        let Some(page) = Page::told(engine, &format!("#/claim/{}", claim.id)) else { return };
        page.browser.wait_until("document.querySelector('.card .cites')");
        page.browser.click(".card .cites summary");
        page.browser.wait_until("!document.querySelector('.card .cites').textContent.includes('CLAIM-')");
        let forms: Vec<String> =
            page.browser.eval("[...document.querySelectorAll('.card .cites pre')].map((form) => form.textContent)");
        let link = format!("{}?v={}#/claim/{}", page.server.page(), DOSSIER.version, claim.id);
        let text = DOSSIER.claims[CORPUS.claims.len() / 2].text;
        let [full, bibtex, csl] = &forms[..] else { panic!("{forms:?}") };
        assert!(full.contains(claim.id) && full.ends_with(&link), "{engine:?}: {full}");
        assert!(bibtex.contains(claim.id) && bibtex.contains(&format!("url = {{{link}}}")), "{bibtex}");
        let csl: Value = serde_json::from_str(csl).expect("JSON");
        assert_eq!(
            (csl[0]["URL"].as_str(), csl[0]["note"].as_str()),
            (Some(&*link), Some(&*format!("Claim {}: {text}", claim.id)))
        );
    });
}

#[test]
fn an_embedded_chart_greys_what_falls_with_an_origin() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        let browser = &page.browser;
        let (off, ids) = some_off();
        for chart in CORPUS.charts {
            page.open(&format!("embed/{}.html?off={ids}", chart.id));
            let grey: usize = browser.eval("document.querySelectorAll('details li[data-off]').length");
            let should = chart.refs().into_iter().filter(|of| !stands(&CORPUS, *of, off)).count();
            assert_eq!(grey, should, "{engine:?} {}", chart.id);
            let named = chart
                .refs()
                .into_iter()
                .any(|of| paths_of(&CORPUS, of).contains(&ids[ids.find("origin:").expect("an origin")..]));
            let said: String = browser.eval("document.querySelector('.also').innerText");
            assert_eq!(said.contains(sources()[1].name(&CORPUS)), named, "{said}");
            // With the article on again, what the origin took stays off.
            browser.click(&format!("#on-article-{}", sources()[0].id(&CORPUS)));
            let origin = off.with_article(CORPUS.article_ixs().next().expect("an article"), false);
            let left = chart.refs().into_iter().filter(|of| !stands(&CORPUS, *of, origin)).count();
            assert_eq!(browser.eval::<usize>("document.querySelectorAll('details li[data-off]').length"), left);
        }
    });
}
