//! What a build says at its end: one screen on the whole dataset.

use crate::attribute::Attribute;
use crate::brief::{IncidentBrief, statuses};
use crate::contents::Contents;
use crate::contents::joined;
use crate::publishers::{Independent, independent_of};
use crate::voices::{VoiceShare, shares};
use crate::{Dataset, Error, Warning, warning};
use chancery_model::{
    ActorId, DateSpan, Digest, Document, Event, RunId, Severity, Status, ZoneKind,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The run that finished last on one screen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Summary {
    /// The run.
    pub run: RunId,
    /// Digest of what it says.
    pub digest: Digest,
    /// Whether a later run was begun and not finished.
    pub is_interrupted: bool,
    /// Number of documents.
    pub documents: usize,
    /// The documents grouped by independent publisher.
    pub publishers: Vec<Independent>,
    /// Number of documents that do not say who published them. Each counts as a publisher
    /// unless author or text tie it to another, so that `publishers` is an upper bound.
    pub without_publisher: usize,
    /// The first and the last date of publication.
    pub published: Option<DateRange>,
    /// The first and the last date of what is said to have happened.
    pub happened: Option<DateRange>,
    /// Number of events.
    pub events: usize,
    /// Number of events without a date.
    pub events_without_date: usize,
    /// Number of events of each status that occurs.
    pub statuses: BTreeMap<Status, usize>,
    /// Number of incidents.
    pub incidents: usize,
    /// Number of incidents told by more than one independent publisher.
    pub with_several_publishers: usize,
    /// Number of incidents with an attribute whose values are not all alike, leaving aside
    /// what they are called: hardly two accounts use the same word.
    pub with_differing_values: usize,
    /// Number of incidents with an attribute whose values cannot all be right.
    pub with_contradictions: usize,
    /// Number of incidents that voices of one state alone vouch for, by state.
    pub one_sided: BTreeMap<ActorId, usize>,
    /// The most contested incident, if any is contested.
    pub most_contested: Option<IncidentBrief>,
    /// Words inside quotation marks by the speaker's state, the largest share first.
    pub voices: Vec<VoiceShare>,
    /// Paths of the documents whose date of publication is not known.
    pub undated: Vec<Box<str>>,
    /// Number of blocks that belong to the page and were not coded.
    pub boilerplate_blocks: usize,
    /// Number of teasers of other articles that were not coded.
    pub related_blocks: usize,
    /// Statements that cannot both be right, or that a later one replaces.
    pub warnings: Vec<Warning>,
    /// What is wrong with the data that was given, by severity and code, the errors first.
    pub findings: Vec<FindingCount>,
}

/// From the date that begins first to the one that ends last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DateRange {
    /// The date that begins first.
    pub first: DateSpan,
    /// The date that ends last.
    pub last: DateSpan,
}

/// How many findings of one kind there are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FindingCount {
    /// How bad.
    pub severity: Severity,
    /// Which kind.
    pub code: Box<str>,
    /// How many.
    pub times: usize,
}

/// Sums up the run that finished last.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn summary(dataset: &Dataset) -> Result<Summary, Error> {
    summary_of(dataset, &Contents::of(dataset)?)
}

/// As [`summary`], of contents that were read before from the same dataset.
///
/// # Errors
/// As [`summary`].
pub fn summary_of(dataset: &Dataset, contents: &Contents) -> Result<Summary, Error> {
    let path = &dataset.path;
    let (digest, briefs) = std::thread::scope(|scope| {
        let digest = scope.spawn(|| Dataset::open_read_only(path)?.digest());
        let briefs = contents.briefs();
        (joined(digest.join()), briefs)
    });
    let mut documents: Vec<&Document> = contents.documents.values().collect();
    documents.sort_by(|a, b| (&a.path, a.id).cmp(&(&b.path, b.id)));
    let quoted = dataset.quoted(documents.iter().copied())?;
    let zones = |kind: ZoneKind| {
        let zones = documents.iter().flat_map(|document| &document.zones.items);
        zones.filter(|zone| zone.kind == kind).count()
    };
    let incidents_where = |holds: fn(&IncidentBrief) -> bool| {
        briefs.iter().filter(|brief| holds(brief)).count()
    };
    let mut one_sided: BTreeMap<ActorId, usize> = BTreeMap::new();
    for side in briefs.iter().filter_map(|brief| brief.one_sided.clone()) {
        *one_sided.entry(side).or_default() += 1;
    }
    let is_undated = |document: &&&Document| document.metadata.published.is_none();
    Ok(Summary {
        run: dataset.current_run()?,
        digest: digest?,
        is_interrupted: dataset.interrupted_run()?.is_some(),
        documents: documents.len(),
        publishers: independent_of(&documents, &contents.signatures),
        without_publisher: documents
            .iter()
            .filter(|d| d.metadata.publisher.is_none())
            .count(),
        published: range(
            documents.iter().filter_map(|d| Some(&d.metadata.published.as_ref()?.value)),
        ),
        happened: range(contents.events.values().filter_map(happened)),
        events: contents.events.len(),
        events_without_date: contents
            .events
            .values()
            .filter(|e| e.date.is_none())
            .count(),
        statuses: statuses(contents.events.values()),
        incidents: briefs.len(),
        with_several_publishers: incidents_where(|brief| brief.publishers > 1),
        with_differing_values: incidents_where(is_contested),
        with_contradictions: incidents_where(|brief| !brief.contradicted.is_empty()),
        one_sided,
        most_contested: briefs.iter().find(|brief| is_contested(brief)).cloned(),
        voices: shares(quoted),
        undated: documents.iter().filter(is_undated).map(|d| d.path.clone()).collect(),
        boilerplate_blocks: zones(ZoneKind::Boilerplate),
        related_blocks: zones(ZoneKind::Related),
        warnings: warning::of(contents),
        findings: findings(dataset)?,
    })
}

/// Whether values differ in more than what the incident is called.
fn is_contested(brief: &IncidentBrief) -> bool {
    let parted = [&brief.contradicted, &brief.differing, &brief.spread];
    parted.into_iter().flatten().any(|attribute| *attribute != Attribute::Label)
}

/// The date of an event that somebody says has happened.
fn happened(event: &Event) -> Option<&DateSpan> {
    let status = event.claim.status.value;
    let date = event.date.as_ref()?;
    matches!(status, Status::Asserted | Status::Claimed).then_some(&date.value)
}

/// The date that begins first and the one that ends last; open ends are left out.
fn range<'a>(dates: impl Iterator<Item = &'a DateSpan>) -> Option<DateRange> {
    let dates: Vec<&DateSpan> = dates.collect();
    let starts =
        dates.iter().filter_map(|date| Some((date.earliest()?, date.width(), *date)));
    let ends = dates.iter().filter_map(|date| {
        Some((date.latest()?, std::cmp::Reverse(date.width()), *date))
    });
    Some(DateRange { first: starts.min()?.2.clone(), last: ends.max()?.2.clone() })
}

fn findings(dataset: &Dataset) -> Result<Vec<FindingCount>, Error> {
    let mut counted: BTreeMap<(Severity, Box<str>), usize> = BTreeMap::new();
    for finding in dataset.findings()? {
        *counted.entry((finding.severity, finding.code)).or_default() += 1;
    }
    let count = |((severity, code), times)| FindingCount { severity, code, times };
    Ok(counted.into_iter().map(count).collect())
}
