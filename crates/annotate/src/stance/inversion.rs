//! Conditions and questions that only the order of words tells: *Had they left, …*, *Have they
//! left?*

use super::Walk;
use chancery_codebook::{OperatorEntry, Part};
use chancery_model::{Operator, OperatorKind};

impl Walk<'_> {
    /// Whether a clause is a condition by its order: *would react had they left*. It depends on
    /// nothing that governs it.
    pub(super) fn is_condition(&self, token: u32) -> bool {
        self.inverted(token).is_some_and(|(word, _)| self.tree.base(word) == "aux")
    }

    /// *Had* or *Were* at the start of a sentence, taken for its main verb: what stands below
    /// is supposed.
    pub(super) fn below_opener(&self, start: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let Some(root) = tree.path(start).last().filter(|&root| root != start) else {
            return;
        };
        let has = found.iter().any(|known| known.kind == OperatorKind::Hypothetical);
        if tree.form(root).starts_with(char::is_uppercase)
            && !has
            && let Some((word, operator)) = self.inverted(root)
            && word == root
        {
            found.push(self.made(word, operator));
        }
    }

    /// The auxiliary that opens a clause before its subject, with what that says: a condition
    /// (*Had they left, …*), or a question that is answered by yes or no.
    pub(super) fn inverted(&self, token: u32) -> Option<(u32, &OperatorEntry)> {
        let tree = self.tree;
        let words = &self.codebook.words;
        let sentence = tree.sentence_span(tree.sentence(token));
        let asks = |&at: &u32| tree.form(at) == "?";
        let mark = tree.children(token).iter().copied().find(asks).or_else(|| {
            let last = (sentence.first..sentence.last)
                .rev()
                .find(|&at| tree.upos(at) != "PUNCT" || asks(&at))?;
            (asks(&last) && tree.base(token) == "root").then_some(last)
        });
        let subject = tree.child(token, "nsubj").or_else(|| tree.child(token, "expl"));
        // *he had the roof repaired*: what stands before *had* is its subject.
        let follows_subject = |word: u32| {
            word.checked_sub(1).is_some_and(|before| tree.base(before) == "nsubj")
        };
        let turned = tree.children(token).iter().copied().find(|&child| {
            matches!(tree.base(child), "aux" | "cop")
                && subject.is_some_and(|subject| subject > child)
                && !follows_subject(child)
        });
        // *Had* at the start of a sentence, taken for a verb of its own.
        let is_first = tree.form(token).starts_with(char::is_uppercase);
        if mark.is_none() && turned.is_none() && !is_first {
            return None;
        }
        let opens = |&at: &u32| {
            let joins =
                tree.upos(at) == "CCONJ" && self.operator(at, Part::Adverb).is_none();
            tree.upos(at) != "PUNCT" && !joins
        };
        let opener = tree.subtree(token).into_iter().find(opens)?;
        if let Some(mark) = mark {
            let asks_who =
                matches!(tree.xpos(opener), "WDT" | "WP" | "WP$" | "WRB" | "IN");
            let operator = words.operator(tree.form(mark), Part::Mark)?;
            return (!asks_who).then_some((mark, operator));
        }
        if turned != Some(opener) && !(is_first && opener == token) {
            return None;
        }
        let operator = words.operator(&tree.form(opener).to_lowercase(), Part::Mark)?;
        Some((opener, operator))
    }
}
