//! What the parser sees of a state: the top of the stack, the first waiting words, and the words hung on them.

use crate::features::{Lex, MAX_KEYS, key, mix};
use crate::syntax_state::State;

/// What the parser knows of one word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item {
    /// The folded word.
    pub word: u64,
    /// Fine tag.
    pub tag: u64,
    /// Part of speech.
    pub upos: u64,
    /// The last three letters.
    pub suffix: u64,
    /// Cluster at each size, coarse to fine.
    pub cluster: [u64; 3],
    /// 1 for a verb or auxiliary, 2 for a comma, 3 for another mark, else 0.
    pub kind: u64,
}

const NONE: Item = outside(3);
const ROOT: Item = outside(4);

const fn outside(mark: u64) -> Item {
    Item {
        word: mark,
        tag: mark + 1000,
        upos: mark + 2000,
        suffix: mark,
        cluster: [mark; 3],
        kind: 0,
    }
}

/// The words of a sentence as the parser sees them: index 0 is "no word", the last is the root.
#[derive(Clone, Debug, Default)]
pub struct Items(pub Vec<Item>);

impl Items {
    /// Fills the sentence; `tag` and `upos` give the numbers of each word's tags, `kind` its [`Item::kind`].
    pub fn fill(&mut self, words: &[Lex], tags: impl Fn(usize) -> (u64, u64, u64)) {
        self.0.clear();
        self.0.push(NONE);
        for (at, w) in words.iter().enumerate() {
            let (tag, upos, kind) = tags(at);
            self.0.push(Item {
                word: w.lower,
                tag,
                upos,
                suffix: w.suffix[2],
                cluster: w.cluster,
                kind,
            });
        }
        self.0.push(ROOT);
    }

    /// Number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.0.len().saturating_sub(2)
    }
}

fn bucket(n: u64) -> u64 {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=9 => 6,
        _ => 7,
    }
}

/// The keys of a decision.
#[derive(Clone, Debug, Default)]
pub struct ParseKeys {
    /// Those that follow from which words are on top of the stack and first in waiting: the same in every state of the
    /// sentence that has these two.
    pub pair: Vec<u32>,
    /// The others, which follow from the arcs and the rest of the stack too.
    pub rest: Vec<u32>,
}

/// Writes the keys of the decision in a state; those of the pair only if `with_pair`.
pub fn parse_keys(state: &State, items: &Items, with_pair: bool, out: &mut ParseKeys) {
    out.pair.clear();
    out.rest.clear();
    let items = items.0.as_slice();
    let nodes = state.nodes.as_slice();
    let depth = state.stack.len();
    let below =
        |d: usize| if depth > d { usize::from(state.stack[depth - 1 - d]) } else { 0 };
    let ahead = |d: usize| {
        let at = usize::from(state.next) + d;
        if at < items.len() { at } else { 0 }
    };
    let (s0i, s1i, s2i) = (below(0), below(1), below(2));
    let (n0i, n1i, n2i) = (ahead(0), ahead(1), ahead(2));
    let (s0n, n0n) = (&nodes[s0i], &nodes[n0i]);
    let word = |i: u16| (&items[usize::from(i)], &nodes[usize::from(i)]);
    let (s0, s1, s2) = (&items[s0i], &items[s1i], &items[s2i]);
    let (n0, n1, n2) = (&items[n0i], &items[n1i], &items[n2i]);
    let (head, head_n) = word(s0n.head);
    let (head2, _) = word(head_n.head);
    let (l0, l0n) = word(s0n.left[0]);
    let (l1, l1n) = word(s0n.left[1]);
    let (r0, r0n) = word(s0n.right[0]);
    let (r1, r1n) = word(s0n.right[1]);
    let (m0, m0n) = word(n0n.left[0]);
    let (m1, m1n) = word(n0n.left[1]);
    let rel = |n: &crate::syntax_state::Node| u64::from(n.relation);
    let (s0r, l0r, r0r, m0r) = (rel(s0n), rel(l0n), rel(r0n), rel(m0n));
    let s1r = rel(&nodes[s1i]);
    let far = bucket((n0i.saturating_sub(s0i)) as u64);
    let (mut verbs, mut commas, mut marks) = (0, 0, 0);
    if s0i != 0 && n0i > s0i {
        for item in items[s0i + 1..n0i].iter().rev().take(24) {
            verbs += u64::from(item.kind == 1);
            commas += u64::from(item.kind == 2);
            marks += u64::from(item.kind == 3);
        }
    }
    let between = verbs.min(3) | commas.min(2) << 2 | marks.min(1) << 4;
    let headed = u64::from(s0n.head != 0);
    let vl = u64::from(s0n.left_count.min(5));
    let vr = u64::from(s0n.right_count.min(5));
    let vn = u64::from(n0n.left_count.min(5));
    let (sl, sr, sn) =
        (u64::from(s0n.left_set), u64::from(s0n.right_set), u64::from(n0n.left_set));

    let mut id = 0_u64;
    macro_rules! f {
        ($($part:expr),*) => {{
            id += 1;
            let mut h = id;
            $( h = mix(h, $part); )*
            out.rest.push(key(h));
        }};
    }
    macro_rules! p {
        ($($part:expr),*) => {{
            id += 1;
            if with_pair {
                let mut h = id;
                $( h = mix(h, $part); )*
                out.pair.push(key(h));
            }
        }};
    }
    f!(headed, far);
    // Single words.
    p!(s0.word, s0.tag);
    p!(s0.word);
    f!(s0.tag, headed);
    p!(n0.word, n0.tag);
    p!(n0.word);
    p!(n0.tag);
    p!(n1.word, n1.tag);
    p!(n1.word);
    p!(n1.tag);
    p!(n2.word);
    p!(n2.tag);
    f!(s1.word);
    // Pairs.
    p!(s0.word, s0.tag, n0.word, n0.tag);
    p!(s0.word, s0.tag, n0.word);
    p!(s0.word, n0.word, n0.tag);
    p!(s0.word, s0.tag, n0.tag);
    p!(s0.tag, n0.word, n0.tag);
    p!(s0.word, n0.word);
    p!(s0.tag, n0.tag);
    p!(n0.tag, n1.tag);
    p!(s0.word, n1.word);
    p!(n0.word, n1.word);
    p!(s0.tag, n1.word);
    f!(s1.tag, n0.tag);
    f!(s1.tag, n0.word);
    p!(s0.suffix, n0.tag);
    p!(s0.tag, n0.suffix);
    p!(s0.suffix, n0.suffix);
    // Triples and more.
    p!(n0.tag, n1.tag, n2.tag);
    p!(s0.tag, n0.tag, n1.tag);
    f!(head.tag, s0.tag, n0.tag);
    f!(s0.tag, l0.tag, n0.tag);
    f!(s0.tag, r0.tag, n0.tag);
    f!(s0.tag, n0.tag, m0.tag);
    f!(s0.upos, n0.upos, n1.upos, headed);
    f!(s1.upos, s0.upos, n0.upos, headed);
    f!(s1.tag, s0.tag, n0.tag);
    f!(s1.word, s0.tag, n0.tag);
    f!(s1.tag, s0.tag, headed);
    f!(s2.tag, s1.tag, s0.tag, n0.tag);
    p!(s0.upos, n0.upos, n1.upos, n2.upos);
    p!(s0.word, n1.tag, n0.tag);
    p!(s0.tag, n0.word, n1.tag);
    // Distance and what stands between.
    p!(s0.word, far);
    p!(s0.tag, far);
    p!(n0.word, far);
    p!(n0.tag, far);
    p!(s0.word, n0.word, far);
    p!(s0.tag, n0.tag, far);
    p!(s0.tag, n0.tag, between);
    f!(s0.upos, n0.upos, between, headed);
    p!(s0.word, n0.tag, between);
    p!(s0.tag, n0.word, between);
    f!(s0r, n0.tag, between);
    // How many dependents, and of which relations.
    f!(s0.word, vr);
    f!(s0.tag, vr);
    f!(s0.word, vl);
    f!(s0.tag, vl);
    f!(n0.word, vn);
    f!(n0.tag, vn);
    f!(s0.tag, n0.tag, vl, vn);
    f!(s0.word, sr);
    f!(s0.tag, sr);
    f!(s0.word, sl);
    f!(s0.tag, sl);
    f!(n0.word, sn);
    f!(n0.tag, sn);
    f!(s0.tag, n0.tag, sr);
    f!(s0.tag, n0.tag, sn);
    f!(s0.upos, n0.upos, sl, sn);
    // Heads and dependents of the top.
    f!(head.word);
    f!(head.tag);
    f!(s0r);
    f!(l0.word);
    f!(l0.tag);
    f!(l0r);
    f!(r0.word);
    f!(r0.tag);
    f!(r0r);
    f!(m0.word);
    f!(m0.tag);
    f!(m0r);
    f!(head2.word);
    f!(head2.tag);
    f!(rel(head_n), s0r, n0.tag);
    f!(l1.word);
    f!(l1.tag);
    f!(rel(l1n));
    f!(r1.word);
    f!(r1.tag);
    f!(rel(r1n));
    f!(m1.word);
    f!(m1.tag);
    f!(rel(m1n));
    f!(s0.tag, l0.tag, l1.tag);
    f!(s0.tag, r0.tag, r1.tag);
    f!(s0.tag, head.tag, head2.tag);
    f!(n0.tag, m0.tag, m1.tag);
    f!(s0r, r0r, n0.tag);
    f!(s0r, s0.word, n0.tag);
    f!(s1r, s0r, n0.tag);
    f!(s0.tag, r0.word, n0.tag);
    f!(head.word, s0.tag, n0.tag);
    f!(s0.word, r0.word, n0.word);
    f!(head.word, s0.word, n0.word);
    f!(s0.word, n0.tag, m0.word);
    f!(s0.tag, n0.tag, m0r, n1.tag);
    // Clusters.
    p!(s0.cluster[1]);
    p!(n0.cluster[1]);
    p!(s0.cluster[2]);
    p!(n0.cluster[2]);
    p!(n1.cluster[1]);
    p!(s0.cluster[0], n0.cluster[0]);
    p!(s0.cluster[1], n0.cluster[1]);
    p!(s0.cluster[1], n0.tag);
    p!(s0.tag, n0.cluster[1]);
    p!(s0.cluster[1], n0.word);
    p!(s0.word, n0.cluster[1]);
    p!(s0.cluster[2], n0.tag);
    p!(s0.tag, n0.cluster[2]);
    p!(s0.tag, n0.tag, n1.cluster[1]);
    f!(head.cluster[1], s0.cluster[1], n0.tag);
    f!(s1.cluster[1], s0.tag, n0.tag);
    f!(s0.tag, r0.cluster[1], n0.tag);
    f!(s0.cluster[1], r0.cluster[1], n0.tag);
    p!(s0.cluster[0], n0.cluster[0], far);
    p!(s0.cluster[1], s0.tag, n0.tag, far);
    p!(s0.tag, n0.cluster[1], n0.tag, far);
    f!(head.cluster[1], n0.cluster[1], n0.tag);
    f!(s0.cluster[1], s0r, n0.tag);
    f!(m0.cluster[1], n0.tag, s0.tag);
    f!(s0.tag, s0.cluster[0], n0.tag, n0.cluster[0], sn);
    debug_assert!(out.pair.len() <= MAX_KEYS && out.rest.len() <= MAX_KEYS);
}
