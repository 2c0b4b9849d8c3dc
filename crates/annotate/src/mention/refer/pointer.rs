//! Which words point back, and to what they can point.

use super::super::Mentions;
use chancery_codebook::{Gender, holds};
use chancery_model::MentionForm;

/// A word that points back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pointer<'a> {
    Pronoun(Wanted),
    /// *Both*, *the two sides*.
    Pair(PairKind),
    /// *The former*: true; *the latter*: false.
    Order(bool),
    /// *The country*, with its noun.
    State(&'a str),
    /// *The alliance*, with its noun.
    Body(&'a str),
    /// *The compound*, said of an embassy.
    Mission,
}

/// What a pronoun asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Wanted {
    pub(super) who: Who,
    /// *Its*, *his*.
    pub(super) owns: bool,
    /// *Itself*.
    pub(super) reflexive: bool,
}

/// Number, person or thing, and gender.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Who {
    Person(Gender),
    It,
    They,
}

/// Two of what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PairKind {
    States,
    Bodies,
    Persons,
    Any,
}

impl<'a> Mentions<'a> {
    /// What a token points to, if it points back.
    pub(super) fn pointer(&self, token: u32) -> Option<Pointer<'a>> {
        let tree = self.tree;
        if let Some(mention) = self.at(token) {
            // *The two leaders* is more than a role.
            let is_plain = mention.form == MentionForm::Role
                && mention.actor.country.is_none()
                && tree.xpos(token) == "NNS"
                && !self.is_qualified(token);
            return if is_plain { self.two_of_a_kind(token) } else { None };
        }
        let xpos = tree.xpos(token);
        if matches!(xpos, "PRP" | "PRP$") {
            return self.pronoun(token, xpos == "PRP$").map(Pointer::Pronoun);
        }
        let grammar = &self.codebook.grammar;
        let stands_alone =
            matches!(tree.base(token), "nsubj" | "obj" | "iobj" | "obl" | "nmod");
        if matches!(tree.upos(token), "DET" | "PRON" | "NUM") {
            let word = tree.small_form(token);
            let is_pair = stands_alone
                && holds(&grammar.pronouns.pair, &word)
                && !tree.has_child(token, "nmod");
            return is_pair.then_some(Pointer::Pair(PairKind::Any));
        }
        let lemma = tree.lemma(token);
        let determiner = tree.child(token, "det").map(|det| tree.lemma(det));
        let points = determiner.is_some_and(|det| holds(&grammar.pointing, det));
        let referring = &self.codebook.referring;
        if matches!(tree.upos(token), "ADJ" | "NOUN") && points && stands_alone {
            if holds(&referring.former, lemma) {
                return Some(Pointer::Order(true));
            }
            if holds(&referring.latter, lemma) {
                return Some(Pointer::Order(false));
            }
        }
        // *The kingdom* may be taken for a name.
        let is_small = tree.form(token).chars().next().is_some_and(char::is_lowercase);
        let is_common =
            tree.upos(token) == "NOUN" || (tree.upos(token) == "PROPN" && is_small);
        if !is_common || self.is_qualified(token) {
            return None;
        }
        if tree.xpos(token) == "NNS" {
            return self.two_of_a_kind(token);
        }
        let is_state = holds(&grammar.descriptions.state, lemma)
            || holds(&referring.constitution, lemma)
            || holds(&referring.capital, lemma);
        let possessed = tree.has_child(token, "compound");
        if points && is_state && !possessed {
            Some(Pointer::State(lemma))
        } else if points && holds(&grammar.descriptions.mission, lemma) {
            Some(Pointer::Mission)
        } else if self.points_plainly(token) && referring.bodies(lemma).is_some() {
            Some(Pointer::Body(lemma))
        } else {
            None
        }
    }

    /// *Both countries*, *the two leaders*.
    fn two_of_a_kind(&self, token: u32) -> Option<Pointer<'a>> {
        let grammar = &self.codebook.grammar;
        let determiner = self.tree.child(token, "det").map(|det| self.tree.lemma(det));
        let is = |list: &[Box<str>]| determiner.is_some_and(|det| holds(list, det));
        let both = is(&grammar.pronouns.pair);
        let points = both || (is(&grammar.pointing) && self.is_two(token));
        let kind = self.pair_kind(self.tree.lemma(token)).filter(|_| points)?;
        Some(Pointer::Pair(kind))
    }

    fn pronoun(&self, token: u32, owns: bool) -> Option<Wanted> {
        let word = self.tree.small_form(token);
        let pronouns = &self.codebook.grammar.pronouns;
        let referring = &self.codebook.referring;
        let who = if holds(&pronouns.thing, &word) {
            Who::It
        } else if holds(&pronouns.group, &word) {
            Who::They
        } else if holds(&pronouns.person, &word) {
            Who::Person(referring.gender(&word)?)
        } else {
            return None;
        };
        Some(Wanted { who, owns, reflexive: holds(&referring.reflexive, &word) })
    }

    /// Whether more is said of a noun than a determiner: *the country of his birth*.
    fn is_qualified(&self, token: u32) -> bool {
        self.tree.children(token).iter().any(|&child| match self.tree.base(child) {
            "nmod" | "acl" | "appos" | "flat" => true,
            "compound" => self.claimed[child as usize].is_some(),
            _ => false,
        })
    }

    /// Whether a numeral says that there are two.
    fn is_two(&self, token: u32) -> bool {
        self.tree.child(token, "nummod").is_some_and(|number| {
            let number = self.tree.lemma(number).to_lowercase();
            self.codebook.grammar.numbers.iter().any(|entry| {
                entry.low == Some(2)
                    && entry.high == Some(2)
                    && holds(&entry.words, &number)
            })
        })
    }

    fn pair_kind(&self, lemma: &str) -> Option<PairKind> {
        let pair = &self.codebook.referring.pair;
        if holds(&pair.any, lemma) {
            Some(PairKind::Any)
        } else if holds(&self.codebook.grammar.descriptions.pair, lemma) {
            Some(PairKind::States)
        } else if holds(&pair.body, lemma) {
            Some(PairKind::Bodies)
        } else if holds(&pair.person, lemma) {
            Some(PairKind::Persons)
        } else {
            None
        }
    }
}
