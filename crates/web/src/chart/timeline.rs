//! Two lanes of incidents over time: who acted, how well each is vouched for, how exactly it is
//! dated.

use super::scale::{Rows, Scale};
use crate::layout::plain;
use chancery_dataset::{Between, Lane, Vouching};
use chancery_model::{Day, IncidentId};
use maud::{Markup, html};

const WIDTH: f64 = 1000.0;
const LEFT: f64 = 8.0;
/// Height of a mark, and of a row with its gap.
const MARK: f64 = 10.0;
const ROW: f64 = 14.0;
/// Room for the name of a lane.
const NAME: f64 = 21.0;
/// A mark is never narrower: it must be seen and hit.
const LEAST: f64 = 10.0;

/// One mark, placed.
struct Mark<'a> {
    one: &'a Between<'a>,
    from: f64,
    to: f64,
    row: usize,
}

/// The timeline of a pair of parties over these days.
pub(crate) fn draw(
    pair: [&str; 2],
    told: &[&Between<'_>],
    days: [Day; 2],
    chosen: Option<IncidentId>,
    target: &dyn Fn(IncidentId) -> String,
) -> Markup {
    let scale = Scale::over(days, LEFT, WIDTH - LEFT);
    let lanes = [
        (Lane::First, format!("{} acts", pair[0]), "a"),
        (Lane::Both, "both act".to_owned(), "both"),
        (Lane::Second, format!("{} acts", pair[1]), "b"),
        (
            Lane::Neither,
            "concerns both; neither is told to act upon the other".to_owned(),
            "both",
        ),
    ];
    let mut top = 4.0;
    let mut drawn = Vec::new();
    for (lane, name, side) in lanes {
        let mut dated: Vec<(&Between<'_>, f64, f64)> = told
            .iter()
            .filter(|one| one.lane == lane)
            .filter_map(|one| {
                let (from, to) = scale.reach(one.brief.date.as_ref()?)?;
                let middle = f64::midpoint(from, to);
                let half = ((to - from) / 2.0).max(LEAST / 2.0);
                Some((*one, middle - half, middle + half))
            })
            .collect();
        if dated.is_empty() && matches!(lane, Lane::Both | Lane::Neither) {
            continue;
        }
        dated.sort_by(|a, b| {
            let order = |m: &(&Between<'_>, f64, f64)| (m.2 - m.1, m.1);
            let ((aw, al), (bw, bl)) = (order(a), order(b));
            bw.total_cmp(&aw)
                .then(al.total_cmp(&bl))
                .then(a.0.brief.id.cmp(&b.0.brief.id))
        });
        let mut rows = Rows::default();
        let mut marks: Vec<Mark<'_>> = dated
            .into_iter()
            .map(|(one, from, to)| Mark { one, from, to, row: rows.place(from, to) })
            .collect();
        marks.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.row.cmp(&b.row)));
        let height = NAME
            + ROW * f64::from(u16::try_from(rows.count().max(1)).unwrap_or(u16::MAX));
        drawn.push((name, side, top, height, marks));
        top += height + 5.0;
    }
    let axis = top;
    let height = top + 22.0;
    html! {
        svg.timeline viewBox={ "0 0 " (WIDTH) " " (height) } role="group"
            aria-label={ "Incidents over time: " (pair[0]) " and " (pair[1]) }
            data-first=(days[0]) data-last=(days[1]) {
            defs {
                @for side in ["a", "b", "both"] {
                    pattern id={ "hatch-" (side) } width="5" height="5"
                        patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                        line class={ "hatch side-" (side) } x1="0" y1="0" x2="0" y2="5" {}
                    }
                }
            }
            @for tick in scale.ticks() {
                line.tick x1=(tick.at) x2=(tick.at) y1="0" y2=(axis) {}
                text.label x=(tick.at + 3.0) y=(height - 7.0) { (tick.label) }
            }
            @for (name, side, top, lane_height, marks) in &drawn {
                g class={ "lane side-" (side) } {
                    rect.ground x="0" y=(top) width=(WIDTH) height=(lane_height) rx="4" {}
                    text.name x=(LEFT) y=(top + 15.0) { (name) }
                    @for mark in marks {
                        (link(mark, *top, side, chosen, target))
                    }
                }
            }
            line.axis x1="0" x2=(WIDTH) y1=(axis) y2=(axis) {}
        }
    }
}

fn link(
    mark: &Mark<'_>,
    top: f64,
    side: &str,
    chosen: Option<IncidentId>,
    target: &dyn Fn(IncidentId) -> String,
) -> Markup {
    let brief = mark.one.brief;
    let row = f64::from(u16::try_from(mark.row).unwrap_or(u16::MAX));
    let y = top + NAME + row * ROW;
    let date = brief.date.as_ref().map_or("no date", |date| date.edtf());
    let told = plain(&format!(
        "{date}: {}, {}; {}",
        brief.action,
        mark.one.vouching.words(),
        crate::layout::number(brief.documents, "document")
    ));
    let is_chosen = chosen == Some(brief.id);
    let width = mark.to - mark.from;
    html! {
        a href=(target(brief.id)) aria-label=(told) data-incident=(brief.id)
            aria-current=[is_chosen.then_some("true")] {
            title { (told) }
            @match mark.one.vouching {
                Vouching::One => {
                    rect.mark.outline x=(mark.from) y=(y) width=(width) height=(MARK) rx="2" {}
                    rect.mark.full x=(mark.from) y=(y + MARK / 2.0) width=(width) height=(MARK / 2.0) {}
                }
                vouching => {
                    rect class={ "mark " (class(vouching)) } x=(mark.from) y=(y) width=(width)
                        height=(MARK) rx="2"
                        fill=[(vouching == Vouching::Foreseen).then(|| format!("url(#hatch-{side})"))] {}
                }
            }
        }
    }
}

/// How a mark looks.
fn class(vouching: Vouching) -> &'static str {
    match vouching {
        Vouching::Several => "full",
        Vouching::One | Vouching::Claimed => "outline",
        Vouching::Denied => "outline denied",
        Vouching::Foreseen => "hatched",
    }
}

/// What the marks mean.
pub(crate) fn legend() -> Markup {
    let sample = |vouching: Vouching| {
        html! {
            svg.sample viewBox="0 0 24 15" aria-hidden="true" {
                @match vouching {
                    Vouching::One => {
                        rect.mark.outline x="1" y="1" width="22" height="13" rx="2" {}
                        rect.mark.full x="1" y="7.5" width="22" height="6.5" {}
                    }
                    Vouching::Foreseen => {
                        rect.mark.hatched x="1" y="1" width="22" height="13" rx="2" fill="url(#hatch-both)" {}
                    }
                    other => rect class={ "mark " (class(other)) } x="1" y="1" width="22" height="13" rx="2" {},
                }
            }
        }
    };
    let all = [
        Vouching::Several,
        Vouching::One,
        Vouching::Claimed,
        Vouching::Denied,
        Vouching::Foreseen,
    ];
    html! {
        ul.legend {
            @for vouching in all {
                li { (sample(vouching)) " " (vouching.words()) }
            }
            li.wide { "width: how exactly it is dated" }
        }
    }
}

/// The days over which a timeline is best drawn: those of most incidents, without the few that
/// lie long before; and how many those are.
pub(crate) fn days(told: &[Between<'_>]) -> Option<([Day; 2], usize)> {
    let mut starts: Vec<Day> = told
        .iter()
        .filter_map(|one| {
            let date = one.brief.date.as_ref()?;
            date.earliest().or(date.latest())
        })
        .collect();
    starts.sort();
    let ends = told.iter().filter_map(|one| one.brief.date.as_ref()?.latest());
    let last = ends.max().or(starts.last().copied())?;
    let tenth = starts.len() / 10;
    let mut first = *starts.first()?;
    let mut before = 0;
    for at in 1..=tenth {
        // A gap wider than all that follows is history told, not the story.
        let (one, next) = (starts[at - 1], starts[at]);
        if next.number() - one.number() > last.number() - next.number() {
            (first, before) = (next, at);
        }
    }
    Some(([first, last.max(first)], before))
}
