//! Second names in brackets: *Jon Berg (Vale)* is Jon Vale, *Jon Berg (Per Vale)* is Per Vale.

use super::Mentions;
use chancery_model::{Actor, ActorKind, Basis, MentionForm, Name, NameKind, Span};

/// Words of the longest name in brackets.
const LONGEST: u32 = 4;

impl Mentions<'_> {
    /// Makes one person of those whom the text calls by two names, one in brackets behind the
    /// other. `proposed` tells which words in brackets name a person.
    pub(super) fn unite_aliases(&mut self, proposed: &[Name]) {
        for alias in self.bracketed_names() {
            let Some((bearer, actor)) = self.bearer_before(alias) else { continue };
            let words = &self.tree.text[alias.range()];
            let full = match words.split_once(char::is_whitespace) {
                Some(_) => words.to_owned(),
                // *Jon Berg (Vale)*: a family name beside the given name before it.
                None => {
                    let given = self.tree.text[bearer.range()].split_whitespace().next();
                    format!("{} {words}", given.unwrap_or_default())
                }
            };
            let one = match self.named(&full).cloned() {
                // *Berg (Ana Lund)* of two whom the codebook knows is no one person.
                Some(known) if is_known(&actor) && is_known(&known) => continue,
                Some(known) => {
                    let [one, other] = by_knowledge(actor, known);
                    self.replace(&other, &one);
                    one
                }
                None if words == full && is_proposed(proposed, alias) => actor,
                None => continue,
            };
            self.name_as(alias, &one);
        }
    }

    /// Proper nouns that stand alone in brackets.
    fn bracketed_names(&self) -> Vec<Span> {
        let tree = self.tree;
        let opens = (1..tree.len()).filter(|&token| tree.form(token - 1) == "(");
        let names = opens.filter_map(|first| {
            let is_name = |token: &u32| tree.upos(*token) == "PROPN";
            let last =
                (first..tree.len().min(first + LONGEST)).take_while(is_name).last()?;
            let is_closed = last + 1 < tree.len() && tree.form(last + 1) == ")";
            is_closed.then(|| tree.span(first).cover(tree.span(last)))
        });
        names.collect()
    }

    /// The person named right before words in brackets, and the words of that name.
    fn bearer_before(&self, alias: Span) -> Option<(Span, Actor)> {
        let tree = self.tree;
        let tokens: Vec<u32> = tree.tokens_in(alias).collect();
        let (first, last) = (*tokens.first()?, *tokens.last()?);
        let sentence = tree.sentence_span(tree.sentence(first));
        let is_bracketed = first > sentence.first + 1
            && last + 1 < sentence.last
            && tree.form(first - 1) == "("
            && tree.form(last + 1) == ")";
        let before = is_bracketed.then(|| self.at(first - 2)).flatten()?;
        let is_named = before.form == MentionForm::Name && is_person(&before.actor);
        is_named.then(|| (before.span, before.actor.clone()))
    }

    /// The person whom a full name denotes elsewhere in the text.
    fn named(&self, full: &str) -> Option<&Actor> {
        let mut by_name = self.found.iter().filter(|mention| {
            mention.form == MentionForm::Name
                && is_person(&mention.actor)
                && self.tree.text[mention.span.range()]
                    .strip_suffix(full)
                    .is_some_and(|before| before.is_empty() || before.ends_with(' '))
        });
        by_name.next().map(|mention| &mention.actor)
    }

    /// Puts one actor in the place of another throughout the text.
    fn replace(&mut self, other: &Actor, one: &Actor) {
        for mention in self.found.iter_mut().filter(|m| m.actor.id == other.id) {
            mention.actor = one.clone();
        }
    }

    /// Lets a name denote a person unless it is known as another.
    fn name_as(&mut self, span: Span, person: &Actor) {
        let is_free =
            self.tree.tokens_in(span).all(|token| self.claimed[token as usize].is_none());
        if let Some(head) = self.head_of(span).filter(|_| is_free) {
            self.add(span, head, person.clone(), MentionForm::Name, Basis::Text(span));
        }
    }
}

/// Whether the reader took words for the name of a person.
fn is_proposed(proposed: &[Name], span: Span) -> bool {
    let mut persons = proposed.iter().filter(|name| name.kind == NameKind::Person);
    persons.any(|name| name.span == span)
}

fn is_person(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::Person | ActorKind::Private)
}

/// Whether the codebook knows a person, and not only the text.
fn is_known(actor: &Actor) -> bool {
    actor.kind == ActorKind::Person
}

/// Two actors that are one person, the one of whom more is known first.
fn by_knowledge(one: Actor, other: Actor) -> [Actor; 2] {
    let known = |actor: &Actor| (is_known(actor), actor.country.is_some());
    if known(&one) >= known(&other) { [one, other] } else { [other, one] }
}
