//! Words that were read lately, with what the first layer of the network makes of them: that
//! depends on the word alone, and most words of a text have stood in it or the one before.

use super::hash::hash_text;

/// Words that are kept, a power of two.
const PLACES: usize = 4096;

/// Places in which a word may stand.
const CHOICES: usize = 4;

/// The place of the root that stands before every sentence.
pub(super) const ROOT: u32 = 0;

/// Words by their forms, each with a place.
///
/// A word that is looked up keeps its place until the batch ends, so that the places of a batch
/// stay valid; words for which there is no room are kept for the batch alone.
#[derive(Debug, Default)]
pub(super) struct Recent {
    words: Vec<Word>,
    batch: u64,
}

/// One place. A word that was never there has batch 0.
#[derive(Debug, Default)]
struct Word {
    form: String,
    batch: u64,
    lemma: String,
    tag: Option<u16>,
}

impl Recent {
    /// Begins a batch.
    pub(super) fn begin(&mut self) {
        self.batch += 1;
        self.words.resize_with(1 + PLACES, Word::default);
    }

    /// The number of places.
    pub(super) fn places(&self) -> usize {
        self.words.len()
    }

    /// The place of the root, and whether something was kept there.
    pub(super) fn root(&mut self) -> (u32, bool) {
        let root = &mut self.words[ROOT as usize];
        let is_known = root.batch > 0;
        root.batch = self.batch;
        (ROOT, is_known)
    }

    /// The place of a word, and whether it was there already.
    pub(super) fn place(&mut self, form: &str) -> (u32, bool) {
        let hash = hash_text(form);
        let first = usize::try_from(hash % PLACES as u64).unwrap_or(0);
        let choices = (0..CHOICES).map(|step| 1 + (first ^ step));
        let mut oldest = 1 + first;
        for place in choices {
            let word = &mut self.words[place];
            if word.batch > 0 && word.form == form {
                word.batch = self.batch;
                return (short(place), true);
            }
            if word.batch < self.words[oldest].batch {
                oldest = place;
            }
        }
        if self.words[oldest].batch == self.batch {
            oldest = match self.extra(form) {
                Ok(place) => return (short(place), true),
                Err(place) => place,
            };
        }
        let word = &mut self.words[oldest];
        word.form.clear();
        word.form.push_str(form);
        (word.batch, word.tag) = (self.batch, None);
        (short(oldest), false)
    }

    /// A place behind all others: that of the word, or one that is free.
    fn extra(&mut self, form: &str) -> Result<usize, usize> {
        for (at, word) in self.words.iter().enumerate().skip(1 + PLACES) {
            if word.batch < self.batch {
                return Err(at);
            }
            if word.form == form {
                return Ok(at);
            }
        }
        self.words.push(Word::default());
        Err(self.words.len() - 1)
    }

    /// The lemma of the word at a place under a tag, made if it is not there.
    pub(super) fn lemma(
        &mut self,
        place: u32,
        tag: u16,
        make: impl FnOnce(&str) -> String,
    ) -> &str {
        let word = &mut self.words[place as usize];
        if word.tag != Some(tag) {
            (word.lemma, word.tag) = (make(&word.form), Some(tag));
        }
        &word.lemma
    }
}

fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_place_for_the_batch_however_many_there_are() {
        let mut recent = Recent::default();
        let forms: Vec<String> = (0..3 * PLACES).map(|n| format!("w{n}")).collect();
        for _ in 0..2 {
            recent.begin();
            // Few of a batch find no room, or the test would take long.
            for batch in forms.chunks(PLACES / 4) {
                recent.begin();
                let places: Vec<u32> =
                    batch.iter().map(|form| recent.place(form).0).collect();
                for (form, place) in batch.iter().zip(&places) {
                    assert_eq!(recent.place(form), (*place, true), "{form}");
                }
                let mut each = places;
                each.sort_unstable();
                each.dedup();
                assert_eq!(each.len(), batch.len(), "two words stand in one place");
                assert!(!each.contains(&ROOT));
            }
        }
    }

    #[test]
    fn a_lemma_is_made_once_for_a_tag_and_goes_with_its_word() {
        let mut recent = Recent::default();
        recent.begin();
        let (place, known) = recent.place("saw");
        assert!(!known);
        assert_eq!(recent.lemma(place, 1, |form| format!("{form}-1")), "saw-1");
        assert_eq!(recent.lemma(place, 1, |_| unreachable!()), "saw-1");
        assert_eq!(recent.lemma(place, 2, |form| format!("{form}-2")), "saw-2");
        recent.begin();
        assert_eq!(recent.place("saw"), (place, true));
        assert_eq!(recent.root(), (ROOT, false));
        assert_eq!(recent.root(), (ROOT, true));
    }
}
