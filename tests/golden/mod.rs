//! Golden files: what the program says or draws, kept in files and compared. `UPDATE_GOLDEN=1` rewrites them; a
//! mismatch leaves what was found beside the file, so that any comparing tool shows the difference.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// A folder of golden files, with what did not match so far. Everything is compared before anything fails.
pub struct Goldens {
    /// Below `tests/golden`.
    folder: &'static str,
    /// The test binary to run for rewriting.
    test: &'static str,
    known: Vec<String>,
    mismatches: Vec<String>,
}

impl Goldens {
    pub fn new(folder: &'static str, test: &'static str) -> Goldens {
        Goldens { folder, test, known: Vec::new(), mismatches: Vec::new() }
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::new("tests/golden").join(self.folder).join(name)
    }

    /// Compares a text with the file `name`, or writes it.
    pub fn check(&mut self, name: &str, found: &str) {
        self.known.push(name.to_string());
        let path = self.path(name);
        let (stem, ext) = name.rsplit_once('.').expect("a golden file has an extension");
        let changed = self.path(&format!("{stem}-changed.{ext}"));
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
            fs::write(&path, found).expect("the golden file can be written");
        }
        if fs::read_to_string(&path).is_ok_and(|expected| expected == found) {
            let _ = fs::remove_file(changed);
        } else {
            fs::create_dir_all(self.path("")).expect("the folder can be made");
            fs::write(&changed, found).expect("the changed file can be written");
            self.mismatches.push(format!("{} is not what was found: see {}", path.display(), changed.display()));
        }
    }

    /// Fails if something did not match, or if a file belongs to no case any more.
    pub fn finish(mut self) {
        let files =
            fs::read_dir(self.path("")).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        for name in files.filter(|name| !name.contains("-changed.") && !self.known.contains(name)) {
            if env::var_os("UPDATE_GOLDEN").is_some() {
                fs::remove_file(self.path(&name)).expect("a golden file without a case can be removed");
            } else {
                self.mismatches.push(format!("{} belongs to no case", self.path(&name).display()));
            }
        }
        let Goldens { mismatches, test, .. } = self;
        assert!(
            mismatches.is_empty(),
            "{}\nIf the new ones are right: UPDATE_GOLDEN=1 cargo test --test {test}",
            mismatches.join("\n")
        );
    }
}
