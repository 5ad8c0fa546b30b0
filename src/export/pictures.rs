//! Pictures that leave the page: a chart with its title and where it comes from, cards for where a link to the page is
//! shown, and icons. All from the same scenes as the page, and the same on every machine.

use super::{ALL_ON, lineage_of, made_of};
use crate::cite::{Address, pinned};
use crate::corpus::{CORPUS, DOSSIER};
use crate::dossier::Exhibit;
use crate::model::{ChartIx, plain};
use crate::paint::raster::png;
use crate::paint::svg::{Sheet, Style};
use crate::query::Off;
use crate::scene::exhibit::{Room, exhibit};
use crate::scene::marks::article_glyph;
use crate::scene::words::{capital, sentences};
use crate::scene::{Point, STATIC_WIDTHS, Scene, Shape, scene};
use crate::theme::Ink;
use crate::view_state::Place;

/// The card of the whole.
pub const CARD: &str = "og/page.png";
/// The size of a card, which is what those who show it ask for.
pub const CARD_SIZE: [f64; 2] = [1200.0, 630.0];
/// Pixels of the icons' sides.
pub const ICON_SIDES: [u32; 2] = [192, 512];

/// The card of a chart.
pub fn card_name(chart: ChartIx) -> String {
    format!("og/{}.png", CORPUS.chart(chart).id)
}

/// An icon of this many pixels.
pub fn icon_name(side: u32) -> String {
    format!("og/icon-{side}.png")
}

/// Every picture in pixels, by its path in the bundle.
pub fn files(address: Address) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![(CARD.to_string(), png(&card_of_page(), 1.0))];
    for chart in CORPUS.chart_ixs() {
        files.push((format!("charts/{}.png", CORPUS.chart(chart).id), png(&sheet(chart, address), 2.0)));
        files.push((card_name(chart), png(&card_of_chart(chart), 1.0)));
    }
    files.extend(ICON_SIDES.map(|side| (icon_name(side), icon_of(side))));
    files
}

/// The page's icon as PNG, this many pixels wide.
pub fn icon_of(side: u32) -> Vec<u8> {
    png(&icon(), side as f32 / ICON as f32)
}

const KICKER: Style = Style { size: 15.0, leading: 22.0, bold: false, serif: false, ink: Ink::Muted };
const TITLE: Style = Style { size: 26.0, leading: 33.0, bold: true, serif: true, ink: Ink::Text };
const SUBTITLE: Style = Style { size: 15.0, leading: 22.0, bold: false, serif: false, ink: Ink::Muted };
const FOOT: Style = Style { size: 12.0, leading: 17.0, bold: false, serif: false, ink: Ink::Muted };

/// A chart to take along: its title, the picture, what a reader should know, and where it comes from.
pub fn sheet(chart: ChartIx, address: Address) -> String {
    let text = DOSSIER.charts[chart.at()];
    let scene = scene(&CORPUS, chart, Off::default(), STATIC_WIDTHS[1]);
    let width = scene.width + 2.0 * Sheet::MARGIN;
    let most = scene.width;
    let mut sheet = Sheet::new(width);
    sheet.text(&plain(text.title), TITLE, most * 0.9);
    sheet.y += 4.0;
    sheet.text(&plain(text.subtitle), SUBTITLE, most);
    sheet.y += 16.0;
    sheet.picture(&CORPUS, &scene, [Sheet::MARGIN, sheet.y]);
    sheet.y += scene.height + 16.0;
    sheet.rule();
    sheet.y += 10.0;
    for note in text.notes {
        sheet.text(&plain(note), FOOT, most);
    }
    sheet.text(&format!("Who said it → through whom → who tells it, with nothing off: {}.", lineage_of(chart)), FOOT, most);
    let place = address.map(|address| pinned(address, Place::Explore(Some(chart))));
    let from = made_of() + &place.map(|place| format!(". {place}")).unwrap_or_default();
    sheet.text(&from, FOOT, most);
    sheet.state(&format!("{}.", capital(ALL_ON)), FOOT);
    let spec = CORPUS.chart(chart);
    let words: String = sentences(&CORPUS, &DOSSIER, spec).into_iter().map(|(_, sentence)| sentence + " ").collect();
    sheet.finish(None, &plain(text.title), &format!("{words}{from}"))
}

/// The room of a card's picture, for which the story's pictures are made as well.
const STAGE: Room = Room { width: 640.0, height: 500.0 };
/// Where the foot of a card begins.
const CARD_FOOT: f64 = 564.0;

/// Words at the left, a picture at the right, where it is from at the foot.
fn card([kicker, title, text, from]: [&str; 4], picture: Option<Scene>) -> String {
    let [width, height] = CARD_SIZE;
    let mut sheet = Sheet::new(width);
    let most = if picture.is_some() { width - 3.0 * Sheet::MARGIN - STAGE.width } else { width - 2.0 * Sheet::MARGIN };
    sheet.y = 44.0;
    sheet.text(kicker, Style { size: 19.0, leading: 26.0, ..KICKER }, most);
    sheet.y += 12.0;
    // A long title in smaller type, so that the text below keeps its room.
    let size = if title.chars().count() > 40 { 42.0 } else { 56.0 };
    sheet.text(title, Style { size, leading: size * 1.12, ..TITLE }, most * 1.2);
    sheet.y += 18.0;
    sheet.text(text, Style { size: 22.0, leading: 31.0, serif: true, bold: false, ink: Ink::Text }, most);
    if let Some(scene) = picture {
        let y = (CARD_FOOT - scene.height) / 2.0;
        sheet.picture(&CORPUS, &scene, [width - Sheet::MARGIN - STAGE.width, y]);
    }
    sheet.y = CARD_FOOT;
    sheet.rule();
    sheet.y += 18.0;
    sheet.text(from, Style { size: 19.0, leading: 24.0, bold: false, serif: false, ink: Ink::Muted }, width);
    let (side, gap) = (22.0, 34.0);
    let first = width - Sheet::MARGIN - gap * CORPUS.articles.len() as f64 + (gap - side);
    let at = Point { x: side / 2.0, y: side / 2.0 };
    for ix in CORPUS.article_ixs() {
        let shape = article_glyph(ix.0, at, side * 0.36, false);
        sheet.shapes(&[shape], side, [first + gap * f64::from(ix.0), CARD_FOOT + 20.0]);
    }
    sheet.finish(Some(height), title, "")
}

/// The title, and who said it, through whom, who tells it.
fn card_of_page() -> String {
    let picture = DOSSIER.lineage().and_then(|of| exhibit(&CORPUS, &DOSSIER, of, STAGE));
    let site = DOSSIER.site;
    let from = format!("{} articles · {} claims · data version {}", CORPUS.articles.len(), CORPUS.claims.len(), DOSSIER.version);
    card([site.kicker, site.title, &plain(site.stake), &from], picture)
}

/// The finding, and the chart that shows it.
fn card_of_chart(chart: ChartIx) -> String {
    let text = DOSSIER.charts[chart.at()];
    let picture = exhibit(&CORPUS, &DOSSIER, &Exhibit::OfChart(chart), STAGE);
    let from = format!("{} · data version {}", DOSSIER.site.title, DOSSIER.version);
    card([text.kicker, &plain(text.title), &plain(text.subtitle), &from], picture)
}

/// The side on which the icon is drawn.
const ICON: f64 = 192.0;

/// One report, and around it those who tell it. What matters stays within the circle that a system may cut out.
fn icon() -> String {
    let centre = Point { x: ICON / 2.0, y: ICON / 2.0 };
    let n_articles = CORPUS.articles.len() as f64;
    let mut shapes = Vec::new();
    for ix in CORPUS.article_ixs() {
        let angle = std::f64::consts::TAU * (f64::from(ix.0) / n_articles - 0.25);
        let at = Point { x: centre.x + 52.0 * angle.cos(), y: centre.y + 52.0 * angle.sin() };
        shapes.push(Shape::Line { points: vec![centre, at], ink: Ink::Muted, width: 4.0, dashed: false });
        shapes.push(article_glyph(ix.0, at, 15.0, false));
    }
    shapes.push(Shape::Disc { centre, radius: 17.0, fill: Some(Ink::Text), stroke: None, width: 0.0 });
    // Lines below, marks above.
    shapes.sort_by_key(|shape| !matches!(shape, Shape::Line { .. }));
    let mut sheet = Sheet::new(ICON);
    sheet.shapes(&shapes, ICON, [0.0, 0.0]);
    sheet.finish(Some(ICON), DOSSIER.site.title, "")
}
