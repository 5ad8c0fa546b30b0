//! Many claims, by the layers that the explainer is made of: what stands by `query`'s sums, charts as scenes, painted through
//! plotters onto canvas. The page around it is the one that all pages of the comparison have; its claims are invented.
//!
//! The explainer itself has every claim in its document and is not meant for ten thousand of them. This shows what its layers
//! cost when there are many, and that what a change costs does not grow with them.

pub mod charts;
pub mod claims;
#[cfg(target_arch = "wasm32")]
mod page;
