//! What somebody says where the words of it do not depend on the verb of saying: another
//! sentence, the rest of the sentence, or a clause that the parser tied elsewhere.

use super::Sayings;
use chancery_codebook::{Cue, Part};
use chancery_model::Span;

/// From a second verb of saying up to the first are at most this many steps.
const BESIDE: usize = 4;

impl Sayings<'_> {
    /// What a verb of saying reports when nothing below it tells.
    pub(super) fn stated_apart(&self, verb: u32, cue: &Cue) -> Option<Vec<Span>> {
        self.subject_of(verb)?;
        // *“Why now?” the envoy demanded.*
        if cue.class.as_ref() == "demand" {
            return self.quotation_apart(verb, cue);
        }
        if !self.is("sayable", cue.class.as_ref()) {
            return None;
        }
        self.after_that(verb)
            .or_else(|| self.asked(verb))
            .or_else(|| self.quotation_apart(verb, cue))
            .or_else(|| self.set_between(verb))
    }

    /// *said at a meeting in Lima that …*: from *that* to the end of the sentence, if it opens
    /// a clause of its own.
    fn after_that(&self, verb: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(verb));
        let has_object = tree.has_child(verb, "obj") || tree.has_child(verb, "ccomp");
        if has_object {
            return None;
        }
        let that = (verb + 1..sentence.last).find(|&word| {
            tree.base(word) == "mark" && self.is("that", &tree.form(word).to_lowercase())
        })?;
        let mut words: Vec<u32> = (that..sentence.last).collect();
        self.trim(&mut words);
        tree.cover(&words).map(|span| vec![span])
    }

    /// A reported clause with what the parser has cut off: the subject that it took for the
    /// object of the verb of saying, and further clauses (*…, and that they left*).
    pub(super) fn whole_clause(&self, clause: u32, verb: u32) -> Span {
        let tree = self.tree;
        let mut span = self.clause(clause, verb);
        let sentence = tree.sentence_span(tree.sentence(verb));
        let tokens = tree.tokens_in(span);
        let opens_itself = tree
            .tokens_in(span)
            .next()
            .is_some_and(|first| matches!(tree.base(first), "mark" | "advmod" | "cc"));
        let has_subject =
            tree.has_child(clause, "nsubj") || tree.has_child(clause, "nsubj:pass");
        let lost =
            tree.children(verb).iter().copied().find(|&child| {
                child > verb && matches!(tree.base(child), "obj" | "nsubj")
            });
        if let Some(lost) = lost.filter(|&lost| {
            lost < tokens.start
                && !opens_itself
                && !has_subject
                && self.nearest_subject(verb).is_some_and(|subject| subject < verb)
                && tree.subtree(lost).first() == Some(&(verb + 1))
        }) {
            span = tree.phrase(lost).cover(span);
        }
        let mut at = tree.tokens_in(span).end;
        // *said three things had changed: one, …*
        if at + 2 < sentence.last && tree.form(at) == ":" {
            let mut words: Vec<u32> = (at + 1..sentence.last).collect();
            self.trim(&mut words);
            return tree.cover(&words).map_or(span, |more| span.cover(more));
        }
        if at < sentence.last && tree.form(at) == "," {
            at += 1;
        }
        let goes_on = at + 2 < sentence.last
            && tree.upos(at) == "CCONJ"
            && self.is("that", &tree.small_form(at + 1))
            && matches!(tree.base(at + 1), "mark" | "det")
            && tree.upos(at + 1) == "SCONJ";
        if goes_on {
            let mut words: Vec<u32> = (at + 1..sentence.last).collect();
            self.trim(&mut words);
            span = tree.cover(&words).map_or(span, |more| span.cover(more));
        }
        span
    }

    /// *said it had left, adding that …*, *said it had left, though she conceded that …*: the
    /// verb of saying beside which another stands, where the reader has tied the second to what
    /// the first reports.
    pub(super) fn speaks_beside(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        if tree.upos(verb) != "VERB" || !matches!(tree.base(verb), "advcl" | "conj") {
            return None;
        }
        let says = |word: u32| {
            self.cue(word, Part::Verb)
                .is_some_and(|cue| self.is("sayable", cue.class.as_ref()))
        };
        let first = tree.subtree(verb).into_iter();
        let first = first.into_iter().find(|&word| tree.upos(word) != "PUNCT")?;
        let is_apart = first.checked_sub(1).is_some_and(|before| {
            tree.upos(before) == "PUNCT" && tree.form(before) != "\""
        });
        let has_own = tree.child(verb, "nsubj").is_some_and(|subject| {
            subject < verb && tree.xpos(subject) == "PRP" && self.animate(subject)
        });
        let is_participle = tree.xpos(verb) == "VBG"
            && tree.base(verb) == "advcl"
            && first == verb
            && !tree.has_child(verb, "nsubj");
        let reports = tree.child(verb, "ccomp").is_some_and(|clause| clause > verb);
        if !is_apart || !reports || !(has_own || is_participle) || !says(verb) {
            return None;
        }
        let mut below = verb;
        for above in tree.path(verb).take(BESIDE) {
            let is_told = tree.base(below) == "ccomp" && tree.head(below) == Some(above);
            if is_told && above < below && says(above) {
                return Some(above);
            }
            below = above;
        }
        None
    }

    /// *did not say when they would leave*, *asked whether …*
    fn asked(&self, verb: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        let clause = tree.children_with(verb, "advcl").find(|&clause| {
            let opener = tree.subtree(clause).first().copied();
            let asks = opener.is_some_and(|word| {
                self.is("question-word", &tree.form(word).to_lowercase())
                    && tree.head(word) == Some(clause)
            });
            clause > verb && asks
        })?;
        Some(vec![self.clause(clause, verb)])
    }

    /// A quotation that ends right before the sentence of its verb (*“…,” she said*, read as
    /// two sentences), or what follows a colon at its end.
    fn quotation_apart(&self, verb: u32, cue: &Cue) -> Option<Vec<Span>> {
        let tree = self.tree;
        let text = tree.text;
        let sentence = tree.sentence_span(tree.sentence(verb));
        let gap = |from: u32, to: u32| {
            Span::of(from as usize, to as usize).and_then(|span| span.text(text))
        };
        let next =
            self.quotations.partition_point(|q| q.span.end() <= sentence.span.start());
        let before = next.checked_sub(1).map(|index| self.quotations[index].span);
        let is_bare = (verb + 1..sentence.last).all(|word| tree.upos(word) != "VERB");
        if !is_bare {
            return None;
        }
        let before = before.filter(|quotation| {
            quotation.end() == sentence.span.start()
                || gap(quotation.end(), sentence.span.start())
                    .is_some_and(|gap| gap.trim().is_empty() && !gap.contains("\n\n"))
        });
        if before.is_some() {
            return before.map(|span| vec![span]);
        }
        let last = sentence.last.checked_sub(1)?;
        if tree.form(last) != ":" || sentence.last >= tree.len() {
            return None;
        }
        let from = tree.span(sentence.last).start();
        let between = gap(sentence.span.end(), from)?;
        let at = self.quotations.partition_point(|q| q.span.start() < from);
        if let Some(quotation) =
            self.quotations.get(at).filter(|q| q.span.start() == from)
        {
            return Some(vec![quotation.span]);
        }
        // A paragraph set apart behind *added:* is quoted without marks.
        let is_set_apart = between.contains('\n') && cue.class.as_ref() == "say";
        let length =
            text[from as usize..].find('\n').unwrap_or(text.len() - from as usize);
        let end =
            from as usize + text[from as usize..from as usize + length].trim_end().len();
        let paragraph = Span::of(from as usize, end)?;
        (is_set_apart && !paragraph.is_empty()).then(|| vec![paragraph])
    }

    /// *In recent days, aides say, the mood has changed*: all of the sentence around a speaker
    /// and a verb set between commas.
    fn set_between(&self, verb: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(verb));
        let subject = self.subject_of(verb).filter(|&subject| subject < verb)?;
        let follows = verb + 1 < sentence.last && tree.form(verb + 1) == ",";
        let start = tree.tokens_in(tree.noun_phrase(subject)).next()?;
        let opens = start == sentence.first
            || start.checked_sub(1).is_some_and(|before| tree.form(before) == ",");
        if !follows || !opens {
            return None;
        }
        let piece = |from: u32, to: u32| {
            let mut words: Vec<u32> = (from..to).collect();
            self.trim(&mut words);
            tree.cover(&words)
        };
        let after = piece(verb + 2, sentence.last)?;
        let has_verb =
            tree.tokens_in(after).any(|word| matches!(tree.upos(word), "VERB" | "AUX"));
        let before = piece(sentence.first, start.max(sentence.first));
        has_verb.then(|| before.into_iter().chain([after]).collect())
    }

    /// *According to a poll, …* and *…, according to a poll.*: the rest of the sentence, where
    /// the phrase opens or closes it.
    pub(super) fn rest_of_sentence(&self, first: u32, noun: u32) -> Option<Vec<Span>> {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(noun));
        let mut name: Vec<Span> = self.speaker_pieces(noun, tree.span(first));
        name.sort_unstable();
        let last = tree.tokens_in(*name.last()?).last()?.max(noun);
        let range = if first == sentence.first && last + 2 < sentence.last {
            last + 1..sentence.last
        } else if first > sentence.first + 2
            && tree.form(first - 1) == ","
            && last + 3 >= sentence.last
        {
            sentence.first..first - 1
        } else {
            return None;
        };
        let mut words: Vec<u32> = range.collect();
        self.trim(&mut words);
        tree.cover(&words).map(|span| vec![span])
    }
}
