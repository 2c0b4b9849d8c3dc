//! What we meant: every case of `tests/golden` is coded as its page says.

mod common;

use common::literate::{cases, parse};

#[test]
fn every_golden_case_is_coded_as_written() {
    let cases = cases("golden");
    assert!(cases.len() >= 40, "only {} cases were found", cases.len());
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            assert!(!case.has_today, "{}:{}: a gap stands here", case.file, case.line);
            let found = case.code();
            let holds = case.holds(&case.wanted, &found);
            (!holds).then(|| case.tell(&case.wanted, &found))
        })
        .collect();
    let (failed, all) = (failures.len(), cases.len());
    assert!(
        failures.is_empty(),
        "{failed} of {all} fail:\n\n{}\n",
        failures.join("\n\n")
    );
}

#[test]
fn a_wrong_line_is_noticed() {
    let page = "Somebody accuses.\n\n> Norway accused Iceland of overfishing.\n\n- ";
    let right = "ACCUSE/allege NOR -> ISL";
    for (line, holds) in [
        (right.to_owned(), true),
        (format!("{right} | asserted | publisher"), true),
        ("ACCUSE/allege ISL -> NOR".to_owned(), false),
        ("ACCUSE/disapprove NOR -> ISL".to_owned(), false),
        (format!("{right} | denied"), false),
        (format!("{right} | publisher > Peru"), false),
        (format!("{right} @ 2031"), false),
        (format!("{right} # killed 1"), false),
        (format!("{right}\n- {right}"), false),
        ("nothing".to_owned(), false),
        ("…".to_owned(), true),
    ] {
        let cases = parse("page.md", &format!("{page}{line}\n"));
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].holds(&cases[0].wanted, &cases[0].code()), holds, "{line}");
    }
}
