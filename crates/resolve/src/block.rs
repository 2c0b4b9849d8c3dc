//! Which pairs are worth comparing, so that many events take little more than linear time.

use crate::incident::Account;
use crate::kinds::Kinds;
use crate::profile::{Profile, Symbol};
use crate::score::Scorer;
use crate::set::Set;
use chancery_codebook::Limits;
use chancery_model::CountWhat;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of one document: of related types, and not too many events apart.
pub(crate) fn within_document(
    profiles: &[Profile],
    scorer: &Scorer<'_>,
) -> Vec<[usize; 2]> {
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        if let Some(family) = family(profile, scorer.kinds) {
            families.entry(family).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for members in families.values() {
        for (index, &b) in members.iter().enumerate() {
            let first = index.saturating_sub(scorer.kinship.limits.window);
            pairs.extend(members[first..index].iter().map(|&a| [a, b]));
        }
    }
    pairs
}

/// What ties accounts of different documents together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Tie {
    /// A party, together with dates that meet.
    Party(Symbol),
    /// An organ or person.
    Actor(Symbol),
    /// A word of a place.
    Place(Symbol),
    /// A telling number, of what and by or against whom.
    Count(CountWhat, u32, Symbol),
}

/// Pairs of different documents: of related types, with dates that meet, and tied by a party
/// on sharp dates, or by a specific actor, a place or a telling number.
pub(crate) fn across_documents(
    accounts: &[Account],
    kinds: &Kinds,
    limits: &Limits,
) -> Vec<[usize; 2]> {
    let mut blocks: BTreeMap<(usize, Tie), Vec<usize>> = BTreeMap::new();
    for (at, account) in accounts.iter().enumerate() {
        let Some(family) = family(&account.profile, kinds) else { continue };
        for tie in ties(&account.profile, limits) {
            blocks.entry((family, tie)).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for ((_, tie), members) in &blocks {
        let is_sharp =
            |at: &usize| accounts[*at].profile.days.is_sharp(limits.sharp_days);
        let (mut sharp, vague): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|at| is_sharp(at));
        sharp.sort_by_key(|&at| (accounts[at].profile.days.earliest, at));
        for (index, &a) in sharp.iter().enumerate() {
            let last = accounts[a].profile.days.latest;
            let meeting = sharp[index + 1..]
                .iter()
                .take_while(|&&b| accounts[b].profile.days.earliest <= last);
            pairs.extend(meeting.map(|&b| [a.min(b), a.max(b)]));
        }
        if matches!(tie, Tie::Party(_)) || members.len() > limits.crowd {
            continue;
        }
        for &a in &vague {
            let others = members.iter().filter(|&&b| b != a && (is_sharp(&b) || a < b));
            pairs.extend(others.map(|&b| [a.min(b), a.max(b)]));
        }
    }
    pairs
        .into_iter()
        .filter(|[a, b]| accounts[*a].document != accounts[*b].document)
        .collect()
}

/// The family of types; `None` for what is related to nothing.
fn family(profile: &Profile, kinds: &Kinds) -> Option<usize> {
    profile.kinds.iter().find_map(|&kind| kinds.family(kind))
}

fn ties(profile: &Profile, limits: &Limits) -> Vec<Tie> {
    let parties: Set<Symbol> = profile.parties();
    let sides = [&profile.source_side, &profile.target_side];
    let actors = sides.into_iter().flat_map(|side| {
        side.organs.iter().chain(side.grounds.iter()).chain(side.persons.iter())
    });
    let places = profile.places.iter().flat_map(Set::iter);
    let counts =
        profile.counts.iter().filter(|count| count.is_telling(limits.telling_count));
    let mut ties: BTreeSet<Tie> = actors.map(|&actor| Tie::Actor(actor)).collect();
    ties.extend(places.map(|&word| Tie::Place(word)));
    for count in counts {
        let tie = |&party: &Symbol| Tie::Count(count.what, count.low, party);
        ties.extend(parties.iter().map(tie));
    }
    if profile.days.is_sharp(limits.sharp_days) {
        ties.extend(parties.iter().map(|&party| Tie::Party(party)));
    }
    ties.into_iter().collect()
}
