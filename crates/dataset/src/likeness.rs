//! Texts that are nearly the same: `MinHash` over runs of words (Broder 1997), compared where
//! bands of them agree.

use chancery_model::{Document, DocumentId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Words in a run.
const RUN: usize = 5;
/// Runs below which a text is too short to be told from another.
const LEAST: usize = 20;
/// Bands of a signature; two texts of which one band agrees are compared. With so many bands of
/// so many rows that happens from about half of the runs in common.
const BANDS: usize = 20;
/// Rows of a band.
const ROWS: usize = 5;
/// Of all rows so many must agree: about half of the runs are the same.
const ALIKE: usize = BANDS * ROWS / 2;

/// The least hash of the runs of a text, under as many hash functions as there are rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Signature(Box<[u64]>);

impl Signature {
    /// `None` for a text that is too short.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let words = words(document);
        if words.len() < LEAST + RUN - 1 {
            return None;
        }
        let mut least = vec![u64::MAX; BANDS * ROWS];
        for run in words.windows(RUN) {
            let hash = run.iter().fold(0, |hash, word| mixed(hash ^ word));
            for (row, least) in least.iter_mut().enumerate() {
                *least = (*least).min(mixed(hash.wrapping_add(row as u64 + 1)));
            }
        }
        Some(Self(least.into()))
    }

    /// As it is stored.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|row| row.to_le_bytes()).collect()
    }

    /// What was stored; `None` for a text that is too short.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (rows, rest) = bytes.as_chunks::<8>();
        let is_whole = rows.len() == BANDS * ROWS && rest.is_empty();
        is_whole.then(|| Self(rows.iter().map(|row| u64::from_le_bytes(*row)).collect()))
    }

    fn is_like(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= ALIKE
    }
}

/// The words of the parts that are coded, as numbers.
fn words(document: &Document) -> Vec<u64> {
    let zones = document.zones.items.iter().filter(|zone| zone.kind.is_coded());
    let texts = zones.filter_map(|zone| zone.span.text(&document.text));
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let words = words.filter(|word| !word.is_empty());
    words
        .map(|word| {
            let letters = word.chars().flat_map(char::to_lowercase);
            letters.fold(0, |hash, letter| mixed(hash ^ u64::from(letter)))
        })
        .collect()
}

/// Spreads a number over all numbers (the finaliser of `SplitMix64`).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// The signatures of documents, each worked out at most once.
#[derive(Debug, Default)]
pub(crate) struct Signatures(BTreeMap<DocumentId, OnceLock<Option<Signature>>>);

impl Signatures {
    /// Of these documents, some of which are known.
    pub(crate) fn new(
        documents: impl Iterator<Item = DocumentId>,
        mut known: BTreeMap<DocumentId, Option<Signature>>,
    ) -> Self {
        let place =
            |id| (id, known.remove(&id).map_or_else(OnceLock::new, OnceLock::from));
        Self(documents.map(place).collect())
    }

    fn of(&self, document: &Document) -> Option<&Signature> {
        let place = self.0.get(&document.id)?;
        place.get_or_init(|| Signature::of(document)).as_ref()
    }
}

/// Pairs of documents, by their places, whose texts are nearly the same.
pub(crate) fn near_copies(
    documents: &[&Document],
    signatures: &Signatures,
) -> Vec<[usize; 2]> {
    if documents.len() < 2 {
        return Vec::new();
    }
    let signatures: Vec<Option<&Signature>> =
        documents.iter().map(|document| signatures.of(document)).collect();
    let mut bands: BTreeMap<(usize, &[u64]), Vec<usize>> = BTreeMap::new();
    for (at, signature) in signatures.iter().enumerate() {
        let rows = signature.iter().flat_map(|signature| signature.0.chunks(ROWS));
        for (band, rows) in rows.enumerate() {
            bands.entry((band, rows)).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for members in bands.values() {
        // The first stands for the rest: what is like it is one group with it.
        for &other in &members[1..] {
            pairs.insert([members[0], other]);
        }
    }
    let is_like = |[a, b]: &[usize; 2]| match (signatures[*a], signatures[*b]) {
        (Some(a), Some(b)) => a.is_like(b),
        _ => false,
    };
    pairs.into_iter().filter(is_like).collect()
}
