//! What only the build of a sentence tells to lie ahead or to be done: purposes, clauses of time
//! beside a future, participles of the past, reasons.

use super::Walk;
use chancery_codebook::Part;
use chancery_model::{Operator, OperatorKind};

/// The entry under which a bare *to* stands that tells a purpose.
const AIM: &str = "in order";

impl Walk<'_> {
    /// *a push to take the town*, *is working to free the crew*: an infinitive tells what
    /// somebody aims at. What was done *to end the siege* may have ended it; so may what was
    /// the *first to* do so.
    pub(super) fn purpose(&self, at: u32, below: u32) -> Option<Operator> {
        let tree = self.tree;
        let rules = &self.codebook.rules;
        let to =
            tree.children_with(below, "mark").find(|&mark| tree.xpos(mark) == "TO")?;
        let serves = || rules.is_in_class("serving", &tree.small_lemma(at));
        if tree.xpos(below) != "VB" || serves() {
            return None;
        }
        let is_aim = match tree.relation(below) {
            "acl" => {
                let foremost =
                    |word: u32| rules.is_in_class("foremost", &tree.small_lemma(word));
                let is_foremost = foremost(at)
                    || tree.children(at).iter().any(|&child| foremost(child));
                tree.upos(at) == "NOUN" && !is_foremost && !self.is_moved(at)
            }
            "advcl" => {
                let is_finite = |aux: u32| matches!(tree.xpos(aux), "VBZ" | "VBP");
                tree.xpos(at) == "VBG" && tree.children_with(at, "aux").any(is_finite)
            }
            _ => false,
        };
        let operator = self.codebook.words.operator(AIM, Part::Mark)?;
        is_aim.then(|| self.made(to, operator))
    }

    /// *prompted the ministry to urge a truce*: whether a verb brings somebody to do what the
    /// reader ties to him.
    fn is_moved(&self, noun: u32) -> bool {
        let tree = self.tree;
        let verb = tree.head(noun).filter(|_| tree.base(noun) == "obj");
        verb.is_some_and(|verb| {
            self.codebook.rules.is_in_class("causing", &tree.small_lemma(verb))
        })
    }

    /// *will speak when he arrives*: a clause of time in the present beside a future lies ahead
    /// as well.
    pub(super) fn when_it_will(&self, at: u32, below: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let opens = |child: u32| {
            matches!(tree.base(child), "mark" | "advmod")
                && self.codebook.rules.is_in_class("timing", &tree.small_lemma(child))
        };
        let tells_time = tree.base(below) == "advcl"
            && matches!(tree.xpos(below), "VBZ" | "VBP")
            && tree.children(below).iter().any(|&child| opens(child));
        if !tells_time {
            return;
        }
        for aux in tree.children_with(at, "aux") {
            if let Some(operator) = self
                .operator(aux, Part::Auxiliary)
                .filter(|operator| operator.kind == OperatorKind::Future)
            {
                found.push(self.made(aux, operator));
            }
        }
    }

    /// *an agreement struck by Chad*: a participle that says what was done, unless it says what
    /// is asked for (*wants the tax lifted*).
    pub(super) fn is_done(&self, token: u32) -> bool {
        let tree = self.tree;
        let is_asked = || {
            let noun = tree.head(token).filter(|&noun| tree.base(noun) == "obj");
            let verb = noun.and_then(|noun| tree.head(noun));
            let operator = verb.and_then(|verb| self.operator(verb, Part::Verb));
            operator.is_some_and(|operator| operator.kind == OperatorKind::Demanded)
        };
        tree.relation(token) == "acl"
            && tree.xpos(token) == "VBN"
            && !tree.has_child(token, "mark")
            && !tree.has_child(token, "aux:pass")
            && !is_asked()
    }

    /// *failed to punish Chad for shelling the town*: what somebody answers for was done. What
    /// somebody *called for* need not be.
    pub(super) fn is_reason(&self, clause: u32, mark: u32) -> bool {
        let tree = self.tree;
        let brings = tree.small_lemma(mark);
        let asks = tree.head(clause).is_some_and(|verb| {
            let whole = format!("{} {brings}", tree.small_lemma(verb));
            self.codebook.words.operator(&whole, Part::Verb).is_some()
        });
        tree.xpos(clause) == "VBG"
            && !asks
            && self.codebook.rules.is_in_class("giving-reason", &brings)
    }

    /// *nobody had plans to meet*: a verb that only holds what a noun tells bears on it.
    pub(super) fn is_held(&self, verb: u32, noun: u32, found: &[Operator]) -> bool {
        let at = self.tree.span(noun);
        found.iter().any(|operator| operator.span == at)
            && self.codebook.rules.is_in_class("light", &self.tree.small_lemma(verb))
    }
}
