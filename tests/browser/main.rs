//! The page in a browser, as readers meet it: with a pointer, with keys alone, without scripts, over a bad line, by a
//! link that somebody mangled, in three engines. What should stand is reckoned from `data/claims.json`, never asked of the page.
#![cfg(feature = "desk")]

mod charts;
mod evidence;
mod faults;
mod hosted;
mod links;
mod looks;
mod marks;
mod page;
mod proof;
mod published;
mod sources;
mod story;
#[path = "../support/mod.rs"]
mod support;
mod take;
mod window;
mod without;

use page::{Page, in_each};
