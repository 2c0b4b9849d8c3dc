//! What somebody speaks or thinks about, where the words make no statement of it: *criticised
//! the plan*, *called the deal a mistake*, *spoke of a new era*.

use super::{Sayings, TOPIC};
use chancery_codebook::{Cue, Part};
use chancery_model::{Attribution, Span};

impl Sayings<'_> {
    /// *spoke of an attack*, *called for talks*: the cue is the verb with its preposition.
    pub(super) fn by_verb_and_preposition(&self, verb: u32) -> Option<Attribution> {
        let tree = self.tree;
        let (cue, thing, preposition) = self.preposition_cue(verb)?;
        let speaker = self.speaker_of(verb).map(|token| self.owner_of_words(token))?;
        let mut words = tree.subtree_without(thing, |child| child == preposition);
        // *called on Chile to leave*
        let infinitive = |&clause: &u32| {
            clause > thing
                && tree.children_with(clause, "mark").any(|mark| tree.xpos(mark) == "TO")
        };
        let clauses =
            tree.children_with(verb, "xcomp").chain(tree.children_with(verb, "advcl"));
        for clause in clauses.filter(infinitive) {
            words.extend(tree.subtree(clause));
        }
        words.sort_unstable();
        words.dedup();
        // *hinted at drones as well as missiles*: the second may be tied to the verb.
        let further = tree
            .children_with(verb, "obl")
            .filter(|&other| other > thing && tree.has_child(other, "cc"));
        for other in further {
            words.extend(tree.subtree(other));
        }
        words.sort_unstable();
        self.trim(&mut words);
        let content = vec![tree.cover(&words)?];
        let pieces = self.cue_pieces(verb, Some(preposition));
        let mut found = self.attribution(Some(speaker), pieces, content, cue);
        // *hinted at drones provided by Chile*: what is only hinted or claimed of a thing is no
        // more than the hint.
        let is_doubtful = matches!(cue.class.as_ref(), "suspect" | "claim")
            && words.iter().any(|&word| tree.upos(word) == "VERB");
        let tells = self.is("sayable", cue.class.as_ref())
            && (self.is_event_noun(thing) || is_doubtful);
        // *you speak of it*
        if !tells && tree.upos(speaker) == "PRON" && !self.animate(speaker) {
            return None;
        }
        if !tells {
            found.class = TOPIC.into();
        }
        Some(found)
    }

    /// The cue that a verb makes with the preposition of something below it.
    fn preposition_cue(&self, verb: u32) -> Option<(&Cue, u32, u32)> {
        let tree = self.tree;
        let mut lemma = tree.lemma(verb).to_lowercase();
        if let Some(particle) = tree.child(verb, "compound:prt") {
            lemma = format!("{lemma} {}", tree.lemma(particle).to_lowercase());
        }
        let things = tree.children(verb).iter().copied().filter(|&child| {
            matches!(tree.base(child), "obl" | "obj" | "advcl" | "xcomp")
        });
        things.into_iter().find_map(|thing| {
            let word = tree.child(thing, "case").or_else(|| tree.child(thing, "mark"))?;
            let brings =
                tree.preposition(thing).unwrap_or_else(|| tree.form(word).to_lowercase());
            let whole = format!("{lemma} {brings}");
            Some((self.codebook.words.cue(&whole, Part::Verb)?, thing, word))
        })
    }

    /// *called the deal a mistake*, *criticised Peru for its silence*, *supports closing the
    /// border*: what the verb is about, with what is said of it.
    pub(super) fn topic_of(&self, verb: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        let mut lemma = tree.lemma(verb).to_lowercase();
        if let Some(particle) = tree.child(verb, "compound:prt") {
            lemma = format!("{lemma} {}", tree.lemma(particle).to_lowercase());
        }
        let speaks = self.speaker_of(verb).is_some_and(|token| self.animate(token));
        let object =
            tree.child(verb, "obj").filter(|&object| tree.upos(object) != "PUNCT");
        let label = tree.child(verb, "xcomp").or_else(|| self.named_as(verb, object?));
        if let (true, true, Some(object)) = (self.is("labelling", &lemma), speaks, object)
        {
            let label = label.map(|label| tree.phrase(label));
            if let Some(label) = label.or_else(|| self.label_after(object)) {
                return Some(vec![tree.phrase(object).cover(label)]);
            }
        }
        if !self.is("topical", &lemma) && !self.is("labelling", &lemma) {
            return None;
        }
        if let Some(object) = object.filter(|_| speaks) {
            let mut words = tree.subtree_without(object, |child| child == verb);
            words.extend(self.judged(verb, object));
            return self.whole(words);
        }
        if let Some(subject) = tree.child(verb, "nsubj:pass") {
            let judged = self.judged(verb, verb);
            let subject = self.whole(tree.subtree(subject)).unwrap_or_default();
            return Some([subject, self.whole(judged).unwrap_or_default()].concat());
        }
        let clause = tree.child(verb, "ccomp").or_else(|| tree.child(verb, "xcomp"));
        let clause = clause
            .filter(|&clause| speaks && matches!(tree.upos(clause), "VERB" | "AUX"))?;
        Some(vec![self.clause(clause, verb)])
    }

    /// *described the deal as a mistake*
    fn named_as(&self, verb: u32, object: u32) -> Option<u32> {
        let tree = self.tree;
        let beside = tree.children(verb).iter().copied().filter(|&child| child > object);
        beside.filter(|&child| matches!(tree.base(child), "obl" | "advcl")).find(
            |&child| {
                tree.preposition(child).is_some_and(|word| self.is("labelling-by", &word))
            },
        )
    }

    /// A label between quotation marks behind what it names, in the same sentence.
    fn label_after(&self, object: u32) -> Option<Span> {
        let tree = self.tree;
        let from = tree.span(object).end();
        let sentence = tree.sentence_span(tree.sentence(object)).span;
        let next = self.quotations.partition_point(|q| q.span.start() < from);
        let quotation = self.quotations.get(next)?.span;
        (sentence.contains(quotation) && quotation.start() - from < 60)
            .then_some(quotation)
    }

    /// What a verb adds about its object: *for its silence*, *as a mistake*.
    fn judged(&self, verb: u32, behind: u32) -> Vec<u32> {
        let tree = self.tree;
        let mut words = Vec::new();
        for &child in tree.children(verb) {
            let brought = || {
                let mark = tree.child(child, "mark").map(|mark| tree.form(mark));
                let word = tree.preposition(child).or_else(|| Some(mark?.to_lowercase()));
                word.is_some_and(|word| self.is("judging", &word))
            };
            let adds = match tree.base(child) {
                "xcomp" => true,
                "obl" | "advcl" => brought(),
                _ => false,
            };
            if adds && child > behind && !self.is_agent(child) {
                words.extend(tree.subtree(child));
            }
        }
        words
    }

    pub(super) fn is_agent(&self, token: u32) -> bool {
        self.tree.relation(token) == "obl:agent"
    }

    /// One span over these words, marks at the edges taken off.
    fn whole(&self, mut words: Vec<u32>) -> Option<Vec<Span>> {
        words.sort_unstable();
        words.dedup();
        self.trim(&mut words);
        self.tree.cover(&words).map(|span| vec![span])
    }
}
