//! The story as readers go through it: by buttons, keys, swipes and links, forth and back,
//! in a frame, with less motion, on paper and without the program.

use super::support::browser::{Browser, Engine, Profile, key};
use super::support::bundle;
use super::support::server::{AROUND, Program};
use super::{Page, in_each};
use attested::corpus::{CORPUS, DOSSIER};
use attested::model::{ArticleIx, StepIx, plain};
use attested::query::{Off, claim_stands};
use attested::scene::{Shape, scene};
use attested::story::fallen;
use attested::view_state::{Place, ViewState};
use serde::Deserialize;
use serde_json::json;

const LAST: usize = CORPUS.steps.len() - 1;

/// What a page shows of the story.
#[derive(Deserialize, PartialEq, Debug)]
struct Shown {
    /// The steps in sight, by slug.
    steps: Vec<String>,
    step: Option<String>,
    slug: Option<String>,
    hash: String,
    title: String,
    /// The heading that has the focus.
    heading: Option<String>,
    progress: String,
    current: Vec<String>,
    charts: usize,
    /// Whether its heading begins in sight.
    in_sight: bool,
}

const SHOWN: &str = "(() => {
    const all = (css) => [...document.querySelectorAll(css)].filter((element) => element.checkVisibility())
    const story = document.querySelector('[data-testid=story-step]')
    const focused = document.activeElement
    return {
        steps: all('.step').map((step) => step.id.replace('/story/', '')),
        step: story.dataset.step ?? null,
        slug: story.dataset.slug ?? null,
        hash: location.hash,
        title: document.title,
        heading: focused?.matches('.step h2') ? focused.lastChild.textContent : null,
        progress: document.getElementById('progress').textContent,
        current: [...document.querySelectorAll('#steps [aria-current=step]')].map((mark) => mark.getAttribute('href')),
        charts: all('figure.chart').length,
        in_sight: (({ top }) => top >= 0 && top < innerHeight)(all('.step h2')[0]?.getBoundingClientRect() ?? {}),
    }
})()";

fn slug(step: usize) -> &'static str {
    CORPUS.steps[step].slug
}

/// What it should show at a step.
fn at(step: usize) -> Shown {
    let (name, title) = (DOSSIER.steps[step].title, DOSSIER.site.title);
    Shown {
        steps: vec![slug(step).into()],
        step: Some((step + 1).to_string()),
        slug: Some(slug(step).into()),
        hash: format!("#/story/{}", slug(step)),
        title: if name == title { title.into() } else { format!("{name} — {title}") },
        heading: Some(name.into()),
        progress: format!("{} of {}", step + 1, LAST + 1),
        current: vec![format!("#/story/{}", slug(step))],
        charts: 0,
        in_sight: true,
    }
}

impl Page {
    /// Waits until the page shows a step, as everything on it says.
    #[track_caller]
    fn wait_at(&self, step: usize) {
        // The focus comes last, when the browser has done what it does of itself.
        let focused = format!("document.activeElement?.closest('.step')?.dataset.slug === '{}'", slug(step));
        self.browser.wait_until(&focused);
        assert_eq!(self.browser.eval::<Shown>(SHOWN), at(step));
    }

    #[track_caller]
    fn next(&self) {
        self.browser.click("[data-testid=story-next]");
    }

    /// Which of the claims the shown step rests on are said to be switched off.
    #[track_caller]
    fn said_to_be_off(&self) -> Vec<String> {
        self.browser.eval(
            "[...document.querySelectorAll('.step[data-now] .rests li')].filter((item) => item.dataset.off !== undefined)
                .map((item) => item.dataset.of)",
        )
    }
}

#[test]
fn the_story_is_walked_by_its_button_from_the_cover_to_the_charts_and_back() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let start: Shown = page.browser.eval(SHOWN);
        assert_eq!((start.steps.len(), start.step, start.charts), (0, None, CORPUS.charts.len()), "{engine:?}");
        for step in 0..=LAST {
            page.next();
            page.wait_at(step);
        }
        page.next();
        page.browser.wait_until("location.hash === '#/explore' && !document.querySelector('#story').dataset.step");
        let end: Shown = page.browser.eval(SHOWN);
        assert_eq!((end.steps.len(), end.charts, end.title.as_str()), (0, CORPUS.charts.len(), DOSSIER.site.title));
        for step in (0..=LAST).rev() {
            page.browser.back();
            page.wait_at(step);
        }
        page.browser.back();
        page.browser.wait_until("location.hash === '' && !document.querySelector('#story').dataset.step");
        page.browser.forward();
        page.wait_at(0);
        // Before the first step there is none.
        page.browser.click("[data-testid=story-prev]");
        assert_eq!(page.browser.eval::<String>("location.hash"), at(0).hash);
    });
}

#[test]
fn keys_move_while_the_story_has_the_focus() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, &format!("#/story/{}", slug(0))) else { return };
        page.wait_at(0);
        let there = [
            (key::RIGHT, 1),
            (key::SPACE, 2),
            ('n', 3),
            (key::LEFT, 2),
            ('p', 1),
            (key::END, LAST),
            (key::LEFT, LAST - 1),
            (key::HOME, 0),
        ];
        for (pressed, step) in there {
            page.browser.press(pressed);
            page.wait_at(step);
        }
        page.browser.press_with(key::CONTROL, key::RIGHT);
        page.browser.press(key::LEFT);
        page.wait_at(0);
        // A box of the sources is no part of the story: keys there are its own.
        page.browser.eval::<()>("(document.querySelector('[data-testid^=toggle-article]').focus(), null)");
        page.browser.press('n');
        page.browser.press(key::RIGHT);
        assert_eq!(page.browser.eval::<String>("location.hash"), at(0).hash);
        // The sheet of keys takes its own Escape; the next one leaves.
        page.browser.eval::<()>("(document.querySelector('.step[data-now] h2').focus(), null)");
        let open = "document.getElementById('keys').matches(':popover-open')";
        page.browser.press('?');
        page.browser.wait_until(open);
        page.browser.press(key::ESCAPE);
        page.browser.wait_until(&format!("!{open}"));
        assert_eq!(page.browser.eval::<String>("location.hash"), at(0).hash);
        page.browser.press(key::ESCAPE);
        page.browser.wait_until("location.hash === '#/explore' && document.activeElement.id === '/explore'");
    });
}

#[test]
fn a_link_leads_to_its_step_and_a_reload_stays() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, &format!("?off=article:001#/story/{}", slug(3))) else { return };
        page.wait_at(3);
        page.browser.reload();
        page.wait_ready();
        page.wait_at(3);
        assert_eq!(page.address(), format!("?off=article:001#/story/{}", slug(3)));
        page.open("#/story/none");
        page.browser.wait_until("document.getElementById('notices').textContent.includes('story/none')");
        page.open("#/story");
        page.browser.wait_until("document.querySelector('#story').dataset.step === '1'");
    });
}

#[test]
fn progress_marks_lead_to_their_steps() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, &format!("#/story/{}", slug(0))) else { return };
        page.wait_at(0);
        for step in [5, 2] {
            page.browser.click(&format!("#steps li:nth-child({}) a", step + 1));
            page.wait_at(step);
        }
    });
}

#[test]
fn a_step_says_what_of_it_fell_restores_it_for_itself_and_gives_the_choice_back() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, &format!("#/story/{}", slug(1))) else { return };
        for article in CORPUS.article_ixs() {
            let off = Off::default().with_article(article, true);
            let id = CORPUS.article(article).id;
            let step = StepIx(1);
            let state = ViewState { place: Place::Story(step), off, ..ViewState::default() };
            page.toggle(id);
            let expected: Vec<&str> = CORPUS
                .step(step)
                .claims
                .iter()
                .filter(|ix| !claim_stands(&CORPUS, **ix, off))
                .map(|ix| CORPUS.claim(*ix).id)
                .collect();
            assert_eq!(page.said_to_be_off(), expected, "{engine:?} {id}");
            let note = "document.getElementById('step-stand')";
            let (n, of) = fallen(&CORPUS, &state, step);
            assert_eq!(page.browser.eval::<bool>(&format!("{note}.checkVisibility()")), n > 0, "{engine:?} {id}");
            if n > 0 {
                let words: String = page.browser.eval(&format!("{note}.textContent"));
                assert!(words.contains(&format!("{n} of the {of} claims")), "{words}");
            }
            page.toggle(id);
        }
        page.toggle("000");
        page.change(|| page.browser.click("[data-testid=story-restore]"));
        assert_eq!(page.said_to_be_off(), [""; 0]);
        assert_eq!(page.address(), format!("?off=article:000&restored={0}#/story/{0}", slug(1)));
        assert!(page.browser.eval::<bool>("document.getElementById('on-article-000').checked"));
        page.next();
        page.wait_at(2);
        assert_eq!(page.address(), format!("?off=article:000#/story/{}", slug(2)));
        assert!(!page.browser.eval::<bool>("document.getElementById('on-article-000').checked"));
        page.browser.back();
        page.wait_at(1);
        assert_eq!(page.said_to_be_off(), [""; 0]);
        page.browser.back();
        page.browser.wait_until("!location.search.includes('restored')");
        page.browser.wait_until("!document.getElementById('on-article-000').checked");
        page.change(|| page.browser.press(key::ESCAPE));
        page.browser.wait_until("location.hash === '#/explore'");
        assert_eq!(page.address(), "?off=article:000#/explore");
    });
}

/// Marks of the pictures, greyed exactly where their claims are off.
#[test]
fn pictures_of_the_story_follow_the_sources() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        for step in CORPUS.step_ixs() {
            page.open(&format!("#/story/{}", CORPUS.step(step).slug));
            page.wait_at(step.at());
            for article in CORPUS.article_ixs() {
                page.toggle(CORPUS.article(article).id);
                assert_greyed(&page, article);
                page.toggle(CORPUS.article(article).id);
            }
        }
    });
}

#[track_caller]
fn assert_greyed(page: &Page, article: ArticleIx) {
    let marks: Vec<(String, bool)> = page.browser.eval(
        "[...document.querySelectorAll('.step[data-now] [data-of]')].map((mark) => [mark.dataset.of, mark.dataset.off !== undefined])",
    );
    assert!(!marks.is_empty());
    let off = Off::default().with_article(article, true);
    for (tells, is_off) in marks {
        let stands = attested::query::Tells::read(&CORPUS, &tells).stand(&CORPUS, off);
        assert_eq!(is_off, !stands, "{tells} without {}", CORPUS.article(article).id);
    }
}

#[test]
fn the_story_works_in_a_frame() {
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Whole) else { return };
        page.browser.open(&(page.server.origin() + AROUND));
        page.browser.eval_with::<()>(
            "(document.body.innerHTML = `<iframe src='${arguments[0]}' width=1000 height=700></iframe>`, null)",
            &[json!(page.server.page())],
        );
        // Asked from outside: a driver that enters a frame while it loads takes the whole tab down.
        page.browser.wait_until("document.querySelector('iframe').contentDocument?.body?.dataset.ready === 'app'");
        page.browser.enter_frame();
        for step in 0..3 {
            page.next();
            page.wait_at(step);
        }
        page.browser.press(key::RIGHT);
        page.wait_at(3);
        page.browser.eval::<()>("(history.back(), null)");
        page.wait_at(2);
    });
}

#[test]
fn marks_move_between_pictures_unless_the_reader_wants_less_motion() {
    in_each(|engine| {
        // WebKitGTK follows its desktop in this, and a driver cannot ask it.
        let wishes = if engine == Engine::WebKit { &[false][..] } else { &[false, true] };
        for &still in wishes {
            let Some(page) = Page::start(Profile { engine, still, ..Profile::default() }, "/", Program::Whole) else { return };
            page.open(&format!("#/story/{}", slug(1)));
            page.wait_ready();
            page.wait_at(1);
            page.next();
            page.wait_at(2);
            let asked: bool = page.browser.eval("matchMedia('(prefers-reduced-motion: reduce)').matches");
            let moved: bool = page.browser.eval("performance.getEntriesByName('marks-moved').length > 0");
            assert_eq!((moved, asked), (!still, still), "{engine:?}");
        }
    });
}

impl Page {
    /// A finger's way over the page. The driver of WebKitGTK takes touches and passes none on: there the page is told of one.
    fn swipe(&self, engine: Engine, from: [f64; 2], to: [f64; 2]) {
        if engine != Engine::WebKit {
            return self.browser.swipe(from, to);
        }
        self.browser.eval_with::<()>(
            "(() => {
                const [from, to] = arguments
                const finger = { pointerType: 'touch', isPrimary: true, bubbles: true, cancelable: true }
                for (const [name, [clientX, clientY]] of [['pointerdown', from], ['pointerup', to]])
                    document.elementFromPoint(...from).dispatchEvent(new PointerEvent(name, { ...finger, clientX, clientY }))
                return null
            }).apply(null, arguments)",
            &[json!(from), json!(to)],
        );
    }
}

#[test]
fn a_swipe_leads_on_and_back() {
    in_each(|engine| {
        let profile = Profile { engine, width: 600, height: 900, ..Profile::default() };
        let Some(page) = Page::start(profile, "/", Program::Whole) else { return };
        page.open(&format!("#/story/{}", slug(0)));
        page.wait_ready();
        page.wait_at(0);
        page.swipe(engine, [400.0, 550.0], [150.0, 560.0]);
        page.wait_at(1);
        page.swipe(engine, [150.0, 550.0], [400.0, 560.0]);
        page.wait_at(0);
        // Down the page is no swipe, and a slip is none.
        page.swipe(engine, [300.0, 600.0], [320.0, 400.0]);
        page.swipe(engine, [300.0, 550.0], [270.0, 550.0]);
        assert_eq!(page.browser.eval::<String>("location.hash"), at(0).hash);
    });
}

#[test]
fn the_reader_is_offered_to_go_on_where_the_story_was_left() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let resume = "document.getElementById('resume')";
        assert!(!page.browser.eval::<bool>(&format!("{resume}.checkVisibility()")), "nothing was read yet");
        page.open(&format!("#/story/{}", slug(4)));
        page.wait_at(4);
        page.open("");
        page.browser.reload();
        page.wait_ready();
        page.browser.wait_until(&format!("{resume}.checkVisibility()"));
        assert!(page.browser.eval::<String>(&format!("{resume}.textContent")).contains('5'));
        page.browser.click("#resume");
        page.wait_at(4);
        // Who has come to the end starts over.
        page.browser.press(key::END);
        page.wait_at(LAST);
        page.browser.press(key::ESCAPE);
        page.open("");
        page.browser.reload();
        page.wait_ready();
        assert!(!page.browser.eval::<bool>(&format!("{resume}.checkVisibility()")));
    });
}

/// What fell unfolds what the step rests on; the reader's own folding is then left alone.
#[test]
fn what_a_step_rests_on_can_be_folded_though_some_of_it_fell() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, &format!("?off=article:000#/story/{}", slug(1))) else { return };
        page.browser.wait_until("document.querySelector('.step[data-now] .rests').open");
        let folded = "new Promise((done) => {
            const rests = document.querySelector('.step[data-now] .rests')
            const later = () => requestAnimationFrame(() => requestAnimationFrame(() => done(!rests.open)))
            rests.addEventListener('toggle', later, { once: true })
            rests.querySelector('summary').click()
        })";
        assert!(page.browser.eval::<bool>(folded), "{engine:?}");
    });
}

/// What is not shown waits beside the document; on paper all of it is there, with what is off greyed in every step.
#[test]
fn what_is_not_shown_is_not_in_the_document_until_it_is_printed() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, &format!("?off=article:000#/story/{}", slug(1))) else { return };
        let there = "[document.querySelectorAll('.step').length, document.querySelectorAll('.chart .still').length]";
        let shown = (1, 0);
        assert_eq!(page.browser.eval::<(usize, usize)>(there), shown, "{engine:?}");
        page.browser.eval::<()>("(dispatchEvent(new Event('beforeprint')), null)");
        page.browser.wait_until("document.querySelectorAll('.step').length > 1");
        assert_eq!(page.browser.eval::<(usize, usize)>(there), (LAST + 1, CORPUS.charts.len()), "{engine:?}");
        let steps: Vec<String> = page.browser.eval("[...document.querySelectorAll('.step')].map((step) => step.dataset.slug)");
        assert!(steps.iter().map(String::as_str).eq(CORPUS.steps.iter().map(|step| step.slug)), "{steps:?}");
        let greyed: Vec<String> =
            page.browser.eval("[...document.querySelectorAll('.rests [data-off]')].map((item) => item.dataset.of)");
        let off = Off::default().with_article(ArticleIx(0), true);
        let fallen = CORPUS.steps.iter().flat_map(|step| step.claims).filter(|ix| !claim_stands(&CORPUS, **ix, off));
        assert!(greyed.iter().map(String::as_str).eq(fallen.map(|ix| CORPUS.claim(*ix).id)), "{greyed:?}");
        page.browser.eval::<()>("(dispatchEvent(new Event('afterprint')), null)");
        page.browser.wait_until("document.querySelectorAll('.step').length === 1");
        assert_eq!(page.browser.eval::<(usize, usize)>(there), shown, "{engine:?}");
    });
}

/// All steps with all pictures, on paper and where the program is not.
#[track_caller]
fn assert_flat(browser: &Browser, why: &str) {
    let seen: Vec<String> = browser.eval(
        "[...document.querySelectorAll('.step')].filter((step) => step.checkVisibility() &&
            [...step.querySelectorAll('.exhibit svg, .exhibit .tellings')].some((picture) => picture.checkVisibility()))
            .map((step) => step.dataset.slug)",
    );
    let all: Vec<&str> = CORPUS.steps.iter().map(|step| step.slug).collect();
    assert_eq!(seen, all, "{why}");
    for chart in CORPUS.charts {
        // A picture far out of sight has no height yet.
        let stage = format!("document.getElementById('stage-{}')", chart.id);
        let seen =
            format!("{stage}.scrollIntoView({{ behavior: 'instant' }}), {stage}.querySelector('.still')?.clientHeight > 0");
        browser.wait_until(&format!("({seen})"));
        let runs_over: bool = browser.eval(&format!("{stage}.scrollHeight > {stage}.clientHeight + 1"));
        assert!(!runs_over, "{} runs into the words below it, {why}", chart.id);
    }
    assert!(
        browser.eval::<usize>("[...document.querySelectorAll('figure.chart')].filter((chart) => chart.checkVisibility()).length")
            > 0
    );
}

#[test]
fn on_paper_every_step_stands_with_its_picture() {
    let Some(page) = Page::told(Engine::Chromium, "") else { return };
    for place in [String::new(), format!("#/story/{}", slug(2))] {
        page.open(&place);
        page.wait_ready();
        // As where paper is narrower than the screen was, and the still picture higher than the canvas.
        page.browser.eval::<()>("(document.querySelectorAll('.chart .stage').forEach((it) => it.style.height = '9px'), null)");
        page.browser.as_printed(true);
        page.browser.wait_until("document.querySelectorAll('.step').length > 1");
        assert_flat(&page.browser, &place);
        page.browser.as_printed(false);
        page.browser.wait_until("document.querySelectorAll('.step').length < 2");
    }
}

/// Letters and digits alone: a printer may break lines and join letters as it likes.
fn letters(text: &str) -> String {
    let apart = [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")];
    let text = apart.iter().fold(text.to_string(), |text, (joined, apart)| text.replace(joined, apart));
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

#[test]
fn printed_from_the_middle_of_the_story_the_paper_has_all_of_it_and_what_still_stands() {
    // The driver of WebKitGTK prints nothing.
    for engine in [Engine::Chromium, Engine::Firefox] {
        let Some(page) = Page::told(engine, &format!("?off=article:000#/story/{}", slug(4))) else { return };
        page.wait_at(4);
        let paper = lopdf::Document::load_mem(&page.browser.print()).expect("a PDF");
        let pages: Vec<u32> = paper.get_pages().into_keys().collect();
        let text = letters(&paper.extract_text(&pages).expect("text"));
        let charts = DOSSIER.charts.iter().map(|chart| plain(chart.title).to_string());
        let titles = DOSSIER.steps.iter().map(|step| step.title.to_string()).chain(charts);
        let off = Off::default().with_article(CORPUS.article_ixs().next().expect("an article"), true);
        let standing = CORPUS.claim_ixs().filter(|ix| claim_stands(&CORPUS, *ix, off));
        let standing = standing.map(|ix| DOSSIER.claims[ix.at()].text.to_string());
        let missing: Vec<String> = titles.chain(standing).filter(|words| !text.contains(&letters(words))).collect();
        assert!(missing.is_empty(), "{engine:?}: {missing:#?}");
        for chart in CORPUS.chart_ixs() {
            let scene = scene(&CORPUS, chart, off, 640.0);
            let labels = scene.marks.iter().filter(|mark| mark.on).flat_map(|mark| &mark.labels);
            let labels = labels.filter_map(|label| if let Shape::Text { text, .. } = label { Some(letters(text)) } else { None });
            let missing: Vec<String> = labels.filter(|label| !text.contains(label)).collect();
            assert!(missing.is_empty(), "{engine:?}, the picture of {}: {missing:?}", CORPUS.chart(chart).id);
        }
    }
}

#[test]
fn without_the_program_the_story_can_be_read_and_its_links_lead_through_it() {
    for engine in Engine::all() {
        let Some(page) = Page::start(Profile { engine, scripts: false, ..Profile::default() }, "/", Program::Whole) else {
            return;
        };
        page.open("");
        assert_flat(&page.browser, "without script");
        page.browser.click("[data-testid=story-next]");
        assert_eq!(page.browser.eval::<String>("location.hash"), at(0).hash);
    }
    in_each(|engine| {
        let Some(page) = Page::start(Profile { engine, ..Profile::default() }, "/", Program::Missing) else { return };
        page.open("");
        page.browser.wait_until("document.getElementById('failed').checkVisibility()");
        assert_flat(&page.browser, "with a program that is missing");
    });
}

/// Zoomed in by two and by four, a window is a half and a quarter of itself.
#[test]
fn nothing_of_the_story_is_cut_off_when_the_page_is_zoomed() {
    // Elsewhere than in Chromium windows are no narrower than their least width.
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        for (width, height) in [(1280, 800), (640, 400), (320, 200), (390, 844)] {
            page.browser.set_viewport(width, height);
            for step in 0..=LAST {
                page.open(&format!("#/story/{}", slug(step)));
                page.wait_at(step);
                let faults: Vec<String> = page.browser.eval_with(
                    "(() => {
                        const faults = []
                        const width = document.documentElement.clientWidth
                        if (document.documentElement.scrollWidth > width) faults.push('the page is ' + document.documentElement.scrollWidth)
                        for (const element of document.querySelectorAll('.step[data-now] :is(h2, p, svg, summary), #steps .move')) {
                            const { left, right, width: own } = element.getBoundingClientRect()
                            if (element.checkVisibility() && own > 0 && (left < -1 || right > width + 1))
                                faults.push(element.textContent.trim().slice(0, 40) + ' reaches to ' + right)
                        }
                        const next = document.getElementById('next').getBoundingClientRect()
                        if (next.width === 0) faults.push('there is no way on')
                        return faults
                    })()",
                    &[json!(null)],
                );
                assert!(faults.is_empty(), "{} at {width} × {height}: {faults:?}", slug(step));
            }
        }
    });
}

#[test]
fn the_end_of_the_story_leads_to_how_to_cite_it() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, &format!("#/story/{}", slug(LAST))) else { return };
        page.wait_at(LAST);
        page.browser.click(".ends a[href='#/method/cite']");
        page.browser.wait_until("document.body.dataset.place === undefined");
        page.browser.wait_still();
        let place = "document.getElementById('/method/cite').getBoundingClientRect().top";
        page.browser.wait_until(&format!("{place} > -5 && {place} < innerHeight / 2"));
        assert!(
            page.browser.eval::<bool>("document.querySelector('.notices').hidden"),
            "{engine:?}: a link of its own is refused"
        );
    });
}

/// A file opened by double click: no server, no second file, and still toggles, links and the way back.
#[test]
fn the_one_file_works_from_the_disk() {
    in_each(|engine| {
        let Some(bundle) = bundle() else { return };
        let browser = Browser::start(Profile { engine, ..Profile::default() });
        let file = bundle.join("attested.html").canonicalize().expect("the bundle has the file");
        // By itself in a folder, so that nothing beside it can help.
        let folder = std::env::temp_dir().join(format!("attested-one-file-{}-{engine:?}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for it");
        std::fs::copy(file, folder.join("one.html")).expect("the file can be copied");
        let address = format!("file://{}", folder.join("one.html").display());
        browser.open(&address);
        browser.wait_until("document.body.dataset.ready === 'app'");
        let count = "Number(document.querySelector('[data-testid=claims-count]').textContent)";
        let all: usize = browser.eval(count);
        assert_eq!(all, CORPUS.claims.len());
        browser.click("[data-testid=toggle-article-000]");
        browser.wait_until(&format!("{count} < {all}"));
        for step in 0..2 {
            browser.click("[data-testid=story-next]");
            browser.wait_until(&format!("document.activeElement?.closest('.step')?.dataset.slug === '{}'", slug(step)));
        }
        assert!(browser.eval::<usize>(count) < all, "{engine:?}: the choice goes along");
        let link: String = browser.eval("location.href");
        browser.back();
        browser.wait_until(&format!("document.activeElement?.closest('.step')?.dataset.slug === '{}'", slug(0)));
        browser.back();
        browser.back();
        browser.wait_until(&format!("{count} === {all}"));
        browser.open("about:blank");
        browser.open(&link);
        browser.wait_until(&format!("document.activeElement?.closest('.step')?.dataset.slug === '{}'", slug(1)));
        browser.wait_until(&format!("{count} < {all}"));
        let data: usize = browser.eval("JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(document.querySelector('a[download=\"claims.json\"]').href.split(',')[1]), (c) => c.charCodeAt(0)))).length");
        assert_eq!(data, all);
        // What is taken along is made within the file: pictures in pixels, too, and without saying where on the disk it is.
        browser.eval::<()>(
            "(URL.createObjectURL = (blob) => (window.saved = blob, 'data:,'),
              HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download },
              document.querySelector('.chart [data-kind=csv]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })), null)",
        );
        browser.wait_until("window.saved && window.savedAs?.endsWith('.without-000.csv')");
        let csv: String = browser.eval("saved.text()");
        assert!(csv.contains("with these off: ") && csv.contains(",false,article:000") && !csv.contains("file:"), "{csv}");
        browser.eval::<()>(
            "(document.querySelector('.chart [data-kind=png]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })), null)",
        );
        browser.wait_until("window.saved?.type === 'image/png' && window.savedAs.endsWith('.png')");
        std::fs::remove_dir_all(folder).expect("the folder can be removed");
    });
}
