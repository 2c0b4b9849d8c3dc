//! `chancery dossier`: incidents for a reader, as one HTML page or as Markdown.

mod html;
mod markdown;
#[cfg(test)]
mod tests;

use crate::cli::{self, Page};
use crate::failure::{Failure, OK};
use crate::screen::Screen;
use chancery_dataset::{
    Dataset, DossierIncident, DossierNote, Scope, Statement, dossier,
};

pub(crate) fn run(asked: &cli::Dossier, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let scope = match (&asked.incident, asked.dyad.as_slice()) {
        (Some(id), _) => Scope::Incident(id.clone()),
        (None, [one, other]) => Scope::Dyad([one.as_str().into(), other.as_str().into()]),
        (None, _) => Scope::Everything,
    };
    let dossier = dossier(&dataset, &scope)?;
    if screen.json {
        screen.value(&serde_json::json!(dossier))?;
    } else {
        screen.text(match asked.format {
            Page::Html => html::page(&dossier),
            Page::Markdown => markdown::page(&dossier),
        })?;
    }
    Ok(OK)
}

/// An incident in one line.
fn head(incident: &DossierIncident) -> String {
    let brief = &incident.brief;
    let who = |labels: &[Box<str>], nobody: &str| {
        if labels.is_empty() { nobody.to_owned() } else { labels.join(", ") }
    };
    let date = brief.date.as_ref().map_or("no date", |date| date.edtf());
    format!(
        "{date}: {}, {} -> {}",
        brief.action,
        who(&brief.source_actors, "not said who"),
        who(&brief.target_actors, "not said upon whom")
    )
}

/// How broadly an incident is told.
fn told(incident: &DossierIncident) -> String {
    let brief = &incident.brief;
    let statuses: Vec<String> = brief
        .statuses
        .iter()
        .map(|(status, times)| format!("{times} {}", status.word()))
        .collect();
    let mut told = format!(
        "Told in {} mentions of {} documents by {} independent publishers and {} independent \
         voices: {}.",
        brief.events,
        brief.documents,
        brief.publishers,
        brief.origins,
        statuses.join(", ")
    );
    if !incident.absent.is_empty() {
        let names: Vec<&str> = incident.absent.iter().map(|id| id.as_str()).collect();
        told.push_str(&format!(" Nobody is heard of: {}.", names.join(", ")));
    }
    told
}

/// According to whom a statement is so.
fn according(statement: &Statement) -> String {
    let mut words = format!("according to {}", statement.according_to.join("; "));
    match &statement.one_sided {
        Some(party) => words.push_str(&format!(" (voices of {party} alone)")),
        None if statement.origins > 1 => {
            words.push_str(&format!(" ({} independent voices)", statement.origins));
        }
        None => {}
    }
    words
}

/// Where the sentence of a note stands.
fn place(note: &DossierNote) -> String {
    let mut words = note.according_to.clone();
    for more in [&note.title.as_deref(), &note.published.as_deref()].into_iter().flatten()
    {
        words.push_str(&format!(", {more}"));
    }
    let (path, start, end) = (&note.document, note.start, note.end);
    format!("{words} [{path}, bytes {start} to {end}], {}", note.status.word())
}

/// A text without the marks that steer terminals and the direction of writing: nobody's text may
/// change how another's is read.
fn plain(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { ' ' } else { letter }).collect()
}
