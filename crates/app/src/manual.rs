//! `chancery completions` and `chancery man`: what is made from the description of arguments.

use crate::cli::{self, Arguments};
use crate::failure::{Failure, OK};
use crate::screen::Screen;
use clap::CommandFactory;

pub(crate) fn completions(
    asked: &cli::Completions,
    screen: &mut Screen,
) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "chancery", &mut script);
    screen.text(script)?;
    Ok(OK)
}

pub(crate) fn man(screen: &mut Screen) -> Result<u8, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    screen.text(page)?;
    Ok(OK)
}
