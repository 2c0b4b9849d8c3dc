//! Cooperation and conflict by period, for each acting side: never netted into one line.

use chancery_dataset::{Between, Cell, Period, Table};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

const LEFT: f64 = 90.0;
const HEIGHT: f64 = 74.0;
const WIDTH: f64 = 1000.0;

/// The classes as the table names them, with their look and on which side of the line they stand.
const CLASSES: &[(&str, &str, bool)] = &[
    ("verbal cooperation", "verbal", true),
    ("material cooperation", "material", true),
    ("verbal conflict", "verbal", false),
    ("material conflict", "material", false),
];

/// Counts of one class: asserted, not asserted.
type Counts = BTreeMap<(String, String), [i64; 2]>;

/// The finer of the periods that leaves the bars apart.
pub(crate) fn period(told: &[Between<'_>]) -> Period {
    let months: BTreeSet<String> =
        told.iter().filter_map(|one| Period::Month.of(one.brief)).collect();
    let year = |month: &String| month.get(..4).and_then(|year| year.parse::<i32>().ok());
    let years = months.first().and_then(year).zip(months.last().and_then(year));
    match years {
        Some((first, last)) if last - first < 4 => Period::Month,
        _ => Period::Year,
    }
}

/// One chart for each acting side, above the line cooperation, below it conflict.
pub(crate) fn draw(pair: [&str; 2], table: &Table, period: Period) -> Markup {
    let text = |row: &[Cell], at: usize| row[at].to_string();
    let number = |row: &[Cell], at: usize| match row[at] {
        Cell::Number(number) => number,
        _ => 0,
    };
    let mut sides: BTreeMap<String, Counts> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut undated = 0;
    for row in &table.rows {
        let when = text(row, 0);
        if !when.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            undated += number(row, 3) + number(row, 4);
            continue;
        }
        known.insert(when.clone());
        let counts = sides.entry(text(row, 1)).or_default();
        counts.insert((when, text(row, 2)), [number(row, 3), number(row, 4)]);
    }
    let periods = all(&known, period);
    let most = sides.values().flat_map(|counts| {
        let of = |period: &String, up: bool| -> i64 {
            let classes = CLASSES.iter().filter(move |class| class.2 == up);
            classes
                .filter_map(|class| counts.get(&(period.clone(), class.0.to_owned())))
                .map(|[asserted, other]| asserted + other)
                .sum()
        };
        periods
            .iter()
            .flat_map(move |period| [of(period, true), of(period, false)])
            .collect::<Vec<_>>()
    });
    let most = most.max().unwrap_or(1).max(1);
    let mut order: Vec<(String, &str)> = vec![
        (pair[0].to_owned(), "a"),
        (pair[1].to_owned(), "b"),
        ("both".to_owned(), "both"),
    ];
    order.retain(|(side, _)| sides.contains_key(side));
    html! {
        @for (side, class) in &order {
            figure.series {
                figcaption { strong { (side) } @if side == "both" { " act together, or alike upon each other" } @else { " acts" } }
                div.scroll role="region" tabindex="0" aria-label={ "Series: " (side) } {
                    (chart(&sides[side], &periods, most, class, side))
                }
            }
        }
        (legend())
        @if undated > 0 {
            p.note { (crate::layout::number(usize::try_from(undated).unwrap_or(0), "incident"))
                " cannot be dated to one " (period.word()) " and stand in the table alone." }
        }
    }
}

/// Every period from the first to the last, so that gaps show.
fn all(known: &BTreeSet<String>, period: Period) -> Vec<String> {
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return Vec::new();
    };
    let parts = |name: &str| {
        let year: i32 = name.get(..4).and_then(|y| y.parse().ok()).unwrap_or(0);
        let month: i32 = name.get(5..7).and_then(|m| m.parse().ok()).unwrap_or(1);
        (year, month)
    };
    let ((year, month), (to, to_month)) = (parts(first), parts(last));
    if period == Period::Year {
        if to - year > 80 {
            return known.iter().cloned().collect();
        }
        return (year..=to).map(|year| format!("{year:04}")).collect();
    }
    let (from, to) = (year * 12 + month - 1, to * 12 + to_month - 1);
    if to - from > 120 {
        return known.iter().cloned().collect();
    }
    (from..=to)
        .map(|at| format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "incidents and periods are few")]
fn chart(
    counts: &Counts,
    periods: &[String],
    most: i64,
    class: &str,
    side: &str,
) -> Markup {
    let step = (WIDTH - LEFT) / (periods.len().max(1) as f64);
    let wide = (step * 0.7).clamp(2.0, 40.0);
    let scale = HEIGHT / most as f64;
    let middle = HEIGHT + 8.0;
    let mut bars = Vec::new();
    for (at, period) in periods.iter().enumerate() {
        let x = LEFT + step * at as f64 + (step - wide) / 2.0;
        for up in [true, false] {
            let mut reach = 0.0;
            for (quad, look, _) in CLASSES.iter().filter(|class| class.2 == up) {
                let Some(both) = counts.get(&(period.clone(), (*quad).to_owned())) else {
                    continue;
                };
                for (number, vouched) in both.iter().zip(["asserted", "not asserted"]) {
                    if *number == 0 {
                        continue;
                    }
                    let height = *number as f64 * scale;
                    let y = if up { middle - reach - height } else { middle + reach };
                    reach += height;
                    let shown = if vouched == "asserted" { "" } else { " open" };
                    bars.push(html! {
                        rect class={ "bar " (look) (shown) } x=(x) y=(y) width=(wide) height=(height) {
                            title { (period) ": " (number) " " (quad) ", " (vouched) }
                        }
                    });
                }
            }
        }
    }
    let every = periods.len().div_ceil(14).max(1);
    html! {
        svg class={ "chart side-" (class) } viewBox={ "0 0 " (WIDTH) " " (2.0 * middle + 18.0) } role="img"
            aria-label={ "Cooperation above the line and conflict below it, " (side) " acting; the numbers stand in the table" } {
            text.label x="0" y="36" { "cooperation" }
            text.label x="0" y=(2.0 * middle - 24.0) { "conflict" }
            text.label x="0" y="18" { (most) }
            text.label x="0" y=(2.0 * middle - 4.0) { (most) }
            @for bar in bars { (bar) }
            line.axis x1=(LEFT) x2=(WIDTH) y1=(middle) y2=(middle) {}
            @for (at, period) in periods.iter().enumerate().filter(|(at, _)| at % every == 0) {
                text.label x=(LEFT + step * at as f64) y=(2.0 * middle + 14.0) { (period) }
            }
        }
    }
}

fn legend() -> Markup {
    let sample = |look: &str| {
        html! { svg.sample viewBox="0 0 24 15" aria-hidden="true" { rect class={ "bar side-both " (look) } x="1" y="1" width="22" height="13" {} } }
    };
    html! {
        ul.legend {
            li { (sample("verbal")) "words (verbal)" }
            li { (sample("material")) "deeds (material)" }
            li { (sample("material open")) " not asserted by any publisher" }
        }
    }
}
