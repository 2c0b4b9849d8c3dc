//! The trained model of English syntax: tags, lemmas and trees of a sentence whose words are known.

use std::ops::Range;

use chancery_model::Span;

use crate::clusters::{WordRow, WordTable};
use crate::features::{Lex, LexSpace};
use crate::lemma::{Case, Lemmas, Script};
use crate::model_file::{ModelError, Reader, Writer, unpack};
use crate::parse::{Beam, Inventory, read_tree};
use crate::perceptron::{Linear, MAX_CLASSES};
use crate::syntax_parse_features::Items;
use crate::syntax_state::Move;
use crate::tag::{TagSpace, Taggers};

/// A word with its tags, its lemma and its place in the tree of its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedToken {
    /// Lemma.
    pub lemma: String,
    /// Universal part of speech, such as "PROPN".
    pub upos: String,
    /// Fine tag, such as "NNP".
    pub xpos: String,
    /// Place of the head in the sentence, from 0; `None` for the root.
    pub head: Option<usize>,
    /// UD relation with its subtype, such as "nsubj:pass".
    pub relation: String,
}

/// Everything of a model that is not weights.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Classes of words.
    pub words: WordTable,
    /// Part of speech and fine tag of each tag class.
    pub tags: Vec<(String, String)>,
    /// Lemma endings.
    pub lemmas: Lemmas,
    /// What each class of the parser does.
    pub inventory: Inventory,
    /// Number of states that the search keeps.
    pub width: usize,
}

/// A loaded model.
#[derive(Clone, Debug)]
pub struct Syntax {
    tables: Tables,
    codes: Vec<TagCode>,
    taggers: Taggers<Linear>,
    parser: Linear,
    digest: String,
}

/// Numbers of one tag class for the parser.
#[derive(Clone, Copy, Debug)]
pub struct TagCode {
    /// Fine tag.
    pub tag: u64,
    /// Part of speech.
    pub upos: u64,
    /// 1 verb or auxiliary, 2 comma, 3 other mark, 0 else.
    pub kind: u64,
}

/// Sentences longer than this are parsed in pieces.
pub const LONGEST_SENTENCE: usize = 400;

const LARGEST_TABLE: u64 = 1 << 16;

impl Syntax {
    /// Loads a model file.
    ///
    /// # Errors
    /// If the file is not a model of this version, or is damaged.
    pub fn load(bytes: &[u8]) -> Result<Syntax, ModelError> {
        let body = unpack(bytes)?;
        let mut r = Reader::new(&body);
        let tables = Tables::read(&mut r)?;
        let forward = r.linear(tables.tags.len(), "forward tagger")?;
        let backward = r.linear(tables.tags.len(), "backward tagger")?;
        let taggers = Taggers { forward, backward };
        let parser = r.linear(tables.inventory.classes.len(), "parser")?;
        if !r.rest().is_empty() {
            return Err(ModelError::Body("end"));
        }
        let codes = tables.tag_codes();
        let digest = blake3::hash(bytes).to_hex().to_string();
        Ok(Syntax { tables, codes, taggers, parser, digest })
    }

    /// The BLAKE3 digest of the model file, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Tags, lemmas and tree of one sentence: the words `sentence` of `tokens`, which lie in `text`.
    ///
    /// A sentence of more than [`LONGEST_SENTENCE`] words is parsed in pieces whose roots hang on the first piece's.
    ///
    /// # Panics
    /// If a span does not lie in `text` on character boundaries, or `sentence` not in `tokens`.
    #[must_use]
    pub fn parse(
        &self,
        text: &str,
        tokens: &[Span],
        sentence: Range<usize>,
    ) -> Vec<ParsedToken> {
        self.parse_with(&mut Workspace::default(), text, tokens, sentence)
    }

    /// The same, with room that can be kept from sentence to sentence.
    ///
    /// # Panics
    /// As [`Syntax::parse`].
    #[must_use]
    pub fn parse_with(
        &self,
        space: &mut Workspace,
        text: &str,
        tokens: &[Span],
        sentence: Range<usize>,
    ) -> Vec<ParsedToken> {
        let forms: Vec<&str> = tokens[sentence]
            .iter()
            .map(|s| &text[s.start() as usize..s.end() as usize])
            .collect();
        self.parse_sentence(space, &forms)
    }

    /// Tags, lemmas and tree of one sentence, given as word forms, which need not be those of
    /// a text.
    pub fn parse_sentence(
        &self,
        space: &mut Workspace,
        forms: &[&str],
    ) -> Vec<ParsedToken> {
        let mut out = Vec::with_capacity(forms.len());
        let mut first_root = None;
        for piece in forms.chunks(LONGEST_SENTENCE) {
            let from = out.len();
            self.parse_forms(space, piece, &mut out);
            for (at, token) in out.iter_mut().enumerate().skip(from) {
                token.head = token.head.map(|h| h + from);
                if token.head.is_none() {
                    match first_root {
                        None => first_root = Some(at),
                        Some(root) => {
                            token.head = Some(root);
                            "parataxis".clone_into(&mut token.relation);
                        }
                    }
                }
            }
        }
        out
    }

    /// Parses the words of one sentence of at most [`LONGEST_SENTENCE`] words and adds them to `out`.
    pub fn parse_forms(
        &self,
        space: &mut Workspace,
        forms: &[&str],
        out: &mut Vec<ParsedToken>,
    ) {
        let Workspace { lex, words, tags, tagging, items, beam, tree } = space;
        words.clear();
        words.extend(forms.iter().map(|form| lex.read(form, &self.tables.words)));
        self.taggers.tag(words, tagging, tags);
        items.fill(words, |at| {
            let code = &self.codes[usize::from(tags[at])];
            (code.tag, code.upos, code.kind)
        });
        let end =
            beam.parse(&self.parser, &self.tables.inventory, items, self.tables.width);
        read_tree(end, &self.tables.inventory, tree);
        for ((form, tag), (head, relation)) in
            forms.iter().zip(tags.iter()).zip(tree.iter())
        {
            let (upos, xpos) = &self.tables.tags[usize::from(*tag)];
            let relation = &self.tables.inventory.relations[usize::from(*relation)];
            out.push(ParsedToken {
                lemma: self.tables.lemmas.lemma(form, xpos),
                upos: upos.clone(),
                xpos: xpos.clone(),
                head: *head,
                relation: relation.clone(),
            });
        }
    }
}

/// Room for parsing, kept between sentences so that nothing large is allocated for each.
#[derive(Debug, Default)]
pub struct Workspace {
    lex: LexSpace,
    words: Vec<Lex>,
    tags: Vec<u8>,
    tagging: TagSpace,
    items: Items,
    beam: Beam,
    tree: Vec<(Option<usize>, u8)>,
}

impl Tables {
    /// The numbers that the parser uses for each tag class.
    #[must_use]
    pub fn tag_codes(&self) -> Vec<TagCode> {
        self.tags
            .iter()
            .map(|(upos, xpos)| TagCode {
                tag: crate::features::hash_text(xpos),
                upos: crate::features::hash_text(upos),
                kind: match (upos.as_str(), xpos.as_str()) {
                    ("VERB" | "AUX", _) => 1,
                    (_, ",") => 2,
                    ("PUNCT", _) => 3,
                    _ => 0,
                },
            })
            .collect()
    }

    /// Writes the tables.
    pub fn write(&self, w: &mut Writer) {
        w.number(self.words.rows().len() as u64);
        let mut last = 0;
        for row in self.words.rows() {
            w.number(u64::from(row.hash - last));
            last = row.hash;
        }
        for column in 0..3 {
            for row in self.words.rows() {
                w.number(u64::from(row.cluster[column]));
            }
        }
        for row in self.words.rows() {
            w.number(u64::from(row.ambiguity));
        }
        w.number(self.tags.len() as u64);
        for (upos, xpos) in &self.tags {
            w.text(upos);
            w.text(xpos);
        }
        w.number(self.lemmas.scripts.len() as u64);
        for s in &self.lemmas.scripts {
            w.number(u64::from(s.cut));
            w.text(&s.put);
            w.number(s.case as u64);
        }
        w.number(self.lemmas.endings.len() as u64);
        let mut last = 0;
        for (hash, _) in &self.lemmas.endings {
            w.number(u64::from(hash - last));
            last = *hash;
        }
        for (_, script) in &self.lemmas.endings {
            w.number(u64::from(*script));
        }
        w.number(self.inventory.relations.len() as u64);
        for name in &self.inventory.relations {
            w.text(name);
        }
        w.number(self.inventory.classes.len() as u64);
        for (made, relation) in &self.inventory.classes {
            w.number(u64::from(*made));
            w.number(u64::from(*relation));
        }
        w.number(u64::from(self.inventory.root));
        w.number(u64::from(self.inventory.parataxis));
        w.number(self.width as u64);
    }

    /// Reads the tables.
    ///
    /// # Errors
    /// If anything in them is out of range.
    pub fn read(r: &mut Reader<'_>) -> Result<Tables, ModelError> {
        let words = read_words(r)?;
        let tags = read_list(r, "tags", |r| {
            Ok((r.text("tags")?.to_owned(), r.text("tags")?.to_owned()))
        })?;
        if tags.is_empty() || tags.len() > MAX_CLASSES {
            return Err(ModelError::Body("tags"));
        }
        let lemmas = read_lemmas(r)?;
        let inventory = read_inventory(r)?;
        let width = r.at_most(64, "width")?;
        if width == 0 {
            return Err(ModelError::Body("width"));
        }
        Ok(Tables { words, tags, lemmas, inventory, width })
    }
}

fn read_list<T>(
    r: &mut Reader<'_>,
    part: &'static str,
    mut one: impl FnMut(&mut Reader<'_>) -> Result<T, ModelError>,
) -> Result<Vec<T>, ModelError> {
    let n = r.count(part)?;
    (0..n).map(|_| one(r)).collect()
}

/// Reads ascending numbers stored as gaps.
fn read_sorted(
    r: &mut Reader<'_>,
    n: usize,
    part: &'static str,
) -> Result<Vec<u32>, ModelError> {
    let mut last = 0_u32;
    (0..n)
        .map(|_| {
            let gap: u32 = r.at_most(u64::from(u32::MAX), part)?;
            last = last.checked_add(gap).ok_or(ModelError::Body(part))?;
            Ok(last)
        })
        .collect()
}

fn read_words(r: &mut Reader<'_>) -> Result<WordTable, ModelError> {
    let part = "words";
    let n = r.count(part)?;
    let mut rows: Vec<WordRow> = read_sorted(r, n, part)?
        .into_iter()
        .map(|hash| WordRow { hash, ..WordRow::default() })
        .collect();
    for column in 0..3 {
        for row in &mut rows {
            row.cluster[column] = r.at_most(LARGEST_TABLE - 1, part)?;
        }
    }
    for row in &mut rows {
        row.ambiguity = r.at_most(LARGEST_TABLE - 1, part)?;
    }
    Ok(WordTable::new(rows))
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
    let n = r.count(part)?;
    let hashes = read_sorted(r, n, part)?;
    let endings = hashes
        .into_iter()
        .map(|hash| Ok((hash, r.at_most(LARGEST_TABLE - 1, part)?)))
        .collect::<Result<Vec<(u32, u16)>, ModelError>>()?;
    if endings.iter().any(|e| usize::from(e.1) >= scripts.len()) {
        return Err(ModelError::Body(part));
    }
    Ok(Lemmas { scripts, endings })
}

fn read_inventory(r: &mut Reader<'_>) -> Result<Inventory, ModelError> {
    let part = "moves";
    let relations = read_list(r, part, |r| Ok(r.text(part)?.to_owned()))?;
    let known = relations.len() as u64;
    let last = known.checked_sub(1).ok_or(ModelError::Body(part))?;
    let classes =
        read_list(r, part, |r| Ok((r.at_most(3, part)?, r.at_most(last, part)?)))?;
    let root = r.at_most(last, part)?;
    let parataxis = r.at_most(last, part)?;
    let what = Inventory { relations, classes, root, parataxis };
    // Without these three a search could come to a state with no way on.
    let needed = [(Move::Shift, 0), (Move::Reduce, 0), (Move::Left, root)];
    if what.classes.len() > MAX_CLASSES
        || known > 255
        || needed.iter().any(|&(m, rel)| what.class(m, rel).is_none())
    {
        return Err(ModelError::Body(part));
    }
    Ok(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_file::pack;

    fn body() -> Vec<u8> {
        let names = ["parataxis", "root"].map(str::to_owned).to_vec();
        let tables = Tables {
            tags: vec![
                ("NOUN".to_owned(), "NN".to_owned()),
                ("X".to_owned(), "FW".to_owned()),
            ],
            inventory: Inventory {
                relations: names,
                classes: vec![(0, 0), (1, 0), (2, 0), (2, 1), (3, 0)],
                root: 1,
                parataxis: 0,
            },
            width: 2,
            ..Tables::default()
        };
        let mut w = Writer::default();
        tables.write(&mut w);
        w.linear(2, &[(7, vec![(1, 4)])]);
        w.linear(2, &[]);
        w.linear(5, &[(9, vec![(0, 3), (4, -2)])]);
        w.bytes
    }

    #[test]
    fn a_small_model_loads_and_gives_every_word_a_place() {
        let file = pack(&body()).expect("packs");
        let model = Syntax::load(&file).expect("loads");
        assert_eq!(model.digest().len(), 64);
        let text = "one two three ".repeat(300);
        let tokens = crate::token::tokens(&text);
        let parsed = model.parse(&text, &tokens, 0..tokens.len());
        assert_eq!(parsed.len(), tokens.len());
        assert_eq!(parsed.iter().filter(|t| t.head.is_none()).count(), 1);
        assert!(parsed.iter().all(|t| t.head.is_none_or(|h| h < parsed.len())));
        assert!(model.parse(&text, &tokens, 3..3).is_empty());
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_breaks() {
        let whole = body();
        let load = |bytes: &[u8]| Syntax::load(&pack(bytes).expect("packs"));
        // A body is mostly the bits of absent keys: a few places tell as much as all.
        let every = |length: usize| (0..length).step_by(length / 23 + 1);
        for end in every(whole.len()) {
            assert!(load(&whole[..end]).is_err(), "cut at {end}");
        }
        assert!(load(&[whole.as_slice(), &[0]].concat()).is_err());
        for at in every(whole.len()) {
            for change in [1, 0x7f, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                let _ = load(&bytes);
            }
        }
        let file = pack(&whole).expect("packs");
        for at in every(file.len()) {
            let mut bytes = file.clone();
            bytes[at] ^= 0x55;
            let _ = Syntax::load(&bytes);
        }
    }
}
