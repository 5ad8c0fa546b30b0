//! Numbers over time, one lane a kind of number. One scale serves all lanes, each from its own zero, and no line ever
//! leaves a lane: that is the point of the chart. What has no date stands in a column of its own.

use super::marks::{
    Lines, anchor_towards, article_glyph, block, bold, bound_tick, dashed, label, line, mark, soft_edge, value_mark,
};
use super::place::Placer;
use super::scale::{Linear, ticks};
use super::{Anchor, Drawing, Mark, Point, Rect, Shape, WIDE, clip};
use crate::model::{Bound, Corpus, Kind, Lane, LaneMark, Lanes, Quantity, Ref, When};
use crate::theme::{Ink, size};

/// Measures of the layout that depend on the width alone.
struct Frame {
    wide: bool,
    width: f64,
    left: f64,
    /// The left edge of the undated column.
    margin_x: f64,
    time: Linear,
    px_per_unit: f64,
}

/// A mark before it is labelled.
struct Placed<'a> {
    spec: &'a LaneMark,
    quantity: Quantity,
    article: Option<u16>,
    shapes: Vec<Shape>,
    /// Its whole extent, which labels keep clear of.
    extent: Rect,
    /// What its label stands beside.
    anchor: Rect,
}

const TITLE_H: f64 = 30.0;
const LANE_GAP: f64 = 26.0;
const AXIS_H: f64 = 26.0;
const KEY_ROW: f64 = 17.0;

pub fn draw(corpus: &Corpus, spec: &Lanes, width: f64) -> Drawing {
    draw_scaled(corpus, spec, width, 1.0)
}

/// The same, no higher than `height`: the scale gives way.
#[cfg(feature = "desk")]
pub fn draw_within(corpus: &Corpus, spec: &Lanes, width: f64, height: f64) -> Drawing {
    let natural = draw_scaled(corpus, spec, width, 1.0);
    if natural.height <= height {
        return natural;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..12 {
        let mid = (low + high) / 2.0;
        if draw_scaled(corpus, spec, width, mid).height > height { high = mid } else { low = mid }
    }
    draw_scaled(corpus, spec, width, low)
}

fn draw_scaled(corpus: &Corpus, spec: &Lanes, width: f64, scaled: f64) -> Drawing {
    let wide = width >= WIDE;
    let margin_w = if wide { 290.0 } else { 84.0 };
    let most = spec.lanes.iter().map(|lane| lane_most(corpus, lane)).fold(1.0, f64::max);
    let left = axis_width(&ticks(0.0, most, 5));
    let margin_x = width - margin_w;
    let frame = Frame {
        wide,
        width,
        left,
        margin_x,
        time: Linear {
            domain: (spec.from.start_years(), spec.to.end_years()),
            px: (left, margin_x - if wide { 24.0 } else { 10.0 }),
        },
        px_per_unit: if wide { 250.0 } else { 176.0 } * scaled / most,
    };
    let mut shapes = Vec::new();
    let mut marks = Vec::new();
    let mut y = 0.0;
    heads(spec, &frame, &mut shapes);
    y += AXIS_H;
    let n_lanes = spec.lanes.len();
    for (n, lane) in spec.lanes.iter().enumerate() {
        let height = draw_lane(corpus, lane, &frame, y, most, &mut shapes, &mut marks);
        y += height + if n + 1 < n_lanes { LANE_GAP } else { 8.0 };
    }
    // The undated column is set off by a hairline, so that nothing in it reads as a date.
    shapes.push(line(&[(margin_x - 6.0, AXIS_H - 4.0), (margin_x - 6.0, y - 8.0)], Ink::Rule, 1.0));
    Drawing { height: y, frame: shapes, marks }
}

fn lane_most(corpus: &Corpus, lane: &Lane) -> f64 {
    lane.marks.iter().filter_map(|mark| quantity(corpus, mark.of)?.value()).fold(0.0, f64::max)
}

fn quantity(corpus: &Corpus, of: Ref) -> Option<Quantity> {
    match of {
        Ref::Told(claim) => corpus.amount(claim).quantity,
        Ref::Ours(derived) => Some(corpus.derived(derived).quantity),
    }
}

/// The years along the top, and the head of the undated column.
fn heads(spec: &Lanes, frame: &Frame, shapes: &mut Vec<Shape>) {
    for year in spec.from.year..=spec.to.year {
        let (start, end) = (frame.time.px_from(f64::from(year)), frame.time.px_from(f64::from(year) + 1.0));
        shapes.push(label((start + end) / 2.0, 8.0, Anchor::Middle, year.to_string(), Ink::Muted));
        let (start, end) = (start + 3.0, end - 3.0);
        shapes.push(line(&[(start, 22.0), (start, 18.0), (end, 18.0), (end, 22.0)], Ink::Rule, 1.0));
    }
    shapes.push(label(frame.width, 8.0, Anchor::End, spec.undated, Ink::Muted));
}

/// Draws a lane from `top` on and gives its height.
fn draw_lane(
    corpus: &Corpus,
    lane: &Lane,
    frame: &Frame,
    top: f64,
    most: f64,
    shapes: &mut Vec<Shape>,
    marks: &mut Vec<Mark>,
) -> f64 {
    let own_most = lane_most(corpus, lane);
    let head_room = match (frame.wide, lane.kind) {
        (true, Kind::Flow) => 74.0,
        (true, _) if lane.marks.iter().any(|mark| time_of(corpus, mark.of).is_none()) => 72.0,
        (true, _) => 34.0,
        (false, _) => 24.0,
    };
    let key_h = if frame.wide { 0.0 } else { lane.marks.len() as f64 * KEY_ROW + 4.0 };
    let body = (own_most * frame.px_per_unit + head_room).max(key_h);
    let base = top + TITLE_H + body;
    let y = Linear { domain: (0.0, most), px: (base, base - most * frame.px_per_unit) };
    shapes.push(bold(0.0, top + 9.0, Anchor::Start, lane.title, Ink::Text));
    for tick in ticks(0.0, most, 5).into_iter().filter(|tick| *tick <= own_most * 1.001) {
        let at = y.px_from(tick);
        let ink = if tick == 0.0 { Ink::Muted } else { Ink::Rule };
        shapes.push(line(&[(frame.left, at), (frame.width, at)], ink, 1.0));
        shapes.push(label(frame.left - 8.0, at, Anchor::End, thousands(tick), Ink::Muted));
    }
    let placed = match lane.kind {
        Kind::Flow => bars(corpus, lane, frame, &y),
        _ => points(corpus, lane, frame, &y),
    };
    let room =
        Rect { x: frame.left + 2.0, y: top + TITLE_H - 6.0, w: frame.width - frame.left - 2.0, h: base - top - TITLE_H + 6.0 };
    if frame.wide {
        beside(corpus, placed, room, marks);
    } else {
        keyed(corpus, placed, frame, room, marks);
    }
    base - top
}

/// Counts over a period: a bar from zero that fills the period, side by side where several share it.
fn bars<'a>(corpus: &Corpus, lane: &'a Lane, frame: &Frame, y: &Linear) -> Vec<Placed<'a>> {
    let whole: Vec<&LaneMark> = lane.marks.iter().filter(|mark| mark.within.is_none()).collect();
    let has_parts = |mark: &LaneMark| lane.marks.iter().any(|part| part.within.map(Ref::Told) == Some(mark.of));
    let weight = |mark: &LaneMark| if has_parts(mark) { 2.2 } else { 1.0 };
    let total: f64 = whole.iter().map(|mark| weight(mark)).sum();
    let mut placed: Vec<Placed<'_>> = Vec::new();
    let mut before = 0.0;
    for mark in whole {
        let Some(quantity) = quantity(corpus, mark.of) else { continue };
        let (start, end) = span(corpus, mark.of, frame);
        let slot = (end - start - 12.0) / total;
        let bar = Rect {
            x: start + 8.0 + before * slot,
            y: y.px_from(quantity.value().unwrap_or(0.0)),
            w: (slot * 0.55).clamp(12.0, 42.0),
            h: 0.0,
        };
        before += weight(mark);
        let bar = Rect { h: y.px_from(0.0) - bar.y, ..bar };
        let article = article_of(corpus, mark.of);
        let ink = Ink::Article(article.unwrap_or(0));
        let top = Point { x: bar.centre().x, y: bar.y };
        let mut shapes = vec![block(bar, Some(ink), Some(ink), if has_parts(mark) { 0.0 } else { 0.28 })];
        let glyph_at = Point { x: top.x, y: top.y };
        if quantity.bound == Bound::About {
            shapes.extend(soft_edge(glyph_at, ink));
        }
        shapes.extend(bound_tick(quantity.bound, glyph_at, ink));
        shapes.extend(article.map(|n| article_glyph(n, glyph_at, size::GLYPH, false)));
        let tick_h = if matches!(quantity.bound, Bound::Over | Bound::AtLeast) { 24.0 } else { 10.0 };
        let anchor = Rect { x: bar.x, y: bar.y - tick_h, w: bar.w, h: tick_h + 4.0 };
        placed.push(Placed { spec: mark, quantity, article, shapes, extent: bar.with(anchor), anchor });
        let mut floor = 0.0;
        for part in lane.marks.iter().filter(|part| part.within.map(Ref::Told) == Some(mark.of)) {
            let Some(quantity) = self::quantity(corpus, part.of) else { continue };
            let value = quantity.value().unwrap_or(0.0);
            let (low, high) = (y.px_from(floor), y.px_from(floor + value));
            floor += value;
            let piece = Rect { x: bar.x + 3.0, y: high + 1.0, w: bar.w - 6.0, h: (low - high - 2.0).max(1.0) };
            let shapes = match part.of {
                Ref::Told(_) => vec![block(piece, Some(ink), None, 0.8)],
                Ref::Ours(_) => hatched(piece, ink),
            };
            let article = article_of(corpus, part.of).or(article);
            let anchor = Rect { x: bar.x, w: bar.w, ..piece };
            placed.push(Placed { spec: part, quantity, article, shapes, extent: piece, anchor });
        }
    }
    placed
}

/// Ours: hatched, in the ink of the article it is computed from.
pub fn hatched(rect: Rect, ink: Ink) -> Vec<Shape> {
    let mut shapes: Vec<Shape> =
        clip::hatch(rect, 5.0).into_iter().map(|(a, b)| line(&[(a.x, a.y), (b.x, b.y)], ink, 1.0)).collect();
    shapes.push(block(rect, None, Some(ink), 1.0));
    shapes
}

/// Numbers at a time: a mark on a stem, dashed where it is not there yet; several at one place stand side by side.
fn points<'a>(corpus: &Corpus, lane: &'a Lane, frame: &Frame, y: &Linear) -> Vec<Placed<'a>> {
    let undated: Vec<&LaneMark> = lane.marks.iter().filter(|mark| time_of(corpus, mark.of).is_none()).collect();
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for mark in lane.marks {
        let Some(quantity) = quantity(corpus, mark.of) else { continue };
        let x = match time_of(corpus, mark.of) {
            Some(years) => {
                let same = |other: &&LaneMark| time_of(corpus, other.of) == Some(years);
                let n_same = lane.marks.iter().filter(same).count();
                let before = lane.marks.iter().take_while(|other| other.of != mark.of).filter(same).count();
                let apart = if frame.wide { 34.0 } else { 22.0 };
                // The last of several stands at the time itself, the others before it: never beyond the axis.
                frame.time.px_from(years) - (n_same - 1 - before) as f64 * apart - size::GLYPH
            }
            None => {
                let n = undated.iter().position(|other| other.of == mark.of).unwrap_or(0) as f64;
                let room = frame.width - frame.margin_x;
                frame.margin_x + room * (n + if frame.wide { 0.1 } else { 0.5 }) / undated.len() as f64
            }
        };
        let at = Point { x, y: y.px_from(quantity.value().unwrap_or(0.0)) };
        let article = article_of(corpus, mark.of);
        let ink = article.map_or(Ink::Muted, Ink::Article);
        let stem = [(x, y.px_from(0.0)), (x, at.y)];
        let solid = matches!(lane.kind, Kind::Stock | Kind::Flow | Kind::Rate);
        let mut shapes = vec![if solid { line(&stem, ink, 1.5) } else { dashed(&stem, ink, 1.5) }];
        shapes.extend(value_mark(article.unwrap_or(0), lane.kind, quantity.bound, at));
        let glyph = Rect { x: at.x, y: at.y, w: 0.0, h: 0.0 }.grown(if lane.kind == Kind::Plan { 13.0 } else { 9.0 });
        let (up, down) = match quantity.bound {
            Bound::AtLeast | Bound::Over => (14.0, 0.0),
            Bound::AtMost | Bound::UpTo | Bound::FewerThan | Bound::Nearly => (0.0, 14.0),
            _ => (0.0, 0.0),
        };
        let anchor = Rect { y: glyph.y - up, h: glyph.h + up + down, ..glyph };
        let extent = anchor.with(Rect { x: x - 2.0, y: at.y, w: 4.0, h: y.px_from(0.0) - at.y });
        placed.push(Placed { spec: mark, quantity, article, shapes, extent, anchor });
    }
    placed
}

/// Labels beside their marks; over them where the mark is a bar, or has no date and so stands in a narrow column.
fn beside(corpus: &Corpus, placed: Vec<Placed<'_>>, room: Rect, marks: &mut Vec<Mark>) {
    let mut placer = Placer::new(room, placed.iter().map(|mark| mark.extent).collect());
    // What has no date has the least room, so it is labelled first; the order of marks stays that of the lane.
    let is_undated = |item: &Placed<'_>| time_of(corpus, item.spec.of).is_none() && item.spec.within.is_none();
    let (undated, dated): (Vec<_>, Vec<_>) = placed.into_iter().enumerate().partition(|(_, item)| is_undated(item));
    let mut ordered: Vec<Option<Mark>> = (0..undated.len() + dated.len()).map(|_| None).collect();
    for (n, item) in undated.into_iter().chain(dated) {
        let ours = matches!(item.spec.of, Ref::Ours(_));
        let is_part = item.spec.within.is_some();
        let goes_over =
            !is_part && (item_kind(corpus, item.spec.of) == Some(Kind::Flow) || time_of(corpus, item.spec.of).is_none());
        let tag = if ours { "calculated by us" } else { item.spec.tag };
        let short = item.article.map_or("", |n| corpus.articles[usize::from(n)].short);
        let number = (item.quantity.shown, true, Ink::Text);
        // A number of ours is never shown without saying so.
        let fewest = if ours { 2 } else { 1 };
        let found = (fewest..=2).rev().flat_map(|n| [190.0, 112.0].map(|most| (n, most))).find_map(|(n, most)| {
            let mut lines = Lines::new(&[number, (tag, false, Ink::Text)][..n], most);
            if let Some(article) = item.article.filter(|_| !is_part && n == 2) {
                lines = lines.sourced(article, short);
            }
            let over = Rect { x: item.extent.x, y: item.anchor.y - lines.h - 2.0, w: lines.w, h: lines.h };
            if goes_over && placer.free(over) {
                placer.take(over);
                return Some((lines, over, Anchor::Start));
            }
            let at = placer.beside(item.anchor, lines.w, lines.h)?;
            Some((lines, at, anchor_towards(item.anchor, at)))
        });
        let labels = found.map_or_else(Vec::new, |(lines, at, anchor)| lines.shapes(at, anchor));
        let reach = if is_part { item.extent } else { item.anchor };
        let hit = if labels.is_empty() { item.extent } else { reach.with(hit_label(&labels)) };
        ordered[n] = Some(mark(corpus, item.spec.of, item.spec.tag, item.shapes, labels, hit));
    }
    marks.extend(ordered.into_iter().flatten());
}

fn hit_label(labels: &[Shape]) -> Rect {
    labels.iter().filter_map(Shape::text_box).reduce(Rect::with).unwrap_or(Rect { x: 0.0, y: 0.0, w: 0.0, h: 0.0 })
}

/// Where there is no room beside the marks: a list in the emptier half of the lane, each line with its article's shape.
fn keyed(corpus: &Corpus, placed: Vec<Placed<'_>>, frame: &Frame, room: Rect, marks: &mut Vec<Mark>) {
    let extent = placed.iter().map(|item| item.extent).reduce(Rect::with).unwrap_or(room);
    let (free_left, free_right) = (extent.x - room.x, frame.width - extent.right());
    let x = if free_right > free_left { extent.right() + 16.0 } else { room.x + 10.0 };
    let most = if free_right > free_left { frame.width - x - 14.0 } else { extent.x - x - 20.0 };
    let mut y = room.y + 10.0;
    for item in placed {
        let ours = matches!(item.spec.of, Ref::Ours(_));
        let ink = item.article.map_or(Ink::Muted, Ink::Article);
        let spot = Rect { x: x - 5.0, y: y - 5.0, w: 10.0, h: 10.0 };
        let mut labels = match item.article {
            _ if ours => hatched(spot, ink),
            _ if item.spec.within.is_some() => vec![block(spot, Some(ink), None, 0.8)],
            Some(n) => vec![article_glyph(n, spot.centre(), 5.0, item_kind(corpus, item.spec.of) == Some(Kind::Projection))],
            None => Vec::new(),
        };
        let text_x = x + 12.0;
        labels.push(bold(text_x, y, Anchor::Start, item.quantity.shown, Ink::Text));
        let shown_w = super::text::width(item.quantity.shown, size::LABEL, true);
        let tags = if ours { vec![format!("{}, ours", item.spec.tag), "ours".into()] } else { vec![item.spec.tag.to_string()] };
        let fits = |tag: &String| shown_w + 18.0 + super::text::width(tag, size::SMALL, false) <= most;
        let shortest = tags.last().filter(|_| ours).cloned();
        if let Some(tag) = tags.into_iter().find(fits).or(shortest) {
            labels.push(label(text_x + shown_w + 6.0, y, Anchor::Start, tag, Ink::Muted));
        }
        let line_box = hit_label(&labels).with(spot);
        let hit = Rect { y: line_box.centre().y - KEY_ROW / 2.0, h: KEY_ROW, ..line_box };
        marks.push(mark(corpus, item.spec.of, item.spec.tag, item.shapes, labels, hit));
        y += KEY_ROW;
    }
}

fn item_kind(corpus: &Corpus, of: Ref) -> Option<Kind> {
    match of {
        Ref::Told(claim) => Some(corpus.amount(claim).kind),
        Ref::Ours(_) => None,
    }
}

/// The article a mark has its colour and shape from.
fn article_of(corpus: &Corpus, of: Ref) -> Option<u16> {
    match of {
        Ref::Told(claim) => Some(corpus.claim(claim).article.0),
        Ref::Ours(derived) => corpus.derived(derived).claims.first().map(|claim| corpus.claim(*claim).article.0),
    }
}

/// The time a mark stands at, in years; `None` without a date.
fn time_of(corpus: &Corpus, of: Ref) -> Option<f64> {
    let Ref::Told(claim) = of else { return None };
    match corpus.amount(claim).period.when {
        When::Undated | When::Since(_) => None,
        When::In(date) | When::AsOf(date) => Some((date.start_years() + date.end_years()) / 2.0),
        When::By(date) => Some(date.end_years()),
        When::Span(from, to) => Some((from.start_years() + to.end_years()) / 2.0),
    }
}

/// The period a bar fills, in pixels.
fn span(corpus: &Corpus, of: Ref, frame: &Frame) -> (f64, f64) {
    let when = match of {
        Ref::Told(claim) => corpus.amount(claim).period.when,
        Ref::Ours(_) => When::Undated,
    };
    let (from, to) = match when {
        When::In(date) | When::AsOf(date) | When::By(date) => (date.start_years(), date.end_years()),
        When::Span(from, to) => (from.start_years(), to.end_years()),
        When::Since(date) => (date.start_years(), frame.time.domain.1),
        When::Undated => return (frame.margin_x, frame.width),
    };
    (frame.time.px_from(from), frame.time.px_from(to))
}

/// Room for the numbers of an axis to the left of it.
pub fn axis_width(ticks: &[f64]) -> f64 {
    let widest = ticks.iter().map(|tick| super::text::width(&thousands(*tick), size::AXIS, false)).fold(0.0, f64::max);
    (widest + 12.0).ceil()
}

/// An axis number with separators.
pub fn thousands(number: f64) -> String {
    let digits = format!("{}", number.round() as i64);
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
