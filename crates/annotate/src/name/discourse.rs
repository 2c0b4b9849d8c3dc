//! One name, one kind in a document: what a name is in most places it is in all (Gale, Church and
//! Yarowsky 1992), and where the reader passed over it as well.

use crate::tree::Tree;
use chancery_model::{Name, NameKind};
use std::collections::BTreeMap;

/// Kinds and how often a form was read as each.
type Votes = BTreeMap<NameKind, u32>;

/// Gives every name the kind that its form has most often in the document, and adds the places
/// where such a form stands unread. Names stand in order and do not overlap.
pub(super) fn agree(tree: &Tree<'_>, mut names: Vec<Name>) -> Vec<Name> {
    let votes = votes(tree, &names);
    for name in &mut names {
        let form = name.span.text(tree.text).unwrap_or_default();
        if let Some(kind) = votes.get(form).and_then(leading) {
            name.kind = kind;
        }
    }
    let mut added = unread(tree, &votes, &names);
    names.append(&mut added);
    names.sort_by_key(|name| name.span);
    names
}

/// How often each form was read as each kind; a person's last name counts with the whole.
fn votes<'a>(tree: &Tree<'a>, names: &[Name]) -> BTreeMap<&'a str, Votes> {
    let mut votes: BTreeMap<&str, Votes> = BTreeMap::new();
    let mut vote = |form, kind| {
        *votes.entry(form).or_default().entry(kind).or_default() += 1;
    };
    for name in names {
        vote(name.span.text(tree.text).unwrap_or_default(), name.kind);
        let tokens = tree.tokens_in(name.span);
        if name.kind == NameKind::Person && tokens.len() > 1 {
            vote(tree.form(tokens.end - 1), name.kind);
        }
    }
    votes
}

/// The kind with more votes than any other.
fn leading(votes: &Votes) -> Option<NameKind> {
    let (kind, most) = votes.iter().max_by_key(|(_, n)| **n)?;
    let alone = votes.values().filter(|n| *n == most).count() == 1;
    alone.then_some(*kind)
}

/// Proper nouns that are names elsewhere in the document and were read as none here.
fn unread(tree: &Tree<'_>, votes: &BTreeMap<&str, Votes>, names: &[Name]) -> Vec<Name> {
    let mut added = Vec::new();
    let mut rest = names.iter().peekable();
    for token in 0..tree.len() {
        let span = tree.span(token);
        while rest.peek().is_some_and(|name| name.span.end() <= span.start()) {
            rest.next();
        }
        let is_read = rest.peek().is_some_and(|name| name.span.overlaps(span));
        if is_read || tree.upos(token) != "PROPN" || tree.form(token).len() < SHORTEST {
            continue;
        }
        let kind = votes.get(tree.form(token)).and_then(leading);
        // *Washington* in *Washington Monthly* is another name.
        let beside = |other: Option<u32>| {
            other.is_some_and(|other| {
                other < tree.len()
                    && tree.sentence(other) == tree.sentence(token)
                    && tree.upos(other) == "PROPN"
            })
        };
        if let Some(kind) = kind
            && !beside(token.checked_sub(1))
            && !beside(Some(token + 1))
        {
            added.push(Name { span, kind });
        }
    }
    added
}

/// Bytes of the shortest form that is looked for elsewhere.
const SHORTEST: usize = 3;
