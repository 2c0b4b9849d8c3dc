//! The clauses that are read from a text, and whether they are those of a page.

use crate::common::{coded, notation};
use crate::page::{Case, Filler, Line};
use chancery_model::{
    Annotated, Argument, OperatorKind, Predicate, PredicateKind, Role, Span, Stance,
};
use std::fmt;

/// The clauses and events of one text.
pub(crate) struct Answer {
    pub(crate) clauses: Vec<Clause>,
    pub(crate) events: Vec<String>,
}

/// One clause as it is read.
pub(crate) struct Clause {
    pub(crate) lemma: String,
    /// The trigger's head as the text writes it.
    pub(crate) form: String,
    part: &'static str,
    operators: Vec<String>,
    is_known: bool,
    carrier: Option<String>,
    speakers: Vec<String>,
    fillers: Vec<Found>,
}

struct Found {
    role: String,
    /// All its words.
    words: String,
    /// The word that heads it.
    head: String,
    quantity: Option<String>,
}

impl Answer {
    pub(crate) fn to(text: &str) -> Self {
        let (annotated, events) = coded(text);
        let read = annotated.predicates.items.iter().zip(&annotated.stances.items);
        let clauses =
            read.map(|(predicate, stance)| Clause::of(&annotated, predicate, stance));
        Self { clauses: clauses.collect(), events: events.iter().map(notation).collect() }
    }
}

impl Clause {
    fn of(annotated: &Annotated, predicate: &Predicate, stance: &Stance) -> Self {
        let text = &annotated.document.text;
        let words = |span: Span| text[span.range()].to_lowercase().replace('\n', " ");
        let token = |at: u32| &annotated.tokens.items[at as usize];
        let filler = |argument: &Argument| Found {
            role: role(&argument.role),
            words: words(argument.span),
            head: words(token(argument.head).span),
            quantity: argument.quantity.map(|number| match (number.low, number.high) {
                (Some(low), Some(high)) if low == high => low.to_string(),
                (low, high) => {
                    let end =
                        |end: Option<u32>| end.map_or(String::new(), |n| n.to_string());
                    format!("{}-{}", end(low), end(high))
                }
            }),
        };
        let said = stance.attributions.iter().map(|&index| {
            let speaker = &annotated.attributions.items[index as usize].speaker;
            speaker.iter().map(|&span| words(span)).collect::<Vec<String>>().join(" … ")
        });
        Self {
            lemma: predicate.lemma.to_lowercase(),
            form: words(token(predicate.head).span),
            part: match predicate.kind {
                PredicateKind::Verb => "verb",
                PredicateKind::Noun => "noun",
            },
            operators: stance.operators.iter().map(|one| sign(one.kind)).collect(),
            is_known: predicate.is_definite,
            carrier: predicate.light_verb.map(|verb| token(verb).lemma.to_lowercase()),
            speakers: said.collect(),
            fillers: predicate.arguments.iter().map(filler).collect(),
        }
    }

    /// Whether the page's line says this clause.
    fn fits(&self, line: &Line) -> bool {
        let is_named = (self.lemma == line.lemma || self.form == line.lemma)
            && line.part.as_ref().is_none_or(|part| part == self.part);
        if !is_named || !self.fillers_fit(line) {
            return false;
        }
        let is_loose = line.is_loose || line.is_refused;
        let found = distinct(&self.operators);
        let wanted = distinct(&line.operators);
        let operators = if is_loose {
            wanted.iter().all(|sign| found.contains(sign))
        } else {
            found == wanted
        };
        let speakers =
            line.speakers.is_empty()
                || (line.speakers.len() == self.speakers.len()
                    && line.speakers.iter().zip(&self.speakers).all(
                        |(wanted, found)| holds_words(found, &wanted.to_lowercase()),
                    ));
        operators
            && (!line.is_known || self.is_known)
            && (line.carrier.is_none() || line.carrier == self.carrier)
            && speakers
    }

    fn fillers_fit(&self, line: &Line) -> bool {
        let mut left: Vec<&Found> = self.fillers.iter().collect();
        for wanted in &line.fillers {
            match left.iter().position(|found| found.is(wanted)) {
                Some(at) => left.remove(at),
                None => return false,
            };
        }
        let is_core = |role: &str| matches!(role, "agent" | "patient" | "recipient");
        line.is_open || line.is_refused || !left.iter().any(|found| is_core(&found.role))
    }
}

impl Found {
    /// Whether these are the words: some of it, with its head among them.
    fn is(&self, wanted: &Filler) -> bool {
        wanted.role.split('|').any(|role| role == self.role)
            && holds_words(&self.words, &wanted.words)
            && holds_words(&wanted.words, &self.head)
            && wanted.quantity.as_ref().is_none_or(|number| {
                self.quantity.as_ref().is_some_and(|found| found == number)
            })
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.lemma, self.part)?;
        let mut signs = self.operators.clone();
        if self.is_known {
            signs.push("known".into());
        }
        signs.extend(self.carrier.iter().map(|verb| format!("via {verb}")));
        if !self.speakers.is_empty() {
            signs.push(format!("said by {}", self.speakers.join(" > ")));
        }
        if !signs.is_empty() {
            write!(f, " [{}]", signs.join(", "))?;
        }
        for (index, found) in self.fillers.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { "; " })?;
            write!(f, "{} {}", found.role.replace(' ', "-"), found.words)?;
            if found.words != found.head {
                write!(f, " <{}>", found.head)?;
            }
            if let Some(number) = &found.quantity {
                write!(f, " #{number}")?;
            }
        }
        Ok(())
    }
}

/// The lines of a case that the answer does not keep.
pub(crate) fn misses<'a>(case: &'a Case, answer: &Answer) -> Vec<&'a Line> {
    let mut left: Vec<&Clause> = answer.clauses.iter().collect();
    let mut wrong = Vec::new();
    for line in &case.lines {
        if line.is_refused {
            if answer.clauses.iter().any(|clause| clause.fits(line)) {
                wrong.push(line);
            }
            continue;
        }
        match left.iter().position(|clause| clause.fits(line)) {
            Some(at) => {
                left.remove(at);
            }
            None => wrong.push(line),
        }
    }
    if case.is_uncoded && !answer.events.is_empty() {
        wrong.push(&NOTHING_IS_CODED);
    }
    wrong
}

static NOTHING_IS_CODED: std::sync::LazyLock<Line> = std::sync::LazyLock::new(|| Line {
    written: "nothing is coded".into(),
    ..Line::default()
});

/// Operators in order, each once but for negations, which cancel each other out.
fn distinct(operators: &[String]) -> Vec<&String> {
    let mut all: Vec<&String> = operators.iter().collect();
    all.sort();
    all.dedup_by(|one, other| one == other && *one != "not");
    all
}

fn role(role: &Role) -> String {
    match role {
        Role::Agent => "agent".into(),
        Role::Patient => "patient".into(),
        Role::Recipient => "recipient".into(),
        Role::Complement => "complement".into(),
        Role::Qualifier => "qualifier".into(),
        Role::Modifier => "modifier".into(),
        Role::With(preposition) => preposition.to_string(),
    }
}

fn sign(kind: OperatorKind) -> String {
    match kind {
        OperatorKind::Negation => "not",
        OperatorKind::Future => "future",
        OperatorKind::Probable => "probable",
        OperatorKind::Possible => "possible",
        OperatorKind::Improbable => "improbable",
        OperatorKind::Hypothetical => "hypothetical",
        OperatorKind::Intended => "intended",
        OperatorKind::Demanded => "demanded",
        OperatorKind::Threatened => "threatened",
        OperatorKind::Failed => "failed",
        OperatorKind::Hearsay => "hearsay",
        OperatorKind::Factive => "factive",
        OperatorKind::Phase => "phase",
    }
    .into()
}

/// Whether words stand in a text, as whole words.
fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric)
            && !after.is_some_and(char::is_alphanumeric)
    })
}
