//! The document as it is written, before any browser has it: what it says of every claim, fact and difference.
#![cfg(feature = "desk")]

mod golden;

use attested::corpus::{CORPUS, DOSSIER};
use attested::model::{ArticleIx, ClaimIx, FactIx};
use attested::view::page::body;
use attested::view_state::parse;
use golden::Goldens;
use std::sync::LazyLock;

static BODY: LazyLock<String> = LazyLock::new(|| body(None));

/// What stands between two marks, from the first place where the first stands.
#[track_caller]
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("the page has no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("after {start} there is no {end}")).0
}

/// The item of a claim, card and all.
#[track_caller]
fn item(ix: ClaimIx) -> &'static str {
    between(&BODY, &format!("<li id=\"/claim/{}\"", CORPUS.claim(ix).id), "</li>")
}

/// The words of some markup.
fn words(markup: &str) -> String {
    let mut out = String::new();
    let mut within = false;
    for c in markup.chars() {
        match c {
            '<' => within = true,
            '>' => within = false,
            c if !within => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}

fn fact_ixs() -> impl Iterator<Item = FactIx> {
    (0..DOSSIER.facts.len() as u16).map(FactIx)
}

#[test]
fn every_claim_has_its_item_and_its_card_with_all_that_is_known() {
    for ix in CORPUS.claim_ixs() {
        let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
        let item = item(ix);
        assert!(item.contains(&format!("data-testid=\"claim-card\" data-claim=\"{}\"", claim.id)), "{} has no card", claim.id);
        let said = words(item);
        let mut needed = vec![
            text.text.to_string(),
            format!("paragraph {}: {}", text.paragraph, text.locator),
            CORPUS.origin(claim.origin).title.into(),
            CORPUS.article(claim.article).short.into(),
            text.amount.kind.word().into(),
            text.amount.period.shown.into(),
            format!("#/claim/{}", claim.id),
        ];
        needed.extend(text.amount.quantity.map(|quantity| format!("bound: {}", quantity.bound.word())));
        let printed = [text.attribution, text.hedge, text.because, text.note, text.speaker, text.amount.period.words];
        needed.extend(printed.into_iter().filter(|words| !words.is_empty()).map(String::from));
        needed.extend(claim.via.iter().map(|via| CORPUS.origin(*via).title.to_string()));
        for check in DOSSIER.checks.iter().filter(|check| check.claims.contains(&ix)) {
            needed.push(check.title.into());
        }
        for (derived, text) in CORPUS.derived.iter().zip(DOSSIER.derived).filter(|(derived, _)| derived.claims.contains(&ix)) {
            needed.push(format!("{} ({})", text.title, derived.quantity.shown));
        }
        for needed in needed {
            assert!(said.contains(&needed), "{} does not say “{needed}”: {said}", claim.id);
        }
    }
}

#[test]
fn every_difference_is_told_once_with_its_type_and_its_ends() {
    for difference in DOSSIER.differences {
        let short = |claim: ClaimIx| CORPUS.article(CORPUS.claim(claim).article).short;
        let told = format!(", {} → {}: {}", short(difference.from), short(difference.to), difference.note);
        let drifts =
            BODY.match_indices("<details class=\"drift\">").map(|(at, _)| words(between(&BODY[at..], ">", "</details>")));
        let n_told = drifts.filter(|drift| drift.contains(&told)).count();
        assert_eq!(n_told, 1, "{told}");
    }
}

#[test]
fn the_matrix_says_of_every_fact_and_article_what_the_corpus_has() {
    let matrix = between(&BODY, "<table id=\"list-coverage\" class=\"coverage\">", "</table>");
    for fact in fact_ixs() {
        let title = DOSSIER.facts[fact.at()].title;
        let row = matrix.split("<tr").find(|row| row.contains(&format!("<th scope=\"row\">{title}</th>")));
        let row = row.unwrap_or_else(|| panic!("the matrix has no row {title}"));
        let cells: Vec<&str> = row.split("<td").skip(1).collect();
        assert_eq!(cells.len(), CORPUS.articles.len(), "{title}");
        for (article, cell) in (0..).map(ArticleIx).zip(cells) {
            let tells = |ix: &ClaimIx| CORPUS.claim(*ix).fact == fact && CORPUS.claim(*ix).article == article;
            let claims: Vec<ClaimIx> = CORPUS.claim_ixs().filter(tells).collect();
            let differs = DOSSIER.differences.iter().any(|it| it.fact == fact && claims.contains(&it.to));
            let expected = if claims.is_empty() {
                "silent"
            } else if differs {
                "says differently"
            } else {
                "says"
            };
            assert!(
                cell.contains(&format!("aria-label=\"{expected}")),
                "{title}, article {}: {cell}",
                CORPUS.article(article).id
            );
            for claim in claims {
                assert!(cell.contains(CORPUS.claim(claim).id), "{title}: the cell does not fall with {}", CORPUS.claim(claim).id);
            }
        }
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let ids: Vec<&str> = BODY.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let hrefs = BODY.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    let lost: Vec<&str> = hrefs.clone().filter(|href| !ids.contains(href)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let refused: Vec<String> = hrefs.flat_map(|href| parse(&CORPUS, "", &format!("#{href}")).1).collect();
    assert!(refused.is_empty(), "the program knows no such place: {refused:?}");
}

#[test]
fn no_id_stands_twice() {
    let mut ids: Vec<&str> = BODY.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let twice: Vec<&&str> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// A card, a drift and the head of the matrix as a reader has them, so that a change of wording is seen.
#[test]
fn cards_drifts_and_the_matrix_read_as_they_did() {
    let mut goldens = Goldens::new("page", "page");
    let lines = |markup: &str| {
        let broken = ["</div>", "</p>", "</tr>", "</h4>", "</summary>", "</dd>", "</li>"]
            .into_iter()
            .fold(markup.to_string(), |markup, end| markup.replace(end, &format!("{end}\n")));
        let broken = broken.replace("</dt>", ": ").replace("</td>", " | ").replace("</th>", " | ");
        words(&broken).lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect::<String>()
    };
    for id in ["000-p4-students", "001-p4-clock", "002-p12-entered", "003-p8-projected", "004-p6-no-pay"] {
        let ix = CORPUS.claim_ixs().find(|ix| CORPUS.claim(*ix).id == id).expect("the claim is in the corpus");
        // The version changes with every seed.
        goldens.check(&format!("card-{id}.txt"), &lines(item(ix)).replace(DOSSIER.version, "VERSION"));
    }
    for title in
        ["The working day, in hours or by the clock", "How many there could be, or could still be sent", "The monthly sum"]
    {
        let fact = BODY.split("<div class=\"fact\">").find(|fact| words(between(fact, ">", "<span")).starts_with(title));
        let drift = between(fact.expect("the fact is on the page"), "<details class=\"drift\">", "</details>");
        let name: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        goldens.check(&format!("drift-{name}.txt"), &lines(drift));
    }
    // What a cell says is its name; the shape in it says nothing.
    let matrix = between(&BODY, "<table id=\"list-coverage\" class=\"coverage\">", "</table>");
    let named = ["says differently", "says"].into_iter().fold(matrix.to_string(), |matrix, says| {
        matrix.split(&format!("aria-label=\"{says}\"")).collect::<Vec<_>>().join(&format!("aria-label=\"\">{says}<wbr "))
    });
    goldens.check("matrix.txt", &lines(&named));
    goldens.finish();
}

#[test]
fn what_must_be_absolute_is_left_out_where_the_address_is_not_known() {
    let without = attested::view::page::found(None);
    assert!(!without.contains("http") && !without.contains("og:image") && !without.contains("canonical"), "{without}");
    assert!(without.contains("property=\"og:title\"") && without.contains("property=\"og:description\""), "{without}");
    let with = attested::view::page::found(Some("https://example.org/a/"));
    for tag in [
        "<link rel=\"canonical\" href=\"https://example.org/a/\">",
        "<meta property=\"og:url\" content=\"https://example.org/a/\">",
        "<meta property=\"og:image\" content=\"https://example.org/a/og/page.png\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert!(with.contains(tag), "{tag} is not in {with}");
    }
    let map = attested::export::sitemap("https://example.org/a/");
    let day = DOSSIER.updates[0].date;
    assert!(map.contains(&format!("<loc>https://example.org/a/</loc><lastmod>{day}</lastmod>")), "{map}");
}

#[test]
fn the_log_of_updates_stands_on_the_page_with_its_versions() {
    let log = between(&BODY, "id=\"updates\"", "</ul>");
    for update in DOSSIER.updates {
        assert!(log.contains(&format!("<li data-version=\"{}\"", update.version)), "{}", update.version);
        assert!(words(log).contains(update.shown) && words(log).contains(&attested::model::plain(update.what)), "{log}");
    }
    assert_eq!(DOSSIER.updates[0].version, DOSSIER.version);
}
