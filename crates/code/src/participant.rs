//! Who takes part in an event, by the roles that its rule names.

use crate::matching::fillers;
use crate::means;
use crate::role::{in_roles, inside, is_mission, is_of_a_body};
use chancery_codebook::{Assumption, Codebook, RoleEntry, RoleKind, Rule};
use chancery_model::{
    Actor, ActorId, ActorKind, Annotated, Argument, Basis, Coded, Predicate,
    PredicateKind, Role,
};

/// The actors of an event.
pub(crate) struct Participants {
    pub(crate) source_actors: Vec<Coded<Actor>>,
    pub(crate) target_actors: Vec<Coded<Actor>>,
    by_owner: bool,
    by_pronoun: bool,
    /// Set if somebody acts of whom a pronoun tells no more than that it is a person.
    source_is_open: bool,
    /// Set if somebody is acted upon of whom no more is told.
    target_is_open: bool,
    pub(crate) by_place: bool,
    pub(crate) assumed: Assumption,
    /// Set if all that is acted upon is the acting party's own: *defended its policy*.
    is_own_affair: bool,
}

/// Finds the actors that a rule asks for.
pub(crate) fn participants(
    rule: &Rule,
    predicate: &Predicate,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Participants {
    let kind = codebook.ontology.event_type(rule.event_type.as_str());
    let reaches = kind.is_some_and(|kind| kind.reaches_into_clauses);
    let mut source =
        in_roles(&rule.source_actor, reaches, predicate, annotated, codebook);
    // *The raid by Chile killed two*: whoever is behind the deed that does it.
    if (source.actors.is_empty() || source.by_owner)
        && let Some((by, deed)) = means::deed_behind(rule, predicate, annotated, codebook)
    {
        let behind = in_roles(&by.source_actor, false, deed, annotated, codebook);
        if !behind.actors.is_empty() {
            source = behind;
        }
    }
    let mut target =
        in_roles(&rule.target_actor, reaches, predicate, annotated, codebook);
    let helps = kind.is_some_and(|kind| kind.quad.is_cooperation());
    let is_deed = kind.is_some_and(|kind| !kind.quad.is_verbal());
    if target.actors.is_empty()
        && !target.by_unknown
        && !rule.target_actor.is_empty()
        && (helps || rule.assume_target == Assumption::OtherParty)
    {
        target = inside(predicate, annotated, &source, is_deed);
    }
    // *defended his policies*: what is one's own is nobody else.
    let is_own = |actor: &Coded<Actor>| {
        let country = &actor.value.country;
        country.is_some() && source.actors.iter().all(|s| s.value.country == *country)
    };
    let is_own = target.by_owner
        && target.by_pronoun
        && !source.actors.is_empty()
        && !target.actors.is_empty()
        && target.actors.iter().all(is_own);
    if is_own {
        target.actors.clear();
    }
    let is_own_affair = helps && is_own;
    target
        .actors
        .retain(|actor| !source.actors.iter().any(|acting| is_same(acting, actor)));
    let mut source_actors = source.actors;
    if rule.assume_target == Assumption::OtherParty {
        // An act towards another state is not done to one's own embassy.
        let own = |actor: &Coded<Actor>| {
            is_mission(&actor.value, codebook)
                && source_actors
                    .iter()
                    .all(|acting| acting.value.country == actor.value.country)
        };
        target.actors.retain(|actor| !own(actor));
    }
    // Where parties act upon each other and nobody is only acted upon, all of them act.
    if rule.reciprocal && source_actors.is_empty() {
        source_actors = std::mem::take(&mut target.actors);
    }
    let mut participants = Participants {
        source_actors,
        target_actors: target.actors,
        by_owner: source.by_owner || target.by_owner,
        by_pronoun: source.by_pronoun || target.by_pronoun,
        source_is_open: source.by_unknown,
        target_is_open: target.by_unknown,
        by_place: source.by_place,
        assumed: Assumption::Nothing,
        is_own_affair,
    };
    let harms = kind.is_some_and(|kind| kind.harms);
    participants.own_people(predicate, codebook);
    participants.locate(predicate, codebook);
    if !harms {
        participants.leave_ground(is_deed, predicate, codebook);
    }
    if !target.by_unknown {
        participants.assume(rule.assume_target, predicate, annotated, codebook);
    }
    if let Some(noun) = kind.and_then(|kind| kind.crowd.as_deref()) {
        participants.let_crowds_act(noun, codebook);
    }
    participants
}

/// The noun for somebody of whom neither name nor state is told.
fn unnamed(actor: &Actor) -> Option<&str> {
    actor.id.as_str().strip_prefix("unnamed/").filter(|_| actor.country.is_none())
}

/// Those of a state for whom a noun stands.
fn of_state(
    country: &ActorId,
    entry: &RoleEntry,
    kind: ActorKind,
    codebook: &Codebook,
) -> Actor {
    Actor {
        id: ActorId::new(format!("{country}/{}", entry.noun.replace(' ', "-"))),
        kind,
        country: Some(country.clone()),
        sector: entry.sector.clone(),
        label: format!("{} ({})", codebook.names.label(country), entry.noun).into(),
    }
}

/// Whether two are one. Of two names that lead to nobody each is somebody of its own.
fn is_same(one: &Coded<Actor>, other: &Coded<Actor>) -> bool {
    let is_named_only = |actor: &Actor| {
        actor.id.as_str().starts_with("unnamed/") && actor.sector.is_none()
    };
    one.value.id == other.value.id
        && (!is_named_only(&one.value) || one.basis.span() == other.basis.span())
}

impl Participants {
    /// *shelled his own people*: whoever is one's own belongs to the state of who acts.
    fn own_people(&mut self, predicate: &Predicate, codebook: &Codebook) {
        let mut acting = self.source_actors.iter().map(|one| one.value.country.as_ref());
        let Some(Some(country)) = acting.next() else { return };
        if !acting.all(|other| other == Some(country)) {
            return;
        }
        let is_own = |actor: &Coded<Actor>| {
            predicate.arguments.iter().any(|one| {
                let mut lemmas = one.lemmas.iter();
                actor.basis.span().is_some_and(|span| one.span.contains(span))
                    && lemmas.any(|lemma| codebook.rules.is_in_class("one's-own", lemma))
            })
        };
        let country = country.clone();
        for actor in self.target_actors.iter_mut().filter(|actor| is_own(actor)) {
            let noun = unnamed(&actor.value).map(Box::<str>::from);
            let entry = noun.and_then(|noun| codebook.names.roles.get(&noun).first());
            if let Some(entry) = entry {
                actor.value = of_state(&country, entry, actor.value.kind, codebook);
            }
        }
    }

    /// *destroyed a refinery in Chile*: a building of which nothing else is told belongs to the
    /// state in which the deed takes place.
    fn locate(&mut self, predicate: &Predicate, codebook: &Codebook) {
        let Some(country) =
            predicate.place.as_ref().and_then(|place| place.country.as_ref())
        else {
            return;
        };
        if self
            .source_actors
            .iter()
            .any(|one| one.value.country.as_ref() == Some(country))
        {
            return;
        }
        for actor in &mut self.target_actors {
            let Some(noun) = unnamed(&actor.value) else { continue };
            let entry = codebook.names.roles.get(noun).first();
            let is_building = entry.is_some_and(|entry| entry.kind == RoleKind::Facility)
                && !codebook.rules.is_in_class("mission", noun);
            if is_building && let Some(entry) = entry {
                actor.value = of_state(country, entry, ActorKind::Organ, codebook);
            }
        }
    }

    /// *sent troops to the region*: ground of no told state is nobody, unless it is harmed; nor is
    /// a named place to which something is brought.
    fn leave_ground(
        &mut self,
        is_deed: bool,
        predicate: &Predicate,
        codebook: &Codebook,
    ) {
        let is_brought = |actor: &Coded<Actor>| {
            predicate.arguments.iter().any(|one| {
                matches!(one.role, Role::With(_)) && actor.basis.span() == Some(one.span)
            })
        };
        self.target_actors.retain(|actor| match unnamed(&actor.value) {
            Some("place") => !is_deed || !is_brought(actor),
            Some(noun) => !codebook.rules.is_in_class("territory", noun),
            None => true,
        });
    }

    /// *the protests in Chad*, *on Chad's main square*: neither acts but people there.
    fn let_crowds_act(&mut self, noun: &str, codebook: &Codebook) {
        let Some(entry) = codebook.names.roles.get(noun).first() else { return };
        let is_place = |actor: &Actor| {
            let what = actor.id.as_str().rsplit_once('/').map(|(_, what)| what);
            let known = what.and_then(|what| codebook.names.roles.get(what).first());
            known.is_some_and(|known| known.kind == RoleKind::Facility)
        };
        for actor in &mut self.source_actors {
            if (actor.value.kind == ActorKind::State || is_place(&actor.value))
                && let Some(country) = actor.value.country.clone()
            {
                actor.value = of_state(&country, entry, ActorKind::Group, codebook);
            }
        }
    }

    /// Whoever acts is the speaker of what is told.
    pub(crate) fn led_by(&mut self, speaker: Coded<Actor>) {
        self.source_actors = vec![speaker];
        self.source_is_open = false;
        self.by_pronoun = true;
    }

    /// Whether those who act and the speaker who says that they must are states, bodies or their
    /// people, and told themselves: *talks with Chile should go on* says nothing to Chile.
    pub(crate) fn are_called_upon_in_public(
        &self,
        speaker: &Coded<Actor>,
        codebook: &Codebook,
    ) -> bool {
        let is_public = |actor: &Coded<Actor>| {
            let Actor { country, kind, sector, .. } = &actor.value;
            country.is_some()
                || matches!(kind, ActorKind::Organisation | ActorKind::Organ)
                || is_of_a_body(&actor.value, codebook)
                || sector.as_ref().is_some_and(|one| codebook.ontology.is_public(one))
        };
        !self.by_owner && self.source_actors.iter().chain([speaker]).all(is_public)
    }

    /// Whether nobody acts but somebody for whom a pronoun stands.
    pub(crate) fn leave_open_who_acts(&self) -> bool {
        self.source_actors.is_empty() || self.source_is_open
    }

    /// Whether actors of several states act, and upon no state.
    pub(crate) fn are_several(&self) -> bool {
        let mut states =
            self.source_actors.iter().filter_map(|one| one.value.country.as_ref());
        let first = states.next();
        self.target_actors.iter().all(|actor| actor.value.country.is_none())
            && first.is_some_and(|first| states.any(|other| other != first))
    }

    /// Whether it is told upon whom they act.
    pub(crate) fn has_targets(&self) -> bool {
        !self.target_actors.is_empty()
    }

    /// A speaker demands of those who would act that they do: they are called upon.
    pub(crate) fn call_upon(&mut self, speaker: Coded<Actor>) {
        self.target_actors = std::mem::replace(&mut self.source_actors, vec![speaker]);
        self.target_is_open = std::mem::replace(&mut self.source_is_open, false);
        self.assumed = Assumption::Nothing;
    }

    /// Takes these as target actors if there are none of a state, except those that act.
    pub(crate) fn inherit(&mut self, heirs: Vec<Coded<Actor>>) {
        let acts = |actor: &Coded<Actor>| {
            self.source_actors.iter().any(|source| {
                source.value.id == actor.value.id
                    || (source.value.country.is_some()
                        && source.value.country == actor.value.country)
            })
        };
        let heirs: Vec<Coded<Actor>> =
            heirs.into_iter().filter(|actor| !acts(actor)).collect();
        let is_assumed = self.assumed != Assumption::Nothing;
        if (self.target_actors.is_empty() || is_assumed) && !heirs.is_empty() {
            self.target_actors = heirs;
            self.target_is_open = false;
            self.assumed = Assumption::Nothing;
        }
    }

    /// Whether somebody of public standing takes part: a state or part of one, an
    /// organisation; or police, a court, an army of a state that is not told, if it is told
    /// upon whom or what they act, or who acts upon them; or whoever acts where it is their own
    /// state that they act in, as workers on strike do.
    pub(crate) fn tell_something(
        &self,
        rule: &Rule,
        predicate: &Predicate,
        annotated: &Annotated,
        codebook: &Codebook,
    ) -> bool {
        let stands = |actor: &Coded<Actor>| {
            actor.value.country.is_some()
                || actor.value.kind == ActorKind::Organisation
                || is_of_a_body(&actor.value, codebook)
        };
        let is_public = |actor: &Coded<Actor>| {
            let sector = actor.value.sector.as_ref();
            sector.is_some_and(|sector| codebook.ontology.is_public(sector))
        };
        let stands_alone = |actor: &Coded<Actor>| {
            let sector = actor.value.sector.as_ref();
            sector.is_some_and(|sector| codebook.ontology.stands_alone(sector))
        };
        let kind = codebook.ontology.event_type(rule.event_type.as_str());
        let object = || self.object(rule, predicate, annotated).is_some();
        let things =
            kind.is_some_and(|kind| kind.things_count) && !self.is_own_affair && object();
        let source_actors = self.source_actors.iter().filter(|_| !self.source_is_open);
        let target_actors = || self.target_actors.iter().filter(|_| !self.target_is_open);
        let told = source_actors.count() + target_actors().count() + usize::from(things);
        if !rule.alone && kind.is_some_and(|kind| told < kind.parties) {
            return false;
        }
        let acts_in_public = self.source_actors.iter().any(is_public);
        // *the agency*, *an agent*: a noun that stands for others as often.
        let is_plain = |actor: &Coded<Actor>| {
            let noun = actor.value.id.as_str().strip_prefix("unnamed/");
            let is_loose = |noun| codebook.rules.is_in_class("loosely-public", noun);
            is_public(actor) && !noun.is_some_and(is_loose)
        };
        let is_crowd = |actor: &Coded<Actor>| {
            actor.value.kind == ActorKind::Group && actor.value.sector.is_some()
        };
        let is_at_home = match rule.assume_target {
            Assumption::OwnPeople => acts_in_public,
            Assumption::OwnState => {
                acts_in_public || self.source_actors.iter().any(is_crowd)
            }
            _ => false,
        };
        let is_of_words = rule.alone || kind.is_some_and(|kind| kind.quad.is_verbal());
        // *The senate rejected the bill*: a public act of words, or one that asks for nobody
        // else, upon a thing.
        let form = annotated.tokens.items[predicate.head as usize].xpos.as_ref();
        let acts_upon_things = predicate.kind == PredicateKind::Verb
            && form != "VBG"
            && is_of_words
            && !self.is_own_affair
            && object();
        let crowds_act = kind.is_some_and(|kind| kind.crowd.is_some())
            && self.source_actors.iter().any(is_crowd);
        is_at_home
            || crowds_act
            || self.source_actors.iter().chain(&self.target_actors).any(stands)
            || self.source_actors.iter().any(stands_alone)
            || (acts_in_public && target_actors().next().is_some())
            || (acts_upon_things && self.source_actors.iter().any(is_plain))
            || (is_of_words
                && !self.source_actors.is_empty()
                && self.target_actors.iter().any(is_plain))
    }

    /// What is acted upon where no target actor is told, or one is assumed: the words that fill
    /// the role of one.
    pub(crate) fn object(
        &self,
        rule: &Rule,
        predicate: &Predicate,
        annotated: &Annotated,
    ) -> Option<Coded<Box<str>>> {
        if !self.target_actors.is_empty() && self.assumed == Assumption::Nothing {
            return None;
        }
        let patient = predicate.arguments.iter().filter(|one| one.role == Role::Patient);
        let words = rule.target_actor.iter().flat_map(|role| fillers(predicate, role));
        let acts = |span: chancery_model::Span| {
            let actors = self.source_actors.iter().filter_map(|actor| actor.basis.span());
            actors.into_iter().any(|actor| span.overlaps(actor))
        };
        let is_thing = |one: &&Argument| {
            let token = &annotated.tokens.items[one.head as usize];
            one.role != Role::Agent
                && matches!(&*token.upos, "NOUN" | "PROPN")
                && !annotated.times.items.iter().any(|time| time.span.overlaps(one.span))
                && !predicate.trigger.contains(token.span)
                && !acts(one.span)
        };
        let found = words.chain(patient).find(is_thing)?;
        let text = found.span.text(&annotated.document.text)?;
        Some(Coded::new(text.into(), Basis::Text(found.span)))
    }

    /// Why the actors are uncertain.
    pub(crate) fn reservations(&self, codebook: &Codebook, rule: &Rule) -> Vec<Box<str>> {
        let mut reasons: Vec<Box<str>> = Vec::new();
        if self.by_owner {
            reasons.push("actor-by-owner".into());
        }
        if self.by_pronoun {
            reasons.push("actor-by-reference".into());
        }
        if self.by_place {
            reasons.push("source-actor-by-place".into());
        }
        match self.assumed {
            Assumption::OtherParty | Assumption::OtherSpeaker | Assumption::OwnState => {
                reasons.push("target-actor-assumed".into());
            }
            Assumption::OwnPeople => reasons.push("target-country-assumed".into()),
            Assumption::Nothing => {}
        }
        if self.source_actors.is_empty() {
            reasons.push("no-source-actor".into());
        }
        let kind = codebook.ontology.event_type(rule.event_type.as_str());
        if self.target_actors.is_empty() && kind.is_some_and(|kind| kind.needs_target) {
            reasons.push("no-target-actor".into());
        }
        reasons
    }
}
