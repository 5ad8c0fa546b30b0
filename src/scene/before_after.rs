//! One number at two times. A line joins them only while the one article that dates both ends is on; what another
//! article leaves undated stands in a column of its own, and what is only a ratio is said in words, never drawn.

use super::lanes::axis_width;
use super::marks::{Lines, anchor_towards, article_glyph, bold, glyph_box, label, line, mark, value_mark};
use super::place::Placer;
use super::scale::{Linear, ticks};
use super::{Anchor, Drawing, Mark, Point, Rect, Shape, WIDE, text};
use crate::model::{BeforeAfter, Bound, ClaimIx, Corpus, Ref, Telling, When};
use crate::query::{Off, claim_stands};
use crate::theme::{Ink, size};

const TOP: f64 = 28.0;
const ROW: f64 = 22.0;

pub fn draw(corpus: &Corpus, spec: &BeforeAfter, width: f64) -> Drawing {
    let (margin_w, plot_h) = if width >= WIDE { (330.0, 250.0) } else { (140.0, 220.0) };
    draw_sized(corpus, spec, width, margin_w, plot_h)
}

/// The same, as high as `height`.
#[cfg(feature = "desk")]
pub fn draw_within(corpus: &Corpus, spec: &BeforeAfter, width: f64, height: f64) -> Drawing {
    let below = 34.0 + ROW * (spec.ratios.len() as f64 + 1.0) + 2.0;
    draw_sized(corpus, spec, width, (width * 0.4).min(230.0), (height - TOP - below).min(420.0))
}

fn draw_sized(corpus: &Corpus, spec: &BeforeAfter, width: f64, margin_w: f64, plot_h: f64) -> Drawing {
    let wide = width >= WIDE;
    let margin_x = width - margin_w;
    let most = spec.points.iter().filter_map(|of| value(corpus, *of)).fold(1.0, f64::max);
    let steps = ticks(0.0, most * 1.25, 5);
    let left = axis_width(&steps);
    let base = TOP + plot_h;
    let y = Linear { domain: (0.0, most * 1.25), px: (base, TOP) };
    let mut frame = Vec::new();
    for tick in &steps {
        let at = y.px_from(*tick);
        frame.push(line(&[(left, at), (width, at)], if *tick == 0.0 { Ink::Muted } else { Ink::Rule }, 1.0));
        frame.push(label(left - 8.0, at, Anchor::End, super::lanes::thousands(*tick), Ink::Muted));
    }
    // Half a column of air on both sides of the years, so that the first label has room.
    let n_years = spec.years.len() as f64;
    let column = (margin_x - left) / n_years;
    let year_x = |year: i16| {
        let n = spec.years.iter().position(|known| *known == year)?;
        Some(left + (n as f64 + 0.4) * column)
    };
    for year in spec.years {
        if let Some(x) = year_x(*year) {
            frame.push(bold(x, 8.0, Anchor::Middle, year.to_string(), Ink::Text));
        }
    }
    frame.push(label((margin_x + width) / 2.0, 8.0, Anchor::Middle, spec.undated, Ink::Muted));
    frame.push(line(&[(margin_x, 0.0), (margin_x, base)], Ink::Rule, 1.0));

    let places = places(corpus, spec, &y, year_x, (margin_x, width));
    let mut marks = Vec::new();
    marks.extend(joined(corpus, spec, &places));
    let extents: Vec<Rect> = places.iter().map(|(_, _, extent)| *extent).collect();
    let mut placer = Placer::new(Rect { x: left + 2.0, y: TOP - 8.0, w: width - left - 2.0, h: plot_h + 6.0 }, extents);
    if let Some(slope) = slope_points(spec, &places) {
        // Labels keep clear of the line: it is cut into small boxes.
        for step in 1..12 {
            let t = f64::from(step) / 12.0;
            let at = Point { x: slope.0.x + t * (slope.1.x - slope.0.x), y: slope.0.y + t * (slope.1.y - slope.0.y) };
            placer.take(Rect { x: at.x, y: at.y, w: 0.0, h: 0.0 }.grown(5.0));
        }
    }
    for (claim, at, extent) in &places {
        let (told, amount) = (corpus.claim(*claim), corpus.amount(*claim));
        let Some(quantity) = amount.quantity else { continue };
        let article = corpus.article(told.article);
        let mut lines = Lines::new(&[(quantity.shown, true, Ink::Text)], if wide { 160.0 } else { 74.0 });
        lines = if wide { lines.sourced(told.article.0, article.short) } else { lines.keyed(told.article.0) };
        let (labels, hit) = match placer.beside(*extent, lines.w, lines.h) {
            Some(room) => {
                // A label may lie beyond a neighbour; its mark's target then keeps to the mark, or it would bury the other.
                let whole = extent.with(room);
                let buries = places.iter().any(|(other, _, taken)| other != claim && taken.meets(whole));
                (lines.shapes(room, anchor_towards(*extent, room)), if buries { *extent } else { whole })
            }
            None => (Vec::new(), *extent),
        };
        let hit = hit.at_least(24.0);
        let shapes = value_mark(told.article.0, amount.kind, quantity.bound, *at);
        marks.push(mark(corpus, Ref::Told(*claim), "", shapes, labels, hit));
    }
    let mut bottom = base + 34.0;
    if !spec.ratios.is_empty() {
        frame.push(bold(0.0, bottom, Anchor::Start, spec.ratios_title, Ink::Text));
        bottom += ROW + 2.0;
        for telling in spec.ratios {
            let (mark, height) = ratio_row(corpus, telling, bottom, width);
            marks.push(mark);
            bottom += height;
        }
    }
    Drawing { height: bottom, frame, marks }
}

/// Whether the line is drawn: both its ends stand.
pub fn is_joined(corpus: &Corpus, spec: &BeforeAfter, off: Off) -> bool {
    claim_stands(corpus, spec.line.0, off) && claim_stands(corpus, spec.line.1, off)
}

fn value(corpus: &Corpus, of: Ref) -> Option<f64> {
    match of {
        Ref::Told(claim) => corpus.amount(claim).quantity?.value(),
        Ref::Ours(derived) => corpus.derived(derived).quantity.value(),
    }
}

type Place = (ClaimIx, Point, Rect);

/// Where the points stand. Points at one place stand side by side, those of the line first.
fn places(
    corpus: &Corpus,
    spec: &BeforeAfter,
    y: &Linear,
    year_x: impl Fn(i16) -> Option<f64>,
    margin: (f64, f64),
) -> Vec<Place> {
    let claims: Vec<ClaimIx> =
        spec.points.iter().filter_map(|of| if let Ref::Told(claim) = of { Some(*claim) } else { None }).collect();
    let year = |claim: &ClaimIx| match corpus.amount(*claim).period.when {
        When::In(date) | When::AsOf(date) => year_x(date.year).map(|_| date.year),
        _ => None,
    };
    let undated: Vec<&ClaimIx> = claims.iter().filter(|claim| year(claim).is_none()).collect();
    claims
        .iter()
        .filter_map(|claim| {
            let quantity = corpus.amount(*claim).quantity?;
            let x = match year(claim).and_then(&year_x) {
                Some(x) => {
                    let before =
                        claims.iter().take_while(|other| *other != claim).filter(|other| year(other) == year(claim)).count();
                    x - 26.0 * before as f64
                }
                None => {
                    let n = undated.iter().position(|other| *other == claim)? as f64;
                    margin.0 + (margin.1 - margin.0) * (n + 0.3) / undated.len() as f64
                }
            };
            let at = Point { x, y: y.px_from(quantity.value()?) };
            let glyph = glyph_box(at);
            let extent = match quantity.bound {
                Bound::AtLeast | Bound::Over => Rect { y: glyph.y - 14.0, h: glyph.h + 14.0, ..glyph },
                Bound::AtMost | Bound::UpTo | Bound::FewerThan | Bound::Nearly => Rect { h: glyph.h + 14.0, ..glyph },
                Bound::About => glyph.grown(3.0),
                _ => glyph,
            };
            Some((*claim, at, extent))
        })
        .collect()
}

fn slope_points(spec: &BeforeAfter, places: &[Place]) -> Option<(Point, Point)> {
    let at = |claim: ClaimIx| places.iter().find(|(known, ..)| *known == claim).map(|(_, at, _)| *at);
    Some((at(spec.line.0)?, at(spec.line.1)?))
}

/// The line, as a mark of its own that stands while both ends do.
fn joined(corpus: &Corpus, spec: &BeforeAfter, places: &[Place]) -> Option<Mark> {
    let (a, b) = slope_points(spec, places)?;
    let article = corpus.claim(spec.line.0).article.0;
    Some(Mark {
        of: None,
        on: true,
        rests_on: vec![vec![spec.line.0], vec![spec.line.1]],
        shapes: vec![line(&[(a.x, a.y), (b.x, b.y)], Ink::Article(article), 2.5)],
        labels: Vec::new(),
        hit: None,
        leaves_outline: false,
        tag: "",
    })
}

/// A ratio in words, as printed.
fn ratio_row(corpus: &Corpus, telling: &Telling, y: f64, width: f64) -> (Mark, f64) {
    let Telling { claim, tag: shown } = *telling;
    let told = corpus.claim(claim);
    let shapes = vec![article_glyph(told.article.0, Point { x: 8.0, y }, size::GLYPH, false)];
    let mut labels = vec![label(24.0, y, Anchor::Start, shown, Ink::Text)];
    let short = corpus.article(told.article).short;
    let after = 24.0 + text::width(shown, size::SMALL, false) + 10.0;
    if after + text::width(short, size::SMALL, false) <= width {
        labels.push(label(after, y, Anchor::Start, short, Ink::Muted));
    }
    let w = labels.iter().filter_map(Shape::text_box).map(|room| room.right()).fold(0.0, f64::max);
    let hit = Rect { x: 0.0, y: y - ROW / 2.0, w: w.min(width), h: ROW };
    (mark(corpus, Ref::Told(claim), "", shapes, labels, hit), ROW)
}
