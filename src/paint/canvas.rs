//! The browser's surface: a canvas at device pixels.

use super::{Surface, paint, paint_within};
use crate::scene::{Rect, Scene};
use crate::theme::Palette;
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

type Area = DrawingArea<CanvasBackend, plotters::coord::Shift>;

fn area(canvas: &HtmlCanvasElement) -> Result<Area, String> {
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("this browser gives no 2D canvas")?;
    Ok(backend.into_drawing_area())
}

/// Paints the scene, sizing the canvas's pixels to it; the style sheet gives it its CSS size. Says why where it cannot.
pub fn paint_canvas(scene: &Scene, canvas: &HtmlCanvasElement, px_per_unit: f64, palette: Palette) -> Result<(), String> {
    canvas.set_width((scene.width * px_per_unit).round() as u32);
    canvas.set_height((scene.height * px_per_unit).round() as u32);
    let surface = Surface { px_per_unit, text_scale: 1.0, palette };
    paint(scene, &area(canvas)?, surface).map_err(|fault| fault.to_string())
}

/// Paints again the parts of a painted scene that have changed: a toggle touches a few marks, and the words of a chart
/// are what costs.
pub fn repaint(
    scene: &Scene,
    parts: &[Rect],
    canvas: &HtmlCanvasElement,
    px_per_unit: f64,
    palette: Palette,
) -> Result<(), String> {
    let area = area(canvas)?;
    let context = canvas.get_context("2d").ok().flatten().and_then(|found| found.dyn_into::<CanvasRenderingContext2d>().ok());
    let context = context.ok_or("this browser gives no 2D canvas")?;
    let surface = Surface { px_per_unit, text_scale: 1.0, palette };
    // One clip for all parts: each restore forgets the font, and setting a font is what text costs.
    context.save();
    context.begin_path();
    for part in parts {
        // Whole device pixels: a clip between two would leave a seam.
        let (x, y) = ((part.x * px_per_unit).floor(), (part.y * px_per_unit).floor());
        let (w, h) = ((part.right() * px_per_unit).ceil() - x, (part.bottom() * px_per_unit).ceil() - y);
        context.rect(x, y, w, h);
        context.clear_rect(x, y, w, h);
    }
    context.clip();
    let painted = paint_within(scene, parts, &area, surface);
    context.restore();
    painted.map_err(|fault| fault.to_string())
}
