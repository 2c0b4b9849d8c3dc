//! The arguments of `chancery serve` and `chancery table`.

use super::{DATASET, Format};
use clap::Args;
use std::path::PathBuf;

/// Open the Accounts desk: the dataset as pages for a browser on this machine.
///
/// Serves on 127.0.0.1 alone, reads only unless `--review` is given, and stops with Ctrl-C. Every
/// page is a table too: its address with .json or .csv behind it.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// The port; 0 takes any that is free.
    #[arg(long, value_name = "N", default_value_t = 8417)]
    pub(crate) port: u16,
    /// Open the desk in the browser of this machine as soon as it answers.
    #[arg(long)]
    pub(crate) open: bool,
    /// Let decisions be made on events and incidents; they are rows of the dataset.
    #[arg(long)]
    pub(crate) review: bool,
    /// Who decides, as decisions name it.
    #[arg(long, value_name = "NAME", requires = "review", default_value = "analyst")]
    pub(crate) analyst: String,
    /// The folder that was laid over the built-in codebook when the dataset was built.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

/// Print the table of any page of the Accounts desk, by its address.
///
/// Every page is one table, and this is the same table without a browser: the columns and rows
/// that the page has with .csv or .json behind its address. `chancery serve` tells the addresses
/// at /api.json, `docs/desk.md` what each answers.
#[derive(Args, Debug)]
#[command(after_help = ADDRESSES)]
pub(crate) struct Table {
    /// The address of the page, with what is asked behind `?`.
    #[arg(value_name = "ADDRESS")]
    pub(crate) address: String,
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// The folder that was laid over the built-in codebook when the dataset was built.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

const ADDRESSES: &str = "\
Examples:
  chancery table actors
  chancery table 'dyads/NOR/PER?by=year' --format csv
  chancery table 'map?after=2031-03' --json
  chancery table review --format csv";
