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
    clap_complete::generate(
        asked.shell,
        &mut Arguments::command(),
        "chancery",
        &mut script,
    );
    screen.text(script)?;
    Ok(OK)
}

/// The page of the program and one of each command, for `man` to read as one.
pub(crate) fn man(screen: &mut Screen) -> Result<u8, Failure> {
    let mut program = Arguments::command();
    program.build();
    let mut pages = Vec::new();
    clap_mangen::Man::new(program.clone()).render(&mut pages)?;
    for command in program.get_subcommands() {
        clap_mangen::Man::new(command.clone()).render(&mut pages)?;
    }
    screen.text(pages)?;
    Ok(OK)
}
