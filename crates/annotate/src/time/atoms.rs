//! A text cut into atoms (runs of letters, runs of digits, single marks), so that temporal
//! expressions do not depend on how tokens were cut.

use chancery_codebook::{TimeClass, TimeWord, Times, time_atoms, time_key};
use chancery_model::{Sentence, Token};

/// A run of letters or of digits, or a mark.
pub(super) struct Atom {
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// The form for looking it up.
    pub(super) key: Box<str>,
    /// Whether it begins with a capital letter.
    pub(super) is_capitalised: bool,
    /// Whether no space stands before it.
    pub(super) is_glued: bool,
    /// Index of its sentence.
    pub(super) sentence: u32,
    /// Index of the token it begins in.
    pub(super) token: Option<u32>,
}

impl Atom {
    /// Whether it is a run of digits.
    pub(super) fn is_number(&self) -> bool {
        self.key.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is a run of letters.
    pub(super) fn is_word(&self) -> bool {
        self.key.starts_with(char::is_alphabetic)
    }
}

/// One reading of the atoms from some index on.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) class: TimeClass,
    /// Number of atoms.
    pub(super) length: usize,
    /// Its number.
    pub(super) value: i32,
    /// Whether it has common meanings besides this one.
    pub(super) is_doubtful: bool,
    /// The word, unless the reading is built in.
    pub(super) word: Option<&'a TimeWord>,
}

/// The atoms of a text; gaps between sentences belong to the sentence before.
pub(super) fn atoms(text: &str, sentences: &[Sentence], tokens: &[Token]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let (mut sentence, mut token) = (0_usize, 0_usize);
    for (start, atom) in time_atoms(text) {
        let end = start + atom.len();
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else {
            break;
        };
        while sentences.get(sentence + 1).is_some_and(|next| next.span.start() <= start) {
            sentence += 1;
        }
        while tokens.get(token).is_some_and(|token| token.span.end() <= start) {
            token += 1;
        }
        let inside = tokens.get(token).is_some_and(|token| token.span.start() <= start);
        atoms.push(Atom {
            start,
            end,
            key: time_key(atom),
            is_capitalised: atom.chars().next().is_some_and(char::is_uppercase),
            is_glued: atoms.last().is_some_and(|before| before.end == start),
            sentence: u32::try_from(sentence).unwrap_or(u32::MAX),
            token: if inside { u32::try_from(token).ok() } else { None },
        });
    }
    atoms
}

/// For each sentence, the index of its paragraph: line breaks between sentences part them.
pub(super) fn paragraphs(text: &str, sentences: &[Sentence]) -> Vec<u32> {
    let mut paragraph = 0;
    let mut before = 0;
    let mut all = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let gap = text.get(before..sentence.span.start() as usize).unwrap_or_default();
        if gap.contains('\n') {
            paragraph += 1;
        }
        before = sentence.span.end() as usize;
        all.push(paragraph);
    }
    all
}

/// The words of the codebook that begin at an atom.
pub(super) fn words_at<'a>(
    atoms: &'a [Atom],
    at: usize,
    times: &'a Times,
) -> impl Iterator<Item = Item<'a>> {
    let fits = move |word: &&TimeWord| {
        let end = at + word.atoms.len();
        let Some(found) = atoms.get(at..end) else { return false };
        let same = found.iter().zip(&word.atoms).all(|(atom, key)| atom.key == *key);
        same && (!word.is_capitalised || found[0].is_capitalised)
            && found.iter().all(|atom| atom.sentence == found[0].sentence)
    };
    let key = atoms.get(at).map_or("", |atom| &atom.key);
    times.beginning_with(key).filter(fits).map(|word| Item {
        class: word.class,
        length: word.atoms.len(),
        value: word.value,
        is_doubtful: word.is_doubtful,
        word: Some(word),
    })
}

/// Whether a word of this class begins at an atom.
pub(super) fn has_class(
    atoms: &[Atom],
    at: usize,
    times: &Times,
    class: TimeClass,
) -> bool {
    words_at(atoms, at, times).any(|item| item.class == class)
}

/// Whether a word of this class ends just before an atom.
pub(super) fn has_class_before(
    atoms: &[Atom],
    at: usize,
    times: &Times,
    class: TimeClass,
) -> bool {
    (1..=3.min(at)).any(|back| {
        words_at(atoms, at - back, times)
            .any(|item| item.class == class && item.length == back)
    })
}
