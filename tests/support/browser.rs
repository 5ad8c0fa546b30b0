//! A browser of its own for each test, driven step by step: every call returns when the browser has answered.

use super::{DEADLINE, wait_for};
use base64::Engine as _;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction, TouchActions};
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Once, mpsc};
use std::time::Duration;
use std::{env, fs, mem, process, thread};
use tokio::runtime::{self, Runtime};

/// Which browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    Chromium,
    Firefox,
    /// WebKitGTK, on a screen that nobody sees.
    WebKit,
}

impl Engine {
    /// The engines there are to test with. WebKit is not everywhere; where it is not, its tests are skipped.
    pub fn all() -> Vec<Engine> {
        let webkit = env::var_os("WEBKITWEBDRIVER").map(|_| Engine::WebKit);
        if webkit.is_none() {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| {
                let _ = writeln!(std::io::stderr(), "tests in WebKit skipped: WEBKITWEBDRIVER names no driver");
            });
        }
        [Engine::Chromium, Engine::Firefox].into_iter().chain(webkit).collect()
    }
}

/// What a reader's browser may be like. WebKitGTK knows no `own_colours`, and for who drives it no `still`, no `storage`
/// that is closed and no `font_size`; without `scripts` it runs none of a page's, but still shows nothing of `noscript`.
#[derive(Clone, Copy)]
pub struct Profile {
    pub engine: Engine,
    /// Whether the reader has asked for less motion.
    pub still: bool,
    pub scripts: bool,
    /// Whether pages may keep anything.
    pub storage: bool,
    /// Whether the reader sits in the dark.
    pub dark: bool,
    /// Whether the reader has a few colours of their own, and pages may not choose.
    pub own_colours: bool,
    /// Device pixels a CSS pixel.
    pub density: u32,
    /// The type size the reader has set, in pixels.
    pub font_size: u32,
    /// Of the window.
    pub width: u32,
    pub height: u32,
}

impl Default for Profile {
    fn default() -> Profile {
        Profile {
            engine: Engine::Chromium,
            still: false,
            scripts: true,
            storage: true,
            dark: false,
            own_colours: false,
            density: 1,
            font_size: 16,
            width: 1280,
            height: 1000,
        }
    }
}

/// Keys as WebDriver writes them.
pub mod key {
    pub const TAB: char = '\u{e004}';
    pub const ENTER: char = '\u{e007}';
    pub const SPACE: char = ' ';
    pub const ESCAPE: char = '\u{e00c}';
    pub const END: char = '\u{e010}';
    pub const HOME: char = '\u{e011}';
    pub const LEFT: char = '\u{e012}';
    pub const UP: char = '\u{e013}';
    pub const RIGHT: char = '\u{e014}';
    pub const DOWN: char = '\u{e015}';
    pub const CONTROL: char = '\u{e009}';
}

pub struct Browser {
    engine: Engine,
    client: Client,
    runtime: Runtime,
    // Dropped in this order, after the session was closed.
    _driver: Driver,
    _folder: Folder,
}

impl Browser {
    pub fn start(profile: Profile) -> Browser {
        let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let driver = Driver::start(profile);
        let folder = Folder::new();
        let capabilities = match profile.engine {
            Engine::Chromium => chromium(profile, &folder),
            Engine::Firefox => firefox(profile),
            Engine::WebKit => webkit(profile),
        };
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        let address = format!("http://127.0.0.1:{}", driver.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let client = runtime.block_on(builder.connect(&address)).expect("the driver starts its browser");
        let browser = Browser { engine: profile.engine, client, runtime, _driver: driver, _folder: folder };
        // The browser's own first page is nothing to us, nor is what it asks for and complains of.
        browser.open("about:blank");
        match profile.engine {
            Engine::Chromium => {
                drop((browser.requests(), browser.console()));
                browser.in_light(profile.dark, profile.own_colours);
            }
            Engine::Firefox => {}
            Engine::WebKit => browser.resize(profile.width, profile.height),
        }
        browser
    }

    #[track_caller]
    fn run<T>(&self, step: impl Future<Output = Result<T, CmdError>>) -> T {
        match self.runtime.block_on(step) {
            Ok(answer) => answer,
            Err(error) => panic!("the browser refused: {error}"),
        }
    }

    /// Opens a page and returns when it has loaded.
    #[track_caller]
    pub fn open(&self, address: &str) {
        self.run(self.client.goto(address));
    }

    #[track_caller]
    pub fn back(&self) {
        self.run(self.client.back());
    }

    #[track_caller]
    pub fn forward(&self) {
        self.run(self.client.forward());
    }

    #[track_caller]
    pub fn reload(&self) {
        self.run(self.client.refresh());
    }

    /// The value of a JavaScript expression. Works with scripts switched off, too: only the page's are.
    #[track_caller]
    pub fn eval<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.eval_with(expression, &[])
    }

    /// The value of a JavaScript expression with `arguments`.
    #[track_caller]
    pub fn eval_with<T: DeserializeOwned>(&self, expression: &str, arguments: &[Value]) -> T {
        let value = self.run(self.client.execute(&format!("return ({expression})"), arguments.to_vec()));
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{expression} is {value}: {error}"))
    }

    /// Waits until a JavaScript expression is true.
    #[track_caller]
    pub fn wait_until(&self, expression: &str) {
        wait_for(expression, || self.eval::<bool>(&format!("!!({expression})")).then_some(()));
    }

    /// Waits until the page has scrolled to where it is going.
    #[track_caller]
    pub fn wait_still(&self) {
        let mut last = f64::NAN;
        wait_for("the page stands still", || {
            let now: f64 =
                self.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY))))");
            (mem::replace(&mut last, now) == now).then_some(())
        });
    }

    /// Clicks an element as a reader would: scrolled to, and only if nothing lies over it. At once, because a click
    /// during a smooth scroll misses.
    #[track_caller]
    pub fn click(&self, css: &str) {
        self.eval_with::<()>(
            "(document.querySelector(arguments[0])?.scrollIntoView({ block: 'center', behavior: 'instant' }), null)",
            &[json!(css)],
        );
        self.run(async { self.client.find(Locator::Css(css)).await?.click().await });
    }

    /// Gives a file to a field that takes one, as its dialog would.
    #[track_caller]
    pub fn give(&self, css: &str, file: &Path) {
        let file = fs::canonicalize(file).expect("there is such a file");
        self.run(async { self.client.find(Locator::Css(css)).await?.send_keys(&file.to_string_lossy()).await });
    }

    /// Presses and releases a key, wherever the focus is.
    #[track_caller]
    pub fn press(&self, key: char) {
        let keys = KeyActions::new("keys".into()).then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        self.run(self.client.perform_actions(keys));
    }

    /// Presses a key while another is held.
    #[track_caller]
    pub fn press_with(&self, held: char, key: char) {
        let keys = [
            KeyAction::Down { value: held },
            KeyAction::Down { value: key },
            KeyAction::Up { value: key },
            KeyAction::Up { value: held },
        ];
        self.run(self.client.perform_actions(keys.into_iter().fold(KeyActions::new("keys".into()), KeyActions::then)));
    }

    /// Puts a finger down at one place and lifts it at another, in CSS pixels.
    #[track_caller]
    pub fn swipe(&self, [x0, y0]: [f64; 2], [x1, y1]: [f64; 2]) {
        let to = |x, y| PointerAction::MoveTo { duration: Some(Duration::from_millis(50)), x, y };
        let (down, up) = (PointerAction::Down { button: 0 }, PointerAction::Up { button: 0 });
        let finger = TouchActions::new("finger".into()).then(to(x0, y0)).then(down).then(to(x1, y1)).then(up);
        self.run(self.client.perform_actions(finger));
    }

    /// Says something to Chromium in the protocol of its own tools.
    #[track_caller]
    fn tell_chromium(&self, cmd: &str, params: Value) {
        let body = json!({ "cmd": cmd, "params": params });
        self.run(self.client.issue_cmd(Plain { path: "goog/cdp/execute", body }));
    }

    /// Shows the page as it would be printed, or again as on a screen. Chromium only.
    #[track_caller]
    pub fn as_printed(&self, printed: bool) {
        self.tell_chromium("Emulation.setEmulatedMedia", json!({ "media": if printed { "print" } else { "" } }));
    }

    /// The page on paper, as a PDF. Not in WebKit, whose driver prints nothing.
    #[track_caller]
    pub fn print(&self) -> Vec<u8> {
        let pdf = self.run(self.client.issue_cmd(Plain { path: "print", body: json!({ "shrinkToFit": true }) }));
        base64::engine::general_purpose::STANDARD.decode(pdf.as_str().unwrap_or_default()).expect("base64")
    }

    /// Puts the reader into a dark room, or a light one. Chromium only; a [`Profile`] does so everywhere.
    #[track_caller]
    pub fn in_the_dark(&self, dark: bool) {
        self.in_light(dark, false);
    }

    #[track_caller]
    fn in_light(&self, dark: bool, own_colours: bool) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } },
            { "name": "forced-colors", "value": if own_colours { "active" } else { "none" } },
        ]);
        self.tell_chromium("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Lets every page come at so many bytes a second, and wait so many milliseconds for each answer. Chromium only.
    #[track_caller]
    pub fn on_a_bad_line(&self, bytes_per_second: u32, wait_ms: u32) {
        for (cmd, params) in [
            ("Network.enable", json!({})),
            (
                "Network.emulateNetworkConditions",
                json!({ "offline": false, "latency": wait_ms, "downloadThroughput": bytes_per_second, "uploadThroughput": bytes_per_second }),
            ),
        ] {
            self.tell_chromium(cmd, params);
        }
    }

    /// Goes on inside the first frame of the page.
    #[track_caller]
    pub fn enter_frame(&self) {
        self.run(self.client.enter_frame(0));
    }

    /// Moves the pointer to a place in the viewport, in CSS pixels.
    #[track_caller]
    pub fn point_at(&self, [x, y]: [f64; 2]) {
        let there = PointerAction::MoveTo { duration: Some(Duration::ZERO), x, y };
        self.run(self.client.perform_actions(MouseActions::new("mouse".into()).then(there)));
    }

    /// Resizes the window.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        self.run(self.client.set_window_size(width, height));
    }

    /// Gives the page a viewport of exactly this size, however small. Elsewhere than in Chromium of about this size, and no
    /// narrower than a window may be.
    #[track_caller]
    pub fn set_viewport(&self, width: u32, height: u32) {
        if self.engine != Engine::Chromium {
            // With what Firefox has above a page.
            return self.resize(width, height + 86);
        }
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 0, "mobile": false });
        self.tell_chromium("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// What the console has said since it was last asked: level and message.
    #[track_caller]
    pub fn console(&self) -> Vec<(String, String)> {
        let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_string();
        self.log("browser").iter().map(|entry| (text(entry, "level"), text(entry, "message"))).collect()
    }

    /// The address of every request the page has made since this was last asked.
    #[track_caller]
    pub fn requests(&self) -> Vec<String> {
        let message = |entry: &Value| serde_json::from_str::<Value>(entry["message"].as_str()?).ok();
        let messages = self.log("performance").iter().filter_map(message).collect::<Vec<_>>();
        let sent = messages.iter().map(|it| &it["message"]).filter(|it| it["method"] == "Network.requestWillBeSent");
        sent.filter_map(|it| it["params"]["request"]["url"].as_str().map(String::from)).collect()
    }

    #[track_caller]
    fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.run(self.client.issue_cmd(Plain { path: "se/log", body: json!({ "type": kind }) }));
        log.as_array().cloned().unwrap_or_default()
    }
}

fn chromium(profile: Profile, folder: &Folder) -> Value {
    let Profile { scripts, storage, density, font_size, width, height, still, .. } = profile;
    let mut arguments: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    .map(String::from)
    .into();
    arguments.push(format!("--force-device-scale-factor={density}"));
    arguments.push(format!("--window-size={width},{height}"));
    arguments.push(format!("--user-data-dir={}", folder.0.display()));
    if still {
        arguments.push("--force-prefers-reduced-motion".into());
    }
    let mut preferences = json!({ "webkit.webprefs.default_font_size": font_size });
    if !scripts {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    if !storage {
        preferences["profile.managed_default_content_settings.cookies"] = json!(2);
    }
    json!({
        "goog:chromeOptions": { "binary": program("CHROMIUM", "chromium"), "args": arguments, "prefs": preferences },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

fn firefox(profile: Profile) -> Value {
    let size = [format!("--width={}", profile.width), format!("--height={}", profile.height)];
    json!({
        "moz:firefoxOptions": {
            "binary": program("FIREFOX", "firefox-esr"),
            "args": ["-headless", size[0], size[1]],
            "prefs": {
                "ui.prefersReducedMotion": u32::from(profile.still),
                "javascript.enabled": profile.scripts,
                "network.cookie.cookieBehavior": if profile.storage { 5 } else { 2 },
                "layout.css.prefers-color-scheme.content-override": u32::from(!profile.dark),
                "browser.display.document_color_use": if profile.own_colours { 2 } else { 1 },
                "layout.css.devPixelsPerPx": profile.density.to_string(),
                "font.size.variable.x-western": profile.font_size,
            },
        },
    })
}

fn webkit(profile: Profile) -> Value {
    let mut arguments = vec!["--automation"];
    if profile.dark {
        arguments.push("--dark-mode");
    }
    if !profile.scripts {
        arguments.push("--enable-javascript-markup=false");
    }
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": {
            "binary": program("MINIBROWSER", "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"),
            "args": arguments,
        },
    })
}

impl Drop for Browser {
    /// Closes the session, which ends Chromium; the driver alone would leave it behind.
    fn drop(&mut self) {
        let close = self.client.clone().close();
        let _ = self.runtime.block_on(async { tokio::time::timeout(DEADLINE, close).await });
    }
}

/// A command that fantoccini does not know, most of them ChromeDriver's own.
#[derive(Debug)]
struct Plain {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Plain {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// A driver on a port of its own.
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    fn start(profile: Profile) -> Driver {
        let engine = profile.engine;
        let mut command = match engine {
            Engine::Chromium => Command::new(program("CHROMEDRIVER", "chromedriver")),
            Engine::Firefox => Command::new(program("GECKODRIVER", "geckodriver")),
            Engine::WebKit => Command::new("xvfb-run"),
        };
        // WebKit's does not tell its port, so it is given one that is free now.
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr()).expect("a free port");
        match engine {
            Engine::Chromium => command.arg("--port=0"),
            // A second port, by which it talks to Firefox, is its own to choose as well.
            Engine::Firefox => command.args(["--port", "0", "--websocket-port", "0"]),
            Engine::WebKit => {
                command.args(["-a", &program("WEBKITWEBDRIVER", "WebKitWebDriver"), &format!("--port={}", free.port())])
            }
        };
        // The only way to tell WebKitGTK.
        command.env("GDK_SCALE", profile.density.to_string());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let mut driver = Driver { child, port: free.port() };
        if engine != Engine::WebKit {
            driver.port = driver.told_port();
        }
        wait_for("the driver is ready", || driver.is_ready().then_some(()));
        driver
    }

    /// The port, as the driver prints it once it has one.
    fn told_port(&mut self) -> u16 {
        let output = self.child.stdout.take().expect("its output is piped");
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            // Read to the end, or the driver's next line would stop it.
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let port = ["ChromeDriver was started successfully on port ", "Listening on 127.0.0.1:"]
                    .into_iter()
                    .find_map(|told| line.split_once(told));
                if let Some(port) = port.and_then(|(_, port)| port.trim_end_matches('.').parse().ok()) {
                    let _ = tell.send(port);
                }
            }
        });
        told.recv_timeout(DEADLINE).expect("the driver says which port it has")
    }

    /// Whether it answers. Only the first line is read: the driver leaves the connection open whatever it is asked.
    fn is_ready(&self) -> bool {
        let ask = || {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
            write!(stream, "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port)?;
            let mut line = String::new();
            BufReader::new(stream).read_line(&mut line).map(|_| line)
        };
        ask().is_ok_and(|line| line.starts_with("HTTP/1.1 200"))
    }
}

impl Drop for Driver {
    /// With all that it has started: the screen that nobody sees is a process of its own.
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-TERM", "--", &format!("-{}", self.child.id())]).status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The user's data of one browser: new, and gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("attested-browser-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder for the browser's data");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Helpers of the browser may outlive it by a moment and write once more. Not `wait_for`: to panic here would
        // hide why the test failed.
        let removed = (0..100).any(|_| {
            let removed = fs::remove_dir_all(&self.0).is_ok();
            if !removed {
                thread::sleep(Duration::from_millis(10));
            }
            removed
        });
        if !removed {
            eprintln!("left behind: {}", self.0.display());
        }
    }
}

/// A program by the variable that names it, or by the name it has on PATH.
fn program(variable: &str, name: &str) -> String {
    env::var_os(variable).unwrap_or_else(|| OsString::from(name)).to_string_lossy().into_owned()
}
