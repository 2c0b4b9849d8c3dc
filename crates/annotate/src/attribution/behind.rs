//! Reports that stand behind a comma where the parser has lost them: *The crew was freed, the
//! ministry reported Monday.*

use super::Sayings;
use chancery_model::Span;

/// A day behind a verb of saying has at most this many words.
const DAY: u32 = 3;

impl Sayings<'_> {
    /// *…, the ministry reported Monday.* and *…, the ministry reported, but …*, where the verb is
    /// taken for a clause of what it reports: the one who speaks, and all that stands before.
    pub(super) fn reported_before(&self, verb: u32) -> Option<(u32, Vec<Span>)> {
        let tree = self.tree;
        let is_lost = matches!(tree.base(verb), "advcl" | "conj" | "acl")
            && matches!(tree.xpos(verb), "VBD" | "VBZ")
            && tree.relation(verb) != "acl:relcl";
        let governs = ["obj", "ccomp", "xcomp", "aux", "aux:pass", "mark"];
        let is_bare = governs.iter().all(|relation| !tree.has_child(verb, relation));
        let sentence = tree.sentence_span(tree.sentence(verb));
        if !is_lost || !is_bare || verb == sentence.first || !self.ends_report(verb) {
            return None;
        }
        let mut before = verb - 1;
        if tree.form(before) == "," {
            before = before.checked_sub(1)?;
        }
        let speaker = tree
            .path(before)
            .find(|&at| !matches!(tree.base(at), "flat" | "compound"))
            .filter(|&head| head < verb)
            .unwrap_or(before);
        let is_noun = matches!(tree.upos(speaker), "NOUN" | "PROPN" | "PRON");
        let own = tree.child(verb, "nsubj");
        if !is_noun || own.is_some_and(|subject| subject != speaker) {
            return None;
        }
        let first = tree.tokens_in(tree.noun_phrase(speaker)).next()?;
        let comma = first.checked_sub(1).filter(|&token| token > sentence.first)?;
        let content = tree.span(sentence.first).cover(tree.span(comma - 1));
        (tree.form(comma) == "," && self.animate(speaker))
            .then(|| (speaker, vec![content]))
    }

    /// Whether nothing but a day stands between a verb and the end of its sentence, or a comma
    /// that another clause is joined by.
    fn ends_report(&self, verb: u32) -> bool {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(verb));
        let is_day = |&word: &u32| {
            let below = tree.path(word).find(|&at| tree.head(at) == Some(verb));
            tree.upos(word) != "PUNCT"
                && below.is_some_and(|child| {
                    matches!(tree.relation(child), "obl:unmarked" | "advmod")
                })
        };
        let day = (verb + 1..sentence.last).take_while(is_day).count();
        let Some(day) = u32::try_from(day).ok().filter(|&day| day <= DAY) else {
            return false;
        };
        let next = verb + 1 + day;
        let ends = (next..sentence.last).all(|token| tree.upos(token) == "PUNCT");
        let goes_on = next + 1 < sentence.last
            && tree.form(next) == ","
            && tree.upos(next + 1) == "CCONJ";
        ends || goes_on
    }
}
