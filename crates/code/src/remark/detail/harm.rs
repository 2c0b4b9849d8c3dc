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

    /// *storms the house, kills a guard, injures others*: a verb of a row that the reader took
    /// for a noun still has its object.
    pub(super) fn misread_harm(&mut self) {
        let tokens = &self.annotated.tokens.items;
        for (at, arc) in self.annotated.syntax.items.iter().enumerate() {
            let Some(verb) = arc.head.filter(|_| arc.relation.as_ref() == "obj") else {
                continue;
            };
            let lemma = &tokens[verb as usize].lemma;
            let kind = if self.is_in("killing", lemma) {
                DetailKind::Killed
            } else if self.is_in("injuring", lemma) {
                DetailKind::Injured
            } else {
                continue;
            };
            let is_misread = tokens[verb as usize].upos.as_ref() != "VERB"
                && self.occurrences.predicate_at(verb).is_none();
            let Ok(whom) = u32::try_from(at) else { return };
            if !is_misread || !self.is_person(whom) || !self.is_coded(tokens[at].span) {
                continue;
            }
            // The verb before it in the row says who speaks.
            let above = self.annotated.syntax.items[verb as usize].head;
            let row = above.and_then(|head| self.occurrences.predicate_at(head));
            let Some(by) = row else { continue };
            let Some(event) = self.occurrences.spoken_of(by.1) else { continue };
            let words = tokens[verb as usize].span.cover(tokens[at].span);
            let voices = voice::voices(self.annotated, by.0);
            let number = self.number_of(whom);
            self.push(kind, event, words, by.1, voices, number);
        }
    }

    /// Whether a word means persons by itself.
    fn is_person(&self, word: u32) -> bool {
        let lemma = self.annotated.tokens.items[word as usize].lemma.to_lowercase();
        let roles = self.codebook.names.roles.get(&lemma);
        let is_role = roles
            .iter()
            .any(|role| matches!(role.kind, RoleKind::Person | RoleKind::Group));
        is_role
            || !self.codebook.names.offices.get(&lemma).is_empty()
            || self.is_in("victim", &lemma)
    }

    /// Whether words mean persons: ties are hurt in another sense.
    fn is_victim(&self, argument: &Argument) -> bool {
        let head = &self.annotated.tokens.items[argument.head as usize];
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
            && (is_named
                || is_person
                || self.is_person(argument.head)
                || head.upos.as_ref() == "NUM")
    }

    /// How many persons words mean; a word for a group tells no number.
    fn number(&self, argument: &Argument) -> [Option<u32>; 2] {
        if let Some(quantity) = argument.quantity {
            return [quantity.low, quantity.high];
        }
        self.number_of(argument.head)
    }

    fn number_of(&self, word: u32) -> [Option<u32>; 2] {
        let head = &self.annotated.tokens.items[word as usize];
        let roles = self.codebook.names.roles.get(&head.lemma.to_lowercase());
        let is_group = roles.iter().any(|role| role.kind == RoleKind::Group);
        match head.xpos.as_ref() {
            "NN" | "NNP" if !is_group => [Some(1), Some(1)],
            "NNS" | "NNPS" => [Some(2), None],
            _ => [None, None],
        }
    }
}
