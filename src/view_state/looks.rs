//! How things are looked at that stay the same: a chart as a picture or in words, a list in one order or another. What
//! is looked at has a name and the ways to look at it have words; `NAME:WORD` in a link is also what the page's own tabs
//! and fields carry.

use crate::model::{ChartIx, Corpus, MOST_CHARTS};

/// The ways to look at a chart. The first is the one it is written in.
pub const TABS: &[&str] = &["chart", "table", "sources"];

/// The lists that can be put into other orders, with these. The first is the order they are written in.
pub const ORDERS: [(&str, &[&str]); 2] =
    [("claims", &["fact", "article", "number", "time", "origin"]), ("coverage", &["theme", "told", "differs"])];

/// How everything is looked at: the lists, then the charts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looks([u8; ORDERS.len() + MOST_CHARTS]);

impl Default for Looks {
    fn default() -> Looks {
        Looks([0; ORDERS.len() + MOST_CHARTS])
    }
}

/// The name and the words of the n-th thing that can be looked at.
fn named(corpus: &Corpus, n: usize) -> Option<(&'static str, &'static [&'static str])> {
    match ORDERS.get(n) {
        Some(order) => Some(*order),
        None => corpus.charts.get(n - ORDERS.len()).map(|chart| (chart.id, TABS)),
    }
}

impl Looks {
    /// How a chart is looked at, as a place in [`TABS`].
    pub fn of(&self, chart: ChartIx) -> u8 {
        self.0[ORDERS.len() + chart.at()]
    }

    /// Takes `NAME:WORD`, or a word for everything that has it. Whether it is known.
    pub fn take(&mut self, corpus: &Corpus, item: &str) -> bool {
        let (name, word) = item.split_once(':').unwrap_or(("", item));
        let mut known = false;
        for n in 0..self.0.len() {
            let Some((own, words)) = named(corpus, n) else { break };
            for (look, own_word) in words.iter().enumerate() {
                if *own_word == word && (name.is_empty() || own == name) {
                    self.0[n] = look as u8;
                    known = true;
                }
            }
        }
        known
    }

    /// All of them, as `NAME:WORD` with the place of the word: first the lists, then the charts.
    pub fn each(&self, corpus: &Corpus, mut tell: impl FnMut(String, u8, bool)) {
        for (n, look) in self.0.iter().enumerate() {
            let Some((name, words)) = named(corpus, n) else { break };
            tell(name.to_string() + ":" + words[usize::from(*look)], *look, n < ORDERS.len());
        }
    }
}
