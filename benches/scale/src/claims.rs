//! Claims as they come, piece by piece, and what is kept of them.

use attested::model::{Article, ArticleIx, Claim, Corpus, FactIx, Origin, OriginIx};
use attested::query::Tally;
use serde::Deserialize;

/// The kinds that have a chart each, in their order on the page.
pub const KINDS: [&str; 3] = ["workers", "defections", "wages"];

/// A claim as the harness writes it.
#[derive(Deserialize)]
struct Given<'a> {
    id: &'a str,
    source: &'a str,
    kind: &'a str,
    key: &'a str,
    value: f64,
    lo: f64,
    hi: f64,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

/// What claims of one kind, key and source say together. With these a change asks no claim.
#[derive(Clone, Copy)]
pub struct Group {
    pub n: f64,
    pub sum: f64,
    pub low: f64,
    pub high: f64,
}

impl Default for Group {
    fn default() -> Group {
        Group { n: 0.0, sum: 0.0, low: f64::INFINITY, high: f64::NEG_INFINITY }
    }
}

impl Group {
    pub fn with(self, other: Group) -> Group {
        Group { n: self.n + other.n, sum: self.sum + other.sum, low: self.low.min(other.low), high: self.high.max(other.high) }
    }
    /// The mean of what is said; `None` where nothing is.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0.0).then(|| self.sum / self.n)
    }
}

/// Reads a list of claims in JSON, in pieces that end anywhere.
pub struct Reader {
    sources: Vec<String>,
    keys: [Vec<String>; 3],
    rest: Vec<u8>,
    /// Words of the last claims, one after the other: a text of all would need its room twice as it grows.
    block: String,
    /// The claims whose words are in the block: source, fact, where the id ends, where the text does.
    waiting: Vec<(u16, u16, usize, usize)>,
    claims: Vec<Claim>,
    said: Vec<&'static str>,
    /// By kind, key and source.
    groups: [Vec<Vec<Group>>; 3],
}

/// About how long a block gets.
const BLOCK: usize = 1 << 18;

/// All of it, read.
pub struct Claims {
    pub corpus: &'static Corpus,
    pub tally: Tally,
    pub said: Vec<&'static str>,
    pub groups: [Vec<Vec<Group>>; 3],
}

impl Reader {
    /// For claims of these sources, with these keys of each kind.
    pub fn new(sources: Vec<String>, keys: [Vec<String>; 3]) -> Reader {
        let groups = keys.each_ref().map(|keys| vec![vec![Group::default(); sources.len()]; keys.len()]);
        Reader {
            sources,
            keys,
            rest: Vec::new(),
            block: String::new(),
            waiting: Vec::new(),
            claims: Vec::new(),
            said: Vec::new(),
            groups,
        }
    }

    /// Makes room for so many claims: lists that grow need their room twice.
    pub fn expect(&mut self, n_claims: usize) {
        self.claims.reserve_exact(n_claims);
        self.said.reserve_exact(n_claims);
    }

    /// Takes the next piece. Panics where it is no list of such claims: the harness has written it.
    pub fn feed(&mut self, piece: &[u8]) {
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.extend_from_slice(piece);
        let mut from = 0;
        while let Some(begin) = bytes[from..].iter().position(|byte| *byte == b'{') {
            let mut next = serde_json::Deserializer::from_slice(&bytes[from + begin..]).into_iter::<Given>();
            match next.next() {
                Some(Ok(given)) => {
                    let after = next.byte_offset();
                    self.take(&given).unwrap_or_else(|| panic!("claim {} is of no known source, kind or key", given.id));
                    from += begin + after;
                }
                Some(Err(fault)) if !fault.is_eof() => panic!("{fault}"),
                _ => break,
            }
        }
        bytes.drain(..from);
        self.rest = bytes;
    }

    fn take(&mut self, given: &Given) -> Option<()> {
        let source = self.sources.iter().position(|source| source == given.source)?;
        let kind = KINDS.iter().position(|kind| *kind == given.kind)?;
        let key = self.keys[kind].iter().position(|key| key == given.key)?;
        let group = &mut self.groups[kind][key][source];
        *group = group.with(Group { n: 1.0, sum: given.value, low: given.lo, high: given.hi });
        let fact = self.keys[..kind].iter().map(Vec::len).sum::<usize>() + key;
        self.block.push_str(given.id);
        let id_end = self.block.len();
        self.block.push_str(&given.text);
        self.waiting.push((source as u16, fact as u16, id_end, self.block.len()));
        if self.block.len() > BLOCK {
            self.keep();
        }
        Some(())
    }

    /// Keeps the claims whose words are in the block, and begins another.
    fn keep(&mut self) {
        let next = String::with_capacity(BLOCK + BLOCK / 16);
        let block: &'static str = std::mem::replace(&mut self.block, next).leak();
        let mut from = 0;
        for (source, fact, id_end, end) in self.waiting.drain(..) {
            let (article, fact, origin) = (ArticleIx(source), FactIx(fact), OriginIx(0));
            self.claims.push(Claim { id: &block[from..id_end], article, fact, origin, via: &[] });
            self.said.push(&block[id_end..end]);
            from = end;
        }
    }

    /// Everything that was read, as a corpus in which each source is an article that names nobody.
    pub fn finish(mut self) -> Claims {
        self.keep();
        let Reader { sources, keys, claims, said, groups, .. } = self;
        let articles: Vec<Article> = sources.into_iter().map(String::leak).map(|id| Article { id, short: id }).collect();
        let corpus = Box::leak(Box::new(Corpus {
            articles: articles.leak(),
            origins: &[Origin { id: "nobody", title: "Nobody named", unstated: true }],
            n_facts: keys.iter().map(Vec::len).sum(),
            claims: claims.leak(),
            drawn: &[],
            derived: &[],
            charts: &[],
            steps: &[],
            moved: &[],
        }));
        Claims { tally: Tally::of(corpus), corpus, said, groups }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use attested::query::Off;

    const LIST: &str = r#"[{"id":"c1","source":"a","kind":"workers","key":"2024","value":10,"lo":8,"hi":12,"text":"Ten."},
        {"id":"c2","source":"b","kind":"workers","key":"2024","value":20,"lo":18,"hi":22,"text":"Zwan\u0074zig."},
        {"id":"c3","source":"b","kind":"wages","key":"pay","value":5,"lo":1,"hi":9,"text":"Five {or so}."}]"#;

    fn read(pieces: &[&[u8]]) -> Claims {
        let lines = |text: &str| text.lines().map(String::from).collect::<Vec<_>>();
        let mut reader = Reader::new(lines("a\nb"), [lines("2024"), lines("2022"), lines("pay")]);
        pieces.iter().for_each(|piece| reader.feed(piece));
        reader.finish()
    }

    #[test]
    fn wherever_the_pieces_end_all_of_it_is_read() {
        for cut in 0..LIST.len() {
            let (one, other) = LIST.as_bytes().split_at(cut);
            let claims = read(&[one, other]);
            assert_eq!(claims.said, ["Ten.", "Zwantzig.", "Five {or so}."], "cut at {cut}");
            assert_eq!(claims.corpus.claims.iter().map(|claim| claim.id).collect::<Vec<_>>(), ["c1", "c2", "c3"]);
            assert_eq!(claims.groups[0][0][1].mean(), Some(20.0));
        }
    }

    #[test]
    fn what_stands_is_the_same_by_sums_and_claim_by_claim() {
        let claims = read(&[LIST.as_bytes()]);
        let without_b = Off::default().with_article(ArticleIx(1), true);
        for (off, n_claims, n_facts) in [(Off::default(), 3, 2), (without_b, 1, 1)] {
            let now = claims.tally.standing(off);
            assert_eq!((now.claims.standing, now.facts.standing), (n_claims, n_facts));
            let stands = |claim: &&Claim| !Off::path_of(claim).meets(off);
            assert_eq!(claims.corpus.claims.iter().filter(stands).count(), n_claims);
        }
    }
}
