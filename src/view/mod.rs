//! Components. Thin: what is worth testing without a browser is in the layers above.
//!
//! Most of the page never changes. It is written once, natively (`page`, `figure`, `ledger`, `card`), and stays as it is; what
//! falls with a claim is greyed or hidden in place. Only the regions in [`regions`] are hydrated, and only they are in
//! the browser's program.

#[cfg(feature = "desk")]
mod card;
#[cfg(target_arch = "wasm32")]
mod choices;
#[cfg(feature = "desk")]
pub mod embed;
#[cfg(feature = "desk")]
mod figure;
#[cfg(target_arch = "wasm32")]
mod guide;
#[cfg(feature = "desk")]
mod inline;
#[cfg(feature = "desk")]
mod ledger;
#[cfg(target_arch = "wasm32")]
pub mod live;
#[cfg(target_arch = "wasm32")]
mod narrow;
#[cfg(feature = "desk")]
mod order;
#[cfg(feature = "desk")]
pub mod page;
#[cfg(target_arch = "wasm32")]
mod proof;
mod regions;
mod state;
#[cfg(feature = "desk")]
mod story;
