//! What others take away says the same as the corpus, in every form.
#![cfg(feature = "desk")]

use attested::corpus::{CORPUS, DOSSIER};
use attested::export::{FIELDS, archive, archive_name, files, linked, manifest, pictures};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| files(None).into_iter().collect());

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

/// An address as a publisher may give it.
const ADDRESS: Option<&str> = Some("https://example.org/some/where/");

/// Every `@id` in a graph, and every reference to one.
fn ids(node: &Value, named: &mut Vec<String>, referred: &mut Vec<String>) {
    match node {
        Value::Object(fields) => {
            if let Some(id) = fields.get("@id").and_then(Value::as_str) {
                if fields.len() == 1 { referred.push(id.into()) } else { named.push(id.into()) }
            }
            fields.values().for_each(|value| ids(value, named, referred));
        }
        Value::Array(items) => items.iter().for_each(|item| ids(item, named, referred)),
        _ => {}
    }
}

/// What schema.org and those who read it ask of the types that are used here.
fn check_linked(block: &Value, kinds: &mut Vec<String>) {
    assert_eq!(block["@context"], "https://schema.org");
    let needed = |kind: &str| -> &[&str] {
        match kind {
            "Article" => &["@id"],
            "Dataset" => &["@id", "name", "description", "version", "creator", "distribution"],
            "Claim" => &["@id", "text", "appearance", "isPartOf"],
            "DataDownload" => &["contentUrl", "encodingFormat"],
            "Organization" => &["name"],
            other => panic!("{other} is no type that this says anything by"),
        }
    };
    fn walk(node: &Value, look: &mut impl FnMut(&Value)) {
        if node.get("@type").is_some() {
            look(node);
        }
        match node {
            Value::Object(fields) => fields.values().for_each(|value| walk(value, look)),
            Value::Array(items) => items.iter().for_each(|item| walk(item, look)),
            _ => {}
        }
    }
    walk(&block["@graph"], &mut |node| {
        let kind = node["@type"].as_str().expect("one type");
        for field in needed(kind) {
            let there = match &node[*field] {
                Value::String(text) => !text.is_empty(),
                Value::Array(items) => !items.is_empty(),
                Value::Object(fields) => !fields.is_empty(),
                _ => false,
            };
            assert!(there, "a {kind} without {field}: {node}");
        }
        if kind == "Article" {
            assert!(node["name"].is_string() || node["headline"].is_string(), "{node}");
        }
        for field in ["datePublished", "dateModified"] {
            let date = &node[field];
            assert!(date.is_null() || date.as_str().is_some_and(|date| date.len() >= 4), "{node}");
        }
        kinds.push(kind.into());
    });
    let (mut named, mut referred) = (Vec::new(), Vec::new());
    ids(block, &mut named, &mut referred);
    named.sort();
    assert!(named.windows(2).all(|pair| pair[0] != pair[1]), "an @id stands for two things");
    for id in referred {
        assert!(named.contains(&id), "nothing has the @id {id}");
    }
    assert!(!block.to_string().contains("Review"), "no verdict is given here");
}

#[test]
fn search_engines_are_told_what_is_claimed_and_no_verdict() {
    for address in [None, ADDRESS] {
        let files: BTreeMap<String, String> = files(address).into_iter().collect();
        let claims: Value = serde_json::from_str(&files["data/claims.jsonld"]).expect("JSON");
        let mut kinds = Vec::new();
        check_linked(&claims, &mut kinds);
        let told: Vec<&Value> =
            claims["@graph"].as_array().expect("a list").iter().filter(|node| node["@type"] == "Claim").collect();
        assert_eq!(told.len(), CORPUS.claims.len());
        for (node, (claim, text)) in told.iter().zip(CORPUS.claims.iter().zip(DOSSIER.claims)) {
            assert_eq!(node["text"], text.text);
            let article = node["appearance"]["@id"].as_str().expect("an id");
            assert!(article.ends_with(&format!("#article-{}", CORPUS.article(claim.article).id)), "{node}");
        }
        let page = linked(address);
        check_linked(&page, &mut kinds);
        for download in page["@graph"][1]["distribution"].as_array().expect("a list") {
            let path = download["contentUrl"].as_str().expect("a path").trim_start_matches(address.unwrap_or_default());
            assert!(files.contains_key(path) || path == archive_name(), "there is no {path}");
        }
        kinds.sort();
        kinds.dedup();
        assert_eq!(kinds, ["Article", "Claim", "DataDownload", "Dataset", "Organization"]);
        let whole = |text: &str| text.contains("\"@id\":\"https://example.org/some/where/#page\"");
        assert_eq!(whole(&page.to_string()), address.is_some());
    }
}

#[test]
fn every_file_says_its_version_and_where_it_is_from() {
    for (path, text) in files(ADDRESS) {
        assert!(text.contains(DOSSIER.version), "{path} does not say its version");
    }
    for chart in CORPUS.charts {
        let files: BTreeMap<String, String> = files(ADDRESS).into_iter().collect();
        let svg = files[&format!("charts/{}.svg", chart.id)].replace("</text>", " ");
        for part in ["data-state=\"17\">With every source on.", "https://example.org/some/where/?v=", " → "] {
            assert!(svg.contains(part), "{}.svg does not say {part}", chart.id);
        }
        let json: Value = serde_json::from_str(&files[&format!("data/{}.json", chart.id)]).expect("JSON");
        let marks = json["marks"].as_array().expect("a list");
        assert_eq!(marks.len(), chart.refs().len());
        assert!(marks.iter().all(|mark| mark["lineage"].as_str().is_some_and(|path| path.contains(" → "))));
        assert_eq!((&json["version"], &json["off"]), (&Value::from(DOSSIER.version), &Value::Array(Vec::new())));
        let mut reader = csv::Reader::from_reader(files[&format!("data/{}.csv", chart.id)].as_bytes());
        for row in reader.records().map(|row| row.expect("a row")) {
            assert!(row[7].contains(" → ") && row[8].contains(DOSSIER.version) && row[8].contains("https://"), "{row:?}");
        }
    }
}

#[test]
fn the_path_of_a_number_is_who_said_it_through_whom_and_who_tells_it() {
    for chart in CORPUS.charts {
        let json = json(&format!("data/{}.json", chart.id));
        for mark in json["marks"].as_array().expect("a list") {
            let Some(ix) = CORPUS.claim_ixs().find(|ix| mark["id"] == CORPUS.claim(*ix).id) else { continue };
            let claim = CORPUS.claim(ix);
            let via: Vec<&str> = claim.via.iter().map(|via| CORPUS.origin(*via).title).collect();
            let mut stages: Vec<String> = vec![CORPUS.origin(claim.origin).title.into()];
            stages.extend((!via.is_empty()).then(|| via.join("; ")));
            stages.push(CORPUS.article(claim.article).short.into());
            assert_eq!(mark["lineage"], stages.join(" → "), "{}", claim.id);
        }
    }
}

/// What the makers of the format say of the package as it lies in the bundle.
#[test]
fn the_package_passes_its_makers_own_tool() {
    let (Some(tool), Some(bundle)) = (std::env::var_os("FRICTIONLESS"), std::env::var_os("ATTESTED_DIST")) else {
        use std::io::Write;
        let told = "skipped: FRICTIONLESS names no tool, or ATTESTED_DIST no bundle; `cargo xtask test` brings both";
        return drop(writeln!(std::io::stderr(), "{told}"));
    };
    let package = std::path::Path::new(&bundle).join("data/datapackage.json");
    let said = std::process::Command::new(tool).args(["validate", "--json"]).arg(package).output().expect("it starts");
    let report: Value = serde_json::from_slice(&said.stdout).expect("a report");
    assert_eq!(report["valid"], true, "{report:#}");
    let tasks = report["tasks"].as_array().expect("a list");
    let valid = tasks.iter().filter(|task| task["valid"] == true).count();
    assert_eq!(valid, CORPUS.charts.len() + 1, "{report:#}");
    assert!(said.status.success());
}

/// Width and height of a PNG.
fn picture(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(&bytes[1..4], b"PNG");
    let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    (number(16), number(20))
}

#[test]
fn pictures_have_their_size_and_are_the_same_every_time() {
    let first = pictures::files(None);
    assert_eq!(first, pictures::files(None));
    let sizes: BTreeMap<&str, (u32, u32)> = first.iter().map(|(name, bytes)| (name.as_str(), picture(bytes))).collect();
    assert_eq!(sizes[pictures::CARD], (1200, 630));
    for chart in CORPUS.chart_ixs() {
        assert_eq!(sizes[pictures::card_name(chart).as_str()], (1200, 630));
        let svg = &FILES[&format!("charts/{}.svg", CORPUS.chart(chart).id)];
        let side = |name: &str| -> u32 {
            svg.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()?.parse().ok()).expect("a number")
        };
        let (width, height) = sizes[format!("charts/{}.png", CORPUS.chart(chart).id).as_str()];
        assert_eq!((width, height), (2 * side("width"), 2 * side("height")));
    }
    for icon in manifest()["icons"].as_array().expect("a list") {
        let (width, height) = sizes[icon["src"].as_str().expect("a path")];
        assert_eq!(icon["sizes"], format!("{width}x{height}"));
    }
}

#[test]
fn the_archive_holds_everything_and_is_the_same_every_time() {
    let files: Vec<(String, Vec<u8>)> = files(None).into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    let packed = archive(&files, None);
    assert_eq!(packed, archive(&files, None));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(packed)).expect("an archive");
    assert_eq!(zip.len(), files.len() + 1);
    for (name, bytes) in &files {
        let mut file = zip.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(file.last_modified().map(|day| (day.year(), day.month(), day.day())), Some((1980, 1, 1)));
        let mut read = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut read).expect("it can be read");
        assert_eq!(&read, bytes, "{name}");
    }
}
