//! The log of updates and corrections: what it says of itself must be true, for readers are told by it what has changed
//! since the version they cite.

use super::super::fault::At;
use super::super::raw::{RawUpdate, UpdatesFile};
use super::amount::{parse_date, show_date};
use super::{Checker, leak, leak_list};
use crate::dossier::Update;

impl Checker<'_> {
    /// Every entry, newest first.
    pub fn updates(&mut self, raw: &UpdatesFile, version: &str) -> Vec<Update> {
        if raw.update.is_empty() {
            let fix = "begin it with [[update]]: a date, and \"First published version.\"";
            self.wrong(raw.spot, "the log of updates is empty".into(), "", fix);
        }
        for (newer, older) in raw.update.iter().zip(raw.update.iter().skip(1)) {
            if older.date.value > newer.date.value {
                let wrong = format!("this entry is of {}, the one before it of {}", older.date.value, newer.date.value);
                self.wrong(older.date.spot, wrong, "it was added at the end", "put the newest first");
            }
        }
        raw.update.iter().enumerate().map(|(n, entry)| self.update(n, entry, raw, version)).collect()
    }

    fn update(&mut self, n: usize, entry: &RawUpdate, raw: &UpdatesFile, version: &str) -> Update {
        let day = parse_date(&entry.date).filter(|date| date.day != 0);
        if day.is_none() {
            let wrong = format!("\"{}\" is no day", entry.date.value);
            self.wrong(entry.date.spot, wrong, "", "write year, month and day, as 2026-01-31");
        }
        match &entry.version {
            Some(made) => self.version(n, made, raw, version),
            None if n > 0 => self.wrong(
                entry.date.spot,
                "this entry does not say which version it made".into(),
                "it was the newest, and another one came before it",
                "add `version`: the page of that time, its downloads and its frozen charts name it",
            ),
            None => {}
        }
        Update {
            date: leak(&entry.date),
            shown: day.map_or("", |date| leak(&show_date(date))),
            version: entry.version.as_ref().map_or(leak(version), |made| leak(made)),
            what: self.prose(&entry.what),
            claims: leak_list(entry.claims.iter().filter_map(|id| self.claim_named(id)).collect()),
        }
    }

    fn version(&mut self, n: usize, made: &At<String>, raw: &UpdatesFile, version: &str) {
        if n == 0 && made.value != version {
            let wrong = format!("the newest entry is of version {}, the seeds are of {version}", made.value);
            let fix = "write an entry for what changed since, without `version`, before this one";
            self.wrong(made.spot, wrong, "the seeds were edited after that version was published", fix);
        }
        if made.len() != version.len() || !made.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c)) {
            let fix = "copy it from the page of that time";
            self.wrong(made.spot, format!("`{}` is no version", made.value), "", fix);
        }
        let again = raw.update[..n].iter().filter_map(|other| other.version.as_ref()).any(|other| other.value == made.value);
        if again || n > 0 && made.value == version {
            let fix = "give each entry the version it made";
            self.wrong(made.spot, format!("version {} is made twice", made.value), "copied from another entry", fix);
        }
    }
}
