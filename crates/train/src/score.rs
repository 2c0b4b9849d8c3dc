//! Figures of a model on gold words.

use std::fmt;

use chancery_annotate::syntax::model::Syntax;

use crate::conllu::Gold;

/// Relations that tell who did what to whom.
const CORE: [&str; 7] = ["nsubj", "csubj", "obj", "iobj", "ccomp", "xcomp", "obl"];

/// Counts of right answers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    words: usize,
    upos: usize,
    xpos: usize,
    lemma: usize,
    head: usize,
    labelled: usize,
    labelled_with_subtype: usize,
    core_right: usize,
    core_gold: usize,
    core_said: usize,
}

fn base(relation: &str) -> &str {
    relation.split(':').next().unwrap_or_default()
}

/// Scores a model on sentences whose words are given.
pub(crate) fn score(model: &Syntax, data: &[Gold]) -> Figures {
    let mut f = Figures::default();
    let forms: Vec<Vec<&str>> =
        data.iter().map(|s| s.words.iter().map(|w| w.form.as_str()).collect()).collect();
    let mut read = Vec::new();
    model.read(forms.iter().map(Vec::as_slice), &mut read);
    let mut rest = read.as_slice();
    for sentence in data {
        let (said, more) = rest.split_at(sentence.words.len());
        rest = more;
        for (gold, token) in sentence.words.iter().zip(said) {
            let head = token.head.map_or(0, |h| h + 1) == gold.head;
            let labelled = head && base(&token.relation) == base(&gold.relation);
            let core_gold = CORE.contains(&base(&gold.relation));
            f.words += 1;
            f.upos += usize::from(*token.upos == *gold.upos);
            f.xpos += usize::from(*token.xpos == *gold.xpos);
            f.lemma += usize::from(*token.lemma == *gold.lemma || gold.lemma == "_");
            f.head += usize::from(head);
            f.labelled += usize::from(labelled);
            f.labelled_with_subtype +=
                usize::from(head && *token.relation == *gold.relation);
            f.core_gold += usize::from(core_gold);
            f.core_said += usize::from(CORE.contains(&base(&token.relation)));
            f.core_right += usize::from(labelled && core_gold);
        }
    }
    f
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        let of = self.words;
        write!(
            out,
            "uas {:.4} las {:.4} las_subtypes {:.4} core_las {:.4} upos {:.4} xpos {:.4} lemma {:.4} words {of}",
            share(self.head, of),
            share(self.labelled, of),
            share(self.labelled_with_subtype, of),
            share(2 * self.core_right, self.core_gold + self.core_said),
            share(self.upos, of),
            share(self.xpos, of),
            share(self.lemma, of),
        )
    }
}
