//! What the trained reader takes for names and what is none: titles, offices, times.

use crate::tree::Tree;
use chancery_codebook::Codebook;
use chancery_model::{Mention, MentionForm, Name, NameKind, Span, Timex};
use std::collections::BTreeSet;

/// Names without the titles before them; offices alone and times are no names.
pub(super) fn bare(
    tree: &Tree<'_>,
    codebook: &Codebook,
    mentions: &[Mention],
    times: &[Timex],
    names: Vec<Name>,
) -> Vec<Name> {
    let is_time = |span: Span| {
        let at = times.partition_point(|time| time.span.end() < span.end());
        times.get(at).is_some_and(|time| time.span.contains(span))
    };
    let is_office = |mention: &&Mention| {
        matches!(mention.form, MentionForm::Office | MentionForm::Role)
    };
    let offices: BTreeSet<u32> =
        mentions.iter().filter(is_office).map(|mention| mention.head).collect();
    let is_title = |token: u32| {
        let word = tree.form(token).trim_end_matches('.').to_lowercase();
        codebook.referring.gender(&word).is_some() || offices.contains(&token)
    };
    let trimmed = |name: Name| {
        if is_time(name.span) {
            return None;
        }
        if name.kind != NameKind::Person {
            return Some(name);
        }
        let tokens = tree.tokens_in(name.span);
        let first = tokens.clone().find(|token| !is_title(*token))?;
        let span = tree.span(first).cover(tree.span(tokens.end - 1));
        Some(Name { span, ..name })
    };
    names.into_iter().filter_map(trimmed).collect()
}
