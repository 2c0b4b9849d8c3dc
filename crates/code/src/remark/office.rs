//! Which offices a text gives to persons whom it names, beside what the dated table of the
//! codebook says of them.
//!
//! Only offices that one person holds at a time count: two generals contradict nobody.

use chancery_codebook::{Codebook, Term, pieces};
use chancery_model::{
    ActorId, ActorKind, Annotated, DateSpan, EntryId, Mention, MentionForm, OfficeHeld,
    OfficeSaid, Span, TableWord,
};

/// Tokens that may stand between a title and a name: *of Peru ,*.
const GAP: usize = 5;
/// Bytes between a title and what belongs to it, however long the sentence.
const NEAR: u32 = 1000;
/// Mentions that can begin inside a title.
const NESTED: usize = 8;

pub(super) fn offices(annotated: &Annotated, codebook: &Codebook) -> Vec<OfficeSaid> {
    let text = &annotated.document.text;
    let pieces = pieces(text);
    let page = Page { annotated, codebook };
    let mut said: Vec<OfficeSaid> = Vec::new();
    for found in codebook.names.offices.find(text, &pieces, true) {
        let title = pieces[found.first].span.cover(pieces[found.last - 1].span);
        let Some(entry) = found.values.first() else { continue };
        let known = codebook.actors.offices.get(&entry.office);
        let is_single = known.is_some_and(|known| known.is_person && !known.is_shared);
        let is_coded = annotated.document.is_coded_at(title.start());
        if !is_single || !is_coded || page.is_out_of_office(title) {
            continue;
        }
        let Some(bearer) = page.bearer(title) else { continue };
        let Some(state) = page.state(title, bearer) else { continue };
        let words = page.with_owner(title).cover(bearer.span);
        let days = page.days(title);
        let table = page.table(&bearer.actor.id, &entry.office, &state, &days);
        said.push(OfficeSaid {
            person: bearer.actor.id.clone(),
            label: page.label(bearer),
            office: entry.office.clone(),
            state,
            words,
            entry: entry.entry.clone(),
            sentence: page.sentence(title).unwrap_or(words),
            days,
            table,
        });
    }
    said
}

struct Page<'a> {
    annotated: &'a Annotated,
    codebook: &'a Codebook,
}

impl<'a> Page<'a> {
    /// Whether the word before a title says that somebody no longer or not yet holds it.
    fn is_out_of_office(&self, title: Span) -> bool {
        let tokens = &self.annotated.tokens.items;
        let first = tokens.partition_point(|token| token.span.end() <= title.start());
        let owner = self.with_owner(title);
        let before = tokens.partition_point(|token| token.span.end() <= owner.start());
        let after = tokens.partition_point(|token| token.span.start() < title.end());
        let is_out = |at: usize| {
            tokens.get(at).is_some_and(|token| {
                let lemma = token.lemma.to_lowercase();
                self.codebook.rules.is_in_class("out-of-office", &lemma)
            })
        };
        // *then-*, *ex-*: a hyphen may be a token of its own.
        let back = |at: usize| (1..=2).any(|by| at >= by && is_out(at - by));
        back(first) || back(before) || is_out(after)
    }

    /// The person who is given a title: named right after it, or in apposition to it.
    fn bearer(&self, title: Span) -> Option<&'a Mention> {
        let mentions = &self.annotated.mentions.items;
        let is_person = |mention: &&Mention| {
            mention.form == MentionForm::Name
                && mention.actor.kind == ActorKind::Person
                && !mention.span.overlaps(title)
        };
        let sentence = self.sentence(title)?;
        let near = || {
            let from = mentions.partition_point(|one| {
                one.span.start().saturating_add(NEAR) < title.start()
            });
            let until = mentions.partition_point(|one| {
                one.span.start() < title.end().saturating_add(NEAR)
            });
            mentions[from..until]
                .iter()
                .filter(is_person)
                .filter(|mention| sentence.contains(mention.span))
        };
        let after = near().find(|mention| mention.span.start() >= title.end());
        if let Some(name) = after
            && self.is_joined(title, name.span, self.are_appositive(title, name))
        {
            return Some(name);
        }
        let is_other = after.is_some_and(|name| self.is_joined(title, name.span, false));
        let before = near().rfind(|mention| mention.span.end() <= title.start());
        before.filter(|name| {
            !is_other
                && self.are_appositive(title, name)
                && self.is_joined(name.span, title, true)
        })
    }

    /// Whether nothing but a state, articles and, where allowed, a comma stands between.
    fn is_joined(&self, first: Span, second: Span, comma: bool) -> bool {
        let tokens = &self.annotated.tokens.items;
        let from = tokens.partition_point(|token| token.span.start() < first.end());
        let until = tokens.partition_point(|token| token.span.end() <= second.start());
        let between = tokens.get(from..until).unwrap_or_default();
        between.len() <= GAP
            && between.iter().all(|token| match token.upos.as_ref() {
                "DET" | "ADP" | "PART" => true,
                "PUNCT" => comma && token.lemma.as_ref() == ",",
                _ => self.state_at(token.span).is_some(),
            })
    }

    /// Whether grammar ties a title and a name as two words for one person.
    fn are_appositive(&self, title: Span, name: &Mention) -> bool {
        let tokens = &self.annotated.tokens.items;
        let from = tokens.partition_point(|token| token.span.start() < title.start());
        let until = tokens.partition_point(|token| token.span.end() <= title.end());
        let arcs = &self.annotated.syntax.items;
        let tied = |token: usize, head: usize| {
            arcs.get(token).is_some_and(|arc| {
                let is_head = arc.head == u32::try_from(head).ok();
                let base = arc.relation.split(':').next();
                is_head && matches!(base, Some("appos" | "flat" | "compound" | "nmod"))
            })
        };
        let named =
            tokens.partition_point(|token| token.span.start() < name.span.start());
        let end = tokens.partition_point(|token| token.span.end() <= name.span.end());
        (from..until)
            .any(|word| (named..end).any(|other| tied(word, other) || tied(other, word)))
    }

    /// The state of a title: told beside it, or else that of the person.
    fn state(&self, title: Span, bearer: &Mention) -> Option<ActorId> {
        let mentions = &self.annotated.mentions.items;
        let until = mentions.partition_point(|one| one.span.start() < title.end());
        let office = mentions[until.saturating_sub(NESTED)..until].iter();
        let office = office.filter(|mention| mention.form == MentionForm::Office);
        let told = office
            .filter(|mention| mention.span.end() == title.end())
            .find_map(|mention| mention.actor.country.clone());
        told.or_else(|| self.owner(title).map(|(state, _)| state))
            .or_else(|| {
                let between =
                    Span::new(title.start(), bearer.span.start().max(title.end()));
                let from =
                    mentions.partition_point(|one| one.span.start() < between.start());
                let inside = mentions[from..].iter();
                inside
                    .take_while(|one| one.span.start() <= between.end())
                    .filter(|mention| between.contains(mention.span))
                    .find(|mention| mention.actor.kind == ActorKind::State)
                    .and_then(|mention| mention.actor.country.clone())
            })
            .or_else(|| bearer.actor.country.clone())
    }

    /// The state right before a title: *Peru's*, *Peruvian*.
    fn owner(&self, title: Span) -> Option<(ActorId, Span)> {
        let tokens = &self.annotated.tokens.items;
        let mut at = tokens.partition_point(|token| token.span.end() <= title.start());
        while at > 0 && tokens[at - 1].upos.as_ref() == "PART" {
            at -= 1;
        }
        let before = tokens.get(at.checked_sub(1)?)?;
        let state = self.state_at(before.span)?;
        Some((state.actor.country.clone()?, state.span))
    }

    fn with_owner(&self, title: Span) -> Span {
        self.owner(title).map_or(title, |(_, span)| span.cover(title))
    }

    /// The mention of a state that holds these bytes.
    fn state_at(&self, span: Span) -> Option<&'a Mention> {
        let mentions = &self.annotated.mentions.items;
        let until = mentions.partition_point(|one| one.span.start() <= span.start());
        mentions[..until].iter().rev().take(4).find(|mention| {
            mention.actor.kind == ActorKind::State && mention.span.contains(span)
        })
    }

    fn sentence(&self, span: Span) -> Option<Span> {
        let sentences = &self.annotated.sentences.items;
        let at = sentences.partition_point(|one| one.span.end() < span.end());
        sentences.get(at).map(|one| one.span).filter(|one| one.contains(span))
    }

    /// The day of publication, and the dates that the sentence tells.
    fn days(&self, title: Span) -> Vec<DateSpan> {
        let published = &self.annotated.document.metadata.published;
        let mut days: Vec<DateSpan> =
            published.iter().map(|stated| stated.value.clone()).collect();
        if let Some(sentence) = self.sentence(title) {
            let times = &self.annotated.times.items;
            let from = title.start().saturating_sub(NEAR).max(sentence.start());
            let from = times.partition_point(|time| time.span.start() < from);
            let until = title.end().saturating_add(NEAR).min(sentence.end());
            let inside = times[from..].iter().take_while(|time| time.span.end() <= until);
            days.extend(inside.filter_map(|time| time.date.clone()));
        }
        days.sort();
        days.dedup();
        days
    }

    /// What to call a person: as the codebook does, or in the words of the text.
    fn label(&self, bearer: &Mention) -> Box<str> {
        if self.codebook.actors.terms.contains_key(&bearer.actor.id) {
            return bearer.actor.label.clone();
        }
        let words = bearer.span.text(&self.annotated.document.text);
        words.unwrap_or_default().into()
    }

    fn table(
        &self,
        person: &ActorId,
        office: &str,
        state: &ActorId,
        days: &[DateSpan],
    ) -> TableWord {
        let is_it =
            |term: &Term| *term.office == *office && term.state.as_ref() == Some(state);
        let held =
            |term: &Term, day: &DateSpan| term.period.meets(day.earliest(), day.latest());
        let terms = &self.codebook.actors.terms;
        let own = terms.get(person).map(Vec::as_slice).unwrap_or_default();
        if let Some(term) =
            own.iter().find(|term| is_it(term) && days.iter().any(|day| held(term, day)))
        {
            return TableWord::Agrees(term.entry.clone());
        }
        // Whoever has held it keeps the title where earlier days are told of.
        let last = days.iter().filter_map(DateSpan::latest).max();
        let before = |term: &&Term| is_it(term) && term.period.meets(None, last);
        if days.is_empty() || own.iter().any(|term| before(&term)) {
            return TableWord::Silent;
        }
        let mut holders = Vec::new();
        for day in days {
            let mut others = terms.iter().filter(|(other, _)| *other != person);
            let holder = others.find_map(|(other, terms)| {
                let term = terms.iter().find(|term| is_it(term) && held(term, day))?;
                Some(self.held(other, term))
            });
            match holder {
                Some(holder) => holders.push(holder),
                None => return TableWord::Silent,
            }
        }
        holders.sort();
        holders.dedup();
        let now = own.iter().filter(|term| days.iter().any(|day| held(term, day)));
        let instead = now.map(|term| self.held(person, term)).collect();
        TableWord::Contradicts { holders, instead }
    }

    fn held(&self, person: &ActorId, term: &Term) -> OfficeHeld {
        OfficeHeld {
            label: self.codebook.names.label(person),
            office: term.office.clone(),
            entry: EntryId::clone(&term.entry),
        }
    }
}
