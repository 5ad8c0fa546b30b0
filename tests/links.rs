//! Ten thousand links that nobody wrote: pieces of true ones in any order, and what breaks readers.
#![cfg(feature = "desk")]

use attested::corpus::CORPUS;
use attested::view_state::{Find, fragment, parse, query, query_with};
use proptest::prelude::*;
use proptest::test_runner::Config;

fn pieces() -> impl Strategy<Value = String> {
    let mut ids: Vec<String> = CORPUS.claims.iter().map(|claim| claim.id.into()).collect();
    ids.extend(CORPUS.articles.iter().map(|article| article.id.to_string()));
    ids.extend(CORPUS.origins.iter().map(|origin| origin.id.to_string()));
    ids.extend(CORPUS.steps.iter().map(|step| step.slug.to_string()));
    ids.extend(CORPUS.charts.iter().map(|chart| chart.id.to_string()));
    let signs = [
        "off=",
        "q=",
        "find=",
        "restored=",
        "v=",
        "?",
        "#",
        "&",
        "=",
        ",",
        ":",
        "/",
        "%",
        "article:",
        "origin:",
        "#/claim/",
        "#/story/",
        "#/explore/",
        "#/computed/",
        "%00",
        "%ff",
        "%3a",
        "%2C",
        "..",
        "+",
    ];
    prop_oneof![
        prop::sample::select(ids),
        prop::sample::select(signs.map(String::from).to_vec()),
        any::<String>(),
        "[a-z0-9:,%=&#/-]{0,12}",
    ]
}

proptest! {
    #![proptest_config(Config::with_cases(10_000))]

    /// Nothing panics; what is read is a state of the page, which its own link leads back to without a complaint; and no
    /// link makes the page say more than it can show.
    #[test]
    fn every_link_leads_to_a_state_that_has_a_link(query_parts in prop::collection::vec(pieces(), 0..12), fragment_parts in prop::collection::vec(pieces(), 0..5)) {
        let (asked, place) = (query_parts.concat(), fragment_parts.concat());
        let (state, notices) = parse(&CORPUS, &asked, &place);
        let own = (query(&CORPUS, &state), fragment(&CORPUS, state.place));
        let (again, complaints) = parse(&CORPUS, &own.0, &own.1);
        prop_assert_eq!(again, state);
        prop_assert!(complaints.is_empty(), "{:?}", complaints);
        prop_assert!(notices.iter().all(|notice| notice.chars().count() < 400), "{:?}", notices);
        let find = Find::parse(&asked);
        prop_assert_eq!(Find::parse(&query_with(&CORPUS, &state, &find)), find);
    }
}
