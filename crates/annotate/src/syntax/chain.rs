//! The best classes of names for the words of a sentence: a class that goes on with a name
//! stands only behind one that begins it or goes on with it (Viterbi 1967).
//!
//! Class 0 is no name, 2k + 1 begins a name of kind k, and 2k + 2 goes on with it.

/// Room for the search, kept between sentences.
#[derive(Debug, Default)]
pub struct Chains {
    sums: Vec<f32>,
    last: Vec<f32>,
    befores: Vec<u16>,
}

impl Chains {
    /// Writes the class of each word to `chosen`, whose sum of scores is the largest of all
    /// chains that make sense; `rows` are the scores of all classes for word after word.
    pub fn best<'a>(
        &mut self,
        rows: impl Iterator<Item = &'a [f32]>,
        chosen: &mut Vec<u16>,
    ) {
        self.sums.clear();
        self.befores.clear();
        for row in rows {
            std::mem::swap(&mut self.sums, &mut self.last);
            self.sums.clear();
            let last = self.last.as_slice();
            let most = largest(last);
            for (class, score) in row.iter().enumerate() {
                let goes_on = class > 0 && class % 2 == 0;
                let (sum, before) = match last {
                    [] => (if goes_on { f32::NEG_INFINITY } else { 0.0 }, 0),
                    _ if !goes_on => (last[most], most),
                    _ if last[class - 1] > last[class] => (last[class - 1], class - 1),
                    _ => (last[class], class),
                };
                self.befores.push(u16::try_from(before).unwrap_or(0));
                self.sums.push(sum + score);
            }
        }
        chosen.clear();
        let mut class = largest(&self.sums);
        for befores in self.befores.chunks_exact(self.sums.len().max(1)).rev() {
            chosen.push(u16::try_from(class).unwrap_or(0));
            class = usize::from(befores[class]);
        }
        chosen.reverse();
    }
}

/// The place of the largest number; of equals the first.
pub(super) fn largest(scores: &[f32]) -> usize {
    let mut at = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[at] {
            at = i;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(rows: &[[f32; 5]]) -> Vec<u16> {
        let mut chosen = vec![9];
        Chains::default().best(rows.iter().map(<[f32; 5]>::as_slice), &mut chosen);
        chosen
    }

    #[test]
    fn a_name_goes_on_with_its_own_kind() {
        // The second word likes to go on with the other kind best.
        let rows = [[0.0, 2.0, 0.0, 1.0, 0.0], [0.0, 0.0, 2.0, 0.0, 2.5]];
        assert_eq!(best(&rows), [1, 2]);
        let rows = [[0.0, 2.0, 0.0, 1.8, 0.0], [0.0, 0.0, 2.0, 0.0, 2.5]];
        assert_eq!(best(&rows), [3, 4]);
    }

    #[test]
    fn no_name_begins_in_its_middle() {
        let rows = [[0.0, 1.0, 3.0, 0.0, 0.0], [0.0, 0.0, 4.0, 0.0, 0.0]];
        assert_eq!(best(&rows), [1, 2]);
        assert_eq!(best(&[[0.5, 0.0, 3.0, 0.0, 9.0]]), [0]);
        assert!(best(&[]).is_empty());
    }

    #[test]
    fn the_chosen_chain_is_the_best_of_all() {
        let mut seed = 5_u32;
        for _ in 0..50 {
            let rows: Vec<[f32; 5]> = (0..4)
                .map(|_| {
                    std::array::from_fn(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (seed >> 16) as f32 / 65_536.0
                    })
                })
                .collect();
            let sum = |chain: &[u16]| -> f32 {
                chain.iter().zip(&rows).map(|(c, row)| row[usize::from(*c)]).sum()
            };
            let fits = |chain: &[u16]| {
                let before = [0].iter().chain(chain);
                before
                    .zip(chain)
                    .all(|(b, c)| *c == 0 || c % 2 == 1 || b == c || b + 1 == *c)
            };
            let most = (0..5_u16.pow(4))
                .map(|n| [n % 5, n / 5 % 5, n / 25 % 5, n / 125])
                .filter(|chain| fits(chain))
                .map(|chain| sum(&chain))
                .fold(f32::MIN, f32::max);
            let chosen = best(&rows);
            assert!(fits(&chosen) && (sum(&chosen) - most).abs() < 1e-6);
        }
    }
}
