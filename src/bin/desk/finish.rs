//! The last steps of a bundle, once its program is as small as it gets: names by content, hashes, the page as one file,
//! what is kept offline, compression, budgets.

use super::policy::{base64, guarded, integrity, unguarded};
use attested::cite::Address;
use attested::corpus::{CORPUS, DOSSIER};
use attested::view::embed::frozen_name_of;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The program and its glue may weigh this much, compressed with brotli.
const BUDGET: u64 = 110_000;
/// And a chart to be embedded, with everything it needs.
const EMBED_BUDGET: u64 = 15_000;

/// The whole page in one file, which opens by double click: the glue as a module of the page, the program and the data as
/// text within it. A browser lets no such file fetch another.
fn one_file(folder: &Path, page: &str) -> Result<String, String> {
    let name = program_name(page)?;
    let (before, rest) = page.split_once("const load = () => ").ok_or("public/boot.js has lost its `load`")?;
    let (_, after) = rest.split_once('\n').ok_or("public/boot.js ends at its `load`")?;
    let glue = read(folder, &format!("{name}.js"))?;
    let start = default_export(&glue).ok_or("the glue has no default export")?;
    if glue.contains("</script") {
        return Err("the glue would end the script it is put in".into());
    }
    let program = base64(&bytes(folder, &format!("{name}_bg.wasm"))?);
    // The module runs when the page is parsed, the loader after the first paint; whichever is first waits for the other.
    let load = "const bytes = () => Uint8Array.from(atob(document.getElementById('program').textContent), (c) => c.charCodeAt(0))\n\
         const load = () => new Promise((done) => { const now = () => globalThis.attested && done(globalThis.attested({ module_or_path: bytes() })); now(); addEventListener('attested', now) })\n";
    let module = format!(
        "<script type=\"text/plain\" id=\"program\">{program}</script>\
         <script type=\"module\">{glue}\nglobalThis.attested = {start}\ndispatchEvent(new Event('attested'))</script>"
    );
    let page = format!("{before}{load}{after}").replacen("</body>", &format!("{module}</body>"), 1);
    // What can be taken along goes into the file; what only a host can give is not offered.
    let mut page = page.replace("class=\"hosted\"", "class=\"hosted\" hidden");
    // Pictures in pixels would weigh more than all the rest. public/take.js makes them of the others; without scripts, none.
    page = page.replace("class=\"pixels\"", "class=\"acts\"");
    for chart in CORPUS.charts {
        let link = format!("href=\"charts/{}.png\" download=\"\"", chart.id);
        if !page.contains(&link) {
            return Err(format!("the page offers no picture of {} in pixels", chart.id));
        }
        page = page.replace(&link, &format!("href=\"data:,\" download=\"{}.png\"", chart.id));
    }
    page = page.replace("<link rel=\"manifest\" href=\"manifest.webmanifest\">\n", "");
    for path in files_below(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))? {
        let path = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        let link = format!("href=\"{path}\" download=\"\"");
        let name = path.rsplit('/').next().unwrap_or(&path);
        let kind = match name.rsplit_once('.') {
            Some((_, "png" | "zip")) => continue,
            Some((_, "svg")) => "image/svg+xml",
            _ => "application/octet-stream",
        };
        if page.contains(&link) {
            let inside = format!("href=\"data:{kind};base64,{}\" download=\"{name}\"", base64(&bytes(folder, &path)?));
            page = page.replace(&link, &inside);
        }
    }
    Ok(guarded(&page))
}

/// The name under which a minified module exports its default.
fn default_export(module: &str) -> Option<&str> {
    let before = &module[..module.find(" as default")?];
    Some(&before[before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'))? + 1..])
}

/// Finishes the bundle in this folder. `before` is the last one.
pub fn finish(folder: &Path, before: Option<&Path>, address: Address) -> Result<(), String> {
    if let Some(before) = before {
        let versions = DOSSIER.updates.iter().map(|update| update.version).filter(|version| *version != DOSSIER.version);
        let charts = CORPUS.charts.iter().map(|chart| chart.id);
        for name in versions.flat_map(|version| charts.clone().map(move |chart| frozen_name_of(chart, version))) {
            keep_frozen(folder, before, &name)?;
        }
    }
    let page = unguarded(&read(folder, "index.html")?);
    let page = named_by_content(folder, &page)?;
    write(folder, "attested.html", &one_file(folder, &page)?)?;
    let page = guarded(&with_integrity(folder, &page)?);
    write(folder, "index.html", &page)?;
    write(folder, "sw.js", &worker(folder, &page)?)?;
    if address.is_none() {
        println!("no address: the page has no canonical link, card or site map; `cargo xtask build --address URL` adds them");
    }
    compress(folder)
}

fn read(folder: &Path, name: &str) -> Result<String, String> {
    fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))
}

fn bytes(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))
}

/// Takes a frozen chart over from the bundle before. They stay for as long as the log of updates knows their version:
/// other people's pages show them.
fn keep_frozen(folder: &Path, before: &Path, name: &str) -> Result<(), String> {
    match fs::copy(before.join(name), folder.join(name)) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            println!("{name} is not in the bundle before; whoever shows it needs it: upload without deleting");
        }
        Err(error) => return Err(format!("{name}: {error}")),
    }
    Ok(())
}

/// The page with its program under a name that no other content has. The bundler names it by what it was before it was
/// made smaller.
fn named_by_content(folder: &Path, page: &str) -> Result<String, String> {
    let old = program_name(page)?;
    let [glue, program] = [format!("{old}.js"), format!("{old}_bg.wasm")];
    let hash = Sha256::new().chain_update(bytes(folder, &glue)?).chain_update(bytes(folder, &program)?).finalize();
    let new = format!("attested-{}", &format!("{hash:x}")[..16]);
    for end in [".js", "_bg.wasm"] {
        let rename = fs::rename(folder.join(format!("{old}{end}")), folder.join(format!("{new}{end}")));
        rename.map_err(|error| format!("{old}{end}: {error}"))?;
    }
    Ok(page.replace(old, &new))
}

/// The name of the program in the page.
fn program_name(page: &str) -> Result<&str, String> {
    let rest = page.split_once("import('./").map(|(_, rest)| rest);
    rest.and_then(|rest| rest.split_once(".js')")).map(|(name, _)| name).ok_or("public/boot.js loads no module".into())
}

/// The page with the hashes of its program: for the module by an import map, for the WebAssembly where it is fetched. A
/// browser that finds anything else refuses it, and the page says that its program did not start.
fn with_integrity(folder: &Path, page: &str) -> Result<String, String> {
    let name = program_name(page)?.to_string();
    let glue = integrity(&bytes(folder, &format!("{name}.js"))?);
    let program = integrity(&bytes(folder, &format!("{name}_bg.wasm"))?);
    let map = json!({ "integrity": { format!("./{name}.js"): glue } });
    // Before the first script: a map that comes after a module is not heeded.
    let page = page.replacen("<script>", &format!("<script type=\"importmap\">{map}</script><script>"), 1);
    let place = "{ integrity: '' }";
    if page.matches(place).count() != 1 {
        return Err(format!("public/boot.js has lost its `{place}`"));
    }
    Ok(page.replace(place, &format!("{{ integrity: '{program}' }}")))
}

/// What keeps the page for readers without a network: the page and its program, each by its hash.
fn worker(folder: &Path, page: &str) -> Result<String, String> {
    let name = program_name(page)?;
    let mut files = serde_json::Map::new();
    files.insert(String::new(), json!(integrity(page.as_bytes())));
    for file in [format!("{name}.js"), format!("{name}_bg.wasm")] {
        let hash = integrity(&bytes(folder, &file)?);
        files.insert(file, json!(hash));
    }
    let files = json!(files).to_string();
    let version = format!("{:x}", Sha256::digest(files.as_bytes()));
    let script = super::minified_script(&fs::read_to_string("public/sw.js").map_err(|error| format!("public/sw.js: {error}"))?);
    Ok(script.replace("FILES", &files).replace("VERSION", &version[..16]) + "\n")
}

/// Compresses what is text or program, and holds the program to its budget.
fn compress(folder: &Path) -> Result<(), String> {
    let mut program = 0;
    for path in files_below(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))? {
        let ext = path.extension().and_then(|ext| ext.to_str()).unwrap_or("");
        // The one file is for opening from a disk, where nothing is served.
        let served = path.file_name().is_some_and(|name| name != "attested.html");
        if !served
            || !["html", "js", "wasm", "css", "json", "svg", "csv", "txt", "jsonld", "bib", "xml", "webmanifest"].contains(&ext)
        {
            continue;
        }
        let failed = |error: io::Error| format!("{}: {error}", path.display());
        let bytes = fs::read(&path).map_err(failed)?;
        let brotli = compressed::brotli(&bytes).map_err(failed)?;
        let gzip = compressed::gzip(&bytes).map_err(failed)?;
        if path.parent().is_some_and(|parent| parent.ends_with("embed")) && brotli.len() as u64 > EMBED_BUDGET {
            return Err(format!("{} is {} bytes; the budget of an embed is {EMBED_BUDGET}", path.display(), brotli.len()));
        }
        if ["js", "wasm"].contains(&ext) && !path.ends_with("sw.js") {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own with these files, gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn with(test: &str, files: &[(&str, &str)]) -> Folder {
            let folder = std::env::temp_dir().join(format!("desk-{test}-{}", std::process::id()));
            for (name, text) in files {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
                fs::write(path, text).expect("it can be written");
            }
            Folder(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    const PAGE: &str = "<script>const load = () => import('./bundled.js').then((it) => it.default(fetch('./bundled_bg.wasm', { integrity: '' })))</script>";

    #[test]
    fn a_frozen_chart_is_taken_over_as_it_is_and_a_missing_one_stops_nothing() {
        let before = Folder::with("before", &[("embed/one.aaaaaaaaaaaa.html", "as it was")]);
        let next = Folder::with("next", &[("embed/one.html", "as it is")]);
        for name in ["embed/one.aaaaaaaaaaaa.html", "embed/two.aaaaaaaaaaaa.html"] {
            assert_eq!(keep_frozen(&next.0, &before.0, name), Ok(()));
        }
        assert_eq!(read(&next.0, "embed/one.aaaaaaaaaaaa.html"), Ok("as it was".into()));
        assert!(read(&next.0, "embed/two.aaaaaaaaaaaa.html").is_err());
    }

    #[test]
    fn another_program_has_another_name_and_another_hash() {
        let made = |test: &str, glue: &str, program: &str| {
            let folder = Folder::with(test, &[("bundled.js", glue), ("bundled_bg.wasm", program)]);
            let page = named_by_content(&folder.0, PAGE).expect("the page loads it");
            let page = with_integrity(&folder.0, &page).expect("the files are there");
            let name = program_name(&page).expect("the page loads it").to_string();
            for file in [format!("{name}.js"), format!("{name}_bg.wasm")] {
                assert!(
                    folder.0.join(&file).is_file() && page.contains(&integrity(&bytes(&folder.0, &file).unwrap_or_default()))
                );
            }
            assert!(!page.contains("bundled") && page.starts_with("<script type=\"importmap\">"), "{page}");
            name
        };
        let first = made("first", "glue", "program");
        assert_eq!(first, made("same", "glue", "program"));
        assert_ne!(first, made("glue", "other", "program"));
        assert_ne!(first, made("program", "glue", "other"));
    }

    #[test]
    fn a_page_that_loads_no_program_is_refused() {
        let folder = Folder::with("none", &[("index.html", "")]);
        assert!(named_by_content(&folder.0, "<script></script>").is_err());
        assert!(with_integrity(&folder.0, "<script></script>").is_err());
    }
}
