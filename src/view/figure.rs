//! A chart in the document: its words, two still pictures (narrow and wide; the style sheet shows the one that fits), a
//! canvas to paint over them, its marks as links, its table.

use super::inline::prose;
use super::regions::{stand, stand_id};
use crate::corpus::{CORPUS, DOSSIER};
use crate::model::{ChartIx, Ref};
use crate::paint::svg::{clause_class, inline};
use crate::query::Off;
use crate::scene::words::{COLUMNS, said, sentences, table};
use crate::scene::{STATIC_WIDTHS, needs_of, scene};
use crate::view_state::{Place, fragment};
use leptos::prelude::*;

/// Where a link leads that stands for a claim or a number of ours.
pub fn target(of: Ref) -> String {
    match of {
        Ref::Told(claim) => fragment(&CORPUS, Place::Claim(claim)),
        Ref::Ours(derived) => fragment(&CORPUS, Place::Computed(derived)),
    }
}

/// The classes by which the style sheet switches something without script: one a clause.
pub fn falls_with(of: Ref) -> String {
    needs_of(&CORPUS, of).iter().fold(String::from("m"), |class, clause| class + " " + &clause_class(clause))
}

/// The figure, as it is with every source on.
pub fn figure(chart: ChartIx) -> impl IntoView {
    let (spec, text) = (CORPUS.chart(chart), DOSSIER.charts[chart.at()]);
    let [narrow, wide] = STATIC_WIDTHS.map(|width| scene(&CORPUS, chart, Off::default(), width));
    let drawn: Vec<&str> = wide.drawn().map(|claim| CORPUS.claim(claim).id).collect();
    let marks = wide.marks.iter().filter(|mark| mark.hit.is_some()).filter_map(|mark| Some((mark.of?, mark.tag, mark.hit?)));
    let links = marks
        .enumerate()
        .map(|(n, (of, tag, hit))| {
            // What it says is unfolded by pointer and focus; by this it is the link's name all the time.
            let (id, said_id) = (format!("said-{}-{n}", spec.id), format!("said-{}-{n}", spec.id));
            let side = if hit.centre().x > wide.width * 0.6 { " right" } else { "" };
            view! {
                <li class=falls_with(of) + side data-of=of.id(&CORPUS)>
                    <a href=target(of) aria-labelledby=id><span class="said" id=said_id>{said(&CORPUS, &DOSSIER, of, tag)}</span></a>
                </li>
            }
        })
        .collect_view();
    let rows = table(&CORPUS, &DOSSIER, spec);
    let words = sentences(&CORPUS, &DOSSIER, spec)
        .into_iter()
        .map(|(of, sentence)| view! { <li class=falls_with(of) data-of=of.id(&CORPUS)>{sentence}</li> })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let [what, rest @ ..] = row.cells;
            view! {
                <tr class=falls_with(row.of) data-of=row.of.id(&CORPUS)>
                    <th scope="row"><a href=target(row.of)>{what}</a></th>
                    {rest.map(|cell| view! { <td>{cell}</td> }).collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure
            class="chart"
            id=format!("/explore/{}", spec.id)
            data-testid=format!("chart-{}", spec.id)
            data-claims=drawn.join(" ")
        >
            <figcaption>
                <p class="kicker">{text.kicker}</p>
                <h3>{prose(text.title)}</h3>
                <p class="subtitle">{prose(text.subtitle)}</p>
            </figcaption>
            <div class="stage" id=format!("stage-{}", spec.id)>
                <div class="still" inner_html=inline(&CORPUS, &narrow, "narrow") + &inline(&CORPUS, &wide, "wide")></div>
                <canvas aria-hidden="true"></canvas>
                <ol class="hits" aria-label="Marks">{links}</ol>
            </div>
            <p class="stand" id=stand_id(chart)>{stand(chart, Off::default())}</p>
            {text.notes.iter().map(|note| view! { <p class="note">{prose(note)}</p> }).collect_view()}
            <p class="note take">
                "Take it along: " <a href=format!("charts/{}.svg", spec.id) download="">"picture (SVG)"</a> " · "
                <a href=format!("data/{}.csv", spec.id) download="">"numbers (CSV)"</a>
                <span class="hosted">" · " <a href=format!("embed/{}.html", spec.id)>"page to embed"</a></span>
            </p>
            <details>
                <summary>"The same in words"</summary>
                <ul class="words">{words}</ul>
            </details>
            <details class="table">
                <summary>"The same as a table"</summary>
                <div class="scroll" tabindex="0" role="region" aria-label=format!("{}: table", text.name)>
                    <table>
                        <thead>
                            <tr>{COLUMNS.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
}
