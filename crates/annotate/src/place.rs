//! Places that words name, each resolved to one of those that bear the name: by how large it
//! is, by the states and regions that the text speaks of, and by what else lies near it.

mod choose;

use crate::tree::Tree;
use chancery_codebook::{Codebook, PlaceEntry, PlaceKind, holds};
use chancery_model::{
    ActorId, Mention, MentionForm, Name, NameKind, Precision, Predicate, Span, Toponym,
};
use choose::{Named, choose};
use std::collections::{BTreeMap, BTreeSet};

/// The places of a document, in its order, none overlapping.
pub(crate) fn places(
    tree: &Tree<'_>,
    names: &[Name],
    mentions: &[Mention],
    predicates: &[Predicate],
    codebook: &Codebook,
) -> Vec<Toponym> {
    let mut spans: Vec<Span> = names
        .iter()
        .filter(|name| name.kind == NameKind::Place && !owns(tree, name.span, codebook))
        .map(|name| name.span)
        .collect();
    spans.extend(regions_behind(tree, names, codebook));
    spans.sort();
    let localities = predicates.iter().filter_map(|predicate| predicate.place.as_ref());
    let unnamed: Vec<Span> = localities
        .map(|locality| locality.span)
        .filter(|&span| !overlaps_any(&spans, span) && !is_mission(tree, span, codebook))
        .collect();
    spans.extend(unnamed);
    spans.sort();
    spans.dedup_by(|next, before| next.overlaps(*before));
    let lines = lines(tree, &spans, mentions, codebook);
    let named: Vec<Named> =
        spans.into_iter().map(|span| read(tree, span, codebook)).collect();
    let chosen = choose(tree.text, &named);
    let setting = setting(&named, &chosen);
    let by_name: BTreeMap<&str, &PlaceEntry> = named
        .iter()
        .zip(&chosen)
        .filter_map(|(one, entry)| Some((&*one.key, entry.as_ref()?)))
        .collect();
    let toponyms = named.iter().zip(&chosen).map(|(one, entry)| {
        let entry = entry.clone().or_else(|| built_on(&one.key, &by_name));
        toponym(tree, one, entry, setting.as_ref(), mentions, codebook)
    });
    let mut all: Vec<Toponym> = toponyms.chain(lines).collect();
    all.sort_by_key(|toponym| toponym.span);
    all
}

/// Whether a span overlaps one of these, which stand in order.
fn overlaps_any(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|other| other.end() <= span.start());
    spans.get(at).is_some_and(|other| other.overlaps(span))
}

/// *Peru* of *the embassy of Peru in Oslo* or of *Peru's embassy*: whether a name tells whose a
/// building is.
fn owns(tree: &Tree<'_>, span: Span, codebook: &Codebook) -> bool {
    let Some(token) = tree.head_of(span) else { return false };
    let is_of = tree.base(token) == "nmod"
        && tree
            .preposition(token)
            .is_some_and(|word| holds(&codebook.grammar.owning, &word));
    let is_owner = is_of || tree.relation(token) == "nmod:poss";
    is_owner && tree.head(token).is_some_and(|head| is_mission_word(tree, head, codebook))
}

/// *The embassy of Peru*: a building of a state somewhere else.
fn is_mission(tree: &Tree<'_>, span: Span, codebook: &Codebook) -> bool {
    tree.head_of(span).is_some_and(|head| is_mission_word(tree, head, codebook))
}

fn is_mission_word(tree: &Tree<'_>, token: u32, codebook: &Codebook) -> bool {
    holds(&codebook.places.words().missions, &tree.small_lemma(token))
}

/// *The border* of *the border between Norway and Sweden*, apart from the names.
fn lines(
    tree: &Tree<'_>,
    spans: &[Span],
    mentions: &[Mention],
    codebook: &Codebook,
) -> Vec<Toponym> {
    let words = &codebook.places.words().lines;
    let heads = (0..tree.len()).filter(|&token| {
        tree.upos(token) == "NOUN" && holds(words, &tree.small_lemma(token))
    });
    let free = heads.filter(|&token| !overlaps_any(spans, tree.span(token)));
    let found = free.filter_map(|token| {
        let states = states_in(tree.phrase(token), mentions);
        (!states.is_empty()).then(|| Toponym {
            span: tree.span(token),
            states,
            region: None,
            middle: None,
            precision: Precision::Border,
        })
    });
    found.collect()
}

/// The states of those named in a span, each once.
fn states_in(span: Span, mentions: &[Mention]) -> Vec<ActorId> {
    let from = mentions.partition_point(|mention| mention.span.start() < span.start());
    let inside = mentions[from..]
        .iter()
        .take_while(|mention| mention.span.start() < span.end())
        .filter(|mention| span.contains(mention.span));
    let mut states = Vec::new();
    for country in inside.filter_map(|mention| mention.actor.country.as_ref()) {
        if !states.contains(country) {
            states.push(country.clone());
        }
    }
    states
}

/// A name of more words than these is built on no other.
const LONGEST: usize = 12;

/// *Northtown* of *Northtown Central Station*: what is named after a place of the text lies
/// there, as far as is known. The longest such name counts, the first of two.
fn built_on(key: &str, chosen: &BTreeMap<&str, &PlaceEntry>) -> Option<PlaceEntry> {
    let words: Vec<&str> = key.split(' ').collect();
    if words.len() > LONGEST {
        return None;
    }
    let lengths = (1..words.len()).rev();
    let mut parts = lengths.flat_map(|length| words.windows(length));
    parts.find_map(|part| chosen.get(&*part.join(" "))).map(|&entry| entry.clone())
}

/// The state in which more places of a text lie than in any other.
fn setting(named: &[Named], chosen: &[Option<PlaceEntry>]) -> Option<ActorId> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut counts: BTreeMap<&ActorId, usize> = BTreeMap::new();
    for (one, entry) in named.iter().zip(chosen) {
        if let Some(PlaceEntry { states, .. }) = entry
            && let [only] = states.as_slice()
            && seen.insert(&one.key)
        {
            *counts.entry(only).or_default() += 1;
        }
    }
    let most = counts.values().copied().max()?;
    let mut first = counts.into_iter().filter(|(_, count)| *count == most);
    let (state, _) = first.next()?;
    first.next().is_none().then(|| state.clone())
}

/// *Northtown* in *Northtown, Ohio*, whatever the reader took it for.
fn regions_behind(tree: &Tree<'_>, names: &[Name], codebook: &Codebook) -> Vec<Span> {
    let others = names.iter().filter(|name| name.kind != NameKind::Place);
    let mut found = Vec::new();
    for pair in names.windows(2) {
        let (one, two) = (pair[0].span, pair[1].span);
        let gap = tree.text.get(one.end() as usize..two.start() as usize);
        if pair[1].kind != NameKind::Place || gap.is_none_or(|gap| gap.trim() != ",") {
            continue;
        }
        let Some(words) = two.text(tree.text) else { continue };
        let region = codebook.places.named(words).into_iter().find_map(|entry| {
            let is_region =
                |kind| matches!(kind, PlaceKind::Region | PlaceKind::Province);
            entry.region.filter(|_| is_region(entry.kind))
        });
        let Some(region) = region else { continue };
        let is_town = one.text(tree.text).is_some_and(|words| {
            let mut towns = codebook.places.named(words).into_iter();
            towns.any(|town| town.kind == PlaceKind::Town && town.region == Some(region))
        });
        if is_town && others.clone().any(|name| name.span == one) {
            found.push(one);
        }
    }
    found
}

/// Looks a name up, with and without the words around it that no gazetteer has. Names of one
/// key have one list of places.
fn read(tree: &Tree<'_>, span: Span, codebook: &Codebook) -> Named {
    let places = &codebook.places;
    let raw = span.text(tree.text).unwrap_or_default();
    let words = raw.trim_end_matches(['.', ',', ';']);
    let key = words.to_lowercase();
    let pointed = format!("{words}.");
    let with_point = || Some(places.named(&pointed)).filter(|found| !found.is_empty());
    // *Northtown, Ala.*: the point may stand outside the name, or be left out.
    let next = tree.text.get(span.end() as usize..).and_then(|rest| rest.chars().next());
    let is_pointed = raw.ends_with('.') || next == Some('.');
    let named = |key: String, entries| Named { span, key, entries, is_part: false };
    if let Some(entries) = with_point().filter(|_| is_pointed) {
        return named(pointed.to_lowercase(), entries);
    }
    let entries = places.named(words);
    if !entries.is_empty() {
        return named(key, entries);
    }
    if let Some(entries) = with_point() {
        return named(pointed.to_lowercase(), entries);
    }
    let mut rest = words;
    while let Some((first, tail)) = rest.split_once([' ', '-'])
        && holds(&places.words().parts, &first.to_lowercase())
    {
        rest = tail;
        let entries = places.named(rest);
        if !entries.is_empty() {
            return Named { span, key, entries, is_part: true };
        }
    }
    if let Some((head, last)) = rest.rsplit_once(' ')
        && holds(&places.words().kinds, &last.to_lowercase())
    {
        let entries = places.named(head);
        if !entries.is_empty() {
            return Named { span, key, entries, is_part: rest != words };
        }
    }
    let (head, entries) = head(words, codebook).unwrap_or((words, Vec::new()));
    named(head.to_lowercase(), entries)
}

/// *Northtown County* of *Northtown County Courthouse*: the longest beginning of a name that
/// names a place. A single word, which might be somebody's name, must name a state or a region.
fn head<'a>(words: &'a str, codebook: &Codebook) -> Option<(&'a str, Vec<PlaceEntry>)> {
    if words.split(' ').count() > LONGEST {
        return None;
    }
    let ends = words.rmatch_indices(' ').map(|(end, _)| &words[..end]);
    ends.map(|head| (head, codebook.places.named(head))).find(|(head, entries)| {
        let mut kinds = entries.iter().map(|entry| entry.kind);
        !entries.is_empty() && head.contains(' ')
            || kinds.any(|kind| matches!(kind, PlaceKind::State | PlaceKind::Region))
    })
}

fn toponym(
    tree: &Tree<'_>,
    named: &Named,
    entry: Option<PlaceEntry>,
    setting: Option<&ActorId>,
    mentions: &[Mention],
    codebook: &Codebook,
) -> Toponym {
    let span = named.span;
    let unknown = |states| Toponym {
        span,
        states,
        region: None,
        middle: None,
        precision: Precision::Unknown,
    };
    if let Some(states) = line(tree, span, mentions, codebook) {
        return Toponym { precision: Precision::Border, ..unknown(states) };
    }
    let Some(entry) = entry else {
        let from = mentions.partition_point(|one| one.span.start() < span.start());
        let near = mentions[from..].iter();
        let inside = near.take_while(|one| one.span.start() < span.end());
        let inside = inside.filter(|mention| {
            span.contains(mention.span)
                && matches!(mention.form, MentionForm::Name | MentionForm::Seat)
        });
        let mut told = inside.filter_map(|mention| mention.actor.country.clone());
        return unknown(told.next().or_else(|| setting.cloned()).into_iter().collect());
    };
    let precision = match entry.kind {
        PlaceKind::State => Precision::Country,
        PlaceKind::Region
        | PlaceKind::Province
        | PlaceKind::County
        | PlaceKind::Area
        | PlaceKind::Water => Precision::Region,
        PlaceKind::Line => Precision::Border,
        PlaceKind::Site => Precision::Point,
        PlaceKind::Town => Precision::City,
    };
    let precision = match precision {
        Precision::City | Precision::Country if named.is_part => Precision::Region,
        precision => precision,
    };
    Toponym {
        span,
        region: entry.region.and_then(|r| codebook.places.region_name(r)).map(Into::into),
        middle: entry.middle,
        states: entry.states,
        precision,
    }
}

/// The states on either side, where words name a line: *the border of Peru with Chile*, *the
/// Peruvian-Chilean border*.
fn line(
    tree: &Tree<'_>,
    span: Span,
    mentions: &[Mention],
    codebook: &Codebook,
) -> Option<Vec<ActorId>> {
    let head = tree.head_of(span)?;
    let lemma = tree.lemma(head).to_lowercase();
    if !holds(&codebook.places.words().lines, &lemma) {
        return None;
    }
    Some(states_in(span, mentions))
}
