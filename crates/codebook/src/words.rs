//! Words that tell who says something and how certain it is.

use crate::Files;
use crate::ontology::unknown;
use crate::sheet::{Row, Sheet};
use chancery_model::{
    Certainty, Diagnostic, EntryId, Factuality, OperatorKind, Polarity,
};
use std::collections::BTreeMap;

/// Attribution cues and operators of one language, by lemma.
#[derive(Debug, Default)]
pub struct Words {
    /// Words that show that somebody speaks or believes.
    pub cues: BTreeMap<Box<str>, Vec<Cue>>,
    /// Words that change whether, when or how certainly something is said to happen.
    pub operators: BTreeMap<Box<str>, Vec<OperatorEntry>>,
    /// Words of estimative probability, longest first where one begins another.
    pub hedges: Vec<Hedge>,
}

/// A word that shows that somebody speaks or believes.
#[derive(Clone, Debug)]
pub struct Cue {
    /// What kind of word it is.
    pub part: Part,
    /// Its class: `say`, `claim`, `deny`, …
    pub class: Box<str>,
    /// How far the speaker commits to what is said.
    pub inner: Factuality,
    /// How far the one who reports it commits to it.
    pub outer: Factuality,
    /// Its line.
    pub entry: EntryId,
}

/// A word that changes whether, when or how certainly something is said to happen.
#[derive(Clone, Debug)]
pub struct OperatorEntry {
    /// What kind of word it is.
    pub part: Part,
    /// What it does.
    pub kind: OperatorKind,
    /// Its line.
    pub entry: EntryId,
}

/// A word of estimative probability.
#[derive(Clone, Debug)]
pub struct Hedge {
    /// The words, in lower case.
    pub phrase: Box<str>,
    /// Percent, both included; `None` if the word is on no scale.
    pub percent: Option<(u8, u8)>,
    /// The scale.
    pub scale: Box<str>,
    /// Its line.
    pub entry: EntryId,
}

/// Kinds of words, as the tables name them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// An auxiliary or modal verb.
    Auxiliary,
    /// A word that opens a clause: *if*, *unless*.
    Mark,
    /// A determiner: *no*.
    Determiner,
    /// A preposition or what serves as one: *according to*, *without*.
    Preposition,
}

impl Words {
    pub(crate) fn load(files: &Files, findings: &mut Vec<Diagnostic>) -> Self {
        let mut words = Self::default();
        let columns = ["lemma", "part", "class", "inner", "outer"];
        let sheet = Sheet::read(files, "en/cues.csv", &columns, findings);
        for row in sheet.rows() {
            let (Some(part), Some(inner), Some(outer)) = (
                part(row, findings),
                factuality(row, "inner", findings),
                factuality(row, "outer", findings),
            ) else {
                continue;
            };
            let class = row.get("class").into();
            let cue = Cue { part, class, inner, outer, entry: row.entry() };
            words.cues.entry(row.get("lemma").into()).or_default().push(cue);
        }
        let columns = ["lemma", "part", "kind"];
        let sheet = Sheet::read(files, "en/factuality.csv", &columns, findings);
        for row in sheet.rows() {
            let (Some(part), Some(kind)) = (part(row, findings), operator(row, findings))
            else {
                continue;
            };
            let operator = OperatorEntry { part, kind, entry: row.entry() };
            words.operators.entry(row.get("lemma").into()).or_default().push(operator);
        }
        words.load_hedges(files, findings);
        words
    }

    /// The cue with this lemma and kind of word.
    pub fn cue(&self, lemma: &str, part: Part) -> Option<&Cue> {
        self.cues.get(lemma)?.iter().find(|cue| cue.part == part)
    }

    /// The operator with this lemma and kind of word.
    pub fn operator(&self, lemma: &str, part: Part) -> Option<&OperatorEntry> {
        self.operators.get(lemma)?.iter().find(|operator| operator.part == part)
    }

    fn load_hedges(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let columns = ["phrase", "low_percent", "high_percent", "scale"];
        let sheet = Sheet::read(files, "en/hedges.csv", &columns, findings);
        for row in sheet.rows() {
            let bound = |column| row.get(column).parse::<u8>().ok().filter(|&n| n <= 100);
            let percent = bound("low_percent").zip(bound("high_percent"));
            if percent.is_none() && row.get("scale") != "unscored" {
                findings.push(unknown(row, "percentage", row.get("low_percent")));
            }
            self.hedges.push(Hedge {
                phrase: row.get("phrase").into(),
                percent,
                scale: row.get("scale").into(),
                entry: row.entry(),
            });
        }
        self.hedges.sort_by_key(|hedge| std::cmp::Reverse(hedge.phrase.len()));
    }
}

fn part(row: Row<'_>, findings: &mut Vec<Diagnostic>) -> Option<Part> {
    Some(match row.get("part") {
        "verb" => Part::Verb,
        "noun" => Part::Noun,
        "adjective" => Part::Adjective,
        "adverb" => Part::Adverb,
        "auxiliary" => Part::Auxiliary,
        "mark" => Part::Mark,
        "determiner" => Part::Determiner,
        "preposition" => Part::Preposition,
        other => {
            findings.push(unknown(row, "part", other));
            return None;
        }
    })
}

fn operator(row: Row<'_>, findings: &mut Vec<Diagnostic>) -> Option<OperatorKind> {
    Some(match row.get("kind") {
        "negation" => OperatorKind::Negation,
        "future" => OperatorKind::Future,
        "probable" => OperatorKind::Probable,
        "possible" => OperatorKind::Possible,
        "improbable" => OperatorKind::Improbable,
        "hypothetical" => OperatorKind::Hypothetical,
        "intended" => OperatorKind::Intended,
        "demanded" => OperatorKind::Demanded,
        "threatened" => OperatorKind::Threatened,
        "failed" => OperatorKind::Failed,
        "hearsay" => OperatorKind::Hearsay,
        "factive" => OperatorKind::Factive,
        "phase" => OperatorKind::Phase,
        other => {
            findings.push(unknown(row, "kind of operator", other));
            return None;
        }
    })
}

/// FactBank's notation: `CT+`, `PR-`, `Uu`.
fn factuality(
    row: Row<'_>,
    column: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<Factuality> {
    let text = row.get(column);
    let certainty = match text.get(..text.len().saturating_sub(1)) {
        Some("CT") => Certainty::Certain,
        Some("PR") => Certainty::Probable,
        Some("PS") => Certainty::Possible,
        Some("U") => Certainty::Unknown,
        _ => {
            findings.push(unknown(row, "factuality", text));
            return None;
        }
    };
    let polarity = match text.chars().last() {
        Some('+') => Polarity::Positive,
        Some('-') => Polarity::Negative,
        _ => Polarity::Unknown,
    };
    Some(Factuality { certainty, polarity })
}
