//! What fills a role: the words rules may ask for, the actors, the number.

use super::Reading;
use super::verb::Verbs;
use crate::tree::Tree;
use chancery_codebook::{Codebook, OpenEnd, holds};
use chancery_model::{Argument, Mention, MentionForm, Quantity, Role, Span};
use std::collections::BTreeMap;

/// The mentions by the token that heads them.
pub(super) type MentionsAt = BTreeMap<u32, Vec<u32>>;

pub(super) fn mentions_by_head(tree: &Tree<'_>, mentions: &[Mention]) -> MentionsAt {
    let mut by_head = MentionsAt::new();
    for (index, mention) in (0u32..).zip(mentions) {
        by_head.entry(mention.head).or_default().push(index);
        // A name of several words is found from any of them.
        for token in tree.tokens_in(mention.span).filter(|&token| token != mention.head) {
            if tree.upos(token) == "PROPN" {
                by_head.entry(token).or_default().push(index);
            }
        }
    }
    by_head
}

/// Finds the lemmas, actors, owners and number of an argument.
pub(super) fn fill(
    reading: &Reading<'_>,
    verbs: &Verbs<'_>,
    mentions_at: &MentionsAt,
    argument: &mut Argument,
) {
    let tree = reading.tree;
    argument.lemmas = lemmas(tree, argument.head, reading.codebook);
    if matches!(tree.upos(argument.head), "VERB" | "AUX") {
        argument.mentions =
            in_clause(reading, verbs, mentions_at, argument.head, CLAUSES);
        return;
    }
    argument.mentions = denoted(reading, mentions_at, argument.head);
    argument.mentions.extend(members(reading, mentions_at, argument.head));
    argument.owners = owners(reading, mentions_at, argument.head);
    argument.quantity = quantity(reading, argument.head);
}

/// How many clauses deep the actors of a clause are looked for.
const CLAUSES: u8 = 3;

/// Mentions that a clause brings: who should act in it if that is said there, else those it is
/// to be done to or with.
fn in_clause(
    reading: &Reading<'_>,
    verbs: &Verbs<'_>,
    mentions_at: &MentionsAt,
    clause: u32,
    depth: u8,
) -> Vec<u32> {
    let tree = reading.tree;
    let own = tree.child(clause, "nsubj").or_else(|| {
        let governor = tree.head(clause).filter(|_| tree.base(clause) == "xcomp")?;
        tree.child(governor, "iobj").or_else(|| tree.child(governor, "obj"))
    });
    let either = |token: u32| {
        let found = denoted(reading, mentions_at, token);
        if found.is_empty() { owners(reading, mentions_at, token) } else { found }
    };
    if let Some(found) = own.map(either).filter(|found| !found.is_empty()) {
        return found;
    }
    // *demanded that the mayor thank Chad*: it is said who should act, if not who that is.
    let is_somebody = own.is_some_and(|own| {
        tree.relation(own) == "nsubj" && matches!(tree.upos(own), "PROPN" | "PRON")
    });
    if is_somebody {
        return Vec::new();
    }
    // *agreed to meet in Geneva*: where it shall happen is nobody.
    let is_setting = |role: &Role| match role {
        Role::With(word) => holds(&reading.codebook.grammar.inside, word),
        _ => false,
    };
    let others: Vec<(Role, u32)> = verbs
        .arguments(clause)
        .into_iter()
        .filter(|(role, _)| *role != Role::Agent && !is_setting(role))
        .collect();
    let named = others
        .iter()
        .filter(|(role, _)| *role != Role::Complement)
        .flat_map(|(_, token)| tree.coordinated(*token))
        .flat_map(|token| denoted(reading, mentions_at, token))
        .collect::<Vec<u32>>();
    if !named.is_empty() {
        return named;
    }
    let owned = others.iter().map(|(_, token)| owners(reading, mentions_at, *token));
    if let Some(found) = owned.into_iter().find(|found| !found.is_empty()) {
        return found;
    }
    let deeper = others.iter().filter(|(role, _)| *role == Role::Complement && depth > 0);
    deeper
        .map(|(_, token)| in_clause(reading, verbs, mentions_at, *token, depth - 1))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Mentions headed by a token, or by what stands in apposition to it.
fn denoted(reading: &Reading<'_>, mentions_at: &MentionsAt, head: u32) -> Vec<u32> {
    let tree = reading.tree;
    if let Some(found) = mentions_at.get(&head) {
        let of_head = |index: &&u32| reading.mentions[**index as usize].head == head;
        let own: Vec<u32> = found.iter().filter(of_head).copied().collect();
        return if own.is_empty() { found[..1].to_vec() } else { own };
    }
    let beside = tree
        .children(head)
        .iter()
        .copied()
        .filter(|&child| matches!(tree.base(child), "appos" | "flat"));
    // *dozens of protesters*, *a group of soldiers*: the number or group stands for its people.
    let counted = tree.children_with(head, "nmod").filter(|&child| {
        let of = tree
            .preposition(child)
            .is_some_and(|w| holds(&reading.codebook.grammar.patient, &w));
        of && is_counter(reading, head)
    });
    // *one of these bands, the Red Brigade,*: the one is told.
    let is_one = || {
        let form = tree.small_form(head);
        let numbers = &reading.codebook.grammar.numbers;
        numbers.iter().any(|n| n.high == Some(1) && holds(&n.words, &form))
    };
    let told = tree
        .children_with(head, "nmod")
        .filter(|_| is_one())
        .flat_map(|child| tree.children_with(child, "appos"))
        .filter(|token| mentions_at.contains_key(token));
    // *Chile, a state that attacked Chad*: who describes stands for who is described.
    let described = tree.head(head).filter(|_| tree.base(head) == "appos");
    beside
        .chain(told)
        .chain(counted)
        .chain(described)
        .find_map(|token| mentions_at.get(&token))
        .cloned()
        .unwrap_or_default()
}

/// *several states, including Chile and Peru*: those of a group who are named.
fn members(reading: &Reading<'_>, mentions_at: &MentionsAt, head: u32) -> Vec<u32> {
    let tree = reading.tree;
    let brings = |child: &u32| {
        tree.preposition(*child).is_some_and(|word| {
            reading.codebook.rules.is_in_class("counting-among", &word)
        })
    };
    tree.children_with(head, "nmod")
        .filter(brings)
        .flat_map(|child| tree.coordinated(child))
        .flat_map(|token| denoted(reading, mentions_at, token))
        .collect()
}

/// Whether a noun merely counts or bundles what its *of* brings.
fn is_counter(reading: &Reading<'_>, head: u32) -> bool {
    let tree = reading.tree;
    let lemma = tree.lemma(head).to_lowercase();
    let plural = tree.form(head).to_lowercase();
    let is_number = reading
        .codebook
        .grammar
        .numbers
        .iter()
        .any(|number| holds(&number.words, &lemma) || holds(&number.words, &plural));
    is_number || reading.codebook.rules.is_in_class("transparent", &lemma)
}

/// Mentions that own or qualify what a token heads.
fn owners(reading: &Reading<'_>, mentions_at: &MentionsAt, head: u32) -> Vec<u32> {
    let tree = reading.tree;
    let grammar = &reading.codebook.grammar;
    let owns = |&child: &u32| match tree.base(child) {
        "amod" | "compound" | "det" => true,
        "nmod" => {
            tree.relation(child) == "nmod:poss"
                || tree
                    .preposition(child)
                    .is_some_and(|word| holds(&grammar.patient, &word))
        }
        _ => false,
    };
    let mut found = Vec::new();
    let facing = |&child: &u32| {
        tree.base(child) == "nmod"
            && tree.preposition(child).is_some_and(|word| holds(&grammar.facing, &word))
    };
    let has_owner = tree.children(head).iter().any(|child| {
        owns(child)
            && tree.coordinated(*child).iter().any(|at| mentions_at.contains_key(at))
    });
    // *the border with Chile* is Chile's where nobody else's.
    let counts =
        |child: &u32| if has_owner { owns(child) } else { owns(child) || facing(child) };
    // *the Geneva deal* is no deal of Switzerland's; *the Baghdad government* is Iraq's.
    let is_somebody = mentions_at.contains_key(&head);
    let names_occasion = |token: u32| {
        let mention = mentions_at.get(&token).and_then(|all| all.first());
        mention.is_some_and(|&index| {
            !is_somebody
                && tree.relation(token) == "compound"
                && reading.mentions[index as usize].form == MentionForm::Seat
        })
    };
    for child in tree.children(head).iter().copied().filter(counts) {
        for token in tree.coordinated(child) {
            if names_occasion(token) {
                continue;
            }
            match mentions_at.get(&token) {
                Some(mentions) => found.extend(mentions.iter().copied()),
                // *the government of the Republic's envoy*: one step further down.
                None => {
                    let inner =
                        tree.child(token, "nmod:poss").or(tree.child(token, "amod"));
                    found.extend(
                        inner
                            .and_then(|token| mentions_at.get(&token))
                            .into_iter()
                            .flatten(),
                    );
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The lemma of a token, then those of the nouns, adjectives and names of its own phrase.
fn lemmas(tree: &Tree<'_>, head: u32, codebook: &Codebook) -> Vec<Box<str>> {
    let mut lemmas: Vec<Box<str>> = vec![tree.lemma(head).to_lowercase().into()];
    if let Some(particle) = tree.child(head, "compound:prt") {
        let whole = format!("{} {}", lemmas[0], tree.lemma(particle).to_lowercase());
        lemmas.push(whole.into());
    }
    // *his ambitions at a conference* are no conference.
    let is_setting = |child: u32| {
        matches!(tree.base(child), "nmod" | "obl")
            && tree
                .preposition(child)
                .is_some_and(|word| holds(&codebook.grammar.inside, &word))
    };
    let cut = |child: u32| {
        matches!(
            tree.base(child),
            "acl"
                | "appos"
                | "parataxis"
                | "conj"
                | "ccomp"
                | "advcl"
                | "nsubj"
                | "csubj"
        ) || tree.relation(child) == "nmod:poss"
            || is_setting(child)
    };
    for token in tree.subtree_without(head, cut) {
        if token != head
            && matches!(tree.upos(token), "NOUN" | "PROPN" | "ADJ" | "VERB" | "X")
        {
            lemmas.push(tree.small_lemma(token).into());
        }
    }
    lemmas
}

/// How many of what a token heads there are.
fn quantity(reading: &Reading<'_>, head: u32) -> Option<Quantity> {
    let tree = reading.tree;
    if tree.upos(head) == "NUM" {
        return number(reading, head);
    }
    if let Some(token) = tree.child(head, "nummod") {
        return number(reading, token);
    }
    let words = ["amod", "det", "nmod"];
    let word = tree
        .children(head)
        .iter()
        .copied()
        .filter(|&child| words.contains(&tree.base(child)) && child < head)
        .find_map(|child| number(reading, child));
    word.or_else(|| is_counter(reading, head).then(|| number(reading, head)).flatten())
}

/// Reads a number at a token, with what stands before it: *at least 94*, *a dozen*.
fn number(reading: &Reading<'_>, token: u32) -> Option<Quantity> {
    let tree = reading.tree;
    let grammar = &reading.codebook.grammar;
    let form = tree.small_form(token);
    let article =
        token.checked_sub(1).map(|before| format!("{} {form}", tree.form(before)));
    let digits: String = form.chars().filter(|&c| c != ',').collect();
    let in_words = |word: &str| grammar.numbers.iter().find(|n| holds(&n.words, word));
    let (low, high) = if let Ok(value) = digits.parse::<u32>() {
        (Some(value), Some(value))
    } else {
        let entry = article
            .as_deref()
            .and_then(|phrase| in_words(&phrase.to_lowercase()))
            .or_else(|| in_words(&form))?;
        (entry.low, entry.high)
    };
    let start =
        token.saturating_sub(3).max(tree.sentence_span(tree.sentence(token)).first);
    let span = tree.span(token);
    let mut quantity = Quantity { span, low, high };
    for first in start..token {
        let before = Span::new(tree.span(first).start(), tree.span(token - 1).end());
        let phrase = tree.text[before.range()].to_lowercase();
        if let Some(bound) =
            grammar.bounds.iter().find(|bound| holds(&bound.words, &phrase))
        {
            quantity.span = before.cover(span);
            if bound.opens != OpenEnd::High {
                quantity.low = None;
            }
            if bound.opens != OpenEnd::Low {
                quantity.high = None;
            }
            break;
        }
    }
    Some(quantity)
}
