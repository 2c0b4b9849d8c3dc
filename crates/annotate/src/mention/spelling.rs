//! Other spellings of names that the document has elsewhere: *Aliev* beside *Aliyev*, *IRCG*
//! beside *IRGC*.

use super::Mentions;
use chancery_model::{Actor, ActorKind, Basis, Ground, Mention, MentionForm, Span};
use std::collections::BTreeMap;

/// Shortest name and acronym whose spelling may differ, in letters.
const SHORTEST: (usize, usize) = (5, 4);
/// Shortest remainder of a name where spellings are compared.
const REMAINDER: usize = 3;
/// By at most so many letters two spellings differ.
const MOST: usize = 2;

/// Words that name an actor of the document, by what all spellings share; `None` where they
/// name two.
type Known<'a> = BTreeMap<String, Option<(&'a str, Actor, Span)>>;

impl<'a> Mentions<'a> {
    /// Gives unknown names that are another spelling of a known one its actor.
    pub(super) fn recognise_spellings(&mut self) {
        let (names, acronyms) = (self.known_names(), self.known_acronyms());
        let mut recognised: Vec<(Span, Actor, Span)> = Vec::new();
        for (first, last) in self.unknown_names() {
            let word = self.tree.form(last);
            let key = if is_capitals(word) { sorted(word) } else { self.skeleton(word) };
            let known = if is_capitals(word) && first == last {
                acronyms.get(&key).and_then(Option::as_ref).filter(|(other, ..)| {
                    word.len() >= SHORTEST.1 && is_swapped(word, other)
                })
            } else {
                names.get(&key).and_then(Option::as_ref).filter(
                    |(other, actor, words)| {
                        key.len() >= REMAINDER
                            && is_spelling(word, other)
                            && self.may_be_one(first, last, actor, *words)
                    },
                )
            };
            if let Some((_, actor, words)) = known {
                let span = self.tree.span(first).cover(self.tree.span(last));
                recognised.push((span, actor.clone(), *words));
            }
        }
        for (span, actor, words) in recognised {
            let Some(head) = self.head_of(span) else { continue };
            self.add(span, head, actor, MentionForm::Name, Basis::Text(words));
            self.note(head, span, Ground::Spelling, words);
        }
    }

    fn skeleton(&self, word: &str) -> String {
        self.codebook.referring.skeleton(word)
    }

    /// The last words of names of the document.
    fn known_names(&self) -> Known<'a> {
        let mut known = Known::new();
        let text = self.tree.text;
        for mention in self.found.iter().filter(|m| is_name(m)) {
            let words = &text[mention.span.range()];
            let is_person = mention.actor.kind == ActorKind::Person;
            let last = words.split_whitespace().next_back().unwrap_or(words);
            if (is_person || last == words) && !is_capitals(last) {
                remember(&mut known, self.skeleton(last), last, mention);
            }
        }
        known
    }

    /// The acronyms of the actors that the document names.
    fn known_acronyms(&self) -> Known<'a> {
        let mut known = Known::new();
        let (text, codebook) = (self.tree.text, self.codebook);
        for mention in self.found.iter().filter(|m| is_name(m)) {
            let words = &text[mention.span.range()];
            if is_capitals(words) {
                remember(&mut known, sorted(words), words, mention);
            }
            let acronyms = codebook.names.acronyms.get(&mention.actor.id);
            for acronym in acronyms.into_iter().flatten() {
                remember(&mut known, sorted(acronym), acronym, mention);
            }
        }
        known
    }

    /// Whether what stands before a word lets it be the name: a person's given names must
    /// begin alike, any other name must stand alone.
    fn may_be_one(&self, first: u32, last: u32, actor: &Actor, words: Span) -> bool {
        let tree = self.tree;
        if first < last {
            let initial = |text: &str| text.trim_start().chars().next();
            let known = &tree.text[words.range()];
            return actor.kind == ActorKind::Person
                && last == first + 1
                && known.contains(char::is_whitespace)
                && initial(known) == initial(tree.form(first));
        }
        let given = self.codebook.referring.given(tree.form(last)).is_some();
        let before = first
            .checked_sub(1)
            .filter(|&before| tree.sentence(before) == tree.sentence(first));
        // *the District of Columbia* is no misspelt state.
        let is_part = before.is_some_and(|before| {
            tree.upos(before) == "PROPN" || tree.lemma(before) == "of"
        });
        !given && (actor.kind == ActorKind::Person || !is_part)
    }
}

fn is_name(mention: &Mention) -> bool {
    matches!(mention.form, MentionForm::Name | MentionForm::Seat)
}

fn remember<'a>(known: &mut Known<'a>, key: String, word: &'a str, mention: &Mention) {
    let fresh = || Some((word, mention.actor.clone(), mention.span));
    known
        .entry(key)
        .and_modify(|entry| {
            if entry.as_ref().is_some_and(|(_, actor, _)| actor.id != mention.actor.id) {
                *entry = None;
            }
        })
        .or_insert_with(fresh);
}

/// Whether two words are spellings of one name, their remainders being equal.
fn is_spelling(word: &str, other: &str) -> bool {
    let long = |text: &str| text.chars().count() >= SHORTEST.0;
    word != other && long(word) && long(other) && distance(word, other) <= MOST
}

/// Whether two acronyms of the same letters differ by two neighbours that changed places.
fn is_swapped(word: &str, other: &str) -> bool {
    let pairs = word.chars().zip(other.chars()).enumerate();
    let wrong: Vec<usize> =
        pairs.filter(|(_, (a, b))| a != b).map(|(index, _)| index).collect();
    matches!(wrong[..], [one, two] if two == one + 1)
}

fn is_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

fn sorted(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Letters to add, leave out or change on the way from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_differ_by_few_letters() {
        assert_eq!(distance("Nakhchivan", "Nakhichevan"), 2);
        assert!(is_spelling("Aliev", "Aliyev"));
        assert!(!is_spelling("Aliyev", "Aliyev"));
        assert!(!is_spelling("Alia", "Aliya"), "too short to tell");
        assert!(is_swapped("IRCG", "IRGC"));
        assert!(!is_swapped("CRIG", "IRGC"));
        assert!(!is_swapped("IRGC", "IRGC"));
    }
}
