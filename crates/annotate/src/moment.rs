//! What the trees hang below an expression of time that only stands in between: *met on Friday
//! with the minister*, *strikes Friday evening against the camp*.

use chancery_codebook::{Codebook, holds};
use chancery_model::{Arc, Sentence, Timex, Token};

/// Hangs prepositional phrases that follow an expression of time below what it dates.
pub(crate) fn pass_on(
    text: &str,
    times: &[Timex],
    tokens: &[Token],
    sentences: &[Sentence],
    codebook: &Codebook,
    arcs: &mut [Arc],
) {
    for time in times {
        let first =
            tokens.partition_point(|token| token.span.start() < time.span.start());
        let last = tokens.partition_point(|token| token.span.start() < time.span.end());
        let Some(end) = end_of_sentence(first, sentences) else { continue };
        let inside = |token: u32| (first..last).contains(&(token as usize));
        let outer = |at: &usize| arcs[*at].head.filter(|&head| !inside(head));
        let Some(head) = (first..last).find_map(|at| outer(&at).map(|_| at)) else {
            continue;
        };
        let Some(dated) = arcs[head].head else { continue };
        let is_verb = tokens[dated as usize].upos.as_ref() == "VERB";
        let is_noun = tokens[dated as usize].upos.as_ref() == "NOUN";
        if !(is_verb || (is_noun && (dated as usize) < first)) {
            continue;
        }
        let relation = if is_verb { "obl" } else { "nmod" };
        let below: Vec<usize> = (last..end)
            .filter(|&at| arcs[at].head.is_some_and(inside))
            .filter(|&at| matches!(base(&arcs[at]), "nmod" | "obl"))
            .filter(|&at| {
                preposition(at, last, text, tokens, arcs)
                    .is_some_and(|word| !holds(&codebook.grammar.owning, &word))
            })
            .filter(|&at| !climbs_to(dated, at, end, arcs))
            .collect();
        for at in below {
            arcs[at] = Arc { head: Some(dated), relation: relation.into() };
        }
        // *carried out strikes Friday evening*: a time completes no verb.
        if is_verb && matches!(base(&arcs[head]), "xcomp" | "ccomp" | "dep" | "advcl") {
            let is_nominal = matches!(tokens[head].upos.as_ref(), "NOUN" | "PROPN");
            if is_nominal {
                arcs[head].relation = "obl".into();
            }
        }
    }
}

/// Index after the last token of the sentence that holds a token.
fn end_of_sentence(token: usize, sentences: &[Sentence]) -> Option<usize> {
    let at = sentences.partition_point(|one| one.last as usize <= token);
    sentences.get(at).map(|sentence| sentence.last as usize)
}

/// The preposition of a phrase, which stands between the expression of time and its head.
fn preposition(
    head: usize,
    from: usize,
    text: &str,
    tokens: &[Token],
    arcs: &[Arc],
) -> Option<String> {
    let is_case = |at: &usize| {
        base(&arcs[*at]) == "case"
            && arcs[*at].head.is_some_and(|governor| governor as usize == head)
    };
    let case = (from..head).find(is_case)?;
    Some(tokens[case].span.text(text)?.to_lowercase())
}

/// A relation without its subtype.
fn base(arc: &Arc) -> &str {
    arc.relation.split(':').next().unwrap_or_default()
}

/// Whether the way up from one token meets another, in a sentence of that many tokens at most.
fn climbs_to(from: u32, to: usize, most: usize, arcs: &[Arc]) -> bool {
    let up = |at: &u32| arcs[*at as usize].head;
    std::iter::successors(Some(from), up).take(most).any(|at| at as usize == to)
}
