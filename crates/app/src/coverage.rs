//! `chancery codebook coverage`: which codes the rules reach, and which have no example.

use crate::desk;
use crate::failure::{DATA, Failure, OK};
use crate::screen::Screen;
use chancery_codebook::{CodeKind, Covered, coverage};
use std::path::Path;

const KINDS: [(CodeKind, &str); 4] = [
    (CodeKind::Type, "event types"),
    (CodeKind::Mode, "modes"),
    (CodeKind::Context, "contexts"),
    (CodeKind::Cameo, "CAMEO codes of two or three digits"),
];

pub(crate) fn run(
    folder: Option<&Path>,
    all: bool,
    screen: &mut Screen,
) -> Result<u8, Failure> {
    let codebook = desk::codebook(folder)?;
    let codes = coverage(&codebook);
    let missing = codes.iter().filter(|code| code.is_missing()).count();
    if screen.json {
        screen.value(&serde_json::json!({ "codes": codes, "missing": missing }))?;
    } else {
        for (kind, name) in KINDS {
            let of: Vec<&Covered> =
                codes.iter().filter(|code| code.kind == kind).collect();
            print(name, &of, all, screen)?;
        }
    }
    Ok(if missing > 0 { DATA } else { OK })
}

fn print(
    name: &str,
    codes: &[&Covered],
    all: bool,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let with = codes.iter().filter(|code| code.has_home && code.examples > 0).count();
    let possible = codes.iter().filter(|code| code.has_home).count();
    let head = format!("{with} of {possible} {name} have examples");
    screen.line(screen.bold(&head))?;
    for code in codes.iter().filter(|code| all || code.is_missing()) {
        let told = if code.examples == 0 {
            "no example".to_owned()
        } else {
            format!("{} rules, {} examples", code.rules, code.examples)
        };
        let place = format!("  {:<26} {told:<24}", code.code);
        let cut: String =
            code.name.chars().take(screen.width.saturating_sub(53)).collect();
        screen.line(format!("{place} {cut}").trim_end())?;
    }
    let homeless = codes.iter().filter(|code| !code.has_home);
    let homeless: Vec<&str> = homeless.map(|code| code.code.as_str()).collect();
    if !homeless.is_empty() {
        let told = format!(
            "  {} have no home among the event types: {}",
            homeless.len(),
            homeless.join(", ")
        );
        screen.line(told)?;
    }
    Ok(())
}
