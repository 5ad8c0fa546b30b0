//! Pictures of the story: scenes like those of the charts, made for a stage of a fixed room, so that text and picture fit
//! a screen together. They are drawn natively alone; on the page they stand still and are greyed in place.

mod coverage;
mod day;
mod lineage;
mod parts;
mod quality;
mod rows;

use super::{Drawing, Scene, before_after, lanes, one_range};
use crate::dossier::{Dossier, Exhibit};
use crate::model::{Corpus, Form, Quantity, Ref};
use crate::query::Off;

/// The room of a stage, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Room {
    pub width: f64,
    /// No picture is higher.
    pub height: f64,
}

impl Room {
    /// Whether there is room for names beside marks.
    fn is_wide(self) -> bool {
        self.width >= 500.0
    }
}

/// The stages of a page, narrow and wide: the upper part of a phone's screen, and beside a column of text.
pub const STAGES: [Room; 2] = [Room { width: 358.0, height: 340.0 }, Room { width: 640.0, height: 560.0 }];

/// Lays out what a step shows, with every source on; `None` where it is shown in words alone.
pub fn exhibit(corpus: &Corpus, dossier: &Dossier, of: &Exhibit, room: Room) -> Option<Scene> {
    let drawing = match of {
        Exhibit::OfChart(chart) => match &corpus.chart(*chart).form {
            Form::InLanes(spec) if room.is_wide() => lanes::draw_within(corpus, spec, room.width, room.height),
            Form::InLanes(spec) => rows::draw(corpus, spec, room),
            Form::BeforeAfter(spec) => before_after::draw_within(corpus, spec, room.width, room.height),
            Form::OneRange(spec) => one_range::draw_within(corpus, spec, room.width, room.height),
        },
        Exhibit::OfLineage(spec) => lineage::draw(corpus, spec, room),
        Exhibit::OfParts(spec) => parts::draw(corpus, dossier, spec, room),
        Exhibit::OfDay(spec) => day::draw(corpus, dossier, spec, room),
        Exhibit::OfCoverage(facts) => coverage::draw(corpus, dossier, facts, room),
        Exhibit::OfQuality(counts) => quality::draw(corpus, dossier, counts, room),
        Exhibit::OfTellings(_) => return None,
    };
    let Drawing { height, frame, marks } = drawing;
    let mut scene = Scene { width: room.width, height, frame, marks };
    scene.switch(corpus, Off::default());
    Some(scene)
}

/// The number of a claim or of ours. Not by [`Corpus::amount`], which knows only what the charts draw.
fn number(corpus: &Corpus, dossier: &Dossier, of: Ref) -> Option<Quantity> {
    match of {
        Ref::Told(claim) => dossier.claims[claim.at()].amount.quantity,
        Ref::Ours(derived) => Some(corpus.derived(derived).quantity),
    }
}
