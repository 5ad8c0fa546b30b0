//! What charts look like (golden pictures of the real corpus, golden scenes of the small one), and what must hold of
//! every chart at every width, whatever is switched off.

mod golden;
#[path = "seeds-small/mod.rs"]
mod small;

use attested::corpus::{CORPUS, DOSSIER};
use attested::dossier::{Dossier, Exhibit};
use attested::model::{Chart, ChartIx, ClaimIx, Corpus, Form, OriginIx, Ref, plain};
use attested::paint::svg::standalone;
use attested::query::{Off, Tells, claim_stands, stands};
use attested::scene::exhibit::{Room, STAGES, exhibit};
use attested::scene::words::sentences;
use attested::scene::{Mark, Point, Rect, Scene, Shape, joined, needs, scene, told_by};
use attested::theme::Ink;
use golden::Goldens;
use std::fmt::Write;

const WIDTHS: [f64; 3] = [358.0, 680.0, 1052.0];

/// Both corpora: what holds of the charts must not depend on the subject.
fn corpora() -> [(&'static str, Corpus); 2] {
    [("real", CORPUS), ("small", small::loaded(&small::files()).0)]
}

/// What is switched off, with its name: nothing, each article by itself, all articles.
fn off_sets(corpus: &Corpus) -> Vec<(String, Off)> {
    let single =
        corpus.article_ixs().map(|ix| (format!("without-{}", corpus.article(ix).id), Off::default().with_article(ix, true)));
    let all = corpus.article_ixs().fold(Off::default(), |off, ix| off.with_article(ix, true));
    let mut sets: Vec<(String, Off)> = vec![("all".into(), Off::default())];
    sets.extend(single);
    sets.push(("none".into(), all));
    sets
}

/// The same, and each origin by itself.
fn off_sets_with_origins(corpus: &Corpus) -> Vec<(String, Off)> {
    let origins = (0..corpus.origins.len() as u16).map(OriginIx);
    let single = origins.map(|ix| (format!("without-{}", corpus.origin(ix).id), Off::default().with_origin(ix, true)));
    off_sets(corpus).into_iter().chain(single).collect()
}

/// Looks at every chart of both corpora at every width, and gathers what is wrong before it fails.
#[track_caller]
fn every_chart(look: impl Fn(&Corpus, ChartIx, f64) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (name, corpus) in corpora() {
        for (n, chart) in corpus.charts.iter().enumerate() {
            for width in WIDTHS {
                let found = look(&corpus, ChartIx(n as u16), width);
                wrong.extend(found.into_iter().map(|what| format!("{name} {} at {width}: {what}", chart.id)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n  {}", wrong.len(), wrong.join("\n  "));
}

/// Looks at every chart at every width, and at every picture of the story on every stage.
#[track_caller]
fn every_picture(look: impl Fn(&Corpus, &Scene) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (name, corpus, dossier) in [("real", CORPUS, DOSSIER), small_corpus()] {
        let charts = (0..corpus.charts.len() as u16).map(ChartIx);
        let of_charts = charts.flat_map(|ix| {
            WIDTHS.map(|width| (format!("{name} {} at {width}", corpus.chart(ix).id), scene(&corpus, ix, Off::default(), width)))
        });
        let of_story = stages(&corpus, &dossier).into_iter().map(|(of, scene)| (format!("{name} {of}"), scene));
        for (of, scene) in of_charts.chain(of_story) {
            wrong.extend(look(&corpus, &scene).into_iter().map(|what| format!("{of}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n  {}", wrong.len(), wrong.join("\n  "));
}

fn small_corpus() -> (&'static str, Corpus, Dossier) {
    let (corpus, dossier) = small::loaded(&small::files());
    ("small", corpus, dossier)
}

/// Every picture of the story, with its name.
fn stages(corpus: &Corpus, dossier: &Dossier) -> Vec<(String, Scene)> {
    let steps = corpus.steps.iter().zip(dossier.steps);
    let drawn = steps.flat_map(|(step, text)| {
        let draw =
            move |room: Room| Some((format!("{}-{}", step.slug, room.width), exhibit(corpus, dossier, &text.exhibit, room)?));
        STAGES.into_iter().filter_map(draw)
    });
    drawn.collect()
}

/// The same under every off set.
#[track_caller]
fn every_scene(look: impl Fn(&Corpus, &Chart, Off, &Scene) -> Vec<String>) {
    every_chart(|corpus, ix, width| {
        let sets = off_sets_with_origins(corpus).into_iter();
        let looked = sets.flat_map(|(set, off)| {
            let found = look(corpus, corpus.chart(ix), off, &scene(corpus, ix, off, width));
            found.into_iter().map(move |what| format!("{set}: {what}"))
        });
        looked.collect()
    });
}

/// Every text of a scene with its room.
fn texts(scene: &Scene) -> Vec<(&str, Rect)> {
    let shapes = scene.frame.iter().chain(scene.marks.iter().flat_map(|mark| &mark.labels));
    let texts = shapes.filter_map(|shape| match shape {
        Shape::Text { text, .. } => Some((text.as_str(), shape.text_box()?)),
        _ => None,
    });
    texts.collect()
}

fn picture(scene: &Scene) -> Rect {
    Rect { x: 0.0, y: 0.0, w: scene.width, h: scene.height }.grown(0.01)
}

fn named(corpus: &Corpus, mark: &Mark) -> String {
    mark.of.map_or("a shared mark".into(), |of| of.id(corpus).to_string())
}

/// Paper behind words, which nobody sees.
fn is_ground(shape: &Shape) -> bool {
    matches!(shape, Shape::Area { fill: Some(Ink::Paper), stroke: None, .. })
}

fn points(shape: &Shape) -> &[Point] {
    match shape {
        Shape::Line { points, .. } | Shape::Area { points, .. } => points,
        Shape::Disc { centre, .. } => std::slice::from_ref(centre),
        Shape::Text { at, .. } => std::slice::from_ref(at),
    }
}

#[test]
fn pictures_of_the_real_corpus() {
    let mut goldens = Goldens::new("svg", "scenes");
    let [all, without_first] = [Off::default(), off_sets(&CORPUS)[1].1];
    for (n, chart) in CORPUS.charts.iter().enumerate() {
        let words: String = sentences(&CORPUS, &DOSSIER, chart).into_iter().map(|(_, sentence)| sentence + " ").collect();
        for width in [WIDTHS[0], WIDTHS[2]] {
            for (set, off) in [("all".to_string(), all), (format!("without-{}", CORPUS.articles[0].id), without_first)] {
                let scene = scene(&CORPUS, ChartIx(n as u16), off, width);
                let svg = standalone(&CORPUS, &scene, &plain(DOSSIER.charts[n].title), &words);
                goldens.check(&format!("{}-{width}-{set}.svg", chart.id), &svg);
            }
        }
    }
    goldens.finish();
}

#[test]
fn pictures_of_the_story() {
    let mut goldens = Goldens::new("story", "scenes");
    for (name, scene) in stages(&CORPUS, &DOSSIER) {
        goldens.check(&format!("{name}.svg"), &standalone(&CORPUS, &scene, &name, ""));
    }
    goldens.finish();
}

#[test]
fn pictures_of_the_story_fit_their_stage() {
    for (name, corpus, dossier) in [("real", CORPUS, DOSSIER), small_corpus()] {
        for (step, text) in corpus.steps.iter().zip(dossier.steps) {
            for room in STAGES {
                let Some(scene) = exhibit(&corpus, &dossier, &text.exhibit, room) else { continue };
                assert!(
                    scene.width == room.width && scene.height <= room.height + 0.5,
                    "{name} {}: {} high",
                    step.slug,
                    scene.height
                );
            }
        }
    }
}

/// What a step shows is what it rests on: a mark of a claim that the step does not count would stand when it says that
/// all of it has fallen.
#[test]
fn a_step_rests_on_every_claim_it_draws() {
    for (step, text) in CORPUS.steps.iter().zip(DOSSIER.steps) {
        let whole = matches!(text.exhibit, Exhibit::OfLineage(_) | Exhibit::OfQuality(_));
        for scene in STAGES.into_iter().filter_map(|room| exhibit(&CORPUS, &DOSSIER, &text.exhibit, room)) {
            for claim in scene.marks.iter().flat_map(|mark| &mark.rests_on).flatten() {
                assert!(whole || step.claims.contains(claim), "{} draws {}", step.slug, CORPUS.claim(*claim).id);
            }
        }
    }
}

/// Read back, what a mark is said to tell stands exactly when the mark does.
#[test]
fn marks_tell_what_they_rest_on() {
    for (name, corpus, dossier) in [("real", CORPUS, DOSSIER), small_corpus()] {
        for (of, mut scene) in stages(&corpus, &dossier) {
            for (set, off) in off_sets_with_origins(&corpus) {
                scene.switch(&corpus, off);
                for mark in scene.marks.iter().filter(|mark| !mark.rests_on.is_empty()) {
                    let tells = told_by(&corpus, mark);
                    assert_eq!(Tells::read(&corpus, &tells).stand(&corpus, off), mark.on, "{name} {of} {set}: {tells}");
                }
            }
        }
    }
}

#[test]
fn scenes_of_the_small_corpus() {
    let mut goldens = Goldens::new("scenes", "scenes");
    let (corpus, _) = small::loaded(&small::files());
    for (n, chart) in corpus.charts.iter().enumerate() {
        for width in WIDTHS {
            let scene = scene(&corpus, ChartIx(n as u16), Off::default(), width);
            goldens.check(&format!("{}-{width}.txt", chart.id), &written(&corpus, &scene));
        }
    }
    goldens.finish();
}

/// A scene as text, a line a shape, so that a change shows where it is.
fn written(corpus: &Corpus, scene: &Scene) -> String {
    let mut out = format!("{:.1} × {:.1}\n", scene.width, scene.height);
    let shapes = |out: &mut String, name: &str, shapes: &[Shape]| {
        for shape in shapes {
            let _ = writeln!(out, "  {name} {shape:.1?}");
        }
    };
    let ids = |lists: &[Vec<ClaimIx>]| {
        lists.iter().map(|list| list.iter().map(|ix| corpus.claim(*ix).id).collect()).collect::<Vec<Vec<&str>>>()
    };
    shapes(&mut out, "frame", &scene.frame);
    for mark in &scene.marks {
        let _ = writeln!(
            out,
            "{} on={} rests_on={:?} tag={:?} hit={:.1?}",
            named(corpus, mark),
            mark.on,
            ids(&mark.rests_on),
            mark.tag,
            mark.hit
        );
        shapes(&mut out, "shape", &mark.shapes);
        shapes(&mut out, "label", &mark.labels);
    }
    out
}

#[test]
fn texts_never_overlap() {
    every_picture(|_, scene| {
        let texts = texts(scene);
        let mut wrong = Vec::new();
        for (n, (a, a_box)) in texts.iter().enumerate() {
            for (b, b_box) in texts[n + 1..].iter().filter(|(_, b_box)| a_box.grown(-0.01).meets(*b_box)) {
                wrong.push(format!("“{a}” and “{b}” overlap: {a_box:.1?}, {b_box:.1?}"));
            }
        }
        wrong
    });
}

/// A word on another mark's solid shape would be read as that mark's. In the story, words stand inside dials and on
/// bands on purpose.
#[test]
fn texts_keep_off_the_marks_of_others() {
    every_chart(|corpus, ix, width| {
        let scene = scene(corpus, ix, Off::default(), width);
        let is_solid = |shape: &&Shape| !matches!(shape, Shape::Line { .. } | Shape::Text { .. }) && !is_ground(shape);
        let solids = |mark: &Mark| mark.shapes.iter().filter(is_solid).map(Shape::bounds).collect::<Vec<_>>();
        let mut wrong = Vec::new();
        for (n, mark) in scene.marks.iter().enumerate() {
            let others = scene.marks.iter().enumerate().filter(|(other, _)| *other != n);
            let taken: Vec<(String, Rect)> =
                others.flat_map(|(_, other)| solids(other).into_iter().map(|room| (named(corpus, other), room))).collect();
            for label in &mark.labels {
                let (Some(room), Shape::Text { text, .. }) = (label.text_box(), label) else { continue };
                let covered = taken.iter().find(|(_, other)| other.grown(-2.0).meets(room));
                wrong.extend(covered.map(|(other, _)| format!("“{text}” of {} lies on {other}", named(corpus, mark))));
            }
        }
        wrong
    });
}

#[test]
fn texts_stay_inside_the_picture() {
    every_picture(|_, scene| {
        let outside = texts(scene).into_iter().filter(|(_, room)| !picture(scene).holds(*room));
        outside
            .map(|(text, room)| format!("“{text}” is outside, at {room:.1?} of {} × {:.1}", scene.width, scene.height))
            .collect()
    });
}

#[test]
fn shapes_stay_inside_the_picture() {
    every_picture(|corpus, scene| {
        let mut wrong = Vec::new();
        let frame = scene.frame.iter().map(|shape| ("the frame".to_string(), shape));
        let marks =
            scene.marks.iter().flat_map(|mark| mark.shapes.iter().chain(&mark.labels).map(|shape| (named(corpus, mark), shape)));
        for (who, shape) in frame.chain(marks).filter(|(_, shape)| shape.text_box().is_none() && !is_ground(shape)) {
            // Half a pixel is the width of a stroke's edge.
            let room = points(shape).iter().map(|p| Rect { x: p.x, y: p.y, w: 0.0, h: 0.0 }).reduce(Rect::with);
            if let Some(room) = room.filter(|room| !picture(scene).grown(0.5).holds(*room)) {
                wrong.push(format!("{who} is drawn outside, at {room:.1?} of {} × {:.1}", scene.width, scene.height));
            }
        }
        wrong
    });
}

#[test]
fn every_claim_has_a_mark_that_can_be_reached() {
    every_chart(|corpus, ix, width| {
        let scene = scene(corpus, ix, Off::default(), width);
        let mut wrong = Vec::new();
        for of in corpus.chart(ix).refs() {
            let marks: Vec<&Mark> = scene.marks.iter().filter(|mark| mark.of == Some(of)).collect();
            match marks[..] {
                [mark] => match mark.hit {
                    Some(hit) if picture(&scene).holds(hit) => {}
                    Some(hit) => {
                        wrong.push(format!("{} is reached outside, at {hit:.1?} of {width} × {:.1}", of.id(corpus), scene.height))
                    }
                    None => wrong.push(format!("{} cannot be reached", of.id(corpus))),
                },
                _ => wrong.push(format!("{} has {} marks", of.id(corpus), marks.len())),
            }
        }
        wrong
    });
}

/// High enough for a finger, or at least as wide as one.
#[test]
fn hits_are_large_enough() {
    every_chart(|corpus, ix, width| {
        let scene = scene(corpus, ix, Off::default(), width);
        let small = |hit: &Rect| hit.h < 20.0 && hit.w < 44.0 || hit.h < 8.0 || hit.w < 8.0;
        let hits = scene.marks.iter().filter_map(|mark| mark.hit.map(|hit| (mark, hit))).filter(|(_, hit)| small(hit));
        hits.map(|(mark, hit)| format!("{} is reached at {hit:.1?}", named(corpus, mark))).collect()
    });
}

/// Hit targets lie one over the other in the order of marks: some of each must be left in sight.
#[test]
fn no_hit_is_buried_under_others() {
    every_chart(|corpus, ix, width| {
        let scene = scene(corpus, ix, Off::default(), width);
        let hits: Vec<(&Mark, Rect)> = scene.marks.iter().filter_map(|mark| mark.hit.map(|hit| (mark, hit))).collect();
        let in_sight = |n: usize| {
            let hit = hits[n].1;
            let steps = || (0..20).map(|n| (f64::from(n) + 0.5) / 20.0);
            let spots =
                steps().flat_map(|x| steps().map(move |y| Rect { x: hit.x + x * hit.w, y: hit.y + y * hit.h, w: 0.0, h: 0.0 }));
            spots.filter(|spot| !hits[n + 1..].iter().any(|(_, over)| over.holds(*spot))).count()
        };
        let buried = (0..hits.len()).filter(|n| in_sight(*n) < 40);
        buried.map(|n| format!("{}: {} of 400 spots are in sight", named(corpus, hits[n].0), in_sight(n))).collect()
    });
}

/// Every told number can be read at its mark, and not only when it is reached.
#[test]
fn every_mark_is_labelled() {
    every_chart(|corpus, ix, width| {
        let scene = scene(corpus, ix, Off::default(), width);
        let bare =
            scene.marks.iter().filter(|mark| mark.of.is_some() && !mark.labels.iter().any(|label| label.text_box().is_some()));
        bare.map(|mark| format!("{} has no label", named(corpus, mark))).collect()
    });
}

#[test]
fn toggling_moves_nothing() {
    every_chart(|corpus, ix, width| {
        let before = scene(corpus, ix, Off::default(), width);
        let mut wrong = Vec::new();
        for (set, off) in off_sets_with_origins(corpus) {
            let mut after = scene(corpus, ix, off, width);
            if after.height != before.height {
                wrong.push(format!("{set}: the height goes from {:.1} to {:.1}", before.height, after.height));
            }
            if after.frame != before.frame {
                wrong.push(format!("{set}: the frame changes"));
            }
            after.marks.iter_mut().for_each(|mark| mark.on = true);
            let changed = after.marks.iter().zip(&before.marks).filter(|(after, before)| after != before);
            wrong.extend(changed.map(|(mark, _)| format!("{set}: {} changes more than whether it is on", named(corpus, mark))));
            if after.marks.len() != before.marks.len() {
                wrong.push(format!("{set}: {} marks become {}", before.marks.len(), after.marks.len()));
            }
        }
        wrong
    });
}

/// The browser switches the scene it has rather than laying it out again.
#[test]
fn switching_a_scene_comes_to_the_same_as_drawing_it_anew() {
    every_chart(|corpus, ix, width| {
        let mut switched = scene(corpus, ix, Off::default(), width);
        let mut wrong = Vec::new();
        for (set, off) in off_sets_with_origins(corpus) {
            let before: Vec<bool> = switched.marks.iter().map(|mark| mark.on).collect();
            let changed = switched.switch(corpus, off);
            let differ: Vec<usize> = (0..before.len()).filter(|n| before[*n] != switched.marks[*n].on).collect();
            if switched != scene(corpus, ix, off, width) {
                wrong.push(format!("{set}: another scene"));
            }
            if changed != differ {
                wrong.push(format!("{set}: {changed:?} are said to change, {differ:?} do"));
            }
        }
        wrong
    });
}

#[test]
fn what_is_off_is_not_drawn_and_what_stands_is() {
    every_scene(|corpus, chart, off, scene| {
        let drawn: Vec<_> = scene.drawn().collect();
        let mut wrong = Vec::new();
        for claim in chart.claims() {
            let is_drawn = drawn.contains(&claim);
            if is_drawn != claim_stands(corpus, claim, off) {
                wrong.push(format!("{} is drawn: {is_drawn}", corpus.claim(claim).id));
            }
        }
        wrong.extend(
            drawn.iter().filter(|claim| off.article(corpus.claim(**claim).article)).map(|c| corpus.claim(*c).id.to_string()),
        );
        let lying = scene.marks.iter().filter(|mark| mark.of.is_some_and(|of| mark.on != stands(corpus, of, off)));
        wrong.extend(lying.map(|mark| format!("{} is on: {}", named(corpus, mark), mark.on)));
        wrong
    });
}

/// Without script the style sheet greys by `needs`, which knows articles alone; it must come to the same.
#[test]
fn clauses_say_what_the_program_says() {
    every_chart(|corpus, ix, width| {
        let sets = off_sets(corpus).into_iter().chain(corpus.article_ixs().map(|on| {
            let others = corpus.article_ixs().filter(|ix| *ix != on);
            (format!("only-{}", corpus.article(on).id), others.fold(Off::default(), |off, ix| off.with_article(ix, true)))
        }));
        let looked = sets.flat_map(|(set, off)| {
            let scene = scene(corpus, ix, off, width);
            let differ = |mark: &&Mark| {
                mark.on != needs(corpus, &mark.rests_on).iter().all(|clause| clause.iter().any(|article| !off.article(*article)))
            };
            scene.marks.iter().filter(differ).map(|mark| format!("{set}: {}", named(corpus, mark))).collect::<Vec<_>>()
        });
        looked.collect()
    });
}

#[test]
fn the_line_is_on_while_both_its_claims_stand() {
    every_scene(|corpus, chart, off, scene| {
        let Form::BeforeAfter(spec) = &chart.form else { return Vec::new() };
        let both = claim_stands(corpus, spec.line.0, off) && claim_stands(corpus, spec.line.1, off);
        let lines: Vec<bool> = scene.marks.iter().filter(|mark| mark.of.is_none()).map(|mark| mark.on).collect();
        let caption = joined(corpus, chart, off);
        let said = if both { spec.line_caption } else { spec.no_line_caption };
        let mut wrong = Vec::new();
        if lines != [both] {
            wrong.push(format!("both stand: {both}, lines are on: {lines:?}"));
        }
        if caption != said {
            wrong.push(format!("both stand: {both}, but “{}” is said", plain(caption)));
        }
        wrong
    });
}

/// No line may join numbers of two claims in lanes: frame lines run straight along an axis, no mark is shared, and the
/// lines of a mark stay within the width of its own solid shapes.
#[test]
fn no_line_joins_two_claims_in_lanes() {
    every_chart(|corpus, ix, width| {
        let scene = scene(corpus, ix, Off::default(), width);
        let Form::InLanes(_) = corpus.chart(ix).form else { return Vec::new() };
        let straight = |pair: &[Point]| pair[0].x == pair[1].x || pair[0].y == pair[1].y;
        let is_line = |shape: &&Shape| matches!(shape, Shape::Line { .. });
        let mut wrong: Vec<String> = scene
            .frame
            .iter()
            .filter(is_line)
            .filter(|line| !points(line).windows(2).all(straight))
            .map(|line| format!("{line:.1?}"))
            .collect();
        for mark in &scene.marks {
            if mark.of.is_none() {
                wrong.push("a mark is shared".into());
            }
            let solid = mark.shapes.iter().filter(|shape| !is_line(shape)).map(|shape| match shape {
                Shape::Disc { centre, radius, .. } => (centre.x - radius, centre.x + radius),
                other => {
                    let xs = || points(other).iter().map(|p| p.x);
                    (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max))
                }
            });
            let Some((from, to)) = solid.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else { continue };
            let leaves = |p: &Point| p.x < from - 1.0 || to + 1.0 < p.x;
            if mark.shapes.iter().filter(is_line).flat_map(points).any(leaves) {
                wrong.push(format!("a line of {} leaves its mark", named(corpus, mark)));
            }
        }
        wrong
    });
}

#[test]
fn numbers_of_ours_are_said_to_be_ours() {
    every_chart(|corpus, ix, width| {
        let scene = scene(corpus, ix, Off::default(), width);
        let ours = scene.marks.iter().filter(|mark| matches!(mark.of, Some(Ref::Ours(_))));
        let unsaid = ours.filter(|mark| {
            let words: String = mark
                .labels
                .iter()
                .filter_map(|label| if let Shape::Text { text, .. } = label { Some(text.as_str()) } else { None })
                .collect();
            !words.contains("by us") && !words.contains("ours")
        });
        unsaid.map(|mark| format!("{} is not said to be ours", named(corpus, mark))).collect()
    });
}

/// The document has one list of targets for every layout: the n-th must be the same mark in all of them.
#[test]
fn marks_come_in_one_order_at_every_width() {
    for (name, corpus) in corpora() {
        for (n, chart) in corpus.charts.iter().enumerate() {
            let order = |width: f64| {
                let drawn = scene(&corpus, ChartIx(n as u16), Off::default(), width);
                drawn.marks.iter().map(|mark| (mark.of, mark.hit.is_some())).collect::<Vec<_>>()
            };
            for width in &WIDTHS[1..] {
                assert_eq!(order(WIDTHS[0]), order(*width), "{name} {} at {width}", chart.id);
            }
        }
    }
}
