//! `chancery why`: where an event comes from, down to the bytes and the lines of the codebook.

use crate::failure::{Failure, OK, PROVENANCE, warn};
use crate::render::marks::marked;
use crate::render::voice;
use crate::render::wrap::{labelled, wrap};
use crate::screen::Screen;
use crate::{cli, desk, provenance};
use chancery_codebook::Codebook;
use chancery_dataset::{
    Contents, Dataset, Provenance, Reason, Warning, commitment, runs,
};
use chancery_model::Incident;

/// Columns before the text of a row.
const INDENT: usize = 15;

pub(crate) fn run(asked: &cli::Why, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let event = dataset.event(&asked.id)?;
    let annotated = dataset.annotated(event.document)?;
    let files = desk::files(asked.codebook.as_deref())?;
    let (codebook, _) = Codebook::examine(&files);
    if !is_same_codebook(&dataset, &codebook)? {
        warn(
            "note: this event was coded with another codebook than the one at hand; the \
             lines named below may hold something else now\n   = hint: name its folder with \
             --codebook, or build anew",
        );
    }
    let incident = dataset.incident_of(event.id)?;
    let near = Contents::around_event(&dataset, &event, incident.as_ref())?;
    let id = incident.as_ref().map(|incident| incident.id);
    let warnings = near.warnings_on(id, &[&event]);
    let provenance = Provenance::of(&event, &annotated, &codebook, &files);
    let origin = Origin { provenance, incident, warnings };
    if screen.json {
        screen.value(&origin.json())?;
    } else {
        origin.print(screen)?;
    }
    let is_broken = provenance::tell(&annotated.document, &event);
    Ok(if is_broken { PROVENANCE } else { OK })
}

/// An event with all that it comes from, on the screen.
struct Origin<'a> {
    provenance: Provenance<'a>,
    incident: Option<Incident>,
    warnings: Vec<Warning>,
}

impl Origin<'_> {
    fn print(&self, screen: &mut Screen) -> Result<(), Failure> {
        let event = self.provenance.event;
        let document = &self.provenance.annotated.document;
        let head = format!(
            "{} {} by {}",
            event.id.short(),
            event.claim.status.value.word(),
            voice::chain(document, &event.claim)
        );
        for line in wrap(&head, screen.width) {
            screen.line(screen.bold(&line))?;
        }
        let published = document.metadata.published.as_ref();
        let published = published
            .map_or("undated".to_owned(), |day| format!("published {}", day.value));
        row("document", &format!("{}, {published}", document.path), screen)?;
        row("bytes", &self.bytes(), screen)?;
        if let Some(incident) = &self.incident {
            let told = format!(
                "{}: `chancery show` has the other accounts",
                incident.id.short()
            );
            row("incident", &told, screen)?;
        }
        screen.line("")?;
        let sentence = marked(&document.text, event.sentence, &self.provenance.marks());
        for line in labelled("", &sentence, 2, screen.width) {
            screen.line(line)?;
        }
        screen.line(screen.bold("\nvalues, and what each rests on"))?;
        for reason in self.provenance.values() {
            self.reason(&reason, screen)?;
        }
        self.rule(screen)?;
        self.claim(screen)?;
        if !self.warnings.is_empty() {
            screen.line(screen.bold("\ncannot both be"))?;
        }
        crate::show::doubtful(&self.warnings, screen)
    }

    /// Where the sentence stands in the file it was read from.
    fn bytes(&self) -> String {
        let document = &self.provenance.annotated.document;
        let text = self.provenance.event.sentence;
        let of_text = format!("{}..{} of the text", text.start(), text.end());
        match document.origin.raw(text) {
            Some((start, end)) => format!("{start}..{end} of the file, {of_text}"),
            None => of_text,
        }
    }

    fn reason(&self, reason: &Reason, screen: &mut Screen) -> Result<(), Failure> {
        row(&reason.what, &format!("{}  <- {}", reason.value, reason.because), screen)?;
        if let Some(line) = &reason.line {
            for line in labelled("", &format!("| {line}"), INDENT + 2, screen.width) {
                screen.line(line)?;
            }
        }
        Ok(())
    }

    /// The rule with its examples.
    fn rule(&self, screen: &mut Screen) -> Result<(), Failure> {
        screen.line(screen.bold("\nrule"))?;
        let Some(rule) = self.provenance.rule else {
            let told =
                format!("{} is not in the codebook at hand", self.provenance.event.rule);
            return row("", &told, screen);
        };
        row(rule.id.as_str(), &rule.place.to_string(), screen)?;
        for example in &rule.examples {
            row("  codes", &format!("{} => {}", example.text, example.event), screen)?;
        }
        for sentence in &rule.refuses {
            row("  refuses", sentence, screen)?;
        }
        Ok(())
    }

    /// The chain of voices, and how the status follows.
    fn claim(&self, screen: &mut Screen) -> Result<(), Failure> {
        let document = &self.provenance.annotated.document;
        screen.line(screen.bold("\naccording to"))?;
        for (index, voice) in self.provenance.event.claim.voices.iter().enumerate() {
            let cue = voice.cue.and_then(|cue| cue.text(&document.text));
            let cue = cue.map(|cue| format!(" (\"{cue}\")")).unwrap_or_default();
            let told = format!(
                "{}{cue} {} [{}]",
                voice::speaker(document, &voice.speaker),
                commitment(voice.factuality),
                voice.factuality.notation()
            );
            row(&format!("  {}", index + 1), &told, screen)?;
        }
        screen.line(screen.bold("\nsteps to the status"))?;
        for step in self.provenance.steps() {
            self.reason(&step, screen)?;
        }
        let reservations = if self.provenance.event.reservations.is_empty() {
            "none".to_owned()
        } else {
            self.provenance.event.reservations.join(", ")
        };
        row("reservations", &reservations, screen)
    }

    fn json(&self) -> serde_json::Value {
        let document = &self.provenance.annotated.document;
        let reason = |reason: Reason| {
            serde_json::json!({
                "what": reason.what.trim(),
                "value": reason.value,
                "because": reason.because,
                "entry": reason.entry,
                "line": reason.line,
            })
        };
        let raw = document.origin.raw(self.provenance.event.sentence);
        serde_json::json!({
            "event": self.provenance.event,
            "document": document.path,
            "according_to": voice::chain(document, &self.provenance.event.claim),
            "sentence": self.provenance.event.sentence.text(&document.text),
            "marked": marked(&document.text, self.provenance.event.sentence, &self.provenance.marks()),
            "bytes": raw.map(|(start, end)| serde_json::json!({"start": start, "end": end})),
            "values": self.provenance.values().into_iter().map(reason).collect::<Vec<_>>(),
            "warnings": self.warnings,
            "steps": self.provenance.steps().into_iter().map(reason).collect::<Vec<_>>(),
            "rule": self.provenance.rule.map(|rule| serde_json::json!({
                "id": rule.id,
                "place": rule.place.to_string(),
                "examples": rule.examples.iter()
                    .map(|example| serde_json::json!([example.text, example.event]))
                    .collect::<Vec<_>>(),
                "refuses": rule.refuses,
            })),
        })
    }
}

fn row(label: &str, text: &str, screen: &mut Screen) -> Result<(), Failure> {
    let lines = labelled(label, text, INDENT, screen.width);
    lines.iter().try_for_each(|line| screen.line(line))
}

/// Whether the run that finished last was coded with this codebook.
fn is_same_codebook(dataset: &Dataset, codebook: &Codebook) -> Result<bool, Failure> {
    let run = dataset.current_run()?.to_string();
    let table = runs(dataset)?;
    let column = table.columns.iter().position(|column| &*column.name == "codebook");
    let row =
        table.rows.iter().find(|row| row.first().is_some_and(|c| c.to_string() == run));
    let coded = row.zip(column).map(|(row, column)| row[column].to_string());
    Ok(coded.is_none_or(|digest| digest == codebook.digest.to_string()))
}
