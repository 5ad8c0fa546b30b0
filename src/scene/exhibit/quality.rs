//! How each article was made, as we judge it, and how many of its claims name somebody: a bar of all its claims, filled
//! as far as they do.

use super::Room;
use super::coverage::shared;
use crate::dossier::Dossier;
use crate::model::Corpus;
use crate::query::{Source, claims_from};
use crate::scene::marks::{article_glyph, block, bold, label};
use crate::scene::{Anchor, Drawing, Point, Rect, text};
use crate::theme::{Ink, size};

pub fn draw(corpus: &Corpus, dossier: &Dossier, counts: &'static str, room: Room) -> Drawing {
    let wide = room.is_wide();
    let foot = 22.0;
    let row_h = ((room.height - foot) / corpus.articles.len() as f64).min(96.0);
    let count_w = 58.0;
    let of_article = |ix| claims_from(corpus, Source::Article(ix)).collect::<Vec<_>>();
    let most = corpus.article_ixs().map(|ix| of_article(ix).len()).max().unwrap_or(1) as f64;
    let mut marks = Vec::new();
    let mut y = 0.0;
    for article in corpus.article_ixs() {
        let (known, text) = (corpus.article(article), &dossier.articles[article.at()]);
        let claims = of_article(article);
        let named: Vec<_> = claims.iter().copied().filter(|claim| !corpus.origin(corpus.claim(*claim).origin).unstated).collect();
        let ink = Ink::Article(article.0);
        let middle = y + 12.0;
        let made = format!("{}, {} confidence", text.production.word(), text.production_sure.word());
        let name_w = 20.0 + text::width(known.short, size::LABEL, true) + 10.0;
        let beside = name_w + text::width(&made, size::SMALL, false) <= room.width;
        let shapes = vec![article_glyph(article.0, Point { x: 8.0, y: middle }, size::GLYPH, false)];
        let mut labels = vec![bold(20.0, middle, Anchor::Start, known.short, Ink::Text)];
        if beside {
            labels.push(label(name_w, middle, Anchor::Start, made, Ink::Text));
        } else {
            labels.push(label(20.0, middle + 15.0, Anchor::Start, made, Ink::Text));
        }
        let bar_y = middle + if beside { 14.0 } else { 26.0 };
        let bar_h = if wide { 18.0 } else { 10.0 };
        let full = (room.width - 20.0 - count_w) / most;
        let bar = |n: usize| Rect { x: 20.0, y: bar_y, w: full * n as f64, h: bar_h };
        let mut bars = vec![block(bar(claims.len()), Some(ink), Some(ink), 0.14), block(bar(named.len()), Some(ink), None, 0.9)];
        bars.extend(shapes);
        let count = format!("{} of {}", named.len(), claims.len());
        labels.push(label(room.width, bar_y + bar_h / 2.0, Anchor::End, count, Ink::Text));
        marks.push(shared(claims, bars, labels));
        y += row_h;
    }
    let frame = vec![label(20.0, y + 8.0, Anchor::Start, counts, Ink::Muted)];
    Drawing { height: y + foot, frame, marks }
}
