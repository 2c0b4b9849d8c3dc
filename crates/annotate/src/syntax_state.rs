//! State of the arc-eager transition system: a stack, the first waiting word, and the arcs built so far.
//!
//! Words are numbered from 1; 0 is "no word", and the root stands after the last word. Every word is pushed once
//! (shift, right) and popped once (left, reduce), so that every derivation of a sentence of n words has 2n steps.

/// One of the four moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Push the first waiting word.
    Shift,
    /// Pop a word that has its head.
    Reduce,
    /// Make the first waiting word the head of the top of the stack, and pop.
    Left,
    /// Make the top of the stack the head of the first waiting word, and push.
    Right,
}

impl Move {
    /// All moves, in the order of their numbers.
    pub const ALL: [Move; 4] = [Move::Shift, Move::Reduce, Move::Left, Move::Right];
}

/// Relation number of a word without a head.
pub const NO_RELATION: u8 = u8::MAX;

/// What is known of one word in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its head, or 0.
    pub head: u16,
    /// Its leftmost and second leftmost dependents, or 0.
    pub left: [u16; 2],
    /// Its rightmost and second rightmost dependents, or 0.
    pub right: [u16; 2],
    /// The set of relations of its left dependents, as bits modulo 32.
    pub left_set: u32,
    /// The same of its right dependents.
    pub right_set: u32,
    /// Its relation, or [`NO_RELATION`].
    pub relation: u8,
    /// Number of its left dependents, at most 255.
    pub left_count: u8,
    /// Number of its right dependents, at most 255.
    pub right_count: u8,
}

/// A word without arcs.
pub const BARE: Node = Node {
    head: 0,
    left: [0; 2],
    right: [0; 2],
    left_set: 0,
    right_set: 0,
    relation: NO_RELATION,
    left_count: 0,
    right_count: 0,
};

/// A partial parse with its score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Index 0 is "no word", the last index is the root.
    pub nodes: Vec<Node>,
    /// Words on the stack, the top last.
    pub stack: Vec<u16>,
    /// The first waiting word; the root when none waits.
    pub next: u16,
    /// Sum of the scores of the moves so far.
    pub score: i64,
    /// Where the last move stands in the history, for the trainer.
    pub trace: u32,
}

impl State {
    /// Makes this the first state of a sentence of `words` words.
    pub fn reset(&mut self, words: u16) {
        self.nodes.clear();
        self.nodes.resize(usize::from(words) + 2, BARE);
        self.stack.clear();
        self.next = 1;
        self.score = 0;
        self.trace = u32::MAX;
    }

    /// Makes this equal to another state of the same sentence.
    pub fn copy_from(&mut self, other: &State) {
        // Words behind the first waiting one have no arcs in any state.
        let live = usize::from(self.next.max(other.next)) + 1;
        if self.nodes.len() == other.nodes.len() {
            self.nodes[..live].copy_from_slice(&other.nodes[..live]);
        } else {
            self.nodes.clone_from(&other.nodes);
        }
        self.stack.clone_from(&other.stack);
        self.next = other.next;
        self.score = other.score;
        self.trace = other.trace;
    }

    /// The root's number.
    #[must_use]
    pub fn root(&self) -> u16 {
        u16::try_from(self.nodes.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// The top of the stack, or 0.
    #[must_use]
    pub fn top(&self) -> u16 {
        self.stack.last().copied().unwrap_or(0)
    }

    /// Whether every word was pushed and popped.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.root()
    }

    /// Which moves may be made, by the order of [`Move::ALL`].
    #[must_use]
    pub fn legal(&self) -> [bool; 4] {
        let waiting = self.next != self.root();
        let top = self.top();
        let headed = self.nodes[usize::from(top)].head != 0;
        [waiting, top != 0 && headed, top != 0 && !headed, waiting && top != 0]
    }

    /// Makes a legal move; `relation` is that of the new arc, if the move makes one.
    pub fn apply(&mut self, made: Move, relation: u8) {
        let (top, next) = (self.top(), self.next);
        match made {
            Move::Shift => {
                self.stack.push(next);
                self.next += 1;
            }
            Move::Reduce => {
                self.stack.pop();
            }
            Move::Left => {
                self.stack.pop();
                self.attach(top, next, relation);
                let head = &mut self.nodes[usize::from(next)];
                head.left = [top, head.left[0]];
                head.left_set |= 1 << (relation & 31);
                head.left_count = head.left_count.saturating_add(1);
            }
            Move::Right => {
                self.stack.push(next);
                self.next += 1;
                self.attach(next, top, relation);
                let head = &mut self.nodes[usize::from(top)];
                head.right = [next, head.right[0]];
                head.right_set |= 1 << (relation & 31);
                head.right_count = head.right_count.saturating_add(1);
            }
        }
    }

    fn attach(&mut self, word: u16, head: u16, relation: u8) {
        let node = &mut self.nodes[usize::from(word)];
        node.head = head;
        node.relation = relation;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_three_words_takes_six_moves() {
        let mut s = State::default();
        s.reset(3);
        let moves = [
            (Move::Shift, 0),
            (Move::Left, 1),
            (Move::Shift, 0),
            (Move::Right, 2),
            (Move::Reduce, 0),
            (Move::Left, 3),
        ];
        for (m, r) in moves {
            assert!(!s.is_done());
            let at = Move::ALL.iter().position(|x| *x == m);
            assert!(at.is_some_and(|i| s.legal()[i]));
            s.apply(m, r);
        }
        assert!(s.is_done());
        let heads: Vec<u16> = s.nodes[1..4].iter().map(|n| n.head).collect();
        assert_eq!(heads, [2, 4, 2]);
        assert_eq!(s.nodes[2].left, [1, 0]);
        assert_eq!(s.nodes[2].right, [3, 0]);
    }

    #[test]
    fn a_copy_equals_its_original_whatever_stood_there() {
        let (mut a, mut b) = (State::default(), State::default());
        a.reset(3);
        b.reset(3);
        b.apply(Move::Shift, 0);
        b.apply(Move::Right, 1);
        a.apply(Move::Shift, 0);
        b.copy_from(&a);
        assert_eq!(a, b);
    }
}
