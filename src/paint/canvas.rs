//! The browser's surface: a canvas at device pixels.

use super::{Surface, paint};
use crate::scene::Scene;
use crate::theme::Palette;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;

/// Paints the scene, sizing the canvas's pixels to it; the style sheet gives it its CSS size. Says why where it cannot.
pub fn paint_canvas(scene: &Scene, canvas: &HtmlCanvasElement, px_per_unit: f64, palette: Palette) -> Result<(), String> {
    canvas.set_width((scene.width * px_per_unit).round() as u32);
    canvas.set_height((scene.height * px_per_unit).round() as u32);
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("this browser gives no 2D canvas")?;
    let area = backend.into_drawing_area();
    paint(scene, &area, Surface { px_per_unit, text_scale: 1.0, palette }).map_err(|fault| fault.to_string())
}
