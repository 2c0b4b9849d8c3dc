//! What films, pictures and recordings show: nobody has vouched for it.

use super::Sayings;
use chancery_model::{ActorKind, Span};

impl Sayings<'_> {
    /// Whether a verb tells what a film or the like shows, rather than what somebody says:
    /// *the video showed*, and *showed* of anything that is no state, organ or person.
    pub(super) fn depicts(&self, verb: u32, subject: u32) -> bool {
        let rules = &self.codebook.rules;
        let speaks = self.mention_at(subject).is_some_and(|mention| {
            matches!(
                mention.actor.kind,
                ActorKind::State
                    | ActorKind::Organ
                    | ActorKind::Person
                    | ActorKind::Organisation
            )
        });
        // *showed soldiers crossing the river*: only pictures show somebody at something.
        let speaks = speaks && !self.shows_scene(verb);
        rules.is_in_class("depiction", self.tree.lemma(subject))
            || (rules.is_in_class("depicting", self.tree.lemma(verb)) && !speaks)
    }

    /// Whether a verb has an object and what that does: *showed soldiers crossing the river*.
    fn shows_scene(&self, verb: u32) -> bool {
        let tree = self.tree;
        let does = |clause: u32| tree.xpos(clause) == "VBG";
        let object = tree.child(verb, "obj").or_else(|| tree.child(verb, "iobj"));
        object.is_some_and(|object| {
            tree.children_with(verb, "xcomp")
                .chain(tree.children_with(object, "acl"))
                .any(does)
        })
    }

    /// What a film or video shows: a clause, or things with what they do.
    pub(super) fn depicted(&self, verb: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        if let Some(clause) = tree.child(verb, "ccomp") {
            return Some(vec![self.clause(clause, verb)]);
        }
        let shown = ["obj", "iobj", "xcomp"].into_iter();
        let shown = shown.filter_map(|base| tree.child(verb, base));
        let all = shown.map(|token| self.clause(token, verb)).reduce(Span::cover)?;
        Some(vec![all])
    }
}
