//! When and where a predicate takes place, by the words that depend on it or on the clause
//! it belongs to.

use super::Reading;
use super::filler::MentionsAt;
use chancery_codebook::holds;
use chancery_model::{ActorKind, Locality, MentionForm, Predicate, Span};

/// The temporal expressions that date a predicate, the nearest first: those that depend on it,
/// then those of the clauses that govern it in the same sentence.
pub(super) fn times(reading: &Reading<'_>, predicate: &Predicate) -> Vec<u32> {
    let tree = reading.tree;
    let sentence = tree.sentence_span(predicate.sentence);
    let mut found: Vec<u32> = Vec::new();
    let inside: Vec<(u32, u32)> = within(reading, sentence.span)
        .filter_map(|index| {
            let time = &reading.times[index];
            Some((u32::try_from(index).ok()?, tree.head_of(time.span)?))
        })
        .collect();
    let mut below = predicate.head;
    for (steps, at) in tree.path(predicate.head).enumerate() {
        if steps > 0 && is_clause_wall(reading, below) {
            break;
        }
        for &(index, token) in &inside {
            if !found.contains(&index) && depends_on(reading, token, at) {
                found.push(index);
            }
        }
        below = at;
    }
    found
}

/// Indices of the temporal expressions that begin in a span.
fn within(reading: &Reading<'_>, span: Span) -> std::ops::Range<usize> {
    let before = |at: u32| reading.times.partition_point(|time| time.span.start() < at);
    before(span.start())..before(span.end())
}

/// Whether a time depends on a token without another clause between them.
fn depends_on(reading: &Reading<'_>, time: u32, on: u32) -> bool {
    let tree = reading.tree;
    for at in tree.path(time) {
        if at == on {
            return true;
        }
        let is_clause =
            matches!(tree.base(at), "ccomp" | "advcl" | "acl" | "parataxis" | "csubj")
                || (tree.base(at) == "conj" && tree.upos(at) == "VERB");
        if is_clause {
            return false;
        }
    }
    false
}

/// Whether the clause that a token heads is dated apart from what governs it.
fn is_clause_wall(reading: &Reading<'_>, token: u32) -> bool {
    matches!(reading.tree.base(token), "ccomp" | "parataxis" | "csubj")
        || reading.tree.relation(token) == "acl:relcl"
}

/// Where a predicate takes place: a locative phrase of the predicate, of its light verb, or of
/// what it is done to.
pub(super) fn place(
    reading: &Reading<'_>,
    mentions_at: &MentionsAt,
    predicate: &Predicate,
) -> Option<Locality> {
    let tree = reading.tree;
    let mut hosts = vec![predicate.head];
    hosts.extend(predicate.light_verb);
    hosts.extend(predicate.arguments.iter().map(|argument| argument.head));
    // *the embassy of Peru in Lima*: the parser may tie Lima to Peru.
    let inner: Vec<u32> =
        hosts.iter().flat_map(|&host| tree.children_with(host, "nmod")).collect();
    hosts.extend(inner);
    hosts.into_iter().find_map(|host| {
        tree.children(host).iter().copied().find_map(|child| {
            let is_locative = tree
                .preposition(child)
                .is_some_and(|word| holds(&reading.codebook.grammar.locative, &word));
            let span = tree.noun_phrase(child);
            let is_time = !within(reading, span).is_empty();
            if !is_locative || is_time || !is_place(reading, mentions_at, child) {
                return None;
            }
            Some(Locality { span, country: country(reading, mentions_at, child) })
        })
    })
}

/// Whether a token can head the name of a place: a state or part of one, a name that is
/// nobody's, or a border or territory that has a name in its phrase.
fn is_place(reading: &Reading<'_>, mentions_at: &MentionsAt, token: u32) -> bool {
    let tree = reading.tree;
    let first = mentions_at.get(&token).and_then(|found| found.first());
    if let Some(&index) = first {
        let kind = reading.mentions[index as usize].actor.kind;
        return matches!(kind, ActorKind::State | ActorKind::Organ);
    }
    let rules = &reading.codebook.rules;
    let is_area = ["border", "territory"]
        .iter()
        .any(|class| rules.is_in_class(class, tree.lemma(token)));
    tree.upos(token) == "PROPN"
        || (is_area
            && tree.subtree(token).iter().any(|&inner| tree.upos(inner) == "PROPN"))
}

/// The state that a place lies in: the one it names, or whose capital it is.
fn country(
    reading: &Reading<'_>,
    mentions_at: &MentionsAt,
    token: u32,
) -> Option<chancery_model::ActorId> {
    let named = mentions_at.get(&token).and_then(|found| {
        let mention = &reading.mentions[*found.first()? as usize];
        let is_place = matches!(mention.form, MentionForm::Name | MentionForm::Seat);
        mention.actor.country.clone().filter(|_| is_place)
    });
    // *in Arica, a port of Chile*
    let described = || {
        let appositions = reading.tree.children_with(token, "appos");
        let tokens: Vec<u32> =
            appositions.flat_map(|at| reading.tree.subtree(at)).collect();
        tokens.into_iter().find_map(|at| {
            let mention = &reading.mentions[*mentions_at.get(&at)?.first()? as usize];
            mention.actor.country.clone()
        })
    };
    named.or_else(described).or_else(|| {
        let form = reading.tree.form(token);
        let known = reading.codebook.names.actors.get(form);
        let first = known.first()?;
        let is_state = reading.codebook.actors.states.contains_key(&first.actor);
        let alone = known.iter().all(|entry| entry.actor == first.actor);
        (is_state && alone).then(|| first.actor.clone())
    })
}
