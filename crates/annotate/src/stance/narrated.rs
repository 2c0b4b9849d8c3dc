//! Clauses that whoever reports adds to what somebody said: *He said that the talks might fail,
//! as both sides resumed shelling.*

use super::Walk;
use chancery_model::{Attribution, Span};

/// A clause set apart inside reported speech.
pub(super) struct Aside {
    /// Its words.
    span: Span,
    /// The word that it is tied to.
    above: Span,
}

impl Aside {
    /// Whether an attribution tells what the aside says: its cue stands in the aside, or what
    /// it reports begins there.
    pub(super) fn is_told_by(&self, attribution: &Attribution) -> bool {
        let says = attribution.cue.first().is_some_and(|cue| self.span.contains(*cue));
        says || !attribution.content.iter().any(|piece| piece.contains(self.above))
    }
}

impl Walk<'_> {
    /// The outermost clause around a token that stands behind a comma or a dash, outside of any
    /// quotation, with a subject and a tense of its own, and tells a circumstance (*as*,
    /// *while*, *though*) or more of a noun (*…, which …*); or the participle that dates it.
    pub(super) fn narrated(&self, token: u32) -> Option<Aside> {
        let tree = self.tree;
        tree.path(token).filter_map(|clause| self.aside(clause)).last()
    }

    fn aside(&self, clause: u32) -> Option<Aside> {
        let tree = self.tree;
        let above = tree.head(clause).filter(|&above| above < clause)?;
        let words = tree.subtree(clause);
        let span = tree.cover(&words)?;
        let aside = || Aside { span, above: tree.span(above) };
        // *would break an accord signed in May*: what was done on a day is done.
        if self.is_done(clause)
            && tree
                .children(clause)
                .iter()
                .any(|&day| tree.relation(day) == "obl:unmarked")
        {
            return (!self.is_quoted(span)).then(aside);
        }
        let first = *words.iter().find(|&&word| tree.upos(word) != "PUNCT")?;
        let mark = first.checked_sub(1).filter(|&mark| tree.upos(mark) == "PUNCT")?;
        let is_apart = tree.form(mark) == ","
            || tree.form(mark).chars().all(|sign| matches!(sign, '-' | '–' | '—'));
        let is_finite = matches!(tree.xpos(clause), "VBD" | "VBZ" | "VBP")
            || tree.children(clause).iter().any(|&child| {
                matches!(tree.base(child), "aux" | "cop")
                    && matches!(tree.xpos(child), "VBD" | "VBZ" | "VBP")
            });
        let kind = match tree.relation(clause) {
            "acl:relcl" => {
                // *the mayor, who left*: the pronoun opens it.
                matches!(tree.xpos(first), "WDT" | "WP" | "WP$" | "IN")
            }
            "advcl" => {
                let opens = |&child: &u32| {
                    tree.base(child) == "mark"
                        && self
                            .codebook
                            .rules
                            .is_in_class("narrating", &tree.small_lemma(child))
                };
                tree.children(clause).iter().any(opens)
                    && (tree.has_child(clause, "nsubj") || tree.has_child(clause, "expl"))
            }
            _ => false,
        };
        (is_apart && is_finite && kind && !self.is_quoted(span)).then(aside)
    }

    /// Whether words overlap with a quotation.
    fn is_quoted(&self, span: Span) -> bool {
        let next = self.quotations.partition_point(|q| q.span.end() <= span.start());
        self.quotations
            .get(next)
            .is_some_and(|quotation| !quotation.is_scare && quotation.span.overlaps(span))
    }
}
