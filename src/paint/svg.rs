//! SVG, for files and for the prerendered page. plotters-svg knows no groups, so each mark is drawn on its own and
//! wrapped here: the page's style sheet switches marks by their group's classes, without script.

use super::{Surface, paint_mark, paint_shape};
use crate::model::ArticleIx;
use crate::scene::Scene;
use crate::theme::{LIGHT, Palette, SANS, TOKENS};
use plotters::prelude::IntoDrawingArea;
use plotters_svg::SVGBackend;
use std::fmt::Write;

/// Backend pixels a CSS pixel: plotters places on whole pixels, so the drawing is made large and scaled by `viewBox`.
const DETAIL: f64 = 4.0;
/// plotters-svg divides type sizes by this.
const TEXT_SCALE: f64 = 1.24;

/// Classes under which the page's style sheet greys a group: one a clause.
pub fn clause_class(articles: &[ArticleIx]) -> String {
    articles.iter().fold(String::from("s"), |class, article| format!("{class}-{}", article.0))
}

/// A file that stands alone: fixed colours, a title, a ground.
pub fn standalone(scene: &Scene, title: &str, words: &str) -> String {
    let (w, h) = (scene.width, scene.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{w}\" height=\"{h}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n",
        w * DETAIL,
        h * DETAIL,
        SANS.replace('"', "'"),
        escape(title),
        escape(words.trim()),
    );
    let [r, g, b] = LIGHT.rgb(crate::theme::Ink::Paper);
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#{r:02X}{g:02X}{b:02X}\"/>");
    out.push_str(&groups(scene, LIGHT));
    out.push_str("</svg>\n");
    out
}

/// For inside a page: colours are the page's custom properties, so that it follows light and dark.
pub fn inline(scene: &Scene, class: &str) -> String {
    let mut body = groups(scene, KEY);
    for (n, (_, name)) in TOKENS.iter().enumerate() {
        body = body.replace(&format!("#0000{n:02X}"), &format!("var(--{name})"));
    }
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">{}</svg>",
        scene.width * DETAIL,
        scene.height * DETAIL,
        body.replace('\n', "")
    )
}

/// A palette whose colours are only keys, to be replaced.
const KEY: Palette = Palette::keyed();

fn groups(scene: &Scene, palette: Palette) -> String {
    let surface = Surface { px_per_unit: DETAIL, text_scale: TEXT_SCALE, palette };
    let mut out = String::from("<g>\n");
    for shape in &scene.frame {
        out.push_str(&drawn(scene, |area| paint_shape(shape, area, surface, true)));
    }
    out.push_str("</g>\n");
    for mark in &scene.marks {
        let classes: Vec<String> = mark.needs.iter().map(|clause| clause_class(clause)).collect();
        let _ = write!(out, "<g class=\"m {}{}\">", classes.join(" "), if mark.on { "" } else { " off" });
        out.push_str(&drawn(scene, |area| paint_mark(mark, area, surface)));
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
    for element in body.lines() {
        out.push_str(element.trim());
        if element.ends_with('>') && !element.starts_with("<text") {
            out.push('\n');
        }
    }
    tidy(&out)
}

/// Drops what plotters writes and the page says once for all: the font, full opacity.
fn tidy(svg: &str) -> String {
    let font = format!(" font-family=\"{}\"", escape(SANS));
    svg.replace(&font, "").replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "").replace(" font-style=\"normal\"", "")
}

/// Text for XML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
