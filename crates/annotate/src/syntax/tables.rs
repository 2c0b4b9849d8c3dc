//! Everything of a model that is not weights: words, tags, lemmas, relations, names.

use super::file::{ModelError, Reader, Writer};
use super::lemma::{Case, Lemmas, Script};
use super::shape::Shape;
use super::word::{FIRST, Listed, WordRows};

/// The tables of a model.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Sizes of the network.
    pub shape: Shape,
    /// Words of the table of words.
    pub words: WordRows,
    /// Part of speech and fine tag of each tag class.
    pub tags: Vec<(String, String)>,
    /// Relations; one of them is "root".
    pub relations: Vec<String>,
    /// Kinds of names. Class 0 is no name; class 2k + 1 begins a name of kind k, and 2k + 2
    /// goes on with it.
    pub names: Vec<String>,
    /// Lemma endings.
    pub lemmas: Lemmas,
}

/// Most classes of one kind.
const CLASSES: u64 = 1 << 12;

/// Most rows or columns of a part of the network.
const SIZE: u64 = 1 << 12;

impl Tables {
    /// Classes of names for so many kinds.
    #[must_use]
    pub fn name_classes(kinds: usize) -> usize {
        2 * kinds + 1
    }

    /// Writes the tables.
    pub fn write(&self, w: &mut Writer) {
        let shape = &self.shape;
        for size in [shape.word, shape.hidden, shape.layers, shape.arc] {
            w.number(size as u64);
        }
        for size in [shape.sum, shape.product] {
            w.number(size as u64);
        }
        write_sorted(w, self.words.hashes().iter().copied());
        let listed = self.words.listed();
        write_sorted(w, listed.hashes().iter().copied());
        w.bytes.extend_from_slice(listed.lists());
        w.number(self.tags.len() as u64);
        for (upos, xpos) in &self.tags {
            w.text(upos);
            w.text(xpos);
        }
        for list in [&self.relations, &self.names] {
            w.number(list.len() as u64);
            for name in list {
                w.text(name);
            }
        }
        w.number(self.lemmas.scripts.len() as u64);
        for s in &self.lemmas.scripts {
            w.number(u64::from(s.cut));
            w.text(&s.put);
            w.number(s.case as u64);
        }
        write_sorted(w, self.lemmas.endings.iter().map(|e| e.0));
        for (_, script) in &self.lemmas.endings {
            w.number(u64::from(*script));
        }
    }

    /// Reads the tables.
    ///
    /// # Errors
    /// If anything in them is out of range.
    pub fn read(r: &mut Reader<'_>) -> Result<Tables, ModelError> {
        let mut size = || -> Result<usize, ModelError> {
            let size = r.at_most(SIZE, "sizes")?;
            if size == 0 { Err(ModelError::Body("sizes")) } else { Ok(size) }
        };
        let mut shape = Shape {
            word: size()?,
            hidden: size()?,
            layers: size()?,
            arc: size()?,
            sum: size()?,
            product: size()?,
            ..Shape::default()
        };
        let words = read_sorted(r, "words")?;
        let names = read_sorted(r, "lists")?;
        let lists = r.take(names.len(), "lists")?.to_vec();
        let listed = Listed::new(names, lists).ok_or(ModelError::Body("lists"))?;
        let words = WordRows::new(words, listed).ok_or(ModelError::Body("words"))?;
        let tags = read_list(r, "tags", |r| {
            Ok((r.text("tags")?.to_owned(), r.text("tags")?.to_owned()))
        })?;
        let relations =
            read_list(r, "relations", |r| Ok(r.text("relations")?.to_owned()))?;
        let names = read_list(r, "names", |r| Ok(r.text("names")?.to_owned()))?;
        if tags.is_empty() || !relations.iter().any(|r| r == "root") {
            return Err(ModelError::Body("classes"));
        }
        shape.words = words.hashes().len() + FIRST as usize;
        shape.tags = tags.len();
        shape.relations = relations.len();
        shape.names = Tables::name_classes(names.len());
        Ok(Tables { shape, words, tags, relations, names, lemmas: read_lemmas(r)? })
    }
}

fn read_list<T>(
    r: &mut Reader<'_>,
    part: &'static str,
    mut one: impl FnMut(&mut Reader<'_>) -> Result<T, ModelError>,
) -> Result<Vec<T>, ModelError> {
    let n = r.count(part)?;
    if n as u64 > CLASSES {
        return Err(ModelError::Body(part));
    }
    (0..n).map(|_| one(r)).collect()
}

/// Writes ascending numbers as gaps.
fn write_sorted(w: &mut Writer, numbers: impl ExactSizeIterator<Item = u32>) {
    w.number(numbers.len() as u64);
    let mut last = 0;
    for number in numbers {
        w.number(u64::from(number - last));
        last = number;
    }
}

/// Reads ascending numbers stored as gaps.
fn read_sorted(r: &mut Reader<'_>, part: &'static str) -> Result<Vec<u32>, ModelError> {
    let n = r.count(part)?;
    let mut last = 0_u32;
    (0..n)
        .map(|_| {
            let gap: u32 = r.at_most(u64::from(u32::MAX), part)?;
            last = last.checked_add(gap).ok_or(ModelError::Body(part))?;
            Ok(last)
        })
        .collect()
}

fn read_lemmas(r: &mut Reader<'_>) -> Result<Lemmas, ModelError> {
    let part = "lemmas";
    let scripts = read_list(r, part, |r| {
        Ok(Script {
            cut: r.at_most(255, part)?,
            put: r.text(part)?.to_owned(),
            case: match r.number(part)? {
                0 => Case::Lower,
                1 => Case::Keep,
                2 => Case::Title,
                _ => return Err(ModelError::Body(part)),
            },
        })
    })?;
    let hashes = read_sorted(r, part)?;
    let endings = hashes
        .into_iter()
        .map(|hash| Ok((hash, r.at_most(u64::from(u16::MAX), part)?)))
        .collect::<Result<Vec<(u32, u16)>, ModelError>>()?;
    if endings.iter().any(|e| usize::from(e.1) >= scripts.len()) {
        return Err(ModelError::Body(part));
    }
    Ok(Lemmas { scripts, endings })
}
