//! Mentions that point back: pronouns and descriptions.

use super::Mentions;
use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{
    Actor, ActorKind, Attribution, Basis, Mention, MentionForm, Speaker,
};

/// How many sentences back an antecedent is looked for.
const REACH: u32 = 2;

/// What a pointing word can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Thing,
    Group,
    Person,
    State,
    Pair,
    Mission,
}

impl Mentions<'_> {
    pub(super) fn resolve_pronouns(&mut self) {
        for token in 0..self.tree.len() {
            if self.claimed[token as usize].is_some() {
                continue;
            }
            let Some((wanted, form)) = self.wanted(token) else { continue };
            let antecedents = self.antecedents(token, wanted);
            for (actor, words) in antecedents {
                self.add(self.tree.span(token), token, actor, form, Basis::Text(words));
            }
        }
    }

    fn wanted(&self, token: u32) -> Option<(Wanted, MentionForm)> {
        let tree = self.tree;
        let grammar = &self.codebook.grammar;
        let word = tree.form(token).to_lowercase();
        let stands_alone = matches!(tree.base(token), "nsubj" | "obj" | "obl" | "nmod");
        if stands_alone && holds(&grammar.pronouns.pair, &word) {
            return Some((Wanted::Pair, MentionForm::Pronoun));
        }
        if matches!(tree.xpos(token), "PRP" | "PRP$") {
            let pronouns = &grammar.pronouns;
            let wanted = if holds(&pronouns.thing, &word) {
                Wanted::Thing
            } else if holds(&pronouns.group, &word) {
                Wanted::Group
            } else if holds(&pronouns.person, &word) {
                Wanted::Person
            } else {
                return None;
            };
            return Some((wanted, MentionForm::Pronoun));
        }
        if tree.upos(token) != "NOUN" {
            return None;
        }
        let lemma = tree.lemma(token);
        let points = tree
            .child(token, "det")
            .is_some_and(|det| holds(&grammar.pointing, tree.lemma(det)));
        let is_plural = tree.xpos(token) == "NNS";
        let numbered = tree.child(token, "nummod").is_some_and(|number| {
            let number = tree.lemma(number).to_lowercase();
            grammar.numbers.iter().any(|entry| {
                entry.low == Some(2)
                    && entry.high == Some(2)
                    && holds(&entry.words, &number)
            })
        });
        let has_more = tree.has_child(token, "nmod") || tree.has_child(token, "acl");
        if is_plural && numbered && points && holds(&grammar.descriptions.pair, lemma) {
            Some((Wanted::Pair, MentionForm::Description))
        } else if !is_plural
            && points
            && !has_more
            && !tree.has_child(token, "compound")
            && holds(&grammar.descriptions.state, lemma)
        {
            Some((Wanted::State, MentionForm::Description))
        } else if points && !has_more && holds(&grammar.descriptions.mission, lemma) {
            Some((Wanted::Mission, MentionForm::Description))
        } else {
            None
        }
    }

    /// Whether a capital is the place rather than the government that sits there.
    fn is_place(&self, head: u32) -> bool {
        let preposition = self.tree.preposition(head);
        preposition.is_some_and(|word| holds(&self.codebook.grammar.inside, &word))
    }

    /// Whether a mention is of an embassy or consulate, where one is wanted.
    fn is_of_kind(&self, mention: &Mention, wanted: Wanted) -> bool {
        wanted != Wanted::Mission
            || mention
                .actor
                .id
                .as_str()
                .split('/')
                .next_back()
                .is_some_and(|office| self.codebook.rules.is_in_class("mission", office))
    }

    /// Whether a name only qualifies a thing that is no actor: *the Lima attack*.
    fn merely_modifies(&self, head: u32) -> bool {
        let tree = self.tree;
        tree.base(head) == "compound"
            && tree.head(head).is_none_or(|above| {
                self.at(above).is_none_or(|mention| mention.form != MentionForm::Office)
                    || tree.base(above) == "compound"
            })
    }

    /// Whom a pointing word stands for, with the words that name them; empty when unsure.
    fn antecedents(
        &self,
        token: u32,
        wanted: Wanted,
    ) -> Vec<(Actor, chancery_model::Span)> {
        let tree = self.tree;
        let sentence = tree.sentence(token);
        let start = tree.span(token).start();
        let mut candidates: Vec<&Mention> = self
            .found
            .iter()
            .filter(|mention| {
                mention.span.end() <= start
                    && tree.sentence(mention.head) + REACH >= sentence
            })
            .filter(|mention| {
                matches(mention, wanted) && self.is_of_kind(mention, wanted)
            })
            .filter(|mention| {
                wanted != Wanted::State || !self.merely_modifies(mention.head)
            })
            .filter(|mention| {
                mention.form != MentionForm::Seat || !self.is_place(mention.head)
            })
            .collect();
        candidates.sort_by_key(|mention| mention.span);
        if wanted == Wanted::Pair {
            let mut pair: Vec<&Mention> = Vec::new();
            for mention in candidates.iter().rev() {
                if pair.iter().all(|known| known.actor.country != mention.actor.country) {
                    pair.push(mention);
                }
            }
            // More than two states in reach: nobody can tell which two are meant.
            let pair = if pair.len() == 2 { pair } else { Vec::new() };
            return pair.into_iter().rev().map(|m| (m.actor.clone(), m.span)).collect();
        }
        let salience = |mention: &&&Mention| {
            let near = tree.sentence(mention.head);
            let subject =
                tree.path(mention.head).take(3).any(|at| tree.base(at) == "nsubj");
            // In its own sentence any earlier subject, in an earlier one its subject.
            // *He* is sooner somebody with a name than *a child* or *the gunman*.
            let public =
                wanted == Wanted::Person && mention.actor.kind == ActorKind::Person;
            (near, public, subject, mention.span.start())
        };
        let same: Vec<&&Mention> =
            candidates.iter().filter(|m| tree.sentence(m.head) == sentence).collect();
        let best = if same.is_empty() {
            candidates.iter().max_by_key(salience)
        } else {
            same.into_iter().max_by_key(salience)
        };
        best.map(|mention| (mention.actor.clone(), mention.span)).into_iter().collect()
    }
}

/// Whether a mention can be what a pointing word stands for.
fn matches(mention: &Mention, wanted: Wanted) -> bool {
    let actor = &mention.actor;
    match wanted {
        Wanted::Person => matches!(actor.kind, ActorKind::Person | ActorKind::Private),
        Wanted::State | Wanted::Pair => {
            actor.kind == ActorKind::State && mention.form != MentionForm::Pronoun
        }
        Wanted::Mission => actor.kind == ActorKind::Organ && actor.country.is_some(),
        Wanted::Thing => {
            matches!(
                actor.kind,
                ActorKind::State | ActorKind::Organ | ActorKind::Organisation
            ) && mention.form != MentionForm::Adjective
        }
        Wanted::Group => {
            matches!(actor.kind, ActorKind::Group | ActorKind::State | ActorKind::Organ)
                && mention.form != MentionForm::Adjective
        }
    }
}

/// *We* and *our* inside what somebody says stand for the speaker's side.
pub(super) fn resolve_speakers(
    tree: &Tree<'_>,
    codebook: &Codebook,
    attributions: &[Attribution],
    mentions: &mut Vec<Mention>,
) {
    for token in 0..tree.len() {
        let word = tree.form(token).to_lowercase();
        let is_speaker = matches!(tree.xpos(token), "PRP" | "PRP$")
            && holds(&codebook.grammar.pronouns.speaker, &word);
        if !is_speaker {
            continue;
        }
        let span = tree.span(token);
        let innermost = attributions
            .iter()
            .filter(|attribution| {
                attribution.content.iter().any(|piece| piece.contains(span))
            })
            .min_by_key(|attribution| {
                attribution.content.iter().map(|piece| piece.len()).sum::<u32>()
            });
        if let Some(attribution) = innermost
            && let Speaker::Actor(actor) = &attribution.voice
            && let Some(&words) = attribution.speaker.first()
        {
            mentions.push(Mention {
                span,
                head: token,
                actor: actor.clone(),
                form: MentionForm::Pronoun,
                basis: Basis::Text(words),
            });
        }
    }
}
