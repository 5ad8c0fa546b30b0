//! What is left when some sources are not trusted: corpus + what is off -> what stands. Pure, and cheap enough to ask
//! on every click.
//!
//! A claim reaches the reader along one path, origin → whom it came through → article. It stands while nothing on that
//! path is off. A fact stands while one of its claims does. A number of ours stands while all it is computed from does.

use crate::model::{ArticleIx, Claim, ClaimIx, Corpus, FactIx, MOST_SOURCES, OriginIx, Ref};

/// The sources that are switched off. The empty set is the baseline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Off {
    articles: u64,
    origins: u64,
}

impl Off {
    /// Sources beyond this number cannot be switched; the build refuses a corpus that has more.
    pub const MOST: usize = MOST_SOURCES;

    pub fn article(self, ix: ArticleIx) -> bool {
        self.articles >> ix.0 & 1 == 1
    }
    pub fn origin(self, ix: OriginIx) -> bool {
        self.origins >> ix.0 & 1 == 1
    }
    /// With one article set on or off.
    pub fn with_article(self, ix: ArticleIx, off: bool) -> Off {
        Off { articles: self.articles & !(1 << ix.0) | u64::from(off) << ix.0, ..self }
    }
    /// With one origin set on or off.
    pub fn with_origin(self, ix: OriginIx, off: bool) -> Off {
        Off { origins: self.origins & !(1 << ix.0) | u64::from(off) << ix.0, ..self }
    }
    /// Whether everything is on.
    pub fn is_empty(self) -> bool {
        self == Off::default()
    }
    /// With nothing off that one of these claims rests on.
    pub fn sparing(self, corpus: &Corpus, claims: &[ClaimIx]) -> Off {
        claims.iter().fold(self, |off, claim| {
            let path = Off::path_of(corpus.claim(*claim));
            Off { articles: off.articles & !path.articles, origins: off.origins & !path.origins }
        })
    }
    /// With every source on the path of a claim off.
    pub fn path_of(claim: &Claim) -> Off {
        let off = Off::default().with_article(claim.article, true).with_origin(claim.origin, true);
        claim.via.iter().fold(off, |off, via| off.with_origin(*via, true))
    }
    /// Whether something is off in both.
    pub fn meets(self, other: Off) -> bool {
        self.articles & other.articles != 0 || self.origins & other.origins != 0
    }
    /// Everything that is off in either.
    pub fn union(self, other: Off) -> Off {
        Off { articles: self.articles | other.articles, origins: self.origins | other.origins }
    }
}

/// Something that can be switched off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    Article(ArticleIx),
    Origin(OriginIx),
}

impl Source {
    /// Every source: the articles, then the origins.
    pub fn all(corpus: &Corpus) -> impl Iterator<Item = Source> + use<> {
        corpus.article_ixs().map(Source::Article).chain(corpus.origin_ixs().map(Source::Origin))
    }
    /// The source of that kind (`article` or `origin`) and id.
    pub fn named(corpus: &Corpus, kind: &str, id: &str) -> Option<Source> {
        Source::all(corpus).find(|source| source.kind() == kind && source.id(corpus) == id)
    }
    pub fn kind(self) -> &'static str {
        match self {
            Source::Article(_) => "article",
            Source::Origin(_) => "origin",
        }
    }
    pub fn id(self, corpus: &Corpus) -> &'static str {
        match self {
            Source::Article(ix) => corpus.article(ix).id,
            Source::Origin(ix) => corpus.origin(ix).id,
        }
    }
    /// For the reader.
    pub fn name(self, corpus: &Corpus) -> &'static str {
        match self {
            Source::Article(ix) => corpus.article(ix).short,
            Source::Origin(ix) => corpus.origin(ix).title,
        }
    }
    /// Whether a claim is told in it or comes from it.
    fn has(self, claim: &Claim) -> bool {
        match self {
            Source::Article(ix) => claim.article == ix,
            Source::Origin(ix) => claim.origin == ix,
        }
    }
}

/// The claims of an article or an origin.
pub fn claims_from(corpus: &Corpus, source: Source) -> impl Iterator<Item = ClaimIx> {
    corpus.claim_ixs().filter(move |ix| source.has(corpus.claim(*ix)))
}

/// The claims that speak of a fact.
pub fn claims_on(corpus: &Corpus, fact: FactIx) -> impl Iterator<Item = ClaimIx> {
    corpus.claim_ixs().filter(move |ix| corpus.claim(*ix).fact == fact)
}

/// What one article tells of a fact.
pub fn telling(corpus: &Corpus, fact: FactIx, article: ArticleIx) -> Vec<ClaimIx> {
    claims_on(corpus, fact).filter(|ix| corpus.claim(*ix).article == article).collect()
}

impl Off {
    /// Whether a source is off.
    pub fn has(self, source: Source) -> bool {
        match source {
            Source::Article(ix) => self.article(ix),
            Source::Origin(ix) => self.origin(ix),
        }
    }
    /// With one source set on or off.
    pub fn with(self, source: Source, off: bool) -> Off {
        match source {
            Source::Article(ix) => self.with_article(ix, off),
            Source::Origin(ix) => self.with_origin(ix, off),
        }
    }
}

/// Whether the claim's path avoids everything that is off.
pub fn claim_stands(corpus: &Corpus, claim: ClaimIx, off: Off) -> bool {
    !Off::path_of(corpus.claim(claim)).meets(off)
}

/// Whether what a mark stands for is still supported.
pub fn stands(corpus: &Corpus, of: Ref, off: Off) -> bool {
    match of {
        Ref::Told(claim) => claim_stands(corpus, claim, off),
        Ref::Ours(derived) => corpus.derived(derived).claims.iter().all(|claim| claim_stands(corpus, *claim, off)),
    }
}

/// What a part of the page tells, as it names it: `a b` stands while one of the two does, `a b+c` while besides `c` does.
/// A name is the id of a claim or of a number of ours, or `article:ID` or `origin:ID` for all claims of that source.
#[derive(Clone, PartialEq, Debug)]
pub struct Tells(Vec<Vec<Told>>);

#[derive(Clone, Copy, PartialEq, Debug)]
enum Told {
    Of(Ref),
    AllFrom(Source),
}

fn told(corpus: &Corpus, name: &str) -> Option<Told> {
    match name.split_once(':') {
        Some((kind, id)) => Source::named(corpus, kind, id).map(Told::AllFrom),
        None => Ref::by_id(corpus, name).map(Told::Of),
    }
}

impl Tells {
    /// How to write that one of some claims must stand.
    #[cfg(feature = "desk")]
    pub fn any_of(corpus: &Corpus, claims: &[ClaimIx]) -> String {
        claims.iter().map(|ix| corpus.claim(*ix).id).collect::<Vec<_>>().join(" ")
    }

    /// Reads what a part of the page says that it tells. A name that is not known is left out; the page is written from
    /// the same corpus, so there is none.
    pub fn read(corpus: &Corpus, text: &str) -> Tells {
        Tells(text.split('+').map(|any| any.split(' ').filter_map(|name| told(corpus, name)).collect()).collect())
    }

    /// Whether enough of it stands.
    pub fn stand(&self, corpus: &Corpus, off: Off) -> bool {
        let stands = |told: &Told| match *told {
            Told::Of(of) => stands(corpus, of, off),
            Told::AllFrom(source) => claims_from(corpus, source).any(|ix| claim_stands(corpus, ix, off)),
        };
        self.0.iter().all(|any| any.iter().any(stands))
    }
}

/// How much of something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub standing: usize,
    pub of: usize,
}

/// Counts what stands among these claims.
pub fn count(corpus: &Corpus, claims: impl IntoIterator<Item = ClaimIx>, off: Off) -> Count {
    claims.into_iter().fold(Count::default(), |count, claim| Count {
        standing: count.standing + usize::from(claim_stands(corpus, claim, off)),
        of: count.of + 1,
    })
}

/// What stands of the whole corpus.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    pub claims: Count,
    pub facts: Count,
    pub articles: Count,
}

impl Standing {
    /// What follows the number of standing claims: " of 240 claims stand", and how many facts.
    pub fn tally(&self) -> (String, String) {
        (format!(" of {} claims", self.claims.of), format!(", {} of {} facts", self.facts.standing, self.facts.of))
    }
}

/// Counts claims, facts and articles.
pub fn standing(corpus: &Corpus, off: Off) -> Standing {
    Tally::of(corpus).standing(off)
}

/// What stands of a corpus by sums, so that nothing is counted claim by claim whenever something is switched: what came along
/// the same path falls together, and so do facts that are told along the same paths. A corpus has few of either, however
/// many claims.
#[derive(Debug)]
pub struct Tally {
    /// Each path, as the set of its sources, and how many claims came along it. In the order of the sets.
    paths: Vec<(Off, usize)>,
    /// Sets of places in `paths`, and how many facts are told along just these.
    facts: Vec<(Vec<usize>, usize)>,
    n_articles: usize,
}

impl Tally {
    pub fn of(corpus: &Corpus) -> Tally {
        let mut tally =
            Tally { paths: runs(corpus.claims.iter().map(Off::path_of)), facts: Vec::new(), n_articles: corpus.articles.len() };
        let mut told: Vec<Vec<usize>> = vec![Vec::new(); corpus.n_facts];
        for claim in corpus.claims {
            let (path, told) = (tally.path(claim), &mut told[claim.fact.at()]);
            let place = told.partition_point(|other| *other < path);
            if told.get(place) != Some(&path) {
                told.insert(place, path);
            }
        }
        tally.facts = runs(told.into_iter());
        tally
    }

    /// Every path, as the set of its sources.
    pub fn paths(&self) -> impl Iterator<Item = Off> {
        self.paths.iter().map(|(path, _)| *path)
    }

    /// The place of a claim's path among [`Tally::paths`]; of a claim of this corpus.
    pub fn path(&self, claim: &Claim) -> usize {
        let path = Off::path_of(claim);
        self.paths.partition_point(|(other, _)| *other < path)
    }

    /// What stands.
    pub fn standing(&self, off: Off) -> Standing {
        let stands = |path: usize| !self.paths[path].0.meets(off);
        let claims = (0..self.paths.len()).map(|path| (self.paths[path].1, stands(path)));
        let facts = self.facts.iter().map(|(told, n)| (*n, told.iter().any(|path| stands(*path))));
        let articles = (0..self.n_articles).map(|ix| (1, !off.article(ArticleIx(ix as u16))));
        Standing { claims: Count::sum(claims), facts: Count::sum(facts), articles: Count::sum(articles) }
    }
}

impl Count {
    /// The sum of parts that stand or have fallen as a whole.
    fn sum(parts: impl Iterator<Item = (usize, bool)>) -> Count {
        parts.fold(Count::default(), |sum, (n, stands)| Count {
            standing: sum.standing + if stands { n } else { 0 },
            of: sum.of + n,
        })
    }
}

/// What there is, in order, and how many times. Not by sorting: it may be much, but little of it is different.
fn runs<T: Ord>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut runs: Vec<(T, usize)> = Vec::new();
    for item in all {
        let place = runs.partition_point(|(other, _)| *other < item);
        match runs.get_mut(place) {
            Some((same, n)) if *same == item => *n += 1,
            _ => runs.insert(place, (item, 1)),
        }
    }
    runs
}

/// In how many articles a fact is told, and by how many different origins; an unstated origin is none of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Support {
    pub articles: usize,
    pub origins: usize,
    /// Whether some telling names nobody.
    pub unstated: bool,
}

/// The support of a fact among what stands.
pub fn support(corpus: &Corpus, fact: FactIx, off: Off) -> Support {
    let (mut articles, mut origins, mut unstated) = (Vec::new(), Vec::new(), false);
    for ix in claims_on(corpus, fact).filter(|ix| claim_stands(corpus, *ix, off)) {
        let claim = corpus.claim(ix);
        if !articles.contains(&claim.article) {
            articles.push(claim.article);
        }
        if corpus.origin(claim.origin).unstated {
            unstated = true;
        } else if !origins.contains(&claim.origin) {
            origins.push(claim.origin);
        }
    }
    Support { articles: articles.len(), origins: origins.len(), unstated }
}

/// The facts that stand at the baseline and not any more.
pub fn fallen(corpus: &Corpus, off: Off) -> Vec<FactIx> {
    let mut stands = vec![false; corpus.n_facts];
    for claim in corpus.claim_ixs().filter(|claim| claim_stands(corpus, *claim, off)) {
        stands[corpus.claim(claim).fact.at()] = true;
    }
    (0..corpus.n_facts as u16).map(FactIx).filter(|fact| !stands[fact.at()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::CORPUS;
    use crate::model::{Article, Origin};
    use proptest::prelude::*;

    fn fact_ixs() -> impl Iterator<Item = FactIx> {
        (0..CORPUS.n_facts as u16).map(FactIx)
    }

    /// Any set of what the corpus has.
    fn any_off() -> impl Strategy<Value = Off> {
        let (n_articles, n_origins) = (CORPUS.articles.len(), CORPUS.origins.len());
        (prop::collection::vec(any::<bool>(), n_articles), prop::collection::vec(any::<bool>(), n_origins)).prop_map(
            |(articles, origins)| {
                let off = CORPUS.article_ixs().zip(articles).fold(Off::default(), |off, (ix, set)| off.with_article(ix, set));
                CORPUS.origin_ixs().zip(origins).fold(off, |off, (ix, set)| off.with_origin(ix, set))
            },
        )
    }

    proptest! {
        #[test]
        fn switching_off_more_never_lets_anything_stand_up(one in any_off(), more in any_off()) {
            let both = one.union(more);
            for claim in CORPUS.claim_ixs() {
                prop_assert!(claim_stands(&CORPUS, claim, one) || !claim_stands(&CORPUS, claim, both));
            }
            for fact in fact_ixs() {
                let (before, after) = (support(&CORPUS, fact, one), support(&CORPUS, fact, both));
                prop_assert!(after.articles <= before.articles && after.origins <= before.origins);
                prop_assert!(before.unstated || !after.unstated);
            }
            let fallen_before = fallen(&CORPUS, one);
            let fallen_after = fallen(&CORPUS, both);
            prop_assert!(fallen_before.iter().all(|fact| fallen_after.contains(fact)));
        }

        #[test]
        fn the_order_of_switching_does_not_matter(one in any_off(), other in any_off()) {
            prop_assert_eq!(one.union(other), other.union(one));
            prop_assert_eq!(one.union(one), one);
            let articles: Vec<ArticleIx> = CORPUS.article_ixs().collect();
            let forth = articles.iter().fold(one, |off, ix| off.with_article(*ix, other.article(*ix)));
            let back = articles.iter().rev().fold(one, |off, ix| off.with_article(*ix, other.article(*ix)));
            prop_assert_eq!(forth, back);
        }

        #[test]
        fn switching_one_thing_switches_nothing_else(off in any_off(), n in 0..Off::MOST as u16, set in any::<bool>()) {
            let (article, origin) = (ArticleIx(n), OriginIx(n));
            let after = off.with_article(article, set);
            prop_assert_eq!(after.article(article), set);
            prop_assert!((0..Off::MOST as u16).map(ArticleIx).all(|ix| ix == article || after.article(ix) == off.article(ix)));
            prop_assert!((0..Off::MOST as u16).map(OriginIx).all(|ix| after.origin(ix) == off.origin(ix)));
            prop_assert_eq!(after.with_article(article, off.article(article)), off);
            let after = off.with_origin(origin, set);
            prop_assert_eq!(after.origin(origin), set);
            prop_assert_eq!(after.with_origin(origin, off.origin(origin)), off);
        }

        #[test]
        fn counts_agree_with_each_other(off in any_off()) {
            let now = standing(&CORPUS, off);
            let standing_claims = CORPUS.claim_ixs().filter(|claim| claim_stands(&CORPUS, *claim, off)).count();
            prop_assert_eq!(now.claims, Count { standing: standing_claims, of: CORPUS.claims.len() });
            prop_assert_eq!(now.facts.standing + fallen(&CORPUS, off).len(), now.facts.of);
            let by_article = CORPUS.article_ixs().map(|article| {
                count(&CORPUS, CORPUS.claim_ixs().filter(|claim| CORPUS.claim(*claim).article == article), off)
            });
            let sum = by_article.fold(Count::default(), |sum, part| Count { standing: sum.standing + part.standing, of: sum.of + part.of });
            prop_assert_eq!(sum, now.claims);
            prop_assert_eq!(now.articles.of - now.articles.standing, CORPUS.article_ixs().filter(|ix| off.article(*ix)).count());
        }

        #[test]
        fn a_fact_stands_while_something_supports_it(off in any_off()) {
            let fallen = fallen(&CORPUS, off);
            for fact in fact_ixs() {
                let support = support(&CORPUS, fact, off);
                prop_assert_eq!(support.articles == 0, fallen.contains(&fact));
                prop_assert_eq!(support.articles == 0, support.origins == 0 && !support.unstated);
            }
        }

        #[test]
        fn what_is_off_supports_nothing(off in any_off()) {
            let on = CORPUS.article_ixs().filter(|ix| !off.article(*ix)).count();
            let voices = CORPUS.origin_ixs().filter(|ix| !off.origin(*ix) && !CORPUS.origin(*ix).unstated).count();
            for fact in fact_ixs() {
                let support = support(&CORPUS, fact, off);
                prop_assert!(support.articles <= on && support.origins <= voices);
            }
        }
    }

    #[test]
    fn with_nothing_off_everything_stands() {
        let all = standing(&CORPUS, Off::default());
        assert!(Off::default().is_empty());
        for count in [all.claims, all.facts, all.articles] {
            assert_eq!(count.standing, count.of);
        }
        assert_eq!(fallen(&CORPUS, Off::default()), []);
    }

    #[test]
    fn with_every_article_off_nothing_stands() {
        let off = CORPUS.article_ixs().fold(Off::default(), |off, ix| off.with_article(ix, true));
        let none = standing(&CORPUS, off);
        assert_eq!((none.claims.standing, none.facts.standing, none.articles.standing), (0, 0, 0));
        assert_eq!(fallen(&CORPUS, off).len(), CORPUS.n_facts);
    }

    #[test]
    fn every_claim_has_its_path_and_paths_are_few() {
        let tally = Tally::of(&CORPUS);
        for claim in CORPUS.claims {
            assert_eq!(tally.paths().nth(tally.path(claim)), Some(Off::path_of(claim)), "{}", claim.id);
        }
        assert_eq!(tally.paths.iter().map(|(_, n)| n).sum::<usize>(), CORPUS.claims.len());
        assert_eq!(tally.facts.iter().map(|(_, n)| n).sum::<usize>(), CORPUS.n_facts);
        assert!(tally.paths.len() < CORPUS.claims.len() / 2, "{} paths", tally.paths.len());
    }

    /// Two articles, two voices and nobody: a fact told three times, once through the other voice, and a fact told once.
    const PAIR: Corpus = {
        const fn claim(id: &'static str, article: u16, fact: u16, origin: u16, via: &'static [OriginIx]) -> Claim {
            Claim { id, article: ArticleIx(article), fact: FactIx(fact), origin: OriginIx(origin), via }
        }
        Corpus {
            articles: &[Article { id: "a", short: "A" }, Article { id: "b", short: "B" }],
            origins: &[
                Origin { id: "one", title: "One", unstated: false },
                Origin { id: "two", title: "Two", unstated: false },
                Origin { id: "nobody", title: "Nobody", unstated: true },
            ],
            n_facts: 2,
            claims: &[
                claim("a-1", 0, 0, 0, &[]),
                claim("a-2", 0, 0, 2, &[]),
                claim("b-1", 1, 0, 0, &[OriginIx(1)]),
                claim("b-2", 1, 1, 1, &[]),
            ],
            drawn: &[],
            derived: &[],
            charts: &[],
            steps: &[],
            moved: &[],
        }
    };

    #[test]
    fn support_counts_articles_and_named_origins() {
        let (fact, off) = (FactIx(0), Off::default());
        assert_eq!(support(&PAIR, fact, off), Support { articles: 2, origins: 1, unstated: true });
        let without_a = off.with_article(ArticleIx(0), true);
        assert_eq!(support(&PAIR, fact, without_a), Support { articles: 1, origins: 1, unstated: false });
        // The other voice only passed it on: it is no origin of this fact, but the telling falls with it.
        let without_two = off.with_origin(OriginIx(1), true);
        assert_eq!(support(&PAIR, fact, without_two), Support { articles: 1, origins: 1, unstated: true });
        assert_eq!(fallen(&PAIR, without_two), [FactIx(1)]);
        // Nobody can be switched off like anybody.
        let without_nobody = off.with_origin(OriginIx(2), true);
        assert_eq!(support(&PAIR, fact, without_nobody), Support { articles: 2, origins: 1, unstated: false });
    }

    #[test]
    fn what_a_part_of_the_page_tells_stands_by_its_names() {
        let all_on = Off::default();
        let (no_a, no_two) = (all_on.with_article(ArticleIx(0), true), all_on.with_origin(OriginIx(1), true));
        for (tells, without_a, without_two) in [
            ("a-1", false, true),
            ("b-1", true, false),
            ("a-1 b-1", true, true),
            ("a-1+b-1", false, false),
            ("a-1 b-1+b-2", true, false),
            ("article:a", false, true),
            ("article:b", true, false),
            ("origin:one", true, true),
            ("origin:two", true, false),
            ("origin:nobody+article:b", false, false),
        ] {
            let read = Tells::read(&PAIR, tells);
            assert!(read.stand(&PAIR, all_on), "{tells}");
            assert_eq!(read.stand(&PAIR, no_a), without_a, "{tells} without a");
            assert_eq!(read.stand(&PAIR, no_two), without_two, "{tells} without two");
        }
    }

    #[test]
    fn the_tally_is_said_in_words() {
        let off = Off::default().with_article(ArticleIx(1), true);
        let now = standing(&PAIR, off);
        assert_eq!(now.claims, Count { standing: 2, of: 4 });
        let (claims, facts) = now.tally();
        assert_eq!(format!("{}{claims}{facts}", now.claims.standing), "2 of 4 claims, 1 of 2 facts");
    }
}
