//! The nouns of Chancery: documents, layers, events, incidents, evidence, and the byte
//! spans that tie them together.
//!
//! Deliberately absent: input and output, the clock, and failure. Every other crate of the
//! workspace speaks in these types, and none of them is changed once made.

mod actor;
mod annotated;
mod basis;
mod claim;
mod date;
mod decision;
mod diagnostic;
mod document;
mod event;
mod id;
mod incident;
mod origin;
mod place;
mod reference;
mod remark;
mod span;

pub use actor::{Actor, ActorKind};
pub use annotated::{
    Annotated, Arc, Argument, Attribution, Layer, Locality, Maker, Mention, MentionForm,
    Name, NameKind, Operator, OperatorKind, Predicate, PredicateKind, Quantity,
    Quotation, Role, Sentence, Stance, Tense, Timex, TimexKind, Token,
};
pub use basis::{Basis, Coded, MetadataField};
pub use claim::{Certainty, Claim, Factuality, Polarity, Speaker, Status, Voice};
pub use date::{DateBasis, DateSpan, Day};
pub use decision::{Aspect, Decision, DecisionKind, standing};
pub use diagnostic::{Diagnostic, Place, Severity};
pub use document::{Document, Metadata, MetadataBasis, Stated, Zone, ZoneKind};
pub use event::{Count, CountWhat, Event, EventPlace};
pub use id::{
    ActorId, CameoCode, ContextId, Digest, DocumentId, EntryId, EventId, EventTypeId,
    IncidentId, ModeId, RuleId, RunId, SectorId,
};
pub use incident::{Account, Incident, Link};
pub use origin::{OriginMap, OriginRun};
pub use place::{Coordinates, Precision, Toponym};
pub use reference::{Doubt, Ground, Lead, Reference};
pub use remark::{
    Detail, DetailKind, OfficeHeld, OfficeSaid, OrderSaid, Remark, TableWord,
};
pub use span::Span;
