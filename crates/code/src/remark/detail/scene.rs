//! What a deed is called by words for the place that saw it: *the stage of a brutal attack*.

use super::{Page, label::commitment, voice};
use chancery_model::{DetailKind, Event};

impl<'a> Page<'a> {
    /// *The consulate became the scene of a bloody assault*: the deed against whatever is spoken
    /// of.
    pub(super) fn scenes(&mut self) {
        let tokens = &self.annotated.tokens.items;
        let arcs = &self.annotated.syntax.items;
        for (at, token) in tokens.iter().enumerate() {
            let Some(scene) = arcs[at].head.filter(|_| {
                arcs[at].relation.starts_with("nmod")
                    && token.upos.as_ref() == "NOUN"
                    && self.is_in("deed", &token.lemma)
                    && self.is_coded(token.span)
            }) else {
                continue;
            };
            let is_scene = self.is_in("scene", &tokens[scene as usize].lemma);
            let Some(event) = self.on_subject(scene).filter(|_| is_scene) else {
                continue;
            };
            let words = self.occurrences.phrase(at);
            let voices = voice::around(self.annotated, words, commitment(true));
            let Some(here) = self.occurrences.sentence_of(words.start()) else {
                continue;
            };
            let sentence = self.annotated.sentences.items[here].span;
            self.push_in(DetailKind::Label, event, words, sentence, voices, [None; 2]);
        }
    }

    /// The deed against what is said to be or become a scene.
    fn on_subject(&self, scene: u32) -> Option<&'a Event> {
        let arcs = &self.annotated.syntax.items;
        let around = self.occurrences.around(scene)?;
        let verb = arcs[scene as usize].head;
        let nouns: Vec<u32> = around
            .take_while(|&at| at < scene)
            .filter(|&at| {
                let above = arcs[at as usize].head;
                let is_noun = matches!(
                    self.annotated.tokens.items[at as usize].upos.as_ref(),
                    "NOUN" | "PROPN" | "PRON"
                );
                is_noun && (above == Some(scene) || (verb.is_some() && above == verb))
            })
            .collect();
        let is_subject = |at: &&u32| arcs[**at as usize].relation.starts_with("nsubj");
        // *as the house became*: what stands before the verb may be taken for an adjunct.
        let subject = *nouns.iter().find(is_subject).or(nouns.last())?;
        let span = self.annotated.tokens.items[subject as usize].span;
        let mention = voice::speaker_at(self.annotated, span)?;
        self.occurrences.deed_on(&mention.actor.id, span)
    }
}
