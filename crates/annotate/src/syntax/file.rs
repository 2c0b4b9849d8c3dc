//! The file of a trained model: a mark, then one compressed body of numbers and texts.
//!
//! Body: numbers are little-endian groups of seven bits, the lowest first; a text is its length
//! in bytes and its bytes; sorted numbers are stored as gaps. A matrix is stored as the size of
//! one step of each column, in the form of a four-byte float, and its cells in whole steps of
//! one or two bytes, row by row.

use std::fmt;

/// First bytes of a model file; the digits are the version of the format.
pub const MARK: &[u8; 8] = b"chsyn\x0004";

/// Why a model file was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The file does not begin with the mark of this version.
    Mark,
    /// The body does not unpack.
    Packing,
    /// The body ends early, goes on too long, or has a value out of range; the text names the part.
    Body(&'static str),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::Mark => write!(f, "not a syntax model of this version"),
            ModelError::Packing => write!(f, "the syntax model does not unpack"),
            ModelError::Body(part) => write!(f, "the syntax model is damaged: {part}"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Largest body that is unpacked, in bytes.
const LARGEST: usize = 256 << 20;

/// Level of packing: weights hold no repetitions, so that higher levels gain nothing and unpack more slowly.
const PACKING: i32 = 1;

/// Unpacks a file to its body.
///
/// # Errors
/// If the mark is missing or the body does not unpack.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>, ModelError> {
    let packed = bytes.strip_prefix(MARK).ok_or(ModelError::Mark)?;
    let mut head = Reader::new(packed);
    let length = head.number("length").map_err(|_| ModelError::Packing)?;
    let length = usize::try_from(length).map_err(|_| ModelError::Packing)?;
    if length > LARGEST {
        return Err(ModelError::Packing);
    }
    let body =
        zstd::bulk::decompress(head.rest(), length).map_err(|_| ModelError::Packing)?;
    if body.len() == length { Ok(body) } else { Err(ModelError::Packing) }
}

/// Packs a body to a file.
///
/// # Errors
/// If the packer fails.
pub fn pack(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut head = Writer::default();
    head.number(body.len() as u64);
    let packed = zstd::bulk::compress(body, PACKING)?;
    Ok([MARK.as_slice(), &head.bytes, &packed].concat())
}

/// How finely the cells of a matrix are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// In 127 steps to each side.
    Coarse,
    /// In 32,767 steps to each side.
    Fine,
}

/// Writes a body.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    /// What was written.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// Writes a number.
    pub fn number(&mut self, mut n: u64) {
        while n >= 128 {
            self.bytes.push(n.to_le_bytes()[0] | 128);
            n >>= 7;
        }
        self.bytes.push(n.to_le_bytes()[0]);
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Writes a matrix of `columns` columns; the largest number of each column decides its step.
    pub fn matrix(&mut self, cells: &[f32], columns: usize, grain: Grain) {
        let most = if grain == Grain::Coarse { 127.0 } else { 32_767.0 };
        let mut steps = vec![0.0_f32; columns];
        for row in cells.chunks_exact(columns) {
            for (step, cell) in steps.iter_mut().zip(row) {
                *step = step.max(cell.abs() / most);
            }
        }
        for step in &steps {
            self.bytes.extend(step.to_le_bytes());
        }
        for row in cells.chunks_exact(columns) {
            for (step, cell) in steps.iter().zip(row) {
                let units = if *step > 0.0 { (cell / step).round() } else { 0.0 };
                #[allow(
                    clippy::cast_possible_truncation,
                    reason = "whole numbers of at most 32,767"
                )]
                let units = units.clamp(-most, most) as i16;
                match grain {
                    Grain::Coarse => self.bytes.push(units.to_le_bytes()[0]),
                    Grain::Fine => self.bytes.extend(units.to_le_bytes()),
                }
            }
        }
    }
}

/// Reads a body.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Begins to read.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes }
    }

    /// What was not read yet.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    /// Reads a number; `part` names it in an error.
    ///
    /// # Errors
    /// If the body ends or the number is too long.
    pub fn number(&mut self, part: &'static str) -> Result<u64, ModelError> {
        let mut n = 0_u64;
        for shift in (0..63).step_by(7) {
            let (&b, rest) = self.bytes.split_first().ok_or(ModelError::Body(part))?;
            self.bytes = rest;
            n |= u64::from(b & 127) << shift;
            if b < 128 {
                return Ok(n);
            }
        }
        Err(ModelError::Body(part))
    }

    /// Reads a number that is at most `most`.
    ///
    /// # Errors
    /// As [`Reader::number`], or if it is larger.
    pub fn at_most<T: TryFrom<u64>>(
        &mut self,
        most: u64,
        part: &'static str,
    ) -> Result<T, ModelError> {
        let n = self.number(part)?;
        if n > most {
            return Err(ModelError::Body(part));
        }
        T::try_from(n).map_err(|_| ModelError::Body(part))
    }

    /// Reads a count of things of at least one byte each, which the rest of the body must be able to hold.
    ///
    /// # Errors
    /// As [`Reader::number`], or if the body is too short.
    pub fn count(&mut self, part: &'static str) -> Result<usize, ModelError> {
        let n = self.number(part)?;
        let n = usize::try_from(n).map_err(|_| ModelError::Body(part))?;
        if n > self.bytes.len() { Err(ModelError::Body(part)) } else { Ok(n) }
    }

    /// Reads `n` bytes.
    ///
    /// # Errors
    /// If the body is too short.
    pub fn take(&mut self, n: usize, part: &'static str) -> Result<&'a [u8], ModelError> {
        let (taken, rest) =
            self.bytes.split_at_checked(n).ok_or(ModelError::Body(part))?;
        self.bytes = rest;
        Ok(taken)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// If the body is too short or the bytes are not UTF-8.
    pub fn text(&mut self, part: &'static str) -> Result<&'a str, ModelError> {
        let n = self.count(part)?;
        std::str::from_utf8(self.take(n, part)?).map_err(|_| ModelError::Body(part))
    }

    /// Reads a matrix of this size.
    ///
    /// # Errors
    /// If the body is too short or a step is not a number.
    pub fn matrix(
        &mut self,
        rows: usize,
        columns: usize,
        grain: Grain,
        part: &'static str,
    ) -> Result<Vec<f32>, ModelError> {
        let steps: Vec<f32> = self
            .take(4 * columns, part)?
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        if steps.iter().any(|step| !step.is_finite()) {
            return Err(ModelError::Body(part));
        }
        let wide = if grain == Grain::Coarse { 1 } else { 2 };
        let size = rows.checked_mul(columns * wide).ok_or(ModelError::Body(part))?;
        let bytes = self.take(size, part)?;
        let mut cells = Vec::with_capacity(rows * columns);
        for row in bytes.chunks_exact(columns * wide) {
            match grain {
                Grain::Coarse => cells.extend(
                    row.iter()
                        .zip(&steps)
                        .map(|(b, step)| f32::from(b.cast_signed()) * step),
                ),
                Grain::Fine => {
                    cells.extend(row.chunks_exact(2).zip(&steps).map(|(b, step)| {
                        f32::from(i16::from_le_bytes([b[0], b[1]])) * step
                    }));
                }
            }
        }
        Ok(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back() {
        let mut w = Writer::default();
        for n in [0, 127, 128, 300, u64::from(u32::MAX), (1 << 62) + 5] {
            w.number(n);
        }
        w.text("\u{e9}tat");
        let mut r = Reader::new(&w.bytes);
        for n in [0, 127, 128, 300, u64::from(u32::MAX), (1 << 62) + 5] {
            assert_eq!(r.number("n"), Ok(n));
        }
        assert_eq!(r.text("t"), Ok("\u{e9}tat"));
        assert!(r.rest().is_empty());
    }

    #[test]
    fn a_matrix_comes_back_to_within_half_a_step() {
        let cells: Vec<f32> = (0..60).map(|i| (i as f32 - 30.0) * 0.37).collect();
        for (grain, steps) in [(Grain::Coarse, 127.0), (Grain::Fine, 32_767.0)] {
            let mut w = Writer::default();
            w.matrix(&cells, 5, grain);
            let mut r = Reader::new(&w.bytes);
            let read = r.matrix(12, 5, grain, "m").expect("reads");
            assert!(r.rest().is_empty());
            for (a, b) in cells.iter().zip(&read) {
                assert!((a - b).abs() <= 30.0 * 0.37 / steps);
            }
            let short = &w.bytes[..w.bytes.len() - 1];
            assert!(Reader::new(short).matrix(12, 5, grain, "m").is_err());
        }
    }

    #[test]
    fn a_body_comes_back_and_a_foreign_file_is_refused() {
        let file = pack(b"some body").expect("packs");
        assert_eq!(unpack(&file).as_deref(), Ok(b"some body".as_slice()));
        assert_eq!(unpack(b"something else"), Err(ModelError::Mark));
        assert_eq!(unpack(&file[..file.len() - 2]), Err(ModelError::Packing));
        assert_eq!(unpack(MARK), Err(ModelError::Packing));
    }
}
