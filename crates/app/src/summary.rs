//! The screen at the end of a build: what the dataset says, by whom, and what to do next.

mod parties;

use crate::failure::Failure;
use crate::render::wrap::{labelled, listed, number};
use crate::screen::Screen;
use chancery_codebook::Codebook;
use chancery_dataset::{Attribute, Dataset, DateRange, IncidentBrief, Query, Summary};
use chancery_model::{ActorId, Severity};
use parties::publishers;
use std::collections::BTreeMap;

/// Columns before the text of a row.
const INDENT: usize = 16;
/// Shares and findings told before the rest is counted.
const TOLD: usize = 6;
/// Statements that cannot both be right of which the words are shown.
const SHOWN: usize = 3;

/// Prints the screen.
pub(crate) fn print(
    dataset: &Dataset,
    codebook: &Codebook,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let summary = chancery_dataset::summary(dataset)?;
    let events = dataset.events(&Query::default())?;
    let mut rows = vec![("", head(&summary)), ("", mentions(&summary))];
    rows.push(("dates", dates(&summary)));
    rows.push(("status", statuses(&summary.statuses)));
    rows.push(("incidents", incidents(&summary)));
    if let Some(brief) = &summary.most_contested {
        rows.push(("most contested", contested(brief)));
    }
    rows.push(("voices quoted", voices(&summary)));
    if !summary.one_sided.is_empty() {
        rows.push(("one-sided", one_sided(&summary)));
    }
    rows.extend(publishers(&summary, codebook, &events).map(|told| ("publishers", told)));
    rows.extend(doubtful(&summary).map(|told| ("cannot both be", told)));
    rows.push(("warnings", warnings(&summary)));
    for (label, text) in rows {
        let indent = if label.is_empty() { 0 } else { INDENT };
        for line in labelled(label, &text, indent, screen.width) {
            screen.line(line)?;
        }
    }
    next(dataset, &summary, screen)
}

fn head(summary: &Summary) -> String {
    let documents = number(summary.documents, "document");
    let publishers = number(summary.publishers.len(), "independent publisher");
    let most = if summary.without_publisher > 0 { "at most " } else { "" };
    let mut told = format!("{documents}, {most}{publishers}");
    if let Some(published) = &summary.published {
        told.push_str(&format!(", published {}", range(published)));
    }
    told
}

fn mentions(summary: &Summary) -> String {
    format!(
        "{} -> {}",
        number(summary.events, "event mention"),
        number(summary.incidents, "incident")
    )
}

/// When what is told is said to have happened.
fn dates(summary: &Summary) -> String {
    let undated =
        format!("{} without a date", number(summary.events_without_date, "mention"));
    match &summary.happened {
        Some(happened) => format!("told to have happened {}; {undated}", range(happened)),
        None => undated,
    }
}

fn range(range: &DateRange) -> String {
    if range.first == range.last {
        return range.first.to_string();
    }
    format!("{} .. {}", range.first, range.last)
}

/// `3 asserted, 2 claimed`.
pub(crate) fn statuses(counted: &BTreeMap<chancery_model::Status, usize>) -> String {
    if counted.is_empty() {
        return "no event was found".into();
    }
    let each = counted.iter().map(|(status, n)| format!("{n} {}", status.word()));
    each.collect::<Vec<_>>().join(", ")
}

fn incidents(summary: &Summary) -> String {
    format!(
        "{} with more than one publisher; {} with differing values, {} with real \
         contradictions",
        summary.with_several_publishers,
        summary.with_differing_values,
        summary.with_contradictions
    )
}

fn contested(brief: &IncidentBrief) -> String {
    let mut told = vec![format!("{} {}", brief.id.short(), action(brief))];
    told.push(format!(
        "{} in {}: {}",
        number(brief.events, "mention"),
        number(brief.documents, "document"),
        statuses(&brief.statuses)
    ));
    let parted = [
        ("contradicted", &brief.contradicted),
        ("differing", &brief.differing),
        ("spread", &brief.spread),
    ];
    for (how, attributes) in parted {
        if !attributes.is_empty() {
            told.push(format!("{how}: {}", words(attributes)));
        }
    }
    told.join("; ")
}

/// Who is said to have done what to whom, when and where, as most accounts have it.
pub(crate) fn action(brief: &IncidentBrief) -> String {
    let who = if brief.source_actors.is_empty() {
        "(not said who)".to_owned()
    } else {
        listed(&brief.source_actors)
    };
    let mut told = format!("{}: {who}", brief.action);
    if !brief.target_actors.is_empty() {
        told.push_str(&format!(" -> {}", listed(&brief.target_actors)));
    }
    if let Some(date) = &brief.date {
        told.push_str(&format!(", {date}"));
    }
    if let Some(place) = &brief.place {
        told.push_str(&format!(", {place}"));
    }
    told
}

pub(crate) fn words(attributes: &[Attribute]) -> String {
    attributes.iter().map(|attribute| attribute.words()).collect::<Vec<_>>().join(", ")
}

fn voices(summary: &Summary) -> String {
    if summary.voices.is_empty() {
        return "nobody is quoted".into();
    }
    let each = summary.voices.iter().take(TOLD).map(|share| {
        let country = share.country.as_ref().map_or("not known", ActorId::as_str);
        format!("{country} {} words in {}", share.words, share.quotations)
    });
    let mut told = each.collect::<Vec<_>>().join(", ");
    let more = summary.voices.len().saturating_sub(TOLD);
    if more > 0 {
        told.push_str(&format!(", and {more} more"));
    }
    told
}

fn one_sided(summary: &Summary) -> String {
    let each = summary.one_sided.iter().map(|(state, n)| format!("{state} {n}"));
    format!(
        "{} (incidents for which voices of one state alone vouch)",
        each.collect::<Vec<_>>().join(", ")
    )
}

/// The first statements that cannot both be right, with their words.
fn doubtful(summary: &Summary) -> impl Iterator<Item = String> + '_ {
    summary.warnings.iter().take(SHOWN).map(|warning| {
        let sides: Vec<String> = warning.sides.iter().map(|side| side.line()).collect();
        format!("{}: {}", warning.message, sides.join("; "))
    })
}

fn warnings(summary: &Summary) -> String {
    let mut told = Vec::new();
    if !summary.undated.is_empty() {
        told.push(format!("{} undated", number(summary.undated.len(), "document")));
    }
    if summary.without_publisher > 0 {
        let documents = number(summary.without_publisher, "document");
        told.push(format!("{documents} without a publisher"));
    }
    let aside = summary.boilerplate_blocks + summary.related_blocks;
    if aside > 0 {
        told.push(format!("{} not coded", number(aside, "boilerplate block")));
    }
    for finding in summary.findings.iter().take(TOLD) {
        let severity = match finding.severity {
            Severity::Error => "error ",
            Severity::Warning => "",
        };
        told.push(format!("{} {severity}{}", finding.times, finding.code));
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for warning in &summary.warnings {
        *kinds.entry(warning.kind.code()).or_default() += 1;
    }
    told.extend(kinds.iter().map(|(code, times)| format!("{times} {code}")));
    if !kinds.is_empty() {
        told.push("`chancery findings` has both sides".into());
    }
    if summary.is_interrupted {
        told.push("a later build was interrupted".into());
    }
    if told.is_empty() { "none".into() } else { told.join("; ") }
}

fn next(
    dataset: &Dataset,
    summary: &Summary,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let first = || -> Result<_, Failure> {
        let one = Query { limit: Some(1), ..Query::default() };
        Ok(dataset.incidents(&one)?.into_iter().next())
    };
    let incident = match &summary.most_contested {
        Some(brief) => Some(dataset.incident(&brief.id.to_string())?),
        None => first()?,
    };
    let mut commands = Vec::new();
    if let Some(incident) = incident {
        commands.push(format!("chancery show {}", incident.id.short()));
        let event = incident.events().next();
        commands.extend(event.map(|event| format!("chancery why {}", event.short())));
    }
    commands.push("chancery serve".into());
    let into = dataset.path().display().to_string();
    if into != crate::cli::DATASET {
        commands.iter_mut().for_each(|command| command.push_str(&format!(" {into}")));
    }
    let one_line = format!("next:  {}", commands.join("  |  "));
    if one_line.chars().count() <= screen.width {
        return screen.line(one_line);
    }
    for (index, command) in commands.iter().enumerate() {
        screen.line(format!(
            "{}{command}",
            if index == 0 { "next:  " } else { "       " }
        ))?;
    }
    Ok(())
}
