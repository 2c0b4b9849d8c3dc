//! `chancery search`: passages that hold words, and the events told in them.

use crate::cli::Search;
use crate::failure::Failure;
use crate::lists::print;
use crate::render::table;
use crate::screen::Screen;
use chancery_dataset::Dataset;

pub(crate) fn run(asked: &Search, screen: &mut Screen) -> Result<u8, Failure> {
    let search = chancery_dataset::Search::parse(&asked.expression)?;
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    let found = chancery_dataset::search(&dataset, &search, Some(asked.limit))?;
    print(&found, asked.format, screen, table::passages)
}
