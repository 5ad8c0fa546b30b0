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
            let line = file.text[line_start..].lines().next().unwrap_or("");
            // A fault at the end of a line may stand behind its carriage return, which is not shown.
            let start = start.min(line_start + line.len());
            let column = file.text[line_start..start].chars().count() + 1;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, edits) in [
            ("", "", 0),
            ("", "abc", 3),
            ("keeper", "keeper", 0),
            ("keeper", "keepr", 1),
            ("keeper", "kepeer", 1),
            ("keeper", "kaeeper", 1),
            ("keeper", "kooper", 2),
            ("café", "cafe", 1),
        ] {
            assert_eq!(distance(a, b), edits, "{a} and {b}");
            assert_eq!(distance(b, a), edits, "{b} and {a}");
        }
    }

    #[test]
    fn only_a_near_name_is_offered_and_the_nearest_of_them() {
        let known = ["keeper", "keepers", "kipper", "ferryman"];
        for (name, meant) in
            [("keepr", Some("keeper")), ("keepres", Some("keepers")), ("ferymann", Some("ferryman")), ("boat", None), ("", None)]
        {
            assert_eq!(near(name, known), meant, "{name}");
        }
        assert_eq!(near("keepr", []), None);
        assert!(meant("keepr", known).contains("`keeper`"));
        assert!(!meant("boat", known).contains('`'));
    }

    fn file(text: &str) -> SeedFile {
        SeedFile { path: "seeds/site.toml".into(), text: text.into() }
    }

    #[track_caller]
    fn renders(text: &str, part: &str, expected: &str) {
        let start = text.find(part).expect("the part stands in the text");
        let spot = Spot { file: 0, start, end: start + part.len() };
        let fault = Fault { spot, wrong: "it is wrong".into(), cause: "haste".into(), fix: "mend it".into() };
        assert_eq!(fault.render(&[file(text)]), format!("it is wrong\n{expected}\n   = likely: haste\n   = fix: mend it"));
    }

    #[test]
    fn the_place_is_shown_with_its_line_under_which_it_is_marked() {
        renders("a = 1\nbb = 22\n", "22", "  --> seeds/site.toml:2:6\n   | bb = 22\n   |      ^^");
        renders("a = 1", "a", "  --> seeds/site.toml:1:1\n   | a = 1\n   | ^");
    }

    #[test]
    fn columns_are_counted_in_characters() {
        renders("é — “café” = 1\n", "“café”", "  --> seeds/site.toml:1:5\n   | é — “café” = 1\n   |     ^^^^^^");
    }

    #[test]
    fn what_runs_over_several_lines_is_marked_to_the_end_of_the_first() {
        renders("a = [\n  1,\n]\n", "[\n  1,\n]", "  --> seeds/site.toml:1:5\n   | a = [\n   |     ^");
    }

    #[test]
    fn an_end_of_file_and_an_empty_place_are_marked_once() {
        let fault =
            |start| Fault { spot: Spot { file: 0, start, end: start }, wrong: "w".into(), cause: String::new(), fix: "f".into() };
        assert_eq!(fault(99).render(&[file("a = 1\n")]), "w\n  --> seeds/site.toml:2:1\n   | \n   | ^\n   = fix: f");
        assert_eq!(fault(4).render(&[file("a = 1\n")]), "w\n  --> seeds/site.toml:1:5\n   | a = 1\n   |     ^\n   = fix: f");
    }

    #[test]
    fn a_fault_of_no_file_has_no_place() {
        let spot = Spot { file: usize::MAX, ..Spot::default() };
        let fault = Fault { spot, wrong: "it is missing".into(), cause: String::new(), fix: "put it back".into() };
        assert_eq!(fault.render(&[file("a = 1")]), "it is missing\n   = fix: put it back");
    }
}
