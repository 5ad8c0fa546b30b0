//! Measures the built page beside pages that do the same work by other means.
//!
//! The harness and the other pages are a folder of their own, given by `--peers`, with a README that says what it
//! measures. We only add our page to its list and print the part of its results that we steer by.

use std::fs;
use std::path::{Path, PathBuf};

use crate::child::{self, step};
use crate::failure::{Failure, Result, on};
use crate::steps;
use crate::text::{ids_after, json_string};
use crate::tools::Tools;

/// The pages to compare with, and the one that tells what measuring itself costs.
const COMPARED: &str = "floor,svelte-d3-ssr,null,product";

/// Turns the harness's results into the table. In JavaScript, because they are JSON and node is there anyway.
const TABLE: &str = include_str!("bench-table.mjs");

const SCALE_TABLE: &str = include_str!("scale-table.mjs");

const NODE: &str = "install Node.js 20 or later, with its npm";

/// A folder known to hold the harness.
pub struct Peers {
    dir: PathBuf,
}

impl Peers {
    pub fn at(given: Option<String>) -> Result<Peers> {
        let Some(given) = given else {
            return Err(Failure {
                what: "`cargo xtask bench` needs `--peers DIR`".to_owned(),
                cause: "the pages to compare with are not part of this repository".to_owned(),
                remedy: "name the folder that has harness/measure.mjs".to_owned(),
            });
        };
        let dir = PathBuf::from(given);
        let dir = fs::canonicalize(&dir).map_err(on("find", &dir))?;
        if !dir.join("harness").join("measure.mjs").is_file() {
            return Err(Failure {
                what: format!("{} has no harness/measure.mjs", dir.display()),
                cause: "it is another folder than the one with the pages to compare".to_owned(),
                remedy: "give that one as `--peers DIR`".to_owned(),
            });
        }
        Ok(Peers { dir })
    }
}

pub fn run(tools: &Tools, peers: Peers, n_runs: u32) -> Result<()> {
    let node = || tools.other("node", NODE);
    node()?;
    steps::build(tools, None)?;

    let out = tools.root.join("target").join("bench");
    fs::create_dir_all(&out).map_err(on("create", &out))?;
    let (entry, results, table) = (out.join("entry.json"), out.join("results.json"), out.join("table.mjs"));
    write(&entry, &entry_json(&steps::dist(tools))?)?;
    write(&table, TABLE)?;
    let dir = built_peers(tools, peers, &out.join("peers"))?;
    check_browser(tools, &dir)?;

    step(&format!("Measuring {n_runs} runs"), || {
        run_in(
            &dir,
            node()?
                .args(["harness/measure.mjs", "--only", COMPARED, "--phases", "load", "--runs", &n_runs.to_string()])
                .arg("--extra")
                .arg(&entry)
                .arg("--out")
                .arg(&results),
            "the harness stopped: the lines above say where",
            "see README.md in the peers folder for what it expects of the page",
        )
    })?;
    step("Medians", || {
        run_in(
            &out,
            node()?.arg(&table).arg(&results),
            "the page did not give all marks the harness waits for",
            "see `retry` in the lines above",
        )
    })
}

/// How the layers do with many claims: in a page of their own (`benches/scale`) that does just what the others do.
pub fn run_scale(tools: &Tools, peers: Peers, n_runs: u32) -> Result<()> {
    let node = || tools.other("node", NODE);
    node()?;
    let bench = tools.root.join("target").join("bench");
    let (out, entry, results, table) =
        (bench.join("scale"), bench.join("scale.json"), bench.join("scale-results.json"), bench.join("scale-table.mjs"));
    fs::create_dir_all(&out).map_err(on("create", &out))?;
    steps::library(tools, "attested-scale", &out, "scale")?;
    let dir = built_peers(tools, peers, &bench.join("peers"))?;
    check_browser(tools, &dir)?;
    let scripts = tools.root.join("benches").join("scale");
    let cause = "the harness has changed what it says of its pages: the lines above say where";
    let remedy = "see README.md in the peers folder, and benches/scale/page.mjs";
    step("Writing the page around it", || {
        run_in(&dir, node()?.arg(scripts.join("page.mjs")).arg(&dir).arg(&out), cause, remedy)
    })?;
    let named = format!(
        "[{{ \"name\": \"scale\", \"label\": \"attested's layers\", \"dir\": {} }}]\n",
        json_string(&out.to_string_lossy())
    );
    write(&entry, &named)?;
    write(&table, SCALE_TABLE)?;
    step("Holding it against the contract of all pages", || {
        run_in(&dir, node()?.args(["harness/verify.mjs", "--extra"]).arg(&entry).arg("scale"), cause, remedy)
    })?;
    step(&format!("Measuring {n_runs} runs"), || {
        run_in(
            &dir,
            node()?
                .args(["harness/measure.mjs", "--only", "floor,svelte-d3-ssr,scale", "--phases", "scale"])
                .args(["--runs", &n_runs.to_string(), "--extra"])
                .arg(&entry)
                .arg("--out")
                .arg(&results),
            cause,
            remedy,
        )
    })?;
    step("Medians", || run_in(&bench, node()?.arg(&table).arg(&results), cause, remedy))?;
    step("Searching", || run_in(&dir, node()?.arg(scripts.join("search.mjs")).arg(&dir).arg(&entry), cause, remedy))
}

/// Our page as the harness's list has it.
fn entry_json(dist: &Path) -> Result<String> {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).map_err(on("read", &index))?;
    // With or without quotes: a minifier takes them away.
    let page = page.replace('"', "");
    let articles = ids_after(&page, "data-testid=toggle-article-");
    if articles.len() != 5 {
        return Err(Failure {
            what: format!("dist/index.html has {} article toggles; the harness clicks exactly 5", articles.len()),
            cause: "the page is not prerendered, or has other articles than the comparison was made for".to_owned(),
            remedy: "look for data-testid=\"toggle-article-…\" in dist/index.html".to_owned(),
        });
    }
    let toggles: Vec<String> = articles.iter().map(|id| selector(&format!("toggle-article-{id}"))).collect();
    let story = |name: &str| match page.contains("data-testid=story-next") {
        true => selector(name),
        false => "null".to_owned(),
    };
    Ok(format!(
        "[{{\n  \"name\": \"product\",\n  \"label\": \"attested\",\n  \"dir\": {dir},\n  \"url\": \"/product/\",\n  \
         \"toggles\": [{toggles}],\n  \"storyNext\": {next},\n  \"storyPrev\": {prev},\n  \"sizes\": null\n}}]\n",
        dir = json_string(&dist.to_string_lossy()),
        toggles = toggles.join(", "),
        next = story("story-next"),
        prev = story("story-prev"),
    ))
}

fn selector(test_id: &str) -> String {
    json_string(&format!("[data-testid={test_id}]"))
}

/// The folder with the other pages built, in place if it may be written, else in a copy that later runs reuse.
fn built_peers(tools: &Tools, peers: Peers, copy: &Path) -> Result<PathBuf> {
    let dir = if is_writable(&peers.dir) {
        peers.dir
    } else {
        step("Copying the pages to compare with, which may not be written where they are", || {
            if bring_up_to_date(&peers.dir, copy)? {
                // What was built from the files before is not what these files say.
                for made in ["dist", "node_modules"] {
                    let made = copy.join(made);
                    if made.exists() {
                        fs::remove_dir_all(&made).map_err(on("remove", &made))?;
                    }
                }
            }
            Ok(())
        })?;
        copy.to_owned()
    };
    let npm = |args: &[&str]| {
        let cause = "no network, or a Node.js too old";
        run_in(&dir, tools.other("npm", NODE)?.args(args), cause, "run it by itself in the peers folder; it says more")
    };
    if !dir.join("node_modules").join("playwright-core").exists() {
        step("Fetching what the pages to compare with are made of (npm ci)", || npm(&["ci", "--no-audit", "--no-fund"]))?;
    }
    if !["floor", "svelte-d3-ssr", "null", "data"].iter().all(|page| dir.join("dist").join(page).is_dir()) {
        step("Building them (npm run build)", || npm(&["run", "build"]))?;
    }
    Ok(dir)
}

/// Whether files can be made in a folder. Tried, since permissions do not tell of a read-only file system; but the
/// permissions count too, since they mean "leave this alone" even to root, whom they do not stop.
fn is_writable(dir: &Path) -> bool {
    if fs::metadata(dir).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return false;
    }
    let probe = dir.join(".xtask-probe");
    let written = fs::write(&probe, "").is_ok();
    written && fs::remove_file(&probe).is_ok()
}

/// Copies the files that differ and says whether any did. What npm makes is left out: it is made anew in the copy.
fn bring_up_to_date(from: &Path, to: &Path) -> Result<bool> {
    fs::create_dir_all(to).map_err(on("create", to))?;
    let mut changed = false;
    for entry in fs::read_dir(from).map_err(on("read", from))? {
        let entry = entry.map_err(on("read", from))?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if ["node_modules", "dist", ".cache"].iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        if source.is_dir() {
            changed |= bring_up_to_date(&source, &copy)?;
            continue;
        }
        let bytes = fs::read(&source).map_err(on("read", &source))?;
        if fs::read(&copy).ok().as_ref() != Some(&bytes) {
            // Read and written rather than copied, so that the copy does not inherit the write protection.
            fs::write(&copy, bytes).map_err(on("write", &copy))?;
            changed = true;
        }
    }
    Ok(changed)
}

/// The harness names its browser by path. Better said here than by a stack trace after minutes of building.
fn check_browser(tools: &Tools, dir: &Path) -> Result<()> {
    let page = dir.join("harness").join("page.mjs");
    let text = fs::read_to_string(&page).map_err(on("read", &page))?;
    let named = text.split_once("executablePath: '").and_then(|(_, rest)| rest.split_once('\'')).map(|(path, _)| path);
    match named {
        Some(named) if !Path::new(named).exists() => Err(Failure {
            what: format!("the harness starts {named}, which is not there"),
            cause: format!("this machine's browser is {}", tools.browser()?.chromium.display()),
            remedy: "make a link of the first name to the second".to_owned(),
        }),
        _ => Ok(()),
    }
}

fn run_in(dir: &Path, command: &mut std::process::Command, cause: &str, remedy: &str) -> Result<()> {
    child::run(command.current_dir(dir), cause, remedy)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(on("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("xtask-bench-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        dir
    }

    #[test]
    fn the_entry_names_what_the_page_has() {
        let dist = folder("entry");
        let toggles: String = (0..5).map(|i| format!("<input data-testid=\"toggle-article-00{i}\">")).collect();
        fs::write(dist.join("index.html"), &toggles).unwrap();
        let entry = entry_json(&dist).unwrap();
        assert!(entry.contains(r#""[data-testid=toggle-article-004]""#), "{entry}");
        assert!(entry.contains(r#""storyNext": null"#), "{entry}");

        fs::write(dist.join("index.html"), toggles + "<a data-testid=\"story-next\">").unwrap();
        let entry = entry_json(&dist).unwrap();
        assert!(entry.contains(r#""storyPrev": "[data-testid=story-prev]""#), "{entry}");

        fs::write(dist.join("index.html"), "<div id=app>").unwrap();
        assert!(entry_json(&dist).is_err());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_copy_is_brought_up_to_date_once() {
        let dir = folder("copy");
        let (from, to) = (dir.join("from"), dir.join("to"));
        fs::create_dir_all(from.join("harness")).unwrap();
        fs::create_dir_all(from.join("node_modules")).unwrap();
        fs::write(from.join("harness").join("a.mjs"), "1").unwrap();
        assert!(bring_up_to_date(&from, &to).unwrap());
        assert!(!bring_up_to_date(&from, &to).unwrap());
        assert!(!to.join("node_modules").exists());
        fs::write(from.join("harness").join("a.mjs"), "2").unwrap();
        assert!(bring_up_to_date(&from, &to).unwrap());
        fs::remove_dir_all(dir).unwrap();
    }
}
