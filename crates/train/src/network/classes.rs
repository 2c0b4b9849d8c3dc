//! The answers that the network chooses from.

use crate::conllu::Gold;

/// Kinds of names, in the order of their classes.
pub(crate) const NAMES: [&str; 4] = ["PER", "LOC", "ORG", "MISC"];

/// Answers by number, each list in ascending order.
pub(crate) struct Classes {
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) relations: Vec<String>,
}

impl Classes {
    /// All answers that the sentences hold.
    pub(crate) fn new(data: &[Gold]) -> Classes {
        let words = || data.iter().flat_map(|s| &s.words);
        let mut tags: Vec<_> =
            words().map(|w| (w.upos.clone(), w.xpos.clone())).collect();
        tags.sort();
        tags.dedup();
        let mut relations: Vec<_> = words().map(|w| w.relation.clone()).collect();
        relations.sort();
        relations.dedup();
        Classes { tags, relations }
    }

    pub(crate) fn tag(&self, upos: &str, xpos: &str) -> Option<usize> {
        self.tags
            .binary_search_by(|(u, x)| (u.as_str(), x.as_str()).cmp(&(upos, xpos)))
            .ok()
    }

    pub(crate) fn relation(&self, name: &str) -> Option<usize> {
        self.relations.binary_search_by(|r| r.as_str().cmp(name)).ok()
    }

    /// The class of a name tag, "O" or "B-PER" and the like.
    pub(crate) fn name(&self, tag: &str) -> Option<usize> {
        let Some((place, kind)) = tag.split_once('-') else { return Some(0) };
        let kind = NAMES.iter().position(|k| *k == kind)?;
        Some(2 * kind + if place == "B" { 1 } else { 2 })
    }
}
