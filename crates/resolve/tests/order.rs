//! Incidents depend on the events alone: not on their order, nor on events of other dyads.

// Helpers of tests may panic as tests may.
#![allow(clippy::unwrap_used)]

mod common;

use chancery_model::{CountWhat, Event, Incident, Status};
use common::{CODEBOOK, Change, attack};
use std::collections::BTreeSet;

/// Numbers that look random and are the same in every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        (1..items.len()).rev().for_each(|at| items.swap(at, self.below(at + 1)));
    }
}

const CODES: &[(&str, &str, &str)] = &[
    ("ASSAULT/firearms", "180", "attack"),
    ("ASSAULT", "182", "kill"),
    ("COERCE/arrest", "173", "arrest"),
    ("SANCTION/expel", "161", "expel"),
    ("ACCUSE/allege", "112", "accuse"),
    ("CONSULT/visit", "042", "visit"),
    ("AGREE", "057", "sign"),
];

/// Events of one dyad, several to a document, over so many days.
fn events(dice: &mut Dice, dyad: [&str; 2], number: usize, days: usize) -> Vec<Event> {
    let facility = format!("{}/embassy", dyad[1]);
    let ministry = format!("{}/foreign-ministry", dyad[0]);
    (0..number)
        .map(|index| {
            let document = format!("{dyad:?} {}", index / 6);
            let at = u32::try_from(index % 6).unwrap() * 170;
            let (code, cameo, lemma) = dice.pick(CODES);
            let mut event = attack(&document, at).a(code, cameo, lemma);
            event = match dice.below(4) {
                0 => event.by(&["?"]).on(&[&facility]),
                1 => event.by(&[&ministry]).on(&[dyad[1]]),
                2 => event.on(&[dyad[1]]),
                _ => event.by(&[dyad[0]]).on(&[dyad[1]]),
            };
            let day = dice.below(days);
            let (year, month) = (2020 + day / 336, 1 + day / 28 % 12);
            event = match dice.below(6) {
                0 | 1 => event.when(&format!("{year}-{month:02}-{:02}", 1 + day % 28)),
                2 => event.when(&format!("{year}-{month:02}")),
                3 => event.when(&format!("{year}")),
                _ => event,
            };
            match dice.below(10) {
                0 => {
                    event.with(CountWhat::Arrested, 1 + u32::try_from(day % 40).unwrap())
                }
                1 => event.at("the old harbour", dyad[1]),
                2 => event.said(*dice.pick(&Status::ALL)),
                _ => event,
            }
        })
        .collect()
}

fn resolve(events: &[Event]) -> Vec<Incident> {
    chancery_resolve::resolve(events, &CODEBOOK)
}

#[test]
fn the_order_of_the_events_does_not_matter() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let mut events = events(&mut dice, ["NOR", "ISL"], 90, 40);
        let incidents = resolve(&events);
        assert!(incidents.len() < events.len(), "something is told twice");
        dice.shuffle(&mut events);
        assert_eq!(resolve(&events), incidents, "seed {seed}");
    }
}

#[test]
fn events_of_another_dyad_change_no_incident() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let mut all = events(&mut dice, ["NOR", "ISL"], 60, 40);
        let incidents = resolve(&all);
        let number = 1 + dice.below(30);
        all.extend(events(&mut dice, ["CAN", "PRT"], number, 40));
        let with_others = resolve(&all);
        assert!(
            incidents.iter().all(|incident| with_others.contains(incident)),
            "seed {seed}"
        );
    }
}

#[test]
fn every_event_is_in_one_incident_whose_dates_share_a_day() {
    let events = events(&mut Dice(7), ["NOR", "ISL"], 600, 60);
    let incidents = resolve(&events);
    let mut seen = BTreeSet::new();
    for incident in &incidents {
        let members: Vec<&Event> = incident
            .events()
            .map(|id| events.iter().find(|event| event.id == id).unwrap())
            .collect();
        assert!(
            members.iter().all(|event| seen.insert(event.id)),
            "an event stands twice"
        );
        assert_eq!(incident.links.len() + 1, members.len());
        let dates = || members.iter().filter_map(|event| event.date.as_ref());
        let first = dates().filter_map(|date| date.value.earliest()).max();
        let last = dates().filter_map(|date| date.value.latest()).min();
        assert!(
            first <= last,
            "{:?}",
            dates().map(|d| d.value.edtf()).collect::<Vec<_>>()
        );
    }
    assert_eq!(seen.len(), events.len());
}

#[test]
fn nothing_gives_nothing_and_an_event_given_twice_counts_once() {
    assert_eq!(resolve(&[]), []);
    let event = attack("one", 0).on(&["ISL"]);
    assert_eq!(resolve(&[event.clone(), event.clone()]), resolve(&[event]));
}

#[test]
fn fifty_thousand_events_are_resolved() {
    let mut dice = Dice(1);
    let states = ["NOR", "ISL", "CAN", "PRT", "DNK", "FIN", "CHL", "KEN", "NPL", "URY"];
    let mut all = Vec::new();
    for source_state in states {
        for target_state in states.into_iter().filter(|state| *state != source_state) {
            all.extend(events(&mut dice, [source_state, target_state], 556, 1500));
        }
    }
    let started = std::time::Instant::now();
    let incidents = resolve(&all);
    println!(
        "{} events, {} incidents, {:?}",
        all.len(),
        incidents.len(),
        started.elapsed()
    );
    assert!(incidents.len() > all.len() / 3, "unrelated events were joined");
}
