//! What we cannot do yet: every case of `tests/gaps` is still coded as wrongly as its page
//! says. Who mends one moves it to `tests/golden`.

mod common;

use common::literate::cases;

#[test]
fn every_gap_is_still_one() {
    let mut failures = Vec::new();
    for case in cases("gaps") {
        let at = format!("{}:{}", case.file, case.line);
        assert!(case.has_today, "{at}: no line tells what is coded today");
        let found = case.code();
        if case.holds(&case.wanted, &found) {
            let told = case.tell(&case.wanted, &found);
            failures.push(format!("mended: move it to tests/golden\n{told}"));
        } else if !case.holds(&case.today, &found) {
            let told = case.tell(&case.today, &found);
            failures
                .push(format!("changed: write down the new answer, or mend it\n{told}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} gaps moved:\n\n{}\n",
        failures.len(),
        failures.join("\n\n")
    );
}
