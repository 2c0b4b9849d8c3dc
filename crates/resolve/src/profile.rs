//! What of an event, or of several that tell one occurrence, is compared.

use crate::kinds::{Kind, Kinds};
use crate::set::Set;
use chancery_codebook::{Codebook, NameForm};
use chancery_model::{
    Actor, ActorKind, Coded, Coordinates, Count, CountWhat, Event, EventPlace, Precision,
    Span, Status,
};
use std::collections::BTreeMap;

/// A text by its number.
pub(crate) type Symbol = u32;

/// What of an event, or of several that tell one occurrence, is compared.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) kinds: Set<Kind>,
    pub(crate) types: Set<Symbol>,
    pub(crate) modes: Set<Symbol>,
    pub(crate) codes: Set<Symbol>,
    pub(crate) lemmas: Set<Symbol>,
    pub(crate) standing: Standing,
    pub(crate) source_side: Side,
    pub(crate) target_side: Side,
    pub(crate) days: Days,
    pub(crate) places: Set<Set<Symbol>>,
    pub(crate) points: Set<Coordinates>,
    pub(crate) place_countries: Set<Symbol>,
    /// The states of towns and sites where it took place.
    pub(crate) hosts: Set<Symbol>,
    pub(crate) counts: Set<Number>,
    pub(crate) sentence: Span,
    /// Those without name or state who act: one sentence means one by them.
    pub(crate) strangers: Set<Symbol>,
    /// Whether it is told as something known.
    pub(crate) points_back: bool,
    /// Whether a private person who is named is acted upon.
    names_somebody: bool,
}

/// Whether something is told as having happened, or in which other way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// It is a fact according to somebody, or somebody denies that it is.
    Told,
    /// It is planned, threatened, predicted or supposed.
    Open(Status),
}

/// Those who act, or those who are acted upon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// States, and organisations that belong to none.
    pub(crate) parties: Set<Symbol>,
    /// Organs of states.
    pub(crate) organs: Set<Symbol>,
    /// What one deed can touch several of, so that others are no other deed: borders, waters and
    /// other ground of states, holders of an office that many hold, and private persons by name.
    pub(crate) grounds: Set<Symbol>,
    /// Persons with an office.
    pub(crate) persons: Set<Symbol>,
}

/// The days on which something can have happened, both included, as numbers of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Days {
    pub(crate) earliest: i64,
    pub(crate) latest: i64,
}

/// A number of something, both bounds included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Number {
    pub(crate) what: CountWhat,
    pub(crate) low: u32,
    pub(crate) high: u32,
}

impl Days {
    const ANY: Self = Self { earliest: i64::MIN / 4, latest: i64::MAX / 4 };

    pub(crate) fn is_day(self) -> bool {
        self.earliest == self.latest
    }

    /// Whether it spans at most so many days.
    pub(crate) fn is_sharp(self, days: i64) -> bool {
        self.latest - self.earliest < days
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }
}

impl Number {
    /// Whether it is exact and not a small number, which many occurrences share.
    pub(crate) fn is_telling(self, least: u32) -> bool {
        self.low == self.high && self.low >= least
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

impl Side {
    fn extend(&mut self, other: &Self) {
        self.parties.extend(&other.parties);
        self.organs.extend(&other.organs);
        self.grounds.extend(&other.grounds);
        self.persons.extend(&other.persons);
    }
}

impl Profile {
    /// Takes in what another profile of the same occurrence knows.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.kinds.extend(&other.kinds);
        self.types.extend(&other.types);
        self.modes.extend(&other.modes);
        self.codes.extend(&other.codes);
        self.lemmas.extend(&other.lemmas);
        self.source_side.extend(&other.source_side);
        self.target_side.extend(&other.target_side);
        self.days = Days {
            earliest: self.days.earliest.max(other.days.earliest),
            latest: self.days.latest.min(other.days.latest),
        };
        self.places.extend(&other.places);
        self.points.extend(&other.points);
        self.place_countries.extend(&other.place_countries);
        self.hosts.extend(&other.hosts);
        self.counts.extend(&other.counts);
    }

    /// Those who act and those who are acted upon as one side.
    pub(crate) fn both_sides(&self) -> Side {
        let mut side = self.source_side.clone();
        side.extend(&self.target_side);
        side
    }

    /// Whether it tells neither its day nor upon whom: most of it stands elsewhere.
    pub(crate) fn is_bare(&self) -> bool {
        self.days == Days::ANY
            && self.target_side.parties.is_empty()
            && self.counts.is_empty()
            && self.places.is_empty()
            && !self.names_somebody
    }

    /// All parties of both sides.
    pub(crate) fn parties(&self) -> Set<Symbol> {
        let mut parties = self.source_side.parties.clone();
        parties.extend(&self.target_side.parties);
        parties
    }
}

/// Reads events into profiles; texts are numbered, so that comparing them is cheap.
pub(crate) struct Reader<'a> {
    codebook: &'a Codebook,
    symbols: BTreeMap<String, Symbol>,
    kinds: Kinds,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(codebook: &'a Codebook) -> Self {
        Self { codebook, symbols: BTreeMap::new(), kinds: Kinds::default() }
    }

    /// The codes met, related to each other.
    pub(crate) fn into_kinds(mut self) -> Kinds {
        self.kinds.relate(&self.codebook.kinship);
        self.kinds
    }

    pub(crate) fn read(&mut self, event: &Event) -> Profile {
        let event_type = event.event_type.value.as_str();
        let mode = event.mode.as_ref().map(|mode| mode.value.as_str());
        let code = mode.map_or(event_type.into(), |mode| format!("{event_type}/{mode}"));
        let place = event.place.as_ref().map(|place| &place.value);
        // An embassy lies in another state than its words name.
        let country = place
            .filter(|place| place.precision != Precision::Country || self.is_state(place))
            .and_then(|place| place.country.as_ref());
        Profile {
            kinds: [self.kinds.number(code)].into_iter().collect(),
            types: [self.symbol(event_type)].into_iter().collect(),
            modes: mode.map(|mode| self.symbol(mode)).into_iter().collect(),
            codes: [self.symbol(event.cameo.value.as_str())].into_iter().collect(),
            lemmas: [self.symbol(&self.codebook.families.of(&event.lemma))]
                .into_iter()
                .collect(),
            standing: standing(event.claim.status.value),
            source_side: self.side(&event.source_actors),
            target_side: self.side(&event.target_actors),
            days: days(event),
            places: place.and_then(|place| self.place(place)).into_iter().collect(),
            points: place.and_then(|place| place.point).into_iter().collect(),
            place_countries: country
                .map(|id| self.symbol(id.as_str()))
                .into_iter()
                .collect(),
            hosts: place
                .filter(|place| is_town(place))
                .and_then(|place| place.country.as_ref())
                .map(|id| self.symbol(id.as_str()))
                .into_iter()
                .collect(),
            counts: event.counts.iter().map(|count| number(&count.value)).collect(),
            sentence: event.sentence,
            strangers: event
                .source_actors
                .iter()
                .filter(|actor| actor.value.kind == ActorKind::Private)
                .map(|actor| self.symbol(actor.value.id.as_str()))
                .collect(),
            points_back: event.points_back,
            names_somebody: names_somebody(event),
        }
    }

    fn symbol(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.symbols.get(text) {
            return *symbol;
        }
        let fresh = Symbol::try_from(self.symbols.len()).unwrap_or(Symbol::MAX);
        self.symbols.insert(text.into(), fresh);
        fresh
    }

    fn side(&mut self, actors: &[Coded<Actor>]) -> Side {
        let mut side = Side::default();
        for Coded { value: actor, .. } in actors {
            let party = match (&actor.country, actor.kind) {
                (Some(country), _) => Some(country),
                (None, ActorKind::State | ActorKind::Organisation) => Some(&actor.id),
                (None, _) => None,
            };
            if let Some(party) = party {
                side.parties.insert(self.symbol(party.as_str()));
            }
            if let Some(organ) = self.organ_of(actor) {
                side.organs.insert(self.symbol(&organ));
            }
            match actor.kind {
                ActorKind::Person if self.is_one_of_many(actor) => {
                    side.grounds.insert(self.symbol(actor.id.as_str()));
                }
                // Whatever acts has a sector; a border has none.
                ActorKind::Organ if actor.sector.is_none() => {
                    side.grounds.insert(self.symbol(actor.id.as_str()));
                }
                ActorKind::Organ => side.organs.insert(self.symbol(actor.id.as_str())),
                ActorKind::Person => side.persons.insert(self.symbol(actor.id.as_str())),
                ActorKind::Private if is_named(actor) => {
                    side.grounds.insert(self.symbol(actor.id.as_str()));
                }
                _ => {}
            }
        }
        side
    }

    /// *A Peruvian lawmaker*: an office that many hold tells nobody from another.
    fn is_one_of_many(&self, actor: &Actor) -> bool {
        let office = actor.id.as_str().split_once('/').map(|(_, office)| office);
        let known = office.and_then(|office| self.codebook.actors.offices.get(office));
        known.is_some_and(|known| known.is_shared)
    }

    /// The organ whose people these are: *embassy staff*, *police officers*.
    fn organ_of(&self, actor: &Actor) -> Option<String> {
        let is_people = matches!(
            actor.kind,
            ActorKind::Group | ActorKind::Private | ActorKind::Person
        );
        let (state, what) = actor.id.as_str().split_once('/').filter(|_| is_people)?;
        actor.country.as_ref()?;
        let (first, _) = what.split_once('-')?;
        let office = &self.codebook.names.offices.get(first).first()?.office;
        let is_organ = self
            .codebook
            .actors
            .offices
            .get(office)
            .is_some_and(|known| !known.is_person);
        is_organ.then(|| format!("{state}/{office}"))
    }

    /// Whether the words are the name of a state.
    fn is_state(&self, place: &EventPlace) -> bool {
        let is_name = |form: NameForm| {
            matches!(form, NameForm::Name | NameForm::Variant | NameForm::Acronym)
        };
        let names = self.codebook.names.actors.get(&place.words);
        names
            .iter()
            .any(|name| Some(&name.actor) == place.country.as_ref() && is_name(name.form))
    }

    /// The words of a place that is smaller than a state.
    fn place(&mut self, place: &EventPlace) -> Option<Set<Symbol>> {
        let is_state = self.is_state(place);
        let lower = place.words.to_lowercase();
        let words =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Set<Symbol> = words.map(|word| self.symbol(word)).collect();
        (!is_state && !words.is_empty()).then_some(words)
    }
}

/// Whether a private person who is named is acted upon: that one is no other.
fn names_somebody(event: &Event) -> bool {
    event.target_actors.iter().any(|actor| is_named(&actor.value))
}

/// Whether it is a private person by name.
fn is_named(actor: &Actor) -> bool {
    actor.id.as_str().starts_with("private/")
}

/// Whether a place is known as a town or a site.
fn is_town(place: &EventPlace) -> bool {
    matches!(place.precision, Precision::City | Precision::Point)
}

fn standing(status: Status) -> Standing {
    match status {
        Status::Asserted | Status::Claimed | Status::Denied => Standing::Told,
        Status::Planned
        | Status::Threatened
        | Status::Predicted
        | Status::Hypothetical => Standing::Open(status),
    }
}

fn days(event: &Event) -> Days {
    let Some(Coded { value: date, .. }) = &event.date else { return Days::ANY };
    Days {
        earliest: date.earliest().map_or(Days::ANY.earliest, |day| day.number()),
        latest: date.latest().map_or(Days::ANY.latest, |day| day.number()),
    }
}

fn number(count: &Count) -> Number {
    Number {
        what: count.what,
        low: count.low.unwrap_or(0),
        high: count.high.unwrap_or(u32::MAX),
    }
}
