//! `chancery events`, `incidents`, `documents`, `forecasts` and `findings`: tables on the screen or in files.

use crate::cli::{Format, List, Plain};
use crate::desk;
use crate::failure::{Failure, OK};
use crate::render::table;
use crate::screen::Screen;
use chancery_codebook::Codebook;
use chancery_dataset::{Dataset, ForecastWords, Query, Table};
use chancery_model::DocumentId;

pub(crate) fn events(asked: &List, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let table = chancery_dataset::events(&dataset, &query(asked, &dataset)?)?;
    print(&table, asked.format, screen, table::events)
}

pub(crate) fn incidents(asked: &List, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let table = chancery_dataset::incidents(&dataset, &query(asked, &dataset)?)?;
    print(&table, asked.format, screen, table::incidents)
}

pub(crate) fn documents(asked: &Plain, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    print(&chancery_dataset::documents(&dataset)?, asked.format, screen, table::documents)
}

pub(crate) fn forecasts(asked: &Plain, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let (codebook, _) = Codebook::examine(&desk::files(None)?);
    let words = ForecastWords::of(&codebook);
    let table = chancery_dataset::forecasts(&dataset, &words)?;
    print(&table, asked.format, screen, table::forecasts)
}

pub(crate) fn findings(asked: &Plain, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    print(&chancery_dataset::findings(&dataset)?, asked.format, screen, table::findings)
}

pub(crate) fn print(
    table: &Table,
    format: Format,
    screen: &mut Screen,
    draw: fn(&Table, &mut Screen) -> Result<(), Failure>,
) -> Result<u8, Failure> {
    match format {
        _ if screen.json => screen.value(&table.to_json())?,
        Format::Json => screen.value(&table.to_json())?,
        Format::Csv => screen.text(table.to_csv()?)?,
        Format::Table if table.rows.is_empty() => {
            screen.line(format!("no {} match", table.title))?;
        }
        Format::Table => draw(table, screen)?,
    }
    Ok(OK)
}

fn query(asked: &List, dataset: &Dataset) -> Result<Query, Failure> {
    let boxed = |words: &Option<String>| words.as_deref().map(Into::into);
    Ok(Query {
        actor: boxed(&asked.actor),
        source_actor: boxed(&asked.source_actor),
        target_actor: boxed(&asked.target_actor),
        event_type: boxed(&asked.event_type),
        status: asked.status,
        document: asked.document.as_deref().map(|d| document(d, dataset)).transpose()?,
        after: asked.after.clone(),
        before: asked.before.clone(),
        limit: asked.limit,
    })
}

/// The document with this path, or else with this beginning of an id.
fn document(given: &str, dataset: &Dataset) -> Result<DocumentId, Failure> {
    let with_path = dataset.documents()?.into_iter().find(|d| &*d.path == given);
    match with_path {
        Some(document) => Ok(document.id),
        None => Ok(dataset.document(given)?.id),
    }
}
