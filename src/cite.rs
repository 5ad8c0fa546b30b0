//! How to cite the whole and its parts: in a line, in full, and for the programs that keep references. Whoever cites pins
//! the version of the data, so that a reader who follows the link later is told what has changed.

use crate::corpus::{CORPUS, DOSSIER};
use crate::model::{ClaimIx, plain};
use crate::view_state::{Place, fragment};
use serde_json::{Value, json};

/// The address under which the bundle stands, with a slash at its end; `None` where the build was not told.
pub type Address<'a> = Option<&'a str>;

/// The address of a place, pinned to this version of the data.
pub fn pinned(address: &str, place: Place) -> String {
    format!("{address}?v={}{}", DOSSIER.version, fragment(&CORPUS, place))
}

/// What this version was made of: year, month, day.
fn date() -> [u32; 3] {
    let mut parts = DOSSIER.updates[0].date.split('-').map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

/// The names, as a sentence has them at its beginning.
fn authors() -> String {
    crate::scene::words::capital(&DOSSIER.site.authors.join(", "))
}

/// In a line of somebody's text.
pub fn short() -> String {
    format!("({}, {}, data version {})", authors(), date()[0], DOSSIER.version)
}

/// In a list of references.
pub fn full(address: Address) -> String {
    let tail = address.map(|address| format!(" {}", pinned(address, Place::Cover))).unwrap_or_default();
    format!("{}. {}. Data version {}, {}.{tail}", authors(), DOSSIER.site.title, DOSSIER.version, DOSSIER.updates[0].shown)
}

/// A claim in a line, as its card has it: the article first, whose words they are.
pub fn short_of_claim(ix: ClaimIx) -> String {
    let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
    let (short, article) = (CORPUS.article(claim.article).short, DOSSIER.articles[claim.article.at()]);
    let name = if article.publisher.is_empty() { short } else { article.publisher };
    let title = if article.title.is_empty() { String::new() } else { format!(", “{}”", article.title) };
    let date = if article.date.is_empty() { String::new() } else { format!(", {}", article.date) };
    let (page, version) = (DOSSIER.site.title, DOSSIER.version);
    format!("{name}{title}{date}, paragraph {}. Found by “{page}”, data version {version}, claim {}", text.paragraph, claim.id)
}

/// What differs from claim to claim in the forms of [`of_any_claim`]: public/take.js puts in what it is. Nothing that
/// LaTeX or JSON would read as more.
pub mod blank {
    /// The claim's id.
    pub const ID: &str = "CLAIM-ID";
    /// The claim in our words.
    pub const TEXT: &str = "CLAIM-TEXT";
    /// The line of [`super::short_of_claim`].
    pub const FOUND: &str = "CLAIM-FOUND";
    /// Its address, pinned to this version.
    pub const LINK: &str = "CLAIM-LINK";
}

/// How to cite a claim, for every claim, with blanks: in full, BibTeX, CSL-JSON; each with what must be escaped in it.
pub fn of_any_claim() -> [(&'static str, &'static str, String); 3] {
    let full = format!("{}. {}", blank::FOUND, blank::LINK);
    let (key, note) = (format!("{}-{}", key(), blank::ID), format!("Claim {}: {}", blank::ID, blank::TEXT));
    let tex = bibtex_entry(&key, &format!("{note} Data version {}", DOSSIER.version), Some(blank::LINK.into()));
    let mut csl = csl_entry(key, Some(blank::LINK.into()));
    csl["note"] = json!(note);
    [("In full", "", full), ("BibTeX", "tex", tex), ("CSL-JSON", "json", pretty(&json!([csl])))]
}

/// JSON for who reads it.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("plain data can be written")
}

/// A key without anything that a program might read as more: letters and digits.
fn key() -> String {
    let words = DOSSIER.site.title.to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("{}-{}", words.join("-"), DOSSIER.version)
}

/// For LaTeX.
pub fn bibtex(address: Address) -> String {
    let link = address.map(|address| pinned(address, Place::Cover));
    bibtex_entry(&key(), &format!("Data version {}", DOSSIER.version), link)
}

fn bibtex_entry(key: &str, note: &str, link: Option<String>) -> String {
    let [year, month, day] = date();
    let mut fields = vec![
        ("author", format!("{{{}}}", DOSSIER.site.authors.iter().map(|name| escaped(name)).collect::<Vec<_>>().join("} and {"))),
        ("title", format!("{{{}}}", escaped(DOSSIER.site.title))),
        ("year", year.to_string()),
        ("date", format!("{year:04}-{month:02}-{day:02}")),
        ("version", DOSSIER.version.to_string()),
        ("note", note.to_string()),
    ];
    fields.extend(link.map(|link| ("url", link)));
    let fields: String = fields.into_iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@misc{{{key},\n{fields}}}\n")
}

/// With a backslash before what LaTeX reads as a command.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if "&%$#_{}".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// CSL-JSON, which Zotero and its kin read: a list with the one entry.
pub fn csl(address: Address) -> Value {
    json!([csl_entry(key(), address.map(|address| pinned(address, Place::Cover)))])
}

fn csl_entry(key: String, link: Option<String>) -> Value {
    let authors: Vec<Value> = DOSSIER.site.authors.iter().map(|name| json!({ "literal": name })).collect();
    let mut entry = json!({
        "id": key,
        "type": "webpage",
        "title": DOSSIER.site.title,
        "author": authors,
        "abstract": plain(DOSSIER.site.description),
        "issued": { "date-parts": [date()] },
        "version": DOSSIER.version,
        "language": "en",
    });
    if let Some(link) = link {
        entry["URL"] = json!(link);
    }
    entry
}

/// The repository's `CITATION.cff`. Without the version, which changes with every edit of the seeds: the published page
/// has it.
pub fn cff() -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let authors: String = DOSSIER.site.authors.iter().map(|name| format!("  - name: {}\n", quoted(name))).collect();
    format!(
        "# Written from seeds/ by `cargo desk citation`; a test keeps it equal. What is cited of a published page should name its\n\
         # data version; the page has that ready under Method.\n\
         cff-version: 1.2.0\nmessage: {}\ntitle: {}\ntype: dataset\nabstract: {}\nauthors:\n{authors}date-released: {}\nlicense: MIT\n",
        quoted("If you use this, please cite it as below, with the data version of what you used."),
        quoted(DOSSIER.site.title),
        quoted(&plain(DOSSIER.site.description)),
        quoted(DOSSIER.updates[0].date),
    )
}
