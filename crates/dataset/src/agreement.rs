//! Whether two asserters say the same, each kind of value compared in its own way.

use chancery_model::{Actor, ActorId, DateSpan, Status};
use serde::Serialize;
use std::collections::BTreeSet;

/// How the values of one attribute stand to each other, from nothing said to contradiction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Nobody says anything.
    Silent,
    /// One asserter alone says something. The others do not agree: they do not say.
    Single,
    /// All who say something say the same.
    Agreed,
    /// Some are sharper or name more than others; all can be right.
    Spread,
    /// They use other words.
    Differing,
    /// They cannot all be right.
    Contradicted,
}

impl Agreement {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Single => "one asserter",
            Self::Agreed => "agreed",
            Self::Spread => "spread",
            Self::Differing => "differing",
            Self::Contradicted => "contradicted",
        }
    }
}

/// A value in the form in which it is compared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Said {
    /// When.
    Date(DateSpan),
    /// Where: the words, and the state if known.
    Place(String, Option<ActorId>),
    /// Who, and the states on the other side of the same event.
    Actor(Box<Actor>, BTreeSet<ActorId>),
    /// How many: least, greatest, the words.
    Number(Option<u32>, Option<u32>, String),
    /// What it is called.
    Word(String),
    /// Whether it happened.
    Status(Status),
}

/// How the values of all asserters stand to each other: the worst that holds of any two.
pub(crate) fn agreement(cells: &[Vec<Said>]) -> Agreement {
    let speaking: Vec<&Vec<Said>> =
        cells.iter().filter(|cell| !cell.is_empty()).collect();
    match speaking.len() {
        0 => return Agreement::Silent,
        1 => return Agreement::Single,
        _ => {}
    }
    let pairs = speaking.iter().enumerate().flat_map(|(index, one)| {
        speaking[..index].iter().map(move |other| compare(one, other))
    });
    pairs.max().unwrap_or(Agreement::Agreed)
}

/// Two asserters. Both say something.
fn compare(a: &[Said], b: &[Said]) -> Agreement {
    let (left, right): (BTreeSet<_>, BTreeSet<_>) =
        (a.iter().map(key).collect(), b.iter().map(key).collect());
    if left == right {
        return Agreement::Agreed;
    }
    match (&a[0], &b[0]) {
        (Said::Actor(..), _) => {
            compare_actors(a, b, left.is_subset(&right) || right.is_subset(&left))
        }
        (Said::Word(_), _) => Agreement::Differing,
        (Said::Status(_), _) => {
            let denied = |cell: &[Said]| {
                cell.iter().all(|said| matches!(said, Said::Status(Status::Denied)))
            };
            let happened = |cell: &[Said]| {
                cell.iter().any(|said| {
                    matches!(said, Said::Status(Status::Asserted | Status::Claimed))
                })
            };
            if (denied(a) && happened(b)) || (denied(b) && happened(a)) {
                Agreement::Contradicted
            } else {
                Agreement::Differing
            }
        }
        _ => {
            let meets =
                a.iter().any(|one| b.iter().any(|other| can_both_hold(one, other)));
            let is_place = matches!(a[0], Said::Place(..));
            match (meets, is_place) {
                (false, _) => Agreement::Contradicted,
                (true, true) => Agreement::Differing,
                (true, false) => Agreement::Spread,
            }
        }
    }
}

/// What makes two values the same.
pub(crate) fn key(said: &Said) -> String {
    match said {
        Said::Date(date) => date.edtf().to_owned(),
        Said::Place(words, _) | Said::Word(words) => words.to_lowercase(),
        Said::Actor(actor, _) => actor.id.to_string(),
        Said::Number(None, None, words) => words.to_lowercase(),
        Said::Number(low, high, _) => format!("{low:?} {high:?}"),
        Said::Status(status) => status.word().to_owned(),
    }
}

pub(crate) fn can_both_hold(a: &Said, b: &Said) -> bool {
    match (a, b) {
        (Said::Date(a), Said::Date(b)) => a.meets(b),
        (Said::Number(a_low, a_high, _), Said::Number(b_low, b_high, _)) => {
            let below = |high: &Option<u32>, low: &Option<u32>| matches!((high, low), (Some(high), Some(low)) if high < low);
            !below(a_high, b_low) && !below(b_high, a_low)
        }
        (Said::Place(_, Some(a)), Said::Place(_, Some(b))) => a == b,
        _ => true,
    }
}

/// Actors contradict each other if their states are known and have none in common. If only
/// the sides are exchanged they differ: a meeting can be told from either.
fn compare_actors(a: &[Said], b: &[Said], is_part: bool) -> Agreement {
    let ((left, left_others), (right, right_others)) = (states(a), states(b));
    let is_disjoint = !left.is_empty() && !right.is_empty() && left.is_disjoint(&right);
    let is_exchanged = left.is_subset(&right_others) && right.is_subset(&left_others);
    match (is_disjoint, is_exchanged) {
        (true, false) => Agreement::Contradicted,
        (true, true) => Agreement::Differing,
        (false, _) if is_part || (left == right && !left.is_empty()) => Agreement::Spread,
        (false, _) => Agreement::Differing,
    }
}

/// The states of these actors, and of those on the other side.
fn states(cell: &[Said]) -> (BTreeSet<ActorId>, BTreeSet<ActorId>) {
    let (mut states, mut others) = (BTreeSet::new(), BTreeSet::new());
    for said in cell {
        if let Said::Actor(actor, opposite) = said {
            states.extend(actor.country.clone());
            others.extend(opposite.iter().cloned());
        }
    }
    (states, others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::ActorKind;

    fn dates(texts: &[&str]) -> Vec<Said> {
        texts.iter().map(|text| Said::Date(text.parse().unwrap())).collect()
    }

    fn numbers(ranges: &[(Option<u32>, Option<u32>)]) -> Vec<Said> {
        ranges.iter().map(|&(low, high)| Said::Number(low, high, String::new())).collect()
    }

    fn statuses(statuses: &[Status]) -> Vec<Said> {
        statuses.iter().map(|&status| Said::Status(status)).collect()
    }

    #[test]
    fn dates_contradict_only_if_they_do_not_meet() {
        let table = [
            (["2023-01-27", "2023-01-27"], Agreement::Agreed),
            (["2023-01", "2023-01-27"], Agreement::Spread),
            (["2023-01-26", "2023-01-27"], Agreement::Contradicted),
            (["2023-01", "2023-02"], Agreement::Contradicted),
        ];
        for ([a, b], expected) in table {
            assert_eq!(agreement(&[dates(&[a]), dates(&[b])]), expected, "{a} {b}");
        }
    }

    #[test]
    fn numbers_contradict_only_if_their_ranges_do_not_meet() {
        let (two, three, several) =
            ((Some(2), Some(2)), (Some(3), Some(3)), (Some(3), None));
        assert_eq!(
            agreement(&[numbers(&[two]), numbers(&[three])]),
            Agreement::Contradicted
        );
        assert_eq!(
            agreement(&[numbers(&[three]), numbers(&[several])]),
            Agreement::Spread
        );
        assert_eq!(
            agreement(&[numbers(&[two]), numbers(&[several])]),
            Agreement::Contradicted
        );
        assert_eq!(
            agreement(&[numbers(&[two]), numbers(&[two, three])]),
            Agreement::Spread
        );
    }

    #[test]
    fn silence_is_not_agreement() {
        assert_eq!(agreement(&[vec![], vec![]]), Agreement::Silent);
        assert_eq!(agreement(&[vec![], dates(&["2023"])]), Agreement::Single);
    }

    #[test]
    fn the_worst_of_any_two_counts() {
        let cells = [dates(&["2023"]), dates(&["2023-01-01"]), dates(&["2023-02-01"])];
        assert_eq!(agreement(&cells), Agreement::Contradicted);
    }

    #[test]
    fn a_denial_contradicts_only_who_says_it_happened() {
        let denied = statuses(&[Status::Denied]);
        let happened = statuses(&[Status::Asserted]);
        let planned = statuses(&[Status::Planned]);
        assert_eq!(agreement(&[denied.clone(), happened]), Agreement::Contradicted);
        assert_eq!(agreement(&[denied, planned]), Agreement::Differing);
    }

    #[test]
    fn other_words_are_no_contradiction() {
        let words = |word: &str| vec![Said::Word(word.into())];
        assert_eq!(agreement(&[words("raid"), words("attack")]), Agreement::Differing);
        assert_eq!(agreement(&[words("raid"), words("Raid")]), Agreement::Agreed);
    }

    #[test]
    fn actors_contradict_if_their_states_do_unless_the_sides_are_exchanged() {
        let actor = |id: &str, state: Option<&str>, opposite: &str| {
            let country = state.map(ActorId::new);
            let kind = ActorKind::State;
            let (id, label) = (ActorId::new(id), id.into());
            let actor = Actor { id, kind, country, sector: None, label };
            vec![Said::Actor(Box::new(actor), BTreeSet::from([ActorId::new(opposite)]))]
        };
        let norway = actor("NOR", Some("NOR"), "ISL");
        let army = actor("NOR/army", Some("NOR"), "ISL");
        let gunman = actor("unnamed/gunman", None, "ISL");
        let denmark = actor("DNK", Some("DNK"), "ISL");
        let iceland = actor("ISL", Some("ISL"), "NOR");
        let table = [
            (&army, Agreement::Spread),
            (&gunman, Agreement::Differing),
            (&denmark, Agreement::Contradicted),
            (&iceland, Agreement::Differing),
        ];
        for (other, expected) in table {
            assert_eq!(
                agreement(&[norway.clone(), other.clone()]),
                expected,
                "{other:?}"
            );
        }
    }

    #[test]
    fn places_contradict_only_across_states() {
        let place = |words: &str, state: Option<&str>| {
            vec![Said::Place(words.into(), state.map(ActorId::new))]
        };
        let vik = place("Vik", Some("ISL"));
        assert_eq!(
            agreement(&[vik.clone(), place("Bergen", Some("NOR"))]),
            Agreement::Contradicted
        );
        assert_eq!(
            agreement(&[vik.clone(), place("the coast", None)]),
            Agreement::Differing
        );
        assert_eq!(agreement(&[vik, place("Hella", Some("ISL"))]), Agreement::Differing);
    }
}
