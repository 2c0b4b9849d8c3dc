//! Which documents are independent of each other.

use crate::contents::publisher;
use crate::likeness::{Signatures, near_copies};
use chancery_model::{Document, DocumentId, Metadata, Stated};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Documents that count as one voice: one publisher, one author, or one text reprinted, be it
/// word for word or nearly so.
///
/// Authors are compared by name alone, so that two teams of the same name count once: it is
/// better to count too few independent publishers than too many.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Independent {
    /// The publisher, or that it is not stated; several are joined by ` / `.
    pub label: String,
    /// Its documents, in the order given.
    pub documents: Vec<DocumentId>,
    /// Whether some document says who published it.
    pub is_stated: bool,
    /// Authors of more than one of its documents.
    pub shared_authors: Vec<Box<str>>,
    /// Whether it holds one text twice, or nearly so.
    pub has_reprints: bool,
}

/// Groups documents by publisher, author and text; groups are in the order of their first
/// documents.
pub fn independent<'a>(
    documents: impl IntoIterator<Item = &'a Document>,
) -> Vec<Independent> {
    let documents: Vec<&Document> = documents.into_iter().collect();
    let ids = documents.iter().map(|document| document.id);
    let signatures = Signatures::new(ids, BTreeMap::new());
    independent_of(&documents, &signatures)
}

/// The same where the signatures of the documents are at hand.
pub(crate) fn independent_of(
    documents: &[&Document],
    signatures: &Signatures,
) -> Vec<Independent> {
    // Each document points to an earlier one of its group, or to itself.
    let mut earlier: Vec<usize> = (0..documents.len()).collect();
    let mut first_with: BTreeMap<(u8, String), usize> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        let Metadata { publisher, author, .. } = &document.metadata;
        let name =
            |stated: &Option<Stated<Box<str>>>| stated.as_ref().map(|s| fold(&s.value));
        let marks = [
            name(publisher).map(|publisher| (0, publisher)),
            name(author).map(|author| (1, author)),
            Some((2, document.text_digest.to_string())),
        ];
        for mark in marks.into_iter().flatten() {
            let other = *first_with.entry(mark).or_insert(index);
            let (one, other) = (first(&earlier, index), first(&earlier, other));
            earlier[one.max(other)] = one.min(other);
        }
    }
    let copies = near_copies(documents, signatures);
    for pair in &copies {
        let [one, other] = pair.map(|index| first(&earlier, index));
        earlier[one.max(other)] = one.min(other);
    }
    let copied: BTreeSet<DocumentId> =
        copies.iter().flatten().map(|&index| documents[index].id).collect();
    let mut groups: BTreeMap<usize, Vec<&Document>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        groups.entry(first(&earlier, index)).or_default().push(document);
    }
    groups.values().map(|group| describe(group, &copied)).collect()
}

fn first(earlier: &[usize], mut index: usize) -> usize {
    while earlier[index] != index {
        index = earlier[index];
    }
    index
}

fn describe(documents: &[&Document], copied: &BTreeSet<DocumentId>) -> Independent {
    let is_stated =
        documents.iter().any(|document| document.metadata.publisher.is_some());
    let named = documents.iter().filter(|d| !is_stated || d.metadata.publisher.is_some());
    let labels = each_once(named.map(|document| publisher(document).into()));
    let authors = documents.iter().filter_map(|d| d.metadata.author.as_ref());
    let authors = each_once(authors.map(|author| author.value.clone()));
    let mut texts: Vec<_> =
        documents.iter().map(|document| document.text_digest).collect();
    texts.sort();
    Independent {
        label: labels.iter().map(|(label, _)| &**label).collect::<Vec<_>>().join(" / "),
        documents: documents.iter().map(|document| document.id).collect(),
        is_stated,
        shared_authors: authors.into_iter().filter(|a| a.1 > 1).map(|a| a.0).collect(),
        has_reprints: texts.windows(2).any(|pair| pair[0] == pair[1])
            || documents.iter().any(|document| copied.contains(&document.id)),
    }
}

/// Names in the order of their first appearance, with how often they appear.
fn each_once(names: impl Iterator<Item = Box<str>>) -> Vec<(Box<str>, usize)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut counted: Vec<(Box<str>, usize)> = Vec::new();
    for name in names {
        let place = *places.entry(fold(&name)).or_insert(counted.len());
        match counted.get_mut(place) {
            Some((_, times)) => *times += 1,
            None => counted.push((name, 1)),
        }
    }
    counted
}

fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
