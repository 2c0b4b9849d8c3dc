//! Who acts where an unknown speaker tells what they themselves will do: *Haugen said he would
//! not leave*, *the union's secretary said that they will not end the strike*.

use chancery_codebook::{Codebook, holds};
use chancery_model::{
    Actor, ActorId, ActorKind, Annotated, Basis, Coded, NameKind, OperatorKind,
    Predicate, Role, Span, Speaker, Stance,
};

/// The speaker as the one who acts, if a pronoun that leads to nobody else tells of something to
/// come in their own words. What has happened may be told of anybody.
pub(crate) fn speaker(
    predicate: &Predicate,
    stance: &Stance,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Option<Coded<Actor>> {
    let lies_ahead = |kind| matches!(kind, OperatorKind::Future | OperatorKind::Intended);
    if !stance.operators.iter().any(|operator| lies_ahead(operator.kind)) {
        return None;
    }
    let mut agents = predicate.arguments.iter().filter(|one| one.role == Role::Agent);
    let (agent, None) = (agents.next()?, agents.next()) else { return None };
    let text = &annotated.document.text;
    let head = annotated.tokens.items[agent.head as usize].span;
    let word = head.text(text)?.to_lowercase();
    let pronouns = &codebook.grammar.pronouns;
    let is_open = agent.mentions.is_empty()
        && [&pronouns.group, &pronouns.person].iter().any(|words| holds(words, &word));
    let index = *stance.attributions.last()? as usize;
    let attribution = &annotated.attributions.items[index];
    let is_said = |span: Span| attribution.content.iter().any(|part| part.contains(span));
    if !is_open || !is_said(predicate.trigger) || !is_said(head) {
        return None;
    }
    let span = *attribution.speaker.first()?;
    match &attribution.voice {
        Speaker::Actor(actor) => Some(Coded::new(Actor::clone(actor), Basis::Text(span))),
        Speaker::Unresolved(_) => {
            Some(Coded::new(named(span, annotated)?, Basis::Text(span)))
        }
        Speaker::Publisher | Speaker::Unnamed => None,
    }
}

/// Somebody whom the codebook does not know, by the first name in the words for them.
fn named(span: Span, annotated: &Annotated) -> Option<Actor> {
    let names = &annotated.names.items;
    let from = names.partition_point(|name| name.span.start() < span.start());
    let name = names.get(from).filter(|name| span.contains(name.span))?;
    let (kind, what, label) = match name.kind {
        NameKind::Person => (ActorKind::Private, "person", "person"),
        NameKind::Organisation => {
            (ActorKind::Group, "organisation", name.span.text(&annotated.document.text)?)
        }
        NameKind::Place | NameKind::Event => return None,
    };
    Some(Actor {
        id: ActorId::new(format!("unnamed/{what}")),
        kind,
        country: None,
        sector: None,
        label: label.into(),
    })
}
