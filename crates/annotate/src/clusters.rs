//! Word table: the clusters and the known tags of frequent words, found by the hash of the word.

use crate::features::hash_text;

/// What the table knows of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordClasses {
    /// Cluster at each size, coarse to fine; an unknown word has numbers of its own.
    pub cluster: [u64; 3],
    /// Class of the tags that the word takes; 0 if it is not known.
    pub ambiguity: u64,
}

/// One row: the upper half of the word's hash, its clusters and its class of tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordRow {
    /// The upper 32 bits of the hash of the folded word.
    pub hash: u32,
    /// Cluster at each size plus one; 0 if the word has none.
    pub cluster: [u16; 3],
    /// Class of tags; 0 if it is not known.
    pub ambiguity: u16,
}

/// The table, sorted by hash, with an index over its upper bits.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    rows: Vec<WordRow>,
    starts: Vec<u32>,
}

const INDEX_BITS: u32 = 15;

/// The shortest beginning of a word whose clusters may stand for the word's, in bytes.
const SHORTEST: usize = 4;

/// The most characters that may follow such a beginning.
const LONGEST_TAIL: usize = 4;

/// The hash under which a folded word stands in the table.
#[must_use]
pub fn word_hash(folded: &str) -> u32 {
    u32::try_from(hash_text(folded) >> 32).unwrap_or(0)
}

impl WordTable {
    /// Builds the table; of rows with one hash the first after sorting stays.
    #[must_use]
    pub fn new(mut rows: Vec<WordRow>) -> WordTable {
        rows.sort_unstable();
        rows.dedup_by_key(|r| r.hash);
        let mut starts = vec![0_u32; (1 << INDEX_BITS) + 1];
        for row in &rows {
            starts[(row.hash >> (32 - INDEX_BITS)) as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        WordTable { rows, starts }
    }

    /// The rows, sorted by hash.
    #[must_use]
    pub fn rows(&self) -> &[WordRow] {
        &self.rows
    }

    /// The classes of a folded word. A word without clusters takes those of its longest known beginning, if that is
    /// most of it ("envoyship" those of "envoy").
    #[must_use]
    pub fn get(&self, folded: &str) -> WordClasses {
        let own = self.find(folded);
        if own.is_some_and(|r| r.cluster[0] != 0) || folded.len() < SHORTEST + 1 {
            return own.map_or_else(|| classes(&WordRow::default()), classes);
        }
        let stem = folded
            .char_indices()
            .rev()
            .take(LONGEST_TAIL)
            .take_while(|(at, _)| *at >= SHORTEST)
            .filter_map(|(at, _)| self.find(&folded[..at]))
            .find(|r| r.cluster[0] != 0);
        let ambiguity = own.map_or(0, |r| r.ambiguity);
        let cluster = stem.map_or([0; 3], |r| r.cluster);
        classes(&WordRow { hash: 0, cluster, ambiguity })
    }

    fn find(&self, folded: &str) -> Option<&WordRow> {
        let hash = word_hash(folded);
        let bucket = (hash >> (32 - INDEX_BITS)) as usize;
        let (from, to) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        self.rows[from as usize..to as usize].iter().find(|r| r.hash == hash)
    }
}

fn classes(row: &WordRow) -> WordClasses {
    let [a, b, c] = row.cluster.map(u64::from);
    WordClasses {
        cluster: [a + 10, b + 2_000, c + 4_000],
        ambiguity: u64::from(row.ambiguity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let words = ["treaty", "envoy", "signed", "the", "\u{e9}tat"];
        let rows = words
            .iter()
            .zip(1_u16..)
            .map(|(w, n)| WordRow {
                hash: word_hash(w),
                cluster: [n, n, n],
                ambiguity: n,
            })
            .collect();
        let table = WordTable::new(rows);
        for (w, n) in words.iter().zip(1_u64..) {
            assert_eq!(table.get(w).ambiguity, n);
        }
        assert_eq!(table.get("unheard").ambiguity, 0);
        assert_eq!(WordTable::default().get("the").ambiguity, 0);
    }
}
