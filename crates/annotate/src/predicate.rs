//! Who does what to whom, with the grammar undone: passive, control, relative and reduced
//! clauses, coordination, light verbs and event nouns all yield the same roles.
//!
//! The method is that of `PredPatt` (White et al. 2016), re-implemented and extended to event
//! nouns. Rules downstream never see a dependency relation.

mod answer;
mod filler;
mod noun;
mod sense;
mod setting;
mod shared;
mod verb;

use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{
    Argument, Mention, Predicate, PredicateKind, Role, Span, Tense, Timex,
};
use std::collections::BTreeSet;

/// What the reading of predicates looks things up in.
pub(crate) struct Reading<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) codebook: &'a Codebook,
    pub(crate) mentions: &'a [Mention],
    pub(crate) times: &'a [Timex],
}

/// A role and the token that heads what fills it.
type Filled = (Role, u32);

/// The predicates of a document, in the order of their head tokens.
pub(crate) fn predicates(reading: &Reading<'_>) -> Vec<Predicate> {
    let tree = reading.tree;
    let mentions_at = filler::mentions_by_head(tree, reading.mentions);
    let verbs = verb::Verbs::new(tree, reading.codebook, &mentions_at, reading.times);
    let mut predicates = Vec::new();
    for token in 0..tree.len() {
        // *the arrested men*, *according to*: what stands for an adjective or a preposition tells
        // nothing of its own.
        if matches!(tree.base(token), "aux" | "cop" | "amod" | "case" | "fixed")
            || is_preposition(tree, token, reading.codebook)
        {
            continue;
        }
        let mut predicate = match tree.upos(token) {
            "VERB" if is_mistaken_noun(reading, token) => {
                noun_predicate(reading, &verbs, token)
            }
            "VERB" => verb_predicate(tree, &verbs, token),
            "ADJ" if tree.xpos(token).starts_with("VB") => {
                verb_predicate(tree, &verbs, token)
            }
            "NOUN" | "PROPN"
                if is_event_noun(tree, token, reading.codebook)
                    && !is_in_time(reading.times, tree.span(token)) =>
            {
                noun_predicate(reading, &verbs, token)
            }
            _ => continue,
        };
        for argument in &mut predicate.arguments {
            filler::fill(reading, &verbs, &mentions_at, argument);
        }
        predicate.times = setting::times(reading, &predicate);
        predicate.place = setting::place(reading, &mentions_at, &predicate);
        predicates.push(predicate);
    }
    predicates
}

/// *in March*: whether a span lies in a temporal expression.
fn is_in_time(times: &[Timex], span: Span) -> bool {
    let next = times.partition_point(|time| time.span.end() < span.end());
    times.get(next).is_some_and(|time| time.span.contains(span))
}

/// Whether a noun may evoke an event: rules know its lemma as a trigger, or the codebook lists
/// it as one that tells an occurrence.
fn is_event_noun(tree: &Tree<'_>, token: u32, codebook: &Codebook) -> bool {
    let lemma = tree.small_lemma(token);
    codebook.rules.by_noun.contains_key(lemma.as_ref())
        || codebook.rules.is_in_class("occurrence", &lemma)
}

/// *the unrest following the raid*: whether a participle stands for a preposition.
fn is_preposition(tree: &Tree<'_>, token: u32, codebook: &Codebook) -> bool {
    matches!(tree.base(token), "acl" | "advcl")
        && tree.xpos(token) == "VBG"
        && !tree.has_child(token, "aux")
        && !tree.has_child(token, "nsubj")
        && holds(&codebook.grammar.participles, &tree.form(token).to_lowercase())
}

/// Whether the lemma of a token, its particle included, belongs to a word class.
fn is_in_class(tree: &Tree<'_>, token: u32, class: &str, codebook: &Codebook) -> bool {
    let lemma = tree.small_lemma(token);
    if let Some(particle) = tree.child(token, "compound:prt") {
        let with_particle = format!("{lemma} {}", tree.lemma(particle).to_lowercase());
        if codebook.rules.is_in_class(class, &with_particle) {
            return true;
        }
    }
    codebook.rules.is_in_class(class, &lemma)
}

/// Whether a word and the preposition of what it brings belong to a word class: *blame for*,
/// *call on*.
pub(crate) fn brings(
    tree: &Tree<'_>,
    codebook: &Codebook,
    class: &str,
    word: u32,
    brought: u32,
) -> bool {
    tree.preposition(brought).is_some_and(|preposition| {
        let whole = format!("{} {preposition}", tree.lemma(word).to_lowercase());
        codebook.rules.is_in_class(class, &whole)
    })
}

/// *resulted in Chile arresting two men*: whoever stands directly before a participle without
/// mark, brought by the preposition of a word that tells an outcome or a topic.
pub(crate) fn outcome_of(tree: &Tree<'_>, codebook: &Codebook, verb: u32) -> Option<u32> {
    let head = tree.head(verb).filter(|_| tree.base(verb) == "advcl")?;
    let first = tree.children_with(verb, "aux").next().unwrap_or(verb);
    let is_bare = tree.xpos(first) == "VBG"
        && !tree.has_child(verb, "nsubj")
        && !tree.has_child(verb, "mark");
    let before = verb.checked_sub(1).filter(|_| is_bare)?;
    let phrase = tree.path(before).take_while(|&at| at != head).last()?;
    (matches!(tree.base(phrase), "obl" | "nmod")
        && tree.head(phrase) == Some(head)
        && brings(tree, codebook, "resulting", head, phrase))
    .then_some(phrase)
}

/// *held military drills*: an event noun that the tagger took for a verb. It is no verb that
/// rules know, and it stands as the object of a verb that carries event nouns.
fn is_mistaken_noun(reading: &Reading<'_>, token: u32) -> bool {
    let tree = reading.tree;
    let lemma = tree.small_lemma(token);
    let is_plural = matches!(tree.xpos(token), "VBZ" | "VBP");
    is_plural
        && !reading.codebook.rules.by_verb.contains_key(lemma.as_ref())
        && is_event_noun(tree, token, reading.codebook)
        && noun::carrier(tree, token, reading.codebook).is_some()
}

fn verb_predicate(tree: &Tree<'_>, verbs: &verb::Verbs<'_>, token: u32) -> Predicate {
    let mut lemma = tree.small_lemma(token).into_owned();
    let mut trigger = tree.span(token);
    for particle in tree.children_with(token, "compound:prt") {
        lemma.push(' ');
        lemma.push_str(&tree.small_lemma(particle));
        trigger = trigger.cover(tree.span(particle));
    }
    Predicate {
        trigger,
        head: token,
        lemma: lemma.into(),
        kind: PredicateKind::Verb,
        light_verb: None,
        arguments: distribute(tree, verbs.arguments(token)),
        is_definite: false,
        times: Vec::new(),
        place: None,
        sentence: tree.sentence(token),
        tense: Tense::Unknown,
    }
}

fn noun_predicate(
    reading: &Reading<'_>,
    verbs: &verb::Verbs<'_>,
    token: u32,
) -> Predicate {
    let tree = reading.tree;
    let noun = noun::read(tree, verbs, token, reading.codebook);
    let points_back = tree
        .child(token, "det")
        .is_some_and(|det| holds(&reading.codebook.grammar.pointing, tree.lemma(det)));
    Predicate {
        trigger: noun.trigger,
        head: token,
        lemma: tree.small_lemma(token).into(),
        kind: PredicateKind::Noun,
        light_verb: noun.light_verb,
        arguments: distribute(tree, noun.arguments),
        is_definite: points_back,
        times: Vec::new(),
        place: None,
        sentence: tree.sentence(token),
        tense: Tense::Unknown,
    }
}

/// Distributes coordinated fillers and removes repetitions.
fn distribute(tree: &Tree<'_>, filled: Vec<Filled>) -> Vec<Argument> {
    let mut seen = BTreeSet::new();
    let mut arguments = Vec::new();
    for (role, token) in filled {
        let members = match role {
            Role::Complement => vec![token],
            _ => tree.coordinated(token),
        };
        for head in members {
            if seen.insert((role.clone(), head)) {
                let span = match tree.upos(head) {
                    "VERB" | "AUX" => tree.phrase(head),
                    _ => tree.noun_phrase(head),
                };
                arguments.push(Argument {
                    role: role.clone(),
                    head,
                    span,
                    lemmas: Vec::new(),
                    mentions: Vec::new(),
                    owners: Vec::new(),
                    quantity: None,
                });
            }
        }
    }
    arguments.sort_by(|a, b| (a.head, &a.role).cmp(&(b.head, &b.role)));
    arguments
}
