//! Holds the seeds against the articles' own texts, which are not in the repository: every locator stands where it is
//! said to, every number is printed in its paragraph, the text is the one that was read, and no paraphrase carries over
//! a run of somebody's words.

use super::fault::{Fault, SeedFile, Spot};
use crate::dossier::{ClaimText, Dossier};
use crate::model::{Claim, Corpus};
use crate::proof::{Found, Place, Text};
use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

/// A run of this many words is a sentence carried over, not a fact.
const RUN: usize = 6;

/// Every discrepancy between the seeds and the texts in `folder` (`<article id>*.txt`).
pub fn prove(corpus: &Corpus, dossier: &Dossier, files: &[SeedFile], folder: &Path) -> io::Result<Vec<Fault>> {
    let mut files_read = HashMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(article) = corpus.articles.iter().find(|article| name.starts_with(article.id) && name.ends_with(".txt")) {
            files_read.insert(article.id, fs::read(&path)?);
        }
    }
    let texts: HashMap<&str, Text> = files_read.iter().map(|(id, bytes)| (*id, Text::read(bytes))).collect();
    let mut prover = Prover { files, faults: Vec::new(), runs: HashMap::new() };
    for text in texts.values() {
        let all: Vec<String> = text.paragraphs.iter().flat_map(|paragraph| words(&String::from_utf8_lossy(paragraph))).collect();
        for run in all.windows(RUN) {
            prover.runs.entry(run.to_vec()).or_insert(());
        }
    }
    for (article, read) in corpus.articles.iter().zip(dossier.articles) {
        match texts.get(article.id) {
            None => prover.wrong(
                article.id,
                format!("there is no text of article {} in the folder", article.id),
                "put it there as <id>*.txt",
            ),
            Some(text) if text.sha256 != read.sha256 => {
                let wrong =
                    format!("the text of article {} is not the one that was read: its SHA-256 is {}", article.id, text.sha256);
                prover.wrong(read.sha256, wrong, "find the text that was read, or read this one and change the hash");
            }
            Some(text) => {
                for suspect in read.suspects {
                    prover.locator(suspect.locator, suspect.paragraph, suspect.locator, text);
                    prover.own(suspect.locator, suspect.says);
                    prover.own(suspect.locator, suspect.why);
                }
                read.evidence.iter().chain([&read.badge]).for_each(|line| prover.own(line, line));
            }
        }
    }
    for (claim, read) in corpus.claims.iter().zip(dossier.claims) {
        if let Some(text) = texts.get(corpus.article(claim.article).id) {
            prover.claim(claim, read, text);
        }
    }
    for difference in dossier.differences {
        prover.own(difference.note, difference.note);
    }
    for (derived, read) in corpus.derived.iter().zip(dossier.derived) {
        prover.own(derived.id, read.caution);
    }
    for check in dossier.checks {
        prover.own(check.id, check.note);
    }
    prover.faults.sort_by_key(|fault| fault.spot);
    Ok(prover.faults)
}

struct Prover<'a> {
    files: &'a [SeedFile],
    faults: Vec<Fault>,
    /// Every run of [`RUN`] words in any of the texts.
    runs: HashMap<Vec<String>, ()>,
}

impl Prover<'_> {
    /// Records a fault at the place where the quoted `needle` stands in the seeds.
    fn wrong(&mut self, needle: &str, wrong: String, fix: &str) {
        let quoted = format!("\"{needle}\"");
        let find = |before: &str| {
            self.files.iter().enumerate().find_map(|(file, seed)| {
                let start = seed.text.find(&format!("{before}{quoted}"))? + before.len();
                Some(Spot { file, start, end: start + quoted.len() })
            })
        };
        // Where it is defined, rather than where a check or a chart names it.
        let spot = find("\nid = ").or_else(|| find(""));
        let spot = spot.unwrap_or(Spot { file: usize::MAX, ..Spot::default() });
        self.faults.push(Fault { spot, wrong, cause: String::new(), fix: fix.into() });
    }

    fn claim(&mut self, claim: &Claim, read: &ClaimText, text: &Text) {
        self.locator(claim.id, read.paragraph, read.locator, text);
        let Some(paragraph) = text.paragraphs.get(usize::from(read.paragraph) - 1) else { return };
        let paragraph = String::from_utf8_lossy(paragraph);
        let mut printed = |what: &str, words: &str| {
            if !words.is_empty() && !paragraph.contains(words) {
                let wrong = format!("the {what} of `{}` is not printed in paragraph {}: \"{words}\"", claim.id, read.paragraph);
                self.wrong(claim.id, wrong, "copy it exactly, or correct the paragraph");
            }
        };
        printed("attribution", read.attribution);
        printed("hedge", read.hedge);
        printed("time", read.amount.period.words);
        if let Some(quantity) = read.amount.quantity {
            printed("number", quantity.words);
            for value in [quantity.low, quantity.high].into_iter().flatten() {
                if !carries(quantity.words, value) {
                    let wrong = format!("the words of `{}` do not print its number {value}: \"{}\"", claim.id, quantity.words);
                    self.wrong(claim.id, wrong, "give the words that print the number, or correct the number");
                }
            }
        }
        self.own(claim.id, read.text);
        self.own(claim.id, read.note);
    }

    fn locator(&mut self, needle: &str, paragraph: u16, locator: &str, text: &Text) {
        let place = Place { paragraph, locator: locator.into() };
        match text.find(&place) {
            Found::Once => {}
            found => self.wrong(
                needle,
                found.words(&place),
                "count the lines that are not empty from 1, and copy words that stand there once",
            ),
        }
    }

    /// Our own words may not carry over a run of the articles'.
    fn own(&mut self, needle: &str, text: &str) {
        let all = words(text);
        if let Some(run) = all.windows(RUN).find(|run| self.runs.contains_key(*run)) {
            let wrong = format!("{RUN} words in a row are an article's: \"{}\"", run.join(" "));
            self.wrong(needle, wrong, "say it in our own words");
        }
    }
}

/// Lower-case words without punctuation.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['’', '\''], "")
        .split(|c: char| !c.is_alphanumeric() && c != '$')
        .filter(|word| !word.is_empty())
        .map(String::from)
        .collect()
}

/// Whether the printed words carry the number: in digits, as a clock time, or as a word.
fn carries(printed: &str, value: f64) -> bool {
    const WORDS: [(&str, f64); 16] = [
        ("half", 0.5),
        ("halved", 0.5),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("dozen", 12.0),
        ("twice", 2.0),
    ];
    let plain = printed.replace(',', "");
    let in_digits = plain
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter_map(|digits| digits.trim_matches('.').parse::<f64>().ok())
        .any(|number| number == value || (value > 24.0 && number == value - 24.0));
    in_digits || words(printed).iter().any(|word| WORDS.iter().any(|(name, number)| name == word && *number == value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_digits_clock_times_and_words() {
        for (printed, value) in [
            ("over 13,000 people", 13000.0),
            ("6 a.m. until 2 a.m.", 26.0),
            ("Fewer than a dozen", 12.0),
            ("has halved", 0.5),
            ("18-hour", 18.0),
        ] {
            assert!(carries(printed, value), "{printed}");
        }
        assert!(!carries("over 13,000 people", 3000.0));
        assert!(!carries("nobody", 1.0));
    }
}
