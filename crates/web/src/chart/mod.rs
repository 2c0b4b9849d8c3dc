//! Charts as SVG, made here: they need no script and print.

pub(crate) mod map;
pub(crate) mod network;
pub(crate) mod scale;
pub(crate) mod series;
pub(crate) mod timeline;
