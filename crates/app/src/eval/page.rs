//! Figures, confusions and sentences of an evaluation, for the screen and for files.

use crate::failure::Failure;
use crate::render::wrap::labelled;
use crate::screen::Screen;
use chancery_dataset::scoring::{Accuracy, Dimension, Judged, Rate, Scores};
use chancery_dataset::{Cell, Table};

/// Columns before the figures.
const LABEL: usize = 24;

/// Everything that is compared, with the name of its columns in a file.
const COMPARED: [(Dimension, &str); 7] = [
    (Dimension::Type, "type"),
    (Dimension::Mode, "mode"),
    (Dimension::Cameo, "cameo"),
    (Dimension::SourceActor, "source_actor"),
    (Dimension::TargetActor, "target_actor"),
    (Dimension::Status, "status"),
    (Dimension::Date, "date"),
];

/// All figures, then the confusions in one respect.
pub(super) fn figures(
    scores: &Scores,
    by: Dimension,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let number = scores.documents;
    head(&format!("mentions in {number} documents"), screen)?;
    rate("found", scores.found, screen)?;
    rate("typed", scores.typed, screen)?;
    rate("coded", scores.coded, screen)?;
    screen.line(screen.bold("\nof those typed                right"))?;
    let accuracies = [
        ("status", scores.status),
        ("date", scores.date),
        ("date compatible", scores.date_compatible),
        ("date too sharp", scores.date_sharper),
        ("speaker", scores.speaker),
        ("mode", scores.mode),
        ("CAMEO code", scores.cameo),
        ("CAMEO root", scores.cameo_root),
    ];
    for (what, of) in accuracies.into_iter().filter(|(_, accuracy)| accuracy.of > 0) {
        accuracy(what, of, screen)?;
    }
    if scores.status_not_asserted.of > 0 {
        accuracy("not asserted, of all", scores.status_not_asserted, screen)?;
    }
    if let Some(incidents) = scores.incidents {
        let told = format!(
            "{} of {} mentions found; B3 precision {:.3}, recall {:.3}, F1 {:.3}; of those \
             found F1 {:.3}",
            incidents.found,
            incidents.mentions,
            incidents.precision,
            incidents.recall,
            incidents.f1,
            incidents.f1_of_found
        );
        screen.line(screen.bold("\nincidents"))?;
        for line in labelled("", &told, 2, screen.width) {
            screen.line(line)?;
        }
    }
    rates("type", &scores.by_type, screen)?;
    rates("type and mode", &scores.by_mode, screen)?;
    rates("source actor, of those found", &scores.by_source_actor, screen)?;
    rates("target actor, of those found", &scores.by_target_actor, screen)?;
    let statuses = scores.by_status.iter().map(|(status, rate)| (status.word(), *rate));
    rates_of("status, of those typed", statuses.collect(), screen)?;
    confusion(scores, by, screen)
}

fn confusion(scores: &Scores, by: Dimension, screen: &mut Screen) -> Result<(), Failure> {
    let name = name(by).replace('_', "-");
    screen.line(screen.bold(&format!("\nconfusions by {name}: gold -> coded")))?;
    let cells = scores.confusion(by);
    let (same, other): (Vec<_>, Vec<_>) =
        cells.iter().partition(|cell| cell.gold == cell.coded);
    for cell in &other {
        let told = format!("{} -> {}", cell.gold, cell.coded);
        screen.line(format!("{:>6}  {told}", cell.times))?;
    }
    let right: usize = same.iter().map(|cell| cell.times).sum();
    screen.line(format!("{right:>6}  the same in both"))?;
    screen.line(format!(
        "`--by {name} --cell GOLD:CODED` prints the sentences behind a cell"
    ))
}

fn head(title: &str, screen: &mut Screen) -> Result<(), Failure> {
    screen.line(screen.bold(&format!(
        "{title:<LABEL$} {:>5} {:>6} {:>6}  {:>5} {:>5} {:>5}",
        "gold", "coded", "right", "P", "R", "F1"
    )))
}

fn rate(what: &str, rate: Rate, screen: &mut Screen) -> Result<(), Failure> {
    screen.line(format!(
        "  {what:<width$} {:>5} {:>6} {:>6}  {:>5.3} {:>5.3} {:>5.3}",
        rate.gold,
        rate.coded,
        rate.right,
        rate.precision(),
        rate.recall(),
        rate.f1(),
        width = LABEL - 2
    ))
}

fn accuracy(what: &str, of: Accuracy, screen: &mut Screen) -> Result<(), Failure> {
    let parts = format!("{} of {}", of.right, of.of);
    screen.line(format!(
        "  {what:<width$} {parts:>12}  {:.3}",
        of.share(),
        width = LABEL - 2
    ))
}

fn rates(
    title: &str,
    rates: &std::collections::BTreeMap<Box<str>, Rate>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    rates_of(title, rates.iter().map(|(key, rate)| (&**key, *rate)).collect(), screen)
}

fn rates_of(
    title: &str,
    rates: Vec<(&str, Rate)>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    if rates.is_empty() {
        return Ok(());
    }
    screen.line("")?;
    head(title, screen)?;
    rates.into_iter().try_for_each(|(key, of)| rate(key, of, screen))
}

/// The sentences behind a cell.
pub(super) fn sentences(
    behind: &[&Judged],
    by: Dimension,
    screen: &mut Screen,
) -> Result<(), Failure> {
    for one in behind {
        let [gold, coded] = one.values.get(&by).cloned().unwrap_or_default();
        let place = match (&one.gold, one.line) {
            (Some(id), Some(line)) => format!("{id} (line {line})"),
            _ => "not in the gold".to_owned(),
        };
        let event = one.event.map(|event| format!(", {}", event.short()));
        let event = event.unwrap_or_default();
        screen.line(screen.bold(&format!("{gold} -> {coded}  {place}{event}")))?;
        let told = format!("[{}] {}", one.document, one.sentence);
        for line in labelled("", &told, 2, screen.width) {
            screen.line(line)?;
        }
    }
    screen.line(format!("{} mentions", behind.len()))
}

/// One row a mention, with every value as the gold has it and as coded.
pub(super) fn sheet(behind: &[&Judged]) -> Table {
    let mut columns: Vec<(String, String)> =
        ["gold", "line", "event", "document", "sentence"]
            .map(|name| (name.to_owned(), name.to_owned()))
            .into();
    for (_, name) in COMPARED {
        columns.push((format!("gold_{name}"), format!("gold {name}")));
        columns.push((format!("coded_{name}"), format!("coded {name}")));
    }
    let named: Vec<(&str, &str)> =
        columns.iter().map(|(name, heading)| (&**name, &**heading)).collect();
    let mut table = Table::new("mentions of the gold and of the dataset", &named);
    for one in behind {
        let mut row = vec![
            Cell::maybe(one.gold.clone()),
            one.line.map_or(Cell::Empty, |line| Cell::Number(line.into())),
            one.event.map_or(Cell::Empty, Cell::id),
            Cell::text(one.document.clone()),
            Cell::text(one.sentence.clone()),
        ];
        for (dimension, _) in COMPARED {
            let [gold, coded] = one.values.get(&dimension).cloned().unwrap_or_default();
            row.extend([Cell::text(gold), Cell::text(coded)]);
        }
        table.push(row);
    }
    table
}

fn name(by: Dimension) -> &'static str {
    let found = COMPARED.iter().find(|(dimension, _)| *dimension == by);
    found.map_or("type", |(_, name)| name)
}
