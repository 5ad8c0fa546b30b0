//! The bundle where a publisher puts it: charts in other people's pages, and the policy that keeps out what does not belong.

use super::support::browser::{Browser, Engine, Profile};
use super::support::bundle;
use super::support::server::{AROUND, Program, Server, file};
use super::{Page, in_each};
use attested::corpus::CORPUS;
use attested::model::ArticleIx;
use attested::query::{Off, claim_stands};
use attested::view::embed;
use serde_json::json;

#[test]
fn an_embedded_chart_needs_no_program_and_follows_its_boxes_and_its_link() {
    for engine in Engine::all() {
        let Some(bundle) = bundle() else { return };
        let server = Server::start(&bundle, "/some/where/", Program::Whole);
        let browser = Browser::start(Profile { engine, ..Profile::default() });
        for chart in CORPUS.charts {
            for article in CORPUS.article_ixs() {
                let id = CORPUS.article(article).id;
                browser.open(&format!("{}embed/{}.html?off=article:{id}", server.page(), chart.id));
                assert_greyed(&browser, article, chart.id);
                browser.click(&format!("#on-article-{id}"));
                let none: usize = browser.eval(
                    "[...document.querySelectorAll('.stage .m')].filter((mark) => getComputedStyle(mark).opacity !== '1').length",
                );
                assert_eq!(none, 0, "{engine:?} {} with all on", chart.id);
            }
            let from: String = browser.eval("document.querySelector('.from a').href");
            assert!(from.ends_with(&format!("/some/where/index.html#/explore/{}", chart.id)), "{from}");
            assert!(browser.eval::<bool>("document.querySelector('meta[name=robots]').content === 'noindex'"));
        }
        let programs: Vec<String> =
            server.asked().into_iter().filter(|path| path.ends_with(".wasm") || path.ends_with(".js")).collect();
        assert!(programs.is_empty(), "{programs:?}");
    }
}

/// As many marks are grey as rest on the article, and the words say nothing of it.
#[track_caller]
fn assert_greyed(browser: &Browser, article: ArticleIx, chart: &str) {
    let off = Off::default().with_article(article, true);
    let refs = CORPUS.charts.iter().find(|it| it.id == chart).expect("the chart is in the corpus").claims();
    let standing = refs.filter(|claim| claim_stands(&CORPUS, *claim, off)).count();
    let listed: usize = browser.eval(
        "(document.querySelector('details').open = true,
          [...document.querySelectorAll('details li')].filter((item) => item.checkVisibility()).length)",
    );
    assert!(listed >= standing, "{chart}: {listed} are listed, {standing} claims stand");
    let grey: Vec<String> = browser.eval(
        "[...document.querySelectorAll('.stage .m')].filter((mark) => mark.checkVisibility() && getComputedStyle(mark).opacity !== '1')
            .map((mark) => mark.getAttribute('class'))",
    );
    assert!(
        grey.iter().all(|class| class.contains(&format!("s-{}", article.0)) || class.contains(&format!("-{}", article.0))),
        "{grey:?}"
    );
}

#[test]
fn an_embedded_chart_tells_the_page_around_how_high_it_is() {
    for engine in Engine::all() {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        // A page without a policy of its own: the one around is another site's.
        page.browser.open(&(page.server.origin() + AROUND));
        page.browser.eval_with::<()>(
            "(window.told = [], addEventListener('message', (event) => window.told.push(event.data)),
              document.body.innerHTML = `<iframe src='${arguments[0]}' width=700 height=300></iframe>`, null)",
            &[json!(page.server.page() + "embed/defections.html?childId=one")],
        );
        page.browser.wait_until("window.told.some((data) => data['datawrapper-height']?.defections > 300)");
        page.browser.wait_until("window.told.some((data) => data.type === 'embed-size' && data.height > 300)");
        page.browser.wait_until("window.told.some((data) => /^pymxPYMxonexPYMxheightxPYMx\\d+$/.test(data))");
    }
}

#[test]
fn nothing_runs_that_the_page_did_not_bring() {
    for engine in Engine::all() {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        page.open("");
        page.wait_ready();
        page.browser.eval::<()>(
            "(document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.body.dataset.broken = 1' })),
              document.body.append(Object.assign(document.createElement('style'), { textContent: 'h1 { color: rgb(1, 2, 3) }' })),
              document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.body.dataset.broken = 2\"><p id=styled style=\"color: rgb(1, 2, 3)\">x</p>'),
              null)",
        );
        let asked: String =
            page.browser.eval("fetch('http://127.0.0.1:9/').then(() => 'went out', (error) => 'was kept in: ' + error.name)");
        assert!(asked.starts_with("was kept in"), "{asked}");
        assert!(page.browser.eval::<bool>("document.body.dataset.broken === undefined"), "{engine:?}: a script ran");
        let colours: [String; 2] =
            page.browser.eval("['h1', '#styled'].map((css) => getComputedStyle(document.querySelector(css)).color)");
        assert!(colours.iter().all(|colour| colour != "rgb(1, 2, 3)"), "{engine:?}: a style applied: {colours:?}");
    }
}

#[test]
fn every_page_of_the_bundle_has_its_policy() {
    let Some(bundle) = bundle() else { return };
    let embeds = CORPUS.chart_ixs().flat_map(|chart| [embed::file_name(chart), embed::frozen_name(chart)]);
    for name in ["index.html".to_string(), "attested.html".to_string()].into_iter().chain(embeds) {
        let html = String::from_utf8_lossy(file(&bundle, &name)).into_owned();
        let policy =
            html.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        let policy = policy.unwrap_or_else(|| panic!("{name} has no policy"));
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{name}: {policy}"
        );
        assert!(!html.contains(" onclick=") && !html.contains(" style=\""), "{name} has what its policy forbids");
    }
}

/// Axe finds nothing, in every view and state, by day and by night, on a screen and on a phone, with all unfolded.
#[test]
fn nothing_keeps_readers_out() {
    in_each(|engine| {
        let Some(axe) = std::env::var_os("AXE") else {
            eprintln!("skipped: AXE names no axe.min.js; `cargo xtask test` brings one");
            return;
        };
        let axe = std::fs::read_to_string(axe).expect("axe can be read");
        let all_off = CORPUS.article_ixs().map(|ix| format!("article:{}", CORPUS.article(ix).id)).collect::<Vec<_>>().join(",");
        // What axe asks of the other engines is whether names, roles and colours come out: once in each kind of view.
        let n_steps = if engine == Engine::Chromium { CORPUS.steps.len() } else { 2 };
        let steps = CORPUS.steps.iter().take(n_steps);
        let steps = steps.flat_map(|step| [format!("#/story/{}", step.slug), format!("?off=article:000#/story/{}", step.slug)]);
        let looks = ["?tab=table&sort=number,told", "?tab=sources&off=article:003"];
        let places = ["", "?off=article:000", "#/claim/000-p4-students"].into_iter().chain(looks).map(String::from);
        let embeds = CORPUS.charts.iter().map(|chart| format!("embed/{}.html", chart.id));
        let lights = [(1280, false), (390, true), (1280, true), (390, false)];
        let most = if engine == Engine::Chromium { lights.len() } else { 1 };
        let links: Vec<String> = places.chain([format!("?off={all_off}")]).chain(steps).chain(embeds).collect();
        // Only Chromium's light can be put out while it runs.
        let rooms: &[bool] = if engine == Engine::Chromium { &[false] } else { &[false, true] };
        let mut faults = Vec::new();
        for &room in rooms {
            let Some(page) = Page::start(Profile { engine, dark: room, ..Profile::default() }, "/", Program::Whole) else {
                return;
            };
            for link in &links {
                page.browser.open("about:blank");
                page.open(link);
                if !link.starts_with("embed") {
                    page.wait_ready();
                }
                // The steps are many and of one kind: half the ways of looking at them show as much.
                let n_ways = if link.contains("story") { most.min(2) } else { most };
                for &(width, dark) in &lights[..n_ways] {
                    page.browser.set_viewport(width, 844);
                    if engine == Engine::Chromium {
                        page.browser.in_the_dark(dark);
                    }
                    let dark = dark || room;
                    assert_eq!(page.browser.eval::<bool>("matchMedia('(prefers-color-scheme: dark)').matches"), dark);
                    page.browser.eval::<()>(
                        "(document.querySelectorAll('details').forEach((part) => part.setAttribute('open', '')), null)",
                    );
                    let found: Vec<String> = page.browser.eval(&format!(
                        "(() => {{ {axe}; return axe.run(document, {{ resultTypes: ['violations'] }}).then(({{ violations }}) =>
                            violations.map(({{ id, nodes }}) => `${{id}}: ${{nodes.length}} times, as ${{nodes[0].target}}`)) }})()"
                    ));
                    let way = format!("{engine:?}, {link} at {width}{}", if dark { ", dark" } else { "" });
                    faults.extend(found.into_iter().map(|fault| format!("{way}: {fault}")));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    });
}
