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
    let mut token = 0;
    while token < tree.len() {
        let last = run_end(tree, token);
        if last == token {
            token += 1;
            continue;
        }
        let span = tree.span(token).cover(tree.span(last - 1));
        let is_new = !names.iter().any(|name| name.span.overlaps(span));
        if let Some(kind) = guess(tree, span, codebook).filter(|_| is_new) {
            names.push(Name { span, kind });
        }
        token = last;
    }
    names.sort_by_key(|name| (name.span, name.kind));
    names.dedup_by(|a, b| a.span.overlaps(b.span));
    names
}

/// Names of bodies that their last word tells: *Harbour Workers' Union*, *Bank of Northtown*.
pub(crate) fn proposed(tree: &Tree<'_>, codebook: &Codebook) -> Vec<Name> {
    let is_body = |token: u32| {
        let word = tree.form(token).trim_end_matches('.').to_lowercase();
        codebook.rules.is_in_class("organisation", &word)
            || holds(&codebook.referring.body_words, &word)
    };
    // *Coastal* in *the Coastal Workers Union* may be read as an adjective.
    let is_name = |token: u32| {
        let opens = tree.sentence_span(tree.sentence(token)).first == token;
        let fits = tree.upos(token) == "PROPN"
            || tree.xpos(token) == "NNP"
            || (!opens && matches!(tree.upos(token), "ADJ" | "NOUN"));
        fits && tree.form(token).chars().next().is_some_and(char::is_uppercase)
    };
    let mut found = Vec::new();
    let mut first = 0;
    while first < tree.len() {
        if !is_name(first) {
            first += 1;
            continue;
        }
        // Names may hold a possessive mark.
        let mut last = first;
        while last + 1 < tree.len() && tree.sentence(last + 1) == tree.sentence(first) {
            let next = last + 1;
            if is_name(next) {
                last = next;
            } else if tree.xpos(next) == "POS"
                && next + 1 < tree.len()
                && tree.form(next).len() < "'s".len()
                && is_name(next + 1)
            {
                last = next + 1;
            } else {
                break;
            }
        }
        let span = tree.span(first).cover(tree.span(last));
        // *Intermediate-Range Nuclear Forces* does not begin with its second part.
        let is_cut = tree.text[..span.range().start].ends_with('-');
        if last > first && is_body(last) && !is_cut {
            found.push(Name { span, kind: NameKind::Organisation });
        }
        first = last + 1;
    }
    found
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
