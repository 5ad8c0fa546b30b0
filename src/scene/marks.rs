//! Marks that carry their bound and their kind. Solid is stated, hollow is projected, an outlined diamond is a plan,
//! hatching is ours; an open tick upward means "or more", downward "or fewer"; a soft edge means "about".

use super::{Anchor, Mark, Point, Rect, Shape, rests_on, text};
use crate::model::{Bound, Corpus, Kind, Ref};
use crate::theme::{Glyph, Ink, glyph, size};

pub fn line(points: &[(f64, f64)], ink: Ink, width: f64) -> Shape {
    Shape::Line { points: points.iter().map(|(x, y)| Point { x: *x, y: *y }).collect(), ink, width, dashed: false }
}

pub fn dashed(points: &[(f64, f64)], ink: Ink, width: f64) -> Shape {
    Shape::Line { points: points.iter().map(|(x, y)| Point { x: *x, y: *y }).collect(), ink, width, dashed: true }
}

pub fn label(x: f64, y: f64, anchor: Anchor, text: impl Into<String>, ink: Ink) -> Shape {
    Shape::Text { at: Point { x, y }, anchor, text: text.into(), size: size::SMALL, bold: false, ink }
}

pub fn bold(x: f64, y: f64, anchor: Anchor, text: impl Into<String>, ink: Ink) -> Shape {
    Shape::Text { at: Point { x, y }, anchor, text: text.into(), size: size::LABEL, bold: true, ink }
}

pub fn block(rect: Rect, fill: Option<Ink>, stroke: Option<Ink>, alpha: f64) -> Shape {
    let (x, y, r, b) = (rect.x, rect.y, rect.right(), rect.bottom());
    let points = [(x, y), (r, y), (r, b), (x, b)].map(|(x, y)| Point { x, y }).to_vec();
    Shape::Area { points, fill, stroke, width: 1.5, alpha }
}

/// Samples of what marks mean, each around the middle of a square of [`SAMPLE`] pixels, with their words.
pub fn samples() -> Vec<(Vec<Shape>, &'static str)> {
    let at = Point { x: SAMPLE / 2.0, y: SAMPLE / 2.0 };
    let mark = |kind, bound| value_mark(0, kind, bound, at);
    let ours = Rect { x: at.x, y: at.y, w: 0.0, h: 0.0 }.at_least(16.0);
    [
        (mark(Kind::Stock, Bound::Exact), "as stated"),
        (mark(Kind::Stock, Bound::About), "about"),
        (mark(Kind::Stock, Bound::Over), "over, or at least"),
        (mark(Kind::Stock, Bound::UpTo), "up to, nearly, or fewer than"),
        (mark(Kind::Projection, Bound::Exact), "projected"),
        (mark(Kind::Plan, Bound::Exact), "planned"),
        (super::lanes::hatched(ours, Ink::Text), "calculated by us"),
    ]
    .map(|(shapes, words)| (shapes.into_iter().map(Shape::neutral).collect(), words))
    .to_vec()
}

/// The side of a sample.
pub const SAMPLE: f64 = 46.0;

/// Paper behind labels, so that no gridline strikes them through.
fn on_ground(labels: Vec<Shape>) -> Vec<Shape> {
    let ground = labels.iter().filter_map(Shape::text_box).reduce(Rect::with);
    ground.map(|room| block(room.grown(2.0), Some(Ink::Paper), None, 1.0)).into_iter().chain(labels).collect()
}

/// An article's own shape, solid or hollow.
pub fn article_glyph(article: u16, at: Point, radius: f64, hollow: bool) -> Shape {
    let ink = Ink::Article(article);
    let (fill, stroke) = (Some(if hollow { Ink::Paper } else { ink }), Some(ink));
    // Corners on a circle of radius one, scaled so that the five shapes weigh about the same.
    let (reach, corners): (f64, &[(f64, f64)]) = match glyph(article) {
        Glyph::Circle => return Shape::Disc { centre: at, radius, fill, stroke, width: 2.0 },
        Glyph::Square => (0.86, &[(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)]),
        Glyph::Triangle => (1.25, &[(0.0, -1.0), (0.866, 0.5), (-0.866, 0.5)]),
        Glyph::Diamond => (1.25, &[(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)]),
        Glyph::Hexagon => (1.1, &[(1.0, 0.0), (0.5, 0.866), (-0.5, 0.866), (-1.0, 0.0), (-0.5, -0.866), (0.5, -0.866)]),
    };
    let reach = radius * reach;
    let points = corners.iter().map(|(dx, dy)| Point { x: at.x + reach * dx, y: at.y + reach * dy }).collect();
    Shape::Area { points, fill, stroke, width: 2.0, alpha: 1.0 }
}

/// The room an article's shape takes.
pub fn glyph_box(at: Point) -> Rect {
    Rect { x: at.x, y: at.y, w: 0.0, h: 0.0 }.grown(size::GLYPH + 2.0)
}

/// The sign of an open bound above or below a value; nothing for a closed one.
pub fn bound_tick(bound: Bound, at: Point, ink: Ink) -> Vec<Shape> {
    let sign = match bound {
        Bound::AtLeast | Bound::Over => -1.0,
        Bound::AtMost | Bound::UpTo | Bound::FewerThan | Bound::Nearly => 1.0,
        _ => return Vec::new(),
    };
    let (from, tip) = (at.y + sign * (size::GLYPH + 1.0), at.y + sign * (size::GLYPH + 14.0));
    vec![
        line(&[(at.x, from), (at.x, tip)], ink, 2.0),
        line(&[(at.x - 4.5, tip - sign * 5.0), (at.x, tip), (at.x + 4.5, tip - sign * 5.0)], ink, 2.0),
    ]
}

/// A fading halo: "about".
pub fn soft_edge(at: Point, ink: Ink) -> Vec<Shape> {
    [(0.14, 6.0), (0.22, 3.5)]
        .into_iter()
        .map(|(alpha, by)| {
            let reach = size::GLYPH + by;
            let octagon = [
                (1.0, 0.414),
                (0.414, 1.0),
                (-0.414, 1.0),
                (-1.0, 0.414),
                (-1.0, -0.414),
                (-0.414, -1.0),
                (0.414, -1.0),
                (1.0, -0.414),
            ];
            let points = octagon.map(|(dx, dy)| Point { x: at.x + reach * dx, y: at.y + reach * dy }).to_vec();
            Shape::Area { points, fill: Some(ink), stroke: None, width: 0.0, alpha }
        })
        .collect()
}

/// A value as a mark of its kind and bound. Numbers of ours have no shape of an article; they are hatched where drawn.
pub fn value_mark(article: u16, kind: Kind, bound: Bound, at: Point) -> Vec<Shape> {
    let ink = Ink::Article(article);
    let mut shapes = Vec::new();
    if bound == Bound::About {
        shapes.extend(soft_edge(at, ink));
    }
    shapes.extend(bound_tick(bound, at, ink));
    if kind == Kind::Plan {
        let reach = size::GLYPH + 6.0;
        let corners = [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)];
        let points = corners.map(|(dx, dy)| Point { x: at.x + dx, y: at.y + dy }).to_vec();
        shapes.push(Shape::Area { points, fill: Some(Ink::Paper), stroke: Some(ink), width: 1.5, alpha: 1.0 });
        shapes.push(article_glyph(article, at, size::GLYPH * 0.6, false));
    } else {
        shapes.push(article_glyph(article, at, size::GLYPH, kind == Kind::Projection));
    }
    shapes
}

/// The lines of a label: the number in bold, then what it is, then who has it.
pub struct Lines {
    pub lines: Vec<(String, bool, Ink)>,
    /// The article whose shape stands before the last line.
    pub source: Option<u16>,
    pub w: f64,
    pub h: f64,
}

const LEADING: f64 = 15.0;
/// Room for the small shape before a source's name.
const KEY_W: f64 = 13.0;

impl Lines {
    /// Broken so that no line is wider than `most`.
    pub fn new(parts: &[(&str, bool, Ink)], most: f64) -> Lines {
        let lines: Vec<(String, bool, Ink)> = parts
            .iter()
            .filter(|(words, ..)| !words.is_empty())
            .flat_map(|(words, bold, ink)| {
                text::wrap(words, font_size(*bold), *bold, most).into_iter().map(|line| (line, *bold, *ink))
            })
            .collect();
        let w = lines.iter().map(|(words, bold, _)| text::width(words, font_size(*bold), *bold)).fold(0.0, f64::max);
        Lines { h: LEADING * lines.len() as f64, w: w.ceil(), lines, source: None }
    }

    /// With an article's shape before the last line, where there is no room for its name.
    pub fn keyed(mut self, article: u16) -> Lines {
        self.w += KEY_W;
        self.source = Some(article);
        self
    }

    /// With a line that names a source, its article's shape before it.
    pub fn sourced(mut self, article: u16, short: &str) -> Lines {
        self.w = self.w.max((text::width(short, size::SMALL, false) + KEY_W).ceil());
        self.h += LEADING;
        self.lines.push((short.to_string(), false, Ink::Muted));
        self.source = Some(article);
        self
    }

    /// As shapes inside a box of `w` × `h`, towards the mark they belong to.
    pub fn shapes(&self, room: Rect, anchor: Anchor) -> Vec<Shape> {
        let x = match anchor {
            Anchor::Start => room.x,
            Anchor::Middle => room.centre().x,
            Anchor::End => room.right(),
        };
        let mut shapes = Vec::new();
        for (n, (words, is_bold, ink)) in self.lines.iter().enumerate() {
            let y = room.y + LEADING * (n as f64 + 0.5);
            let key = self.source.filter(|_| n + 1 == self.lines.len());
            let w = text::width(words, font_size(*is_bold), *is_bold);
            let (x, key_x) = match (anchor, key) {
                (_, None) => (x, x),
                (Anchor::Start, _) => (x + KEY_W, x + 4.5),
                (Anchor::End, _) => (x, x - w - 5.5),
                (Anchor::Middle, _) => (x + KEY_W / 2.0, x - w / 2.0 - 1.0),
            };
            shapes.extend(key.map(|article| article_glyph(article, Point { x: key_x, y }, 3.6, false)));
            shapes.push(if *is_bold { bold(x, y, anchor, words, *ink) } else { label(x, y, anchor, words, *ink) });
        }
        shapes
    }
}

fn font_size(bold: bool) -> f64 {
    if bold { size::LABEL } else { size::SMALL }
}

/// Which side of its mark a placed label stands on decides how its lines align.
pub fn anchor_towards(mark: Rect, room: Rect) -> Anchor {
    if room.x >= mark.right() {
        Anchor::Start
    } else if room.right() <= mark.x {
        Anchor::End
    } else {
        Anchor::Middle
    }
}

/// A mark for something of the corpus.
pub fn mark(corpus: &Corpus, of: Ref, tag: &'static str, shapes: Vec<Shape>, labels: Vec<Shape>, hit: Rect) -> Mark {
    let labels = on_ground(labels);
    Mark { of: Some(of), on: true, rests_on: rests_on(corpus, of), shapes, labels, hit: Some(hit), leaves_outline: true, tag }
}
