//! An explainer in which every figure says who said it, through whom, in which words, and what is left when you stop
//! trusting one of them. The subject is in `seeds/`; the code knows nothing of it.
//!
//! A line may use only what stands above it (a test keeps it):
//!
//! ```text
//! model, dossier, theme what is reckoned with, what is only read; the only place with a colour
//! proof                 a text against what is said to stand in it
//! corpus                seeds, checked and compiled in; the only place a claim comes from
//! query                 corpus + what is off -> what stands
//! view_state            state <-> link
//! story                 where a move in the story leads
//! scene                 a chart as data; the last layer without browser, plotters or signals
//! paint  |  dom         plotters onto a surface  |  one browser capability each
//! cite                  how to name the whole and its parts, natively
//! export                what others take away: data and pictures, natively
//! view                  components, thin
//! lib::start | bin/desk
//! ```

#[cfg(feature = "desk")]
pub mod cite;
pub mod corpus;
pub mod dom;
#[cfg(feature = "desk")]
pub mod dossier;
#[cfg(feature = "desk")]
pub mod export;
pub mod model;
pub mod paint;
pub mod proof;
pub mod query;
pub mod scene;
pub mod story;
pub mod theme;
pub mod view;
pub mod view_state;

/// A small allocator: the program's own weighs three times as much and gains nothing for a page that allocates little.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The browser's entry: takes over the prerendered page.
#[cfg(all(target_arch = "wasm32", not(feature = "library")))]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    view::live::take_over();
}
