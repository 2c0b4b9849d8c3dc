//! Attributions that a noun or an adjective shows: *the claim that …*, *plans to leave*, *is
//! confident that …*.

use super::{Sayings, TOPIC};
use chancery_codebook::{Cue, Part};
use chancery_model::{Attribution, Span};

/// Between a verb of little meaning and its noun stand at most this many words.
const MADE: u32 = 5;

impl Sayings<'_> {
    /// *the claim that …*, *speculation that …*; and *the minister's criticism of the plan*,
    /// which only tells what somebody speaks about.
    pub(super) fn by_noun(&self, noun: u32) -> Option<Attribution> {
        let tree = self.tree;
        let cue = self.cue(noun, Part::Noun)?;
        let clause = tree.children(noun).iter().copied().find(|&child| {
            let base = tree.base(child);
            let is_that = tree.child(child, "mark").is_some_and(|mark| {
                tree.xpos(mark) == "IN" || tree.upos(mark) == "SCONJ"
            });
            // *reports that Chad left*: a clause with nothing left open relates to nothing.
            let is_whole =
                tree.relation(child) != "acl:relcl" || tree.has_child(child, "nsubj");
            base == "ccomp" || (base == "acl" && is_that && is_whole)
        });
        let Some(clause) = clause else { return self.by_noun_of_topic(noun) };
        let speaker = self.holder(noun);
        let words = self.noun_pieces(noun, None);
        Some(self.attribution(speaker, words, vec![self.clause(clause, noun)], cue))
    }

    /// *the minister's criticism of the plan*, *its plans to leave*, *allegations of fraud*.
    fn by_noun_of_topic(&self, noun: u32) -> Option<Attribution> {
        let tree = self.tree;
        let cue = self.cue(noun, Part::Noun)?;
        // *left with their support for it*: a circumstance tells nothing of its own.
        if tree.base(noun) == "obl" {
            return None;
        }
        let speaker = self.holder(noun).filter(|&holder| self.animate(holder));
        // What is alleged or suspected needs nobody who is known to say it.
        let is_impersonal = matches!(cue.class.as_ref(), "claim" | "accuse" | "suspect");
        if speaker.is_none() && !is_impersonal {
            return None;
        }
        let infinitive = tree.children_with(noun, "acl").find(|&clause| {
            clause > noun
                && tree.children_with(clause, "mark").any(|mark| tree.xpos(mark) == "TO")
        });
        let thing = tree.children_with(noun, "nmod").find(|&thing| {
            thing > noun
                && Some(thing) != speaker
                && tree
                    .preposition(thing)
                    .is_some_and(|word| self.is("concerning-noun", &word))
        });
        let (told, content, preposition) = match (thing, infinitive) {
            (Some(thing), _) => {
                (thing, self.without_preposition(thing), tree.child(thing, "case"))
            }
            (None, Some(clause)) => (clause, vec![self.clause(clause, noun)], None),
            (None, None) => return None,
        };
        if speaker.is_none() && self.mention_at(told).is_some() {
            return None;
        }
        let words = self.noun_pieces(noun, preposition);
        let mut found = self.attribution(speaker, words, content, cue);
        found.class = TOPIC.into();
        Some(found)
    }

    /// Whose words or thoughts a noun tells.
    fn holder(&self, noun: u32) -> Option<u32> {
        let tree = self.tree;
        let owner = self.owner_of_words(noun);
        (owner != noun).then_some(owner).or_else(|| {
            tree.children(noun).iter().copied().find(|&child| {
                matches!(tree.base(child), "amod" | "compound" | "nmod")
                    && self.mention_at(child).is_some()
            })
        })
    }

    /// Whether a noun is what a verb of little meaning does: *made a promise*.
    pub(super) fn is_made(&self, noun: u32) -> bool {
        let tree = self.tree;
        tree.base(noun) == "obj"
            && !tree.has_child(noun, "nmod:poss")
            && tree.head(noun).is_some_and(|verb| {
                verb < noun
                    && noun - verb <= MADE
                    && self.is("light", &tree.lemma(verb).to_lowercase())
            })
    }

    /// A noun with the adjectives that describe it and the preposition behind it.
    fn noun_pieces(&self, noun: u32, preposition: Option<u32>) -> Vec<Span> {
        let tree = self.tree;
        let mut words: Vec<u32> = tree
            .children_with(noun, "amod")
            .filter(|&word| word < noun && self.mention_at(word).is_none())
            .collect();
        // *have expressed deep concern about*
        if let Some(verb) = tree.head(noun).filter(|_| self.is_made(noun)) {
            words.extend(verb..noun);
            words.extend(self.beside_cue(verb));
        }
        let has_owner = tree.has_child(noun, "nmod:poss");
        let article = tree.children_with(noun, "det").filter(|&word| word < noun);
        words.extend(article.filter(|_| !has_owner));
        words.extend(preposition.filter(|&word| word == noun + 1));
        words.sort_unstable();
        words.dedup();
        let mut pieces = vec![tree.span(noun)];
        pieces.extend(self.runs(&words));
        pieces
    }

    /// *is confident that …*, *are worried about …*, *is ready to …*.
    pub(super) fn by_adjective(&self, adjective: u32) -> Option<Attribution> {
        let tree = self.tree;
        let cue = self.cue(adjective, Part::Adjective)?;
        let copula =
            tree.child(adjective, "cop").or_else(|| tree.child(adjective, "aux:pass"))?;
        let subject = tree
            .child(adjective, "nsubj")
            .or_else(|| tree.child(adjective, "nsubj:pass"));
        let Some(subject) = subject.filter(|&token| self.animate(token)) else {
            return self.evident(adjective, copula, cue);
        };
        let clause =
            tree.child(adjective, "ccomp").or_else(|| tree.child(adjective, "xcomp"));
        let thing = tree.children_with(adjective, "obl").find(|&obl| {
            obl > adjective
                && tree.preposition(obl).is_some_and(|word| self.is("concerning", &word))
        });
        let told = clause.or(thing)?;
        let content = match clause {
            Some(clause) => vec![self.clause(clause, adjective)],
            None => self.without_preposition(told),
        };
        let mut words = self.cue_pieces(adjective, tree.child(told, "case"));
        words.push(tree.span(copula));
        let mut found =
            self.attribution(Some(self.antecedent(subject)), words, content, cue);
        // What an adjective says of somebody's mind is an operator on the way already.
        found.class = TOPIC.into();
        Some(found)
    }

    /// *it is clear that …*: nobody is named who thinks so.
    fn evident(&self, adjective: u32, copula: u32, cue: &Cue) -> Option<Attribution> {
        let tree = self.tree;
        if !self.is("evident", tree.lemma(adjective)) {
            return None;
        }
        let clause = ["ccomp", "csubj"].into_iter();
        let clause = clause.into_iter().find_map(|base| tree.child(adjective, base))?;
        let mut words = self.cue_pieces(adjective, None);
        words.push(tree.span(copula));
        let expletive = ["expl", "nsubj"].into_iter();
        let expletive = expletive.filter_map(|base| tree.child(adjective, base));
        words.extend(
            expletive
                .filter(|&word| tree.upos(word) == "PRON" && word < adjective)
                .map(|word| tree.span(word)),
        );
        let content = vec![self.clause(clause, adjective)];
        let mut found = self.attribution(None, words, content, cue);
        found.class = TOPIC.into();
        Some(found)
    }
}
