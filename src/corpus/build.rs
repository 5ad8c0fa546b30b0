//! Build script: the seeds become a static, or the build fails with every fault in them.

#[path = "check/mod.rs"]
mod check;
#[allow(dead_code, reason = "the build script writes it; the program reads it")]
#[path = "../dossier.rs"]
mod dossier;
#[path = "emit.rs"]
mod emit;
#[path = "fault.rs"]
mod fault;
#[path = "load.rs"]
mod load;
#[allow(dead_code, reason = "the build script reads the model; the program uses all of it")]
#[path = "../model.rs"]
mod model;
#[path = "raw.rs"]
mod raw;

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=seeds");
    println!("cargo::rerun-if-changed=src/corpus");
    println!("cargo::rerun-if-changed=src/model.rs");
    println!("cargo::rerun-if-changed=src/dossier.rs");
    let files = match load::seed_files(Path::new("seeds")) {
        Ok(files) => files,
        Err(error) => return println!("cargo::error=seeds/ cannot be read: {error}"),
    };
    match load::load(&files) {
        Ok((corpus, dossier)) => {
            let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
            fs::write(Path::new(&out).join("corpus.rs"), emit::rust_source(&corpus)).expect("OUT_DIR is writable");
            fs::write(Path::new(&out).join("dossier.rs"), emit::rust_source(&dossier)).expect("OUT_DIR is writable");
        }
        Err(faults) => {
            let count = faults.len();
            for fault in &faults {
                fault.render(&files).lines().for_each(|line| println!("cargo::error={line}"));
            }
            println!("cargo::error=seeds/ has {count} fault{}; nothing was built", if count == 1 { "" } else { "s" });
        }
    }
}
