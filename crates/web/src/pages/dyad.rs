//! One pair of parties: cooperation and conflict over time, and the incidents behind every bar.

use super::dyads::time;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::chart::series;
use crate::layout::number;
use crate::routes::View;
use crate::sheet::Sheet;
use crate::{address, layout};
use chancery_dataset::{Contents, Period};
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let [a, b] = [0, 1].map(|at| asked.named.get(at).map_or("", String::as_str));
    if a > b {
        let face = super::incident::asked_at(asked, &address::dyad(a, b));
        return Ok(Outcome::Moved(face));
    }
    let time = time(asked)?;
    let told = contents.between([a, b], &time);
    if told.is_empty() && time == chancery_dataset::Query::default() {
        return Err(Failure::Missing(format!(
            "no incident stands between `{a}` and `{b}`"
        )));
    }
    let period = match asked.get("by") {
        None => series::period(&told),
        Some("month") => Period::Month,
        Some("year") => Period::Year,
        Some(other) => {
            return Err(Failure::Asked(format!("`{other}` is neither month nor year")));
        }
    };
    let codebook = &view.library.codebook;
    let table = contents.series([a, b], &time, period, codebook);
    let incidents = Contents::list_briefs(told.iter().map(|one| one.brief));
    let other = if period == Period::Month { Period::Year } else { Period::Month };
    let title = format!("{a} and {b}");
    let body = html! {
        h1 { (layout::plain(&title)) }
        p.lead {
            (number(told.len(), "incident")) ", " (told.iter().filter(|one| one.vouching.is_asserted()).count())
            " of them asserted by a publisher. "
            a href=(address::with("/accounts", &[("a", a), ("b", b)])) { "Their accounts" } " · "
            a href=(asked.with(&[("by", other.word())])) { "by " (other.word()) }
        }
        (series::draw([a, b], &table, period))
        h2 { "Incidents" }
        (Sheet::of(contents).paged(&incidents, asked)?)
        h2 { "The series as a table" }
        (Sheet::of(contents).whole(&table))
    };
    Ok(Page::new(title, table, body).into())
}
