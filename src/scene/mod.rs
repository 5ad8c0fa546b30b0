//! A chart as data: placed marks, labels and hit targets, and from the same claims its words and its table, so that
//! picture and words cannot disagree. The last layer without browser, plotters or signals. Every number is in CSS pixels.
//!
//! Marks keep their place whatever is off: a source that is switched off turns its marks grey, and nothing else moves.

mod before_after;
pub mod clip;
#[cfg(feature = "desk")]
pub mod exhibit;
mod lanes;
pub mod marks;
mod one_range;
mod place;
pub mod scale;
pub mod text;
#[cfg(feature = "desk")]
pub mod words;

use crate::model::{ArticleIx, Chart, ChartIx, ClaimIx, Corpus, Form, Prose, Ref};
use crate::query::{Off, claim_stands};
#[cfg(feature = "desk")]
use crate::query::{Source, Tells, claims_from};
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
    /// Grown around its centre to a least width and height.
    pub fn at_least(self, side: f64) -> Rect {
        let (w, h) = (self.w.max(side), self.h.max(side));
        Rect { x: self.x - (w - self.w) / 2.0, y: self.y - (h - self.h) / 2.0, w, h }
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

impl Mark {
    /// What of its shapes is to be seen as it stands: all, their outlines, or nothing.
    pub fn seen_shapes(&self) -> &[Shape] {
        if self.on || self.leaves_outline { &self.shapes } else { &[] }
    }

    /// What of its labels is to be seen as it stands.
    pub fn seen_labels(&self) -> &[Shape] {
        if self.on { &self.labels } else { &[] }
    }

    /// The room all of it takes.
    pub fn bounds(&self) -> Option<Rect> {
        self.shapes.iter().chain(&self.labels).map(Shape::bounds).reduce(Rect::with)
    }
}

impl Shape {
    /// The same in the ink of text: a sample that is no article's.
    fn neutral(mut self) -> Shape {
        let plain = |ink: &mut Ink| {
            if let Ink::Article(_) = ink {
                *ink = Ink::Text;
            }
        };
        match &mut self {
            Shape::Line { ink, .. } | Shape::Text { ink, .. } => plain(ink),
            Shape::Area { fill, stroke, .. } | Shape::Disc { fill, stroke, .. } => fill.iter_mut().chain(stroke).for_each(plain),
        }
        self
    }

    /// The room it takes, strokes included.
    pub fn bounds(&self) -> Rect {
        match self {
            Shape::Line { points, width, .. } | Shape::Area { points, width, .. } => {
                let spots = points.iter().map(|p| Rect { x: p.x, y: p.y, w: 0.0, h: 0.0 });
                spots
                    .reduce(Rect::with)
                    .unwrap_or(Rect { x: 0.0, y: 0.0, w: 0.0, h: 0.0 }) // A pointed corner reaches out by the whole width.
                    .grown(width + 1.5)
            }
            Shape::Disc { centre, radius, width, .. } => {
                Rect { x: centre.x, y: centre.y, w: 0.0, h: 0.0 }.grown(radius + width / 2.0 + 1.5)
            }
            // Letters reach a little above and below their size.
            Shape::Text { .. } => self.text_box().map_or(Rect { x: 0.0, y: 0.0, w: 0.0, h: 0.0 }, |room| room.grown(3.0)),
        }
    }

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
    /// Stands while of every list one claim does.
    pub rests_on: Vec<Vec<ClaimIx>>,
    pub shapes: Vec<Shape>,
    pub labels: Vec<Shape>,
    /// Where pointer and keyboard reach it.
    pub hit: Option<Rect>,
    /// Whether it leaves a grey outline when it falls. A line must not: it would go on joining what nothing joins.
    pub leaves_outline: bool,
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
    /// Lets every mark stand or fall, and gives those that changed. Nothing moves.
    pub fn switch(&mut self, corpus: &Corpus, off: Off) -> Vec<usize> {
        let mut changed = Vec::new();
        for (n, mark) in self.marks.iter_mut().enumerate() {
            let on = mark.rests_on.iter().all(|claims| claims.iter().any(|claim| claim_stands(corpus, *claim, off)));
            if mark.on != on {
                mark.on = on;
                changed.push(n);
            }
        }
        changed
    }

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

/// Narrower than this nothing is legible; the picture then keeps this width.
pub const LEAST_WIDTH: f64 = 280.0;

/// From this width on a chart is laid out wide.
pub const WIDE: f64 = 1000.0;

/// Lays a chart out, with what stands of it.
pub fn scene(corpus: &Corpus, chart: ChartIx, off: Off, width: f64) -> Scene {
    let chart = corpus.chart(chart);
    let width = width.max(LEAST_WIDTH);
    let drawing = match &chart.form {
        Form::InLanes(spec) => lanes::draw(corpus, spec, width),
        Form::BeforeAfter(spec) => before_after::draw(corpus, spec, width),
        Form::OneRange(spec) => one_range::draw(corpus, spec, width),
    };
    let mut scene = Scene { width, height: drawing.height, frame: drawing.frame, marks: drawing.marks };
    scene.switch(corpus, off);
    scene
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

/// What something rests on, as a mark has it: of every list one claim must stand.
fn rests_on(corpus: &Corpus, of: Ref) -> Vec<Vec<ClaimIx>> {
    match of {
        Ref::Told(claim) => vec![vec![claim]],
        Ref::Ours(derived) => corpus.derived(derived).claims.iter().map(|claim| vec![*claim]).collect(),
    }
}

/// What a mark tells, in the words of [`crate::query::Tells`].
#[cfg(feature = "desk")]
pub fn told_by(corpus: &Corpus, mark: &Mark) -> String {
    if let Some(of) = mark.of {
        return of.id(corpus).into();
    }
    let told_by_any = |claims: &[ClaimIx]| {
        let (article, origin) = (corpus.claim(claims[0]).article, corpus.claim(claims[0]).origin);
        let mut sorted = claims.to_vec();
        sorted.sort();
        let is_all = |source: &Source| claims_from(corpus, *source).eq(sorted.iter().copied());
        match [Source::Article(article), Source::Origin(origin)].into_iter().find(is_all) {
            Some(source) => format!("{}:{}", source.kind(), source.id(corpus)),
            None => Tells::any_of(corpus, claims),
        }
    };
    mark.rests_on.iter().map(|claims| told_by_any(claims)).collect::<Vec<_>>().join("+")
}

/// The sources that something rests on, path by path, for who has no corpus to ask: `article:A,origin:B` stands while none
/// of these is off; of paths with a space between them one must stand, and so of everything between two `+`.
#[cfg(feature = "desk")]
pub fn paths(corpus: &Corpus, rests_on: &[Vec<ClaimIx>]) -> String {
    let path = |ix: &ClaimIx| {
        let claim = corpus.claim(*ix);
        let origins = [claim.origin].into_iter().chain(claim.via.iter().copied()).map(Source::Origin);
        let sources = [Source::Article(claim.article)].into_iter().chain(origins);
        sources.map(|source| format!("{}:{}", source.kind(), source.id(corpus))).collect::<Vec<_>>().join(",")
    };
    let any = |claims: &Vec<ClaimIx>| claims.iter().map(path).collect::<Vec<_>>().join(" ");
    rests_on.iter().map(any).collect::<Vec<_>>().join("+")
}

/// The same for a claim or a number of ours.
#[cfg(feature = "desk")]
pub fn paths_of(corpus: &Corpus, of: Ref) -> String {
    paths(corpus, &rests_on(corpus, of))
}

/// The articles something rests on: of every list one must be on. The style sheet switches by these without script.
pub fn needs(corpus: &Corpus, rests_on: &[Vec<ClaimIx>]) -> Vec<Vec<ArticleIx>> {
    let mut clauses: Vec<Vec<ArticleIx>> = Vec::new();
    for claims in rests_on {
        let mut clause: Vec<ArticleIx> = claims.iter().map(|claim| corpus.claim(*claim).article).collect();
        clause.sort();
        clause.dedup();
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    clauses
}

/// The same for a claim or a number of ours.
pub fn needs_of(corpus: &Corpus, of: Ref) -> Vec<Vec<ArticleIx>> {
    needs(corpus, &rests_on(corpus, of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::CORPUS;
    use proptest::prelude::*;

    fn rect() -> impl Strategy<Value = Rect> {
        (-500.0..500.0f64, -500.0..500.0f64, 0.0..300.0f64, 0.0..300.0f64).prop_map(|(x, y, w, h)| Rect { x, y, w, h })
    }

    proptest! {
        #[test]
        fn rectangles_meet_and_hold_as_they_should(a in rect(), b in rect(), by in 1.0..20.0f64) {
            prop_assert_eq!(a.meets(b), b.meets(a));
            prop_assert!(a.with(b).grown(1e-9).holds(a) && a.with(b).grown(1e-9).holds(b));
            prop_assert_eq!(a.with(b), b.with(a));
            prop_assert!(a.grown(by).holds(a) && a.grown(by).meets(a));
            prop_assert!(!a.holds(a.grown(by)));
        }
    }

    #[test]
    fn what_only_touches_does_not_meet() {
        let a = Rect { x: 0.0, y: 0.0, w: 10.0, h: 10.0 };
        for (x, y) in [(10.0, 0.0), (-10.0, 0.0), (0.0, 10.0), (10.0, 10.0)] {
            assert!(!a.meets(Rect { x, y, ..a }), "{x} {y}");
        }
        assert!(a.meets(Rect { x: 9.9, y: 9.9, ..a }));
        assert!(a.holds(a));
    }

    #[test]
    fn a_text_reaches_from_its_anchor() {
        let text = |anchor| Shape::Text {
            at: Point { x: 100.0, y: 50.0 },
            anchor,
            text: "nearly".into(),
            size: 12.0,
            bold: false,
            ink: Ink::Text,
        };
        let [start, middle, end] =
            [Anchor::Start, Anchor::Middle, Anchor::End].map(|anchor| text(anchor).text_box().expect("it is a text"));
        assert!((start.x - 100.0).abs() < 1e-9 && (end.right() - 100.0).abs() < 1e-9 && (middle.centre().x - 100.0).abs() < 1e-9);
        assert!([start, middle, end].iter().all(|room| room.centre().y == 50.0 && room.w > 0.0));
        let line = Shape::Line { points: Vec::new(), ink: Ink::Rule, width: 1.0, dashed: false };
        assert_eq!(line.text_box(), None);
    }

    #[test]
    fn all_that_is_painted_lies_within_the_bounds() {
        for chart in CORPUS.chart_ixs() {
            for mark in scene(&CORPUS, chart, Off::default(), STATIC_WIDTHS[0]).marks {
                let bounds = mark.bounds().expect("a mark has shapes");
                assert!(mark.shapes.iter().chain(&mark.labels).all(|shape| bounds.holds(shape.bounds())));
                assert!(mark.labels.iter().filter_map(Shape::text_box).all(|room| bounds.holds(room)));
            }
        }
    }

    #[test]
    fn a_picture_is_never_narrower_than_can_be_read() {
        for chart in CORPUS.chart_ixs() {
            let least = scene(&CORPUS, chart, Off::default(), LEAST_WIDTH);
            assert_eq!(scene(&CORPUS, chart, Off::default(), 10.0), least);
            assert_eq!(scene(&CORPUS, chart, Off::default(), -1.0), least);
        }
    }

    #[test]
    fn a_number_of_ours_needs_every_article_of_its_claims_once() {
        for (n, derived) in (0..).zip(CORPUS.derived) {
            let mut articles: Vec<ArticleIx> = Vec::new();
            for claim in derived.claims {
                let article = CORPUS.claim(*claim).article;
                if !articles.contains(&article) {
                    articles.push(article);
                }
            }
            let needs = needs_of(&CORPUS, Ref::Ours(crate::model::DerivedIx(n)));
            assert_eq!(needs, articles.into_iter().map(|article| vec![article]).collect::<Vec<_>>(), "{}", derived.id);
        }
    }
}
