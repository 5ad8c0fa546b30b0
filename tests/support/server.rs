//! A static host for the bundle, at the root or under a path, which can be told to serve the program badly.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, JoinHandle};
use std::{fs, mem};
use tiny_http::{Header, Request, Response};

/// How the WebAssembly is served.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Program {
    Whole,
    /// 404.
    Missing,
    /// The first half only.
    Cut,
    /// Whole, as `text/plain`.
    Mistyped,
    /// With one byte that is another.
    Tampered,
    /// Whole, but its glue has one line more.
    TamperedGlue,
    /// Whole, and nothing is said of any file: no type, no caching.
    Bare,
    /// Not before [`Server::release`].
    Held,
}

/// An empty page that is not the bundle's, for what is put into another site's page.
pub const AROUND: &str = "/around.html";

pub struct Server {
    http: Arc<tiny_http::Server>,
    host: Arc<Host>,
    thread: Option<JoinHandle<()>>,
}

struct Host {
    files: &'static BTreeMap<String, Vec<u8>>,
    /// Begins and ends with a slash.
    under: String,
    asked: Mutex<Vec<String>>,
    program: Mutex<Program>,
    held: Mutex<Vec<Request>>,
    /// What every page runs before its own scripts, and before its policy.
    first: Mutex<String>,
}

impl Server {
    /// Serves the bundle under a path that begins and ends with a slash, on a port of its own.
    pub fn start(bundle: &Path, under: &str, program: Program) -> Server {
        let http = Arc::new(tiny_http::Server::http("127.0.0.1:0").expect("a free port"));
        let host = Arc::new(Host {
            files: files(bundle),
            under: under.to_string(),
            asked: Mutex::default(),
            program: Mutex::new(program),
            held: Mutex::default(),
            first: Mutex::default(),
        });
        let thread = thread::spawn({
            let (http, host) = (http.clone(), host.clone());
            move || http.incoming_requests().for_each(|request| host.answer(request))
        });
        Server { http, host, thread: Some(thread) }
    }

    /// Scheme, name and port, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.http.server_addr())
    }

    /// The address of the page.
    pub fn page(&self) -> String {
        format!("{}{}", self.origin(), self.host.under)
    }

    /// Every path that was asked for, in order, without its query.
    pub fn asked(&self) -> Vec<String> {
        self.host.asked.lock().unwrap().clone()
    }

    /// Lets every page from now on run a script before its own. It stands before the policy, which would keep it out.
    pub fn before_each_page(&self, script: &str) {
        *self.host.first.lock().unwrap() += &format!("<script>{script}</script>");
    }

    /// Whether the program was asked for and is being kept back.
    pub fn holds(&self) -> bool {
        !self.host.held.lock().unwrap().is_empty()
    }

    /// Serves what was kept back, and keeps back nothing more.
    pub fn release(&self) {
        *self.host.program.lock().unwrap() = Program::Whole;
        for request in mem::take(&mut *self.host.held.lock().unwrap()) {
            self.host.answer_with(request, Program::Whole);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.http.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Host {
    fn answer(&self, request: Request) {
        self.asked.lock().unwrap().push(path(&request));
        let program = *self.program.lock().unwrap();
        if program == Program::Held && path(&request).ends_with(".wasm") {
            self.held.lock().unwrap().push(request);
        } else {
            self.answer_with(request, program);
        }
    }

    fn answer_with(&self, request: Request, program: Program) {
        let path = path(&request);
        if path == AROUND {
            let html = Header::from_bytes("Content-Type", "text/html; charset=utf-8").expect("a header in ASCII");
            return drop(request.respond(Response::from_string("<!doctype html><title>Around</title>").with_header(html)));
        }
        let name = path.strip_prefix(&self.under).map(|name| if name.is_empty() { "index.html" } else { name });
        let Some((name, bytes)) = name.and_then(|name| self.files.get_key_value(name)) else {
            return drop(request.respond(Response::empty(404)));
        };
        if program == Program::Bare {
            let response = Response::new(200.into(), Vec::new(), &bytes[..], Some(bytes.len()), None);
            return drop(request.respond(response));
        }
        let changed;
        let (bytes, kind) = match (name.ends_with(".wasm"), program) {
            (true, Program::Missing) => return drop(request.respond(Response::empty(404))),
            (true, Program::Cut) => (&bytes[..bytes.len() / 2], mime(name)),
            (true, Program::Mistyped) => (&bytes[..], "text/plain"),
            (true, Program::Tampered) => {
                // In the middle: still a program, as far as its head says.
                let mut other = bytes.clone();
                let middle = other.len() / 2;
                other[middle] ^= 1;
                changed = other;
                (&changed[..], mime(name))
            }
            (false, Program::TamperedGlue) if name.starts_with("attested-") => {
                changed = [&bytes[..], b"\ndocument.body.dataset.broken = 1\n"].concat();
                (&changed[..], mime(name))
            }
            _ => (&bytes[..], mime(name)),
        };
        let first = self.first.lock().unwrap().clone();
        let page;
        let bytes = if kind.starts_with("text/html") && !first.is_empty() {
            page = String::from_utf8_lossy(bytes).replacen("<head>", &format!("<head>{first}"), 1);
            page.as_bytes()
        } else {
            bytes
        };
        let header = |name: &str, value: &str| Header::from_bytes(name, value).expect("a header in ASCII");
        let response = Response::from_data(bytes)
            .with_chunked_threshold(usize::MAX)
            .with_header(header("Content-Type", kind))
            .with_header(header("Cache-Control", "no-cache"));
        // The browser may have gone on to another page.
        drop(request.respond(response));
    }
}

fn path(request: &Request) -> String {
    request.url().split('?').next().unwrap_or_default().to_string()
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// The bundle, read once: a build that replaces it meanwhile mixes nothing.
fn files(bundle: &Path) -> &'static BTreeMap<String, Vec<u8>> {
    static FILES: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = BTreeMap::new();
        read(bundle, "", &mut files);
        files
    })
}

/// The bytes of one file of the bundle.
pub fn file(bundle: &Path, name: &str) -> &'static [u8] {
    files(bundle).get(name).unwrap_or_else(|| panic!("the bundle has no {name}"))
}

fn read(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the bundle can be read") {
        let path = entry.expect("the bundle can be read").path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(&path).expect("a file of the bundle can be read"));
        }
    }
}
