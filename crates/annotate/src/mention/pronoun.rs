//! Mentions that point back: pronouns and descriptions.

use super::Mentions;
use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{
    Actor, ActorKind, Attribution, Basis, Mention, MentionForm, Speaker,
};

/// How many sentences back an antecedent is looked for.
const REACH: u32 = 2;

/// How many mentions are looked at for one antecedent.
const MOST: usize = 100;

/// The mentions of each sentence by their heads, in the order of the text.
struct Near(Vec<Vec<u32>>);

impl Near {
    fn new(mentions: &Mentions<'_>) -> Self {
        let sentences = mentions.tree.len().checked_sub(1);
        let last = sentences.map_or(0, |token| mentions.tree.sentence(token) as usize);
        let mut near = Self(vec![Vec::new(); last + 1]);
        for (index, mention) in (0u32..).zip(&mentions.found) {
            near.0[mentions.tree.sentence(mention.head) as usize].push(index);
        }
        for sentence in &mut near.0 {
            sentence.sort_by_key(|index| mentions.found[*index as usize].span);
        }
        near
    }

    fn keep(&mut self, mentions: &Mentions<'_>, index: u32) {
        let mention = &mentions.found[index as usize];
        let sentence = &mut self.0[mentions.tree.sentence(mention.head) as usize];
        let span = |index: u32| mentions.found[index as usize].span;
        let at = sentence.partition_point(|known| span(*known) <= mention.span);
        sentence.insert(at, index);
    }

    /// The mentions in reach of a sentence, the last first.
    fn before(&self, sentence: u32) -> impl Iterator<Item = u32> + '_ {
        let last = sentence as usize;
        let first = last.saturating_sub(REACH as usize);
        self.0[first..=last].iter().rev().flat_map(|near| near.iter().rev().copied())
    }
}

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
        let mut near = Near::new(self);
        for token in 0..self.tree.len() {
            if self.claimed[token as usize].is_some() {
                continue;
            }
            let Some((wanted, form)) = self.wanted(token) else { continue };
            let antecedents = self.antecedents(token, wanted, &near);
            for (actor, words) in antecedents {
                let span = self.tree.span(token);
                let index = self.add(span, token, actor, form, Basis::Text(words));
                near.keep(self, index);
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
        near: &Near,
    ) -> Vec<(Actor, chancery_model::Span)> {
        let tree = self.tree;
        let sentence = tree.sentence(token);
        let start = tree.span(token).start();
        let mut candidates: Vec<&Mention> = near
            .before(sentence)
            .map(|index| &self.found[index as usize])
            .filter(|mention| mention.span.end() <= start)
            .take(MOST)
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
        candidates.reverse();
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
    let mut innermost: Option<Vec<Option<u32>>> = None;
    for token in 0..tree.len() {
        let word = tree.form(token).to_lowercase();
        let is_speaker = matches!(tree.xpos(token), "PRP" | "PRP$")
            && holds(&codebook.grammar.pronouns.speaker, &word);
        if !is_speaker {
            continue;
        }
        let span = tree.span(token);
        let innermost = *innermost
            .get_or_insert_with(|| innermost_of(tree, attributions))
            .get(token as usize)
            .unwrap_or(&None);
        if let Some(attribution) = innermost.map(|index| &attributions[index as usize])
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

/// For each token the attribution with the least content that holds it, the first of those.
fn innermost_of(tree: &Tree<'_>, attributions: &[Attribution]) -> Vec<Option<u32>> {
    let size = |attribution: &Attribution| {
        attribution.content.iter().map(|piece| piece.len()).sum::<u32>()
    };
    let mut order: Vec<(u32, u32)> =
        (0u32..).zip(attributions).map(|(index, one)| (size(one), index)).collect();
    order.sort_unstable();
    let mut found = vec![None; tree.tokens.len()];
    for (_, index) in order.into_iter().rev() {
        for piece in &attributions[index as usize].content {
            for token in tree.tokens_in(*piece) {
                if piece.contains(tree.span(token)) {
                    found[token as usize] = Some(index);
                }
            }
        }
    }
    found
}
