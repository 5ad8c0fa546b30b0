//! What is handed to those who cite: that it can be read by what they use, and leads where it says.
#![cfg(feature = "desk")]

use attested::cite::{bibtex, blank, cff, csl, full, of_any_claim, pinned, short, short_of_claim};
use attested::corpus::{CORPUS, DOSSIER};
use attested::view_state::Place;
use std::fs;

const ADDRESS: Option<&str> = Some("https://example.org/some/where/");

#[test]
fn every_form_names_the_title_the_version_and_the_authors() {
    for form in [full(ADDRESS), bibtex(ADDRESS), csl(ADDRESS).to_string()] {
        for part in [DOSSIER.site.title, DOSSIER.version, "https://example.org/some/where/?v="] {
            assert!(form.contains(part), "{part} is not in {form}");
        }
        for author in DOSSIER.site.authors {
            assert!(form.to_lowercase().contains(&author.to_lowercase()), "{author} is not in {form}");
        }
    }
    assert!(short().contains(DOSSIER.version) && short().starts_with('(') && short().ends_with(')'));
    for form in [full(None), bibtex(None), csl(None).to_string()] {
        assert!(!form.contains("http"), "there is no address to give: {form}");
    }
}

/// The shape that Zotero, pandoc and citeproc read: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html.
#[test]
fn csl_json_has_the_shape_that_programs_read() {
    let list = csl(ADDRESS);
    let [entry] = &list.as_array().expect("a list")[..] else { panic!("one entry: {list}") };
    let fields = entry.as_object().expect("an object");
    const KNOWN: [&str; 9] = ["id", "type", "title", "author", "abstract", "issued", "version", "language", "URL"];
    assert!(fields.keys().all(|key| KNOWN.contains(&key.as_str())), "{entry}");
    for text in ["id", "title", "abstract", "version", "URL"] {
        assert!(entry[text].as_str().is_some_and(|text| !text.is_empty()), "{text}: {entry}");
    }
    assert!(["webpage", "dataset"].contains(&entry["type"].as_str().unwrap_or_default()));
    let authors = entry["author"].as_array().expect("a list");
    assert!(!authors.is_empty() && authors.iter().all(|author| author["literal"].is_string()));
    let parts = entry["issued"]["date-parts"][0].as_array().expect("year, month, day");
    let parts: Vec<u64> = parts.iter().filter_map(|part| part.as_u64()).collect();
    let written: Vec<u64> = DOSSIER.updates[0].date.split('-').filter_map(|part| part.parse().ok()).collect();
    assert_eq!((parts.len(), &parts), (3, &written));
}

#[test]
fn bibtex_closes_what_it_opens() {
    assert_closed(&bibtex(ADDRESS));
}

#[track_caller]
fn assert_closed(entry: &str) {
    assert!(entry.starts_with("@misc{") && entry.ends_with("}\n"));
    let depths = entry.chars().scan(0, |depth, c| {
        *depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        Some(*depth)
    });
    let depths: Vec<i32> = depths.collect();
    assert!(depths.iter().all(|depth| *depth >= 0) && depths.last() == Some(&0), "{entry}");
}

#[test]
fn a_claim_is_cited_with_its_article_its_paragraph_and_its_id() {
    for ix in CORPUS.claim_ixs() {
        let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
        let cited = short_of_claim(ix);
        let article = DOSSIER.articles[claim.article.at()];
        let name = if article.publisher.is_empty() { CORPUS.article(claim.article).short } else { article.publisher };
        for part in [name, &format!("paragraph {}", text.paragraph), claim.id, DOSSIER.version] {
            assert!(cited.contains(part), "{part} is not in {cited}");
        }
    }
    assert_eq!(pinned("https://example.org/", Place::Cover), format!("https://example.org/?v={}", DOSSIER.version));
}

/// Filled in as public/take.js does, with what is hardest on each.
#[test]
fn the_forms_for_any_claim_are_whole_once_their_blanks_are_filled() {
    let forms = of_any_claim();
    assert_eq!(forms.each_ref().map(|(_, escaped, _)| *escaped), ["", "tex", "json"]);
    let blanks = [blank::ID, blank::TEXT, blank::FOUND, blank::LINK];
    let filled = |form: &str, text: &str| blanks.iter().fold(form.to_string(), |form, blank| form.replace(blank, text));
    for (name, escaped, form) in &forms {
        assert!(form.contains(blank::LINK) && (form.contains(blank::TEXT) || form.contains(blank::FOUND)), "{name}: {form}");
        let hard = match *escaped {
            "tex" => "50\\% \\& \\_more\\_",
            "json" => "he said \\\"no\\\"",
            _ => "50% & \"more\"",
        };
        let whole = filled(form, hard);
        assert!(!whole.contains("CLAIM-"), "{name}: {whole}");
        if *escaped == "json" {
            let list: serde_json::Value = serde_json::from_str(&whole).expect("JSON");
            assert_eq!((&list[0]["URL"], list[0]["type"].as_str()), (&"he said \"no\"".into(), Some("webpage")));
        }
        if *escaped == "tex" {
            assert_closed(&whole);
        }
    }
}

#[test]
fn the_repositorys_citation_is_that_of_the_seeds() {
    let written = fs::read_to_string("CITATION.cff").expect("the repository has a CITATION.cff");
    assert!(written == cff(), "CITATION.cff is not what the seeds say: run `cargo desk citation`");
}
