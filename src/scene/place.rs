//! Where a label goes: as near its mark as it can be without touching another label, another mark or the edge.
//! Marks that are off keep their room, so that nothing moves when a source is switched.

use super::{Point, Rect};

/// Keeps what is taken and finds room beside it.
pub struct Placer {
    inside: Rect,
    taken: Vec<Rect>,
}

/// Sides to try, in order of preference, as the label's centre against the mark's.
const SIDES: [(f64, f64); 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (1.0, -0.6), (1.0, 0.6), (-1.0, -0.6), (-1.0, 0.6)];

impl Placer {
    /// Room within `inside`, of which `taken` is already used.
    pub fn new(inside: Rect, taken: Vec<Rect>) -> Placer {
        Placer { inside, taken }
    }

    /// Takes a rectangle.
    pub fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Whether a rectangle is inside and touches nothing that is taken.
    pub fn free(&self, rect: Rect) -> bool {
        self.inside.holds(rect) && !self.taken.iter().any(|taken| taken.meets(rect))
    }

    /// Finds and takes room of `w` × `h` beside `mark`. Among equal distances the earlier of `SIDES` wins.
    pub fn beside(&mut self, mark: Rect, w: f64, h: f64) -> Option<Rect> {
        let centre = Point { x: mark.x + mark.w / 2.0, y: mark.y + mark.h / 2.0 };
        let found = [5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0].into_iter().find_map(|gap| {
            SIDES
                .into_iter()
                .map(|(sx, sy)| Rect {
                    x: centre.x + sx * (mark.w / 2.0 + gap + w / 2.0) - w / 2.0,
                    y: centre.y + sy * (mark.h / 2.0 + gap + h / 2.0) - h / 2.0,
                    w,
                    h,
                })
                .find(|rect| self.free(*rect))
        })?;
        self.take(found);
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn labels_never_touch_each_other_a_mark_or_the_edge(marks in prop::collection::vec((10.0..590.0f64, 10.0..390.0f64), 1..14)) {
            let inside = Rect { x: 0.0, y: 0.0, w: 600.0, h: 400.0 };
            let boxes: Vec<Rect> = marks.iter().map(|(x, y)| Rect { x: x - 6.0, y: y - 6.0, w: 12.0, h: 12.0 }).collect();
            let mut placer = Placer::new(inside, boxes.clone());
            let labels: Vec<Rect> = boxes.iter().filter_map(|mark| placer.beside(*mark, 70.0, 28.0)).collect();
            for (n, label) in labels.iter().enumerate() {
                prop_assert!(inside.holds(*label));
                prop_assert!(!boxes.iter().any(|mark| mark.meets(*label)));
                prop_assert!(!labels[n + 1..].iter().any(|other| other.meets(*label)));
            }
        }
    }

    #[test]
    fn a_full_place_gives_nothing() {
        let inside = Rect { x: 0.0, y: 0.0, w: 20.0, h: 20.0 };
        assert_eq!(Placer::new(inside, vec![inside]).beside(inside, 10.0, 10.0), None);
    }
}
