//! Parties around a circle, in the order of their codes, with lines of cooperation and conflict.

use crate::address;
use crate::layout::plain;
use chancery_dataset::{Cell, Table};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Parties drawn, at most: those with most incidents.
const PARTIES: usize = 18;
const MIDDLE: (f64, f64) = (400.0, 270.0);
const RADIUS: f64 = 215.0;

/// Incidents between two parties: cooperation, conflict.
type Edges = BTreeMap<[String; 2], [i64; 2]>;

/// The network as the table has it, asserted or not, both directions together.
pub(crate) fn draw(table: &Table) -> Markup {
    let number = |cell: &Cell| match cell {
        Cell::Number(number) => *number,
        _ => 0,
    };
    let mut edges: Edges = BTreeMap::new();
    let mut weights: BTreeMap<String, i64> = BTreeMap::new();
    for row in &table.rows {
        let mut pair = [row[0].to_string(), row[1].to_string()];
        let (cooperation, conflict) =
            (number(&row[2]) + number(&row[3]), number(&row[4]) + number(&row[5]));
        for party in &pair {
            *weights.entry(party.clone()).or_default() += cooperation + conflict;
        }
        pair.sort();
        let edge = edges.entry(pair).or_default();
        edge[0] += cooperation;
        edge[1] += conflict;
    }
    let mut ranked: Vec<(&String, &i64)> = weights.iter().collect();
    ranked.sort_by_key(|(party, weight)| (Reverse(**weight), *party));
    let shown: BTreeSet<&String> =
        ranked.iter().take(PARTIES).map(|(party, _)| *party).collect();
    let places = places(&shown);
    let most = edges.values().flatten().copied().max().unwrap_or(1).max(1);
    html! {
        @if shown.is_empty() { p.none { "No two parties deal with each other in this time." } }
        @else {
            figure.network {
                div.scroll role="region" tabindex="0" aria-label="Network as a chart" {
                    svg.chart viewBox="0 0 800 540" role="group" aria-label="Parties and what passes between them" {
                        @for (pair, counts) in &edges { (edge(pair, *counts, &places, most)) }
                        @for (party, (x, y)) in &places {
                            g.party {
                                circle cx=(x) cy=(y) r="5" {}
                                text.name x=(MIDDLE.0 + (x - MIDDLE.0) * 1.08)
                                    y=(MIDDLE.1 + (y - MIDDLE.1) * 1.08 + 4.0)
                                    text-anchor=(anchor(*x)) { (plain(party)) }
                            }
                        }
                    }
                }
                figcaption {
                    span.key-cooperation { "solid: cooperation" } " · " span.key-conflict { "dashed: conflict" }
                    "; as wide as there are incidents, both directions together, asserted or not. "
                    @if weights.len() > shown.len() {
                        (shown.len()) " of " (weights.len()) " parties are drawn; the table has all."
                    }
                }
            }
        }
    }
}

fn anchor(x: f64) -> &'static str {
    if x < MIDDLE.0 - 20.0 {
        "end"
    } else if x > MIDDLE.0 + 20.0 {
        "start"
    } else {
        "middle"
    }
}

#[expect(clippy::cast_precision_loss, reason = "parties are few")]
fn places<'a>(shown: &BTreeSet<&'a String>) -> BTreeMap<&'a String, (f64, f64)> {
    let turn = std::f64::consts::TAU / shown.len().max(1) as f64;
    let place = |(at, party): (usize, &&'a String)| {
        let angle = turn * at as f64 - std::f64::consts::FRAC_PI_2;
        (
            *party,
            (MIDDLE.0 + RADIUS * angle.cos() * 1.35, MIDDLE.1 + RADIUS * angle.sin()),
        )
    };
    shown.iter().enumerate().map(place).collect()
}

/// Two lines between two parties, bent apart so that neither hides the other.
#[expect(clippy::cast_precision_loss, reason = "incidents are few")]
fn edge(
    pair: &[String; 2],
    counts: [i64; 2],
    places: &BTreeMap<&String, (f64, f64)>,
    most: i64,
) -> Markup {
    let (Some(one), Some(other)) = (places.get(&pair[0]), places.get(&pair[1])) else {
        return html! {};
    };
    let middle = (f64::midpoint(one.0, other.0), f64::midpoint(one.1, other.1));
    let (dx, dy) = (other.0 - one.0, other.1 - one.1);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let bent = |by: f64| {
        let (x, y) = (middle.0 - dy / length * by, middle.1 + dx / length * by);
        let (x, y) = (x + (MIDDLE.0 - x) * 0.35, y + (MIDDLE.1 - y) * 0.35);
        format!("M{:.1} {:.1} Q{x:.1} {y:.1} {:.1} {:.1}", one.0, one.1, other.0, other.1)
    };
    let wide =
        |count: i64| format!("{:.1}", 1.2 + 7.0 * (count as f64 / most as f64).sqrt());
    let told = format!(
        "{} and {}: {} of cooperation, {} of conflict",
        pair[0], pair[1], counts[0], counts[1]
    );
    html! {
        a href=(address::dyad(&pair[0], &pair[1])) aria-label=(plain(&told)) {
            title { (plain(&told)) }
            @for ((count, class), by) in counts.iter().zip(["cooperation", "conflict"]).zip([14.0, -14.0]) {
                @if *count > 0 { path class={ "edge " (class) } d=(bent(by)) stroke-width=(wide(*count)) {} }
            }
        }
    }
}
