//! Events made by hand, and incidents told by the names given to their events.

// Each test file uses another part of this one; helpers of tests may panic as tests may.
#![allow(dead_code, clippy::unwrap_used)]

use chancery_codebook::{Codebook, Files};
use chancery_model::{
    Actor, ActorId, ActorKind, Basis, CameoCode, Claim, Coded, Count, CountWhat,
    DateBasis, Digest, DocumentId, Event, EventId, EventPlace, EventTypeId, Factuality,
    Incident, ModeId, RuleId, SectorId, Span, Speaker, Status, Voice,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The built-in codebook; this crate asks for its kinship and names only.
pub(crate) static CODEBOOK: LazyLock<Codebook> =
    LazyLock::new(|| Codebook::examine(&Files::embedded()).0);

fn coded<T>(value: T) -> Coded<T> {
    Coded::new(value, Basis::Text(Span::new(0, 1)))
}

/// An event of document `document` that begins at byte `at`; an attack with firearms by and
/// on nobody, asserted, without date.
pub(crate) fn attack(document: &str, at: u32) -> Event {
    let document = DocumentId(Digest::of([document]));
    let voice = Voice {
        speaker: Speaker::Publisher,
        words: None,
        cue: None,
        factuality: Factuality::CERTAIN,
    };
    Event {
        id: EventId(Digest::of([document.0.bytes().as_slice(), &at.to_le_bytes()])),
        document,
        sentence: Span::new(at, at + 120),
        trigger: Span::new(at + 20, at + 26),
        lemma: "attack".into(),
        rule: RuleId::new("tests/attack"),
        event_type: coded(EventTypeId::new("ASSAULT")),
        mode: Some(coded(ModeId::new("firearms"))),
        contexts: Vec::new(),
        cameo: coded(CameoCode::new("180")),
        source_actors: Vec::new(),
        target_actors: Vec::new(),
        date: None,
        date_basis: DateBasis::None,
        place: None,
        counts: Vec::new(),
        claim: Claim { voices: vec![voice], status: coded(Status::Asserted) },
        object: None,
        points_back: false,
        reservations: Vec::new(),
    }
}

/// The same event with other values.
pub(crate) trait Change: Sized {
    /// Of another type: `TYPE` or `TYPE/mode`, with its CAMEO code and lemma.
    fn a(self, code: &str, cameo: &str, lemma: &str) -> Self;
    /// By these actors: `NOR`, `NOR/police`, `person` ids with a dot as `NOR.Name`, `private/name`, `?`.
    fn by(self, actors: &[&str]) -> Self;
    /// On these actors.
    fn on(self, actors: &[&str]) -> Self;
    /// On a date.
    fn when(self, edtf: &str) -> Self;
    /// At a place in a country.
    fn at(self, words: &str, country: &str) -> Self;
    /// With a number of victims.
    fn with(self, what: CountWhat, number: u32) -> Self;
    /// With another status.
    fn said(self, status: Status) -> Self;
    /// Told by another sentence with the same place in the document.
    fn within(self, sentence: u32) -> Self;
}

impl Change for Event {
    fn a(mut self, code: &str, cameo: &str, lemma: &str) -> Self {
        let (event_type, mode) = code.split_once('/').unwrap_or((code, ""));
        self.event_type = coded(EventTypeId::new(event_type));
        self.mode = (!mode.is_empty()).then(|| coded(ModeId::new(mode)));
        self.cameo = coded(CameoCode::new(cameo));
        self.lemma = lemma.into();
        self
    }

    fn by(mut self, actors: &[&str]) -> Self {
        self.source_actors = actors.iter().map(|id| coded(actor(id))).collect();
        self
    }

    fn on(mut self, actors: &[&str]) -> Self {
        self.target_actors = actors.iter().map(|id| coded(actor(id))).collect();
        self
    }

    fn when(mut self, edtf: &str) -> Self {
        self.date = Some(coded(edtf.parse().unwrap()));
        self.date_basis = DateBasis::Explicit;
        self
    }

    fn at(mut self, words: &str, country: &str) -> Self {
        let country = Some(ActorId::new(country));
        self.place = Some(coded(EventPlace {
            words: words.into(),
            country,
            ..EventPlace::default()
        }));
        self
    }

    fn with(mut self, what: CountWhat, number: u32) -> Self {
        let words = number.to_string().into();
        self.counts.push(coded(Count {
            what,
            low: Some(number),
            high: Some(number),
            words,
        }));
        self
    }

    fn said(mut self, status: Status) -> Self {
        self.claim.status = coded(status);
        self
    }

    fn within(mut self, sentence: u32) -> Self {
        self.sentence = Span::new(sentence, sentence + 120);
        self
    }
}

fn actor(id: &str) -> Actor {
    let is_private = id == "?" || id.starts_with("private/");
    let country = id.split(['/', '.']).next().filter(|_| !is_private);
    let kind = match id {
        _ if is_private => ActorKind::Private,
        _ if id.ends_with("-staff") => ActorKind::Group,
        _ if id.contains('/') => ActorKind::Organ,
        _ if id.contains('.') => ActorKind::Person,
        _ => ActorKind::State,
    };
    let known = if id == "?" { "unnamed/gunman" } else { id };
    // Whatever acts for a state has a sector; its borders and airspace have none.
    let is_ground = id.ends_with("/border") || id.ends_with("/airspace");
    let acts = kind == ActorKind::Organ && !is_ground;
    Actor {
        id: ActorId::new(known),
        kind,
        country: country.map(ActorId::new),
        sector: acts.then(|| SectorId::new("GOV")),
        label: known.into(),
    }
}

/// Resolves events and tells the groups by the letters of the events, in alphabetical order;
/// events are called `a`, `b`, … in the order given.
pub(crate) fn groups(events: &[Event]) -> String {
    told(events, &chancery_resolve::resolve(events, &CODEBOOK))
}

/// Incidents by the letters of the events in them.
pub(crate) fn told(events: &[Event], incidents: &[Incident]) -> String {
    let letters: BTreeMap<EventId, char> =
        events.iter().map(|event| event.id).zip('a'..).collect();
    let group = |incident: &Incident| {
        let mut group: Vec<char> = incident.events().map(|id| letters[&id]).collect();
        group.sort_unstable();
        group.into_iter().collect::<String>()
    };
    let mut groups: Vec<String> = incidents.iter().map(group).collect();
    groups.sort();
    groups.join(" ")
}
