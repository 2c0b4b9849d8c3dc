//! The arguments of `chancery serve`.

use super::DATASET;
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
