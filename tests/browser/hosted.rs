//! The bundle on a real host: types, caching, policy, offline, what is cited and embedded.

use super::support::browser::{Browser, Engine, Profile};
use super::support::nginx::Nginx;
use super::support::server::{AROUND, Program, Server, file};
use super::support::{bundle, wait_for};
use super::{Page, in_each};
use attested::corpus::{CORPUS, DOSSIER};
use base64::Engine as _;
use serde_json::json;
use sha2::{Digest, Sha384};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const READY: &str = "document.body?.dataset.ready === 'app'";

/// The file of the bundle with this end, outside its folders.
#[track_caller]
fn named(bundle: &Path, start: &str, end: &str) -> String {
    let names =
        fs::read_dir(bundle).expect("the bundle can be read").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let found: Vec<String> = names.filter(|name| name.starts_with(start) && name.ends_with(end)).collect();
    assert_eq!(found.len(), 1, "{start}…{end}: {found:?}");
    found[0].clone()
}

#[test]
fn nginx_serves_the_bundle_under_a_path_and_the_page_takes_over() {
    let Some(bundle) = bundle() else { return };
    let Some(host) = Nginx::start(&bundle, None) else { return };
    for engine in Engine::all() {
        let browser = Browser::start(Profile { engine, ..Profile::default() });
        browser.open(&(host.page() + "?off=article:000#/explore"));
        browser.wait_until(READY);
        let shown: String = browser.eval("location.pathname + location.search + location.hash");
        assert_eq!(shown, "/explainer/?off=article:000#/explore", "{engine:?}");
        for chart in CORPUS.charts {
            browser.open(&format!("{}embed/{}.html", host.page(), chart.id));
            assert!(browser.eval::<bool>("document.querySelectorAll('.stage .m').length > 0"), "{engine:?} {}", chart.id);
        }
    }
}

#[test]
fn nginx_says_of_every_file_what_it_is_and_how_long_it_keeps() {
    let Some(bundle) = bundle() else { return };
    let Some(host) = Nginx::start(&bundle, None) else { return };
    let (glue, program) = (named(&bundle, "attested-", ".js"), named(&bundle, "attested-", ".wasm"));
    let frozen = format!("embed/{}.{}.html", CORPUS.charts[0].id, DOSSIER.version);
    for (name, kind, is_kept) in [
        ("", "text/html; charset=utf-8", false),
        (glue.as_str(), "text/javascript; charset=utf-8", true),
        (&program, "application/wasm", true),
        (&frozen, "text/html; charset=utf-8", true),
        ("sw.js", "text/javascript; charset=utf-8", false),
        ("manifest.webmanifest", "application/manifest+json", false),
        ("data/claims.json", "application/json; charset=utf-8", false),
        ("data/claims.jsonld", "application/ld+json", false),
        ("data/claims.csv", "text/csv; charset=utf-8", false),
        ("charts/workers.svg", "image/svg+xml", false),
        ("charts/workers.png", "image/png", false),
    ] {
        let path = if name.is_empty() { "index.html" } else { name };
        let whole = fs::read(bundle.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let plain = host.get(name, "");
        assert_eq!((plain.status, plain.headers["content-type"].as_str()), (200, kind), "{name}");
        assert!(plain.body == whole, "{name} is served as it is");
        assert_eq!(plain.headers["cache-control"].contains("immutable"), is_kept, "{name}: {:?}", plain.headers);
        assert_eq!(plain.headers["x-content-type-options"], "nosniff");
        let policy = &plain.headers["content-security-policy"];
        assert!(policy.starts_with("default-src 'none'"), "{name}: {policy}");
        assert_eq!(policy.ends_with("frame-ancestors *"), path.starts_with("embed/"), "{name}: {policy}");
        let packed = host.get(name, "Accept-Encoding: gzip\r\n");
        match fs::read(bundle.join(format!("{path}.gz"))) {
            Ok(gzip) => {
                assert_eq!(packed.headers.get("content-encoding").map(String::as_str), Some("gzip"), "{name}");
                assert!(packed.body == gzip, "{name}: what the build compressed is what is sent");
            }
            Err(_) => assert!(packed.body == whole, "{name} has nothing compressed beside it"),
        }
    }
    assert_eq!(host.get("nowhere.html", "").status, 404);
}

#[test]
fn a_host_that_says_nothing_of_any_file_still_gives_a_page_that_reads() {
    for engine in Engine::all() {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Bare) else { return };
        page.open("index.html");
        if page.wait_failed_or_ready() {
            page.assert_readable_without_program();
        }
    }
}

/// A copy of the bundle, to be made another build of.
struct Copy(PathBuf);

impl Copy {
    fn of(bundle: &Path) -> Copy {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("attested-build-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder for a build");
        for entry in fs::read_dir(bundle).expect("the bundle can be read").flatten().filter(|entry| entry.path().is_file()) {
            // What is compressed would be of the old one.
            if !entry.file_name().to_string_lossy().ends_with(".gz") {
                fs::copy(entry.path(), folder.join(entry.file_name())).expect("it can be copied");
            }
        }
        Copy(folder)
    }

    /// Another page, of which the worker knows by its hash, or not where the upload went wrong.
    fn renew(&self, title: &str, worker_knows: bool) {
        let hash =
            |page: &str| format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(page.as_bytes())));
        let [index, worker] = ["index.html", "sw.js"].map(|name| self.0.join(name));
        let page = fs::read_to_string(&index).expect("the page is there");
        let start = page.find("<title>").expect("it has a title") + "<title>".len();
        let end = start + page[start..].find("</title>").expect("it ends");
        let other = format!("{}{title}{}", &page[..start], &page[end..]);
        let script = fs::read_to_string(&worker).expect("the worker is there");
        assert_eq!(script.matches(&hash(&page)).count(), 1, "the worker knows the page by its hash");
        let wanted = if worker_knows { hash(&other) } else { hash("something else") };
        let name = "const name = ours + '";
        let renamed = script.replace(&hash(&page), &wanted).replace(name, &format!("{name}{}-", title.to_lowercase()));
        assert_ne!(script, renamed);
        fs::write(index, other).expect("it can be written");
        fs::write(worker, renamed).expect("it can be written");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What is kept for this page, and whether the newest worker has taken its place.
const KEPT: &str = "caches.keys().then((names) => names.sort())";
const AT_REST: &str = "navigator.serviceWorker.getRegistration().then((it) => !!it?.active && it.active.state === 'activated' && !it.installing && !it.waiting)";

/// Follows a link as a reader does. Not by the driver: Firefox's goes past what keeps the page.
fn follow(browser: &Browser, link: &str) {
    browser.eval_with::<()>("(window.before = true, setTimeout(() => location.assign(arguments[0])), null)", &[json!(link)]);
    let there = format!("!window.before && !!({READY})");
    wait_for("the page has come anew", || browser.eval::<Option<bool>>(&there).filter(|there| *there));
}

#[test]
fn a_page_once_read_is_there_without_a_network_and_a_new_build_takes_its_place_whole() {
    let Some(bundle) = bundle() else { return };
    for engine in Engine::all() {
        let build = Copy::of(&bundle);
        let Some(host) = Nginx::start(&build.0, None) else { return };
        let (port, page) = (host.port, host.page());
        let browser = Browser::start(Profile { engine, ..Profile::default() });
        browser.open(&page);
        browser.wait_until(READY);
        if !browser.eval::<bool>("'serviceWorker' in navigator") {
            eprintln!("{engine:?} has no service workers here");
            continue;
        }
        wait_for("one worker is there and no other on its way", || browser.eval::<bool>(AT_REST).then_some(()));
        let first: Vec<String> = browser.eval(KEPT);
        assert_eq!(first.len(), 1, "{engine:?}: {first:?}");
        let title: String = browser.eval("document.title");
        drop(host);
        follow(&browser, "?off=article:000#/explore");
        let [now, off]: [String; 2] = browser.eval("[document.title, location.search]");
        assert_eq!((now, off), (title, "?off=article:000".into()), "{engine:?}: offline");

        // An upload that went wrong is not kept, and what was kept stays; online it is the host's page all the same.
        build.renew("Half", false);
        let host = Nginx::start(&build.0, Some(port)).expect("nginx was there before");
        browser.open(&page);
        browser.wait_until(READY);
        assert_eq!(browser.eval::<String>("document.title"), "Half", "{engine:?}: the page comes from the network");
        browser.eval::<Option<bool>>(
            "navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true, () => null)",
        );
        wait_for("one worker is there and no other on its way", || browser.eval::<bool>(AT_REST).then_some(()));
        drop(host);
        follow(&browser, "?once=more");
        assert_ne!(browser.eval::<String>("document.title"), "Half", "{engine:?}: half a build was kept");

        let build = Copy::of(&bundle);
        build.renew("Renewed", true);
        let host = Nginx::start(&build.0, Some(port)).expect("nginx was there before");
        browser.open(&page);
        browser.wait_until(READY);
        wait_for("the new build has taken the place of the old", || {
            let kept: Vec<String> = browser.eval(KEPT);
            (kept.len() == 1 && kept != first).then_some(())
        });
        drop(host);
        follow(&browser, "?once=more");
        assert_eq!(browser.eval::<String>("document.title"), "Renewed", "{engine:?}: offline after the new build");
    }
}

#[test]
fn what_keeps_the_page_comes_after_the_program() {
    let Some(page) = Page::start(Profile::default(), "/", Program::Held) else { return };
    page.open("");
    wait_for("the program is asked for", || page.server.holds().then_some(()));
    assert!(!page.server.asked().iter().any(|path| path.ends_with("sw.js")), "the worker came before the program");
    page.server.release();
    page.wait_ready();
    wait_for("the worker is asked for", || page.server.asked().iter().any(|path| path.ends_with("sw.js")).then_some(()));
}

#[test]
fn a_program_that_is_not_the_builds_is_refused_and_the_page_says_so() {
    for engine in Engine::all() {
        for program in [Program::Tampered, Program::TamperedGlue] {
            let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", program) else { return };
            page.open("");
            page.browser.wait_until("document.getElementById('failed').checkVisibility()");
            assert!(page.browser.eval::<bool>("document.body.dataset.broken === undefined"), "{engine:?}: it ran");
            page.assert_readable_without_program();
        }
    }
}

#[test]
fn a_link_pinned_to_another_version_says_what_came_since() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        let notice = "document.getElementById('pinned')";
        for (link, shown) in [("", false), (&*format!("?v={}", DOSSIER.version), false), ("?v=0123456789ab", true)] {
            page.browser.open("about:blank");
            page.open(link);
            page.wait_ready();
            assert_eq!(page.browser.eval::<bool>(&format!("{notice}.checkVisibility()")), shown, "{link}");
        }
        let text: String = page.browser.eval(&format!("{notice}.innerText"));
        assert!(text.contains("0123456789ab") && text.contains(DOSSIER.version) && text.contains("does not know"), "{text}");
        // A version that the log knows, with an entry before it: as the log will be after the next correction.
        page.server.before_each_page(
            "document.addEventListener('readystatechange', () => {}, { once: true });
             new MutationObserver((_, watch) => {
                const log = document.getElementById('updates')
                if (!log || !log.firstElementChild) return
                watch.disconnect()
                const older = log.firstElementChild.cloneNode(true)
                older.dataset.version = 'aaaaaaaaaaaa'
                log.append(older)
            }).observe(document, { childList: true, subtree: true })",
        );
        page.browser.open("about:blank");
        page.open("?v=aaaaaaaaaaaa#/explore");
        page.wait_ready();
        let text: String = page.browser.eval(&format!("{notice}.innerText"));
        assert!(text.contains("Since then") && text.contains(DOSSIER.updates[0].shown), "{text}");
        let n_entries: u32 = page.browser.eval(&format!("{notice}.querySelectorAll('li').length"));
        assert_eq!(n_entries, 1);
        // What stands in the link is text.
        page.browser.open("about:blank");
        page.open("?v=%3Cimg%20src=x%20onerror=injected=1%3E");
        page.wait_ready();
        assert!(page.browser.eval::<bool>(&format!("typeof injected === 'undefined' && !{notice}.querySelector('img')")));
    });
}

#[test]
fn the_code_of_an_embedded_chart_shows_it_with_what_is_off() {
    for engine in Engine::all() {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/some/where/", Program::Whole) else { return };
        page.open("?off=article:000,origin:unstated");
        page.wait_ready();
        // Unfolded after something was switched off, and with something switched off after that.
        page.toggle("002");
        page.browser.click("details.embed summary");
        let first = format!("document.getElementById('embed-{}-live').textContent", CORPUS.charts[0].id);
        page.browser.wait_until(&format!("{first}.includes('?off=article:000,article:002,origin:unstated\"')"));
        page.browser.eval::<()>("(document.querySelectorAll('details.embed').forEach((it) => it.open = true), null)");
        page.toggle("002");
        page.toggle("002");
        for chart in CORPUS.charts {
            for (kind, file) in
                [("live", format!("{}.html", chart.id)), ("frozen", format!("{}.{}.html", chart.id, DOSSIER.version))]
            {
                let of = format!("document.getElementById('embed-{}-{kind}').textContent", chart.id);
                let address = format!("{}embed/{file}?off=article:000,article:002,origin:unstated", page.server.page());
                page.browser.wait_until(&format!("{of}.includes('src=\"{address}\"')"));
            }
        }
        let code: String =
            page.browser.eval(&format!("document.getElementById('embed-{}-frozen').textContent", CORPUS.charts[0].id));
        page.browser.open(&(page.server.origin() + AROUND));
        page.browser.eval_with::<()>("(document.body.innerHTML = arguments[0], null)", &[json!(code)]);
        page.browser.enter_frame();
        page.browser.wait_until("document.querySelector('.stage')");
        let off: Vec<String> =
            page.browser.eval("[...document.querySelectorAll('.sources input:not(:checked)')].map((box) => box.id)");
        assert_eq!(off, ["on-article-000", "on-article-002"], "{engine:?}");
        let from: String = page.browser.eval("document.querySelector('.from a').href");
        assert!(from.contains(&format!("?v={}#/explore/", DOSSIER.version)), "{from}");
    }
}

#[test]
fn without_scripts_there_is_code_to_paste_and_no_button_that_does_nothing() {
    let Some(page) = Page::start(Profile { scripts: false, ..Profile::default() }, "/", Program::Whole) else { return };
    page.open("");
    let n_buttons: u32 = page.browser.eval("[...document.querySelectorAll('.copy')].filter((it) => it.checkVisibility()).length");
    assert_eq!(n_buttons, 0);
    page.browser.eval::<()>("(document.querySelectorAll('details.embed').forEach((it) => it.open = true), null)");
    for chart in CORPUS.charts {
        let code: String = page.browser.eval(&format!("document.getElementById('embed-{}-live').innerText", chart.id));
        assert!(code.contains(&format!("src=\"embed/{}.html\"", chart.id)), "{code}");
    }
    assert!(page.browser.eval::<bool>("document.querySelector('.embed .without-script').checkVisibility()"));
}

#[test]
fn a_citation_is_copied_as_it_stands() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "#/method") else { return };
        page.browser
            .eval::<()>("(navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }, null)");
        page.browser.eval::<()>("(document.querySelectorAll('.method details').forEach((it) => it.open = true), null)");
        for id in ["cite-short", "cite-full", "cite-bibtex", "cite-csl"] {
            page.browser.click(&format!("[data-copy={id}]"));
            page.browser.wait_until(&format!("window.copied === document.getElementById('{id}').textContent"));
            // In full, it says where it is read.
            let link = format!("{}?v={}", page.server.page(), DOSSIER.version);
            assert_eq!(page.browser.eval::<String>("window.copied").contains(&link), id != "cite-short", "{engine:?} {id}");
            page.browser.wait_until(&format!("document.querySelector('[data-copy={id}]').textContent === 'Copied'"));
        }
    });
}

/// Every file that a page of the bundle offers or names is in the bundle.
#[test]
fn nothing_is_offered_that_is_not_there() {
    let Some(bundle) = bundle() else { return };
    let page = String::from_utf8_lossy(file(&bundle, "index.html")).into_owned();
    let links =
        page.split(" href=\"").skip(1).chain(page.split(" data-file=\"").skip(1)).filter_map(|rest| rest.split('"').next());
    let mut n_files = 0;
    for link in links.filter(|link| !link.starts_with('#') && !link.contains(':')) {
        assert!(bundle.join(link).is_file(), "there is no {link}");
        n_files += 1;
    }
    assert!(n_files > 20, "{n_files}");
    let block = page.split("<script type=\"application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let block: serde_json::Value = serde_json::from_str(block.expect("the page has linked data")).expect("JSON");
    assert_eq!(block["@context"], "https://schema.org");
    assert_eq!(block["@graph"][1]["version"], DOSSIER.version);
    let one = String::from_utf8_lossy(file(&bundle, "attested.html")).into_owned();
    let offered = |html: &str, link: &str| html.contains(&format!("href=\"{link}\""));
    for link in ["manifest.webmanifest", "data/claims.json", "data/claims.csv", "charts/workers.svg", "data/workers.json"] {
        assert!(!offered(&one, link), "the one file asks for {link}");
    }
}

/// Offline is for hosts: a file from the disk registers nothing, and a host's frame that forbids it is no fault.
#[test]
fn a_frame_that_allows_nothing_still_reads() {
    let Some(bundle) = bundle() else { return };
    for engine in Engine::all() {
        let server = Server::start(&bundle, "/", Program::Whole);
        let browser = Browser::start(Profile { engine, ..Profile::default() });
        browser.open(&(server.origin() + AROUND));
        browser.eval_with::<()>(
            "(document.body.innerHTML = `<iframe sandbox='allow-scripts' src='${arguments[0]}' width=900 height=700></iframe>`, null)",
            &[json!(server.page())],
        );
        browser.enter_frame();
        // A module from a place without an origin is refused, so the program may not start; but the page says it.
        let told = format!("!!({READY} || document.getElementById('failed')?.checkVisibility())");
        // While the frame goes from its first, empty page to this one, there may be nothing to ask.
        wait_for("the page runs or says that it does not", || browser.eval::<Option<bool>>(&told).filter(|told| *told));
        assert!(browser.eval::<bool>("document.querySelectorAll('.claims li[data-claim]').length > 0"), "{engine:?}");
        assert!(!server.asked().iter().any(|path| path.ends_with("sw.js")) || browser.eval::<bool>(READY));
    }
}
