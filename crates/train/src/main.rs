//! Trains the models that Chancery ships.
//!
//! The syntax model (tags, lemmas, trees) is trained on two treebanks, UD English-EWT and the openly licensed part of
//! GUM, with word clusters from `tools/clusters.py`:
//!
//! ```sh
//! cargo run --release -p chancery-train -- syntax --ewt ../shared/corpora/UD_EWT \
//!     --gum ../shared/corpora/UD_GUM_open --clusters clusters.tsv --out data/models/en.model
//! cargo run --release -p chancery-train -- score --model data/models/en.model \
//!     --gold ../shared/corpora/UD_EWT/en_ewt-ud-dev.conllu
//! ```
//!
//! The judge of where sentences end is trained on the raw texts of the same treebanks, in seconds:
//!
//! ```sh
//! cargo run --release -p chancery-train -- sentences --ewt ../shared/corpora/UD_EWT \
//!     --gum ../shared/corpora/UD_GUM_open --out data/models/en.sentences
//! ```
//!
//! The same data, settings and code give the same file.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "training only: counts and classes are far below the limits of these types"
)]

mod conllu;
mod learner;
mod lemmas;
mod parsing;
mod raw;
mod score;
mod sentences;
mod syntax;
mod tagging;

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use chancery_annotate::boundary::Boundaries;
use chancery_annotate::syntax_model::Syntax;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Trains the models that Chancery ships")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Train tags, lemmas and trees.
    Syntax {
        /// Folder of UD English-EWT (train and dev).
        #[arg(long)]
        ewt: PathBuf,
        /// Folder of the open part of GUM (train and dev).
        #[arg(long)]
        gum: PathBuf,
        /// Word clusters from `tools/clusters.py`.
        #[arg(long)]
        clusters: PathBuf,
        /// The model file to write.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        settings: syntax::Settings,
    },
    /// Train where sentences end.
    Sentences {
        /// Folder of UD English-EWT (train and dev).
        #[arg(long)]
        ewt: PathBuf,
        /// Folder of the open part of GUM (train and dev).
        #[arg(long)]
        gum: PathBuf,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        settings: sentences::Settings,
    },
    /// Figures of a model on the gold words of a treebank.
    Score {
        /// The treebank.
        #[arg(long)]
        gold: PathBuf,
        /// The model file.
        #[arg(long, default_value = "data/models/en.model")]
        model: PathBuf,
    },
    /// Annotate raw documents (lines of JSON with id and text) from standard input to standard output.
    Raw {
        /// The model file.
        #[arg(long, default_value = "data/models/en.model")]
        model: PathBuf,
        /// The weights of sentence boundaries.
        #[arg(long, default_value = "data/models/en.sentences")]
        sentences: PathBuf,
    },
}

fn read(path: &PathBuf) -> io::Result<Vec<u8>> {
    let mut file = std::fs::File::open(path)?;
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(bytes)
}

fn load(path: &PathBuf) -> io::Result<Syntax> {
    let bytes = read(path)?;
    let start = Instant::now();
    let model = Syntax::load(&bytes).map_err(io::Error::other)?;
    let seconds = start.elapsed().as_secs_f64();
    eprintln!(
        "loaded {} bytes in {seconds:.3} s, digest {}",
        bytes.len(),
        model.digest()
    );
    Ok(model)
}

fn main() -> io::Result<()> {
    match Arguments::parse().task {
        Task::Syntax { ewt, gum, clusters, out, settings } => {
            syntax::train(&ewt, &gum, &clusters, &out, &settings)
        }
        Task::Sentences { ewt, gum, out, settings } => {
            sentences::train(&ewt, &gum, &out, &settings)
        }
        Task::Score { gold, model } => {
            let model = load(&model)?;
            let data = conllu::read_treebank(&gold, &mut 0)?;
            let words: usize = data.iter().map(|s| s.words.len()).sum();
            let start = Instant::now();
            let figures = score::score(&model, &data);
            let seconds = start.elapsed().as_secs_f64();
            eprintln!("{figures}");
            eprintln!("{:.0} words a second", words as f64 / seconds);
            Ok(())
        }
        Task::Raw { model, sentences } => {
            let model = load(&model)?;
            let judge = Boundaries::load(&read(&sentences)?).map_err(io::Error::other)?;
            let start = Instant::now();
            let out = io::BufWriter::new(io::stdout().lock());
            let words = raw::annotate(&model, &judge, io::stdin().lock(), out)?;
            eprintln!(
                "{:.0} words a second",
                words as f64 / start.elapsed().as_secs_f64()
            );
            Ok(())
        }
    }
}
