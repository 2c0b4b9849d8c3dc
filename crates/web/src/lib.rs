//! The Accounts desk: a dataset as pages for a browser on the same machine.
//!
//! Each page is one question to the dataset. Its table is the page, and with `.json` or `.csv`
//! behind the address a file. Deliberately absent: anything that the dataset can work out.

mod address;
mod answer;
mod asked;
mod assets;
mod chart;
mod guard;
mod kept;
mod layout;
mod library;
mod openapi;
mod pages;
mod routes;
mod server;
mod sheet;

pub use library::Library;
pub use routes::{Unanswered, table};
pub use server::{ServeError, serve};
