//! Words, sentences and trees of a text.

use crate::boundary::Boundaries;
use crate::mask::Seen;
use crate::name::AS_NEXT;
use crate::syntax::model::{ParsedToken, Syntax};
use chancery_codebook::{Codebook, Part};
use chancery_model::{Arc, Document, Sentence, Span, Token};
use std::ops::Range;

/// What the trained reader makes of a text.
pub(crate) struct Read {
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) arcs: Vec<Arc>,
    /// Name class of each token, or [`AS_NEXT`].
    pub(crate) name_classes: Vec<u16>,
}

/// The words, sentences and trees of a document. No sentence runs over the border of a zone.
pub(crate) fn read(
    document: &Document,
    codebook: &Codebook,
    syntax: &Syntax,
    judge: &Boundaries,
    watch: &mut dyn FnMut(&'static str),
) -> Read {
    let text = &document.text;
    let spans = crate::token::tokens(text, &codebook.writing);
    watch("tokens");
    let ranges = crate::sentence::sentences(text, &spans, &codebook.writing, judge);
    let ranges = cut_at_zones(document, &spans, ranges);
    watch("sentences");
    let masks = crate::mask::masks(text, &spans, codebook);
    watch("masks");
    let mut read = parse(text, &spans, &ranges, &masks, syntax);
    watch("tags and trees");
    for token in &mut read.tokens {
        mend_lemma(token, text, codebook);
    }
    watch("lemmas mended");
    crate::title::join(text, &mut read, codebook);
    crate::title::hang(text, &mut read, codebook);
    watch("titles joined");
    read
}

/// Replaces a lemma that no part of the codebook knows by a regular stem of the form that one
/// does know: the trained lemmatiser may coin words for forms it has never seen.
fn mend_lemma(token: &mut Token, text: &str, codebook: &Codebook) {
    let is_verb = token.upos.as_ref() == "VERB";
    if !is_verb && token.upos.as_ref() != "NOUN" {
        return;
    }
    let rules = &codebook.rules;
    let known = |lemma: &str| {
        let (index, part) = if is_verb {
            (&rules.by_verb, Part::Verb)
        } else {
            (&rules.by_noun, Part::Noun)
        };
        index.contains_key(lemma)
            || codebook.words.cue(lemma, part).is_some()
            || codebook.words.operator(lemma, part).is_some()
    };
    let form = token.span.text(text).unwrap_or_default().to_lowercase();
    // *lent* ends like *went* and is no form of *go*.
    let is_past = matches!(token.xpos.as_ref(), "VBD" | "VBN");
    if let Some(lemma) = codebook.grammar.irregular(&form).filter(|_| is_past) {
        token.lemma = lemma.into();
        return;
    }
    if token.xpos.as_ref() == "NNS"
        && let Some(stem) = codebook.grammar.plural_stem(&form, &token.lemma)
    {
        token.lemma = stem.into();
        return;
    }
    if known(&token.lemma) {
        return;
    }
    if let Some(stem) = codebook.grammar.stems(&form).into_iter().find(|stem| known(stem))
    {
        token.lemma = stem.into();
    }
}

/// Cuts sentences where a new zone begins.
fn cut_at_zones(
    document: &Document,
    tokens: &[Span],
    ranges: Vec<(u32, u32)>,
) -> Vec<(u32, u32)> {
    let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut borders: Vec<u32> = document
        .zones
        .items
        .iter()
        .map(|zone| {
            index(tokens.partition_point(|token| token.start() < zone.span.start()))
        })
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut cut = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        let mut from = first;
        let after = borders.partition_point(|&border| border <= first);
        for &border in borders[after..].iter().take_while(|&&border| border < last) {
            cut.push((from, border));
            from = border;
        }
        cut.push((from, last));
    }
    cut
}

fn parse(
    text: &str,
    spans: &[Span],
    ranges: &[(u32, u32)],
    masks: &[Seen<'_>],
    syntax: &Syntax,
) -> Read {
    let sentences: Vec<Sentence> = ranges
        .iter()
        .filter(|(first, last)| first < last)
        .map(|&(first, last)| {
            let span = spans[first as usize].cover(spans[last as usize - 1]);
            Sentence { first, last, span }
        })
        .collect();
    let views: Vec<View<'_>> = sentences
        .iter()
        .map(|s| View::new(text, spans, s.first as usize..s.last as usize, masks))
        .collect();
    let mut words = Vec::with_capacity(spans.len());
    let seen = views.iter().map(|view| view.seen.as_slice());
    syntax.read(seen, &mut words);
    let mut words = words.into_iter();
    let mut read = Read {
        tokens: Vec::with_capacity(spans.len()),
        sentences: Vec::new(),
        arcs: Vec::with_capacity(spans.len()),
        name_classes: Vec::with_capacity(spans.len()),
    };
    for view in &views {
        view.place(text, spans, masks, &mut words, &mut read);
    }
    Read { sentences, ..read }
}

/// What the reader is shown of one sentence.
struct View<'a> {
    range: Range<usize>,
    /// The words as their masks show them.
    seen: Vec<&'a str>,
    /// The token that each of them stands for.
    shown: Vec<usize>,
}

impl<'a> View<'a> {
    fn new(
        text: &'a str,
        spans: &[Span],
        range: Range<usize>,
        masks: &[Seen<'a>],
    ) -> View<'a> {
        let mut view = View { range: range.clone(), seen: vec![], shown: vec![] };
        let mut names = 0;
        for at in range {
            if view.is_hidden(masks[at]) {
                continue;
            }
            view.shown.push(at);
            view.seen.push(match masks[at] {
                Seen::As(words) if !words.is_empty() => {
                    names += 1;
                    words[(names - 1) % words.len()].as_ref()
                }
                _ => spans[at].text(text).unwrap_or_default(),
            });
        }
        view
    }

    /// Whether a token is a part of a name that ends later. A name that the end of a sentence
    /// cuts is seen as it stands.
    fn is_hidden(&self, mask: Seen<'_>) -> bool {
        matches!(mask, Seen::PartOf(last) if self.range.contains(&last))
    }

    /// Adds the tokens of the sentence and their arcs; a hidden word depends on the last word of
    /// its name.
    fn place(
        &self,
        text: &str,
        spans: &[Span],
        masks: &[Seen<'_>],
        words: &mut impl Iterator<Item = ParsedToken>,
        read: &mut Read,
    ) {
        let index = |at: usize| u32::try_from(at).ok();
        for at in self.range.clone() {
            let form = spans[at].text(text).unwrap_or_default();
            if let Seen::PartOf(last) = masks[at]
                && self.is_hidden(masks[at])
            {
                read.tokens.push(Token {
                    span: spans[at],
                    lemma: form.into(),
                    upos: "PROPN".into(),
                    xpos: "NNP".into(),
                });
                read.arcs.push(Arc { head: index(last), relation: "compound".into() });
                read.name_classes.push(AS_NEXT);
                continue;
            }
            let Some(word) = words.next() else {
                panic!("the reader gives one word for each it is shown")
            };
            let is_masked = matches!(masks[at], Seen::As(_));
            let lemma = if is_masked { form.into() } else { word.lemma };
            let head = word.head.and_then(|head| index(self.shown[head]));
            let (upos, xpos) = (word.upos, word.xpos);
            read.tokens.push(Token { span: spans[at], lemma, upos, xpos });
            read.arcs.push(Arc { head, relation: word.relation });
            read.name_classes.push(word.name);
        }
    }
}
