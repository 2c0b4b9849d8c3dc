//! What an analyst decided stands before every score.

mod common;

use chancery_model::{Coordinates, Decision, DecisionKind, Event, Precision};
use common::{CODEBOOK, Change, attack, groups, told};

fn decided(events: &[Event], decisions: &[(DecisionKind, usize, usize)]) -> String {
    let decisions: Vec<Decision> = decisions
        .iter()
        .map(|&(kind, a, b)| {
            Decision::new(kind, [events[a].id, events[b].id], "read both")
        })
        .collect();
    told(events, &chancery_resolve::resolve_decided(events, &decisions, &CODEBOOK))
}

#[test]
fn merged_events_are_one_incident_whatever_their_days() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["PER"]).on(&["CHL"]).when("2032-05-01");
    let three = attack("three", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let events = [one, two, three];
    assert_eq!(groups(&events), "ac b");
    assert_eq!(decided(&events, &[(DecisionKind::Merge, 0, 1)]), "abc");
}

#[test]
fn a_merge_is_a_link_that_says_so() {
    let one = attack("one", 0).on(&["ISL"]).when("2031-03-06");
    let two = attack("one", 4000).on(&["PER"]).when("2032-05-01");
    let decision = Decision::new(DecisionKind::Merge, [two.id, one.id], "read both");
    let incidents =
        chancery_resolve::resolve_decided(&[one, two], &[decision], &CODEBOOK);
    assert_eq!(incidents.len(), 1);
    assert_eq!(incidents[0].links[0].permille, 1000);
    assert_eq!(&*incidents[0].links[0].shared[0], "decided");
}

#[test]
fn split_events_are_not_brought_together() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let near = attack("one", 150).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let events = [one, two, near];
    assert_eq!(groups(&events), "abc");
    let split = [(DecisionKind::Split, 0, 1), (DecisionKind::Split, 2, 1)];
    assert_eq!(decided(&events, &split), "ac b");
    assert_eq!(decided(&events, &[split[0], (DecisionKind::Split, 0, 2)]), "a bc");
}

#[test]
fn the_last_decision_counts() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let events = [one, two];
    let split = (DecisionKind::Split, 0, 1);
    assert_eq!(decided(&events, &[split]), "a b");
    assert_eq!(decided(&events, &[split, (DecisionKind::Withdraw, 1, 0)]), "ab");
}

#[test]
fn a_mission_does_not_lie_in_the_state_that_it_represents() {
    let attack = |document: &str| attack(document, 0).on(&["ISL/embassy"]);
    let one = attack("one").when("2031-03-06").at("Oslo", "NOR");
    let mut two = attack("two").when("2031-03").at("Iceland's embassy", "ISL");
    two.place.as_mut().unwrap().value.precision = Precision::Country;
    assert_eq!(groups(&[one, two]), "ab");
}

#[test]
fn points_far_from_each_other_are_other_places() {
    let at = |document: &str, words: &str, lat: i32, lon: i32| {
        let mut event =
            attack(document, 0).on(&["ISL"]).when("2031-03-06").at(words, "NOR");
        let place = &mut event.place.as_mut().unwrap().value;
        (place.point, place.precision) =
            (Some(Coordinates { lat, lon }), Precision::City);
        event
    };
    let (one, two) =
        (at("one", "Oslo", 59_910, 10_750), at("two", "the capital", 59_900, 10_700));
    assert_eq!(groups(&[one.clone(), two]), "ab");
    let far = at("two", "Bergen", 60_390, 5_320);
    assert_eq!(groups(&[one, far]), "a b");
}

#[test]
fn a_rejected_event_belongs_to_no_incident_until_that_is_withdrawn() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let events = [one, two];
    let on = |kind| Decision::on(kind, events[1].id, "not said");
    let members = |decisions: &[Decision]| -> usize {
        let incidents = chancery_resolve::resolve_decided(&events, decisions, &CODEBOOK);
        incidents.iter().map(|incident| incident.events().count()).sum()
    };
    let rejected = on(DecisionKind::Reject);
    assert_eq!(members(&[on(DecisionKind::Accept)]), 2);
    assert_eq!(members(std::slice::from_ref(&rejected)), 1);
    assert_eq!(members(&[rejected, on(DecisionKind::Withdraw)]), 2);
}
