//! The seeds as written: one struct a table, every value with its place, nothing resolved.
//!
//! This mirror knows TOML and nothing else; whether an id exists is `check`'s business. It reads with its own small
//! reader rather than `serde`, which stops at the first fault of a file: an editor wants them all at once.

use super::fault::{At, Fault, SeedFile, Spot, meant};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Collects faults while one file is read.
pub struct Reader<'a> {
    file: usize,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn spot(&self, span: std::ops::Range<usize>) -> Spot {
        Spot { file: self.file, start: span.start, end: span.end }
    }

    fn wrong(&mut self, spot: Spot, wrong: String, cause: &str, fix: &str) {
        self.faults.push(Fault { spot, wrong, cause: cause.into(), fix: fix.into() });
    }
}

/// What can be read from a TOML value.
pub trait FromToml: Sized {
    /// For messages: "a string".
    const EXPECTS: &'static str;
    fn from_toml(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self>;
    /// The value where the key is absent; `None` makes the key obligatory.
    fn absent() -> Option<Self> {
        None
    }
}

fn mismatch<T: FromToml>(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<T> {
    let spot = reader.spot(value.span());
    let found = value.get_ref().type_str();
    reader.wrong(spot, format!("expected {}, found {found}", T::EXPECTS), "", &format!("write {}", T::EXPECTS));
    None
}

impl FromToml for At<String> {
    const EXPECTS: &'static str = "a string";
    fn from_toml(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref().as_str() {
            Some(text) => Some(At { value: text.into(), spot: reader.spot(value.span()) }),
            None => mismatch(value, reader),
        }
    }
}

impl FromToml for At<f64> {
    const EXPECTS: &'static str = "a number";
    fn from_toml(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = match value.get_ref() {
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => return mismatch(value, reader),
        };
        match text.replace('_', "").parse() {
            Ok(number) => Some(At { value: number, spot: reader.spot(value.span()) }),
            Err(_) => mismatch(value, reader),
        }
    }
}

impl FromToml for bool {
    const EXPECTS: &'static str = "true or false";
    fn from_toml(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        value.get_ref().as_bool().or_else(|| mismatch(value, reader))
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl<T: FromToml> FromToml for Option<T> {
    const EXPECTS: &'static str = T::EXPECTS;
    fn from_toml(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        T::from_toml(value, reader).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromToml> FromToml for Vec<T> {
    const EXPECTS: &'static str = "a list";
    fn from_toml(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref().as_array() {
            Some(items) => Some(items.iter().filter_map(|item| T::from_toml(item, reader)).collect()),
            None => mismatch(value, reader),
        }
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

/// Tables of the seeds: fields in order; a field is obligatory unless its type says what its absence means.
macro_rules! tables {
    ($($(#[$doc:meta])* $Name:ident { $($(#[$fdoc:meta])* $field:ident: $Type:ty,)+ })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        #[allow(dead_code, reason = "a mirror has every field, read or not")]
        pub struct $Name { pub spot: Spot, $($(#[$fdoc])* pub $field: $Type,)+ }
        impl FromToml for $Name {
            const EXPECTS: &'static str = concat!("a table with the fields of ", stringify!($Name));
            fn from_toml(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
                const KNOWN: &[&str] = &[$(stringify!($field)),+];
                let Some(table) = value.get_ref().as_table() else { return mismatch(value, reader) };
                let spot = reader.spot(value.span());
                unknown_fields(table, KNOWN, reader);
                $(let $field = field::<$Type>(table, stringify!($field), spot, reader);)+
                Some($Name { spot, $($field: $field?,)+ })
            }
        }
    )+ };
}

fn unknown_fields(table: &DeTable<'_>, known: &[&str], reader: &mut Reader<'_>) {
    for key in table.keys() {
        let name = key.get_ref().as_ref();
        if !known.contains(&name) {
            let spot = reader.spot(key.span());
            let fix = format!("use one of: {}", known.join(", "));
            reader.wrong(spot, format!("unknown field `{name}`"), &meant(name, known.iter().copied()), &fix);
        }
    }
}

fn field<T: FromToml>(table: &DeTable<'_>, name: &str, owner: Spot, reader: &mut Reader<'_>) -> Option<T> {
    match table.get(name) {
        Some(value) => T::from_toml(value, reader),
        None => T::absent().or_else(|| {
            let who = table.get("id").and_then(|id| id.get_ref().as_str()).map_or("this entry".into(), |id| format!("`{id}`"));
            let spot = Spot { end: owner.start, ..owner };
            reader.wrong(spot, format!("{who} has no `{name}`"), "", &format!("add `{name}`, {}", T::EXPECTS));
            None
        }),
    }
}

type Text = At<String>;
type Number = At<f64>;

tables! {
    /// `seeds/articles/*.toml`.
    ArticleFile { article: RawArticle, claim: Vec<RawClaim>, suspect: Vec<RawSuspect>, furniture: Vec<RawFurniture>, }
    RawInferred { value: Text, sure: Text, because: Text, }
    RawArticle {
        id: Text, publisher: Option<Text>, publisher_inferred: Option<RawInferred>, short: Text, title: Option<Text>,
        author: Option<Text>, date: Option<Text>, date_words: Option<Text>, date_inferred: Option<RawInferred>,
        time: Option<Text>, address: Option<Text>, credit: Text, credit_paragraph: Number, production: Text,
        production_sure: Text, evidence: Vec<Text>, badge: Text, sha256: Text, paragraphs: Number,
    }
    RawSuspect { paragraph: Number, locator: Text, says: Text, why: Text, checked: Text, }
    RawFurniture { paragraphs: Vec<Number>, why: Text, }
    RawQuantity { bound: Text, value: Option<Number>, low: Option<Number>, high: Option<Number>, about: bool, words: Text, }
    RawPeriod {
        words: Text, form: Text, at: Option<Text>, from: Option<Text>, to: Option<Text>,
        inferred: Option<Text>, because: Option<Text>,
    }
    RawClaim {
        id: Text, paragraph: Number, locator: Text, text: Text, theme: Text, fact: Text, measure: Option<Text>,
        quantity: Option<RawQuantity>, period: Option<RawPeriod>, kind: Text, origin: Text, attribution: Option<Text>,
        via: Vec<Text>, via_stated: bool, name_status: Text, quotation: bool, speaker: Option<Text>,
        hedge: Option<Text>, note: Option<Text>,
    }
    /// `seeds/vocabulary.toml`.
    VocabularyFile { theme: Vec<RawTheme>, measure: Vec<RawMeasure>, origin: Vec<RawOrigin>, person: Vec<RawPerson>, }
    RawTheme { id: Text, title: Text, }
    /// `format` shows a number: `{n}`, `{percent}`, `{clock}`, `{year}` or `{factor}` with words around it.
    RawMeasure { id: Text, title: Text, unit: Text, format: Text, }
    RawOrigin { id: Text, title: Text, phrase: Text, about: Text, unstated: bool, }
    /// A name that may not be printed without saying what is known of it.
    RawPerson { name: Text, }
    /// `seeds/facts.toml`.
    FactsFile { fact: Vec<RawFact>, difference: Vec<RawDifference>, }
    RawFact { id: Text, title: Text, theme: Text, }
    /// `from` and `to` are claims of the fact.
    RawDifference { fact: Text, from: Text, to: Text, change: Text, note: Text, }
    /// `seeds/arithmetic.toml`.
    ArithmeticFile { derived: Vec<RawDerived>, check: Vec<RawCheck>, }
    RawDerived { id: Text, title: Text, formula: Text, measure: Text, caution: Text, }
    /// Compares two formulas; or, with `cannot`, says why nothing can be compared.
    RawCheck {
        id: Text, title: Text, left: Option<Text>, right: Option<Text>, claims: Vec<Text>, measure: Option<Text>,
        cannot: Option<Text>, note: Text,
    }
    /// `seeds/charts.toml`.
    ChartsFile { chart: Vec<RawChart>, }
    RawChart {
        id: Text, name: Text, kicker: Text, title: Text, subtitle: Text, notes: Vec<Text>,
        lanes: Option<RawLanes>, before_after: Option<RawBeforeAfter>, one_range: Option<RawOneRange>,
    }
    RawLanes { from: Text, to: Text, undated: Text, lane: Vec<RawLane>, }
    RawLane { title: Text, kind: Text, mark: Vec<RawLaneMark>, }
    RawLaneMark { of: Text, tag: Option<Text>, within: Option<Text>, }
    RawBeforeAfter {
        years: Vec<Number>, undated: Text, points: Vec<Text>, line: Vec<Text>, line_caption: Text,
        no_line_caption: Text, ratios: Vec<Text>, ratios_title: Text,
    }
    RawOneRange {
        heading: Text, unit: Text, telling: Vec<RawTelling>, factor: Text, factor_words: Text, illustration: Text,
        illustration_words: Text, words_title: Text, words: Vec<RawTelling>,
    }
    RawTelling { claim: Text, tag: Text, }
    /// `seeds/story.toml`.
    StoryFile { step: Vec<RawStep>, moved: Vec<RawMoved>, }
    RawStep {
        slug: Text, title: Text, warning: Option<Text>, skip_to: Option<Text>, prose: Vec<Text>, notice: Text, shows: Text,
        claims: Vec<Text>, highlight: Vec<Text>, chart: Option<Text>, lineage: Option<RawLineage>, parts: Option<RawParts>, day: Option<RawDay>,
        coverage: Option<RawCoverage>, tellings: Option<RawTellings>, quality: Option<RawQuality>,
    }
    /// A step that was renamed or removed, so that old links keep working.
    RawMoved { from: Text, to: Text, }
    RawLineage { through: Text, said: Text, told: Text, }
    RawParts { whole: Vec<RawWhole>, share: Text, share_words: Text, words: Vec<RawTelling>, words_title: Text, }
    RawWhole { of: Text, tag: Text, part: Vec<RawTagged>, }
    RawTagged { of: Text, tag: Text, }
    RawDay { dial: Vec<RawDial>, days_title: Text, free: Vec<Text>, rest: Text, }
    RawDial { claims: Vec<Text>, words: Option<Text>, }
    RawCoverage { facts: Vec<Text>, }
    RawTellings { fact: Text, }
    RawQuality { counts: Text, }
    /// `seeds/site.toml`.
    SiteFile {
        title: Text, kicker: Text, stake: Text, description: Text, explore: Text,
        authors: Vec<Text>, method: Vec<RawPassage>,
    }
    RawPassage { id: Text, title: Text, paragraphs: Vec<Text>, }
    /// `seeds/updates.toml`.
    UpdatesFile { update: Vec<RawUpdate>, }
    RawUpdate { date: Text, version: Option<Text>, what: Text, claims: Vec<Text>, }
}

/// The log of what was changed, which tells of the data and is no part of them.
pub const UPDATES: &str = "seeds/updates.toml";

/// All of the seeds, as written.
pub struct Raw {
    pub articles: Vec<ArticleFile>,
    pub vocabulary: VocabularyFile,
    pub facts: FactsFile,
    pub arithmetic: ArithmeticFile,
    pub charts: ChartsFile,
    pub story: StoryFile,
    pub site: SiteFile,
    pub updates: UpdatesFile,
}

/// Reads every seed file. A file that is not valid TOML, or lacks an obligatory field, gives faults; the rest is still
/// read, so that all faults of all files come at once. `None` where too little is left to go on checking.
pub fn read(files: &[SeedFile], faults: &mut Vec<Fault>) -> Option<Raw> {
    fn one<T: FromToml>(files: &[SeedFile], path: &str, faults: &mut Vec<Fault>) -> Option<T> {
        match files.iter().position(|file| file.path == path) {
            Some(at) => parse(files, at, faults),
            None => {
                let spot = Spot { file: usize::MAX, ..Spot::default() };
                let wrong = format!("{path} is missing");
                faults.push(Fault { spot, wrong, cause: "it was moved or not copied".into(), fix: format!("put {path} back") });
                None
            }
        }
    }
    let articles = (0..files.len())
        .filter(|at| files[*at].path.starts_with("seeds/articles/"))
        .filter_map(|at| parse(files, at, faults))
        .collect();
    let vocabulary = one(files, "seeds/vocabulary.toml", faults);
    let facts = one(files, "seeds/facts.toml", faults);
    let arithmetic = one(files, "seeds/arithmetic.toml", faults);
    let charts = one(files, "seeds/charts.toml", faults);
    let story = one(files, "seeds/story.toml", faults);
    let site = one(files, "seeds/site.toml", faults);
    let updates = one(files, UPDATES, faults);
    Some(Raw {
        articles,
        vocabulary: vocabulary?,
        facts: facts?,
        arithmetic: arithmetic?,
        charts: charts?,
        story: story?,
        site: site?,
        updates: updates?,
    })
}

fn parse<T: FromToml>(files: &[SeedFile], file: usize, faults: &mut Vec<Fault>) -> Option<T> {
    let (table, errors) = DeTable::parse_recoverable(&files[file].text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        faults.push(Fault {
            spot: Spot { file, start: span.start, end: span.end },
            wrong: format!("this is not TOML: {}", error.message()),
            cause: "a missing quote, bracket or comma here or on the line before".into(),
            fix: "mend the syntax; the rest of the file is checked once it can be read".into(),
        });
    }
    let span = table.span();
    T::from_toml(&Spanned::new(span, DeValue::Table(table.into_inner())), &mut Reader { file, faults })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed<T: FromToml>(text: &str) -> (Option<T>, Vec<String>) {
        let files = [SeedFile { path: "seeds/some.toml".into(), text: text.into() }];
        let mut faults = Vec::new();
        let value = parse(&files, 0, &mut faults);
        (value, faults.into_iter().map(|fault| fault.wrong).collect())
    }

    #[test]
    fn a_record_is_read_with_the_places_of_its_values() {
        let text = "[[fact]]\nid = \"pay\"\ntitle = \"Pay\"\ntheme = \"money\"\n\n[[difference]]\nfact = \"pay\"\nfrom = \"a\"\nto = \"b\"\nchange = \"date lost\"\nnote = \"A year.\"\n";
        let (file, faults) = parsed::<FactsFile>(text);
        assert_eq!(faults, [""; 0]);
        let file = file.expect("it has no faults");
        let fact = &file.fact[0];
        assert_eq!((fact.id.value.as_str(), fact.title.value.as_str(), fact.theme.value.as_str()), ("pay", "Pay", "money"));
        assert_eq!(&text[fact.id.spot.start..fact.id.spot.end], "\"pay\"");
        assert_eq!((file.difference.len(), file.difference[0].change.value.as_str()), (1, "date lost"));
    }

    #[test]
    fn what_may_be_absent_is_absent() {
        let (file, faults) =
            parsed::<VocabularyFile>("[[origin]]\nid = \"o\"\ntitle = \"O\"\nphrase = \"o\"\nabout = \"One.\"\n");
        assert_eq!(faults, [""; 0]);
        let file = file.expect("it has no faults");
        assert!(!file.origin[0].unstated && file.theme.is_empty() && file.person.is_empty());
    }

    #[test]
    fn numbers_are_read_in_every_form() {
        for (written, value) in [("13_000", 13000.0), ("-2", -2.0), ("0.5", 0.5), ("1e3", 1000.0), ("+7", 7.0)] {
            let (file, faults) = parsed::<RawQuantity>(&format!("bound = \"exact\"\nvalue = {written}\nwords = \"w\"\n"));
            assert_eq!(faults, [""; 0], "{written}");
            assert_eq!(file.and_then(|quantity| quantity.value).map(|number| number.value), Some(value), "{written}");
        }
    }

    #[test]
    fn all_faults_of_a_file_come_at_once() {
        let text = "[[fact]]\nid = 1\ntitel = \"T\"\n\n[[difference]]\nfact = \"pay\"\nfrom = [\"a\"]\nto = \"b\"\nchange = true\nnote = \"n\"\n";
        let (file, faults) = parsed::<FactsFile>(text);
        assert_eq!(
            faults,
            [
                "unknown field `titel`",
                "expected a string, found integer",
                "this entry has no `title`",
                "this entry has no `theme`",
                "expected a string, found array",
                "expected a string, found boolean",
            ]
        );
        let file = file.expect("the file itself is a table of lists");
        assert!(file.fact.is_empty() && file.difference.is_empty(), "broken records are left out");
    }

    #[test]
    fn a_file_that_is_no_toml_says_so_and_breaks_nothing() {
        for text in ["[[fact", "= 1", "a = \"", "\u{0}", "[fact]\n[fact]\n"] {
            let (_, faults) = parsed::<FactsFile>(text);
            assert!(faults.iter().any(|wrong| wrong.starts_with("this is not TOML: ")), "{text:?}: {faults:?}");
        }
    }

    #[test]
    fn every_missing_file_is_named() {
        let mut faults = Vec::new();
        assert!(read(&[], &mut faults).is_none());
        let missing: Vec<&str> = faults.iter().map(|fault| fault.wrong.as_str()).collect();
        let names = ["vocabulary", "facts", "arithmetic", "charts", "story", "site", "updates"];
        assert_eq!(missing, names.map(|name| format!("seeds/{name}.toml is missing")));
    }
}
