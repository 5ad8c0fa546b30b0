//! What others may take away: the claims and charts as data, described so that a program finds its way. Every file names the
//! version it is of.

use crate::corpus::{CORPUS, DOSSIER};
use crate::dossier::ClaimText;
use crate::model::{ChartIx, Claim, plain};
use crate::query::Off;
use crate::scene::words::{COLUMNS, sentences, table};
use crate::scene::{STATIC_WIDTHS, scene};
use crate::view_state::{Place, fragment};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A claim as `data/claims.json` has it; the README documents the fields.
#[derive(Serialize)]
struct ExportedClaim {
    id: &'static str,
    article: &'static str,
    paragraph: u16,
    locator: &'static str,
    text: &'static str,
    fact: &'static str,
    measure: Option<&'static str>,
    theme: &'static str,
    kind: &'static str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    bound: Option<&'static str>,
    words: Option<&'static str>,
    unit: Option<&'static str>,
    period: &'static str,
    period_words: &'static str,
    period_inferred: bool,
    origin: &'static str,
    attribution: &'static str,
    via: Vec<&'static str>,
    via_stated: bool,
    name_status: &'static str,
    quotation: bool,
    speaker: &'static str,
    hedge: &'static str,
    note: &'static str,
}

fn exported(claim: &Claim, text: &ClaimText) -> ExportedClaim {
    let quantity = text.amount.quantity;
    let measure = text.measure.map(|measure| DOSSIER.measures[measure.at()]);
    ExportedClaim {
        id: claim.id,
        article: CORPUS.article(claim.article).id,
        paragraph: text.paragraph,
        locator: text.locator,
        text: text.text,
        fact: DOSSIER.facts[claim.fact.at()].id,
        measure: measure.map(|measure| measure.id),
        theme: DOSSIER.themes[text.theme.at()].id,
        kind: text.amount.kind.word(),
        value: quantity.and_then(|quantity| quantity.value()),
        low: quantity.and_then(|quantity| quantity.low),
        high: quantity.and_then(|quantity| quantity.high),
        bound: quantity.map(|quantity| quantity.bound.word()),
        words: quantity.map(|quantity| quantity.words),
        unit: measure.map(|measure| measure.unit),
        period: text.amount.period.shown,
        period_words: text.amount.period.words,
        period_inferred: text.amount.period.inferred.is_some(),
        origin: CORPUS.origin(claim.origin).id,
        attribution: text.attribution,
        via: claim.via.iter().map(|via| CORPUS.origin(*via).id).collect(),
        via_stated: text.via_stated,
        name_status: text.name_status.word(),
        quotation: text.quotation,
        speaker: text.speaker,
        hedge: text.hedge,
        note: text.note,
    }
}

/// The fields of a claim in the order of [`ExportedClaim`], with their Frictionless type and what they hold.
pub const FIELDS: [(&str, &str, &str); 27] = [
    ("id", "string", "stable id"),
    ("article", "string", "id of the article"),
    ("paragraph", "integer", "counted from 1 without empty lines"),
    ("locator", "string", "exact words, found once in that paragraph"),
    ("text", "string", "the claim in our words"),
    ("fact", "string", "what it speaks of, across articles"),
    ("measure", "string", "what is counted"),
    ("theme", "string", "part of the subject"),
    ("kind", "string", "stock, flow, projection, plan, rate, ratio, testimony, event, legal or opinion"),
    ("value", "number", "the one number, where there is one"),
    ("low", "number", "empty where that side is open"),
    ("high", "number", "empty where that side is open"),
    ("bound", "string", "how the number is hedged"),
    ("words", "string", "the number as printed"),
    ("unit", "string", "of what"),
    ("period", "string", "the time as resolved"),
    ("period_words", "string", "the time as printed"),
    ("period_inferred", "boolean", "whether the resolution is ours"),
    ("origin", "string", "who is said to have said it; unstated is a value"),
    ("attribution", "string", "in which words"),
    ("via", "string", "through whom, ids with a space between them"),
    ("via_stated", "boolean", "whether the sentence itself says so"),
    ("name_status", "string", "what a reader is told of a person's name"),
    ("quotation", "boolean", "whether these are spoken words"),
    ("speaker", "string", "whose they are"),
    ("hedge", "string", "the hedging word"),
    ("note", "string", "what a reader should know"),
];

/// Every file of data and pictures, by its path in the bundle.
pub fn files() -> Vec<(String, String)> {
    let claims: Vec<ExportedClaim> =
        CORPUS.claims.iter().zip(DOSSIER.claims).map(|(claim, text)| exported(claim, text)).collect();
    let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("plain data can be written") + "\n";
    let mut files = vec![
        ("data/claims.json".to_string(), pretty(&json!(claims))),
        ("data/claims.csv".to_string(), claims_csv(&claims)),
        ("data/claims.jsonld".to_string(), pretty(&claims_linked())),
    ];
    for (n, chart) in CORPUS.charts.iter().enumerate() {
        files.push((format!("data/{}.csv", chart.id), chart_csv(ChartIx(n as u16))));
        let scene = scene(&CORPUS, ChartIx(n as u16), Off::default(), STATIC_WIDTHS[1]);
        let words: String = sentences(&CORPUS, &DOSSIER, chart).into_iter().map(|(_, sentence)| sentence + " ").collect();
        let svg = crate::paint::svg::standalone(&CORPUS, &scene, &plain(DOSSIER.charts[n].title), &words);
        files.push((format!("charts/{}.svg", chart.id), svg));
    }
    let package = pretty(&package(&files));
    files.push(("data/datapackage.json".to_string(), package));
    files
}

/// Rows as CSV, with the line ends of RFC 4180.
fn csv<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(head).expect("memory takes every row");
    rows.into_iter().for_each(|row| writer.write_record(row).expect("memory takes every row"));
    String::from_utf8(writer.into_inner().expect("memory takes every row")).expect("text went in")
}

fn claims_csv(claims: &[ExportedClaim]) -> String {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    let row = |claim: &ExportedClaim| {
        let claim = json!(claim);
        FIELDS.map(|(name, ..)| cell(&claim[name]))
    };
    csv(FIELDS.map(|(name, ..)| name), claims.iter().map(row))
}

fn chart_csv(ix: ChartIx) -> String {
    let [what, how_many, when, kind, said_by, place] = COLUMNS;
    let rows = table(&CORPUS, &DOSSIER, CORPUS.chart(ix)).into_iter().map(|row| {
        let [what, how_many, when, kind, said_by, place] = row.cells;
        [row.of.id(&CORPUS).to_string(), what, how_many, when, kind, said_by, place]
    });
    csv(["id", what, how_many, when, kind, said_by, place], rows)
}

/// A Frictionless data package (version 2) of the CSV files.
fn package(files: &[(String, String)]) -> Value {
    let resources = files.iter().filter(|(path, _)| path.ends_with(".csv")).map(|(path, text)| {
        let path = path.trim_start_matches("data/");
        let name = path.trim_end_matches(".csv");
        let fields: Vec<Value> = if name == "claims" {
            FIELDS.iter().map(|(name, kind, about)| json!({ "name": name, "type": kind, "description": about })).collect()
        } else {
            ["id"].iter().chain(&COLUMNS).map(|name| json!({ "name": name, "type": "string" })).collect()
        };
        json!({
            "name": name,
            "type": "table",
            "path": path,
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": text.len(),
            "hash": format!("sha256:{:x}", Sha256::digest(text.as_bytes())),
            "schema": { "fields": fields, "primaryKey": ["id"] },
        })
    });
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "claims",
        "title": DOSSIER.site.title,
        "description": plain(DOSSIER.site.description),
        "version": DOSSIER.version,
        "resources": resources.collect::<Vec<_>>(),
    })
}

/// The claims for search engines. Not `ClaimReview`: nothing here says whether a claim is true.
fn claims_linked() -> Value {
    let appearance = |claim: &Claim| {
        let article = DOSSIER.articles[claim.article.at()];
        let name = if article.title.is_empty() { CORPUS.article(claim.article).short } else { article.title };
        let mut work = json!({ "@type": "Article", "name": name });
        if !article.address.is_empty() {
            work["url"] = json!(article.address);
        }
        work
    };
    let claims: Vec<Value> = CORPUS
        .claim_ixs()
        .map(|ix| {
            let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
            json!({
                "@type": "Claim",
                "@id": format!("../{}", fragment(&CORPUS, Place::Claim(ix))),
                "text": text.text,
                "appearance": appearance(claim),
            })
        })
        .collect();
    json!({ "@context": "https://schema.org", "@graph": claims })
}

/// The page itself for search engines, without its claims, which have a file of their own.
pub fn linked() -> Value {
    let (title, description) = (DOSSIER.site.title, plain(DOSSIER.site.description));
    let file = |path: &str, kind: &str| json!({ "@type": "DataDownload", "contentUrl": path, "encodingFormat": kind });
    json!({
        "@context": "https://schema.org",
        "@graph": [
            { "@type": "Article", "headline": title, "description": description, "inLanguage": "en", "version": DOSSIER.version },
            {
                "@type": "Dataset",
                "name": title,
                "description": description,
                "version": DOSSIER.version,
                "distribution": [
                    file("data/claims.json", "application/json"),
                    file("data/claims.csv", "text/csv"),
                    file("data/datapackage.json", "application/json"),
                ],
            },
        ],
    })
}
