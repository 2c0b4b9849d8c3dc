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

#[test]
fn a_code_and_a_date_that_an_analyst_gives_stand_in_the_place_of_the_coded_ones() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let events = [one, two];
    let on = |kind, value| Decision::on(kind, events[1].id, "read again").with(value);
    let amended = |decisions: &[Decision]| -> Vec<String> {
        let amended = chancery_resolve::amended(&events, decisions);
        let told = |event: &Event| {
            assert_eq!(event.id, events[1].id);
            let mode = event.mode.as_ref().map_or("", |mode| mode.value.as_str());
            let date = event.date.as_ref().map_or("", |date| date.value.edtf());
            format!("{} {mode} {} {date}", event.event_type.value, event.cameo.value)
        };
        amended.iter().map(told).collect()
    };
    let code = on(DecisionKind::Code, "SANCTION/expel 1712");
    let date = on(DecisionKind::Date, "2031-04");
    let both = [code.clone(), date.clone()];
    assert_eq!(amended(&both), ["SANCTION expel 1712 2031-04"]);
    // A judgement is another aspect; the last on each aspect counts.
    let mut more = both.to_vec();
    more.push(Decision::on(DecisionKind::Accept, events[1].id, "right"));
    more.push(on(DecisionKind::Date, "2031-05"));
    assert_eq!(amended(&more), ["SANCTION expel 1712 2031-05"]);
    // Taking back one aspect leaves the other; taking back all leaves nothing.
    let withdraw = Decision::on(DecisionKind::Withdraw, events[1].id, "undone");
    let one_back = [code, date, withdraw.clone().with("date")];
    assert_eq!(amended(&one_back), ["SANCTION expel 1712 2031-03-06"]);
    assert!(amended(&[one_back.as_slice(), &[withdraw]].concat()).is_empty());
    // A value that is none changes nothing.
    let unread = amended(&[on(DecisionKind::Date, "soon")]);
    assert!(unread.is_empty() || unread[0].ends_with("2031-03-06"));
}

#[test]
fn an_amended_date_parts_what_were_accounts_of_one_day() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let mut events = [one, two];
    assert_eq!(groups(&events), "ab");
    let date =
        Decision::on(DecisionKind::Date, events[1].id, "read again").with("2031-05-09");
    events[1] = chancery_resolve::amended(&events, &[date])[0].clone();
    assert_eq!(groups(&events), "a b");
}
