//! How far each voice commits to what a text tells: the pages of `tests/factuality`, scored as
//! pairs of voice and clause. `tests/factuality/README.md` tells how a page reads.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout
)]

mod common;

use common::coded;
use std::collections::BTreeMap;
use std::path::Path;

/// The least mean F1 over the values.
const LEAST: f64 = 0.70;

/// A text and what each voice says of its clauses.
struct Case {
    place: String,
    text: String,
    /// The lemma of a clause and one value a voice, the publisher first.
    clauses: Vec<(String, Vec<String>)>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    wanted: u32,
    found: u32,
    right: u32,
}

/// The cases of one page.
fn parse(file: &str, page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (line, text) in (1u32..).zip(page.lines()) {
        let place = format!("{file}:{line}");
        if let Some(text) = text.strip_prefix("> ") {
            cases.push(Case { place, text: text.to_owned(), clauses: Vec::new() });
        } else if let Some(item) = text.strip_prefix("- ") {
            let (lemma, values) = item.split_once(": ").expect("a clause has values");
            let values = values.split(" > ").map(str::to_owned).collect();
            let case = cases.last_mut().expect("a clause follows a text");
            case.clauses.push((lemma.to_owned(), values));
        }
    }
    cases
}

fn pages() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/factuality");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of pages is there")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter(|path| path.file_stem().is_some_and(|name| name != "README"))
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        parse(&name, &std::fs::read_to_string(path).unwrap())
    };
    files.iter().flat_map(read).collect()
}

/// The values that are read for a clause: one a voice, or none if the clause is not found.
fn read(text: &str, lemma: &str) -> Vec<String> {
    let (annotated, _) = coded(text);
    let predicates = annotated.predicates.items.iter().zip(&annotated.stances.items);
    let stance = predicates
        .into_iter()
        .find(|(predicate, _)| {
            predicate.lemma.split(' ').next().is_some_and(|first| first == lemma)
        })
        .map(|(_, stance)| stance);
    stance.map_or_else(Vec::new, |stance| {
        stance.voices.iter().map(|voice| voice.notation()).collect()
    })
}

/// Counts by value over all pairs, and what is misread.
fn score(cases: &[Case]) -> (BTreeMap<String, Count>, Vec<String>) {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut misses = Vec::new();
    for case in cases {
        for (lemma, wanted) in &case.clauses {
            let found = read(&case.text, lemma);
            for at in 0..wanted.len().max(found.len()) {
                let (want, got) = (wanted.get(at), found.get(at));
                if let Some(value) = want {
                    counts.entry(value.clone()).or_default().wanted += 1;
                }
                if let Some(value) = got {
                    counts.entry(value.clone()).or_default().found += 1;
                }
                if let Some(value) = want.filter(|_| want == got) {
                    counts.entry(value.clone()).or_default().right += 1;
                }
            }
            if found != *wanted {
                misses.push(format!(
                    "{} {}: {lemma} is {}, not {}",
                    case.place,
                    case.text,
                    found.join(" > "),
                    wanted.join(" > ")
                ));
            }
        }
    }
    (counts, misses)
}

fn f1(count: Count) -> f64 {
    let both = count.wanted + count.found;
    if both == 0 { 0.0 } else { 2.0 * f64::from(count.right) / f64::from(both) }
}

/// The mean F1 over the values that are wanted at all.
fn mean(counts: &BTreeMap<String, Count>) -> f64 {
    let wanted: Vec<f64> = counts
        .values()
        .filter(|count| count.wanted > 0)
        .map(|&count| f1(count))
        .collect();
    let all = u32::try_from(wanted.len()).unwrap();
    wanted.iter().sum::<f64>() / f64::from(all.max(1))
}

#[test]
fn what_each_voice_commits_to_is_read() {
    let cases = pages();
    assert!(cases.len() >= 200, "only {} cases were found", cases.len());
    let (counts, misses) = score(&cases);
    println!("value wanted found right F1");
    for (value, &count) in &counts {
        let Count { wanted, found, right } = count;
        println!("{value} {wanted} {found} {right} {:.3}", f1(count));
    }
    let mean = mean(&counts);
    println!("{} cases, macro F1 {mean:.3}", cases.len());
    println!("{} misread:\n{}", misses.len(), misses.join("\n"));
    assert!(mean >= LEAST, "macro F1 {mean:.3} is below {LEAST}");
}

#[test]
fn a_wrong_value_is_noticed() {
    let page = "> The bank closed two branches.\n\n- close: CT-\n";
    let (counts, misses) = score(&parse("page.md", page));
    assert_eq!(misses.len(), 1);
    assert!(mean(&counts) < LEAST);
}
