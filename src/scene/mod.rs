//! A chart as data: placed marks, labels and hit targets, and from the same claims its words and its table, so that
//! picture and words cannot disagree. The last layer without browser, plotters or signals. Every number is in CSS pixels.
//!
//! Marks keep their place whatever is off: a source that is switched off turns its marks grey, and nothing else moves.

mod before_after;
pub mod clip;
mod lanes;
mod marks;
mod one_range;
mod place;
pub mod scale;
pub mod text;
#[cfg(feature = "desk")]
pub mod words;

use crate::model::{ArticleIx, Chart, ChartIx, ClaimIx, Corpus, Form, Prose, Ref};
use crate::query::Off;
use crate::theme::Ink;

/// A place, from the top left corner.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// An upright rectangle.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub fn right(&self) -> f64 {
        self.x + self.w
    }
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.w / 2.0, y: self.y + self.h / 2.0 }
    }
    /// Whether the two share more than an edge.
    pub fn meets(&self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
    /// Whether the other lies inside.
    pub fn holds(&self, other: Rect) -> bool {
        self.x <= other.x && other.right() <= self.right() && self.y <= other.y && other.bottom() <= self.bottom()
    }
    /// The smallest rectangle around both.
    pub fn with(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Rect { x, y, w: self.right().max(other.right()) - x, h: self.bottom().max(other.bottom()) - y }
    }
    /// Grown on every side.
    pub fn grown(self, by: f64) -> Rect {
        Rect { x: self.x - by, y: self.y - by, w: self.w + 2.0 * by, h: self.h + 2.0 * by }
    }
}

/// Which point of a text its position names; vertically it is always the middle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One thing to draw.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    Line {
        points: Vec<Point>,
        ink: Ink,
        width: f64,
        dashed: bool,
    },
    /// A closed outline, filled, stroked or both. `alpha` is of the fill.
    Area {
        points: Vec<Point>,
        fill: Option<Ink>,
        stroke: Option<Ink>,
        width: f64,
        alpha: f64,
    },
    Disc {
        centre: Point,
        radius: f64,
        fill: Option<Ink>,
        stroke: Option<Ink>,
        width: f64,
    },
    Text {
        at: Point,
        anchor: Anchor,
        text: String,
        size: f64,
        bold: bool,
        ink: Ink,
    },
}

impl Shape {
    /// The room a text takes; `None` for other shapes.
    pub fn text_box(&self) -> Option<Rect> {
        let Shape::Text { at, anchor, text, size, bold, .. } = self else { return None };
        let w = text::width(text, *size, *bold);
        let x = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - w / 2.0,
            Anchor::End => at.x - w,
        };
        Some(Rect { x, y: at.y - size / 2.0, w, h: *size })
    }
}

/// One mark with its labels.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// What it stands for; `None` for a line or bar that several marks share.
    pub of: Option<Ref>,
    pub on: bool,
    /// Stands while every clause has an article that is on. The style sheet does the same without script.
    pub needs: Vec<Vec<ArticleIx>>,
    pub shapes: Vec<Shape>,
    pub labels: Vec<Shape>,
    /// Where pointer and keyboard reach it.
    pub hit: Option<Rect>,
    /// Said after its number: "on student visas". May be empty.
    pub tag: &'static str,
}

/// A chart, ready to paint.
#[derive(Clone, PartialEq, Debug)]
pub struct Scene {
    pub width: f64,
    pub height: f64,
    /// Axes, headings, gridlines: what belongs to no mark.
    pub frame: Vec<Shape>,
    pub marks: Vec<Mark>,
}

impl Scene {
    /// The claims that are drawn and stand.
    pub fn drawn(&self) -> impl Iterator<Item = ClaimIx> {
        self.marks.iter().filter(|mark| mark.on).filter_map(|mark| match mark.of {
            Some(Ref::Told(claim)) => Some(claim),
            _ => None,
        })
    }
}

/// Widths at which a page without script is drawn, narrow and wide.
pub const STATIC_WIDTHS: [f64; 2] = [358.0, 1052.0];

/// From this width on a chart is laid out wide.
pub const WIDE: f64 = 680.0;

/// Lays a chart out.
pub fn scene(corpus: &Corpus, chart: ChartIx, off: Off, width: f64) -> Scene {
    let chart = corpus.chart(chart);
    let width = width.max(280.0);
    let drawing = match &chart.form {
        Form::InLanes(spec) => lanes::draw(corpus, spec, off, width),
        Form::BeforeAfter(spec) => before_after::draw(corpus, spec, off, width),
        Form::OneRange(spec) => one_range::draw(corpus, spec, off, width),
    };
    Scene { width, height: drawing.height, frame: drawing.frame, marks: drawing.marks }
}

/// What a form lays out.
struct Drawing {
    height: f64,
    frame: Vec<Shape>,
    marks: Vec<Mark>,
}

/// Said under a chart because of what is drawn; changes with the toggles.
pub fn joined(corpus: &Corpus, chart: &Chart, off: Off) -> Prose {
    match &chart.form {
        Form::BeforeAfter(spec) if before_after::is_joined(corpus, spec, off) => spec.line_caption,
        Form::BeforeAfter(spec) => spec.no_line_caption,
        _ => &[],
    }
}

/// The clauses under which something stands, as far as articles go.
pub fn needs(corpus: &Corpus, of: Ref) -> Vec<Vec<ArticleIx>> {
    match of {
        Ref::Told(claim) => vec![vec![corpus.claim(claim).article]],
        Ref::Ours(derived) => {
            let mut clauses: Vec<Vec<ArticleIx>> = Vec::new();
            for claim in corpus.derived(derived).claims {
                let clause = vec![corpus.claim(*claim).article];
                if !clauses.contains(&clause) {
                    clauses.push(clause);
                }
            }
            clauses
        }
    }
}
