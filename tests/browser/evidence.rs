//! From any number to who said it: cards, what falls, the matrix, and the list narrowed.

use super::Page;
use super::support::wait_for;
use attested::corpus::{CORPUS, DOSSIER};
use attested::model::ClaimIx;
use attested::query::{Off, Tells, fallen, support};
use attested::view_state::parse;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn a_link_to_a_claim_unfolds_its_card_and_no_other() {
    let Some(page) = Page::ready("") else { return };
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
}

/// What the list shows, as its items say, and what is in the link.
#[track_caller]
fn listed(page: &Page) -> (BTreeSet<String>, String) {
    let shown: Vec<String> = page.browser.eval(
        "[...document.querySelectorAll('[data-testid=claims-list] li[data-claim]')].filter((item) => item.checkVisibility())
            .map((item) => item.dataset.claim)",
    );
    (shown.into_iter().collect(), page.browser.eval("location.search"))
}

#[test]
fn the_list_is_narrowed_by_words_and_choices_which_are_in_the_link() {
    let Some(page) = Page::ready("#/claims") else { return };
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
    narrow("told", "told:once");
    let once = |ix: ClaimIx| support(&CORPUS, CORPUS.claim(ix).fact, Off::default()).articles == 1;
    assert_eq!(listed(&page).0, of(&|ix| text(ix).amount.kind.word() == "flow" && once(ix)));
    page.browser.back();
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
    assert!(
        page.browser
            .eval::<bool>("[...document.querySelectorAll('.claims h3, .claims h4')].every((head) => !head.checkVisibility())")
    );
}

#[test]
fn what_falls_is_listed() {
    let Some(page) = Page::ready("") else { return };
    let listed =
        "[...document.querySelectorAll('.falls li')].filter((item) => item.checkVisibility()).map((item) => item.textContent)";
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
}

#[test]
fn cells_of_the_matrix_fall_with_their_claims_and_lead_to_them() {
    let Some(page) = Page::ready("") else { return };
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
}
