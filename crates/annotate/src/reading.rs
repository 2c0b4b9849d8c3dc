//! Words, sentences and trees of a text.

use crate::boundary::Boundaries;
use crate::mask::Seen;
use crate::syntax_model::{Syntax, Workspace};
use chancery_codebook::{Codebook, Part};
use chancery_model::{Arc, Document, Sentence, Span, Token};
use std::ops::Range;

/// The tokens, sentences and arcs of a document. No sentence runs over the border of a zone.
pub(crate) fn read(
    document: &Document,
    codebook: &Codebook,
    syntax: &Syntax,
    judge: &Boundaries,
    watch: &mut dyn FnMut(&'static str),
) -> (Vec<Token>, Vec<Sentence>, Vec<Arc>) {
    let text = &document.text;
    let spans = crate::token::tokens(text);
    watch("tokens");
    let ranges = crate::sentence::sentences(text, &spans, judge);
    let ranges = cut_at_zones(document, &spans, ranges);
    watch("sentences");
    let masks = crate::mask::masks(text, &spans, codebook);
    watch("masks");
    let (mut tokens, sentences, arcs) = parse(text, &spans, &ranges, &masks, syntax);
    watch("tags and trees");
    for token in &mut tokens {
        mend_lemma(token, text, codebook);
    }
    watch("lemmas mended");
    (tokens, sentences, arcs)
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
    if known(&token.lemma) {
        return;
    }
    let form = token.span.text(text).unwrap_or_default().to_lowercase();
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
) -> (Vec<Token>, Vec<Sentence>, Vec<Arc>) {
    let mut tokens = Vec::with_capacity(spans.len());
    let mut arcs = Vec::with_capacity(spans.len());
    let mut sentences = Vec::with_capacity(ranges.len());
    let mut space = Workspace::default();
    for &(first, last) in ranges.iter().filter(|(first, last)| first < last) {
        let range = first as usize..last as usize;
        let span = spans[range.start].cover(spans[range.end - 1]);
        sentences.push(Sentence { first, last, span });
        read_sentence(
            text,
            spans,
            range,
            masks,
            syntax,
            &mut space,
            &mut tokens,
            &mut arcs,
        );
    }
    (tokens, sentences, arcs)
}

/// Reads one sentence as its masks show it, and gives what they hide its place in the tree: a
/// word of a name depends on the name's last word.
#[allow(
    clippy::too_many_arguments,
    reason = "one call; the sinks are those of the document"
)]
fn read_sentence(
    text: &str,
    spans: &[Span],
    range: Range<usize>,
    masks: &[Seen<'_>],
    syntax: &Syntax,
    space: &mut Workspace,
    tokens: &mut Vec<Token>,
    arcs: &mut Vec<Arc>,
) {
    let form = |at: usize| spans[at].text(text).unwrap_or_default();
    // A name is not cut by the end of a sentence, or it is seen as it stands.
    let whole = |last: usize| range.contains(&last);
    let shown: Vec<usize> = range
        .clone()
        .filter(|&at| !matches!(masks[at], Seen::PartOf(last) if whole(last)))
        .collect();
    let mut names = 0;
    let mut see = |at: usize| match masks[at] {
        Seen::As(words) if !words.is_empty() => {
            names += 1;
            words[(names - 1) % words.len()].as_ref()
        }
        _ => form(at),
    };
    let seen: Vec<&str> = shown.iter().map(|&at| see(at)).collect();
    let mut words = syntax.parse_sentence(space, &seen).into_iter();
    let index = |at: usize| u32::try_from(at).ok();
    for at in range.clone() {
        let (token, arc) = match masks[at] {
            Seen::PartOf(last) if whole(last) => (
                Token {
                    span: spans[at],
                    lemma: form(at).into(),
                    upos: "PROPN".into(),
                    xpos: "NNP".into(),
                },
                Arc { head: index(last), relation: "compound".into() },
            ),
            mask => {
                let Some(word) = words.next() else {
                    panic!("the reader gives one word for each it is shown")
                };
                let is_masked = matches!(mask, Seen::As(_));
                let lemma = if is_masked { form(at).into() } else { word.lemma.into() };
                let head = word.head.and_then(|head| index(shown[head]));
                (
                    Token {
                        span: spans[at],
                        lemma,
                        upos: word.upos.into(),
                        xpos: word.xpos.into(),
                    },
                    Arc { head, relation: word.relation.into() },
                )
            }
        };
        tokens.push(token);
        arcs.push(arc);
    }
}
