//! Runs one step or one program. Reports go to stderr, so that a child's own stdout is all there is on stdout: who
//! reads the closing lines of `cargo test` finds them there.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Failure, Result};

/// Says what is done, does it, says how long it took.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {title}");
    let start = Instant::now();
    let outcome = work();
    let took = seconds(start.elapsed());
    match &outcome {
        Ok(_) => eprintln!("    {took}"),
        Err(_) => eprintln!("    failed after {took}"),
    }
    outcome
}

pub fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        s @ 60.. => format!("{} min {:02} s", s / 60, s % 60),
        _ => format!("{:.1} s", duration.as_secs_f64()),
    }
}

/// Runs a program whose output streams through. `cause` and `remedy` are what to tell if it ends badly.
pub fn run(command: &mut Command, cause: &str, remedy: &str) -> Result<()> {
    let name = shown(command);
    let status = command.status().map_err(|error| not_started(&name, error))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure { what: format!("`{name}` failed ({status})"), cause: cause.to_owned(), remedy: remedy.to_owned() })
}

/// What a program prints on stdout, or nothing if it cannot be run or says no: for questions such as `--version`.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as one would type it, the program by its name alone: a full path says little and fills the line.
fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut line = program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for arg in command.get_args().map(OsStr::to_string_lossy) {
        line.push(' ');
        line.push_str(&arg);
    }
    line
}

fn not_started(name: &str, error: std::io::Error) -> Failure {
    Failure {
        what: format!("`{name}` could not be started: {error}"),
        cause: "the program went away, or may not be executed".to_owned(),
        remedy: "run `cargo xtask setup`; if it finds nothing missing, reinstall that program".to_owned(),
    }
}
