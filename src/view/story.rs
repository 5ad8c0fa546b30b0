//! The story in the document: every step with its picture, one after the other, for paper and for readers without
//! script. With the program, one step is shown at a time; nothing here changes but which.

use super::figure::{falls_with, target};
use super::inline::{falling_prose, glyph, prose};
use super::regions::{RESTORE, STAND};
use crate::corpus::{CORPUS, DOSSIER};
use crate::dossier::{Exhibit, StepText};
use crate::model::{ClaimIx, FactIx, Ref, StepIx};
use crate::paint::svg::still;
use crate::query::telling;
use crate::scene::exhibit::{STAGES, exhibit};
use crate::view_state::{Place, fragment};
use leptos::prelude::*;

fn title(step: StepIx) -> &'static str {
    DOSSIER.steps[step.at()].title
}

fn href(step: StepIx) -> String {
    fragment(&CORPUS, Place::Story(step))
}

/// The way through the story: on the cover its beginning, in the story a bar that stays. Links, so that it works by
/// itself, in every frame and from every address; the program turns them as the reader goes.
pub fn steps() -> impl IntoView {
    let marks = CORPUS.step_ixs().map(|ix| {
        view! {
            <li>
                <a href=href(ix) title=title(ix)>
                    <span class="unseen">{format!("Step {}: {}", ix.0 + 1, title(ix))}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="steps" id="steps" aria-label="Story">
            <a class="move" id="previous" data-testid="story-prev" href=href(StepIx(0))>
                "Back"
            </a>
            <ol>{marks.collect_view()}</ol>
            <p class="progress" id="progress">{format!("{} steps", CORPUS.steps.len())}</p>
            <button type="button" class="help" popovertarget="keys" aria-label="Keys for the story">
                "?"
            </button>
            <a class="move on" id="next" data-testid="story-next" href=href(StepIx(0))>
                "Begin the story"
            </a>
            <a id="resume" href=href(StepIx(0)) hidden>
                "Resume"
            </a>
        </nav>
        <div id="keys" popover="auto" class="keys">
            <h2>"Keys in the story"</h2>
            <dl>
                {[
                    ("→, Space or N", "next step"),
                    ("← or P", "step back"),
                    ("Home, End", "first step, last step"),
                    ("Esc", "leave for the charts"),
                    ("?", "show or hide this"),
                ]
                    .map(|(keys, what)| view! { <div><dt>{keys}</dt><dd>{what}</dd></div> })
                    .collect_view()}
            </dl>
        </div>
    }
}

/// All steps.
pub fn story() -> impl IntoView {
    view! {
        <section class="story" id="story" data-testid="story-step" tabindex="-1" aria-label="The story">
            <div class="step-stand" id=STAND role="status" hidden>
                <p></p>
                <button type="button" id=RESTORE data-testid="story-restore"></button>
            </div>
            {CORPUS.step_ixs().map(step).collect_view()}
        </section>
    }
}

fn step(ix: StepIx) -> impl IntoView {
    let (step, text) = (CORPUS.step(ix), &DOSSIER.steps[ix.at()]);
    let warning = text.warning.map(|(words, to)| {
        view! {
            <p class="warning">
                {words} " " <a href=href(to)>{format!("Skip to “{}”", title(to))}</a>
            </p>
        }
    });
    let next = CORPUS.step_ixs().nth(ix.at() + 1);
    let onward = match next {
        Some(next) => view! { <p class="onward"><a href=href(next)>{format!("Next: {}", title(next))}</a></p> }.into_any(),
        None => view! {
            <ul class="onward ends">
                <li><a href="#/explore">"Explore the numbers with your own choice of sources"</a></li>
                <li><a href="#/sources">"Judge the sources"</a></li>
                <li><a href="#/method/cite">"How to cite this"</a></li>
                <li><a href=href(StepIx(0))>"Start over"</a></li>
            </ul>
        }
        .into_any(),
    };
    view! {
        <article class="step" id=format!("/story/{}", step.slug) data-slug=step.slug>
            <div class="told">
                <p class="kicker" aria-hidden="true">{format!("{} of {}", ix.0 + 1, CORPUS.steps.len())}</p>
                <h2 tabindex="-1"><span class="unseen">{format!("Step {} of {}: ", ix.0 + 1, CORPUS.steps.len())}</span>{text.title}</h2>
                {warning}
                {text.prose.iter().map(|runs| view! { <p>{falling_prose(runs)}</p> }).collect_view()}
                <p class="notice">{falling_prose(text.notice)}</p>
                <details class="rests">
                    <summary>{format!("What this step rests on: {} claims", step.claims.len())}</summary>
                    <ul>{step.claims.iter().copied().map(rests_on).collect_view()}</ul>
                </details>
                {onward}
            </div>
            <figure class="exhibit">
                <figcaption>{prose(text.shows)}</figcaption>
                {shown(text)}
            </figure>
        </article>
    }
}

fn rests_on(ix: ClaimIx) -> impl IntoView {
    let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
    view! {
        <li class=falls_with(Ref::Told(ix)) data-of=claim.id>
            {glyph(claim.article.0)} " "
            <a href=target(Ref::Told(ix))>{text.text}</a>
        </li>
    }
}

fn shown(text: &'static StepText) -> AnyView {
    if let Exhibit::OfTellings(fact) = text.exhibit {
        return tellings(fact).into_any();
    }
    let pictures = stills(&text.exhibit, text.highlight);
    view! { <div class="stage" inner_html=pictures></div> }.into_any()
}

/// A picture of the story as it stands in the document: for a narrow stage and for a wide one.
pub fn stills(of: &Exhibit, highlight: &[Ref]) -> String {
    let stages = STAGES.into_iter().zip(["narrow", "wide"]);
    let pictures =
        stages.filter_map(|(room, class)| Some(still(&CORPUS, &exhibit(&CORPUS, &DOSSIER, of, room)?, class, highlight)));
    pictures.collect()
}

/// One fact in the words of each article, with what changed from one telling to the next.
pub fn tellings(fact: FactIx) -> impl IntoView {
    let rows = CORPUS.article_ixs().map(|article| {
        let claims = telling(&CORPUS, fact, article);
        let silent = claims.is_empty().then(|| view! { <p class="silent">"Silent on this."</p> });
        let told = claims.into_iter().map(|ix| {
            let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
            let changes = DOSSIER.differences.iter().filter(|difference| difference.to == ix && difference.fact == fact).map(
                |difference| {
                    let from = CORPUS.article(CORPUS.claim(difference.from).article).short;
                    view! { <li><b>{difference.change.word()}</b> {format!(" (against {from}): {}", difference.note)}</li> }
                },
            );
            view! {
                <div class=falls_with(Ref::Told(ix)) data-of=claim.id>
                    <p><a href=target(Ref::Told(ix))>{text.text}</a></p>
                    <p class="where">{format!("Paragraph {}: ", text.paragraph)}<q>{text.locator}</q></p>
                    <ul class="changes">{changes.collect_view()}</ul>
                </div>
            }
        });
        view! {
            <li>
                <h3>{glyph(article.0)} " " {CORPUS.article(article).short}</h3>
                {told.collect_view()}
                {silent}
            </li>
        }
    });
    view! { <ul class="tellings">{rows.collect_view()}</ul> }
}
