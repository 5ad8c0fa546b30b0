//! The layer map and the house rules, held by reading the source: a line may use only what stands above it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each layer may name of the crate. A longer path overrides a shorter one. Tests inside a file may also reach for
/// the compiled corpus, so they are not looked at.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("theme", &[]),
    ("dossier", &["model"]),
    ("proof", &[]),
    ("corpus", &["corpus", "model", "dossier", "proof"]),
    ("query", &["model"]),
    ("view_state", &["model", "query"]),
    ("scene", &["scene", "model", "query", "theme"]),
    ("scene/words", &["scene", "model", "dossier", "query", "theme"]),
    ("scene/exhibit", &["scene", "model", "dossier", "query", "theme"]),
    ("paint", &["paint", "scene", "model", "theme"]),
    ("dom", &["dom", "scene", "theme", "paint"]),
    ("story", &["model", "query", "view_state"]),
    ("cite", &["corpus", "dossier", "model", "query", "view_state", "scene"]),
    ("export", &["export", "cite", "corpus", "dossier", "model", "query", "view_state", "scene", "paint", "theme"]),
    (
        "view",
        &[
            "view",
            "cite",
            "export",
            "corpus",
            "dossier",
            "model",
            "theme",
            "proof",
            "query",
            "view_state",
            "story",
            "scene",
            "paint",
            "dom",
        ],
    ),
];

fn files_below(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}")) {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files_below(&path.to_string_lossy(), extension));
        } else if path.extension().is_some_and(|ext| ext == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every source file with its text.
fn sources() -> Vec<(PathBuf, String)> {
    files_below("src", "rs").into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// Lines that are code: no comments, nothing from the tests at the end of a file on. Numbers count from 1.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().take_while(|(_, line)| line.trim_end() != "#[cfg(test)]");
    lines.map(|(n, line)| (n + 1, line.split("//").next().unwrap_or(""))).filter(|(_, line)| !line.trim().is_empty())
}

/// Gathers what `look` finds in each line of code of each file, and fails with all of it.
#[track_caller]
fn no_line(look: impl Fn(&Path, &str) -> Option<String>) {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        wrong.extend(code(&text).filter_map(|(n, line)| look(&path, line).map(|what| format!("{}:{n}: {what}", path.display()))));
    }
    assert!(wrong.is_empty(), "\n  {}", wrong.join("\n  "));
}

/// The layers that `crate::` paths of a text name, also those in braces: `use crate::{model, theme}`.
fn named_layers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(list) => {
                // Only the heads of the list: what stands in inner braces belongs to a layer named before.
                let (mut depth, mut head) = (0, true);
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => head = true,
                        c if depth == 0 && head && c.is_alphabetic() => {
                            found.insert(word(&list[at..]));
                            head = false;
                        }
                        _ => {}
                    }
                }
            }
            None => drop(found.insert(word(rest))),
        }
    }
    found
}

#[test]
fn a_layer_uses_only_what_stands_above_it() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let name = path.with_extension("").to_string_lossy().replace('\\', "/").replace("src/", "");
        let belongs = |layer: &str| name == layer || name.starts_with(&format!("{layer}/"));
        let rule = MAY_USE.iter().filter(|(layer, _)| belongs(layer)).max_by_key(|(layer, _)| layer.len());
        let Some((layer, allowed)) = rule else {
            if name != "lib" && !name.starts_with("bin/desk/") {
                wrong.push(format!("{} is in no layer: add it to the map in lib.rs and to this test", path.display()));
            }
            continue;
        };
        let text: String = code(&text).map(|(_, line)| format!("{line}\n")).collect();
        let below: Vec<String> = named_layers(&text).into_iter().filter(|used| !allowed.contains(&used.as_str())).collect();
        if !below.is_empty() {
            wrong.push(format!("{} is in {layer} and may not use {}", path.display(), below.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "\n  {}", wrong.join("\n  "));
}

#[test]
fn paths_in_braces_are_seen() {
    let text = "use crate::{model::{Corpus, Ref}, scene};\nlet x = crate::theme::LIGHT;\npub(crate) fn y() {}";
    assert_eq!(named_layers(text).into_iter().collect::<Vec<_>>(), ["model", "scene", "theme"]);
}

#[test]
fn only_the_tool_knows_the_crate_by_its_name() {
    no_line(|path, line| (!path.starts_with("src/bin") && line.contains("attested::")).then(|| "say `crate::`".into()));
}

#[test]
fn only_dom_and_the_canvas_know_the_browser() {
    let may = |path: &Path| path.starts_with("src/dom") || path == Path::new("src/paint/canvas.rs");
    no_line(|path, line| (!may(path) && line.contains("web_sys")).then(|| "web_sys: go through `dom`".into()));
}

#[test]
fn only_paint_knows_plotters() {
    let uses = |line: &str| line.contains("plotters::") || line.contains("plotters_");
    no_line(|path, line| (!path.starts_with("src/paint") && uses(line)).then(|| "plotters: go through `paint`".into()));
}

/// A colour in hexadecimal, `#rrggbb` with or without alpha, or as three bytes.
fn colour(line: &str) -> Option<String> {
    let hashed = line.match_indices('#').find_map(|(at, _)| {
        let digits: String = line[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        (matches!(digits.len(), 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())).then(|| format!("#{digits}"))
    });
    let bytes = line.match_indices("[0x").find_map(|(at, _)| {
        let inside = line[at + 1..].split(']').next()?;
        let numbers: Vec<&str> = inside.split(',').map(str::trim).filter(|number| !number.is_empty()).collect();
        (numbers.len() == 3 && numbers.iter().all(|number| number.starts_with("0x") && number.len() == 4))
            .then(|| format!("[{inside}]"))
    });
    hashed.or(bytes)
}

#[test]
fn only_the_theme_has_colours() {
    no_line(|path, line| {
        colour(line).filter(|_| path != Path::new("src/theme.rs")).map(|found| format!("{found}: use an ink of `theme`"))
    });
    for path in files_below("style", "css").into_iter().filter(|path| path != Path::new("style/tokens.css")) {
        let css = read(&path);
        let short = |line: &str| {
            let value = line.split_once(':').map_or("", |(_, value)| value);
            let hashed = value
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '#')
                .find(|word| word.starts_with('#') && matches!(word.len(), 4 | 5));
            hashed.filter(|word| word[1..].chars().all(|c| c.is_ascii_hexdigit())).map(String::from)
        };
        let function =
            |line: &str| ["rgb(", "rgba(", "hsl(", "oklch("].into_iter().find(|name| line.contains(name)).map(String::from);
        for (n, line) in css.lines().enumerate() {
            let found = colour(line).or_else(|| short(line)).or_else(|| function(line));
            assert_eq!(found, None, "{}:{}: use a token of style/tokens.css", path.display(), n + 1);
        }
    }
}

#[test]
fn colours_are_recognised() {
    for line in ["color: #a0b1c2;", "const X: [u8; 3] = [0x12, 0x39, 0x7a];", "#11223344"] {
        assert!(colour(line).is_some(), "{line}");
    }
    for line in
        ["#[derive(Debug)]", "href=\"#/claims\"", "format!(\"#0000{n:02X}\")", "[0x0100_0000_01b3, 0x01, 0x02]", "#decade1"]
    {
        assert_eq!(colour(line), None, "{line}");
    }
}

#[test]
fn the_tokens_are_those_of_the_theme() {
    let css = read(Path::new("style/tokens.css"));
    assert!(css == attested::theme::tokens_css(), "style/tokens.css is not what src/theme.rs says: run `cargo desk tokens`");
}

#[test]
fn files_stay_short_enough_to_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, n_lines)| *n_lines > 600)
        .map(|(path, n_lines)| format!("{} has {n_lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "\n  {}", long.join("\n  "));
}

#[test]
fn nothing_is_left_undone() {
    let marks = ["todo!", "unimplemented!", "dbg!", "#[ignore"];
    no_line(|_, line| marks.into_iter().find(|mark| line.contains(mark)).map(String::from));
}

#[test]
fn the_code_knows_nothing_of_the_subject() {
    let words = ["Korea", "Kursk", "BBC", "Moscow"];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let found = text
            .lines()
            .enumerate()
            .filter(|(_, line)| words.iter().any(|word| line.to_lowercase().contains(&word.to_lowercase())));
        wrong.extend(found.map(|(n, line)| format!("{}:{}: {}", path.display(), n + 1, line.trim())));
    }
    assert!(wrong.is_empty(), "\n  {}", wrong.join("\n  "));
}
