//! Who says what by which words: verbs and nouns of saying, *according to*, and quotations,
//! also over several sentences.
//!
//! The scheme is that of PARC 3.0 (speaker, cue, content), nested where one speaker quotes
//! another.

mod accuse;
mod behind;
mod cue;
mod depict;
mod extent;
mod fallback;
mod label;
mod noun;
mod quoted;
mod topic;

use crate::mention::speaker_of;
use crate::tree::Tree;
use chancery_codebook::{Codebook, Cue};
use chancery_model::{Attribution, Mention, MentionForm, Quotation, Span, Speaker};

/// The class of an attribution that only tells what somebody speaks or thinks about: it adds
/// no voice to what its content tells.
pub(crate) const TOPIC: &str = "topic";

/// What the reading of attributions looks things up in.
pub(crate) struct Sayings<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) codebook: &'a Codebook,
    pub(crate) mentions: &'a [Mention],
    pub(crate) quotations: &'a [Quotation],
    /// For each token the first mention that it heads or whose name it belongs to.
    mention_of: Vec<Option<u32>>,
}

/// The attributions of a document, in the order of their cues.
pub(crate) fn attributions(sayings: &Sayings<'_>) -> Vec<Attribution> {
    let mut found = cue::by_cues(sayings);
    label::add(sayings, &mut found);
    quoted::keep_inside(sayings, &mut found);
    found.sort_by_key(|a| (a.cue.first().copied(), a.content.first().copied()));
    quoted::extend(sayings, &mut found);
    found.sort_by_key(|a| (a.cue.first().copied(), a.content.first().copied()));
    found
}

impl<'a> Sayings<'a> {
    pub(crate) fn new(
        tree: &'a Tree<'a>,
        codebook: &'a Codebook,
        mentions: &'a [Mention],
        quotations: &'a [Quotation],
    ) -> Self {
        let mut mention_of = vec![None; tree.tokens.len()];
        for (index, mention) in (0u32..).zip(mentions) {
            let named = if mention.form == MentionForm::Name {
                tree.tokens_in(mention.span)
            } else {
                mention.head..mention.head + 1
            };
            for token in named.chain([mention.head]) {
                mention_of[token as usize].get_or_insert(index);
            }
        }
        Self { tree, codebook, mentions, quotations, mention_of }
    }

    /// An attribution with its speaker resolved. The first piece of the cue is the word that
    /// tells it, the first piece of the speaker the phrase that names it.
    fn attribution(
        &self,
        speaker: Option<u32>,
        words: Vec<Span>,
        content: Vec<Span>,
        cue: &Cue,
    ) -> Attribution {
        let first = words.first().copied();
        let pieces = speaker.zip(first).map(|(token, at)| self.speaker_pieces(token, at));
        Attribution {
            speaker: pieces.unwrap_or_default(),
            voice: self.voice(speaker),
            cue: words,
            content,
            class: cue.class.clone(),
            entry: cue.entry.clone(),
            inner: cue.inner,
            outer: cue.outer,
        }
    }

    /// Who a speaker's words denote: the actor they name, else the one that owns them (*a
    /// statement of the ministry*).
    fn voice(&self, speaker: Option<u32>) -> Speaker {
        let Some(token) = speaker else { return Speaker::Unnamed };
        let words = self.tree.noun_phrase(token);
        // *the Peruvian ambassador, Jane Smith, said*: an unknown name has an office beside it.
        let office = || {
            let head = self.tree.head(token).filter(|_| self.tree.base(token) == "appos");
            head.and_then(|head| self.mention_at(head))
                .filter(|mention| mention.actor.country.is_some())
        };
        let of_head = self.mention_at(token);
        let of_state = of_head.filter(|mention| mention.actor.country.is_some());
        let mention = of_state.or_else(office).or(of_head).or_else(|| {
            self.tree
                .children(token)
                .iter()
                .copied()
                .filter(|&child| {
                    matches!(
                        self.tree.base(child),
                        "nmod" | "amod" | "compound" | "appos" | "flat"
                    )
                })
                .find_map(|child| self.mention_at(child))
        });
        speaker_of(mention, words.text(self.tree.text))
    }

    /// The mention that a token heads or whose name it belongs to.
    fn mention_at(&self, token: u32) -> Option<&Mention> {
        self.mention_of[token as usize].map(|index| &self.mentions[index as usize])
    }
}
