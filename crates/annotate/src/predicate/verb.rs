//! The arguments of verbs.

use super::Filled;
use crate::tree::Tree;
use chancery_codebook::{Grammar, holds};
use chancery_model::Role;

/// How many verbs a shared subject may be handed through.
const DEPTH: u8 = 6;

/// Finds the arguments of verbs in one document.
pub(super) struct Verbs<'a> {
    tree: &'a Tree<'a>,
    grammar: &'a Grammar,
}

impl<'a> Verbs<'a> {
    pub(super) fn new(tree: &'a Tree<'a>, grammar: &'a Grammar) -> Self {
        Self { tree, grammar }
    }

    /// The arguments of a verb, grammar undone.
    pub(super) fn arguments(&self, verb: u32) -> Vec<Filled> {
        let mut filled = self.own(verb);
        let has = |filled: &[Filled], role: Role| {
            filled.iter().any(|(known, _)| *known == role)
        };
        if self.is_passive(verb) {
            if !has(&filled, Role::Patient) && !has(&filled, Role::Recipient) {
                filled.extend(
                    self.subject(verb, DEPTH).map(|token| (Role::Patient, token)),
                );
            }
        } else if !has(&filled, Role::Agent) {
            filled.extend(self.subject(verb, DEPTH).map(|token| (Role::Agent, token)));
        }
        if !has(&filled, Role::Patient) && !self.is_passive(verb) {
            filled.extend(self.shared_object(verb).map(|token| (Role::Patient, token)));
        }
        if self.is_passive(verb) && !has(&filled, Role::Agent) {
            filled.extend(self.strayed_agent(&filled).map(|token| (Role::Agent, token)));
        }
        self.look_into_object(&mut filled);
        self.take_over_clause(&mut filled);
        filled
    }

    /// *was declared unwelcome by Chile*: the agent of a passive that the parser has tied to
    /// what completes it.
    fn strayed_agent(&self, filled: &[Filled]) -> Option<u32> {
        let completes = |role: &Role| matches!(role, Role::Complement | Role::Patient);
        let hosts =
            filled.iter().filter(|(role, _)| completes(role)).map(|(_, token)| *token);
        hosts.flat_map(|host| self.tree.children(host).iter().copied()).find(|&child| {
            matches!(self.tree.base(child), "nmod" | "obl") && self.is_by(child)
        })
    }

    /// *accused Chile of arming*: a clause that the parser has tied to the object is the verb's
    /// all the same.
    fn take_over_clause(&self, filled: &mut Vec<Filled>) {
        let tree = self.tree;
        let objects: Vec<u32> = filled
            .iter()
            .filter(|(role, _)| *role == Role::Patient)
            .map(|f| f.1)
            .collect();
        for clause in objects.iter().flat_map(|&object| tree.children_with(object, "acl"))
        {
            let mark = tree.child(clause, "mark").map(|mark| tree.lemma(mark));
            if let Some(mark) = mark.filter(|mark| holds(&self.grammar.accusing, mark)) {
                filled.push((Role::With(mark.into()), clause));
            }
        }
    }

    /// *reached an agreement with Chile*: whether the preposition belongs to the verb or to its
    /// object is the same to whoever asks with whom.
    fn look_into_object(&self, filled: &mut Vec<Filled>) {
        let objects: Vec<u32> = filled
            .iter()
            .filter(|(role, _)| *role == Role::Patient)
            .map(|(_, token)| *token)
            .collect();
        for object in objects {
            // *announced the withdrawal of its troops from Chad*: as far down as it goes.
            let cut = |child: u32| !matches!(self.tree.base(child), "nmod" | "case");
            for child in self.tree.subtree_without(object, cut) {
                let Some(preposition) = self.tree.preposition(child) else { continue };
                let role = Role::With(preposition.into());
                let is_new = !filled.iter().any(|(known, _)| *known == role);
                if child != object && is_new {
                    filled.push((role, child));
                }
            }
        }
    }

    /// Whether the verb stands in the passive, with or without its auxiliary.
    pub(super) fn is_passive(&self, verb: u32) -> bool {
        let tree = self.tree;
        if tree.has_child(verb, "nsubj:pass") || tree.has_child(verb, "aux:pass") {
            return true;
        }
        let is_participle = tree.xpos(verb) == "VBN" && !tree.has_child(verb, "aux");
        let active_subject = tree.has_child(verb, "nsubj");
        // *Envoy Expelled as Talks Fail*: headlines leave the auxiliary out.
        let is_headline = tree.form(verb).starts_with(char::is_uppercase);
        if is_headline && is_participle && active_subject && !tree.has_child(verb, "obj")
        {
            return matches!(tree.base(verb), "root" | "ccomp" | "parataxis");
        }
        is_participle
            && !active_subject
            && match tree.base(verb) {
                "acl" | "advcl" | "amod" => true,
                "conj" => tree.head(verb).is_some_and(|head| self.is_passive(head)),
                "xcomp" => !tree.has_child(verb, "obj"),
                _ => tree.children_with(verb, "obl").any(|obl| self.is_by(obl)),
            }
    }

    fn is_by(&self, token: u32) -> bool {
        self.tree.preposition(token).is_some_and(|word| holds(&self.grammar.agent, &word))
    }

    /// What stands beside the verb itself.
    fn own(&self, verb: u32) -> Vec<Filled> {
        let tree = self.tree;
        let passive = self.is_passive(verb);
        let has_object = tree.has_child(verb, "obj");
        let mut filled = Vec::new();
        for &child in tree.children(verb) {
            match tree.relation(child) {
                "nsubj:pass" | "nsubj" | "csubj" => {
                    let role = match (passive, has_object) {
                        (false, _) => Role::Agent,
                        (true, true) => Role::Recipient,
                        (true, false) => Role::Patient,
                    };
                    filled.push((role, self.antecedent(child)));
                }
                "obj" => filled.push((Role::Patient, self.antecedent(child))),
                "iobj" => filled.push((Role::Recipient, self.antecedent(child))),
                "ccomp" | "xcomp" => {
                    filled.push((Role::Complement, child));
                    // *called for unity*, where the parser sees a clause.
                    let preposition = tree.preposition(child);
                    if let Some(word) = preposition.filter(|_| tree.upos(child) != "VERB")
                    {
                        filled.push((Role::With(word.into()), child));
                    }
                    if !has_object && self.is_bare_noun(child) {
                        filled.push((Role::Patient, child));
                    }
                }
                "obl:agent" if self.is_by(child) => filled.push((Role::Agent, child)),
                relation if relation.starts_with("obl") || relation == "nmod" => {
                    if let Some(preposition) = tree.preposition(child) {
                        let role = if passive && holds(&self.grammar.agent, &preposition)
                        {
                            Role::Agent
                        } else {
                            Role::With(preposition.into())
                        };
                        filled.push((role, self.antecedent(child)));
                    } else {
                        // *was declared persona non grata*
                        filled.push((Role::Complement, child));
                    }
                }
                "advcl" => {
                    // *accused him of spying*: the clause is what the preposition brings.
                    let mark = tree.child(child, "mark").map(|mark| tree.lemma(mark));
                    if let Some(mark) = mark {
                        filled.push((Role::With(mark.into()), child));
                    }
                }
                _ => {}
            }
        }
        filled
    }

    /// A name where a clause should stand is an object that the parser took for one.
    fn is_bare_noun(&self, token: u32) -> bool {
        let tree = self.tree;
        tree.upos(token) == "PROPN"
            && !tree.has_child(token, "cop")
            && !tree.has_child(token, "nsubj")
            && !tree.has_child(token, "case")
    }

    /// A relative pronoun stands for the noun that its clause describes.
    fn antecedent(&self, token: u32) -> u32 {
        let tree = self.tree;
        if !matches!(tree.xpos(token), "WDT" | "WP" | "WP$") {
            return token;
        }
        let clause = tree.path(token).find(|&at| tree.relation(at) == "acl:relcl");
        clause.and_then(|clause| tree.head(clause)).unwrap_or(token)
    }

    /// The subject that the verb has or shares: its own, or one that grammar hands down.
    pub(super) fn subject(&self, verb: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let own = tree.child(verb, "nsubj").or_else(|| tree.child(verb, "csubj"));
        if let Some(own) = own {
            return Some(self.antecedent(own));
        }
        if depth == 0 {
            return None;
        }
        let head = tree.head(verb)?;
        match tree.relation(verb) {
            "conj" => self.subject(head, depth - 1),
            "xcomp" => self.controller(head, depth),
            "acl" => self.described(verb, head, depth),
            "acl:relcl" => {
                // *the man arrested in Oslo*, *the state that fired first*
                let has_object = tree.has_child(verb, "obj");
                (self.is_passive(verb) || has_object || !tree.has_child(verb, "nsubj"))
                    .then_some(head)
            }
            "advcl" => {
                let mark = tree.child(verb, "mark").map(|mark| tree.upos(mark));
                let object =
                    tree.child(head, "obj").map(|object| self.antecedent(object));
                match mark {
                    // *accused Chile of arming*: who is accused did it. After other
                    // prepositions and in bare participles the subject acts.
                    Some("SCONJ" | "ADP")
                        if tree.xpos(verb) == "VBG" && object.is_some() =>
                    {
                        if self.is_accusing(verb) {
                            object
                        } else {
                            self.subject(head, depth - 1)
                        }
                    }
                    _ if tree.has_child(verb, "mark") && tree.xpos(verb) != "VB" => None,
                    _ => self.subject(head, depth - 1),
                }
            }
            "parataxis" => None,
            _ => None,
        }
    }

    /// Whether a clause is brought by the preposition that names what somebody is accused of.
    fn is_accusing(&self, verb: u32) -> bool {
        let mark = self.tree.child(verb, "mark");
        mark.is_some_and(|mark| holds(&self.grammar.accusing, self.tree.lemma(mark)))
    }

    /// Who does what an infinitive tells: the object of the governing verb if it has one, else
    /// its subject.
    fn controller(&self, governor: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let object = tree.child(governor, "iobj").or_else(|| tree.child(governor, "obj"));
        if let Some(object) = object {
            return Some(self.antecedent(object));
        }
        self.subject(governor, depth - 1)
    }

    /// Who does what a clause beside a noun tells: the noun itself for a participle, whoever
    /// has or makes the noun for an infinitive.
    fn described(&self, verb: u32, noun: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let is_infinitive =
            tree.children_with(verb, "mark").any(|mark| tree.xpos(mark) == "TO");
        if !is_infinitive {
            return Some(noun);
        }
        let owner = tree.child(noun, "nmod:poss");
        if owner.is_some() {
            return owner;
        }
        let governor = tree.head(noun)?;
        matches!(tree.base(noun), "obj" | "obl" | "xcomp")
            .then(|| self.subject(governor, depth - 1))
            .flatten()
    }

    /// *condemned and expelled the envoy*; *the envoy whom Chile expelled*; *the envoy Chile
    /// expelled*.
    fn shared_object(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let head = tree.head(verb)?;
        match tree.relation(verb) {
            "acl:relcl" => {
                let subject = tree.child(verb, "nsubj")?;
                (self.antecedent(subject) != head).then_some(head)
            }
            "root" | "conj" | "ccomp" | "xcomp" | "parataxis" | "advcl" => {
                // The object stands after the last of several verbs.
                let last = tree.children_with(verb, "conj").last()?;
                let adjacent =
                    tree.upos(last) == "VERB" && !tree.has_child(last, "nsubj");
                let object = tree.child(last, "obj")?;
                let between = verb + 1..last;
                let nothing_else = between.clone().all(|token| {
                    matches!(tree.upos(token), "CCONJ" | "ADV" | "PUNCT" | "AUX")
                });
                (adjacent && nothing_else).then_some(object)
            }
            _ => None,
        }
    }
}
