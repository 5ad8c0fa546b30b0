//! What is left when some sources are not trusted: corpus + what is off -> what stands. Pure, and cheap enough to ask
//! on every click.
//!
//! A claim reaches the reader along one path, origin → whom it came through → article. It stands while nothing on that
//! path is off. A fact stands while one of its claims does. A number of ours stands while all it is computed from does.

use crate::model::{ArticleIx, ClaimIx, Corpus, FactIx, OriginIx, Ref};

/// The sources that are switched off. The empty set is the baseline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Off {
    articles: u64,
    origins: u64,
}

impl Off {
    /// Sources beyond this number cannot be switched; the build refuses a corpus that has more.
    pub const MOST: usize = 64;

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
    /// Everything that is off in either.
    pub fn union(self, other: Off) -> Off {
        Off { articles: self.articles | other.articles, origins: self.origins | other.origins }
    }
}

/// Whether the claim's path avoids everything that is off.
pub fn claim_stands(corpus: &Corpus, claim: ClaimIx, off: Off) -> bool {
    let claim = corpus.claim(claim);
    !off.article(claim.article) && !off.origin(claim.origin) && !claim.via.iter().any(|via| off.origin(*via))
}

/// Whether what a mark stands for is still supported.
pub fn stands(corpus: &Corpus, of: Ref, off: Off) -> bool {
    match of {
        Ref::Told(claim) => claim_stands(corpus, claim, off),
        Ref::Ours(derived) => corpus.derived(derived).claims.iter().all(|claim| claim_stands(corpus, *claim, off)),
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
    /// What follows the number of standing claims: " of 240 claims, 80 of 83 facts stand".
    pub fn tally(&self) -> String {
        format!(" of {} claims, {} of {} facts stand", self.claims.of, self.facts.standing, self.facts.of)
    }
}

/// Counts claims, facts and articles.
pub fn standing(corpus: &Corpus, off: Off) -> Standing {
    let mut facts = vec![false; corpus.n_facts];
    for claim in corpus.claim_ixs().filter(|claim| claim_stands(corpus, *claim, off)) {
        facts[corpus.claim(claim).fact.at()] = true;
    }
    let on = corpus.article_ixs().filter(|article| !off.article(*article)).count();
    Standing {
        claims: count(corpus, corpus.claim_ixs(), off),
        facts: Count { standing: facts.iter().filter(|stands| **stands).count(), of: facts.len() },
        articles: Count { standing: on, of: corpus.articles.len() },
    }
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
    for ix in corpus.claim_ixs().filter(|ix| corpus.claim(*ix).fact == fact && claim_stands(corpus, *ix, off)) {
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
