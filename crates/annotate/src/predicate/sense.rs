//! Clauses and nouns behind a verb that tell another sense of it.

use super::verb::Verbs;

impl Verbs<'_> {
    /// *agreed that the plan was bad*: an opinion, where the verb may also promise. What is
    /// promised lies ahead.
    pub(super) fn is_opinion(&self, verb: u32, clause: u32) -> bool {
        let tree = self.tree;
        let is_told = tree.upos(clause) != "VERB"
            || matches!(tree.xpos(clause), "VBD" | "VBZ" | "VBP")
            || tree.has_child(clause, "cop");
        let lies_ahead =
            tree.children(clause).iter().any(|&child| tree.xpos(child) == "MD");
        self.is_in_class(verb, "promising-or-opining") && is_told && !lies_ahead
    }

    /// *called it a new phase of talks*: a label, where the verb may also ask.
    pub(super) fn is_label(&self, verb: u32, complement: u32) -> bool {
        matches!(self.tree.upos(complement), "NOUN" | "PROPN" | "ADJ")
            && self.is_in_class(verb, "asking-or-labelling")
    }
}
