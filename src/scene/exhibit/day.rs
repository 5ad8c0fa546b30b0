//! The length of a day, on a dial for each article: an arc where it gives clock times, a numeral where it gives hours,
//! both where it gives both. Below, the days of a year in cells; which days are free nobody says, so the free cells
//! stand at the end, set apart.

use super::coverage::shared;
use super::{Room, number};
use crate::dossier::{Day, Dial, Dossier};
use crate::model::{ClaimIx, Corpus, Outcome, Ref};
use crate::scene::lanes::thousands;
use crate::scene::marks::{Lines, article_glyph, block, bold, label, line, mark};
use crate::scene::{Anchor, Drawing, Mark, Point, Rect, Shape, text};
use crate::theme::{Ink, size};
use std::f64::consts::TAU;

const LEADING: f64 = 14.0;
const HOURS: f64 = 24.0;
/// Rows of day cells.
const ROWS: usize = 5;

pub fn draw(corpus: &Corpus, dossier: &Dossier, spec: &Day, room: Room) -> Drawing {
    let (mut frame, mut marks) = (Vec::new(), Vec::new());
    let column = room.width / spec.dials.len() as f64;
    let mut y = 10.0;
    let mut head_h = 0.0f64;
    for (n, dial) in spec.dials.iter().enumerate() {
        let x = column * (n as f64 + 0.5);
        frame.push(article_glyph(dial.article.0, Point { x, y }, size::GLYPH, false));
        if room.is_wide() {
            let lines = text::wrap(corpus.article(dial.article).short, size::SMALL, false, column - 8.0);
            for (n, words) in lines.iter().enumerate() {
                frame.push(label(x, y + 18.0 + LEADING * n as f64, Anchor::Middle, words, Ink::Muted));
            }
            head_h = head_h.max(18.0 + LEADING * lines.len() as f64);
        }
    }
    y += head_h + 16.0;
    let radius = (column / 2.0 - 6.0).min(56.0);
    let centre_y = y + radius + 8.0;
    let mut lowest = centre_y + radius;
    for (n, dial) in spec.dials.iter().enumerate() {
        let centre = Point { x: column * (n as f64 + 0.5), y: centre_y };
        face(centre, radius, room.is_wide(), &mut frame);
        lowest = lowest.max(draw_dial(corpus, dossier, dial, centre, radius, column - 4.0, &mut marks));
    }

    y = lowest + if room.is_wide() { 34.0 } else { 18.0 };
    frame.push(bold(0.0, y, Anchor::Start, spec.days_title, Ink::Text));
    y += 16.0;
    let free = spec.free.first().and_then(|claim| number(corpus, dossier, Ref::Told(*claim)));
    let rest = corpus.derived(spec.rest).quantity;
    let n_free = free.and_then(|free| free.value()).unwrap_or(0.0) as usize;
    let n_days = n_free + rest.value().unwrap_or(0.0) as usize;
    let side = room.width / n_days.div_ceil(ROWS) as f64;
    let cell = |n: usize| Rect { x: (n / ROWS) as f64 * side, y: y + (n % ROWS) as f64 * side, w: side, h: side };
    let year = Rect { x: 0.0, y, w: room.width, h: side * ROWS as f64 };
    let last = cell(n_days - n_free);
    let worked = Rect { w: last.x, ..year };
    let mut shapes = vec![block(worked, Some(Ink::Rule), None, 1.0)];
    if last.y > year.y {
        shapes.push(block(Rect { x: last.x, y: year.y, w: side, h: last.y - year.y }, Some(Ink::Rule), None, 1.0));
    }
    // Gaps between the cells, rather than a shape a cell.
    for n in 1..n_days.div_ceil(ROWS) {
        shapes.push(line(&[(n as f64 * side, year.y), (n as f64 * side, year.bottom())], Ink::Paper, 1.0));
    }
    for n in 1..ROWS {
        shapes.push(line(&[(0.0, y + n as f64 * side), (room.width, y + n as f64 * side)], Ink::Paper, 1.0));
    }
    let note = format!("{}: calculated by us", rest.shown);
    let row = year.bottom() + 12.0;
    let labels = vec![label(0.0, row, Anchor::Start, note, Ink::Text)];
    marks.push(mark(corpus, Ref::Ours(spec.rest), "", shapes, labels, year));
    let lit: Vec<Shape> = (n_days - n_free..n_days)
        .map(|n| {
            let Rect { x, y, w, h } = cell(n);
            block(Rect { x: x + 0.5, y: y + 0.5, w: w - 1.0, h: h - 1.0 }, Some(Ink::Text), None, 1.0)
        })
        .collect();
    // On a line of its own where the two would meet.
    let below = if room.is_wide() { row } else { row + 17.0 };
    let words = format!("{}, which ones nobody says", free.map_or("", |free| free.shown));
    let start = room.width - text::width(&words, size::SMALL, false) - 12.0;
    let mut labels = vec![label(room.width, below, Anchor::End, words, Ink::Text)];
    let mut articles: Vec<u16> = spec.free.iter().map(|claim| corpus.claim(*claim).article.0).collect();
    articles.dedup();
    for (n, article) in articles.iter().rev().enumerate() {
        labels.push(article_glyph(*article, Point { x: start - 13.0 * n as f64, y: below }, 4.5, false));
    }
    marks.push(shared(spec.free.to_vec(), lit, labels));
    Drawing { height: below + 10.0, frame, marks }
}

/// The dial itself: midnight at the top, six hours a quarter.
fn face(centre: Point, radius: f64, numbered: bool, frame: &mut Vec<Shape>) {
    frame.push(Shape::Disc { centre, radius, fill: None, stroke: Some(Ink::Rule), width: 1.0 });
    for hour in [0.0, 6.0, 12.0, 18.0] {
        let (outer, inner) = (on_dial(centre, radius, hour), on_dial(centre, radius - 4.0, hour));
        frame.push(line(&[(outer.x, outer.y), (inner.x, inner.y)], Ink::Muted, 1.0));
        if numbered && hour == 0.0 {
            frame.push(label(centre.x, centre.y - radius - 8.0, Anchor::Middle, thousands(HOURS), Ink::Muted));
        }
    }
}

/// Draws what one article says, and gives how far down it reaches.
fn draw_dial(
    corpus: &Corpus,
    dossier: &Dossier,
    dial: &Dial,
    centre: Point,
    radius: f64,
    most: f64,
    marks: &mut Vec<Mark>,
) -> f64 {
    let ink = Ink::Article(dial.article.0);
    let mut y = centre.y + radius + 12.0;
    let mut below = |words: &str, ink: Ink| {
        let lines = text::wrap(words, size::SMALL, false, most);
        let shapes: Vec<Shape> = lines
            .iter()
            .enumerate()
            .map(|(n, words)| label(centre.x, y + LEADING * n as f64, Anchor::Middle, words, ink))
            .collect();
        y += LEADING * lines.len() as f64;
        shapes
    };
    let mut in_centre: Vec<&str> = Vec::new();
    for claim in dial.claims {
        let Some(quantity) = number(corpus, dossier, Ref::Told(*claim)) else {
            marks.push(shared(vec![*claim], Vec::new(), below(dial.words, Ink::Text)));
            continue;
        };
        match quantity.value() {
            None => {
                let (from, to) = (quantity.low.unwrap_or(0.0), quantity.high.unwrap_or(0.0));
                let labels = below(quantity.shown, Ink::Text);
                marks.push(shared(vec![*claim], vec![arc(centre, radius, from, to, ink)], labels));
            }
            // The first number stands in the middle, one that differs from it below; a second telling adds nothing.
            Some(_) if in_centre.is_empty() => {
                in_centre.push(quantity.shown);
                let lines = Lines::new(&[(quantity.shown, radius > 40.0, Ink::Text)], radius * 1.3);
                let at = Rect { x: centre.x - lines.w / 2.0, y: centre.y - lines.h / 2.0, w: lines.w, h: lines.h };
                let alike = |other: &&ClaimIx| {
                    number(corpus, dossier, Ref::Told(**other)).is_some_and(|other| other.shown == quantity.shown)
                };
                let claims = dial.claims.iter().filter(alike).copied().collect();
                marks.push(shared(claims, Vec::new(), lines.shapes(at, Anchor::Middle)));
            }
            Some(_) if in_centre.contains(&quantity.shown) => {}
            Some(_) => {
                in_centre.push(quantity.shown);
                marks.push(shared(vec![*claim], Vec::new(), below(quantity.shown, Ink::Text)));
            }
        }
    }
    // The one use of the signal colour: a check found that the two do not agree.
    let conflict = dossier
        .checks
        .iter()
        .find(|check| check.outcome == Outcome::Conflicts && check.claims.iter().all(|claim| dial.claims.contains(claim)));
    if let Some(check) = conflict {
        let labels = below("do not agree", Ink::Signal);
        let mut mark = shared(Vec::new(), Vec::new(), labels);
        mark.rests_on = check.claims.iter().map(|claim| vec![*claim]).collect();
        mark.leaves_outline = false;
        marks.push(mark);
    }
    y - LEADING / 2.0
}

/// A point on a dial at an hour, midnight at the top.
fn on_dial(centre: Point, radius: f64, hour: f64) -> Point {
    let turn = hour / HOURS * TAU;
    Point { x: centre.x + radius * turn.sin(), y: centre.y - radius * turn.cos() }
}

/// A ring from one hour to another, past midnight where the second is greater than 24.
fn arc(centre: Point, radius: f64, from: f64, to: f64, ink: Ink) -> Shape {
    let n_steps = ((to - from) * 2.0).ceil().max(1.0) as usize;
    let at = |n: usize| from + (to - from) * n as f64 / n_steps as f64;
    let outer = (0..=n_steps).map(|n| on_dial(centre, radius, at(n)));
    let inner = (0..=n_steps).rev().map(|n| on_dial(centre, radius * 0.8, at(n)));
    Shape::Area { points: outer.chain(inner).collect(), fill: Some(ink), stroke: None, width: 0.0, alpha: 0.9 }
}
