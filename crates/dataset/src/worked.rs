//! What is worked out of every incident: its line, how it stands between parties, and the values
//! that were replaced. All of it rests on the matrix of its accounts, which is made once.

use crate::accounts::matrix_of;
use crate::brief::{IncidentBrief, brief_of};
use crate::contents::joined;
use crate::dyads::Standing;
use crate::warning::replaced;
use crate::{Contents, Warning};
use chancery_model::{Incident, IncidentId};
use std::collections::BTreeMap;
use std::num::NonZero;

/// Incidents below which nothing is gained by working side by side.
const FEW: usize = 256;

/// What was worked out of all incidents.
#[derive(Debug, Default)]
pub(crate) struct Worked {
    /// Every incident in one line, the most contested first.
    pub(crate) briefs: Vec<IncidentBrief>,
    pub(crate) standings: BTreeMap<IncidentId, Standing>,
    /// Warnings of values that a later document of the same voice has otherwise.
    pub(crate) replaced: Vec<Warning>,
}

impl Worked {
    pub(crate) fn of(contents: &Contents) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let share = contents.incidents.len().div_ceil(cores).max(FEW);
        let parts: Vec<Self> = std::thread::scope(|scope| {
            let chunks = contents.incidents.chunks(share);
            let threads: Vec<_> = chunks
                .map(|incidents| scope.spawn(|| Self::part(contents, incidents)))
                .collect();
            threads.into_iter().map(|thread| joined(thread.join())).collect()
        });
        let mut all = Self::default();
        for part in parts {
            all.briefs.extend(part.briefs);
            all.standings.extend(part.standings);
            all.replaced.extend(part.replaced);
        }
        all.briefs.sort_by_key(IncidentBrief::order);
        all
    }

    fn part(contents: &Contents, incidents: &[Incident]) -> Self {
        let mut part = Self::default();
        for incident in incidents {
            let members = contents.members(incident);
            let matrix = matrix_of(contents, incident, members.clone());
            part.briefs.push(brief_of(incident, &members, &matrix));
            let standing = Standing::of(&members, &contents.signatures);
            part.standings.insert(incident.id, standing);
            part.replaced.extend(replaced::values(contents, &matrix));
        }
        part
    }
}
