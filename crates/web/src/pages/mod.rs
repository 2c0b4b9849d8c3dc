//! One file for each page.

pub(crate) mod accounts;
pub(crate) mod actor;
pub(crate) mod actors;
pub(crate) mod codebook;
pub(crate) mod document;
pub(crate) mod documents;
mod doubt;
pub(crate) mod dyad;
pub(crate) mod dyads;
pub(crate) mod event;
pub(crate) mod events;
pub(crate) mod findings;
pub(crate) mod forecasts;
pub(crate) mod help;
pub(crate) mod incident;
pub(crate) mod incidents;
pub(crate) mod map;
pub(crate) mod matrix;
pub(crate) mod network;
pub(crate) mod review;
pub(crate) mod rule;
pub(crate) mod search;

use crate::answer::{Answer, Failure};
use crate::layout;
use crate::library::Library;

/// What is sent to be written.
pub(crate) fn post(library: &Library, path: &str, form: &str) -> Answer {
    if library.analyst.is_some() && path == "/review" {
        return review::decide(library, form);
    }
    let failure = if library.analyst.is_some() {
        Failure::Missing("nothing can be sent to this address".into())
    } else {
        Failure::Refused(
            "this server only reads; start it with `--review` to decide".into(),
        )
    };
    layout::failure(library, &failure)
}
