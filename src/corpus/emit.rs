//! The corpus as Rust source. `Debug` of the model prints valid Rust but for one thing: a list prints as `[…]` where
//! a static wants `&[…]`.

use std::fmt::Debug;

/// An expression for `include!`, where the types of the model are in scope.
pub fn rust_source(value: &impl Debug) -> String {
    let debug = format!("{value:?}");
    let mut source = String::with_capacity(debug.len() + debug.len() / 8);
    let (mut in_string, mut escaped) = (false, false);
    for c in debug.chars() {
        if !in_string && c == '[' {
            source.push('&');
        }
        source.push(c);
        (in_string, escaped) = match (in_string, c) {
            (false, '"') => (true, false),
            (true, '"') if !escaped => (false, false),
            (true, '\\') => (true, !escaped),
            (state, _) => (state, false),
        };
    }
    source
}
