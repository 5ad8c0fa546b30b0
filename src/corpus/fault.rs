//! What can be wrong with the seeds, and where: the messages are part of the product, since whoever edits a seed is
//! a user too. A fault has a place, says what is wrong, the likely cause and the fix. Nothing stops at the first.

use std::fmt::Write;

/// A stretch of one seed file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Spot {
    pub file: usize,
    pub start: usize,
    pub end: usize,
}

/// A value with the place it was written at.
#[derive(Clone, Debug)]
pub struct At<T> {
    pub value: T,
    pub spot: Spot,
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub spot: Spot,
    pub wrong: String,
    /// The likely cause; empty where there is nothing to say beyond `wrong`.
    pub cause: String,
    pub fix: String,
}

/// A file of the seeds folder.
#[derive(Clone, Debug)]
pub struct SeedFile {
    /// Relative, with forward slashes: `seeds/articles/000.toml`.
    pub path: String,
    pub text: String,
}

impl Fault {
    /// The message: what, where (file, line, column, the line itself), why, what to do.
    pub fn render(&self, files: &[SeedFile]) -> String {
        let mut out = self.wrong.clone();
        if let Some(file) = files.get(self.spot.file) {
            let start = self.spot.start.min(file.text.len());
            let line_start = file.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let line_no = file.text[..line_start].matches('\n').count() + 1;
            let column = file.text[line_start..start].chars().count() + 1;
            let line = file.text[line_start..].lines().next().unwrap_or("");
            let end = self.spot.end.clamp(start, line_start + line.len());
            let width = file.text.get(start..end).map_or(1, |s| s.chars().count().max(1));
            let _ = write!(out, "\n  --> {}:{line_no}:{column}\n   | {line}\n   | {:>at$}", file.path, "", at = column - 1);
            out.extend(std::iter::repeat_n('^', width));
        }
        if !self.cause.is_empty() {
            let _ = write!(out, "\n   = likely: {}", self.cause);
        }
        let _ = write!(out, "\n   = fix: {}", self.fix);
        out
    }
}

/// The near name, if one of `known` is close enough to `name` to be what was meant.
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(d, _)| *d <= allowed)
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// Edits (insert, delete, replace, swap of neighbours) between two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut d = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                d = d.min(rows[i - 2][j - 2] + 1);
            }
            row.push(d);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// `did you mean …`, or what else there is to say about an unknown name.
pub fn meant<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match near(name, known) {
        Some(candidate) => format!("a slip of the pen; did you mean `{candidate}`?"),
        None => "it was renamed or never defined".into(),
    }
}
