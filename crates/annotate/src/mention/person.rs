//! Persons: those of the codebook joined with their titles, and those known from the text only.

use super::Mentions;
use chancery_codebook::TimeClass;
use chancery_model::{
    Actor, ActorId, ActorKind, Basis, Digest, Mention, MentionForm, Span,
};
use std::collections::BTreeMap;

impl Mentions<'_> {
    /// Joins titles with names, gives unknown names an actor by the office or role beside them,
    /// and lets a family name stand for the person named in full before.
    pub(super) fn name_persons(&mut self) {
        self.join_titles();
        let mut families: BTreeMap<String, Option<Actor>> = BTreeMap::new();
        for mention in &self.found {
            let words = &self.tree.text[mention.span.range()];
            let is_person = matches!(mention.actor.kind, ActorKind::Person);
            if is_person && mention.form == MentionForm::Name {
                remember(&mut families, words, &mention.actor);
            }
        }
        for (first, last) in self.unknown_names() {
            let span = self.tree.span(first).cover(self.tree.span(last));
            let words = &self.tree.text[span.range()];
            let head = self.head_of(span).unwrap_or(last);
            if let Some(actor) = self.actor_beside(span, head, words) {
                remember(&mut families, words, &actor);
                let basis = Basis::Text(span);
                self.add(span, head, actor, MentionForm::Name, basis);
            } else if let Some(Some(actor)) = families.get(words) {
                let (actor, basis) = (actor.clone(), Basis::Text(span));
                self.add(span, head, actor, MentionForm::Name, basis);
            }
        }
        self.join_titles();
    }

    /// A title beside a person of the codebook denotes that person.
    fn join_titles(&mut self) {
        for index in 0..self.found.len() {
            let office = &self.found[index];
            let is_office = office.form == MentionForm::Office
                && office.actor.kind == ActorKind::Person;
            // *Gen. Olsen*, the army chief of Norway: no general of nowhere.
            let is_short =
                office.form == MentionForm::Role && self.is_short_title(office.span);
            if !is_office && !is_short {
                continue;
            }
            let beside =
                self.neighbours(office.head, office.span).into_iter().find_map(|token| {
                    self.at(token).filter(|other| {
                        let is_person = other.actor.kind == ActorKind::Person
                            || (is_short && other.actor.kind == ActorKind::Private);
                        is_person && other.form == MentionForm::Name
                    })
                });
            if let Some(person) = beside {
                let actor = person.actor.clone();
                self.found[index].actor = actor;
            }
        }
    }

    /// Tokens that may name the bearer of a title: those tied to it as one phrase or as an
    /// apposition, and the one right after it.
    fn neighbours(&self, head: u32, span: Span) -> Vec<u32> {
        let tree = self.tree;
        let tied = |token: &u32| {
            matches!(tree.base(*token), "flat" | "appos" | "compound" | "nmod")
                && tree.preposition(*token).is_none()
        };
        let mut tokens: Vec<u32> =
            tree.children(head).iter().copied().filter(tied).collect();
        if tied(&head) {
            tokens.extend(tree.head(head));
        }
        let after = tree.tokens.partition_point(|token| token.span.start() < span.end());
        if after < tree.tokens.len() {
            tokens.push(u32::try_from(after).unwrap_or(u32::MAX));
        }
        tokens
    }

    /// Runs of proper nouns that no mention has claimed, as first and last token.
    pub(super) fn unknown_names(&self) -> Vec<(u32, u32)> {
        let tree = self.tree;
        let is_free = |token: u32| {
            tree.upos(token) == "PROPN"
                && self.claimed[token as usize].is_none()
                && tree.form(token).chars().next().is_some_and(char::is_uppercase)
                && !self.is_weekday(token)
        };
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for token in (0..tree.len()).filter(|&token| is_free(token)) {
            match runs.last_mut() {
                Some((_, last))
                    if *last + 1 == token
                        && tree.sentence(*last) == tree.sentence(token) =>
                {
                    *last = token;
                }
                _ => runs.push((token, token)),
            }
        }
        runs
    }

    /// *officials Friday*: a day of the week is nobody's name.
    fn is_weekday(&self, token: u32) -> bool {
        let word = self.tree.small_form(token);
        self.codebook
            .times
            .beginning_with(&word)
            .any(|entry| entry.class == TimeClass::Weekday && entry.atoms.len() == 1)
    }

    /// The actor of an unknown name, by the office or role that stands beside it.
    fn actor_beside(&self, span: Span, head: u32, words: &str) -> Option<Actor> {
        let before = self.tree.tokens_in(span).next()?.checked_sub(1);
        let sentence = self.tree.sentence(head);
        let candidates = self
            .neighbours(head, span)
            .into_iter()
            .take_while(|&token| self.tree.sentence(token) == sentence)
            .filter(|&token| {
                // What merely follows a name is no title unless grammar ties it.
                self.tree.head(token) == Some(head) || self.tree.head(head) == Some(token)
            })
            .chain(before.filter(|&token| self.tree.sentence(token) == sentence));
        let is_title = |mention: &&Mention| {
            matches!(mention.form, MentionForm::Office | MentionForm::Role)
                && matches!(mention.actor.kind, ActorKind::Person | ActorKind::Private)
        };
        let title = candidates.filter_map(|token| self.at(token)).find(is_title)?;
        // *Gen. Olsen, the army chief of Norway*: the office of a state tells more.
        let further = || {
            let appositions = self.tree.children_with(title.head, "appos");
            let beside = appositions.chain(self.tree.children_with(head, "appos"));
            let mut titles = beside.filter_map(|token| self.at(token)).filter(is_title);
            titles.find(|other| other.actor.country.is_some())
        };
        let is_vague = title.form == MentionForm::Role && self.is_short_title(title.span);
        let title = is_vague.then(further).flatten().unwrap_or(title);
        let is_public = title.form == MentionForm::Office;
        let (kind, id) = if is_public {
            (
                ActorKind::Person,
                format!("person/{}", words.replace(' ', "-").to_lowercase()),
            )
        } else {
            (ActorKind::Private, format!("private/{}", Digest::of([words])))
        };
        let label = if is_public {
            format!("{words}, {}", title.actor.label).into()
        } else {
            title.actor.label.clone()
        };
        Some(Actor { id: ActorId::new(id), kind, label, ..title.actor.clone() })
    }
}

/// Remembers a person under the family name; one that two persons share leads to nobody.
fn remember(families: &mut BTreeMap<String, Option<Actor>>, words: &str, actor: &Actor) {
    let Some(family) = words.split_whitespace().last() else { return };
    match families.get_mut(family) {
        Some(known) if known.as_ref().is_some_and(|known| known.id == actor.id) => {}
        Some(known) => *known = None,
        None => {
            families.insert(family.to_owned(), Some(actor.clone()));
        }
    }
}
