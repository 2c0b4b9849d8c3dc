//! Training of the lemma endings: counts, and then the shortest endings that say all.

use std::collections::BTreeMap;

use chancery_annotate::syntax::hash::fold_into;
use chancery_annotate::syntax::lemma::{
    Case, Lemmas, Script, case_class, ending_key, for_endings,
};

use crate::conllu::Gold;

/// The script that turns a form into its lemma.
fn script(form: &str, lemma: &str) -> Script {
    let tries = [Case::Lower, Case::Keep, Case::Title].map(|case| {
        let plain = Script { cut: 0, put: String::new(), case }.apply(form);
        let same = plain.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let cut = plain.chars().count() - same;
        let put: String = lemma.chars().skip(same).collect();
        (cut + put.chars().count(), Script { cut: cut.min(255) as u8, put, case })
    });
    let [first, ..] = &tries;
    let best = tries.iter().fold(first, |b, t| if t.0 < b.0 { t } else { b });
    best.1.clone()
}

/// Learns endings. An ending is kept if its commonest script is not what the next shorter kept ending says.
pub(crate) fn train_lemmas(data: &[Gold]) -> Lemmas {
    let mut numbers: BTreeMap<Script, u16> = BTreeMap::new();
    // Endings by falling length of what they say: (length, text, whole, tag, case) and counts of scripts.
    let mut counts: BTreeMap<(u32, usize), BTreeMap<u16, usize>> = BTreeMap::new();
    let mut shorter: BTreeMap<(u32, usize), Option<(u32, usize)>> = BTreeMap::new();
    let mut folded = String::new();
    for w in data.iter().flat_map(|s| &s.words) {
        if w.lemma == "_" {
            continue;
        }
        let next = numbers.len() as u16;
        let number = *numbers.entry(script(&w.form, &w.lemma)).or_insert(next);
        fold_into(&w.form, &mut folded);
        let case = case_class(&w.form);
        let mut chain = Vec::new();
        for_endings(&folded, |ending, whole| {
            let length = ending.chars().count() + usize::from(whole);
            chain.push((ending_key(ending, whole, &w.xpos, case), length));
            false
        });
        for (at, &key) in chain.iter().enumerate() {
            *counts.entry(key).or_default().entry(number).or_default() += 1;
            shorter.insert(key, chain.get(at + 1).copied());
        }
    }
    let mut order: Vec<(usize, u32)> = counts.keys().map(|&(k, n)| (n, k)).collect();
    order.sort_unstable();
    let mut says: BTreeMap<(u32, usize), u16> = BTreeMap::new();
    let mut endings = Vec::new();
    for (length, key) in order {
        let id = (key, length);
        let top = counts[&id]
            .iter()
            .fold((0, 0), |b, (s, n)| if *n > b.1 { (*s, *n) } else { b });
        let below = shorter[&id].and_then(|s| says.get(&s)).copied();
        says.insert(id, top.0);
        if below != Some(top.0) {
            endings.push((key, top.0));
        }
    }
    endings.sort_unstable();
    endings.dedup_by_key(|e| e.0);
    let mut scripts: Vec<(u16, Script)> =
        numbers.into_iter().map(|(s, n)| (n, s)).collect();
    scripts.sort_unstable();
    Lemmas { scripts: scripts.into_iter().map(|s| s.1).collect(), endings }
}
