//! A dossier as one HTML page that needs nothing else: no script, no font, no picture.

use super::{according, head, place, plain, told};
use chancery_dataset::{Dossier, DossierIncident, DossierNote};

/// Nothing is loaded and nothing runs, whatever stands in a text.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "body{font:1rem/1.5 serif;max-width:50rem;margin:2rem auto;padding:0 1rem}\
    h2{font-size:1.1rem;margin-top:2.5rem}table{border-collapse:collapse;width:100%}\
    th,td{border-top:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}\
    .by{color:#444;font-size:.9rem}.agreement{color:#666;font-size:.85rem}\
    q{quotes:'\\201c' '\\201d'}@media print{body{margin:0}}";

/// The page.
pub(super) fn page(dossier: &Dossier) -> String {
    let title = escaped(&dossier.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p>Nothing here is a fact. Each value stands with those according to whom it is so; \
         the numbers lead to their sentences.</p>\n"
    );
    dossier.incidents.iter().for_each(|one| incident(one, &mut out));
    out.push_str("<h2>Sentences</h2>\n<ol>\n");
    dossier.notes.iter().for_each(|one| note(one, &mut out));
    out.push_str("</ol>\n</body>\n</html>\n");
    out
}

fn incident(incident: &DossierIncident, out: &mut String) {
    let id = escaped(&incident.brief.id.to_string());
    out.push_str(&format!(
        "<section id=\"{id}\">\n<h2>{}</h2>\n<p>{}</p>\n<table>\n",
        escaped(&head(incident)),
        escaped(&told(incident))
    ));
    for row in &incident.rows {
        out.push_str(&format!(
            "<tr><th>{}<br><span class=\"agreement\">{}</span></th><td>",
            row.attribute.words(),
            row.agreement.word()
        ));
        for (index, statement) in row.statements.iter().enumerate() {
            let parting = if index > 0 { "<br>" } else { "" };
            let notes: Vec<String> = statement
                .notes
                .iter()
                .map(|note| format!("<a href=\"#note-{note}\">{note}</a>"))
                .collect();
            out.push_str(&format!(
                "{parting}<bdi>{}</bdi> <span class=\"by\">{}</span> <sup>{}</sup>",
                escaped(&statement.value),
                escaped(&according(statement)),
                notes.join(", ")
            ));
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</table>\n");
    for warning in &incident.warnings {
        out.push_str(&format!("<p>{}</p>\n<ul>\n", escaped(&warning.message)));
        for side in &warning.sides {
            out.push_str(&format!("<li>{}</li>\n", escaped(&side.line())));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn note(note: &DossierNote, out: &mut String) {
    let address = note.url.as_deref().filter(|url| is_web(url));
    let link = address.map_or_else(String::new, |url| {
        let url = escaped(url);
        format!(" <a rel=\"noreferrer\" href=\"{url}\">{url}</a>")
    });
    out.push_str(&format!(
        "<li id=\"note-{}\"><q><bdi>{}</bdi></q> <span class=\"by\">{}</span>{link}</li>\n",
        note.number,
        escaped(&note.quotation),
        escaped(&place(note))
    ));
}

/// Whether a link leads to a page: others could run something.
pub(super) fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
