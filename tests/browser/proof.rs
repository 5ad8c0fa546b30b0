//! A reader's own copy of an article, held against what is quoted from it. With `ATTESTED_ARTICLES` the articles' own
//! texts are given; without it one that was made of the quotations.

use super::support::browser::Engine;
use super::support::{bundle, wait_for};
use super::{Page, in_each};
use attested::corpus::{CORPUS, DOSSIER};
use attested::dossier::ClaimText;
use attested::model::{ArticleIx, Claim};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn claims_of(article: ArticleIx) -> impl Iterator<Item = (&'static Claim, &'static ClaimText)> {
    CORPUS.claims.iter().zip(DOSSIER.claims).filter(move |(claim, _)| claim.article == article)
}

/// A text that has every quotation of an article in its paragraph, and nothing else.
fn made_of_quotations(article: ArticleIx) -> String {
    let last = claims_of(article).map(|(_, text)| text.paragraph).max().unwrap_or(0);
    let paragraph = |n| {
        let words: Vec<&str> = claims_of(article).filter(|(_, text)| text.paragraph == n).map(|(_, text)| text.locator).collect();
        format!("{n} | {}\n\n", words.join(" | "))
    };
    (1..=last).map(paragraph).collect()
}

/// How many of an article's quotations stand once in their paragraph of a text.
fn n_held(article: ArticleIx, text: &str) -> usize {
    let paragraphs: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let stands = |text: &&ClaimText| {
        paragraphs.get(usize::from(text.paragraph) - 1).is_some_and(|line| line.match_indices(text.locator).count() == 1)
    };
    claims_of(article).filter(|(_, text)| stands(text)).count()
}

/// The article's own text, where there is a folder with it.
fn own_text(article: ArticleIx) -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os("ATTESTED_ARTICLES")?);
    let files = fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let is_its =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(CORPUS.article(article).id));
    files.into_iter().find(is_its)
}

/// A file of the test's own.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("copies");
    fs::create_dir_all(&folder).expect("the build's own folder takes files");
    fs::write(folder.join(name), bytes).expect("the build's own folder takes files");
    folder.join(name)
}

/// Where an article takes a copy.
fn slot(article: ArticleIx) -> String {
    format!(".articles [data-proof='{}']", CORPUS.article(article).id)
}

impl Page {
    /// Gives a file, and what is answered: in a sentence, and how many lines fail and hold.
    #[track_caller]
    fn proves(&self, slot: &str, file: &Path) -> (String, [usize; 2]) {
        let status = format!("document.querySelector(`{slot} [role=status]`)");
        self.browser.eval::<()>(&format!("({status}.textContent = '', document.querySelector(`{slot}`).open = true, null)"));
        self.browser.give(&format!("{slot} input"), file);
        let said = wait_for("an answer", || {
            let said: String = self.browser.eval(&format!("{status}.textContent"));
            (!said.is_empty()).then_some(said)
        });
        let lines = self
            .browser
            .eval(&format!("['.fails p', '.holds p'].map((css) => document.querySelectorAll(`{slot} ${{css}}`).length)"));
        (said, lines)
    }
}

#[test]
fn a_copy_is_held_against_every_quotation_of_its_article() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "#/sources") else { return };
        // One engine for all of them; the rule is the same.
        let n_articles = if engine == Engine::Chromium { CORPUS.articles.len() } else { 1 };
        for article in CORPUS.article_ixs().take(n_articles) {
            let (id, n) = (CORPUS.article(article).id, claims_of(article).count());
            let made = made_of_quotations(article);
            let held = n_held(article, &made);
            let (said, lines) = page.proves(&slot(article), &file(&format!("{id}-made.txt"), made.as_bytes()));
            assert!(said.contains("not the text") && said.contains(&format!("{held} of {n}")), "{id}: {said}");
            assert_eq!(lines, [n - held, held], "{id}");
            let cut = &made[..made.len() / 2];
            let held = n_held(article, cut);
            let (said, lines) = page.proves(&slot(article), &file(&format!("{id}-cut.txt"), cut.as_bytes()));
            assert!(said.contains("cut short") && said.contains(&format!("{held} of {n}")), "{id}: {said}");
            assert_eq!(lines, [n - held, held], "{id}");
            let Some(own) = own_text(article) else { continue };
            let (said, lines) = page.proves(&slot(article), &own);
            assert!(said.contains("the very text") && said.contains(DOSSIER.articles[article.at()].sha256), "{id}: {said}");
            assert_eq!(lines, [0, n], "{id}");
            let other = ArticleIx((article.0 + 1) % CORPUS.articles.len() as u16);
            let (said, lines) = page.proves(&slot(other), &own);
            assert!(said.contains("another article") && said.contains(CORPUS.article(article).short), "{id}: {said}");
            assert_eq!(lines, [0, 0], "{id}");
        }
    });
}

#[test]
fn what_is_no_text_is_answered_plainly() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "#/sources") else { return };
        let slot = slot(ArticleIx(0));
        for (name, bytes, words) in [
            ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "not plain text"),
            ("empty.txt", Vec::new(), "empty"),
            ("large.txt", vec![b'a'; 50_000_000], "was not read"),
        ] {
            let (said, lines) = page.proves(&slot, &file(name, &bytes));
            assert!(said.contains(words), "{name}: {said}");
            assert_eq!(lines, [0, 0], "{name}");
        }
    });
}

#[test]
fn a_file_dropped_on_an_article_or_on_a_card_is_answered_there_and_goes_nowhere() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "#/claim/000-p4-students") else { return };
        page.browser.wait_until("document.querySelector('.card .proof')");
        let asked = page.server.asked().len();
        for (slot, n) in [(".card .proof".to_string(), 1), (slot(ArticleIx(0)), claims_of(ArticleIx(0)).count())] {
            let kept: bool = page.browser.eval(&format!(
                "((slot) => {{
                    const data = new DataTransfer()
                    data.items.add(new File([{}], 'copy.txt', {{ type: 'text/plain' }}))
                    const drag = (name) => slot.dispatchEvent(new DragEvent(name, {{ dataTransfer: data, bubbles: true, cancelable: true }}))
                    return drag('dragover') || drag('drop')
                }})(document.querySelector(`{slot}`))",
                serde_json::json!(made_of_quotations(ArticleIx(0))),
            ));
            assert!(!kept, "the browser would open the file");
            page.browser
                .wait_until(&format!("document.querySelector(`{slot} [role=status]`).textContent.includes('not the text')"));
            page.browser.wait_until(&format!(
                "document.querySelectorAll(`{slot} .lines a`).length === {n} && document.querySelector(`{slot}`).open"
            ));
        }
        // From a line of the answer to the claim it speaks of.
        page.browser.eval::<()>(&format!("(document.querySelector(`{} .lines a`).click(), null)", slot(ArticleIx(0))));
        page.browser.wait_until("location.hash.startsWith('#/claim/000-')");
        let Some(bundle) = bundle() else { return };
        // Nothing is asked for but what the worker keeps for later: files of the page itself, without a query.
        let others: Vec<String> = page.server.asked().split_off(asked);
        let is_own = |path: &String| path == "/" || bundle.join(path.trim_start_matches('/')).is_file();
        assert!(others.iter().all(is_own), "{others:?}");
    });
}
