//! Lists on the screen: two or three lines a row, laid out so that 80 columns suffice.

use crate::failure::Failure;
use crate::render::wrap::{cut, labelled, number};
use crate::screen::Screen;
use chancery_dataset::{Cell, Table};

/// Characters of an id on screen: letter, hyphen, eight digits.
const SHORT: usize = 10;

/// Characters of a passage on screen, at most.
const PASSAGE: usize = 400;

/// A row whose cells are asked for by the names of their columns.
struct Row<'a> {
    table: &'a Table,
    cells: &'a [Cell],
}

impl Row<'_> {
    /// The cell in words; empty if nothing is said.
    fn get(&self, column: &str) -> String {
        let index = self.table.columns.iter().position(|c| &*c.name == column);
        index.map(|index| self.cells[index].to_string()).unwrap_or_default()
    }

    /// The cell, or other words where nothing is said.
    fn or(&self, column: &str, otherwise: &str) -> String {
        let words = self.get(column);
        if words.is_empty() { otherwise.to_owned() } else { words }
    }

    fn id(&self) -> String {
        self.get("id").chars().take(SHORT).collect()
    }

    /// `who -> whom`, as told.
    fn deed(&self) -> String {
        let who = self.or("source_actors", "(not said who)");
        let whom = self.get("target_actors");
        if whom.is_empty() { who } else { format!("{who} -> {whom}") }
    }
}

fn rows<'a>(table: &'a Table) -> impl Iterator<Item = Row<'a>> {
    table.rows.iter().map(move |cells| Row { table, cells })
}

/// Any table: a line for each value that is there, rows parted by an empty line.
pub(crate) fn any(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    let widest = table.columns.iter().map(|column| column.heading.chars().count()).max();
    let room = widest.unwrap_or(0).min(24) + 2;
    for (number, cells) in table.rows.iter().enumerate() {
        if number > 0 {
            screen.line("")?;
        }
        for (column, cell) in table.columns.iter().zip(cells) {
            if *cell != Cell::Empty {
                let words = cell.to_string();
                for line in labelled(&column.heading, &words, room, screen.width) {
                    screen.line(line)?;
                }
            }
        }
    }
    Ok(())
}

/// Each line of an event says its status and who says so.
pub(crate) fn events(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in rows(table) {
        let place = row.get("place");
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        let head = format!("{}  {:<11}", row.id(), row.or("date", "undated"));
        let deed = format!("{}: {}{place}", row.get("action"), row.deed());
        block(&head, &deed, screen)?;
        let status = format!("{:SHORT$}  {:<11}", "", row.get("status"));
        let told = format!("by {} [{}]", row.get("according_to"), row.get("document"));
        block(&status, &told, screen)?;
    }
    let events = number(table.rows.len(), "event mention");
    screen.line(format!("{events}; `chancery why ID` tells where one comes from"))
}

pub(crate) fn incidents(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in rows(table) {
        let place = row.get("place");
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        let head = format!("{}  {:<11}", row.id(), row.or("date", "undated"));
        let deed = format!("{}: {}{place}", row.get("action"), row.deed());
        block(&head, &deed, screen)?;
        let mut told = format!(
            "told by {} in {} as {}",
            count(&row, "publishers", "publisher"),
            count(&row, "documents", "document"),
            row.get("statuses")
        );
        let side = row.get("one_sided");
        if !side.is_empty() {
            told.push_str(&format!("; rests on voices of {side} alone"));
        }
        for how in ["contradicted", "differing"] {
            let attributes = row.get(how);
            if !attributes.is_empty() {
                told.push_str(&format!("; {how}: {}", attributes.replace("; ", ", ")));
            }
        }
        block(&" ".repeat(SHORT + 2), &told, screen)?;
    }
    let incidents = number(table.rows.len(), "incident");
    screen.line(format!("{incidents}; `chancery show ID` lays the accounts side by side"))
}

/// Passages, and below each what is told there.
pub(crate) fn passages(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in rows(table) {
        let head = format!("{:<11}", row.or("published", "undated"));
        let publisher = row.or("publisher", "publisher not stated");
        let place =
            format!("{publisher} [{}, byte {}]", row.get("document"), row.get("start"));
        block(&head, &place, screen)?;
        block("  ", &cut(&row.get("passage"), PASSAGE), screen)?;
        let events = row.get("event_ids");
        for (id, deed) in events.split("; ").zip(row.get("events").split("; ")) {
            if !id.is_empty() {
                let id: String = id.chars().take(SHORT).collect();
                block(&format!("  {id}"), deed, screen)?;
            }
        }
    }
    screen.line(number(table.rows.len(), "passage"))
}

pub(crate) fn documents(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in rows(table) {
        let head = format!("{}  {:<11}", row.id(), row.or("published", "undated"));
        let mut publisher = row.or("publisher", "publisher not stated");
        let author = row.get("author");
        if !author.is_empty() {
            publisher.push_str(&format!(" ({author})"));
        }
        let events = count(&row, "events", "event mention");
        block(&head, &format!("{publisher}, {events} [{}]", row.get("path")), screen)?;
        let title = row.get("title");
        if !title.is_empty() {
            let width = screen.width.saturating_sub(SHORT + 2);
            screen.line(format!("{:SHORT$}  {}", "", cut(&title, width)))?;
        }
    }
    screen.line(number(table.rows.len(), "document"))
}

/// Nothing here has happened: each line says whose prediction it is and how sure its words are.
pub(crate) fn forecasts(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in rows(table) {
        let head = format!("{:<11}", row.get("horizon"));
        block(&head, &format!("predicted: {}", row.get("event")), screen)?;
        let mut told = format!(
            "by {}, “{}”, {}",
            row.get("according_to"),
            row.get("hedge"),
            row.get("interval")
        );
        let condition = row.get("condition");
        if !condition.is_empty() {
            told.push_str(&format!(", on condition: {condition}"));
        }
        told.push_str(&format!(" [{}]", row.get("document")));
        block(&" ".repeat(11), &told, screen)?;
    }
    screen.line(number(table.rows.len(), "forecast"))
}

pub(crate) fn findings(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in rows(table) {
        let head = format!("{}[{}]", row.get("severity"), row.get("code"));
        screen.line(format!("{head}: {}", row.get("message")))?;
        screen.line(format!("  --> {}", row.get("place")))?;
        let hint = row.get("hint");
        if !hint.is_empty() {
            screen.line(format!("   = hint: {hint}"))?;
        }
    }
    screen.line(number(table.rows.len(), "finding"))
}

fn count(row: &Row<'_>, column: &str, thing: &str) -> String {
    number(row.get(column).parse().unwrap_or(0), thing)
}

/// A head and a text that hangs beside it.
fn block(head: &str, text: &str, screen: &mut Screen) -> Result<(), Failure> {
    let indent = head.chars().count() + 1;
    let lines = labelled(head, text, indent, screen.width);
    lines.iter().try_for_each(|line| screen.line(line))
}
