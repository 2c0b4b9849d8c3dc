//! Names that the trained reader finds: runs of words with classes of one kind.

use super::link::linked;
use super::whole::whole;
use crate::tree::Tree;
use chancery_codebook::Codebook;
use chancery_model::{Name, NameKind, Sentence, Span};

/// Name class of a word that is seen as a part of the word after it.
pub(crate) const AS_NEXT: u16 = u16::MAX;

/// Names as the reader proposes them, in the order of the text.
///
/// `classes` has the name class of each token, and `kinds` the labels of the model's kinds:
/// class 0 is no name, 2k + 1 begins a name of kind k and 2k + 2 goes on with it. A kind
/// without a home here is a name of an event if its words say so, and else left out.
pub(crate) fn tagged(
    tree: &Tree<'_>,
    sentences: &[Sentence],
    classes: &[u16],
    kinds: &[String],
    codebook: &Codebook,
) -> Vec<Name> {
    let mut names = Vec::new();
    for sentence in sentences {
        let mut open: Option<(u16, Span)> = None;
        let mut pending: Option<Span> = None;
        for token in sentence.first..sentence.last {
            let class = classes.get(token as usize).copied().unwrap_or(0);
            let span = tree.span(token);
            if class == AS_NEXT {
                pending = Some(pending.map_or(span, |before: Span| before.cover(span)));
                continue;
            }
            let span = pending.take().map_or(span, |before| before.cover(span));
            let begins = class % 2 == 1;
            let kind = class.checked_sub(1).map(|c| c / 2);
            open = match (open, kind) {
                (Some((was, name)), Some(kind)) if !begins && was == kind => {
                    Some((was, name.cover(span)))
                }
                (before, kind) => {
                    names.extend(before);
                    kind.map(|kind| (kind, span))
                }
            };
        }
        names.extend(open);
    }
    let mut joined: Vec<(u16, Span)> = Vec::with_capacity(names.len());
    for name in names {
        match joined.last_mut() {
            Some(last) if let Some(kind) = join(tree, *last, name) => {
                *last = (kind, last.1.cover(name.1));
            }
            _ => joined.push(name),
        }
    }
    let names = joined
        .into_iter()
        .filter_map(|(kind, span)| {
            // Addresses are no names.
            let is_address = tree.tokens_in(span).all(|token| tree.xpos(token) == "ADD");
            let label = kinds.get(usize::from(kind)).filter(|_| !is_address)?;
            let kind = kind_of(label, tree, span, codebook)?;
            Some(super::known::known(tree, codebook, Name { span, kind }))
        })
        .collect();
    whole(tree, codebook, linked(tree, codebook, names))
}

/// *Harbour* *Bank*: the kind of two names that stand side by side and are one by their grammar:
/// that of the governing word.
fn join(tree: &Tree<'_>, one: (u16, Span), two: (u16, Span)) -> Option<u16> {
    let tokens = (tree.tokens_in(one.1), tree.tokens_in(two.1));
    if tokens.0.end != tokens.1.start {
        return None;
    }
    let (first, second) = (tree.head_of(one.1)?, tree.head_of(two.1)?);
    if tree.base(first) == "compound" && tokens.1.contains(&tree.head(first)?) {
        Some(two.0)
    } else if matches!(tree.base(second), "flat" | "compound")
        && tokens.0.contains(&tree.head(second)?)
    {
        Some(one.0)
    } else {
        None
    }
}

fn kind_of(
    label: &str,
    tree: &Tree<'_>,
    span: Span,
    codebook: &Codebook,
) -> Option<NameKind> {
    match label {
        "PER" => Some(NameKind::Person),
        "LOC" => Some(NameKind::Place),
        "ORG" => Some(NameKind::Organisation),
        _ => {
            let is_event = tree.tokens_in(span).any(|token| {
                let word = tree.form(token).to_lowercase();
                codebook.rules.is_in_class("event-name", &word)
            });
            is_event.then_some(NameKind::Event)
        }
    }
}
