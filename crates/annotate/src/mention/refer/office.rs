//! Offices that are told again: *the embassy*, *the president*.

use super::super::Mentions;
use super::Found;
use super::describe::FAR;
use chancery_codebook::holds;
use chancery_model::{Actor, ActorKind, Doubt, Ground, MentionForm, Span};

/// Somebody in an office, the words for them, the sentence of the words.
pub(in super::super) type Holder = (Actor, Span, u32);

impl Mentions<'_> {
    /// *The embassy*, *the president*: the office of that kind named last, or the person named
    /// last who holds it, if it is of one state.
    pub(in super::super) fn recall_office(
        &mut self,
        token: u32,
        office: &str,
        earlier: &[Holder],
    ) {
        let tree = self.tree;
        let points = tree
            .child(token, "det")
            .is_some_and(|det| holds(&self.codebook.grammar.pointing, tree.lemma(det)));
        if !points || tree.has_child(token, "nummod") {
            return;
        }
        let sentence = tree.sentence(token);
        let told = earlier.iter().rev().take_while(|(_, _, at)| at + FAR >= sentence);
        let mut near: Vec<Holder> = told.cloned().collect();
        // A person is who is meant only beside an office that was told of another state.
        if !near.is_empty() {
            near.extend(self.holders_before(token, office));
            near.sort_by_key(|(_, words, _)| std::cmp::Reverse(words.start()));
        }
        let Some(((actor, words, _), rest)) = near.split_first() else { return };
        let is_other = |other: &Actor| match (&other.country, &actor.country) {
            (Some(one), Some(other)) => one != other,
            _ => other.id != actor.id,
        };
        let mut rivals = rest.iter().filter(|(_, _, at)| at + 1 >= sentence);
        let found = if rivals.any(|(other, ..)| is_other(other)) {
            Err(Doubt::Rivals)
        } else if actor.kind == ActorKind::Organ && !self.says(*words, token) {
            // *The administration* is not the government of another state.
            return;
        } else {
            let actors = vec![(actor.clone(), *words)];
            Ok(Found { ground: Ground::Kind, actors, form: MentionForm::Description })
        };
        self.record(token, found);
    }

    /// The persons named before a token who hold an office when the document appears.
    fn holders_before(&self, token: u32, office: &str) -> Vec<Holder> {
        let (earliest, latest) =
            self.published.map_or((None, None), |date| (date.earliest(), date.latest()));
        let actors = &self.codebook.actors;
        let persons = self.before(token, FAR).filter(|one| {
            one.actor.kind == ActorKind::Person && one.form == MentionForm::Name
        });
        persons
            .filter(|one| {
                let mut terms = actors.terms_at(&one.actor.id, earliest, latest);
                terms.any(|term| term.office.as_ref() == office)
            })
            .map(|one| (one.actor.clone(), one.span, self.tree.sentence(one.head)))
            .collect()
    }
}
