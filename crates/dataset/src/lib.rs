//! The dataset: one SQLite file to which runs append what they coded, and the questions that
//! are answered from it.
//!
//! Deliberately absent: coding, and how answers look. Every answer is a [`Table`] or a small
//! typed record; the faces render it.

mod accounts;
mod agreement;
mod append;
mod attribute;
mod blob;
mod brief;
mod coding;
mod contents;
mod corrected;
mod decisions;
mod diff;
mod digest;
mod dossier;
mod error;
pub mod export;
mod forecasts;
mod likeness;
mod lists;
mod origins;
mod passage;
mod publishers;
mod query;
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

pub use accounts::{AccountMatrix, AccountRow, Asserter, accounts};
pub use agreement::Agreement;
pub use append::OpenRun;
pub use attribute::{AccountValue, Attribute};
pub use brief::IncidentBrief;
pub use coding::Coding;
pub use corrected::Corrected;
pub use decisions::decisions;
pub use diff::{
    ChangeKind, Changes, DocumentChange, EventChange, FieldChange, IncidentChange,
    changes,
};
pub use dossier::{
    Dossier, DossierIncident, DossierNote, DossierRow, Scope, Statement, dossier,
};
pub use error::Error;
pub use forecasts::{ForecastWords, forecasts};
pub use lists::{documents, events, findings, incidents, runs};
pub use origins::{Backing, Origin};
pub use publishers::{Independent, independent};
pub use query::Query;
pub use run::{Coder, Run};
pub use schema::SCHEMA_VERSION;
pub use search::{Search, SearchError, search};
pub use store::Dataset;
pub use summary::{DateRange, FindingCount, Summary, summary};
pub use table::{Cell, Column, Table};
pub use voices::VoiceShare;
pub use warning::{Warning, WarningKind, WarningSide, warning_table, warnings};
