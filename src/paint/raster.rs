//! SVG as PNG, the same on every machine: with the fonts that come with their crates, never with those of the system.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::{Arc, LazyLock};

/// Noto Sans for the interface and the charts, Libertinus Serif for titles; both under the SIL Open Font License.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
        fonts.load_font_data(font.to_vec());
    }
    // They come in one list, told apart by what they say of themselves.
    for font in typst_assets::fonts() {
        if font.windows(SERIF.len()).any(|name| name == SERIF) {
            fonts.load_font_data(font.to_vec());
        }
    }
    fonts.set_sans_serif_family("Noto Sans");
    fonts.set_serif_family("Libertinus Serif");
    Arc::new(fonts)
});

/// As a font file writes its names, without spaces.
const SERIF: &[u8] = b"LibertinusSerif-";

/// The picture, `scale` times its size.
pub fn png(svg: &str, scale: f32) -> Vec<u8> {
    let options = Options { fontdb: FONTS.clone(), font_family: "Noto Sans".into(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).expect("what `paint::svg` writes is SVG");
    let size = tree.size().to_int_size().scale_by(scale).expect("a picture has a size");
    let mut pixels = Pixmap::new(size.width(), size.height()).expect("a picture has a size");
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().expect("memory takes every picture")
}
