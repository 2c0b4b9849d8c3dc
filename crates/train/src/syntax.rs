//! Training of the syntax model from end to end.

use std::io;
use std::path::Path;

use chancery_annotate::model_file::{Writer, pack};
use chancery_annotate::perceptron::Linear;
use chancery_annotate::syntax_model::{Syntax, Tables, TagCode};
use chancery_annotate::syntax_parse_features::Items;
use chancery_annotate::tag::{Order, TagSpace, Taggers};

use crate::conllu::{Gold, read_part};
use crate::learner::{Dice, Learner, Rows, link};
use crate::lemmas::train_lemmas;
use crate::parsing::{self, Lesson, train_round};
use crate::score::score;
use crate::tagging::{
    TagLessons, gold_classes, read_words, tag_classes, train_tagger, word_table,
};

/// What can be set for a training.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Settings {
    /// Rounds of the tagger.
    #[arg(long, default_value_t = 8)]
    tag_rounds: usize,
    /// Rounds of the parser.
    #[arg(long, default_value_t = 12)]
    parse_rounds: usize,
    /// States that the search keeps while training.
    #[arg(long, default_value_t = 8)]
    train_width: usize,
    /// States that the shipped search keeps.
    #[arg(long, default_value_t = 8)]
    width: usize,
    /// Parts that the training data are cut into to tag each by a tagger that has not seen it.
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// The size of one step of a shipped weight.
    #[arg(long, default_value_t = 0.25)]
    step: f32,
    /// The size of one step of a shipped tagger weight.
    #[arg(long, default_value_t = 0.5)]
    tag_step: f32,
    /// Tagger weights below this are not shipped.
    #[arg(long, default_value_t = 0.6)]
    tag_least: f32,
    /// Parser weights below this are not shipped.
    #[arg(long, default_value_t = 0.5)]
    parse_least: f32,
    /// Train on one sentence in so many only, to try things out.
    #[arg(long, default_value_t = 1)]
    every: usize,
}

/// Trains on both treebanks and writes the model; tells its progress on standard error.
///
/// # Errors
/// If a file cannot be read or written, or a model comes out that does not load.
pub(crate) fn train(
    ewt: &Path,
    gum: &Path,
    clusters: &Path,
    out: &Path,
    set: &Settings,
) -> io::Result<()> {
    let mut document = 0;
    let mut data = read_part(ewt, "train", &mut document)?;
    data.extend(read_part(gum, "train", &mut document)?);
    let data: Vec<Gold> = data.into_iter().step_by(set.every).collect();
    let dev =
        [read_part(ewt, "dev", &mut document)?, read_part(gum, "dev", &mut document)?];
    let tags = tag_classes(&data);
    let table = word_table(&std::fs::read_to_string(clusters)?, &data, &tags);
    let tables = Tables {
        words: table,
        lemmas: train_lemmas(&data),
        inventory: parsing::inventory(&data),
        width: set.width,
        tags,
    };
    eprintln!(
        "sentences {} tags {} moves {} endings {}",
        data.len(),
        tables.tags.len(),
        tables.inventory.classes.len(),
        tables.lemmas.endings.len()
    );
    let (tagger, lessons) = train_tags(&data, &tables, &dev, set)?;
    let mut learner = Learner::new(tables.inventory.classes.len());
    let mut dice = Dice::new(0x51d2_7a3b);
    for round in 1..=set.parse_rounds {
        train_round(
            &mut learner,
            &tables.inventory,
            &lessons,
            set.train_width,
            &mut dice,
        );
        {
            let file = build(&tables, &tagger, &learner.rows(set.step, set.parse_least))?;
            let model = Syntax::load(&file).map_err(io::Error::other)?;
            for (name, part) in ["ewt", "gum"].iter().zip(&dev) {
                eprintln!(
                    "round {round} {name} {} size {}",
                    score(&model, part),
                    file.len()
                );
            }
            std::fs::write(out, &file)?;
        }
    }
    Ok(())
}

/// Trains the taggers, and makes the parser's lessons with tags from taggers that have not seen the sentence.
fn train_tags(
    data: &[Gold],
    tables: &Tables,
    dev: &[Vec<Gold>],
    set: &Settings,
) -> io::Result<(Taggers<Rows>, Vec<Lesson>)> {
    let words = read_words(data, &tables.words);
    let gold: Vec<Vec<u8>> = data.iter().map(|s| gold_classes(s, &tables.tags)).collect();
    let classes = tables.tags.len();
    let lessons = TagLessons { words: &words, gold: &gold, classes };
    let codes = tables.tag_codes();
    let all: Vec<usize> = (0..data.len()).collect();
    let train = |which: &[usize], rounds: usize| -> Taggers<Rows> {
        let one = |order| {
            train_tagger(&lessons, order, which, rounds).rows(set.tag_step, set.tag_least)
        };
        Taggers { forward: one(Order::Forward), backward: one(Order::Backward) }
    };
    let link_both = |t: &Taggers<Rows>| -> io::Result<Taggers<Linear>> {
        Ok(Taggers {
            forward: link(classes, &t.forward).map_err(io::Error::other)?,
            backward: link(classes, &t.backward).map_err(io::Error::other)?,
        })
    };
    let taggers = train(&all, set.tag_rounds);
    let model = link_both(&taggers)?;
    eprint!("tagger keys {}", model.forward.len() + model.backward.len());
    for part in dev {
        let (u, x) = tag_figures(&model, part, tables);
        eprint!(" upos {u:.4} xpos {x:.4}");
    }
    eprintln!();
    let mut parses: Vec<Lesson> = data
        .iter()
        .map(|s| Lesson {
            items: Items::default(),
            moves: parsing::gold_classes(s, &tables.inventory),
        })
        .collect();
    let (mut right, mut total) = (0, 0);
    let (mut space, mut said) = (TagSpace::default(), Vec::new());
    for fold in 0..set.folds {
        let held = |s: &usize| data[*s].document % set.folds == fold;
        let others: Vec<usize> = all.iter().copied().filter(|s| !held(s)).collect();
        let model = link_both(&train(&others, set.tag_rounds.min(4)))?;
        for s in all.iter().copied().filter(held) {
            model.tag(&words[s], &mut space, &mut said);
            total += said.len();
            right += said.iter().zip(&gold[s]).filter(|(a, b)| a == b).count();
            let code = |at: usize| -> TagCode { codes[usize::from(said[at])] };
            parses[s]
                .items
                .fill(&words[s], |at| (code(at).tag, code(at).upos, code(at).kind));
        }
    }
    eprintln!("held-out tags {:.4}", right as f64 / total.max(1) as f64);
    Ok((taggers, parses))
}

/// The bytes of a model file.
fn build(tables: &Tables, taggers: &Taggers<Rows>, parser: &Rows) -> io::Result<Vec<u8>> {
    let mut body = Writer::default();
    tables.write(&mut body);
    body.linear(tables.tags.len(), &taggers.forward);
    body.linear(tables.tags.len(), &taggers.backward);
    body.linear(tables.inventory.classes.len(), parser);
    pack(&body.bytes)
}

/// Shares of words with the right part of speech and the right fine tag.
fn tag_figures(model: &Taggers<Linear>, data: &[Gold], tables: &Tables) -> (f64, f64) {
    let (mut upos, mut xpos, mut total) = (0, 0, 0);
    let (mut space, mut said) = (TagSpace::default(), Vec::new());
    for (sentence, words) in data.iter().zip(read_words(data, &tables.words)) {
        model.tag(&words, &mut space, &mut said);
        for (word, class) in sentence.words.iter().zip(&said) {
            let (u, x) = &tables.tags[usize::from(*class)];
            total += 1;
            upos += u32::from(*u == word.upos);
            xpos += u32::from(*x == word.xpos);
        }
    }
    let of = f64::from(total.max(1));
    (f64::from(upos) / of, f64::from(xpos) / of)
}
