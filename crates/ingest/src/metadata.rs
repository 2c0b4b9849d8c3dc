//! What is known of a document: the manifest's word before the file's own fields, and those
//! before its text; each with where it was learnt.

use crate::draft::Fields;
use crate::zones::{Found, Parts};
use crate::{Given, date, language};
use chancery_codebook::{MarkKind, PageMarks};
use chancery_model::{DateSpan, Diagnostic, Metadata, MetadataBasis, Place, Stated};

/// Weighs what is said of a document. Values that cannot be read and contradictions between
/// the manifest and the text are findings.
pub(crate) fn weigh(
    given: Option<&Given>,
    fields: &Fields,
    parts: &Parts,
    marks: &PageMarks,
    place: &Place,
    findings: &mut Vec<Diagnostic>,
) -> Metadata {
    let nothing = Given::default();
    let given = given.unwrap_or(&nothing);
    let author = |text: &String| bare_author(text, marks);
    let given_author = given.author.as_ref().map(author);
    let field_author = fields.author.as_ref().map(author);
    let published = [
        date_of(
            given.published.as_deref(),
            MetadataBasis::Manifest,
            &given.place,
            marks,
            findings,
        ),
        date_of(
            fields.published.as_deref(),
            MetadataBasis::Field,
            place,
            marks,
            findings,
        ),
        parts.published.as_ref().map(|(span, date)| Stated {
            value: date.clone(),
            basis: MetadataBasis::Text(*span),
        }),
    ];
    contradict(
        "author",
        given_author.as_ref(),
        parts.author.as_ref(),
        given,
        place,
        findings,
    );
    contradict(
        "publisher",
        given.publisher.as_ref(),
        parts.publisher.as_ref(),
        given,
        place,
        findings,
    );
    if let [Some(manifest), _, Some(text)] = &published
        && !manifest.value.meets(&text.value)
    {
        let message = format!(
            "the manifest gives {} as the date, the text {}",
            manifest.value.edtf(),
            text.value.edtf()
        );
        findings.push(disagreement(given, place, message));
    }
    let language = |text: &String| language::code(text, marks);
    Metadata {
        url: first([given.url.as_ref(), fields.url.as_ref()], None),
        title: first([None, fields.title.as_ref()], parts.title.as_ref()),
        publisher: first(
            [given.publisher.as_ref(), fields.publisher.as_ref()],
            parts.publisher.as_ref(),
        ),
        author: first(
            [given_author.as_ref(), field_author.as_ref()],
            parts.author.as_ref(),
        ),
        published: published.into_iter().flatten().next(),
        language: first(
            [
                given.language.as_ref().map(language).as_ref(),
                fields.language.as_ref().map(language).as_ref(),
            ],
            None,
        ),
    }
}

/// The manifest's value, or the file's, or the text's.
fn first(said: [Option<&String>; 2], found: Option<&Found>) -> Option<Stated<Box<str>>> {
    let [manifest, field] = said;
    let stated = |value: &String, basis| -> Stated<Box<str>> {
        Stated { value: value.trim().into(), basis }
    };
    manifest
        .map(|value| stated(value, MetadataBasis::Manifest))
        .or_else(|| field.map(|value| stated(value, MetadataBasis::Field)))
        .or_else(|| {
            found.map(|found| stated(&found.words, MetadataBasis::Text(found.span)))
        })
        .filter(|stated| !stated.value.is_empty())
}

fn date_of(
    said: Option<&str>,
    basis: MetadataBasis,
    place: &Place,
    marks: &PageMarks,
    findings: &mut Vec<Diagnostic>,
) -> Option<Stated<DateSpan>> {
    let said = said.map(str::trim).filter(|said| !said.is_empty())?;
    let date = date::parse(said, marks);
    if date.is_none() {
        let message = format!("`{said}` cannot be read as a date");
        let finding = Diagnostic::warning("unreadable-date", place.clone(), message);
        findings.push(finding.hint("write the day of publication as YYYY-MM-DD"));
    }
    date.map(|value| Stated { value, basis })
}

/// An author's name without the words that introduce it.
fn bare_author(text: &str, marks: &PageMarks) -> String {
    let text = text.trim();
    let skipped = marks.opens(MarkKind::Byline, text).unwrap_or(0);
    let name = text[skipped..].trim_start_matches([':', ' ']);
    if name.is_empty() { text.to_owned() } else { name.to_owned() }
}

fn contradict(
    what: &str,
    given_value: Option<&String>,
    found: Option<&Found>,
    given: &Given,
    place: &Place,
    findings: &mut Vec<Diagnostic>,
) {
    if let (Some(given_value), Some(found)) = (given_value, found)
        && !is_compatible(given_value, &found.words)
    {
        let message = format!(
            "the manifest gives `{given_value}` as the {what}, the text `{}`",
            found.words
        );
        findings.push(disagreement(given, place, message));
    }
}

fn disagreement(given: &Given, place: &Place, message: String) -> Diagnostic {
    Diagnostic::warning("manifest-disagrees", place.clone(), message)
        .hint(format!("the manifest is followed; correct {} if it is wrong", given.place))
}

/// Whether two names can be one: the words of one are all in the other, or one is made of the
/// other's initials.
fn is_compatible(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one_words, other_words) = (words(one), words(other));
    let within =
        |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    within(&one_words, &other_words)
        || within(&other_words, &one_words)
        || is_acronym(one, other)
        || is_acronym(other, one)
}

/// Whether `short` is made of the initials of `long`: those of all its words, or of its
/// capitalised words.
pub(crate) fn is_acronym(short: &str, long: &str) -> bool {
    let short: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let words =
        || long.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty());
    let initial = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let all: String = words().filter_map(initial).collect();
    let capitals: String =
        words().filter_map(initial).filter(|c| c.is_uppercase()).collect();
    let same = |initials: &str| {
        initials.chars().count() >= 2 && initials.to_lowercase() == short.to_lowercase()
    };
    same(&all) || same(&capitals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_may_be_shorter_than_the_other() {
        assert!(is_compatible("Northern Gazette", "The Northern Gazette"));
        assert!(is_compatible("ISA", "Institute of Strategic Affairs"));
        assert!(is_compatible("Jane Doe and John Roe", "Jane Doe"));
        assert!(!is_compatible("Northern Gazette", "Southern Gazette"));
    }

    #[test]
    fn an_acronym_has_all_initials() {
        assert!(is_acronym("ISA", "Institute of Strategic Affairs"));
        assert!(is_acronym("IOSA", "Institute of Strategic Affairs"));
        assert!(!is_acronym("IS", "Institute of Strategic Affairs"));
        assert!(!is_acronym("N", "Norway"));
    }
}
