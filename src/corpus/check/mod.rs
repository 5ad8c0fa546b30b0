//! Every rule of the corpus. Turns what was written (`raw`) into what is meant (`crate::model`), collecting all faults
//! and never stopping at the first: an editor mends a file in one go. If this returns a corpus, every id in it
//! resolves, every claim has its place and every number in prose is carried by a claim.

mod amount;
mod arithmetic;
mod charts;
mod claims;
mod prose;
mod story;
mod updates;

use super::fault::{At, Fault, SeedFile, Spot, meant};
use super::raw::{self, Raw, RawInferred};
use crate::dossier::{
    ArticleText, ChartText, Check, ClaimText, DerivedText, Difference, Dossier, Fact, Inferred, Measure, OriginText, Site,
    StepText, Theme,
};
use crate::model::{
    Amount, Article, Chart, Claim, ClaimIx, Corpus, Derived, FactIx, MOST_CHARTS, MOST_SOURCES, MeasureIx, Origin, OriginIx,
    Period, Quantity, Step, StepIx, Sure, ThemeIx,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Text that lives as long as the program. The corpus is built once per process, so the leak is its lifetime.
pub fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn leak_list<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

/// Checks the seeds; gives the corpus, or every fault in file order.
pub fn check(files: &[SeedFile], version: &str) -> Result<(Corpus, Dossier), Vec<Fault>> {
    let mut faults = Vec::new();
    let raw = raw::read(files, &mut faults);
    let mut checker = Checker::new(&mut faults, files);
    let read = raw.as_ref().map(|raw| (checker.all(raw), checker.updates(&raw.updates, version)));
    let Checker { model, text, measures, themes, facts, differences, checks, .. } = checker;
    faults.sort_by_key(|fault| fault.spot);
    match read {
        Some((site, updates)) if faults.is_empty() => {
            // What is drawn is shown; how it was printed is only read.
            let amount = |claim: &ClaimIx| {
                let Amount { kind, quantity, period } = text.claims[claim.at()].amount;
                let quantity = quantity.map(|quantity| Quantity { words: "", ..quantity });
                (*claim, Amount { kind, quantity, period: Period { words: "", ..period } })
            };
            let corpus = Corpus {
                drawn: leak_list(drawn(&model.charts).iter().map(amount).collect()),
                articles: leak_list(model.articles),
                origins: leak_list(model.origins),
                n_facts: facts.len(),
                claims: leak_list(model.claims),
                derived: leak_list(model.derived),
                charts: leak_list(model.charts),
                steps: leak_list(model.steps),
                moved: leak_list(model.moved),
            };
            let dossier = Dossier {
                site,
                articles: leak_list(text.articles),
                origins: leak_list(text.origins),
                measures: leak_list(measures),
                themes: leak_list(themes),
                facts: leak_list(facts),
                claims: leak_list(text.claims),
                differences: leak_list(differences),
                derived: leak_list(text.derived),
                checks: leak_list(checks),
                charts: leak_list(text.charts),
                steps: leak_list(text.steps),
                updates: leak_list(updates),
                version: leak(version),
            };
            Ok((corpus, dossier))
        }
        _ => Err(faults),
    }
}

/// The ids written in the files of claims and of derived numbers.
fn declared(files: &[SeedFile]) -> HashSet<String> {
    let of_claims = |file: &&SeedFile| file.path.starts_with("seeds/articles/") || file.path == "seeds/arithmetic.toml";
    let lines = files.iter().filter(of_claims).flat_map(|file| file.text.lines());
    let id = |line: &str| Some(line.trim().strip_prefix("id = \"")?.split('"').next()?.to_string());
    lines.filter_map(id).collect()
}

/// The claims that charts name, each once, in order.
fn drawn(charts: &[Chart]) -> BTreeSet<ClaimIx> {
    charts.iter().flat_map(|chart| chart.claims()).collect()
}

/// Lists of the corpus, growing.
#[derive(Default)]
struct Model {
    articles: Vec<Article>,
    origins: Vec<Origin>,
    claims: Vec<Claim>,
    derived: Vec<Derived>,
    charts: Vec<Chart>,
    steps: Vec<Step>,
    moved: Vec<(&'static str, StepIx)>,
}

/// Lists of the dossier that run in step with those of the corpus.
#[derive(Default)]
struct Texts {
    articles: Vec<ArticleText>,
    origins: Vec<OriginText>,
    claims: Vec<ClaimText>,
    derived: Vec<DerivedText>,
    charts: Vec<ChartText>,
    steps: Vec<StepText>,
}

/// What has been resolved so far, and what was wrong with it.
pub struct Checker<'a> {
    faults: &'a mut Vec<Fault>,
    model: Model,
    text: Texts,
    measures: Vec<Measure>,
    /// Number formats, in step with `measures`.
    formats: Vec<String>,
    themes: Vec<Theme>,
    facts: Vec<Fact>,
    persons: Vec<String>,
    differences: Vec<Difference>,
    checks: Vec<Check>,
    /// Every id with what it names. Claims and derived numbers share their names, since prose refers to both alike.
    ids: HashMap<(&'static str, String), &'static str>,
    claim_ixs: HashMap<&'static str, ClaimIx>,
    /// Ids that the seeds give to claims and derived numbers, whether or not these passed. A reference to one that did
    /// not is no second fault: the first says all there is to say.
    declared: HashSet<String>,
}

impl<'a> Checker<'a> {
    fn new(faults: &'a mut Vec<Fault>, files: &[SeedFile]) -> Self {
        Checker {
            faults,
            model: Model::default(),
            text: Texts::default(),
            measures: Vec::new(),
            formats: Vec::new(),
            themes: Vec::new(),
            facts: Vec::new(),
            persons: Vec::new(),
            differences: Vec::new(),
            checks: Vec::new(),
            ids: HashMap::new(),
            claim_ixs: HashMap::new(),
            declared: declared(files),
        }
    }

    fn all(&mut self, raw: &Raw) -> Site {
        self.vocabulary(&raw.vocabulary);
        for entry in &raw.facts.fact {
            self.unique(&entry.id, "fact");
            if let Some(theme) = self.theme_ix(&entry.theme) {
                self.facts.push(Fact { id: leak(&entry.id), title: leak(&entry.title), theme });
            }
        }
        for file in &raw.articles {
            self.article(file);
        }
        for (entry, at) in raw.facts.fact.iter().zip(0..) {
            if !self.model.claims.iter().any(|claim| claim.fact == FactIx(at)) && self.facts.len() == raw.facts.fact.len() {
                let fix = "remove it, or give a claim this fact";
                self.wrong(entry.id.spot, format!("no claim speaks of the fact `{}`", entry.id.value), "", fix);
            }
        }
        for (n, most, spot) in [
            (self.model.articles.len(), MOST_SOURCES, raw.articles.last().map(|file| file.article.id.spot)),
            (self.model.origins.len(), MOST_SOURCES, raw.vocabulary.origin.last().map(|origin| origin.id.spot)),
            (raw.charts.chart.len(), MOST_CHARTS, raw.charts.chart.last().map(|chart| chart.id.spot)),
        ] {
            if n > most {
                let wrong = format!("there are {n} of these, and only {most} can be switched");
                self.wrong(spot.unwrap_or_default(), wrong, "", "merge or remove some");
            }
        }
        self.differences(&raw.facts.difference);
        self.arithmetic(&raw.arithmetic);
        self.charts(&raw.charts);
        self.story(&raw.story);
        Site {
            title: leak(&raw.site.title),
            kicker: leak(&raw.site.kicker),
            stake: self.prose(&raw.site.stake),
            description: self.prose(&raw.site.description),
            explore: self.prose(&raw.site.explore),
            method: self.passages(&raw.site.method),
            authors: leak_list(raw.site.authors.iter().map(|name| leak(name)).collect()),
        }
    }

    fn vocabulary(&mut self, raw: &raw::VocabularyFile) {
        for entry in &raw.theme {
            self.unique(&entry.id, "theme");
            self.themes.push(Theme { id: leak(&entry.id), title: leak(&entry.title) });
        }
        for entry in &raw.measure {
            self.unique(&entry.id, "measure");
            self.measures.push(Measure { id: leak(&entry.id), title: leak(&entry.title), unit: leak(&entry.unit) });
            self.formats.push(entry.format.value.clone());
        }
        for entry in &raw.origin {
            self.unique(&entry.id, "origin");
            self.model.origins.push(Origin { id: leak(&entry.id), title: leak(&entry.title), unstated: entry.unstated });
            self.text.origins.push(OriginText { phrase: leak(&entry.phrase), about: leak(&entry.about) });
        }
        self.persons = raw.person.iter().map(|person| person.name.value.clone()).collect();
    }

    /// Records a fault.
    fn wrong(&mut self, spot: Spot, wrong: String, cause: &str, fix: &str) {
        self.faults.push(Fault { spot, wrong, cause: cause.into(), fix: fix.into() });
    }

    /// Records an id; a second use is a fault.
    fn unique(&mut self, id: &At<String>, what: &'static str) {
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            let fix = "use small letters, digits and hyphens";
            self.wrong(id.spot, format!("the id `{}` cannot stand in a link", id.value), "", fix);
        }
        let names = if what == "derived number" { "claim" } else { what };
        if let Some(other) = self.ids.insert((names, id.value.clone()), what) {
            let fix = "give one of them another id";
            self.wrong(
                id.spot,
                format!("the id `{}` is used twice: {other} and {what}", id.value),
                "copied from another entry",
                fix,
            );
        }
    }

    /// The variant of a vocabulary, or a fault with the near name.
    fn word<T: Copy>(&mut self, text: &At<String>, what: &str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let found = all.iter().copied().find(|variant| word(*variant) == text.value);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|variant| word(*variant)).collect();
            let fix = format!("use one of: {}", words.join(", "));
            self.wrong(text.spot, format!("\"{}\" is no {what}", text.value), &meant(text, words), &fix);
        }
        found
    }

    fn named(&mut self, id: &At<String>, what: &str, file: &str, known: Vec<&'static str>) -> Option<u16> {
        let found = known.iter().position(|name| *name == id.value);
        if found.is_none() {
            let wrong = format!("there is no {what} `{}` in {file}", id.value);
            self.wrong(id.spot, wrong, &meant(id, known), &format!("use an id of {file}, or add it there"));
        }
        found.map(|at| at as u16)
    }

    fn theme_ix(&mut self, id: &At<String>) -> Option<ThemeIx> {
        let known = self.themes.iter().map(|theme| theme.id).collect();
        self.named(id, "theme", "seeds/vocabulary.toml", known).map(ThemeIx)
    }

    fn measure_ix(&mut self, id: &At<String>) -> Option<MeasureIx> {
        let known = self.measures.iter().map(|measure| measure.id).collect();
        self.named(id, "measure", "seeds/vocabulary.toml", known).map(MeasureIx)
    }

    fn origin_ix(&mut self, id: &At<String>) -> Option<OriginIx> {
        let known = self.model.origins.iter().map(|origin| origin.id).collect();
        self.named(id, "origin", "seeds/vocabulary.toml", known).map(OriginIx)
    }

    fn fact_ix(&mut self, id: &At<String>) -> Option<FactIx> {
        let known = self.facts.iter().map(|fact| fact.id).collect();
        self.named(id, "fact", "seeds/facts.toml", known).map(FactIx)
    }

    /// The claim of that id, if there is one.
    fn claim_ix(&self, id: &str) -> Option<ClaimIx> {
        self.claim_ixs.get(id).copied()
    }

    /// Whether the id belongs to something that did not pass.
    fn failed(&self, id: &str) -> bool {
        let passed = self.claim_ixs.contains_key(id) || self.model.derived.iter().any(|derived| derived.id == id);
        self.declared.contains(id) && !passed && !self.faults.is_empty()
    }

    /// The claim of that id, or a fault.
    fn claim_named(&mut self, id: &At<String>) -> Option<ClaimIx> {
        if self.failed(id) {
            return None;
        }
        let known = self.model.claims.iter().map(|claim| claim.id).collect();
        self.named(id, "claim", "seeds/articles/", known).map(|ix| ClaimIx(ix.into()))
    }

    fn inferred(&mut self, raw: Option<&RawInferred>) -> Option<Inferred> {
        let raw = raw?;
        let sure = self.word(&raw.sure, "degree of certainty", Sure::ALL, Sure::word)?;
        Some(Inferred { value: leak(&raw.value), sure, because: leak(&raw.because) })
    }
}
