//! Reader of CoNLL-U treebanks.

use std::io;
use std::path::Path;

/// A word with its gold annotation.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// As written.
    pub(crate) form: String,
    /// Lemma.
    pub(crate) lemma: String,
    /// Universal part of speech.
    pub(crate) upos: String,
    /// Fine tag.
    pub(crate) xpos: String,
    /// Head, from 1; 0 for the root.
    pub(crate) head: usize,
    /// Relation with its subtype.
    pub(crate) relation: String,
}

/// A sentence.
#[derive(Clone, Debug)]
pub(crate) struct Gold {
    /// Its words, in order.
    pub(crate) words: Vec<Word>,
    /// The name of its corpus, a colon, and its id there.
    pub(crate) id: String,
}

fn wrong(path: &Path, line: usize, what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("{}:{line}: {what}", path.display()),
    )
}

/// Reads a treebank of the corpus `corpus`; multiword tokens and empty nodes are left out.
///
/// # Errors
/// If the file cannot be read or a line is not CoNLL-U.
pub(crate) fn read_treebank(path: &Path, corpus: &str) -> io::Result<Vec<Gold>> {
    let text = std::fs::read_to_string(path)?;
    let mut out = Vec::new();
    let mut words = Vec::new();
    let mut id = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(own) = line.strip_prefix("# sent_id = ") {
            id = format!("{corpus}:{own}");
        }
        if line.is_empty() {
            if !words.is_empty() {
                out.push(Gold {
                    words: std::mem::take(&mut words),
                    id: std::mem::take(&mut id),
                });
            }
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let column: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, _, head, relation, ..] = column[..] else {
            return Err(wrong(path, number, "fewer than eight columns"));
        };
        if id.contains(['-', '.']) {
            continue;
        }
        let head =
            head.parse().map_err(|_| wrong(path, number, "head is not a number"))?;
        words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            head,
            relation: relation.to_owned(),
        });
    }
    if !words.is_empty() {
        out.push(Gold { words, id });
    }
    for sentence in &out {
        if sentence.words.iter().any(|w| w.head > sentence.words.len()) {
            return Err(wrong(path, 0, "a head lies outside its sentence"));
        }
    }
    Ok(out)
}

/// Reads the one treebank in a folder whose name ends in `-PART.conllu`.
///
/// # Errors
/// If there is none, or it cannot be read.
pub(crate) fn read_part(
    folder: &Path,
    part: &str,
    corpus: &str,
) -> io::Result<Vec<Gold>> {
    let ending = format!("-{part}.conllu");
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|p| p.to_string_lossy().ends_with(&ending))
        .collect();
    files.sort();
    let path =
        files.first().ok_or_else(|| wrong(folder, 0, "no treebank of this part"))?;
    read_treebank(path, corpus)
}
