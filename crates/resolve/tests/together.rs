//! What is told twice is one incident.

mod common;

use chancery_model::{CountWhat, Status};
use common::{CODEBOOK, Change, attack, groups};

#[test]
fn accounts_of_one_day_are_one_incident() {
    let one = attack("one", 0).by(&["?"]).on(&["ISL/embassy"]).when("2031-03-06");
    let two = attack("two", 0).on(&["ISL"]).when("2031-03-06").at("Oslo", "NOR");
    let three = attack("three", 0).on(&["ISL/embassy"]).when("2031-03");
    assert_eq!(groups(&[one, two, three]), "abc");
}

#[test]
fn an_assertion_a_claim_and_a_denial_are_accounts_of_one_occurrence() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let three = attack("three", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let events = [one, two.said(Status::Claimed), three.said(Status::Denied)];
    assert_eq!(groups(&events), "abc");
}

#[test]
fn an_undated_mention_next_to_a_dated_one_is_the_same_occurrence() {
    let first = attack("one", 0).on(&["ISL"]).when("2031-03-06");
    let again = attack("one", 150).on(&["ISL"]);
    let incidents = chancery_resolve::resolve(&[first, again], &CODEBOOK);
    assert_eq!(incidents.len(), 1);
    let shared = &incidents[0].links[0].shared;
    assert!(
        shared.iter().any(|code| code.as_ref() == "same-document-near"),
        "{shared:?}"
    );
}

#[test]
fn an_undated_mention_takes_part_with_the_date_of_its_neighbour() {
    let first = attack("one", 0).on(&["ISL"]).when("2031-03-06");
    let again = attack("one", 150).on(&["ISL"]);
    let other = attack("two", 0).on(&["ISL"]).when("2031-03-06");
    assert_eq!(groups(&[first, again, other]), "abc");
}

#[test]
fn an_undated_attack_is_known_by_the_facility() {
    let one = attack("one", 0).on(&["ISL/embassy"]).when("2031-03-06");
    let two = attack("two", 0).on(&["ISL/embassy"]).at("Oslo", "NOR");
    assert_eq!(groups(&[one, two]), "ab");
}

#[test]
fn arrests_are_known_by_their_number() {
    let arrest = |document: &str| {
        attack(document, 0).a("COERCE/arrest", "173", "arrest").by(&["NOR"])
    };
    let one = arrest("one").with(CountWhat::Arrested, 39).when("2031-03");
    let two = arrest("two").with(CountWhat::Arrested, 39);
    assert_eq!(groups(&[one, two]), "ab");
}

#[test]
fn tolls_of_one_day_compete() {
    let one = attack("one", 0).on(&["ISL"]).when("2031-03-06").with(CountWhat::Killed, 1);
    let two = attack("two", 0).on(&["ISL"]).when("2031-03-06").with(CountWhat::Killed, 3);
    assert_eq!(groups(&[one, two]), "ab");
}

#[test]
fn contested_attackers_of_one_facility_on_one_day_compete() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL/embassy"]).when("2031-03-06");
    let two = attack("two", 0).by(&["CAN"]).on(&["ISL/embassy"]).when("2031-03-06");
    let events = [one.at("Oslo", "NOR"), two.at("central Oslo", "NOR")];
    assert_eq!(groups(&events), "ab");
}

#[test]
fn a_meeting_has_no_direction() {
    let meet = |document: &str| attack(document, 0).a("CONSULT/visit", "042", "visit");
    let one = meet("one").by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = meet("two").by(&["ISL"]).on(&["NOR"]).when("2031-03-06");
    let three = meet("three").by(&["ISL", "NOR"]).when("2031-03-06");
    assert_eq!(groups(&[one, two, three]), "abc");
}

#[test]
fn related_types_tell_one_occurrence() {
    let one = attack("one", 0).a("COERCE/deport", "174", "deport");
    let two = attack("two", 0).a("SANCTION/expel", "161", "expel");
    let [one, two] = [one, two].map(|event| {
        event.by(&["NOR"]).on(&["ISL"]).when("2031-03-06").with(CountWhat::Expelled, 4)
    });
    assert_eq!(groups(&[one, two]), "ab");
}

#[test]
fn plans_told_twice_are_one_plan() {
    let plan = |document: &str| {
        attack(document, 0)
            .by(&["NOR"])
            .on(&["ISL"])
            .when("2031-03-06")
            .said(Status::Planned)
    };
    assert_eq!(groups(&[plan("one"), plan("two")]), "ab");
}

#[test]
fn every_incident_keeps_its_accounts_and_the_reasons() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 500).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let near = attack("two", 0).by(&["NOR"]).on(&["ISL"]);
    let events = [one, two, near];
    let incidents = chancery_resolve::resolve(&events, &CODEBOOK);
    let [incident] = incidents.as_slice() else { panic!("{incidents:?}") };
    let account = incident
        .accounts
        .iter()
        .find(|account| account.document == events[1].document)
        .unwrap();
    assert_eq!(account.events, [events[2].id, events[1].id], "in the order of the text");
    assert_eq!(incident.links.len(), 2, "one link less than events");
    for link in &incident.links {
        assert!((500..=1000).contains(&link.permille), "{link:?}");
        assert!(link.shared.iter().any(|code| code.as_ref() == "same-type"), "{link:?}");
    }
}

#[test]
fn an_attack_on_the_people_of_a_mission_is_one_on_the_mission() {
    let one = attack("one", 0).on(&["ISL/embassy"]).when("2031-03-06").at("Oslo", "NOR");
    let two = attack("two", 0).by(&["?"]).on(&["ISL/embassy-staff"]).when("2031-03");
    assert_eq!(groups(&[one, two.a("ASSAULT", "193", "shoot")]), "ab");
}

#[test]
fn what_is_told_as_known_leads_to_the_last_that_fits() {
    let convict = |at| attack("one", at).a("SANCTION/convict", "173", "sentence");
    let first = convict(0).by(&["NOR"]).on(&["ISL"]).when("2029-03-06");
    let second = convict(900).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let mut again = convict(2500).by(&["NOR"]).a("SANCTION/convict", "173", "conviction");
    assert_eq!(groups(&[first.clone(), second.clone(), again.clone()]), "a b c");
    again.points_back = true;
    assert_eq!(groups(&[first, second, again]), "a bc");
}

#[test]
fn a_bare_word_is_the_one_thing_for_which_a_document_has_it() {
    let strike = |at| attack("one", at).a("PROTEST/strike", "143", "strike");
    let told = strike(0).by(&["ISL/union"]).on(&["ISL"]).when("2031-03-06");
    let again = strike(4000).by(&["?"]);
    assert_eq!(groups(&[told.clone(), again.clone()]), "ab");
    let other = strike(2000).by(&["ISL/union"]).on(&["ISL"]).when("2030-03-06");
    assert_eq!(groups(&[told, other, again]), "a b c");
}

#[test]
fn two_who_met_are_the_two_who_agreed() {
    let met = attack("one", 0).a("CONSULT", "040", "meet");
    let met = met.by(&["NOR.Nansen"]).on(&["ISL.Jonsson"]).when("2031-03");
    let agreed = attack("one", 150).a("AGREE", "030", "agree");
    let agreed = agreed.by(&["NOR.Nansen", "ISL.Jonsson"]);
    assert_eq!(groups(&[met.clone(), agreed]), "ab");
    let others = attack("one", 150).a("AGREE", "030", "agree");
    let others = others.by(&["NOR.Nansen", "CAN.Tremblay"]);
    assert_eq!(groups(&[met, others]), "a b");
}

#[test]
fn a_private_person_by_name_ties_undated_accounts() {
    let on = |document: &str, name: &str| attack(document, 0).by(&["NOR"]).on(&[name]);
    let one = on("one", "private/nina");
    let two = on("two", "private/nina");
    let other = on("three", "private/olav");
    assert_eq!(groups(&[one, two, other]), "ab c");
}

#[test]
fn what_one_stranger_does_in_one_sentence_is_one_occurrence() {
    let storm = |document: &str| attack(document, 0).a("ASSAULT", "180", "storm");
    let kill =
        |document: &str| attack(document, 40).a("ASSAULT", "180", "kill").within(0);
    let one = [storm("one").by(&["?"]).on(&["ISL/embassy"]), kill("one").by(&["?"])];
    assert_eq!(groups(&one), "ab");
    let apart = [storm("one").by(&["?"]).on(&["ISL/embassy"]), kill("one").by(&[])];
    assert_eq!(groups(&apart), "a b");
}

#[test]
fn what_one_stranger_does_beside_follows_a_mention_that_says_nothing_by_itself() {
    let storm = |at| attack("one", at).a("ASSAULT", "180", "storm").by(&["?"]);
    let first = storm(0).on(&["ISL/embassy"]).when("2031-03-06");
    let bare = storm(2000);
    let kill = attack("one", 2040).a("ASSAULT", "180", "kill").within(2000);
    let killed = kill.clone().by(&["?"]).with(CountWhat::Killed, 1);
    assert_eq!(groups(&[first.clone(), bare.clone(), killed]), "abc");
    let other = kill.by(&["?"]).when("2029-01-01");
    assert_eq!(groups(&[first, bare, other]), "ab c");
}
