//! What others may take away: the claims and charts as data, described so that a program finds its way. Every file names the
//! version it is of.

pub mod pictures;

use crate::cite::{self, Address, pinned};
use crate::corpus::{CORPUS, DOSSIER};
use crate::model::{ChartIx, ClaimIx, Ref, plain};
use crate::scene::words::{COLUMNS, sentences, table};
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
    version: &'static str,
    lineage: String,
    address: Option<String>,
    stands: bool,
    off: [&'static str; 0],
}

fn exported(ix: ClaimIx, address: Address) -> ExportedClaim {
    let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
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
        version: DOSSIER.version,
        lineage: lineage(Ref::Told(ix)),
        address: address.map(|address| pinned(address, Place::Claim(ix))),
        stands: true,
        off: [],
    }
}

/// The fields of a claim in the order of [`ExportedClaim`], with their Frictionless type and what they hold.
pub const FIELDS: [(&str, &str, &str); 32] = [
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
    ("version", "string", "of the data, the same in every row"),
    ("lineage", "string", "who said it, through whom, who tells it"),
    ("address", "string", "where the claim stands on the page; empty where it is not known where that is published"),
    STANDS,
    OFF,
];

/// The last fields of every table: public/take.js fills them in as they are on the page.
const STANDS: (&str, &str, &str) = ("stands", "boolean", "whether anything is left of it without what is off");
const OFF: (&str, &str, &str) = ("off", "string", "what is switched off, ids with a space between them; the same in every row");

/// Every file of text, by its path in the bundle: data, charts, citations.
pub fn files(address: Address) -> Vec<(String, String)> {
    let claims: Vec<ExportedClaim> = CORPUS.claim_ixs().map(|ix| exported(ix, address)).collect();
    let pretty = |value: &Value| cite::pretty(value) + "\n";
    let mut files = vec![
        ("data/claims.json".to_string(), pretty(&json!(claims))),
        ("data/claims.csv".to_string(), claims_csv(&claims)),
        ("data/claims.jsonld".to_string(), pretty(&claims_linked(address))),
        ("data/citation.txt".to_string(), cite::full(address) + "\n"),
        ("data/citation.bib".to_string(), cite::bibtex(address)),
        ("data/citation.json".to_string(), pretty(&cite::csl(address))),
    ];
    for chart in CORPUS.chart_ixs() {
        let id = CORPUS.chart(chart).id;
        files.push((format!("data/{id}.csv"), chart_csv(chart, address)));
        files.push((format!("data/{id}.json"), pretty(&chart_json(chart, address))));
        files.push((format!("charts/{id}.svg"), pictures::sheet(chart, address)));
    }
    let package = pretty(&package(&files, address));
    files.push(("data/datapackage.json".to_string(), package));
    files
}

/// The name of the archive of everything, which says its version.
pub fn archive_name() -> String {
    format!("data/all-{}.zip", DOSSIER.version)
}

/// Everything in one archive: the same bytes from the same seeds, whenever and wherever it is packed.
pub fn archive(files: &[(String, Vec<u8>)], address: Address) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The first day that the format knows, and rights that do not depend on who packs.
    let look = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let read_me = (String::from("README.txt"), read_me(files, address).into_bytes());
    let mut sorted: Vec<&(String, Vec<u8>)> = files.iter().chain([&read_me]).collect();
    sorted.sort();
    for (name, bytes) in sorted {
        zip.start_file(name.as_str(), look).expect("memory takes every file");
        zip.write_all(bytes).expect("memory takes every file");
    }
    zip.finish().expect("memory takes every file").into_inner()
}

fn read_me(files: &[(String, Vec<u8>)], address: Address) -> String {
    let names: String = files.iter().map(|(name, _)| format!("  {name}\n")).collect();
    format!(
        "{}\n\n{}\n\n{}\n\nTo cite it: {}\n\n{names}",
        DOSSIER.site.title,
        plain(DOSSIER.site.description),
        provenance(address),
        cite::full(address),
    )
}

/// What a file says of itself once it has left the page.
pub fn provenance(address: Address) -> String {
    let from = address.map(|address| format!(" From {address}")).unwrap_or_default();
    format!("{}, {ALL_ON}.{from}", made_of())
}

/// What every file is made from.
pub fn made_of() -> String {
    format!("{}, data version {}", DOSSIER.site.title, DOSSIER.version)
}

/// Said in every file that has sources to switch. public/take.js says instead what is off, in the same place.
pub const ALL_ON: &str = "with every source on";

/// The path by which a number came: who said it, through whom, who tells it.
fn lineage(of: Ref) -> String {
    match of {
        Ref::Told(ix) => path(&[ix]),
        Ref::Ours(ix) => format!("calculated by us from: {}", path(CORPUS.derived(ix).claims)),
    }
}

/// The same for all that a chart draws.
pub fn lineage_of(chart: ChartIx) -> String {
    path(&CORPUS.chart(chart).claims().collect::<Vec<_>>())
}

/// Who said these, through whom, who tells them: every chain by itself, since together they would say that each went through
/// all. Articles at the end of the same chain stand together.
pub fn path(claims: &[ClaimIx]) -> String {
    let mut chains: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for claim in claims.iter().map(|ix| CORPUS.claim(*ix)) {
        let mut said: Vec<&str> = [claim.origin].iter().chain(claim.via).map(|ix| CORPUS.origin(*ix).title).collect();
        said.dedup();
        let told = CORPUS.article(claim.article).short;
        match chains.iter_mut().find(|(known, _)| *known == said) {
            Some((_, articles)) if articles.contains(&told) => {}
            Some((_, articles)) => articles.push(told),
            None => chains.push((said, vec![told])),
        }
    }
    let chains = chains.into_iter().map(|(said, told)| format!("{} → {}", said.join(" → "), told.join(" and ")));
    chains.collect::<Vec<_>>().join("; ")
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

/// The columns of a chart's table: those that the page shows, the path of each number, where the table is from, what stands.
fn chart_fields() -> [(&'static str, &'static str, &'static str); 11] {
    let [what, how_many, when, kind, said_by, place] = COLUMNS.map(|name| (name, "string", "as the page has it"));
    let id = ("id", "string", "of the claim, or of the number of ours");
    let lineage = ("Lineage", "string", "who said it, through whom, who tells it");
    let source = ("Source", "string", "where this table is from, and in which version");
    [id, what, how_many, when, kind, said_by, place, lineage, source, STANDS, OFF]
}

fn chart_csv(ix: ChartIx, address: Address) -> String {
    let rows = table(&CORPUS, &DOSSIER, CORPUS.chart(ix)).into_iter().map(|row| {
        let [what, how_many, when, kind, said_by, place] = row.cells;
        let id = row.of.id(&CORPUS).to_string();
        [id, what, how_many, when, kind, said_by, place, lineage(row.of), provenance(address), true.to_string(), String::new()]
    });
    csv(chart_fields().map(|(name, ..)| name), rows)
}

fn chart_json(ix: ChartIx, address: Address) -> Value {
    let (chart, text) = (CORPUS.chart(ix), DOSSIER.charts[ix.at()]);
    let rows = table(&CORPUS, &DOSSIER, chart).into_iter().zip(sentences(&CORPUS, &DOSSIER, chart));
    let marks: Vec<Value> = rows
        .map(|(row, (_, sentence))| {
            let mut mark = json!({ "id": row.of.id(&CORPUS), "sentence": sentence, "lineage": lineage(row.of), "stands": true });
            for (name, cell) in COLUMNS.iter().zip(row.cells) {
                mark[name.to_lowercase().replace(' ', "_")] = json!(cell);
            }
            mark
        })
        .collect();
    json!({
        "chart": chart.id,
        "title": plain(text.title),
        "subtitle": plain(text.subtitle),
        "notes": text.notes.iter().map(|note| plain(note)).collect::<Vec<_>>(),
        "from": DOSSIER.site.title,
        "version": DOSSIER.version,
        "off": [],
        "address": address.map(|address| pinned(address, Place::Explore(Some(ix)))),
        "lineage": lineage_of(ix),
        "marks": marks,
    })
}

/// A Frictionless data package (version 2) of the CSV files.
fn package(files: &[(String, String)], address: Address) -> Value {
    let resources = files.iter().filter(|(path, _)| path.ends_with(".csv")).map(|(path, text)| {
        let path = path.trim_start_matches("data/");
        let name = path.trim_end_matches(".csv");
        let fields = if name == "claims" { FIELDS.to_vec() } else { chart_fields().to_vec() };
        let described = |(name, kind, about)| json!({ "name": name, "type": kind, "description": about });
        let fields: Vec<Value> = fields.into_iter().map(described).collect();
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
    let contributors: Vec<Value> = DOSSIER.site.authors.iter().map(|name| json!({ "title": name })).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "claims",
        "title": DOSSIER.site.title,
        "description": plain(DOSSIER.site.description),
        "version": DOSSIER.version,
        "contributors": contributors,
        "resources": resources.collect::<Vec<_>>(),
    });
    if let Some(address) = address {
        package["homepage"] = json!(address);
    }
    package
}

/// The claims for search engines. Not `ClaimReview`: nothing here says whether a claim is true.
fn claims_linked(address: Address) -> Value {
    let name = |place: &str| format!("{}{place}", address.unwrap_or("../"));
    let articles = CORPUS.article_ixs().map(|ix| {
        let article = DOSSIER.articles[ix.at()];
        let title = if article.title.is_empty() { CORPUS.article(ix).short } else { article.title };
        let mut work = json!({ "@type": "Article", "@id": name(&format!("#article-{}", CORPUS.article(ix).id)), "name": title });
        if !article.address.is_empty() {
            work["url"] = json!(article.address);
        }
        if !article.publisher.is_empty() {
            work["publisher"] = json!({ "@type": "Organization", "name": article.publisher });
        }
        if !article.date.is_empty() {
            work["datePublished"] = json!(article.date);
        }
        work
    });
    let claims = CORPUS.claim_ixs().map(|ix| {
        let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
        json!({
            "@type": "Claim",
            "@id": name(&fragment(&CORPUS, Place::Claim(ix))),
            "text": text.text,
            "appearance": { "@id": name(&format!("#article-{}", CORPUS.article(claim.article).id)) },
            "isPartOf": { "@id": name("#data") },
        })
    });
    let data = dataset(&name("#data"), &name(""));
    let graph: Vec<Value> = [data].into_iter().chain(articles).chain(claims).collect();
    json!({ "@context": "https://schema.org", "@graph": graph })
}

/// The claims as a data set of this id, in the bundle at this address.
fn dataset(id: &str, bundle: &str) -> Value {
    let file = |path: &str, kind: &str| json!({ "@type": "DataDownload", "contentUrl": format!("{bundle}{path}"), "encodingFormat": kind });
    json!({
        "@type": "Dataset",
        "@id": id,
        "name": DOSSIER.site.title,
        "description": plain(DOSSIER.site.description),
        "version": DOSSIER.version,
        "dateModified": DOSSIER.updates[0].date,
        "creator": creators(),
        "distribution": [
            file("data/claims.json", "application/json"),
            file("data/claims.csv", "text/csv"),
            file("data/datapackage.json", "application/json"),
            file(&archive_name(), "application/zip"),
        ],
    })
}

fn creators() -> Vec<Value> {
    DOSSIER.site.authors.iter().map(|name| json!({ "@type": "Organization", "name": name })).collect()
}

/// The page itself for search engines, without its claims, which have a file of their own.
pub fn linked(address: Address) -> Value {
    let name = |place: &str| format!("{}{place}", address.unwrap_or(""));
    let mut article = json!({
        "@type": "Article",
        "@id": name("#page"),
        "headline": DOSSIER.site.title,
        "description": plain(DOSSIER.site.description),
        "inLanguage": "en",
        "version": DOSSIER.version,
        "datePublished": DOSSIER.updates.last().map(|update| update.date),
        "dateModified": DOSSIER.updates[0].date,
        "author": creators(),
        "isBasedOn": { "@id": name("#data") },
    });
    if let Some(address) = address {
        article["url"] = json!(address);
        article["image"] = json!(format!("{address}{}", pictures::CARD));
    }
    json!({ "@context": "https://schema.org", "@graph": [article, dataset(&name("#data"), &name(""))] })
}

/// The pages of the bundle for search engines. Charts by themselves are no pages of their own.
pub fn sitemap(address: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         <url><loc>{}</loc><lastmod>{}</lastmod></url>\n</urlset>\n",
        crate::paint::svg::escape(address),
        DOSSIER.updates[0].date
    )
}

/// What an installed page is called and looks like.
pub fn manifest() -> Value {
    let icon = |side: u32| json!({ "src": pictures::icon_name(side), "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": "any maskable" });
    json!({
        "id": "./",
        "name": DOSSIER.site.title,
        "short_name": DOSSIER.site.title,
        "description": plain(DOSSIER.site.description),
        "start_url": "./",
        "scope": "./",
        "lang": "en",
        // The address is where the state of the page is.
        "display": "minimal-ui",
        "background_color": crate::theme::LIGHT.hex(crate::theme::Ink::Paper),
        "theme_color": crate::theme::LIGHT.hex(crate::theme::Ink::Paper),
        "icons": pictures::ICON_SIDES.map(icon),
    })
}
