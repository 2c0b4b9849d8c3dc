//! Mentions by the names of the codebook.

use super::Mentions;
use chancery_codebook::{NameEntry, NameForm, Piece, PlaceKind, holds};
use chancery_model::{Actor, ActorId, ActorKind, Basis, MentionForm, NameKind, Span};
use std::collections::BTreeSet;

/// A name found in the text, before it is decided whom it denotes.
struct Hit<'a> {
    span: Span,
    entries: &'a [NameEntry],
}

impl Mentions<'_> {
    pub(super) fn look_up_names(&mut self, pieces: &[Piece]) {
        let codebook = self.codebook;
        let hits: Vec<Hit<'_>> = codebook
            .names
            .actors
            .find(self.tree.text, pieces, false)
            .iter()
            .map(|found| Hit {
                span: pieces[found.first].span.cover(pieces[found.last - 1].span),
                entries: found.values,
            })
            .collect();
        let certain = self.certain_actors(&hits);
        let stands = self.words_that_stand(&hits);
        let others = self.families_of_others(&hits);
        for hit in &hits {
            let Some(head) = self.head_of(hit.span) else { continue };
            let is_other = |entry: &NameEntry| {
                entry.form == NameForm::FamilyName
                    && !certain.contains(&entry.actor)
                    && others.contains(&self.tree.text[hit.span.range()])
            };
            if self.is_sided(hit.span)
                || self.is_part_of_longer_name(hit, head)
                || hit.entries.iter().all(is_other)
            {
                continue;
            }
            if let Some(entry) = self.choose(hit, head, &certain, &stands) {
                let (actor, form) = self.denoted(entry, head);
                let basis = Basis::Entry(hit.span, entry.entry.clone());
                let honorific = self.honorific(hit.span);
                let span = match honorific.filter(|_| actor.kind == ActorKind::Person) {
                    Some(word) => word.cover(hit.span),
                    None => hit.span,
                };
                let head = self.head_of(span).unwrap_or(head);
                self.add(span, head, actor, form, basis);
            }
        }
    }

    /// *Sir* in *Sir Aaa Bbb*: a part of the name that is in no table of names.
    fn honorific(&self, span: Span) -> Option<Span> {
        let before = span_before(self, span)?;
        let word = self.tree.form(before).trim_end_matches('.').to_lowercase();
        let is_one = holds(&self.codebook.referring.honorifics, &word);
        is_one.then(|| self.tree.span(before))
    }

    /// *pro-Chilean rebels*, *anti-Chilean rebels*: who takes a side is not that side.
    fn is_sided(&self, span: Span) -> bool {
        let before = &self.tree.text[..span.start() as usize];
        let Some(rest) = before.strip_suffix(['-', '\u{2010}', '\u{2011}']) else {
            return false;
        };
        let prefix = rest.rsplit(|c: char| !c.is_alphabetic()).next();
        prefix.is_some_and(|word| {
            holds(&self.codebook.grammar.siding, &word.to_lowercase())
        })
    }

    /// Family names that the document gives to somebody else: *Stanley Fischer* is no Heinz,
    /// and beside *Mohammed bin Salman* the king is not *Salman* alone.
    fn families_of_others(&self, hits: &[Hit<'_>]) -> BTreeSet<String> {
        let words = |hit: &Hit<'_>| &self.tree.text[hit.span.range()];
        let is_family =
            |hit: &&Hit<'_>| hit.entries.iter().all(|e| e.form == NameForm::FamilyName);
        let given = hits.iter().filter(is_family).filter(|hit| {
            span_before(self, hit.span).is_some_and(|before| {
                let is_given =
                    || self.codebook.referring.given(self.tree.form(before)).is_some();
                is_given() || self.is_named_otherwise(hit, before)
            })
        });
        let full = hits.iter().filter(|hit| {
            hit.entries
                .iter()
                .all(|e| matches!(e.form, NameForm::Name | NameForm::Variant))
        });
        let last =
            full.filter_map(|hit| words(hit).rsplit_once(' ').map(|(_, last)| last));
        given.map(words).chain(last).map(str::to_owned).collect()
    }

    /// *Sadiq Khan*: whether the word before a family name belongs to the name of a person who
    /// is called otherwise than its bearers.
    fn is_named_otherwise(&self, hit: &Hit<'_>, before: u32) -> bool {
        let tree = self.tree;
        let at = self.tagged.partition_point(|name| name.span.end() < hit.span.end());
        let is_name = self.tagged.get(at).is_some_and(|name| {
            name.kind == NameKind::Person
                && name.span.end() == hit.span.end()
                && name.span.contains(tree.span(before))
        });
        let word = tree.form(before);
        let names = &self.codebook.names;
        let is_title = || {
            let small = word.to_lowercase();
            !names.offices.get(&small).is_empty()
                || !names.roles.get(&small).is_empty()
                || self.codebook.referring.gender(&small).is_some()
        };
        let initial = word.chars().next();
        let begins_alike = |entry: &NameEntry| {
            let label = names.label(&entry.actor);
            label.split(' ').any(|part| part.chars().next() == initial)
        };
        is_name
            && tree.upos(before) == "PROPN"
            && word.chars().all(char::is_alphabetic)
            && !is_title()
            && !hit.entries.iter().any(begins_alike)
    }

    /// The actors that some name of the document denotes beyond doubt.
    fn certain_actors(&self, hits: &[Hit<'_>]) -> BTreeSet<ActorId> {
        let certain = |hit: &Hit<'_>| {
            let first = hit.entries.first()?;
            let alone = hit.entries.iter().all(|entry| entry.actor == first.actor);
            let plain = !first.is_ambiguous && first.form != NameForm::FamilyName;
            let full = matches!(first.form, NameForm::Name | NameForm::Variant)
                && self.tree.text[hit.span.range()].contains(char::is_whitespace);
            (alone && (plain || full)).then(|| first.actor.clone())
        };
        hits.iter().filter_map(certain).collect()
    }

    /// The words that names need beside them and that stand somewhere in the text.
    fn words_that_stand<'b>(&self, hits: &[Hit<'b>]) -> BTreeSet<&'b str> {
        let entries = hits.iter().flat_map(|hit| hit.entries);
        let needed: BTreeSet<&str> =
            entries.flat_map(|entry| entry.needs.iter().map(AsRef::as_ref)).collect();
        needed.into_iter().filter(|word| self.tree.text.contains(word)).collect()
    }

    /// Which entry of a name counts: the one the document speaks of elsewhere, or the only one.
    fn choose<'b>(
        &self,
        hit: &Hit<'b>,
        head: u32,
        certain: &BTreeSet<ActorId>,
        stands: &BTreeSet<&str>,
    ) -> Option<&'b NameEntry> {
        let (earliest, latest) =
            self.published.map_or((None, None), |date| (date.earliest(), date.latest()));
        let is_proper = matches!(self.tree.upos(head), "PROPN" | "ADJ" | "NOUN" | "X");
        let candidates: Vec<&NameEntry> = hit
            .entries
            .iter()
            .filter(|entry| {
                entry.period.meets(None, latest) || entry.period.meets(earliest, None)
            })
            .filter(|entry| entry.form != NameForm::FamilyName || is_proper)
            .filter(|entry| {
                let stands = |word: &str| stands.contains(word);
                entry.needs.is_empty() || entry.needs.iter().any(|word| stands(word))
            })
            .collect();
        // A state's name that is also a family name means the state unless a person of that
        // name is spoken of.
        let person = |entry: &&NameEntry| {
            entry.form != NameForm::FamilyName
                || certain.contains(&entry.actor)
                || self.is_titled(hit.span, head)
        };
        let others = candidates.iter().any(|entry| entry.form != NameForm::FamilyName);
        let candidates: Vec<&NameEntry> =
            candidates.into_iter().filter(|entry| !others || person(entry)).collect();
        let fits = |entry: &&&NameEntry| self.fits(entry, head);
        if let Some(body) = self.body_seated(&candidates, head, certain) {
            return Some(body);
        }
        let candidates: Vec<&NameEntry> =
            candidates.into_iter().filter(|entry| !self.is_seat_of_body(entry)).collect();
        let best =
            candidates.iter().find(fits).or_else(|| candidates.first()).copied()?;
        let is_single = candidates.iter().all(|entry| entry.actor == best.actor);
        if is_single {
            let needs_support =
                best.form == NameForm::FamilyName && !self.is_titled(hit.span, head);
            let supported = certain.contains(&best.actor)
                || !best.is_ambiguous
                || (self.is_tagged(hit.span) && self.is_in_office(&best.actor));
            return (!needs_support || supported).then_some(best);
        }
        let mut known = candidates.iter().filter(|entry| certain.contains(&entry.actor));
        let first = known.next()?;
        known.all(|entry| entry.actor == first.actor).then_some(*first)
    }

    /// *A deal with Brussels*: the body that has its seat in a capital, where neither a place
    /// is meant nor the state spoken of.
    fn body_seated<'b>(
        &self,
        candidates: &[&'b NameEntry],
        head: u32,
        certain: &BTreeSet<ActorId>,
    ) -> Option<&'b NameEntry> {
        let body =
            candidates.iter().copied().find(|entry| self.is_seat_of_body(entry))?;
        let tree = self.tree;
        let first = match tree.head(head) {
            Some(first) if tree.base(head) == "conj" => first,
            _ => head,
        };
        let is_place = tree
            .preposition(first)
            .is_some_and(|word| holds(&self.codebook.grammar.inside, &word))
            || matches!(tree.base(head), "compound" | "amod" | "flat" | "appos");
        let others = candidates
            .iter()
            .any(|entry| !self.is_seat_of_body(entry) && certain.contains(&entry.actor));
        (!is_place && !others).then_some(body)
    }

    /// Whether an entry is the seat of a body rather than of a state.
    fn is_seat_of_body(&self, entry: &NameEntry) -> bool {
        entry.form == NameForm::Seat
            && self.codebook.actors.organisations.contains_key(&entry.actor)
    }

    /// Whether the tagger reads a family name as that of a person and nothing more, but for an
    /// honorific: *Trump*, *Mr. Kerry*.
    fn is_tagged(&self, span: Span) -> bool {
        let at = self.tagged.partition_point(|name| name.span.end() < span.end());
        self.tagged.get(at).is_some_and(|name| {
            let honorific = || self.honorific(span).is_some_and(|word| word == name.span);
            name.kind == NameKind::Person
                && name.span.end() == span.end()
                && (name.span == span || honorific())
        })
    }

    /// Whether a person holds an office of a state that only one can hold when the document
    /// appears.
    fn is_in_office(&self, person: &ActorId) -> bool {
        let Some(date) = self.published else { return false };
        let actors = &self.codebook.actors;
        actors.terms.get(person).into_iter().flatten().any(|term| {
            let office = actors.offices.get(&term.office);
            term.state.is_some()
                && office.is_some_and(|office| office.is_person && !office.is_shared)
                && term.period.meets(date.earliest(), date.latest())
        })
    }

    /// Whether the kind of name agrees with the word's place in its phrase.
    fn fits(&self, entry: &NameEntry, head: u32) -> bool {
        let modifies = matches!(self.tree.base(head), "amod" | "compound");
        match entry.form {
            NameForm::Adjective => modifies || self.tree.upos(head) == "ADJ",
            NameForm::Demonym | NameForm::DemonymPlural => {
                !modifies && matches!(self.tree.upos(head), "NOUN" | "PROPN")
            }
            _ => true,
        }
    }

    /// Whether an office stands right before a family name.
    fn is_titled(&self, span: Span, head: u32) -> bool {
        let Some(before) = span_before(self, span) else { return false };
        let word = self.tree.form(before).to_lowercase();
        let is_office = !self.codebook.names.offices.get(&word).is_empty();
        is_office
            || self.tree.child(head, "compound").is_some_and(|child| child == before)
    }

    /// Whether a name of one word is only a part of an unknown name of several: the *Paris* of
    /// a person called so.
    fn is_part_of_longer_name(&self, hit: &Hit<'_>, head: u32) -> bool {
        let tree = self.tree;
        if tree.upos(head) != "PROPN" {
            return false;
        }
        if self.is_part_of_place(hit) {
            return true;
        }
        let is_alone = tree.tokens_in(hit.span).len() <= 1;
        if !is_alone || hit.entries.iter().all(|e| e.form == NameForm::FamilyName) {
            let goes_on = self.goes_on(hit);
            if goes_on || !is_alone {
                return goes_on;
            }
        }
        let belongs = |token: u32| matches!(tree.base(token), "flat");
        let unknown = |token: u32| {
            tree.upos(token) == "PROPN"
                && self.codebook.names.actors.get(tree.form(token)).is_empty()
        };
        let given =
            |token: u32| self.codebook.referring.given(tree.form(token)).is_some();
        let span = hit.span;
        let before =
            span_before(self, span).filter(|&token| unknown(token) && given(token));
        let after = (head + 1 < tree.len()
            && tree.sentence(head + 1) == tree.sentence(head)
            && tree.span(head + 1).start() == span.end() + 1)
            .then_some(head + 1)
            .filter(|&token| unknown(token) && given(head));
        // *Michael Jordan*, *Chad Wolf*
        let names_state =
            hit.entries.iter().any(|entry| entry.form != NameForm::FamilyName);
        if names_state && (before.is_some() || after.is_some()) {
            return true;
        }
        let with_child =
            tree.children(head).iter().any(|&child| belongs(child) && unknown(child));
        let with_head = belongs(head) && tree.head(head).is_some_and(unknown);
        // *Minister Aliyev* is flat as well: a title is a common noun of the codebook.
        let title = tree.head(head).is_some_and(|above| {
            !self.codebook.names.offices.get(&tree.form(above).to_lowercase()).is_empty()
        });
        with_child || (with_head && !title)
    }

    /// *New Mexico*, *the Gulf of Mexico*: whether the name of a state is the last word of the
    /// name of a place elsewhere.
    fn is_part_of_place(&self, hit: &Hit<'_>) -> bool {
        let tree = self.tree;
        let is_state = |entry: &NameEntry| {
            matches!(entry.form, NameForm::Name | NameForm::Variant | NameForm::Adjective)
        };
        let Some(before) = span_before(self, hit.span) else { return false };
        let is_of = tree.lemma(before) == "of";
        let first =
            if is_of { span_before(self, tree.span(before)) } else { Some(before) };
        hit.entries.iter().all(is_state)
            && first.is_some_and(|first| {
                let words = &tree.text[tree.span(first).cover(hit.span).range()];
                let is_name = words.starts_with(char::is_uppercase)
                    && !words.contains([',', '\n', '.']);
                let places = || self.codebook.places.named(words).into_iter();
                is_name
                    && places().next().is_some()
                    && places().all(|place| place.kind != PlaceKind::State)
            })
    }

    /// *Juan Carlos Perez*: whether a person's name of several words goes on after it.
    fn goes_on(&self, hit: &Hit<'_>) -> bool {
        let tree = self.tree;
        let is_person = |entry: &NameEntry| {
            let actors = &self.codebook.actors;
            !actors.states.contains_key(&entry.actor)
                && !actors.organisations.contains_key(&entry.actor)
        };
        let words = tree.tokens_in(hit.span);
        let after = words.end;
        hit.entries.iter().all(is_person)
            && after < tree.len()
            && tree.upos(after) == "PROPN"
            && tree.base(after) == "flat"
            && tree.head(after).is_some_and(|head| words.contains(&head))
            && tree.span(after).start() == hit.span.end() + 1
    }

    /// The actor that an entry denotes, and by which kind of words.
    fn denoted(&self, entry: &NameEntry, head: u32) -> (Actor, MentionForm) {
        let id = &entry.actor;
        let actors = &self.codebook.actors;
        if actors.states.contains_key(id) {
            let state = self.state(id);
            let modifies = matches!(self.tree.base(head), "amod" | "compound");
            return match entry.form {
                NameForm::Adjective => (state, MentionForm::Adjective),
                NameForm::Demonym | NameForm::DemonymPlural if modifies => {
                    (state, MentionForm::Adjective)
                }
                NameForm::Demonym | NameForm::DemonymPlural => {
                    let people = Actor {
                        id: ActorId::new(format!("{id}/people")),
                        kind: ActorKind::Group,
                        label: self.tree.form(head).into(),
                        ..state
                    };
                    (people, MentionForm::Demonym)
                }
                NameForm::Capital | NameForm::Seat => (state, MentionForm::Seat),
                _ => (state, MentionForm::Name),
            };
        }
        if let Some(organisation) = actors.organisations.get(id) {
            let kind = match &organisation.country {
                Some(_) if organisation.kind.as_ref() == "organ" => ActorKind::Organ,
                _ => ActorKind::Organisation,
            };
            let actor = Actor {
                id: id.clone(),
                kind,
                country: organisation.country.clone(),
                sector: organisation.sector.clone(),
                label: self.codebook.names.label(id),
            };
            let is_seat = entry.form == NameForm::Seat;
            let form = if is_seat { MentionForm::Seat } else { MentionForm::Name };
            return (actor, form);
        }
        (self.person(id), MentionForm::Name)
    }

    /// A person of the codebook, with the office held when the document was published.
    pub(super) fn person(&self, id: &ActorId) -> Actor {
        let actors = &self.codebook.actors;
        let (earliest, latest) =
            self.published.map_or((None, None), |date| (date.earliest(), date.latest()));
        let current = actors.terms_at(id, earliest, latest).last();
        let term =
            current.or_else(|| actors.terms.get(id).and_then(|terms| terms.last()));
        let office = term.and_then(|term| actors.offices.get(&term.office));
        Actor {
            id: id.clone(),
            kind: ActorKind::Person,
            country: term.and_then(|term| term.state.clone()),
            sector: office.and_then(|office| office.sector.clone()),
            label: self.codebook.names.label(id),
        }
    }
}

/// The token right before a span, in the same sentence.
fn span_before(mentions: &Mentions<'_>, span: Span) -> Option<u32> {
    let first = mentions.tree.tokens_in(span).next()?;
    let sentence = mentions.tree.sentence_span(mentions.tree.sentence(first));
    (first > sentence.first).then(|| first - 1)
}
