//! One rule: what it asks for, its examples, and where it fired.

use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::number;
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_dataset::codes;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let id = asked.named.first().map_or("", String::as_str);
    let table = contents.fired(id);
    let rules = &view.library.codebook.rules.rules;
    let rule = rules.iter().find(|rule| rule.id.as_str() == id);
    if rule.is_none() && table.rows.is_empty() {
        return Err(Failure::Missing(format!("there is no rule `{id}`")));
    }
    let sheet = Sheet::of(contents).paged(&table, asked)?;
    let list = |words: &[Box<str>]| words.join(", ");
    let body = html! {
        h1 { "Rule " code { (id) } }
        @match rule {
            None => p.lead { "It is not in the codebook at hand; start with `--codebook` to name the folder that was used." },
            Some(rule) => {
                p.lead { "Codes " span.action { (codes(rule)) } ", CAMEO " (rule.cameo) ", in " code { (rule.place) } "." }
                dl.keys {
                    @if !rule.verbs.is_empty() { dt { "verbs" } dd { (list(&rule.verbs)) } }
                    @if !rule.nouns.is_empty() { dt { "nouns" } dd { (list(&rule.nouns)) } }
                    dt { "who acts" } dd { (rule.source_actor.iter().map(|role| &*role.0).collect::<Vec<_>>().join(", then ")) }
                    dt { "upon whom" } dd { (rule.target_actor.iter().map(|role| &*role.0).collect::<Vec<_>>().join(", then ")) }
                    @for constraint in &rule.with { dt { "with" } dd { code { (told(constraint)) } } }
                    @for constraint in &rule.without { dt { "without" } dd { code { (told(constraint)) } } }
                }
                h2 { "Examples" }
                dl.examples {
                    @for example in &rule.examples {
                        dt { "codes" } dd { q { (example.text) } " " code { (example.event) } }
                    }
                    @for sentence in &rule.refuses { dt { "refuses" } dd { q { (sentence) } } }
                }
            }
        }
        h2 { "Where it fired" }
        p { (number(table.rows.len(), "mention")) "." }
        (sheet)
    };
    Ok(Page::new(format!("Rule {id}"), table, body).into())
}

/// A constraint as rules write it: roles, and what may fill them.
fn told(constraint: &chancery_codebook::Constraint) -> String {
    let roles: Vec<&str> = constraint.roles.iter().map(|role| &*role.0).collect();
    let fillers: Vec<String> = constraint.any.iter().map(ToString::to_string).collect();
    format!("{} = {}", roles.join("|"), fillers.join(", "))
}
