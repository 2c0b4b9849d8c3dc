//! Pairs of parties: who acts, how well it is vouched for, and that nothing is netted.
#![allow(clippy::unwrap_used)]

mod common;

use chancery_codebook::{Codebook, Files};
use chancery_dataset::{Contents, Lane, Period, Query, Table, Vouching};
use chancery_model::Status;
use common::{Draft, built, draft, incident};

fn contents(drafts: &[Draft]) -> Contents {
    let incidents: Vec<_> = drafts.iter().map(|one| incident(&[one])).collect();
    let drafts: Vec<&Draft> = drafts.iter().collect();
    Contents::of(&built("dyads", &drafts, &incidents)).unwrap()
}

fn cells(table: &Table) -> Vec<String> {
    let row =
        |row: &Vec<_>| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    table.rows.iter().map(row).collect()
}

#[test]
fn each_side_acts_in_its_own_lane() {
    let mut one = draft("one", Some("A"), "NOR hit ISL on 6 March");
    one.tell("hit", "ASSAULT", "NOR", "ISL");
    one.dated("6 March", "2031-03-06");
    let mut two = draft("two", Some("B"), "ISL thanked NOR says ISL");
    two.tell("thanked", "COOPERATE", "ISL", "NOR");
    two.said("ISL", "says", Status::Claimed);
    let mut three = draft("three", Some("C"), "gunman shot ISL in Oslo");
    three.tell("shot", "ASSAULT", "unnamed/gunman", "ISL");
    three.placed("Oslo", "NOR");
    let contents = contents(&[one, two, three]);
    let pair = ["ISL", "NOR"];
    let lane = |lane| {
        let told = contents.concerning(pair, &Query::default());
        told.iter().find(|one| one.lane == lane).map(|one| one.vouching)
    };
    assert_eq!(lane(Lane::Second), Some(Vouching::One));
    assert_eq!(lane(Lane::First), Some(Vouching::Claimed));
    assert_eq!(lane(Lane::Neither), Some(Vouching::One));
    assert_eq!(contents.between(pair, &Query::default()).len(), 2);

    let (codebook, _) = Codebook::examine(&Files::embedded());
    let dyads = contents.list_dyads(&Query::default(), &codebook);
    assert_eq!(cells(&dyads), ["ISL NOR 2 1 1 0 0 1 0 1 1 1"]);
    let series = contents.series(pair, &Query::default(), Period::Month, &codebook);
    let told: Vec<String> = cells(&series)
        .iter()
        .map(|row| row.rsplit_once(' ').unwrap().0.to_owned())
        .collect();
    assert_eq!(
        told,
        [
            "2031-03 NOR material conflict 1 0",
            "not dated to a month ISL material cooperation 0 1"
        ]
    );
    let network = contents.network(&Query::default(), &codebook);
    assert_eq!(cells(&network), ["ISL NOR 0 1 0 0", "NOR ISL 0 0 1 0"]);
}
