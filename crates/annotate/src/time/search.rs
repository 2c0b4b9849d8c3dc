//! Finding patterns of the codebook in a sequence of atoms.

use super::atoms::{Atom, Item, has_class, words_at};
use super::fields::Fields;
use super::numbers::read_numbers;
use chancery_codebook::{TimeClass, TimeElement, Times};
use chancery_model::Token;

/// A pattern found: atoms `first` up to but not including `last`.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Index of the pattern.
    pub(super) pattern: usize,
    pub(super) fields: Fields<'a>,
    /// For two dates in one, one past the last atom of the first.
    pub(super) cut: Option<usize>,
}

/// What all searches in one text share.
pub(super) struct Search<'a> {
    pub(super) atoms: &'a [Atom],
    pub(super) times: &'a Times,
    items: Vec<Vec<Item<'a>>>,
}

#[derive(Clone, Copy)]
struct Path<'p, 'a> {
    captured: Option<(&'p Path<'p, 'a>, Item<'a>, bool)>,
    first: usize,
    last: Option<usize>,
    cut: Option<usize>,
}

impl<'a> Search<'a> {
    /// Reads every atom as numbers and as words of the codebook.
    pub(super) fn new(atoms: &'a [Atom], tokens: &[Token], times: &'a Times) -> Self {
        let mut items = Vec::with_capacity(atoms.len());
        for at in 0..atoms.len() {
            let mut here: Vec<Item<'a>> = words_at(atoms, at, times)
                .filter(|item| !is_other_part(&atoms[at], item, tokens))
                .collect();
            if atoms[at].is_number() || !here.is_empty() {
                read_numbers(atoms, at, tokens, times, &mut here);
            }
            items.push(here);
        }
        Self { atoms, times, items }
    }

    /// All expressions in the order of the text, none overlapping: at each place the longest,
    /// and of two equally long the one whose pattern stands first.
    pub(super) fn all(&self) -> Vec<Found<'a>> {
        let mut all: Vec<Found<'a>> = Vec::new();
        let mut at = 0;
        let mut free = 0;
        while at < self.atoms.len() {
            let Some(mut best) = self.best(at, free) else {
                at += 1;
                continue;
            };
            // A pattern that begins later can tell more of the same words.
            let mut later = at + 1;
            while later < best.last {
                if let Some(other) = self.best(later, free)
                    && (other.last - other.first > best.last - best.first
                        || other.last <= best.first)
                {
                    best = other;
                }
                later += 1;
            }
            free = best.last;
            at = best.last;
            all.push(best);
        }
        all
    }

    /// The best expression whose pattern begins at an atom and which begins at `free` or later.
    fn best(&self, at: usize, free: usize) -> Option<Found<'a>> {
        let mut best = None;
        let start = Path { captured: None, first: at, last: None, cut: None };
        self.walk(0, at, &start, free, &mut best);
        best
    }

    fn walk(
        &self,
        node: u32,
        at: usize,
        path: &Path<'_, 'a>,
        free: usize,
        best: &mut Option<Found<'a>>,
    ) {
        let Some(node) = self.times.node(node) else { return };
        if let Some(pattern) = node.accepts {
            let (first, last) = (path.first, path.last.unwrap_or(at));
            let pattern = pattern as usize;
            let better = best.as_ref().is_none_or(|best| {
                let (length, most) = (last - first, best.last - best.first);
                length > most || length == most && pattern < best.pattern
            });
            if better && first >= free && last > first {
                *best = Some(Found {
                    first,
                    last,
                    pattern,
                    fields: path.fields(),
                    cut: path.cut,
                });
            }
        }
        for (element, next) in &node.elements {
            match element {
                TimeElement::Class { class, sure, from } => {
                    for item in self.items.get(at).map_or(&[][..], Vec::as_slice) {
                        if item.class != *class || *sure && item.is_doubtful {
                            continue;
                        }
                        if self.is_one_sentence(path.first, at + item.length) {
                            let end = at + item.length;
                            let cut = if *from { Some(end) } else { path.cut };
                            let captured = Some((path, *item, *from));
                            self.walk(
                                *next,
                                end,
                                &Path { captured, cut, ..*path },
                                free,
                                best,
                            );
                        }
                    }
                }
                TimeElement::Glue => {
                    if self.atoms.get(at).is_some_and(|atom| atom.is_glued) {
                        self.walk(*next, at, path, free, best);
                    }
                }
                TimeElement::Open => {
                    self.walk(*next, at, &Path { first: at, ..*path }, free, best);
                }
                TimeElement::Close => {
                    self.walk(*next, at, &Path { last: Some(at), ..*path }, free, best);
                }
                TimeElement::NotClass(class) => {
                    if !self.reads(at, *class) {
                        self.walk(*next, at, path, free, best);
                    }
                }
                TimeElement::NotWord(word) => {
                    if self.atoms.get(at).is_none_or(|atom| atom.key != *word) {
                        self.walk(*next, at, path, free, best);
                    }
                }
            }
        }
        if let Some(atom) = self.atoms.get(at)
            && let Some(next) = node.words.get(&atom.key)
            && self.is_one_sentence(path.first, at + 1)
        {
            self.walk(*next, at + 1, path, free, best);
        }
    }

    fn is_one_sentence(&self, first: usize, end: usize) -> bool {
        let sentence = |at: usize| self.atoms.get(at).map(|atom| atom.sentence);
        end == 0 || end <= first || sentence(first) == sentence(end - 1)
    }

    fn reads(&self, at: usize, class: TimeClass) -> bool {
        self.items
            .get(at)
            .is_some_and(|items| items.iter().any(|item| item.class == class))
    }

    /// Whether a word beside an expression puts it ahead: *due on 3 May*, *the 3 May deadline*.
    pub(super) fn is_put_ahead(&self, first: usize, last: usize) -> bool {
        let reads = |at: usize, side: i32, end: Option<usize>| {
            words_at(self.atoms, at, self.times).any(|item| {
                item.class == TimeClass::Ahead
                    && item.value == side
                    && end.is_none_or(|end| at + item.length == end)
            })
        };
        let same = |at: usize| self.atoms[at].sentence == self.atoms[first].sentence;
        let ends_at = |end: usize| {
            (1..=4.min(end))
                .any(|back| same(end - back) && reads(end - back, 1, Some(end)))
        };
        let article = first >= 1 && self.has(first - 1, TimeClass::Article);
        ends_at(first)
            || article && ends_at(first - 1)
            || last < self.atoms.len() && same(last) && reads(last, 2, None)
    }

    /// Whether a word of this class begins at an atom.
    pub(super) fn has(&self, at: usize, class: TimeClass) -> bool {
        has_class(self.atoms, at, self.times, class)
    }
}

impl<'a> Path<'_, 'a> {
    fn fields(&self) -> Fields<'a> {
        let Some((before, item, from)) = self.captured else { return Fields::default() };
        let mut fields = before.fields();
        fields.put(&item, from);
        fields
    }
}

/// Whether the tags say that a word with other common meanings is something else here.
fn is_other_part(atom: &Atom, item: &Item<'_>, tokens: &[Token]) -> bool {
    let Some(token) = atom.token.and_then(|index| tokens.get(index as usize)) else {
        return false;
    };
    item.is_doubtful && matches!(&*token.upos, "VERB" | "AUX")
}
