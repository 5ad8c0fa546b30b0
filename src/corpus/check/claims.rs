//! Articles, their claims, and the differences between them.

use super::super::fault::At;
use super::super::raw::{ArticleFile, RawClaim, RawDifference};
use super::{Checker, leak, leak_list};
use crate::dossier::{ArticleText, ClaimText, Difference, Suspect};
use crate::model::{Amount, Article, ArticleIx, Change, Claim, ClaimIx, Kind, NameStatus, OriginIx, Production, Sure};

/// A locator identifies a place; longer ones would carry over somebody's sentence.
const LOCATOR_WORDS: usize = 8;

impl Checker<'_> {
    /// One article with its claims.
    pub fn article(&mut self, file: &ArticleFile) {
        let raw = &file.article;
        self.unique(&raw.id, "article");
        let optional = |text: &Option<At<String>>| text.as_ref().map_or("", |text| leak(text));
        if raw.short.chars().count() > 20 {
            let fix = "shorten it to 20 characters";
            self.wrong(raw.short.spot, "this short name is too long for a chart".into(), "", fix);
        }
        if raw.sha256.len() != 64 || !raw.sha256.chars().all(|c| c.is_ascii_hexdigit()) {
            let fix = "give the output of sha256sum for the text that was read";
            self.wrong(raw.sha256.spot, "this is not a SHA-256".into(), "", fix);
        }
        if let Some(date) = &raw.date {
            self.date(date);
        }
        let suspects: Vec<Suspect> = file
            .suspect
            .iter()
            .map(|suspect| {
                self.locator(&suspect.locator);
                Suspect {
                    paragraph: suspect.paragraph.value as u16,
                    locator: leak(&suspect.locator),
                    says: leak(&suspect.says),
                    why: leak(&suspect.why),
                    checked: leak(&suspect.checked),
                }
            })
            .collect();
        let production = self.word(&raw.production, "way of production", Production::ALL, Production::word);
        let production_sure = self.word(&raw.production_sure, "degree of certainty", Sure::ALL, Sure::word);
        let publisher_inferred = self.inferred(raw.publisher_inferred.as_ref());
        let date_inferred = self.inferred(raw.date_inferred.as_ref());
        let ix = ArticleIx(self.model.articles.len() as u16);
        self.model.articles.push(Article { id: leak(&raw.id), short: leak(&raw.short) });
        self.text.articles.push(ArticleText {
            publisher: optional(&raw.publisher),
            publisher_inferred,
            title: optional(&raw.title),
            author: optional(&raw.author),
            date: optional(&raw.date),
            date_words: optional(&raw.date_words),
            date_inferred,
            time: optional(&raw.time),
            address: optional(&raw.address),
            credit: leak(&raw.credit),
            production: production.unwrap_or(Production::Staff),
            production_sure: production_sure.unwrap_or(Sure::Low),
            evidence: leak_list(raw.evidence.iter().map(|line| leak(line)).collect()),
            badge: leak(&raw.badge),
            sha256: leak(&raw.sha256),
            suspects: leak_list(suspects),
        });
        let mut claims: Vec<&RawClaim> = file.claim.iter().collect();
        claims.sort_by(|a, b| a.paragraph.value.total_cmp(&b.paragraph.value));
        for claim in claims {
            self.claim(claim, ix, raw.paragraphs.value);
        }
    }

    fn claim(&mut self, raw: &RawClaim, article: ArticleIx, paragraphs: f64) {
        self.unique(&raw.id, "claim");
        let paragraph = raw.paragraph.value;
        if paragraph < 1.0 || paragraph > paragraphs || paragraph.fract() != 0.0 {
            let wrong = format!("`{}` stands in paragraph {paragraph}, but the article has {paragraphs}", raw.id.value);
            self.wrong(
                raw.paragraph.spot,
                wrong,
                "paragraphs are counted from 1, without empty lines",
                "give the paragraph it stands in",
            );
        }
        let article_id = self.model.articles[article.at()].id;
        let stem = format!("{article_id}-p{paragraph}-");
        if !raw.id.starts_with(&stem) {
            let wrong = format!("the id `{}` does not say where the claim stands", raw.id.value);
            self.wrong(raw.id.spot, wrong, "it was moved, or copied from another claim", &format!("begin it with `{stem}`"));
        }
        self.locator(&raw.locator);
        let (theme, fact) = (self.theme_ix(&raw.theme), self.fact_ix(&raw.fact));
        let kind = self.word(&raw.kind, "kind", Kind::ALL, Kind::word);
        let name_status = self.word(&raw.name_status, "name status", NameStatus::ALL, NameStatus::word);
        let measure = raw.measure.as_ref().map(|id| self.measure_ix(id));
        let format = measure.flatten().map_or_else(|| "{n}".to_string(), |ix| self.formats[ix.at()].clone());
        let quantity = raw.quantity.as_ref().map(|quantity| self.quantity(quantity, &format));
        if raw.quantity.is_some() && raw.measure.is_none() {
            let wrong = format!("`{}` has a quantity, but nothing says what is counted", raw.id.value);
            self.wrong(raw.id.spot, wrong, "", "add `measure`");
        }
        let period = self.period(raw.period.as_ref());
        let origin = self.origin_ix(&raw.origin);
        let via: Vec<OriginIx> = raw.via.iter().filter_map(|id| self.origin_ix(id)).collect();
        let attributed = raw.attribution.as_ref().is_some_and(|words| !words.is_empty());
        if let Some(origin) = origin {
            match (self.model.origins[origin.at()].unstated, attributed) {
                (true, true) => self.wrong(
                    raw.origin.spot,
                    format!("`{}` has attributing words but an unstated origin", raw.id.value),
                    "the words name nobody, or the origin was forgotten",
                    "name the origin, or move the words to `hedge`",
                ),
                (false, false) => self.wrong(
                    raw.origin.spot,
                    format!("`{}` names an origin, but no words of the text that attribute it", raw.id.value),
                    "an attribution the sentence does not carry is unstated, however obvious",
                    "add `attribution` as printed, or make the origin unstated",
                ),
                _ => {}
            }
        }
        self.names(raw, name_status);
        self.numbers(raw);
        let optional = |text: &Option<At<String>>| text.as_ref().map_or("", |text| leak(text));
        let (Some(theme), Some(fact), Some(kind), Some(name_status), Some(period), Some(origin)) =
            (theme, fact, kind, name_status, period, origin)
        else {
            return;
        };
        let ix = ClaimIx(self.model.claims.len() as u32);
        let id = leak(&raw.id);
        self.claim_ixs.insert(id, ix);
        self.model.claims.push(Claim { id, article, fact, origin, via: leak_list(via) });
        self.text.claims.push(ClaimText {
            paragraph: paragraph as u16,
            locator: leak(&raw.locator),
            text: leak(&raw.text),
            theme,
            measure: measure.flatten(),
            amount: Amount { kind, quantity: quantity.flatten(), period },
            attribution: optional(&raw.attribution),
            via_stated: raw.via_stated,
            name_status,
            quotation: raw.quotation,
            speaker: optional(&raw.speaker),
            hedge: optional(&raw.hedge),
            because: raw.period.as_ref().map_or("", |period| optional(&period.because)),
            note: optional(&raw.note),
        });
    }

    fn locator(&mut self, locator: &At<String>) {
        let words = locator.split_whitespace().count();
        if words == 0 || words > LOCATOR_WORDS {
            self.wrong(
                locator.spot,
                format!("this locator has {words} words"),
                "",
                &format!("give 1 to {LOCATOR_WORDS} exact words of the paragraph"),
            );
        }
    }

    /// A person may not be named without saying what the reader is told of the name.
    fn names(&mut self, raw: &RawClaim, status: Option<NameStatus>) {
        let named = |name: &String| raw.text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
        let Some(name) = self.persons.iter().find(|name| named(name)).cloned() else { return };
        if status == Some(NameStatus::None) {
            let wrong = format!("`{}` names {name} without a name status", raw.id.value);
            self.wrong(
                raw.name_status.spot,
                wrong,
                "it was copied from a claim that names nobody",
                "say undisclosed, pseudonym disclosed or real",
            );
        }
    }

    /// A digit in a paraphrase must be carried by the claim's own quantity or period.
    fn numbers(&mut self, raw: &RawClaim) {
        let mut carried = String::new();
        if let Some(quantity) = &raw.quantity {
            carried.push_str(&quantity.words.replace(',', ""));
            for number in [&quantity.value, &quantity.low, &quantity.high].into_iter().flatten() {
                carried.push_str(&format!(" {} {}", number.value, number.value % 24.0));
            }
        }
        if let Some(period) = &raw.period {
            carried.push_str(&format!(" {}", period.words.value));
            for date in [&period.at, &period.from, &period.to].into_iter().flatten() {
                carried.push_str(&format!(" {}", date.value));
            }
        }
        let numbers = |text: &str| -> Vec<String> {
            let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
            digits
                .map(|digits| digits.trim_start_matches('0'))
                .map(|digits| if digits.is_empty() { "0" } else { digits }.to_string())
                .collect()
        };
        let carried = numbers(&carried);
        let stray = numbers(&raw.text.replace(',', "")).into_iter().find(|number| !carried.contains(number));
        if let Some(number) = stray {
            self.wrong(
                raw.text.spot,
                format!("the paraphrase of `{}` has the number {number}, which the claim does not carry", raw.id.value),
                "one claim holds one number",
                "add a quantity or period for it, or move it to a claim of its own",
            );
        }
    }

    /// The typed differences; both ends must tell the same fact.
    pub fn differences(&mut self, raw: &[RawDifference]) {
        for entry in raw {
            let fact = self.fact_ix(&entry.fact);
            let (from, to) = (self.claim_named(&entry.from), self.claim_named(&entry.to));
            let change = self.word(&entry.change, "kind of difference", Change::ALL, Change::word);
            let (Some(fact), Some(from), Some(to), Some(change)) = (fact, from, to, change) else { continue };
            for (claim, id) in [(from, &entry.from), (to, &entry.to)] {
                let other = self.model.claims[claim.at()].fact;
                if other != fact {
                    let wrong = format!("`{}` tells of `{}`, not of `{}`", id.value, self.facts[other.at()].id, entry.fact.value);
                    self.wrong(id.spot, wrong, "the claim was given another fact since", "compare two claims of the same fact");
                }
            }
            if from == to {
                self.wrong(entry.to.spot, format!("`{}` is compared with itself", entry.to.value), "", "name two claims");
            }
            self.differences.push(Difference { fact, from, to, change, note: leak(&entry.note) });
        }
    }
}
