//! Small sets as sorted lists.

/// A small set, sorted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Set<T>(Vec<T>);

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// How two sets relate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Overlap {
    /// One of them is empty.
    Silent,
    /// They are equal.
    Same,
    /// They share some members.
    Partly,
    /// They share none.
    Disjoint,
}

impl Overlap {
    /// Whether the two share a member.
    pub(crate) fn is_shared(self) -> bool {
        matches!(self, Self::Same | Self::Partly)
    }
}

impl<T: Ord + Clone> Set<T> {
    pub(crate) fn insert(&mut self, item: T) {
        if let Err(at) = self.0.binary_search(&item) {
            self.0.insert(at, item);
        }
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        other.0.iter().for_each(|item| self.insert(item.clone()));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().any(|item| other.0.binary_search(item).is_ok())
    }

    pub(crate) fn lies_in(&self, other: &Self) -> bool {
        self.0.iter().all(|item| other.0.binary_search(item).is_ok())
    }

    pub(crate) fn overlap(&self, other: &Self) -> Overlap {
        if self.is_empty() || other.is_empty() {
            Overlap::Silent
        } else if self.0 == other.0 {
            Overlap::Same
        } else if self.meets(other) {
            Overlap::Partly
        } else {
            Overlap::Disjoint
        }
    }
}

impl<T: Ord + Clone> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items: Vec<T> = items.into_iter().collect();
        items.sort();
        items.dedup();
        Self(items)
    }
}
