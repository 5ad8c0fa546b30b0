//! Serve, build, test: which programs run, in which order, and what to tell when one of them stops.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child::{answer, run, step};
use crate::failure::{Failure, Result, on};
use crate::text::{exports_used, graph_json, without_streams};
use crate::tools::{Tools, cargo_program};

/// What rustc 1.95 writes for wasm32-unknown-unknown. The file lists these itself, and wasm-opt reads the list; they
/// are named all the same, because a profile with `strip` drops it and wasm-opt would then refuse the file. Browsers
/// have had them all since 2021, so nothing newer is allowed in.
const WASM_FEATURES: [&str; 6] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
];

/// Sections that no browser reads.
const WASM_LEFT_OUT: [&str; 2] = ["--strip-producers", "--strip-target-features"];

/// A panic ends the program without a message: the text, and all that formats it, stays out of the file. The page is
/// told by the trap alone, and shows the same notice (public/boot.js).
const ABORT_AT_ONCE: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// Builds the standard library with the program, for size and for `ABORT_AT_ONCE`: 8.6 kB less of 105, with brotli.
///
/// Cargo does this in nightly only, and the pinned toolchain is a stable one; `RUSTC_BOOTSTRAP` opens it. That is sound
/// while rust-toolchain.toml names one exact version. A plain `trunk build` goes without and is a little larger.
const STANDARD_LIBRARY_FOR_SIZE: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// Serves the development build from a folder of its own: `dist/` is for what may be published.
pub fn serve(tools: &Tools, port: Option<u16>, may_open: bool) -> Result<()> {
    eprintln!("==> Serving; edits reload the page, Ctrl-C ends it");
    let mut trunk = tools.command(&tools.trunk);
    trunk.args(["serve", "--skip-version-check", "--dist"]).arg(tools.root.join("target").join("dist-serve"));
    if let Some(port) = port {
        trunk.args(["--port", &port.to_string()]);
    }
    if may_open && has_display() {
        trunk.arg("--open");
    }
    run(
        &mut trunk,
        "a port that something else listens on, or a fault the lines above name",
        "choose another port with `--port N`, or correct the fault and start again",
    )
}

fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let on_a_desktop = cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY");
    on_a_desktop && !set("CI")
}

/// Writes the bundle into `dist/`.
///
/// All of it is made in a staging folder, which takes the place of `dist/` at the very end. A faulty seed or a page
/// grown too large therefore leaves the last good `dist/` as it was, and nobody uploads half a bundle.
///
/// With an address, the page also says where it stands, and has cards for where a link to it is shown.
pub fn build(tools: &Tools, address: Option<&str>) -> Result<()> {
    let told = address.map(|address| ("ATTESTED_ADDRESS", address));
    let target = tools.root.join("target");
    let bundle = Bundle { next: target.join("dist-next"), old: target.join("dist-old"), dist: dist(tools) };
    bundle.begin()?;
    step("Compiling to WebAssembly (trunk build --release)", || {
        run(
            // Trunk's checksums are of the file before wasm-opt; a browser would refuse the file after it.
            tools
                .command(&tools.trunk)
                .args(["build", "--release", "--no-sri=true", "--skip-version-check", "--dist"])
                .arg(&bundle.next)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{} {ABORT_AT_ONCE}", without_paths(&tools.root)))
                .envs(STANDARD_LIBRARY_FOR_SIZE)
                .envs(told),
            "a fault in a seed file or in the code: the first `error` above names file and line",
            "correct it there; dist/ is as it was",
        )
    })?;
    for wasm in wasm_files(&bundle.next)? {
        optimise(tools, &wasm)?;
    }
    step("Finishing the bundle (desk finish)", || {
        run(
            tools
                .cargo()
                .args(["run", "--quiet", "--bin", "desk", "--", "finish", "target/dist-next", "--before", "dist"])
                .envs(told),
            "the page outgrew its size budget, or a file that it should hold is missing: the lines above say which",
            "put that right; dist/ is as it was",
        )
    })?;
    step("Swapping it into dist/", || bundle.publish())
}

/// Builds another library of the workspace for the browser, as small as the program, into `out` as a module of that name.
pub fn library(tools: &Tools, package: &str, out: &Path, name: &str) -> Result<()> {
    step(&format!("Compiling {package} to WebAssembly"), || {
        run(
            tools
                .cargo()
                .args(["build", "--release", "--lib", "--target", "wasm32-unknown-unknown", "--package", package])
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{} {ABORT_AT_ONCE}", without_paths(&tools.root)))
                .envs(STANDARD_LIBRARY_FOR_SIZE),
            "a fault in the code: the first `error` above names file and line",
            "correct it there",
        )?;
        let wasm = format!("target/wasm32-unknown-unknown/release/{}.wasm", package.replace('-', "_"));
        run(
            tools
                .command("wasm-bindgen")
                .args([&wasm, "--target", "web", "--no-typescript", "--out-name", name, "--out-dir"])
                .arg(out),
            "wasm-bindgen is of another version than Cargo.lock's",
            "run `cargo xtask setup`",
        )
    })?;
    optimise(tools, &out.join(format!("{name}_bg.wasm")))
}

/// Writes the page around the program; Trunk runs this between compiling and publishing, with what it needs to know in
/// the environment. What `STANDARD_LIBRARY_FOR_SIZE` has set there stays out, or every library that runs natively would
/// be compiled anew, and once more by the next test.
pub fn prerender() -> Result<()> {
    let mut desk = Command::new(cargo_program());
    for (name, _) in STANDARD_LIBRARY_FOR_SIZE {
        desk.env_remove(name);
    }
    run(
        desk.env_remove("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS").args([
            "run",
            "--quiet",
            "--bin",
            "desk",
            "--",
            "prerender",
        ]),
        "a fault in a seed file or in the code: the first `error` above names file and line",
        "correct it there",
    )
}

/// Flags under which the program names no folder of this machine: it gets smaller, and the same wherever it is built.
fn without_paths(root: &Path) -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let registries = home.map(|home| home.join("registry").join("src")).and_then(|folder| fs::read_dir(folder).ok());
    let registries = registries.into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = registries.chain([root.to_owned()]);
    folders.map(|folder| format!("--remap-path-prefix={}/=", folder.display())).collect::<Vec<_>>().join(" ")
}

pub fn dist(tools: &Tools) -> PathBuf {
    tools.root.join("dist")
}

fn wasm_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(on("read", dir))? {
        let path = entry.map_err(on("read", dir))?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("_bg.wasm")) {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Failure {
            what: format!("there is no *_bg.wasm in {}", dir.display()),
            cause: "public/index.html has no <link data-trunk rel=\"rust\">".to_owned(),
            remedy: "give it one".to_owned(),
        });
    }
    Ok(files)
}

/// Shrinks the program and its glue: first the glue, which then says what of the program is reached at all.
fn optimise(tools: &Tools, wasm: &Path) -> Result<()> {
    let size = |path: &Path| fs::metadata(path).map(|m| m.len() / 1000).map_err(on("read", path));
    let name = wasm.file_name().unwrap_or_default().to_string_lossy().replace("_bg.wasm", ".js");
    let glue = wasm.with_file_name(name);
    let title = format!("Shrinking the program, {} and {} kB (wasm-opt, terser)", size(wasm)?, size(&glue)?);
    step(&title, || {
        let text = without_streams(&fs::read_to_string(&glue).map_err(on("read", &glue))?);
        fs::write(&glue, &text).map_err(on("write", &glue))?;
        let (graph, reached, smaller) =
            (wasm.with_extension("json"), wasm.with_extension("reached"), wasm.with_extension("small"));
        fs::write(&graph, graph_json(&exports_used(&text))).map_err(on("write", &graph))?;
        let cause = "rustc writes a WebAssembly feature that wasm-opt was not told of";
        let remedy = "add the --enable-… flag it asks for to WASM_FEATURES in xtask/src/steps.rs";
        let metadce = |command: &mut Command| {
            answer(command).map(drop).ok_or_else(|| Failure {
                what: "wasm-metadce failed".to_owned(),
                cause: cause.to_owned(),
                remedy: remedy.to_owned(),
            })
        };
        metadce(tools.shrinker("wasm-metadce")?.args(WASM_FEATURES).arg(wasm).arg("-f").arg(&graph).arg("-o").arg(&reached))?;
        run(
            tools
                .shrinker("wasm-opt")?
                .args(["-Oz", "--converge"])
                .args(WASM_FEATURES)
                .args(WASM_LEFT_OUT)
                .arg(&reached)
                .arg("-o")
                .arg(&smaller),
            cause,
            remedy,
        )?;
        fs::rename(&smaller, wasm).map_err(on("replace", wasm))?;
        run(
            tools
                .shrinker("terser")?
                .arg(&glue)
                .args(["--module", "--toplevel", "--mangle", "--compress", "passes=3,ecma=2020", "--output"])
                .arg(&glue),
            "the glue is not the module that terser expects",
            "look at what wasm-bindgen writes now, and at `without_streams` in xtask/src/text.rs",
        )?;
        for left in [graph, reached] {
            fs::remove_file(&left).map_err(on("remove", &left))?;
        }
        eprintln!("    now {} and {} kB", size(wasm)?, size(&glue)?);
        Ok(())
    })
}

/// The three places a bundle can be in: being made, published, and just replaced.
struct Bundle {
    next: PathBuf,
    dist: PathBuf,
    old: PathBuf,
}

impl Bundle {
    /// Clears what an interrupted run left. If that run was stopped between the two renames of `publish`, the last
    /// good bundle is still under its old name, and goes back first.
    fn begin(&self) -> Result<()> {
        if self.old.exists() && !self.dist.exists() {
            fs::rename(&self.old, &self.dist).map_err(on("put back", &self.dist))?;
        }
        remove_folder(&self.old)?;
        remove_folder(&self.next)
    }

    fn publish(&self) -> Result<()> {
        let had_one = self.dist.exists();
        if had_one {
            fs::rename(&self.dist, &self.old).map_err(on("move away", &self.dist))?;
        }
        if let Err(error) = fs::rename(&self.next, &self.dist) {
            if had_one {
                fs::rename(&self.old, &self.dist).map_err(on("put back", &self.dist))?;
            }
            return Err(on("fill", &self.dist)(error));
        }
        remove_folder(&self.old)
    }
}

fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(on("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Everything CI runs, what fails fastest first.
pub fn test(tools: &Tools, passed_on: &[String]) -> Result<()> {
    step("Checking the format (cargo fmt)", || {
        run(tools.cargo().args(["fmt", "--all", "--check"]), "a file is not as rustfmt writes it", "run `cargo fmt --all`")
    })?;
    let cause = "the compiler or a lint objects: the first line that begins with `error` above says where";
    let remedy = "correct it; where a lint is wrong, allow it there and say why";
    step("Linting what runs natively (cargo clippy)", || {
        let lint = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        run(tools.cargo().args(lint), cause, remedy)
    })?;
    step("Linting what runs in the browser (cargo clippy, wasm32)", || {
        let (ours, scale): (&[&str], &[&str]) = (&["--no-default-features"], &["--package", "attested-scale"]);
        [ours, scale].into_iter().try_for_each(|which| {
            let lint = ["clippy", "--lib", "--target", "wasm32-unknown-unknown"];
            run(tools.cargo().args(lint).args(which).args(["--", "-D", "warnings"]), cause, remedy)
        })
    })?;
    build(tools, None)?;
    step("Testing (cargo test)", || {
        run(
            tools.cargo().args(["test", "--workspace"]).args(passed_on.iter().map(OsStr::new)).env("ATTESTED_DIST", dist(tools)),
            "a test failed: its name stands under `failures:` above",
            "run it alone with `cargo xtask test -- NAME`; a golden file that should change says how",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bundle in a folder of its own, with `next` and `dist` holding one file each.
    fn bundle(test: &str) -> Bundle {
        let dir = env::temp_dir().join(format!("xtask-{test}-{}", std::process::id()));
        remove_folder(&dir).unwrap();
        let bundle = Bundle { next: dir.join("next"), dist: dir.join("dist"), old: dir.join("old") };
        for (folder, text) in [(&bundle.next, "new"), (&bundle.dist, "good")] {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join("index.html"), text).unwrap();
        }
        bundle
    }

    #[track_caller]
    fn check_page(bundle: Bundle, expected: &str) {
        assert_eq!(fs::read_to_string(bundle.dist.join("index.html")).unwrap(), expected);
        remove_folder(bundle.dist.parent().unwrap()).unwrap();
    }

    #[test]
    fn publishing_replaces_the_last_bundle() {
        let bundle = bundle("replaces");
        bundle.publish().unwrap();
        assert!(!bundle.old.exists() && !bundle.next.exists());
        check_page(bundle, "new");
    }

    #[test]
    fn publishing_works_the_first_time() {
        let bundle = bundle("first");
        remove_folder(&bundle.dist).unwrap();
        bundle.publish().unwrap();
        check_page(bundle, "new");
    }

    #[test]
    fn a_bundle_that_is_not_there_leaves_the_last_one() {
        let bundle = bundle("absent");
        remove_folder(&bundle.next).unwrap();
        bundle.publish().unwrap_err();
        check_page(bundle, "good");
    }

    #[test]
    fn an_interrupted_swap_is_undone() {
        let bundle = bundle("interrupted");
        fs::rename(&bundle.dist, &bundle.old).unwrap();
        bundle.begin().unwrap();
        assert!(!bundle.next.exists());
        check_page(bundle, "good");
    }
}
