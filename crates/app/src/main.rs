//! The command line: arguments in, answers out, and everything that touches the world.

mod annotate;
mod annotation;
mod build;
mod check;
mod cli;
mod coverage;
mod decide;
mod desk;
mod diff;
mod dossier;
mod eval;
mod export;
mod failure;
mod import;
mod inputs;
mod lists;
mod manual;
mod progress;
mod provenance;
mod render;
mod screen;
mod search;
mod serve;
mod show;
mod summary;
mod verify;
mod why;

use clap::Parser;
use cli::{Arguments, Command};
use failure::Failure;
use screen::Screen;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let mut screen = Screen::new(arguments.json);
    match run(arguments.command, &mut screen).and_then(|code| screen.finish(code)) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => failure.tell(),
    }
}

fn run(command: Command, screen: &mut Screen) -> Result<u8, Failure> {
    match command {
        Command::Build(asked) => build::run(&asked, screen),
        Command::Events(asked) => lists::events(&asked, screen),
        Command::Incidents(asked) => lists::incidents(&asked, screen),
        Command::Documents(asked) => lists::documents(&asked, screen),
        Command::Forecasts(asked) => lists::forecasts(&asked, screen),
        Command::Findings(asked) => lists::findings(&asked, screen),
        Command::Search(asked) => search::run(&asked, screen),
        Command::Show(asked) => show::run(&asked, screen),
        Command::Why(asked) => why::run(&asked, screen),
        Command::Table(asked) => serve::table(asked, screen),
        Command::Serve(asked) => serve::run(asked, screen),
        Command::Verify(asked) => verify::run(&asked, screen),
        Command::Diff(asked) => diff::run(&asked, screen),
        Command::Decide(asked) => decide::run(&asked, screen),
        Command::Judge(asked) => decide::judge(&asked, screen),
        Command::Decisions(asked) => decide::list(&asked, screen),
        Command::Dossier(asked) => dossier::run(&asked, screen),
        Command::Annotate(asked) => annotate::run(&asked, screen),
        Command::Eval(asked) => eval::run(&asked, screen),
        Command::Export(asked) => export::run(&asked, screen),
        Command::Codebook(asked) => check::run(&asked, screen),
        Command::Completions(asked) => manual::completions(&asked, screen),
        Command::Man => manual::man(screen),
    }
}

/// Prints help or what is wrong with the arguments.
fn refuse(error: &clap::Error) -> ExitCode {
    // A closed pipe is the only way this can fail, and nobody is left to be told.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { failure::DATA } else { failure::OK })
}
