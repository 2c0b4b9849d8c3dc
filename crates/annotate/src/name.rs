//! Names of persons, places and organisations.

use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{ActorKind, Mention, MentionForm, Name, NameKind, Span};

/// Finds names: what the codebook knows, and other runs of proper nouns whose kind their
/// neighbourhood tells. Runs of unknown kind are left out.
pub(crate) fn names(
    tree: &Tree<'_>,
    mentions: &[Mention],
    codebook: &Codebook,
) -> Vec<Name> {
    let mut names: Vec<Name> = mentions.iter().filter_map(|m| known(tree, m)).collect();
    // Runs lie apart from each other, so that only known names can be in the way.
    names.sort_by_key(|name| name.span.start());
    let starts: Vec<u32> = names.iter().map(|name| name.span.start()).collect();
    let ends: Vec<u32> = names
        .iter()
        .scan(0, |most, name| {
            *most = name.span.end().max(*most);
            Some(*most)
        })
        .collect();
    let is_taken = |span: Span| {
        let before = starts.partition_point(|start| *start < span.end());
        before.checked_sub(1).is_some_and(|last| ends[last] > span.start())
    };
    let mut token = 0;
    while token < tree.len() {
        let last = run_end(tree, token);
        if last == token {
            token += 1;
            continue;
        }
        let span = tree.span(token).cover(tree.span(last - 1));
        let is_new = !is_taken(span);
        if let Some(kind) = guess(tree, span, codebook).filter(|_| is_new) {
            names.push(Name { span, kind });
        }
        token = last;
    }
    names.sort_by_key(|name| (name.span, name.kind));
    names.dedup_by(|a, b| a.span.overlaps(b.span));
    names
}

fn known(tree: &Tree<'_>, mention: &Mention) -> Option<Name> {
    let kind = match (mention.form, mention.actor.kind) {
        (MentionForm::Name, ActorKind::Person | ActorKind::Private) => NameKind::Person,
        (MentionForm::Name, ActorKind::Organ | ActorKind::Organisation) => {
            NameKind::Organisation
        }
        (MentionForm::Name | MentionForm::Seat, ActorKind::State) => NameKind::Place,
        _ => return None,
    };
    (tree.upos(mention.head) == "PROPN").then_some(Name { span: mention.span, kind })
}

/// One past the last token of the run of proper nouns that begins here.
fn run_end(tree: &Tree<'_>, first: u32) -> u32 {
    let mut at = first;
    while at < tree.len()
        && tree.upos(at) == "PROPN"
        && tree.sentence(at) == tree.sentence(first)
    {
        at += 1;
    }
    at
}

fn guess(tree: &Tree<'_>, span: Span, codebook: &Codebook) -> Option<NameKind> {
    let tokens = tree.tokens_in(span);
    let head = tree.head_of(span)?;
    let is_organ = tokens.clone().any(|token| {
        let word = tree.form(token).to_lowercase();
        codebook.rules.is_in_class("organisation", &word)
    });
    if is_organ {
        return Some(NameKind::Organisation);
    }
    let preposition = tree.preposition(head);
    if preposition.is_some_and(|word| holds(&codebook.grammar.inside, &word)) {
        return Some(NameKind::Place);
    }
    let is_flat = tokens.clone().any(|token| tree.base(token) == "flat");
    (is_flat && (2..=4).contains(&tokens.len())).then_some(NameKind::Person)
}
