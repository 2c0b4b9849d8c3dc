//! Numbers in digits and in words: days, years, counts, hours.

use super::atoms::{Atom, Item, has_class, has_class_before, words_at};
use chancery_codebook::{TimeClass, Times};
use chancery_model::Token;

/// Appends the readings of the digits or number words at an atom.
pub(super) fn read_numbers<'a>(
    atoms: &'a [Atom],
    at: usize,
    tokens: &[Token],
    times: &'a Times,
    items: &mut Vec<Item<'a>>,
) {
    if atoms[at].is_number() {
        read_digits(atoms, at, tokens, times, items);
    } else {
        read_words(atoms, at, times, items);
    }
}

fn built_in<'a>(class: TimeClass, length: usize, value: i32) -> Item<'a> {
    Item { class, length, value, is_doubtful: false, word: None }
}

fn read_digits<'a>(
    atoms: &'a [Atom],
    at: usize,
    tokens: &[Token],
    times: &'a Times,
    items: &mut Vec<Item<'a>>,
) {
    let atom = &atoms[at];
    let Ok(value) = atom.key.parse::<i32>() else { return };
    let digits = atom.key.len();
    let mut add = |class, length, value| items.push(built_in(class, length, value));
    if digits == 4 && (1000..2200).contains(&value) {
        add(TimeClass::Yyyy, 1, value);
    }
    if digits == 2 {
        add(TimeClass::Yy, 1, value);
        if (1..=12).contains(&value) {
            add(TimeClass::Mm, 1, value);
        }
        if value < 60 {
            add(TimeClass::Minute, 1, value);
        }
    }
    if digits <= 2 && (1..=31).contains(&value) {
        add(TimeClass::Dd, 1, value);
    }
    let after_letter = atom.is_glued && at > 0 && atoms[at - 1].is_word();
    let inner = |mark: &str| {
        let joined = |at: usize| atoms.get(at).is_some_and(|a| a.is_glued);
        let number = |at: usize| atoms.get(at).is_some_and(Atom::is_number);
        let is = |at: usize| atoms.get(at).is_some_and(|a| *a.key == *mark);
        let before =
            at > 1 && atom.is_glued && is(at - 1) && joined(at - 1) && number(at - 2);
        (before, is(at + 1) && joined(at + 1) && joined(at + 2) && number(at + 2))
    };
    let (point_before, point_after) = inner(".");
    let (comma_before, comma_after) = inner(",");
    if after_letter || point_before || comma_before {
        return;
    }
    if digits <= 2 && value <= 24 {
        add(TimeClass::Hour, 1, value);
    }
    if point_after || has_class_before(atoms, at, times, TimeClass::Quantifier) {
        if !point_after {
            add(TimeClass::Number, 1, value);
        }
        return;
    }
    if comma_after && atoms[at + 2].key.len() == 3 {
        let thousands = format!("{}{}", atom.key, atoms[at + 2].key);
        if let Ok(value) = thousands.parse() {
            add(TimeClass::Number, 3, value);
        }
        return;
    }
    add(TimeClass::Number, 1, value);
    if digits <= 4 && value > 0 {
        add(TimeClass::OldYear, 1, value);
    }
    if digits == 4 && value % 10 == 0 && (1000..2200).contains(&value) {
        add(TimeClass::Decade, 1, value);
    }
    let suffixed = atoms.get(at + 1).is_some_and(|next| next.is_glued)
        && has_class(atoms, at + 1, times, TimeClass::OrdinalSuffix);
    if suffixed && (1..=100).contains(&value) {
        add(TimeClass::Ordinal, 2, value);
        if value <= 31 {
            add(TimeClass::Day, 2, value);
        }
    } else if digits <= 2 && (1..=31).contains(&value) {
        add(TimeClass::Day, 1, value);
    }
    if digits == 4 && is_year(atoms, at, value, tokens, times) {
        add(TimeClass::Year, 1, value);
    }
}

/// Whether four digits that stand alone are a year and not a count.
fn is_year(
    atoms: &[Atom],
    at: usize,
    value: i32,
    tokens: &[Token],
    times: &Times,
) -> bool {
    if !(1000..2100).contains(&value)
        || atoms.get(at + 1).is_some_and(|next| next.is_glued && next.is_word())
        || has_class(atoms, at + 1, times, TimeClass::Counted)
    {
        return false;
    }
    if value >= 1500 && value % 100 != 0 {
        return true;
    }
    // A round number before a plural noun counts things.
    let noun = atoms[at + 1..].iter().take_while(|a| a.is_word()).take(3).find_map(|a| {
        let token = tokens.get(a.token? as usize)?;
        match &*token.xpos {
            "JJ" | "VBN" => None,
            tag => Some(tag.starts_with("NN") && tag.ends_with('S')),
        }
    });
    noun != Some(true)
}

fn read_words<'a>(
    atoms: &'a [Atom],
    at: usize,
    times: &'a Times,
    items: &mut Vec<Item<'a>>,
) {
    let Some((value, length)) = small(atoms, at, times) else {
        read_ordinal_day(items);
        return;
    };
    if let Some((rest, more)) = small(atoms, at + length, times)
        && (15..=20).contains(&value)
        && rest >= 10
    {
        items.push(built_in(TimeClass::Year, length + more, value * 100 + rest));
    }
    items.retain(|item| item.class != TimeClass::Number);
    let multiplier = |at: usize| {
        words_at(atoms, at, times).find(|item| item.class == TimeClass::Multiplier)
    };
    let (mut value, mut length) = (value, length);
    while let Some(by) = multiplier(at + length) {
        value = value.saturating_mul(by.value);
        length += by.length;
    }
    items.push(built_in(TimeClass::Number, length, value));
    if (1000..2100).contains(&value) && value % 1000 == 0 {
        items.push(built_in(TimeClass::Year, length, value));
    }
}

/// Ordinals in words can be days of a month.
fn read_ordinal_day(items: &mut Vec<Item<'_>>) {
    let ordinal = items.iter().find(|item| item.class == TimeClass::Ordinal).copied();
    if let Some(item) = ordinal
        && item.value <= 31
    {
        items.push(Item { class: TimeClass::Day, ..item });
    }
}

/// A number below a hundred in words: *twenty*, *twenty-one*.
fn small(atoms: &[Atom], at: usize, times: &Times) -> Option<(i32, usize)> {
    let number = |at: usize| {
        words_at(atoms, at, times)
            .filter(|item| item.class == TimeClass::Number)
            .max_by_key(|item| item.length)
    };
    let first = number(at)?;
    if first.value >= 20 && first.value % 10 == 0 {
        let hyphen = atoms.get(at + first.length).is_some_and(|atom| &*atom.key == "-");
        let next = at + first.length + usize::from(hyphen);
        if let Some(unit) = number(next)
            && (1..10).contains(&unit.value)
        {
            let length = first.length + usize::from(hyphen) + unit.length;
            return Some((first.value + unit.value, length));
        }
    }
    Some((first.value, first.length))
}
