//! What a reader looks at, as a link: place in the fragment (`#/explore/workers`, `#/claim/000-p3-employed`), state in
//! the query (`?off=article:001,origin:unstated`). Whatever cannot be written here is not state.
//!
//! Exclusions are written rather than inclusions, so an old link shows a new source; defaults are left out. Unknown
//! keys are ignored; a broken value falls back to its default and leaves a notice, never a blank page.

mod looks;

pub use looks::{Looks, ORDERS, TABS};

use crate::model::{ChartIx, ClaimIx, Corpus, DerivedIx, StepIx};
use crate::query::{Off, Source};

/// Where on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Place {
    #[default]
    Cover,
    /// A step of the story.
    Story(StepIx),
    /// The charts, or one of them.
    Explore(Option<ChartIx>),
    /// The list of claims.
    Claims,
    /// One claim.
    Claim(ClaimIx),
    Sources,
    Method,
    /// A number of ours.
    Computed(DerivedIx),
}

/// The whole state of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ViewState {
    pub place: Place,
    /// The reader's own choice; what is shown is [`ViewState::off_shown`].
    pub off: Off,
    /// Whether the step of the story is shown with all it rests on, whatever is off. Never set at another place.
    pub restored: bool,
    pub looks: Looks,
}

impl ViewState {
    /// What is left out of what is shown: the reader's choice, unless the step was restored.
    pub fn off_shown(&self, corpus: &Corpus) -> Off {
        match self.place {
            Place::Story(step) if self.restored => self.off.sparing(corpus, corpus.step(step).claims),
            _ => self.off,
        }
    }
}

/// A part of a link that could not be used, in words for the reader.
pub type Notice = String;

/// One query parameter: everything about it in one place.
pub struct Param {
    pub key: &'static str,
    pub doc: &'static str,
    /// Sets the state, whose place is known, from a value; parts that cannot be used become notices.
    read: fn(&Corpus, &str, &mut ViewState, &mut Vec<Notice>),
    /// The value, or `None` for the default.
    write: fn(&Corpus, &ViewState) -> Option<String>,
}

/// Every query parameter, in the order they are written.
pub const PARAMS: &[Param] = &[
    Param {
        key: "off",
        doc: "sources that are switched off: article:ID and origin:ID, separated by commas",
        read: read_off,
        write: write_off,
    },
    Param {
        key: "restored",
        doc: "the step of the story that is shown with all it rests on, whatever is off; elsewhere it means nothing",
        read: |corpus, value, state, _| {
            state.restored = matches!(state.place, Place::Story(here) if step(corpus, value) == Some(here));
        },
        write: |corpus, state| match state.place {
            Place::Story(step) if state.restored => Some(corpus.step(step).slug.into()),
            _ => None,
        },
    },
    Param {
        key: "tab",
        doc: "how charts are looked at: CHART:table or CHART:sources, separated by commas; a word alone is for all of them",
        read: read_looks,
        write: |corpus, state| write_looks(corpus, state, false),
    },
    Param {
        key: "sort",
        doc: "the order of lists: claims:article, number, time or origin; coverage:told or differs; separated by commas",
        read: read_looks,
        write: |corpus, state| write_looks(corpus, state, true),
    },
];

/// Uses the items of a value one by one; those that are not known become a notice.
fn each(value: &str, verb: &str, notices: &mut Vec<Notice>, take: &mut dyn FnMut(&str) -> bool) {
    let mut unknown = Vec::new();
    for item in value.split(',') {
        if !item.is_empty() && !take(item) {
            unknown.push(item);
        }
    }
    if let [first, others @ ..] = unknown.as_slice() {
        let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        notices.push(format!("The link {verb} “{}”{more}, which this page does not know. It was left out.", cut(first)));
    }
}

fn read_off(corpus: &Corpus, value: &str, state: &mut ViewState, notices: &mut Vec<Notice>) {
    each(value, "switches off", notices, &mut |item| {
        let source = item.split_once(':').and_then(|(kind, id)| Source::named(corpus, kind, id));
        if let Some(source) = source {
            state.off = state.off.with(source, true);
        }
        source.is_some()
    });
}

fn read_looks(corpus: &Corpus, value: &str, state: &mut ViewState, notices: &mut Vec<Notice>) {
    each(value, "asks for", notices, &mut |item| state.looks.take(corpus, item));
}

fn write_looks(corpus: &Corpus, state: &ViewState, lists: bool) -> Option<String> {
    let mut items = Vec::new();
    state.looks.each(corpus, |item, look, is_list| {
        if look > 0 && is_list == lists {
            items.push(item);
        }
    });
    some_joined(items)
}

fn some_joined(items: Vec<String>) -> Option<String> {
    (!items.is_empty()).then(|| joined(&items, ','))
}

/// How the list of claims is narrowed. Apart from [`ViewState`], since it changes nothing but the list, and with every
/// letter typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Find {
    /// Words that a claim must have, in any order.
    pub words: String,
    /// Tags that it must have: `kind:flow`, `theme:money`.
    pub tags: Vec<String>,
}

impl Find {
    /// Reads it from a query.
    pub fn parse(query: &str) -> Find {
        let mut find = Find::default();
        for (key, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "q" => find.words = decoded(&value.replace('+', " ")),
                "find" => find.tags = decoded(value).split(',').filter(|tag| !tag.is_empty()).map(String::from).collect(),
                _ => {}
            }
        }
        find
    }

    /// Its part of a query, each key after a sign of its own; nothing where nothing is asked for.
    fn pairs(&self) -> Vec<String> {
        let mut pairs = Vec::new();
        if !self.words.is_empty() {
            pairs.push(format!("q={}", encoded(&self.words)));
        }
        if !self.tags.is_empty() {
            let tags: Vec<String> = self.tags.iter().map(|tag| encoded(tag)).collect();
            pairs.push(format!("find={}", joined(&tags, ',')));
        }
        pairs
    }

    /// Whether a text and its tags are asked for. Text and words are in one case: whoever asks has made them so, because
    /// the tables for it would weigh more than all of this.
    pub fn wants(&self, text: &str, tags: &str) -> bool {
        let has = |tag: &String| tags.split(' ').any(|own| own == tag);
        self.tags.iter().all(has) && self.words.split(' ').all(|word| has_word(text, word))
    }
}

/// Whether a text has these letters in a row. By bytes: a search made for speed would weigh more than all that uses it.
fn has_word(text: &str, word: &str) -> bool {
    let word = word.as_bytes();
    // The first letter by itself: to compare slices is a call, and mostly for nothing.
    word.is_empty() || text.as_bytes().windows(word.len()).any(|found| found[0] == word[0] && found == word)
}

/// Percent-encoded but for letters, digits and what means nothing in a query.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte);
    let mut out = String::new();
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    out
}

/// The head of what may be very long.
fn cut(text: &str) -> String {
    let mut head: String = text.chars().take(40).collect();
    if head.len() < text.len() {
        head.push('…');
    }
    head
}

fn write_off(corpus: &Corpus, state: &ViewState) -> Option<String> {
    let off = Source::all(corpus).filter(|source| state.off.has(*source));
    some_joined(off.map(|source| format!("{}:{}", source.kind(), source.id(corpus))).collect())
}

/// Reads a state from a query (with or without `?`) and a fragment (with or without `#`).
pub fn parse(corpus: &Corpus, query: &str, fragment: &str) -> (ViewState, Vec<Notice>) {
    let mut state = ViewState::default();
    let mut notices = Vec::new();
    let fragment = decoded(fragment.trim_start_matches('#'));
    match place(corpus, &fragment) {
        Some(place) => state.place = place,
        None => {
            notices.push(format!("The link leads to “{}”, which is not on this page. Here is its beginning.", cut(&fragment)))
        }
    }
    for pair in query.trim_start_matches('?').split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if let Some(param) = PARAMS.iter().find(|param| param.key == key) {
            (param.read)(corpus, &decoded(value), &mut state, &mut notices);
        }
    }
    (state, notices)
}

fn place(corpus: &Corpus, fragment: &str) -> Option<Place> {
    let mut parts = fragment.split('/').filter(|part| !part.is_empty());
    let place = match (parts.next(), parts.next()) {
        (None, None) => Place::Cover,
        (Some("story"), None) => Place::Story(StepIx(0)),
        (Some("story"), Some(slug)) => Place::Story(step(corpus, slug)?),
        (Some("explore"), None) => Place::Explore(None),
        (Some("explore"), Some(id)) => {
            let at = corpus.charts.iter().position(|chart| chart.id == id)?;
            Place::Explore(Some(ChartIx(at as u16)))
        }
        (Some("claims"), None) => Place::Claims,
        (Some("claim"), Some(id)) => Place::Claim(corpus.claim_ixs().find(|ix| corpus.claim(*ix).id == id)?),
        (Some("sources"), None) => Place::Sources,
        // Its passages have places of their own, which only the document knows.
        (Some("method"), _) => Place::Method,
        (Some("computed"), Some(id)) => {
            let at = corpus.derived.iter().position(|derived| derived.id == id)?;
            Place::Computed(DerivedIx(at as u16))
        }
        _ => return None,
    };
    parts.next().is_none().then_some(place)
}

/// The step of that name, or of the name it has now.
fn step(corpus: &Corpus, slug: &str) -> Option<StepIx> {
    let now = corpus.step_ixs().find(|ix| corpus.step(*ix).slug == slug);
    now.or_else(|| corpus.moved.iter().find(|(from, _)| *from == slug).map(|(_, to)| *to))
}

/// The query with its `?`, or nothing for the default state.
pub fn query(corpus: &Corpus, state: &ViewState) -> String {
    query_with(corpus, state, &Find::default())
}

/// The same with how the list is narrowed.
pub fn query_with(corpus: &Corpus, state: &ViewState, find: &Find) -> String {
    let mut pairs: Vec<String> =
        PARAMS.iter().filter_map(|param| (param.write)(corpus, state).map(|value| format!("{}={value}", param.key))).collect();
    pairs.extend(find.pairs());
    if pairs.is_empty() { String::new() } else { format!("?{}", joined(&pairs, '&')) }
}

/// The fragment with its `#`; the cover has none. It is also the `id` of the element it leads to, so that a link works
/// without script.
pub fn fragment(corpus: &Corpus, place: Place) -> String {
    match place {
        Place::Cover => String::new(),
        Place::Story(step) => format!("#/story/{}", corpus.step(step).slug),
        Place::Explore(None) => "#/explore".into(),
        Place::Explore(Some(chart)) => format!("#/explore/{}", corpus.chart(chart).id),
        Place::Claims => "#/claims".into(),
        Place::Claim(claim) => format!("#/claim/{}", corpus.claim(claim).id),
        Place::Sources => "#/sources".into(),
        Place::Method => "#/method".into(),
        Place::Computed(derived) => format!("#/computed/{}", corpus.derived(derived).id),
    }
}

/// Texts with a sign between them. Not by `join`, which is made for speed and weighs three times as much.
pub fn joined(texts: &[String], sign: char) -> String {
    texts.iter().fold(String::new(), |mut out, text| {
        if !out.is_empty() {
            out.push(sign);
        }
        out.push_str(text);
        out
    })
}

/// Percent-decoded; what is not valid stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |n: usize| bytes.get(at + n).and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::CORPUS;
    use crate::model::ArticleIx;
    use crate::model::OriginIx;
    use proptest::prelude::*;

    fn places() -> Vec<Place> {
        let mut places = vec![Place::Cover, Place::Explore(None), Place::Claims, Place::Sources, Place::Method];
        places.extend(CORPUS.step_ixs().map(Place::Story));
        places.extend(CORPUS.chart_ixs().map(|ix| Place::Explore(Some(ix))));
        places.extend(CORPUS.claim_ixs().map(Place::Claim));
        places.extend((0..CORPUS.derived.len() as u16).map(|n| Place::Computed(DerivedIx(n))));
        places
    }

    /// An off set in which the n-th bit is the n-th article, and beyond them the n-th origin.
    fn off(bits: u64) -> Off {
        let n_articles = CORPUS.articles.len();
        let off = CORPUS.article_ixs().fold(Off::default(), |off, ix| off.with_article(ix, bits >> ix.0 & 1 == 1));
        (0..CORPUS.origins.len() as u16)
            .fold(off, |off, n| off.with_origin(OriginIx(n), bits >> (n_articles as u16 + n) & 1 == 1))
    }

    /// Looks that these items ask for.
    fn asked(items: &[&str]) -> Looks {
        let mut looks = Looks::default();
        items.iter().for_each(|item| assert!(looks.take(&CORPUS, item), "{item}"));
        looks
    }

    /// Any tab of any chart, any order of any list.
    fn looks() -> impl Strategy<Value = Looks> {
        let charts = CORPUS.charts.iter().map(|chart| (chart.id, TABS));
        let items =
            ORDERS.into_iter().chain(charts).flat_map(|(name, words)| words.iter().map(move |word| format!("{name}:{word}")));
        prop::collection::vec(prop::sample::select(items.collect::<Vec<_>>()), 0..8)
            .prop_map(|items| asked(&items.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    fn read(query: &str, fragment: &str) -> (ViewState, usize) {
        let (state, notices) = parse(&CORPUS, query, fragment);
        (state, notices.len())
    }

    proptest! {
        #[test]
        fn every_state_comes_back_from_its_link(
            bits in any::<u64>(), place in prop::sample::select(places()), looks in looks()
        ) {
            let restored = matches!(place, Place::Story(_)) && bits & 1 << 40 != 0;
            let state = ViewState { place, off: off(bits), restored, looks };
            let (back, notices) = parse(&CORPUS, &query(&CORPUS, &state), &fragment(&CORPUS, place));
            prop_assert_eq!(back, state);
            prop_assert!(notices.is_empty(), "{:?}", notices);
        }

        #[test]
        fn links_need_no_escaping(
            bits in any::<u64>(), place in prop::sample::select(places()), looks in looks()
        ) {
            let state = ViewState { place, off: off(bits), restored: bits & 1 << 40 != 0, looks };
            let link = format!("{}{}", query(&CORPUS, &state), fragment(&CORPUS, place));
            prop_assert!(link.chars().all(|c| c.is_ascii_alphanumeric() || "?#/=&:,-._".contains(c)), "{}", link);
        }

        #[test]
        fn what_the_list_is_narrowed_by_comes_back_from_its_link(
            words in "[^\u{0}]{0,12}", tags in prop::collection::vec("[a-z]{1,6}:[a-z -]{1,8}", 0..3), bits in any::<u64>()
        ) {
            let find = Find { words, tags };
            let state = ViewState { off: off(bits), ..ViewState::default() };
            let link = query_with(&CORPUS, &state, &find);
            prop_assert_eq!(Find::parse(&link), find);
            prop_assert_eq!(parse(&CORPUS, &link, "").0, state);
            prop_assert!(link.chars().all(|c| c.is_ascii_alphanumeric() || "?#/=&:,-._%".contains(c)), "{}", link);
        }

        #[test]
        fn asking_for_more_never_finds_more(text in "[a-c ]{0,20}", one in "[a-c]{0,3}", more in "[a-c]{0,3}") {
            let find = |words: &str| Find { words: words.into(), tags: Vec::new() };
            let both = format!("{one} {more}");
            prop_assert!(find(&one).wants(&text, "") || !find(&both).wants(&text, ""));
            prop_assert_eq!(find(&one).wants(&text, ""), text.contains(&one));
            prop_assert!(find("").wants(&text, ""));
        }

        #[test]
        fn nothing_that_is_typed_breaks_the_page(typed in any::<String>(), place in any::<String>()) {
            let _ = parse(&CORPUS, &typed, &place);
            let _ = parse(&CORPUS, &format!("?off={typed}"), &format!("#/claim/{place}"));
        }

        #[test]
        fn percent_signs_break_nothing(typed in "[%a-f0-9:,=&#/?]{0,40}") {
            let (state, notices) = parse(&CORPUS, &format!("?off={typed}"), &typed);
            prop_assert!(state.place == Place::Cover || notices.is_empty());
        }

        #[test]
        fn unknown_keys_are_ignored(key in "[a-z]{1,8}", value in "[a-z0-9:,%]{0,20}") {
            prop_assume!(PARAMS.iter().all(|param| param.key != key));
            prop_assert_eq!(read(&format!("?{key}={value}"), ""), (ViewState::default(), 0));
        }
    }

    #[test]
    fn every_tag_must_be_there_whole() {
        let find = |tags: &[&str]| Find { words: "harbour 20".into(), tags: tags.iter().map(|tag| tag.to_string()).collect() };
        let text = "in 2022, 20 came by sea, the harbour says.";
        assert!(find(&[]).wants(text, "kind:flow"));
        assert!(find(&["kind:flow"]).wants(text, "theme:escapes kind:flow"));
        assert!(!find(&["kind:flow", "theme:money"]).wants(text, "theme:escapes kind:flow"));
        assert!(!find(&["kind:flo"]).wants(text, "kind:flow"));
        assert!(!find(&[]).wants("harbour", "kind:flow"));
    }

    #[test]
    fn every_place_comes_back_and_has_a_link_of_its_own() {
        let mut links: Vec<String> = places().into_iter().map(|place| fragment(&CORPUS, place)).collect();
        for (place, link) in places().into_iter().zip(&links) {
            assert_eq!(read("", link), (ViewState { place, ..ViewState::default() }, 0), "{link}");
        }
        links.sort();
        assert!(links.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn only_a_step_of_the_story_can_be_restored() {
        let [here, next] = [1, 2].map(|n| fragment(&CORPUS, Place::Story(StepIx(n))));
        let asked = format!("?restored={}", CORPUS.steps[1].slug);
        assert!(parse(&CORPUS, &asked, &here).0.restored);
        for (query, place) in
            [(asked.as_str(), "#/explore"), (&asked, ""), (&asked, &next), ("?restored=all", &here), ("?restored", &here)]
        {
            assert!(!parse(&CORPUS, query, place).0.restored, "{query} {place}");
        }
    }

    #[test]
    fn a_restored_step_shows_all_it_rests_on_and_no_more() {
        let off = off(u64::MAX >> 1);
        for step in CORPUS.step_ixs() {
            let state = ViewState { place: Place::Story(step), off, restored: true, ..ViewState::default() };
            let shown = state.off_shown(&CORPUS);
            assert_eq!(shown.union(off), off);
            for claim in CORPUS.step(step).claims {
                assert!(crate::query::claim_stands(&CORPUS, *claim, shown));
            }
            assert_eq!(ViewState { restored: false, ..state }.off_shown(&CORPUS), off);
        }
    }

    #[test]
    fn defaults_are_not_written() {
        let state = ViewState::default();
        assert_eq!(query(&CORPUS, &state), "");
        assert_eq!(fragment(&CORPUS, state.place), "");
        assert_eq!(read("", ""), (state, 0));
        assert_eq!(read("?", "#"), (state, 0));
    }

    #[test]
    fn broken_values_fall_back_and_say_so() {
        let known = CORPUS.articles[0].id;
        let only = ViewState { off: Off::default().with_article(ArticleIx(0), true), ..ViewState::default() };
        for broken in ["article:none", "origin:", "article", ":", known, "claim:none"] {
            assert_eq!(read(&format!("?off={broken}"), ""), (ViewState::default(), 1), "{broken}");
            assert_eq!(read(&format!("?off={broken},article:{known}"), ""), (only, 1), "{broken}");
        }
        for broken in
            ["#/nowhere", "#/claim", "#/claim/none", "#/explore/none/more", "#/sources/more", "#/computed", "#/story/none"]
        {
            assert_eq!(read(&format!("?off=article:{known}"), broken), (only, 1), "{broken}");
        }
    }

    #[test]
    fn links_are_read_with_or_without_their_signs() {
        let known = CORPUS.articles[0].id;
        let off = Off::default().with_article(ArticleIx(0), true);
        let state = ViewState { place: Place::Claims, off, ..ViewState::default() };
        for (query, fragment) in [
            (format!("?off=article:{known}"), "#/claims"),
            (format!("off=article:{known}"), "/claims"),
            (format!("?off=article%3A{known}"), "#%2Fclaims"),
            (format!("?off=article%3a{known}&off=article:{known}"), "claims/"),
            (format!("?from=elsewhere&off=,article:{known},"), "#/claims"),
        ] {
            assert_eq!(read(&query, fragment), (state, 0), "{query} {fragment}");
        }
    }

    #[test]
    fn a_look_is_at_one_thing_or_at_all_that_have_the_word() {
        let [first, second] = [0, 1].map(|n| CORPUS.charts[n].id);
        let (table, sources) = (format!("{first}:table"), format!("{second}:sources"));
        let all: Vec<String> = CORPUS.charts.iter().map(|chart| format!("{}:table", chart.id)).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for (query, items, n_notices) in [
            ("?tab=table", all.as_slice(), 0),
            ("?tab=chart", &[], 0),
            (&format!("?tab={table}"), &[table.as_str()], 0),
            (&format!("?tab=map,{sources},none:table,{first}:number"), &[sources.as_str()], 1),
            ("?tab=map", &[], 1),
            ("?tab=", &[], 0),
            ("?sort=number", &["claims:number"], 0),
            ("?sort=coverage:differs,claims:time", &["claims:time", "coverage:differs"], 0),
            ("?sort=claims:told", &[], 1),
            (&format!("?sort=size,origin&tab={table}"), &["claims:origin", table.as_str()], 1),
        ] {
            assert_eq!(read(query, ""), (ViewState { looks: asked(items), ..ViewState::default() }, n_notices), "{query}");
        }
    }

    #[test]
    fn the_registry_has_each_key_once_with_its_doc() {
        for (n, param) in PARAMS.iter().enumerate() {
            assert!(!param.doc.is_empty() && !param.key.is_empty());
            assert!(PARAMS[n + 1..].iter().all(|other| other.key != param.key), "{}", param.key);
            assert_eq!((param.write)(&CORPUS, &ViewState::default()), None, "{} writes its default", param.key);
        }
    }
}
