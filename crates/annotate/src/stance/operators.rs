//! The words between the root of a sentence and a predicate that bear on it: negation,
//! auxiliaries, governing verbs and nouns, what opens a clause.

use super::Walk;
use crate::predicate::outcome_of;
use chancery_codebook::{OperatorEntry, Part, holds};
use chancery_model::{Operator, OperatorKind, Predicate, PredicateKind};

/// Which of the words beside a clause count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// All.
    All,
    /// All but negation.
    Affirmed,
    /// What opens the clause: *if*, *unless*.
    Opening,
    /// For a noun that need not exist: what opens the clause, and *would*.
    Vague,
    /// The same as a subject: *may* and *could* as well.
    VagueSubject,
}

impl Scope {
    fn admits(self, part: Part, kind: OperatorKind) -> bool {
        let supposes = kind == OperatorKind::Hypothetical;
        match self {
            Self::All => true,
            Self::Affirmed => kind != OperatorKind::Negation,
            Self::Opening => part == Part::Mark,
            Self::Vague => supposes,
            Self::VagueSubject => {
                supposes || (part == Part::Auxiliary && kind == OperatorKind::Possible)
            }
        }
    }
}

impl Walk<'_> {
    /// The operators between the root and a predicate, outermost first.
    pub(super) fn operators(&self, predicate: &Predicate) -> Vec<Operator> {
        let tree = self.tree;
        let mut found = Vec::new();
        let start = predicate.light_verb.unwrap_or(predicate.head);
        if start != predicate.head {
            self.beside(predicate.head, Scope::All, false, &mut found);
        }
        self.introduced(predicate.head, &mut found);
        let (mut below, mut is_noun) = (start, predicate.kind == PredicateKind::Noun);
        let mut is_within = is_noun && start == predicate.head && !self.is_vague(start);
        for (steps, at) in tree.path(start).enumerate() {
            let mut scope = Scope::All;
            if steps > 0 {
                if !self.reaches(below, is_noun) {
                    self.when_it_will(at, below, &mut found);
                    break;
                }
                let before = found.len();
                if self.is_looked_back_at(below) {
                    break;
                }
                self.governing(at, below, &mut found);
                // What an aim is about may be known already: *worked to end the siege*.
                is_within |= tree.base(below) == "ccomp";
                if found.len() == before && !is_within {
                    found.extend(self.purpose(at, below));
                }
                // *did not discuss the attack*: what is said of a verb reaches its nouns only
                // through an operator (*did not plan an attack*, *refused to host the talks*),
                // or where the verb brings them about (*may lead to a war*).
                let is_filler =
                    matches!(tree.base(below), "obj" | "nsubj" | "nmod" | "obl");
                let goes_on =
                    tree.children_with(at, "mark").any(|mark| tree.xpos(mark) == "TO");
                let stays = is_filler
                    && found.len() == before
                    && (!goes_on || self.is_known_harm(below))
                    && !self.brings_about(at, below)
                    && !self.is_held(at, below, &found);
                if stays {
                    if self.is_vague(below) {
                        let scope = match tree.base(below) {
                            "nsubj" => Scope::VagueSubject,
                            _ => Scope::Vague,
                        };
                        self.beside(at, scope, false, &mut found);
                    }
                    break;
                }
                scope = self.shared_by(below, at);
                // *made plans to attack*: from the clause to its noun, and on from there.
                is_noun |= tree.base(below) == "acl";
            }
            let is_joined = steps > 0 && tree.base(below) == "conj";
            self.beside(at, scope, is_joined, &mut found);
            if self.is_condition(at) {
                break;
            }
            below = at;
        }
        self.below_opener(start, &mut found);
        // *an unsuccessful attempt on his life*: there was an attempt.
        let rules = &self.codebook.rules;
        if rules.is_in_class("trying", &predicate.lemma) {
            let own = |operator: &Operator| {
                let mut words = tree.children(predicate.head).iter();
                words.any(|&word| tree.span(word) == operator.span)
            };
            found.retain(|one| one.kind != OperatorKind::Failed || !own(one));
        }
        found.sort_by_key(|operator| operator.span);
        found.dedup_by_key(|operator| operator.span);
        found
    }

    /// Whether what governs a token bears on it.
    fn reaches(&self, token: u32, is_noun: bool) -> bool {
        let tree = self.tree;
        match tree.base(token) {
            "ccomp" | "xcomp" | "csubj" => true,
            // *would break a deal signed in May*: what is told of a noun by a participle of the
            // past is done.
            "acl" => tree.relation(token) != "acl:relcl" && !self.is_done(token),
            // *warned against opening*: the preposition brings what is warned of.
            "advcl" => match tree.child(token, "mark") {
                Some(mark) => {
                    (holds(&self.codebook.grammar.accusing, tree.lemma(mark))
                        && !self.is_reason(token, mark))
                        || tree.xpos(mark) == "TO"
                }
                // *warned of Chile attacking*
                None => outcome_of(tree, self.codebook, token).is_some(),
            },
            "conj" => tree.upos(token) == "VERB" || is_noun,
            "obj" | "nsubj" | "nmod" | "obl" => is_noun,
            _ => false,
        }
    }

    /// Which of the words beside a clause bear on one that is joined to it: *will close and
    /// expel* shares all, *did not stay but left* no negation, and a clause that has a subject
    /// or tells its time by itself only what opens both (*if the bank fails and prices fall*).
    fn shared_by(&self, token: u32, head: u32) -> Scope {
        let tree = self.tree;
        if tree.base(token) != "conj" || tree.upos(token) != "VERB" {
            return Scope::All;
        }
        let is_own = tree.has_child(token, "nsubj")
            || tree.has_child(token, "csubj")
            || tree.has_child(token, "aux")
            || self.tells_time_by_itself(token, head);
        if is_own {
            return Scope::Opening;
        }
        let denies = |child: u32| {
            let negates =
                |operator: &OperatorEntry| operator.kind == OperatorKind::Negation;
            self.operator(child, Part::Adverb).is_some_and(negates)
        };
        let joined =
            tree.children_with(token, "cc").chain(tree.children_with(token, "advmod"));
        let contrasts = tree
            .children_with(token, "cc")
            .any(|word| holds(&self.codebook.grammar.contrasting, tree.lemma(word)));
        if contrasts || joined.into_iter().any(denies) {
            Scope::Affirmed
        } else {
            Scope::All
        }
    }

    /// *may stay and left*: whether the second of two verbs is finite and the first is not. After
    /// a perfect a past tense may be a participle.
    fn tells_time_by_itself(&self, token: u32, head: u32) -> bool {
        let tree = self.tree;
        let is_perfect =
            tree.children_with(head, "aux").any(|aux| tree.xpos(aux) == "VB");
        match tree.xpos(token) {
            "VBZ" | "VBP" => matches!(tree.xpos(head), "VB" | "VBN" | "VBG"),
            "VBD" => tree.xpos(head) == "VB" && !is_perfect,
            _ => false,
        }
    }

    /// *may lead to a war*: whether a verb brings about what a noun below it tells.
    fn brings_about(&self, verb: u32, noun: u32) -> bool {
        let tree = self.tree;
        let rules = &self.codebook.rules;
        let lemma = tree.lemma(verb).to_lowercase();
        match tree.base(noun) {
            "obj" => rules.is_in_class("causing", &lemma),
            "obl" => tree.preposition(noun).is_some_and(|word| {
                rules.is_in_class("causing", &format!("{lemma} {word}"))
            }),
            _ => false,
        }
    }

    /// *was able to leave*: what somebody was able to do at one time was done.
    fn is_managed(&self, adjective: u32) -> bool {
        let tree = self.tree;
        let rules = &self.codebook.rules;
        rules.is_in_class("managing", &tree.small_lemma(adjective))
            && tree.children_with(adjective, "cop").any(|be| tree.xpos(be) == "VBD")
            && !tree.has_child(adjective, "aux")
            && tree.children_with(adjective, "mark").next().is_none()
    }

    /// *decided to sell after attacks by Chad*: what something comes after has happened.
    fn is_looked_back_at(&self, noun: u32) -> bool {
        let tree = self.tree;
        let rules = &self.codebook.rules;
        tree.base(noun) == "obl"
            && tree
                .preposition(noun)
                .is_some_and(|word| rules.is_in_class("afterwards", &word))
    }

    /// *wants to answer the attack by Chad*: whether a noun tells of harm that is known already.
    fn is_known_harm(&self, noun: u32) -> bool {
        let lemma = self.tree.small_lemma(noun);
        self.codebook.rules.is_in_class("aggression", &lemma) && !self.is_vague(noun)
    }

    /// Whether a noun points back to nothing known and has no owner: *an attack*, *attacks*.
    fn is_vague(&self, noun: u32) -> bool {
        let tree = self.tree;
        let points = |det: u32| holds(&self.codebook.grammar.pointing, tree.lemma(det));
        !tree.children_with(noun, "det").any(points) && !tree.has_child(noun, "nmod:poss")
    }

    /// Operators that depend on a token: negation, auxiliaries, adverbs, marks.
    fn beside(
        &self,
        token: u32,
        scope: Scope,
        is_joined: bool,
        found: &mut Vec<Operator>,
    ) {
        let tree = self.tree;
        for &child in tree.children(token) {
            let part = match tree.base(child) {
                "aux" => Part::Auxiliary,
                "advmod" | "amod" => {
                    // *the reported strikes*: a participle before its noun.
                    let is_participle = tree.base(child) == "amod"
                        && self.operator(child, Part::Adverb).is_none();
                    if tree.upos(child) == "ADJ" || is_participle {
                        Part::Adjective
                    } else {
                        Part::Adverb
                    }
                }
                "mark" => Part::Mark,
                "det" => Part::Determiner,
                "cc" => Part::Adverb,
                "case" => Part::Preposition,
                _ => continue,
            };
            if part == Part::Mark && tree.xpos(child) == "TO" {
                continue;
            }
            let operator = match part {
                Part::Mark => self.opening(child),
                Part::Preposition => tree
                    .preposition(token)
                    .and_then(|words| self.codebook.words.operator(&words, part))
                    .or_else(|| self.operator(child, part)),
                _ => self.operator(child, part),
            };
            // *warmth toward Chad and its refusal*: the second noun is not what is aimed at.
            let is_apart = |kind| {
                is_joined && part == Part::Preposition && kind == OperatorKind::Intended
            };
            if let Some(operator) =
                operator.filter(|one| scope.admits(part, one.kind) && !is_apart(one.kind))
            {
                found.push(self.made(child, operator));
            }
        }
        if let Some((word, operator)) = self.inverted(token) {
            // *Had they left*: the auxiliary supposes, and tells nothing else.
            let at = tree.span(word);
            found.retain(|known| known.span != at);
            found.push(self.made(word, operator));
        }
        if scope != Scope::Opening && scope != Scope::Vague {
            self.no_one(token, scope, is_joined, found);
        }
        if scope == Scope::All {
            self.destined(token, found);
        }
    }

    /// What a word that opens a clause says: *if*, *even if*, *in case*, *without*.
    fn opening(&self, mark: u32) -> Option<&OperatorEntry> {
        let words = &self.codebook.words;
        let pair = |first: u32, second: u32| {
            let tree = self.tree;
            format!("{} {}", tree.form(first), tree.form(second)).to_lowercase()
        };
        let before = mark.checked_sub(1).map(|before| pair(before, mark));
        let after = (mark + 1 < self.tree.len()).then(|| pair(mark, mark + 1));
        let phrase = before.into_iter().chain(after).find_map(|phrase| {
            words
                .operator(&phrase, Part::Mark)
                .or_else(|| words.operator(&phrase, Part::Preposition))
        });
        phrase
            .or_else(|| self.operator(mark, Part::Mark))
            .or_else(|| self.operator(mark, Part::Preposition))
    }

    /// What a phrase of several words before a noun says: *in the event of an attack*.
    fn introduced(&self, noun: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let Some(last) = tree.child(noun, "case") else { return };
        let first = tree.sentence_span(tree.sentence(noun)).first;
        for start in last.saturating_sub(3).max(first)..last {
            let span = tree.span(start).cover(tree.span(last));
            let words = tree.text[span.range()].to_lowercase();
            if let Some(operator) =
                self.codebook.words.operator(&words, Part::Preposition)
            {
                found.push(Operator { span, ..self.made(last, operator) });
                return;
            }
        }
    }

    /// *No sailor was arrested*, *nobody was arrested*: a subject or object negates its clause.
    fn no_one(
        &self,
        token: u32,
        scope: Scope,
        is_joined: bool,
        found: &mut Vec<Operator>,
    ) {
        let tree = self.tree;
        // *found nothing and left*: an object is not shared by what is joined to its verb.
        let places = tree.children(token).iter().copied().filter(|&child| {
            let is_place =
                tree.base(child) == "nsubj" || (tree.base(child) == "obj" && !is_joined);
            is_place && tree.upos(token) == "VERB"
        });
        let words = places.flat_map(|child| {
            let inner = tree.children(child).iter().copied();
            let inner = inner.filter(|&word| matches!(tree.base(word), "det" | "cc"));
            let before = inner.filter(move |&word| word < child);
            let itself = (tree.upos(child) == "PRON").then_some(child);
            before.chain(itself)
        });
        for word in words {
            if let Some(operator) = self.operator(word, Part::Determiner)
                && scope.admits(Part::Determiner, operator.kind)
            {
                found.push(self.made(word, operator));
            }
        }
    }

    /// *were to be held*: a form of *be* before *to* says what was planned.
    fn destined(&self, token: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let infinitive =
            tree.children_with(token, "mark").find(|&mark| tree.xpos(mark) == "TO");
        let Some(to) = infinitive else { return };
        let auxiliary = tree.children_with(token, "aux").find(|&aux| aux + 1 == to);
        let Some(auxiliary) = auxiliary else { return };
        let words =
            format!("{} {}", tree.lemma(auxiliary), tree.lemma(to)).to_lowercase();
        if let Some(operator) = self.codebook.words.operator(&words, Part::Auxiliary) {
            found.push(self.made(auxiliary, operator));
        }
    }

    /// Operators that govern a token: *plan to*, *failed to*, *unlikely that*, *a threat to*.
    fn governing(&self, at: u32, below: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let part = match tree.upos(at) {
            "VERB" => Part::Verb,
            "NOUN" | "PROPN" => Part::Noun,
            "ADJ" => Part::Adjective,
            _ => return,
        };
        let governs = matches!(
            tree.base(below),
            "ccomp" | "xcomp" | "csubj" | "acl" | "advcl" | "obj"
        ) || tree.relation(below) == "nsubj:pass"
            || (part == Part::Adjective && tree.base(below) == "nsubj")
            || (part == Part::Noun && tree.base(below) == "nmod");
        // *vowed Chad's raid would fail*: a subject that the parser took for an object.
        let is_subject = tree.base(below) == "obj"
            && tree
                .child(at, "ccomp")
                .is_some_and(|clause| clause > below && !tree.has_child(clause, "nsubj"));
        // *an agreement struck by Chad*: what is told of the noun is done.
        let has_to =
            tree.children_with(below, "mark").any(|mark| tree.xpos(mark) == "TO");
        let is_told = tree.base(below) == "acl" && tree.xpos(below) == "VBN" && !has_to;
        let governs = governs && !is_subject && !is_told;
        // *called for talks*, *called on Chile to leave*
        // *told them to leave*
        let to = tree.children_with(below, "mark").find(|&mark| tree.xpos(mark) == "TO");
        if let Some(to) = to.filter(|_| part == Part::Verb) {
            let whole = format!("{} {}", tree.lemma(at), tree.form(to)).to_lowercase();
            let known = self.codebook.words.operator(&whole, part);
            if let Some(operator) = known.filter(|_| self.operator(at, part).is_none()) {
                found.push(self.made(at, operator));
                return;
            }
        }
        let mark = || {
            // *warned Chile against opening an embassy*
            let mark =
                tree.child(below, "mark").map(|mark| tree.lemma(mark).to_lowercase());
            mark.filter(|word| holds(&self.codebook.grammar.accusing, word))
        };
        let brought = tree.preposition(below).or_else(mark).or_else(|| {
            let is_clause = matches!(tree.base(below), "ccomp" | "xcomp" | "advcl");
            let beside = tree.children_with(at, "obl").filter(|_| is_clause);
            beside.into_iter().find_map(|obl| tree.preposition(obl))
        });
        if let Some(preposition) = brought.filter(|_| part == Part::Verb) {
            let whole = format!("{} {preposition}", tree.lemma(at).to_lowercase());
            if let Some(operator) = self.codebook.words.operator(&whole, part) {
                found.push(self.made(at, operator));
                return;
            }
        }
        if !governs || self.is_managed(at) {
            return;
        }
        // *provided that it rains*: a participle that opens the clause below it.
        let opens = || {
            let opener = tree.form(at).to_lowercase();
            let is_clause = part == Part::Verb && tree.base(below) == "ccomp";
            let words = &self.codebook.words;
            is_clause.then(|| words.operator(&opener, Part::Mark)).flatten()
        };
        if let Some(operator) = self.operator(at, part).or_else(opens) {
            found.push(self.made(at, operator));
        }
    }

    pub(super) fn operator(&self, token: u32, part: Part) -> Option<&OperatorEntry> {
        let lemma = self.tree.small_lemma(token);
        let words = &self.codebook.words;
        if let Some(particle) = self.tree.child(token, "compound:prt") {
            let whole = format!("{lemma} {}", self.tree.lemma(particle).to_lowercase());
            if let Some(operator) = words.operator(&whole, part) {
                return Some(operator);
            }
        }
        let form = self.tree.small_form(token);
        // *no longer*, *most likely*
        if part == Part::Adverb
            && let Some(before) = token.checked_sub(1)
        {
            let whole = format!("{} {form}", self.tree.form(before).to_lowercase());
            if let Some(operator) = words.operator(&whole, part) {
                return Some(operator);
            }
        }
        words.operator(&lemma, part).or_else(|| words.operator(&form, part))
    }

    pub(super) fn made(&self, token: u32, operator: &OperatorEntry) -> Operator {
        Operator {
            span: self.tree.span(token),
            kind: operator.kind,
            entry: operator.entry.clone(),
        }
    }
}
