//! `chancery export`: a dataset as JSON Lines for other programs.

use crate::cli::{self, Exported, Rows};
use crate::desk;
use crate::failure::{Failure, OK, PROVENANCE};
use crate::provenance;
use crate::screen::Screen;
use chancery_dataset::{Dataset, Query, export};

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
    };
    let is_complete = provenance::is_complete(&dataset, &all)?;
    Ok(if is_complete { OK } else { PROVENANCE })
}
