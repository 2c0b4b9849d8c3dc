//! Temporal expressions: where they stand, what they denote, and what that rests on.
//!
//! The words and patterns are those of `en/times.toml`; here is only what classes of words
//! mean. A date is never sharper than its evidence: without a day of publication *last week*
//! has no date, and with an uncertain one it is as wide as that uncertainty.
//!
//! Both ends of a range told in words, *between 2016 and 2018*, are expressions with values of
//! their own, and each has the whole range as its dates.

mod atoms;
mod fields;
mod numbers;
mod period;
mod publication;
mod range;
mod resolve;
mod resolve_date;
mod resolve_relative;
mod search;
mod told;

#[cfg(test)]
mod tests;

use atoms::{Atom, atoms, paragraphs};
use chancery_codebook::{TimeClass, Times};
use chancery_model::{DateSpan, Day, Sentence, Span, Timex, Token};
use resolve::{Reference, Resolved, Tense, resolve};
use search::{Found, Search};
use told::Told;

/// What relative expressions of a document count from.
#[derive(Clone, Debug, Default)]
pub struct Anchor {
    /// When the document was published, as far as is known.
    pub published: Option<DateSpan>,
}

impl Anchor {
    /// The first and the last day on which the document can have been published. Knowledge
    /// wider than two years says too little about any expression.
    fn days(&self) -> Option<(Day, Day)> {
        let published = self.published.as_ref()?;
        let wide = published.width().is_none_or(|days| days > 731);
        if wide { None } else { Some((published.earliest()?, published.latest()?)) }
    }
}

/// The temporal expressions of a text, in its order, none overlapping. Tags of the tokens
/// decide the tense where there are any; the expressions themselves depend on the text alone.
pub fn times(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    anchor: &Anchor,
    times: &Times,
) -> Vec<Timex> {
    let found = find_told(text, sentences, tokens, anchor, times);
    found.into_iter().map(|found| found.timex).collect()
}

/// The expressions of a document, and when it was published if nothing states it: between the
/// latest date that it tells as past and the earliest that it tells as to come, or in the month
/// of which it says *earlier in January*. What stands
/// where `is_coded` says no, such as teasers of other articles, dates nothing.
pub fn times_and_publication(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    anchor: &Anchor,
    times: &Times,
    is_coded: &dyn Fn(u32) -> bool,
) -> (Vec<Timex>, Option<DateSpan>) {
    let mut found = find_told(text, sentences, tokens, anchor, times);
    let mut inferred = None;
    if anchor.published.is_none() {
        inferred = publication::published(&found, is_coded, times);
        let anchor = Anchor { published: inferred.clone() };
        if anchor.days().is_some() {
            found = find_told(text, sentences, tokens, &anchor, times);
        }
    }
    (found.into_iter().map(|found| found.timex).collect(), inferred)
}

/// An expression as it was found.
struct FoundTime {
    timex: Timex,
    /// Index of its pattern.
    pattern: usize,
    tense: Tense,
}

/// The expressions, each with the index of its pattern.
#[cfg(test)]
fn find(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    anchor: &Anchor,
    times: &Times,
) -> Vec<(Timex, usize)> {
    let found = find_told(text, sentences, tokens, anchor, times);
    found.into_iter().map(|found| (found.timex, found.pattern)).collect()
}

/// The expressions, each with its pattern and the tense that governs it.
fn find_told(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    anchor: &Anchor,
    times: &Times,
) -> Vec<FoundTime> {
    let atoms = atoms(text, sentences, tokens);
    let paragraphs = paragraphs(text, sentences);
    let search = Search::new(&atoms, tokens, times);
    let mut found = search.all();
    let ranges = range::ranges(&search, &found);
    range::lend_years(&mut found, &ranges);
    let is_narrative = is_narrative(&found, anchor);
    let mut told = Told::new(is_narrative);
    let mut all = Vec::with_capacity(found.len());
    let mut tenses = Vec::with_capacity(found.len());
    for one in &found {
        let sentence = atoms[one.first].sentence;
        told.enter(sentence, paragraphs.get(sentence as usize).copied().unwrap_or(0));
        let tense = tense(&search, one, tokens);
        let resolved = match anchor.days() {
            Some((first, last)) => {
                let on = |today| {
                    let at = Reference {
                        today: Some(today),
                        tense,
                        is_narrative,
                        told: &told,
                    };
                    resolve(&times.patterns()[one.pattern], &one.fields, &at)
                };
                on(first).zip(on(last)).map(|(first, last)| first.or(last))
            }
            None => {
                let at = Reference { today: None, tense, is_narrative, told: &told };
                resolve(&times.patterns()[one.pattern], &one.fields, &at)
            }
        };
        if let Some(resolved) = &resolved
            && !belongs_to_name(&search, one, tokens)
        {
            told.hear(resolved);
        }
        all.push(resolved);
        // *By 2030* alone lies neither ahead nor behind.
        let is_put_ahead = search.is_put_ahead(one.first, one.last);
        tenses.push(if is_put_ahead { Tense::Unknown } else { tense });
    }
    range::join(&mut all, &ranges);
    range::bound(&search, &found, &mut all, tokens, &ranges);
    let found = found.iter().zip(&all).zip(tenses);
    let told = found
        .filter_map(|((one, resolved), tense)| Some((one, resolved.as_ref()?, tense)));
    let write = |(one, resolved, tense)| {
        let timexes = write(&atoms, one, resolved);
        timexes.into_iter().map(move |(timex, pattern)| FoundTime {
            timex,
            pattern,
            tense,
        })
    };
    told.flat_map(write).collect()
}

/// An expression as an annotation; two for *4 to 6 May*.
fn write(atoms: &[Atom], one: &Found<'_>, resolved: &Resolved) -> Vec<(Timex, usize)> {
    let timex = |first: usize, last: usize, value: &str| {
        let timex = Timex {
            span: Span::new(atoms[first].start, atoms[last - 1].end),
            kind: resolved.kind,
            value: value.into(),
            date: resolved.dates.clone(),
            basis: resolved.basis,
        };
        (timex, one.pattern)
    };
    match (one.cut, resolved.value.split_once('/')) {
        // One atom joins the two: a word or a hyphen.
        (Some(cut), Some((from, to))) if cut + 1 < one.last => {
            vec![timex(one.first, cut, from), timex(cut + 1, one.last, to)]
        }
        _ => vec![timex(one.first, one.last, &resolved.value)],
    }
}

/// Whether a text tells a story of other years than that of its publication: at least eight
/// years stand in it, and few of them are that year or the one before.
fn is_narrative(found: &[Found<'_>], anchor: &Anchor) -> bool {
    let Some((first, last)) = anchor.days() else { return false };
    let years = || found.iter().filter_map(|one| one.fields.date.year);
    let near =
        years().filter(|year| (first.year() - 1..=last.year()).contains(year)).count();
    let all = years().count();
    all >= 8 && near * 4 < all
}

/// *the Convention of 1961*: whether an expression is part of what something is called.
fn belongs_to_name(search: &Search<'_>, one: &Found<'_>, tokens: &[Token]) -> bool {
    let Some(tie) = one.first.checked_sub(1) else { return false };
    let Some(name) = tie.checked_sub(1).map(|at| &search.atoms[at]) else { return false };
    let is_name = name.is_capitalised
        && name.token.and_then(|token| tokens.get(token as usize)).is_some_and(is_proper);
    search.has(tie, TimeClass::Belonging) && is_name
}

fn is_proper(token: &Token) -> bool {
    &*token.upos == "PROPN"
}

/// A verb further away than this many atoms says nothing about the tense of an expression.
const NEAR: usize = 12;

/// The tense of the verb nearest to an expression: the last one before it in its sentence, or
/// else the first after it.
fn tense(search: &Search<'_>, one: &Found<'_>, tokens: &[Token]) -> Tense {
    let atoms = search.atoms;
    let sentence = atoms[one.first].sentence;
    let same = |at: &usize| atoms[*at].sentence == sentence;
    if search.is_put_ahead(one.first, one.last) {
        return Tense::Future;
    }
    let of = |at: usize| tense_at(search, at, &atoms[at], tokens);
    let before = (0..one.first).rev().take_while(same).take(NEAR).find_map(of);
    let after = || (one.last..atoms.len()).take_while(same).take(NEAR).find_map(of);
    before.or_else(after).unwrap_or(Tense::Unknown)
}

fn tense_at(
    search: &Search<'_>,
    at: usize,
    atom: &Atom,
    tokens: &[Token],
) -> Option<Tense> {
    if search.has(at, TimeClass::Future) {
        return Some(Tense::Future);
    }
    if search.has(at, TimeClass::Past) {
        return Some(Tense::Past);
    }
    let token = tokens.get(atom.token? as usize)?;
    match &*token.xpos {
        "VBD" => Some(Tense::Past),
        "VBZ" | "VBP" => Some(Tense::Present),
        _ => None,
    }
}
