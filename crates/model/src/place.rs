//! Where something is: points on the earth, and how exactly words tell them.

use crate::{ActorId, Span};
use serde::{Deserialize, Serialize};

/// A point on the earth, in thousandths of a degree.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
pub struct Coordinates {
    /// Northern latitude.
    pub lat: i32,
    /// Eastern longitude.
    pub lon: i32,
}

impl Coordinates {
    /// From degrees written with a decimal point; `None` if they are no point on the earth.
    pub fn parse(lat: &str, lon: &str) -> Option<Self> {
        let thousandths = |text: &str, most: i32| {
            let (sign, text) = match text.trim().strip_prefix('-') {
                Some(rest) => (-1, rest),
                None => (1, text.trim()),
            };
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if whole.is_empty() || !digits(whole) || !digits(part) {
                return None;
            }
            let part = format!("{part:0<3}");
            let part: i32 = part.get(..3)?.parse().ok()?;
            let whole: i32 = whole.parse().ok()?;
            let value = sign * (whole.checked_mul(1000)?.checked_add(part)?);
            (value.abs() <= most * 1000).then_some(value)
        };
        Some(Self { lat: thousandths(lat, 90)?, lon: thousandths(lon, 180)? })
    }

    /// Latitude and longitude in degrees.
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.lat) / 1000.0, f64::from(self.lon) / 1000.0)
    }

    /// About how many kilometres apart two points lie.
    pub fn kilometres(self, other: Self) -> f64 {
        let ((lat, lon), (other_lat, other_lon)) = (self.degrees(), other.degrees());
        let middle = f64::midpoint(lat, other_lat).to_radians();
        let across = (lon - other_lon + 540.0).rem_euclid(360.0) - 180.0;
        let across = across.to_radians() * libm::cos(middle);
        6371.0 * libm::hypot(across, (lat - other_lat).to_radians())
    }
}

/// How exactly words tell where something is.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// A building, a bridge, a base.
    Point,
    /// A town.
    City,
    /// A province, an island, a part of a state or of the world.
    Region,
    /// Along a border, a river, a corridor.
    Border,
    /// A state.
    Country,
    /// It is not known where this is.
    #[default]
    Unknown,
}

/// Words that name a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Toponym {
    /// Where the words stand.
    pub span: Span,
    /// The states it lies in, or between which it lies.
    pub states: Vec<ActorId>,
    /// The region it lies in or is, if that has a name in the codebook.
    pub region: Option<Box<str>>,
    /// A point that stands for it. Only where `precision` is a point or a city is it there;
    /// nothing long, such as a border, has one.
    pub middle: Option<Coordinates>,
    /// How exactly this is known.
    pub precision: Precision,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_with_their_sign() {
        let point = |lat, lon| Coordinates::parse(lat, lon).map(|p| (p.lat, p.lon));
        assert_eq!(point("59.91", "-10.7"), Some((59_910, -10_700)));
        assert_eq!(point("-0.05", "180"), Some((-50, 180_000)));
        for (lat, lon) in [("91", "0"), ("", "1"), ("1", "x"), ("1", "181")] {
            assert_eq!(point(lat, lon), None, "{lat} {lon}");
        }
    }

    #[test]
    fn distances_cross_the_date_line() {
        let at = |lat, lon| Coordinates { lat, lon };
        assert!((at(0, 179_500).kilometres(at(0, -179_500)) - 111.0).abs() < 1.0);
        assert!((at(60_000, 0).kilometres(at(61_000, 0)) - 111.0).abs() < 1.0);
    }
}
