//! Cutting lines at the edge of a rectangle. A value outside must leave the picture, never be bent to its edge.

use super::{Point, Rect};

/// The part of a segment inside the rectangle (Liang and Barsky), or `None` where nothing is.
pub fn segment(from: Point, to: Point, inside: Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut t0, mut t1) = (0.0f64, 1.0f64);
    let edges =
        [(-dx, from.x - inside.x), (dx, inside.right() - from.x), (-dy, from.y - inside.y), (dy, inside.bottom() - from.y)];
    for (p, q) in edges {
        if p == 0.0 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            t0 = t0.max(q / p);
        } else {
            t1 = t1.min(q / p);
        }
    }
    let at = |t: f64| Point { x: from.x + t * dx, y: from.y + t * dy };
    (t0 <= t1).then(|| (at(t0), at(t1)))
}

/// Diagonal lines that fill a rectangle: the sign of a number of ours.
pub fn hatch(inside: Rect, gap: f64) -> Vec<(Point, Point)> {
    let n_lines = ((inside.w + inside.h) / gap).ceil() as i32;
    (1..n_lines)
        .filter_map(|n| {
            let x = inside.x + f64::from(n) * gap;
            segment(Point { x, y: inside.y }, Point { x: x - inside.h, y: inside.bottom() }, inside)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOX: Rect = Rect { x: 0.0, y: 0.0, w: 100.0, h: 50.0 };

    proptest! {
        #[test]
        fn what_is_left_lies_inside_and_on_the_line(x0 in -200.0..300.0f64, y0 in -200.0..300.0f64, x1 in -200.0..300.0f64, y1 in -200.0..300.0f64) {
            let (from, to) = (Point { x: x0, y: y0 }, Point { x: x1, y: y1 });
            if let Some((a, b)) = segment(from, to, BOX) {
                for p in [a, b] {
                    prop_assert!(p.x >= -1e-6 && p.x <= 100.0 + 1e-6 && p.y >= -1e-6 && p.y <= 50.0 + 1e-6);
                    let off_line = (p.x - x0) * (y1 - y0) - (p.y - y0) * (x1 - x0);
                    prop_assert!(off_line.abs() < 1e-6 * (1.0 + (x1 - x0).abs() + (y1 - y0).abs()) * 500.0);
                }
            }
        }
    }

    #[test]
    fn outside_inside_and_through() {
        let p = |x, y| Point { x, y };
        assert_eq!(segment(p(-10.0, 60.0), p(110.0, 60.0), BOX), None);
        assert_eq!(segment(p(10.0, 10.0), p(20.0, 20.0), BOX), Some((p(10.0, 10.0), p(20.0, 20.0))));
        assert_eq!(segment(p(-50.0, 25.0), p(150.0, 25.0), BOX), Some((p(0.0, 25.0), p(100.0, 25.0))));
    }
}
