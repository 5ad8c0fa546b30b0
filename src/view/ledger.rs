//! The claims, by theme and by fact: our words, then where exactly each stands and who is said to have said it; under
//! them what changed from one telling to the other. A claim that a link leads to unfolds all that is known of it.

use super::card::{card, tools};
use super::figure::{falls_with, target};
use super::inline::glyph;
use super::order::{claim_ranks, fact_ranks, order_field};
use super::regions::{FALLEN, FIND, FOUND, fallen_words};
use crate::corpus::{CORPUS, DOSSIER};
use crate::model::{Bound, ClaimIx, FactIx, Kind, Ref, ThemeIx};
use crate::query::{Off, Tells, claims_on, support, telling};
use crate::scene::words::capital;
use leptos::prelude::*;
use std::collections::BTreeSet;

fn fact_ixs() -> impl Iterator<Item = FactIx> {
    (0..DOSSIER.facts.len() as u16).map(FactIx)
}

/// The list of claims with every source on.
pub fn ledger() -> impl IntoView {
    let ranks = claim_ranks();
    let themes = (0..DOSSIER.themes.len() as u16)
        .map(ThemeIx)
        .map(|theme| {
            let facts = fact_ixs().filter(|ix| DOSSIER.facts[ix.at()].theme == theme).map(|ix| fact(ix, &ranks)).collect_view();
            view! {
                <section>
                    <h3>{DOSSIER.themes[theme.at()].title}</h3>
                    {facts}
                </section>
            }
        })
        .collect_view();
    view! {
        <section class="claims" id="/claims" aria-labelledby="claims-title">
            <p class="kicker">"Everything that is claimed"</p>
            <h2 id="claims-title">"The claims"</h2>
            <p class="lede">
                "Grouped by what they speak of, with what changed between one telling and another. That several articles tell the same confirms nothing by itself: look at who is said to have said it."
            </p>
            {finder()}
            {order_field(0, ["by fact", "by article and paragraph", "by number, each kind by itself", "by time", "by who said it"])}
            <div data-testid="claims-list" id="list-claims">
                {themes}
                <section hidden><ul data-home=""></ul></section>
            </div>
            {tools()}
        </section>
    }
}

/// How widely a fact is told, and by how many voices: repetition first, because it is what misleads.
fn support_words(fact: FactIx) -> String {
    let support = support(&CORPUS, fact, Off::default());
    let origins = match (support.origins, support.unstated) {
        (0, _) => "nobody named for it".into(),
        (1, false) => "one origin".into(),
        (n, false) => format!("{n} origins"),
        (1, true) => "one origin, or nobody named".into(),
        (n, true) => format!("{n} origins, or nobody named"),
    };
    format!("{} of {} articles · {origins}", support.articles, CORPUS.articles.len())
}

fn fact(ix: FactIx, ranks: &[String]) -> impl IntoView + use<> {
    let claims: Vec<ClaimIx> = claims_on(&CORPUS, ix).collect();
    let changes: Vec<_> = DOSSIER.differences.iter().filter(|difference| difference.fact == ix).collect();
    let count = changes.len();
    let changes = changes
        .into_iter()
        .map(|it| {
            let end = |claim: ClaimIx| {
                view! { <a href=target(Ref::Told(claim))>{CORPUS.article(CORPUS.claim(claim).article).short}</a> }
            };
            view! { <p><b>{capital(it.change.word())}</b> ", " {end(it.from)} " → " {end(it.to)} {format!(": {}", it.note)}</p> }
        })
        .collect_view();
    view! {
        <div class="fact">
            <h4 class="m" data-of=Tells::any_of(&CORPUS, &claims)>
                {DOSSIER.facts[ix.at()].title}
                " "
                <span class="of">{support_words(ix)}</span>
            </h4>
            <ul data-home="">{claims.into_iter().map(|ix| claim(ix, ranks[ix.at()].clone())).collect_view()}</ul>
            {(count > 0)
                .then(|| {
                    view! {
                        <details class="drift">
                            <summary>{format!("What changed between the tellings: {count}")}</summary>
                            {changes}
                        </details>
                    }
                })}
        </div>
    }
}

fn claim(ix: ClaimIx, rank: String) -> impl IntoView {
    let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
    let said = match CORPUS.origin(claim.origin).unstated {
        true => "Nobody is named for it.".to_string(),
        false => format!("Said by {}.", DOSSIER.origins[claim.origin.at()].phrase),
    };
    let period = text.amount.period;
    let inferred = if period.inferred.is_some() { ", inferred" } else { "" };
    let number = text.amount.quantity.map(|quantity| {
        let kind = format!(" ({}; {}{inferred})", text.amount.kind.word(), period.shown);
        view! { " " <b>{capital(quantity.shown)}</b> {kind} "." }
    });
    let place = format!("{}, paragraph {}", CORPUS.article(claim.article).short, text.paragraph);
    view! {
        <li id=format!("/claim/{}", claim.id) data-tags=tags(ix) data-rank=rank data-paragraph=text.paragraph data-claim=claim.id data-of=claim.id class=falls_with(Ref::Told(ix))>
            <p>{text.text}</p>
            <p class="where">
                {glyph(claim.article.0)} " " <a href=target(Ref::Told(ix))>{place}</a> ": " <q>{text.locator}</q> ". " {said} {number}
            </p>
            {card(ix)}
        </li>
    }
}

/// A word as part of a tag.
fn tag(name: &str, value: &str) -> String {
    format!("{name}:{}", value.replace(' ', "-"))
}

/// What a claim can be found by, besides its words.
fn tags(ix: ClaimIx) -> String {
    let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
    let mut tags = vec![
        tag("theme", DOSSIER.themes[text.theme.at()].id),
        tag("kind", text.amount.kind.word()),
        tag("article", CORPUS.article(claim.article).id),
        tag("origin", CORPUS.origin(claim.origin).id),
    ];
    tags.extend(text.amount.quantity.map(|quantity| tag("bound", quantity.bound.word())));
    if support(&CORPUS, claim.fact, Off::default()).articles == 1 {
        tags.push(tag("told", "once"));
    }
    if DOSSIER.differences.iter().any(|it| it.from == ix || it.to == ix) {
        tags.push(tag("told", "differently"));
    }
    tags.join(" ")
}

/// Narrows the list, with the program: words as they are typed, and one choice of each sort.
fn finder() -> impl IntoView {
    let all: Vec<String> = CORPUS.claim_ixs().map(tags).collect();
    let used: BTreeSet<&str> = all.iter().flat_map(|tags| tags.split(' ')).collect();
    let choice = |name: &'static str, label: &'static str, words: Vec<(String, String)>| {
        let options = words
            .into_iter()
            .filter(|(word, _)| used.contains(tag(name, word).as_str()))
            .map(|(word, title)| view! { <option value=tag(name, &word)>{capital(&title)}</option> })
            .collect_view();
        view! {
            <label>
                {label}
                <select id=format!("find-{name}")>
                    <option value="">"Any"</option>
                    {options}
                </select>
            </label>
        }
    };
    let of = |words: &[&str]| words.iter().map(|word| (word.to_string(), word.to_string())).collect::<Vec<_>>();
    let named = |items: Vec<(&str, &str)>| items.into_iter().map(|(id, title)| (id.to_string(), title.to_string())).collect();
    let told = vec![("once", "In one article only"), ("differently", "Differently elsewhere")];
    view! {
        <form class="find" id=FIND role="search" aria-label="Claims" autocomplete="off">
            <label class="words">"Words" <input type="search" id="find-words"/></label>
            {choice("theme", "About", named(DOSSIER.themes.iter().map(|theme| (theme.id, theme.title)).collect()))}
            {choice("kind", "Kind", of(&Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>()))}
            {choice("origin", "Said by", named(CORPUS.origins.iter().map(|origin| (origin.id, origin.title)).collect()))}
            {choice("bound", "Bound", of(&Bound::ALL.iter().map(|bound| bound.word()).collect::<Vec<_>>()))}
            {choice("article", "Told in", named(CORPUS.articles.iter().map(|article| (article.id, article.short)).collect()))}
            {choice("told", "Told", named(told))}
            <p id=FOUND role="status"></p>
            <button type="reset">"Show all"</button>
        </form>
    }
}

/// The facts that nothing tells any more. All are in the page; the style sheet shows those that fell.
pub fn fallen() -> impl IntoView {
    let facts = fact_ixs()
        .map(|ix| {
            let claims: Vec<ClaimIx> = claims_on(&CORPUS, ix).collect();
            view! { <li class="m" data-of=Tells::any_of(&CORPUS, &claims)>{DOSSIER.facts[ix.at()].title}</li> }
        })
        .collect_view();
    view! {
        <section class="falls" aria-labelledby="falls-title">
            <h3 id="falls-title">"What falls"</h3>
            <p id=FALLEN>{fallen_words(0)}</p>
            <ul>{facts}</ul>
        </section>
    }
}

/// Which articles tell of which facts, by theme; each cell leads to its claim.
pub fn coverage() -> impl IntoView {
    let ranks = fact_ranks();
    let heads = CORPUS
        .article_ixs()
        .map(|article| {
            let short = CORPUS.article(article).short;
            view! { <th scope="col" title=short>{glyph(article.0)} <span class="name">{short}</span></th> }
        })
        .collect_view();
    let bodies = (0..DOSSIER.themes.len() as u16)
        .map(ThemeIx)
        .map(|theme| {
            let facts = fact_ixs().filter(|ix| DOSSIER.facts[ix.at()].theme == theme);
            let rows = facts.map(|ix| coverage_row(ix, ranks[ix.at()].clone())).collect_view();
            let columns = CORPUS.articles.len() + 1;
            view! {
                <tbody data-home="">
                    <tr><th scope="rowgroup" colspan=columns>{DOSSIER.themes[theme.at()].title}</th></tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <h3 id="coverage">"Who tells what"</h3>
        <p class="note">
            "A filled shape says that the article tells of it, a ring that it tells it differently from another, a dash that it is silent. Silence is not denial. Each shape leads to its claim; arrow keys lead from one to the next."
        </p>
        {order_field(1, ["by theme", "by how many articles tell it", "by how much they differ", "", ""])}
        <div class="scroll" tabindex="0" role="region" aria-labelledby="coverage">
            <table class="coverage" id="list-coverage">
                <thead><tr><td></td>{heads}</tr></thead>
                {bodies}
                <tbody data-home=""></tbody>
            </table>
        </div>
    }
}

fn coverage_row(fact: FactIx, rank: String) -> impl IntoView {
    let cells = CORPUS
        .article_ixs()
        .map(|article| {
            let claims = telling(&CORPUS, fact, article);
            let Some(first) = claims.first() else {
                return view! { <td aria-label="silent">"–"</td> }.into_any();
            };
            let differs = DOSSIER.differences.iter().any(|it| it.fact == fact && claims.contains(&it.to));
            let (says, class) = if differs { ("says differently", "m ring") } else { ("says", "m") };
            let text = DOSSIER.claims[first.at()].text;
            // Two elements a cell and no more: there are hundreds of them.
            view! {
                <td>
                    <a class=class data-of=Tells::any_of(&CORPUS, &claims) href=target(Ref::Told(*first)) aria-label=format!("{says}: {text}") title=text>
                        {glyph(article.0)}
                    </a>
                </td>
            }
            .into_any()
        })
        .collect_view();
    view! { <tr data-rank=rank><th scope="row">{DOSSIER.facts[fact.at()].title}</th>{cells}</tr> }
}
