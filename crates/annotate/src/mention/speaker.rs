//! *We* and *I*: inside what somebody says they stand for the speaker.

use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{
    ActorKind, Attribution, Basis, Doubt, Ground, Lead, Mention, MentionForm, Reference,
    Span, Speaker,
};

/// Finds pronouns of the speaker and lets them stand for the speaker's side, or for the
/// speaker.
pub(super) fn resolve(
    tree: &Tree<'_>,
    codebook: &Codebook,
    attributions: &[Attribution],
    mentions: &mut Vec<Mention>,
    references: &mut Vec<Reference>,
) {
    for token in 0..tree.len() {
        if !matches!(tree.xpos(token), "PRP" | "PRP$") {
            continue;
        }
        let word = tree.form(token).to_lowercase();
        let alone = holds(&codebook.referring.speaker_alone, &word);
        if !alone && !holds(&codebook.grammar.pronouns.speaker, &word) {
            continue;
        }
        let span = tree.span(token);
        let speaker = innermost(attributions, span).and_then(|said| match &said.voice {
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

/// The shortest thing said that holds these words.
fn innermost(attributions: &[Attribution], span: Span) -> Option<&Attribution> {
    // Attributions are in the order of their cues; what they say lies near.
    attributions
        .iter()
        .filter(|said| said.content.iter().any(|piece| piece.contains(span)))
        .min_by_key(|said| said.content.iter().map(|piece| piece.len()).sum::<u32>())
}
