//! `chancery decide`, `chancery judge` and `chancery decisions`: an analyst's word on which events
//! tell one occurrence, and on what is right in one.

use crate::cli::{Decide, DecideKind, Judge, JudgeKind, Plain};
use crate::desk;
use crate::failure::{Failure, OK};
use crate::lists;
use crate::render::wrap::labelled;
use crate::screen::Screen;
use chancery_codebook::Codebook;
use chancery_dataset::{Dataset, Table, decision_on};
use chancery_model::{Decision, DecisionKind};

pub(crate) fn run(asked: &Decide, screen: &mut Screen) -> Result<u8, Failure> {
    let mut dataset = Dataset::open(&asked.dataset)?;
    let first = dataset.event(&asked.first)?.id;
    let second = dataset.event(&asked.second)?.id;
    if first == second {
        return Err(Failure::Given(
            format!("{} is one event", first.short()),
            "name two".into(),
        ));
    }
    let (kind, told) = match asked.what {
        DecideKind::Merge => (DecisionKind::Merge, "tell one occurrence"),
        DecideKind::Split => (DecisionKind::Split, "tell two occurrences"),
        DecideKind::Withdraw => (DecisionKind::Withdraw, "are left to the scores"),
    };
    let decision = Decision::new(kind, [first, second], &asked.because);
    dataset.decide(&decision, &jiff::Timestamp::now().to_string())?;
    if screen.json {
        screen.value(&serde_json::json!(decision))?;
    } else {
        let (first, second) = (first.short(), second.short());
        screen.line(format!("from the next build on {first} and {second} {told}"))?;
    }
    Ok(OK)
}

pub(crate) fn judge(asked: &Judge, screen: &mut Screen) -> Result<u8, Failure> {
    let (codebook, _) = Codebook::examine(&desk::files(asked.codebook.as_deref())?);
    let mut dataset = Dataset::open(&asked.dataset)?;
    let event = dataset.event(&asked.event)?.id;
    let (kind, told) = match asked.what {
        JudgeKind::Accept => (DecisionKind::Accept, "is coded as its sentence has it"),
        JudgeKind::Reject => (DecisionKind::Reject, "belongs to no incident"),
        JudgeKind::Later => (DecisionKind::Later, "is put off"),
        JudgeKind::Code => (DecisionKind::Code, "has the code given"),
        JudgeKind::Date => (DecisionKind::Date, "has the date given"),
        JudgeKind::Withdraw => (DecisionKind::Withdraw, "is as it was coded"),
    };
    let value = asked.value.as_deref();
    let hint = "a code as `chancery codebook coverage --all` has them with CAMEO, or a date in EDTF";
    let decision = decision_on(kind, event, value, &asked.because, &codebook)
        .map_err(|told| Failure::Given(told, hint.into()))?;
    dataset.decide(&decision, &jiff::Timestamp::now().to_string())?;
    if screen.json {
        screen.value(&serde_json::json!(decision))?;
    } else {
        screen.line(format!("from the next build on {} {told}", event.short()))?;
    }
    Ok(OK)
}

pub(crate) fn list(asked: &Plain, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    lists::print(&chancery_dataset::decisions(&dataset)?, asked.format, screen, draw)
}

fn draw(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in &table.rows {
        let [kind, first, second, value, reason] =
            [0, 1, 2, 3, 4].map(|at| row[at].to_string());
        let on = if first == second { first } else { format!("{first} {second}") };
        let value = if value.is_empty() { value } else { format!(" {value}") };
        let told = format!("{on}{value}: {reason}");
        for line in labelled(&kind, &told, 10, screen.width) {
            screen.line(line)?;
        }
    }
    Ok(())
}
