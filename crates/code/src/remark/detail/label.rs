//! What an occurrence is called or taken for, and why it is said to have been done.

use super::{Page, Placed, voice};
use chancery_model::{
    Argument, DetailKind, Factuality, Predicate, PredicateKind, Role, Span,
};

/// Quotations that can hold one another.
const NESTED: usize = 3;

impl<'a> Page<'a> {
    /// *called it an act of terror*, *dismissed the incident as a quarrel*, *the deadly attack*.
    pub(super) fn label(&mut self, index: usize, predicate: &'a Predicate) {
        if predicate.kind == PredicateKind::Noun
            && let Some(event) = self.occurrences.told_by(predicate)
        {
            let words = self.occurrences.phrase(predicate.head as usize);
            self.add(DetailKind::Label, event, words, (index, predicate));
        }
        if !self.is_in("labelling", &predicate.lemma) {
            return;
        }
        let object = predicate.arguments.iter().find(|one| one.role == Role::Patient);
        let Some(event) = object.and_then(|one| self.occurrences.meant(one.head)) else {
            return;
        };
        let mut names = self.with(predicate, "labelling-by");
        if names.is_empty() {
            let complements = predicate.arguments.iter();
            names.extend(complements.filter(|one| one.role == Role::Complement));
        }
        let clause = || {
            self.occurrences
                .clause_with(predicate.head, |lemma| self.is_in("labelling-by", lemma))
        };
        let name = names.first().map(|name| name.head).or_else(clause);
        let Some(name) = name else { return };
        let words = self.occurrences.whole_phrase(name);
        let kind =
            if self.tells_motive(words) { DetailKind::Motive } else { DetailKind::Label };
        let voices = voice::speaking(self.annotated, (index, predicate), true);
        self.push(kind, event, words, predicate, voices, [None; 2]);
    }

    /// *dismissed political motives*: a motive that somebody says it did not have.
    pub(super) fn denial(&mut self, index: usize, predicate: &'a Predicate) {
        if !self.is_in("dismissing", &predicate.lemma) {
            return;
        }
        let is_motive = |one: &&Argument| {
            one.role == Role::Patient
                && one.lemmas.first().is_some_and(|lemma| self.is_in("motive", lemma))
        };
        let Some(denied) = predicate.arguments.iter().find(is_motive) else { return };
        let spans = predicate.arguments.iter().map(|argument| argument.span);
        let event = spans
            .filter_map(|span| self.occurrences.meant_in(span))
            .next()
            .or_else(|| self.occurrences.spoken_of(predicate));
        let Some(event) = event else { return };
        let words = self.occurrences.phrase(denied.head as usize);
        let voices = voice::speaking(self.annotated, (index, predicate), false);
        self.push(DetailKind::Motive, event, words, predicate, voices, [None; 2]);
    }

    /// *stemmed from a quarrel*, *was motivated by a grudge*, *attacked it over a grudge*.
    pub(super) fn motive(&mut self, index: usize, predicate: &'a Predicate) {
        let role = |role: Role| predicate.arguments.iter().find(move |a| a.role == role);
        let by: Placed<'_> = (index, predicate);
        if self.is_in("stemming", &predicate.lemma)
            && let Some(event) =
                role(Role::Agent).and_then(|a| self.occurrences.meant(a.head))
        {
            for origin in self.with(predicate, "stemming-from") {
                self.add(DetailKind::Motive, event, origin.span, by);
            }
        }
        if self.is_in("motivating", &predicate.lemma)
            && let Some(event) =
                role(Role::Patient).and_then(|a| self.occurrences.meant(a.head))
            && let Some(cause) = role(Role::Agent)
        {
            self.add(DetailKind::Motive, event, cause.span, by);
        }
        let told = self.occurrences.told_by(predicate);
        // *carried out the attack to defend his wife*
        let done = || {
            let object =
                role(Role::Patient).filter(|_| self.is_in("doing", &predicate.lemma));
            object.and_then(|object| self.occurrences.meant(object.head))
        };
        let is_verb = predicate.kind == PredicateKind::Verb;
        if let Some(event) = told.or_else(done).filter(|_| is_verb) {
            for purpose in &predicate.arguments {
                let is_purpose = matches!(&purpose.role, Role::With(word) if
                    self.is_in("purpose", word))
                    && self.occurrences.is_verb_at(purpose.head);
                if is_purpose {
                    self.add(DetailKind::Motive, event, purpose.span, by);
                }
            }
        }
        let Some(event) = told else { return };
        for reason in &predicate.arguments {
            let is_motive =
                reason.lemmas.first().is_some_and(|lemma| self.is_in("motive", lemma));
            if matches!(reason.role, Role::With(_)) && is_motive {
                self.add(DetailKind::Motive, event, reason.span, by);
            }
        }
    }

    /// *the terrorist attack* told again: its words are what the publisher calls it.
    pub(super) fn pointed_labels(&mut self) {
        let tokens = &self.annotated.tokens.items;
        for (at, token) in tokens.iter().enumerate() {
            let is_deed =
                token.upos.as_ref() == "NOUN" && self.is_in("deed", &token.lemma);
            let Ok(head) = u32::try_from(at) else { return };
            if !is_deed || self.occurrences.is_told_at(head) || !self.is_coded(token.span)
            {
                continue;
            }
            let words = self.occurrences.phrase(at);
            let Some(event) = self.occurrences.meant(head) else { continue };
            // *the attack* again after *attacked* calls it nothing new; *the ambush* does.
            let family = |lemma: &str| self.codebook.families.of(&lemma.to_lowercase());
            if words == token.span && family(&token.lemma) == family(&event.lemma) {
                continue;
            }
            let own = self.occurrences.predicate_at(head);
            let Some(by) = own.or_else(|| self.occurrences.teller(token.span)) else {
                continue;
            };
            // *This is not the first attack*: another one is spoken of.
            let voices = voice::voices(self.annotated, by.0);
            let is_denied = voices.iter().any(|voice| {
                voice.factuality.polarity == chancery_model::Polarity::Negative
            });
            if is_denied {
                continue;
            }
            // *"We demand that this terrorist act be investigated"*: who is quoted calls it so,
            // whatever is demanded.
            let mut voices = voices;
            if self.is_quoted(token.span)
                && let [_, .., last] = &mut voices[..]
            {
                last.factuality = commitment(true);
            }
            self.push(DetailKind::Label, event, words, by.1, voices, [None; 2]);
        }
    }

    /// Whether words stand in somebody's own words.
    fn is_quoted(&self, words: Span) -> bool {
        let all = &self.annotated.quotations.items;
        let until = all.partition_point(|one| one.span.start() <= words.start());
        let near = all[..until].iter().rev().take(NESTED);
        near.into_iter().any(|one| !one.is_scare && one.span.contains(words))
    }

    /// Whether words hold a noun for a motive.
    fn tells_motive(&self, words: Span) -> bool {
        self.occurrences.tokens_in(words).any(|token| self.is_in("motive", &token.lemma))
    }
}

/// How far somebody commits to a name that is given, or to one that is refused.
pub(super) fn commitment(is_so: bool) -> Factuality {
    let polarity = if is_so {
        chancery_model::Polarity::Positive
    } else {
        chancery_model::Polarity::Negative
    };
    Factuality { polarity, ..Factuality::CERTAIN }
}
