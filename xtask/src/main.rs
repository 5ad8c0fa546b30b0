//! `cargo xtask`: everything about this project that is automated, in one small program.
//!
//! It has no dependencies, so that it compiles in seconds on a machine that has nothing yet but Rust. It knows
//! which tools the project needs and in which order they run; it knows nothing of claims, charts or pages. Work on
//! those belongs to `desk`, which may use the library.
//!
//! - [`tools`] finds the tools and installs those that are missing;
//! - [`steps`] serves, builds and tests with them;
//! - [`bench`] measures the built page against others;
//! - [`child`] runs one program or one step, and says how long it took;
//! - [`text`] is the pure part: versions, arguments, near names.

mod bench;
mod child;
mod failure;
mod steps;
mod text;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use failure::{Failure, Result};
use text::Args;
use tools::{Extent, Tools};

const HELP: &str = "\
cargo xtask COMMAND

  setup                       install the tools that are missing, and only those
  serve [--port N] [--no-open]
                              build the explainer, serve it, open the browser, reload on edits
  build [--address URL]       write the static bundle into dist/ (which stays as it was if anything fails); with the
                              address it will stand at, also what search engines and cards need
  test [-- ARGS]              everything CI runs: format, lints, build, tests; ARGS go to `cargo test`
  prerender                   what Trunk runs once it has compiled: write the page around the program
  bench --peers DIR [--runs N] [--scale]
                              build, then measure the page beside the pages in DIR; with --scale its layers
                              under 40 to 100,000 claims
  help                        this text

Every command but `prerender` first does the part of `setup` it needs.";

const COMMANDS: [&str; 7] = ["setup", "serve", "build", "test", "prerender", "bench", "help"];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_else(|| "help".to_owned());
    match dispatch(&command, Args::new(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Reads all arguments before the first tool is touched: a mistyped option costs no waiting.
fn dispatch(command: &str, mut args: Args) -> Result<()> {
    match command {
        "setup" => {
            args.finish("setup", &[])?;
            Tools::ready(repository()?, Extent::Test).map(drop)
        }
        "serve" => {
            let port = args.number::<u16>("--port")?;
            let no_open = args.flag("--no-open");
            args.finish("serve", &["--port", "--no-open"])?;
            steps::serve(&Tools::ready(repository()?, Extent::Serve)?, port, !no_open)
        }
        "build" => {
            let address = args.value("--address")?;
            args.finish("build", &["--address"])?;
            steps::build(&Tools::ready(repository()?, Extent::Build)?, address.as_deref())
        }
        "test" => {
            let passed_on = args.after_dashes();
            args.finish("test", &["-- ARGS"])?;
            steps::test(&Tools::ready(repository()?, Extent::Test)?, &passed_on)
        }
        "prerender" => {
            args.finish("prerender", &[])?;
            steps::prerender()
        }
        "bench" => {
            let n_runs = args.number::<u32>("--runs")?.unwrap_or(7).max(1);
            let (peers, scale) = (args.value("--peers")?, args.flag("--scale"));
            args.finish("bench", &["--peers", "--runs", "--scale"])?;
            let peers = bench::Peers::at(peers)?;
            let measure = if scale { bench::run_scale } else { bench::run };
            measure(&Tools::ready(repository()?, Extent::Test)?, peers, n_runs)
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => Err(Failure {
            what: format!("there is no command `{unknown}`"),
            cause: match text::nearest(unknown, &COMMANDS) {
                Some(near) => format!("a slip of the pen: did you mean `{near}`?"),
                None => "none of the commands has a name like it".to_owned(),
            },
            remedy: format!("one of: {}", COMMANDS.join(", ")),
        }),
    }
}

/// The folder with the workspace's Cargo.toml. Taken from the environment that `cargo run` gives, because a path
/// fixed at compile time would still name the old place after the folder was moved.
fn repository() -> Result<PathBuf> {
    std::env::var_os("CARGO_MANIFEST_DIR").and_then(|xtask| PathBuf::from(xtask).parent().map(PathBuf::from)).ok_or_else(|| {
        Failure {
            what: "cannot tell where the repository is".to_owned(),
            cause: "the program was started by itself, without CARGO_MANIFEST_DIR".to_owned(),
            remedy: "start it as `cargo xtask`".to_owned(),
        }
    })
}
