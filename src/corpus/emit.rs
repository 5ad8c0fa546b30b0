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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_become_slices_and_brackets_in_strings_stay() {
        let check = |value: &dyn Debug, source: &str| assert_eq!(rust_source(&value), source);
        check(&[1, 2], "&[1, 2]");
        check(&[[""; 0]; 1], "&[&[]]");
        check(&["a [b] c"], r#"&["a [b] c"]"#);
        check(&["\"[\"", "\\", "["], r#"&["\"[\"", "\\", "["]"#);
        check(&("[", Some(["[\\\"["])), r#"("[", Some(&["[\\\"["]))"#);
    }

    #[test]
    fn a_struct_of_the_model_is_its_own_source() {
        let article = crate::model::Article { id: "a[0]", short: "“A”" };
        assert_eq!(rust_source(&[article]), "&[Article { id: \"a[0]\", short: \"“A”\" }]");
        assert_eq!(rust_source(&crate::model::Bound::AtLeast), "Bound::AtLeast");
    }

    proptest! {
        #[test]
        fn no_string_is_changed(text in any::<String>()) {
            prop_assert_eq!(rust_source(&text), format!("{text:?}"));
            prop_assert_eq!(rust_source(&[text.as_str(), "["]), format!("&[{text:?}, \"[\"]"));
        }
    }
}
