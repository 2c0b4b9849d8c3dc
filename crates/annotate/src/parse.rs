//! Beam search for the tree of a sentence, with the arc-eager moves.

use crate::perceptron::{MAX_CLASSES, Score, Scores};
use crate::syntax_parse_features::{Items, ParseKeys, parse_keys};
use crate::syntax_state::{Move, State};

/// What each class of the parser's model does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Names of the relations.
    pub relations: Vec<String>,
    /// Move and relation of each class; the relation of shift and reduce is 0 and unused.
    pub classes: Vec<(u8, u8)>,
    /// The number of the relation "root".
    pub root: u8,
    /// The relation given to a second root.
    pub parataxis: u8,
}

impl Inventory {
    /// The move and relation of a class.
    #[must_use]
    pub fn act(&self, class: usize) -> (Move, u8) {
        let (made, relation) = self.classes[class];
        (Move::ALL[usize::from(made & 3)], relation)
    }

    /// The class of a move.
    #[must_use]
    pub fn class(&self, made: Move, relation: u8) -> Option<usize> {
        let relation = if made < Move::Left { 0 } else { relation };
        self.classes
            .iter()
            .position(|&(m, r)| Move::ALL[usize::from(m & 3)] == made && r == relation)
    }
}

/// A state that may be kept: its score, the state it comes from, its class.
type Candidate = (i64, u32, u32);

/// The scores of the keys of each pair of words, once they were needed.
#[derive(Debug, Default)]
struct Pairs {
    /// For each pair, where its scores stand, from 1; 0 if they are not known.
    slots: Vec<u32>,
    scores: Vec<Scores>,
    words: usize,
}

impl Pairs {
    fn start(&mut self, words: u16) {
        self.words = usize::from(words) + 2;
        self.slots.clear();
        self.slots.resize(self.words * self.words, 0);
        self.scores.clear();
    }

    fn place(&self, state: &State) -> usize {
        usize::from(state.top()) * self.words + usize::from(state.next)
    }
}

/// Room for a search, kept between sentences.
#[derive(Debug, Default)]
pub struct Beam {
    /// The states of this step, the best first; only `live` of them count.
    states: Vec<State>,
    spare: Vec<State>,
    live: usize,
    candidates: Vec<Candidate>,
    keys: ParseKeys,
    pairs: Pairs,
    /// All moves made: where the move before stands, and the class.
    pub history: Vec<(u32, u16)>,
}

impl Beam {
    /// Begins a sentence; from here to its end the model must not change.
    pub fn start(&mut self, words: u16) {
        if self.states.is_empty() {
            self.states.push(State::default());
        }
        self.states[0].reset(words);
        self.pairs.start(words);
        self.live = 1;
        self.history.clear();
    }

    /// The states of this step, the best first.
    #[must_use]
    pub fn states(&self) -> &[State] {
        &self.states[..self.live]
    }

    /// Makes one move in every state and keeps the best `width` outcomes; equal scores rank by state, then class.
    pub fn step<S: Score>(
        &mut self,
        model: &S,
        what: &Inventory,
        items: &Items,
        width: usize,
    ) {
        let mut scores: Scores = [0; MAX_CLASSES];
        self.candidates.clear();
        for (from, state) in (0_u32..).zip(&self.states[..self.live]) {
            let place = self.pairs.place(state);
            let known = self.pairs.slots[place] as usize;
            parse_keys(state, items, known == 0, &mut self.keys);
            if known == 0 {
                scores.fill(0);
                model.add(&self.keys.pair, &mut scores);
                self.pairs.scores.push(scores);
                self.pairs.slots[place] =
                    u32::try_from(self.pairs.scores.len()).unwrap_or(0);
            } else {
                scores = self.pairs.scores[known - 1];
            }
            model.add(&self.keys.rest, &mut scores);
            let legal = state.legal();
            let at_root = state.next == state.root();
            for ((class, &(made, relation)), &score) in
                (0_u32..).zip(&what.classes).zip(&scores)
            {
                if !legal[usize::from(made & 3)] {
                    continue;
                }
                // The root takes its words by "root", and nothing else does.
                if made >= 2 && (relation == what.root) != at_root {
                    continue;
                }
                let total = state.score + i64::from(score);
                offer(&mut self.candidates, (total, from, class), width);
            }
        }
        while self.spare.len() < self.candidates.len() {
            self.spare.push(State::default());
        }
        for (slot, &(score, from, class)) in self.spare.iter_mut().zip(&self.candidates) {
            let parent = &self.states[from as usize];
            slot.copy_from(parent);
            let (made, relation) = what.act(class as usize);
            slot.apply(made, relation);
            slot.score = score;
            slot.trace = u32::try_from(self.history.len()).unwrap_or(u32::MAX);
            self.history.push((parent.trace, u16::try_from(class).unwrap_or(0)));
        }
        self.live = self.candidates.len();
        std::mem::swap(&mut self.states, &mut self.spare);
    }

    /// Parses a sentence and returns the best end state.
    pub fn parse<S: Score>(
        &mut self,
        model: &S,
        what: &Inventory,
        items: &Items,
        width: usize,
    ) -> &State {
        let words = u16::try_from(items.words()).unwrap_or(u16::MAX);
        self.start(words);
        for _ in 0..2 * items.words() {
            self.step(model, what, items, width);
        }
        &self.states[0]
    }
}

/// Puts a candidate in its place among the best `width`, in falling order; of equals the earlier stays first.
fn offer(best: &mut Vec<Candidate>, new: Candidate, width: usize) {
    if best.len() == width && best.last().is_some_and(|last| new.0 <= last.0) {
        return;
    }
    let at = best.iter().position(|c| new.0 > c.0).unwrap_or(best.len());
    if best.len() == width {
        best.pop();
    }
    best.insert(at, new);
}

/// Reads the tree off an end state: for each word its head (`None` for the one root) and its relation.
pub fn read_tree(state: &State, what: &Inventory, out: &mut Vec<(Option<usize>, u8)>) {
    out.clear();
    let root = state.root();
    let words = &state.nodes[1..usize::from(root).max(1)];
    let first = words.iter().position(|n| n.head == root || n.head == 0);
    for (at, node) in words.iter().enumerate() {
        out.push(if node.head != root && node.head != 0 {
            (Some(usize::from(node.head) - 1), node.relation)
        } else if first == Some(at) {
            (None, what.root)
        } else {
            (first, what.parataxis)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_come_first_and_the_earlier_of_equals_stays() {
        let mut best = Vec::new();
        for c in [(5, 0, 0), (7, 0, 1), (7, 0, 2), (1, 0, 3), (6, 1, 0), (6, 1, 1)] {
            offer(&mut best, c, 3);
        }
        assert_eq!(best, [(7, 0, 1), (7, 0, 2), (6, 1, 0)]);
    }

    #[test]
    fn a_second_root_hangs_on_the_first() {
        let what = Inventory { root: 4, parataxis: 9, ..Inventory::default() };
        let mut state = State::default();
        state.reset(2);
        for m in [Move::Shift, Move::Shift, Move::Left, Move::Left] {
            state.apply(m, 4);
        }
        let mut tree = Vec::new();
        read_tree(&state, &what, &mut tree);
        assert_eq!(tree, [(None, 4), (Some(0), 9)]);
    }
}
