//! What a reader is handed on an incident, two actors or a whole dataset: every statement with
//! those according to whom it is so, and the sentence behind it.

use crate::accounts::matrix;
use crate::agreement::Agreement;
use crate::attribute::{Attribute, stands};
use crate::brief::IncidentBrief;
use crate::contents::{Contents, publisher, speaker};
use crate::{Dataset, Error, Query, Warning};
use chancery_model::{
    ActorId, Document, Event, EventId, Incident, IncidentId, Span, Speaker, Status, Voice,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a dossier is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// One incident, by the beginning of its id.
    Incident(String),
    /// What two actors, with all that belongs to them, do to each other.
    Dyad([Box<str>; 2]),
    /// All incidents.
    Everything,
}

/// Incidents with every statement on them, and the notes that those rest on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Dossier {
    /// What it is on.
    pub title: String,
    /// The incidents, by date; those without one at the end.
    pub incidents: Vec<DossierIncident>,
    /// The sentences, numbered from one in the order in which they are referred to.
    pub notes: Vec<DossierNote>,
}

/// One incident of a dossier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DossierIncident {
    /// It in one line.
    pub brief: IncidentBrief,
    /// The attributes of which somebody says something.
    pub rows: Vec<DossierRow>,
    /// The states that take part and of which nobody is heard.
    pub absent: Vec<ActorId>,
    /// Statements that cannot both be right, or that a later one replaces.
    pub warnings: Vec<Warning>,
}

/// What is said of one attribute.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DossierRow {
    /// The attribute.
    pub attribute: Attribute,
    /// How the values stand to each other.
    pub agreement: Agreement,
    /// The values.
    pub statements: Vec<Statement>,
}

/// One value with those who give it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Statement {
    /// The value.
    pub value: Box<str>,
    /// According to whom, each once.
    pub according_to: Vec<String>,
    /// How many independent voices those are.
    pub origins: usize,
    /// The one party whose voices alone give it.
    pub one_sided: Option<ActorId>,
    /// Numbers of the notes.
    pub notes: Vec<usize>,
}

/// A sentence behind statements.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DossierNote {
    /// Its number.
    pub number: usize,
    /// The event that it tells.
    pub event: EventId,
    /// How the event stands there.
    pub status: Status,
    /// The chain of voices, the publisher first.
    pub according_to: String,
    /// The sentence, white space folded.
    pub quotation: String,
    /// The path of the document.
    pub document: Box<str>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// Its address.
    pub url: Option<Box<str>>,
    /// When it was published, in EDTF.
    pub published: Option<String>,
    /// Where the sentence begins, in bytes of the document's text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// Puts a dossier together.
///
/// # Errors
/// If the incident is none or several, no run has finished, or the file cannot be read.
pub fn dossier(dataset: &Dataset, scope: &Scope) -> Result<Dossier, Error> {
    let contents = Contents::of(dataset)?;
    let (title, wanted) = match scope {
        Scope::Everything => ("All incidents".to_owned(), None),
        Scope::Incident(id) => {
            let incident = dataset.incident(id)?;
            let title = format!("Incident {}", incident.id.short());
            (title, Some(BTreeSet::from([incident.id])))
        }
        Scope::Dyad([one, other]) => {
            let mut wanted = BTreeSet::new();
            for (acting, acted_upon) in [(one, other), (other, one)] {
                let query = Query {
                    source_actor: Some(acting.clone()),
                    target_actor: Some(acted_upon.clone()),
                    ..Query::default()
                };
                wanted.extend(dataset.incidents(&query)?.iter().map(|one| one.id));
            }
            (format!("{one} and {other}"), Some(wanted))
        }
    };
    let is_wanted = |id: &IncidentId| wanted.as_ref().is_none_or(|ids| ids.contains(id));
    let briefs = contents.briefs().iter().filter(|brief| is_wanted(&brief.id));
    let mut chosen: Vec<(IncidentBrief, &Incident)> = briefs
        .filter_map(|brief| Some((brief.clone(), contents.incident(brief.id)?)))
        .collect();
    chosen.sort_by_key(|(brief, _)| {
        let first = brief.date.as_ref().and_then(|date| date.earliest());
        (first.is_none(), first.map(|day| day.number()), brief.id)
    });
    let warnings = crate::warning::of(&contents);
    let mut notes = Notes::default();
    let incidents = chosen.into_iter().map(|(brief, incident)| {
        let matrix = matrix(&contents, incident);
        let rows = matrix.rows.iter().map(|row| {
            let statements = row.values.iter().map(|value| {
                let mut according_to: Vec<String> = Vec::new();
                for &column in &value.asserters {
                    let label = &matrix.asserters[column].label;
                    if !according_to.contains(label) {
                        according_to.push(label.clone());
                    }
                }
                let told = value.told.iter();
                Statement {
                    value: value.value.clone(),
                    according_to,
                    origins: value.origins,
                    one_sided: value.one_sided.clone(),
                    notes: told.map(|one| notes.number(&contents, *one)).collect(),
                }
            });
            let (attribute, agreement) = (row.attribute, row.agreement);
            DossierRow { attribute, agreement, statements: statements.collect() }
        });
        let rows = rows.collect();
        let events = contents.members(incident);
        let events: Vec<&Event> = events.into_iter().map(|(_, event)| event).collect();
        let bears = |one: &&Warning| one.bears_on(Some(incident.id), &events);
        let warnings = warnings.iter().filter(bears).cloned().collect();
        DossierIncident { brief, rows, absent: matrix.absent.clone(), warnings }
    });
    Ok(Dossier { title, incidents: incidents.collect(), notes: notes.notes })
}

/// Notes under construction.
#[derive(Default)]
struct Notes {
    numbers: BTreeMap<(EventId, Span), usize>,
    notes: Vec<DossierNote>,
}

impl Notes {
    fn number(&mut self, contents: &Contents, told: (EventId, Span)) -> usize {
        let (id, sentence) = told;
        if let Some(number) = self.numbers.get(&told) {
            return *number;
        }
        let number = self.notes.len() + 1;
        let found = contents.events.get(&id).and_then(|event| {
            contents.documents.get(&event.document).map(|document| (document, event))
        });
        if let Some((document, event)) = found {
            let mut note = note(number, document, event);
            if sentence != event.sentence {
                tell_detail(&mut note, contents, document, told);
            }
            self.notes.push(note);
            self.numbers.insert(told, number);
        }
        number
    }
}

fn note(number: usize, document: &Document, event: &Event) -> DossierNote {
    let known = &document.metadata;
    let words = event.sentence.text(&document.text).unwrap_or_default();
    DossierNote {
        number,
        event: event.id,
        status: event.claim.status.value,
        according_to: chain(document, event),
        quotation: words.split_whitespace().collect::<Vec<_>>().join(" "),
        document: document.path.clone(),
        title: known.title.as_ref().map(|title| title.value.clone()),
        url: known.url.as_ref().map(|url| url.value.clone()),
        published: known.published.as_ref().map(|date| date.value.edtf().to_owned()),
        start: event.sentence.start(),
        end: event.sentence.end(),
    }
}

/// Makes a note that of another sentence, which tells the occurrence beside its event.
fn tell_detail(
    note: &mut DossierNote,
    contents: &Contents,
    document: &Document,
    (id, sentence): (EventId, Span),
) {
    let words = sentence.text(&document.text).unwrap_or_default();
    note.quotation = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (note.start, note.end) = (sentence.start(), sentence.end());
    if let Some(detail) = contents.details(id).find(|one| one.sentence == sentence) {
        note.according_to = voices(document, &detail.voices);
        note.status = stands(detail);
    }
}

/// The chain of voices of an event in words, the publisher first.
pub fn chain(document: &Document, event: &Event) -> String {
    voices(document, &event.claim.voices)
}

fn voices(document: &Document, voices: &[Voice]) -> String {
    let quoted = voices.iter().map(|voice| &voice.speaker);
    let mut words = vec![publisher(document)];
    words.extend(
        quoted
            .filter(|voice| **voice != Speaker::Publisher)
            .map(|voice| speaker(document, voice)),
    );
    words.join(" > ")
}
