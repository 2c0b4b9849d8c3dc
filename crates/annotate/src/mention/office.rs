//! Mentions by office, organ or role: *the Foreign Ministry of Peru*, *Chilean soldiers*,
//! *the gunman*.

use super::Mentions;
use chancery_codebook::{OfficeEntry, Piece, RoleEntry, RoleKind, holds};
use chancery_model::{Actor, ActorId, ActorKind, Basis, MentionForm, Span};
use std::collections::BTreeMap;

/// So many words the name of an office may have beside a role in it.
const OFFICE: u32 = 2;

impl Mentions<'_> {
    pub(super) fn look_up_offices(&mut self, pieces: &[Piece]) {
        let codebook = self.codebook;
        self.put_in_order();
        // For each office the holders named so far, with their sentences.
        let mut named: BTreeMap<&str, Vec<(Actor, Span, u32)>> = BTreeMap::new();
        for found in codebook.names.offices.find(self.tree.text, pieces, true) {
            let span = pieces[found.first].span.cover(pieces[found.last - 1].span);
            let Some(entry) = found.values.first() else { continue };
            let Some(head) = self.free_noun(span) else { continue };
            if let Some((body, words)) = self.owner_body(head, span) {
                let office = codebook.actors.offices.get(&entry.office);
                let is_person = office.is_some_and(|office| office.is_person);
                // *UN officials* are no government.
                let actor = match is_person {
                    true => part_of(body, ActorKind::Person, &entry.office),
                    false => part_of(body, ActorKind::Organ, self.tree.lemma(head)),
                };
                let whole = span.cover(words);
                // *the Secretary-General*, later: a president may be that of a state as well.
                if is_person
                    && body.country.is_none()
                    && self.tree.tokens_in(span).len() > 1
                {
                    let earlier = named.entry(&entry.office).or_default();
                    earlier.push((actor.clone(), whole, self.tree.sentence(head)));
                }
                let basis = Basis::Entry(whole, entry.entry.clone());
                self.add_head(whole, head, actor, MentionForm::Office, basis);
                self.claim_office(head, span);
                continue;
            }
            let owners = self.owner_states(head, span);
            let earlier = named.entry(&entry.office).or_default();
            if owners.is_empty() {
                self.recall_office(head, &entry.office, earlier);
            }
            // *Sen. Ana Olsen*: of whatever state, that is a title.
            if owners.is_empty()
                && self.claimed[head as usize].is_none()
                && self.is_short_title(span)
            {
                let actor = self.unowned_office(head, span, entry);
                let basis = Basis::Entry(span, entry.entry.clone());
                self.add_head(span, head, actor, MentionForm::Role, basis);
                continue;
            }
            for (state, words) in owners {
                let actor = self.office_actor(&state, entry);
                let whole = span.cover(words);
                earlier.push((actor.clone(), whole, self.tree.sentence(head)));
                let basis = Basis::Entry(whole, entry.entry.clone());
                self.add_head(whole, head, actor, MentionForm::Office, basis);
            }
        }
    }

    pub(super) fn look_up_roles(&mut self, pieces: &[Piece]) {
        let codebook = self.codebook;
        self.put_in_order();
        self.roles_from = self.found.len();
        for found in codebook.names.roles.find(self.tree.text, pieces, true) {
            let span = pieces[found.first].span.cover(pieces[found.last - 1].span);
            let Some(entry) = found.values.first() else { continue };
            let Some(head) = self.free_noun(span) else { continue };
            if self.is_family_name(head) || self.is_power(head) {
                continue;
            }
            if let Some((body, words)) = self.owner_body(head, span)
                && matches!(entry.kind, RoleKind::Person | RoleKind::Group)
            {
                let is_one = entry.kind == RoleKind::Person
                    && !matches!(self.tree.xpos(head), "NNS" | "NNPS");
                let kind = if is_one { ActorKind::Person } else { ActorKind::Group };
                let actor = part_of(body, kind, &entry.noun);
                let whole = span.cover(words);
                let basis = Basis::Entry(whole, entry.entry.clone());
                self.add_head(whole, head, actor, MentionForm::Role, basis);
                continue;
            }
            let mut owners: Vec<_> =
                self.owner_states(head, span).into_iter().map(Some).collect();
            if owners.is_empty() {
                owners.extend(self.seat_of(head, entry).map(Some));
            }
            if owners.is_empty() {
                owners.extend(self.office_inside(span).map(Some));
            }
            if owners.is_empty() {
                // *the country* points back; it is no actor by itself.
                if holds(&codebook.grammar.descriptions.state, &entry.noun)
                    || self.recall_body(head)
                    || self.recall_role(head, entry)
                {
                    continue;
                }
                owners.push(None);
            }
            for owner in owners {
                let state = owner.as_ref().map(|(state, _)| state);
                let longer = self.longer_office(span).filter(|_| state.is_none());
                let actor = match longer {
                    Some((words, office)) => {
                        Some(self.unowned_office(head, words, office))
                    }
                    None => self.role_actor(head, entry, state),
                };
                if let Some(actor) = actor {
                    let near = |words: &Span| self.tree.sentence_holds(span, *words);
                    let words = owner.map(|(_, words)| words).filter(near);
                    let whole = words.map_or(span, |words| span.cover(words));
                    let basis = Basis::Entry(whole, entry.entry.clone());
                    self.add_head(whole, head, actor, MentionForm::Role, basis);
                }
            }
        }
        self.open_bundles();
    }

    /// *Attorney general*, *vice president*: the office of a longer name than the role in it.
    fn longer_office(&self, role: Span) -> Option<(Span, &OfficeEntry)> {
        let tree = self.tree;
        let offices = &self.codebook.names.offices;
        let mut tokens = tree.tokens_in(role);
        let (first, last) =
            (tokens.next()?, tokens.next_back().or(tree.tokens_in(role).next())?);
        let sentence = tree.sentence_span(tree.sentence(first));
        let from = first.saturating_sub(OFFICE + 1).max(sentence.first);
        let until = (last + OFFICE).min(sentence.last - 1);
        // *Chilean-backed rebels* are backed by somebody.
        let after_hyphen = |start: u32| start > from && tree.form(start - 1) == "-";
        let spans = (from..=first)
            .filter(|&start| !after_hyphen(start))
            .flat_map(|start| (last..=until).map(move |end| (start, end)))
            .filter(|&(start, end)| start < first || end > last)
            .map(|(start, end)| tree.span(start).cover(tree.span(end)));
        let known = spans.filter_map(|span| {
            let words = span.text(tree.text)?.to_lowercase();
            let entry = offices.get(&words).first()?;
            Some((span, entry))
        });
        known.max_by_key(|(span, _)| span.len())
    }

    /// Whether an abbreviation stands right before a name.
    pub(super) fn is_short_title(&self, span: Span) -> bool {
        let tree = self.tree;
        let after = tree.tokens_in(span).end;
        let is_short = self.tree.text[span.range()].ends_with('.')
            || self.tree.text[span.end() as usize..].starts_with('.');
        is_short
            && tree.text[span.range()].starts_with(char::is_uppercase)
            && (after..tree.len().min(after + 2)).any(|token| {
                tree.upos(token) == "PROPN"
                    && tree.sentence_holds(span, tree.span(token))
                    && tree.form(token).starts_with(char::is_uppercase)
            })
    }

    /// Whoever holds an office of a state or body that is not told.
    fn unowned_office(&self, head: u32, words: Span, entry: &OfficeEntry) -> Actor {
        let office = self.codebook.actors.offices.get(&entry.office);
        let is_plural = self.tree.tokens_in(words).any(|token| {
            matches!(self.tree.xpos(token), "NNS" | "NNPS")
                && token >= head.saturating_sub(1)
        });
        let is_one = office.is_some_and(|office| office.is_person) && !is_plural;
        let said = self.tree.text[words.range()].to_lowercase();
        let is_short = said.contains('.');
        Actor {
            id: ActorId::new(format!("unnamed/{}", entry.office)),
            kind: if is_one { ActorKind::Private } else { ActorKind::Group },
            country: None,
            sector: office.and_then(|office| office.sector.clone()),
            label: match is_short {
                true => entry.office.replace('-', " ").into(),
                false => said.into(),
            },
        }
    }

    /// *A group of lawmakers*, *a group of African leaders*: lets what merely bundles people
    /// stand for them.
    fn open_bundles(&mut self) {
        let tree = self.tree;
        let codebook = self.codebook;
        for index in self.roles_from..self.found.len() {
            let bundle = &self.found[index];
            let is_bundle = bundle.actor.kind == ActorKind::Group
                && bundle.actor.country.is_none()
                && tree.xpos(bundle.head) == "NN"
                && codebook.rules.is_in_class("transparent", tree.lemma(bundle.head));
            if !is_bundle {
                continue;
            }
            let mut people = tree.children_with(bundle.head, "nmod").filter(|&child| {
                tree.preposition(child)
                    .is_some_and(|word| holds(&codebook.grammar.patient, &word))
                    && matches!(tree.xpos(child), "NNS" | "NNPS")
            });
            let inner =
                people.find_map(|child| self.at(child).filter(|one| one.head == child));
            if let Some(actor) = inner.map(|one| one.actor.clone()) {
                self.found[index].actor = actor;
            }
        }
    }

    /// Whether a given name stands right before: *Angus King* is no king.
    fn is_family_name(&self, head: u32) -> bool {
        let tree = self.tree;
        let before = head.checked_sub(1).filter(|&before| {
            tree.upos(before) == "PROPN" && tree.sentence(before) == tree.sentence(head)
        });
        tree.upos(head) == "PROPN"
            && before.is_some_and(|before| {
                self.codebook.referring.given(tree.form(before)).is_some()
            })
    }

    /// *The authority to pardon*: what somebody has, and nobody.
    fn is_power(&self, head: u32) -> bool {
        let tree = self.tree;
        holds(&self.codebook.referring.powers, tree.lemma(head))
            && tree.xpos(head) == "NN"
            && (tree.base(head) != "nsubj" || tree.has_child(head, "acl"))
    }

    /// *officials in Lima*: the state in whose seat of power they sit.
    fn seat_of(&self, head: u32, entry: &RoleEntry) -> Option<(ActorId, Span)> {
        let grammar = &self.codebook.grammar;
        entry.sector.as_ref().filter(|sector| holds(&grammar.seated, sector.as_str()))?;
        // *the embassy in Lima* is anybody's but Peru's.
        let noun = self.tree.lemma(head).to_lowercase();
        if self.codebook.rules.is_in_class("mission", &noun) {
            return None;
        }
        self.tree.children_with(head, "nmod").find_map(|child| {
            let preposition = self.tree.preposition(child)?;
            holds(&grammar.inside, &preposition).then_some(())?;
            let span = self.tree.noun_phrase(child);
            let names = self.codebook.names.actors.get(span.text(self.tree.text)?);
            let first = names.first()?;
            let is_state = self.codebook.actors.states.contains_key(&first.actor);
            let alone = names.iter().all(|name| name.actor == first.actor);
            (is_state && alone).then(|| (first.actor.clone(), span))
        })
    }

    /// *embassy staff*: the state of the office named last of the kind that the role's first
    /// word names.
    fn office_inside(&self, span: Span) -> Option<(ActorId, Span)> {
        let words = span.text(self.tree.text)?.to_lowercase();
        let (first, _) = words.split_once(char::is_whitespace)?;
        let office = self.codebook.names.offices.get(first).first()?;
        let suffix = format!("/{}", office.office);
        let before = self.found.iter().rev().find(|mention| {
            mention.span.end() <= span.start()
                && matches!(mention.form, MentionForm::Office | MentionForm::Description)
                && mention.actor.id.as_str().ends_with(&suffix)
        })?;
        Some((before.actor.country.clone()?, before.span))
    }

    /// Adds a mention that claims only its own head, so that the state it names stays one.
    fn add_head(
        &mut self,
        span: Span,
        head: u32,
        actor: Actor,
        form: MentionForm,
        basis: Basis,
    ) {
        let index = self.add(self.tree.span(head), head, actor, form, basis);
        self.found[index as usize].span = span;
    }

    /// Lets the mention at a head claim what nobody claims of the words of its office:
    /// *Secretary-General* is nobody's name.
    fn claim_office(&mut self, head: u32, words: Span) {
        let index = self.claimed[head as usize];
        for token in self.tree.tokens_in(words) {
            let claim = &mut self.claimed[token as usize];
            *claim = claim.or(index);
        }
    }

    /// The head of a phrase, if it is a noun that no mention has claimed.
    fn free_noun(&self, span: Span) -> Option<u32> {
        let head = self.head_of(span)?;
        // The tagger takes *general* in *secretary-general* for an adjective.
        let is_noun = |token: u32| matches!(self.tree.upos(token), "NOUN" | "PROPN");
        let is_noun = is_noun(head) || self.tree.tokens_in(span).any(is_noun);
        (is_noun && self.claimed[head as usize].is_none()).then_some(head)
    }

    /// An office or organ of a state.
    pub(super) fn office_actor(&self, state: &ActorId, entry: &OfficeEntry) -> Actor {
        let office = self.codebook.actors.offices.get(&entry.office);
        let is_person = office.is_some_and(|office| office.is_person);
        let words = entry.office.replace('-', " ");
        Actor {
            id: ActorId::new(format!("{state}/{}", entry.office)),
            kind: if is_person { ActorKind::Person } else { ActorKind::Organ },
            country: Some(state.clone()),
            sector: office.and_then(|office| office.sector.clone()),
            label: format!("{} ({words})", self.codebook.names.label(state)).into(),
        }
    }

    /// An unnamed person, a group, or what a state acts with or owns. Instruments and facilities
    /// are actors only if their state is known.
    pub(super) fn role_actor(
        &self,
        head: u32,
        entry: &RoleEntry,
        country: Option<&ActorId>,
    ) -> Option<Actor> {
        let is_plural = matches!(self.tree.xpos(head), "NNS" | "NNPS");
        let kind = match entry.kind {
            RoleKind::Person if is_plural => ActorKind::Group,
            RoleKind::Person => ActorKind::Private,
            RoleKind::Group => ActorKind::Group,
            RoleKind::Instrument | RoleKind::Facility if country.is_some() => {
                ActorKind::Organ
            }
            RoleKind::Instrument | RoleKind::Facility => return None,
        };
        let slug = entry.noun.replace(' ', "-").to_lowercase();
        let owner = country.map_or("unnamed", ActorId::as_str);
        let label = match country {
            Some(state) => {
                format!("{} ({})", self.codebook.names.label(state), entry.noun)
            }
            None => entry.noun.to_string(),
        };
        Some(Actor {
            id: ActorId::new(format!("{owner}/{slug}")),
            kind,
            country: country.cloned(),
            sector: entry.sector.clone(),
            label: label.into(),
        })
    }
}

/// An office, a member or a group of an organisation.
fn part_of(body: &Actor, kind: ActorKind, what: &str) -> Actor {
    let slug = what.replace(' ', "-").to_lowercase();
    Actor {
        id: ActorId::new(format!("{}/{slug}", body.id)),
        kind,
        country: body.country.clone(),
        sector: body.sector.clone(),
        label: format!("{} ({})", body.label, what.replace('-', " ")).into(),
    }
}
