//! The same in another way: charts by their tabs, lists in other orders, articles by how they were made.

use super::support::browser::key;
use super::support::wait_for;
use super::{Page, in_each};
use attested::corpus::{CORPUS, DOSSIER};
use attested::model::{ArticleIx, Production};
use attested::view_state::TABS;
use serde_json::json;
use std::collections::BTreeSet;

impl Page {
    /// The tab of a chart that is chosen, checked: it is the one that Tab reaches, and what it controls is all that is seen.
    #[track_caller]
    fn tab(&self, chart: &str) -> String {
        let (tabs, views, reached): (Vec<String>, Vec<String>, Vec<String>) = self.browser.eval_with(
            "((tabs) => [tabs.filter((tab) => tab.ariaSelected === 'true' || tab.getAttribute('aria-selected') === 'true'),
                tabs.filter((tab) => document.getElementById(tab.getAttribute('aria-controls')).checkVisibility()),
                tabs.filter((tab) => tab.tabIndex === 0)].map((some) => some.map((tab) => tab.id)))
                ([...document.getElementById('/explore/' + arguments[0]).querySelectorAll('[role=tab]')])",
            &[json!(chart)],
        );
        assert_eq!((tabs.len(), &views, &reached), (1, &tabs, &tabs), "{chart}");
        tabs[0].rsplit('-').next().expect("its word").to_string()
    }
}

#[test]
fn each_chart_has_three_tabs_in_the_link_and_by_keys() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        let [first, second] = [0, 1].map(|n| CORPUS.charts[n].id);
        assert!(CORPUS.charts.iter().all(|chart| page.tab(chart.id) == TABS[0]));
        for tab in &TABS[1..] {
            page.browser.click(&format!("#tab-{first}-{tab}"));
            assert_eq!((page.tab(first), page.tab(second)), (tab.to_string(), TABS[0].into()));
            assert_eq!(page.address(), format!("?tab={first}:{tab}"));
        }
        let rows = |page: &Page, css: &str| -> usize {
            page.browser.eval_with(
                "[...document.querySelectorAll(arguments[0])].filter((row) => row.checkVisibility() && row.querySelector('a[href^=\"#/\"]')).length",
                &[json!(css)],
            )
        };
        let n_refs = CORPUS.charts[0].refs().len();
        assert_eq!(rows(&page, &format!("#view-{first}-sources .voices > li")), n_refs, "each mark has its sources");
        // Round by the arrows, from the last to the first and back.
        for (pressed, expected) in [
            (key::RIGHT, "chart"),
            (key::RIGHT, "table"),
            (key::LEFT, "chart"),
            (key::LEFT, "sources"),
            (key::HOME, "chart"),
            (key::END, "sources"),
        ] {
            page.browser.press(pressed);
            assert_eq!(page.tab(first), expected);
            assert_eq!(page.browser.eval::<String>("document.activeElement.id"), format!("tab-{first}-{expected}"));
        }
        page.browser.back();
        wait_for("the tab before", || (page.tab(first) == TABS[0]).then_some(()));
        page.open(&format!("?n=1&tab=table,{second}:sources,map"));
        page.wait_ready();
        assert_eq!((page.tab(first), page.tab(second)), ("table".into(), "sources".into()));
        assert_eq!(rows(&page, &format!("#view-{first}-table tbody tr")), n_refs);
        assert!(page.browser.eval::<String>("document.querySelector('.notices').innerText").contains("“map”"));
        // What is off says so in each, and is not lost when another tab is chosen.
        page.toggle("000");
        page.browser.click(&format!("#tab-{first}-sources"));
        let off: BTreeSet<String> = page.browser.eval_with(
            "[...document.querySelectorAll(arguments[0])].map((row) => row.dataset.of)",
            &[json!(format!("#view-{first}-sources .voices > li[data-off]"))],
        );
        let fell = |id: &&String| page.claims.get(*id).is_some_and(|claim| claim.article == "000");
        let drawn: BTreeSet<String> = page.drawn[&format!("chart-{first}")].iter().filter(fell).cloned().collect();
        assert!(!drawn.is_empty() && drawn.is_subset(&off), "{drawn:?} of {off:?}");
    });
}

/// What a list has, in the order in which it stands in the document.
#[track_caller]
fn order(page: &Page, css: &str) -> Vec<String> {
    page.browser.eval_with(
        "[...document.querySelectorAll(arguments[0])].filter((item) => item.checkVisibility()).map((item) => item.id || item.querySelector('th').textContent)",
        &[json!(css)],
    )
}

/// Chooses an order in its field.
#[track_caller]
fn choose(page: &Page, by: &str) {
    page.browser.eval_with::<()>(
        "((field) => { field.value = arguments[0]; field.dispatchEvent(new Event('change', { bubbles: true })); return null })
            (document.querySelector(`[data-orders='#list-${arguments[0].split(':')[0]}']`))",
        &[json!(by)],
    );
}

#[test]
fn lists_come_in_other_orders_and_go_back_to_their_own() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "#/claims") else { return };
        let claims = "#list-claims li[data-rank]";
        let rows = "#list-coverage tr[data-rank]";
        let (written, matrix) = (order(&page, claims), order(&page, rows));
        assert_eq!((written.len(), matrix.len()), (CORPUS.claims.len(), DOSSIER.facts.len()));
        let same_items =
            |some: &[String], others: &[String]| some.iter().collect::<BTreeSet<_>>() == others.iter().collect::<BTreeSet<_>>();
        choose(&page, "claims:article");
        let by_article: Vec<String> = CORPUS.claims.iter().map(|claim| format!("/claim/{}", claim.id)).collect();
        assert_eq!(order(&page, claims), by_article);
        assert_eq!(page.address(), "?sort=claims:article#/claims");
        choose(&page, "claims:origin");
        let origin = |id: &String| CORPUS.claims.iter().find(|claim| id.ends_with(claim.id)).map(|claim| claim.origin);
        assert!(order(&page, claims).iter().map(origin).is_sorted());
        for by in ["number", "time"] {
            choose(&page, &format!("claims:{by}"));
            let sorted = order(&page, claims);
            assert!(same_items(&sorted, &written) && sorted != written && sorted != by_article, "{by}");
        }
        // Narrowed in one order, it is narrowed in the other.
        page.browser.eval::<()>(
            "((field) => { field.value = 'kind:plan'; field.dispatchEvent(new Event('input', { bubbles: true })); return null })
                (document.getElementById('find-kind'))",
        );
        let plans = order(&page, claims);
        assert!(!plans.is_empty() && plans.len() < written.len());
        choose(&page, "claims:fact");
        let unsorted = order(&page, claims);
        assert!(same_items(&plans, &unsorted));
        assert_eq!(page.address(), "?find=kind:plan#/claims");
        assert_eq!(unsorted, written.iter().filter(|id| plans.contains(id)).cloned().collect::<Vec<_>>());
        drop(page);
        let Some(page) = Page::told(engine, "?sort=time,told#/claims") else { return };
        wait_for("the order of the link", || (order(&page, rows) != matrix).then_some(()));
        choose(&page, "coverage:differs");
        let differs = order(&page, rows);
        let count = |title: &String| {
            let fact = DOSSIER.facts.iter().position(|fact| fact.title == title).expect("a fact of that title");
            DOSSIER.differences.iter().filter(|it| it.fact.at() == fact).count()
        };
        assert!(same_items(&differs, &matrix) && differs.iter().map(count).rev().is_sorted());
        assert_eq!(page.address(), "?sort=claims:time,coverage:differs#/claims");
        // By the page: a browser's own Back passes over steps that no reader's hand has made.
        page.browser.eval::<()>("(history.back(), null)");
        wait_for("the order before", || (order(&page, rows) != differs).then_some(()));
        choose(&page, "claims:fact");
        choose(&page, "coverage:theme");
        assert_eq!((order(&page, claims), order(&page, rows)), (written, matrix));
    });
}

#[test]
fn articles_are_switched_by_how_they_were_made() {
    in_each(|engine| {
        let Some(page) = Page::told(engine, "") else { return };
        page.browser.eval::<()>("(document.querySelector('.made details').open = true, null)");
        let made = |production: &Production| -> Vec<&str> {
            let its = |ix: &ArticleIx| DOSSIER.articles[ix.at()].production == *production;
            CORPUS.article_ixs().filter(its).map(|ix| CORPUS.article(ix).id).collect()
        };
        let groups: Vec<Vec<&str>> = Production::ALL.iter().map(made).filter(|ids| !ids.is_empty()).collect();
        let boxes = |page: &Page| -> Vec<(String, bool, bool)> {
            page.browser
                .eval("[...document.querySelectorAll('.made input')].map((box) => [box.value, box.checked, box.indeterminate])")
        };
        assert_eq!(boxes(&page), groups.iter().map(|ids| (ids.join(" "), true, false)).collect::<Vec<_>>());
        for (n, ids) in groups.iter().enumerate() {
            let css = format!(".made li:nth-child({}) input", n + 1);
            page.change(|| page.browser.click(&css));
            page.assert_off(ids);
            let said = page.said();
            assert!(ids.iter().all(|id| said.contains(&page.name(id))) && said.contains("switched off"), "{said}");
            let link: Vec<String> = ids.iter().map(|id| format!("article:{id}")).collect();
            assert_eq!(page.address(), format!("?off={}", link.join(",")));
            if ids.len() > 1 {
                page.toggle(ids[0]);
                assert_eq!(boxes(&page)[n], (ids.join(" "), false, true), "some are off");
                page.change(|| page.browser.click(&css));
            } else {
                page.change(|| page.browser.click(&css));
            }
            page.assert_off(&[]);
            assert_eq!(boxes(&page)[n], (ids.join(" "), true, false));
        }
    });
}
