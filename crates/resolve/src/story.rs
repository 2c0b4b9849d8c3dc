//! Which documents tell one story, by their words, and which mentions in them can tell one
//! occurrence, by the family of the word that names it.
//!
//! This serves mentions that no rule codes. They have no type, and often no actors: what is left
//! is that texts of one story seldom tell two occurrences by one word.

use crate::group::{self, Rule};
use crate::score::Score;
use chancery_codebook::Codebook;
use std::collections::BTreeMap;

/// A word that names an occurrence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Telling {
    /// The document, by its place in the list of documents.
    pub document: usize,
    /// The lemma of the word.
    pub lemma: Box<str>,
}

/// Groups mentions: `documents` holds the lemmas of the words of each document that carry
/// meaning, `tellings` the mentions. Gives the places of the mentions in `tellings`, each in
/// exactly one group, groups by their first mention.
pub fn resolve_words(
    documents: &[Vec<Box<str>>],
    tellings: &[Telling],
    codebook: &Codebook,
) -> Vec<Vec<usize>> {
    let stories = stories(documents, codebook.kinship.limits.story);
    let mut places: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, telling) in tellings.iter().enumerate() {
        let key = (stories[telling.document], codebook.families.of(&telling.lemma));
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// The story of each document, by number.
fn stories(documents: &[Vec<Box<str>>], threshold: i32) -> Vec<usize> {
    let words = weigh(documents);
    let mut pairs = Vec::new();
    for b in 0..words.len() {
        pairs.extend((0..b).map(|a| [a, b]));
    }
    let compare = |a: usize, b: usize| Some(Score::of(words[a].likeness(&words[b])));
    let rule = Rule { threshold, margin: None, most: usize::MAX };
    let grouped = group::group(words.len(), &pairs, compare, rule);
    let mut story = vec![0; documents.len()];
    for (number, members) in grouped.groups.iter().enumerate() {
        members.iter().for_each(|&at| story[at] = number);
    }
    story
}

/// The words of a document, each with its weight, and the length of the whole.
struct Weighed {
    words: Vec<(u32, u64)>,
    length: u64,
}

impl Weighed {
    /// The cosine of the angle between the two, in thousandths.
    fn likeness(&self, other: &Self) -> i32 {
        let (mut one, mut two) =
            (self.words.iter().peekable(), other.words.iter().peekable());
        let mut sum: u64 = 0;
        while let (Some((a, x)), Some((b, y))) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    sum += x * y;
                    one.next();
                    two.next();
                }
            }
        }
        let whole = (self.length * other.length).max(1);
        i32::try_from(sum * 1000 / whole).unwrap_or(1000)
    }
}

/// Words weigh more the more often a document has them, and the fewer documents do.
fn weigh(documents: &[Vec<Box<str>>]) -> Vec<Weighed> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut having: Vec<usize> = Vec::new();
    let mut counted: Vec<BTreeMap<u32, u32>> = Vec::new();
    for document in documents {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for word in document {
            let fresh = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(word).or_insert(fresh);
            *counts.entry(number).or_default() += 1;
        }
        having.resize(numbers.len(), 0);
        counts.keys().for_each(|&number| having[number as usize] += 1);
        counted.push(counts);
    }
    let all = documents.len();
    let weight = |(number, times): (u32, u32)| {
        let rarity = ln_permille(all, having[number as usize]);
        (number, (1000 + ln_permille(times as usize, 1)) * rarity / 1000)
    };
    counted
        .into_iter()
        .map(|counts| {
            let words: Vec<(u32, u64)> = counts.into_iter().map(weight).collect();
            let length =
                words.iter().map(|(_, weight)| weight * weight).sum::<u64>().isqrt();
            Weighed { words, length }
        })
        .collect()
}

/// The natural logarithm of `part / whole`, in thousandths, by whole numbers alone: the number of
/// doublings, and what remains on a straight line between two of them.
fn ln_permille(part: usize, whole: usize) -> u64 {
    const LN_2: u64 = 693;
    let scaled = (part as u64 * 1024 / (whole as u64).max(1)).max(1024);
    let doublings = u64::from(scaled.ilog2());
    let rest = scaled * 1000 / (1 << doublings) - 1000;
    ((doublings - 10) * 1000 + rest) * LN_2 / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(texts: &[&str]) -> Vec<Vec<Box<str>>> {
        texts.iter().map(|text| text.split(' ').map(Into::into).collect()).collect()
    }

    #[test]
    fn documents_of_one_story_share_rare_words() {
        let documents = documents(&[
            "minister resign scandal budget vote",
            "vote budget scandal minister quit",
            "flood river village rescue vote",
            "rescue village flood boat vote",
        ]);
        assert_eq!(stories(&documents, 160), [0, 0, 1, 1]);
    }

    #[test]
    fn one_word_in_two_stories_tells_two_occurrences() {
        let codebook = Codebook::load(&chancery_codebook::Files::embedded()).unwrap();
        let documents = documents(&["a b c x", "c b a y", "p q r x", "r q p y"]);
        let telling =
            |(document, lemma): (usize, &str)| Telling { document, lemma: lemma.into() };
        let said =
            [(0, "arrest"), (1, "arrest"), (2, "arrest"), (1, "decide"), (0, "decision")];
        let tellings: Vec<Telling> = said.into_iter().map(telling).collect();
        let groups = resolve_words(&documents, &tellings, &codebook);
        assert_eq!(groups, [vec![0, 1], vec![2], vec![3, 4]]);
    }

    #[test]
    fn logarithms_are_near_enough() {
        for (part, whole, exact) in
            [(770, 1, 6646), (770, 3, 5548), (10, 10, 0), (3, 2, 405)]
        {
            assert!(ln_permille(part, whole).abs_diff(exact) < 70, "{part} {whole}");
        }
    }
}
