//! The last steps of a bundle, once its program is as small as it gets: names by content, hashes, the page as one file,
//! what is kept offline, compression, budgets.

use super::policy::{base64, guarded, integrity, unguarded};
use attested::cite::Address;
use attested::corpus::{CORPUS, DOSSIER};
use attested::export;
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
fn one_file(folder: &Path, page: &str, address: Address) -> Result<String, String> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let text = |name: &str| read(name).and_then(|bytes| String::from_utf8(bytes).map_err(|error| format!("{name}: {error}")));
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
    let mut page = page.replace("class=\"hosted\"", "class=\"hosted\" hidden");
    page = page.replace("<link rel=\"manifest\" href=\"manifest.webmanifest\">\n", "");
    page = page.replace("<link rel=\"icon\" href=\"og/icon-192.png\">", "<link rel=\"icon\" href=\"data:,\">");
    for (path, text) in export::files(address) {
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

/// Finishes the bundle in this folder. `before` is the last one.
pub fn finish(folder: &Path, before: Option<&Path>, address: Address) -> Result<(), String> {
    keep_frozen(folder, before)?;
    let page = unguarded(&read(folder, "index.html")?);
    let page = named_by_content(folder, &page)?;
    write(folder, "attested.html", &one_file(folder, &page, address)?)?;
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

/// Frozen charts stay for as long as the log of updates knows their version: other people's pages show them.
fn keep_frozen(folder: &Path, before: Option<&Path>) -> Result<(), String> {
    let Some(before) = before else { return Ok(()) };
    for update in DOSSIER.updates.iter().filter(|update| update.version != DOSSIER.version) {
        for chart in CORPUS.charts {
            let name = frozen_name_of(chart.id, update.version);
            match fs::copy(before.join(&name), folder.join(&name)) {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    println!("{name} is not in the bundle before; whoever shows it needs it: upload without deleting");
                }
                Err(error) => return Err(format!("{name}: {error}")),
            }
        }
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
