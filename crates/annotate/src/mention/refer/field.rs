//! What a pronoun can stand for: the nouns before it, each with the entity it speaks of.

use super::super::Mentions;
use super::Found;
use super::pointer::{Pointer, Wanted, Who};
use chancery_codebook::{Gender, holds};
use chancery_model::{ActorKind, MentionForm};
use std::collections::BTreeMap;

/// The nouns read so far.
pub(super) struct Field {
    pub(super) candidates: Vec<Candidate>,
    /// For each token the candidate that it heads.
    at: Vec<Option<u32>>,
    pub(super) entities: Vec<Entity>,
    keys: BTreeMap<String, u32>,
    /// What the last pronoun most likely speaks of, be it an actor or not.
    pub(super) meant: Option<(Vec<u32>, Kind)>,
}

/// A noun, or several joined by *and*.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) head: u32,
    pub(super) sentence: u32,
    pub(super) kind: Kind,
    pub(super) is_many: bool,
    pub(super) entities: Vec<u32>,
}

/// What is spoken of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Person,
    People,
    Body,
    Thing,
    /// A name of which nothing is known.
    Name,
}

/// What several nouns of a document speak of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entity {
    /// The mention that names it, if it is an actor.
    pub(super) mention: Option<u32>,
    pub(super) gender: Option<Gender>,
}

impl Field {
    pub(super) fn new(mentions: &Mentions<'_>) -> Self {
        Self {
            candidates: Vec::new(),
            at: vec![None; mentions.tree.tokens.len()],
            entities: Vec::new(),
            keys: BTreeMap::new(),
            meant: None,
        }
    }

    /// The candidate that a token heads.
    pub(super) fn at(&self, token: u32) -> Option<&Candidate> {
        self.at[token as usize].map(|index| &self.candidates[index as usize])
    }

    /// Reads a token that does not point back.
    pub(super) fn see(&mut self, mentions: &Mentions<'_>, token: u32) {
        let tree = mentions.tree;
        let is_noun = matches!(tree.upos(token), "NOUN" | "PROPN");
        let is_inner = matches!(
            tree.base(token),
            "compound" | "flat" | "amod" | "fixed" | "goeswith" | "nummod" | "punct"
        );
        if !is_noun || is_inner {
            return;
        }
        let mention = mentions.claimed[token as usize];
        let when = &mentions.codebook.referring.when;
        if mention.is_none() && holds(when, &tree.small_lemma(token)) {
            return;
        }
        let form = mention.map(|index| mentions.found[index as usize].form);
        if form == Some(MentionForm::Adjective) {
            return;
        }
        let kind = mentions.kind_of(token);
        // A name in the plural names one, *the United Nations*, unless it is that of its
        // members: *the Liberals*.
        let has_more = mention.is_some_and(|index| {
            tree.tokens_in(mentions.found[index as usize].span).len() > 1
        });
        let is_named =
            matches!(form, Some(MentionForm::Name | MentionForm::Seat)) && has_more;
        let is_many = kind == Kind::People
            || (!is_named && matches!(tree.xpos(token), "NNS" | "NNPS"));
        let gender = mentions.gender_of(token);
        if let Some(other) = self.named_again(mentions, token, is_many) {
            self.merge(other, kind, mention, gender);
            return;
        }
        let key = mentions.key_of(token, is_many);
        let entity = self.entity(key);
        let known = &mut self.entities[entity as usize];
        known.mention = mention.or(known.mention);
        known.gender = known.gender.or(gender);
        self.push(Candidate {
            head: token,
            sentence: tree.sentence(token),
            kind,
            is_many,
            entities: vec![entity],
        });
        self.join(mentions, token);
    }

    fn entity(&mut self, key: String) -> u32 {
        let next = u32::try_from(self.entities.len()).unwrap_or(u32::MAX);
        let entity = *self.keys.entry(key).or_insert(next);
        if entity == next {
            self.entities.push(Entity::default());
        }
        entity
    }

    fn push(&mut self, candidate: Candidate) {
        let index = u32::try_from(self.candidates.len()).unwrap_or(u32::MAX);
        self.at[candidate.head as usize].get_or_insert(index);
        self.candidates.push(candidate);
    }

    /// The candidate that an apposition or a noun after *is* speaks of.
    fn named_again(
        &self,
        mentions: &Mentions<'_>,
        token: u32,
        is_many: bool,
    ) -> Option<u32> {
        let tree = mentions.tree;
        // *Berg was among the members*: one of many is not they.
        let is_among = is_many && tree.preposition(token).is_some();
        let other = if tree.base(token) == "appos" {
            tree.head(token)
        } else if tree.has_child(token, "cop") && !is_among {
            tree.child(token, "nsubj")
        } else {
            None
        };
        self.at[other? as usize]
    }

    fn merge(
        &mut self,
        other: u32,
        kind: Kind,
        mention: Option<u32>,
        gender: Option<Gender>,
    ) {
        let candidate = &mut self.candidates[other as usize];
        let [entity] = candidate.entities[..] else { return };
        if candidate.kind == Kind::Name {
            candidate.kind = kind;
        }
        let entity = &mut self.entities[entity as usize];
        if candidate.kind == kind {
            entity.mention = entity.mention.or(mention);
            entity.gender = entity.gender.or(gender);
        }
    }

    /// Joins a token with those before it in a list that ends with it: *Chile and Peru*.
    fn join(&mut self, mentions: &Mentions<'_>, token: u32) {
        let tree = mentions.tree;
        let ends_list = tree.base(token) == "conj"
            && tree
                .children_with(token, "cc")
                .any(|cc| matches!(tree.lemma(cc), "and" | "&"));
        let Some(first) = tree.head(token).filter(|_| ends_list) else { return };
        let members: Vec<&Candidate> = std::iter::once(first)
            .chain(tree.children_with(first, "conj"))
            .filter(|&member| member <= token)
            .filter_map(|member| self.at(member))
            .collect();
        let all = |kinds: &[Kind]| members.iter().all(|one| kinds.contains(&one.kind));
        let kind = if all(&[Kind::Body]) {
            Kind::Body
        } else if all(&[Kind::Person, Kind::People, Kind::Name, Kind::Body]) {
            Kind::People
        } else {
            Kind::Thing
        };
        let mut entities: Vec<u32> =
            members.iter().flat_map(|one| one.entities.iter().copied()).collect();
        entities.dedup();
        if members.len() > 1 && entities.len() > 1 {
            self.push(Candidate {
                head: first,
                sentence: tree.sentence(first),
                kind,
                is_many: true,
                entities,
            });
        }
    }

    /// Lets words that point back be something that later ones can point to.
    pub(super) fn point(
        &mut self,
        mentions: &Mentions<'_>,
        token: u32,
        pointer: Pointer<'_>,
        found: Option<&Found>,
    ) {
        let meant = self.meant.take();
        let (entities, kind) = match (pointer, found) {
            (Pointer::Pronoun(_), _) => match meant {
                Some(meant) => meant,
                None => return,
            },
            (_, Some(found)) => {
                let ids = found.actors.iter().map(|(actor, _)| actor.id.to_string());
                let known = ids.filter_map(|id| self.keys.get(&id).copied()).collect();
                (known, Kind::Body)
            }
            (_, None) => return,
        };
        if entities.is_empty() {
            return;
        }
        let is_many = match pointer {
            Pointer::Pronoun(Wanted { who: Who::Person(gender), .. }) => {
                if let [one] = entities[..] {
                    self.entities[one as usize].gender = Some(gender);
                }
                false
            }
            Pointer::Pronoun(Wanted { who, .. }) => who == Who::They,
            Pointer::Pair(_) => true,
            _ => false,
        };
        let sentence = mentions.tree.sentence(token);
        self.push(Candidate { head: token, sentence, kind, is_many, entities });
    }
}

impl Mentions<'_> {
    pub(super) fn kind_of(&self, token: u32) -> Kind {
        let tree = self.tree;
        let is_plural = matches!(tree.xpos(token), "NNS" | "NNPS");
        if let Some(mention) = self.at(token) {
            return match mention.actor.kind {
                ActorKind::State | ActorKind::Organ | ActorKind::Organisation => {
                    Kind::Body
                }
                ActorKind::Person | ActorKind::Private if is_plural => Kind::People,
                ActorKind::Person | ActorKind::Private => Kind::Person,
                ActorKind::Group if is_plural => Kind::People,
                ActorKind::Group => Kind::Body,
            };
        }
        let codebook = self.codebook;
        if tree.upos(token) == "NOUN" {
            let lemma = tree.lemma(token);
            let office = codebook.names.offices.get(lemma).first();
            let office =
                office.and_then(|entry| codebook.actors.offices.get(&entry.office));
            return match office {
                Some(office) if office.is_person && is_plural => Kind::People,
                Some(office) if office.is_person => Kind::Person,
                Some(_) => Kind::Body,
                None if codebook.referring.gender(lemma).is_some() && !is_plural => {
                    Kind::Person
                }
                None => Kind::Thing,
            };
        }
        let words = || self.words_of(token);
        let lower = |at: u32| tree.form(at).trim_end_matches('.').to_lowercase();
        let is_titled = words().any(|at| {
            codebook.referring.given(tree.form(at)).is_some()
                || codebook.referring.gender(&lower(at)).is_some()
        });
        let is_body = words().any(|at| {
            let word = lower(at);
            codebook.rules.is_in_class("organisation", &word)
                || holds(&codebook.referring.body_words, &word)
        });
        let preposition = tree.preposition(token);
        if is_titled {
            Kind::Person
        } else if is_body {
            Kind::Body
        } else if preposition.is_some_and(|word| holds(&codebook.grammar.inside, &word)) {
            Kind::Thing
        } else {
            Kind::Name
        }
    }

    /// The words of a name.
    fn words_of(&self, token: u32) -> impl Iterator<Item = u32> + '_ {
        let tree = self.tree;
        let inner = tree.children(token).iter().copied();
        inner
            .filter(move |&child| matches!(tree.base(child), "compound" | "flat"))
            .chain([token])
    }

    fn gender_of(&self, token: u32) -> Option<Gender> {
        let referring = &self.codebook.referring;
        let tree = self.tree;
        let of_word = |at: u32| {
            let word = tree.form(at).trim_end_matches('.');
            let title = referring.gender(&word.to_lowercase());
            title.or_else(|| referring.given(word).filter(|_| tree.upos(at) == "PROPN"))
        };
        // The name of a known person has the given name first.
        let of_label = || {
            let mention = self.at(token)?;
            (mention.actor.kind == ActorKind::Person && mention.form == MentionForm::Name)
                .then(|| mention.actor.label.split(' ').next())
                .flatten()
                .and_then(|given| referring.given(given))
        };
        self.words_of(token).find_map(of_word).or_else(of_label)
    }

    /// What tells entities apart: an actor by its id, a name by its last word, a thing by its
    /// noun.
    fn key_of(&self, token: u32, is_many: bool) -> String {
        let tree = self.tree;
        if let Some(mention) = self.at(token) {
            return mention.actor.id.to_string();
        }
        if tree.upos(token) == "PROPN" {
            let last = self.words_of(token).max().unwrap_or(token);
            return format!("name {}", tree.form(last));
        }
        let number = if is_many { "many" } else { "one" };
        format!("{number} {}", tree.lemma(token))
    }
}
