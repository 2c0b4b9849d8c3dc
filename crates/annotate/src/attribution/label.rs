//! Speakers that stand beside their words without a verb: *SMITH: …* in a transcript, *“…” ―
//! Jane Smith* below a quotation.

use super::Sayings;
use chancery_codebook::Part;
use chancery_model::{ActorKind, Attribution, Mention, Span};
use std::collections::BTreeMap;

/// A label has at most this many words.
const LABEL: u32 = 5;

/// Adds what labels and lines below quotations attribute.
pub(super) fn add(sayings: &Sayings<'_>, found: &mut Vec<Attribution>) {
    let paragraphs = sayings.paragraphs();
    let labels: Vec<(u32, u32, u32)> = paragraphs
        .iter()
        .filter_map(|&(first, last)| sayings.label(first, last))
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for &(first, colon, _) in &labels {
        *times.entry(sayings.words(first, colon)).or_default() += 1;
    }
    for &(first, colon, last) in &labels {
        let is_repeated = times.get(sayings.words(first, colon)).is_some_and(|&n| n > 1);
        if is_repeated || sayings.is_somebody(first, colon) {
            found.extend(sayings.by_label(first, colon, last));
        }
    }
    for (first, last) in paragraphs {
        found.extend(sayings.by_line_below(first, last));
    }
    let mut told: Vec<Span> = found.iter().flat_map(|one| one.content.clone()).collect();
    told.sort_unstable();
    let mut reach = 0;
    let mut next = told.into_iter().peekable();
    for quotation in sayings.quotations.iter().filter(|quotation| !quotation.is_scare) {
        while let Some(content) =
            next.next_if(|content| content.start() < quotation.span.end())
        {
            reach = content.end().max(reach);
        }
        if reach <= quotation.span.start() {
            found.extend(sayings.by_colon(quotation.span));
        }
    }
}

impl<'a> Sayings<'a> {
    /// The lines of the text that hold tokens: first token, one past the last.
    fn paragraphs(&self) -> Vec<(u32, u32)> {
        let tree = self.tree;
        let mut starts: Vec<u32> = (0..tree.len())
            .filter(|&token| {
                token.checked_sub(1).is_none_or(|before| {
                    let (from, to) = (tree.span(before).end(), tree.span(token).start());
                    tree.text[from as usize..to as usize].contains('\n')
                })
            })
            .collect();
        starts.push(tree.len());
        starts.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }

    fn words(&self, first: u32, last: u32) -> &'a str {
        let span = self.tree.span(first).cover(self.tree.span(last - 1));
        span.text(self.tree.text).unwrap_or_default()
    }

    /// A name before a colon at the start of a line: first word, colon, end of the line.
    fn label(&self, first: u32, last: u32) -> Option<(u32, u32, u32)> {
        let tree = self.tree;
        let first = if tree.upos(first) == "PUNCT" { first + 1 } else { first };
        let colon =
            (first + 1..last.min(first + LABEL + 1)).find(|&at| tree.form(at) == ":")?;
        let is_name = (first..colon).all(|word| {
            matches!(tree.upos(word), "PROPN" | "NOUN")
                && tree.form(word).starts_with(char::is_uppercase)
        });
        // *SMITH:* is a name, whatever the reader takes it for.
        let shouts = |word: u32| {
            let form = tree.form(word);
            form.chars().count() > 2 && form.chars().all(char::is_uppercase)
        };
        let has_name = (first..colon).any(|word| {
            tree.upos(word) == "PROPN"
                || shouts(word)
                || self.is("voice", &tree.small_lemma(word))
        });
        (is_name && has_name && colon + 2 < last).then_some((first, colon, last))
    }

    /// Whether a label names a person or an organ, and no place or topic.
    fn is_somebody(&self, first: u32, last: u32) -> bool {
        let is_person = |mention: &&Mention| {
            matches!(mention.actor.kind, ActorKind::Person | ActorKind::Private)
        };
        // *Smith: …* in a headline, who is *Jane Smith* below.
        let words = self.words(first, last);
        let named = self.mentions.iter().filter(is_person).any(|mention| {
            let name = mention.span.text(self.tree.text).unwrap_or_default();
            name.ends_with(words)
        });
        // *Poll: …*
        let speaks = last == first + 1 && self.is("voice", &self.tree.small_lemma(first));
        named
            || speaks
            || (first..last).any(|word| self.mention_at(word).filter(is_person).is_some())
    }

    fn by_label(&self, first: u32, colon: u32, last: u32) -> Option<Attribution> {
        let tree = self.tree;
        let cue = self.codebook.words.cue(tree.form(colon), Part::Mark)?;
        let content = tree.span(colon + 1).cover(tree.span(last - 1));
        let span = tree.span(first).cover(tree.span(colon - 1));
        let speaker = tree.head_of(span).unwrap_or(colon - 1);
        let mut found =
            self.attribution(Some(speaker), vec![tree.span(colon)], vec![content], cue);
        found.speaker = vec![span];
        Some(found)
    }

    /// *The minister gave details of the deal: “…”*: the subject of the clause before a colon
    /// speaks, if it is somebody.
    fn by_colon(&self, quotation: Span) -> Option<Attribution> {
        let tree = self.tree;
        let colon = tree.tokens_in(quotation).next()?.checked_sub(1)?;
        let cue = self.codebook.words.cue(tree.form(colon), Part::Mark)?;
        if tree.form(colon) != ":" {
            return None;
        }
        let sentence = tree.sentence_span(tree.sentence(colon));
        let subject = (sentence.first..colon).find(|&word| {
            tree.base(word) == "nsubj"
                && tree.head(word).is_some_and(|verb| {
                    verb < colon && !matches!(tree.base(verb), "acl" | "advcl")
                })
        })?;
        let speaks = self.mention_at(subject).is_some_and(|mention| {
            matches!(
                mention.actor.kind,
                ActorKind::Person
                    | ActorKind::Private
                    | ActorKind::Organ
                    | ActorKind::Organisation
            )
        });
        let found =
            self.attribution(Some(subject), vec![tree.span(colon)], vec![quotation], cue);
        speaks.then_some(found)
    }

    /// *“…” ― Jane Smith*
    fn by_line_below(&self, first: u32, last: u32) -> Option<Attribution> {
        let tree = self.tree;
        let line = tree.span(first).cover(tree.span(last - 1));
        let at = self.quotations.partition_point(|q| q.span.start() < line.start());
        let quotation = self.quotations.get(at).filter(|q| line.contains(q.span))?.span;
        let dash = tree.tokens_in(Span::new(quotation.end(), line.end())).next()?;
        let cue = self.codebook.words.cue(tree.form(dash), Part::Mark)?;
        if tree.form(dash) == ":" {
            return None;
        }
        let name = (dash + 1..last).take_while(|&word| tree.upos(word) == "PROPN");
        let (from, to) = (dash + 1, name.last()?);
        let span = tree.span(from).cover(tree.span(to));
        let speaker = tree.head_of(span).unwrap_or(to);
        let mut found =
            self.attribution(Some(speaker), vec![tree.span(dash)], vec![quotation], cue);
        found.speaker = vec![span];
        Some(found)
    }
}
