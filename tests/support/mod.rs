//! What the browser tests stand on: a static server that can be told to fail, a browser, and waiting without guessing.

pub mod browser;
pub mod nginx;
pub mod server;

use std::io::Write;
use std::path::PathBuf;
use std::sync::Once;
use std::time::{Duration, Instant};
use std::{env, io, thread};

/// How long anything may take. Far more than it needs, so that a busy machine fails no test.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Asks again and again until there is an answer. Nothing else here waits; the temptation is a short sleep "for it to
/// settle", which is too short on a busy machine and too long on every other.
#[track_caller]
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < DEADLINE, "waited {DEADLINE:?} in vain until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// The folder with the bundle, or `None` where there is none to test. `cargo xtask test` always names one.
pub fn bundle() -> Option<PathBuf> {
    let Some(folder) = env::var_os("ATTESTED_DIST").map(PathBuf::from) else {
        // Not `eprintln!`, which the test runner keeps to itself when a test passes.
        static TOLD: Once = Once::new();
        TOLD.call_once(|| {
            let told = "browser tests skipped: ATTESTED_DIST names no bundle; `cargo xtask test` builds one and runs them";
            let _ = writeln!(io::stderr(), "{told}");
        });
        return None;
    };
    assert!(folder.join("index.html").is_file(), "ATTESTED_DIST is {}, where there is no index.html", folder.display());
    Some(folder)
}
