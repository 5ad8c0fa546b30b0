//! From any number to who said it: cards, what falls, the matrix, and the list narrowed.

use super::support::browser::key;
use super::support::wait_for;
use super::{Page, in_each};
use attested::corpus::{CORPUS, DOSSIER};
use attested::model::ClaimIx;
use attested::query::{Off, Tells, fallen, support};
use attested::view_state::parse;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn a_link_to_a_claim_unfolds_its_card_and_no_other() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let cards = "[...document.querySelectorAll('[data-testid=claim-card]')].filter((card) => card.checkVisibility())
            .map((card) => card.dataset.claim)";
        assert_eq!(page.browser.eval::<Vec<String>>(cards), [""; 0]);
        for id in ["000-p4-students", "003-p8-plan"] {
            page.open(&format!("#/claim/{id}"));
            wait_for("the card is there", || (page.browser.eval::<Vec<String>>(cards) == [id]).then_some(()));
            page.assert_shows_claim(id);
        }
        page.open("#/claims");
        wait_for("the card is put away", || page.browser.eval::<Vec<String>>(cards).is_empty().then_some(()));
    });
}

/// Every card there is, with what each must have.
#[test]
fn the_card_of_every_claim_unfolds_with_its_path_and_how_to_cite_it() {
    let Some(page) = Page::ready("#/claims") else { return };
    // By fifties, and again until it is there: Chromium makes a page wait that goes to more places than a reader could.
    let some = |from: usize| -> Vec<(String, Vec<String>, String, bool)> {
        page.browser.eval_with(
        "(async (from) => {
            const cards = []
            for (const item of [...document.querySelectorAll('.claims li[data-claim]')].slice(from, from + 50)) {
                for (let tries = 0; tries < 200 && !item.querySelector('.card'); tries += 1) {
                    location.hash = '#' + item.id
                    await new Promise((done) => setTimeout(done, tries && 50))
                }
                const card = item.querySelector('.card')
                cards.push([
                    card?.dataset.claim ?? '',
                    [...card?.querySelectorAll('dt') ?? []].map((name) => name.textContent),
                    card?.querySelector('dd')?.textContent ?? '',
                    !!card?.querySelector('.cites') && !!card?.querySelector('.proof') && document.querySelectorAll('.card').length === 1,
                ])
            }
            return cards
        })(arguments[0])",
            &[json!(from)],
        )
    };
    let cards: Vec<_> = (0..CORPUS.claims.len()).step_by(50).flat_map(some).collect();
    assert_eq!(cards.len(), CORPUS.claims.len());
    for (id, names, path, has_tools) in cards {
        let claim = CORPUS.claims.iter().find(|claim| claim.id == id).unwrap_or_else(|| panic!("no card, but {id:?}"));
        for name in ["Said by, through", "Kind", "Cite as", "Link"] {
            assert!(names.iter().any(|it| it == name), "{id} has no {name}: {names:?}");
        }
        let [first, last] = [CORPUS.origin(claim.origin).title, CORPUS.article(claim.article).short];
        assert!(path.starts_with(first) && path.contains(last) && has_tools, "{id}: {path}");
    }
}

/// What the list shows, as its items say, and what is in the link.
#[track_caller]
fn listed(page: &Page) -> (BTreeSet<String>, String) {
    // While one page gives way to the next, there may be nothing to ask; that is not an empty list.
    let seen: Option<(Vec<String>, String)> = page.browser.eval(
        "[[...document.querySelectorAll('[data-testid=claims-list] li[data-claim]')].filter((item) => item.checkVisibility())
            .map((item) => item.dataset.claim), location.search]",
    );
    let (shown, link) = seen.unwrap_or_else(|| (vec!["no page yet".into()], String::new()));
    (shown.into_iter().collect(), link)
}

#[test]
fn the_list_is_narrowed_by_words_and_choices_which_are_in_the_link() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "#/claims") else { return };
        let of = |wanted: &dyn Fn(ClaimIx) -> bool| -> BTreeSet<String> {
            CORPUS.claim_ixs().filter(|ix| wanted(*ix)).map(|ix| CORPUS.claim(ix).id.to_string()).collect()
        };
        let text = |ix: ClaimIx| DOSSIER.claims[ix.at()];
        let narrow = |field: &str, value: &str| {
            page.browser.eval_with::<()>(
                "((field) => { field.value = arguments[1]; field.dispatchEvent(new Event('input', { bubbles: true })); return null })
                    (document.getElementById('find-' + arguments[0]))",
                &[json!(field), json!(value)],
            );
        };
        assert_eq!(listed(&page).0.len(), CORPUS.claims.len());
        for kind in ["plan", "projection", "flow"] {
            narrow("kind", &format!("kind:{kind}"));
            let (shown, link) = listed(&page);
            assert_eq!(shown, of(&|ix| text(ix).amount.kind.word() == kind), "{kind}");
            assert_eq!(link, format!("?find=kind:{kind}"));
        }
        narrow("article", "article:002");
        assert_eq!(listed(&page).0, of(&|ix| text(ix).amount.kind.word() == "flow" && CORPUS.claim(ix).id.starts_with("002-")));
        assert_eq!(listed(&page).1, "?find=kind:flow,article:002");
        narrow("article", "");
        narrow("told", "told:once");
        let once = |ix: ClaimIx| support(&CORPUS, CORPUS.claim(ix).fact, Off::default()).articles == 1;
        assert_eq!(listed(&page).0, of(&|ix| text(ix).amount.kind.word() == "flow" && once(ix)));
        // Not by the driver: WebKit's goes past what a page has put there without a reader's click.
        page.browser.eval::<()>("(history.back(), null)");
        wait_for("the choice before", || (listed(&page).1 == "?find=kind:flow").then_some(()));
        wait_for("its list", || (listed(&page).0 == of(&|ix| text(ix).amount.kind.word() == "flow")).then_some(()));
        narrow("kind", "");
        for typed in ["H", "Ho", "Hospital"] {
            narrow("words", typed);
        }
        let (shown, link) = listed(&page);
        assert!(!shown.is_empty() && shown.len() < 20 && link == "?q=Hospital", "{link}: {shown:?}");
        let said: String = page.browser.eval("document.getElementById('found').textContent");
        assert!(said.starts_with(&format!("{} of {}", shown.len(), CORPUS.claims.len())), "{said}");
        // What is off stays off, and what is asked for stays asked for.
        page.toggle("001");
        let left: BTreeSet<String> = shown.iter().filter(|id| page.claims[*id].article != "001").cloned().collect();
        assert_eq!(listed(&page), (left.clone(), "?off=article:001&q=Hospital".to_string()));
        page.browser.reload();
        page.wait_ready();
        wait_for("the list as it was", || (listed(&page).0 == left).then_some(()));
        page.open("?q=nowhere%20to%20be%20found&find=kind:none#/claims");
        page.wait_ready();
        wait_for("an empty list", || listed(&page).0.is_empty().then_some(()));
        page.browser
            .wait_until("[...document.querySelectorAll('.claims h3, .claims h4')].every((head) => !head.checkVisibility())");
        page.browser.click("#find [type=reset]");
        wait_for("all of it again", || (listed(&page) == (of(&|_| true), String::new())).then_some(()));
        assert_eq!(page.browser.eval::<String>("document.activeElement.id"), "find-words");
    });
}

#[test]
fn what_falls_is_listed() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let listed = "[...document.querySelectorAll('.falls li')].filter((item) => item.checkVisibility()).map((item) => item.textContent)";
        assert_eq!(page.browser.eval::<Vec<String>>(listed), [""; 0]);
        let origins = ["escaped-workers", "sk-officials"].map(|id| format!("origin:{id}"));
        let articles = CORPUS.article_ixs().map(|ix| format!("article:{}", CORPUS.article(ix).id));
        for source in articles.chain(origins).chain(["article:000,article:002".to_string()]) {
            page.open(&format!("?off={source}"));
            page.wait_ready();
            let (state, _) = parse(&CORPUS, &format!("?off={source}"), "");
            let fallen: Vec<&str> = fallen(&CORPUS, state.off).iter().map(|fact| DOSSIER.facts[fact.at()].title).collect();
            let mut seen: Vec<String> = page.browser.eval(listed);
            let mut expected = fallen.clone();
            seen.sort();
            expected.sort();
            assert_eq!(seen, expected, "{source}");
            let words: String = page.browser.eval("document.getElementById('fallen').textContent");
            assert_eq!(words.contains("No fact"), fallen.is_empty(), "{source}: {words}");
        }
    });
}

#[test]
fn cells_of_the_matrix_fall_with_their_claims_and_lead_to_them() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        page.toggle("002");
        let (state, _) = parse(&CORPUS, "?off=article:002", "");
        let cells: Vec<(String, bool, String)> = page.browser.eval(
            "[...document.querySelectorAll('.coverage td a')].map((cell) => [cell.dataset.of, cell.dataset.off !== undefined, cell.getAttribute('href')])",
        );
        assert!(cells.len() > 100);
        for (tells, is_off, href) in cells {
            assert_eq!(is_off, !Tells::read(&CORPUS, &tells).stand(&CORPUS, state.off), "{tells}");
            assert!(tells.split(' ').any(|id| href == format!("#/claim/{id}")), "{tells} leads to {href}");
        }
    });
}

/// What has the focus: an element's own words, or its label's.
const FOCUSED: &str = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()";

#[test]
fn keys_alone_lead_through_the_list_to_a_card_and_what_it_offers() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        page.browser.eval::<()>("(document.getElementById('find-words').focus(), null)");
        "hospital".chars().for_each(|letter| page.browser.press(letter));
        wait_for("a narrower list", || (listed(&page).0.len() < 20).then_some(()));
        let (shown, _) = listed(&page);
        // Over the choices to the first claim that is left.
        let at_claim = "document.activeElement.getAttribute('href')?.startsWith('#/claim/')";
        let n_tabs = (1..20).find(|_| {
            page.browser.press(key::TAB);
            page.browser.eval::<Option<bool>>(at_claim) == Some(true)
        });
        assert!(n_tabs.is_some(), "{engine:?}: twenty tabs lead to no claim but to {:?}", page.browser.eval::<String>(FOCUSED));
        let id: String = page.browser.eval("document.activeElement.closest('li').dataset.claim");
        assert!(shown.contains(&id), "{id} is none of {shown:?}");
        page.browser.press(key::ENTER);
        page.browser.wait_until(&format!("document.querySelector('[data-testid=claim-card]')?.dataset.claim === '{id}'"));
        assert_eq!(page.browser.eval::<String>("location.hash"), format!("#/claim/{id}"));
        let mut reached = BTreeSet::new();
        for _ in 0..12 {
            page.browser.press(key::TAB);
            if page.browser.eval("!!document.activeElement.closest('.card')") {
                reached.insert(page.browser.eval::<String>(FOCUSED));
            }
        }
        for what in ["Copy link", "Cite this claim", "Hold your own copy of the article against it"] {
            assert!(reached.contains(what), "{engine:?}: {what} is not within reach: {reached:?}");
        }
    });
}

#[test]
fn arrows_lead_through_the_matrix_and_enter_to_a_claim() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "#coverage") else { return };
        let place = || -> [i32; 2] {
            page.browser.eval(
                "((cell) => [cell?.cellIndex ?? -1, cell?.parentElement.rowIndex ?? -1])(document.activeElement.closest('td'))",
            )
        };
        page.browser.eval::<()>("(document.querySelector('.coverage td a').focus(), null)");
        let first = place();
        page.browser.press(key::DOWN);
        let below = place();
        assert_eq!(below[0], first[0], "{engine:?}: down stays in the column");
        assert!(below[1] > first[1]);
        page.browser.press(key::UP);
        assert_eq!(place(), first);
        // To the right as far as the row goes, and no further.
        let last: i32 = page.browser.eval(
            "[...document.activeElement.closest('tr').cells].reduce((last, cell, n) => cell.querySelector('a') ? n : last, -1)",
        );
        (0..8).for_each(|_| page.browser.press(key::RIGHT));
        assert_eq!(place(), [last, first[1]], "{engine:?}");
        let href: String = page.browser.eval("document.activeElement.getAttribute('href')");
        page.browser.press(key::ENTER);
        page.browser.wait_until(&format!("location.hash === '{href}' && !!document.querySelector('.card')"));
    });
}
