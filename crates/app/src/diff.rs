//! `chancery diff`: what two datasets say differently, by meaning.

use crate::cli::Diff;
use crate::failure::{DIFFERENT, Failure, OK};
use crate::render::wrap::{labelled, number};
use crate::screen::Screen;
use chancery_dataset::{Changes, Dataset, FieldChange, changes};

pub(crate) fn run(asked: &Diff, screen: &mut Screen) -> Result<u8, Failure> {
    let before = Dataset::open_read_only(&asked.before)?;
    let after = Dataset::open_read_only(&asked.after)?;
    let changes = changes(&before, &after)?;
    if screen.json {
        screen.value(&serde_json::json!(changes))?;
    } else {
        tell(&changes, screen)?;
    }
    Ok(if changes.is_empty() { OK } else { DIFFERENT })
}

fn tell(changes: &Changes, screen: &mut Screen) -> Result<(), Failure> {
    for one in &changes.documents {
        screen.line(format!("document {}  {}", one.kind.word(), one.path))?;
        fields(&one.fields, screen)?;
    }
    for one in &changes.events {
        let id = one.after.or(one.before).map(|id| id.short()).unwrap_or_default();
        let told = format!("{} \"{}\" [{}]", one.action, one.words, one.document);
        let head = format!("event {id} {}  ", one.kind.word());
        for line in labelled("", &format!("{head}{told}"), 2, screen.width) {
            screen.line(line)?;
        }
        fields(&one.fields, screen)?;
    }
    for one in &changes.incidents {
        let names = |ids: &[chancery_model::IncidentId]| {
            ids.iter().map(|id| id.short()).collect::<Vec<_>>().join(" + ")
        };
        let ids = match (one.before.as_slice(), one.after.as_slice()) {
            (before, []) => names(before),
            ([], after) => names(after),
            (before, after) if before == after => names(after),
            (before, after) => format!("{} -> {}", names(before), names(after)),
        };
        let moved = match (one.left, one.came) {
            (0, 0) => String::new(),
            (left, came) => format!(", {} gone, {came} new", number(left, "mention")),
        };
        screen.line(format!("incident {}  {ids}{moved}", one.kind.word()))?;
        fields(&one.fields, screen)?;
    }
    for one in &changes.remarks {
        let (kind, words) = (one.kind.word(), &one.words);
        let told = format!("{} {kind}  \"{words}\" [{}]", one.what, one.document);
        for line in labelled("", &told, 2, screen.width) {
            screen.line(line)?;
        }
        let (before, after) = (one.before.clone(), one.after.clone());
        fields(&[FieldChange { field: "says", before, after }], screen)?;
    }
    if changes.is_empty() {
        return screen.line("both say the same");
    }
    screen.line(format!(
        "{}, {}, {} and {} are not as they were",
        number(changes.documents.len(), "document"),
        number(changes.events.len(), "event mention"),
        number(changes.incidents.len(), "incident"),
        number(changes.remarks.len(), "remark")
    ))
}

fn fields(fields: &[FieldChange], screen: &mut Screen) -> Result<(), Failure> {
    let shown =
        |words: &str| if words.is_empty() { "(nothing)" } else { words }.to_owned();
    for one in fields {
        let told = format!("{} -> {}", shown(&one.before), shown(&one.after));
        let head = format!("    {}", one.field);
        for line in labelled(&head, &told, 22, screen.width) {
            screen.line(line)?;
        }
    }
    Ok(())
}
