//! *It* that points to nothing: *it is clear that*, *it is raining*, *it was Peru that*.

use super::super::Mentions;
use chancery_codebook::{Part, holds};

/// So many words after a predicate the clause is looked for that stands for its subject.
const NEAR: u32 = 8;

impl Mentions<'_> {
    /// Whether an *it* is the mere form of a subject or object.
    pub(super) fn is_empty_it(&self, token: u32) -> bool {
        let tree = self.tree;
        let Some(governor) = tree.head(token) else { return false };
        if tree.base(token) == "expl" || self.opens_emptily(token) {
            return true;
        }
        if tree.base(token) == "obj" {
            // *make it clear that*
            let next = token + 1;
            return next < tree.len()
                && tree.sentence(next) == tree.sentence(token)
                && holds(&self.codebook.referring.empty, tree.lemma(next));
        }
        if tree.base(token) != "nsubj" {
            return false;
        }
        let has_clause = || self.brings_clause(governor);
        let is_copular = tree.has_child(governor, "cop");
        // *It was Peru that*; *it was in May that*.
        let is_cleft = is_copular
            && tree.has_child(governor, "acl")
            && matches!(tree.upos(governor), "PROPN" | "NOUN" | "PRON")
            && !tree
                .children_with(governor, "det")
                .any(|det| matches!(tree.lemma(det), "a" | "an"));
        let word = tree.lemma(governor);
        let is_empty_word = holds(&self.codebook.referring.empty, word)
            && (tree.upos(governor) == "VERB" || has_clause());
        // *It is telling that*, whatever the adjective.
        let is_judged = (is_copular || tree.has_child(governor, "aux"))
            && matches!(tree.xpos(governor), "JJ" | "JJR" | "JJS" | "VBG")
            && tree.children(governor).iter().any(|&child| {
                child > governor
                    && matches!(tree.base(child), "csubj" | "ccomp" | "advcl")
                    && tree.child(child, "mark").is_some_and(|mark| {
                        holds(&self.codebook.referring.opens_clause, tree.lemma(mark))
                            && tree.lemma(mark) != "to"
                    })
            });
        // *It is expected that*.
        let cues = self.codebook.words.cues.get(word);
        let is_said = tree.has_child(governor, "aux:pass")
            && cues.is_some_and(|cues| cues.iter().any(|cue| cue.part == Part::Verb))
            && has_clause();
        is_cleft || is_empty_word || is_judged || is_said
    }

    fn opens_emptily(&self, token: u32) -> bool {
        let tree = self.tree;
        let rest = &tree.text[tree.span(token).start() as usize..];
        let rest = rest[..rest.floor_char_boundary(40)].to_lowercase().replace('’', "'");
        self.codebook.referring.empty_openings.iter().any(|opening| {
            rest.strip_prefix(opening.as_ref())
                .is_some_and(|next| !next.starts_with(char::is_alphanumeric))
        })
    }

    /// Whether a clause follows that can stand for the subject.
    fn brings_clause(&self, governor: u32) -> bool {
        let tree = self.tree;
        let sentence = tree.sentence(governor);
        let by_tree = tree.children(governor).iter().any(|&child| {
            child > governor
                && matches!(tree.base(child), "csubj" | "ccomp" | "xcomp" | "acl")
        });
        by_tree
            || (governor + 1..tree.len().min(governor + NEAR))
                .take_while(|&at| tree.sentence(at) == sentence)
                .any(|at| {
                    matches!(tree.upos(at), "SCONJ" | "PART" | "PRON" | "ADV")
                        && holds(&self.codebook.referring.opens_clause, tree.lemma(at))
                })
    }
}
