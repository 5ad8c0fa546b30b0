//! One range, told several ways: a single bar, since it is one number, and a line of words a telling, since the status
//! matters more than the amount. Our illustration of a remark is hatched and in a row of its own; what was said without
//! a number gets no bar, least of all one at zero.

use super::lanes::{hatched, thousands};
use super::marks::{Lines, article_glyph, block, bold, label, line, mark};
use super::scale::{Linear, ticks};
use super::{Anchor, Drawing, Mark, Point, Rect, Shape, WIDE};
use crate::model::{ArticleIx, ClaimIx, Corpus, OneRange, Ref, Telling};
use crate::query::{Off, claim_stands};
use crate::theme::{Ink, size};

const AXIS_H: f64 = 30.0;
const BAR_H: f64 = 22.0;
const ROW: f64 = 22.0;
const GAP: f64 = 22.0;

pub fn draw(corpus: &Corpus, spec: &OneRange, off: Off, width: f64) -> Drawing {
    let wide = width >= WIDE;
    let range = spec.tellings.iter().find_map(|telling| corpus.amount(telling.claim).quantity);
    let ours = corpus.derived(spec.illustration).quantity;
    let ends = |low: Option<f64>, high: Option<f64>| (low.unwrap_or(0.0), high.or(low).unwrap_or(0.0));
    let (low, high) = range.map_or((0.0, 0.0), |quantity| ends(quantity.low, quantity.high));
    let (our_low, our_high) = ends(ours.low, ours.high);
    let x = Linear { domain: (0.0, our_high.max(high)), px: (10.0, width - if wide { 60.0 } else { 24.0 }) };
    let mut frame = Vec::new();
    let mut marks = Vec::new();
    let mut y = AXIS_H;

    // The range.
    frame.push(bold(0.0, y + 8.0, Anchor::Start, spec.heading, Ink::Text));
    y += 26.0;
    let bar = Rect { x: x.px_from(low), y, w: x.px_from(high) - x.px_from(low), h: BAR_H };
    let articles: Vec<ArticleIx> = spec.tellings.iter().map(|telling| corpus.claim(telling.claim).article).collect();
    let mut shapes = vec![block(bar, Some(Ink::Text), None, 0.82)];
    for end in [bar.x, bar.right()] {
        shapes.push(line(&[(end, bar.y - 5.0), (end, bar.bottom() + 5.0)], Ink::Text, 2.0));
    }
    let shown = range.map_or("", |quantity| quantity.shown);
    let shown = shown.strip_prefix("about ").unwrap_or(shown);
    marks.push(Mark {
        of: None,
        on: spec.tellings.iter().any(|telling| claim_stands(corpus, telling.claim, off)),
        needs: vec![articles],
        shapes,
        labels: vec![bold(bar.right() + 12.0, bar.centre().y, Anchor::Start, shown, Ink::Text)],
        hit: None,
        tag: "",
    });
    y += BAR_H + 20.0;
    for telling in spec.tellings {
        let (mark, height) = row(corpus, telling, None, y, width, off);
        marks.push(mark);
        y += height;
    }

    // The remark and our illustration of it.
    y += GAP;
    let factor = Telling { claim: spec.factor, tag: spec.factor_words };
    let (mark_, height) = row(corpus, &factor, None, y, width, off);
    marks.push(mark_);
    y += height + 6.0;
    let theirs = Rect { x: x.px_from(our_low), y, w: x.px_from(our_high) - x.px_from(our_low), h: BAR_H };
    let article = corpus.claim(spec.factor).article.0;
    let lines = Lines::new(
        &[
            (ours.shown, true, Ink::Text),
            (spec.illustration_words, false, Ink::Text),
            ("calculated by us, an illustration", false, Ink::Muted),
        ],
        if wide { theirs.x - 24.0 } else { width - 20.0 },
    );
    let room = if wide {
        Rect { x: 10.0, y: theirs.centre().y - lines.h / 2.0, w: lines.w, h: lines.h }
    } else {
        Rect { x: 10.0, y: theirs.bottom() + 8.0, w: lines.w, h: lines.h }
    };
    let of = Ref::Ours(spec.illustration);
    let hit = theirs.with(room);
    marks.push(mark(corpus, of, "", off, hatched(theirs, Ink::Article(article)), lines.shapes(room, Anchor::Start), hit));
    y = theirs.bottom().max(room.bottom()) + 14.0;

    // The axis runs past both bars.
    let axis_bottom = y;
    for tick in ticks(0.0, x.domain.1, if wide { 10 } else { 5 }) {
        let at = x.px_from(tick);
        frame.push(line(&[(at, AXIS_H - 12.0), (at, axis_bottom)], if tick == 0.0 { Ink::Muted } else { Ink::Rule }, 1.0));
        frame.push(label(at, 8.0, Anchor::Middle, thousands(tick), Ink::Muted));
    }

    // What was said without a number.
    y += 16.0;
    frame.push(bold(0.0, y, Anchor::Start, spec.words_title, Ink::Text));
    y += ROW + 2.0;
    for telling in spec.words {
        let (mark, height) = row(corpus, telling, Some("in words"), y, width, off);
        marks.push(mark);
        y += height;
    }
    Drawing { height: y, frame, marks }
}

/// A telling as a line of words behind its article's shape; wraps on narrow charts.
fn row(corpus: &Corpus, telling: &Telling, said_as: Option<&str>, y: f64, width: f64, off: Off) -> (Mark, f64) {
    let claim: ClaimIx = telling.claim;
    let told = corpus.claim(claim);
    let short = corpus.article(told.article).short;
    let about =
        corpus.amount(claim).quantity.filter(|quantity| quantity.shown.starts_with("about ")).map_or("", |_| "about this much, ");
    let words = format!("{about}{}", telling.tag);
    let lines = Lines::new(&[(&words, false, Ink::Text)], width - 30.0);
    let room = Rect { x: 26.0, y: y - 7.5, w: lines.w, h: lines.h };
    let mut labels = lines.shapes(room, Anchor::Start);
    let last_w = lines.lines.last().map_or(0.0, |(line, ..)| super::text::width(line, size::SMALL, false));
    let after = room.x + last_w + 10.0;
    if after + super::text::width(short, size::SMALL, false) <= width {
        labels.push(label(after, room.bottom() - 7.5, Anchor::Start, short, Ink::Muted));
    }
    let at = Point { x: 10.0, y };
    let shapes = vec![article_glyph(told.article.0, at, size::GLYPH, false)];
    let w = labels.iter().filter_map(Shape::text_box).map(|room| room.right()).fold(0.0, f64::max);
    let hit = Rect { x: 0.0, y: y - ROW / 2.0, w: w.min(width), h: lines.h + ROW - 15.0 };
    let tag = said_as.map_or(telling.tag, |_| "");
    (mark(corpus, Ref::Told(claim), tag, off, shapes, labels, hit), lines.h + ROW - 15.0)
}
