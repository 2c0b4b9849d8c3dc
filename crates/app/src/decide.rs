//! `chancery decide` and `chancery decisions`: an analyst's word on which events tell one
//! occurrence.

use crate::cli::{Decide, DecideKind, Plain};
use crate::failure::{Failure, OK};
use crate::lists;
use crate::render::wrap::labelled;
use crate::screen::Screen;
use chancery_dataset::{Dataset, Table};
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

pub(crate) fn list(asked: &Plain, screen: &mut Screen) -> Result<u8, Failure> {
    let dataset = Dataset::open_read_only(&asked.dataset)?;
    lists::print(&chancery_dataset::decisions(&dataset)?, asked.format, screen, draw)
}

fn draw(table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    for row in &table.rows {
        let [kind, first, second, reason] = [0, 1, 2, 3].map(|at| row[at].to_string());
        let told = format!("{first} {second}: {reason}");
        for line in labelled(&kind, &told, 10, screen.width) {
            screen.line(line)?;
        }
    }
    Ok(())
}
