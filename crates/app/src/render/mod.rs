//! How answers look on a screen of plain text.

pub(crate) mod marks;
pub(crate) mod matrix;
pub(crate) mod table;
pub(crate) mod voice;
pub(crate) mod wrap;
