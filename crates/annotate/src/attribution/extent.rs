//! How far the words of a speaker and of a cue reach.

use super::Sayings;
use chancery_codebook::{Part, holds};
use chancery_model::Span;

/// An adverb stands at most this many words before its verb.
const ADVERB: u32 = 4;

/// A preposition or a governing verb stands at most this many words from the cue.
const NEAR: u32 = 3;

/// An aside between a name and its verb has at most this many words.
const ASIDE: u32 = 7;

/// A title in pieces has at most this many of them.
const TITLES: usize = 3;

/// Whom an accusation names has at most this many words.
const ACCUSED: u32 = 10;

impl Sayings<'_> {
    /// Whether a word is in a class of the codebook.
    pub(super) fn is(&self, class: &str, word: &str) -> bool {
        self.codebook.rules.is_in_class(class, word)
    }

    /// The phrase that names a speaker, then what hangs on to it: appositions, relative
    /// clauses, further members of a list. Nothing that holds the cue.
    pub(super) fn speaker_pieces(&self, speaker: u32, cue: Span) -> Vec<Span> {
        let tree = self.tree;
        let name = self.with_title(speaker, tree.noun_phrase(speaker));
        // *the ministry, which said …*: the name and the word that stands for it.
        let verb = tree.tokens_in(cue).next();
        if let Some(pronoun) = verb.and_then(|verb| self.relative_subject(verb, speaker))
        {
            return vec![name, tree.span(pronoun)];
        }
        let cut = |child: u32| {
            if self.explains_another(child, speaker) {
                return true;
            }
            let is_own = tree.head(child) == Some(speaker);
            let loose = matches!(
                tree.base(child),
                "cop" | "nsubj" | "advcl" | "aux" | "mark" | "dep" | "ccomp"
            );
            // *the mayor, speaking to reporters, said*
            let is_aside = tree.relation(child) == "acl"
                && child > speaker
                && tree.xpos(child) == "VBG"
                && tree.subtree(child).iter().find(|&&word| tree.upos(word) != "PUNCT")
                    == Some(&child)
                && tree.form(child - 1) == ",";
            is_aside
                || tree.base(child) == "parataxis"
                || (is_own && tree.base(child) == "case")
                || (is_own && loose)
                || (is_own && tree.base(child) == "advmod" && child > speaker)
        };
        let mut words = tree.subtree_without(speaker, cut);
        let before_cue = tree.span(speaker).start() < cue.start();
        if words.iter().any(|&word| tree.span(word).overlaps(cue)) {
            words.retain(|&word| {
                if before_cue {
                    tree.span(word).end() <= cue.start()
                } else {
                    tree.span(word).start() >= cue.end()
                }
            });
        }
        self.trim(&mut words);
        words.retain(|&word| !tree.span(word).overlaps(name));
        // *“…,” Jane Smith said*: a mark before the name closes what stands before that.
        let loose = |word: u32| {
            tree.upos(word) == "PUNCT" && tree.span(word).end() <= name.start()
        };
        words.retain(|&word| !loose(word));
        words.extend(self.closing(&words));
        let mut pieces = vec![name];
        pieces.extend(self.runs(&words));
        pieces
    }

    /// *Finance minister Jane Smith said*, where the reader took title and name for two
    /// subjects of one verb: the whole.
    fn with_title(&self, speaker: u32, name: Span) -> Span {
        let tree = self.tree;
        let Some(verb) = tree.head(speaker).filter(|_| tree.base(speaker) == "nsubj")
        else {
            return name;
        };
        if tree.upos(speaker) != "PROPN" {
            return name;
        }
        let mut whole = name;
        for _ in 0..TITLES {
            let first = tree.tokens_in(whole).next().unwrap_or(speaker);
            let title = tree.children_with(verb, "nsubj").find(|&other| {
                let phrase = tree.noun_phrase(other);
                other < first
                    && matches!(tree.upos(other), "NOUN" | "PROPN")
                    && tree.tokens_in(phrase).end == first
            });
            let Some(title) = title else { break };
            whole = tree.noun_phrase(title).cover(whole);
        }
        whole
    }

    /// The mark that closes what is set apart behind a name: *Jane Smith, an envoy of Peru,
    /// said*.
    fn closing(&self, words: &[u32]) -> Option<u32> {
        let tree = self.tree;
        let opening = words.iter().find(|&&word| tree.upos(word) == "PUNCT")?;
        let mark = words.last()? + 1;
        let is_same = mark < tree.len()
            && tree.upos(mark) == "PUNCT"
            && tree.form(mark) == tree.form(*opening)
            && tree.sentence(mark) == tree.sentence(*opening);
        is_same.then_some(mark)
    }

    /// The relative pronoun by which a speaker is the subject of a verb.
    fn relative_subject(&self, verb: u32, speaker: u32) -> Option<u32> {
        let tree = self.tree;
        let relative = &self.codebook.grammar.pronouns.relative;
        let clause = std::iter::once(verb).chain(tree.path(verb)).find_map(|at| {
            let subject = tree
                .child(at, "nsubj")
                .filter(|&word| holds(relative, &tree.small_form(word)));
            subject.map(|subject| (at, subject))
        });
        clause
            .filter(|&(at, subject)| {
                tree.head(at) == Some(speaker) && subject != speaker && subject < verb
            })
            .map(|(_, subject)| subject)
    }

    /// What explains a noun inside the name of a speaker: *an envoy of Peru, a member of the
    /// council*.
    fn explains_another(&self, child: u32, speaker: u32) -> bool {
        let tree = self.tree;
        let within = tree.head(child).is_some_and(|head| {
            head != speaker && matches!(tree.base(head), "nmod" | "obl")
        });
        within && tree.base(child) == "appos"
    }

    /// The name before an aside that stands right before a verb: *Jane Smith (R-Ohio) said*,
    /// *Jane Smith, R-Ohio, said*.
    pub(super) fn name_before_aside(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let closing = verb.checked_sub(1)?;
        let opens = match tree.form(closing) {
            ")" => "(",
            "," => ",",
            _ => return None,
        };
        let from = tree.sentence_span(tree.sentence(verb)).first;
        let opening = (closing.saturating_sub(ASIDE).max(from)..closing)
            .rev()
            .find(|&word| tree.form(word) == opens)?;
        let holds_verb = (opening..closing).any(|word| tree.upos(word) == "VERB");
        let before = opening.checked_sub(1).filter(|&word| word >= from)?;
        // *the envoy to Peru, Jane Smith, said*: a full name is no aside.
        let is_name = closing - opening > 2
            && (opening + 1..closing).all(|word| tree.upos(word) == "PROPN");
        if tree.upos(before) != "PROPN" || holds_verb || is_name {
            return None;
        }
        let mut name = before;
        for at in tree.path(before) {
            if at > before || !matches!(tree.base(name), "flat" | "compound") {
                break;
            }
            name = at;
        }
        Some(name)
    }

    /// The word that tells a cue with its particle, then its auxiliaries, adverbs and
    /// preposition, the verbs that carry it (*went on to say*), and a colon behind it.
    pub(super) fn cue_pieces(&self, cue: u32, preposition: Option<u32>) -> Vec<Span> {
        let tree = self.tree;
        let main = self.cue_span(cue);
        let mut words: Vec<u32> = self.beside_cue(cue);
        words.extend(preposition.filter(|&word| word.abs_diff(cue) <= NEAR));
        self.right_behind(cue, &mut words);
        let mut carried = cue;
        while let Some(carrier) = self.carrier(carried) {
            words.extend(carrier..carried);
            words.extend(self.beside_cue(carrier));
            carried = carrier;
        }
        if cue + 1 < tree.len() && tree.form(cue + 1) == ":" {
            words.push(cue + 1);
        }
        words.sort_unstable();
        words.dedup();
        words.retain(|&word| !tree.span(word).overlaps(main));
        let mut pieces = vec![main];
        pieces.extend(self.runs(&words));
        pieces
    }

    /// What a cue takes along right behind it: the preposition of its agent, the day, where the
    /// words were said (*said in an interview*), and whom an accusation names.
    fn right_behind(&self, cue: u32, words: &mut Vec<u32>) {
        let tree = self.tree;
        let first = |token: u32| tree.subtree(token).first().copied();
        for &child in tree.children(cue) {
            if child < cue || !matches!(tree.base(child), "obl" | "advcl" | "obj") {
                continue;
            }
            let starts_here = first(child) == Some(cue + 1);
            if self.is_agent(child) && starts_here {
                words.extend(tree.child(child, "case"));
            } else if tree.relation(child) == "obl:unmarked" && starts_here {
                let day = tree.subtree(child);
                if day.len() <= 2 {
                    words.extend(day);
                }
            } else if tree.base(child) == "obl"
                && starts_here
                && self.is("medium", tree.lemma(child))
            {
                let place = tree.noun_phrase(child);
                words.extend(cue + 1..tree.tokens_in(place).end);
            }
        }
        let accuses =
            self.cue(cue, Part::Verb).is_some_and(|cue| cue.class.as_ref() == "accuse");
        let whom = tree.child(cue, "obj").filter(|&whom| accuses && whom > cue);
        if let Some(whom) = whom {
            let last = tree.tokens_in(tree.noun_phrase(whom)).end;
            let of = (last < tree.len())
                .then(|| tree.small_form(last))
                .filter(|word| holds(&self.codebook.grammar.accusing, word));
            if of.is_some() && last - cue <= ACCUSED {
                words.extend(cue + 1..=last);
            }
        }
    }

    pub(super) fn beside_cue(&self, cue: u32) -> Vec<u32> {
        let tree = self.tree;
        let adverb = |child: u32| {
            let apart = |range: std::ops::Range<u32>| {
                range.into_iter().any(|word| tree.upos(word) == "PUNCT")
            };
            let before = child < cue
                && cue - child <= ADVERB
                && tree.xpos(child) != "WRB"
                && !apart(child..cue);
            let after = child == cue + 1
                && tree.xpos(child) == "RB"
                && tree.children(child).is_empty();
            before || after
        };
        let beside = tree.children(cue).iter().copied();
        beside
            .filter(|&child| match tree.base(child) {
                "aux" => true,
                "mark" => tree.xpos(child) == "TO" && child < cue && cue - child <= NEAR,
                "advmod" => adverb(child),
                _ => false,
            })
            .collect()
    }

    /// The verb that only carries this one: *refused to say*, *continues to insist*.
    fn carrier(&self, verb: u32) -> Option<u32> {
        let tree = self.tree;
        let carrier = tree.head(verb).filter(|_| tree.base(verb) == "xcomp")?;
        let near = carrier < verb && verb - carrier <= NEAR;
        (near && self.is("carrying", tree.lemma(carrier))).then_some(carrier)
    }

    /// Whether a verb only carries another that is a cue itself.
    pub(super) fn is_carried(&self, verb: u32) -> bool {
        let tree = self.tree;
        tree.child(verb, "xcomp").is_some_and(|inner| {
            tree.upos(inner) == "VERB"
                && self.carrier(inner) == Some(verb)
                && self.cue(inner, Part::Verb).is_some()
        })
    }

    /// Whether a word can stand for somebody who speaks or thinks, or for words that do.
    pub(super) fn animate(&self, token: u32) -> bool {
        let tree = self.tree;
        if tree.upos(token) == "PRON" {
            let form = tree.form(token).to_lowercase();
            return !self.is("no-voice", &form);
        }
        tree.upos(token) == "PROPN"
            || self.mention_at(token).is_some()
            || self.cue(token, Part::Noun).is_some()
            || self.is("voice", tree.lemma(token))
    }

    /// What a relative pronoun points to; any other word itself.
    pub(super) fn antecedent(&self, token: u32) -> u32 {
        let tree = self.tree;
        let relative = &self.codebook.grammar.pronouns.relative;
        let form = tree.form(token).to_lowercase();
        if !chancery_codebook::holds(relative, &form) {
            return token;
        }
        let clause = tree.path(token).find(|&at| tree.relation(at) == "acl:relcl");
        clause.and_then(|clause| tree.head(clause)).unwrap_or(token)
    }

    /// Takes marks off the edges, but for those that close or open a quotation or a bracket.
    pub(super) fn trim(&self, words: &mut Vec<u32>) {
        let tree = self.tree;
        let is_loose = |word: u32, kept: &str| {
            tree.upos(word) == "PUNCT"
                && !tree.form(word).starts_with(|c| kept.contains(c))
        };
        while words.last().is_some_and(|&word| is_loose(word, "\"”’')]?!»")) {
            words.pop();
        }
        let first = words.iter().position(|&word| !is_loose(word, "\"“‘'([«„"));
        words.drain(..first.unwrap_or(words.len()));
    }

    /// The words as spans, neighbours joined. They must ascend.
    pub(super) fn runs(&self, words: &[u32]) -> Vec<Span> {
        let groups = words.chunk_by(|one, next| one + 1 == *next);
        groups.filter_map(|group| self.tree.cover(group)).collect()
    }

    /// The phrase or clause below a token without the preposition that brings it.
    pub(super) fn without_preposition(&self, token: u32) -> Vec<Span> {
        let tree = self.tree;
        let brings = |child: u32| {
            tree.head(child) == Some(token) && matches!(tree.base(child), "case" | "mark")
        };
        let mut words = tree.subtree_without(token, brings);
        self.trim(&mut words);
        tree.cover(&words).into_iter().collect()
    }
}
