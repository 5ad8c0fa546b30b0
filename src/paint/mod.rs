//! Scenes onto surfaces, through plotters. One function serves the canvas of a browser and SVG files; it decides
//! nothing: what is drawn, where and in which ink is the scene's. Remove this layer and no test of meaning changes.

#[cfg(target_arch = "wasm32")]
pub mod canvas;
#[cfg(feature = "desk")]
pub mod raster;
#[cfg(feature = "desk")]
pub mod svg;

use crate::scene::{Anchor, Point, Rect, Scene, Shape};
use crate::theme::{Ink, Palette, SANS};
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, DrawingAreaErrorKind, DrawingBackend, FontDesc, FontFamily, FontStyle, PathElement, Polygon,
    RGBColor, ShapeStyle, Text,
};
use plotters::style::TextStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// What differs between surfaces: backend pixels a CSS pixel, a correction of type size (plotters-svg writes sizes
/// 1.24 times too small), and the ground.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Surface {
    pub px_per_unit: f64,
    pub text_scale: f64,
    pub palette: Palette,
}

type Fault<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;
type Area<DB> = DrawingArea<DB, Shift>;

/// Paints a whole scene; marks that are off as grey outlines without labels.
pub fn paint<DB: DrawingBackend>(scene: &Scene, area: &Area<DB>, surface: Surface) -> Result<(), Fault<DB>> {
    paint_where(scene, &|_| true, area, surface)
}

/// Paints what lies in some parts of a scene.
pub fn paint_within<DB: DrawingBackend>(
    scene: &Scene,
    parts: &[Rect],
    area: &Area<DB>,
    surface: Surface,
) -> Result<(), Fault<DB>> {
    let within = |shape: &Shape| {
        let bounds = shape.bounds();
        parts.iter().any(|part| bounds.meets(*part))
    };
    paint_where(scene, &within, area, surface)
}

fn paint_where<DB: DrawingBackend>(
    scene: &Scene,
    within: &dyn Fn(&Shape) -> bool,
    area: &Area<DB>,
    surface: Surface,
) -> Result<(), Fault<DB>> {
    let some = |shapes: &[Shape], on| {
        shapes.iter().filter(|shape| within(shape)).try_for_each(|shape| paint_shape(shape, area, surface, on))
    };
    some(&scene.frame, true)?;
    for mark in &scene.marks {
        some(mark.seen_shapes(), mark.on)?;
        some(mark.seen_labels(), true)?;
    }
    Ok(())
}

/// Paints shapes one after the other.
#[cfg(feature = "desk")]
fn paint_shapes<DB: DrawingBackend>(shapes: &[Shape], on: bool, area: &Area<DB>, surface: Surface) -> Result<(), Fault<DB>> {
    shapes.iter().try_for_each(|shape| paint_shape(shape, area, surface, on))
}

fn paint_shape<DB: DrawingBackend>(shape: &Shape, area: &Area<DB>, surface: Surface, on: bool) -> Result<(), Fault<DB>> {
    let unit = surface.px_per_unit;
    let at = |p: &Point| ((p.x * unit).round() as i32, (p.y * unit).round() as i32);
    let colour = |ink: Ink| {
        let [r, g, b] = surface.palette.rgb(if on || ink == Ink::Paper { ink } else { Ink::Off });
        RGBColor(r, g, b)
    };
    let stroke = |ink: Ink, width: f64| ShapeStyle {
        color: colour(ink).to_rgba(),
        filled: false,
        stroke_width: (width * unit).round().max(1.0) as u32,
    };
    match shape {
        Shape::Line { points, ink, width, dashed: false } => {
            area.draw(&PathElement::new(points.iter().map(at).collect::<Vec<_>>(), stroke(*ink, *width)))
        }
        Shape::Line { points, ink, width, dashed: true } => {
            for pair in points.windows(2) {
                for (a, b) in dashes(pair[0], pair[1]) {
                    area.draw(&PathElement::new(vec![at(&a), at(&b)], stroke(*ink, *width)))?;
                }
            }
            Ok(())
        }
        Shape::Area { points, fill, stroke: edge, width, alpha } => {
            let mut outline: Vec<(i32, i32)> = points.iter().map(at).collect();
            if let Some(ink) = fill.filter(|ink| on || *ink == Ink::Paper) {
                area.draw(&Polygon::new(outline.clone(), colour(ink).mix(*alpha)))?;
            }
            if let Some(ink) = edge.or(fill.filter(|_| !on && *alpha >= 0.5)) {
                outline.push(outline[0]);
                area.draw(&PathElement::new(outline, stroke(ink, if *width > 0.0 { *width } else { 1.0 })))?;
            }
            Ok(())
        }
        Shape::Disc { centre, radius, fill, stroke: edge, width } => {
            let reach = (radius * unit).round() as i32;
            if let Some(ink) = fill.filter(|ink| on || *ink == Ink::Paper) {
                area.draw(&Circle::new(at(centre), reach, colour(ink).filled()))?;
            }
            match edge {
                Some(ink) => area.draw(&Circle::new(at(centre), reach, stroke(*ink, *width))),
                None => Ok(()),
            }
        }
        Shape::Text { at: place, anchor, text, size, bold, ink } => {
            let h = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let style = if *bold { FontStyle::Bold } else { FontStyle::Normal };
            // Not `into_font`: it lower-cases the family, and with it come Unicode's tables.
            let font = FontDesc::new(FontFamily::Name(SANS), size * unit * surface.text_scale, style);
            let ink = colour(*ink);
            let style = TextStyle::from(font).color(&ink).pos(Pos::new(h, VPos::Center));
            area.draw(&Text::new(text.as_str(), at(place), style))
        }
    }
}

/// A segment as dashes of five on four.
fn dashes(from: Point, to: Point) -> Vec<(Point, Point)> {
    const ON: f64 = 5.0;
    const PERIOD: f64 = 9.0;
    let length = (to.x - from.x).hypot(to.y - from.y);
    let along = |d: f64| {
        let t = if length > 0.0 { d.min(length) / length } else { 0.0 };
        Point { x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) }
    };
    (0..(length / PERIOD).ceil() as usize).map(|n| (along(n as f64 * PERIOD), along(n as f64 * PERIOD + ON))).collect()
}
