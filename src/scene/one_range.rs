//! One range, told several ways: a single bar, since it is one number, and a line of words a telling, since the status
//! matters more than the amount. Our illustration of a remark is hatched and in a row of its own; what was said without
//! a number gets no bar, least of all one at zero.

use super::lanes::{hatched, thousands};
use super::marks::{Lines, article_glyph, block, bold, label, line, mark};
use super::scale::{Linear, ticks};
use super::{Anchor, Drawing, Mark, Point, Rect, Shape, WIDE};
use crate::model::{ClaimIx, Corpus, OneRange, Ref, Telling};
use crate::theme::{Ink, size};

const BAND_H: f64 = 44.0;
const BAR_H: f64 = 26.0;
const ROW: f64 = 22.0;
const GAP: f64 = 22.0;

pub fn draw(corpus: &Corpus, spec: &OneRange, width: f64) -> Drawing {
    draw_some(corpus, spec, width, spec.words)
}

/// The same, no higher than `height`: what was said without a number is left to the words beside the picture.
#[cfg(feature = "desk")]
pub fn draw_within(corpus: &Corpus, spec: &OneRange, width: f64, height: f64) -> Drawing {
    let whole = draw_some(corpus, spec, width, spec.words);
    if height < whole.height { draw_some(corpus, spec, width, &[]) } else { whole }
}

fn draw_some(corpus: &Corpus, spec: &OneRange, width: f64, in_words: &[Telling]) -> Drawing {
    let wide = width >= WIDE;
    let range = spec.tellings.iter().find_map(|telling| corpus.amount(telling.claim).quantity);
    let ours = corpus.derived(spec.illustration).quantity;
    let ends = |low: Option<f64>, high: Option<f64>| (low.unwrap_or(0.0), high.or(low).unwrap_or(0.0));
    let (low, high) = range.map_or((0.0, 0.0), |quantity| ends(quantity.low, quantity.high));
    let (our_low, our_high) = ends(ours.low, ours.high);
    let x = Linear { domain: (0.0, our_high.max(high)), px: (14.0, width - if wide { 60.0 } else { 28.0 }) };
    let mut frame = Vec::new();
    let mut marks = Vec::new();

    // The range, on the scale.
    frame.push(bold(0.0, 8.0, Anchor::Start, spec.heading, Ink::Text));
    let tick_y = 34.0;
    let band = |top: f64, frame: &mut Vec<Shape>| {
        for tick in ticks(0.0, x.domain.1, if wide { 10 } else { 5 }) {
            let at = x.px_from(tick);
            frame.push(line(&[(at, top), (at, top + BAND_H)], if tick == 0.0 { Ink::Muted } else { Ink::Rule }, 1.0));
        }
    };
    for tick in ticks(0.0, x.domain.1, if wide { 10 } else { 5 }) {
        frame.push(label(x.px_from(tick), tick_y, Anchor::Middle, format!("{}{}", spec.unit, thousands(tick)), Ink::Muted));
    }
    let mut y = tick_y + 12.0;
    band(y, &mut frame);
    let bar = Rect { x: x.px_from(low), y: y + (BAND_H - BAR_H) / 2.0, w: x.px_from(high) - x.px_from(low), h: BAR_H };
    let mut shapes = vec![block(bar, Some(Ink::Text), None, 0.82)];
    for end in [bar.x, bar.right()] {
        shapes.push(line(&[(end, bar.y - 5.0), (end, bar.bottom() + 5.0)], Ink::Text, 2.0));
    }
    let shown = range.map_or("", |quantity| quantity.shown);
    let shown = shown.strip_prefix("about ").unwrap_or(shown);
    let beside = bold(bar.right() + 12.0, bar.centre().y, Anchor::Start, shown, Ink::Text);
    // The number stands on the gridlines, so it brings its own ground.
    let ground = beside.text_box().map(|room| block(room.grown(4.0), Some(Ink::Paper), None, 1.0));
    marks.push(Mark {
        of: None,
        on: true,
        rests_on: vec![spec.tellings.iter().map(|telling| telling.claim).collect()],
        shapes,
        labels: ground.into_iter().chain([beside]).collect(),
        hit: None,
        leaves_outline: true,
        tag: "",
    });
    y += BAND_H + 18.0;
    for telling in spec.tellings {
        let (mark, height) = row(corpus, telling, None, y, width);
        marks.push(mark);
        y += height;
    }

    // The remark, and our illustration of it on the same scale.
    y += GAP;
    let factor = Telling { claim: spec.factor, tag: spec.factor_words };
    let (remark, height) = row(corpus, &factor, None, y, width);
    marks.push(remark);
    y += height;
    band(y, &mut frame);
    let theirs =
        Rect { x: x.px_from(our_low), y: y + (BAND_H - BAR_H) / 2.0, w: x.px_from(our_high) - x.px_from(our_low), h: BAR_H };
    let article = corpus.claim(spec.factor).article.0;
    let note = format!("{}: calculated by us, an illustration", spec.illustration_words);
    let lines = Lines::new(&[(ours.shown, true, Ink::Text), (&note, false, Ink::Muted)], width - 30.0);
    let room = Rect { x: (width - lines.w - 10.0).min(theirs.x).max(0.0), y: y + BAND_H + 6.0, w: lines.w, h: lines.h };
    let of = Ref::Ours(spec.illustration);
    let drawn = hatched(theirs, Ink::Article(article));
    marks.push(mark(corpus, of, "", drawn, lines.shapes(room, Anchor::Start), theirs.with(room)));
    y = room.bottom() + 12.0;

    // What was said without a number.
    if in_words.is_empty() {
        return Drawing { height: y, frame, marks };
    }
    y += 16.0;
    frame.push(bold(0.0, y, Anchor::Start, spec.words_title, Ink::Text));
    y += ROW + 2.0;
    for telling in in_words {
        let (mark, height) = row(corpus, telling, Some("in words"), y, width);
        marks.push(mark);
        y += height;
    }
    Drawing { height: y, frame, marks }
}

/// A telling as a line of words behind its article's shape; wraps on narrow charts.
fn row(corpus: &Corpus, telling: &Telling, said_as: Option<&str>, y: f64, width: f64) -> (Mark, f64) {
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
    (mark(corpus, Ref::Told(claim), tag, shapes, labels, hit), lines.h + ROW - 15.0)
}
