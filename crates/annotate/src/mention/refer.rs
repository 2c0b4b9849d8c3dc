//! Words that point back: pronouns and descriptions. What they lead to is weighed against
//! everything near that fits, things that are no actors included; what does not stand out
//! stays open, with the reason.

mod clause;
mod describe;
mod empty;
mod field;
mod office;
mod pointer;
mod weigh;

use super::Mentions;
use chancery_model::{
    Actor, Basis, Doubt, Ground, Lead, Mention, MentionForm, Reference, Span,
};
use field::Field;
use pointer::Pointer;

/// Whom words lead to.
pub(super) struct Found {
    pub(super) ground: Ground,
    /// The actors, each with the words that name it.
    pub(super) actors: Vec<(Actor, Span)>,
    pub(super) form: MentionForm,
}

impl Mentions<'_> {
    /// Reads the document from left to right and resolves every word that points back.
    pub(super) fn refer(&mut self) {
        let mut field = Field::new(self);
        for token in 0..self.tree.len() {
            let Some(pointer) = self.pointer(token) else {
                field.see(self, token);
                continue;
            };
            let found = match pointer {
                Pointer::Pronoun(wanted) => field.weigh(self, token, wanted),
                Pointer::Pair(kind) => self.pair(token, kind),
                Pointer::Order(is_first) => self.one_of_two(token, is_first),
                Pointer::State(noun) => self
                    .described_state(token, noun)
                    .or_else(|doubt| self.described_body(token, noun).map_err(|_| doubt)),
                Pointer::Body(noun) => self.described_body(token, noun),
                Pointer::Mission => self.described_mission(token),
            };
            field.point(self, token, pointer, found.as_ref().ok());
            self.record(token, found);
        }
    }

    /// Adds the mentions that words lead to, and what became of the words.
    pub(super) fn record(&mut self, token: u32, found: Result<Found, Doubt>) {
        let span = self.tree.span(token);
        let lead = match found {
            Ok(Found { ground, actors, form, .. }) => {
                let mut antecedents: Vec<Span> =
                    actors.iter().map(|(_, words)| *words).collect();
                antecedents.sort_unstable();
                antecedents.dedup();
                // What was only a role so far gives way.
                let role = self.claimed[token as usize];
                for (index, (actor, words)) in actors.into_iter().enumerate() {
                    let basis = Basis::Text(words);
                    match role.filter(|_| index == 0) {
                        Some(role) => {
                            let head = token;
                            self.found[role as usize] =
                                Mention { span, head, actor, form, basis };
                        }
                        None => {
                            self.add(span, token, actor, form, basis);
                        }
                    }
                }
                Lead::Found { ground, antecedents }
            }
            Err(doubt) => Lead::Open(doubt),
        };
        self.references.push(Reference { span, head: token, lead });
    }
}
