//! Wholes as bars on one scale, divided where a source divides them. A part of ours is hatched; what is told in words
//! alone gets no bar.

use super::rows::turned_tick;
use super::{Room, number};
use crate::dossier::{Dossier, Parts};
use crate::model::{Corpus, Ref};
use crate::scene::lanes::{hatched, thousands};
use crate::scene::marks::{Lines, article_glyph, block, bold, label, line, mark};
use crate::scene::scale::{Linear, ticks};
use crate::scene::{Anchor, Drawing, Point, Rect, Shape};
use crate::theme::{Ink, size};

pub fn draw(corpus: &Corpus, dossier: &Dossier, spec: &Parts, room: Room) -> Drawing {
    let wide = room.is_wide();
    let (bar_h, gap) = if wide { (64.0, 44.0) } else { (34.0, 16.0) };
    let told = |claim| number(corpus, dossier, Ref::Told(claim));
    let most = spec.wholes.iter().filter_map(|whole| told(whole.claim)?.value()).fold(1.0, f64::max);
    let scale = Linear { domain: (0.0, most), px: (6.0, room.width - 24.0) };
    let (mut frame, mut marks) = (Vec::new(), Vec::new());
    let mut y = 8.0;
    let axis_top = y;
    let mut bottoms = y;
    for whole in spec.wholes {
        let Some(quantity) = told(whole.claim) else { continue };
        let article = corpus.claim(whole.claim).article;
        let ink = Ink::Article(article.0);
        let mut labels = vec![article_glyph(article.0, Point { x: 6.0, y }, 5.0, false)];
        labels.push(bold(18.0, y, Anchor::Start, quantity.shown, Ink::Text));
        let after = 26.0 + crate::scene::text::width(quantity.shown, size::LABEL, true);
        labels.push(label(after, y, Anchor::Start, whole.tag, Ink::Text));
        labels.push(label(room.width, y, Anchor::End, corpus.article(article).short, Ink::Muted));
        y += 14.0;
        let bar =
            Rect { x: scale.px_from(0.0), y, w: scale.px_from(quantity.value().unwrap_or(0.0)) - scale.px_from(0.0), h: bar_h };
        let mut shapes = vec![block(bar, Some(ink), Some(ink), if whole.parts.is_empty() { 0.28 } else { 0.0 })];
        shapes.extend(turned_tick(quantity.bound, Point { x: bar.right() - 3.0, y: bar.centre().y }, ink));
        let hit = bar;
        marks.push(mark(corpus, Ref::Told(whole.claim), whole.tag, shapes, labels, hit));
        let mut x = 0.0;
        let mut below = bar.bottom();
        for (of, tag) in whole.parts {
            let Some(quantity) = number(corpus, dossier, *of) else { continue };
            let value = quantity.value().unwrap_or(0.0);
            let (from, to) = (scale.px_from(x), scale.px_from(x + value));
            x += value;
            let piece = Rect { x: from + 2.0, y: bar.y + 2.0, w: to - from - 4.0, h: bar.h - 4.0 };
            let ours = matches!(of, Ref::Ours(_));
            let shapes = if ours { hatched(piece, ink) } else { vec![block(piece, Some(ink), None, 0.85)] };
            let note = if ours { format!("{tag}, calculated by us") } else { (*tag).to_string() };
            let lines = Lines::new(&[(quantity.shown, true, Ink::Text), (&note, false, Ink::Text)], piece.w.max(96.0));
            let at = Rect { x: (from + 2.0).min(room.width - lines.w), y: bar.bottom() + 5.0, w: lines.w, h: lines.h };
            below = below.max(at.bottom());
            marks.push(mark(corpus, *of, "", shapes, lines.shapes(at, Anchor::Start), piece.with(at)));
        }
        if let Some((of, _)) = whole.parts.first().filter(|_| whole.claim == spec.wholes[0].claim) {
            let quantity = corpus.derived(spec.share).quantity;
            let words = format!("{} {}: calculated by us", quantity.shown, spec.share_words);
            let y = below + 14.0;
            let width = number(corpus, dossier, *of)
                .and_then(|part| part.value())
                .map_or(0.0, |value| scale.px_from(value) - scale.px_from(0.0));
            let (from, to) = (scale.px_from(0.0), scale.px_from(0.0) + width);
            let bracket = line(&[(from, y - 6.0), (from, y - 2.0), (to, y - 2.0), (to, y - 6.0)], Ink::Muted, 1.5);
            let lines = Lines::new(&[(&words, false, Ink::Text)], room.width);
            let at = Rect { x: 6.0, y: y + 3.0, w: lines.w, h: lines.h };
            below = at.bottom();
            marks.push(mark(corpus, Ref::Ours(spec.share), "", vec![bracket], lines.shapes(at, Anchor::Start), at));
        }
        bottoms = below;
        y = below + gap;
    }
    // The scale, behind the bars.
    let axis_y = bottoms + 14.0;
    for tick in ticks(0.0, most, 5) {
        let x = scale.px_from(tick);
        let anchor = if tick == 0.0 { Anchor::Start } else { Anchor::Middle };
        frame.push(label(if tick == 0.0 { 0.0 } else { x }, axis_y, anchor, thousands(tick), Ink::Muted));
        frame.push(line(&[(x, axis_top + 16.0), (x, axis_y - 9.0)], Ink::Rule, 1.0));
    }
    y = axis_y + if wide { 40.0 } else { 22.0 };
    if !spec.words.is_empty() {
        frame.push(bold(0.0, y, Anchor::Start, spec.words_title, Ink::Text));
        y += 20.0;
    }
    for telling in spec.words {
        let article = corpus.claim(telling.claim).article;
        let shapes: Vec<Shape> = vec![article_glyph(article.0, Point { x: 6.0, y }, 5.0, false)];
        let labels = vec![
            label(18.0, y, Anchor::Start, telling.tag, Ink::Text),
            label(room.width, y, Anchor::End, corpus.article(article).short, Ink::Muted),
        ];
        let hit = Rect { x: 0.0, y: y - 10.0, w: room.width, h: 20.0 };
        marks.push(mark(corpus, Ref::Told(telling.claim), "", shapes, labels, hit));
        y += 20.0;
    }
    Drawing { height: y, frame, marks }
}
