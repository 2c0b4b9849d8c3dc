//! Walking the dependency trees of a document.

use chancery_model::{Arc, Sentence, Span, Token};
use std::borrow::Cow;

/// The tokens of a document with their heads and children.
pub(crate) struct Tree<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    arcs: &'a [Arc],
    sentences: &'a [Sentence],
    /// Children of all tokens, grouped by head.
    children: Vec<u32>,
    /// Where the children of each token begin in `children`; one more entry at the end.
    offsets: Vec<u32>,
    sentence_of: Vec<u32>,
    /// The relation of each token without its subtype.
    bases: Vec<&'a str>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(
        text: &'a str,
        tokens: &'a [Token],
        arcs: &'a [Arc],
        sentences: &'a [Sentence],
    ) -> Self {
        let mut offsets = vec![0u32; tokens.len() + 1];
        for arc in arcs {
            if let Some(head) = arc.head {
                offsets[head as usize + 1] += 1;
            }
        }
        for index in 1..offsets.len() {
            offsets[index] += offsets[index - 1];
        }
        let mut next = offsets.clone();
        let mut children = vec![0u32; offsets.last().copied().unwrap_or(0) as usize];
        for (child, arc) in (0u32..).zip(arcs) {
            if let Some(head) = arc.head {
                let slot = &mut next[head as usize];
                children[*slot as usize] = child;
                *slot += 1;
            }
        }
        let mut sentence_of = vec![0u32; tokens.len()];
        for (index, sentence) in (0u32..).zip(sentences) {
            sentence_of[sentence.first as usize..sentence.last as usize].fill(index);
        }
        let base = |arc: &'a Arc| {
            let relation: &str = &arc.relation;
            relation.split_once(':').map_or(relation, |(base, _)| base)
        };
        let bases = arcs.iter().map(base).collect();
        Self { text, tokens, arcs, sentences, children, offsets, sentence_of, bases }
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn form(&self, token: u32) -> &'a str {
        #[cfg(test)]
        steps::count();
        self.tokens[token as usize].span.text(self.text).unwrap_or_default()
    }

    pub(crate) fn lemma(&self, token: u32) -> &'a str {
        #[cfg(test)]
        steps::count();
        &self.tokens[token as usize].lemma
    }

    /// The lemma in small letters.
    pub(crate) fn small_lemma(&self, token: u32) -> Cow<'a, str> {
        small(self.lemma(token))
    }

    /// The word in small letters.
    pub(crate) fn small_form(&self, token: u32) -> Cow<'a, str> {
        small(self.form(token))
    }

    pub(crate) fn upos(&self, token: u32) -> &'a str {
        #[cfg(test)]
        steps::count();
        &self.tokens[token as usize].upos
    }

    pub(crate) fn xpos(&self, token: u32) -> &'a str {
        #[cfg(test)]
        steps::count();
        &self.tokens[token as usize].xpos
    }

    pub(crate) fn span(&self, token: u32) -> Span {
        #[cfg(test)]
        steps::count();
        self.tokens[token as usize].span
    }

    pub(crate) fn head(&self, token: u32) -> Option<u32> {
        #[cfg(test)]
        steps::count();
        self.arcs[token as usize].head
    }

    /// The relation with its subtype.
    pub(crate) fn relation(&self, token: u32) -> &'a str {
        #[cfg(test)]
        steps::count();
        &self.arcs[token as usize].relation
    }

    /// The relation without its subtype.
    pub(crate) fn base(&self, token: u32) -> &'a str {
        #[cfg(test)]
        steps::count();
        self.bases[token as usize]
    }

    /// The children of a token, from left to right.
    pub(crate) fn children(&self, token: u32) -> &[u32] {
        #[cfg(test)]
        steps::count();
        let (from, to) = (self.offsets[token as usize], self.offsets[token as usize + 1]);
        &self.children[from as usize..to as usize]
    }

    /// The first child with this relation: exactly, or without subtype.
    pub(crate) fn child(&self, token: u32, relation: &str) -> Option<u32> {
        self.children_with(token, relation).next()
    }

    /// The children with this relation: exactly, or without subtype.
    pub(crate) fn children_with<'b>(
        &'b self,
        token: u32,
        relation: &'b str,
    ) -> impl Iterator<Item = u32> + 'b {
        let matches = move |&child: &u32| {
            self.base(child) == relation || self.relation(child) == relation
        };
        self.children(token).iter().copied().filter(matches)
    }

    pub(crate) fn has_child(&self, token: u32, relation: &str) -> bool {
        self.child(token, relation).is_some()
    }

    /// The sentence that holds this token.
    pub(crate) fn sentence(&self, token: u32) -> u32 {
        #[cfg(test)]
        steps::count();
        self.sentence_of[token as usize]
    }

    pub(crate) fn sentence_span(&self, sentence: u32) -> Sentence {
        self.sentences[sentence as usize]
    }

    /// Whether two spans begin in the same sentence.
    pub(crate) fn sentence_holds(&self, one: Span, other: Span) -> bool {
        let sentence =
            |span| self.tokens_in(span).next().map(|token| self.sentence(token));
        sentence(one) == sentence(other)
    }

    /// The tokens of the subtree, in the order of the text.
    pub(crate) fn subtree(&self, token: u32) -> Vec<u32> {
        self.subtree_without(token, |_| false)
    }

    /// The tokens of the subtree, without those below a token that `cut` names.
    pub(crate) fn subtree_without(
        &self,
        token: u32,
        cut: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let mut found = vec![token];
        let mut next = 0;
        while next < found.len() {
            let inner =
                self.children(found[next]).iter().copied().filter(|&child| !cut(child));
            found.extend(inner);
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// From the first to the last word of the subtree.
    pub(crate) fn phrase(&self, token: u32) -> Span {
        self.cover(&self.subtree(token)).unwrap_or_else(|| self.span(token))
    }

    /// The phrase of a noun without what merely hangs on to it: clauses, appositions, further
    /// members of a list, marks at its edges.
    pub(crate) fn noun_phrase(&self, token: u32) -> Span {
        let cut = |child: u32| {
            let base = self.base(child);
            let loose =
                matches!(base, "acl" | "appos" | "parataxis" | "conj" | "cc" | "punct");
            loose || (base == "case" && self.head(child) == Some(token))
        };
        self.cover(&self.subtree_without(token, cut)).unwrap_or_else(|| self.span(token))
    }

    /// The smallest span over these tokens, which must ascend.
    pub(crate) fn cover(&self, tokens: &[u32]) -> Option<Span> {
        Some(self.span(*tokens.first()?).cover(self.span(*tokens.last()?)))
    }

    /// The prepositions of a phrase as one text: `in`, `because of`, `according to`.
    pub(crate) fn preposition(&self, token: u32) -> Option<String> {
        // *with Foreign Minister Juan Lopez*: the parser may tie *with* to the title.
        let of_title = || {
            let title = self
                .children(token)
                .iter()
                .copied()
                .find(|&child| child < token && self.relation(child) == "nmod:desc");
            title.and_then(|title| self.child(title, "case"))
        };
        let case = self.child(token, "case").or_else(of_title)?;
        let mut words = self.small_form(case).into_owned();
        for fixed in self.children_with(case, "fixed") {
            words.push(' ');
            words.push_str(&self.small_form(fixed));
        }
        Some(words)
    }

    /// The token and those coordinated with it. *away from Chile and toward Peru*: what another
    /// preposition brings is none of them.
    pub(crate) fn coordinated(&self, token: u32) -> Vec<u32> {
        let brought = self.preposition(token);
        let joins = |&other: &u32| {
            let own = self.preposition(other);
            brought.is_none() || own.is_none() || own == brought
        };
        let mut all = vec![token];
        let mut next = 0;
        while next < all.len() {
            all.extend(self.children_with(all[next], "conj").filter(joins));
            next += 1;
        }
        all
    }

    /// The tokens whose text lies in a span.
    pub(crate) fn tokens_in(&self, span: Span) -> std::ops::Range<u32> {
        let first =
            self.tokens.partition_point(|token| token.span.start() < span.start());
        let last = self.tokens.partition_point(|token| token.span.start() < span.end());
        let index = |at| u32::try_from(at).unwrap_or(u32::MAX);
        index(first)..index(last)
    }

    /// The token of a span that governs the others: the one whose head lies outside.
    pub(crate) fn head_of(&self, span: Span) -> Option<u32> {
        let range = self.tokens_in(span);
        range
            .clone()
            .find(|&token| self.head(token).is_none_or(|head| !range.contains(&head)))
    }

    /// The token and what governs it, up to the root. Ends after as many steps as the document
    /// has tokens, so that a damaged tree cannot hold it.
    pub(crate) fn path(&self, token: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(token), |&at| self.head(at)).take(self.tokens.len())
    }
}

/// A text in small letters; most words are written so.
pub(crate) fn small(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// Counts looks at tokens, so that tests can tell how work grows without a clock.
#[cfg(test)]
pub(crate) mod steps {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    pub(crate) fn count() {
        STEPS.set(STEPS.get() + 1);
    }

    /// The looks since this was last asked.
    pub(crate) fn take() -> u64 {
        STEPS.replace(0)
    }
}

#[cfg(test)]
#[path = "work_tests.rs"]
mod tests;
