//! Which events are asked for.

use chancery_model::{Actor, Coded, DateSpan, DocumentId, Event, Status};

/// Which events are asked for. A field that is `None` asks for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    /// An actor on either side: an actor id, with all that is below or belongs to it.
    pub actor: Option<Box<str>>,
    /// Who acts.
    pub source_actor: Option<Box<str>>,
    /// Who is acted upon.
    pub target_actor: Option<Box<str>>,
    /// An event type, or `TYPE/mode`.
    pub event_type: Option<Box<str>>,
    /// How the event stands in its document.
    pub status: Option<Status>,
    /// The document.
    pub document: Option<DocumentId>,
    /// Not before the first day of this. Leaves out events without a date.
    pub after: Option<DateSpan>,
    /// Not after the last day of this. Leaves out events without a date.
    pub before: Option<DateSpan>,
    /// This many at most.
    pub limit: Option<usize>,
}

impl Query {
    /// Whether the event is asked for, the limit apart.
    pub fn matches(&self, event: &Event) -> bool {
        let any = |wanted: &str, coded: &[Coded<Actor>]| {
            coded.iter().any(|actor| is_of(&actor.value, wanted))
        };
        let (acting, acted_upon) = (&event.source_actors, &event.target_actors);
        self.actor.as_ref().is_none_or(|a| any(a, acting) || any(a, acted_upon))
            && self.source_actor.as_ref().is_none_or(|a| any(a, acting))
            && self.target_actor.as_ref().is_none_or(|a| any(a, acted_upon))
            && self.event_type.as_ref().is_none_or(|wanted| is_type(event, wanted))
            && self.status.is_none_or(|status| event.claim.status.value == status)
            && self.document.is_none_or(|document| event.document == document)
            && self.is_in_time(event)
    }

    fn is_in_time(&self, event: &Event) -> bool {
        let date = event.date.as_ref().map(|coded| &coded.value);
        let after = |limit: &DateSpan| match (date, limit.earliest()) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(date), Some(first)) => date.latest().is_none_or(|last| last >= first),
        };
        let before = |limit: &DateSpan| match (date, limit.latest()) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(date), Some(last)) => date.earliest().is_none_or(|first| first <= last),
        };
        self.after.as_ref().is_none_or(after) && self.before.as_ref().is_none_or(before)
    }
}

/// Whether an actor is the wanted one, a part of it, or belongs to that state.
fn is_of(actor: &Actor, wanted: &str) -> bool {
    let is = |id: &str| {
        id.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted))
            && (id.len() == wanted.len() || id[wanted.len()..].starts_with('/'))
    };
    is(actor.id.as_str())
        || actor.country.as_ref().is_some_and(|country| is(country.as_str()))
}

fn is_type(event: &Event, wanted: &str) -> bool {
    let (kind, mode) = match wanted.split_once('/') {
        Some((kind, mode)) => (kind, Some(mode)),
        None => (wanted, None),
    };
    let coded = event.mode.as_ref().map(|mode| mode.value.as_str());
    event.event_type.value.as_str().eq_ignore_ascii_case(kind)
        && mode.is_none_or(|mode| {
            coded.is_some_and(|coded| coded.eq_ignore_ascii_case(mode))
        })
}
