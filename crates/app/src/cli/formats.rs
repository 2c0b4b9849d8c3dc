//! The arguments of exports in the formats of others, and of imports from them.

use super::{DATASET, status};
use chancery_model::Status;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What an export in the format of another coder is made of.
#[derive(Args, Debug)]
pub(crate) struct Facts {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// The day of an event that the text does not tell to the day.
    #[arg(long, value_enum, default_value_t = EventDay::Told)]
    pub(crate) day: EventDay,
    /// A folder laid over the built-in codebook.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Doubtful {
    #[command(flatten)]
    pub(crate) facts: Facts,
    /// Write these as well: statuses, or `all`.
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = statuses)]
    pub(crate) include: Vec<Included>,
}

#[derive(Args, Debug)]
pub(crate) struct Sheet {
    #[command(flatten)]
    pub(crate) doubtful: Doubtful,
    /// Whose words.
    #[arg(long, value_enum, default_value_t = Words::Plover)]
    pub(crate) vocabulary: Words,
}

/// One status, or all of them.
pub(crate) type Included = Option<Status>;

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum EventDay {
    /// None: the event is left out and counted.
    Told,
    /// That of publication, as most coders have it.
    Published,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Words {
    /// Event types, modes, contexts and sectors of PLOVER.
    Plover,
    /// Codes and actors of CAMEO.
    Cameo,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Dictionary {
    /// Names of actors, with synonyms and dated codes.
    Actors,
    /// Nouns for kinds of actors.
    Agents,
    /// Verbs, with patterns and sets of words.
    Verbs,
}

fn statuses(word: &str) -> Result<Included, String> {
    if word == "all" { Ok(None) } else { status(word).map(Some) }
}
