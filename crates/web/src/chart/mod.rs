//! Charts as SVG, made here: they need no script and print.

pub(crate) mod scale;
pub(crate) mod timeline;
