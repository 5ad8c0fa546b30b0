//! From values to pixels and back, and where the ticks go.

/// A straight mapping of a domain onto a range of pixels. A domain of no width maps to the middle of the range.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Linear {
    pub domain: (f64, f64),
    pub px: (f64, f64),
}

impl Linear {
    /// Pixels from a value.
    pub fn px_from(&self, value: f64) -> f64 {
        let ((d0, d1), (p0, p1)) = (self.domain, self.px);
        if d0 == d1 { (p0 + p1) / 2.0 } else { p0 + (value - d0) / (d1 - d0) * (p1 - p0) }
    }

    /// The value at a pixel.
    pub fn value_from(&self, px: f64) -> f64 {
        let ((d0, d1), (p0, p1)) = (self.domain, self.px);
        if p0 == p1 { d0 } else { d0 + (px - p0) / (p1 - p0) * (d1 - d0) }
    }
}

/// Round values from `low` to `high`, both ends included where they are round, about `about` of them: steps of 1, 2 or
/// 5 times a power of ten.
pub fn ticks(low: f64, high: f64, about: usize) -> Vec<f64> {
    if low >= high || about == 0 {
        return vec![low];
    }
    let rough = (high - low) / about as f64;
    let power = 10f64.powi(rough.log10().floor() as i32);
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= rough * 0.999).unwrap_or(rough);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).map(|n| n as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn mapping_there_and_back_is_the_identity(d0 in -1e6..1e6f64, width in 0.001..1e6f64, v in -1e6..1e6f64) {
            let scale = Linear { domain: (d0, d0 + width), px: (0.0, 640.0) };
            let back = scale.value_from(scale.px_from(v));
            prop_assert!((back - v).abs() <= 1e-6 * (1.0 + v.abs() + d0.abs() + width));
        }

        #[test]
        fn ticks_are_round_ascending_and_inside(low in -1e5..1e5f64, width in 0.01..1e6f64, about in 1usize..12) {
            let found = ticks(low, low + width, about);
            prop_assert!(found.len() <= about + 2);
            prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            let slack = width * 1e-6;
            prop_assert!(found.iter().all(|t| low - slack <= *t && *t <= low + width + slack));
        }
    }

    #[test]
    fn a_domain_of_no_width_maps_to_the_middle() {
        let scale = Linear { domain: (5.0, 5.0), px: (0.0, 100.0) };
        assert_eq!(scale.px_from(5.0), 50.0);
    }

    #[test]
    fn familiar_ticks() {
        assert_eq!(ticks(0.0, 50_000.0, 5), [0.0, 10_000.0, 20_000.0, 30_000.0, 40_000.0, 50_000.0]);
        assert_eq!(ticks(0.0, 20.0, 4), [0.0, 5.0, 10.0, 15.0, 20.0]);
        assert_eq!(ticks(3.0, 3.0, 4), [3.0]);
    }
}
