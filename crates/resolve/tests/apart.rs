//! What is similar and not the same stays apart.

mod common;

use chancery_model::{CountWhat, Event, Precision, Status};
use common::{Change, attack, groups};

fn on_embassy(document: &str, at: u32) -> Event {
    attack(document, at).by(&["?"]).on(&["ISL/embassy"])
}

#[test]
fn five_attacks_on_one_embassy_stay_five() {
    let days = ["2027-01-09", "2028-05-30", "2029-11-02", "2031-03-06", "2031-03-07"];
    let told = |document: &'static str| {
        days.iter()
            .zip((0..).step_by(400))
            .map(move |(day, at)| on_embassy(document, at).when(day).at("Oslo", "NOR"))
    };
    let events: Vec<Event> = told("one").chain(told("two")).collect();
    assert_eq!(groups(&events), "af bg ch di ej");
}

#[test]
fn an_undated_mention_that_fits_two_attacks_is_given_to_neither() {
    let events = [
        on_embassy("one", 0).when("2029-11-02"),
        on_embassy("two", 0).when("2031-03-06"),
        on_embassy("three", 0),
    ];
    assert_eq!(groups(&events), "a b c");
}

#[test]
fn drills_of_different_years_stay_apart() {
    let drill = |document: &str, at, date| {
        let drill = attack(document, at).a("MOBILIZE/troops", "150", "drill");
        drill.by(&["NOR/army"]).on(&["ISL"]).when(date)
    };
    let events = [
        drill("one", 0, "2029-10"),
        drill("one", 200, "2030-10"),
        drill("two", 0, "2030-10"),
        drill("two", 200, "2031"),
        drill("three", 0, "2029-10"),
    ];
    assert_eq!(groups(&events), "ae bc d");
}

#[test]
fn arrests_of_different_numbers_stay_apart() {
    let arrest = |document: &str, at, number| {
        let arrest = attack(document, at).a("COERCE/arrest", "173", "arrest");
        arrest.by(&["NOR/security-service"]).with(CountWhat::Arrested, number)
    };
    let events = [
        arrest("one", 0, 7).when("2031"),
        arrest("one", 200, 39),
        arrest("two", 0, 19).when("2031-03"),
        arrest("two", 200, 4),
    ];
    assert_eq!(groups(&events), "a b c d");
}

#[test]
fn states_alone_do_not_tie_undated_events() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]);
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]);
    let three = attack("three", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    assert_eq!(groups(&[one, two, three]), "a b c");
}

#[test]
fn the_name_of_a_state_is_no_place_that_ties() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).at("Norway", "NOR");
    let two = attack("two", 0).by(&["NOR"]).on(&["ISL"]).at("Norway", "NOR");
    assert_eq!(groups(&[one, two]), "a b");
}

#[test]
fn the_other_way_round_is_another_occurrence() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["ISL"]).on(&["NOR"]).when("2031-03-06");
    assert_eq!(groups(&[one, two]), "a b");
}

#[test]
fn other_states_are_another_occurrence() {
    let one = attack("one", 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let two = attack("two", 0).by(&["NOR"]).on(&["CAN"]).when("2031-03-06");
    let three = attack("three", 0).by(&["CAN"]).when("2031-03-06");
    assert_eq!(groups(&[one, two, three]), "a b c");
}

#[test]
fn a_plan_and_its_execution_stay_apart() {
    let told =
        |document: &str| attack(document, 0).by(&["NOR"]).on(&["ISL"]).when("2031-03-06");
    let events = [
        told("one"),
        told("two").said(Status::Planned),
        told("three").said(Status::Threatened),
        told("four").said(Status::Predicted),
        told("five").said(Status::Hypothetical),
    ];
    assert_eq!(groups(&events), "a b c d e");
}

#[test]
fn two_acts_of_one_sentence_stay_apart_unless_related() {
    let act = |at, code: &str, cameo: &str, lemma: &str| {
        let act = attack("one", at).within(0).a(code, cameo, lemma);
        act.by(&["NOR"]).on(&["ISL"]).when("2031-03-06")
    };
    let events = [
        act(0, "SANCTION/expel", "161", "expel"),
        act(40, "ACCUSE/allege", "112", "accuse"),
        act(80, "COERCE/deport", "174", "deport"),
    ];
    assert_eq!(groups(&events), "ac b");
}

#[test]
fn statements_recur() {
    let blame = |document: &str| attack(document, 0).a("ACCUSE/allege", "112", "accuse");
    let one = blame("one").by(&["NOR/foreign-ministry"]).on(&["ISL"]);
    let two = blame("two").by(&["NOR/foreign-ministry"]).on(&["ISL"]);
    assert_eq!(groups(&[one, two]), "a b");
}

#[test]
fn two_persons_condemn_twice_on_one_day() {
    let blame = |document: &str| {
        attack(document, 0).a("ACCUSE/disapprove", "111", "condemn").when("2031-03-06")
    };
    let one = blame("one").by(&["NOR.Nansen"]).on(&["ISL"]);
    let two = blame("two").by(&["NOR.Amundsen"]).on(&["ISL"]);
    let three = blame("three").by(&["NOR.Nansen"]).on(&["ISL"]);
    assert_eq!(groups(&[one, two, three]), "ac b");
}

#[test]
fn an_attack_and_the_arrests_after_it_stay_apart() {
    let one = on_embassy("one", 0).when("2031-03-06").at("Oslo", "NOR");
    let two = attack("one", 130).a("COERCE/arrest", "173", "arrest").by(&["NOR"]);
    assert_eq!(groups(&[one, two.when("2031-03-06").at("Oslo", "NOR")]), "a b");
}

#[test]
fn missions_of_one_state_in_two_towns_are_attacked_twice() {
    let town = |mut event: Event, name: &str, state: &str| {
        event = event.at(name, state);
        event.place.iter_mut().for_each(|place| place.value.precision = Precision::City);
        event
    };
    let oslo = town(on_embassy("one", 0).when("2031-03"), "Oslo", "NOR");
    let lima = town(on_embassy("one", 300).when("2031-03"), "Lima", "PER");
    let again = town(on_embassy("two", 0).when("2031-03-06"), "Lima", "PER");
    assert_eq!(groups(&[oslo, lima, again]), "a bc");
}

#[test]
fn what_is_told_as_known_does_not_join_what_excludes_it() {
    let first = on_embassy("one", 0).when("2029-03-06").at("Oslo", "NOR");
    let mut again = on_embassy("one", 150).when("2031-03-06").at("Oslo", "NOR");
    again.points_back = true;
    assert_eq!(groups(&[first, again]), "a b");
}
