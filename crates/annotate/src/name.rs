//! Names of persons, places, organisations and events.

mod discourse;
mod known;
mod link;
mod tagged;
mod title;
mod whole;

pub(crate) use tagged::{AS_NEXT, tagged};

use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{ActorKind, Mention, MentionForm, Name, NameKind, Span, Timex};

/// All names: what the codebook knows, and what the trained reader proposes beside it. A
/// proposal that holds a known name and more is a name of its own: the state in *Bank of
/// Ghana* is not meant.
pub(crate) fn names(
    tree: &Tree<'_>,
    codebook: &Codebook,
    mentions: &[Mention],
    times: &[Timex],
    tagged: Vec<Name>,
) -> Vec<Name> {
    let tagged = title::bare(tree, codebook, mentions, times, tagged);
    let mut names: Vec<Name> = mentions.iter().filter_map(|m| known(tree, m)).collect();
    names.retain(|name| {
        !meeting(&tagged, name.span)
            .is_some_and(|other| other != name.span && other.contains(name.span))
    });
    names.sort_by_key(|name| (name.span, name.kind));
    names.dedup_by(|a, b| a.span.overlaps(b.span));
    let (known, mut names) = (names.clone(), names);
    names.extend(tagged.into_iter().filter(|name| meeting(&known, name.span).is_none()));
    names.sort_by_key(|name| name.span);
    discourse::agree(tree, names)
}

/// The first of the names, which do not overlap and stand in order, that overlaps a span.
fn meeting(names: &[Name], span: Span) -> Option<Span> {
    let at = names.partition_point(|name| name.span.end() <= span.start());
    names.get(at).map(|name| name.span).filter(|name| name.overlaps(span))
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
        let is_area =
            || known::is_area(codebook, span.text(tree.text).unwrap_or_default());
        if last > first && is_body(last) && !is_cut && !is_area() {
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
        (MentionForm::Name, ActorKind::State) | (MentionForm::Seat, _) => NameKind::Place,
        _ => return None,
    };
    (tree.upos(mention.head) == "PROPN").then_some(Name { span: mention.span, kind })
}
