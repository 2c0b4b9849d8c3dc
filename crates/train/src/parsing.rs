//! Training of the parser: gold moves, and updates where the search is most wrong (max violation).

use chancery_annotate::parse::{Beam, Inventory};
use chancery_annotate::perceptron::{MAX_CLASSES, Score};
use chancery_annotate::syntax_parse_features::{Items, ParseKeys, parse_keys};
use chancery_annotate::syntax_state::{Move, State};

use crate::conllu::Gold;
use crate::learner::{Dice, Learner};

/// A sentence to train on: what the parser sees, and the gold moves as classes.
pub(crate) struct Lesson {
    /// The words with their tags.
    pub(crate) items: Items,
    /// The gold moves.
    pub(crate) moves: Vec<u16>,
}

/// The relations of a treebank, sorted, and the classes of moves its trees need.
pub(crate) fn inventory(data: &[Gold]) -> Inventory {
    let mut relations: Vec<String> =
        data.iter().flat_map(|s| &s.words).map(|w| w.relation.clone()).collect();
    relations.push("parataxis".to_owned());
    relations.push("root".to_owned());
    relations.sort_unstable();
    relations.dedup();
    let at = |name: &str| relations.iter().position(|r| r == name).unwrap_or(0) as u8;
    let (root, parataxis) = (at("root"), at("parataxis"));
    let mut what = Inventory { relations, classes: Vec::new(), root, parataxis };
    let mut seen = vec![(0, 0), (1, 0), (2, root)];
    for sentence in data {
        for (made, relation) in gold_moves(sentence, &what) {
            seen.push((made as u8, if made < Move::Left { 0 } else { relation }));
        }
    }
    seen.sort_unstable();
    seen.dedup();
    what.classes = seen;
    what
}

/// Heads (from 1; the root stands after the last word) made projective by lifting the shortest wrong arcs first.
fn projective_heads(sentence: &Gold) -> Vec<usize> {
    let n = sentence.words.len();
    let mut heads = vec![0; n + 2];
    for (i, w) in sentence.words.iter().enumerate() {
        heads[i + 1] = if w.head == 0 { n + 1 } else { w.head };
    }
    loop {
        let crossed = |d: usize| {
            let h = heads[d];
            let (low, high) = (d.min(h), d.max(h));
            (low + 1..high).any(|k| {
                let mut up = k;
                for _ in 0..=n {
                    if up == h || up == 0 {
                        break;
                    }
                    up = heads[up];
                }
                up != h
            })
        };
        let worst =
            (1..=n).filter(|&d| crossed(d)).min_by_key(|&d| (d.abs_diff(heads[d]), d));
        match worst {
            None => return heads,
            Some(d) => heads[d] = heads[heads[d]],
        }
    }
}

/// The gold moves with their relations: arcs as soon as they can be made, then pops, then pushes.
fn gold_moves(sentence: &Gold, what: &Inventory) -> Vec<(Move, u8)> {
    let heads = projective_heads(sentence);
    let n = sentence.words.len();
    let relation: Vec<u8> = sentence
        .words
        .iter()
        .map(|w| what.relations.iter().position(|r| *r == w.relation).unwrap_or(0) as u8)
        .collect();
    let mut last_child = vec![0; n + 2];
    for d in 1..=n {
        last_child[heads[d]] = last_child[heads[d]].max(d);
    }
    let mut state = State::default();
    state.reset(n as u16);
    let mut out = Vec::new();
    while !state.is_done() {
        let (top, next) = (usize::from(state.top()), usize::from(state.next));
        let headed = state.nodes[top].head != 0;
        let step = if top != 0 && !headed && heads[top] == next {
            (Move::Left, relation[top - 1])
        } else if top != 0 && next <= n && heads[next] == top {
            (Move::Right, relation[next - 1])
        } else if top != 0 && headed && last_child[top] < next {
            (Move::Reduce, 0)
        } else {
            (Move::Shift, 0)
        };
        state.apply(step.0, step.1);
        out.push(step);
    }
    out
}

/// The gold moves as classes.
pub(crate) fn gold_classes(sentence: &Gold, what: &Inventory) -> Vec<u16> {
    gold_moves(sentence, what)
        .into_iter()
        .map(|(made, relation)| what.class(made, relation).unwrap_or(0) as u16)
        .collect()
}

/// Trains for one more round over the lessons, in an order drawn from `dice`.
pub(crate) fn train_round(
    learner: &mut Learner,
    what: &Inventory,
    lessons: &[Lesson],
    width: usize,
    dice: &mut Dice,
) {
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    dice.shuffle(&mut order);
    let mut room = Room::default();
    for at in order {
        room.learn(learner, what, &lessons[at], width);
        learner.tick();
    }
}

#[derive(Default)]
struct Room {
    beam: Beam,
    gold: State,
    keys: ParseKeys,
    guess: Vec<u16>,
}

impl Room {
    fn learn(
        &mut self,
        learner: &mut Learner,
        what: &Inventory,
        lesson: &Lesson,
        width: usize,
    ) {
        let Room { beam, gold, keys, guess } = self;
        let words = lesson.items.words() as u16;
        beam.start(words);
        gold.reset(words);
        let mut scores = [0; MAX_CLASSES];
        // Where the gold moves stand in the history, while the search still keeps them.
        let mut kept = Some(u32::MAX);
        let mut worst: Option<(i64, usize, u32)> = None;
        for (step, &class) in lesson.moves.iter().enumerate() {
            parse_keys(gold, &lesson.items, true, keys);
            scores.fill(0);
            learner.add(&keys.pair, &mut scores);
            learner.add(&keys.rest, &mut scores);
            gold.score += i64::from(scores[usize::from(class)]);
            let (made, relation) = what.act(usize::from(class));
            gold.apply(made, relation);
            beam.step(learner, what, &lesson.items, width);
            kept = kept.and_then(|before| {
                let stays =
                    |s: &&State| beam.history[s.trace as usize] == (before, class);
                beam.states().iter().find(stays).map(|s| s.trace)
            });
            let top = &beam.states()[0];
            if kept != Some(top.trace) {
                let gap = top.score - gold.score;
                if worst.is_none_or(|w| gap > w.0) {
                    worst = Some((gap, step, top.trace));
                }
            }
        }
        let Some((_, step, mut trace)) = worst else { return };
        guess.clear();
        while trace != u32::MAX {
            let (before, class) = beam.history[trace as usize];
            guess.push(class);
            trace = before;
        }
        guess.reverse();
        let right = &lesson.moves[..=step];
        let same = guess.iter().zip(right).take_while(|(a, b)| a == b).count();
        for (moves, change) in [(right, 1), (guess.as_slice(), -1)] {
            gold.reset(words);
            for (at, &class) in moves.iter().enumerate() {
                if at >= same {
                    parse_keys(gold, &lesson.items, true, keys);
                    learner.update(&keys.pair, usize::from(class), change);
                    learner.update(&keys.rest, usize::from(class), change);
                }
                let (made, relation) = what.act(usize::from(class));
                gold.apply(made, relation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::Word;

    fn sentence(heads: &[usize]) -> Gold {
        let words = heads
            .iter()
            .map(|&head| Word {
                form: "w".to_owned(),
                lemma: "w".to_owned(),
                upos: "X".to_owned(),
                xpos: "X".to_owned(),
                head,
                relation: if head == 0 { "root" } else { "dep" }.to_owned(),
            })
            .collect();
        Gold { words, document: 0 }
    }

    #[test]
    fn gold_moves_rebuild_a_projective_tree() {
        for heads in [vec![2, 0, 2, 5, 3], vec![0], vec![3, 1, 0, 3], vec![0, 1, 2, 3]] {
            let gold = sentence(&heads);
            let what = inventory(std::slice::from_ref(&gold));
            let mut state = State::default();
            state.reset(heads.len() as u16);
            for class in gold_classes(&gold, &what) {
                let (made, relation) = what.act(usize::from(class));
                state.apply(made, relation);
            }
            assert!(state.is_done());
            let root = heads.len() + 1;
            for (node, head) in state.nodes[1..].iter().zip(&heads) {
                assert_eq!(usize::from(node.head) % root, *head);
            }
        }
    }

    #[test]
    fn crossing_arcs_are_lifted() {
        let heads = projective_heads(&sentence(&[3, 4, 0, 3]));
        assert_eq!(&heads[1..5], &[3, 3, 5, 3]);
    }
}
