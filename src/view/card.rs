//! A claim's card: all that is known of it, for who follows a link to it; and where a reader may give a copy of its
//! article.

use super::figure::{acts, target};
use super::page::copy;
use crate::cite::{of_any_claim, short_of_claim};
use crate::corpus::{CORPUS, DOSSIER};
use crate::export::path;
use crate::model::{ClaimIx, DerivedIx, NameStatus, Ref};
use crate::view_state::encoded;
use leptos::prelude::*;

/// All that is known of a claim besides, for who follows a link to it. A template: two hundred of these in the document
/// would weigh on every click.
pub fn card(ix: ClaimIx) -> impl IntoView {
    let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
    let mut rows: Vec<(&str, AnyView)> = Vec::new();
    let mut row = |name: &'static str, words: String| {
        if !words.is_empty() {
            rows.push((name, words.into_any()));
        }
    };
    let stated = match (claim.via.is_empty(), text.via_stated) {
        (true, _) => "",
        (false, true) => ", as the sentence says",
        (false, false) => ", by the article’s general credit",
    };
    row("Said by, through", path(&[ix]) + stated);
    row("Attributed with", if text.attribution.is_empty() { String::new() } else { format!("“{}”", text.attribution) });
    row("Kind", text.amount.kind.word().into());
    if let Some(quantity) = text.amount.quantity {
        let bound = quantity.bound.word();
        row("Number", format!("{}; bound: {bound}; printed “{}”", quantity.shown, quantity.words));
    }
    row(
        "Time",
        match (text.amount.period.words, text.because) {
            ("", "") => text.amount.period.shown.into(),
            (words, "") => format!("{}; printed “{words}”", text.amount.period.shown),
            (words, because) => format!("{}, inferred from “{words}”: {because}", text.amount.period.shown),
        },
    );
    row("Hedged with", if text.hedge.is_empty() { String::new() } else { format!("“{}”", text.hedge) });
    row(
        "Name",
        match text.name_status {
            NameStatus::None => String::new(),
            NameStatus::Undisclosed => "a pseudonym, which the article does not say".into(),
            NameStatus::Disclosed => "a pseudonym, as the article says".into(),
            NameStatus::Real => "a real name".into(),
        },
    );
    row("Quoted from", text.speaker.into());
    row("Note", text.note.into());
    let computed = CORPUS.derived.iter().zip(DOSSIER.derived).zip(0u16..).filter(|((it, _), _)| it.claims.contains(&ix));
    let computed: Vec<_> = computed
        .enumerate()
        .map(|(nth, ((it, words), n))| {
            let between = if nth > 0 { "; " } else { "" };
            view! { {between} <a href=target(Ref::Ours(DerivedIx(n)))>{format!("{} ({})", words.title, it.quantity.shown)}</a> }
        })
        .collect();
    let checks: Vec<&str> = DOSSIER.checks.iter().filter(|check| check.claims.contains(&ix)).map(|check| check.title).collect();
    if !checks.is_empty() {
        rows.push(("Checked in", checks.join("; ").into_any()));
    }
    if !computed.is_empty() {
        rows.push(("Used for", computed.into_any()));
    }
    let address = DOSSIER.articles[claim.article.at()].address;
    if !address.is_empty() {
        // Signs that the address of a text means something by are written as numbers, and the hyphen is one of them.
        let href = format!("{address}#:~:text={}", encoded(text.locator).replace('-', "%2D"));
        rows.push(("In the article", view! { <a href=href rel="noreferrer">"Find these words there"</a> }.into_any()));
    }
    rows.push(("Cite as", view! { <span class="cited">{short_of_claim(ix)}</span> }.into_any()));
    rows.push(("Link", view! { <a href=target(Ref::Told(ix))>{target(Ref::Told(ix))}</a> }.into_any()));
    view! {
        <template>
            <div class="card" data-testid="claim-card" data-claim=claim.id>
                <dl class="facts">
                    {rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
                </dl>
            </div>
        </template>
    }
}

/// What the program adds to the card that is shown: written once, because two hundred of these would weigh.
pub fn tools() -> impl IntoView {
    let forms = of_any_claim().into_iter().map(|(name, escaped, form)| {
        let id = format!("cite-claim-{}", if escaped.is_empty() { "full" } else { escaped });
        let button = copy(&id, name);
        view! {
            <div>
                <dt>{name} " " {button}</dt>
                <dd><pre id=id tabindex="0" data-form=escaped>{form}</pre></dd>
            </div>
        }
    });
    view! {
        <template id="tools">
            <p class="take">{acts(None, false)}</p>
            <details class="cites">
                <summary>"Cite this claim"</summary>
                <dl class="cite">{forms.collect_view()}</dl>
            </details>
            <details class="proof" data-proof="">
                <summary>"Hold your own copy of the article against it"</summary>
                {own_copy("this claim")}
            </details>
        </template>
    }
}

/// Takes a copy of an article's text, for the program to hold against what is taken from it.
pub fn own_copy(what: &str) -> impl IntoView {
    view! {
        <p>
            {format!("Give the text of the article, one paragraph a line, and this page holds {what} against it, word for word. The file stays on your device.")}
        </p>
        <label>
            "Text file (.txt): pick it, or drop it here" <input type="file" accept=".txt,text/plain" autocomplete="off"/>
        </label>
        <p role="status"></p>
        <div class="lines fails"></div>
        <div class="lines holds"></div>
    }
}
