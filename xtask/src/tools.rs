//! Finds the tools this project needs and installs those that are missing.
//!
//! What is installed goes into `target/tools`, never over something of the reader's own: a Trunk of another version
//! may be what another project needs. Children get `target/tools/bin` first on their PATH. The temptation is to skip
//! the version check and take any Trunk that answers; but the wasm-bindgen of another version than Cargo.lock's
//! refuses to work, and an older wasm-opt does not know what today's rustc writes.

mod testing;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::child::{answer, run, seconds, step};
use crate::failure::{Failure, Result, on};
use crate::text::{locked_version, npm_version, printed_version, same_version};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.36.0";
const AXE: (&str, &str) = ("axe-core", "4.14.1");
/// From PyPI: what the data package must satisfy is what its makers' own tool accepts.
const FRICTIONLESS: &str = "5.21.0";
/// npm packages, each at one version: what they write is in the bundle.
const SHRINKERS: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("terser", "5.51.2")];

/// How much a command needs. Each level includes the ones before it: serving needs no npm, building no browser.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    Serve,
    Build,
    Test,
}

pub struct Tools {
    pub root: PathBuf,
    pub trunk: PathBuf,
    search: Search,
    /// The folder of programs from npm.
    shrinkers: Option<PathBuf>,
    browser: Option<Browser>,
}

pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
    pub firefox: PathBuf,
    pub geckodriver: PathBuf,
    /// A script that finds what keeps readers out.
    pub axe: PathBuf,
    /// The driver of WebKitGTK, where there is one: no other system has it.
    pub webkit: Option<PathBuf>,
    /// A real host, where there is one.
    pub nginx: Option<PathBuf>,
    /// The tool of those who define data packages, where there is Python.
    pub frictionless: Option<PathBuf>,
}

impl Tools {
    /// Looks for everything up to `extent` and installs what is not there.
    pub fn ready(root: PathBuf, extent: Extent) -> Result<Tools> {
        let start = Instant::now();
        let search = Search::new(&root)?;
        let mut setup = Setup { root, search, found: Vec::new(), n_installed: 0 };

        setup.wasm_target()?;
        if extent >= Extent::Test {
            setup.lints()?;
        }
        if extent >= Extent::Build {
            setup.rust_source()?;
        }
        let trunk = setup.cargo_tool("trunk", "trunk", TRUNK)?;
        let wasm_bindgen = setup.wasm_bindgen_version()?;
        setup.cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen)?;
        let shrinkers = if extent >= Extent::Build { Some(setup.shrinkers()?) } else { None };
        let browser = if extent >= Extent::Test { Some(setup.browser()?) } else { None };

        let Setup { root, search, found, n_installed } = setup;
        let outcome = match n_installed {
            0 => "nothing to install".to_owned(),
            n => format!("{n} installed"),
        };
        eprintln!("==> Tools: {}\n    {outcome}, {}", found.join(", "), seconds(start.elapsed()));
        Ok(Tools { root, trunk, search, shrinkers, browser })
    }

    /// A command at the root of the repository, with everything found or installed on its PATH.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = self.search.command(program.as_ref(), &self.root);
        if let Some(Browser { chromium, driver, firefox, geckodriver, axe, webkit, nginx, frictionless }) = &self.browser {
            command.env("CHROMIUM", chromium).env("CHROMEDRIVER", driver);
            command.env("FIREFOX", firefox).env("GECKODRIVER", geckodriver).env("AXE", axe);
            for (name, path) in [("WEBKITWEBDRIVER", webkit), ("ATTESTED_NGINX", nginx), ("FRICTIONLESS", frictionless)] {
                if let Some(path) = path {
                    command.env(name, path);
                }
            }
        }
        command
    }

    pub fn cargo(&self) -> Command {
        self.command(cargo_program())
    }

    /// One of the programs that shrink the bundle: wasm-opt, wasm-metadce, terser.
    pub fn shrinker(&self, program: &str) -> Result<Command> {
        let bin = self.shrinkers.as_ref().ok_or_else(|| not_set_up(program))?;
        Ok(self.command(npm_program(bin, program)))
    }

    pub fn browser(&self) -> Result<&Browser> {
        self.browser.as_ref().ok_or_else(|| not_set_up("a browser"))
    }

    /// A program that `setup` does not install but that must be there all the same.
    pub fn other(&self, program: &str, remedy: &str) -> Result<Command> {
        let path = self.search.find(program).ok_or_else(|| Failure {
            what: format!("there is no `{program}`"),
            cause: "it is not installed, or not on PATH".to_owned(),
            remedy: remedy.to_owned(),
        })?;
        Ok(self.command(path))
    }
}

/// A mistake in this program, not in the machine; said plainly all the same.
fn not_set_up(tool: &str) -> Failure {
    Failure {
        what: format!("this command wants {tool}, which it did not ask to have set up"),
        cause: "xtask/src/main.rs asks for too small an Extent".to_owned(),
        remedy: "ask for a larger one there".to_owned(),
    }
}

/// The cargo that runs us, which is the pinned toolchain's.
pub fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Where programs are looked for: our own folder, then PATH.
struct Search {
    path: OsString,
}

impl Search {
    fn new(root: &Path) -> Result<Search> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let own = tools_dir(root).join("bin");
        let path = env::join_paths([own].into_iter().chain(env::split_paths(&inherited))).map_err(|error| Failure {
            what: format!("could not put {} on PATH", tools_dir(root).display()),
            cause: error.to_string(),
            remedy: "move the repository to a folder whose name has no PATH separator in it".to_owned(),
        })?;
        Ok(Search { path })
    }

    fn find(&self, program: &str) -> Option<PathBuf> {
        // npm and what it installs are `.cmd` files on Windows.
        let suffixes: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
        env::split_paths(&self.path)
            .flat_map(|dir| suffixes.iter().map(move |suffix| dir.join(format!("{program}{suffix}"))))
            .find(|path| is_executable(path))
    }

    fn command(&self, program: &Path, dir: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(dir).env("PATH", &self.path);
        // Trunk 0.21 stops at `NO_COLOR=1`, which everybody else understands.
        if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            command.env("NO_COLOR", "true");
        }
        command
    }
}

fn tools_dir(root: &Path) -> PathBuf {
    root.join("target").join("tools")
}

/// A program that npm has installed; on Windows it is a `.cmd` file.
fn npm_program(bin: &Path, program: &str) -> PathBuf {
    bin.join(if cfg!(windows) { format!("{program}.cmd") } else { program.to_owned() })
}

fn is_executable(path: &Path) -> bool {
    let Ok(metadata) = fs::metadata(path) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        metadata.is_file() && metadata.permissions().mode() & 0o111 != 0
    }
    #[cfg(not(unix))]
    metadata.is_file()
}

/// One run of looking and installing.
struct Setup {
    root: PathBuf,
    search: Search,
    found: Vec<String>,
    n_installed: u32,
}

impl Setup {
    fn command(&self, program: impl AsRef<Path>) -> Command {
        self.search.command(program.as_ref(), &self.root)
    }

    fn cargo(&self) -> Command {
        self.command(cargo_program())
    }

    /// The version a program on the children's PATH gives of itself. Only the first of that name counts, since a
    /// child would start that one.
    fn version_of(&self, program: &str) -> Option<(PathBuf, String)> {
        let path = self.search.find(program)?;
        let version = printed_version(&answer(self.command(&path).arg("--version"))?)?.to_owned();
        Some((path, version))
    }

    fn installing<T>(&mut self, what: &str, work: impl FnOnce(&Setup) -> Result<T>) -> Result<T> {
        self.n_installed += 1;
        step(&format!("Installing {what}"), || work(self))
    }

    fn wasm_target(&mut self) -> Result<()> {
        // Asked of rustc rather than of rustup: faster, and true for a toolchain that did not come by rustup.
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let there = |setup: &Setup| {
            answer(setup.command(&rustc).args(["--print", "target-libdir", "--target", WASM_TARGET]))
                .is_some_and(|dir| fs::read_dir(dir).is_ok_and(|mut files| files.next().is_some()))
        };
        if !there(self) {
            let Some(rustup) = self.search.find("rustup") else {
                return Err(Failure {
                    what: format!("the Rust toolchain cannot compile for {WASM_TARGET}"),
                    cause: "its standard library for that target is missing, and there is no rustup to fetch it".to_owned(),
                    remedy: "install Rust by rustup, or that target by the way your Rust came".to_owned(),
                });
            };
            self.installing(&format!("the {WASM_TARGET} target"), |setup| {
                run(
                    setup.command(&rustup).args(["target", "add", WASM_TARGET]),
                    "no network, or a toolchain folder that may not be written",
                    "run the command by itself; it says more",
                )
            })?;
        }
        self.found.push(WASM_TARGET.to_owned());
        Ok(())
    }

    fn lints(&mut self) -> Result<()> {
        for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
            let there = answer(self.cargo().args([subcommand, "--version"])).is_some();
            self.component(component, there)?;
        }
        Ok(())
    }

    /// What the standard library is built from; see `STANDARD_LIBRARY_FOR_SIZE` in steps.rs.
    fn rust_source(&mut self) -> Result<()> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let sysroot = answer(self.command(&rustc).args(["--print", "sysroot"])).map(PathBuf::from);
        let there = sysroot.is_some_and(|root| root.join("lib/rustlib/src/rust/library/Cargo.lock").exists());
        self.component("rust-src", there)
    }

    fn component(&mut self, component: &str, there: bool) -> Result<()> {
        if there {
            return Ok(());
        }
        let Some(rustup) = self.search.find("rustup") else {
            return Err(Failure {
                what: format!("{component} is not part of this Rust toolchain"),
                cause: "it came without, and there is no rustup to add it".to_owned(),
                remedy: format!("install Rust by rustup, or {component} by the way your Rust came"),
            });
        };
        self.installing(component, |setup| {
            run(
                setup.command(&rustup).args(["component", "add", component]),
                "no network, or a toolchain folder that may not be written",
                "run the command by itself; it says more",
            )
        })
    }

    /// The command-line tool and the library write and read one format, which changes with every version.
    fn wasm_bindgen_version(&self) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lockfile = fs::read_to_string(&path).map_err(on("read", &path))?;
        locked_version(&lockfile, "wasm-bindgen").map(str::to_owned).ok_or_else(|| Failure {
            what: "Cargo.lock has no wasm-bindgen".to_owned(),
            cause: "the file is older than Cargo.toml, or damaged".to_owned(),
            remedy: "run `cargo generate-lockfile`".to_owned(),
        })
    }

    fn cargo_tool(&mut self, program: &str, package: &str, version: &str) -> Result<PathBuf> {
        let right = |found: &Option<(PathBuf, String)>| found.as_ref().is_some_and(|(_, v)| same_version(v, version));
        let mut found = self.version_of(program);
        if !right(&found) {
            let title = match &found {
                Some((_, other)) => format!("{package} {version} into target/tools (the {program} on PATH is {other})"),
                None => format!("{package} {version} into target/tools"),
            };
            self.installing(&title, |setup| setup.cargo_install(package, version))?;
            found = self.version_of(program);
        }
        match found {
            Some((path, found)) if same_version(&found, version) => {
                self.found.push(format!("{program} {version}"));
                Ok(path)
            }
            found => Err(Failure {
                what: format!("{package} {version} was installed, but `{program} --version` does not say so"),
                cause: match found {
                    Some((path, other)) => format!("{} is {other}", path.display()),
                    None => format!("`{program}` does not run on this machine"),
                },
                remedy: "delete target/tools and run `cargo xtask setup` again".to_owned(),
            }),
        }
    }

    /// A ready binary where one can be had, else from source: with the versions its author built it with, else with
    /// today's (some releases no longer build with their own).
    fn cargo_install(&self, package: &str, version: &str) -> Result<()> {
        let root = tools_dir(&self.root);
        if self.search.find("cargo-binstall").is_some() {
            let ready = run(
                self.cargo()
                    .args(["binstall", "--no-confirm", "--force", "--disable-strategies", "compile", "--root"])
                    .arg(&root)
                    .arg(format!("{package}@{version}")),
                "",
                "",
            );
            if ready.is_ok() {
                return Ok(());
            }
            eprintln!("    no ready binary; building it instead");
        }
        // `--force`, because we come here only when what is there does not do.
        let from_source = |locked: &[&str]| {
            run(
                self.cargo().args(["install", package, "--version", version, "--force", "--root"]).arg(&root).args(locked),
                "no network, no C compiler, or not enough memory or disk (the lines above say which)",
                &format!("put that right and run again, or put {package} {version} on PATH yourself"),
            )
        };
        from_source(&["--locked"]).or_else(|_| {
            eprintln!("    trying again without --locked");
            from_source(&[])
        })
    }

    /// Packages from npm, each at its version; gives the folder they are in.
    fn npm_packages<const N: usize>(&mut self, wanted: [(&'static str, &'static str); N]) -> Result<PathBuf> {
        let dir = tools_dir(&self.root);
        let modules = dir.join("node_modules");
        // Read from their package.json: starting them only to ask takes longer than all other questions together.
        let missing = || {
            let is_right = |(package, version): &(&str, &str)| {
                fs::read_to_string(modules.join(package).join("package.json"))
                    .is_ok_and(|json| npm_version(&json) == Some(*version))
            };
            wanted.into_iter().filter(move |it| !is_right(it)).map(|(package, version)| format!("{package}@{version}"))
        };
        let packages: Vec<String> = missing().collect();
        if !packages.is_empty() {
            let npm = self.npm()?;
            self.installing(&format!("{} from npm into target/tools", packages.join(" and ")), |setup| {
                fs::create_dir_all(&dir).map_err(on("create", &dir))?;
                run(
                    setup
                        .command(&npm)
                        .args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--save-exact", "--prefix"])
                        .arg(&dir)
                        .args(&packages),
                    "no network, or an npm too old",
                    "put that right and run again",
                )
            })?;
        }
        if missing().next().is_some() {
            return Err(Failure {
                what: format!("{} were installed, but are not there", packages.join(" and ")),
                cause: "npm put them elsewhere".to_owned(),
                remedy: "delete target/tools and run `cargo xtask setup` again".to_owned(),
            });
        }
        self.found.extend(wanted.map(|(package, version)| format!("{package} {version}")));
        Ok(modules)
    }

    /// What shrinks the program, from npm: binaryen has wasm-opt and wasm-metadce, terser reads the glue.
    fn shrinkers(&mut self) -> Result<PathBuf> {
        let bin = self.npm_packages(SHRINKERS)?.join(".bin");
        if answer(self.command(npm_program(&bin, "wasm-opt")).arg("--version")).is_none() {
            return Err(Failure {
                what: "binaryen was installed, but its wasm-opt does not run".to_owned(),
                cause: "the Node.js on PATH is missing or too old for it".to_owned(),
                remedy: "install Node.js 20 or later".to_owned(),
            });
        }
        Ok(bin)
    }

    fn npm(&mut self) -> Result<PathBuf> {
        if self.search.find("npm").is_none() {
            self.debian_packages("npm", &["nodejs", "npm"], "install Node.js 20 or later, with its npm")?;
        }
        self.search.find("npm").ok_or_else(|| Failure {
            what: "there is no `npm`".to_owned(),
            cause: "Node.js is not installed, or not on PATH".to_owned(),
            remedy: "install Node.js 20 or later, with its npm".to_owned(),
        })
    }

    fn is_debian(&self) -> bool {
        let os = fs::read_to_string("/etc/os-release").unwrap_or_default();
        os.lines().any(|line| line == "ID=debian") && self.search.find("apt-get").is_some()
    }

    /// Whether it is ours to do: on Debian, as root.
    fn installs_debian_packages(&self) -> bool {
        self.is_debian() && answer(self.command("id").arg("-u")).as_deref() == Some("0")
    }

    /// Installs with apt-get where that is ours to do: on Debian, as root. Anywhere else it says what to install.
    fn debian_packages(&mut self, what: &str, packages: &[&str], elsewhere: &str) -> Result<()> {
        let debian = self.is_debian();
        if !self.installs_debian_packages() {
            return Err(Failure {
                what: format!("{what}: not found"),
                cause: "not installed, or not on PATH".to_owned(),
                remedy: if debian {
                    format!("run `sudo apt-get install {}`, or {elsewhere}", packages.join(" "))
                } else {
                    elsewhere.to_owned()
                },
            });
        }
        self.installing(&format!("{what} (Debian packages {})", packages.join(" ")), |setup| {
            let apt = |args: &[&str]| {
                run(
                    setup.command("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(args),
                    "no network, or another package manager at work",
                    "run the command by itself; it says more",
                )
            };
            apt(&["update", "--quiet"])?;
            apt(&[&["install", "--quiet", "--yes", "--no-install-recommends"], packages].concat())
        })
    }
}
