//! A reader's own proof: their copy of an article's text, held against every claim that is taken from it. What is sought
//! is read from the document, where every reader can see it; the text goes nowhere.

use crate::corpus::CORPUS;
use crate::dom::file::{Slot, noted, on_given, quoted_by};
use crate::model::{Article, Claim};
use crate::proof::{Found, MOST_BYTES, Place, Text, too_large, unfit, verdict};

/// Answers every file that the reader gives.
pub fn prove() {
    on_given(MOST_BYTES, |slot, given| match given {
        Ok(bytes) => match unfit(&bytes) {
            None => answer(&slot, &Text::read(&bytes)),
            Some(why) => slot.answer(why, false),
        },
        Err(n_bytes) if n_bytes > MOST_BYTES => slot.answer(&too_large(n_bytes), false),
        Err(_) => slot.answer("This file could not be read.", false),
    });
}

/// Where a copy of an article is taken.
pub fn slot_of(article: &Article) -> String {
    "[data-sha256][data-proof='".to_string() + article.id + "']"
}

fn answer(slot: &Slot, text: &Text) {
    slot.clear();
    let (id, only) = slot.asks();
    let is_asked = |claim: &Claim| match &only {
        Some(only) => claim.id == only,
        None => CORPUS.article(claim.article).id == id,
    };
    let (mut n_held, mut of, mut last, mut read) = (0, 0, 0, String::new());
    for claim in CORPUS.claims.iter().filter(|claim| is_asked(claim)) {
        if of == 0 {
            read = hash_of(CORPUS.article(claim.article));
            let other = CORPUS.articles.iter().find(|other| text.sha256 != read && hash_of(other) == text.sha256);
            if let Some(other) = other {
                return slot.answer(&format!("This is the text of another article: {}.", other.short), false);
            }
        }
        let place = "/claim/".to_string() + claim.id;
        let Some((paragraph, locator)) = quoted_by(&place) else { continue };
        let sought = Place { paragraph, locator };
        let found = text.find(&sought);
        let holds = found == Found::Once;
        slot.add(&("#".to_string() + &place), &found.words(&sought), holds);
        n_held += usize::from(holds);
        of += 1;
        last = last.max(paragraph);
    }
    let (holds, words) = verdict(text, &read, n_held, of, last);
    slot.answer(&words, holds);
}

/// The hash of the text that was read of an article.
fn hash_of(article: &Article) -> String {
    noted(&slot_of(article), "data-sha256")
}
