//! A small corpus of its own: two papers on a lighthouse. Tests that change a seed start from here, so that they stay as
//! they are when the real corpus grows; and that it loads and draws shows that the code knows nothing of any subject.

use attested::corpus::fault::SeedFile;
use attested::corpus::load::{load, seed_files};
use attested::dossier::Dossier;
use attested::model::Corpus;
use std::path::Path;

/// Its files, named as if they stood in `seeds/`.
pub fn files() -> Vec<SeedFile> {
    seed_files(Path::new("tests/seeds-small")).expect("the small corpus is in the repository")
}

/// The corpus in these files. Panics with the rendered faults if there are any.
pub fn loaded(files: &[SeedFile]) -> (Corpus, Dossier) {
    load(files).unwrap_or_else(|faults| {
        let rendered: Vec<String> = faults.iter().map(|fault| fault.render(files)).collect();
        panic!("the small corpus has faults:\n{}", rendered.join("\n"))
    })
}
