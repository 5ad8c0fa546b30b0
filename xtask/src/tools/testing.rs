//! What only the tests need: browsers with their drivers, a real host, and the tool of those who define data packages.
//! On Debian, as root, they are installed; elsewhere they are found, or it is said what to install.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::{AXE, Browser, FRICTIONLESS, GECKODRIVER, Setup, is_executable, tools_dir};
use crate::child::answer;
use crate::failure::{Failure, Result, on};
use crate::text::{major, printed_version};

impl Setup {
    pub(super) fn browser(&mut self) -> Result<Browser> {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
        let mut chromium = self.program_for("CHROMIUM", &names)?;
        let mut driver = self.program_for("CHROMEDRIVER", &["chromedriver"])?;
        if chromium.is_none() || driver.is_none() {
            // Fonts too: without any, text has no width and every measurement in a test is wrong.
            let packages = ["chromium", "chromium-driver", "fonts-liberation"];
            let elsewhere = "install Chromium or Chrome and the ChromeDriver of the same major version, on PATH or \
                             named by the environment variables CHROMIUM and CHROMEDRIVER";
            self.debian_packages("Chromium and ChromeDriver", &packages, elsewhere)?;
            chromium = self.program_for("CHROMIUM", &names)?;
            driver = self.program_for("CHROMEDRIVER", &["chromedriver"])?;
        }
        let (Some(chromium), Some(driver)) = (chromium, driver) else {
            return Err(Failure {
                what: "Chromium and ChromeDriver were installed, but are not found".to_owned(),
                cause: "they are not on PATH".to_owned(),
                remedy: "name them by the environment variables CHROMIUM and CHROMEDRIVER".to_owned(),
            });
        };
        // Not asked on Windows, where the browser opens a window instead of answering.
        if cfg!(not(windows)) {
            let version = |path: &Path| {
                answer(self.command(path).arg("--version")).and_then(|output| printed_version(&output).map(str::to_owned))
            };
            let (browser, driver) = (version(&chromium), version(&driver));
            let major_of = |version: &Option<String>| version.as_deref().and_then(major);
            if major_of(&browser).is_none() || major_of(&browser) != major_of(&driver) {
                let said = |version: Option<String>| version.unwrap_or_else(|| "of a version it does not tell".to_owned());
                return Err(Failure {
                    what: format!("the browser is {}, its driver {}", said(browser), said(driver)),
                    cause: "the two were installed at different times; a driver works with its own major version only".to_owned(),
                    remedy: "update both, or name a pair by the environment variables CHROMIUM and CHROMEDRIVER".to_owned(),
                });
            }
            self.found.push(format!("Chromium {} with driver", major_of(&browser).unwrap_or_default()));
        }
        let firefox = self.firefox()?;
        let geckodriver = match self.program_for("GECKODRIVER", &[])? {
            Some(named) => named,
            None => self.cargo_tool("geckodriver", "geckodriver", GECKODRIVER)?,
        };
        let axe = self.npm_packages([AXE])?.join("axe-core").join("axe.min.js");
        let webkit = self.webkit()?;
        let nginx = self.nginx()?;
        let frictionless = self.frictionless();
        Ok(Browser { chromium, driver, firefox, geckodriver, axe, webkit, nginx, frictionless })
    }

    /// nginx, for the tests that want a real host; nothing where it is neither there nor ours to install.
    fn nginx(&mut self) -> Result<Option<PathBuf>> {
        if self.program_for("ATTESTED_NGINX", &["nginx"])?.is_none() && self.installs_debian_packages() {
            self.debian_packages("nginx", &["nginx-light"], "")?;
        }
        let found = self.program_for("ATTESTED_NGINX", &["nginx"])?;
        if found.is_some() {
            self.found.push("nginx".to_owned());
        }
        Ok(found)
    }

    /// Frictionless in a Python of its own. Without Python, or without a way to it, its test is skipped and says so: what
    /// it looks at is looked at in other ways as well.
    fn frictionless(&mut self) -> Option<PathBuf> {
        let folder = tools_dir(&self.root).join("python");
        let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
        let program = bin.join(if cfg!(windows) { "frictionless.exe" } else { "frictionless" });
        // By a file of ours: starting it only to ask takes a second.
        let stamp = folder.join(format!("frictionless-{FRICTIONLESS}"));
        if !stamp.exists() {
            let python = self.search.find("python3").or_else(|| self.search.find("python"))?;
            let package = format!("frictionless=={FRICTIONLESS}");
            let installed = self.installing(&format!("{package} from PyPI into target/tools"), |setup| {
                let made = [
                    answer(setup.command(&python).args(["-m", "venv"]).arg(&folder)),
                    answer(setup.command(bin.join("python")).args(["-m", "pip", "install", "--quiet", &package])),
                ];
                if made.iter().all(Option::is_some) {
                    fs::write(&stamp, "").map_err(on("write", &stamp))?;
                } else {
                    eprintln!("    not possible here; the test that wants it is skipped");
                }
                Ok(stamp.exists())
            });
            if !installed.unwrap_or(false) {
                return None;
            }
        }
        self.found.push(format!("frictionless {FRICTIONLESS}"));
        Some(program)
    }

    /// WebKitGTK with a screen that nobody sees; nothing where they are neither there nor ours to install.
    fn webkit(&mut self) -> Result<Option<PathBuf>> {
        let both = |setup: &Setup| {
            let driver = setup.program_for("WEBKITWEBDRIVER", &["WebKitWebDriver"])?;
            Ok(driver.filter(|_| setup.search.find("xvfb-run").is_some()))
        };
        if both(self)?.is_none() && self.installs_debian_packages() {
            self.debian_packages("WebKitGTK and its driver", &["webkit2gtk-driver", "xvfb", "xauth"], "")?;
        }
        let found = both(self)?;
        if found.is_some() {
            self.found.push("WebKitGTK".to_owned());
        }
        Ok(found)
    }

    fn firefox(&mut self) -> Result<PathBuf> {
        const NAMES: [&str; 2] = ["firefox-esr", "firefox"];
        let elsewhere = "install Firefox, on PATH or named by the environment variable FIREFOX";
        if self.program_for("FIREFOX", &NAMES)?.is_none() {
            self.debian_packages("Firefox", &["firefox-esr"], elsewhere)?;
        }
        let found = self.program_for("FIREFOX", &NAMES)?;
        self.found.push("Firefox".to_owned());
        found.ok_or_else(|| Failure {
            what: "Firefox was installed, but is not found".to_owned(),
            cause: "it is not on PATH".to_owned(),
            remedy: "name it by the environment variable FIREFOX".to_owned(),
        })
    }

    /// What the variable names, else the first of these names on PATH.
    fn program_for(&self, variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
        if let Some(path) = env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) {
            return if is_executable(&path) {
                Ok(Some(path))
            } else {
                Err(Failure {
                    what: format!("{variable} names {}, which is not a program", path.display()),
                    cause: "the variable was set for another machine, or the program was removed".to_owned(),
                    remedy: format!("unset {variable} or set it to a program's full path"),
                })
            };
        }
        Ok(names.iter().find_map(|name| self.search.find(name)))
    }
}
