//! What somebody is said to have done: the content of accusations and of denials.

use super::Sayings;
use crate::predicate::brings;
use chancery_codebook::{Part, holds};
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
        clause.or(thing).map(|token| vec![self.without_aside(token)])
    }

    /// *accused Chile of demanding talks*: who does what an accusation says.
    pub(super) fn accused(&self, verb: u32, clause: u32) -> Option<u32> {
        let tree = self.tree;
        let of = tree
            .child(clause, "mark")
            .filter(|&mark| holds(&self.codebook.grammar.accusing, tree.lemma(mark)));
        let accuses =
            self.cue(verb, Part::Verb).is_some_and(|cue| cue.class.as_ref() == "accuse");
        tree.child(verb, "obj").filter(|_| accuses && of.is_some())
    }

    /// A phrase without a relative clause that is set apart: *accused Chile of blocking the deal,
    /// which would end the war* leaves to the reporter what the deal would do.
    pub(super) fn without_aside(&self, token: u32) -> Span {
        let tree = self.tree;
        let is_aside = |child: u32| {
            let first = tree.subtree(child).into_iter();
            let first = first.into_iter().find(|&word| tree.upos(word) != "PUNCT");
            let before = first.and_then(|first| first.checked_sub(1));
            tree.relation(child) == "acl:relcl"
                && child > token
                && before.is_some_and(|before| tree.form(before) == ",")
        };
        let mut words = tree.subtree_without(token, is_aside);
        self.trim(&mut words);
        tree.cover(&words).unwrap_or_else(|| tree.phrase(token))
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
