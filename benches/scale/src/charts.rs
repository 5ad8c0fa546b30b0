//! The three charts as scenes: one mark a group, whatever number of claims it stands for.

use crate::claims::{Claims, Group};
use attested::model::ArticleIx;
use attested::query::Off;
use attested::scene::marks::article_glyph;
use attested::scene::scale::{Linear, ticks};
use attested::scene::{Anchor, Mark, Point, Rect, Scene, Shape};
use attested::theme::Ink;

/// What the axes reach to; fixed, so that nothing moves when something is switched.
const MOST: [f64; 3] = [60_000.0, 40.0, 1_300.0];
const HEIGHTS: [f64; 3] = [300.0, 240.0, 220.0];
/// Room around a picture for its axes.
const LEFT: f64 = 56.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 28.0;

/// One of the charts.
pub struct Chart {
    pub scene: Scene,
    kind: usize,
    /// Of each mark: key and source. One that stands for all sources has none.
    of: Vec<(usize, Option<usize>)>,
}

fn mark(on: bool, shapes: Vec<Shape>, leaves_outline: bool) -> Mark {
    Mark { of: None, on, rests_on: Vec::new(), shapes, labels: Vec::new(), hit: None, leaves_outline, tag: "" }
}

/// Half up, as the harness rounds.
fn rounded(value: f64) -> f64 {
    (value + 0.5).floor()
}

fn text(at: Point, anchor: Anchor, text: &str) -> Shape {
    Shape::Text { at, anchor, text: text.into(), size: 12.0, bold: false, ink: Ink::Muted }
}

fn line(from: Point, to: Point, ink: Ink, width: f64) -> Shape {
    Shape::Line { points: vec![from, to], ink, width, dashed: false }
}

impl Chart {
    pub fn new(claims: &Claims, kind: usize, keys: &[String], width: f64) -> Chart {
        let height = HEIGHTS[kind];
        let mut chart = Chart { scene: Scene { width, height, frame: Vec::new(), marks: Vec::new() }, kind, of: Vec::new() };
        chart.scene.frame = chart.frame(keys);
        let n_sources = claims.corpus.articles.len();
        for key in 0..keys.len() {
            if kind < 2 {
                for source in 0..n_sources {
                    chart.of.push((key, Some(source)));
                    let shapes = chart.shapes(claims, key, source);
                    chart.scene.marks.push(mark(true, shapes, true));
                }
            } else {
                chart.of.push((key, None));
                chart.scene.marks.push(mark(true, Vec::new(), false));
            }
        }
        if kind == 0 {
            chart.of.push((0, None));
            chart.scene.marks.push(mark(true, Vec::new(), false));
        }
        chart.join(claims, Off::default());
        chart
    }

    /// Along the values: upwards, but for the last chart, whose rows lie.
    fn value(&self) -> Linear {
        let px = if self.kind == 2 { (LEFT + 44.0, self.scene.width - RIGHT) } else { (self.scene.height - BOTTOM, TOP) };
        Linear { domain: (0.0, MOST[self.kind]), px }
    }

    /// The middle of a key's column, or row.
    fn middle(&self, key: usize, n_keys: usize) -> f64 {
        let (from, to) = if self.kind == 2 { (TOP, self.scene.height - BOTTOM) } else { (LEFT, self.scene.width - RIGHT) };
        from + (to - from) * (key as f64 + 0.5) / n_keys as f64
    }

    fn n_keys(&self) -> usize {
        [9, 2, 4][self.kind]
    }

    fn frame(&self, keys: &[String]) -> Vec<Shape> {
        let value = self.value();
        let (bottom, right) = (self.scene.height - BOTTOM, self.scene.width - RIGHT);
        let mut shapes = Vec::new();
        for tick in ticks(0.0, MOST[self.kind], 5) {
            let px = value.px_from(tick);
            if self.kind == 2 {
                shapes.push(line(Point { x: px, y: TOP }, Point { x: px, y: bottom }, Ink::Rule, 1.0));
                shapes.push(text(Point { x: px, y: bottom + 14.0 }, Anchor::Middle, &tick.to_string()));
            } else {
                shapes.push(line(Point { x: LEFT, y: px }, Point { x: right, y: px }, Ink::Rule, 1.0));
                shapes.push(text(Point { x: LEFT - 6.0, y: px }, Anchor::End, &tick.to_string()));
            }
        }
        for (n, key) in keys.iter().enumerate() {
            let middle = self.middle(n, keys.len());
            shapes.push(match self.kind {
                2 => text(Point { x: LEFT + 38.0, y: middle }, Anchor::End, key),
                _ => text(Point { x: middle, y: bottom + 14.0 }, Anchor::Middle, key),
            });
        }
        shapes
    }

    /// What one source says of one key.
    fn shapes(&self, claims: &Claims, key: usize, source: usize) -> Vec<Shape> {
        let group = claims.groups[self.kind][key][source];
        let Some(mean) = group.mean() else { return Vec::new() };
        let (value, n) = (self.value(), claims.corpus.articles.len() as f64);
        let ink = Ink::Article(source as u16);
        let x = self.middle(key, self.n_keys());
        if self.kind == 0 {
            let x = x + (source as f64 - (n - 1.0) / 2.0) * 8.0;
            let at = |v: f64| Point { x, y: value.px_from(v) };
            return vec![line(at(group.low), at(group.high), ink, 2.0), article_glyph(source as u16, at(mean), 4.0, false)];
        }
        let (width, from) = (40.0, x + (source as f64 - n / 2.0) * 44.0);
        let corner = |x: f64, v: f64| Point { x, y: value.px_from(v) };
        let points = vec![corner(from, 0.0), corner(from, mean), corner(from + width, mean), corner(from + width, 0.0)];
        vec![Shape::Area { points, fill: Some(ink), stroke: None, width: 0.0, alpha: 1.0 }]
    }

    /// Makes anew what stands for all sources together.
    fn join(&mut self, claims: &Claims, off: Off) {
        let value = self.value();
        if self.kind == 0 {
            let points: Vec<Point> = (0..self.n_keys())
                .filter_map(|key| {
                    Some(Point { x: self.middle(key, self.n_keys()), y: value.px_from(mean_of_means(claims, key, off)?) })
                })
                .collect();
            let shapes = if points.len() > 1 {
                vec![Shape::Line { points, ink: Ink::Text, width: 1.0, dashed: false }]
            } else {
                Vec::new()
            };
            self.scene.marks.last_mut().expect("it was made with one").shapes = shapes;
        } else if self.kind == 2 {
            for key in 0..self.n_keys() {
                let group = together(claims, 2, key, off);
                let y = self.middle(key, self.n_keys());
                let at = |v: f64| Point { x: value.px_from(v), y };
                self.scene.marks[key].shapes = match group.mean() {
                    Some(mean) => vec![
                        line(at(group.low), at(group.high), Ink::Text, 4.0),
                        Shape::Disc { centre: at(mean), radius: 6.0, fill: Some(Ink::Text), stroke: None, width: 0.0 },
                    ],
                    None => Vec::new(),
                };
            }
        }
    }

    /// Lets every mark stand or fall, and gives the parts of the picture that have changed.
    pub fn switch(&mut self, claims: &Claims, off: Off) -> Vec<Rect> {
        let room = |mark: &Mark| mark.bounds();
        let joint = self.of.iter().map(|(_, source)| source.is_none()).collect::<Vec<_>>();
        let mut parts: Vec<Rect> =
            self.scene.marks.iter().zip(&joint).filter(|(_, joint)| **joint).filter_map(|(mark, _)| room(mark)).collect();
        self.join(claims, off);
        for ((mark, (_, source)), joint) in self.scene.marks.iter_mut().zip(&self.of).zip(joint) {
            let on = source.is_none_or(|source| !off.article(ArticleIx(source as u16)));
            if joint || mark.on != on {
                parts.extend(room(mark));
            }
            mark.on = on;
        }
        parts
    }

    /// The sum by which the harness knows that the work was done.
    pub fn sum(&self, claims: &Claims, off: Off) -> f64 {
        let on = |source: usize| !off.article(ArticleIx(source as u16));
        let each = claims.groups[self.kind].iter().flat_map(|sources| sources.iter().enumerate());
        let each = each.filter(|(source, group)| on(*source) && group.n > 0.0).map(|(_, group)| group);
        let whole = |group: &Group| rounded(group.sum / group.n) + group.low + group.high;
        match self.kind {
            0 => {
                let line = (0..self.n_keys()).filter_map(|key| mean_of_means(claims, key, off)).map(rounded);
                each.map(whole).sum::<f64>() + line.sum::<f64>()
            }
            1 => each.map(|group| rounded(group.sum / group.n)).sum(),
            _ => {
                let rows = (0..self.n_keys()).map(|key| together(claims, 2, key, off));
                rows.filter(|group| group.n > 0.0).map(|group| whole(&group)).sum()
            }
        }
    }
}

fn standing(sources: &[Group], off: Off) -> impl Iterator<Item = &Group> {
    let on = move |(source, _): &(usize, &Group)| !off.article(ArticleIx(*source as u16));
    sources.iter().enumerate().filter(on).map(|(_, group)| group)
}

/// What the sources that are on say of a key together.
fn together(claims: &Claims, kind: usize, key: usize, off: Off) -> Group {
    standing(&claims.groups[kind][key], off).fold(Group::default(), |all, group| all.with(*group))
}

/// The mean over the sources that are on and say something of a year.
fn mean_of_means(claims: &Claims, key: usize, off: Off) -> Option<f64> {
    let means: Vec<f64> = standing(&claims.groups[0][key], off).filter_map(Group::mean).collect();
    (!means.is_empty()).then(|| means.iter().sum::<f64>() / means.len() as f64)
}
