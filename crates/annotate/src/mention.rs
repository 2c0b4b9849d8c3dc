//! Words that denote an actor: names, adjectives of nationality, offices joined with their
//! state, persons known by office or role, pronouns and descriptions.
//!
//! Precision comes first: a name that may denote two actors, or an office without a state,
//! stays without an actor unless the text itself decides.

mod alias;
mod introduce;
mod lookup;
mod office;
mod person;
mod refer;
mod speaker;
mod spelling;

use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{
    Actor, ActorId, ActorKind, Attribution, Basis, DateSpan, Mention, MentionForm, Name,
    Quotation, Reference, Span, Speaker,
};

/// The mentions found so far, by token.
pub(crate) struct Mentions<'a> {
    tree: &'a Tree<'a>,
    codebook: &'a Codebook,
    published: Option<&'a DateSpan>,
    quotations: &'a [Quotation],
    /// Names as the tagger reads them, in the order of the text.
    tagged: &'a [Name],
    found: Vec<Mention>,
    references: Vec<Reference>,
    /// For each token the mention that claims it.
    claimed: Vec<Option<u32>>,
    /// The mentions in the order of the text, as far as they have been put in order.
    order: Vec<u32>,
    /// Index of the first mention by role.
    roles_from: usize,
}

/// Finds the mentions of a document, and what became of the words that point back; both in
/// the order of the text. `proposed` are names whose kind is known before anybody knows whom
/// they name, `tagged` those that the model reads.
pub(crate) fn mentions(
    tree: &Tree<'_>,
    codebook: &Codebook,
    published: Option<&DateSpan>,
    quotations: &[Quotation],
    proposed: &[Name],
    tagged: &[Name],
) -> (Vec<Mention>, Vec<Reference>) {
    let mut mentions = Mentions {
        tree,
        codebook,
        published,
        quotations,
        tagged,
        found: Vec::new(),
        references: Vec::new(),
        claimed: vec![None; tree.tokens.len()],
        order: Vec::new(),
        roles_from: 0,
    };
    let pieces = chancery_codebook::pieces(tree.text);
    mentions.look_up_names(&pieces);
    mentions.look_up_offices(&pieces);
    mentions.introduce_bodies(proposed);
    mentions.introduce_acronyms();
    mentions.recognise_spellings();
    mentions.look_up_roles(&pieces);
    mentions.name_persons();
    mentions.unite_aliases(proposed);
    mentions.put_in_order();
    mentions.refer();
    let Mentions { mut found, mut references, .. } = mentions;
    found.sort_by_key(|mention| (mention.span, mention.head));
    references.sort_by_key(|reference| (reference.span, reference.head));
    (found, references)
}

/// Mentions by *we* and *I* inside what somebody says: they stand for the speaker.
pub(crate) fn speaker_pronouns(
    tree: &Tree<'_>,
    codebook: &Codebook,
    attributions: &mut [Attribution],
    mentions: &mut Vec<Mention>,
    references: &mut Vec<Reference>,
) {
    let known = mentions.len();
    speaker::resolve(tree, codebook, attributions, mentions, references);
    speaker::name(attributions, &mentions[known..]);
    mentions.sort_by_key(|mention| (mention.span, mention.head));
    references.sort_by_key(|reference| (reference.span, reference.head));
}

impl Mentions<'_> {
    /// Adds a mention and lets it claim the tokens of its span.
    fn add(
        &mut self,
        span: Span,
        head: u32,
        actor: Actor,
        form: MentionForm,
        basis: Basis,
    ) -> u32 {
        let index = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        for token in self.tree.tokens_in(span) {
            self.claimed[token as usize] = Some(index);
        }
        self.claimed[head as usize] = Some(index);
        self.found.push(Mention { span, head, actor, form, basis });
        index
    }

    /// The mention that claims this token.
    fn at(&self, token: u32) -> Option<&Mention> {
        self.claimed[token as usize].map(|index| &self.found[index as usize])
    }

    /// The token that governs a span, or the one it begins in.
    fn head_of(&self, span: Span) -> Option<u32> {
        self.tree.head_of(span).or_else(|| {
            let after =
                self.tree.tokens.partition_point(|t| t.span.start() <= span.start());
            let index = after.checked_sub(1)?;
            let inside = self.tree.tokens[index].span.contains(span);
            inside.then(|| u32::try_from(index).unwrap_or(u32::MAX))
        })
    }

    /// A state as an actor.
    fn state(&self, id: &ActorId) -> Actor {
        let state = self.codebook.actors.states.get(id);
        // A self-governing part of a state acts for itself but counts to that state.
        let parent =
            state.filter(|state| state.is_part()).and_then(|state| state.parent.clone());
        Actor {
            id: id.clone(),
            kind: ActorKind::State,
            country: Some(parent.unwrap_or_else(|| id.clone())),
            sector: None,
            label: self.codebook.names.label(id),
        }
    }

    /// Whether a token names an owner of what its head names.
    fn owns(&self, child: u32, head: u32) -> bool {
        // *Chile's allies* are of any state but Chile; *the Chilean ally* may well be.
        let rules = &self.codebook.rules;
        let stands_beside = rules.is_in_class("beside", self.tree.lemma(head));
        match self.tree.base(child) {
            "amod" => true,
            _ if stands_beside => false,
            "compound" | "det" => true,
            "nmod" => {
                self.tree.relation(child) == "nmod:poss"
                    || self
                        .tree
                        .preposition(child)
                        .is_some_and(|word| holds(&self.codebook.grammar.owning, &word))
            }
            _ => false,
        }
    }

    /// The organisation of which a token names an office or a member: *the chief of NATO*,
    /// *UN officials*.
    fn owner_body(&self, head: u32, span: Span) -> Option<(&Actor, Span)> {
        let is_body = |mention: &&Mention| {
            mention.form == MentionForm::Name
                && mention.actor.kind == ActorKind::Organisation
        };
        let owned = || {
            let children = self.tree.children(head).iter().copied();
            children.filter(|&child| self.owns(child, head))
        };
        let named = |child: u32| self.at(child).filter(|mention| mention.head == child);
        // *leaders of the Hamas movement*: a body with the noun for what it is.
        let inner = |child: u32| {
            let noun = self.tree.lemma(child);
            let is_body_noun = self.codebook.referring.bodies(noun).is_some();
            let compounds = self.tree.children_with(child, "compound");
            compounds.filter(move |_| is_body_noun).filter_map(named).find(is_body)
        };
        let below = owned().filter_map(named).find(is_body);
        let below = below.or_else(|| owned().find_map(inner));
        // *the UN secretary-general* is one phrase, *the Hamas chief* two.
        let before = || {
            let first = self.tree.tokens_in(span).next()?;
            let inside = self.at(first).filter(is_body);
            inside.or_else(|| {
                let before = self.skip_back(first)?;
                let touches = self.tree.sentence(before) == self.tree.sentence(head);
                self.at(before).filter(|_| touches).filter(is_body)
            })
        };
        below.or_else(before).map(|mention| (&mention.actor, mention.span))
    }

    /// The states that own or qualify what a token heads, and the words that say so.
    fn owner_states(&self, head: u32, span: Span) -> Vec<(ActorId, Span)> {
        // *the Lima embassy* stands in Lima; *the Lima government* is that of Peru.
        let rules = &self.codebook.rules;
        let is_mission = rules.is_in_class("mission", self.tree.lemma(head));
        // *the Chile expert* knows Chile; *the Chilean expert* and *the UK expert* come from there.
        let is_topical = holds(&self.codebook.referring.topical, self.tree.lemma(head));
        let is_topic = |mention: &Mention| {
            is_topical
                && mention.form == MentionForm::Name
                && self.tree.relation(mention.head) != "nmod:poss"
                && self.tree.form(mention.head).contains(char::is_lowercase)
        };
        let counts = |mention: &&Mention| {
            (!is_mission || mention.form != MentionForm::Seat) && !is_topic(mention)
        };
        let stands_beside = rules.is_in_class("beside", self.tree.lemma(head));
        let mut found: Vec<(ActorId, Span)> = Vec::new();
        let owners = self.tree.children(head).iter().copied();
        for child in owners.filter(|&child| self.owns(child, head)) {
            // *the Chilean-Peruvian border* belongs to both.
            // *Chile-backed rebels* are not Chile's.
            let is_participle = self.tree.upos(child) == "VERB";
            let joined = self.tree.children(child).iter().copied().filter(|&inner| {
                !is_participle
                    && matches!(
                        self.tree.base(inner),
                        "amod" | "compound" | "conj" | "dep"
                    )
            });
            let mut tokens = self.tree.coordinated(child);
            tokens.extend(joined);
            tokens.sort_unstable();
            tokens.dedup();
            for token in tokens {
                let mention = self.at(token).filter(counts);
                let Some(country) = mention.and_then(|m| m.actor.country.clone()) else {
                    continue;
                };
                if !found.iter().any(|(known, _)| *known == country) {
                    found.push((country, self.tree.span(token)));
                }
            }
        }
        if found.is_empty() && !stands_beside {
            let first = self.tree.tokens_in(span).next();
            let before = first.and_then(|first| self.skip_back(first));
            let mention = before.and_then(|before| self.at(before)).filter(counts);
            let state = mention.filter(|mention| mention.actor.kind == ActorKind::State);
            found.extend(state.and_then(|m| Some((m.actor.country.clone()?, m.span))));
        }
        found
    }

    /// The token before this one in its sentence, over possessive marks and attributes.
    fn skip_back(&self, token: u32) -> Option<u32> {
        let sentence = self.tree.sentence_span(self.tree.sentence(token));
        let mut at = token;
        while at > sentence.first {
            at -= 1;
            let skips = self.tree.xpos(at) == "POS"
                || (self.tree.upos(at) == "ADJ" && self.claimed[at as usize].is_none());
            if !skips {
                return Some(at);
            }
        }
        None
    }
}

/// The actor behind a speaker, if it is one.
pub(crate) fn speaker_of(mention: Option<&Mention>, words: Option<&str>) -> Speaker {
    match (mention, words) {
        (Some(mention), _) => Speaker::Actor(mention.actor.clone()),
        (None, Some(words)) => Speaker::Unresolved(words.into()),
        (None, None) => Speaker::Unnamed,
    }
}
