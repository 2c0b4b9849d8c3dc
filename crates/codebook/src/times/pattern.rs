//! Patterns of temporal expressions: sequences of words and classes, compiled into one tree.
//!
//! In a pattern, `{class}` stands for a word of that class, `{class!}` for one without other
//! common meanings, `{class>from}` for one that tells the start of a range. `( a | b )` are
//! alternatives, `x?` can be absent, `+x` joins without a space to what stands before, `!x`
//! must not follow. `[` and `]` enclose the expression where words around it are needed.

use super::{Report, TimeClass, TimeUnit, Times, time_atoms, time_key};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How the words of a pattern make a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeMeaning {
    /// A date of the calendar, whole or in part.
    Calendar,
    /// The period before, at or after the present one, or the one told last.
    Neighbour,
    /// So many units before or after.
    Shift,
    /// A day counted from the present.
    Day,
    /// A vague time, such as the present.
    Vague,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
    /// A date in digits of which day and month may be confused.
    Numeric,
}

/// From which time a pattern counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeBase {
    /// The day of publication.
    #[default]
    Published,
    /// The date told last.
    Told,
}

/// A text in which a pattern finds an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExample {
    /// The text.
    pub text: Box<str>,
    /// The words of the expression.
    pub words: Box<str>,
    /// The TIMEX3 value.
    pub value: Box<str>,
    /// The date in EDTF; empty for none.
    pub date: Box<str>,
}

/// One pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct TimePattern {
    /// Its name, unique in the file.
    pub name: Box<str>,
    /// The line it stands on.
    pub line: u32,
    /// What it means.
    pub means: TimeMeaning,
    /// From which time it counts.
    pub base: TimeBase,
    /// Backwards (-1), not at all (0) or forwards (1), where the words do not tell.
    pub sign: i32,
    /// The unit, where the words do not tell.
    pub unit: Option<TimeUnit>,
    /// The TIMEX3 value, where the words do not tell.
    pub text: Box<str>,
    /// Texts in which it finds an expression.
    pub examples: Vec<TimeExample>,
    /// Texts in which it finds nothing.
    pub refusals: Vec<Box<str>>,
}

/// A step of a pattern that is not a plain word.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TimeElement {
    /// A word of this class.
    Class {
        /// The class.
        class: TimeClass,
        /// Only a word without other common meanings.
        sure: bool,
        /// It tells the start of a range.
        from: bool,
    },
    /// No space may stand here.
    Glue,
    /// The expression begins.
    Open,
    /// The expression ends.
    Close,
    /// No word of this class may follow.
    NotClass(TimeClass),
    /// This word may not follow.
    NotWord(Box<str>),
}

/// A node of the tree of patterns.
#[derive(Clone, Debug, Default)]
pub struct TimeNode {
    /// The next nodes by plain word.
    pub words: BTreeMap<Box<str>, u32>,
    /// The next nodes by other steps.
    pub elements: Vec<(TimeElement, u32)>,
    /// The first pattern that ends here.
    pub accepts: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    name: String,
    means: TimeMeaning,
    #[serde(default)]
    base: TimeBase,
    #[serde(default)]
    sign: i32,
    unit: Option<TimeUnit>,
    #[serde(default)]
    text: String,
    words: Vec<String>,
    #[serde(default)]
    examples: Vec<(String, String, String, String)>,
    #[serde(default)]
    refusals: Vec<String>,
    #[serde(default)]
    credit: String,
    #[serde(default, rename = "note")]
    _note: String,
}

#[derive(Clone, Debug)]
enum Step {
    Word(Box<str>),
    Element(TimeElement),
}

/// More ways than this to read one line of a pattern are a mistake.
const MOST_WAYS: usize = 20_000;

/// Adds one pattern to the tree.
pub(super) fn compile(
    row: Row,
    offset: usize,
    times: &mut Times,
    report: &mut Report<'_>,
) {
    if row.credit.is_empty() {
        report.error("no-credit", offset, "pattern has no credit");
    }
    if row.examples.len() < 2 {
        let message = format!("pattern `{}` has fewer than two examples", row.name);
        report.error("few-examples", offset, message);
    }
    if row.refusals.is_empty() {
        let message = format!("pattern `{}` has no refusal", row.name);
        report.error("no-refusal", offset, message);
    }
    if times.patterns.iter().any(|other| *other.name == *row.name) {
        report.error("repeated-name", offset, format!("`{}` stands twice", row.name));
    }
    let Ok(index) = u32::try_from(times.patterns.len()) else { return };
    for line in &row.words {
        let mut parser = Parser { parts: split(line), at: 0 };
        match parser.ways() {
            Some(ways) if parser.at == parser.parts.len() => {
                for way in &ways {
                    times.grow(way, index);
                }
            }
            _ => report.error("bad-pattern", offset, format!("cannot read `{line}`")),
        }
    }
    let example =
        |(text, words, value, date): (String, String, String, String)| TimeExample {
            text: text.into(),
            words: words.into(),
            value: value.into(),
            date: date.into(),
        };
    times.patterns.push(TimePattern {
        name: row.name.into(),
        line: report.line(offset),
        means: row.means,
        base: row.base,
        sign: row.sign,
        unit: row.unit,
        text: row.text.into(),
        examples: row.examples.into_iter().map(example).collect(),
        refusals: row.refusals.into_iter().map(Into::into).collect(),
    });
}

/// Cuts a line into its signs and words.
fn split(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in line.split_whitespace() {
        let mut rest = piece;
        while !rest.is_empty() {
            let length = match rest.chars().next() {
                Some('{') => rest.find('}').map_or(rest.len(), |end| end + 1),
                Some('(' | ')' | '|' | '?' | '+' | '!' | '[' | ']') => 1,
                _ => rest
                    .find(['(', ')', '|', '?', '+', '{', '[', ']'])
                    .unwrap_or(rest.len()),
            };
            parts.push(rest[..length].to_owned());
            rest = &rest[length..];
        }
    }
    parts
}

struct Parser {
    parts: Vec<String>,
    at: usize,
}

type Ways = Vec<Vec<Step>>;

impl Parser {
    fn peek(&self) -> Option<&str> {
        self.parts.get(self.at).map(String::as_str)
    }

    /// Alternatives, up to a closing bracket or the end.
    fn ways(&mut self) -> Option<Ways> {
        let mut all = Vec::new();
        loop {
            all.extend(self.sequence()?);
            if self.peek() != Some("|") {
                return (all.len() <= MOST_WAYS).then_some(all);
            }
            self.at += 1;
        }
    }

    fn sequence(&mut self) -> Option<Ways> {
        let mut ways: Ways = vec![Vec::new()];
        while !matches!(self.peek(), None | Some(")" | "|")) {
            let next = self.item()?;
            if ways.len() * next.len() > MOST_WAYS {
                return None;
            }
            let join = |way: &Vec<Step>| {
                let way = way.clone();
                next.iter()
                    .map(move |tail| [way.as_slice(), tail].concat())
                    .collect::<Ways>()
            };
            ways = ways.iter().flat_map(join).collect();
        }
        Some(ways)
    }

    fn item(&mut self) -> Option<Ways> {
        let part = self.peek()?.to_owned();
        self.at += 1;
        let mut ways = match part.as_str() {
            "(" => {
                let inner = self.ways()?;
                if self.peek() != Some(")") {
                    return None;
                }
                self.at += 1;
                inner
            }
            "+" => {
                let mut ways = self.item()?;
                for way in ways.iter_mut().filter(|way| !way.is_empty()) {
                    way.insert(0, Step::Element(TimeElement::Glue));
                }
                return Some(ways);
            }
            "!" => {
                let next = self.peek()?.to_owned();
                self.at += 1;
                let element = match class_of(&next) {
                    Some((class, ..)) => TimeElement::NotClass(class),
                    None => TimeElement::NotWord(next.into()),
                };
                return Some(vec![vec![Step::Element(element)]]);
            }
            "[" => vec![vec![Step::Element(TimeElement::Open)]],
            "]" => vec![vec![Step::Element(TimeElement::Close)]],
            _ if part.starts_with('{') => {
                let (class, sure, from) = class_of(&part)?;
                vec![vec![Step::Element(TimeElement::Class { class, sure, from })]]
            }
            _ => {
                let atoms = time_atoms(&part).map(|(_, atom)| Step::Word(time_key(atom)));
                vec![atoms.collect()]
            }
        };
        if self.peek() == Some("?") {
            self.at += 1;
            ways.push(Vec::new());
        }
        Some(ways)
    }
}

fn class_of(part: &str) -> Option<(TimeClass, bool, bool)> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    let (name, from) =
        name.strip_suffix(">from").map_or((name, false), |name| (name, true));
    let (name, sure) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
    Some((TimeClass::named(name)?, sure, from))
}

impl Times {
    fn grow(&mut self, way: &[Step], pattern: u32) {
        let mut at = 0_usize;
        for step in way {
            let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let node = &mut self.nodes[at];
            let next = match step {
                Step::Word(word) => *node.words.entry(word.clone()).or_insert(fresh),
                Step::Element(element) => {
                    match node.elements.iter().find(|(other, _)| other == element) {
                        Some((_, next)) => *next,
                        None => {
                            node.elements.push((element.clone(), fresh));
                            fresh
                        }
                    }
                }
            };
            if next == fresh {
                self.nodes.push(super::TimeNode::default());
            }
            at = next as usize;
        }
        if at != 0 {
            self.nodes[at].accepts.get_or_insert(pattern);
        }
    }
}
