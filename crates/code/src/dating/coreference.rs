//! The dates of other mentions of the same occurrence.
//!
//! Two mentions tell one occurrence if they have one type and mode, one word or a noun that
//! points back, and the same parties as far as they are told. Mentions that cannot be told
//! apart by this are kept together, so that a document is dated in the time it takes to read
//! it: what is looked up grows with its words and parties, not with its events.

use std::collections::BTreeMap;

use chancery_model::{
    Actor, Coded, DateSpan, Event, EventTypeId, ModeId, PredicateKind, Tense,
};

use super::{Coding, is_actual};

/// The states of one side, in order, each once.
type Side<'a> = Vec<&'a str>;

/// What mentions of one type and target share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Telling<'a> {
    mode: Option<&'a ModeId>,
    lemma: &'a str,
    source_side: Side<'a>,
}

/// What the mentions of one telling say of the date.
struct Said {
    /// Position of the first of them in the text.
    position: usize,
    date: Coded<DateSpan>,
    agree: bool,
}

/// The dated mentions of what somebody says has happened, or has not.
pub(super) struct Dated<'a> {
    by_target: BTreeMap<(&'a EventTypeId, Side<'a>), BTreeMap<Telling<'a>, Said>>,
}

impl<'a> Dated<'a> {
    pub(super) fn of(events: &'a [Coding<'_>]) -> Dated<'a> {
        let mut dated = Dated { by_target: BTreeMap::new() };
        for (position, (event, _)) in events.iter().enumerate() {
            let Some(date) = event.date.as_ref().filter(|_| is_actual(event)) else {
                continue;
            };
            let key = (&event.event_type.value, side(&event.target_actors));
            let tellings = dated.by_target.entry(key).or_default();
            let said = tellings.entry(telling(event)).or_insert_with(|| Said {
                position,
                date: date.clone(),
                agree: true,
            });
            said.agree &= said.date.value == date.value;
        }
        dated
    }

    /// The date of another mention of the same occurrence, if all that have one agree.
    pub(super) fn date_of(
        &self,
        (event, predicate): &Coding<'_>,
    ) -> Option<Coded<DateSpan>> {
        if event.date.is_some() || !is_actual(event) || predicate.tense == Tense::Modal {
            return None;
        }
        // *Attacks*, *an attack* may be another one.
        let points = predicate.kind == PredicateKind::Verb || predicate.is_definite;
        let target = side(&event.target_actors);
        if !points || target.is_empty() {
            return None;
        }
        let tellings = self.by_target.get(&(&event.event_type.value, target))?;
        let own = telling(event);
        let same = tellings
            .iter()
            .filter(|(other, _)| is_same(&own, other, predicate.is_definite))
            .map(|(_, said)| said);
        let first = same.clone().min_by_key(|said| said.position)?;
        let mut same = same;
        let agree = same.all(|said| said.agree && said.date.value == first.date.value);
        agree.then(|| first.date.clone())
    }
}

fn telling(event: &Event) -> Telling<'_> {
    Telling {
        mode: event.mode.as_ref().map(|mode| &mode.value),
        lemma: &event.lemma,
        source_side: side(&event.source_actors),
    }
}

fn side(actors: &[Coded<Actor>]) -> Side<'_> {
    let countries = actors.iter().filter_map(|actor| actor.value.country.as_ref());
    let mut all: Side<'_> = countries.map(|id| id.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether two mentions of one type and target can tell one occurrence.
fn is_same(one: &Telling<'_>, other: &Telling<'_>, is_definite: bool) -> bool {
    let one_mode = one.mode == other.mode;
    let told_whole = !one.source_side.is_empty() && one.source_side == other.source_side;
    let fits = one.source_side.is_empty()
        || other.source_side.is_empty()
        || one.source_side == other.source_side;
    let is_told_so = if one.lemma == other.lemma {
        one_mode || !told_whole
    } else {
        one_mode && told_whole && is_definite
    };
    fits && is_told_so
}
