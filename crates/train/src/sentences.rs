//! Trains the judge of sentence boundaries on the raw texts of treebanks.

use std::io;
use std::path::{Path, PathBuf};

use chancery_annotate::boundary::{BITS, Boundaries, Features};
use chancery_annotate::sentence::{judged, sentences};
use chancery_annotate::token::tokens;
use chancery_codebook::Writing;
use chancery_model::Span;
use clap::Args;

/// How the judge is trained.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
    /// Rounds over the training texts.
    #[arg(long, default_value_t = 8)]
    rounds: usize,
    /// Step of learning.
    #[arg(long, default_value_t = 0.05)]
    step: f64,
    /// Pull of weights towards nothing.
    #[arg(long, default_value_t = 0.000_01)]
    pull: f64,
    /// Features met less often are left out.
    #[arg(long, default_value_t = 2)]
    least: u32,
}

/// A raw text and the stretches of its sentences.
pub(crate) struct Text {
    /// The text.
    pub(crate) text: String,
    /// Its sentences, as byte ranges.
    pub(crate) sentences: Vec<(usize, usize)>,
}

/// Rebuilds the raw texts of a treebank: an empty line where a paragraph begins, and between sentences what the last
/// word says stands after it.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn read_texts(path: &Path) -> io::Result<Vec<Text>> {
    let file = std::fs::read_to_string(path)?;
    let mut out: Vec<Text> = Vec::new();
    let mut before = String::new();
    let mut sentence = "";
    let mut last_word = "";
    for line in file.lines() {
        if line.starts_with("# newdoc") {
            out.push(Text { text: String::new(), sentences: Vec::new() });
            before.clear();
        }
        if line == "# newpar" || line.starts_with("# newpar ") {
            let begins = out.last().is_none_or(|doc| doc.text.is_empty());
            before = if begins { String::new() } else { "\n\n".to_owned() };
        } else if let Some(text) = line.strip_prefix("# text =") {
            sentence = text.trim();
        } else if !line.is_empty() && !line.starts_with('#') {
            last_word = line;
        } else if line.is_empty() && !last_word.is_empty() {
            let doc = out.last_mut().ok_or_else(|| {
                io::Error::other(format!("{}: no document begins", path.display()))
            })?;
            doc.text.push_str(&before);
            let from = doc.text.len();
            doc.text.push_str(sentence);
            doc.sentences.push((from, doc.text.len()));
            before = gap(last_word.rsplit('\t').next().unwrap_or(""));
            last_word = "";
        }
    }
    Ok(out)
}

/// What stands after a word, by its last column.
fn gap(misc: &str) -> String {
    let mut found = " ".to_owned();
    for item in misc.split('|') {
        match item.split_once('=') {
            Some(("SpaceAfter", "No")) => return String::new(),
            Some(("SpacesAfter", spaces)) => {
                found = spaces
                    .replace("\\s", " ")
                    .replace("\\n", "\n")
                    .replace("\\t", "\t")
                    .replace("\\r", "\r");
            }
            _ => {}
        }
    }
    found
}

/// After which tokens a sentence of the treebank ends.
fn gold_ends(text: &Text, spans: &[Span]) -> Vec<bool> {
    let mut ends = vec![false; spans.len()];
    for (_, end) in &text.sentences {
        let after = spans.partition_point(|span| span.end() as usize <= *end);
        if let Some(at) = after.checked_sub(1) {
            ends[at] = true;
        }
    }
    ends
}

/// A place to learn from.
struct Example {
    features: Features,
    ends: bool,
}

/// Trains and writes the judge, and prints its figures on the development texts.
///
/// # Errors
/// If a treebank cannot be read or the file not be written.
pub(crate) fn train(
    ewt: &Path,
    gum: &Path,
    out: &Path,
    settings: &Settings,
) -> io::Result<()> {
    let writing = Writing::embedded();
    let mut examples = Vec::new();
    let (mut missed, mut gold) = (0, 0);
    for folder in [ewt, gum] {
        for text in read_texts(&part(folder, "train")?)? {
            let spans = tokens(&text.text, &writing);
            let ends = gold_ends(&text, &spans);
            gold += ends.iter().filter(|end| **end).count();
            let found = judged(&text.text, &spans, &writing, |at, features| {
                examples.push(Example { features: *features, ends: ends[at] });
                ends[at]
            });
            let ended = found.iter().filter(|range| ends[range.1 as usize - 1]).count();
            missed += ends.iter().filter(|end| **end).count() - ended;
        }
    }
    eprintln!("{} places, {gold} ends of which {missed} at no place", examples.len());
    let weights = learn(&examples, settings);
    let judge = Boundaries::of(weights.clone());
    for folder in [ewt, gum] {
        let path = part(folder, "dev")?;
        eprintln!("{}: {}", path.display(), score(&judge, &path)?);
    }
    let bytes = Boundaries::file(&weights)?;
    let digest = Boundaries::load(&bytes).map_err(io::Error::other)?.digest().to_owned();
    eprintln!("{} bytes, digest {digest}", bytes.len());
    std::fs::write(out, bytes)
}

fn part(folder: &Path, part: &str) -> io::Result<PathBuf> {
    let ending = format!("-{part}.conllu");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(&ending))
        .collect();
    files.sort();
    files.into_iter().next().ok_or_else(|| {
        io::Error::other(format!("{}: no treebank of this part", folder.display()))
    })
}

/// Precision and recall of whole sentences on the raw texts of a treebank, in words.
///
/// # Errors
/// If the treebank cannot be read.
pub(crate) fn score(judge: &Boundaries, path: &Path) -> io::Result<String> {
    let writing = Writing::embedded();
    let (mut right, mut gold, mut said) = (0, 0, 0);
    for text in read_texts(path)? {
        let spans = tokens(&text.text, &writing);
        let found: Vec<(usize, usize)> = sentences(&text.text, &spans, &writing, judge)
            .iter()
            .map(|range| {
                let last = range.1 as usize - 1;
                (spans[range.0 as usize].start() as usize, spans[last].end() as usize)
            })
            .collect();
        right += found.iter().filter(|one| text.sentences.contains(one)).count();
        gold += text.sentences.len();
        said += found.len();
    }
    let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
    Ok(format!(
        "sentences precision {:.4} recall {:.4} F1 {:.4}",
        share(right, said),
        share(right, gold),
        2.0 * right as f64 / (said + gold).max(1) as f64
    ))
}

/// Logistic regression by stochastic descent with a step for each weight, averaged over the second half.
fn learn(examples: &[Example], settings: &Settings) -> Vec<i8> {
    let size = 1_usize << BITS;
    let mut count = vec![0_u32; size];
    for example in examples {
        for at in example.features {
            count[at as usize] += 1;
        }
    }
    let mut weights = vec![0.0_f64; size];
    let mut squares = vec![0.01_f64; size];
    let mut total = vec![0.0_f64; size];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 0..settings.rounds {
        for at in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(at, (seed >> 11) as usize % (at + 1));
        }
        for &index in &order {
            let Example { features, ends } = &examples[index];
            let used = || {
                features
                    .iter()
                    .map(|at| *at as usize)
                    .filter(|at| count[*at] >= settings.least)
            };
            let sum: f64 = used().map(|at| weights[at]).sum();
            let error = f64::from(u8::from(*ends)) - logistic(sum);
            for at in used() {
                let slope = error - settings.pull * weights[at];
                squares[at] += slope * slope;
                weights[at] += settings.step * slope / squares[at].sqrt();
            }
        }
        if round >= settings.rounds.div_ceil(2) {
            for (sum, weight) in total.iter_mut().zip(&weights) {
                *sum += weight;
            }
        }
    }
    // Rounds over which weights were summed.
    let rounds = (settings.rounds / 2) as f64;
    total
        .iter()
        .map(|sum| (sum / rounds.max(1.0) * 40.0).round().clamp(-127.0, 127.0) as i8)
        .collect()
}

/// The logistic function, from operations that give the same bits on every machine.
fn logistic(sum: f64) -> f64 {
    let mut power = 1.0 - sum.clamp(-30.0, 30.0) / 4096.0;
    for _ in 0..12 {
        power *= power;
    }
    1.0 / (1.0 + power)
}
