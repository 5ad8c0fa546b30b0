//! Every claim of the real corpus, one by one: it is small enough to look at all of it rather than at samples. And with
//! the articles' own texts at hand (`ATTESTED_ARTICLES=DIR`), every locator, number and hash against them.

#[path = "seeds-small/mod.rs"]
mod small;

use attested::corpus::fault::SeedFile;
use attested::corpus::load::{load, seed_files};
use attested::corpus::prove::prove;
use attested::corpus::{CORPUS, DOSSIER};
use attested::dossier::ClaimText;
use attested::model::{ArticleIx, Bound, Change, Claim, DerivedIx, FactIx, Kind, NameStatus, OriginIx, Ref, When};
use attested::query::{Off, claim_stands, stands};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn claims() -> impl Iterator<Item = (&'static Claim, &'static ClaimText)> {
    CORPUS.claims.iter().zip(DOSSIER.claims)
}

fn seeds() -> Vec<SeedFile> {
    seed_files(Path::new("seeds")).expect("the seeds are in the repository")
}

fn table(files: &[SeedFile], path: &str) -> toml::Table {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("there is no {path}"));
    file.text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// How many paragraphs each article has, as its seed says. The compiled corpus has no use for it.
fn paragraphs() -> Vec<i64> {
    let files = seeds();
    let count = |id: &str| table(&files, &format!("seeds/articles/{id}.toml"))["article"]["paragraphs"].as_integer();
    CORPUS.articles.iter().map(|article| count(article.id).expect("a count of paragraphs")).collect()
}

/// Nothing, each article and each origin by itself, everything.
fn off_sets() -> Vec<Off> {
    let articles = CORPUS.article_ixs().map(|ix| Off::default().with_article(ix, true));
    let origins = (0..CORPUS.origins.len() as u16).map(|n| Off::default().with_origin(OriginIx(n), true));
    let single: Vec<Off> = articles.chain(origins).collect();
    let all = single.iter().copied().fold(Off::default(), Off::union);
    single.into_iter().chain([Off::default(), all]).collect()
}

#[test]
fn lists_run_in_step() {
    assert_eq!(CORPUS.claims.len(), DOSSIER.claims.len());
    assert_eq!(CORPUS.articles.len(), DOSSIER.articles.len());
    assert_eq!(CORPUS.origins.len(), DOSSIER.origins.len());
    assert_eq!(CORPUS.derived.len(), DOSSIER.derived.len());
    assert_eq!(CORPUS.charts.len(), DOSSIER.charts.len());
    assert_eq!(CORPUS.n_facts, DOSSIER.facts.len());
}

#[test]
fn every_claim_has_its_place() {
    let paragraphs = paragraphs();
    for (claim, text) in claims() {
        let id = claim.id;
        assert!(claim.article.at() < CORPUS.articles.len(), "{id}");
        let most = paragraphs[claim.article.at()];
        assert!((1..=most).contains(&i64::from(text.paragraph)), "{id}: paragraph {} of {most}", text.paragraph);
        let stem = format!("{}-p{}-", CORPUS.article(claim.article).id, text.paragraph);
        assert!(id.starts_with(&stem) && id.len() > stem.len(), "{id} should begin with {stem}");
        let n_words = text.locator.split_whitespace().count();
        assert!((1..=8).contains(&n_words), "{id}: {n_words} words in its locator");
        assert_eq!(text.locator.trim(), text.locator, "{id}");
    }
}

#[test]
fn every_claim_has_its_voices() {
    for (claim, text) in claims() {
        let id = claim.id;
        assert!(claim.origin.at() < CORPUS.origins.len(), "{id}");
        assert!(claim.via.iter().all(|via| via.at() < CORPUS.origins.len()), "{id}");
        assert!(claim.via.iter().all(|via| !CORPUS.origin(*via).unstated), "{id} came through nobody");
        let unstated = CORPUS.origin(claim.origin).unstated;
        assert_eq!(text.attribution.is_empty(), unstated, "{id}: attributing words and a named origin go together");
    }
}

#[test]
fn every_claim_has_its_words() {
    for (claim, text) in claims() {
        let id = claim.id;
        let n_characters = text.text.chars().count();
        assert!((1..=200).contains(&n_characters), "{id}: {n_characters} characters");
        assert!(text.text.ends_with(['.', '”', '?', '!']), "{id} is no sentence: {}", text.text);
        assert!(!text.amount.period.shown.is_empty(), "{id}");
        assert_eq!(text.amount.period.inferred.is_some(), !text.because.is_empty(), "{id}: an inference has a reason");
        if let Some(quantity) = text.amount.quantity {
            assert!(!quantity.shown.is_empty() && !quantity.words.is_empty(), "{id}");
            assert!(text.measure.is_some(), "{id} counts something, but what");
            let in_order = quantity.low.zip(quantity.high).is_none_or(|(low, high)| low <= high);
            assert!(in_order, "{id}: {quantity:?}");
            assert_eq!(quantity.bound == Bound::Words, quantity.low.or(quantity.high).is_none(), "{id}: {quantity:?}");
        }
        if let When::Span(from, to) = text.amount.period.when {
            assert!(from.start_years() < to.end_years(), "{id} ends before it begins");
        }
        for words in [text.locator, text.text, text.attribution, text.speaker, text.hedge, text.note, text.because] {
            assert!(!words.contains(['\n', '\t', '{', '}']), "{id}: {words}");
        }
    }
}

#[test]
fn claims_are_in_the_order_of_articles_and_paragraphs_and_their_ids_are_their_own() {
    let places: Vec<(ArticleIx, u16)> = claims().map(|(claim, text)| (claim.article, text.paragraph)).collect();
    assert!(places.is_sorted());
    let mut ids: Vec<&str> = CORPUS.claims.iter().map(|claim| claim.id).chain(CORPUS.derived.iter().map(|d| d.id)).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn exported_words_are_distinct_and_not_empty() {
    fn check<T: Copy>(all: &[T], word: fn(T) -> &'static str) {
        let mut words: Vec<&str> = all.iter().map(|variant| word(*variant)).collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
        assert!(words.iter().all(|word| !word.is_empty() && *word == word.to_lowercase()), "{words:?}");
    }
    check(Bound::ALL, Bound::word);
    check(Kind::ALL, Kind::word);
    check(NameStatus::ALL, NameStatus::word);
    check(Change::ALL, Change::word);
}

#[test]
fn every_fact_has_a_claim() {
    for (n, fact) in DOSSIER.facts.iter().enumerate() {
        let is_told = CORPUS.claims.iter().any(|claim| claim.fact == FactIx(n as u16));
        assert!(is_told, "{}", fact.id);
    }
}

#[test]
fn every_difference_joins_two_claims_of_its_fact() {
    for difference in DOSSIER.differences {
        let (from, to) = (CORPUS.claim(difference.from), CORPUS.claim(difference.to));
        assert!(from.fact == difference.fact && to.fact == difference.fact, "{} and {}", from.id, to.id);
        assert_ne!(from.id, to.id);
        assert!(!difference.note.is_empty(), "{} and {}", from.id, to.id);
    }
}

#[test]
fn a_number_of_ours_stands_while_all_of_its_claims_do() {
    for off in off_sets() {
        for (n, derived) in CORPUS.derived.iter().enumerate() {
            let all = derived.claims.iter().all(|claim| claim_stands(&CORPUS, *claim, off));
            assert_eq!(stands(&CORPUS, Ref::Ours(DerivedIx(n as u16)), off), all, "{} with {off:?}", derived.id);
        }
    }
    for (derived, text) in CORPUS.derived.iter().zip(DOSSIER.derived) {
        assert!(!derived.claims.is_empty() && !text.formula.is_empty() && !text.caution.is_empty(), "{}", derived.id);
    }
}

#[test]
fn every_claim_falls_with_its_article_and_with_each_voice_it_came_through() {
    for ix in CORPUS.claim_ixs() {
        let claim = CORPUS.claim(ix);
        assert!(claim_stands(&CORPUS, ix, Off::default()), "{}", claim.id);
        assert!(!claim_stands(&CORPUS, ix, Off::default().with_article(claim.article, true)), "{}", claim.id);
        for voice in claim.via.iter().chain([&claim.origin]) {
            assert!(!claim_stands(&CORPUS, ix, Off::default().with_origin(*voice, true)), "{}", claim.id);
        }
    }
}

#[test]
fn nobody_is_named_without_saying_what_is_known_of_the_name() {
    let vocabulary = table(&seeds(), "seeds/vocabulary.toml");
    let names: Vec<&str> = vocabulary["person"].as_array().into_iter().flatten().filter_map(|p| p["name"].as_str()).collect();
    for (claim, text) in claims() {
        let named = names.iter().find(|name| [text.text, text.speaker].iter().any(|words| words.contains(**name)));
        if let Some(name) = named {
            assert_ne!(text.name_status, NameStatus::None, "{} names {name}", claim.id);
        }
    }
}

#[test]
fn the_seeds_hold_against_the_articles_own_texts() {
    let Some(folder) = env::var_os("ATTESTED_ARTICLES").map(PathBuf::from) else {
        return eprintln!("skipped: ATTESTED_ARTICLES names no folder with the articles' texts");
    };
    let files = seeds();
    let (corpus, dossier) = load(&files).expect("seeds that were compiled have no faults");
    let faults = prove(&corpus, &dossier, &files, &folder).expect("the folder can be read");
    let told: Vec<String> = faults.iter().map(|fault| fault.render(&files)).collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
}

/// The small corpus with its texts, some words of which are changed, in a folder of its own. The hash in the seed
/// follows the text. Gives what `prove` finds wrong, as it is shown.
fn proven(case: &str, text_edits: &[(&str, &str, &str)], seed_edits: &[(&str, &str, &str)]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prove").join(case);
    fs::create_dir_all(&folder).expect("the build's own folder takes files");
    let mut files = small::files();
    for article in ["coast", "harbour"] {
        let mut text = fs::read_to_string(format!("tests/seeds-small/texts/{article}.txt")).expect("the text is there");
        let before = hash(&text);
        for (_, from, to) in text_edits.iter().filter(|(name, ..)| *name == article) {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text = text.replace(from, to);
        }
        fs::write(folder.join(format!("{article}_copy.txt")), &text).expect("the build's own folder takes files");
        files.iter_mut().for_each(|file| file.text = file.text.replace(&before, &hash(&text)));
    }
    for (path, from, to) in seed_edits {
        let file = files.iter_mut().find(|file| file.path.ends_with(path)).expect("the small corpus has the file");
        assert_eq!(file.text.matches(from).count(), 1, "{from}");
        file.text = file.text.replace(from, to);
    }
    let (corpus, dossier) = small::loaded(&files);
    let faults = prove(&corpus, &dossier, &files, &folder).expect("the folder can be read");
    faults.iter().map(|fault| fault.render(&files)).collect()
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One fault, with these words in its message.
#[track_caller]
fn finds(told: &[String], words: &[&str]) {
    assert_eq!(told.len(), 1, "{told:#?}");
    for part in words {
        assert!(told[0].contains(part), "“{part}” is not in:\n{}", told[0]);
    }
}

#[test]
fn the_right_texts_prove_the_small_corpus() {
    assert_eq!(proven("right", &[], &[]), [""; 0]);
}

#[test]
fn a_locator_that_stands_twice_is_found() {
    let told =
        proven("twice", &[("harbour", "Some keepers get next to nothing.", "Some get next to nothing, next to nothing.")], &[]);
    finds(
        &told,
        &[
            "Paragraph 4 has “next to nothing” 2 times, and should have it once",
            "seeds/articles/harbour.toml",
            "harbour-p4-nothing",
        ],
    );
}

#[test]
fn a_locator_that_stands_nowhere_is_found() {
    let told = proven("nowhere", &[("harbour", "next to nothing", "hardly anything")], &[]);
    finds(&told, &["Paragraph 4 does not have “next to nothing”; no paragraph has it"]);
}

#[test]
fn another_text_is_found_by_its_hash() {
    let told = proven("hash", &[], &[("coast.toml", "sha256 = \"c", "sha256 = \"d")]);
    finds(&told, &["the text of article coast is not the one that was read: its SHA-256 is c"]);
}

#[test]
fn a_number_that_is_not_printed_is_found() {
    let edits = [("coast", "nearly 900 visitors, the", "nearly 900 visitors at 40 a week, the")];
    let seeds = [("coast.toml", "value = 900, words = \"nearly 900 visitors\"", "value = 910, words = \"nearly 900 visitors\"")];
    let told = proven("number", &edits, &seeds);
    finds(&told, &["the words of `coast-p2-visitors` do not print its number 910: \"nearly 900 visitors\""]);
}

#[test]
fn what_is_found_is_shown_where_the_claim_stands() {
    let seeds = [("coast.toml", "value = 900, words = \"nearly 900 visitors\"", "value = 910, words = \"nearly 900 visitors\"")];
    let told = proven("place", &[], &seeds);
    // The claim is also named in a check and in charts, which come before or after it.
    finds(&told, &["--> seeds/articles/coast.toml", "id = \"coast-p2-visitors\""]);
}

#[test]
fn words_that_are_not_printed_are_found() {
    let seeds = [("harbour.toml", "attribution = \"said Edda, a keeper\"", "attribution = \"said Edda, the keeper\"")];
    let told = proven("attribution", &[], &seeds);
    finds(&told, &["the attribution of `harbour-p3-ferryman` is not printed in paragraph 3"]);
}

#[test]
fn six_words_in_a_row_are_found() {
    let seeds = [(
        "coast.toml",
        "text = \"In 2024 there were nearly 900 visitors.\"",
        "text = \"In 2024, it drew nearly 900 visitors!\"",
    )];
    let told = proven("run", &[], &seeds);
    finds(&told, &["6 words in a row are an article's: \"in 2024 it drew nearly 900\"", "coast-p2-visitors"]);
}

#[test]
fn five_words_in_a_row_are_ours_to_use() {
    let seeds =
        [("coast.toml", "text = \"In 2024 there were nearly 900 visitors.\"", "text = \"It drew nearly 900 visitors in all.\"")];
    assert_eq!(proven("five", &[], &seeds), [""; 0]);
}

#[test]
fn a_text_that_is_not_there_is_found() {
    let (folder, files) = (Path::new(env!("CARGO_TARGET_TMPDIR")).join("prove/none"), small::files());
    fs::create_dir_all(&folder).expect("the build's own folder takes files");
    let (corpus, dossier) = small::loaded(&files);
    let faults = prove(&corpus, &dossier, &files, &folder).expect("the folder can be read");
    let told: Vec<&str> = faults.iter().map(|fault| fault.wrong.as_str()).collect();
    assert_eq!(told, ["there is no text of article coast in the folder", "there is no text of article harbour in the folder"]);
}
