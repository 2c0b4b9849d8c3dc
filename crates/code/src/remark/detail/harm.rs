//! Who was killed or hurt by an occurrence, where no coded event counts them.

use super::{Page, voice};
use chancery_codebook::RoleKind;
use chancery_model::{
    ActorKind, Argument, DetailKind, Event, Predicate, PredicateKind, Role,
};

impl<'a> Page<'a> {
    /// *wounded others*, *the death of a guard*, where the sentence or the one before tells the
    /// occurrence. What a coded event counts itself is told by it.
    pub(super) fn harm(&mut self, index: usize, predicate: &'a Predicate) {
        let kind = if self.is_in("killing", &predicate.lemma) {
            DetailKind::Killed
        } else if self.is_in("injuring", &predicate.lemma) {
            DetailKind::Injured
        } else {
            return;
        };
        let is_counted = |event: &Event| {
            event.trigger == predicate.trigger && !event.counts.is_empty()
        };
        let event =
            self.occurrences.spoken_of(predicate).filter(|event| !is_counted(event));
        let Some(event) = event else { return };
        let is_verb = predicate.kind == PredicateKind::Verb;
        let harmed = |argument: &&Argument| match &argument.role {
            Role::Patient => true,
            Role::Agent => !is_verb,
            Role::With(preposition) => {
                !is_verb && self.is_in("undergone-by", preposition)
            }
            _ => false,
        };
        let mut whom: Vec<&Argument> =
            predicate.arguments.iter().filter(harmed).collect();
        // *two others heavily injured*: a participle behind its noun.
        let head = &self.annotated.tokens.items[predicate.head as usize];
        if whom.is_empty() && head.xpos.as_ref() == "VBN" {
            whom.extend(predicate.arguments.iter().find(|one| one.role == Role::Agent));
        }
        let voices = voice::voices(self.annotated, index);
        whom.retain(|person| self.is_victim(person));
        for person in whom {
            // *killed one and wounded others*
            let is_hurt =
                |token: &chancery_model::Token| self.is_in("injuring", &token.lemma);
            let is_injury = self.occurrences.tokens_in(person.span).any(is_hurt);
            let kind = if is_injury { DetailKind::Injured } else { kind };
            let quantity = person.quantity;
            let words = quantity.map_or(person.span, |one| one.span.cover(person.span));
            let (number, voices) = (self.number(person), voices.clone());
            self.push(kind, event, words, predicate, voices, number);
        }
    }

    /// Whether words mean persons: ties are hurt in another sense.
    fn is_victim(&self, argument: &Argument) -> bool {
        let head = &self.annotated.tokens.items[argument.head as usize];
        let lemma = head.lemma.to_lowercase();
        let names = &self.codebook.names;
        let is_role = names
            .roles
            .get(&lemma)
            .iter()
            .any(|role| matches!(role.kind, RoleKind::Person | RoleKind::Group));
        let is_named = argument.mentions.iter().any(|&index| {
            let mention = self.annotated.mentions.items.get(index as usize);
            mention.is_some_and(|mention| {
                matches!(
                    mention.actor.kind,
                    ActorKind::Person | ActorKind::Private | ActorKind::Group
                )
            })
        });
        let is_person = self.occurrences.is_in_name_of_person(head.span);
        matches!(head.upos.as_ref(), "NOUN" | "PROPN" | "NUM")
            && (is_role
                || is_named
                || is_person
                || !names.offices.get(&lemma).is_empty()
                || self.is_in("victim", &lemma)
                || head.upos.as_ref() == "NUM")
    }

    /// How many persons words mean; a word for a group tells no number.
    fn number(&self, argument: &Argument) -> [Option<u32>; 2] {
        if let Some(quantity) = argument.quantity {
            return [quantity.low, quantity.high];
        }
        let head = &self.annotated.tokens.items[argument.head as usize];
        let roles = self.codebook.names.roles.get(&head.lemma.to_lowercase());
        let is_group = roles.iter().any(|role| role.kind == RoleKind::Group);
        match head.xpos.as_ref() {
            "NN" | "NNP" if !is_group => [Some(1), Some(1)],
            "NNS" | "NNPS" => [Some(2), None],
            _ => [None, None],
        }
    }
}
