//! The publisher's tool: checks the seeds, writes the page, finishes the bundle. Native only.

use attested::corpus::{CORPUS, fault::Fault, fault::SeedFile, load, prove};
use attested::dossier::Dossier;
use attested::model::Corpus;
use attested::{export, paint, theme, view};
use base64::Engine;
use lexopt::prelude::*;
use sha2::{Digest, Sha256};
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
  desk finish DIR
      write the page also as one file, compress the files of a bundle and hold it to its size budget
  desk tokens
      write style/tokens.css from the palette
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
    let (mut command, mut folder, mut articles) = (None, None, None::<PathBuf>);
    let mut seeds = PathBuf::from("seeds");
    while let Some(arg) = args.next().map_err(|error| error.to_string())? {
        match arg {
            Long("seeds") => seeds = args.value().map_err(|error| error.to_string())?.into(),
            Long("articles") => articles = Some(args.value().map_err(|error| error.to_string())?.into()),
            Short('h') | Long("help") => command = Some(OsString::from("help")),
            Value(value) if command.is_none() => command = Some(value),
            Value(value) if folder.is_none() => folder = Some(PathBuf::from(value)),
            other => return Err(format!("{}\n\n{HELP}", other.unexpected())),
        }
    }
    let needed = |folder: Option<PathBuf>| folder.ok_or_else(|| format!("which folder?\n\n{HELP}"));
    match command.as_ref().and_then(|name| name.to_str()) {
        Some("check") => check(&seeds, articles.as_deref()),
        Some("prerender") => prerender(&needed(folder.or_else(|| env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from)))?)
            .map_err(|error| error.to_string()),
        Some("finish") => finish(&needed(folder)?),
        Some("tokens") => fs::write("style/tokens.css", theme::tokens_css())
            .map_err(|error| format!("style/tokens.css cannot be written: {error}")),
        None | Some("help") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no `desk {other}`\n\n{HELP}")),
    }
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
fn prerender(folder: &Path) -> io::Result<()> {
    let template = fs::read_to_string(folder.join("index.html"))?;
    let program = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find_map(|name| name.strip_suffix("_bg.wasm").map(String::from))
        .ok_or_else(|| io::Error::other("there is no program (*_bg.wasm) in the folder"))?;
    let (title, description) = view::page::head();
    let sheet = |path: &str| fs::read_to_string(path).map(|css| minified(&css));
    let tokens = sheet("style/tokens.css")?;
    let style = tokens.clone() + &sheet("style/page.css")? + &sheet("style/chart.css")?;
    let boot = minified_script(&fs::read_to_string("public/boot.js")?).replace("PROGRAM", &program);
    let view::page::Still { switches, places } = view::page::still_css();
    // What the first paint does not need comes last.
    let later = sheet("style/later.css")? + &places;
    // `<` would let a text end the script it stands in.
    let linked = export::linked().to_string().replace('<', "\\u003c");
    // The rules that follow the boxes look through the whole page for each box: they are in force only for who has no
    // scripts, or uses a box before the program is there.
    let switches =
        format!("<noscript><style>{switches}</style></noscript><style id=\"switches\" media=\"not all\">{switches}</style>");
    let body = format!(
        "{}<style>{later}</style>{switches}<script>{boot}</script><script type=\"application/ld+json\">{linked}</script>",
        view::page::body()
    );
    // The bundler's own instruction has been carried out.
    let instruction = |line: &&str| !line.contains("data-trunk");
    let mut page = template.lines().filter(instruction).map(|line| format!("{line}\n")).collect::<String>();
    for (marker, text) in [
        ("{{title}}", paint::svg::escape(&title)),
        ("{{description}}", paint::svg::escape(&description)),
        ("{{style}}", style),
        ("{{body}}", body),
    ] {
        if !page.contains(marker) {
            return Err(io::Error::other(format!("public/index.html has lost its marker {marker}")));
        }
        page = page.replace(marker, &text);
    }
    fs::write(folder.join("index.html"), guarded(&page))?;
    for name in ["data", "charts", "embed"] {
        fs::create_dir_all(folder.join(name))?;
    }
    for (name, text) in export::files() {
        fs::write(folder.join(name), text)?;
    }
    let embed_style = tokens + &sheet("style/embed.css")?;
    for chart in CORPUS.chart_ixs() {
        let embed = view::embed::page(chart, &embed_style);
        fs::write(folder.join(format!("embed/{}.html", CORPUS.chart(chart).id)), guarded(&embed))?;
    }
    Ok(())
}

/// A page with its policy: what it may run is what it has, piece by piece. A host that sends a policy of its own can only
/// forbid more.
fn guarded(page: &str) -> String {
    let hashes = |tag: &str| -> String {
        let open = format!("<{tag}");
        let pieces = page.split(&open).skip(1).filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let is_run = !attributes.contains("text/plain") && !attributes.contains("ld+json");
            is_run.then(|| rest.split_once(&format!("</{tag}>"))).flatten()
        });
        pieces.map(|(piece, _)| format!(" 'sha256-{}'", base64(&Sha256::digest(piece.as_bytes())))).collect()
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src{}; img-src data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'",
        hashes("script"),
        hashes("style")
    );
    // After the charset, which must stand at the very beginning.
    let charset = "<meta charset=\"utf-8\">\n";
    page.replacen(charset, &format!("{charset}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"), 1)
}

/// The same page without its policy, to be given another.
fn unguarded(page: &str) -> String {
    page.lines()
        .filter(|line| !line.starts_with("<meta http-equiv=\"Content-Security-Policy\""))
        .map(|line| format!("{line}\n"))
        .collect()
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

/// The program and its glue may weigh this much, compressed with brotli.
const BUDGET: u64 = 110_000;
/// And a chart to be embedded, with everything it needs.
const EMBED_BUDGET: u64 = 15_000;

/// The whole page in one file, which opens by double click: the glue as a module of the page, the program and the data as
/// text within it. A browser lets no such file fetch another.
fn one_file(folder: &Path) -> Result<String, String> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let text = |name: &str| read(name).and_then(|bytes| String::from_utf8(bytes).map_err(|error| format!("{name}: {error}")));
    let page = unguarded(&text("index.html")?);
    let (before, rest) = page.split_once("const load = () => import('./").ok_or("public/boot.js has lost its `load`")?;
    let (name, rest) = rest.split_once(".js')").ok_or("public/boot.js loads no module")?;
    let (_, after) = rest.split_once('\n').ok_or("public/boot.js ends at its `load`")?;
    let glue = text(&format!("{name}.js"))?;
    let start = default_export(&glue).ok_or("the glue has no default export")?;
    if glue.contains("</script") {
        return Err("the glue would end the script it is put in".into());
    }
    let program = base64(&read(&format!("{name}_bg.wasm"))?);
    // The module runs when the page is parsed, the loader after the first paint; whichever is first waits for the other.
    let load = "const bytes = () => Uint8Array.from(atob(document.getElementById('program').textContent), (c) => c.charCodeAt(0))\n\
         const load = () => new Promise((done) => { const now = () => globalThis.attested && done(globalThis.attested({ module_or_path: bytes() })); now(); addEventListener('attested', now) })\n";
    let module = format!(
        "<script type=\"text/plain\" id=\"program\">{program}</script>\
         <script type=\"module\">{glue}\nglobalThis.attested = {start}\ndispatchEvent(new Event('attested'))</script>"
    );
    let page = format!("{before}{load}{after}").replacen("</body>", &format!("{module}</body>"), 1);
    // What can be taken along goes into the file; what only a host can give is not offered.
    let mut page = page.replace("<span class=\"hosted\"", "<span class=\"hosted\" hidden");
    for (path, text) in export::files() {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let kind = if name.ends_with(".svg") { "image/svg+xml" } else { "application/octet-stream" };
        let inside = format!("href=\"data:{kind};base64,{}\" download=\"{name}\"", base64(text.as_bytes()));
        page = page.replace(&format!("href=\"{path}\" download=\"\""), &inside);
    }
    Ok(guarded(&page))
}

/// The name under which a minified module exports its default.
fn default_export(module: &str) -> Option<&str> {
    let before = &module[..module.find(" as default")?];
    Some(&before[before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'))? + 1..])
}

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Compresses what is text or program, and holds the program to its budget.
fn finish(folder: &Path) -> Result<(), String> {
    fs::write(folder.join("attested.html"), one_file(folder)?).map_err(|error| format!("attested.html: {error}"))?;
    let mut program = 0;
    for path in files_below(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))? {
        let ext = path.extension().and_then(|ext| ext.to_str()).unwrap_or("");
        // The one file is for opening from a disk, where nothing is served.
        let served = path.file_name().is_some_and(|name| name != "attested.html");
        if !served || !["html", "js", "wasm", "css", "json", "svg", "csv", "txt"].contains(&ext) {
            continue;
        }
        let failed = |error: io::Error| format!("{}: {error}", path.display());
        let bytes = fs::read(&path).map_err(failed)?;
        let brotli = compressed::brotli(&bytes).map_err(failed)?;
        let gzip = compressed::gzip(&bytes).map_err(failed)?;
        if path.parent().is_some_and(|parent| parent.ends_with("embed")) && brotli.len() as u64 > EMBED_BUDGET {
            return Err(format!("{} is {} bytes; the budget of an embed is {EMBED_BUDGET}", path.display(), brotli.len()));
        }
        if ["js", "wasm"].contains(&ext) {
            program += brotli.len() as u64;
        }
        println!("{:>9} {:>8} br  {}", bytes.len(), brotli.len(), path.strip_prefix(folder).unwrap_or(&path).display());
        for (bytes, end) in [(brotli, "br"), (gzip, "gz")] {
            let mut name = path.clone().into_os_string();
            name.push(format!(".{end}"));
            fs::write(name, bytes).map_err(failed)?;
        }
    }
    println!("{program:>9} bytes of program with brotli; the budget is {BUDGET}");
    if program > BUDGET {
        return Err(format!(
            "the program is {} bytes over its budget; look at what was added (twiggy top names the largest)",
            program - BUDGET
        ));
    }
    Ok(())
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Compression, each with the library's best setting.
mod compressed {
    use std::io::{self, Write};

    pub fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
        Ok(out)
    }

    pub fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes)?;
        encoder.finish()
    }
}
