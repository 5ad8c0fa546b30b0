//! SVG, for files and for the prerendered page. plotters-svg knows no groups, so each mark is drawn on its own and
//! wrapped here: the page's style sheet switches marks by their group's classes, without script.

use super::{Surface, paint_shapes};
use crate::model::{ArticleIx, Corpus, Ref};
use crate::scene::text::wrap;
use crate::scene::{Mark, Scene, needs, paths, told_by};
use crate::theme::{Ink, LIGHT, Palette, SANS, SERIF, TOKENS, size};
use plotters::prelude::IntoDrawingArea;
use plotters_svg::SVGBackend;
use std::fmt::Write;

/// Backend pixels a CSS pixel: plotters places on whole pixels, so the drawing is made large and scaled by `viewBox`.
const DETAIL: f64 = 4.0;
/// plotters-svg divides type sizes by this.
const TEXT_SCALE: f64 = 1.24;

fn surface(palette: Palette) -> Surface {
    Surface { px_per_unit: DETAIL, text_scale: TEXT_SCALE, palette }
}

/// Classes under which the page's style sheet greys a group: one a clause.
pub fn clause_class(articles: &[ArticleIx]) -> String {
    articles.iter().fold(String::from("s"), |class, article| format!("{class}-{}", article.0))
}

/// A file that stands alone: fixed colours, a title, a ground.
pub fn standalone(corpus: &Corpus, scene: &Scene, title: &str, words: &str) -> String {
    let (w, h) = (scene.width, scene.height);
    let body = groups(corpus, scene, LIGHT, |_| String::new());
    document([w, h], DETAIL, title, words, &body)
}

/// A file with a title, a ground and this in it. A unit is `1 / detail` pixels.
fn document([w, h]: [f64; 2], detail: f64, title: &str, words: &str, body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{w}\" height=\"{h}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n{body}</svg>\n",
        w * detail,
        h * detail,
        SANS.replace('"', "'"),
        escape(title),
        escape(words.trim()),
        LIGHT.hex(Ink::Paper),
    )
}

/// A sheet on which pictures and lines of text are put from above to below, for what leaves the page: it says by itself
/// what it shows and where it comes from.
pub struct Sheet {
    width: f64,
    body: String,
    /// Where the next thing begins.
    pub y: f64,
}

impl Sheet {
    /// Room at its left and right.
    pub const MARGIN: f64 = 32.0;

    pub fn new(width: f64) -> Sheet {
        Sheet { width, body: String::new(), y: Sheet::MARGIN }
    }

    /// A text, broken into lines no wider than `most` pixels from the left margin.
    pub fn text(&mut self, text: &str, style: Style, most: f64) {
        self.lines(text, style, most, "");
    }

    /// The line that says what is off. A page that takes a sheet along puts its own in, and more below by the leading.
    pub fn state(&mut self, text: &str, style: Style) {
        self.lines(text, style, self.width, &format!(" data-state=\"{}\"", style.leading));
    }

    fn lines(&mut self, text: &str, style: Style, most: f64, more: &str) {
        let Style { size, leading, bold, serif, ink } = style;
        let family = if serif { format!(" font-family=\"{SERIF}\"") } else { String::new() };
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        for line in wrap(text, size, bold, most) {
            let (x, y) = (Sheet::MARGIN, self.y + size);
            let _ = writeln!(
                self.body,
                "<text x=\"{x}\" y=\"{y:.1}\" font-size=\"{size}\"{family}{weight} fill=\"{}\"{more}>{}</text>",
                LIGHT.hex(ink),
                escape(&line)
            );
            self.y += leading;
        }
    }

    /// A hairline from margin to margin.
    pub fn rule(&mut self) {
        let (x, right, y) = (Sheet::MARGIN, self.width - Sheet::MARGIN, self.y);
        let _ = writeln!(self.body, "<path d=\"M{x} {y}H{right}\" stroke=\"{}\"/>", LIGHT.hex(Ink::Rule));
    }

    /// A picture with its left upper corner there. Each mark says on which sources it rests, and the picture in what grey
    /// to draw the outline of one that falls.
    pub fn picture(&mut self, corpus: &Corpus, scene: &Scene, [x, y]: [f64; 2]) {
        let groups = groups(corpus, scene, LIGHT, |mark| needing(corpus, mark));
        let (scale, grey) = (1.0 / DETAIL, LIGHT.hex(Ink::Off));
        let _ = writeln!(self.body, "<g transform=\"translate({x} {y}) scale({scale})\" data-grey=\"{grey}\">\n{groups}</g>");
    }

    /// Shapes likewise.
    pub fn shapes(&mut self, shapes: &[crate::scene::Shape], side: f64, [x, y]: [f64; 2]) {
        let scene = Scene { width: side, height: side, frame: Vec::new(), marks: Vec::new() };
        let drawn = drawn(&scene, |area| paint_shapes(shapes, true, area, surface(LIGHT)));
        let _ = writeln!(self.body, "<g transform=\"translate({x} {y}) scale({})\">\n{drawn}</g>", 1.0 / DETAIL);
    }

    /// The file, as high as what is on it, or as high as this.
    pub fn finish(self, height: Option<f64>, title: &str, words: &str) -> String {
        document([self.width, height.unwrap_or((self.y + Sheet::MARGIN).ceil())], 1.0, title, words, &self.body)
    }
}

/// How a text on a [`Sheet`] looks.
#[derive(Clone, Copy)]
pub struct Style {
    pub size: f64,
    pub leading: f64,
    pub bold: bool,
    pub serif: bool,
    pub ink: Ink,
}

/// For inside a page: colours are the page's custom properties, so that it follows light and dark.
pub fn inline(corpus: &Corpus, scene: &Scene, class: &str) -> String {
    wrapped(scene, class, &groups(corpus, scene, KEY, |_| String::new()))
}

/// The same for a page without a program: each mark says on which sources it rests.
pub fn embedded(corpus: &Corpus, scene: &Scene, class: &str) -> String {
    wrapped(scene, class, &groups(corpus, scene, KEY, |mark| needing(corpus, mark)))
}

fn needing(corpus: &Corpus, mark: &Mark) -> String {
    let paths = paths(corpus, &mark.rests_on);
    if paths.is_empty() { paths } else { format!(" data-needs=\"{paths}\"") }
}

/// The same, to be greyed in place for as long as the page is read: each mark names what it tells. Where some marks are
/// brought forward, the others are marked to step back.
pub fn still(corpus: &Corpus, scene: &Scene, class: &str, forward: &[Ref]) -> String {
    let attributes = |mark: &Mark| {
        let tells = told_by(corpus, mark);
        let tells = if tells.is_empty() { tells } else { format!(" data-of=\"{tells}\"") };
        let back = !forward.is_empty() && mark.of.is_none_or(|of| !forward.contains(&of));
        tells + if back { " data-back" } else { "" }
    };
    wrapped(scene, class, &groups(corpus, scene, KEY, attributes))
}

fn wrapped(scene: &Scene, class: &str, groups: &str) -> String {
    let body = tokened(groups);
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">{}</svg>",
        scene.width * DETAIL,
        scene.height * DETAIL,
        lean(&body)
    )
}

/// A few shapes for inside a page, in a square of so many pixels.
pub fn sample(shapes: &[crate::scene::Shape], side: f64) -> String {
    let surface = surface(KEY);
    let scene = Scene { width: side, height: side, frame: Vec::new(), marks: Vec::new() };
    let body = drawn(&scene, |area| paint_shapes(shapes, true, area, surface));
    let side = side * DETAIL;
    format!("<svg viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\">{}</svg>", lean(&tokened(&body)))
}

/// A palette whose colours are only keys, to be replaced.
const KEY: Palette = Palette::keyed();

/// With the page's custom properties for keys.
fn tokened(svg: &str) -> String {
    let tokens = TOKENS.iter().enumerate();
    tokens.fold(svg.to_string(), |svg, (n, (_, name))| svg.replace(&format!("#0000{n:02X}"), &format!("var(--{name})")))
}

fn groups(corpus: &Corpus, scene: &Scene, palette: Palette, attributes: impl Fn(&Mark) -> String) -> String {
    let surface = surface(palette);
    let mut out = String::from("<g>\n");
    out.push_str(&drawn(scene, |area| paint_shapes(&scene.frame, true, area, surface)));
    out.push_str("</g>\n");
    for mark in &scene.marks {
        let classes: Vec<String> = needs(corpus, &mark.rests_on).iter().map(|clause| clause_class(clause)).collect();
        // `l` is what goes without trace, a label or a line; the rest is greyed.
        let kind = if mark.leaves_outline { "m" } else { "m l" };
        let _ = write!(out, "<g class=\"{kind} {}\"{}>", classes.join(" "), attributes(mark));
        out.push_str(&drawn(scene, |area| paint_shapes(mark.seen_shapes(), mark.on, area, surface)));
        if !mark.seen_labels().is_empty() {
            out.push_str("<g class=\"l\">");
            out.push_str(&drawn(scene, |area| paint_shapes(mark.seen_labels(), true, area, surface)));
            out.push_str("</g>");
        }
        out.push_str("</g>\n");
    }
    out
}

type Area<'a> = plotters::drawing::DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// What plotters writes for some shapes, without the header and footer of a file.
fn drawn<E: std::fmt::Debug>(scene: &Scene, draw: impl Fn(&Area<'_>) -> Result<(), E>) -> String {
    let mut svg = String::new();
    {
        let size = ((scene.width * DETAIL) as u32, (scene.height * DETAIL) as u32);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        draw(&area).expect("a string takes every drawing");
        area.present().expect("a string takes every drawing");
    }
    let body = svg.split_once('>').map_or("", |(_, rest)| rest).trim_end().trim_end_matches("</svg>");
    let mut out = String::new();
    let mut run: Option<(String, String)> = None;
    for element in body.lines().map(str::trim) {
        // Dashes and hatching come as hundreds of short lines; a run of one look becomes one path.
        let line = element.strip_prefix("<polyline ").and_then(|rest| rest.split_once(" points=\""));
        match (line, &mut run) {
            (Some((look, points)), Some((of, path))) if look == of => path.push_str(&path_data(points)),
            (Some((look, points)), _) => {
                out.push_str(&end(run.take()));
                run = Some((look.to_string(), path_data(points)));
            }
            (None, _) => {
                out.push_str(&end(run.take()));
                out.push_str(element);
                if element.ends_with('>') && !element.starts_with("<text") {
                    out.push('\n');
                }
            }
        }
    }
    out.push_str(&end(run));
    tidy(&out)
}

fn end(run: Option<(String, String)>) -> String {
    run.map_or_else(String::new, |(look, data)| format!("<path {look} d=\"{data}\"/>\n"))
}

/// `1,2 3,4 "/>` as `M1,2L3,4`.
fn path_data(points: &str) -> String {
    let points = points.split('"').next().unwrap_or("").trim();
    format!("M{}", points.replace(' ', "L"))
}

/// Drops what plotters writes on every element and a reader of SVG knows anyway, or the page says once for all; and
/// rounds type sizes, which its division leaves a hair off.
fn tidy(svg: &str) -> String {
    let font = format!(" font-family=\"{}\"", escape(SANS));
    let said = [font.as_str(), " opacity=\"1\"", " stroke=\"none\"", " text-anchor=\"start\"", " stroke-width=\"0\""];
    let svg = said.into_iter().fold(svg.to_string(), |svg, said| svg.replace(said, "")).replace(" \"/>", "\"/>");
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg.as_str();
    while let Some((before, after)) = rest.split_once(" font-size=\"") {
        let (size, after) = after.split_once('"').unwrap_or((after, ""));
        let size: f64 = size.parse().unwrap_or(size::SMALL * DETAIL);
        out.push_str(&format!("{before} font-size=\"{}\"", (size * 10.0).round() / 10.0));
        rest = after;
    }
    out + rest
}

/// What the page's style sheet says of every inline picture, so that its elements need not.
fn lean(svg: &str) -> String {
    let bold = format!(" font-size=\"{}\" fill=\"var(--ink)\" font-weight=\"bold\"", size::LABEL * DETAIL);
    let small = format!(" font-size=\"{}\"", size::SMALL * DETAIL);
    [(" dy=\"0.5ex\"", ""), (bold.as_str(), " class=\"b\""), (small.as_str(), ""), ("<path fill=\"none\"", "<path"), ("\n", "")]
        .into_iter()
        .fold(svg.to_string(), |svg, (said, instead)| svg.replace(said, instead))
}

/// Text for XML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
