//! What went wrong, why it probably did, and what to do. All three, always: who reads it has no stack trace.

use std::fmt;
use std::io;
use std::path::Path;

pub type Result<T> = std::result::Result<T, Failure>;

#[derive(Debug)]
pub struct Failure {
    pub what: String,
    pub cause: String,
    pub remedy: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.what)?;
        writeln!(f, "  likely cause: {}", self.cause)?;
        write!(f, "  what to do:   {}", self.remedy)
    }
}

/// For file system calls: `fs::read(p).map_err(on("read", p))`.
pub fn on(action: &str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let what = format!("could not {action} {}", path.display());
    move |error| Failure {
        what,
        cause: error.to_string(),
        remedy: match error.kind() {
            io::ErrorKind::PermissionDenied => "make the path writable for you, or remove it",
            io::ErrorKind::NotFound => "check that the path is there and nothing else removes it meanwhile",
            io::ErrorKind::StorageFull => "free some space; target/ may be deleted",
            io::ErrorKind::CrossesDevices => "keep target/ and dist/ on one file system",
            _ => "put that right and run the command again",
        }
        .to_owned(),
    }
}
