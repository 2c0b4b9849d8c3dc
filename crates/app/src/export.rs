//! `chancery export`: a dataset as JSON Lines for other programs, and in the formats of others.

use crate::cli::{self, EventDay, Exported, Facts, Included, Rows, Words};
use crate::desk;
use crate::failure::{Failure, OK, PROVENANCE, warn};
use crate::provenance;
use crate::screen::Screen;
use chancery_codebook::Codebook;
use chancery_dataset::export::{self, Choice, GdeltVersion, Vocabulary, Written};
use chancery_dataset::{Dataset, Error, Query};
use chancery_model::Status;
use std::io::Write;

pub(crate) fn run(asked: &cli::Export, screen: &mut Screen) -> Result<u8, Failure> {
    let all = Query::default();
    let dataset = match &asked.what {
        Exported::Mentions(of) => {
            let dataset = Dataset::open_read_only(&of.dataset)?;
            export::mentions(&dataset, &all, screen.writer())?;
            dataset
        }
        Exported::Incidents(of) => {
            let dataset = Dataset::open_read_only(&of.dataset)?;
            export::incidents(&dataset, &all, screen.writer())?;
            dataset
        }
        Exported::Accounts(of) => {
            let dataset = Dataset::open_read_only(&of.dataset)?;
            let table = export::account_table(&dataset)?;
            match of.format {
                Rows::Jsonl => export::lines(&table, screen.writer())?,
                Rows::Csv => screen.text(table.to_csv()?)?,
            }
            dataset
        }
        Exported::Warnings(of) => {
            let dataset = Dataset::open_read_only(&of.dataset)?;
            let table = chancery_dataset::warning_table(&dataset)?;
            match of.format {
                Rows::Jsonl => export::lines(&table, screen.writer())?,
                Rows::Csv => screen.text(table.to_csv()?)?,
            }
            dataset
        }
        Exported::Annotations(of) => {
            let dataset = Dataset::open_read_only(&of.dataset)?;
            export::annotations(&dataset, screen.writer())?;
            dataset
        }
        Exported::Claims(of) => {
            let dataset = Dataset::open_read_only(&of.dataset)?;
            export::claims(&dataset, screen.writer())?;
            dataset
        }
        Exported::Timeline(of) => {
            let dataset = Dataset::open_read_only(&of.dataset)?;
            export::timeline(&dataset, screen.writer())?;
            dataset
        }
        Exported::Dyads(of) => {
            let codebook = desk::codebook(of.codebook.as_deref())?;
            let dataset = Dataset::open_read_only(&of.dataset)?;
            export::dyads(&dataset, &all, &codebook, screen.writer())?;
            dataset
        }
        Exported::Plover(of) => facts(&of.facts, &of.include, screen, export::plover)?,
        Exported::Csv(of) => sheet(of, screen)?,
        Exported::Petrarch(of) => facts(of, &[], screen, export::petrarch)?,
        Exported::Phoenix(of) => facts(of, &[], screen, export::phoenix)?,
        Exported::Icews(of) => facts(of, &[], screen, export::icews)?,
        Exported::Gdelt1(of) => gdelt(of, GdeltVersion::One, screen)?,
        Exported::Gdelt2(of) => gdelt(of, GdeltVersion::Two, screen)?,
        Exported::Gdelt2Mentions(of) => facts(of, &[], screen, export::gdelt_mentions)?,
    };
    let is_complete = provenance::is_complete(&dataset, &all)?;
    Ok(if is_complete { OK } else { PROVENANCE })
}

fn facts(
    of: &Facts,
    include: &[Included],
    screen: &mut Screen,
    write: impl Fn(&Dataset, &Codebook, &Choice, &mut dyn Write) -> Result<Written, Error>,
) -> Result<Dataset, Failure> {
    let codebook = desk::codebook(of.codebook.as_deref())?;
    let dataset = Dataset::open_read_only(&of.dataset)?;
    let written = write(&dataset, &codebook, &choice(of, include), screen.writer())?;
    tell(&written);
    Ok(dataset)
}

fn gdelt(
    of: &Facts,
    version: GdeltVersion,
    screen: &mut Screen,
) -> Result<Dataset, Failure> {
    facts(of, &[], screen, |dataset, codebook, choice, out| {
        export::gdelt_events(dataset, codebook, version, choice, out)
    })
}

fn sheet(of: &cli::Sheet, screen: &mut Screen) -> Result<Dataset, Failure> {
    let facts = &of.doubtful.facts;
    let codebook = desk::codebook(facts.codebook.as_deref())?;
    let dataset = Dataset::open_read_only(&facts.dataset)?;
    let vocabulary = match of.vocabulary {
        Words::Plover => Vocabulary::Plover,
        Words::Cameo => Vocabulary::Cameo,
    };
    let choice = choice(facts, &of.doubtful.include);
    let (table, written) = export::sheet(&dataset, &codebook, vocabulary, &choice)?;
    screen.text(table.to_csv()?)?;
    tell(&written);
    Ok(dataset)
}

fn choice(of: &Facts, include: &[Included]) -> Choice {
    let statuses = include.iter().flat_map(|included| match included {
        Some(status) => vec![*status],
        None => Status::ALL.to_vec(),
    });
    Choice { include: statuses.collect(), publication_day: of.day == EventDay::Published }
}

/// Tells on standard error what was left out.
fn tell(written: &Written) {
    let mut parts: Vec<String> = written
        .by_status
        .iter()
        .map(|(status, number)| format!("{number} {}", status.word()))
        .collect();
    if written.without_day > 0 {
        parts.push(format!(
            "{} without the date that the format asks for",
            written.without_day
        ));
    }
    let left: usize = written.by_status.values().sum::<usize>() + written.without_day;
    if left > 0 {
        let all = left + written.events;
        let mut note =
            format!("note: {left} of {all} events are left out: {}", parts.join(", "));
        if written.without_day > 0 {
            note.push_str(
                "\n   = hint: `--day published` gives those the day of publication",
            );
        }
        warn(&note);
    }
}
