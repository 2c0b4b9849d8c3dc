//! Hand-made documents, events and incidents for the tests of the dataset.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used)]

use chancery_dataset::{Coder, Dataset, Run};
use chancery_model::*;
use std::path::PathBuf;

/// A document under construction. Spans are found by their words.
pub struct Draft {
    pub annotated: Annotated,
    pub events: Vec<Event>,
}

/// A document at `path` by `publisher` with this text; words are parted at spaces.
pub fn draft(path: &str, publisher: Option<&str>, text: &str) -> Draft {
    let stated =
        |value: &str| Stated { value: value.into(), basis: MetadataBasis::Manifest };
    let metadata = Metadata { publisher: publisher.map(stated), ..Metadata::default() };
    let whole = Span::of(0, text.len()).unwrap();
    let len = whole.end();
    let document = Document {
        id: DocumentId(Digest::of([path, text])),
        path: path.into(),
        metadata,
        text: text.into(),
        origin: OriginMap::identity(0, len),
        zones: Layer::new("test", "1", vec![Zone { span: whole, kind: ZoneKind::Body }]),
        text_digest: Digest::of([text]),
    };
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let span = Span::of(at, at + word.len()).unwrap();
        tokens.push(Token {
            span,
            lemma: word.into(),
            upos: "X".into(),
            xpos: "X".into(),
        });
        at += word.len() + 1;
    }
    let arcs =
        tokens.iter().map(|_| Arc { head: None, relation: "root".into() }).collect();
    let last = u32::try_from(tokens.len()).unwrap();
    let sentence = Sentence { first: 0, last, span: whole };
    let annotated = Annotated {
        document,
        tokens: Layer::new("test", "1", tokens),
        sentences: Layer::new("test", "1", vec![sentence]),
        syntax: Layer::new("test", "1", arcs),
        names: Layer::new("test", "1", vec![]),
        mentions: Layer::new("test", "1", vec![]),
        references: Layer::new("test", "1", vec![]),
        times: Layer::new("test", "1", vec![]),
        places: Layer::new("test", "1", vec![]),
        quotations: Layer::new("test", "1", vec![]),
        attributions: Layer::new("test", "1", vec![]),
        predicates: Layer::new("test", "1", vec![]),
        stances: Layer::new("test", "1", vec![]),
    };
    Draft { annotated, events: vec![] }
}

/// An actor that is a state, or a part of one: `NOR`, `NOR/army`, `unnamed/gunman`.
pub fn actor(id: &str) -> Actor {
    let state = id.split('/').next().unwrap();
    let named = state != "unnamed";
    Actor {
        id: ActorId::new(id),
        kind: if id == state { ActorKind::State } else { ActorKind::Organ },
        country: named.then(|| ActorId::new(state)),
        sector: None,
        label: id.replace('/', " ").into(),
    }
}

impl Draft {
    pub fn id(&self) -> DocumentId {
        self.annotated.document.id
    }

    pub fn span(&self, words: &str) -> Span {
        let start =
            self.annotated.document.text.find(words).expect("the words of the text");
        Span::of(start, start + words.len()).unwrap()
    }

    fn at<T>(&self, words: &str, value: T) -> Coded<T> {
        Coded::new(value, Basis::Text(self.span(words)))
    }

    /// An event in the publisher's own voice: trigger, `TYPE`, who acts, on whom.
    pub fn tell(
        &mut self,
        trigger: &str,
        event_type: &str,
        who: &str,
        whom: &str,
    ) -> &mut Event {
        let rule = RuleId::new(format!("{}/test", event_type.to_lowercase()));
        let span = self.span(trigger);
        let id =
            Digest::of([self.id().to_string(), format!("{span:?}"), rule.to_string()]);
        let by_rule = Basis::Rule(span, rule.clone());
        let sentence = self.annotated.sentences.items[0].span;
        let voice = Voice {
            speaker: Speaker::Publisher,
            words: None,
            cue: None,
            factuality: Factuality::CERTAIN,
        };
        self.events.push(Event {
            id: EventId(id),
            document: self.id(),
            sentence,
            trigger: span,
            lemma: trigger.to_lowercase().into(),
            rule,
            event_type: Coded::new(EventTypeId::new(event_type), by_rule.clone()),
            mode: None,
            contexts: vec![Coded::new(ContextId::new("military"), by_rule.clone())],
            cameo: Coded::new(CameoCode::new("190"), by_rule.clone()),
            source_actors: vec![Coded::new(actor(who), by_rule.clone())],
            target_actors: vec![Coded::new(actor(whom), by_rule.clone())],
            date: None,
            date_basis: DateBasis::None,
            place: None,
            counts: vec![],
            claim: Claim {
                voices: vec![voice],
                status: Coded::new(Status::Asserted, by_rule),
            },
            object: None,
            points_back: false,
            reservations: vec![],
        });
        self.events.last_mut().unwrap()
    }

    pub fn last(&mut self) -> &mut Event {
        self.events.last_mut().unwrap()
    }

    /// Dates the last event.
    pub fn dated(&mut self, words: &str, edtf: &str) {
        let date = self.at(words, edtf.parse().unwrap());
        self.last().date = Some(date);
        self.last().date_basis = DateBasis::Explicit;
    }

    /// Places the last event.
    pub fn placed(&mut self, words: &str, country: &str) {
        let place = EventPlace {
            words: words.into(),
            country: Some(ActorId::new(country)),
            ..EventPlace::default()
        };
        let place = self.at(words, place);
        self.last().place = Some(place);
    }

    /// Counts for the last event.
    pub fn counted(
        &mut self,
        words: &str,
        what: CountWhat,
        low: Option<u32>,
        high: Option<u32>,
    ) {
        let count = self.at(words, Count { what, low, high, words: words.into() });
        self.last().counts.push(count);
    }

    /// Puts the last event into somebody's mouth.
    pub fn said(&mut self, speaker: &str, cue: &str, status: Status) {
        let words = Some(self.span(speaker));
        let cue = Some(self.span(cue));
        let speaker = Speaker::Actor(actor(speaker));
        let factuality = Factuality::CERTAIN;
        let event = self.last();
        event.claim.voices[0].factuality = Factuality::UNKNOWN;
        event.claim.voices.push(Voice { speaker, words, cue, factuality });
        event.claim.status.value = status;
    }
}

/// The incident of all these events.
pub fn incident(drafts: &[&Draft]) -> Incident {
    let mut accounts: Vec<Account> = drafts
        .iter()
        .map(|draft| Account {
            document: draft.id(),
            events: draft.events.iter().map(|event| event.id).collect(),
        })
        .collect();
    accounts.sort_by_key(|account| account.document);
    let mut members: Vec<EventId> =
        accounts.iter().flat_map(|account| account.events.clone()).collect();
    members.sort();
    let links = members
        .windows(2)
        .map(|pair| Link {
            events: [pair[0], pair[1]],
            permille: 900,
            shared: vec!["day".into()],
        })
        .collect();
    let id = IncidentId(Digest::of(members.iter().map(|event| event.0.to_string())));
    Incident { id, accounts, links }
}

pub fn run(code_version: &str) -> Run {
    let coder = Coder {
        code_version: code_version.into(),
        codebook: Digest::of(["codebook"]),
        models: vec![("parser".into(), Digest::of(["weights"]))],
    };
    Run { coder, options: String::new(), inputs: vec![Digest::of(["input"])] }
}

/// An empty place for a dataset, removed first if an earlier test left something there.
pub fn place(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("{name}.db"));
    let _ = std::fs::remove_file(&path);
    let _ = std::fs::remove_file(folder.join(format!("{name}.db-journal")));
    path
}

/// A dataset with these documents as one run.
pub fn built(name: &str, drafts: &[&Draft], incidents: &[Incident]) -> Dataset {
    let mut dataset = Dataset::create(&place(name)).unwrap();
    let open = dataset.begin_run(&run("1"), "then").unwrap();
    for draft in drafts {
        let raw = draft.annotated.document.text.as_bytes();
        dataset
            .append_document(&open, raw, &draft.annotated, &draft.events, &[])
            .unwrap();
    }
    dataset.finish_run(&open, incidents, &[], "now").unwrap();
    dataset
}

/// Two papers on one clash: they differ on the day's sharpness and contradict each other on
/// the dead; one quotes a ministry that denies.
pub fn clash() -> [Draft; 2] {
    let mut first = draft(
        "north.txt",
        Some("Northern Post"),
        "Norway attacked Iceland on 5 March 2031 near Vik , killing two . NOR/ministry denied \
         the assault .",
    );
    first.tell("attacked", "ASSAULT", "NOR", "ISL");
    first.dated("5 March 2031", "2031-03-05");
    first.placed("Vik", "ISL");
    first.counted("two", CountWhat::Killed, Some(2), Some(2));
    first.tell("assault", "ASSAULT", "NOR", "ISL");
    first.said("NOR/ministry", "denied", Status::Denied);
    let mut second = draft(
        "south.txt",
        Some("Southern Star"),
        "In March 2031 Norwegian troops raided Iceland and four died .",
    );
    second.tell("raided", "ASSAULT", "NOR/army", "ISL");
    second.dated("March 2031", "2031-03");
    second.counted("four", CountWhat::Killed, Some(4), Some(4));
    [first, second]
}
