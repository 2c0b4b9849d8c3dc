//! `chancery verify`: codes the documents of a dataset again and compares.

use crate::cli::Verify;
use crate::desk;
use crate::failure::{Failure, OK, PROVENANCE};
use crate::provenance;
use crate::render::wrap::number;
use crate::screen::Screen;
use chancery_dataset::{Dataset, Query};
use chancery_pipeline::Verified;

/// Differences that are told one by one.
const TOLD: usize = 20;

pub(crate) fn run(asked: &Verify, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let desk = desk::desk(asked.codebook.as_deref())?;
    let is_complete = provenance::is_complete(&dataset, &Query::default())?;
    let verified = chancery_pipeline::verify(&desk, &dataset)?;
    if screen.json {
        screen.value(&serde_json::json!(verified))?;
    } else {
        tell(&verified, screen)?;
    }
    let is_same = verified.differences.is_empty() && is_complete;
    Ok(if is_same { OK } else { PROVENANCE })
}

fn tell(verified: &Verified, screen: &mut Screen) -> Result<(), Failure> {
    let all = format!(
        "{}, {}, {}, {}",
        number(verified.documents, "document"),
        number(verified.events, "event mention"),
        number(verified.incidents, "incident"),
        number(verified.remarks, "remark")
    );
    let differences = &verified.differences;
    if differences.is_empty() {
        return screen.line(format!("{all}: all is coded again as it is stored"));
    }
    for one in differences.iter().take(TOLD) {
        let place = if one.document.is_empty() {
            String::new()
        } else {
            format!(" [{}]", one.document)
        };
        screen.line(format!("{} {}{place}", one.id, one.kind.words()))?;
    }
    if differences.len() > TOLD {
        screen.line(format!(
            "... and {} more; --json tells all",
            differences.len() - TOLD
        ))?;
    }
    screen.line(format!("{all}: {}", number(differences.len(), "difference")))?;
    screen.line(
        "another program, codebook or model codes otherwise; `chancery build` codes anew",
    )
}
