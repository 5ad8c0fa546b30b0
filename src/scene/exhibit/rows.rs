//! Lanes where there is no room for a time axis: a row a number, the kinds apart, one scale from zero for all. What the
//! axis would say of time is said in words. As there, no line joins anything.

use super::Room;
use crate::model::{Bound, Corpus, Kind, LaneMark, Lanes, Ref};
use crate::scene::lanes::{hatched, thousands};
use crate::scene::marks::{article_glyph, block, bold, bound_tick, dashed, label, line, soft_edge};
use crate::scene::scale::{Linear, ticks};
use crate::scene::{Anchor, Drawing, Mark, Point, Rect, Shape, rests_on, text};
use crate::theme::{Ink, size};

const TITLE_H: f64 = 19.0;
/// Columns for what is counted, and for the number.
const WORDS_W: f64 = 122.0;
const NUMBER_W: f64 = 104.0;

pub fn draw(corpus: &Corpus, spec: &Lanes, room: Room) -> Drawing {
    let n_rows: usize = spec.lanes.iter().map(|lane| lane.marks.len()).sum();
    let n_lanes = spec.lanes.len() as f64;
    let row_h = ((room.height - 18.0 - TITLE_H * n_lanes) / n_rows as f64).clamp(17.0, 26.0);
    let quantity = |of: Ref| match of {
        Ref::Told(claim) => corpus.amount(claim).quantity,
        Ref::Ours(derived) => Some(corpus.derived(derived).quantity),
    };
    let all = spec.lanes.iter().flat_map(|lane| lane.marks);
    let most = all.filter_map(|mark| quantity(mark.of)?.value()).fold(1.0, f64::max);
    let scale = Linear { domain: (0.0, most), px: (WORDS_W, room.width - NUMBER_W) };
    let (mut frame, mut marks) = (Vec::new(), Vec::new());
    let mut y = 0.0;
    for lane in spec.lanes {
        frame.push(bold(0.0, y + 9.0, Anchor::Start, lane.title, Ink::Text));
        y += TITLE_H;
        let top = y;
        let mut floor = 0.0;
        for spec in lane.marks {
            let LaneMark { of, tag, within } = *spec;
            let Some(quantity) = quantity(of) else { continue };
            let value = quantity.value().unwrap_or(0.0);
            let from = if within.is_some() { floor } else { 0.0 };
            floor = if within.is_some() { floor + value } else { 0.0 };
            let middle = y + row_h / 2.0;
            let (start, end) = (scale.px_from(from), scale.px_from(from + value));
            let claim = match of {
                Ref::Told(claim) => Some(claim),
                Ref::Ours(derived) => corpus.derived(derived).claims.first().copied(),
            };
            let article = claim.map_or(0, |claim| corpus.claim(claim).article.0);
            let ink = Ink::Article(article);
            let at = Point { x: end, y: middle };
            let bar = Rect { x: start, y: middle - 5.0, w: end - start, h: 10.0 };
            let mut shapes = match (of, lane.kind) {
                (Ref::Ours(_), _) => hatched(bar, ink),
                (_, Kind::Flow | Kind::Stock | Kind::Rate) => {
                    vec![block(bar, Some(ink), None, if within.is_some() { 0.85 } else { 0.35 })]
                }
                _ => vec![dashed(&[(start, middle), (end, middle)], ink, 1.5)],
            };
            if matches!(of, Ref::Told(_)) && within.is_none() {
                if quantity.bound == Bound::About {
                    shapes.extend(soft_edge(at, ink));
                }
                shapes.extend(turned_tick(quantity.bound, at, ink));
                shapes.push(article_glyph(article, at, 5.5, matches!(lane.kind, Kind::Projection | Kind::Plan)));
            }
            let time = match of {
                Ref::Told(claim) => corpus.amount(claim).period.shown,
                Ref::Ours(_) => "ours",
            };
            let indent = if within.is_some() { 10.0 } else { 0.0 };
            let words = [format!("{tag}, {time}"), tag.to_string()];
            let fits = |words: &&String| indent + text::width(words, size::SMALL, false) <= WORDS_W - 16.0;
            let words = words.iter().find(fits).unwrap_or(&words[1]);
            let labels = vec![
                label(indent, middle, Anchor::Start, words, Ink::Text),
                label(room.width, middle, Anchor::End, quantity.shown, Ink::Text),
            ];
            let hit = Rect { x: 0.0, y, w: room.width, h: row_h };
            // Not `mark`, whose ground behind both labels would cover the bar between them.
            marks.push(Mark {
                of: Some(of),
                on: true,
                rests_on: rests_on(corpus, of),
                shapes,
                labels,
                hit: Some(hit),
                leaves_outline: true,
                tag,
            });
            y += row_h;
        }
        frame.push(line(&[(WORDS_W, top), (WORDS_W, y)], Ink::Muted, 1.0));
    }
    for tick in ticks(0.0, most, 2) {
        let anchor = if tick == 0.0 { Anchor::Start } else { Anchor::Middle };
        frame.push(label(scale.px_from(tick), y + 9.0, anchor, thousands(tick), Ink::Muted));
    }
    Drawing { height: y + 18.0, frame, marks }
}

/// The sign of an open bound along a row: to the right for "or more", to the left for "or fewer".
pub fn turned_tick(bound: Bound, at: Point, ink: Ink) -> Vec<Shape> {
    let turn = |p: Point| Point { x: at.x - (p.y - at.y), y: at.y + (p.x - at.x) };
    bound_tick(bound, at, ink)
        .into_iter()
        .map(|shape| match shape {
            Shape::Line { points, ink, width, dashed } => {
                Shape::Line { points: points.into_iter().map(turn).collect(), ink, width, dashed }
            }
            other => other,
        })
        .collect()
}
