//! A dossier as Markdown with footnotes.

use super::html::is_web;
use super::{according, head, place, plain, told};
use chancery_dataset::Dossier;

/// The page.
pub(super) fn page(dossier: &Dossier) -> String {
    let mut out = format!(
        "# {}\n\nNothing here is a fact. Each value stands with those according to whom it is \
         so; the notes are their sentences.\n",
        escaped(&dossier.title)
    );
    for incident in &dossier.incidents {
        out.push_str(&format!(
            "\n## {}\n\n{}\n\n",
            escaped(&head(incident)),
            escaped(&told(incident))
        ));
        for row in &incident.rows {
            let (attribute, agreement) = (row.attribute.words(), row.agreement.word());
            out.push_str(&format!("- **{attribute}** ({agreement})\n"));
            for statement in &row.statements {
                let notes: Vec<String> =
                    statement.notes.iter().map(|note| format!("[^{note}]")).collect();
                out.push_str(&format!(
                    "  - {}, {}{}\n",
                    escaped(&statement.value),
                    escaped(&according(statement)),
                    notes.concat()
                ));
            }
        }
        for warning in &incident.warnings {
            out.push_str(&format!(
                "- **cannot both be**: {}\n",
                escaped(&warning.message)
            ));
            for side in &warning.sides {
                out.push_str(&format!("  - {}\n", escaped(&side.line())));
            }
        }
    }
    out.push('\n');
    for note in &dossier.notes {
        let address = note.url.as_deref().filter(|url| is_web(url));
        let link = address.map_or_else(String::new, |url| format!(" {}", escaped(url)));
        out.push_str(&format!(
            "[^{}]: \"{}\" {}{link}\n",
            note.number,
            escaped(&note.quotation),
            escaped(&place(note))
        ));
    }
    out
}

/// A text in which nothing is markup, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let plain = plain(text);
    for (at, letter) in plain.char_indices() {
        let opens_list = at == 0 && matches!(letter, '-' | '+' | '=' | '.')
            || matches!(letter, '.' | ')')
                && plain[..at].chars().all(|before| before.is_ascii_digit());
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '!' | '|' | '~' | '^' => {
                out.extend(['\\', letter]);
            }
            other if opens_list => out.extend(['\\', other]),
            other => out.push(other),
        }
    }
    out
}
