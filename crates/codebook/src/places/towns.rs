//! The towns, counties and regions of the gazetteer inside the binary; `tools/gazetteer.py` says how they are kept.

use chancery_model::Coordinates;
use std::io::Read;
use std::ops::Range;

static TOWNS: &[u8] = include_bytes!("../../../../data/gazetteer/towns.gaz");

/// The towns, by name.
#[derive(Debug)]
pub(super) struct Towns {
    /// The names one behind the other.
    keys: Vec<u8>,
    /// Where each begins in `keys`, and where the last ends.
    starts: Vec<u32>,
    columns: Vec<u8>,
    /// State and code of each region, where they stand in `columns`.
    regions: Vec<u8>,
    middles: Vec<Option<Coordinates>>,
    states: Range<usize>,
    lat: usize,
    lon: usize,
    region: usize,
    people: usize,
    kind: usize,
}

/// One town under one name.
pub(super) struct Town<'a> {
    /// ISO 3166 code of its state.
    pub(super) state: &'a str,
    pub(super) region: u16,
    pub(super) point: Coordinates,
    pub(super) size: u16,
    pub(super) kind: TownKind,
}

/// What a name of the gazetteer names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TownKind {
    /// A town, by a name that is not its own.
    Other,
    /// A town, by its own name.
    Own,
    /// A county, at the middle of its towns.
    County,
    /// A region, at the middle of its towns.
    Region,
}

impl Towns {
    /// The towns inside the binary.
    ///
    /// # Panics
    /// If the file inside the binary is damaged, which a test rules out.
    pub(super) fn embedded() -> Self {
        match Self::read(TOWNS) {
            Some(towns) => towns,
            None => panic!("the gazetteer inside the binary must load"),
        }
    }

    fn read(packed: &[u8]) -> Option<Self> {
        let mut columns = Vec::new();
        flate2::read::GzDecoder::new(packed).read_to_end(&mut columns).ok()?;
        let mut at = b"CHGZ2\n".len();
        if !columns.starts_with(b"CHGZ2\n") {
            return None;
        }
        let mut take = |length: usize| {
            let range = at..at.checked_add(length)?;
            at = range.end;
            (range.end <= columns.len()).then_some(range)
        };
        let number = |range: Range<usize>| -> Option<usize> {
            let bytes: [u8; 4] = columns.get(range)?.try_into().ok()?;
            usize::try_from(u32::from_le_bytes(bytes)).ok()
        };
        let (rows, regions, states) =
            (number(take(4)?)?, number(take(4)?)?, number(take(4)?)?);
        let states = take(2 * states)?;
        let mut state_of = Vec::with_capacity(regions);
        for _ in 0..regions {
            let head = take(2)?;
            state_of.push(columns[head.start]);
            take(usize::from(columns[head.start + 1]))?;
        }
        let shared = take(rows)?;
        let own = take(rows)?;
        let length = columns[own.clone()].iter().map(|&byte| usize::from(byte)).sum();
        let parts = take(length)?;
        let (lat, lon, region) = (take(2 * rows)?, take(2 * rows)?, take(2 * rows)?);
        let (people, kind) = (take(rows)?, take(rows)?);
        let mut keys: Vec<u8> = Vec::with_capacity(rows * 10);
        let mut starts = Vec::with_capacity(rows + 1);
        let (mut before, mut next) = (0, parts.start);
        for row in 0..rows {
            let same = usize::from(columns[shared.start + row]);
            let more = usize::from(columns[own.start + row]);
            let start = keys.len();
            starts.push(u32::try_from(start).ok()?);
            keys.extend_from_within(before..before + same);
            keys.extend_from_slice(&columns[next..next + more]);
            (before, next) = (start, next + more);
        }
        starts.push(u32::try_from(keys.len()).ok()?);
        let mut towns = Self {
            keys,
            starts,
            regions: state_of,
            middles: Vec::new(),
            states,
            lat: lat.start,
            lon: lon.start,
            region: region.start,
            people: people.start,
            kind: kind.start,
            columns,
        };
        towns.middles = towns.find_middles(regions);
        Some(towns)
    }

    fn find_middles(&self, regions: usize) -> Vec<Option<Coordinates>> {
        let mut sums = vec![(0_i64, 0_i64, 0_i64); regions];
        for row in 0..self.starts.len() - 1 {
            if self.columns[self.kind + row] == 1 {
                let point = self.point(row);
                let sum = &mut sums[usize::from(self.unsigned(self.region, row))];
                sum.0 += i64::from(point.lat);
                sum.1 += i64::from(point.lon);
                sum.2 += 1;
            }
        }
        let mean = |sum: i64, count: i64| i32::try_from(sum / count).unwrap_or(0);
        let middle = |(lat, lon, count): (i64, i64, i64)| {
            (count > 0)
                .then(|| Coordinates { lat: mean(lat, count), lon: mean(lon, count) })
        };
        sums.into_iter().map(middle).collect()
    }

    /// The middle of the towns of a region.
    pub(super) fn middle(&self, region: u16) -> Option<Coordinates> {
        self.middles.get(usize::from(region)).copied().flatten()
    }

    /// The towns of this name, given as [`super::key`] gives it.
    pub(super) fn named<'a>(
        &'a self,
        key: &str,
    ) -> impl Iterator<Item = Town<'a>> + use<'a> {
        let key = key.as_bytes();
        let rows = self.starts.len() - 1;
        let (mut low, mut high) = (0, rows);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.key(middle) < key { low = middle + 1 } else { high = middle }
        }
        let mut end = low;
        while end < rows && self.key(end) == key {
            end += 1;
        }
        (low..end).map(|row| self.town(row))
    }

    /// What every name of the gazetteer names.
    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = Town<'_>> {
        (0..self.starts.len() - 1).map(|row| self.town(row))
    }

    fn key(&self, row: usize) -> &[u8] {
        &self.keys[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    fn unsigned(&self, column: usize, row: usize) -> u16 {
        let at = column + 2 * row;
        u16::from_le_bytes([self.columns[at], self.columns[at + 1]])
    }

    fn point(&self, row: usize) -> Coordinates {
        let degrees = |column: usize, top: i64| {
            let at = column + 2 * row;
            let raw = i16::from_le_bytes([self.columns[at], self.columns[at + 1]]);
            i32::try_from(i64::from(raw) * top / 32767).unwrap_or(0)
        };
        Coordinates { lat: degrees(self.lat, 90_000), lon: degrees(self.lon, 180_000) }
    }

    fn town(&self, row: usize) -> Town<'_> {
        let region = self.unsigned(self.region, row);
        let state = 2 * usize::from(self.regions[usize::from(region)]);
        let code = &self.columns[self.states.clone()][state..state + 2];
        let kind = match self.columns[self.kind + row] {
            0 => TownKind::Other,
            1 => TownKind::Own,
            2 => TownKind::County,
            _ => TownKind::Region,
        };
        Town {
            state: std::str::from_utf8(code).unwrap_or_default(),
            region,
            point: self.point(row),
            size: u16::from(self.columns[self.people + row]),
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gazetteer_inside_the_binary_loads() {
        let towns = Towns::embedded();
        let oslo: Vec<_> =
            towns.named("oslo").filter(|town| town.state == "NO").collect();
        assert_eq!(oslo.len(), 1);
        assert!((59_800..60_050).contains(&oslo[0].point.lat), "{:?}", oslo[0].point);
        assert!((10_600..10_900).contains(&oslo[0].point.lon), "{:?}", oslo[0].point);
        assert_eq!(towns.named("no such town").count(), 0);
        assert!(Towns::read(&TOWNS[..TOWNS.len() / 2]).is_none(), "half a file is none");
    }

    #[test]
    fn names_stand_in_order() {
        let towns = Towns::embedded();
        let rows = towns.starts.len() - 1;
        assert!(rows > 300_000);
        assert!((1..rows).all(|row| towns.key(row - 1) <= towns.key(row)));
    }
}
