//! Descriptions: *the country*, *the two neighbours*, *the former*, *the ministry*, *the
//! attacker*.

use super::super::Mentions;
use super::Found;
use super::pointer::PairKind;
use chancery_codebook::{Bodies, RoleEntry, RoleKind, holds};
use chancery_model::{
    Actor, ActorId, ActorKind, Doubt, Ground, Mention, MentionForm, Reference, Span,
};

/// Sentences back in which a state or a pair is looked for.
const NEAR: u32 = 3;
/// Sentences back in which the last of a kind is looked for.
pub(super) const FAR: u32 = 8;
/// So many mentions are looked at.
const MOST: usize = 60;
/// By so much a state must stand out.
const MARGIN: i32 = 14;

impl Mentions<'_> {
    /// Puts the mentions in the order of the text, for what looks back.
    pub(in super::super) fn put_in_order(&mut self) {
        let count = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        self.order = (0..count).collect();
        let found = &self.found;
        self.order.sort_by_key(|&index| found[index as usize].head);
    }

    /// The mentions before a token within so many sentences, the nearest first.
    pub(super) fn before(
        &self,
        token: u32,
        reach: u32,
    ) -> impl Iterator<Item = &Mention> + '_ {
        let end = self.order.partition_point(|&at| self.found[at as usize].head < token);
        let sentence = self.tree.sentence(token);
        self.order[..end]
            .iter()
            .rev()
            .take(MOST)
            .map(|&index| &self.found[index as usize])
            .take_while(move |m| self.tree.sentence(m.head) + reach >= sentence)
    }

    /// *The country*, *the capital*: the state that stands out among those near; *the
    /// kingdom*: the one near that is a kingdom.
    pub(super) fn described_state(&self, token: u32, noun: &str) -> Result<Found, Doubt> {
        let referring = &self.codebook.referring;
        let is_capital = holds(&referring.capital, noun);
        if is_capital && self.tree.has_child(token, "amod") {
            return Err(Doubt::Nobody);
        }
        let form = if is_capital { MentionForm::Seat } else { MentionForm::Description };
        if holds(&referring.constitution, noun) {
            let mut fitting = self.states_before(token, FAR);
            fitting.retain(|(_, state, _)| {
                let words = self.codebook.names.words.get(state);
                words.is_some_and(|words| words.contains(noun))
            });
            if let [(_, state, words)] = &fitting[..] {
                let actors = vec![(self.state(state), *words)];
                return Ok(Found { ground: Ground::Kind, actors, form });
            }
        }
        let states = self.states_before(token, NEAR);
        // *The government* may be anybody's: there must be one state only.
        let is_office = !self.codebook.names.offices.get(noun).is_empty();
        let (best, words) = match &states[..] {
            [] => return Err(Doubt::Nobody),
            [_, _, ..] if is_office => return Err(Doubt::Rivals),
            [(best, _, _), (next, _, _), ..] if best - next < MARGIN => {
                return Err(Doubt::Rivals);
            }
            [(_, state, words), ..] => (self.state(state), *words),
        };
        let ground = if states.len() == 1 { Ground::Only } else { Ground::Salient };
        Ok(Found { ground, actors: vec![(best, words)], form })
    }

    /// The states spoken of before a token, the weightiest first, with the last words for each.
    fn states_before(&self, token: u32, reach: u32) -> Vec<(i32, ActorId, Span)> {
        let tree = self.tree;
        let sentence = tree.sentence(token);
        let clause = tree.head(token);
        let mut states: Vec<(i32, ActorId, Span)> = Vec::new();
        for mention in self.before(token, reach) {
            let is_person =
                matches!(mention.actor.kind, ActorKind::Person | ActorKind::Private);
            let Some(country) = mention.actor.country.clone().filter(|_| !is_person)
            else {
                continue;
            };
            let beside = tree.head(mention.head) == clause
                && clause.is_some()
                && matches!(tree.base(mention.head), "nsubj" | "obj" | "iobj" | "obl");
            if beside && mention.actor.kind == ActorKind::State {
                // *Peru attacked the country*: another one.
                continue;
            }
            let is_state = mention.actor.kind == ActorKind::State
                && mention.form != MentionForm::Adjective;
            let subject =
                tree.path(mention.head).take(3).any(|at| tree.base(at) == "nsubj");
            let near = i32::try_from(sentence - tree.sentence(mention.head)).unwrap_or(9);
            let weight = if is_state { 18 } else { 10 } + if subject { 8 } else { 0 }
                - 8 * near.min(3);
            match states.iter_mut().find(|(_, known, _)| *known == country) {
                Some((known, _, _)) => *known = (*known).max(weight) + 3,
                None => states.push((weight, country, mention.span)),
            }
        }
        states.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        states
    }

    /// *The compound*: the embassy or consulate named last.
    pub(super) fn described_mission(&self, token: u32) -> Result<Found, Doubt> {
        let is_mission = |mention: &&Mention| {
            let office = mention.actor.id.as_str().split('/').next_back();
            mention.actor.kind == ActorKind::Organ
                && office.is_some_and(|o| self.codebook.rules.is_in_class("mission", o))
        };
        let last = self.before(token, NEAR).find(is_mission).ok_or(Doubt::Nobody)?;
        Ok(Found {
            ground: Ground::Kind,
            actors: vec![(last.actor.clone(), last.span)],
            form: MentionForm::Description,
        })
    }

    /// *Both*, *the two sides*: the two of a kind that are named together last.
    pub(super) fn pair(&self, token: u32, kind: PairKind) -> Result<Found, Doubt> {
        let is_word = self.tree.upos(token) != "NOUN";
        let form = if is_word { MentionForm::Pronoun } else { MentionForm::Description };
        let actors = self.two_before(token, kind)?;
        Ok(Found { ground: Ground::Pair, actors: actors.into(), form })
    }

    /// *The former*, *the latter*.
    pub(super) fn one_of_two(&self, token: u32, is_first: bool) -> Result<Found, Doubt> {
        let [first, second] = self.two_before(token, PairKind::Any)?;
        let actors = vec![if is_first { first } else { second }];
        Ok(Found { ground: Ground::Order, actors, form: MentionForm::Description })
    }

    /// Two actors named together: the only two of the last sentences, or the only two of the
    /// last sentence with any that *and* joins.
    fn two_before(
        &self,
        token: u32,
        kind: PairKind,
    ) -> Result<[(Actor, Span); 2], Doubt> {
        let tree = self.tree;
        let mut seen: Vec<(ActorId, &Mention)> = Vec::new();
        let mut mentions = self.before(token, NEAR).peekable();
        while let Some(sentence) = mentions.peek().map(|m| tree.sentence(m.head)) {
            let mut here: Vec<(ActorId, &Mention)> = Vec::new();
            while let Some(mention) =
                mentions.next_if(|m| tree.sentence(m.head) == sentence)
            {
                let Some(id) = identity(mention, kind) else { continue };
                if self.is_aside(mention) {
                    continue;
                }
                if !here.iter().any(|(known, _)| *known == id) {
                    here.push((id, mention));
                }
            }
            if seen.is_empty() && here.len() > 2 {
                here = self.joined(here);
            }
            for (id, mention) in here {
                if !seen.iter().any(|(known, _)| *known == id) {
                    seen.push((id, mention));
                }
            }
            if seen.len() >= 2 {
                break;
            }
        }
        let actor = |(id, mention): &(ActorId, &Mention)| {
            let state = kind_is_state(mention, kind).then(|| self.state(id));
            (state.unwrap_or_else(|| mention.actor.clone()), mention.span)
        };
        match &seen[..] {
            [second, first] => Ok([actor(first), actor(second)]),
            [] | [_] => Err(Doubt::Nobody),
            _ => Err(Doubt::Rivals),
        }
    }

    /// Whether a mention only tells whose somebody is, or where: *Norway's president met the
    /// Finnish president in Oslo* is told of two.
    fn is_aside(&self, mention: &Mention) -> bool {
        let tree = self.tree;
        let is_owner = matches!(tree.relation(mention.head), "nmod:poss" | "compound");
        let owner_of_mention = tree
            .head(mention.head)
            .filter(|_| is_owner)
            .is_some_and(|owned| self.at(owned).is_some());
        let is_place = tree
            .preposition(mention.head)
            .is_some_and(|word| holds(&self.codebook.grammar.inside, &word));
        mention.actor.kind == ActorKind::State && (owner_of_mention || is_place)
    }

    /// Those of a sentence that *and* joins, if they are two.
    fn joined<'b>(
        &self,
        all: Vec<(ActorId, &'b Mention)>,
    ) -> Vec<(ActorId, &'b Mention)> {
        let tree = self.tree;
        let is_joined = |(_, one): &(ActorId, &Mention)| {
            let heads = [Some(one.head), tree.head(one.head)];
            all.iter().any(|(_, other)| {
                other.head != one.head
                    && (tree.base(one.head) == "conj" && heads[1] == Some(other.head)
                        || tree.base(other.head) == "conj"
                            && tree.head(other.head) == Some(one.head))
            })
        };
        let joined: Vec<_> = all.iter().filter(|one| is_joined(one)).cloned().collect();
        if joined.len() == 2 { joined } else { all }
    }

    /// *The ministry*, *the group*, where a role of that noun was found: the last body of that
    /// kind. Returns whether there is one.
    pub(in super::super) fn recall_body(&mut self, token: u32) -> bool {
        let noun = self.tree.lemma(token);
        let points = self.points_plainly(token)
            && self.tree.xpos(token) == "NN"
            && self.codebook.referring.bodies(noun).is_some();
        if !points {
            return false;
        }
        let found = self.described_body(token, noun);
        let is_found = found.is_ok();
        self.record(token, found);
        is_found
    }

    /// The last body of the kind that a noun names.
    pub(super) fn described_body(&self, token: u32, noun: &str) -> Result<Found, Doubt> {
        let bodies = self.codebook.referring.bodies(noun).ok_or(Doubt::Nobody)?;
        let mut fitting: Vec<&Mention> = Vec::new();
        for mention in self.before(token, FAR) {
            let fits = self.is_body(mention, bodies, noun);
            if fits && !fitting.iter().any(|known| known.actor.id == mention.actor.id) {
                fitting.push(mention);
            }
        }
        let sentence = |mention: &&Mention| self.tree.sentence(mention.head);
        let (ground, mention) = match &fitting[..] {
            [] => return Err(Doubt::Nobody),
            [one] => (Ground::Only, *one),
            [last, next, ..] if sentence(last) > sentence(next) => (Ground::Kind, *last),
            _ => return Err(Doubt::Rivals),
        };
        Ok(Found {
            ground,
            actors: vec![(mention.actor.clone(), mention.span)],
            form: MentionForm::Description,
        })
    }

    /// Whether a noun has *the* or its like and nothing else.
    pub(super) fn points_plainly(&self, token: u32) -> bool {
        let tree = self.tree;
        let determiner = tree.child(token, "det").map(|det| tree.lemma(det));
        let points = determiner.is_some_and(|det| {
            holds(&self.codebook.grammar.pointing, det) && det != "each"
        });
        points
            && !tree.children(token).iter().any(|&child| {
                // *the group in Chile* is the one all the same.
                let is_place = tree.base(child) == "nmod"
                    && tree
                        .preposition(child)
                        .is_some_and(|word| holds(&self.codebook.grammar.inside, &word));
                !is_place
                    && matches!(
                        tree.base(child),
                        "nmod"
                            | "acl"
                            | "appos"
                            | "flat"
                            | "compound"
                            | "amod"
                            | "nummod"
                    )
            })
    }

    fn is_body(&self, mention: &Mention, bodies: &Bodies, noun: &str) -> bool {
        let actor = &mention.actor;
        let is_body = matches!(actor.kind, ActorKind::Organ | ActorKind::Organisation);
        let is_named = matches!(mention.form, MentionForm::Name | MentionForm::Office);
        if !is_body || !is_named {
            return false;
        }
        let codebook = self.codebook;
        let organisation = codebook.actors.organisations.get(&actor.id);
        let kind = organisation.map(|known| &known.kind);
        let of_kind = kind.is_some_and(|kind| holds(&bodies.kinds, kind));
        let names = codebook.names.words.get(&actor.id);
        let words = self.tree.text[mention.span.range()].to_lowercase();
        let has = |word: &str| {
            names.is_some_and(|names| names.contains(word))
                || words.split(|c: char| !c.is_alphanumeric()).any(|w| w == word)
        };
        of_kind || has(noun) || bodies.words.iter().any(|word| has(word))
    }

    /// *The attacker*, after *a gunman*: the same unnamed person, if there is only one.
    pub(in super::super) fn recall_role(
        &mut self,
        token: u32,
        entry: &RoleEntry,
    ) -> bool {
        if entry.kind != RoleKind::Person || !self.points_plainly(token) {
            return false;
        }
        let tree = self.tree;
        let sentence = tree.sentence(token);
        let is_plural = tree.xpos(token) == "NNS";
        let mut same: Vec<&Mention> = Vec::new();
        let earlier = self.found[self.roles_from..].iter().rev().take(MOST);
        let near = earlier.take_while(|m| tree.sentence(m.head) + FAR >= sentence);
        for mention in near.filter(|mention| mention.form == MentionForm::Role) {
            let role =
                mention.actor.id.as_str().split('/').next_back().unwrap_or_default();
            let role = role.replace('-', " ");
            let is_many = matches!(tree.xpos(mention.head), "NNS" | "NNPS")
                || tree.form(mention.head).to_lowercase() != role;
            let fits = is_many == is_plural
                && role != entry.noun.as_ref()
                && self.codebook.referring.same(&role, &entry.noun);
            if fits && !same.iter().any(|known| known.actor.id == mention.actor.id) {
                same.push(mention);
            }
        }
        let mut ground = Ground::Only;
        if same.is_empty() {
            same = self.doers_of(token, entry);
            ground = Ground::Deed;
        }
        let one = match same[..] {
            [] => return false,
            [one] => one,
            _ => {
                self.record(token, Err(Doubt::Rivals));
                return false;
            }
        };
        let actors = vec![(one.actor.clone(), one.span)];
        let form = MentionForm::Description;
        self.record(token, Ok(Found { ground, actors, form }));
        true
    }

    /// *The attacker*, after *a citizen attacked*: the unnamed persons who are said to have done
    /// shortly before what the noun tells.
    fn doers_of(&self, token: u32, entry: &RoleEntry) -> Vec<&Mention> {
        let tree = self.tree;
        let families = &self.codebook.families;
        let deed = families.of(&entry.noun);
        let sentence = tree.sentence(token);
        let is_plural = tree.xpos(token) == "NNS";
        let mut found: Vec<&Mention> = Vec::new();
        if deed == *entry.noun {
            return found;
        }
        let near = (0..token).rev().take(MOST);
        for verb in near.take_while(|&at| tree.sentence(at) + NEAR > sentence) {
            if tree.upos(verb) != "VERB" || families.of(tree.lemma(verb)) != deed {
                continue;
            }
            let is_agent = |child: &&u32| match tree.relation(**child) {
                "nsubj" => true,
                relation => relation == "obl:agent",
            };
            let agents = tree.children(verb).iter().filter(is_agent);
            for mention in agents.filter_map(|&agent| self.at(agent)) {
                let is_many = matches!(tree.xpos(mention.head), "NNS" | "NNPS");
                let is_one = mention.form == MentionForm::Role && is_many == is_plural;
                if is_one && !found.iter().any(|one| one.actor.id == mention.actor.id) {
                    found.push(mention);
                }
            }
        }
        found
    }

    /// Whether words hold the noun of a token.
    pub(super) fn says(&self, words: Span, token: u32) -> bool {
        let noun = self.tree.form(token).to_lowercase();
        self.tree.text[words.range()].to_lowercase().contains(&noun)
    }

    /// Notes that a name leads to an actor for a reason that is no line of the codebook.
    pub(in super::super) fn note(
        &mut self,
        head: u32,
        span: Span,
        ground: Ground,
        words: Span,
    ) {
        let lead = chancery_model::Lead::Found { ground, antecedents: vec![words] };
        self.references.push(Reference { span, head, lead });
    }
}

/// Who a mention is, where two of a kind are asked for.
fn identity(mention: &Mention, kind: PairKind) -> Option<ActorId> {
    let actor = &mention.actor;
    let is_body = matches!(actor.kind, ActorKind::Organ | ActorKind::Organisation);
    let is_person = matches!(actor.kind, ActorKind::Person | ActorKind::Private);
    match kind {
        PairKind::States => actor.country.clone(),
        PairKind::Bodies => is_body.then(|| actor.id.clone()),
        PairKind::Persons => is_person.then(|| actor.id.clone()),
        PairKind::Any if mention.form == MentionForm::Adjective => None,
        PairKind::Any if actor.kind == ActorKind::State => actor.country.clone(),
        PairKind::Any => {
            let named = matches!(mention.form, MentionForm::Name | MentionForm::Office);
            (named && (is_body || is_person)).then(|| actor.id.clone())
        }
    }
}

fn kind_is_state(mention: &Mention, kind: PairKind) -> bool {
    kind == PairKind::States
        || (kind == PairKind::Any && mention.actor.kind == ActorKind::State)
}
