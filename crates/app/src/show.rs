//! `chancery show`: the accounts of one incident side by side, and the sentences below.

use crate::cli;
use crate::failure::{Failure, OK, PROVENANCE};
use crate::provenance;
use crate::render::wrap::{labelled, number};
use crate::render::{matrix, voice};
use crate::screen::Screen;
use chancery_dataset::{AccountMatrix, Agreement, Attribute, Contents, Dataset, Warning};
use chancery_model::{Document, DocumentId, Event, EventId, Incident, Span};
use std::collections::BTreeMap;

pub(crate) fn run(asked: &cli::Show, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let incident = dataset.incident(&asked.id)?;
    let near = Contents::around(&dataset, &incident)?;
    let matrix = near.accounts(&incident);
    let told = Told::of(&near, &incident);
    if screen.json {
        screen.value(&told.json(&matrix, &incident)?)?;
    } else {
        head(&near, &incident, &matrix, screen)?;
        matrix::draw(&matrix, screen)?;
        agreements(&matrix, screen)?;
        sides(&matrix, screen)?;
        doubtful(&told.warnings, screen)?;
        told.sentences(&matrix, screen)?;
        if asked.links {
            links(&incident, screen)?;
        } else if !incident.links.is_empty() {
            let links = number(incident.links.len(), "link");
            screen
                .line(format!("\n{links} between these mentions; `--links` tells why"))?;
        }
    }
    Ok(if told.has_gaps() { PROVENANCE } else { OK })
}

/// The events of an incident with their documents.
struct Told<'a> {
    documents: BTreeMap<DocumentId, &'a Document>,
    events: BTreeMap<EventId, &'a Event>,
    /// Statements on it that cannot both be right.
    warnings: Vec<Warning>,
}

impl<'a> Told<'a> {
    fn of(near: &'a Contents, incident: &Incident) -> Self {
        let members = near.members(incident);
        let events: Vec<&Event> = members.iter().map(|(_, event)| *event).collect();
        Self {
            warnings: near.warnings_on(Some(incident.id), &events),
            documents: members
                .iter()
                .map(|(document, _)| (document.id, *document))
                .collect(),
            events: members.iter().map(|(_, event)| (event.id, *event)).collect(),
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (&'a Document, &'a Event)> {
        let document = |event: &Event| self.documents.get(&event.document).copied();
        self.events.values().filter_map(move |event| Some((document(event)?, *event)))
    }

    fn has_gaps(&self) -> bool {
        self.pairs().filter(|(document, event)| provenance::tell(document, event)).count()
            > 0
    }

    /// The sentence behind each event, asserter by asserter.
    fn sentences(
        &self,
        matrix: &AccountMatrix,
        screen: &mut Screen,
    ) -> Result<(), Failure> {
        for (index, asserter) in matrix.asserters.iter().enumerate() {
            let head = format!("\n{} {}  [{}]", index + 1, asserter.label, asserter.path);
            screen.line(screen.bold(&head))?;
            let events = asserter.events.iter().filter_map(|id| self.events.get(id));
            for event in events {
                let Some(document) = self.documents.get(&event.document) else {
                    continue;
                };
                let status = event.claim.status.value.word();
                let by = voice::chain(document, &event.claim);
                let head = format!("  {} {status} by {by}:", event.id.short());
                for line in labelled("", &head, 2, screen.width) {
                    screen.line(line)?;
                }
                let words = event.sentence.text(&document.text).unwrap_or_default();
                for line in
                    labelled("", &format!("\"{}\"", words.trim()), 4, screen.width)
                {
                    screen.line(line)?;
                }
            }
            self.beside(matrix, index, screen)?;
        }
        Ok(())
    }

    /// The sentences in which an asserter tells the occurrence beside its events.
    fn beside(
        &self,
        matrix: &AccountMatrix,
        column: usize,
        screen: &mut Screen,
    ) -> Result<(), Failure> {
        let asserter = &matrix.asserters[column];
        let Some(document) = self.documents.get(&asserter.document) else {
            return Ok(());
        };
        let told = asserter.events.iter().filter_map(|id| self.events.get(id));
        let told: Vec<Span> = told.map(|event| event.sentence).collect();
        let mut beside: BTreeMap<Span, Vec<&str>> = BTreeMap::new();
        for row in &matrix.rows {
            for value in row.cells.get(column).into_iter().flatten() {
                if !told.contains(&value.sentence) {
                    beside.entry(value.sentence).or_default().push(row.attribute.words());
                }
            }
        }
        for (sentence, mut attributes) in beside {
            attributes.dedup();
            screen.line(format!("  {}:", attributes.join(", ")))?;
            let words = sentence.text(&document.text).unwrap_or_default();
            for line in labelled("", &format!("\"{}\"", words.trim()), 4, screen.width) {
                screen.line(line)?;
            }
        }
        Ok(())
    }

    fn json(
        &self,
        matrix: &AccountMatrix,
        incident: &Incident,
    ) -> Result<serde_json::Value, Failure> {
        let sentence = |(document, event): (&Document, &Event)| {
            serde_json::json!({
                "event": event.id.to_string(),
                "document": &document.path,
                "status": event.claim.status.value,
                "according_to": voice::chain(document, &event.claim),
                "sentence": event.sentence.text(&document.text),
            })
        };
        Ok(serde_json::json!({
            "accounts": matrix,
            "sentences": self.pairs().map(sentence).collect::<Vec<_>>(),
            "links": incident.links,
            "warnings": self.warnings,
        }))
    }
}

/// What most accounts have in common, told as what it is: a number of accounts.
fn head(
    near: &Contents,
    incident: &Incident,
    matrix: &AccountMatrix,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let own = near.briefs().iter().filter(|brief| brief.id == incident.id);
    let briefs = Contents::list_briefs(own);
    let row = briefs.rows.first();
    let get = |column: &str| {
        let index = briefs.columns.iter().position(|c| &*c.name == column);
        let cell = row.zip(index).map(|(row, index)| row[index].to_string());
        cell.filter(|words| !words.is_empty())
    };
    let mut deed = get("action").unwrap_or_default();
    let who = get("source_actors").unwrap_or("(not said who)".into());
    deed.push_str(&format!(": {who}"));
    for (column, before) in [("target_actors", " -> "), ("date", ", "), ("place", ", ")] {
        if let Some(words) = get(column) {
            deed.push_str(&format!("{before}{words}"));
        }
    }
    for line in labelled(&incident.id.short(), &deed, 12, screen.width) {
        screen.line(screen.bold(&line))?;
    }
    let mut told = format!(
        "told in {} of {} by {}, {}: {}",
        number(incident.events().count(), "mention"),
        number(incident.accounts.len(), "document"),
        number(matrix.publishers.len(), "independent publisher"),
        number(matrix.origins.len(), "independent voice"),
        get("statuses").unwrap_or_default().replace("; ", ", "),
    );
    if let Some(side) = get("one_sided") {
        told.push_str(&format!("; rests on voices of {side} alone"));
    }
    for line in labelled("", &told, 12, screen.width) {
        screen.line(line)?;
    }
    screen.line("")
}

/// Which values contradict each other and which are only more or less sharp.
fn agreements(matrix: &AccountMatrix, screen: &mut Screen) -> Result<(), Failure> {
    screen.line("")?;
    let kinds = [
        (Agreement::Contradicted, "contradicted", "cannot all be right"),
        (Agreement::Differing, "differing", "not alike, yet not in contradiction"),
        (Agreement::Spread, "spread", "some say it more sharply; all can be right"),
        (Agreement::Agreed, "agreed", "all who say it say the same"),
        (
            Agreement::Single,
            "one asserter",
            "told by one alone; silence is not agreement",
        ),
    ];
    for (agreement, word, meaning) in kinds {
        let attributes: Vec<&str> =
            matrix.attributes(agreement).into_iter().map(Attribute::words).collect();
        if !attributes.is_empty() {
            let told = format!("{} ({meaning})", attributes.join(", "));
            for line in labelled(word, &told, 14, screen.width) {
                screen.line(line)?;
            }
        }
    }
    Ok(())
}

/// What rests on the voices of one party alone, and whose voices are missing.
fn sides(matrix: &AccountMatrix, screen: &mut Screen) -> Result<(), Failure> {
    for row in &matrix.rows {
        for value in &row.values {
            let Some(party) = &value.one_sided else { continue };
            let told = format!(
                "{} {} by voices of {party} alone",
                row.attribute.words(),
                value.value
            );
            for line in labelled("one-sided", &told, 14, screen.width) {
                screen.line(line)?;
            }
        }
    }
    if !matrix.absent.is_empty() {
        let names: Vec<&str> = matrix.absent.iter().map(|id| id.as_str()).collect();
        let told =
            format!("{} take part and nobody of theirs is heard", names.join(", "));
        for line in labelled("not heard", &told, 14, screen.width) {
            screen.line(line)?;
        }
    }
    Ok(())
}

/// Statements that cannot both be right, side by side with their words.
pub(crate) fn doubtful(warnings: &[Warning], screen: &mut Screen) -> Result<(), Failure> {
    for warning in warnings {
        let head = format!("{}: {}", warning.kind.code(), warning.message);
        for line in labelled("warning", &head, 14, screen.width) {
            screen.line(line)?;
        }
        for side in &warning.sides {
            for line in labelled("", &format!("- {}", side.line()), 14, screen.width) {
                screen.line(line)?;
            }
        }
    }
    Ok(())
}

/// Why the mentions were taken for one incident.
fn links(incident: &Incident, screen: &mut Screen) -> Result<(), Failure> {
    screen.line(screen.bold("\nwhy these mentions are taken for one incident"))?;
    for link in &incident.links {
        let [one, other] = link.events.map(|event| event.short());
        let head = format!("  {one} ~ {other} 0.{:03}", link.permille.min(999));
        for line in labelled(&head, &link.shared.join(", "), 33, screen.width) {
            screen.line(line)?;
        }
    }
    Ok(())
}
