//! A chart in the document: its words, two still pictures (narrow and wide; the style sheet shows the one that fits), a
//! canvas to paint over them, its marks as links, its table.

use super::embed;
use super::inline::{glyph, prose};
use super::page::copy;
use super::regions::{stand, stand_id};
use crate::corpus::{CORPUS, DOSSIER};
use crate::export::path;
use crate::model::{ChartIx, Ref, plain};
use crate::paint::svg::{clause_class, inline};
use crate::query::Off;
use crate::scene::words::{COLUMNS, capital, said, sentences, table};
use crate::scene::{STATIC_WIDTHS, needs_of, scene};
use crate::view_state::{Place, TABS, fragment};
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

/// A chart's files.
pub fn take(chart: ChartIx) -> impl IntoView {
    let (id, name) = (CORPUS.chart(chart).id, DOSSIER.charts[chart.at()].name);
    // The same few letters stand under every chart; by name each link says of which.
    let file = |folder: &str, what: &str, kind: &'static str| {
        let (href, label) = (format!("{folder}/{id}.{}", kind.to_lowercase()), format!("{name}, {what} as {kind}"));
        view! { <a href=href download="" data-kind=kind.to_lowercase() aria-label=label>{kind}</a> }
    };
    view! {
        "picture as " {file("charts", "picture", "SVG")} <span class="pixels">" or " {file("charts", "picture", "PNG")}</span>
        " · numbers as " {file("data", "numbers", "CSV")} " or " {file("data", "numbers", "JSON")}
    }
}

/// Buttons for the link to a place, as the reader has it, and for the picture there; public/take.js gives them their work.
/// Without a place it is that of the claim whose card they are on.
pub fn acts(place: Option<String>, has_picture: bool) -> impl IntoView {
    let button = |act: &'static str, words: &'static str| view! { <button type="button" data-act=act>{words}</button> };
    view! {
        <span class="acts" data-leads=place>
            {button("link", "Copy link")} " " {button("share", "Share")} " "
            {has_picture.then(|| button("picture", "Copy picture"))}
        </span>
        <span role="status"></span>
    }
}

/// The code that puts a chart into another page. public/take.js writes the page's address and what is off into it.
fn embedding(chart: ChartIx) -> impl IntoView {
    let (spec, text) = (CORPUS.chart(chart), DOSSIER.charts[chart.at()]);
    let [narrow, _] = STATIC_WIDTHS.map(|width| scene(&CORPUS, chart, Off::default(), width));
    let height = (narrow.height * EMBED_COLUMN / narrow.width + EMBED_REST).round();
    let codes = [
        ("live", "Live: follows corrections.".to_string(), embed::file_name(chart)),
        ("frozen", format!("Frozen: stays at data version {}.", DOSSIER.version), embed::frozen_name(chart)),
    ];
    let codes = codes
        .into_iter()
        .map(|(kind, about, file)| {
            let id = format!("embed-{}-{kind}", spec.id);
            let code = format!(
                "<iframe src=\"{file}\" title=\"{}\" width=\"100%\" height=\"{height}\" frameborder=\"0\" loading=\"lazy\"></iframe>",
                plain(text.title).replace('"', "&quot;")
            );
            let button = copy(&id, &about);
            view! { <p>{about} " " {button}</p> <pre id=id tabindex="0" data-file=file>{code}</pre> }
        })
        .collect_view();
    view! {
        <details class="embed">
            <summary>"Embed this chart"</summary>
            {codes}
            <p class="without-script">"Write the address of this page before " <code>"embed/"</code> "."</p>
            <p><a href=embed::file_name(chart)>"See it by itself"</a></p>
        </details>
    }
}

/// The column of text for which the code gives a height, in pixels. Pages that listen are told the true one.
const EMBED_COLUMN: f64 = 640.0;
/// What stands around the picture of an embedded chart in such a column: title, boxes, notes.
const EMBED_REST: f64 = 240.0;

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
    let tabs = TABS.iter().map(|tab| {
        let is_first = *tab == TABS[0];
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(chart, tab)
                aria-controls=view_id(chart, tab)
                aria-selected=if is_first { "true" } else { "false" }
                tabindex=if is_first { "0" } else { "-1" }
                data-look=format!("{}:{tab}", spec.id)
                data-shown=is_first.then_some("")
            >
                {capital(tab)}
            </button>
        }
    });
    // Without the program all three are there, the last two folded.
    let panel = |tab: &'static str, content: AnyView| {
        view! {
            <div class="view" role="tabpanel" id=view_id(chart, tab) aria-labelledby=tab_id(chart, tab) data-now=(tab == TABS[0]).then_some("")>
                {content}
            </div>
        }
    };
    let picture = view! {
        <div class="stage" id=format!("stage-{}", spec.id)>
            <div class="still" inner_html=inline(&CORPUS, &narrow, "narrow") + &inline(&CORPUS, &wide, "wide")></div>
            <canvas aria-hidden="true"></canvas>
            <ol class="hits" aria-label="Marks">{links}</ol>
        </div>
    };
    let table = view! {
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
    };
    let sources = view! {
        <details class="table">
            <summary>"Who said each of these, and through whom"</summary>
            <ol class="voices">{spec.refs().into_iter().map(voices).collect_view()}</ol>
        </details>
    };
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
            <div class="tabs" role="tablist" aria-label=format!("{}: how to look at it", text.name)>{tabs.collect_view()}</div>
            {panel(TABS[0], picture.into_any())}
            {panel(TABS[1], table.into_any())}
            {panel(TABS[2], sources.into_any())}
            <p class="stand" id=stand_id(chart)>{stand(chart, Off::default())}</p>
            {text.notes.iter().map(|note| view! { <p class="note">{prose(note)}</p> }).collect_view()}
            <p class="note take">
                "Take it along: " {take(chart)} " " {acts(Some(fragment(&CORPUS, Place::Explore(Some(chart)))), true)}
            </p>
            <div class="hosted">{embedding(chart)}</div>
            <details>
                <summary>"The same in words"</summary>
                <ul class="words">{words}</ul>
            </details>
        </figure>
    }
}

/// The part of the page that a tab controls.
fn view_id(chart: ChartIx, tab: &str) -> String {
    format!("view-{}-{tab}", CORPUS.chart(chart).id)
}

/// The tab.
fn tab_id(chart: ChartIx, tab: &str) -> String {
    format!("tab-{}-{tab}", CORPUS.chart(chart).id)
}

/// Who said what a mark shows, through whom, to which article, and the words that stand there.
fn voices(of: Ref) -> impl IntoView {
    match of {
        Ref::Told(ix) => {
            let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
            let head = text
                .amount
                .quantity
                .map_or(text.text.to_string(), |it| format!("{} ({})", capital(it.shown), text.amount.period.shown));
            view! {
                <li class=falls_with(of) data-of=claim.id>
                    <p><a href=target(of)>{head}</a></p>
                    <p class="where">{path(&[ix])}</p>
                    <p class="where">{glyph(claim.article.0)} {format!(" Paragraph {}: ", text.paragraph)} <q>{text.locator}</q></p>
                </li>
            }
            .into_any()
        }
        Ref::Ours(ix) => {
            let (derived, text) = (CORPUS.derived(ix), DOSSIER.derived[ix.at()]);
            let from = derived.claims.iter().map(|claim| {
                let text = DOSSIER.claims[claim.at()];
                let what = text.amount.quantity.map_or(text.text, |quantity| quantity.shown);
                let place = format!(": {}, paragraph {}", path(&[*claim]), text.paragraph);
                view! { <p class="where">"from " <a href=target(Ref::Told(*claim))>{what}</a> {place}</p> }
            });
            view! {
                <li class=falls_with(of) data-of=derived.id>
                    <p><a href=target(of)>{format!("{} ({})", capital(derived.quantity.shown), text.title)}</a> ", calculated by us"</p>
                    {from.collect_view()}
                </li>
            }
            .into_any()
        }
    }
}
