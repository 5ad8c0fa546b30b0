//! The whole document, written natively once: its still parts, and the live regions as they are before anything is
//! switched. Reads from top to bottom without script.

use super::card::own_copy;
use super::figure::{acts, figure, take, target};
use super::inline::{glyph, prose};
use super::ledger::{coverage, fallen, ledger};
use super::regions::{BAR, BOX_ID, CLOSE, NOTICES, ORIGINS, Origins, SourceBar};
use super::state::Page;
use super::story::{steps, stills, story};
use crate::cite::{self, Address};
use crate::corpus::{CORPUS, DOSSIER};
use crate::dossier::{Inferred, Passage};
use crate::export;
use crate::model::{ArticleIx, ChartIx, ClaimIx, Outcome, Production, Ref, plain};
use crate::paint::svg::{clause_class, escape, sample};
use crate::query::{Off, Source, claims_from};
use crate::scene::exhibit::{STAGES, exhibit};
use crate::scene::marks::{SAMPLE, samples};
use crate::scene::words::capital;
use crate::scene::{STATIC_WIDTHS, needs};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What goes between `<body>` and `</body>`.
pub fn body(address: Address) -> String {
    let owner = Owner::new();
    owner.with(|| {
        view! {
            {pinned()}
            {cover()}
            // Here and not in the head, where a script would stop the reading before there is anything to show: a frame, empty.
            <script inner_html="document.documentElement.classList.add('app')"></script>
            <main>
                <div class="notices" id=NOTICES role="status" hidden>
                    <p></p>
                    <button type="button" id=CLOSE>"Close"</button>
                </div>
                {explore()} {story()} {ledger()} {sources()} {method(address)}
            </main>
            {footer()}
        }
        .to_html()
    })
}

/// A live region as it is before anything is switched, by itself: hydration must find exactly this in its element.
pub fn region<N: IntoView>(view: impl FnOnce() -> N) -> String {
    let owner = Owner::new();
    owner.with(|| view().into_view().to_html())
}

/// What a link says that is pinned to another version. Shown by public/after.js, which knows the link.
fn pinned() -> impl IntoView {
    view! {
        <div class="pinned" id="pinned" role="status" data-version=DOSSIER.version hidden>
            <p>
                "This link was made for data version " <b></b>
                {format!(". You are reading version {}. ", DOSSIER.version)}
                <span data-known="yes">"Since then:"</span>
                <span data-known="no">"Its log of updates, under Method, does not know the other one."</span>
            </p>
            <ul></ul>
        </div>
    }
}

fn explore() -> impl IntoView {
    view! {
        <section class="explore" id="/explore" aria-labelledby="explore-title">
            <div class="lead">
                <h2 id="explore-title">"Explore"</h2>
                <p>{prose(DOSSIER.site.explore)}</p>
                <ul class="key" aria-label="What the marks mean">
                    {samples()
                        .into_iter()
                        .map(|(shapes, words)| view! { <li><i inner_html=sample(&shapes, SAMPLE)></i> {words}</li> })
                        .collect_view()}
                </ul>
            </div>
            <div class="lead-more" id=ORIGINS inner_html=region(|| view! { <Origins page=Page::new()/> })></div>
            <div class="lead-more made">{made()}</div>
        </section>
        // Beside the sections and not in one of them, so that it stays within reach in all.
        <div class="bar" id=BAR inner_html=region(|| view! { <SourceBar page=Page::new()/> })></div>
        <section class="charts" aria-label="Charts">
            {CORPUS.chart_ixs().map(figure).collect_view()}
            {fallen()}
        </section>
    }
}

/// Articles by how they were made, each way to be switched as one, with the program. In a link it is just these articles.
fn made() -> impl IntoView {
    let boxes = Production::ALL.iter().filter_map(|production| {
        let articles: Vec<_> = CORPUS.article_ixs().filter(|ix| DOSSIER.articles[ix.at()].production == *production).collect();
        let ids: Vec<&str> = articles.iter().map(|ix| CORPUS.article(*ix).id).collect();
        let names: Vec<&str> = articles.iter().map(|ix| CORPUS.article(*ix).short).collect();
        (!articles.is_empty()).then(|| {
            view! {
                <li>
                    <label>
                        <input type="checkbox" value=ids.join(" ") checked=true autocomplete="off"/>
                        <span>{capital(production.word())} ": " <span class="of">{names.join(", ")}</span></span>
                    </label>
                </li>
            }
        })
    });
    view! {
        <details class="by-origin">
            <summary>"Switch articles off by how they were, probably, made"</summary>
            <ul>{boxes.collect_view()}</ul>
        </details>
    }
}

fn cover() -> impl IntoView {
    let n_origins = CORPUS.origins.iter().filter(|origin| !origin.unstated).count();
    let n_unstated = CORPUS.claims.iter().filter(|claim| CORPUS.origin(claim.origin).unstated).count();
    view! {
        <header class="cover">
            <a class="skip" href="#/explore">"Skip to the charts"</a>
            <p class="kicker apart">{DOSSIER.site.kicker}</p>
            <h1>{DOSSIER.site.title}</h1>
            <p class="stake apart">{prose(DOSSIER.site.stake)}</p>
            <p class="count apart">
                {format!(
                    "{} articles · {n_origins} origins · {} claims, for {n_unstated} of which nobody is named",
                    CORPUS.articles.len(),
                    CORPUS.claims.len(),
                )}
            </p>
            {steps()}
            <nav class="apart" aria-label="Page">
                <a href="#/explore">"Explore the numbers"</a>
                <a href="#/claims">"Read the claims"</a>
                <a href="#/sources">"Judge the sources"</a>
                <a href="#/method">"See the method"</a>
            </nav>
        </header>
    }
}

fn sources() -> impl IntoView {
    view! {
        <section class="articles" id="/sources" aria-labelledby="sources-title">
            <p class="kicker">"What the claims rest on"</p>
            <h2 id="sources-title">"The articles"</h2>
            {CORPUS.article_ixs().map(article).collect_view()}
            {coverage()}
            {lineage()}
            <h3>"Who is said to have said it"</h3>
            <dl class="origins">
                {CORPUS
                    .origins
                    .iter()
                    .enumerate()
                    .map(|(n, origin)| {
                        let count = CORPUS.claims.iter().filter(|claim| claim.origin.at() == n).count();
                        view! {
                            <div>
                                <dt>{origin.title} " " <span class="of">{count} {if count == 1 { " claim" } else { " claims" }}</span></dt>
                                <dd>{DOSSIER.origins[n].about}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </section>
    }
}

/// From whom through whom to whom, as a picture and as a table.
fn lineage() -> Option<impl IntoView> {
    let pictures = stills(DOSSIER.lineage()?, &[]);
    let rows = CORPUS
        .origin_ixs()
        .map(|origin| {
            let count = |article| {
                claims_from(&CORPUS, Source::Origin(origin)).filter(|ix| CORPUS.claim(*ix).article == article).count()
            };
            let cells = CORPUS.article_ixs().map(|ix| match count(ix) {
                0 => "–".to_string(),
                n => n.to_string(),
            });
            view! { <tr><th scope="row">{CORPUS.origin(origin).title}</th>{cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
        })
        .collect_view();
    let heads = CORPUS.article_ixs().map(|ix| view! { <th scope="col">{CORPUS.article(ix).short}</th> }).collect_view();
    Some(view! {
        <h3 id="lineage">"From whom, through whom"</h3>
        <p class="note">"Widths count claims. What has none left that is on goes grey."</p>
        <div class="exhibit"><div class="stage" inner_html=pictures></div></div>
        <details>
            <summary>"The same as a table of claims"</summary>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="lineage">
                <table>
                    <thead><tr><td></td>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    })
}

fn article(ix: ArticleIx) -> impl IntoView {
    let (known, article) = (CORPUS.article(ix), DOSSIER.articles[ix.at()]);
    let inferred = |inferred: Option<Inferred>| {
        inferred.map(|it| format!("not stated; we infer {} ({} confidence: {})", it.value, it.sure.word(), it.because))
    };
    let stated = |value: &'static str, guess: Option<Inferred>| match value {
        "" => inferred(guess).unwrap_or_else(|| "not stated".into()),
        value => value.into(),
    };
    let date = match (article.date, article.date_words) {
        ("", "") => stated("", article.date_inferred),
        ("", words) => format!("“{words}”; {}", stated("", article.date_inferred)),
        (date, _) if article.time.is_empty() => date.into(),
        (date, _) => format!("{date}, {}", article.time),
    };
    let claims: Vec<_> = claims_from(&CORPUS, Source::Article(ix)).collect();
    let n_claims = claims.len();
    let n_attributed = claims.iter().filter(|claim| !CORPUS.origin(CORPUS.claim(**claim).origin).unstated).count();
    let rows: Vec<(&str, String)> = vec![
        ("Publisher", stated(article.publisher, article.publisher_inferred)),
        ("Author", stated(article.author, None)),
        ("Date", date),
        ("Credits", article.credit.into()),
        ("Made, probably", format!("{} ({} confidence)", article.production.word(), article.production_sure.word())),
        ("Claims", format!("{n_claims}, of which {n_attributed} name somebody")),
    ];
    let address = (!article.address.is_empty())
        .then(|| view! { <p class="where"><a href=article.address rel="noreferrer">"Read the article"</a></p> });
    view! {
        <article class="source">
            <h3>{glyph(ix.0)} " " {known.short} " " <span class="of">{format!("article {}", known.id)}</span></h3>
            <p class="badge">{article.badge}</p>
            <dl class="facts">
                {rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
            {address}
            <details>
                <summary>"How we judge it"</summary>
                <ul>{article.evidence.iter().map(|line| view! { <li>{*line}</li> }).collect_view()}</ul>
                {(!article.suspects.is_empty())
                    .then(|| {
                        view! {
                            <h4>"Left out of the claims, and why"</h4>
                            <ul>
                                {article
                                    .suspects
                                    .iter()
                                    .map(|it| {
                                        view! {
                                            <li>
                                                {format!("Paragraph {}, ", it.paragraph)} <q>{it.locator}</q>
                                                {format!(": {} {} Checked: {}", it.says, it.why, it.checked)}
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                    })}
            </details>
            <details class="proof" data-proof=known.id data-sha256=article.sha256>
                <summary>"Hold your own copy against it"</summary>
                {own_copy("every claim taken from it")}
            </details>
        </article>
    }
}

fn passages(passages: &'static [Passage]) -> impl IntoView {
    passages
        .iter()
        .map(|passage| {
            view! {
                <section id=format!("/method/{}", passage.id)>
                    <h3>{passage.title}</h3>
                    {passage.paragraphs.iter().map(|text| view! { <p>{prose(text)}</p> }).collect_view()}
                </section>
            }
        })
        .collect_view()
}

fn method(address: Address) -> impl IntoView {
    let computed = CORPUS.derived.iter().zip(DOSSIER.derived).map(|(it, text)| {
        view! {
            <li id=format!("/computed/{}", it.id)>
                <b>{it.quantity.shown}</b> {format!(": {}, which is {}.", text.title.to_lowercase(), text.formula)}
                <span class="where">{text.caution}</span>
            </li>
        }
    });
    let checks = DOSSIER.checks.iter().map(|it| {
        let class = if it.outcome == Outcome::Conflicts { "outcome conflict" } else { "outcome" };
        view! {
            <li>
                <span class=class>{it.outcome.word()}</span> " " <b>{it.title}</b> {format!(": {}", it.working)}
                <span class="where">{it.note}</span>
                <span class="where">{it.claims.iter().map(|claim| claim_link(*claim)).collect_view()}</span>
            </li>
        }
    });
    view! {
        <section class="method" id="/method" aria-labelledby="method-title">
            <p class="kicker">"How this was made"</p>
            <h2 id="method-title">"Method"</h2>
            <div class="passages">{passages(DOSSIER.site.method)}</div>
            <h3>"Calculated by us"</h3>
            <ul class="ruled">{computed.collect_view()}</ul>
            <h3>"Checks"</h3>
            <ul class="ruled">{checks.collect_view()}</ul>
            {log()}
            {citations(address)}
            {downloads()}
        </section>
    }
}

/// What was changed, and when. A link that is pinned to an older version is told by it what came since.
fn log() -> impl IntoView {
    let entries = DOSSIER.updates.iter().map(|it| {
        view! {
            <li data-version=it.version>
                <b><time datetime=it.date>{it.shown}</time></b> " " {prose(it.what)}
                <span class="where">{format!("Data version {}. ", it.version)} {it.claims.iter().map(|claim| claim_link(*claim)).collect_view()}</span>
            </li>
        }
    });
    view! {
        <h3>"Updates and corrections"</h3>
        <ul class="ruled" id="updates">{entries.collect_view()}</ul>
    }
}

/// The whole, ready to cite.
fn citations(address: Address) -> impl IntoView {
    let csl = cite::pretty(&cite::csl(address));
    view! {
        <h3>"Cite the whole"</h3>
        <dl class="cite">
            {cited("In a line", "cite-short", cite::short())}
            {cited("In full", "cite-full", cite::full(address))}
        </dl>
        <details>
            <summary>"For programs that keep references"</summary>
            <dl class="cite">
                {cited("BibTeX", "cite-bibtex", cite::bibtex(address).trim_end().into())}
                {cited("CSL-JSON", "cite-csl", csl)}
            </dl>
        </details>
        <p class="note">
            "As files: " <a href="data/citation.txt" download="">"text"</a> ", "
            <a href="data/citation.bib" download="">"BibTeX"</a> ", "
            <a href="data/citation.json" download="">"CSL-JSON"</a> "."
        </p>
    }
}

fn cited(name: &'static str, id: &'static str, text: String) -> impl IntoView {
    view! {
        <div>
            <dt>{name} " " {copy(id, name)}</dt>
            <dd><pre id=id tabindex="0">{text}</pre></dd>
        </div>
    }
}

/// A button that copies what the element of this id says. Without script there is none.
pub fn copy(id: &str, name: &str) -> impl IntoView + use<> {
    let (of, label) = (id.to_string(), format!("Copy: {name}"));
    view! { <button type="button" class="copy" data-copy=of aria-label=label>"Copy"</button> }
}

fn downloads() -> impl IntoView {
    view! {
        <h3 id="/method/take">"Take it along"</h3>
        <ul class="ruled">
            <li class="take">"This page, as you have it now: " {acts(Some(String::new()), false)}</li>
            <li class="take">
                "All claims: " <a href="data/claims.json" download="" data-kind="json">"JSON"</a> ", "
                <a href="data/claims.csv" download="" data-kind="csv">"CSV"</a>
                <span class="hosted">", " <a href="data/claims.jsonld" download="">"JSON-LD"</a> ", " <a href="data/datapackage.json">"data package"</a></span>
                " " <span role="status"></span>
            </li>
            {CORPUS
                .chart_ixs()
                .map(|ix| view! { <li class="take">{DOSSIER.charts[ix.at()].name} ": " {take(ix)} " " <span role="status"></span></li> })
                .collect_view()}
            <li class="hosted">
                "Everything: " <a href=export::archive_name() download="">"one archive (ZIP)"</a> ", "
                <a href="attested.html" download="">"this page as one file"</a>
            </li>
        </ul>
        <p class="note">
            {format!("{}. Pictures and numbers are of what is on: what you have switched off is grey in the one, marked in the other, and named in both. The archive and the data package are {}.", export::made_of(), export::ALL_ON)}
        </p>
    }
}

/// A claim by its place.
fn claim_link(ix: ClaimIx) -> impl IntoView {
    let (claim, text) = (CORPUS.claim(ix), DOSSIER.claims[ix.at()]);
    let place = format!("{}, paragraph {}", CORPUS.article(claim.article).short, text.paragraph);
    view! { <a href=target(Ref::Told(ix))>{place}</a> " " }
}

fn footer() -> impl IntoView {
    view! {
        <footer class="apart">
            <p>
                {format!("Data version {}. ", DOSSIER.version)} <a href="#/method/take">"Take it along"</a>
                <span class="hosted">", " <a href="attested.html" download="">"this page as one file"</a></span> ". Nothing on this page asks any other site for anything."
            </p>
        </footer>
    }
}

/// Title and description for the head of the document.
pub fn head() -> (String, String) {
    (DOSSIER.site.title.into(), plain(DOSSIER.site.description))
}

/// What those who show a link to the page ask for. A card and the page's own address must be absolute: without an address
/// they are left out.
pub fn found(address: Address) -> String {
    let (title, description) = head();
    let [width, height] = export::pictures::CARD_SIZE;
    let mut tags = vec![
        ("property", "og:type", "article".to_string()),
        ("property", "og:title", title),
        ("property", "og:description", description),
        ("name", "twitter:card", String::from(if address.is_some() { "summary_large_image" } else { "summary" })),
    ];
    if let Some(address) = address {
        tags.extend([
            ("property", "og:url", address.to_string()),
            ("property", "og:image", format!("{address}{}", export::pictures::CARD)),
            ("property", "og:image:width", width.to_string()),
            ("property", "og:image:height", height.to_string()),
            ("property", "og:image:alt", format!("{}: {}", DOSSIER.site.title, DOSSIER.site.kicker)),
        ]);
    }
    let mut out = address.map(|it| format!("<link rel=\"canonical\" href=\"{}\">\n", escape(it))).unwrap_or_default();
    for (kind, name, content) in tags {
        let _ = writeln!(out, "<meta {kind}=\"{name}\" content=\"{}\">", escape(&content));
    }
    out.trim_end().to_string()
}

/// Rules written from the corpus.
pub struct Still {
    /// Which boxes grey and hide what. The program does the same by attribute and takes these rules out when it comes:
    /// `:has` is asked anew on every click.
    pub switches: String,
    /// Where the hit targets of the still pictures are.
    pub places: String,
}

/// The rules a page without script needs and only the corpus knows: which boxes grey which marks, and where the hit
/// targets of the two still pictures are.
pub fn still_css() -> Still {
    let mut clauses = BTreeSet::new();
    let mut places = [String::new(), String::new()];
    for chart in CORPUS.chart_ixs() {
        for (out, width) in places.iter_mut().zip(STATIC_WIDTHS) {
            let scene = crate::scene::scene(&CORPUS, chart, Off::default(), width);
            clauses.extend(scene.marks.iter().flat_map(|mark| needs(&CORPUS, &mark.rests_on)));
            let id = CORPUS.chart(chart).id;
            for (n, rect) in scene.marks.iter().filter_map(|mark| mark.hit).enumerate() {
                // All in parts of the width: percentages of a margin or padding are of nothing else.
                let part = |length: f64| format!("{:.2}%", length / width * 100.0);
                let (x, y, w, h) = (part(rect.x), part(rect.y), part(rect.w), part(rect.h));
                let n = n + 1;
                let _ = write!(out, "#stage-{id} li:nth-child({n})>a{{margin:{y} 0 0 {x};width:{w};padding-bottom:{h}}}");
            }
        }
    }
    for ix in CORPUS.article_ixs() {
        clauses.insert(vec![ix]);
    }
    for step in DOSSIER.steps {
        for room in STAGES {
            let scene = exhibit(&CORPUS, &DOSSIER, &step.exhibit, room);
            clauses.extend(scene.iter().flat_map(|scene| &scene.marks).flat_map(|mark| needs(&CORPUS, &mark.rests_on)));
        }
    }
    let switches = switches(&clauses);
    let [narrow, wide] = places;
    let places = format!("{narrow}@media(min-width:65rem){{{wide}}}@media print{{{}}}", pictures(&clauses));
    Still { switches, places }
}

type Clauses = BTreeSet<Vec<ArticleIx>>;

/// A rule for elements that fall with articles: `*` in a selector stands for their class.
fn rule(clauses: &Clauses, elements: &[&str], style: &str) -> String {
    let unchecked = |clause: &[ArticleIx]| {
        clause
            .iter()
            .fold(String::from("body"), |out, ix| format!("{out}:has(#{BOX_ID}article-{}:not(:checked))", CORPUS.article(*ix).id))
    };
    let selectors: Vec<String> = clauses
        .iter()
        .flat_map(|clause| {
            let (body, class) = (unchecked(clause), clause_class(clause));
            elements.iter().map(move |element| format!("{body} {}", element.replace('*', &class)))
        })
        .collect();
    format!("{}{{{style}}}", selectors.join(","))
}

/// How pictures follow the boxes.
fn pictures(clauses: &Clauses) -> String {
    rule(clauses, &["g.*"], "opacity:.3;filter:saturate(0)") + &rule(clauses, &[".*>.l", ".l.*"], "display:none")
}

fn switches(clauses: &Clauses) -> String {
    let words =
        rule(clauses, &["tr.*"], "color:var(--muted);text-decoration:line-through") + &rule(clauses, &["li.*"], "display:none");
    // Nothing recounts without the program, and what would be wrong is not shown.
    let counts = "body:has(.sources input:not(:checked)) :is(.stand,.tally){visibility:hidden}";
    pictures(clauses) + &words + counts
}

/// The same for one chart by itself.
pub fn switches_of(chart: ChartIx) -> String {
    let scene = crate::scene::scene(&CORPUS, chart, Off::default(), STATIC_WIDTHS[1]);
    switches(&scene.marks.iter().flat_map(|mark| needs(&CORPUS, &mark.rests_on)).collect())
}
