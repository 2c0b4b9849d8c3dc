//! What somebody is said to have done: the content of accusations and of denials.

use super::Sayings;
use crate::predicate::brings;
use chancery_codebook::holds;
use chancery_model::Span;

impl Sayings<'_> {
    /// What somebody is said to have done: *accused Chile of arming rebels*, *blamed Chile for
    /// the attack*, *held Chile responsible for it*, *attributed the attack to Chile*.
    pub(super) fn accusation(&self, verb: u32, clause: Option<u32>) -> Option<Vec<Span>> {
        let tree = self.tree;
        let attributed = tree
            .children_with(verb, "obl")
            .find(|&obl| brings(tree, self.codebook, "attributing", verb, obl));
        let deed = tree.child(verb, "obj").or_else(|| tree.child(verb, "nsubj:pass"));
        if let Some((deed, whom)) = deed.zip(attributed) {
            let mut pieces = vec![tree.phrase(deed), tree.phrase(whom)];
            pieces.dedup_by(|later, earlier| earlier.contains(*later));
            return Some(pieces);
        }
        let below = self.completion(verb);
        let thing = [Some(verb), below].into_iter().flatten().find_map(|host| {
            tree.children_with(host, "obl").find(|&obl| {
                tree.preposition(obl)
                    .is_some_and(|word| holds(&self.codebook.grammar.accusing, &word))
            })
        });
        clause.or(thing).map(|token| vec![tree.phrase(token)])
    }

    /// *denied responsibility for the attack*: whether a noun says who did what an event noun
    /// below it tells.
    pub(super) fn answers_for_event(&self, noun: u32) -> bool {
        let tree = self.tree;
        tree.children_with(noun, "nmod").any(|below| {
            self.is_event_noun(below)
                && brings(tree, self.codebook, "responsible", noun, below)
        })
    }
}
