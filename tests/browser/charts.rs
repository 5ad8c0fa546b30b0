//! The canvases: sharp, anew when the window changes, and with room for their labels.

use super::support::browser::{Engine, Profile};
use super::support::server::Program;
use super::{Page, in_each};
use attested::corpus::CORPUS;
use attested::query::Off;
use attested::scene::{STATIC_WIDTHS, Shape, scene, text};
use attested::theme::SANS;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

/// A chart's canvas.
#[derive(Deserialize, Debug)]
struct Canvas {
    painted: bool,
    css: [f64; 2],
    backing: [f64; 2],
    n_colours: usize,
}

impl Page {
    /// The canvases, checked: sharp, and not blank.
    #[track_caller]
    fn canvases(&self, density: f64) -> Vec<Canvas> {
        let canvases: Vec<Canvas> = self.browser.eval(
            "[...document.querySelectorAll('.chart .stage')].map((stage) => {
                const canvas = stage.querySelector('canvas'), { width, height } = canvas.getBoundingClientRect()
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
                return {
                    painted: 'painted' in stage.dataset && canvas.checkVisibility({ visibilityProperty: true })
                        && !stage.querySelector('.still'),
                    css: [width, height], backing: [canvas.width, canvas.height],
                    n_colours: new Set(new Uint32Array(pixels.buffer)).size,
                }
            })",
        );
        assert_eq!(canvases.len(), self.drawn.len());
        for canvas in &canvases {
            let Canvas { painted, css, backing, n_colours } = canvas;
            assert!(*painted && *n_colours > 2, "{canvas:?}");
            for (css, backing) in css.iter().zip(backing) {
                assert!((css * density - backing).abs() <= density, "not {density} pixels a CSS pixel: {canvas:?}");
            }
        }
        canvases
    }
}

#[track_caller]
fn check_canvas(engine: Engine, density: u32) {
    let Some(page) = Page::start(Profile { engine, density, ..Profile::default() }, "/", Program::Whole) else { return };
    page.open("");
    page.wait_ready();
    assert_eq!(page.browser.eval::<u32>("devicePixelRatio"), density);
    page.wait_painted();
    let wide = page.canvases(density.into());
    page.browser.resize(700, 900);
    page.browser.wait_until("innerWidth <= 700");
    page.wait_painted();
    let narrow = page.canvases(density.into());
    for (wide, narrow) in wide.iter().zip(&narrow) {
        assert!(narrow.backing[0] < wide.backing[0], "{wide:?} became {narrow:?}");
    }
}

#[test]
fn charts_are_painted_on_every_pixel_of_an_ordinary_screen_and_anew_when_the_window_changes() {
    in_each(|engine| check_canvas(engine, 1));
}

#[test]
fn charts_are_painted_on_every_pixel_of_a_dense_screen_and_anew_when_the_window_changes() {
    in_each(|engine| check_canvas(engine, 2));
}

#[test]
fn labels_are_never_wider_than_the_charts_reckon() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let mut labels = BTreeSet::new();
        for chart in CORPUS.chart_ixs() {
            for scene in STATIC_WIDTHS.map(|width| scene(&CORPUS, chart, Off::default(), width)) {
                let marks = scene.marks.iter().flat_map(|mark| mark.shapes.iter().chain(&mark.labels));
                let texts = scene.frame.iter().chain(marks).filter_map(|shape| match shape {
                    Shape::Text { text, .. } => Some(text.clone()),
                    _ => None,
                });
                labels.extend(texts);
            }
        }
        assert!(labels.len() > 20, "{labels:?}");
        let mut narrow = Vec::new();
        for (size, bold) in [(12.0, false), (12.0, true), (13.0, false), (13.0, true)] {
            let font = format!("{} {size}px {SANS}", if bold { "bold" } else { "normal" });
            let measured: Vec<f64> = page.browser.eval_with(
                "((texts, font) => {
                    const context = document.createElement('canvas').getContext('2d')
                    const before = context.font
                    context.font = font
                    if (context.font === before) throw 'no such font: ' + font
                    return texts.map((text) => context.measureText(text).width)
                })(...arguments)",
                &[json!(labels), json!(font)],
            );
            for (label, measured) in labels.iter().zip(measured) {
                let reckoned = text::width(label, size, bold);
                // Elsewhere than in Chromium small type stands on whole pixels, each letter by itself.
                let most = if engine == Engine::Chromium { 1.02 } else { 1.05 };
                if measured > reckoned * most {
                    narrow.push(format!("{label:?}, {font}: {measured:.1} wide, reckoned {reckoned:.1}"));
                }
            }
        }
        assert!(narrow.is_empty(), "{narrow:#?}");
    });
}
