//! Who is said to answer for an occurrence that the sentence tells by a noun: *blamed Chile for
//! the attack*, *claimed responsibility for the attack*, *was behind the attack*.

use super::verb::{DEPTH, Verbs};

impl Verbs<'_> {
    /// Whoever is said to have done what an event noun tells. The sentence may say so, or have
    /// somebody accuse, deny or suspect it; that is not asked here.
    pub(super) fn answerer(&self, noun: u32) -> Option<u32> {
        let tree = self.tree;
        let head = tree.head(noun)?;
        let found = match (tree.base(noun), tree.preposition(noun)) {
            // *attributed the attack to Chile*, *the attack was blamed on Chile*
            ("obj" | "nsubj", None) => tree
                .children_with(head, "obl")
                .find(|&obl| self.joins("attributing", head, obl)),
            ("obl" | "nmod", Some(_)) if self.joins("responsible", head, noun) => {
                match tree.upos(head) {
                    "NOUN" | "PROPN" => self.culprit(head),
                    "ADJ" => self.bearer(head),
                    _ => self.sufferer(head),
                }
            }
            // *bore responsibility for the attack*, where the phrase hangs on the verb.
            ("obl", Some(_)) => tree
                .child(head, "obj")
                .filter(|&below| self.joins("responsible", below, noun))
                .and_then(|below| self.culprit(below)),
            _ => None,
        };
        found.or_else(|| self.behind(noun))
    }

    /// Who bears what a noun tells: *responsibility* its owner, *blame* whom it is put upon.
    fn culprit(&self, noun: u32) -> Option<u32> {
        let tree = self.tree;
        let is_put = |&phrase: &u32| self.joins("attributing", noun, phrase);
        let verb = tree.head(noun).filter(|_| tree.base(noun) == "obj");
        let beside = verb.into_iter().flat_map(|verb| tree.children_with(verb, "obl"));
        let mut all = tree.children_with(noun, "nmod").chain(beside);
        if let Some(whom) = all.find(is_put) {
            return Some(whom);
        }
        let is_blame = self.codebook.rules.is_in_class("put-upon", tree.lemma(noun));
        if is_blame { None } else { self.holder(noun, DEPTH) }
    }

    /// *was behind the attack*: the subject of a phrase with a copula.
    fn behind(&self, noun: u32) -> Option<u32> {
        let tree = self.tree;
        let copula = tree.child(noun, "cop")?;
        let whole = format!("{} {}", tree.lemma(copula), tree.preposition(noun)?);
        if !self.codebook.rules.is_in_class("responsible", &whole) {
            return None;
        }
        // *accused Chile of being behind the attack*
        let accused = || {
            let verb = tree.head(noun).filter(|_| tree.base(noun) == "advcl")?;
            tree.child(noun, "mark")?;
            self.sufferer(verb)
        };
        tree.child(noun, "nsubj").or_else(accused).or_else(|| self.subject(noun, DEPTH))
    }

    /// Who is what an adjective says: its subject, or the object of the verb that it completes
    /// (*held Chile responsible*).
    fn bearer(&self, adjective: u32) -> Option<u32> {
        let tree = self.tree;
        if tree.base(adjective) != "xcomp" || tree.has_child(adjective, "nsubj") {
            return match tree.base(adjective) {
                "acl" | "amod" => tree.head(adjective),
                _ => self.subject(adjective, DEPTH),
            };
        }
        self.sufferer(tree.head(adjective)?)
    }

    /// The object of a verb, or the subject of a passive.
    fn sufferer(&self, verb: u32) -> Option<u32> {
        if self.is_passive(verb) { self.subject(verb, DEPTH) } else { self.object(verb) }
    }

    fn joins(&self, class: &str, word: u32, brought: u32) -> bool {
        super::brings(self.tree, self.codebook, class, word, brought)
    }
}
