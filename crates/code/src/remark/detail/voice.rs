//! Who says what a predicate tells, the publisher first.

use super::{Placed, label::commitment};
use chancery_model::{
    Actor, ActorKind, Annotated, Attribution, Factuality, Mention, Role, Span, Speaker,
    Voice,
};

/// Bytes between the first and the last word of a cue.
const APART: u32 = 500;
/// Bytes between a cue and what is said.
const AROUND: u32 = 2000;
/// Mentions that can begin before a word and hold it.
const NESTED: usize = 6;
/// The class of cues that tell what somebody speaks about, not what they say.
const TOPIC: &str = "topic";

/// The voices behind a predicate, by its place in the layer.
pub(super) fn voices(annotated: &Annotated, predicate: usize) -> Vec<Voice> {
    let stance = &annotated.stances.items[predicate];
    let mut voices = crate::claim::voices(annotated, stance);
    let first = voices[0].factuality;
    // *The fact that it happened*: the publisher vouches for it, and nobody else speaks.
    while voices.len() > 1
        && first == Factuality::CERTAIN
        && voices.last().is_some_and(|last| last.speaker == Speaker::Unnamed)
    {
        voices.pop();
    }
    voices
}

/// The same with whoever does what the predicate tells as the last: those who call something by
/// a name say so themselves.
pub(super) fn speaking(
    annotated: &Annotated,
    (index, predicate): Placed<'_>,
    is_so: bool,
) -> Vec<Voice> {
    let mut voices = voices(annotated, index);
    let all = &annotated.attributions.items;
    let first = |said: &Attribution| said.cue.first().map_or(0, |cue| cue.start());
    let from = all.partition_point(|one| first(one) + APART < predicate.trigger.start());
    let near = all[from..].iter().take_while(|one| first(one) < predicate.trigger.end());
    let by_cue = near.into_iter().find(|said| {
        said.cue.iter().any(|cue| cue.overlaps(predicate.trigger))
            && said.voice != Speaker::Publisher
            && said.voice != Speaker::Unnamed
    });
    let own = by_cue.map(|said| of(said, commitment(is_so))).or_else(|| {
        let agent = predicate.arguments.iter().find(|one| one.role == Role::Agent)?;
        let mentions = agent.mentions.iter().chain(&agent.owners);
        let mention = mentions
            .filter_map(|&index| annotated.mentions.items.get(index as usize))
            .find(|mention| speaks(&mention.actor))?;
        Some(voice(
            mention.actor.clone(),
            mention.span,
            predicate.trigger,
            commitment(is_so),
        ))
    });
    let Some(own) = own else { return voices };
    let is_known = voices.last().is_some_and(|last| last.speaker == own.speaker);
    if is_known {
        voices.pop();
    }
    if voices.len() == 1 {
        voices[0].factuality = Factuality::UNKNOWN;
    }
    voices.push(own);
    voices
}

/// The voices behind words that no predicate heads: the publisher, and whoever is quoted with
/// them, the outermost first. The innermost commits as far as is told.
pub(super) fn around(
    annotated: &Annotated,
    words: Span,
    innermost: Factuality,
) -> Vec<Voice> {
    let all = &annotated.attributions.items;
    let first = |said: &Attribution| said.cue.first().map_or(0, |cue| cue.start());
    let from = all.partition_point(|one| first(one) + AROUND < words.start());
    let near = all[from..].iter().take_while(|one| first(one) < words.end() + AROUND);
    let holds = |said: &&Attribution| {
        said.class.as_ref() != TOPIC && said.content.iter().any(|one| one.contains(words))
    };
    let length = |said: &Attribution| {
        said.content.iter().map(|one| one.end() - one.start()).sum::<u32>()
    };
    let mut saying: Vec<&Attribution> = near.filter(holds).collect();
    saying.sort_by_key(|said| (std::cmp::Reverse(length(said)), first(said)));
    let mut voices = vec![Voice {
        speaker: Speaker::Publisher,
        words: None,
        cue: None,
        factuality: Factuality::UNKNOWN,
    }];
    voices.extend(saying.into_iter().map(|said| of(said, Factuality::UNKNOWN)));
    if let Some(last) = voices.last_mut() {
        last.factuality = innermost;
    }
    voices
}

/// The widest mention around words of somebody who can speak.
pub(super) fn speaker_at(annotated: &Annotated, words: Span) -> Option<&Mention> {
    let mentions = &annotated.mentions.items;
    let until = mentions.partition_point(|one| one.span.start() <= words.start());
    let near = mentions[..until].iter().rev().take(NESTED);
    near.filter(|one| one.span.contains(words) && speaks(&one.actor))
        .max_by_key(|one| one.span.end() - one.span.start())
}

/// Whose view a sentence gives that begins with them: *For Peru, this was an act of war.*
pub(super) fn viewer(annotated: &Annotated, sentence: usize) -> Option<(&Mention, Span)> {
    let sentence = annotated.sentences.items[sentence];
    let tokens = &annotated.tokens.items[sentence.first as usize..sentence.last as usize];
    let [brings, first, ..] = tokens else { return None };
    let comma = tokens.iter().position(|token| token.lemma.as_ref() == ",")?;
    let last = tokens.get(comma.checked_sub(1)?)?;
    let mention = speaker_at(annotated, last.span)?;
    // Nothing but the name, with or without an article, stands before the comma.
    let is_whole = mention.span.contains(first.span)
        || (first.upos.as_ref() == "DET"
            && tokens.get(2).is_some_and(|next| mention.span.contains(next.span)));
    is_whole.then_some((mention, brings.span))
}

fn speaks(actor: &Actor) -> bool {
    actor.country.is_some() || actor.kind == ActorKind::Organisation
}

/// The voice of an actor named by these words.
pub(super) fn voice(
    actor: Actor,
    words: Span,
    cue: Span,
    factuality: Factuality,
) -> Voice {
    Voice {
        speaker: Speaker::Actor(actor),
        words: Some(words),
        cue: Some(cue),
        factuality,
    }
}

fn of(said: &Attribution, factuality: Factuality) -> Voice {
    Voice {
        speaker: said.voice.clone(),
        words: said.speaker.first().copied(),
        cue: said.cue.first().copied(),
        factuality,
    }
}
