//! What others take away says the same as the corpus, in every form.
#![cfg(feature = "desk")]

use attested::corpus::{CORPUS, DOSSIER};
use attested::export::{FIELDS, files, linked};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| files().into_iter().collect());

#[track_caller]
fn json(path: &str) -> Value {
    serde_json::from_str(&FILES[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[track_caller]
fn rows(path: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(FILES[path].as_bytes());
    let head = reader.headers().expect("a head").iter().map(String::from).collect();
    (head, reader.records().map(|row| row.expect("a row").iter().map(String::from).collect()).collect())
}

#[test]
fn claims_say_the_same_as_json_and_as_csv() {
    let (head, rows) = rows("data/claims.csv");
    let claims = json("data/claims.json");
    let claims = claims.as_array().expect("a list");
    assert_eq!(head, FIELDS.map(|(name, ..)| name));
    assert_eq!((rows.len(), claims.len()), (CORPUS.claims.len(), CORPUS.claims.len()));
    for (row, claim) in rows.iter().zip(claims) {
        let fields = claim.as_object().expect("an object");
        assert_eq!(fields.len(), head.len(), "{} has fields that the list does not name", claim["id"]);
        for (name, cell) in head.iter().zip(row) {
            let same = match &claim[name] {
                Value::Null => cell.is_empty(),
                Value::String(text) => cell == text,
                Value::Bool(yes) => *cell == yes.to_string(),
                Value::Number(number) => cell.parse::<f64>().ok() == number.as_f64(),
                Value::Array(items) => cell.split_whitespace().eq(items.iter().filter_map(Value::as_str)),
                Value::Object(_) => false,
            };
            assert!(same, "{}: {name} is {} and “{cell}”", claim["id"], claim[name]);
        }
    }
}

#[test]
fn a_charts_table_names_every_mark() {
    for chart in CORPUS.charts {
        let (_, rows) = rows(&format!("data/{}.csv", chart.id));
        let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(ids, chart.refs().into_iter().map(|of| of.id(&CORPUS)).collect::<Vec<_>>(), "{}", chart.id);
    }
}

#[test]
fn the_package_describes_the_files_as_they_are() {
    let package = json("data/datapackage.json");
    assert_eq!(package["version"], DOSSIER.version);
    let resources = package["resources"].as_array().expect("a list");
    assert_eq!(resources.len(), CORPUS.charts.len() + 1);
    for resource in resources {
        let path = format!("data/{}", resource["path"].as_str().expect("a path"));
        let text = &FILES[&path];
        assert_eq!(resource["bytes"], text.len(), "{path}");
        assert_eq!(resource["hash"], format!("sha256:{:x}", Sha256::digest(text.as_bytes())), "{path}");
        let fields = resource["schema"]["fields"].as_array().expect("a list");
        let (head, rows) = rows(&path);
        assert!(
            fields.iter().map(|field| field["name"].as_str().unwrap_or_default()).eq(head.iter().map(String::as_str)),
            "{path}"
        );
        let mut ids: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), rows.len(), "{path}: its key stands twice");
        for (n, field) in fields.iter().enumerate() {
            let holds = |cell: &String| match field["type"].as_str() {
                Some("integer") => cell.parse::<i64>().is_ok(),
                Some("number") => cell.is_empty() || cell.parse::<f64>().is_ok(),
                Some("boolean") => ["true", "false"].contains(&cell.as_str()),
                other => other == Some("string"),
            };
            assert!(rows.iter().all(|row| holds(&row[n])), "{path}: {field}");
        }
    }
}

#[test]
fn search_engines_are_told_what_is_claimed_and_no_verdict() {
    let claims = json("data/claims.jsonld");
    let graph = claims["@graph"].as_array().expect("a list");
    assert_eq!(graph.len(), CORPUS.claims.len());
    for (node, text) in graph.iter().zip(DOSSIER.claims) {
        assert_eq!((&node["@type"], &node["text"]), (&Value::from("Claim"), &Value::from(text.text)));
        assert_eq!(node["appearance"]["@type"], "Article");
    }
    let page = linked();
    let kinds: Vec<&str> = page["@graph"].as_array().expect("a list").iter().filter_map(|node| node["@type"].as_str()).collect();
    assert_eq!(kinds, ["Article", "Dataset"]);
    for download in page["@graph"][1]["distribution"].as_array().expect("a list") {
        let path = download["contentUrl"].as_str().expect("a path");
        assert!(FILES.contains_key(path), "there is no {path}");
    }
    assert!(!format!("{claims}{page}").contains("Review"));
}
