//! What a claim's card offers besides: its link and its citation, to copy.

use super::proof::slot_of;
use crate::corpus::CORPUS;
use crate::dom::copy::on_copy;
use crate::dom::file::{noted, quoted_by};
use crate::dom::link;

const CITED: &str = "data-cited";

/// Lets the buttons copy a link to the claim, or how to cite it: the article first, whose words they are. Without what is
/// off, because whoever follows the link should find the claim standing.
pub fn copy() {
    on_copy("Copying is not allowed here. The words are selected.", |what, id| {
        let place = "/claim/".to_string() + id;
        let link = link::page() + "#" + &place;
        let claim = CORPUS.claims.iter().find(|claim| claim.id == id);
        match (claim, quoted_by(&place)) {
            (Some(claim), Some((paragraph, words))) if what == "citation" => {
                let (article, page) = (noted(&slot_of(CORPUS.article(claim.article)), CITED), noted("#tools", CITED));
                let cited = format!("{article}, paragraph {paragraph}: “{words}”. Found by {page}, claim {id}, {link}");
                (cited, "Citation copied.")
            }
            _ => (link, "Link copied."),
        }
    });
}
