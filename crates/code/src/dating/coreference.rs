//! The dates of other mentions of the same occurrence.
//!
//! Two mentions tell one occurrence if they have one type and mode, one word or a noun that
//! points back, and the same parties as far as they are told; or if they tell of a deed by which
//! one and the same person suffers. Mentions that cannot be told apart by this are kept together,
//! so that a document is dated in the time it takes to read it: what is looked up grows with its
//! words and parties, not with its events.

use std::collections::BTreeMap;

use chancery_codebook::Codebook;
use chancery_model::{
    Actor, ActorId, ActorKind, Basis, CameoCode, Coded, DateBasis, DateSpan, Event,
    EventTypeId, ModeId, Predicate, PredicateKind, Role, Tense,
};

use super::{Coding, is_actual};

/// Sentences from a deed to the next of the same person.
const NEAR: u32 = 2;
/// Events back that are looked at: only a sentence without end tells more in so few sentences.
const MOST: usize = 60;

/// The states of one side, in order, each once.
type Side<'a> = Vec<&'a str>;

/// What mentions of one type and target share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Telling<'a> {
    mode: Option<&'a ModeId>,
    code: &'a CameoCode,
    /// What its word and others for the same deed have in common.
    word: String,
    doers: Side<'a>,
    /// The one person acted upon, if it is known who: no word for a state or a building means them.
    person: Option<&'a ActorId>,
    /// The state in which it takes place, if that is told.
    place: Option<&'a ActorId>,
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
    codebook: &'a Codebook,
    by_target: BTreeMap<(&'a EventTypeId, Side<'a>), BTreeMap<Telling<'a>, Said>>,
}

impl<'a> Dated<'a> {
    pub(super) fn of(events: &'a [Coding<'_>], codebook: &'a Codebook) -> Dated<'a> {
        let mut dated = Dated { codebook, by_target: BTreeMap::new() };
        for (position, (event, _)) in events.iter().enumerate() {
            let Some(date) = event.date.as_ref().filter(|_| is_actual(event)) else {
                continue;
            };
            let key = (&event.event_type.value, side(&event.target_actors));
            let tellings = dated.by_target.entry(key).or_default();
            let said = tellings.entry(telling(event, codebook)).or_insert_with(|| Said {
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
        let is_definite = predicate.is_definite || is_possessed(predicate);
        let own = telling(event, self.codebook);
        let kind = self.codebook.ontology.event_type(event.event_type.value.as_str());
        let is_deed = kind.is_some_and(|kind| !kind.quad.is_verbal());
        let suffers = is_deed && own.person.is_some();
        let points = predicate.kind == PredicateKind::Verb || is_definite;
        let target = side(&event.target_actors);
        if !points || target.is_empty() {
            return None;
        }
        let tellings = self.by_target.get(&(&event.event_type.value, target))?;
        let same = tellings
            .iter()
            .filter(|(other, _)| is_same(&own, other, is_definite, suffers))
            .map(|(_, said)| said);
        let first = same.clone().min_by_key(|said| said.position)?;
        let mut same = same;
        let agree = same.all(|said| said.agree && said.date.value == first.date.value);
        agree.then(|| first.date.clone())
    }
}

/// *Peru's expulsion of an envoy*: the one there is, as is *the expulsion*; unlike what Peru
/// *carried out*.
fn is_possessed(predicate: &Predicate) -> bool {
    predicate.kind == PredicateKind::Noun
        && predicate.light_verb.is_none_or(|verb| verb > predicate.head)
        && predicate.arguments.iter().any(|argument| {
            argument.role == Role::Agent
                && argument.span.end() <= predicate.trigger.start()
        })
}

/// The date of what *the attack* or *this attack* points back to: the last occurrence of its
/// type that the same sentence or the one before tells and dates, if the parties can be the
/// same. What is told of that occurrence between does not count.
pub(super) fn pointed_to(index: usize, events: &[Coding<'_>]) -> Option<Coded<DateSpan>> {
    let (event, predicate) = &events[index];
    let is_noun = predicate.kind == PredicateKind::Noun;
    if !is_noun || !predicate.is_definite || !predicate.times.is_empty() {
        return None;
    }
    let near = events[..index]
        .iter()
        .rev()
        .take(MOST)
        .take_while(|(_, other)| other.sentence + 1 >= predicate.sentence);
    let mut same = near.filter(|(other, _)| {
        other.event_type.value == event.event_type.value
            && matches!(
                other.date_basis,
                DateBasis::Explicit | DateBasis::PublicationYear | DateBasis::Relative
            )
    });
    let (other, _) = same.next()?;
    let fits = |one: &[Coded<Actor>], two: &[Coded<Actor>]| {
        let (one, two) = (side(one), side(two));
        one.is_empty() || two.is_empty() || one == two
    };
    let is_one_place = place(event).zip(place(other)).is_none_or(|(a, b)| a == b);
    let is_one = is_one_place
        && fits(&event.source_actors, &other.source_actors)
        && fits(&event.target_actors, &other.target_actors);
    other.date.clone().filter(|_| is_one)
}

/// The date of what an unnamed person did, where the words for that person lead back to those
/// of one who did something of the same type shortly before: *a gunman attacked the embassy on
/// Friday. The attacker killed a guard.*
pub(super) fn of_one_doer(
    index: usize,
    events: &[Coding<'_>],
) -> Option<Coded<DateSpan>> {
    let (event, predicate) = &events[index];
    let [doer] = &event.source_actors[..] else { return None };
    let Basis::Text(antecedent) = doer.basis else { return None };
    let is_told = event.date.is_some() || !predicate.times.is_empty();
    if is_told || !is_actual(event) || doer.value.kind != ActorKind::Private {
        return None;
    }
    let mut near = events[..index]
        .iter()
        .rev()
        .take(MOST)
        .take_while(|(_, other)| other.sentence + NEAR >= predicate.sentence);
    let (deed, _) = near.find(|(other, _)| {
        let is_his = |one: &Coded<Actor>| {
            one.value.id == doer.value.id
                && one.basis.span().is_some_and(|words| words.overlaps(antecedent))
        };
        other.event_type.value == event.event_type.value
            && other.source_actors.iter().any(is_his)
    })?;
    deed.date.clone()
}

fn telling<'a>(event: &'a Event, codebook: &Codebook) -> Telling<'a> {
    Telling {
        mode: event.mode.as_ref().map(|mode| &mode.value),
        code: &event.cameo.value,
        word: codebook.families.of(&event.lemma),
        doers: side(&event.source_actors),
        person: person(event, codebook),
        place: place(event),
    }
}

/// The one person acted upon. *A diplomat* holds an office that many hold, and may be several.
fn person<'a>(event: &'a Event, codebook: &Codebook) -> Option<&'a ActorId> {
    let [one] = &event.target_actors[..] else { return None };
    let office = one.value.id.as_str().split_once('/').map(|(_, office)| office);
    let known = office.and_then(|office| codebook.actors.offices.get(office));
    let is_one_of_many = known.is_some_and(|known| known.is_shared);
    (one.value.kind == ActorKind::Person && !is_one_of_many).then_some(&one.value.id)
}

fn place(event: &Event) -> Option<&ActorId> {
    event.place.as_ref()?.value.country.as_ref()
}

fn side(actors: &[Coded<Actor>]) -> Side<'_> {
    let countries = actors.iter().filter_map(|actor| actor.value.country.as_ref());
    let mut all: Side<'_> = countries.map(|id| id.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether two mentions of one type and target can tell one occurrence; `suffers` if the first
/// tells of a deed upon somebody known.
fn is_same(
    one: &Telling<'_>,
    other: &Telling<'_>,
    is_definite: bool,
    suffers: bool,
) -> bool {
    let one_mode = one.mode == other.mode;
    let told_whole = !one.doers.is_empty() && one.doers == other.doers;
    let fits = one.doers.is_empty() || other.doers.is_empty() || one.doers == other.doers;
    let modes_fit = one_mode || one.mode.is_none() || other.mode.is_none();
    // Of what no mode tells apart the code does: thanks are not the opening they are for.
    let one_deed = one_mode && (one.mode.is_some() || one.code == other.code);
    let is_told_so = if suffers && modes_fit {
        true
    } else if one.word == other.word {
        one_mode || !told_whole
    } else {
        one_deed && told_whole && is_definite
    };
    let is_one_place =
        one.place.is_none() || other.place.is_none() || one.place == other.place;
    fits && is_told_so && is_one_place && one.person == other.person
}
