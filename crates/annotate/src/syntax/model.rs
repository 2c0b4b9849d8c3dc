//! The trained model of English syntax: tags, lemmas, trees and names of sentences whose words
//! are known.

use super::batch::Workspace;
use super::file::{Grain, ModelError, Reader, Writer, pack, unpack};
use super::network::Network;
use super::shape::{Matrix, Shape};
use super::tables::Tables;
use std::sync::Mutex;

/// A word with its tags, its lemma and its place in the tree of its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedToken {
    /// Lemma.
    pub lemma: Box<str>,
    /// Universal part of speech, such as "PROPN".
    pub upos: Box<str>,
    /// Fine tag, such as "NNP".
    pub xpos: Box<str>,
    /// Place of the head in the sentence, from 0; `None` for the root.
    pub head: Option<usize>,
    /// UD relation with its subtype, such as "nsubj:pass".
    pub relation: Box<str>,
    /// Class of names; see [`Tables::names`].
    pub name: u16,
}

/// A loaded model.
#[derive(Debug)]
pub struct Syntax {
    pub(super) tables: Tables,
    pub(super) network: Network,
    digest: String,
    /// Rooms that nobody reads in now; as many as ever read at once.
    pub(super) rooms: Mutex<Vec<Workspace>>,
}

impl Syntax {
    /// Loads a model file.
    ///
    /// # Errors
    /// If the file is not a model of this version, or is damaged.
    pub fn load(bytes: &[u8]) -> Result<Syntax, ModelError> {
        let body = unpack(bytes)?;
        let mut r = Reader::new(&body);
        let tables = Tables::read(&mut r)?;
        let weights = tables
            .shape
            .matrices()
            .into_iter()
            .map(|(matrix, rows, columns)| {
                r.matrix(rows, columns, grain(matrix), "weights")
            })
            .collect::<Result<Vec<_>, ModelError>>()?;
        if !r.rest().is_empty() {
            return Err(ModelError::Body("end"));
        }
        let root = tables.relations.iter().position(|relation| relation == "root");
        let root = root.ok_or(ModelError::Body("relations"))?;
        let network = Network::new(tables.shape, root, weights);
        let digest = blake3::hash(bytes).to_hex().to_string();
        Ok(Syntax { tables, network, digest, rooms: Mutex::default() })
    }

    /// The bytes of a model file with these weights, in the order of [`Shape::matrices`].
    ///
    /// # Errors
    /// If the packer fails.
    pub fn save(tables: &Tables, weights: &[Vec<f32>]) -> std::io::Result<Vec<u8>> {
        let mut body = Writer::default();
        tables.write(&mut body);
        for ((matrix, _, columns), cells) in
            tables.shape.matrices().into_iter().zip(weights)
        {
            body.matrix(cells, columns, grain(matrix));
        }
        pack(&body.bytes)
    }

    /// The BLAKE3 digest of the model file, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The tables of the model.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The sizes of the network.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        self.network.shape()
    }
}

/// How finely each matrix is stored: the large tables coarsely.
fn grain(matrix: Matrix) -> Grain {
    match matrix {
        Matrix::Words | Matrix::Table(_) => Grain::Coarse,
        _ => Grain::Fine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::word::{Listed, NUMBER, WordRows, word_hash};

    /// A small model with weights that mean nothing.
    fn file() -> Vec<u8> {
        let mut hashes = ["one", "two", NUMBER].map(word_hash).to_vec();
        hashes.sort_unstable();
        let listed = Listed::new(vec![word_hash("cat")], vec![5]).expect("fits");
        let relations: Vec<String> = ["dep", "nsubj", "root"].map(str::to_owned).to_vec();
        let tags =
            vec![("NOUN".to_owned(), "NN".to_owned()), ("X".to_owned(), "FW".to_owned())];
        let shape = Shape {
            words: 5,
            word: 4,
            hidden: 6,
            layers: 2,
            arc: 3,
            sum: 2,
            product: 2,
            tags: 2,
            relations: 3,
            names: 3,
        };
        let tables = Tables {
            shape,
            words: WordRows::new(hashes, listed).expect("ascending"),
            tags,
            relations,
            names: vec!["PER".to_owned()],
            ..Tables::default()
        };
        let mut seed = 1_u32;
        let mut cell = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as f32 / 32_768.0 - 1.0
        };
        let weights: Vec<Vec<f32>> = shape
            .matrices()
            .iter()
            .map(|(_, rows, columns)| (0..rows * columns).map(|_| cell()).collect())
            .collect();
        Syntax::save(&tables, &weights).expect("packs")
    }

    fn read(model: &Syntax, sentences: &[Vec<&str>]) -> Vec<ParsedToken> {
        let mut out = Vec::new();
        let sentences = sentences.iter().map(Vec::as_slice);
        model.read(sentences, &mut out);
        out
    }

    #[test]
    fn every_word_has_a_place_in_one_tree() {
        let model = Syntax::load(&file()).expect("loads");
        assert_eq!(model.digest().len(), 64);
        let long: Vec<&str> = ["one", "two", "3", "dogs"].repeat(110);
        for sentence in [long, vec!["one"], vec![]] {
            let out = read(&model, std::slice::from_ref(&sentence));
            assert_eq!(out.len(), sentence.len());
            let roots = out.iter().filter(|t| t.head.is_none()).count();
            assert_eq!(roots, usize::from(!sentence.is_empty()));
            assert!(out.iter().all(|t| t.head.is_none_or(|h| h < out.len())));
        }
    }

    #[test]
    fn sentences_are_read_alone() {
        let model = Syntax::load(&file()).expect("loads");
        let sentences: Vec<Vec<&str>> = (1..60)
            .map(|n| ["one", "cat", "two"].into_iter().cycle().take(n).collect())
            .collect();
        let together = read(&model, &sentences);
        let alone: Vec<ParsedToken> = sentences
            .iter()
            .flat_map(|s| read(&model, std::slice::from_ref(s)))
            .collect();
        assert_eq!(together, alone);
    }

    #[test]
    fn what_was_read_before_changes_nothing() {
        let model = Syntax::load(&file()).expect("loads");
        let sentence = vec!["one", "cat", "two", "cats", "3"];
        let others: Vec<String> = (0..9000).map(|n| format!("cat{n}s")).collect();
        let before = read(&model, std::slice::from_ref(&sentence));
        for others in others.chunks(90) {
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let both = [sentence.clone(), others];
            assert_eq!(read(&model, &both)[..sentence.len()], before);
        }
        assert_eq!(model.rooms.lock().expect("nobody reads").len(), 1);
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_breaks() {
        let file = file();
        let whole = unpack(&file).expect("unpacks");
        let load = |bytes: &[u8]| Syntax::load(&pack(bytes).expect("packs"));
        let ends =
            (0..whole.len().min(150)).chain((0..whole.len()).step_by(whole.len() / 23));
        for end in ends {
            assert!(load(&whole[..end]).is_err(), "cut at {end}");
        }
        assert!(load(&[whole.as_slice(), &[0]].concat()).is_err());
        for at in 0..whole.len().min(90) {
            for change in [1_u8, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                if let Ok(model) = load(&bytes) {
                    assert_eq!(read(&model, &[vec!["one", "2"]]).len(), 2);
                }
            }
        }
    }
}
