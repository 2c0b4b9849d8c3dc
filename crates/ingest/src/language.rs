//! In which language a document is, and whether the codebook covers it.

use chancery_codebook::PageMarks;
use chancery_model::{
    Diagnostic, Metadata, MetadataBasis, Place, Stated, Zone, ZoneKind,
};

/// Shorter texts are not judged: names of another country suffice to mislead.
const SHORTEST: usize = 200;
/// As many bytes are looked at.
const SAMPLE: usize = 1 << 14;

/// Fills in the language if nobody states it, and warns if it is not covered or not the one
/// that was stated.
pub(crate) fn check(
    text: &str,
    zones: &[Zone],
    metadata: &mut Metadata,
    marks: &PageMarks,
    place: &Place,
    findings: &mut Vec<Diagnostic>,
) {
    let found = detect(text, zones, marks);
    let stated = metadata.language.as_ref().map(|stated| stated.value.to_string());
    if let (Some(found), Some(stated)) = (&found, &stated)
        && found != stated
    {
        let message =
            format!("its language is given as `{stated}`, but it reads as `{found}`");
        let finding = Diagnostic::warning("language-disagrees", place.clone(), message);
        findings.push(finding.hint("correct the language where it is given"));
    }
    if let Some(language) = found.as_ref().or(stated.as_ref())
        && !marks.covered().contains(language.as_str())
    {
        let covered: Vec<&str> = marks.covered().into_iter().collect();
        let message =
            format!("its language seems to be `{language}`, which is not covered");
        let hint =
            format!("little will be found in it; covered are: {}", covered.join(", "));
        let finding = Diagnostic::warning("language-not-covered", place.clone(), message);
        findings.push(finding.hint(hint));
    }
    if metadata.language.is_none() {
        metadata.language = found
            .map(|value| Stated { value: value.into(), basis: MetadataBasis::Inferred });
    }
}

/// The ISO 639-1 code of a name or code of a language, such as `en-GB`, `eng` or `English`.
/// What is unknown stays as it is.
pub(crate) fn code(stated: &str, marks: &PageMarks) -> String {
    let head = stated.split(['-', '_']).next().unwrap_or(stated).trim().to_lowercase();
    marks.language(&head).map_or(head.clone(), ToOwned::to_owned)
}

fn detect(text: &str, zones: &[Zone], marks: &PageMarks) -> Option<String> {
    let mut sample = String::new();
    for zone in zones.iter().filter(|zone| zone.kind == ZoneKind::Body) {
        let words = zone.span.text(text).unwrap_or_default();
        let room = words.floor_char_boundary(SAMPLE.saturating_sub(sample.len()));
        sample.push_str(&words[..room]);
        sample.push(' ');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    if sample.len() < SHORTEST {
        return None;
    }
    let language = whichlang::detect_language(&sample);
    Some(code(language.three_letter_code(), marks))
}
