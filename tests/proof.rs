//! A copy of a text against what is quoted from it: exact, or failed with what differs.
#![cfg(feature = "desk")]

mod golden;
#[path = "seeds-small/mod.rs"]
mod small;

use attested::corpus::{CORPUS, DOSSIER};
use attested::proof::{Found, MOST_BYTES, Place, Text, too_large, unfit, verdict};
use golden::Goldens;
use proptest::prelude::*;
use std::path::PathBuf;
use std::{env, fs};

fn place(paragraph: u16, locator: &str) -> Place {
    Place { paragraph, locator: locator.into() }
}

/// The places of an article of the small corpus, its hash, and its text.
fn harbour() -> (Vec<Place>, String, String) {
    let (corpus, dossier) = small::loaded(&small::files());
    let article = corpus.article_ixs().find(|ix| corpus.article(*ix).id == "harbour").expect("it is in the small corpus");
    let claims = corpus.claims.iter().zip(dossier.claims).filter(|(claim, _)| claim.article == article);
    let places = claims.map(|(_, text)| place(text.paragraph, text.locator)).collect();
    let text = fs::read_to_string("tests/seeds-small/texts/harbour.txt").expect("the text is there");
    (places, dossier.articles[article.at()].sha256.into(), text)
}

/// What a reader is told of a copy.
fn told(copy: &str) -> (bool, String) {
    let (places, sha256, _) = harbour();
    let text = Text::read(copy.as_bytes());
    let found: Vec<Found> = places.iter().map(|place| text.find(place)).collect();
    let n_held = found.iter().filter(|found| **found == Found::Once).count();
    let last = places.iter().map(|place| place.paragraph).max().unwrap_or(0);
    let (holds, words) = verdict(&text, &sha256, n_held, places.len(), last);
    let lines: String = found.iter().zip(&places).map(|(found, place)| format!("{}\n", found.words(place))).collect();
    (holds, format!("{words}\n\n{lines}"))
}

#[test]
fn a_reader_is_told_what_holds_and_what_differs() {
    let (_, _, text) = harbour();
    let mut goldens = Goldens::new("proof", "proof");
    let cut = text.find("Some keepers").expect("its fourth paragraph");
    let mut moved: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    moved.swap(0, 3);
    for (name, copy, should_hold) in [
        ("the-very-text", text.clone(), true),
        ("other-line-ends", text.replace('\n', "\r\n"), false),
        ("cut-short", text[..cut].to_string(), false),
        ("cut-within-a-paragraph", text[..cut + 12].to_string(), false),
        ("another-word", text.replace("next to nothing", "hardly anything"), false),
        ("a-word-twice", text.replace("next to nothing", "next to nothing, next to nothing"), false),
        ("paragraphs-moved", moved.join("\n\n"), false),
        ("all-in-one-line", text.replace('\n', " "), false),
        ("another-text", "Nothing of it.\n".into(), false),
    ] {
        let (holds, words) = told(&copy);
        assert_eq!(holds, should_hold, "{name}");
        goldens.check(&format!("{name}.txt"), &words);
    }
    goldens.finish();
}

#[test]
fn what_is_no_text_is_refused() {
    for (bytes, why) in [
        (b"".as_slice(), "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "UTF-8"),
        (b"caf\xe9", "UTF-8"),
        (b"P\0l\0a\0i\0n\0", "UTF-8"),
    ] {
        assert!(unfit(bytes).is_some_and(|words| words.contains(why)), "{bytes:?}");
    }
    assert_eq!(unfit("Plain words, “curly” too.".as_bytes()), None);
    assert!(too_large(50_000_000).contains("50000 kB") && MOST_BYTES > 100_000);
}

#[test]
fn the_hash_is_that_of_the_standard() {
    // The two examples of FIPS 180, which anybody can look up.
    assert_eq!(Text::read(b"abc").sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(Text::read(b"").sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

proptest! {
    /// Held against another way to count, which knows characters.
    #[test]
    fn words_are_found_where_they_stand(lines in prop::collection::vec("[ab ]{0,6}", 0..6), words in "[ab]{1,2}", at in 1..6u16) {
        let text = lines.join("\n");
        let paragraphs: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        let count = |line: &str| (0..line.len()).filter(|start| line[*start..].starts_with(&words)).count();
        let first = paragraphs.iter().position(|line| count(line) > 0).map(|n| n + 1);
        let expected = match paragraphs.get(usize::from(at) - 1).map(|line| count(line)) {
            None => Found::NoParagraph(paragraphs.len(), first),
            Some(0) => Found::Not(first),
            Some(1) => Found::Once,
            Some(n) => Found::Times(n),
        };
        prop_assert_eq!(Text::read(text.as_bytes()).find(&place(at, &words)), expected);
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<u16>(), words in any::<String>()) {
        let text = Text::read(&bytes);
        let found = text.find(&place(at, &words));
        let _ = (found.words(&place(at, &words)), verdict(&text, "", 0, 1, at), unfit(&bytes));
    }
}

#[test]
fn the_articles_own_texts_hold_and_without_their_last_line_do_not() {
    let Some(folder) = env::var_os("ATTESTED_ARTICLES").map(PathBuf::from) else {
        return eprintln!("skipped: ATTESTED_ARTICLES names no folder with the articles' texts");
    };
    for ix in CORPUS.article_ixs() {
        let id = CORPUS.article(ix).id;
        let files = fs::read_dir(&folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
        let path = files.into_iter().find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(id)));
        let bytes = fs::read(path.expect("each article has its text")).expect("it can be read");
        let claims: Vec<Place> = CORPUS
            .claims
            .iter()
            .zip(DOSSIER.claims)
            .filter(|(claim, _)| claim.article == ix)
            .map(|(_, text)| place(text.paragraph, text.locator))
            .collect();
        let held = |bytes: &[u8]| {
            let text = Text::read(bytes);
            let n_held = claims.iter().filter(|place| text.find(place) == Found::Once).count();
            (n_held == claims.len(), verdict(&text, DOSSIER.articles[ix.at()].sha256, n_held, claims.len(), 0).0)
        };
        assert_eq!((unfit(&bytes), held(&bytes)), (None, (true, true)), "{id}");
        assert_eq!(held(&bytes[..bytes.len() / 3]), (false, false), "{id}, a third of it");
        assert_eq!(held(&[&bytes[..], b"\n"].concat()), (true, false), "{id}, with a line more");
    }
}
