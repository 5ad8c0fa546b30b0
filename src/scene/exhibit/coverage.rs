//! Which articles tell of which facts: a shape where one does, a short dash where it is silent. A gap is silence, not
//! denial, so it has no sign of its own beyond the dash.

use super::Room;
use crate::dossier::Dossier;
use crate::model::{ArticleIx, ClaimIx, Corpus, FactIx};
use crate::query::telling;
use crate::scene::marks::{article_glyph, label, line};
use crate::scene::{Anchor, Drawing, Mark, Point, Shape, text};
use crate::theme::{Ink, size};

const LEADING: f64 = 14.0;

pub fn draw(corpus: &Corpus, dossier: &Dossier, facts: &[FactIx], room: Room) -> Drawing {
    let n_articles = corpus.articles.len() as f64;
    let column = if room.is_wide() { 76.0 } else { 33.0 };
    let left = room.width - column * n_articles;
    let x = |article: ArticleIx| left + column * (f64::from(article.0) + 0.5);
    let mut frame = Vec::new();
    let mut marks = Vec::new();
    let mut y = 10.0;
    let mut head_h = 0.0f64;
    for article in corpus.article_ixs() {
        frame.push(article_glyph(article.0, Point { x: x(article), y }, size::GLYPH, false));
        if room.is_wide() {
            let lines = text::wrap(corpus.article(article).short, size::SMALL, false, column - 6.0);
            for (n, words) in lines.iter().enumerate() {
                frame.push(label(x(article), y + 18.0 + LEADING * n as f64, Anchor::Middle, words, Ink::Muted));
            }
            head_h = head_h.max(18.0 + LEADING * lines.len() as f64);
        }
    }
    y += head_h + 12.0;
    let lines: Vec<Vec<String>> =
        facts.iter().map(|fact| text::wrap(dossier.facts[fact.at()].title, size::SMALL, false, left - 8.0)).collect();
    let n_lines: usize = lines.iter().map(Vec::len).sum();
    // What room is left goes between the rows, up to a point.
    let spare = (room.height - y - LEADING * n_lines as f64) / facts.len() as f64;
    let pad = spare.clamp(4.0, if room.is_wide() { 20.0 } else { 12.0 });
    for (fact, lines) in facts.iter().zip(&lines) {
        frame.push(line(&[(0.0, y), (room.width, y)], Ink::Rule, 1.0));
        let height = LEADING * lines.len() as f64 + pad;
        for (n, words) in lines.iter().enumerate() {
            frame.push(label(0.0, y + pad / 2.0 + LEADING * (n as f64 + 0.5), Anchor::Start, words, Ink::Text));
        }
        for article in corpus.article_ixs() {
            let at = Point { x: x(article), y: y + height / 2.0 };
            let claims = telling(corpus, *fact, article);
            if claims.is_empty() {
                frame.push(line(&[(at.x - 4.0, at.y), (at.x + 4.0, at.y)], Ink::Off, 1.0));
            } else {
                marks.push(shared(claims, vec![article_glyph(article.0, at, size::GLYPH, false)], Vec::new()));
            }
        }
        y += height;
    }
    Drawing { height: y, frame, marks }
}

/// A mark that stands while any of some claims does.
pub fn shared(claims: Vec<ClaimIx>, shapes: Vec<Shape>, labels: Vec<Shape>) -> Mark {
    Mark { of: None, on: true, rests_on: vec![claims], shapes, labels, hit: None, leaves_outline: true, tag: "" }
}
