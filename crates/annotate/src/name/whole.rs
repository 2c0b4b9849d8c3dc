//! Names made whole by their grammar: the trained reader may stop short of words that belong.

use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{Name, NameKind, Span};

/// Names of places and bodies with the words beside them that are parts of them: *Defence* in
/// *Defence Forces*, *Office* in *Oval Office*. Names stand in order and do not overlap.
pub(super) fn whole(tree: &Tree<'_>, codebook: &Codebook, names: Vec<Name>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let before = out.last().map_or(0, |last| tree.tokens_in(last.span).end);
        let after =
            names.get(at + 1).map_or(tree.len(), |next| tree.tokens_in(next.span).start);
        let reach = Reach { tree, codebook, before, after };
        out.push(match name.kind {
            NameKind::Person => name.clone(),
            _ => reach.grow(name),
        });
    }
    out
}

struct Reach<'a> {
    tree: &'a Tree<'a>,
    codebook: &'a Codebook,
    /// Where the name before ends.
    before: u32,
    /// Where the name after begins.
    after: u32,
}

impl Reach<'_> {
    fn grow(&self, name: &Name) -> Name {
        let tree = self.tree;
        let tokens = tree.tokens_in(name.span);
        let (mut first, mut last, mut kind) = (tokens.start, tokens.end, name.kind);
        if first >= last {
            return name.clone();
        }
        while last < self.after && self.is_tail(first, last) {
            if self.is_body(last) {
                kind = NameKind::Organisation;
            }
            last += 1;
        }
        while first > self.before && self.is_start(first - 1, last, kind) {
            first -= 1;
        }
        let span: Span = tree.span(first).cover(tree.span(last - 1));
        Name { span, kind }
    }

    /// Whether a token, written with a capital, follows on the words before it.
    fn is_beside(&self, token: u32, other: u32) -> bool {
        let tree = self.tree;
        tree.sentence(token) == tree.sentence(other)
            && tree.upos(token) != "X"
            && tree.form(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the name that stands before a word modifies it, and both are one name.
    fn is_tail(&self, first: u32, next: u32) -> bool {
        let tree = self.tree;
        let heads = (first..next).filter_map(|token| tree.head(token));
        self.is_beside(next, next - 1)
            && matches!(tree.upos(next), "PROPN")
            && self.is_body(next)
            && heads.into_iter().any(|head| head == next)
    }

    /// Whether a word modifies the name that begins after it, and both are one name.
    fn is_start(&self, token: u32, last: u32, kind: NameKind) -> bool {
        let tree = self.tree;
        let inside = tree.head(token).is_some_and(|head| head > token && head < last);
        let fits = match tree.base(token) {
            "compound" | "flat" | "nmod" => tree.upos(token) == "PROPN",
            "amod" => {
                let opens = tree.sentence_span(tree.sentence(token)).first == token;
                !opens
                    && kind == NameKind::Organisation
                    && (token + 1..last).any(|token| self.is_body(token))
            }
            _ => false,
        };
        inside && fits && self.is_beside(token, token + 1)
    }

    /// Whether a word is the last of many names of bodies.
    fn is_body(&self, token: u32) -> bool {
        let word = self.tree.form(token).trim_end_matches('.').to_lowercase();
        self.codebook.rules.is_in_class("organisation", &word)
            || holds(&self.codebook.referring.body_words, &word)
    }
}
