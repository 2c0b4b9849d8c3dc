//! The arguments of verbs.

use super::Filled;
use super::filler::MentionsAt;
use crate::tree::Tree;
use chancery_codebook::{Codebook, Grammar, holds};
use chancery_model::{Role, Timex};

/// How many verbs a shared subject may be handed through.
pub(super) const DEPTH: u8 = 6;

/// Finds the arguments of verbs in one document.
pub(super) struct Verbs<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) codebook: &'a Codebook,
    pub(super) grammar: &'a Grammar,
    mentions_at: &'a MentionsAt,
    pub(super) times: &'a [Timex],
}

impl<'a> Verbs<'a> {
    pub(super) fn new(
        tree: &'a Tree<'a>,
        codebook: &'a Codebook,
        mentions_at: &'a MentionsAt,
        times: &'a [Timex],
    ) -> Self {
        Self { tree, codebook, grammar: &codebook.grammar, mentions_at, times }
    }

    /// The arguments of a verb, grammar undone.
    pub(super) fn arguments(&self, verb: u32) -> Vec<Filled> {
        let mut filled = self.own(verb);
        let has = |filled: &[Filled], role: Role| {
            filled.iter().any(|(known, _)| *known == role)
        };
        let passive = self.is_passive(verb);
        if !passive && !has(&filled, Role::Agent) {
            filled.extend(self.subject(verb, DEPTH).map(|token| (Role::Agent, token)));
        }
        if passive && !has(&filled, Role::Patient) && !has(&filled, Role::Recipient) {
            filled.extend(self.subject(verb, DEPTH).map(|token| (Role::Patient, token)));
        } else if passive && !has(&filled, Role::Recipient) && self.is_given(verb) {
            // *a man given a medal*, *would see Peru given a port*
            let subject = self.subject(verb, DEPTH);
            filled.extend(subject.map(|token| (Role::Recipient, token)));
        }
        if !has(&filled, Role::Patient) && !passive {
            filled.extend(self.object(verb).map(|token| (Role::Patient, token)));
        }
        if passive && !has(&filled, Role::Agent) {
            let agent =
                self.strayed_agent(verb, &filled).or_else(|| self.shared_agent(verb));
            filled.extend(agent.map(|token| (Role::Agent, token)));
        }
        self.look_into_object(&mut filled);
        self.take_over_clause(verb, &mut filled);
        filled
    }

    /// Whether a passive has an object of its own beside whoever it is given to.
    fn is_given(&self, verb: u32) -> bool {
        self.tree.has_child(verb, "obj")
            && matches!(self.tree.base(verb), "acl" | "xcomp")
    }

    /// *was declared unwelcome by Chile*: the agent of a passive that the parser has tied to
    /// what completes it. *was accused of fraud by Chile*: or to what somebody is accused of.
    fn strayed_agent(&self, verb: u32, filled: &[Filled]) -> Option<u32> {
        let tree = self.tree;
        let completes = |role: &Role| matches!(role, Role::Complement | Role::Patient);
        let hosts =
            filled.iter().filter(|(role, _)| completes(role)).map(|(_, token)| *token);
        // *is believed to have been shot by rebels*: an infinitive has its own.
        let is_free = |host: &u32| !self.is_infinitive(*host);
        let beside = hosts
            .filter(is_free)
            .flat_map(|host| tree.children(host).iter().copied())
            .find(|&child| {
                matches!(tree.base(child), "nmod" | "obl") && self.is_by(child)
            });
        beside
            .or_else(|| {
                let brought = filled.iter().filter(|(role, _)| match role {
                    Role::With(word) => self.is_answered_for(verb, word),
                    _ => false,
                });
                brought.map(|(_, host)| *host).find_map(|host| self.agent_within(host))
            })
            .or_else(|| {
                // *were sold to Chile by Peru*: what does nothing has no agent of its own.
                let brought =
                    filled.iter().filter(|(role, _)| matches!(role, Role::With(_)));
                let things =
                    brought.map(|(_, host)| *host).filter(|&host| !self.is_act(host));
                things.flat_map(|host| tree.children_with(host, "nmod")).find(|&child| {
                    self.is_by(child)
                        && (self.is_mentioned(child) || self.is_somebody(child))
                })
            })
    }

    /// Somebody brought by *by* below what a passive verb answers for.
    fn agent_within(&self, host: u32) -> Option<u32> {
        let tree = self.tree;
        let is_clause = |child: u32| !matches!(tree.base(child), "obj" | "obl" | "nmod");
        tree.subtree_without(host, is_clause)
            .into_iter()
            .find(|&token| token != host && self.is_by(token) && self.is_somebody(token))
    }

    /// *accused Chile of arming*: a clause that the parser has tied to the object, or to the
    /// agent of a passive, is the verb's all the same.
    fn take_over_clause(&self, verb: u32, filled: &mut Vec<Filled>) {
        let tree = self.tree;
        let hosts: Vec<u32> = filled
            .iter()
            .filter(|(role, _)| matches!(role, Role::Patient | Role::Agent))
            .map(|f| f.1)
            .filter(|&host| tree.path(host).take(3).any(|at| at == verb))
            .collect();
        for clause in hosts.iter().flat_map(|&host| tree.children_with(host, "acl")) {
            let Some(mark) = self.introducer(clause).map(|word| tree.lemma(word)) else {
                continue;
            };
            let is_object =
                tree.head(clause).is_some_and(|host| tree.base(host) == "obj");
            if self.is_answered_for(verb, mark)
                || (is_object && holds(&self.grammar.accusing, mark))
            {
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
        // *took part in drills with Chile*: a verb without object has what it is said of.
        // *relations between Peru and Chile soured*: relations have their parties.
        let instead = objects.is_empty().then(|| {
            let brought = filled.iter().find(|(role, _)| matches!(role, Role::With(_)));
            let relation = || {
                filled.iter().find(|(role, token)| {
                    *role == Role::Agent && self.is_in_class(*token, "relation")
                })
            };
            brought.or_else(relation).map(|f| f.1)
        });
        // *granted a corridor to its port through Peru*: a way belongs to the verb.
        let brought = filled.iter().filter(|(role, _)| matches!(role, Role::With(_)));
        let ways: Vec<u32> = brought.map(|(_, host)| *host).collect();
        let hosts =
            objects.into_iter().chain(instead.flatten()).map(|host| (host, false));
        for (host, is_way) in hosts.chain(ways.into_iter().map(|host| (host, true))) {
            // *announced the withdrawal of its troops from Chad*: as far down as it goes.
            let cut = |child: u32| !matches!(self.tree.base(child), "nmod" | "case");
            let below = self.tree.subtree_without(host, cut);
            for child in below.into_iter().chain(self.laid(host)) {
                let Some(preposition) = self.tree.preposition(child) else { continue };
                let fits =
                    !is_way || self.codebook.rules.is_in_class("crossing", &preposition);
                let role = Role::With(preposition.into());
                let is_new = !filled.iter().any(|(known, _)| *known == role);
                if child != host && is_new && fits {
                    filled.push((role, child));
                }
            }
        }
    }

    /// Whether the verb stands in the passive, with or without its auxiliary.
    pub(super) fn is_passive(&self, verb: u32) -> bool {
        let tree = self.tree;
        if tree.has_child(verb, "aux:pass") {
            return true;
        }
        if tree.has_child(verb, "nsubj:pass") {
            // *had collapsed*: without a form of *be* there is no passive.
            let joins = |aux: u32| holds(&self.grammar.copula, tree.lemma(aux));
            return !tree.has_child(verb, "aux")
                || tree.children_with(verb, "aux").any(joins);
        }
        let active_subject = tree.has_child(verb, "nsubj");
        // A past tense has a subject; what has none beside a noun or clause is a participle.
        let is_reduced = tree.xpos(verb) == "VBD"
            && matches!(tree.relation(verb), "acl" | "advcl")
            && !tree.has_child(verb, "obj");
        let is_participle =
            (tree.xpos(verb) == "VBN" || is_reduced) && !tree.has_child(verb, "aux");
        // *Envoy Expelled as Talks Fail*: headlines leave the auxiliary out.
        let is_headline = tree.form(verb).starts_with(char::is_uppercase);
        let is_cut_short = is_participle
            || (tree.xpos(verb) == "VBD" && self.is_title(verb) && self.acts_upon(verb));
        if is_headline && is_cut_short && active_subject && !tree.has_child(verb, "obj") {
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

    /// Whether every word of meaning in the sentence begins with a capital, as in titles.
    fn is_title(&self, token: u32) -> bool {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(token));
        let mut words = (sentence.first..sentence.last)
            .filter(|&at| matches!(tree.upos(at), "NOUN" | "PROPN" | "VERB" | "ADJ"));
        words.all(|at| tree.form(at).starts_with(char::is_uppercase))
    }

    /// Whether rules know a verb as one that is done to somebody.
    fn acts_upon(&self, verb: u32) -> bool {
        let rules = &self.codebook.rules;
        let known = rules.by_verb.get(&*self.tree.lemma(verb).to_lowercase());
        known.into_iter().flatten().any(|&index| {
            rules.rules[index].target_actor.iter().any(|role| &*role.0 == "patient")
        })
    }

    pub(super) fn is_by(&self, token: u32) -> bool {
        self.tree.preposition(token).is_some_and(|word| holds(&self.grammar.agent, &word))
    }

    /// Whether a token belongs to the mention of an actor.
    pub(super) fn is_mentioned(&self, token: u32) -> bool {
        self.mentions_at.contains_key(&token)
    }

    /// Whether a token names or describes somebody: no means, no manner.
    pub(super) fn is_somebody(&self, token: u32) -> bool {
        let tree = self.tree;
        self.is_mentioned(token)
            || tree.upos(token) == "PROPN"
            || tree.upos(token) == "PRON"
            || (tree.upos(token) == "NOUN"
                && ["det", "nmod:poss", "nummod"]
                    .iter()
                    .any(|relation| tree.has_child(token, relation)))
    }

    /// What stands beside the verb itself.
    fn own(&self, verb: u32) -> Vec<Filled> {
        let tree = self.tree;
        let passive = self.is_passive(verb);
        let objects = self.objects(verb, passive);
        let object = objects.last().copied();
        let given_to = self.given_to(verb, &objects);
        let names = self.is_in_class(verb, "naming");
        let mut filled = Vec::new();
        let lent = objects.iter().filter(|&&object| tree.head(object) != Some(verb));
        filled.extend(lent.map(|&object| (Role::Patient, self.antecedent(object))));
        for &child in tree.children(verb) {
            let relation = match tree.relation(child) {
                _ if objects.contains(&child) => "obj",
                "obj" => continue,
                relation => relation,
            };
            match relation {
                "nsubj:pass" | "nsubj" | "csubj" => {
                    let role = match (passive, object) {
                        (false, _) => Role::Agent,
                        // *was named a saint*
                        (true, Some(_)) if names => Role::Patient,
                        (true, Some(_)) => Role::Recipient,
                        (true, None) => Role::Patient,
                    };
                    filled.push((role, self.antecedent(child)));
                }
                "obj" if Some(child) == given_to => {
                    filled.push((Role::Recipient, self.antecedent(child)));
                }
                "obj" => {
                    let is_name = names && (passive || tree.has_child(verb, "iobj"));
                    let role = if is_name { Role::Complement } else { Role::Patient };
                    filled.push((role, self.antecedent(child)));
                }
                "iobj" => {
                    let is_named = names && object.is_some();
                    // *urged Chile to leave*: whoever is given nothing is acted upon.
                    let is_given = object.is_some() || tree.has_child(verb, "ccomp");
                    let is_title = || object.is_some_and(|name| self.titles(child, name));
                    let role = if is_named || !is_given || is_title() {
                        Role::Patient
                    } else {
                        Role::Recipient
                    };
                    filled.push((role, self.antecedent(child)));
                }
                "xcomp" if object.is_some() && self.is_label(verb, child) => {
                    filled.push((Role::With("as".into()), child));
                }
                "ccomp" if self.is_opinion(verb, child) => {
                    filled.push((Role::With("that".into()), child));
                }
                "ccomp" | "xcomp" => {
                    filled.push((Role::Complement, child));
                    // *called for unity*, where the parser sees a clause.
                    let preposition = tree.preposition(child);
                    if let Some(word) = preposition.filter(|_| tree.upos(child) != "VERB")
                    {
                        filled.push((Role::With(word.into()), child));
                    }
                    if object.is_none() && self.is_bare_noun(child) {
                        filled.push((Role::Patient, child));
                    }
                }
                "obl:agent" if self.is_by(child) && passive => {
                    filled.push((Role::Agent, self.antecedent(child)));
                }
                relation if relation.starts_with("obl") || relation == "nmod" => {
                    if self.is_anothers_agent(verb, child) {
                        continue;
                    }
                    if let Some(preposition) = tree.preposition(child) {
                        let role = if passive && holds(&self.grammar.agent, &preposition)
                        {
                            Role::Agent
                        } else {
                            Role::With(preposition.as_str().into())
                        };
                        filled.push((role, self.antecedent(child)));
                        filled.extend(self.joined_to(child, &preposition));
                    } else {
                        // *was declared persona non grata*
                        filled.push((Role::Complement, child));
                    }
                }
                "advcl" => {
                    // *accused him of spying*: the clause is what the preposition brings.
                    if let Some(word) = self.introducer(child) {
                        filled.push((Role::With(tree.lemma(word).into()), child));
                    }
                    // *was asked by Peru to leave*
                    if self.is_infinitive(child) && self.is_in_class(verb, "directing") {
                        filled.push((Role::Complement, child));
                    }
                }
                _ => {}
            }
        }
        filled
    }

    /// *away from Chile and toward Peru*: what is joined to a phrase with a preposition of its
    /// own is an argument of its own.
    fn joined_to(&self, phrase: u32, preposition: &str) -> Vec<Filled> {
        let tree = self.tree;
        let joined = tree.children_with(phrase, "conj");
        let other = joined.filter_map(|child| Some((tree.preposition(child)?, child)));
        other
            .filter(|(own, _)| own != preposition)
            .map(|(own, child)| (Role::With(own.into()), self.antecedent(child)))
            .collect()
    }

    /// *summoned Ambassador Juan Perez*: whether a title and the name after it are one, though
    /// the parser has made two objects of them.
    fn titles(&self, title: u32, name: u32) -> bool {
        let tree = self.tree;
        let first = tree.tokens_in(tree.noun_phrase(name)).next();
        let offices = &self.codebook.names.offices;
        first == Some(title + 1)
            && tree.upos(name) == "PROPN"
            && !offices.get(&tree.form(title).to_lowercase()).is_empty()
    }

    /// The objects of a verb. Relations are read one by one, so that a verb may come with two
    /// subjects, or with an oblique that nothing brings: where it has no object, that is one.
    fn objects(&self, verb: u32, passive: bool) -> Vec<u32> {
        let tree = self.tree;
        let mut objects: Vec<u32> = tree
            .children_with(verb, "obj")
            .filter(|&object| self.completion_before(verb, object).is_none())
            .collect();
        // *denied attacking Chad*: what follows a completing verb is its object.
        let above = tree.head(verb).filter(|_| tree.base(verb) == "xcomp" && !passive);
        if let Some(above) = above.filter(|_| objects.is_empty()) {
            let lent =
                |&object: &u32| self.completion_before(above, object) == Some(verb);
            objects.extend(tree.children_with(above, "obj").find(lent));
        }
        if objects.is_empty() && !passive {
            let has_subject = tree.children_with(verb, "nsubj").any(|child| child < verb);
            let is_object = |&child: &u32| {
                child > verb
                    && match tree.relation(child) {
                        "nsubj" => has_subject,
                        "obl" => {
                            tree.upos(child) == "NOUN"
                                && tree.preposition(child).is_none()
                                && !self.is_in_time(child)
                        }
                        _ => false,
                    }
            };
            objects.extend(tree.children(verb).iter().copied().find(is_object));
        }
        objects
    }

    /// The verb that completes another and stands between it and an object said to be its own.
    pub(super) fn completion_before(&self, verb: u32, object: u32) -> Option<u32> {
        let between = |&child: &u32| {
            verb < child && child < object && self.tree.upos(child) == "VERB"
        };
        self.tree.children_with(verb, "xcomp").find(between)
    }

    /// *gave Chad ten million*: the first of two objects where the parser tells no other
    /// receiver.
    fn given_to(&self, verb: u32, objects: &[u32]) -> Option<u32> {
        match *objects {
            [first, _] if !self.tree.has_child(verb, "iobj") => {
                Some(first).filter(|&first| self.is_somebody(first))
            }
            _ => None,
        }
    }

    /// *to leave*.
    fn is_infinitive(&self, verb: u32) -> bool {
        self.tree.children_with(verb, "mark").any(|mark| self.tree.xpos(mark) == "TO")
    }

    /// *was accused of overfishing by Norway*: what *by* brings below an active participle is
    /// the agent of the passive above that lacks one.
    fn is_anothers_agent(&self, verb: u32, child: u32) -> bool {
        let tree = self.tree;
        self.is_gerund(verb)
            && !self.is_passive(verb)
            && self.is_by(child)
            && self.is_somebody(child)
            && self.home(verb).is_some_and(|home| {
                self.is_passive(home)
                    && !tree.children_with(home, "obl").any(|obl| self.is_by(obl))
            })
    }

    /// The verb whose object or passive subject does what a participle with a preposition
    /// tells: *accused* in *accused Chile of arming*.
    pub(super) fn home(&self, clause: u32) -> Option<u32> {
        let tree = self.tree;
        let mark = self.introducer(clause).filter(|_| self.is_gerund(clause))?;
        let mut head = tree.head(clause)?;
        match tree.base(clause) {
            "advcl" | "xcomp" | "ccomp" | "obl" => {}
            "acl" if matches!(tree.base(head), "obj" | "obl" | "nsubj") => {
                head = tree.head(head)?;
            }
            _ => return None,
        }
        self.is_answered_for(head, tree.lemma(mark)).then_some(head)
    }

    /// The word that brings a clause: *of* in *of spying*, whether it counts as a mark or as a
    /// preposition.
    fn introducer(&self, clause: u32) -> Option<u32> {
        self.tree.child(clause, "mark").or_else(|| self.tree.child(clause, "case"))
    }

    /// Whether this verb says with this preposition what its object or passive subject did:
    /// *accuse of*, *charge with*, *prevent from*.
    fn is_answered_for(&self, verb: u32, preposition: &str) -> bool {
        let rules = &self.codebook.rules;
        let lemma = self.tree.lemma(verb).to_lowercase();
        let whole = format!("{lemma} {preposition}");
        rules.is_in_class("answerable", &whole)
            || (rules.is_in_class("answerable", &lemma)
                && holds(&self.grammar.accusing, preposition))
    }

    /// Whether the lemma of a token, its particle included, belongs to a word class.
    pub(super) fn is_in_class(&self, token: u32, class: &str) -> bool {
        super::is_in_class(self.tree, token, class, self.codebook)
    }

    /// A name where a clause should stand is an object that the parser took for one.
    fn is_bare_noun(&self, token: u32) -> bool {
        let tree = self.tree;
        tree.upos(token) == "PROPN"
            && !tree.has_child(token, "cop")
            && !tree.has_child(token, "nsubj")
            && !tree.has_child(token, "case")
    }
}
