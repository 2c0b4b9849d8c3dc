//! Pairs of parties: what one does to the other, incident by incident, and how well each is
//! vouched for. Cooperation and conflict are counted apart and never set off against each other.

use crate::likeness::Signatures;
use crate::publishers::independent_of;
use crate::{Cell, Contents, IncidentBrief, Query, Table};
use chancery_codebook::{Codebook, QuadClass};
use chancery_model::{
    Actor, ActorId, ActorKind, Coded, Document, Event, IncidentId, Speaker, Status,
};
use std::collections::{BTreeMap, BTreeSet};

/// How well an incident is vouched for, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Vouching {
    /// Two independent publishers or more say in their own voice that it happened.
    Several,
    /// One publisher does.
    One,
    /// Somebody says that it happened, and no publisher vouches for it.
    Claimed,
    /// It is told only to be denied.
    Denied,
    /// It is planned, threatened, predicted or supposed.
    Foreseen,
}

impl Vouching {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Several => "asserted by several publishers",
            Self::One => "asserted by one publisher",
            Self::Claimed => "only claimed",
            Self::Denied => "only denied",
            Self::Foreseen => "not yet, or only supposed",
        }
    }

    /// Whether a publisher says in its own voice that it happened.
    pub fn is_asserted(self) -> bool {
        matches!(self, Self::Several | Self::One)
    }
}

/// Who of a pair acts in an incident.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lane {
    /// The first of the pair acts upon the second.
    First,
    /// They act together, or upon each other alike.
    Both,
    /// The second acts upon the first.
    Second,
    /// Both are concerned, and neither is told to act upon the other.
    Neither,
}

/// An incident as it stands between two parties.
#[derive(Clone, Copy, Debug)]
pub struct Between<'a> {
    /// It in one line.
    pub brief: &'a IncidentBrief,
    /// Who acts.
    pub lane: Lane,
    /// How well it is vouched for.
    pub vouching: Vouching,
}

/// The party an actor counts to: its state, or itself if it is an organisation of no state.
pub fn party(actor: &Actor) -> Option<&ActorId> {
    match (&actor.country, actor.kind) {
        (Some(state), _) => Some(state),
        (None, ActorKind::State | ActorKind::Organisation) => Some(&actor.id),
        (None, _) => None,
    }
}

/// The quad class of an action, `TYPE` or `TYPE/mode`.
pub fn quad(action: &str, codebook: &Codebook) -> Option<QuadClass> {
    let kind = action.split('/').next().unwrap_or(action);
    codebook.ontology.event_type(kind).map(|kind| kind.quad)
}

/// The words for a quad class.
pub fn quad_words(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "verbal cooperation",
        QuadClass::MaterialCooperation => "material cooperation",
        QuadClass::VerbalConflict => "verbal conflict",
        QuadClass::MaterialConflict => "material conflict",
    }
}

/// A pair of parties, by code.
type Pair = [ActorId; 2];

/// How an incident stands between parties, worked out of its events.
#[derive(Debug)]
pub(crate) struct Standing {
    vouching: Vouching,
    lanes: BTreeMap<Pair, Lane>,
    /// The states that take part, where it took place, and whose voices speak of it; only where
    /// one takes part.
    concerned: BTreeSet<ActorId>,
}

impl Standing {
    pub(crate) fn of(members: &[(&Document, &Event)], signatures: &Signatures) -> Self {
        let mut counted: BTreeMap<Pair, [usize; 3]> = BTreeMap::new();
        let mut concerned = BTreeSet::new();
        let mut is_acted = false;
        for (_, event) in members {
            for (pair, lane) in pairs(event) {
                counted.entry(pair).or_default()[lane as usize] += 1;
            }
            let actors = event.source_actors.iter().chain(&event.target_actors);
            let parties: Vec<&ActorId> =
                actors.filter_map(|actor| party(&actor.value)).collect();
            is_acted |= !parties.is_empty();
            concerned.extend(parties.into_iter().cloned());
            concerned.extend(event.place.as_ref().and_then(|p| p.value.country.clone()));
            concerned.extend(event.claim.voices.iter().filter_map(|voice| {
                match &voice.speaker {
                    Speaker::Actor(actor) => party(actor).cloned(),
                    _ => None,
                }
            }));
        }
        if !is_acted {
            concerned.clear();
        }
        let lane = |[first, both, second]: [usize; 3]| {
            if both >= first.max(second) || first == second {
                Lane::Both
            } else if first > second {
                Lane::First
            } else {
                Lane::Second
            }
        };
        let lanes =
            counted.into_iter().map(|(pair, times)| (pair, lane(times))).collect();
        Self { vouching: vouching(members, signatures), lanes, concerned }
    }
}

/// How well what these events tell is vouched for.
fn vouching(members: &[(&Document, &Event)], signatures: &Signatures) -> Vouching {
    let has =
        |status: Status| members.iter().any(|(_, e)| e.claim.status.value == status);
    if has(Status::Asserted) {
        let asserted =
            members.iter().filter(|(_, e)| e.claim.status.value == Status::Asserted);
        let by: BTreeMap<_, _> = asserted.map(|(d, _)| (d.id, *d)).collect();
        let by: Vec<&Document> = by.into_values().collect();
        let publishers = independent_of(&by, signatures).len();
        return if publishers > 1 { Vouching::Several } else { Vouching::One };
    }
    let ranked =
        [(Status::Claimed, Vouching::Claimed), (Status::Denied, Vouching::Denied)];
    let first = ranked.into_iter().find(|(status, _)| has(*status));
    first.map_or(Vouching::Foreseen, |(_, vouching)| vouching)
}

impl Contents {
    /// How well an incident is vouched for.
    pub fn vouching(&self, id: IncidentId) -> Vouching {
        self.standing(id).map_or(Vouching::Foreseen, |standing| standing.vouching)
    }

    fn standing(&self, id: IncidentId) -> Option<&Standing> {
        self.worked().standings.get(&id)
    }

    /// The incidents between two parties, the most contested first.
    pub fn between(&self, pair: [&str; 2], query: &Query) -> Vec<Between<'_>> {
        let mut told = self.concerning(pair, query);
        told.retain(|one| one.lane != Lane::Neither);
        told
    }

    /// The same with those that concern both parties otherwise: one takes part, and it took
    /// place in the other or somebody of the other speaks of it.
    pub fn concerning(&self, pair: [&str; 2], query: &Query) -> Vec<Between<'_>> {
        let pair = pair.map(ActorId::new);
        let told = self.briefs_of(query).into_iter().filter_map(|brief| {
            let standing = self.standing(brief.id)?;
            let concerns = || pair.iter().all(|party| standing.concerned.contains(party));
            let lane = match standing.lanes.get(&pair) {
                Some(lane) => *lane,
                None if concerns() => Lane::Neither,
                None => return None,
            };
            Some(Between { brief, lane, vouching: standing.vouching })
        });
        told.collect()
    }

    /// Every pair of parties with its incidents, by code.
    pub(crate) fn dyads(&self, query: &Query) -> BTreeMap<Pair, Vec<Between<'_>>> {
        let mut dyads: BTreeMap<Pair, Vec<Between<'_>>> = BTreeMap::new();
        for brief in self.briefs_of(query) {
            let Some(standing) = self.standing(brief.id) else { continue };
            let vouching = standing.vouching;
            for (pair, &lane) in &standing.lanes {
                let told = dyads.entry(pair.clone()).or_default();
                told.push(Between { brief, lane, vouching });
            }
        }
        dyads
    }

    /// The pairs of parties, those with most incidents first: who acts how often, and how many
    /// incidents of each quad class.
    pub fn list_dyads(&self, query: &Query, codebook: &Codebook) -> Table {
        let mut table = Table::new(
            "dyads",
            &[
                ("first", "party"),
                ("second", "other party"),
                ("incidents", "incidents"),
                ("first_acts", "the first acts"),
                ("second_acts", "the second acts"),
                ("both_act", "both act"),
                ("verbal_cooperation", "verbal cooperation"),
                ("material_cooperation", "material cooperation"),
                ("verbal_conflict", "verbal conflict"),
                ("material_conflict", "material conflict"),
                ("asserted", "asserted"),
                ("not_asserted", "not asserted"),
            ],
        );
        let mut dyads: Vec<(Pair, Vec<Between<'_>>)> =
            self.dyads(query).into_iter().collect();
        dyads.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
        for ([first, second], told) in dyads {
            let lane = |lane| count(&told, |one| one.lane == lane);
            let class = |class| {
                count(&told, |one| quad(&one.brief.action, codebook) == Some(class))
            };
            table.push(vec![
                Cell::text(first.as_str()),
                Cell::text(second.as_str()),
                Cell::count(told.len()),
                lane(Lane::First),
                lane(Lane::Second),
                lane(Lane::Both),
                class(QuadClass::VerbalCooperation),
                class(QuadClass::MaterialCooperation),
                class(QuadClass::VerbalConflict),
                class(QuadClass::MaterialConflict),
                count(&told, |one| one.vouching.is_asserted()),
                count(&told, |one| !one.vouching.is_asserted()),
            ]);
        }
        table
    }

    /// What two parties do to each other, period by period: a row for each period, acting side
    /// and quad class. An incident whose date is wider than a period is in none.
    pub fn series(
        &self,
        pair: [&str; 2],
        query: &Query,
        period: Period,
        codebook: &Codebook,
    ) -> Table {
        let mut table = Table::new(
            format!("{} and {} by {}", pair[0], pair[1], period.word()),
            &[
                ("period", "period"),
                ("acting", "acting"),
                ("quad", "class"),
                ("asserted", "asserted"),
                ("not_asserted", "not asserted"),
                ("incidents", "incidents"),
            ],
        );
        let mut rows: BTreeMap<_, Vec<Between<'_>>> = BTreeMap::new();
        for one in self.between(pair, query) {
            let Some(class) = quad(&one.brief.action, codebook) else { continue };
            let when = period.of(one.brief);
            rows.entry((when.is_none(), when, one.lane, class)).or_default().push(one);
        }
        for ((_, when, lane, class), told) in rows {
            let acting = match lane {
                Lane::First => pair[0].to_owned(),
                Lane::Second => pair[1].to_owned(),
                Lane::Both => "both".to_owned(),
                Lane::Neither => continue,
            };
            let when =
                when.unwrap_or_else(|| format!("not dated to a {}", period.word()));
            let ids = told.iter().map(|one| one.brief.id.to_string().into());
            table.push(vec![
                Cell::text(when),
                Cell::text(acting),
                Cell::text(quad_words(class)),
                count(&told, |one| one.vouching.is_asserted()),
                count(&told, |one| !one.vouching.is_asserted()),
                Cell::list(ids.collect()),
            ]);
        }
        table
    }

    /// Who does what to whom, over all parties: a row for each that acts and each acted upon,
    /// cooperation and conflict apart.
    pub fn network(&self, query: &Query, codebook: &Codebook) -> Table {
        let mut table = Table::new(
            "network",
            &[
                ("acting", "acting"),
                ("acted_upon", "acted upon"),
                ("cooperation", "cooperation, asserted"),
                ("cooperation_not_asserted", "cooperation, not asserted"),
                ("conflict", "conflict, asserted"),
                ("conflict_not_asserted", "conflict, not asserted"),
            ],
        );
        let mut edges: BTreeMap<Pair, [usize; 4]> = BTreeMap::new();
        for ([first, second], told) in self.dyads(query) {
            for one in told {
                let Some(class) = quad(&one.brief.action, codebook) else { continue };
                let column = usize::from(!class.is_cooperation()) * 2
                    + usize::from(!one.vouching.is_asserted());
                let there = [first.clone(), second.clone()];
                let back = [second.clone(), first.clone()];
                let ways = match one.lane {
                    Lane::First => vec![there],
                    Lane::Second => vec![back],
                    Lane::Both => vec![there, back],
                    Lane::Neither => Vec::new(),
                };
                for way in ways {
                    edges.entry(way).or_default()[column] += 1;
                }
            }
        }
        for ([acting, acted_upon], times) in edges {
            let mut row =
                vec![Cell::text(acting.as_str()), Cell::text(acted_upon.as_str())];
            row.extend(times.map(Cell::count));
            table.push(row);
        }
        table
    }
}

fn count(told: &[Between<'_>], holds: impl Fn(&Between<'_>) -> bool) -> Cell {
    Cell::count(told.iter().filter(|one| holds(one)).count())
}

/// How finely a series is divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// By month.
    Month,
    /// By year.
    Year,
}

impl Period {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The period in which an incident lies as a whole.
    pub fn of(self, brief: &IncidentBrief) -> Option<String> {
        let date = brief.date.as_ref()?;
        let (first, last) = (date.earliest()?, date.latest()?);
        let name = |day: chancery_model::Day| match self {
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Year => format!("{:04}", day.year()),
        };
        (name(first) == name(last)).then(|| name(first))
    }
}

/// The pairs of parties that an event stands between, each by code, and who acts.
fn pairs(event: &Event) -> Vec<(Pair, Lane)> {
    let side = |actors: &[Coded<Actor>]| -> BTreeSet<ActorId> {
        actors.iter().filter_map(|actor| party(&actor.value).cloned()).collect()
    };
    let (acting, acted_upon) = (side(&event.source_actors), side(&event.target_actors));
    let mut found: BTreeMap<Pair, Lane> = BTreeMap::new();
    let mut add = |one: &ActorId, other: &ActorId, lane: Lane| {
        if one == other {
            return;
        }
        let (pair, lane) = match (one < other, lane) {
            (true, lane) => ([one.clone(), other.clone()], lane),
            (false, Lane::First) => ([other.clone(), one.clone()], Lane::Second),
            (false, lane) => ([other.clone(), one.clone()], lane),
        };
        let known = found.entry(pair).or_insert(lane);
        if *known != lane {
            *known = Lane::Both;
        }
    };
    for one in &acting {
        acted_upon.iter().for_each(|other| add(one, other, Lane::First));
        if acted_upon.is_empty() {
            acting.iter().for_each(|other| add(one, other, Lane::Both));
        }
    }
    found.into_iter().collect()
}
