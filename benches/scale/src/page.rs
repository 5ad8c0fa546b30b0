//! The page in the browser.

use crate::charts::Chart;
use crate::claims::{Claims, KINDS, Reader};
use attested::dom::find::in_small;
use attested::model::{ArticleIx, ClaimIx};
use attested::paint::canvas::{paint_canvas, repaint};
use attested::query::Off;
use attested::theme::LIGHT;
use attested::view_state::Find;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlCanvasElement};

/// The list shows this many and no more.
const MOST_ROWS: usize = 200;
/// And of what is searched for this many, since with each letter all of them may be others: to lay them out is most of what it
/// costs.
const MOST_FOUND: usize = 100;

/// Claims on their way to the page.
#[wasm_bindgen]
pub struct Coming(Reader);

#[wasm_bindgen]
impl Coming {
    /// So many claims of these sources; the keys of each kind; ids with a line to each.
    #[wasm_bindgen(constructor)]
    pub fn new(n: usize, sources: &str, workers: &str, defections: &str, wages: &str) -> Coming {
        let lines = |text: &str| text.lines().map(String::from).collect::<Vec<_>>();
        let mut reader = Reader::new(lines(sources), [lines(workers), lines(defections), lines(wages)]);
        reader.expect(n);
        Coming(reader)
    }

    pub fn feed(&mut self, piece: &[u8]) {
        self.0.feed(piece);
    }

    /// The page with all that came, drawn.
    pub fn show(self, names: &str, workers: &str, defections: &str, wages: &str) -> Page {
        Page::new(self.0.finish(), names, [workers, defections, wages])
    }
}

struct Shown {
    chart: Chart,
    figure: Element,
    canvas: HtmlCanvasElement,
}

#[wasm_bindgen]
pub struct Page {
    claims: Claims,
    names: Vec<String>,
    charts: Vec<Shown>,
    off: Off,
    list: Element,
    count: Element,
    row: Element,
    /// What the list shows, in the order of the claims.
    rows: Vec<(ClaimIx, Element)>,
    /// What the claims say, in small letters: written when a reader first searches.
    small: Vec<String>,
}

fn by_test_id(id: &str) -> Element {
    let found = gloo::utils::document().query_selector(&format!("[data-testid={id}]"));
    found.ok().flatten().expect("the harness's page has it")
}

fn made(name: &str) -> Element {
    gloo::utils::document().create_element(name).expect("a name of HTML")
}

fn density() -> f64 {
    gloo::utils::window().device_pixel_ratio()
}

#[wasm_bindgen]
impl Page {
    fn new(claims: Claims, names: &str, keys: [&str; 3]) -> Page {
        let row = made("li");
        row.append_child(&made("b")).expect("an element takes another");
        row.append_child(&gloo::utils::document().create_text_node("-")).expect("an element takes text");
        let charts = KINDS.iter().zip(keys).enumerate().map(|(kind, (name, keys))| {
            let figure = by_test_id(&format!("chart-{name}"));
            let keys: Vec<String> = keys.lines().map(String::from).collect();
            let chart = Chart::new(&claims, kind, &keys, f64::from(figure.client_width()));
            let canvas: HtmlCanvasElement = made("canvas").unchecked_into();
            figure.append_child(&canvas).expect("an element takes another");
            paint_canvas(&chart.scene, &canvas, density(), LIGHT).expect("a canvas to draw on");
            Shown { chart, figure, canvas }
        });
        let mut page = Page {
            charts: charts.collect(),
            names: names.lines().map(String::from).collect(),
            off: Off::default(),
            list: by_test_id("claims-list"),
            count: by_test_id("claims-count"),
            row,
            rows: Vec::new(),
            small: Vec::new(),
            claims,
        };
        page.tell();
        page
    }

    /// Switches one source.
    pub fn toggle(&mut self, source: u16) {
        let article = ArticleIx(source);
        self.switch(self.off.with_article(article, !self.off.article(article)));
    }

    /// Switches to just these sources, as bits.
    pub fn only(&mut self, on: u32) {
        let sources = 0..self.claims.corpus.articles.len() as u16;
        self.switch(sources.fold(Off::default(), |off, ix| off.with_article(ArticleIx(ix), on >> ix & 1 == 0)));
    }

    pub fn is_on(&self, source: u16) -> bool {
        !self.off.article(ArticleIx(source))
    }

    fn switch(&mut self, off: Off) {
        self.off = off;
        for Shown { chart, canvas, .. } in &mut self.charts {
            let parts = chart.switch(&self.claims, off);
            if !parts.is_empty() {
                repaint(&chart.scene, &parts, canvas, density(), LIGHT).expect("a canvas to draw on");
            }
        }
        self.tell();
    }

    /// Brings to the page, besides the pictures, what they add up to, how many claims stand, and the first of them.
    fn tell(&mut self) {
        for Shown { chart, figure, .. } in &self.charts {
            let _ = figure.set_attribute("data-sum", &chart.sum(&self.claims, self.off).to_string());
        }
        self.count.set_text_content(Some(&self.claims.tally.standing(self.off).claims.standing.to_string()));
        // By path: a claim is not asked what stands of it.
        let paths: Vec<bool> = self.claims.tally.paths().map(|path| !path.meets(self.off)).collect();
        let stands = |ix: &ClaimIx| paths[self.claims.tally.path(self.claims.corpus.claim(*ix))];
        let first = if paths.contains(&true) {
            self.claims.corpus.claim_ixs().filter(stands).take(MOST_ROWS).collect()
        } else {
            Vec::new()
        };
        self.list_just(first);
    }

    /// Lets the list have these and no others. Those that it has stay where they are; what goes is used for what comes.
    fn list_just(&mut self, claims: Vec<ClaimIx>) {
        let (old, mut kept, mut gone) = (std::mem::take(&mut self.rows), Vec::with_capacity(claims.len()), Vec::new());
        let mut wanted = claims.iter().peekable();
        for (ix, row) in old {
            while wanted.next_if(|other| **other < ix).is_some() {}
            match wanted.next_if(|other| **other == ix) {
                Some(_) => kept.push((ix, row)),
                None => gone.push(row),
            }
        }
        gone.iter().for_each(Element::remove);
        let mut kept = kept.into_iter().peekable();
        for ix in claims {
            let row = match kept.next_if(|(other, _)| *other == ix) {
                Some((_, row)) => row,
                None => {
                    let row = gone.pop().unwrap_or_else(|| self.row.clone_node_with_deep(true).expect("a row").unchecked_into());
                    let source = self.claims.corpus.claim(ix).article;
                    row.first_child().expect("a row has a name").set_text_content(Some(&self.names[source.at()]));
                    row.last_child().expect("a row has words").set_node_value(Some(self.claims.said[ix.at()]));
                    let before = kept.peek().map(|(_, row)| row.unchecked_ref());
                    self.list.insert_before(&row, before).expect("a row that stays is in the list");
                    row
                }
            };
            self.rows.push((ix, row));
        }
    }

    /// Lists the claims that stand and have these words, the first of them, and says how many there are.
    pub fn search(&mut self, words: &str) {
        if self.small.is_empty() {
            self.small = self.claims.said.iter().map(|text| in_small(text)).collect();
        }
        let find = Find { words: in_small(words), tags: Vec::new() };
        let found: Vec<ClaimIx> = self.claims.corpus.claim_ixs().filter(|ix| find.wants(&self.small[ix.at()], "")).collect();
        self.count.set_text_content(Some(&found.len().to_string()));
        self.list_just(found.into_iter().take(MOST_FOUND).collect());
    }
}
