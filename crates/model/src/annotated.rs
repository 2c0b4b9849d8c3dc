//! Stand-off annotations of one document, layer by layer.

use crate::{
    Actor, ActorId, Basis, DateBasis, DateSpan, Document, EntryId, Factuality, Reference,
    Span, Speaker, Toponym,
};
use serde::{Deserialize, Serialize};

/// Items of one kind over the text, and who made them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Layer<T> {
    /// Who made them.
    pub maker: Maker,
    /// The items, in the order of the text.
    pub items: Box<[T]>,
}

/// A program or model that made a layer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Maker {
    /// Its name.
    pub name: Box<str>,
    /// Code version or model digest.
    pub version: Box<str>,
}

impl<T> Layer<T> {
    /// A layer made by the program `name` in `version`.
    pub fn new(name: &str, version: &str, items: Vec<T>) -> Self {
        let maker = Maker { name: name.into(), version: version.into() };
        Self { maker, items: items.into_boxed_slice() }
    }
}

/// A document with every layer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Annotated {
    /// The document.
    pub document: Document,
    /// Words and marks.
    pub tokens: Layer<Token>,
    /// Sentences.
    pub sentences: Layer<Sentence>,
    /// One arc for each token.
    pub syntax: Layer<Arc>,
    /// Names of persons, places and organisations.
    pub names: Layer<Name>,
    /// Words that denote an actor.
    pub mentions: Layer<Mention>,
    /// Words that point to somebody named elsewhere.
    pub references: Layer<Reference>,
    /// Temporal expressions.
    pub times: Layer<Timex>,
    /// Words that name places.
    pub places: Layer<Toponym>,
    /// Stretches between quotation marks.
    pub quotations: Layer<Quotation>,
    /// Who says what by which words.
    pub attributions: Layer<Attribution>,
    /// Who does what to whom, grammar undone.
    pub predicates: Layer<Predicate>,
    /// How far each voice commits to each predicate; one for each predicate, in their order.
    pub stances: Layer<Stance>,
}

/// A word or mark.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// Its dictionary form, in lower case but for names.
    pub lemma: Box<str>,
    /// Universal part of speech (UD v2): `NOUN`, `VERB`, …
    pub upos: Box<str>,
    /// Penn Treebank tag, as in UD English.
    pub xpos: Box<str>,
}

/// A sentence: tokens `first` up to but not including `last`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sentence {
    /// Index of the first token.
    pub first: u32,
    /// One past the index of the last token.
    pub last: u32,
    /// From the first token's start to the last one's end.
    pub span: Span,
}

/// The dependency of one token (UD v2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Arc {
    /// Index of the head among the document's tokens; `None` for a root.
    pub head: Option<u32>,
    /// The relation with its subtype: `nsubj:pass`.
    pub relation: Box<str>,
}

/// A name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Name {
    /// Where.
    pub span: Span,
    /// What is named.
    pub kind: NameKind,
}

/// What a name names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation.
    Organisation,
    /// A war, an exercise, a summit, a contest.
    Event,
}

/// Words that denote an actor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mention {
    /// The whole phrase, titles included.
    pub span: Span,
    /// Index of its head token.
    pub head: u32,
    /// Who is meant.
    pub actor: Actor,
    /// By which kind of words.
    pub form: MentionForm,
    /// Why this actor.
    pub basis: Basis,
}

/// By which kind of words an actor is mentioned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionForm {
    /// Its name.
    Name,
    /// An adjective of nationality.
    Adjective,
    /// The name of its citizens.
    Demonym,
    /// A capital or another seat of power.
    Seat,
    /// An office or organ, joined with its state.
    Office,
    /// A role: *gunman*, *officials*.
    Role,
    /// A pronoun.
    Pronoun,
    /// A description: *the two neighbours*, *the country*.
    Description,
}

/// A temporal expression.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Timex {
    /// Where.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// TIMEX3 value.
    pub value: Box<str>,
    /// The dates it denotes; `None` for durations, sets and what cannot be resolved.
    pub date: Option<DateSpan>,
    /// What the date rests on.
    pub basis: DateBasis,
}

/// TIMEX3 types.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A calendar date, of any precision.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// A stretch between quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Quotation {
    /// Where, marks included.
    pub span: Span,
    /// Whether it is only a word or phrase inside the publisher's own clause.
    pub is_scare: bool,
}

/// Who says what by which words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attribution {
    /// The words that name the speaker, in pieces; empty if nobody is named.
    pub speaker: Vec<Span>,
    /// Who that is.
    pub voice: Speaker,
    /// The words that show that somebody speaks, in pieces.
    pub cue: Vec<Span>,
    /// What is said, in pieces.
    pub content: Vec<Span>,
    /// The class of the cue, a class of `cues.csv`.
    pub class: Box<str>,
    /// The line of the codebook that told the cue.
    pub entry: EntryId,
    /// How far the speaker commits to the content.
    pub inner: Factuality,
    /// How far the one who reports it commits to the content.
    pub outer: Factuality,
}

/// A word that evokes an occurrence, and what each argument is to it. Passive, control,
/// relative clauses, coordination and light verbs are undone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Predicate {
    /// The word or words that evoke it.
    pub trigger: Span,
    /// Index of its head token.
    pub head: u32,
    /// Lemma of the head token, a verb's particle appended: `shut down`.
    pub lemma: Box<str>,
    /// Verb or noun.
    pub kind: PredicateKind,
    /// The verb that carries an event noun: *conduct* in *conducted drills*.
    pub light_verb: Option<u32>,
    /// The arguments.
    pub arguments: Vec<Argument>,
    /// Whether a noun points back to something known: *the* or *this attack*.
    pub is_definite: bool,
    /// Indices of the temporal expressions that date it, the nearest first.
    pub times: Vec<u32>,
    /// Where it takes place, without preposition.
    pub place: Option<Locality>,
    /// Index of its sentence.
    pub sentence: u32,
    /// The tense in which it is told.
    #[serde(default)]
    pub tense: Tense,
}

/// The tense in which something is told.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Tense {
    /// *Left*, *had left*, *was leaving*.
    Past,
    /// *Has left*.
    Perfect,
    /// *Leaves*.
    Present,
    /// *Will leave*, *may leave*.
    Modal,
    /// No verb tells.
    #[default]
    Unknown,
}

/// Words for a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Locality {
    /// Where the words stand.
    pub span: Span,
    /// The state it lies in, if the words or the codebook tell.
    pub country: Option<ActorId>,
}

/// What kind of word evokes a predicate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PredicateKind {
    /// A verb.
    Verb,
    /// A noun that tells an occurrence.
    Noun,
}

/// One argument of a predicate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Argument {
    /// What it is to the predicate.
    pub role: Role,
    /// Index of its head token.
    pub head: u32,
    /// Its words.
    pub span: Span,
    /// Lemmas by which rules may ask for it: its head's first, then those of the other nouns
    /// of its phrase.
    pub lemmas: Vec<Box<str>>,
    /// Indices of the mentions that denote it.
    pub mentions: Vec<u32>,
    /// Indices of the mentions that own or qualify it: ***Peru's** explanation*.
    pub owners: Vec<u32>,
    /// How many, if the words tell.
    pub quantity: Option<Quantity>,
}

/// A number as the words give it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Quantity {
    /// The words, with *at least* and the like.
    pub span: Span,
    /// Least number compatible with the words.
    pub low: Option<u32>,
    /// Greatest number compatible with the words.
    pub high: Option<u32>,
}

/// What an argument is to its predicate.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Who does it.
    Agent,
    /// What or who it is done to.
    Patient,
    /// To whom something is given or said.
    Recipient,
    /// A clause that completes it: *agreed **to meet***.
    Complement,
    /// A state or nationality that qualifies an event noun: *the **Azerbaijani** drills*.
    Qualifier,
    /// A word that describes an event noun: *joint drills*.
    Modifier,
    /// With this preposition.
    With(Box<str>),
}

/// How far each voice commits to a predicate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stance {
    /// Indices of the attributions whose content holds the predicate, outermost first.
    pub attributions: Vec<u32>,
    /// How far each voice commits: the publisher first, then one for each attribution.
    pub voices: Vec<Factuality>,
    /// The words between the root and the predicate that bear on it, outermost first.
    pub operators: Vec<Operator>,
}

/// A word that changes whether, when or how certainly something is said to happen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Operator {
    /// The word.
    pub span: Span,
    /// What it does.
    pub kind: OperatorKind,
    /// The line of the codebook that says so.
    pub entry: EntryId,
}

/// What an operator does to what it governs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OperatorKind {
    /// Reverses polarity.
    Negation,
    /// Says that it is to come.
    Future,
    /// Makes it probable.
    Probable,
    /// Makes it possible.
    Possible,
    /// Makes it improbable.
    Improbable,
    /// Supposes it.
    Hypothetical,
    /// Says that it is intended, promised or agreed.
    Intended,
    /// Says that it is asked for.
    Demanded,
    /// Says that it is threatened.
    Threatened,
    /// Says that it did not come about: *failed to*.
    Failed,
    /// Reports without vouching and names nobody: *allegedly*.
    Hearsay,
    /// Commits the one who reports it as well: *admitted*.
    Factive,
    /// Tells a phase of something that happens: *began to*.
    Phase,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preposition_is_part_of_its_role() {
        let role = Role::With("against".into());
        assert_eq!(serde_json::to_string(&role).unwrap(), r#"{"with":"against"}"#);
    }
}
