//! Every example of every rule is coded as it says, and every refusal is refused.

mod common;

use common::DESK;

#[test]
fn rules_code_their_examples_and_refuse_their_refusals() {
    let rules = &DESK.codebook().rules.rules;
    let total: usize =
        rules.iter().map(|rule| rule.examples.len() + rule.refuses.len()).sum();
    let findings = chancery_pipeline::check(&DESK);
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let wrong = findings.len();
    assert!(findings.is_empty(), "{wrong} of {total} fail:\n{}", lines.join("\n"));
}
