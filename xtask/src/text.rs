//! The pure part: versions, arguments, near names. Nothing here touches a file or a process.

use std::str::FromStr;

use crate::failure::{Failure, Result};

/// The version Cargo.lock has for a package. Cargo writes the file itself, one key a line, so two lines in a row
/// are all the TOML there is to understand.
pub fn locked_version<'a>(lockfile: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines();
    lines.find(|line| *line == name)?;
    quoted(lines.next()?.strip_prefix("version = ")?)
}

/// The `"version"` of a package.json, which npm packages as published write on a line of its own.
pub fn npm_version(package_json: &str) -> Option<&str> {
    let line = package_json.lines().find_map(|line| line.trim().strip_prefix("\"version\":"))?;
    quoted(line.trim().trim_end_matches(','))
}

/// The glue without what Leptos's server functions leave in it: classes for streams, which no page of ours opens. They
/// keep a dozen functions of the program alive.
pub fn without_streams(glue: &str) -> String {
    const CLASS: &str = "IntoUnderlying";
    let begins = |line: &str| {
        [("export class ", "}"), ("if (Symbol.dispose) ", ";"), ("const ", ";")]
            .into_iter()
            .find(|(head, _)| line.strip_prefix(head).is_some_and(|rest| rest.starts_with(CLASS)))
            .map(|(_, end)| end)
    };
    let mut out = String::with_capacity(glue.len());
    let mut until = None;
    for line in glue.lines() {
        until = until.or_else(|| begins(line));
        match until {
            // A class ends at a brace in the first column, a statement at the first semicolon.
            Some(end) if if end == "}" { line == end } else { line.ends_with(end) } => until = None,
            Some(_) => {}
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// What the glue calls in the program, for wasm-metadce: everything else may go.
pub fn exports_used(glue: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut names: Vec<&str> = glue
        .split("wasm.")
        .skip(1)
        .map(|rest| &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())])
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The graph that wasm-metadce reads: what is reached from outside.
pub fn graph_json(exports: &[&str]) -> String {
    let quoted = |prefix: &str, name: &str| format!("\"{prefix}{name}\"");
    let reaches: Vec<String> = exports.iter().map(|name| quoted("export-", name)).collect();
    let nodes = exports.iter().map(|name| format!(",{{\"name\":{},\"export\":{}}}", quoted("export-", name), quoted("", name)));
    format!("[{{\"name\":\"outside\",\"root\":true,\"reaches\":[{}]}}{}]\n", reaches.join(","), nodes.collect::<String>())
}

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// The version in what `--version` prints: the first word that begins with a digit, as in `trunk 0.21.14`,
/// `wasm-opt version 132 (version_132)`, `Chromium 156.0.8078.79 built on …`.
pub fn printed_version(output: &str) -> Option<&str> {
    output.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether two versions are the same; `132` and `132.0.0` are.
pub fn same_version(a: &str, b: &str) -> bool {
    fn significant(version: &str) -> &str {
        let mut rest = version;
        while let Some(shorter) = rest.strip_suffix(".0") {
            rest = shorter;
        }
        rest
    }
    significant(a) == significant(b)
}

/// The number before the first dot. A browser and its driver must agree in it.
pub fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The candidate that takes the fewest edits, if it is near enough to have been meant.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let (distance, nearest) = candidates.iter().map(|&c| (edits(word, c), c)).min_by_key(|&(distance, _)| distance)?;
    (distance <= 1 + nearest.chars().count() / 3).then_some(nearest)
}

/// Levenshtein distance: insertions, deletions and substitutions, each counting one.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a_char) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b_char) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(a_char != b_char);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// The distinct runs of name characters that follow `prefix` in `page`, in order of appearance:
/// `toggle-article-` gives `000`, `001`, … without the prefix.
pub fn ids_after<'a>(page: &'a str, prefix: &str) -> Vec<&'a str> {
    let mut ids = Vec::new();
    for (at, _) in page.match_indices(prefix) {
        let rest = &page[at + prefix.len()..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        let id = &rest[..end];
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A string as JSON writes it. Enough for the one small file we write: paths and selectors.
pub fn json_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The arguments after the command. Each option is taken out as it is read, and [`Args::finish`] refuses the rest.
pub struct Args {
    own: Vec<String>,
    passed_on: Option<Vec<String>>,
}

impl Args {
    pub fn new(args: impl Iterator<Item = String>) -> Args {
        let mut own: Vec<String> = args.collect();
        let passed_on = own.iter().position(|arg| arg == "--").map(|at| {
            let rest = own.split_off(at);
            rest[1..].to_vec()
        });
        Args { own, passed_on }
    }

    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.own.len();
        self.own.retain(|arg| arg != name);
        self.own.len() < before
    }

    /// `--name value` or `--name=value`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let with_equals = format!("{name}=");
        let Some(at) = self.own.iter().position(|arg| arg == name || arg.starts_with(&with_equals)) else {
            return Ok(None);
        };
        let arg = self.own.remove(at);
        if let Some(value) = arg.strip_prefix(&with_equals) {
            return Ok(Some(value.to_owned()));
        }
        if at == self.own.len() || self.own[at].starts_with("--") {
            return Err(Failure {
                what: format!("`{name}` has no value"),
                cause: "the option stands at the end, or before another one".to_owned(),
                remedy: format!("write `{name} VALUE`"),
            });
        }
        Ok(Some(self.own.remove(at)))
    }

    pub fn number<T: FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(value) = self.value(name)? else {
            return Ok(None);
        };
        value.parse().map(Some).map_err(|_| Failure {
            what: format!("`{name} {value}` cannot be used"),
            cause: "a whole number in range is wanted there".to_owned(),
            remedy: format!("write `{name} N`"),
        })
    }

    /// All that stands after `--`.
    pub fn after_dashes(&mut self) -> Vec<String> {
        self.passed_on.take().unwrap_or_default()
    }

    pub fn finish(&self, command: &str, known: &[&str]) -> Result<()> {
        let unread = self.own.first().map(String::as_str).or(self.passed_on.as_ref().map(|_| "--"));
        let Some(unread) = unread else { return Ok(()) };
        Err(Failure {
            what: format!("`cargo xtask {command}` does not know `{unread}`"),
            cause: match nearest(unread, known) {
                Some(near) => format!("a slip of the pen: did you mean `{near}`?"),
                None => "the option belongs to another command, or there is none of that name".to_owned(),
            },
            remedy: match known {
                [] => format!("`cargo xtask {command}` takes no options"),
                _ => format!("it takes: {}", known.join(", ")),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKFILE: &str = "\
# This file is automatically @generated by Cargo.
version = 4

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.128\"
source = \"registry+…\"
dependencies = [
 \"wasm-bindgen-macro\",
]

[[package]]
name = \"wasm-bindgen-macro\"
version = \"0.2.9\"
";

    #[test]
    fn reads_a_version_from_the_lockfile() {
        assert_eq!(locked_version(LOCKFILE, "wasm-bindgen"), Some("0.2.128"));
        assert_eq!(locked_version(LOCKFILE, "wasm-bindgen-macro"), Some("0.2.9"));
        assert_eq!(locked_version(LOCKFILE, "wasm"), None);
        assert_eq!(locked_version("", "wasm-bindgen"), None);
    }

    #[test]
    fn reads_a_version_from_package_json() {
        assert_eq!(npm_version("{\n  \"name\": \"x\",\n  \"version\": \"132.0.0\",\n}"), Some("132.0.0"));
        assert_eq!(npm_version("{\n  \"name\": \"x\"\n}"), None);
    }

    const GLUE: &str = "\
export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_sink_free(this.ptr, 0);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;

export function start() {
    wasm.start();
    return wasm.memory.buffer;
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_sink_free(ptr, 1));
let wasm;
";

    #[test]
    fn streams_leave_the_glue_and_the_rest_stays() {
        let rest = "\nexport function start() {\n    wasm.start();\n    return wasm.memory.buffer;\n}\nlet wasm;\n";
        assert_eq!(without_streams(GLUE), rest);
        assert_eq!(without_streams(rest), rest);
    }

    #[test]
    fn what_the_glue_calls_is_kept_once() {
        assert_eq!(exports_used(GLUE), ["__wbg_sink_free", "memory", "start"]);
        assert_eq!(exports_used(&without_streams(GLUE)), ["memory", "start"]);
        assert_eq!(
            graph_json(&["memory", "start"]),
            "[{\"name\":\"outside\",\"root\":true,\"reaches\":[\"export-memory\",\"export-start\"]},\
             {\"name\":\"export-memory\",\"export\":\"memory\"},{\"name\":\"export-start\",\"export\":\"start\"}]\n"
        );
        assert!(exports_used("").is_empty());
    }

    #[test]
    fn reads_what_version_flags_print() {
        #[track_caller]
        fn check(output: &str, expected: Option<&str>) {
            assert_eq!(printed_version(output), expected);
        }
        check("trunk 0.21.14", Some("0.21.14"));
        check("wasm-bindgen 0.2.128", Some("0.2.128"));
        check("wasm-opt version 132 (version_132)", Some("132"));
        check("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", Some("156.0.8078.79"));
        check("ChromeDriver 156.0.8078.79 (a21ce95-refs/branch-heads/8078@{#1704})", Some("156.0.8078.79"));
        check("no number here", None);
        check("", None);
    }

    #[test]
    fn compares_versions() {
        assert!(same_version("132", "132.0.0"));
        assert!(same_version("0.2.128", "0.2.128"));
        assert!(!same_version("0.2.128", "0.2.12"));
        assert!(!same_version("0.2.128", "0.2.1280"));
        assert!(!same_version("1.0.0-rc1", "1"));
        assert_eq!(major("156.0.8078.79"), Some(156));
        assert_eq!(major("x"), None);
    }

    #[test]
    fn suggests_the_nearest_command() {
        #[track_caller]
        fn check(word: &str, expected: Option<&str>) {
            assert_eq!(nearest(word, &["setup", "serve", "build", "test", "bench", "help"]), expected);
        }
        check("sevre", Some("serve"));
        check("tests", Some("test"));
        check("biuld", Some("build"));
        check("set-up", Some("setup"));
        check("deploy", None);
        check("", None);
        assert_eq!(nearest("x", &[]), None);
    }

    #[test]
    fn finds_distinct_ids() {
        let page = r#"<input data-testid="toggle-article-000"><label for="toggle-article-000">
            <input data-testid='toggle-article-001'> toggle-article-"#;
        assert_eq!(ids_after(page, "toggle-article-"), ["000", "001"]);
        assert!(ids_after("", "toggle-article-").is_empty());
    }

    #[test]
    fn writes_json_strings() {
        assert_eq!(json_string(r#"C:\a "b""#), r#""C:\\a \"b\"""#);
        assert_eq!(json_string("a\nb"), r#""a\u000ab""#);
    }

    #[test]
    fn takes_arguments_apart() {
        let args = |line: &str| Args::new(line.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter());

        let mut serve = args("--no-open --port 9000");
        assert_eq!(serve.number::<u16>("--port").unwrap(), Some(9000));
        assert!(serve.flag("--no-open"));
        assert!(serve.finish("serve", &[]).is_ok());

        assert_eq!(args("--port=80").number::<u16>("--port").unwrap(), Some(80));
        assert!(args("--port 70000").number::<u16>("--port").is_err());
        assert!(args("--port").number::<u16>("--port").is_err());
        assert!(args("--port --no-open").number::<u16>("--port").is_err());

        let mut test = args("-- --test web -- --nocapture");
        assert_eq!(test.after_dashes(), ["--test", "web", "--", "--nocapture"]);
        assert!(test.finish("test", &[]).is_ok());

        assert!(args("-- x").finish("build", &[]).is_err());
        let refused = args("--prot 1").finish("serve", &["--port"]).unwrap_err();
        assert!(refused.cause.contains("--port"), "{refused}");
    }
}
