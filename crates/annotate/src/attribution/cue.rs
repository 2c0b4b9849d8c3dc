//! Attributions that a cue word shows.

use super::{Sayings, TOPIC};
use chancery_codebook::{Cue, Part, holds};
use chancery_model::{Attribution, Factuality, Span};

pub(super) fn by_cues(sayings: &Sayings<'_>) -> Vec<Attribution> {
    let mut found = Vec::new();
    for token in 0..sayings.tree.len() {
        match sayings.tree.upos(token) {
            "VERB" => found.extend(sayings.by_verb(token)),
            "NOUN" => found.extend(sayings.by_noun(token)),
            "ADJ" => found.extend(sayings.by_adjective(token)),
            _ => {}
        }
        found.extend(sayings.by_preposition(token));
    }
    found
}

impl Sayings<'_> {
    pub(super) fn cue(&self, token: u32, part: Part) -> Option<&Cue> {
        let lemma = self.tree.lemma(token).to_lowercase();
        let particle = self.tree.child(token, "compound:prt");
        // *hold somebody responsible*
        if let Some(completion) = particle.or_else(|| self.completion(token)) {
            let whole = format!("{lemma} {}", self.tree.lemma(completion).to_lowercase());
            if let Some(cue) = self.codebook.words.cue(&whole, part) {
                return Some(cue);
            }
        }
        self.codebook.words.cue(&lemma, part)
    }

    /// The adjective that completes a verb.
    pub(super) fn completion(&self, verb: u32) -> Option<u32> {
        self.tree.child(verb, "xcomp").filter(|&word| self.tree.upos(word) == "ADJ")
    }

    /// *The minister said that …*; *“…,” read a statement*; *is believed to have …*; and
    /// *criticised the plan*, which only tells what somebody speaks about.
    fn by_verb(&self, verb: u32) -> Option<Attribution> {
        let tree = self.tree;
        // *continued to shell the town* reports nothing, *“…,” she continued* does.
        let only_carries =
            self.is("carrying", tree.lemma(verb)) && tree.has_child(verb, "xcomp");
        if only_carries && (self.is_carried(verb) || self.is("phasal", tree.lemma(verb)))
        {
            return None;
        }
        let Some(cue) = self.cue(verb, Part::Verb) else {
            return self.by_verb_and_preposition(verb);
        };
        if self.is("sayable", cue.class.as_ref())
            && let Some((speaker, content)) = self.reported_before(verb)
        {
            let words = self.cue_pieces(verb, None);
            let speaker = Some(self.owner_of_words(speaker));
            return Some(self.attribution(speaker, words, content, cue));
        }
        let depiction = self.subject_of(verb).filter(|&token| self.depicts(verb, token));
        let stated = match depiction {
            Some(_) => self.depicted(verb),
            // A verb of saying at the end, whose subject went astray, reports all before it.
            None if self.subject_of(verb).is_none() => {
                self.all_before(verb).or_else(|| self.content_of(verb, cue))
            }
            None => self.content_of(verb, cue).or_else(|| self.all_before(verb)),
        };
        let is_attitude = cue.class.as_ref() == "attitude";
        let stated =
            stated.or_else(|| self.stated_apart(verb, cue)).filter(|_| !is_attitude);
        let is_topic = stated.is_none();
        let content = match stated {
            Some(content) => content,
            None => {
                if let Some(found) = self.by_verb_and_preposition(verb) {
                    return Some(found);
                }
                // *expressed concern about the plan*: the noun tells it.
                let noun = tree.child(verb, "obj").filter(|&noun| self.is_made(noun));
                if noun.is_some_and(|noun| self.by_noun(noun).is_some()) {
                    return None;
                }
                self.topic_of(verb)?
            }
        };
        let speaker = self.speaker_of(verb).map(|token| self.owner_of_words(token));
        // *needless to say*: an infinitive without anybody to speak reports nothing.
        let is_infinitive =
            tree.children_with(verb, "mark").any(|mark| tree.xpos(mark) == "TO");
        if is_infinitive && speaker.is_none() {
            return None;
        }
        if speaker.is_some_and(|token| self.is_event_noun(token) && !self.speaks(token)) {
            return None;
        }
        let words = self.cue_pieces(verb, None);
        let mut found = self.attribution(speaker, words, content, cue);
        if is_topic {
            found.class = TOPIC.into();
        }
        if depiction.is_some() {
            // What a film or video shows, nobody has vouched for.
            found.outer = Factuality::UNKNOWN;
        }
        Some(found)
    }

    /// Who speaks by a verb: its agent in a passive, else its subject.
    pub(super) fn speaker_of(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        if tree.xpos(verb) == "VBG"
            && let Some(above) = self.speaks_beside(verb)
        {
            return self.subject_of(above);
        }
        let is_passive =
            tree.has_child(verb, "nsubj:pass") || tree.has_child(verb, "aux:pass");
        if is_passive {
            self.agent_of(verb)
        } else if self.all_before(verb).is_some() {
            self.speaker_before(verb)
        } else {
            let is_finite = matches!(tree.xpos(verb), "VBD" | "VBZ" | "VBP");
            let astray = || {
                let before = || self.speaker_before(verb);
                self.name_behind(verb).or_else(before).filter(|_| is_finite)
            };
            self.subject_of(verb).or_else(astray)
        }
    }

    /// Whether a noun can speak: an actor, somebody unnamed, or words that somebody issues.
    fn speaks(&self, token: u32) -> bool {
        self.mention_at(token).is_some()
            || self.cue(token, Part::Noun).is_some()
            || self.is("voice", self.tree.lemma(token))
    }

    pub(super) fn cue_span(&self, verb: u32) -> Span {
        let particle = self.tree.child(verb, "compound:prt");
        particle.map_or_else(
            || self.tree.span(verb),
            |particle| self.tree.span(verb).cover(self.tree.span(particle)),
        )
    }

    fn agent_of(&self, verb: u32) -> Option<u32> {
        let agent = &self.codebook.grammar.agent;
        self.tree.children_with(verb, "obl").find(|&obl| {
            self.tree.relation(obl) == "obl:agent"
                || self.tree.preposition(obl).is_some_and(|word| holds(agent, &word))
        })
    }

    /// The subject of a verb, its own or the one it shares.
    pub(super) fn subject_of(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        // *Jane Smith (R-Ohio) said Friday*: a day behind the verb is no subject.
        if let Some(name) = self.name_before_aside(verb) {
            let is_late = |subject: u32| subject > verb;
            if self.nearest_subject(verb).is_none_or(is_late) {
                return Some(name);
            }
        }
        let relative = &self.codebook.grammar.pronouns.relative;
        let mut at = verb;
        for _ in 0..6 {
            if let Some(subject) = self.nearest_subject(at) {
                let is_relative = holds(relative, &tree.form(subject).to_lowercase());
                let clause = tree.path(at).find(|&t| tree.relation(t) == "acl:relcl");
                return match clause {
                    Some(clause) if is_relative => tree.head(clause),
                    _ => Some(subject),
                };
            }
            match tree.relation(at) {
                "acl" => return tree.head(at),
                "conj" | "xcomp" | "advcl" => {
                    let above = tree.head(at)?;
                    if let Some(accused) = self.accused(above, at) {
                        return Some(accused);
                    }
                    at = above;
                }
                _ => return None,
            }
        }
        None
    }

    /// Of several subjects the last before the verb: *The talks failed, a source said.* may be
    /// read with both nouns as subjects of *said*. None stands in a quotation that the verb is
    /// not part of.
    pub(super) fn nearest_subject(&self, verb: u32) -> Option<u32> {
        let before = |&subject: &u32| subject < verb;
        let subjects = || {
            self.tree
                .children_with(verb, "nsubj")
                .filter(|&subject| !self.is_quoted_apart(subject, verb))
                // *a note after the raid stating that …*: what a preposition brings is none.
                .filter(|&subject| !self.tree.has_child(subject, "case"))
        };
        subjects().filter(before).last().or_else(|| subjects().next())
    }

    /// Whether a word stands in a quotation and a verb outside of it.
    fn is_quoted_apart(&self, word: u32, verb: u32) -> bool {
        let (word, verb) = (self.tree.span(word), self.tree.span(verb));
        let next = self.quotations.partition_point(|q| q.span.end() < word.end());
        self.quotations.get(next).is_some_and(|quotation| {
            quotation.span.contains(word) && !quotation.span.contains(verb)
        })
    }

    /// *“…,” said Jane Smith*: the name right behind a verb of saying that follows a quotation.
    fn name_behind(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let closes = verb.checked_sub(1).is_some_and(|before| {
            tree.upos(before) == "PUNCT"
                && self.codebook.writing.closes_quotation(tree.form(before))
        });
        let sentence = tree.sentence_span(tree.sentence(verb));
        let name = verb + 1;
        if !closes || name >= sentence.last || tree.upos(name) != "PROPN" {
            return None;
        }
        let within = |&at: &u32| at > verb && tree.upos(at) == "PROPN";
        Some(tree.path(name).take_while(within).last().unwrap_or(name))
    }

    /// A statement, report or post speaks for whoever issues it.
    pub(super) fn owner_of_words(&self, token: u32) -> u32 {
        let tree = self.tree;
        if self.cue(token, Part::Noun).is_none() || self.mention_at(token).is_some() {
            return token;
        }
        let owner = tree.child(token, "nmod:poss").or_else(|| {
            tree.children_with(token, "nmod")
                .find(|&child| self.mention_at(child).is_some())
        });
        let issuer = || {
            let verb = tree.head(token).filter(|_| tree.base(token) == "obj")?;
            self.codebook.rules.is_in_class("light", tree.lemma(verb)).then_some(())?;
            self.subject_of(verb)
        };
        // *an announcement posted by the guard*
        let author = || {
            let mut participles = tree.children_with(token, "acl");
            participles.find_map(|participle| self.agent_of(participle))
        };
        owner.or_else(issuer).or_else(author).unwrap_or(token)
    }

    /// What a verb of saying governs: a clause, the clause it is set into, a quotation, or, for
    /// verbs that take things as well as clauses, an object that tells an event.
    fn content_of(&self, verb: u32, cue: &Cue) -> Option<Vec<Span>> {
        let tree = self.tree;
        if let Some(clause) = tree.child(verb, "ccomp") {
            return Some(vec![self.whole_clause(clause, verb)]);
        }
        if tree.base(verb) == "parataxis" && tree.has_child(verb, "nsubj") {
            let host = tree.head(verb)?;
            if matches!(tree.upos(host), "VERB" | "AUX" | "NOUN" | "ADJ" | "PROPN") {
                return self.pieces_around(host, verb);
            }
        }
        let quotation = self.quotation_beside(verb);
        if quotation.is_some() {
            return quotation.map(|span| vec![span]);
        }
        let takes_clause = tree.child(verb, "xcomp").filter(|&clause| {
            let infinitive =
                tree.children_with(clause, "mark").any(|m| tree.xpos(m) == "TO");
            matches!(tree.upos(clause), "VERB" | "AUX")
                && (infinitive || tree.xpos(clause) == "VBG")
        });
        if let Some(clause) = takes_clause {
            // *The attack is believed to have failed*: the subject is that of the clause.
            let raised = tree.child(verb, "nsubj:pass").filter(|&subject| subject < verb);
            let raised = raised.map(|subject| tree.noun_phrase(subject));
            let told = if cue.class.as_ref() == "demand" {
                self.without_aside(clause)
            } else {
                self.clause(clause, verb)
            };
            return Some(raised.into_iter().chain([told]).collect());
        }
        // *accused Chile of arming*: the parser ties the clause to the verb or to its object.
        let of_object = tree
            .child(verb, "obj")
            .into_iter()
            .flat_map(|obj| tree.children_with(obj, "acl"));
        let brings = tree.children_with(verb, "advcl").chain(of_object).find(|&clause| {
            tree.child(clause, "mark").is_some_and(|mark| {
                holds(&self.codebook.grammar.accusing, tree.lemma(mark))
            })
        });
        // *said at a conference that …*: the parser may tie the clause to the noun before it.
        let strayed = tree
            .children_with(verb, "obl")
            .chain(tree.child(verb, "obj"))
            .flat_map(|noun| tree.children_with(noun, "acl"))
            .find(|&clause| {
                // A relative clause lacks what its noun supplies; this one has a subject.
                let relative = &self.codebook.grammar.pronouns.relative;
                let is_whole = tree.child(clause, "nsubj").is_some_and(|subject| {
                    !holds(relative, &tree.form(subject).to_lowercase())
                });
                let opens = tree.children(clause).iter().any(|&child| {
                    tree.upos(child) == "SCONJ"
                        || (tree.relation(clause) == "acl:relcl"
                            && tree.base(child) == "mark")
                });
                is_whole && opens
            });
        if let Some(clause) = strayed {
            return Some(vec![self.clause(clause, verb)]);
        }
        if cue.class.as_ref() == "accuse" {
            return self.accusation(verb, brings);
        }
        let object =
            tree.child(verb, "obj").or_else(|| tree.child(verb, "nsubj:pass"))?;
        let tells_event = self.is_event_noun(object)
            || self.cue(object, Part::Noun).is_some()
            || self.answers_for_event(object);
        (self.codebook.rules.is_in_class("sayable", cue.class.as_ref()) && tells_event)
            .then(|| vec![tree.phrase(object)])
    }

    /// *…, a newspaper reported.*: where nothing follows a verb of saying and a comma stands
    /// before its subject, it reports all that comes before, however the parser ties it.
    pub(super) fn all_before(&self, verb: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(verb));
        let ends = (verb + 1..sentence.last).all(|token| tree.upos(token) == "PUNCT");
        let subject =
            self.speaker_before(verb).filter(|&subject| ends && subject < verb)?;
        let first = tree.tokens_in(tree.noun_phrase(subject)).next()?;
        let comma = first.checked_sub(1).filter(|&token| token > sentence.first)?;
        let is_apart = tree.upos(comma) == "PUNCT" && tree.form(comma).starts_with(',');
        let content = tree.span(sentence.first).cover(tree.span(comma - 1));
        is_apart.then(|| vec![content])
    }

    /// The subject of a verb, or the noun right before it that the parser has tied elsewhere.
    pub(super) fn speaker_before(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let adjacent = || {
            if let Some(name) = self.name_before_aside(verb) {
                return Some(name);
            }
            let mut before = verb.checked_sub(1)?;
            // *the envoy, Jane Smith, stated*
            if tree.form(before) == "," {
                before = before.checked_sub(1)?;
            }
            let is_noun = matches!(tree.upos(before), "NOUN" | "PROPN" | "PRON");
            let has_object =
                tree.has_child(verb, "obj") || tree.has_child(verb, "aux:pass");
            let name = tree
                .path(before)
                .find(|&at| !matches!(tree.base(at), "flat" | "compound"))
                .filter(|&head| head < verb)
                .unwrap_or(before);
            (is_noun && !has_object && tree.sentence(before) == tree.sentence(verb))
                .then_some(name)
        };
        self.subject_of(verb).or_else(adjacent)
    }

    pub(super) fn is_event_noun(&self, token: u32) -> bool {
        let lemma = self.tree.lemma(token).to_lowercase();
        self.codebook.rules.by_noun.contains_key(lemma.as_str())
    }

    /// A clause without marks at its edges; if it holds the verb itself, what stands apart
    /// from it.
    pub(super) fn clause(&self, clause: u32, verb: u32) -> Span {
        let tree = self.tree;
        let cut = |child: u32| {
            child == verb
                || (tree.base(child) == "punct" && tree.head(child) == Some(clause))
                || (child > clause
                    && (self.is_voice_apart(child)
                        || self.speaks_beside(child).is_some()))
        };
        let tokens = tree.subtree_without(clause, cut);
        tree.cover(&tokens).unwrap_or_else(|| tree.span(clause))
    }

    /// *…, according to the ministry*: who vouches for all before it.
    fn is_voice_apart(&self, token: u32) -> bool {
        let tree = self.tree;
        let comma = |first: u32| first.checked_sub(1).map(|before| tree.form(before));
        matches!(tree.base(token), "obl" | "nmod")
            && tree.child(token, "case").and_then(comma) == Some(",")
            && tree.preposition(token).is_some_and(|preposition| {
                self.codebook.words.cue(&preposition, Part::Preposition).is_some()
            })
    }

    /// The clause that a verb of saying is set into, in the pieces before and after it.
    fn pieces_around(&self, host: u32, verb: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        let inserted = tree.phrase(verb);
        let tokens = tree.subtree_without(host, |child| child == verb);
        let (before, after): (Vec<u32>, Vec<u32>) = tokens
            .into_iter()
            .partition(|&token| tree.span(token).end() <= inserted.start());
        let after: Vec<u32> = after
            .into_iter()
            .filter(|&t| tree.span(t).start() >= inserted.end())
            .collect();
        let words = |tokens: Vec<u32>| {
            let has_words = tokens.iter().any(|&token| tree.upos(token) != "PUNCT");
            tree.cover(&tokens).filter(|_| has_words)
        };
        let pieces: Vec<Span> =
            [words(before), words(after)].into_iter().flatten().collect();
        (!pieces.is_empty()).then_some(pieces)
    }

    /// A quotation in the same sentence that the verb does not stand in.
    fn quotation_beside(&self, verb: u32) -> Option<Span> {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(verb));
        let at = tree.span(verb);
        let first =
            self.quotations.partition_point(|q| q.span.end() <= sentence.span.start());
        self.quotations[first..]
            .iter()
            .take_while(|quotation| quotation.span.start() < sentence.span.end())
            .filter(|quotation| !quotation.is_scare)
            .filter(|quotation| !quotation.span.overlaps(at))
            .filter(|quotation| self.is_nearest(verb, quotation.span))
            .min_by_key(|quotation| {
                let gap = if quotation.span.start() >= at.end() {
                    quotation.span.start() - at.end()
                } else {
                    at.start().saturating_sub(quotation.span.end())
                };
                (gap, quotation.span)
            })
            .map(|quotation| quotation.span)
    }

    /// Whether no other cue stands between a verb and a quotation, and the verb only describes
    /// no noun (*the disputed region: “…”*).
    fn is_nearest(&self, verb: u32, quotation: Span) -> bool {
        let tree = self.tree;
        let quoted = tree.tokens_in(quotation);
        let between =
            if quoted.start > verb { verb + 1..quoted.start } else { quoted.end..verb };
        let mut other = between.filter(|&word| tree.upos(word) == "VERB");
        tree.base(verb) != "amod"
            && !other.any(|word| self.cue(word, Part::Verb).is_some())
    }

    /// *According to the ministry, …*: what it says is the clause that the phrase belongs to.
    fn by_preposition(&self, token: u32) -> Option<Attribution> {
        let tree = self.tree;
        let preposition = tree.preposition(token)?;
        let cue = self.codebook.words.cue(&preposition, Part::Preposition)?;
        let host = tree.head(token)?;
        let first = tree.child(token, "case")?;
        let mut words = vec![first];
        words.extend(tree.children_with(first, "fixed"));
        words.sort_unstable();
        let span = tree.cover(&words)?;
        let content = self
            .rest_of_sentence(first, token)
            .or_else(|| self.pieces_around(host, token))?;
        Some(self.attribution(Some(token), vec![span], content, cue))
    }
}
