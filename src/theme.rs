//! Palette and sizes: the only place with a colour. `style/tokens.css` is written from here, and a test keeps it equal.
//!
//! The five article colours keep apart under every common colour blindness and reach 3:1 on their ground (tests hold
//! both); each goes with a shape of its own, so colour is never the only sign. Grey means "off" or "baseline", the
//! signal colour means "conflict", and neither means anything else.

/// A colour by its meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    Paper,
    /// Ground of panels and of hollow marks.
    Panel,
    Text,
    Muted,
    /// Axes and hairlines.
    Rule,
    /// Switched off, or baseline.
    Off,
    /// Conflict, and nothing else.
    Signal,
    /// Keyboard focus and links.
    Accent,
    /// The n-th article; colours repeat after [`SHAPES`] has run out.
    Article(u16),
}

/// The shape that goes with an article's colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Glyph {
    Circle,
    Square,
    Triangle,
    Diamond,
    Hexagon,
}

/// Shapes in the order of articles.
pub const SHAPES: [Glyph; 5] = [Glyph::Circle, Glyph::Square, Glyph::Triangle, Glyph::Diamond, Glyph::Hexagon];

/// The shape of the n-th article.
pub fn glyph(article: u16) -> Glyph {
    SHAPES[usize::from(article) % SHAPES.len()]
}

/// One ground with every ink on it, as `[red, green, blue]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Palette {
    inks: [[u8; 3]; TOKENS.len()],
}

/// The inks that have a token, with its CSS name.
pub const TOKENS: [(Ink, &str); 13] = [
    (Ink::Paper, "paper"),
    (Ink::Panel, "panel"),
    (Ink::Text, "ink"),
    (Ink::Muted, "muted"),
    (Ink::Rule, "rule"),
    (Ink::Off, "off"),
    (Ink::Signal, "signal"),
    (Ink::Accent, "accent"),
    (Ink::Article(0), "article-0"),
    (Ink::Article(1), "article-1"),
    (Ink::Article(2), "article-2"),
    (Ink::Article(3), "article-3"),
    (Ink::Article(4), "article-4"),
];

/// Warm paper.
pub const LIGHT: Palette = Palette {
    inks: [
        [0xfb, 0xf8, 0xf1],
        [0xf4, 0xef, 0xe4],
        [0x23, 0x1f, 0x1a],
        [0x5f, 0x58, 0x4d],
        [0xdd, 0xd5, 0xc6],
        [0xa8, 0xa2, 0x97],
        [0xb4, 0x1f, 0x2e],
        [0x12, 0x39, 0x7a],
        [0x12, 0x39, 0x7a],
        [0xb6, 0x76, 0x0e],
        [0x2b, 0x8a, 0x86],
        [0xa0, 0x50, 0xc8],
        [0x5a, 0x0f, 0x35],
    ],
};

/// Near-black warm grey.
pub const DARK: Palette = Palette {
    inks: [
        [0x1c, 0x1a, 0x17],
        [0x26, 0x23, 0x1f],
        [0xee, 0xe8, 0xdc],
        [0xb3, 0xab, 0x9d],
        [0x40, 0x3b, 0x34],
        [0x6f, 0x69, 0x60],
        [0xf0, 0x6a, 0x6a],
        [0x8f, 0xb2, 0xf5],
        [0x5a, 0x8a, 0xe8],
        [0xf2, 0xc6, 0x5a],
        [0x6f, 0xe3, 0xc3],
        [0xb5, 0x7a, 0xa8],
        [0xcd, 0xc9, 0xff],
    ],
};

impl Palette {
    /// Colours that are only keys: the n-th token is `#0000nn`.
    #[cfg(feature = "desk")]
    pub const fn keyed() -> Palette {
        let mut inks = [[0; 3]; TOKENS.len()];
        let mut n = 0;
        while n < TOKENS.len() {
            inks[n][2] = n as u8;
            n += 1;
        }
        Palette { inks }
    }

    /// The colour of an ink, as a style sheet writes it.
    #[cfg(feature = "desk")]
    pub fn hex(&self, ink: Ink) -> String {
        let [r, g, b] = self.rgb(ink);
        format!("#{r:02X}{g:02X}{b:02X}")
    }

    /// The colour of an ink.
    pub fn rgb(&self, ink: Ink) -> [u8; 3] {
        self.inks[token(ink)]
    }
}

/// Which row of [`TOKENS`] an ink is.
pub fn token(ink: Ink) -> usize {
    let ink = match ink {
        Ink::Article(n) => Ink::Article(n % SHAPES.len() as u16),
        other => other,
    };
    TOKENS.iter().position(|(known, _)| *known == ink).unwrap_or(0)
}

/// The interface and chart type; the head of `--sans` in the style sheet.
pub const SANS: &str = "system-ui, sans-serif";
/// Type of titles on what is taken along; the head of `--serif` in the style sheet.
#[cfg(feature = "desk")]
pub const SERIF: &str = "Charter, 'Iowan Old Style', Palatino, Georgia, serif";

/// Chart type sizes in CSS pixels.
pub mod size {
    pub const LABEL: f64 = 13.0;
    pub const SMALL: f64 = 12.0;
    pub const AXIS: f64 = 12.0;
    /// Half the width of an article's mark.
    pub const GLYPH: f64 = 6.5;
}

/// `style/tokens.css`.
#[cfg(feature = "desk")]
pub fn tokens_css() -> String {
    use std::fmt::Write;
    let mut css = String::from("/* Written from src/theme.rs by `cargo desk tokens`; a test keeps it equal. */\n");
    for (open, palette, close) in [
        (":root {\n  color-scheme: light dark;\n", LIGHT, "}\n"),
        // Paper is printed on: the dark ground is the screen's alone.
        ("@media screen and (prefers-color-scheme: dark) {\n  :root {\n", DARK, "  }\n}\n"),
    ] {
        css.push_str(open);
        for (ink, name) in TOKENS {
            let [r, g, b] = palette.rgb(ink);
            let indent = if close.len() > 2 { "    " } else { "  " };
            let _ = writeln!(css, "{indent}--{name}: #{r:02x}{g:02x}{b:02x};");
        }
        css.push_str(close);
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(channel: u8) -> f64 {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    }

    fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
        let luminance = |[r, g, b]: [u8; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Severity 1.0 matrices of Machado, Oliveira and Fernandes (2009): normal sight, protan, deutan, tritan.
    const SIGHTS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    fn lab(rgb: [u8; 3], sight: &[[f64; 3]; 3]) -> [f64; 3] {
        let linear = rgb.map(linear);
        let seen = sight.map(|row| row.iter().zip(linear).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0));
        let [r, g, b] = seen;
        let f = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn article_colours_keep_apart_for_every_sight_and_from_conflict() {
        let mut inks: Vec<Ink> = (0..5).map(Ink::Article).collect();
        inks.push(Ink::Signal);
        for palette in [LIGHT, DARK] {
            for sight in &SIGHTS {
                for (i, a) in inks.iter().enumerate() {
                    for b in &inks[i + 1..] {
                        let (a_lab, b_lab) = (lab(palette.rgb(*a), sight), lab(palette.rgb(*b), sight));
                        let distance = a_lab.iter().zip(b_lab).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                        assert!(distance > 20.0, "{a:?} and {b:?} are {distance:.1} apart");
                    }
                }
            }
        }
    }

    #[test]
    fn inks_are_legible_on_both_grounds() {
        for palette in [LIGHT, DARK] {
            for ground in [Ink::Paper, Ink::Panel] {
                for (ink, least) in [(Ink::Text, 12.0), (Ink::Muted, 4.5), (Ink::Signal, 4.5), (Ink::Accent, 4.5)] {
                    let ratio = contrast(palette.rgb(ink), palette.rgb(ground));
                    assert!(ratio >= least, "{ink:?} on {ground:?}: {ratio:.2}");
                }
                for n in 0..5 {
                    let ratio = contrast(palette.rgb(Ink::Article(n)), palette.rgb(ground));
                    assert!(ratio >= 3.0, "article {n} on {ground:?}: {ratio:.2}");
                }
            }
        }
    }
}
