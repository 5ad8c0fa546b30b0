//! Whether a text is the one that was read, and whether words stand in it where they are said to: exactly, or not at all.
//! One rule for the publisher's seeds (`corpus::prove`) and for a reader with a copy of their own (`view::proof`). The
//! temptation is to forgive a curly quote or a changed comma; but then "it stands there" would mean nothing.

use sha2::{Digest, Sha256};

/// An article's text has some kilobytes. What is larger than this is not one, and is not even read.
pub const MOST_BYTES: u32 = 1_000_000;

/// What a file too large to be an article is answered with.
pub fn too_large(n_bytes: u32) -> String {
    format!("This file has {} kB, and an article’s text has a few. It was not read.", n_bytes / 1000)
}

/// A text, as far as it is asked about.
pub struct Text<'a> {
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its lines that are not empty. Bytes, not characters: what is sought is sought byte by byte, and code that knows
    /// characters would weigh more than all that is here.
    pub paragraphs: Vec<&'a [u8]>,
}

/// Where words are said to stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Counted from 1.
    pub paragraph: u16,
    /// Exact words.
    pub locator: String,
}

/// What is found when words are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// In their paragraph, once.
    Once,
    /// In their paragraph, but as often as this.
    Times(usize),
    /// Not in their paragraph; first in that other one, if in any.
    Not(Option<usize>),
    /// There is no such paragraph, only so many; the words are first in that other one, if in any.
    NoParagraph(usize, Option<usize>),
}

/// How often words stand in a text.
fn times(text: &[u8], words: &str) -> usize {
    text.windows(words.len().max(1)).filter(|found| *found == words.as_bytes()).count()
}

impl<'a> Text<'a> {
    /// Takes a text apart.
    pub fn read(bytes: &'a [u8]) -> Text<'a> {
        let mut sha256 = String::new();
        for byte in Sha256::digest(bytes) {
            for digit in [byte >> 4, byte & 15] {
                sha256.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
            }
        }
        let is_empty = |line: &&[u8]| line.iter().all(|byte| byte.is_ascii_whitespace());
        Text { sha256, paragraphs: bytes.split(|byte| *byte == b'\n').filter(|line| !is_empty(line)).collect() }
    }

    /// Looks for words.
    pub fn find(&self, place: &Place) -> Found {
        let here = self.paragraphs.get(usize::from(place.paragraph).wrapping_sub(1)).map(|text| times(text, &place.locator));
        match here {
            Some(1) => return Found::Once,
            Some(n) if n > 1 => return Found::Times(n),
            _ => {}
        }
        let elsewhere = self.paragraphs.iter().position(|text| times(text, &place.locator) > 0).map(|at| at + 1);
        if here.is_some() { Found::Not(elsewhere) } else { Found::NoParagraph(self.paragraphs.len(), elsewhere) }
    }
}

impl Found {
    /// What was found of the words at this place, as a sentence.
    pub fn words(self, place: &Place) -> String {
        let Place { paragraph, locator } = place;
        let (lacks, elsewhere) = match self {
            Found::Once => return format!("Paragraph {paragraph} has “{locator}”, once."),
            Found::Times(n) => return format!("Paragraph {paragraph} has “{locator}” {n} times, and should have it once."),
            Found::Not(elsewhere) => (format!("Paragraph {paragraph} does not have “{locator}”"), elsewhere),
            Found::NoParagraph(n, elsewhere) => {
                (format!("There is no paragraph {paragraph} to have “{locator}”, only {n}"), elsewhere)
            }
        };
        match elsewhere {
            Some(other) => format!("{lacks}; paragraph {other} has it."),
            None => lacks + "; no paragraph has it.",
        }
    }
}

/// Why bytes cannot be an article's text, if they cannot.
pub fn unfit(bytes: &[u8]) -> Option<&'static str> {
    match std::str::from_utf8(bytes) {
        Ok("") => Some("This file is empty."),
        Ok(_) if !bytes.contains(&0) => None,
        _ => Some("This file is not plain text in UTF-8. Save the article’s text as such (.txt), and give that."),
    }
}

/// What a text comes to against the one that was read, by its hash: of so many quotations these stand in their places,
/// the last of which is in that paragraph. Whether it holds, and in words.
pub fn verdict(text: &Text, read: &str, n_held: usize, of: usize, last: u16) -> (bool, String) {
    let (sha256, n) = (&text.sha256, text.paragraphs.len());
    let is_same = sha256 == read;
    let is = match is_same {
        true => format!("This is the very text that was read: its SHA-256 is {sha256}."),
        false => format!("This is not the text that was read: its SHA-256 is {sha256}, not {read}."),
    };
    let short = match n < usize::from(last) {
        true => format!(
            " It ends with paragraph {n}, and is quoted up to paragraph {last}: it is cut short, or its lines run together."
        ),
        false => String::new(),
    };
    let agrees = if n_held == of && !is_same { " As far as it is quoted, it agrees." } else { "" };
    (is_same && n_held == of, format!("{is}{short} Quotations in their place: {n_held} of {of}.{agrees}"))
}
