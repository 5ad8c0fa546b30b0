//! The publisher's tool: checks the seeds, writes the page, finishes the bundle. Native only.

mod finish;
mod policy;

use attested::corpus::{CORPUS, fault::Fault, fault::SeedFile, load, prove};
use attested::dossier::Dossier;
use attested::model::Corpus;
use attested::{cite, export, paint, theme, view};
use lexopt::prelude::*;
use policy::{base64, guarded};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

const HELP: &str = "\
desk: the publisher's tool

  desk check [--seeds DIR] [--articles DIR]
      check the seeds; with --articles, also against the articles' own texts
  desk prerender [DIR]
      write the page into a built folder (DIR, or where the bundler says)
  desk finish DIR [--before DIR]
      write the page also as one file, say by which hash its program is known, make it work offline, compress the files
      and hold them to their size budget; with --before, take over what an older bundle keeps for good
  desk tokens
      write style/tokens.css from the palette
  desk citation
      write CITATION.cff from the seeds

The environment variable ATTESTED_ADDRESS says where the bundle will stand, as https://example.org/explainer/
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut args = lexopt::Parser::from_env();
    let (mut command, mut folder, mut articles, mut before) = (None, None, None::<PathBuf>, None::<PathBuf>);
    let mut seeds = PathBuf::from("seeds");
    while let Some(arg) = args.next().map_err(|error| error.to_string())? {
        match arg {
            Long("seeds") => seeds = args.value().map_err(|error| error.to_string())?.into(),
            Long("articles") => articles = Some(args.value().map_err(|error| error.to_string())?.into()),
            Long("before") => before = Some(args.value().map_err(|error| error.to_string())?.into()),
            Short('h') | Long("help") => command = Some(OsString::from("help")),
            Value(value) if command.is_none() => command = Some(value),
            Value(value) if folder.is_none() => folder = Some(PathBuf::from(value)),
            other => return Err(format!("{}\n\n{HELP}", other.unexpected())),
        }
    }
    let needed = |folder: Option<PathBuf>| folder.ok_or_else(|| format!("which folder?\n\n{HELP}"));
    match command.as_ref().and_then(|name| name.to_str()) {
        Some("check") => check(&seeds, articles.as_deref()),
        Some("prerender") => {
            let folder = needed(folder.or_else(|| env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from)))?;
            prerender(&folder, address()?.as_deref()).map_err(|error| error.to_string())
        }
        Some("finish") => finish::finish(&needed(folder)?, before.as_deref(), address()?.as_deref()),
        Some("tokens") => fs::write("style/tokens.css", theme::tokens_css())
            .map_err(|error| format!("style/tokens.css cannot be written: {error}")),
        Some("citation") => {
            fs::write("CITATION.cff", cite::cff()).map_err(|error| format!("CITATION.cff cannot be written: {error}"))
        }
        None | Some("help") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no `desk {other}`\n\n{HELP}")),
    }
}

/// Where the bundle will stand, with a slash at the end; nothing where the build is not told.
fn address() -> Result<Option<String>, String> {
    let Some(told) = env::var("ATTESTED_ADDRESS").ok().filter(|told| !told.is_empty()) else { return Ok(None) };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
    let host = told.strip_prefix("https://").or_else(|| told.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) || !told.chars().all(is_plain) {
        return Err(format!("ATTESTED_ADDRESS is {told}, which is no address; write it as https://example.org/explainer/"));
    }
    Ok(Some(told.trim_end_matches('/').to_string() + "/"))
}

fn check(seeds: &Path, articles: Option<&Path>) -> Result<(), String> {
    let files = load::seed_files(seeds).map_err(|error| format!("{} cannot be read: {error}", seeds.display()))?;
    let (corpus, dossier) = load::load(&files).map_err(|faults| told(&faults, &files))?;
    println!("{}", counted(&corpus, &dossier));
    let Some(folder) = articles else { return Ok(()) };
    let faults = prove::prove(&corpus, &dossier, &files, folder)
        .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    if !faults.is_empty() {
        return Err(told(&faults, &files));
    }
    println!("every locator, number and hash holds against {}", folder.display());
    Ok(())
}

fn told(faults: &[Fault], files: &[SeedFile]) -> String {
    let mut out: String = faults.iter().map(|fault| format!("error: {}\n\n", fault.render(files))).collect();
    out.push_str(&format!("{} fault{}", faults.len(), if faults.len() == 1 { "" } else { "s" }));
    out
}

fn counted(corpus: &Corpus, dossier: &Dossier) -> String {
    format!(
        "{} articles, {} claims, {} facts, {} differences, {} derived numbers, {} checks, {} charts; version {}",
        corpus.articles.len(),
        corpus.claims.len(),
        dossier.facts.len(),
        dossier.differences.len(),
        corpus.derived.len(),
        dossier.checks.len(),
        corpus.charts.len(),
        dossier.version
    )
}

/// Writes the page into a folder in which the bundler has left `index.html` and the program, with data and charts.
fn prerender(folder: &Path, address: cite::Address) -> io::Result<()> {
    let template = fs::read_to_string(folder.join("index.html"))?;
    let program = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find_map(|name| name.strip_suffix("_bg.wasm").map(String::from))
        .ok_or_else(|| io::Error::other("there is no program (*_bg.wasm) in the folder"))?;
    let (title, description) = view::page::head();
    let sheet = |path: &str| fs::read_to_string(path).map(|css| minified(&css));
    let script = |path: &str| fs::read_to_string(path).map(|script| minified_script(&script));
    let tokens = sheet("style/tokens.css")?;
    let style = tokens.clone() + &sheet("style/page.css")? + &sheet("style/chart.css")?;
    let boot = script("public/boot.js")?.replace("PROGRAM", &program);
    let view::page::Still { switches, places } = view::page::still_css();
    // What the first paint does not need comes last.
    let later = sheet("style/later.css")? + &places;
    // `<` would let a text end the script it stands in.
    let (after, take) = (script("public/after.js")?, script("public/take.js")?);
    let linked = export::linked(address).to_string().replace('<', "\\u003c");
    // The rules that follow the boxes look through the whole page for each box: they are in force only for who has no
    // scripts, or uses a box before the program is there.
    let switches =
        format!("<noscript><style>{switches}</style></noscript><style id=\"switches\" media=\"not all\">{switches}</style>");
    let body = format!(
        "{}<style>{later}</style>{switches}<script>{boot}</script><script>{after}</script><script>{take}</script><script type=\"application/ld+json\">{linked}</script>",
        view::page::body(address)
    );
    // The bundler's own instruction has been carried out.
    let instruction = |line: &&str| !line.contains("data-trunk");
    let mut page = template.lines().filter(instruction).map(|line| format!("{line}\n")).collect::<String>();
    for (marker, text) in [
        ("{{title}}", paint::svg::escape(&title)),
        ("{{description}}", paint::svg::escape(&description)),
        // Within the page: as a file it would be fetched anew at every change of the address.
        ("{{icon}}", format!("data:image/png;base64,{}", base64(&export::pictures::icon_of(32)))),
        ("{{found}}", view::page::found(address)),
        ("{{style}}", style),
        ("{{body}}", body),
    ] {
        if !page.contains(marker) {
            return Err(io::Error::other(format!("public/index.html has lost its marker {marker}")));
        }
        page = page.replace(marker, &text);
    }
    fs::write(folder.join("index.html"), guarded(&page))?;
    for name in ["data", "charts", "embed", "og"] {
        fs::create_dir_all(folder.join(name))?;
    }
    let texts = export::files(address).into_iter().map(|(name, text)| (name, text.into_bytes()));
    let taken: Vec<(String, Vec<u8>)> = texts.chain(export::pictures::files(address)).collect();
    let (cards, taken): (Vec<_>, Vec<_>) = taken.into_iter().partition(|(name, _)| name.starts_with("og/"));
    fs::write(folder.join(export::archive_name()), export::archive(&taken, address))?;
    for (name, bytes) in cards.into_iter().chain(taken) {
        fs::write(folder.join(name), bytes)?;
    }
    fs::write(folder.join("manifest.webmanifest"), export::manifest().to_string())?;
    if let Some(address) = address {
        fs::write(folder.join("sitemap.xml"), export::sitemap(address))?;
    }
    let embed_style = tokens + &sheet("style/embed.css")?;
    for chart in CORPUS.chart_ixs() {
        for (name, frozen) in [(view::embed::file_name(chart), false), (view::embed::frozen_name(chart), true)] {
            fs::write(folder.join(name), guarded(&view::embed::page(chart, &embed_style, frozen, address)))?;
        }
    }
    Ok(())
}

/// Without comments and needless space. Strings in our style sheets hold neither.
fn minified(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    [("{ ", "{"), (" {", "{"), ("; ", ";"), (" }", "}"), (";}", "}"), ("} ", "}"), (", ", ","), (": ", ":")]
        .into_iter()
        .fold(out, |css, (from, to)| css.replace(from, to))
}

/// Without whole-line comments and indentation.
fn minified_script(script: &str) -> String {
    script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
}
