//! The claims, by theme: our words, then where exactly each stands and who is said to have said it.

use super::figure::falls_with;
use super::inline::glyph;
use crate::corpus::{CORPUS, DOSSIER};
use crate::model::{ClaimIx, Ref, ThemeIx};
use crate::scene::words::capital;
use leptos::prelude::*;

/// The list of claims with every source on.
pub fn ledger() -> impl IntoView {
    let themes = (0..DOSSIER.themes.len() as u16)
        .map(ThemeIx)
        .map(|theme| {
            let claims = CORPUS.claim_ixs().filter(|ix| DOSSIER.claims[ix.at()].theme == theme).map(claim).collect_view();
            view! {
                <section>
                    <h3>{DOSSIER.themes[theme.at()].title}</h3>
                    <ul>{claims}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <section class="claims" id="/claims" aria-labelledby="claims-title">
            <p class="kicker">"Everything that is claimed"</p>
            <h2 id="claims-title">"The claims"</h2>
            <div data-testid="claims-list">{themes}</div>
        </section>
    }
}

fn claim(ix: ClaimIx) -> impl IntoView {
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
    let place = format!(" {}, paragraph {}: ", CORPUS.article(claim.article).short, text.paragraph);
    view! {
        <li id=format!("/claim/{}", claim.id) data-claim=claim.id data-of=claim.id class=falls_with(Ref::Told(ix))>
            <p>{text.text}</p>
            <p class="where">{glyph(claim.article.0)} {place} <q>{text.locator}</q> ". " {said} {number}</p>
        </li>
    }
}
