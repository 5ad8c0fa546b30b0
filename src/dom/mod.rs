//! One browser capability a file. Only this layer and `paint::canvas` name `web_sys`. It holds no state; natively each
//! function has a twin that does nothing, so `view` needs no `cfg`.

pub mod find;
pub mod keys;
pub mod link;
pub mod memory;
pub mod motion;
pub mod stage;
pub mod steps;
pub mod still;
pub mod timing;
