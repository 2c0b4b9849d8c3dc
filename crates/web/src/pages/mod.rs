//! One file for each page.

pub(crate) mod accounts;
pub(crate) mod document;
pub(crate) mod documents;
pub(crate) mod event;
pub(crate) mod events;
pub(crate) mod findings;
pub(crate) mod help;
pub(crate) mod incident;
pub(crate) mod incidents;
pub(crate) mod matrix;
pub(crate) mod search;

use crate::answer::{Answer, Failure};
use crate::layout;
use crate::library::Library;

/// What is sent to be written.
pub(crate) fn post(library: &Library, _path: &str, _form: &str) -> Answer {
    let failure = if library.analyst.is_some() {
        Failure::Missing("nothing can be sent to this address".into())
    } else {
        Failure::Refused(
            "this server only reads; start it with `--review` to decide".into(),
        )
    };
    layout::failure(library, &failure)
}
