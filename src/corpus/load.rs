//! Reads a seeds folder from disk and checks it.

use super::check::check;
use super::fault::{Fault, SeedFile};
use super::raw::UPDATES;
use crate::dossier::Dossier;
use crate::model::Corpus;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Every `.toml` below `seeds`, sorted by path, so that the order of a folder listing changes nothing.
pub fn seed_files(seeds: &Path) -> io::Result<Vec<SeedFile>> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                walk(&path, found)?;
            } else if path.extension().is_some_and(|ext| ext == "toml") {
                found.push(path);
            }
        }
        Ok(())
    }
    let mut paths = Vec::new();
    walk(seeds, &mut paths)?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(seeds).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            Ok(SeedFile { path: format!("seeds/{inside}"), text: fs::read_to_string(&path)? })
        })
        .collect()
}

/// A version for these files: the first twelve hex digits of a 64-bit FNV-1a over paths and texts, taken twice with
/// different starts. It tells two states of the corpus apart; it is no seal against tampering. The log of updates is left
/// out: it names versions, and none could name its own.
fn version(files: &[SeedFile]) -> String {
    let hash = |start: u64| {
        files
            .iter()
            .filter(|file| file.path != UPDATES)
            .flat_map(|file| file.path.bytes().chain(file.text.bytes()))
            .fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    format!("{:016x}", hash(0xcbf2_9ce4_8422_2325))[..12].to_string()
}

/// Checks the seeds: what is reckoned with and what is read, or every fault.
pub fn load(files: &[SeedFile]) -> Result<(Corpus, Dossier), Vec<Fault>> {
    check(files, &version(files))
}
