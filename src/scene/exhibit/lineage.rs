//! Who is said to have said it, through whom, and who tells it: bands from origins to the report to articles, as wide as
//! the number of claims. What names no report goes past it, and what names nobody is pale: neither may look attributed.

use super::Room;
use super::coverage::shared;
use crate::dossier::Lineage;
use crate::model::{ArticleIx, ClaimIx, Corpus};
use crate::query::{Source, claims_from};
use crate::scene::marks::{article_glyph, block, bold, label};
use crate::scene::{Anchor, Drawing, Point, Rect, Shape, text};
use crate::theme::{Ink, size};

const LEADING: f64 = 13.0;
const NODE_W: f64 = 9.0;
const HEAD_H: f64 = 26.0;

/// A node of the left or right column: its claims through the report, and those past it.
struct Node {
    name: String,
    through: Vec<ClaimIx>,
    past: Vec<ClaimIx>,
    unstated: bool,
    article: Option<ArticleIx>,
}

impl Node {
    fn len(&self) -> f64 {
        (self.through.len() + self.past.len()) as f64
    }
}

pub fn draw(corpus: &Corpus, spec: &Lineage, room: Room) -> Drawing {
    let is_through = |ix: &ClaimIx| {
        let claim = corpus.claim(*ix);
        claim.origin == spec.through || claim.via.contains(&spec.through)
    };
    let node = |name: String, claims: Vec<ClaimIx>, unstated: bool, article: Option<ArticleIx>| {
        let (through, past) = claims.into_iter().partition(is_through);
        Node { name, through, past, unstated, article }
    };
    let all_from = |source: Source| claims_from(corpus, source).collect::<Vec<_>>();
    let mut origins: Vec<Node> = corpus
        .origin_ixs()
        .map(|ix| node(corpus.origin(ix).title.into(), all_from(Source::Origin(ix)), corpus.origin(ix).unstated, None))
        .filter(|node| node.len() > 0.0)
        .collect();
    origins.sort_by(|a, b| b.len().total_cmp(&a.len()));
    // Where names would not fit, the smallest are told as one.
    let most_rows = (room.height / if room.is_wide() { 30.0 } else { 38.0 }) as usize;
    if origins.len() > most_rows {
        let rest = origins.split_off(most_rows - 1);
        let name = format!("{} others", rest.len());
        origins.push(node(
            name,
            rest.into_iter().flat_map(|node| node.through.into_iter().chain(node.past)).collect(),
            false,
            None,
        ));
    }
    let articles: Vec<Node> = corpus
        .article_ixs()
        .map(|ix| node(corpus.article(ix).short.into(), all_from(Source::Article(ix)), false, Some(ix)))
        .collect();

    let (left_w, right_w) = if room.is_wide() { (176.0, 130.0) } else { (112.0, 84.0) };
    let (left_x, right_x) = (left_w, room.width - right_w - NODE_W);
    let mid_x = (left_x + right_x) / 2.0;
    let body = room.height - HEAD_H;
    let n_claims = corpus.claims.len() as f64;
    let least = if room.is_wide() { 28.0 } else { 30.0 };
    let left = column(&origins, body, least, n_claims);
    let per_claim = left.1;
    let right = spread(&articles, body, per_claim);
    let n_through: f64 = origins.iter().map(|node| node.through.len() as f64).sum();
    let (through_h, past_h) = (n_through * per_claim, (n_claims - n_through) * per_claim);
    let gap = ((body - through_h - past_h) / 3.0).max(8.0);
    let through_y = HEAD_H + gap;
    let past_y = through_y + through_h + gap;

    let mut frame = vec![
        bold(0.0, 8.0, Anchor::Start, spec.said, Ink::Text),
        bold(mid_x + NODE_W / 2.0, 8.0, Anchor::Middle, "Through", Ink::Text),
        bold(room.width, 8.0, Anchor::End, spec.told, Ink::Text),
    ];
    let mut marks = Vec::new();
    let (mut in_through, mut in_past) = (through_y, past_y);
    for (node, (y, row_h)) in origins.iter().zip(&left.0) {
        let (h_through, h_past) = (node.through.len() as f64 * per_claim, node.past.len() as f64 * per_claim);
        let top = y + (row_h - h_through - h_past) / 2.0;
        // Who names nobody is drawn as an outline: hollow, but not pale. It may be the widest of all.
        let (ink, edge) = if node.unstated { (Ink::Rule, Some(Ink::Muted)) } else { (Ink::Muted, None) };
        let mut shapes = Vec::new();
        if h_through > 0.0 {
            shapes.push(band((left_x + NODE_W, top), (mid_x, in_through), h_through, ink, 0.55, edge));
            in_through += h_through;
        }
        if h_past > 0.0 {
            shapes.push(band((left_x + NODE_W, top + h_through), (mid_x, in_past), h_past, ink, 0.55, edge));
            in_past += h_past;
        }
        shapes.push(block(Rect { x: left_x, y: top, w: NODE_W, h: (h_through + h_past).max(1.0) }, Some(ink), edge, 1.0));
        let words = text::wrap(&node.name, size::SMALL, false, left_w - 8.0);
        let labels = lines(&words, left_x - 6.0, y + row_h / 2.0, Anchor::End, Ink::Text);
        let claims = node.through.iter().chain(&node.past).copied().collect();
        marks.push(shared(claims, shapes, labels));
    }
    let (mut out_through, mut out_past) = (through_y, past_y);
    for (node, (y, row_h)) in articles.iter().zip(&right) {
        let Some(article) = node.article else { continue };
        let (h_through, h_past) = (node.through.len() as f64 * per_claim, node.past.len() as f64 * per_claim);
        let top = y + (row_h - h_through - h_past) / 2.0;
        let ink = Ink::Article(article.0);
        let mut shapes = Vec::new();
        if h_through > 0.0 {
            shapes.push(band((mid_x + NODE_W, out_through), (right_x, top), h_through, ink, 0.6, None));
            out_through += h_through;
        }
        if h_past > 0.0 {
            shapes.push(band((mid_x + NODE_W, out_past), (right_x, top + h_through), h_past, ink, 0.3, None));
            out_past += h_past;
        }
        shapes.push(block(Rect { x: right_x, y: top, w: NODE_W, h: h_through + h_past }, Some(ink), None, 1.0));
        let text_x = right_x + NODE_W + 20.0;
        shapes.push(article_glyph(article.0, Point { x: text_x - 9.0, y: y + row_h / 2.0 }, 5.0, false));
        let words = text::wrap(&node.name, size::SMALL, false, room.width - text_x);
        let labels = lines(&words, text_x, y + row_h / 2.0, Anchor::Start, Ink::Text);
        marks.push(shared(node.through.iter().chain(&node.past).copied().collect(), shapes, labels));
    }
    // The report itself, over the bands; what names none has a pale node of its own.
    let mut report = Vec::new();
    for (y, h, name, alpha) in
        [(through_y, through_h, corpus.origin(spec.through).title, 1.0), (past_y, past_h, "no report named", 0.25)]
    {
        frame.push(block(Rect { x: mid_x, y, w: NODE_W, h }, Some(Ink::Text), (alpha < 1.0).then_some(Ink::Text), alpha));
        let name = label(mid_x + NODE_W / 2.0, y - 10.0, Anchor::Middle, name, Ink::Text);
        report.extend(name.text_box().map(|room| block(room.grown(2.0), Some(Ink::Paper), None, 0.8)));
        report.push(name);
    }
    let mut names = shared(Vec::new(), Vec::new(), report);
    names.rests_on = Vec::new();
    marks.push(names);
    Drawing { height: room.height, frame, marks }
}

/// Rows down a column: no row lower than `least`, so that its name fits; the rest of the room by the number of claims.
/// With them, how many pixels a claim takes.
fn column(nodes: &[Node], body: f64, least: f64, n_claims: f64) -> (Vec<(f64, f64)>, f64) {
    let total = |per_claim: f64| nodes.iter().map(|node| (node.len() * per_claim + 3.0).max(least)).sum::<f64>();
    // Some room is left for the names over the two nodes in the middle.
    let (mut low, mut high) = (0.0, (body - 60.0) / n_claims);
    for _ in 0..40 {
        let mid = (low + high) / 2.0;
        if total(mid) > body { high = mid } else { low = mid }
    }
    let mut y = HEAD_H;
    let rows = nodes.iter().map(|node| {
        let h = (node.len() * low + 3.0).max(least);
        y += h;
        (y - h, h)
    });
    (rows.collect(), low)
}

/// Rows as high as their bands, with the rest of the room between them.
fn spread(nodes: &[Node], body: f64, per_claim: f64) -> Vec<(f64, f64)> {
    let bands: f64 = nodes.iter().map(|node| node.len() * per_claim).sum();
    let gap = (body - bands) / nodes.len() as f64;
    let mut y = HEAD_H;
    let rows = nodes.iter().map(|node| {
        let h = node.len() * per_claim + gap;
        y += h;
        (y - h, h)
    });
    rows.collect()
}

/// A band of one height between two edges, bent as an S.
fn band(from: (f64, f64), to: (f64, f64), height: f64, ink: Ink, alpha: f64, stroke: Option<Ink>) -> Shape {
    const STEPS: usize = 16;
    let at = |n: usize| {
        let t = n as f64 / STEPS as f64;
        let eased = t * t * (3.0 - 2.0 * t);
        (from.0 + t * (to.0 - from.0), from.1 + eased * (to.1 - from.1))
    };
    let upper = (0..=STEPS).map(at).map(|(x, y)| Point { x, y });
    let lower = (0..=STEPS).rev().map(at).map(|(x, y)| Point { x, y: y + height });
    Shape::Area { points: upper.chain(lower).collect(), fill: Some(ink), stroke, width: 1.0, alpha }
}

/// Lines of text around a middle.
fn lines(words: &[String], x: f64, middle: f64, anchor: Anchor, ink: Ink) -> Vec<Shape> {
    let top = middle - LEADING * (words.len() as f64 - 1.0) / 2.0;
    words.iter().enumerate().map(|(n, words)| label(x, top + LEADING * n as f64, anchor, words, ink)).collect()
}
