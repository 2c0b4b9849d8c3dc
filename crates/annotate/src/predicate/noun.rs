//! The arguments of event nouns: those in their own phrase, and those lent by a verb that
//! carries them.

use super::verb::Verbs;
use super::{Filled, is_in_class, is_preposition};
use crate::tree::Tree;
use chancery_codebook::{Codebook, NameForm, RoleKind, holds};
use chancery_model::{Role, Span};

/// An event noun with its arguments.
pub(super) struct EventNoun {
    pub(super) trigger: Span,
    pub(super) light_verb: Option<u32>,
    pub(super) arguments: Vec<Filled>,
}

/// Reads the arguments of an event noun.
pub(super) fn read(
    tree: &Tree<'_>,
    verbs: &Verbs<'_>,
    noun: u32,
    codebook: &Codebook,
) -> EventNoun {
    let mut arguments = own(tree, verbs, noun, codebook);
    let mut trigger = tree.span(noun);
    // *the next round of drills* stands where *drills* would.
    let place = transparent_head(tree, noun, codebook);
    if place != noun {
        arguments.extend(
            own(tree, verbs, place, codebook)
                .into_iter()
                .filter(|(_, head)| *head != noun),
        );
    }
    arguments.extend(shared(tree, verbs, noun, codebook));
    look_into_arguments(tree, &mut arguments, codebook);
    if is_undergone(tree, place, codebook) {
        turn_giver(&mut arguments, codebook);
    }
    let light_verb =
        carrier(tree, place, codebook).or_else(|| raised_carrier(tree, place, codebook));
    if let Some(verb) = light_verb {
        trigger = trigger.cover(tree.span(verb));
        let is_lent = takes_lent(tree, verb, noun, codebook, &mut arguments);
        let undergoes = is_lent || undergoes(tree, verb, place, codebook);
        lend(tree, verbs, verb, (noun, place), undergoes, codebook, &mut arguments);
        look_into_arguments(tree, &mut arguments, codebook);
        if undergoes {
            turn_giver(&mut arguments, codebook);
        }
    }
    if !arguments.iter().any(|(role, _)| *role == Role::Agent) {
        let answers = verbs.answerer(place);
        arguments.extend(answers.map(|token| (Role::Agent, token)));
    }
    // *followed up the raid by shelling the port*: a clause is nobody.
    arguments.retain(|(role, head)| *role != Role::Agent || tree.upos(*head) != "VERB");
    look_for_places(tree, place, &mut arguments, codebook);
    EventNoun { trigger, light_verb, arguments }
}

/// What stands in the noun's own phrase.
fn own(
    tree: &Tree<'_>,
    verbs: &Verbs<'_>,
    noun: u32,
    codebook: &Codebook,
) -> Vec<Filled> {
    let mut filled = Vec::new();
    let brings = |words: &[Box<str>]| {
        tree.children_with(noun, "nmod")
            .chain(tree.children_with(noun, "obl"))
            .any(|child| tree.preposition(child).is_some_and(|word| holds(words, &word)))
    };
    let has_agent = brings(&codebook.grammar.agent);
    // *Chile's arrest of two men*, but *the pilot's arrest*, *the pilot's defeat by Chile*.
    let is_owner_acted_on = !brings(&codebook.grammar.patient)
        && (has_agent || is_in_class(tree, noun, "undergone", codebook));
    // *the arrival of the envoy*: who comes with *of* acts where nobody is acted upon.
    let is_of_agent = !has_agent && is_in_class(tree, noun, "done", codebook);
    for &child in tree.children(noun) {
        match tree.relation(child) {
            "nsubj" if is_undergone(tree, noun, codebook) => {
                filled.push((Role::Patient, verbs.antecedent(child)));
            }
            "nmod:poss" => {
                let role = if is_owner_acted_on { Role::Patient } else { Role::Agent };
                filled.push((role, verbs.antecedent(child)));
            }
            "amod" | "compound" | "nsubj" => {
                filled.extend(
                    modifier_role(tree, child, codebook).map(|role| (role, child)),
                );
                if tree.upos(child) != "PROPN" {
                    filled.push((Role::Modifier, child));
                }
            }
            "acl" => {
                // *an attack carried out by X*, *the decision to leave*
                let brings_agent = tree.children_with(child, "obl").find(|&obl| {
                    tree.relation(obl) == "obl:agent"
                        || tree
                            .preposition(obl)
                            .is_some_and(|word| holds(&codebook.grammar.agent, &word))
                });
                if let Some(agent) = brings_agent
                    && is_in_class(tree, child, "light", codebook)
                {
                    filled.push((Role::Agent, agent));
                }
                let marks_infinitive =
                    tree.children_with(child, "mark").any(|mark| tree.xpos(mark) == "TO");
                if marks_infinitive {
                    filled.push((Role::Complement, child));
                } else if let Some(mark) = tree.child(child, "mark") {
                    filled.push((Role::With(tree.lemma(mark).into()), child));
                }
            }
            "ccomp" => filled.push((Role::Complement, child)),
            relation if relation == "nmod" || relation.starts_with("obl") => {
                if let Some(preposition) = tree.preposition(child) {
                    let role = match noun_role(preposition, codebook) {
                        Role::Patient if is_of_agent => Role::Agent,
                        role => role,
                    };
                    filled.push((role, verbs.antecedent(child)));
                }
            }
            _ => {}
        }
    }
    filled
}

/// *raids and attacks on the border*: what a preposition brings after the last of several nouns
/// belongs to all, where the first has nothing of the kind.
fn shared(
    tree: &Tree<'_>,
    verbs: &Verbs<'_>,
    noun: u32,
    codebook: &Codebook,
) -> Vec<Filled> {
    let last = tree.children_with(noun, "conj").last();
    let is_phrase = |child: &u32| tree.relation(*child) == "nmod";
    let has_own = tree.children(noun).iter().any(is_phrase);
    let Some(last) = last.filter(|_| !has_own) else { return Vec::new() };
    let phrases =
        tree.children(last).iter().copied().filter(is_phrase).filter(|&child| {
            tree.preposition(child).is_some_and(|word| {
                holds(&codebook.grammar.opposing, &word)
                    || holds(&codebook.grammar.facing, &word)
            })
        });
    phrases
        .filter_map(|child| {
            let role = noun_role(tree.preposition(child)?, codebook);
            Some((role, verbs.antecedent(child)))
        })
        .collect()
}

/// *is under attack*: whether a noun after *be* tells what its subject undergoes.
fn is_undergone(tree: &Tree<'_>, noun: u32, codebook: &Codebook) -> bool {
    let joined = tree.child(noun, "cop").zip(tree.preposition(noun));
    joined.is_some_and(|(verb, preposition)| {
        let whole = format!("{} {preposition}", tree.lemma(verb));
        codebook.rules.is_in_class("undergo", &whole)
    })
}

/// *came under attack from Chad*: whoever gives what another undergoes acts.
fn turn_giver(arguments: &mut [Filled], codebook: &Codebook) {
    if arguments.iter().any(|(role, _)| *role == Role::Agent) {
        return;
    }
    let gives = |role: &Role| match role {
        Role::With(word) => holds(&codebook.grammar.giving, word),
        _ => false,
    };
    if let Some((role, _)) = arguments.iter_mut().find(|(role, _)| gives(role)) {
        *role = Role::Agent;
    }
}

/// Whether the subject of a carrying verb undergoes what its noun tells: *suffered an attack*,
/// *came under attack*.
fn undergoes(tree: &Tree<'_>, verb: u32, noun: u32, codebook: &Codebook) -> bool {
    let brought = tree.preposition(noun).filter(|_| tree.base(noun) == "obl");
    let with_preposition = brought.is_some_and(|word| {
        let whole = format!("{} {word}", tree.lemma(verb).to_lowercase());
        codebook.rules.is_in_class("undergo", &whole)
    });
    with_preposition || is_in_class(tree, verb, "undergo", codebook)
}

/// *the attack by a gunman on the embassy*: what stands behind another argument may belong to
/// the noun all the same.
fn look_into_arguments(
    tree: &Tree<'_>,
    arguments: &mut Vec<Filled>,
    codebook: &Codebook,
) {
    for (_, head) in arguments.clone() {
        for child in tree.children_with(head, "nmod") {
            let Some(preposition) = tree.preposition(child) else { continue };
            let role = noun_role(preposition, codebook);
            let is_new = !arguments.iter().any(|(known, _)| *known == role);
            if is_new && matches!(role, Role::With(_) | Role::Agent) {
                arguments.push((role, child));
            }
        }
    }
}

/// *drills with tanks along the border*: places anywhere in the noun's phrase are its own.
fn look_for_places(
    tree: &Tree<'_>,
    noun: u32,
    arguments: &mut Vec<Filled>,
    codebook: &Codebook,
) {
    for token in tree.subtree_without(noun, |child| tree.relation(child) == "acl:relcl") {
        let Some(preposition) = tree.preposition(token).filter(|_| token != noun) else {
            continue;
        };
        let role = Role::With(preposition.as_str().into());
        let is_place = holds(&codebook.grammar.locative, &preposition);
        if is_place && !arguments.iter().any(|(known, _)| *known == role) {
            arguments.push((role, token));
        }
    }
}

/// The role that a preposition brings beside an event noun.
fn noun_role(preposition: String, codebook: &Codebook) -> Role {
    if holds(&codebook.grammar.agent, &preposition) {
        Role::Agent
    } else if holds(&codebook.grammar.patient, &preposition) {
        Role::Patient
    } else {
        Role::With(preposition.into())
    }
}

/// What a name before an event noun is to it: an adjective of nationality qualifies who acts
/// (*the Chilean drills*), a state's own name tells whom it concerns (*Chad sanctions*), and a
/// capital where it takes place (*the Lima attack*). Those who bear arms act (*rebel shelling*).
fn modifier_role(tree: &Tree<'_>, token: u32, codebook: &Codebook) -> Option<Role> {
    let forms = codebook.names.actors.get(tree.form(token));
    let has = |wanted: &[NameForm]| forms.iter().any(|name| wanted.contains(&name.form));
    if has(&[NameForm::Adjective]) {
        Some(Role::Qualifier)
    } else if has(&[NameForm::Capital, NameForm::Seat]) {
        None
    } else if tree.relation(token) == "compound" {
        Some(if is_armed(tree, token, codebook) {
            Role::Qualifier
        } else {
            Role::Patient
        })
    } else {
        None
    }
}

/// Whether a word before an event noun names people or an organisation under arms.
fn is_armed(tree: &Tree<'_>, token: u32, codebook: &Codebook) -> bool {
    let words = tree.form(token).to_lowercase();
    let lemma = tree.small_lemma(token);
    let names = codebook.names.actors.get(tree.form(token)).iter();
    let organisations =
        names.filter_map(|name| codebook.actors.organisations.get(&name.actor));
    let offices = codebook.names.offices.get(&words).iter();
    let organs = offices.filter_map(|office| codebook.actors.offices.get(&office.office));
    let roles = codebook.names.roles.get(&lemma).iter();
    let roles =
        roles.filter(|role| matches!(role.kind, RoleKind::Person | RoleKind::Group));
    let sectors = organisations
        .filter_map(|known| known.sector.as_ref())
        .chain(organs.filter_map(|known| known.sector.as_ref()))
        .chain(roles.filter_map(|known| known.sector.as_ref()));
    sectors.into_iter().any(|sector| holds(&codebook.grammar.armed, sector.as_str()))
}

/// The noun in whose place an event noun stands: *round* in *a round of drills*.
fn transparent_head(tree: &Tree<'_>, noun: u32, codebook: &Codebook) -> u32 {
    let head = tree.head(noun).filter(|_| tree.base(noun) == "nmod");
    match head {
        Some(head)
            if tree
                .preposition(noun)
                .is_some_and(|word| holds(&codebook.grammar.patient, &word))
                && is_in_class(tree, head, "transparent", codebook) =>
        {
            head
        }
        _ => noun,
    }
}

/// The verb that carries an event noun, if a class of the codebook knows it as one that does.
pub(super) fn carrier(tree: &Tree<'_>, noun: u32, codebook: &Codebook) -> Option<u32> {
    let conjunct = std::iter::successors(Some(noun), |&at| {
        tree.head(at).filter(|_| tree.base(at) == "conj")
    });
    let first = conjunct.take(8).last().unwrap_or(noun);
    let head = tree.head(first).filter(|&head| !is_preposition(tree, head, codebook))?;
    // *entered into talks*, but not *opened the embassy after the attack*.
    let is_carried = tree.base(first) != "obl"
        || tree
            .preposition(first)
            .is_some_and(|word| holds(&codebook.grammar.carrying, &word));
    let carries = match tree.base(first) {
        "obl" if !is_carried => false,
        "obj" | "nsubj" | "obl" | "xcomp" | "ccomp" => ["light", "occur", "undergo"]
            .iter()
            .any(|class| is_in_class(tree, head, class, codebook)),
        // *the attack carried out by X*: the verb describes the noun.
        _ => return described_by(tree, first, codebook),
    };
    carries.then_some(head).or_else(|| described_by(tree, first, codebook))
}

/// *The attack is believed to have been carried out by rebels*: the verb that carries a noun
/// below the one whose subject it has become.
fn raised_carrier(tree: &Tree<'_>, noun: u32, codebook: &Codebook) -> Option<u32> {
    let head = tree.head(noun).filter(|_| tree.base(noun) == "nsubj")?;
    let below = tree.child(head, "xcomp").filter(|_| !tree.has_child(head, "obj"))?;
    let carries =
        ["light", "occur"].iter().any(|class| is_in_class(tree, below, class, codebook));
    carries.then_some(below)
}

/// *the attack they carried out*, but not *accusations that they carried out tests*, which the
/// clause spells out.
fn described_by(tree: &Tree<'_>, noun: u32, codebook: &Codebook) -> Option<u32> {
    tree.children_with(noun, "acl").find(|&clause| {
        tree.upos(clause) == "VERB"
            && !tree.has_child(clause, "mark")
            && is_in_class(tree, clause, "light", codebook)
    })
}

/// *has the support of Chile*: whether a verb tells that somebody has what others lend; those
/// then act.
fn takes_lent(
    tree: &Tree<'_>,
    verb: u32,
    noun: u32,
    codebook: &Codebook,
    arguments: &mut [Filled],
) -> bool {
    let is_lent = is_in_class(tree, noun, "lent", codebook)
        && ["holding", "undergo"]
            .iter()
            .any(|class| is_in_class(tree, verb, class, codebook))
        && !arguments.iter().any(|(role, _)| *role == Role::Agent);
    let lenders =
        arguments.iter_mut().filter(|(role, _)| is_lent && *role == Role::Patient);
    let mut found = false;
    for (role, _) in lenders {
        *role = Role::Agent;
        found = true;
    }
    found
}

/// Hands the arguments of the carrying verb to the noun.
fn lend(
    tree: &Tree<'_>,
    verbs: &Verbs<'_>,
    verb: u32,
    (noun, place): (u32, u32),
    undergoes: bool,
    codebook: &Codebook,
    arguments: &mut Vec<Filled>,
) {
    let has_agent = arguments.iter().any(|(role, _)| *role == Role::Agent);
    // *The year began with an attack*: the year attacks nobody.
    let is_beside = tree.base(place) == "obl"
        && tree
            .preposition(place)
            .is_some_and(|word| holds(&codebook.grammar.facing, &word));
    let lent = verbs.arguments(verb).into_iter().filter(|(_, head)| {
        *head != noun && *head != place && !tree.coordinated(*head).contains(&place)
    });
    for (role, head) in lent {
        match role {
            Role::Agent if undergoes => arguments.push((Role::Patient, head)),
            Role::With(word) if !has_agent && holds(&codebook.grammar.agent, &word) => {
                arguments.push((Role::Agent, head));
            }
            Role::Agent if !has_agent && !is_beside => {
                arguments.push((Role::Agent, head));
            }
            Role::Recipient => arguments.push((Role::With("to".into()), head)),
            Role::With(_) => arguments.push((role, head)),
            _ => {}
        }
    }
}
