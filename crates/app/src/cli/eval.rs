//! The arguments of `chancery eval`.

use super::{DATASET, Format};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Score the tool against texts that people coded.
///
/// GOLD is a file of event mentions, one JSON object a line, or a folder with `mentions.jsonl`
/// and perhaps `actors.jsonl`; `docs/gold.md` tells the fields. Figures are told by type, mode,
/// actor, status and date, with the confusions and the sentences behind each of them.
#[derive(Args, Debug)]
#[command(after_help = EVALS)]
pub(crate) struct Eval {
    /// The gold.
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// A dataset, or the documents themselves: files and folders.
    #[arg(value_name = "PATH", default_value = DATASET)]
    pub(crate) paths: Vec<PathBuf>,
    /// What the table of confusions compares.
    #[arg(long, value_enum, default_value_t = By::Type)]
    pub(crate) by: By,
    /// The sentences behind a cell of that table: `GOLD:CODED`, either side `*` for any value;
    /// `nothing` for what is missing, `none` for no value.
    #[arg(long, value_name = "GOLD:CODED")]
    pub(crate) cell: Option<String>,
    /// Documents of the gold to score, by the beginning of their file names.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) docs: Vec<String>,
    /// In which form. As CSV, one row a mention with every value as the gold has it and as coded.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// A folder laid over the built-in codebook.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

const EVALS: &str = "\
Examples:
  chancery eval gold/ reports/
  chancery eval gold/ set.db --by status --cell claimed:asserted
  chancery eval gold/ set.db --cell '*:nothing' --format csv";

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum By {
    /// Event types, of all mentions.
    Type,
    /// Modes, where the type is right.
    Mode,
    /// CAMEO codes, where the type is right.
    Cameo,
    /// The states that act, where something was found.
    SourceActor,
    /// The states that are acted upon, where something was found.
    TargetActor,
    /// Statuses, where the type is right.
    Status,
    /// How dates lie to each other, where the type is right.
    Date,
}
