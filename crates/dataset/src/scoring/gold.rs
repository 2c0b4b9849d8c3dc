//! Gold: event mentions coded by people, one JSON object a line, as `docs/gold.md` tells.

use super::row::{Row, Rows};
use chancery_codebook::Codebook;
use chancery_model::{ActorId, DateSpan, Diagnostic, Place, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A file of gold by its name and text.
#[derive(Clone, Copy, Debug)]
pub struct GoldFile<'a> {
    /// What to call it in findings.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Event mentions coded by people.
#[derive(Debug, Default)]
pub struct Gold {
    /// The mentions in the order of the file.
    pub mentions: Vec<GoldMention>,
}

/// One event mention coded by people. What is `None` was not judged.
#[derive(Debug)]
pub struct GoldMention {
    /// Its id, or its line if it has none.
    pub id: Box<str>,
    /// Where it stands.
    pub place: Place,
    /// File name of the document.
    pub document: Box<str>,
    /// The sentence.
    pub quote: Box<str>,
    /// The words that tell the event.
    pub trigger: Box<str>,
    /// Half-open bytes of the sentence in the raw file.
    pub quote_bytes: Option<(u64, u64)>,
    /// Half-open bytes of the trigger in the raw file.
    pub trigger_bytes: Option<(u64, u64)>,
    /// The event type; `none` if the ontology has no home for it, so that nothing is as the
    /// gold has it.
    pub event_type: Box<str>,
    /// The mode; inside `None` if it has none.
    pub mode: Option<Option<Box<str>>>,
    /// The CAMEO code.
    pub cameo: Option<Box<str>>,
    /// The states that act.
    pub source_actors: BTreeSet<Box<str>>,
    /// The states that are acted upon.
    pub target_actors: BTreeSet<Box<str>>,
    /// How it stands in its document.
    pub status: Option<Status>,
    /// The states of those who are said to say so.
    pub speakers: Option<BTreeSet<Box<str>>>,
    /// When, as written, and read; inside `None` if the text does not say.
    pub date: Option<Option<(Box<str>, DateSpan)>>,
    /// The occurrence it tells of.
    pub incident: Option<Box<str>>,
    /// Whether it counts: what is borderline neither costs nor earns.
    pub is_core: bool,
}

/// The type of what the ontology has no home for.
const NO_TYPE: &str = "none";

/// Who the actors of the gold are: their state, or the actor they belong to.
#[derive(Default)]
struct Actors {
    country: BTreeMap<Box<str>, Box<str>>,
    above: BTreeMap<Box<str>, Box<str>>,
    is_given: bool,
}

impl Gold {
    /// Reads gold. Without a file of actors their ids are those of the codebook.
    ///
    /// # Errors
    /// Everything that is wrong, each with file and line.
    pub fn read(
        mentions: GoldFile<'_>,
        actors: Option<GoldFile<'_>>,
        codebook: &Codebook,
    ) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut findings = Vec::new();
        let actors = Actors::read(actors, &mut findings);
        let mut gold = Self::default();
        let mut ids = BTreeSet::new();
        for mut row in Rows::of(mentions, &mut findings) {
            let mention = mention(&mut row, &actors, codebook);
            findings.append(&mut row.findings);
            let Some(mention) = mention else { continue };
            if !ids.insert(mention.id.clone()) {
                let message = format!("`{}` stands twice", mention.id);
                findings.push(Diagnostic::error(
                    "repeated-id",
                    mention.place.clone(),
                    message,
                ));
            }
            gold.mentions.push(mention);
        }
        if gold.mentions.is_empty() && findings.is_empty() {
            let place = Place::file(mentions.name);
            findings.push(Diagnostic::error("empty-gold", place, "no mention in it"));
        }
        findings.sort();
        let is_broken =
            findings.iter().any(|f| f.severity == chancery_model::Severity::Error);
        if is_broken { Err(findings) } else { Ok((gold, findings)) }
    }
}

fn mention(row: &mut Row, actors: &Actors, codebook: &Codebook) -> Option<GoldMention> {
    let document = row.required("doc")?;
    let Some(event_type) = row.judged("plover") else {
        row.complain("missing-field", "`plover` is missing".into());
        return None;
    };
    let has_home = event_type.is_some();
    let event_type = event_type.unwrap_or_else(|| NO_TYPE.into());
    let mode = row.judged("plover_mode");
    let of_mode = mode.as_ref().and_then(Option::as_deref);
    if has_home && !codebook.ontology.has_code(&event_type, of_mode) {
        let code = of_mode
            .map_or_else(|| event_type.to_string(), |m| format!("{event_type}/{m}"));
        row.complain("unknown-reference", format!("no event type or mode `{code}`"));
    }
    let cameo = row.judged("cameo").flatten();
    let known = |code: &str| {
        codebook.ontology.cameo.contains_key(&chancery_model::CameoCode::new(code))
    };
    if let Some(code) = cameo.as_deref().filter(|code| !known(code)) {
        row.complain("unknown-reference", format!("no CAMEO code `{code}`"));
    }
    let status = row.judged("status_type").flatten().and_then(|word| {
        let status = Status::ALL.into_iter().find(|status| status.word() == &*word);
        if status.is_none() {
            let words = Status::ALL.map(Status::word).join(", ");
            row.complain(
                "unknown-reference",
                format!("no status `{word}`; known are {words}"),
            );
        }
        status
    });
    let date = row.judged("date_edtf").and_then(|date| match date {
        None => Some(None),
        Some(date) => match read_date(&date) {
            Some(span) => Some(Some((date, span))),
            None => {
                row.complain("not-a-date", format!("`{date}` is no EDTF date"));
                None
            }
        },
    });
    let tier = row.judged("tier").flatten().unwrap_or_else(|| "core".into());
    if !matches!(&*tier, "core" | "borderline") {
        row.complain(
            "unknown-reference",
            format!("`tier` is `{tier}`, not core or borderline"),
        );
    }
    let quote = row.required("quote")?;
    let trigger = row.judged("trigger").flatten().unwrap_or_else(|| quote.clone());
    let speakers = row
        .has("attributed_to")
        .then(|| actors.states(row, "attributed_to", codebook, false));
    Some(GoldMention {
        id: row
            .judged("id")
            .flatten()
            .unwrap_or_else(|| format!("line {}", row.place.line).into()),
        place: row.place.clone(),
        quote_bytes: row.bytes("quote"),
        trigger_bytes: row.bytes("trigger"),
        source_actors: actors.states(row, "source_actor", codebook, true),
        target_actors: actors.states(row, "target_actor", codebook, true),
        incident: row.judged("incident").flatten(),
        is_core: &*tier == "core",
        document,
        quote,
        trigger,
        event_type,
        mode,
        cameo,
        status,
        speakers,
        date,
    })
}

/// An EDTF date; `..2023-02` is read as `../2023-02`.
fn read_date(text: &str) -> Option<DateSpan> {
    let open = text.strip_prefix("..").filter(|rest| !rest.starts_with('/'));
    match open {
        Some(rest) => format!("../{rest}").parse().ok(),
        None => text.parse().ok(),
    }
}

impl Actors {
    fn read(file: Option<GoldFile<'_>>, findings: &mut Vec<Diagnostic>) -> Self {
        let mut actors = Self { is_given: file.is_some(), ..Self::default() };
        let Some(file) = file else { return actors };
        for mut row in Rows::of(file, findings) {
            if let Some(id) = row.required("id") {
                if let Some(country) = row.judged("country").flatten() {
                    actors.country.insert(id.clone(), country);
                }
                let above = row.judged("affiliation").flatten().unwrap_or_default();
                actors.above.insert(id, above);
            }
            findings.append(&mut row.findings);
        }
        actors
    }

    /// The states of the actors in a field: ids, or objects with `id` and `country`.
    fn states(
        &self,
        row: &mut Row,
        field: &str,
        codebook: &Codebook,
        is_strict: bool,
    ) -> BTreeSet<Box<str>> {
        let mut states = BTreeSet::new();
        for (id, country) in row.actors(field) {
            let state = country.or_else(|| self.state(&id, codebook));
            let is_known = state.is_some() || self.above.contains_key(&id);
            if !is_known && is_strict {
                let message = if self.is_given {
                    format!("`{field}` names `{id}`, which the file of actors lacks")
                } else {
                    format!("`{field}` names `{id}`, of which no state is known")
                };
                row.warn("unknown-actor", message);
            }
            states.extend(state);
        }
        states
    }

    fn state(&self, id: &str, codebook: &Codebook) -> Option<Box<str>> {
        if !self.is_given {
            let first = ActorId::new(id.split('/').next().unwrap_or(id));
            let actors = &codebook.actors;
            if actors.states.contains_key(&first) {
                return Some(first.as_str().into());
            }
            let body = actors.organisations.get(&ActorId::new(id))?;
            return Some(body.country.as_ref()?.as_str().into());
        }
        let mut seen = BTreeSet::new();
        let mut at = id;
        while let Some(above) = self.above.get(at)
            && seen.insert(at)
        {
            if let Some(country) = self.country.get(at) {
                return Some(country.clone());
            }
            at = above;
        }
        None
    }
}
