//! Weighing what a pronoun can stand for: agreement and grammar rule out, nearness, subjects
//! and repetition speak for, and whoever does not stand out leaves it open.

use super::super::Mentions;
use super::Found;
use super::field::{Candidate, Field, Kind};
use super::pointer::{Wanted, Who};
use chancery_codebook::holds;
use chancery_model::{Doubt, Ground, MentionForm, Span};
use std::collections::BTreeMap;

/// Sentences back that are looked at, for *he*, *it* and *they*.
const REACH: (u32, u32, u32) = (3, 2, 1);
/// So many candidates are looked at, so that no sentence is too long.
const MOST: usize = 80;
/// By so much the best must stand out.
const MARGIN: i32 = 8;
/// Least prominence of a subject or object.
const ARGUMENT: i32 = 14;
/// Least prominence of a subject.
const SUBJECT: i32 = 26;

impl Field {
    /// What a pronoun stands for.
    pub(super) fn weigh(
        &mut self,
        mentions: &Mentions<'_>,
        token: u32,
        wanted: Wanted,
    ) -> Result<Found, Doubt> {
        self.meant = None;
        if wanted.who == Who::It && !wanted.owns && mentions.is_empty_it(token) {
            return Err(Doubt::Empty);
        }
        if wanted.reflexive {
            return self.reflexive(mentions, token, wanted);
        }
        let place = Place::of(self, mentions, token, wanted);
        let reach = match wanted.who {
            Who::Person(_) => REACH.0,
            Who::It => REACH.1,
            Who::They => REACH.2,
        };
        let near: Vec<&Candidate> = self
            .candidates
            .iter()
            .rev()
            .take(MOST)
            .take_while(|one| one.sentence + reach >= place.sentence)
            .filter(|one| one.head < token)
            .collect();
        let mut spoken: BTreeMap<&[u32], i32> = BTreeMap::new();
        for one in &near {
            *spoken.entry(&one.entities).or_default() += 1;
        }
        let mut scores: Vec<(i32, &Candidate)> = near
            .iter()
            .filter(|one| self.agrees(one, wanted) && place.allows(mentions, one))
            .map(|one| {
                let again = spoken.get(&one.entities[..]).copied().unwrap_or(1) - 1;
                let score = self.score(mentions, &place, one) + 3 * again.min(3);
                (score, *one)
            })
            .collect();
        scores.sort_by_key(|(score, one)| std::cmp::Reverse((*score, one.head)));
        let Some(&(best_score, best)) = scores.first() else { return Err(Doubt::Nobody) };
        let others =
            || scores.iter().filter(|(_, one)| !self.is_same(mentions, one, best));
        let rival = others().next();
        // Where nothing says that *it* acts, a thing that is an argument may be meant as well.
        let may_be_thing = wanted.who == Who::It
            && !place.needs_actor
            && best.kind == Kind::Body
            && others().any(|(_, one)| {
                one.kind == Kind::Thing
                    && one.sentence + 1 >= place.sentence
                    && mentions.prominence(one.head) >= ARGUMENT
            });
        let stands_out = !may_be_thing
            && !place.is_told_later(self, mentions, best)
            && !place.is_quoted_apart(mentions, best)
            && !place.is_of_others(mentions, best)
            && rival.is_none_or(|(score, _)| best_score - score >= MARGIN);
        let ground = if rival.is_none() { Ground::Only } else { Ground::Salient };
        let meant = stands_out.then(|| (best.entities.clone(), best.kind));
        let found = match (stands_out, self.named(mentions, best)) {
            (false, _) => Err(Doubt::Rivals),
            (true, None) => Err(Doubt::NoActor),
            (true, Some(_)) if place.is_remote(mentions, best) => Err(Doubt::Rivals),
            (true, Some(actors)) => {
                Ok(Found { ground, actors, form: MentionForm::Pronoun })
            }
        };
        self.meant = meant;
        found
    }

    /// *Himself* stands for the subject of its clause, or for the name right before it.
    fn reflexive(
        &mut self,
        mentions: &Mentions<'_>,
        token: u32,
        wanted: Wanted,
    ) -> Result<Found, Doubt> {
        let before = token
            .checked_sub(1)
            .and_then(|before| self.at(before).filter(|one| self.agrees(one, wanted)));
        let subject = mentions.clause(token).and_then(|clause| mentions.subject(clause));
        let all = || {
            let ends_with = self.candidates.iter().rev().take(MOST);
            ends_with.filter(|one| one.is_many).find(|one| Some(one.head) == subject)
        };
        let best = before
            .or_else(|| all().filter(|_| wanted.who == Who::They))
            .or_else(|| self.at(subject?))
            .filter(|one| one.head < token && self.agrees(one, wanted))
            .cloned()
            .ok_or(Doubt::Nobody)?;
        self.meant = Some((best.entities.clone(), best.kind));
        let actors = self.named(mentions, &best).ok_or(Doubt::NoActor)?;
        Ok(Found { ground: Ground::Clause, actors, form: MentionForm::Pronoun })
    }

    /// The actors of a candidate with the words that name them; `None` if one is no actor.
    fn named(
        &self,
        mentions: &Mentions<'_>,
        one: &Candidate,
    ) -> Option<Vec<(chancery_model::Actor, Span)>> {
        let named = |&entity: &u32| {
            let mention = self.entities[entity as usize].mention?;
            let mention = &mentions.found[mention as usize];
            Some((mention.actor.clone(), mention.span))
        };
        one.entities.iter().map(named).collect()
    }

    fn is_same(
        &self,
        mentions: &Mentions<'_>,
        one: &Candidate,
        other: &Candidate,
    ) -> bool {
        if one.entities == other.entities {
            return true;
        }
        let ids = |one: &Candidate| {
            let actors = self.named(mentions, one)?;
            Some(actors.into_iter().map(|(actor, _)| actor.id).collect::<Vec<_>>())
        };
        ids(one).is_some_and(|ids_of_one| ids(other) == Some(ids_of_one))
    }

    fn agrees(&self, one: &Candidate, wanted: Wanted) -> bool {
        match wanted.who {
            Who::Person(gender) => {
                let [entity] = one.entities[..] else { return false };
                let known = self.entities[entity as usize].gender;
                !one.is_many
                    && matches!(one.kind, Kind::Person | Kind::Name)
                    && known.is_none_or(|known| known == gender)
            }
            Who::It => {
                !one.is_many && matches!(one.kind, Kind::Body | Kind::Thing | Kind::Name)
            }
            Who::They => one.is_many || one.kind == Kind::Body,
        }
    }

    fn score(&self, mentions: &Mentions<'_>, place: &Place, one: &Candidate) -> i32 {
        let distance = place.sentence - one.sentence;
        let mut score = match distance {
            0 => 20,
            1 => 12,
            2 => 0,
            _ => -8,
        };
        score += mentions.prominence(one.head);
        score -= i32::try_from((place.token - one.head) / 12).unwrap_or(4).min(4);
        let is_subject = mentions.is_subject(one.head);
        let governs = mentions
            .tree
            .head(mentions.first_of_list(one.head))
            .is_some_and(|head| place.path.contains(&head));
        if distance == 0 && is_subject && governs {
            let head = mentions.tree.head(mentions.first_of_list(one.head));
            // *The ministry announced **its** decision*: what is had is most often the subject's.
            let own = if place.wanted.owns { 18 } else { 12 };
            score += if head == place.clause { own } else { 6 };
        }
        // *called him to congratulate **him** on his victory*
        let is_pronoun = mentions.tree.upos(one.head) == "PRON";
        if distance == 0
            && is_pronoun
            && mentions.clause_with_subject(one.head) == place.clause
        {
            score += if is_subject { 0 } else { 28 };
        }
        if distance > 0 && is_subject && place.is_subject {
            score += 6;
        }
        // *The rebels, officials said, would kill **them***: whoever is only asked about it is
        // not in it.
        let is_aside = mentions
            .tree
            .head(one.head)
            .is_some_and(|verb| mentions.tree.base(verb) == "parataxis");
        if distance == 0 && !place.is_subject && is_aside && mentions.is_speaker(one.head)
        {
            score -= 16;
        }
        let [entity] = one.entities[..] else {
            return score + place.quoted(mentions, one);
        };
        let entity = self.entities[entity as usize];
        score += match (place.wanted.who, one.kind) {
            (Who::Person(_), Kind::Name) => -4,
            (Who::Person(_), _) if entity.gender.is_some() => 6,
            (Who::It, Kind::Name) => -6,
            (Who::They, Kind::Body) if !one.is_many => -28,
            (Who::They, Kind::People) => 4,
            _ => 0,
        };
        score + place.quoted(mentions, one)
    }
}

/// Where a pronoun stands.
struct Place {
    token: u32,
    sentence: u32,
    wanted: Wanted,
    is_subject: bool,
    /// Whether only somebody who can act fits.
    needs_actor: bool,
    /// Whether what acts may be a thing that is said to speak.
    may_be_text: bool,
    /// The head of its clause.
    clause: Option<u32>,
    /// What governs the pronoun.
    path: Vec<u32>,
    /// Entities that the grammar of its clause rules out.
    ruled_out: Vec<u32>,
    quotation: Option<usize>,
}

impl Place {
    fn of(field: &Field, mentions: &Mentions<'_>, token: u32, wanted: Wanted) -> Self {
        let tree = mentions.tree;
        let is_subject = mentions.is_subject(token) && !wanted.owns;
        let verb = tree.head(token).filter(|_| tree.relation(token) == "nsubj");
        let cue = verb.is_some_and(|verb| mentions.is_cue(verb));
        let acting = &mentions.codebook.referring.acting;
        let rules = &mentions.codebook.rules.by_verb;
        let acts = verb.is_some_and(|verb| {
            let lemma = tree.lemma(verb);
            let coded = rules.contains_key(lemma) && tree.has_child(verb, "obj");
            holds(acting, lemma) || (coded && wanted.who == Who::It)
        });
        let possesses = wanted.owns
            && tree.head(token).is_some_and(|noun| mentions.only_somebody_has(noun));
        Self {
            token,
            sentence: tree.sentence(token),
            wanted,
            is_subject,
            needs_actor: cue || acts || possesses,
            may_be_text: cue,
            clause: mentions.clause_with_subject(token),
            path: tree.path(token).take(MOST).collect(),
            ruled_out: field.ruled_out(mentions, token, wanted),
            quotation: mentions.quotation_at(tree.span(token)),
        }
    }

    fn allows(&self, mentions: &Mentions<'_>, one: &Candidate) -> bool {
        let is_ruled_out =
            one.entities.iter().any(|entity| self.ruled_out.contains(entity));
        // The noun that a pronoun belongs to holds it: *the head of **its** party*.
        let holds_it = self.path.contains(&one.head)
            && !self
                .path
                .iter()
                .take_while(|&&at| at != one.head)
                .any(|&at| mentions.tree.relation(at) == "acl:relcl");
        let is_text = self.may_be_text
            && holds(
                &mentions.codebook.referring.speaking,
                mentions.tree.lemma(one.head),
            );
        // *Sources told the paper they would sell*: whoever speaks is somebody.
        let speaks = || {
            self.wanted.who == Who::They && one.is_many && mentions.is_speaker(one.head)
        };
        let fits = !self.needs_actor || one.kind != Kind::Thing || is_text || speaks();
        !is_ruled_out && !holds_it && fits
    }

    /// *Many oppose the raid on Chile because of **their** faith*: whether those who are told by
    /// no noun are meant as likely as a body in the singular.
    fn is_of_others(&self, mentions: &Mentions<'_>, best: &Candidate) -> bool {
        let tree = mentions.tree;
        let several = &mentions.codebook.referring.several;
        let is_one = best.kind == Kind::Body && !best.is_many;
        self.wanted.who == Who::They
            && (is_one || !mentions.is_subject(best.head))
            && self.path.iter().skip(1).any(|&at| {
                let describes =
                    tree.relation(at) == "acl:relcl" && tree.head(at) == Some(best.head);
                !describes
                    && tree.child(at, "nsubj").is_some_and(|subject| {
                        subject < self.token
                            && subject != best.head
                            && !self.path.contains(&subject)
                            && matches!(
                                tree.upos(subject),
                                "ADJ" | "PRON" | "DET" | "NUM"
                            )
                            && holds(several, &tree.small_form(subject))
                    })
            })
    }

    /// Inside a quotation the speaker is not *he* or *it*; out of it, what was quoted is less
    /// likely meant.
    fn quoted(&self, mentions: &Mentions<'_>, one: &Candidate) -> i32 {
        let other = mentions.quotation_at(mentions.tree.span(one.head));
        // A quotation may go on after its speaker has been named.
        match (self.quotation, other) {
            (None, None) => return 0,
            (Some(_), Some(_)) => return 6,
            _ => {}
        }
        if self.quotation.is_none() {
            return -8;
        }
        let is_speaker = mentions.is_speaker(one.head);
        match self.wanted.who {
            Who::Person(_) if is_speaker => -30,
            _ if is_speaker => -12,
            _ => 0,
        }
    }
}

impl Place {
    /// *In his report, Peter Brown blamed the council*: a subject that follows may tell who.
    fn is_told_later(
        &self,
        field: &Field,
        mentions: &Mentions<'_>,
        best: &Candidate,
    ) -> bool {
        let tree = mentions.tree;
        let said = |at: u32| tree.base(at) == "ccomp";
        // What was said before its speaker is named is no case of this.
        let mut governors = self.path.iter().take_while(|&&at| !said(at)).skip(1);
        let later = governors.find_map(|&at| {
            tree.child(at, "nsubj")
                .filter(|&subject| subject > self.token && !self.path.contains(&subject))
        });
        let Some(subject) = later.filter(|&subject| tree.upos(subject) != "PRON") else {
            return false;
        };
        let kind = mentions.kind_of(subject);
        let fits = match self.wanted.who {
            Who::Person(_) => matches!(kind, Kind::Person | Kind::Name),
            Who::It => matches!(kind, Kind::Body | Kind::Name),
            Who::They => matches!(kind, Kind::People | Kind::Body),
        };
        let told = mentions.at(subject).map(|mention| &mention.actor.id);
        let same = field.named(mentions, best).is_some_and(|actors| {
            actors.iter().any(|(actor, _)| Some(&actor.id) == told)
        });
        fits && !same
    }

    /// Whether a thing or a body would be meant that its sentence, an earlier one, only mentions.
    fn is_remote(&self, mentions: &Mentions<'_>, best: &Candidate) -> bool {
        let distance = self.sentence - best.sentence;
        let least = match self.wanted.who {
            Who::Person(_) => return false,
            Who::It => SUBJECT,
            Who::They => ARGUMENT,
        };
        let is_minor = mentions.prominence(best.head) < least;
        distance > 0 && (is_minor || (distance > 1 && !self.needs_actor))
    }

    /// Whether *they* is quoted and who is meant is not: whoever is quoted may mean others.
    fn is_quoted_apart(&self, mentions: &Mentions<'_>, best: &Candidate) -> bool {
        self.wanted.who == Who::They
            && self.quotation.is_some()
            && mentions.quotation_at(mentions.tree.span(best.head)).is_none()
    }
}

impl Field {
    /// The entities of what stands beside a pronoun in its clause: *it hit Peru*.
    fn ruled_out(&self, mentions: &Mentions<'_>, token: u32, wanted: Wanted) -> Vec<u32> {
        let tree = mentions.tree;
        let is_argument =
            matches!(tree.base(token), "nsubj" | "obj" | "iobj" | "obl") && !wanted.owns;
        let Some(clause) = tree.head(token).filter(|_| is_argument) else {
            return Vec::new();
        };
        let beside = tree.children(clause).iter().copied().filter(|&child| {
            child != token && matches!(tree.base(child), "nsubj" | "obj" | "iobj" | "obl")
        });
        let is_subject = mentions.is_subject(token);
        let subject = mentions.subject(clause).filter(|_| !is_subject);
        // *the country that it attacked*
        let relative = tree.relation(clause) == "acl:relcl";
        let gap = tree.head(clause).filter(|_| relative);
        let asker = mentions.asker(clause).filter(|_| is_subject);
        let tokens: Vec<u32> = beside.chain(subject).chain(gap).chain(asker).collect();
        tokens
            .into_iter()
            .filter_map(|other| self.at(other))
            .flat_map(|one| one.entities.iter().copied())
            .collect()
    }
}
