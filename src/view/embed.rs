//! One chart for another site's page: still pictures, the sources as boxes that the style sheet follows, and a line that
//! says where it comes from and leads there. No program, and no links but that one: they would lead inside a page that
//! this is not.

use super::figure::falls_with;
use super::regions::SourceBar;
use super::state::Page;
use crate::cite::Address;
use crate::corpus::{CORPUS, DOSSIER};
use crate::export::pictures::card_name;
use crate::model::{ChartIx, plain};
use crate::paint::svg::{embedded, escape};
use crate::query::{Off, Source};
use crate::scene::words::sentences;
use crate::scene::{STATIC_WIDTHS, paths_of, scene};
use leptos::prelude::*;

/// Sets the boxes from the link, greys what falls with an origin, for which there is no box, and tells the page around how high this is, in the ways publishers' pages listen for:
/// Datawrapper's, AMP's and pym's.
const SCRIPT: &str = "\
const off = new Set((new URLSearchParams(location.search).get('off') ?? '').split(','))
const boxes = [...document.querySelectorAll('.sources input')]
const source = (box) => box.id.slice(3).replace('-', ':')
for (const box of boxes) box.checked = !off.has(source(box))
for (const name of document.querySelectorAll('.also span')) {
name.hidden = !off.has(name.dataset.source)
if (!name.hidden) name.parentElement.hidden = false
}
const follow = () => {
for (const box of boxes) off[box.checked ? 'delete' : 'add'](source(box))
const stands = (path) => !path.split(',').some((source) => off.has(source))
for (const mark of document.querySelectorAll('[data-needs]')) {
const stand = mark.dataset.needs.split('+').every((any) => any.split(' ').some(stands))
mark.toggleAttribute('data-off', !stand)
}
}
addEventListener('change', follow)
follow()
const tell = () => {
const height = document.documentElement.offsetHeight
const name = new URLSearchParams(location.search).get('childId') ?? document.body.id
parent.postMessage({ 'datawrapper-height': { [document.body.id]: height } }, '*')
parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*')
parent.postMessage('pymxPYMx' + name + 'xPYMxheightxPYMx' + height, '*')
}
if (parent !== window) new ResizeObserver(tell).observe(document.documentElement)";

/// Where the chart's page stands in the bundle; it changes with the data.
pub fn file_name(chart: ChartIx) -> String {
    format!("embed/{}.html", CORPUS.chart(chart).id)
}

/// Where it stands as it is in this version of the data, for good.
pub fn frozen_name(chart: ChartIx) -> String {
    frozen_name_of(CORPUS.chart(chart).id, DOSSIER.version)
}

/// The same for any version.
pub fn frozen_name_of(chart: &str, version: &str) -> String {
    format!("embed/{chart}.{version}.html")
}

/// The whole document, with this style sheet.
pub fn page(chart: ChartIx, style: &str, frozen: bool, address: Address) -> String {
    let (spec, text) = (CORPUS.chart(chart), DOSSIER.charts[chart.at()]);
    // The link of a frozen chart says what it is of, so that the page can tell what has changed since.
    let pinned = if frozen { format!("?v={}", DOSSIER.version) } else { String::new() };
    let kept = if frozen { ", which later corrections do not reach" } else { "" };
    let owner = Owner::new();
    let body = owner.with(|| {
        let [narrow, wide] = STATIC_WIDTHS.map(|width| scene(&CORPUS, chart, Off::default(), width));
        let pictures = embedded(&CORPUS, &narrow, "narrow") + &embedded(&CORPUS, &wide, "wide");
        let words = sentences(&CORPUS, &DOSSIER, spec)
            .into_iter()
            .map(|(of, sentence)| view! { <li class=falls_with(of) data-needs=paths_of(&CORPUS, of)>{sentence}</li> })
            .collect_view();
        // Those of this chart: another one changes nothing here.
        let all = spec.refs().into_iter().map(|of| paths_of(&CORPUS, of)).collect::<Vec<_>>().join(",");
        let used: Vec<&str> = all.split([',', ' ', '+']).collect();
        let origins = CORPUS.origin_ixs().filter_map(|ix| {
            let (source, id) = (Source::Origin(ix), format!("origin:{}", CORPUS.origin(ix).id));
            used.contains(&id.as_str()).then(|| view! { <span data-source=id hidden>{source.name(&CORPUS)}</span> })
        });
        let origins = origins.collect_view();
        view! {
            <main>
            <figure>
                <figcaption>
                    <h1>{plain(text.title)}</h1>
                    <p class="subtitle">{plain(text.subtitle)}</p>
                </figcaption>
                <SourceBar page=Page::new()/>
                <p class="also" hidden>"Switched off besides: " {origins}</p>
                <div class="stage" inner_html=pictures></div>
                {text.notes.iter().map(|note| view! { <p class="note">{plain(note)}</p> }).collect_view()}
                <details>
                    <summary>"The same in words"</summary>
                    <ul>{words}</ul>
                </details>
            </figure>
            <p class="from">
                "From "
                <a href=format!("../index.html{pinned}#/explore/{}", spec.id) target="_blank" rel="noopener">{DOSSIER.site.title}</a>
                {format!(", data version {}{kept}: who said each of these numbers, through whom, in which words.", DOSSIER.version)}
            </p>
            </main>
        }
        .to_html()
    });
    let switches = super::page::switches_of(chart);
    let title = escape(&plain(text.title));
    // For whoever passes its address on; a card must be absolute.
    let card = address.map_or_else(String::new, |address| {
        let image = format!("{address}{}", card_name(chart));
        format!(
            "<meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:image\" content=\"{image}\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">\n"
        )
    });
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n{card}\
         <style>{style}{switches}</style>\n</head>\n<body id=\"{}\">\n{body}\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        spec.id
    )
}
