//! The commands and their arguments. Help, man page, completions and `docs/cli.md` are made
//! from this description.

mod decide;
mod eval;
mod formats;
mod serve;

pub(crate) use decide::{Decide, DecideKind, Judge, JudgeKind};
pub(crate) use eval::{By, Eval};
pub(crate) use formats::{Dictionary, Doubtful, EventDay, Facts, Included, Sheet, Words};
pub(crate) use serve::{Serve, Table};

use chancery_model::{DateSpan, Status};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// An offline, auditable reader of political news.
///
/// Turns a folder of documents into one dataset in which every event keeps its sentence and
/// its "according to whom", and lays competing accounts of one incident side by side.
#[derive(Parser, Debug)]
#[command(name = "chancery", version, after_long_help = EXIT_CODES)]
#[command(disable_help_subcommand = true, max_term_width = 80)]
pub(crate) struct Arguments {
    /// Answer in JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0    all went well; warnings may have been told
  1    the world failed: a disk, a lock, a permission; or `diff` found that
       two datasets say different things
  2    something is wrong with the data or the arguments given; if a build
       could not read some of its input, the rest is in the dataset
  3    provenance incomplete: a stored event rests on bytes that its
       document does not have; or `verify` found a difference
  130  interrupted by Ctrl-C; the dataset is whole, and the same command
       goes on where it stopped";

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Build(Build),
    /// List event mentions: who is said to have done what to whom, and who says so.
    Events(List),
    /// List incidents, the most contested first; filters ask for those with such an event.
    Incidents(List),
    /// List the documents with what is known of them.
    Documents(Plain),
    /// List predictions: who foresees what, by which words, until when, on which condition.
    ///
    /// The interval is that of ICD-203 where the words are on its scale; may, could and will
    /// are unscored. The horizon is an EDTF date, or none.
    Forecasts(Plain),
    /// List what is wrong with the documents and manifests given, and statements that cannot
    /// both be so.
    Findings(Plain),
    Search(Search),
    Show(Show),
    Why(Why),
    Table(Table),
    Serve(Serve),
    Verify(Verify),
    Diff(Diff),
    Decide(Decide),
    Judge(Judge),
    /// List what analysts decided, in the order in which they did.
    Decisions(Plain),
    Dossier(Dossier),
    Annotate(Annotate),
    Eval(Eval),
    Export(Export),
    Codebook(Codebook),
    Completions(Completions),
    /// Print the man page.
    Man,
}

/// Read documents into a dataset and print one screen on what they say.
///
/// Folders are walked in order of name; hidden files are passed over. Read are .txt, .md,
/// .html, .htm and .jsonl, each also with .gz behind it. A `manifest.csv` beside the documents
/// (columns path, url, publisher, author, published, language) tells what is known of them.
/// A dataset is added to, never overwritten; documents coded before are not coded again.
#[derive(Args, Debug)]
pub(crate) struct Build {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The dataset to make or to add to.
    #[arg(long, value_name = "FILE", default_value = DATASET)]
    pub(crate) into: PathBuf,
    /// A folder laid over the built-in codebook.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
    /// How many documents are coded side by side; as many as there are cores unless told.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,
    /// No progress and no summary; findings are still told.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Where a dataset is looked for unless told.
pub(crate) const DATASET: &str = "chancery.db";

#[derive(Args, Debug)]
pub(crate) struct List {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// An actor on either side, by id, with all that belongs to it: NOR, NOR/army.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    /// Who acts.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) source_actor: Option<String>,
    /// Who is acted upon.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) target_actor: Option<String>,
    /// An event type, or TYPE/mode.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) event_type: Option<String>,
    /// How the event stands in its document.
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(crate) status: Option<Status>,
    /// Not before this day, month or year.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) after: Option<DateSpan>,
    /// Not after this day, month or year.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) before: Option<DateSpan>,
    /// A document, by path or id.
    #[arg(long, value_name = "DOCUMENT")]
    pub(crate) document: Option<String>,
    /// This many at most.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct Plain {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For the screen.
    Table,
    /// A header line and one line for each row.
    Csv,
    /// A title and rows by column.
    Json,
}

/// Search the texts for words and for the events told in them.
///
/// Words, "phrases" and beginnings* must all be in a passage; AND, OR, NOT and brackets combine
/// them, and -word must not be there. field:value asks for passages that tell of an event:
/// actor, `source_actor` (by), `target_actor` (on), type, status, after, before; or for documents:
/// document and publisher, by a part of the name. Upper and lower case and accents do not
/// matter.
#[derive(Args, Debug)]
#[command(after_help = SEARCHES)]
pub(crate) struct Search {
    /// What is asked for.
    #[arg(value_name = "EXPRESSION", allow_hyphen_values = true)]
    pub(crate) expression: String,
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// This many at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

const SEARCHES: &str = "\
Examples:
  chancery search '\"border corridor\" -railway'
  chancery search 'embassy type:ASSAULT status:claimed'
  chancery search 'actor:NOR after:2031-03 (visit OR talks)'";

/// Lay the accounts of an incident side by side: attribute by asserter.
///
/// An empty cell is printed as "does not say": silence is not agreement.
#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The incident, by the beginning of its id.
    #[arg(value_name = "INCIDENT")]
    pub(crate) id: String,
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// Tell as well why the mentions were taken for one incident.
    #[arg(long)]
    pub(crate) links: bool,
}

/// Tell where an event comes from: its sentence, its rule, and the reason for each value.
#[derive(Args, Debug)]
pub(crate) struct Why {
    /// The event, by the beginning of its id.
    #[arg(value_name = "EVENT")]
    pub(crate) id: String,
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// The folder that was laid over the built-in codebook when the dataset was built.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

/// Code the documents of a dataset again and compare with what is stored.
///
/// Ends with exit code 3 if anything differs. Another version of the program, codebook or model
/// may code otherwise; the same one must not.
#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// The folder that was laid over the built-in codebook when the dataset was built.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

/// Tell what two datasets say differently, by meaning: documents, events, incidents and their
/// values.
///
/// Ends with exit code 1 if they differ. Ids, rules of storage and the clock are of no account.
#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The first dataset.
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,
    /// The second dataset.
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,
}

/// Write incidents for a reader: every value with its "according to" and the sentence behind it.
///
/// All incidents, one, or those between two actors, as one HTML page that needs nothing else or
/// as Markdown with footnotes, on standard output.
#[derive(Args, Debug)]
pub(crate) struct Dossier {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// One incident, by the beginning of its id.
    #[arg(long, value_name = "INCIDENT")]
    pub(crate) incident: Option<String>,
    /// What two actors do to each other, with all that belongs to them: --dyad NOR PER.
    #[arg(long, value_name = "ACTOR", num_args = 2, conflicts_with = "incident")]
    pub(crate) dyad: Vec<String>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Page::Html)]
    pub(crate) format: Page,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Page {
    /// One HTML page.
    Html,
    /// Markdown with footnotes.
    Markdown,
}

/// Annotate documents without a dataset, one line of JSON a document.
///
/// Sentences, tokens with tags and dependencies, names, times, places, attributions and
/// events, all as half-open UTF-8 byte offsets into the text as read.
#[derive(Args, Debug)]
pub(crate) struct Annotate {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Lines::Jsonl)]
    pub(crate) format: Lines,
    /// A folder laid over the built-in codebook.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Lines {
    /// JSON Lines.
    Jsonl,
}

/// Write a dataset for other programs on standard output.
///
/// The formats of other coders hold what is asserted. What is claimed, denied or to come is left
/// out and counted on standard error; `--include` writes it where the format has a field for it.
/// `docs/exports.md` tells what stands in each column.
#[derive(Args, Debug)]
pub(crate) struct Export {
    #[command(subcommand)]
    pub(crate) what: Exported,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Exported {
    /// One line for each event mention; offsets are those of the raw files.
    Mentions(Dataset),
    /// One line for each incident, with its mentions and the reasons that linked them.
    Incidents(Dataset),
    /// One line for each value that somebody gives of an attribute of an incident.
    Accounts(Accounts),
    /// One line for each statement of those that cannot both be right, or that a later document
    /// replaces: offices, dates, numbers.
    Warnings(Accounts),
    /// Each event as an annotation of its sentence, in the W3C Web Annotation Data Model.
    Annotations(Dataset),
    /// Each event as a Claim of schema.org.
    Claims(Dataset),
    /// The incidents that have a date, in the JSON that `TimelineJS` reads.
    Timeline(Dataset),
    /// One line for each pair of actors, with the type that PLOVER's reductions give; offsets
    /// are those of the documents' texts.
    Dyads(Dyads),
    /// One line of JSON an event, as PLOVER writes it.
    Plover(Doubtful),
    /// A sheet with named columns, in the words of PLOVER or of CAMEO.
    Csv(Sheet),
    /// A PETRARCH event file: tabs, no header; one line a day, pair of actors and code.
    Petrarch(Facts),
    /// The 26 columns of Phoenix: tabs, with a header.
    Phoenix(Facts),
    /// The 20 columns of ICEWS: tabs, with a header; one line a sentence and pair of actors.
    Icews(Facts),
    /// The 58 columns of GDELT 1.0 events: tabs, no header.
    #[command(name = "gdelt-1")]
    Gdelt1(Facts),
    /// The 61 columns of GDELT 2.0 events: tabs, no header.
    #[command(name = "gdelt-2")]
    Gdelt2(Facts),
    /// The 16 columns of GDELT 2.0 mentions: tabs, no header.
    #[command(name = "gdelt-2-mentions")]
    Gdelt2Mentions(Facts),
}

#[derive(Args, Debug)]
pub(crate) struct Dyads {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// A folder laid over the built-in codebook.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Accounts {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Rows::Jsonl)]
    pub(crate) format: Rows,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Rows {
    /// JSON Lines.
    Jsonl,
    /// A header line and one line for each row.
    Csv,
}

#[derive(Args, Debug)]
pub(crate) struct Dataset {
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
}

/// Work on the codebook: the data files that say what can be coded.
#[derive(Args, Debug)]
pub(crate) struct Codebook {
    #[command(subcommand)]
    pub(crate) what: CodebookCommand,
}

#[derive(Subcommand, Debug)]
pub(crate) enum CodebookCommand {
    /// Tell everything that is wrong with it, and run every rule's examples and refusals.
    Check {
        /// A folder laid over the built-in codebook.
        #[arg(long, value_name = "DIR")]
        codebook: Option<PathBuf>,
    },
    /// Tell which event types, modes, contexts and CAMEO codes the rules reach, and how many
    /// examples they have. Ends with exit code 2 if a code has no example.
    Coverage {
        /// Tell every code, not only those without an example.
        #[arg(long)]
        all: bool,
        /// A folder laid over the built-in codebook.
        #[arg(long, value_name = "DIR")]
        codebook: Option<PathBuf>,
    },
    /// Read dictionaries of PETRARCH or TABARI as data files of an overlay.
    ///
    /// What cannot be read is told with its line. `chancery build --codebook DIR` uses the files;
    /// `chancery why` tells where a name or verb of them was used. `docs/dictionaries.md` tells
    /// what is read and how.
    Import {
        /// Which dictionary.
        kind: Dictionary,
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The folder of the overlay, made if it is not there.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
    },
}

/// Print completions for a shell.
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

fn status(word: &str) -> Result<Status, String> {
    let known = Status::ALL.into_iter().find(|status| status.word() == word);
    known.ok_or_else(|| {
        let words: Vec<&str> = Status::ALL.iter().map(|status| status.word()).collect();
        format!("one of {}", words.join(", "))
    })
}

fn date(text: &str) -> Result<DateSpan, String> {
    text.parse().map_err(|_| "a date as 2023-01-27, 2023-01 or 2023".to_owned())
}
