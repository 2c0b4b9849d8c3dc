//! *We* and *I*: inside what somebody says they stand for the speaker.

use crate::attribution::TOPIC;
use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{
    Actor, ActorKind, Attribution, Basis, Doubt, Ground, Lead, Mention, MentionForm,
    Reference, Span, Speaker,
};
use std::collections::BTreeMap;

/// Finds pronouns of the speaker and lets them stand for the speaker's side, or for the
/// speaker.
pub(super) fn resolve(
    tree: &Tree<'_>,
    codebook: &Codebook,
    attributions: &[Attribution],
    mentions: &mut Vec<Mention>,
    references: &mut Vec<Reference>,
) {
    let mut innermost: Option<Vec<Option<u32>>> = None;
    for token in 0..tree.len() {
        if !matches!(tree.xpos(token), "PRP" | "PRP$") {
            continue;
        }
        let word = tree.small_form(token);
        let alone = holds(&codebook.referring.speaker_alone, &word);
        if !alone && !holds(&codebook.grammar.pronouns.speaker, &word) {
            continue;
        }
        let span = tree.span(token);
        let said = innermost
            .get_or_insert_with(|| innermost_of(tree, attributions))
            .get(token as usize)
            .and_then(|index| attributions.get((*index)? as usize));
        let speaker = said.and_then(|said| match &said.voice {
            Speaker::Actor(actor) => Some((actor, *said.speaker.first()?)),
            _ => None,
        });
        let fits = speaker.filter(|(actor, _)| {
            !alone || matches!(actor.kind, ActorKind::Person | ActorKind::Private)
        });
        let lead = if let Some((actor, words)) = fits {
            mentions.push(Mention {
                span,
                head: token,
                actor: actor.clone(),
                form: MentionForm::Pronoun,
                basis: Basis::Text(words),
            });
            Lead::Found { ground: Ground::Speaker, antecedents: vec![words] }
        } else {
            Lead::Open(Doubt::NoSpeaker)
        };
        references.push(Reference { span, head: token, lead });
    }
}

/// *"We demand it," the envoy said*: who demands is who speaks.
pub(super) fn name(attributions: &mut [Attribution], pronouns: &[Mention]) {
    let pronouns: BTreeMap<Span, &Actor> =
        pronouns.iter().map(|mention| (mention.span, &mention.actor)).collect();
    for said in attributions {
        let open = matches!(said.voice, Speaker::Unresolved(_));
        let actor = said.speaker.first().and_then(|words| pronouns.get(words));
        if let Some(&actor) = actor.filter(|_| open) {
            said.voice = Speaker::Actor(actor.clone());
        }
    }
}

/// For each token the attribution with the least content that holds it, the first of those.
fn innermost_of(tree: &Tree<'_>, attributions: &[Attribution]) -> Vec<Option<u32>> {
    let size = |attribution: &Attribution| {
        attribution.content.iter().map(|piece| piece.len()).sum::<u32>()
    };
    let mut order: Vec<(u32, u32)> =
        (0u32..).zip(attributions).map(|(index, one)| (size(one), index)).collect();
    // Of what somebody only speaks about, the words are not theirs.
    order.retain(|(_, index)| attributions[*index as usize].class.as_ref() != TOPIC);
    order.sort_unstable();
    let mut found = vec![None; tree.tokens.len()];
    for (_, index) in order.into_iter().rev() {
        for piece in &attributions[index as usize].content {
            for token in tree.tokens_in(*piece) {
                if piece.contains(tree.span(token)) {
                    found[token as usize] = Some(index);
                }
            }
        }
    }
    found
}
