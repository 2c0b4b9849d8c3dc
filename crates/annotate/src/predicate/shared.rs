//! What grammar hands from one verb to another: subjects of infinitives, participles and
//! relative clauses; objects and agents that several verbs share.

use super::verb::Verbs;
use chancery_codebook::holds;

impl Verbs<'_> {
    /// A relative pronoun stands for the noun that its clause describes.
    pub(super) fn antecedent(&self, token: u32) -> u32 {
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
            "acl:relcl" => Some(head),
            // *the war that Peru said had ended*
            "ccomp" if self.is_gerund(verb) => self.subject(head, depth - 1),
            "ccomp" => self.described_by_chain(verb).filter(|_| self.is_finite(verb)),
            "advcl" => self.adjunct_subject(verb, head, depth),
            _ => None,
        }
    }

    /// Who acts in an adverbial clause without subject.
    fn adjunct_subject(&self, verb: u32, head: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let above = || self.subject(head, depth - 1);
        // *resulted in Chile arresting two men*
        if let Some(phrase) = super::outcome_of(tree, self.codebook, verb) {
            return Some(phrase);
        }
        let Some(mark) = tree.child(verb, "mark") else { return above() };
        if tree.children_with(verb, "mark").any(|mark| tree.xpos(mark) == "TO") {
            // *ordered his men to leave*, where the parser sees a purpose.
            let is_ordered =
                self.is_in_class(head, "directing") || self.asked(head).is_some();
            return if is_ordered { self.controller(head, depth) } else { above() };
        }
        match tree.xpos(verb) {
            _ if self.is_gerund(verb) && self.is_answered(verb, head) => {
                self.object(head).or_else(above)
            }
            _ if self.is_gerund(verb) => self.opposed(verb, head).or_else(above),
            // *if attacked*, *when asked*, but not *as expected*
            "VBN" if holds(&self.grammar.elliptic, tree.lemma(mark)) => above(),
            "VB" => above(),
            _ => None,
        }
    }

    /// *imposed sanctions on Chile for arming rebels*: whoever an act is turned against did what
    /// it is a reason for.
    fn opposed(&self, clause: u32, host: u32) -> Option<u32> {
        let tree = self.tree;
        let mark = tree.child(clause, "mark")?;
        if !holds(&self.grammar.accusing, tree.lemma(mark)) {
            return None;
        }
        let beside = tree.children(host).iter().copied();
        let below = tree.child(host, "obj").filter(|&object| self.is_act(object));
        let below =
            below.into_iter().flat_map(|object| tree.children(object).iter().copied());
        beside.chain(below).find(|&phrase| {
            let faces = |word: String| holds(&self.grammar.opposing, &word);
            matches!(tree.base(phrase), "obl" | "nmod")
                && self.is_person(phrase)
                && tree.preposition(phrase).is_some_and(faces)
        })
    }

    /// Whether the object of an active verb does what a participle with a preposition tells.
    fn is_answered(&self, clause: u32, head: u32) -> bool {
        if self.is_passive(head) {
            return false;
        }
        let mark = self.tree.child(clause, "mark");
        let is_accusing =
            mark.is_some_and(|mark| holds(&self.grammar.accusing, self.tree.lemma(mark)));
        self.home(clause) == Some(head)
            || (is_accusing
                && self.object(head).is_some_and(|object| self.is_somebody(object)))
    }

    /// Who does what an infinitive tells: the object of the governing verb if it has one, else
    /// whoever it asks by a preposition, else its subject.
    fn controller(&self, governor: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let subject = || self.subject(governor, depth - 1);
        if self.is_passive(governor) || self.is_in_class(governor, "promising") {
            return subject();
        }
        let asked = self.asked(governor).map(|obl| self.antecedent(obl));
        let told = tree.child(governor, "iobj").map(|told| self.antecedent(told));
        let is_directing =
            tree.upos(governor) != "VERB" || self.is_in_class(governor, "directing");
        let gap = || is_directing.then(|| self.object(governor)).flatten();
        // *the treaty that Chile wants to sign*: not the treaty signs.
        let object = tree
            .child(governor, "obj")
            .filter(|&object| self.completion_before(governor, object).is_none())
            .map(|object| (object, self.antecedent(object)))
            .filter(|(object, known)| is_directing || object == known)
            .map(|(_, known)| known);
        asked.or(told).or(object).or_else(gap).or_else(subject)
    }

    /// Whoever a verb, or the noun it carries, asks by a preposition to act: *called on Chile*,
    /// *put pressure on Chile*.
    fn asked(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let object = tree.child(verb, "obj");
        let mut beside = tree.children_with(verb, "obl");
        let by_noun =
            |phrase: u32| object.is_some_and(|object| self.is_asked_by(object, phrase));
        beside.find(|&phrase| self.is_asked_by(verb, phrase) || by_noun(phrase)).or_else(
            || tree.children_with(object?, "nmod").find(|&phrase| by_noun(phrase)),
        )
    }

    /// *called on Chile to leave*, *pressure on Chile to leave*: whether somebody is asked by
    /// this preposition to act.
    fn is_asked_by(&self, word: u32, phrase: u32) -> bool {
        super::brings(self.tree, self.codebook, "asking", word, phrase)
    }

    /// Who does what a clause beside a noun tells: the noun itself for a participle; for an
    /// infinitive, or a participle with a preposition beside a thing, whoever has it.
    fn described(&self, verb: u32, noun: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let marks = || tree.children_with(verb, "mark");
        let is_infinitive = marks().any(|mark| tree.xpos(mark) == "TO");
        if !is_infinitive && marks().next().is_none() {
            // *issued a statement accusing Chile*: whoever utters it does what it says.
            let is_uttered = self.is_gerund(verb)
                && tree.base(noun) == "obj"
                && self.is_in_class(noun, "utterance");
            let utters = is_uttered.then(|| self.holder(noun, depth)).flatten();
            // *Peru is the largest donor, giving millions to Chad*: Peru gives.
            let is_said_of = || {
                let subject = tree.child(noun, "nsubj")?;
                let is_said = tree.has_child(noun, "cop") && self.is_gerund(verb);
                is_said.then(|| self.antecedent(subject))
            };
            return utters.or_else(is_said_of).or(Some(noun));
        }
        if let Some(home) = self.home(verb).filter(|&home| home != noun) {
            return if self.is_passive(home) {
                self.subject(home, depth - 1)
            } else {
                self.object(home)
            };
        }
        let governor = tree.head(noun);
        let promises =
            governor.is_some_and(|governor| self.is_in_class(governor, "promising"));
        if is_infinitive && promises && tree.base(noun) == "obj" {
            return self.subject(governor?, depth - 1);
        }
        let is_told = |&governor: &u32| {
            tree.base(noun) == "obj" && self.is_in_class(governor, "directing")
        };
        if self.is_person(noun)
            && (!is_infinitive || governor.as_ref().is_some_and(is_told))
        {
            return Some(noun);
        }
        if is_infinitive && governor.as_ref().is_some_and(is_told) && !self.is_act(noun) {
            return Some(noun);
        }
        let opposed =
            || self.opposed(verb, noun).or_else(|| self.opposed(verb, governor?));
        if is_infinitive { None } else { opposed() }.or_else(|| self.holder(noun, depth))
    }

    /// Who has or makes what a noun tells: its owner, its *by*, whoever it is put upon, the
    /// subject of the verb that brings it.
    pub(super) fn holder(&self, noun: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let asked = tree
            .children_with(noun, "nmod")
            .find(|&phrase| self.is_asked_by(noun, phrase));
        let owner = tree.child(noun, "nmod:poss").map(|owner| self.antecedent(owner));
        let by = tree.children_with(noun, "nmod").find(|&phrase| self.is_by(phrase));
        let nationality = tree
            .children_with(noun, "amod")
            .chain(tree.children_with(noun, "compound"))
            .find(|&word| self.is_mentioned(word));
        let known = asked.or(owner).or(by).or(nationality);
        if known.is_some() {
            return known;
        }
        let governor = tree.head(noun)?;
        match tree.relation(noun) {
            // *arrested two men on suspicion of spying*
            "obl" if self.codebook.rules.is_in_class("accusation", tree.lemma(noun)) => {
                self.object(governor).or_else(|| self.subject(governor, depth - 1))
            }
            // *a decision to leave was taken by the board*
            "nsubj:pass" => {
                tree.children_with(governor, "obl").find(|&obl| self.is_by(obl))
            }
            "obj" | "obl" | "xcomp" => tree
                .child(governor, "iobj")
                .or_else(|| {
                    let asked = tree.children_with(governor, "obl");
                    asked.filter(|&obl| self.is_asked_by(noun, obl)).last()
                })
                .or_else(|| self.subject(governor, depth - 1)),
            _ => None,
        }
    }

    /// *a plea filed by Chile*, *curbs imposed on Chile*: who did what a noun tells, and against
    /// whom, where a participle that carries it says so.
    pub(super) fn laid(&self, noun: u32) -> Vec<u32> {
        let tree = self.tree;
        let carries = |&clause: &u32| {
            tree.xpos(clause) == "VBN"
                && (self.is_in_class(clause, "light")
                    || self.is_in_class(clause, "laying"))
        };
        let clauses = tree.children_with(noun, "acl").filter(carries);
        let phrases = clauses.flat_map(|clause| tree.children(clause).iter().copied());
        let is_party = |phrase: &u32| {
            let faces = |word: String| holds(&self.grammar.opposing, &word);
            tree.base(*phrase) == "obl"
                && (self.is_by(*phrase) || tree.preposition(*phrase).is_some_and(faces))
                && !self.is_in_time(*phrase)
        };
        phrases.filter(is_party).collect()
    }

    /// Whether a token belongs to a temporal expression.
    pub(super) fn is_in_time(&self, token: u32) -> bool {
        super::is_in_time(self.times, self.tree.span(token))
    }

    /// Whether a token is a name, a pronoun, or a noun for somebody the codebook knows.
    fn is_person(&self, token: u32) -> bool {
        self.is_mentioned(token) || matches!(self.tree.upos(token), "PROPN" | "PRON")
    }

    /// Whether a noun tells an act or a mind, so that somebody has it.
    pub(super) fn is_act(&self, noun: u32) -> bool {
        let lemma = self.tree.lemma(noun).to_lowercase();
        let words = &self.codebook.words;
        words.operator(&lemma, chancery_codebook::Part::Noun).is_some()
            || self.codebook.rules.by_noun.contains_key(lemma.as_str())
    }

    /// *leaving*, *having left*, *being left*.
    pub(super) fn is_gerund(&self, verb: u32) -> bool {
        let tree = self.tree;
        let first = tree.children_with(verb, "aux").next().unwrap_or(verb);
        tree.xpos(first) == "VBG" && !tree.has_child(verb, "nsubj")
    }

    /// Whether a verb, or the first of its auxiliaries, tells a time.
    fn is_finite(&self, verb: u32) -> bool {
        let tree = self.tree;
        let first = tree.children_with(verb, "aux").next().unwrap_or(verb);
        matches!(tree.xpos(first), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// The object of a verb: its own, one it shares with a verb beside it, or the noun that
    /// its relative clause describes.
    pub(super) fn object(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        // *warned Chile against it*: whoever is given nothing is the object.
        let own = tree.child(verb, "obj").or_else(|| {
            tree.child(verb, "iobj").filter(|_| !tree.has_child(verb, "ccomp"))
        });
        let own = own.map(|object| self.antecedent(object));
        own.or_else(|| self.object_of_partner(verb))
            .or_else(|| self.gap(verb))
            .or_else(|| self.raised(verb))
    }

    /// *the treaty that Chile wants to sign*: a relative pronoun that stands beside the verb
    /// above is the object of the infinitive.
    fn raised(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let governor = tree.head(verb).filter(|_| tree.base(verb) == "xcomp")?;
        let object = tree.child(governor, "obj")?;
        let known = self.antecedent(object);
        (known != object && !self.is_in_class(governor, "directing")).then_some(known)
    }

    /// *condemned and expelled the envoy*: the object stands after the last of several verbs.
    fn object_of_partner(&self, verb: u32) -> Option<u32> {
        let last = self.partner(verb)?;
        if self.is_passive(last) {
            return None;
        }
        self.tree.child(last, "obj").map(|object| self.antecedent(object))
    }

    /// *beaten and robbed by guards*: so does the agent of a passive.
    pub(super) fn shared_agent(&self, verb: u32) -> Option<u32> {
        let last = self.partner(verb).filter(|&last| self.is_passive(last));
        if let Some(last) = last {
            return self.tree.children_with(last, "obl").find(|&obl| self.is_by(obl));
        }
        // *were beaten and robbed by guards*, where the parser ties *guards* to the first verb.
        let first =
            self.tree.head(verb).filter(|_| self.tree.relation(verb) == "conj")?;
        let agent = self.tree.children_with(first, "obl").find(|&obl| self.is_by(obl))?;
        (self.is_passive(first) && agent > verb).then_some(agent)
    }

    /// The last of several verbs that stand directly side by side, none with a subject of its
    /// own but the first.
    fn partner(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let first = if tree.relation(verb) == "conj" { tree.head(verb)? } else { verb };
        if tree.upos(first) != "VERB" {
            return None;
        }
        let is_partner = |&conj: &u32| {
            conj > verb && tree.upos(conj) == "VERB" && !tree.has_child(conj, "nsubj")
        };
        let partners: Vec<u32> =
            tree.children_with(first, "conj").filter(is_partner).collect();
        let last = *partners.last()?;
        let nothing_else = (verb + 1..last).all(|token| {
            matches!(tree.upos(token), "CCONJ" | "ADV" | "PUNCT" | "AUX" | "PART")
                || partners.contains(&token)
        });
        nothing_else.then_some(last)
    }

    /// *the envoy Chile expelled*, *the treaty Chile wants to sign*: the noun that a relative
    /// clause describes, where its verb lacks an object and no pronoun says otherwise.
    fn gap(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let noun = self.described_by_chain(verb)?;
        let has_clause = tree.has_child(verb, "xcomp") || tree.has_child(verb, "ccomp");
        if has_clause && !self.is_in_class(verb, "directing") {
            return None;
        }
        let clause = tree.path(verb).find(|&at| tree.relation(at) == "acl:relcl")?;
        let subject = self.antecedent(tree.child(clause, "nsubj")?);
        (subject != noun).then_some(noun)
    }

    /// The noun described by the relative clause that a verb belongs to, if no pronoun or
    /// adverb in it stands for that noun and its verbs have no object on the way.
    fn described_by_chain(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let mut at = verb;
        for _ in 0..super::verb::DEPTH {
            if tree.relation(at) == "acl:relcl" {
                let noun = tree.head(at)?;
                let is_moment = self
                    .codebook
                    .rules
                    .is_in_class("occasion", &tree.lemma(noun).to_lowercase());
                let is_filled = tree.subtree(at).into_iter().any(|token| {
                    let is_relative =
                        matches!(tree.xpos(token), "WDT" | "WP" | "WP$" | "WRB");
                    is_relative
                        && tree.path(token).find(|&up| tree.relation(up) == "acl:relcl")
                            == Some(at)
                        && !self.is_loose(token, at)
                });
                // Such a clause follows its noun without a comma.
                let first = tree.subtree(at).into_iter().next()?;
                let is_apart =
                    first == 0 || tree.form(first) == "," || tree.form(first - 1) == ",";
                return (!is_moment && !is_filled && !is_apart).then_some(noun);
            }
            if !matches!(tree.base(at), "xcomp" | "ccomp") {
                return None;
            }
            let head = tree.head(at)?;
            let takes_gap =
                tree.has_child(head, "obj") || self.is_in_class(head, "directing");
            if takes_gap {
                return None;
            }
            at = head;
        }
        None
    }

    /// Whether a relative pronoun is only the mark of its clause, its role unknown.
    fn is_loose(&self, pronoun: u32, clause: u32) -> bool {
        self.tree.head(pronoun) == Some(clause)
            && matches!(self.tree.base(pronoun), "mark" | "dep" | "det")
    }
}
