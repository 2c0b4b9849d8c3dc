//! Brings the events of many documents together into incidents: which of them tell of the
//! same occurrence in the world.
//!
//! Deliberately absent: text. Only what is coded is compared, so that every decision can be
//! retraced from the dataset alone. What may tell one occurrence, and how much each likeness
//! counts, is data: `data/ontology/kinship.csv` and `data/ontology/likeness.toml`.

mod amended;
mod block;
mod decided;
mod group;
mod incident;
mod kinds;
mod known;
mod profile;
mod score;
mod set;
mod story;

pub use amended::amended;
pub use story::{Telling, resolve_words};

use chancery_codebook::{Codebook, Likeness};
use chancery_model::{Decision, Event, Incident};
use decided::Decided;
use incident::{Account, Merge};
use known::Known;
use profile::{Profile, Reader};
use score::Scorer;

/// So many events of one document are one account at most: no report tells one thing more often.
const MOST: usize = 200;

/// Groups events into incidents, sorted by id.
///
/// First the events of each document, where nearness helps and an undated mention inherits
/// the date of its neighbour; then the accounts so made across documents, where a common day
/// or a specific actor, place or number has to show. Two events never share an incident if
/// their days, states or numbers exclude each other, or if one is said to have happened and
/// the other is planned, threatened, expected or supposed.
///
/// The order of `events` does not matter, and events of other dyads change nothing. Every event
/// is in exactly one incident; of two events with one id the second is dropped.
pub fn resolve(events: &[Event], codebook: &Codebook) -> Vec<Incident> {
    resolve_decided(events, &[], codebook)
}

/// The same where analysts decided something, in the order in which they did. Events they split
/// are not brought together by scores; in the end the incidents that hold two events they merged
/// are one, whatever else speaks against it. An event they rejected belongs to no incident.
pub fn resolve_decided(
    events: &[Event],
    decisions: &[Decision],
    codebook: &Codebook,
) -> Vec<Incident> {
    let mut events = in_order(events);
    let rejected = decided::rejected(decisions);
    events.retain(|event| !rejected.contains(&event.id));
    let mut reader = Reader::new(codebook);
    let profiles: Vec<Profile> = events.iter().map(|event| reader.read(event)).collect();
    let kinds = reader.into_kinds();
    let decided = Decided::of(decisions, &events);
    let scorer = Scorer { kinds: &kinds, kinship: &codebook.kinship };

    let mut accounts = Vec::new();
    let mut merges = Vec::new();
    let mut start = 0;
    while start < events.len() {
        let document = events[start].document;
        let length =
            events[start..].iter().take_while(|e| e.document == document).count();
        let grouped = within_document(
            &profiles[start..start + length],
            &decided.between(start, start + length),
            &scorer,
        );
        merges.extend(grouped.merges.into_iter().map(|merge| merge.shifted(start)));
        for members in grouped.groups {
            let members: Vec<usize> = members.iter().map(|at| at + start).collect();
            accounts.push(Account::new(document, members, &profiles));
        }
        start += length;
    }
    let mut grouped = across_documents(&accounts, &decided, &kinds, &scorer);
    for merge in std::mem::take(&mut grouped.merges) {
        let [a, b] = merge.pair.map(|at| accounts[at].events.as_slice());
        merges.push(Merge { pair: scorer.closest(a, b, &profiles), ..merge });
    }
    let permille = codebook.kinship.weight(Likeness::Decided);
    merges.extend(decided.join(&mut grouped.groups, &accounts, permille));
    incident::incidents(&events, &accounts, &grouped.groups, merges)
}

/// The events by document and place in it, each id once.
fn in_order(events: &[Event]) -> Vec<&Event> {
    let mut sorted: Vec<&Event> = events.iter().collect();
    sorted.sort_by_key(|event| (event.document, event.trigger.start(), event.id));
    sorted.dedup_by_key(|event| event.id);
    sorted
}

fn within_document(
    profiles: &[Profile],
    decided: &Decided,
    scorer: &Scorer<'_>,
) -> group::Grouped {
    let known = Known::among(profiles, scorer);
    let mut pairs = block::within_document(profiles, scorer);
    pairs.retain(|pair| !pair.iter().any(|&at| known.follows(at)));
    let compare = |a: usize, b: usize| match decided.parts(a, b) {
        true => None,
        false => scorer.compare_near(&profiles[a], &profiles[b], known.points(a, b)),
    };
    let threshold = scorer.kinship.limits.threshold;
    let rule = group::Rule { threshold, margin: None, most: MOST };
    let mut grouped = group::group(profiles.len(), &pairs, compare, rule);
    known.follow(&mut grouped, profiles, decided, scorer);
    known::accompany(&mut grouped, profiles, decided, scorer);
    grouped
}

fn across_documents(
    accounts: &[Account],
    decided: &Decided,
    kinds: &kinds::Kinds,
    scorer: &Scorer<'_>,
) -> group::Grouped {
    let pairs = block::across_documents(accounts, kinds, &scorer.kinship.limits);
    let decided = decided.of_accounts(accounts);
    let compare = |a: usize, b: usize| match decided.parts(a, b) {
        true => None,
        false => scorer.compare(&accounts[a].profile, &accounts[b].profile),
    };
    let limits = &scorer.kinship.limits;
    let (threshold, margin) = (limits.threshold, Some(limits.margin));
    let rule = group::Rule { threshold, margin, most: usize::MAX };
    group::group(accounts.len(), &pairs, compare, rule)
}
