//! Identities: digests of what a thing is made of, and the names of codebook entries.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The first 128 bits of a BLAKE3 digest, written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of several parts, each preceded by its length so that no two lists of
    /// parts share one digest by concatenation.
    pub fn of<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            let part = part.as_ref();
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        if text.len() != 32 || !text.is_ascii() {
            return Err(NotADigest);
        }
        let mut bytes = [0; 16];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16)
                .map_err(|_| NotADigest)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom("a digest is 32 hexadecimal digits"))
    }
}

macro_rules! digest_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Digest);

        impl $name {
            /// The letter that marks this kind of id on screen.
            pub const PREFIX: char = $prefix;

            /// The form shown on screen: the letter and the first eight digits.
            pub fn short(&self) -> String {
                format!("{}-{}", $prefix, &self.0.to_string()[..8])
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}-{}", $prefix, self.0)
            }
        }
    };
}

digest_id!(
    /// A document: digest of its address and its raw bytes.
    DocumentId,
    'D'
);
digest_id!(
    /// An event: digest of its document, its trigger and the rule that coded it.
    EventId,
    'E'
);
digest_id!(
    /// An incident: digest of its member events, sorted.
    IncidentId,
    'I'
);
digest_id!(
    /// A run: digest of code version, codebook, models, inputs and options.
    RunId,
    'R'
);

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id with this text.
            pub fn new(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            /// The id's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_id!(
    /// An actor, such as a state's code, `STATE/foreign-ministry`, or `unnamed/gunman`.
    ActorId
);
name_id!(
    /// An event type of the ontology.
    EventTypeId
);
name_id!(
    /// A mode of an event type, without the type: `expel`.
    ModeId
);
name_id!(
    /// A context of the ontology.
    ContextId
);
name_id!(
    /// A CAMEO code. Text, not a number: `010` and `10` differ.
    CameoCode
);
name_id!(
    /// A sector of the ontology.
    SectorId
);
name_id!(
    /// A rule, as `file/name`.
    RuleId
);
name_id!(
    /// A line of a data file, as `file:line`.
    EntryId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(Digest::of(["a", "bc"]), Digest::of(["ab", "c"]));
    }

    #[test]
    fn a_digest_survives_its_text() {
        let digest = Digest::of(["x"]);
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!("short".parse::<Digest>(), Err(NotADigest));
    }

    #[test]
    fn short_ids_name_their_kind() {
        assert!(EventId(Digest::of(["x"])).short().starts_with("E-"));
    }
}
