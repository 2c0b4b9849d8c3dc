//! Lemmas: the longest known ending of a word, with its fine tag, says how to change it.

use super::hash::{fold_into, hash_text, mix, spread};

/// What becomes of the capitals of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// All small.
    Lower,
    /// As written.
    Keep,
    /// The first letter of each part is a capital, the others are small.
    Title,
}

/// How a word becomes its lemma: letters cut off its end, letters put on, and the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Script {
    /// Number of characters cut off.
    pub cut: u8,
    /// What is put on.
    pub put: String,
    /// The case.
    pub case: Case,
}

/// Endings with their scripts.
#[derive(Clone, Debug, Default)]
pub struct Lemmas {
    /// Scripts by number.
    pub scripts: Vec<Script>,
    /// Hash of an ending with its tag and case, and its script; sorted by hash.
    pub endings: Vec<(u32, u16)>,
}

/// The longest ending that is looked up, in characters, short of the whole word.
pub const LONGEST: usize = 6;

/// The case of a word as written: 0 small, 1 capital first, 2 all capitals, 3 other.
#[must_use]
pub fn case_class(form: &str) -> u64 {
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return 0 };
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(!c.is_uppercase());
    }
    match (first.is_uppercase(), upper, lower) {
        (false, 0, _) => 0,
        (true, 0, _) => 1,
        (true, _, 0) => 2,
        _ => 3,
    }
}

/// The key of an ending; `whole` says that nothing stands before it.
#[must_use]
pub fn ending_key(ending: &str, whole: bool, tag: &str, case: u64) -> u32 {
    let h = mix(mix(mix(hash_text(tag), case), u64::from(whole)), hash_text(ending));
    u32::try_from(spread(h) >> 32).unwrap_or(0)
}

/// Calls `look` with the endings of a folded word, the longest first and the empty one last, until it says stop.
pub fn for_endings(folded: &str, mut look: impl FnMut(&str, bool) -> bool) {
    if look(folded, true) {
        return;
    }
    let mut starts = [folded.len(); LONGEST + 1];
    let mut known = 1;
    for (slot, (at, _)) in starts[1..].iter_mut().zip(folded.char_indices().rev()) {
        *slot = at;
        known += 1;
    }
    for &at in starts[..known].iter().rev() {
        if look(&folded[at..], false) {
            return;
        }
    }
}

impl Script {
    /// Changes a word.
    #[must_use]
    pub fn apply(&self, form: &str) -> String {
        let mut base = match self.case {
            Case::Lower => {
                let mut folded = String::new();
                fold_into(form, &mut folded);
                folded
            }
            Case::Keep => form.to_owned(),
            Case::Title => titled(form),
        };
        for _ in 0..self.cut {
            base.pop();
        }
        base.push_str(&self.put);
        if base.is_empty() { form.to_owned() } else { base }
    }
}

fn titled(form: &str) -> String {
    let mut start = true;
    let mut out = String::new();
    for c in form.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric();
    }
    out
}

impl Lemmas {
    /// The lemma of a word with its fine tag: what the longest known ending makes of it, or, if
    /// that is no word that `is_word` knows (in small letters), the longest that makes one.
    #[must_use]
    pub fn lemma(&self, form: &str, tag: &str, is_word: impl Fn(&str) -> bool) -> String {
        let mut folded = String::new();
        fold_into(form, &mut folded);
        let case = case_class(form);
        let mut first = None;
        let mut word = None;
        for_endings(&folded, |ending, whole| {
            let key = ending_key(ending, whole, tag, case);
            let found = self.endings.binary_search_by_key(&key, |e| e.0).ok();
            let script = found.and_then(|at| {
                let (_, script) = self.endings[at];
                self.scripts.get(usize::from(script))
            });
            let Some(script) = script else { return false };
            let lemma = script.apply(form);
            let keeps = script.cut == 0 && script.put.is_empty();
            if whole || keeps && first.is_none() || !keeps && is_word(&lemma) {
                word = Some(lemma);
                return true;
            }
            first.get_or_insert(lemma);
            false
        });
        word.or(first).unwrap_or_else(|| form.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Lemmas {
        let script = |cut, put: &str, case| Script { cut, put: put.to_owned(), case };
        let mut endings = vec![
            (ending_key("ied", false, "VBD", 0), 0),
            (ending_key("ed", false, "VBD", 0), 1),
            (ending_key("went", true, "VBD", 0), 2),
            (ending_key("", false, "NNP", 2), 3),
        ];
        endings.sort_unstable();
        let scripts = vec![
            script(3, "y", Case::Lower),
            script(2, "", Case::Lower),
            script(4, "go", Case::Lower),
            script(0, "", Case::Title),
        ];
        Lemmas { scripts, endings }
    }

    #[test]
    fn the_longest_ending_decides() {
        let t = table();
        let lemma = |form, tag| t.lemma(form, tag, |_| false);
        assert_eq!(lemma("denied", "VBD"), "deny");
        assert_eq!(lemma("attacked", "VBD"), "attack");
        assert_eq!(lemma("went", "VBD"), "go");
        assert_eq!(lemma("forwent", "VBD"), "forwent");
        assert_eq!(lemma("SENATE", "NNP"), "Senate");
    }

    #[test]
    fn a_lemma_that_is_a_word_is_better() {
        let t = table();
        assert_eq!(t.lemma("skied", "VBD", |word| word == "ski"), "ski");
        assert_eq!(t.lemma("skied", "VBD", |_| true), "sky");
    }

    #[test]
    fn no_lemma_is_empty() {
        let t = table();
        for form in ["", "ed", "\u{130}ed", "-"] {
            let lemma = t.lemma(form, "VBD", |_| false);
            assert_eq!(lemma.is_empty(), form.is_empty());
        }
    }
}
