//! The orders that the list of claims and the matrix can be put into, reckoned when the document is written: every item
//! carries its place in each, and the program has only to carry it there.

use crate::corpus::{CORPUS, DOSSIER};
use crate::model::{FactIx, When};
use crate::query::{Off, support};
use crate::scene::words::capital;
use crate::view_state::ORDERS;
use leptos::prelude::*;
use std::cmp::Reverse;

/// The field that puts a list into another order, with the program.
pub fn order_field(n: usize, names: [&'static str; 5]) -> impl IntoView {
    let (list, words) = ORDERS[n];
    let options = words.iter().zip(names).map(|(word, name)| {
        let look = format!("{list}:{word}");
        view! { <option value=look.clone() data-look=look data-shown=(*word == words[0]).then_some("")>{capital(name)}</option> }
    });
    view! {
        <p class="order">
            <label>"Order " <select data-orders=format!("#list-{list}") autocomplete="off">{options.collect_view()}</select></label>
        </p>
    }
}

/// The places of items in several orders, as the document has them: before them the part that is theirs.
fn ranks(home: impl Fn(usize) -> usize, orders: &[Vec<usize>]) -> Vec<String> {
    let place = |order: &Vec<usize>, item: usize| order.iter().position(|other| *other == item).unwrap_or_default();
    let ranks = |item: usize| orders.iter().map(|order| format!("{:04}", place(order, item))).collect::<String>();
    (0..orders[0].len()).map(|item| format!("{:04}", home(item)) + &ranks(item)).collect()
}

/// The numbers of so many items in the order of a key; those with the same key stay as they are written.
fn by<K: PartialOrd>(n: usize, key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut items: Vec<usize> = (0..n).collect();
    items.sort_by(|a, b| key(*a).partial_cmp(&key(*b)).unwrap_or(std::cmp::Ordering::Equal));
    items
}

/// The facts in the order they are written in: by theme.
fn facts_written() -> Vec<usize> {
    by(DOSSIER.facts.len(), |n| DOSSIER.facts[n].theme)
}

/// For each claim its part of the list, which is its fact's, and its places.
pub fn claim_ranks() -> Vec<String> {
    let n = CORPUS.claims.len();
    let written = facts_written();
    let home = |claim: usize| written.iter().position(|fact| *fact == CORPUS.claims[claim].fact.at()).unwrap_or_default();
    let amount = |claim: usize| DOSSIER.claims[claim].amount;
    // Numbers of one measure stand together: people and dollars have no order among them. What has no number comes last.
    let number = |claim: usize| {
        let value = amount(claim).quantity.and_then(|quantity| quantity.low.or(quantity.high));
        let measure = DOSSIER.claims[claim].measure.map_or(u16::MAX, |measure| measure.0);
        (value.is_none(), measure, value.unwrap_or_default())
    };
    let time = |claim: usize| match amount(claim).period.when {
        When::Undated => f64::INFINITY,
        When::In(date) | When::By(date) | When::Since(date) | When::AsOf(date) | When::Span(date, _) => date.start_years(),
    };
    let orders = [by(n, home), by(n, |claim| claim), by(n, number), by(n, time), by(n, |claim| CORPUS.claims[claim].origin)];
    ranks(home, &orders)
}

/// For each fact its part of the matrix, which is its theme's, and its places.
pub fn fact_ranks() -> Vec<String> {
    let n = DOSSIER.facts.len();
    let told = |fact: usize| Reverse(support(&CORPUS, FactIx(fact as u16), Off::default()).articles);
    let differs = |fact: usize| Reverse(DOSSIER.differences.iter().filter(|it| it.fact.at() == fact).count());
    // Equal ones stay in the order they are written in.
    let written = facts_written();
    let again = |key: &dyn Fn(usize) -> Reverse<usize>| by(n, |at| key(written[at])).into_iter().map(|at| written[at]).collect();
    ranks(|fact| DOSSIER.facts[fact].theme.at(), &[written.clone(), again(&told), again(&differs)])
}
