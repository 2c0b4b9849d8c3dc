//! The dataset: one SQLite file to which runs append what they coded, and the questions that
//! are answered from it.
//!
//! Deliberately absent: coding, and how answers look. Every answer is a [`Table`] or a small
//! typed record; the faces render it.

mod accounts;
mod agreement;
mod amended;
mod append;
mod around;
mod attribute;
mod bases;
mod blob;
mod brief;
mod cast;
mod coding;
mod contents;
mod corrected;
mod decisions;
mod diff;
mod digest;
mod dossier;
mod dyads;
mod error;
pub mod export;
mod fired;
mod forecasts;
mod kept;
mod likeness;
mod lists;
mod origins;
mod passage;
mod publishers;
mod query;
mod queue;
mod read;
mod remarks;
mod run;
mod schema;
pub mod scoring;
mod search;
mod store;
mod summary;
mod table;
mod voices;
mod warning;
mod whereabouts;
mod why;
mod worked;

pub use accounts::{AccountMatrix, AccountRow, Asserter, accounts};
pub use agreement::Agreement;
pub use append::OpenRun;
pub use attribute::{AccountValue, Attribute};
pub use bases::{Bases, bases};
pub use brief::IncidentBrief;
pub use cast::{Part, has_page, kind_word, names_of_actor, offices_of_actor};
pub use coding::Coding;
pub use contents::Contents;
pub use corrected::Corrected;
pub use decisions::{decision_on, decisions};
pub use diff::{
    ChangeKind, Changes, DocumentChange, EventChange, FieldChange, IncidentChange,
    RemarkChange, changes,
};
pub use dossier::{
    Dossier, DossierIncident, DossierNote, DossierRow, Scope, Statement, chain, dossier,
};
pub use dyads::{Between, Lane, Period, Vouching, party, quad, quad_words};
pub use error::Error;
pub use fired::{all_codes, code_of, codes};
pub use forecasts::{ForecastWords, forecasts};
pub use kept::Kept;
pub use lists::{documents, events, findings, incidents, runs};
pub use origins::{Backing, Origin};
pub use publishers::{Independent, independent};
pub use query::Query;
pub use queue::{Queue, judged, judged_word};
pub use run::{Coder, Run};
pub use schema::SCHEMA_VERSION;
pub use search::{Search, SearchError, search, search_in};
pub use store::Dataset;
pub use summary::{DateRange, FindingCount, Summary, summary, summary_of};
pub use table::{Cell, Column, Table};
pub use voices::VoiceShare;
pub use warning::{Warning, WarningKind, WarningSide, warning_table, warnings};
pub use whereabouts::precision_word;
pub use why::{Provenance, Reason, commitment};
