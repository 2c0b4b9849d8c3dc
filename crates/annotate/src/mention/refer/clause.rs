//! Where a word stands in its clause: as its subject, in a list, in a quotation.

use super::super::Mentions;
use chancery_codebook::{Part, holds};
use chancery_model::{OperatorKind, Span};

/// So many steps up a tree are taken.
const MOST: usize = 80;

impl Mentions<'_> {
    /// The first member of the list that a noun belongs to.
    pub(super) fn first_of_list(&self, token: u32) -> u32 {
        let tree = self.tree;
        match tree.head(token) {
            Some(first) if tree.base(token) == "conj" && first < token => first,
            _ => token,
        }
    }

    /// Whether a noun is the subject of a verb that tells that somebody speaks.
    pub(super) fn is_speaker(&self, token: u32) -> bool {
        self.is_subject(token)
            && self.tree.head(token).is_some_and(|verb| self.is_cue(verb))
    }

    pub(super) fn is_subject(&self, token: u32) -> bool {
        self.tree.base(self.first_of_list(token)) == "nsubj"
    }

    /// How prominent a noun is by its place in the clause.
    pub(super) fn prominence(&self, token: u32) -> i32 {
        let first = self.first_of_list(token);
        match self.tree.relation(first) {
            "nsubj" => 30,
            "nsubj:pass" => 26,
            "root" | "obj" | "iobj" => 14,
            // *Chile's plans changed when it voted*: who has what the clause is about.
            "nmod:poss"
                if self.tree.head(first).is_some_and(|had| self.is_subject(had)) =>
            {
                16
            }
            "nmod:poss" => 10,
            "obl" | "obl:agent" => 8,
            _ => 5,
        }
    }

    /// The head of the clause that a word belongs to.
    pub(super) fn clause(&self, token: u32) -> Option<u32> {
        let tree = self.tree;
        tree.path(token).skip(1).take(MOST).find(|&at| {
            matches!(tree.upos(at), "VERB" | "AUX")
                || tree.has_child(at, "nsubj")
                || tree.has_child(at, "cop")
        })
    }

    /// The nearest clause around a word that has a subject before the word.
    pub(super) fn clause_with_subject(&self, token: u32) -> Option<u32> {
        let tree = self.tree;
        tree.path(token)
            .skip(1)
            .take(MOST)
            .find(|&at| tree.child(at, "nsubj").is_some_and(|subject| subject < token))
    }

    /// The subject of a clause, also where another clause or a relative pronoun tells it.
    pub(super) fn subject(&self, clause: u32) -> Option<u32> {
        let tree = self.tree;
        let mut at = clause;
        for _ in 0..4 {
            if let Some(subject) = tree.child(at, "nsubj") {
                let word = tree.form(subject).to_lowercase();
                let relative = holds(&self.codebook.grammar.pronouns.relative, &word);
                return if relative { tree.head(at) } else { Some(subject) };
            }
            let goes_on = matches!(tree.base(at), "xcomp" | "acl" | "advcl" | "conj");
            at = tree.head(at).filter(|_| goes_on)?;
            if matches!(tree.upos(at), "NOUN" | "PROPN") {
                at = self.clause(at)?;
            }
        }
        None
    }

    /// The subject of *demanded that it pay*: somebody else is to pay.
    pub(super) fn asker(&self, clause: u32) -> Option<u32> {
        let tree = self.tree;
        let verb = tree.head(clause).filter(|_| tree.base(clause) == "ccomp")?;
        let operators = self.codebook.words.operators.get(tree.lemma(verb))?;
        let asks = operators.iter().any(|operator| {
            operator.kind == OperatorKind::Demanded && operator.part == Part::Verb
        });
        asks.then(|| self.subject(verb))?
    }

    pub(super) fn is_cue(&self, verb: u32) -> bool {
        let cues = self.codebook.words.cues.get(self.tree.lemma(verb));
        cues.is_some_and(|cues| cues.iter().any(|cue| cue.part == Part::Verb))
    }

    /// Whether only a state, a body or a person has what a noun names.
    pub(super) fn only_somebody_has(&self, noun: u32) -> bool {
        let lemma = self.tree.lemma(noun);
        let names = &self.codebook.names;
        holds(&self.codebook.referring.possessed, lemma)
            || !names.offices.get(lemma).is_empty()
            || !names.roles.get(lemma).is_empty()
    }

    /// The quotation that holds these words, unless it is only a word or phrase.
    pub(super) fn quotation_at(&self, span: Span) -> Option<usize> {
        let after = self.quotations.partition_point(|q| q.span.start() <= span.start());
        let index = after.checked_sub(1)?;
        let quotation = &self.quotations[index];
        (quotation.span.contains(span) && !quotation.is_scare).then_some(index)
    }
}
