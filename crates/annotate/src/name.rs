//! Names of persons, places, organisations and events.

mod tagged;

pub(crate) use tagged::{AS_NEXT, tagged};

use crate::tree::Tree;
use chancery_model::{ActorKind, Mention, MentionForm, Name, NameKind, Span};

/// All names: what the codebook knows, and what the trained reader proposes beside it. A
/// proposal that holds a known name and more is a name of its own: the state in *Bank of
/// Ghana* is not meant.
pub(crate) fn names(
    tree: &Tree<'_>,
    mentions: &[Mention],
    tagged: Vec<Name>,
) -> Vec<Name> {
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
    names
}

/// The first of the names, which do not overlap and stand in order, that overlaps a span.
fn meeting(names: &[Name], span: Span) -> Option<Span> {
    let at = names.partition_point(|name| name.span.end() <= span.start());
    names.get(at).map(|name| name.span).filter(|name| name.overlaps(span))
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
