//! How wide words are, without a browser: charts are laid out natively too, and the temptation to ask the DOM costs a
//! forced layout a label. Widths are Helvetica's, in thousandths of the type size, with room for the widest sans face in
//! use (Verdana's kin): too wide only loosens a layout, too narrow makes labels run into each other. A browser test
//! holds them against `measureText`.

/// Advance widths of ASCII from the space on.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
    500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Width in pixels of a run at a type size; never too small for the common sans faces.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let units: f64 = text
        .chars()
        .map(|c| match u32::from(c) {
            code @ 32..=126 => f64::from(WIDTHS[code as usize - 32]),
            _ => 560.0,
        })
        .sum();
    units / 1000.0 * size * if bold { 1.35 } else { 1.15 }
}

/// Breaks a text into lines no wider than `most`; a single longer word stays whole.
pub fn wrap(text: &str, size: f64, bold: bool, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_every_word_and_stay_narrow() {
        let text = "One worker said that Central Asians beside him earned five times more";
        for most in [60.0, 120.0, 400.0] {
            let lines = wrap(text, 13.0, false, most);
            assert_eq!(lines.join(" "), text);
            assert!(lines.iter().all(|line| width(line, 13.0, false) <= most || !line.contains(' ')), "{lines:?}");
        }
    }
}
