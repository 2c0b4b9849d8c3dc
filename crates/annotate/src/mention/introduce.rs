//! Names that the text itself introduces: bodies that no line of the codebook knows, and
//! acronyms in brackets after what they stand for.

use super::Mentions;
use chancery_codebook::holds;
use chancery_model::{
    Actor, ActorId, ActorKind, Basis, Ground, MentionForm, Name, NameKind, Span,
};
use std::collections::BTreeMap;

/// Longest acronym, in letters.
const LONGEST: usize = 8;

impl Mentions<'_> {
    /// Makes actors of the bodies among names that were proposed and nobody has claimed.
    pub(super) fn introduce_bodies(&mut self, proposed: &[Name]) {
        for name in proposed.iter().filter(|name| name.kind == NameKind::Organisation) {
            // *Chilean* in *the Chilean Workers Union* is a name of its own.
            let is_claimed = |&token: &u32| self.claimed[token as usize].is_some();
            let tokens: Vec<u32> =
                self.tree.tokens_in(name.span).skip_while(is_claimed).collect();
            let Some(span) = self.tree.cover(&tokens).filter(|_| tokens.len() > 1) else {
                continue;
            };
            if tokens.iter().any(is_claimed) {
                continue;
            }
            let words = self.tree.text[span.range()].to_lowercase();
            let names = &self.codebook.names;
            // *Supreme Court* alone is that of a state that is not told.
            let is_known = !names.offices.get(&words).is_empty()
                || !names.roles.get(&words).is_empty();
            let Some(head) = self.head_of(span).filter(|_| !is_known) else { continue };
            let actor = self.introduced(span, head);
            self.add(span, head, actor, MentionForm::Name, Basis::Text(span));
        }
    }

    /// An actor of which only its name is known, and its state if a word beside it tells.
    fn introduced(&self, span: Span, head: u32) -> Actor {
        let words: Vec<&str> = self.tree.text[span.range()].split_whitespace().collect();
        let owners = self.owner_states(head, span);
        let country = match &owners[..] {
            [(state, _)] => Some(state.clone()),
            _ => None,
        };
        let slug: String = words
            .join("-")
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '-')
            .collect();
        Actor {
            id: ActorId::new(format!("organisation/{slug}")),
            kind: ActorKind::Organisation,
            country,
            sector: None,
            label: words.join(" ").into(),
        }
    }

    /// Lets acronyms stand for what they are introduced for.
    pub(super) fn introduce_acronyms(&mut self) {
        let tree = self.tree;
        let mut introduced: BTreeMap<&str, (Actor, Span)> = BTreeMap::new();
        for token in 0..tree.len() {
            let word = tree.form(token);
            if !is_acronym(word) {
                continue;
            }
            if self.is_bracketed(token)
                && let Some((actor, words)) = self.stands_for(token)
            {
                introduced.entry(word).or_insert((actor, words));
            }
            let Some((actor, words)) = introduced.get(word) else { continue };
            let (actor, words) = (actor.clone(), *words);
            let span = tree.span(token);
            match self.claimed[token as usize] {
                Some(index) if self.found[index as usize].actor.id == actor.id => {}
                Some(index) if self.found[index as usize].span != span => continue,
                Some(index) => {
                    let known = &mut self.found[index as usize];
                    known.actor = actor;
                    known.form = MentionForm::Name;
                    known.basis = Basis::Text(words);
                }
                None => {
                    self.add(span, token, actor, MentionForm::Name, Basis::Text(words));
                }
            }
            self.note(token, span, Ground::Acronym, words);
        }
    }

    fn is_bracketed(&self, token: u32) -> bool {
        let tree = self.tree;
        let sentence = tree.sentence_span(tree.sentence(token));
        token > sentence.first + 1
            && token + 1 < sentence.last
            && tree.form(token - 1) == "("
            && tree.form(token + 1) == ")"
    }

    /// What an acronym in brackets stands for: the words before whose first letters it has, or
    /// the body named right before.
    fn stands_for(&mut self, acronym: u32) -> Option<(Actor, Span)> {
        let tree = self.tree;
        let last = acronym.checked_sub(2)?;
        let by_letters = self.long_form(acronym);
        let is_body = |actor: &Actor| {
            matches!(
                actor.kind,
                ActorKind::Organ | ActorKind::Organisation | ActorKind::State
            )
        };
        let beside = self.at(last).or_else(|| {
            // *the Ministry of Defence (MoD)*: its head stands further left.
            by_letters.and_then(|first| (first..=last).find_map(|token| self.at(token)))
        });
        if let Some(mention) = beside
            && mention.form != MentionForm::Adjective
            && is_body(&mention.actor)
            && (by_letters.is_some() || mention.actor.kind != ActorKind::State)
        {
            return Some((mention.actor.clone(), mention.span));
        }
        let first = by_letters?;
        let free = (first..=last).all(|token| self.claimed[token as usize].is_none());
        let word = tree.form(last).to_lowercase();
        let acts = !holds(&self.codebook.referring.no_body_words, &word);
        let capitals =
            (first..=last).filter(|&token| is_capital(tree.form(token))).count();
        let is_name = free && acts && capitals >= 2 && is_capital(tree.form(last));
        let span = tree.span(first).cover(tree.span(last));
        let head = self.head_of(span).filter(|_| is_name)?;
        let actor = self.introduced(span, head);
        self.add(span, head, actor.clone(), MentionForm::Name, Basis::Text(span));
        Some((actor, span))
    }

    /// The first of the words before a bracket whose first letters an acronym has.
    fn long_form(&self, acronym: u32) -> Option<u32> {
        let tree = self.tree;
        let word = tree.form(acronym).trim_end_matches('s');
        let mut letters: Vec<char> = word
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        let sentence = tree.sentence_span(tree.sentence(acronym));
        let mut at = acronym.checked_sub(2)?;
        let mut steps = 0;
        loop {
            let form = tree.form(at);
            let first = form.chars().next()?.to_lowercase().next()?;
            if letters.last() == Some(&first) {
                letters.pop();
                if letters.is_empty() {
                    return is_capital(form).then_some(at);
                }
            } else if is_capital(form) || form.chars().count() > 4 {
                return None;
            }
            steps += 1;
            if at == sentence.first || steps > 2 * LONGEST {
                return None;
            }
            at -= 1;
        }
    }
}

/// Whether a word is an acronym: at least two capitals, at most one small letter more than
/// half.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=LONGEST).contains(&letters)
        && capitals >= 2
        && capitals * 2 >= letters
        && word.chars().all(char::is_alphanumeric)
        && is_capital(word)
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
