//! What the teacher believes of sentences: the file that `tools/teacher` writes.

use std::io::{self, BufRead};
use std::path::Path;

use super::classes::Classes;
use super::lesson::{Asked, Shares};

/// A sentence with the teacher's beliefs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Silver {
    /// The sentence of a corpus that it is, such as "ewt:weblog-1"; or a name of its own.
    pub(crate) id: String,
    /// Whether it is a sentence of a corpus, as it stands there.
    pub(crate) is_corpus: bool,
    /// Words.
    pub(crate) forms: Vec<String>,
    /// Beliefs.
    pub(crate) asked: Vec<Asked>,
}

fn wrong(path: &Path, line: usize, what: &str) -> io::Error {
    let message = format!("{}:{line}: {what}", path.display());
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// Reads `value:weight` pairs joined by ";", and makes the weights of known values sum to one.
fn shares(text: &str, find: impl Fn(&str) -> Option<usize>) -> Shares {
    let mut out: Shares = text
        .split(';')
        .filter_map(|pair| {
            let (value, weight) = pair.rsplit_once(':')?;
            Some((find(value)?, weight.parse().ok()?))
        })
        .filter(|share: &(usize, f32)| share.1 > 0.0)
        .collect();
    let total: f32 = out.iter().map(|s| s.1).sum();
    for share in &mut out {
        share.1 /= total;
    }
    out
}

/// Reads the file.
///
/// # Errors
/// If it cannot be read or a line has too few columns.
pub(crate) fn read(path: &Path, classes: &Classes) -> io::Result<Vec<Silver>> {
    let file = io::BufReader::new(std::fs::File::open(path)?);
    let mut out: Vec<Silver> = Vec::new();
    for (number, line) in (1..).zip(file.lines()) {
        let line = line?;
        if let Some(head) = line.strip_prefix("# kind ") {
            let (kind, id) = head.split_once(' ').unwrap_or((head, ""));
            out.push(Silver {
                id: id.to_owned(),
                is_corpus: kind == "train",
                ..Silver::default()
            });
            continue;
        }
        if line.is_empty() {
            continue;
        }
        let sentence =
            out.last_mut().ok_or_else(|| wrong(path, number, "no head line"))?;
        let columns: Vec<&str> = line.split('\t').collect();
        let [form, _, tags, heads, relations, names, ..] = columns[..] else {
            return Err(wrong(path, number, "fewer than six columns"));
        };
        let heads = shares(heads, |head| head.parse().ok());
        sentence.forms.push(form.to_owned());
        sentence.asked.push(Asked {
            head: heads.first().map_or(0, |head| head.0),
            heads,
            relations: shares(relations, |r| classes.relation(r)),
            tags: shares(tags, |tag| {
                let (upos, xpos) = tag.split_once('|')?;
                classes.tag(upos, xpos)
            }),
            names: shares(names, |name| classes.name(name)),
        });
    }
    for sentence in &out {
        let words = sentence.forms.len();
        if sentence.asked.iter().flat_map(|a| &a.heads).any(|head| head.0 > words) {
            return Err(wrong(path, 0, "a head lies outside its sentence"));
        }
    }
    Ok(out)
}

/// Shares of what a corpus says and what the teacher believes, `gold` of the former.
pub(crate) fn mix(said: &Shares, believed: &Shares, gold: f32) -> Shares {
    if said.is_empty() || believed.is_empty() {
        return if said.is_empty() { believed.clone() } else { said.clone() };
    }
    let mut out: Shares = said.iter().map(|s| (s.0, s.1 * gold)).collect();
    for &(answer, share) in believed {
        let share = share * (1.0 - gold);
        match out.iter_mut().find(|s| s.0 == answer) {
            Some(known) => known.1 += share,
            None => out.push((answer, share)),
        }
    }
    out
}
