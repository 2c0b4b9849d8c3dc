//! Dictionaries of others become data files, line by line.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chancery_codebook::{
    Codebook, DictionaryKind, Files, Filler, Imported, import, imported_files,
};
use std::sync::LazyLock;

static CODEBOOK: LazyLock<Codebook> =
    LazyLock::new(|| Codebook::load(&Files::embedded()).unwrap());

fn read(kind: DictionaryKind, text: &str) -> Imported {
    import(kind, "some/My_Own.dict.txt", text, &CODEBOOK)
}

/// The built-in codebook with what was made laid over it; it must compile.
fn with(imported: &Imported) -> Codebook {
    let mut files = Files::embedded();
    for (path, text) in &imported.files {
        files.insert(path, text);
    }
    Codebook::load(&files).unwrap_or_else(|findings| panic!("{findings:?}"))
}

#[test]
fn files_are_named_by_the_dictionary_and_never_like_ours() {
    let imported = read(DictionaryKind::Actors, "TILDA_VARNHOLT_ [NORGOV]\n");
    let paths: Vec<&str> = imported.files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "actors/organisations/imported-my-own-dict.csv",
            "en/names/imported-my-own-dict.csv"
        ]
    );
    assert_eq!(imported_files(DictionaryKind::Actors, "x/My_Own.dict.txt"), paths);
}

#[test]
fn days_are_included_and_two_digits_are_a_year() {
    let text = "TILDA_VARNHOLT_\n\t[NORGOV <981231]\n\t[ISLGOV 19990101-010615]\n\t[PER >20300101]\n";
    let imported = read(DictionaryKind::Actors, text);
    assert_eq!(imported.unread, []);
    let codebook = with(&imported);
    let entries = codebook.names.actors.get("Tilda Varnholt");
    let days: Vec<String> = entries
        .iter()
        .map(|entry| {
            let day = |day: Option<chancery_model::Day>| {
                day.map_or_else(|| "..".into(), |day| format!("{day:?}"))
            };
            format!(
                "{} {}/{}",
                entry.actor,
                day(entry.period.from),
                day(entry.period.until)
            )
        })
        .collect();
    assert_eq!(days.len(), 3, "{days:?}");
    let until = |id: &str| {
        let entry = entries.iter().find(|entry| entry.actor.as_str() == id).unwrap();
        entry.period.until.map(|day| (day.year(), day.month(), day.day()))
    };
    assert_eq!(until("tilda-varnholt-norgov"), Some((1999, 1, 1)));
    assert_eq!(until("tilda-varnholt-islgov"), Some((2001, 6, 16)));
    assert_eq!(until("PER"), None, "a code of a state alone is that state");
    let organ = &codebook.actors.organisations
        [&chancery_model::ActorId::new("tilda-varnholt-norgov")];
    assert_eq!((&*organ.kind, organ.sector.as_ref().unwrap().as_str()), ("organ", "GOV"));
}

#[test]
fn codes_of_the_dictionaries_are_read_in_their_own_meaning() {
    let text = "EVENING_LANTERN_ [NORMED]\nSTONE_CLINIC_ [NORHLH]\nWORLD_LAMP_BODY_ [IGOUNO]\n\
                RIVER_FOLK_LODGE_ [ROMCVL]\n";
    let imported = read(DictionaryKind::Actors, text);
    let codebook = with(&imported);
    let sector = |id: &str| {
        let body = &codebook.actors.organisations[&chancery_model::ActorId::new(id)];
        let country = body.country.as_ref().map(ToString::to_string);
        (country, body.sector.as_ref().unwrap().to_string())
    };
    let state = |code: &str| Some(code.to_owned());
    assert_eq!(sector("evening-lantern-normed"), (state("NOR"), "JRN".into()));
    assert_eq!(sector("stone-clinic-norhlh"), (state("NOR"), "MED".into()));
    assert_eq!(sector("world-lamp-body-igouno"), (None, "UNO".into()));
    assert_eq!(sector("river-folk-lodge-romcvl"), (state("ROU"), "CVL".into()));
}

#[test]
fn agents_have_plurals_as_their_dictionaries_make_them() {
    let text = "LANTERN_BODY [~REB]\nHARBOUR_BOSS [~GOV]\nRIDGE_HOST {} [~MIL]\nMOON_MAN {MOON_MEN} [~OPP]\n";
    let imported = read(DictionaryKind::Agents, text);
    assert_eq!((imported.made, &imported.unread[..]), (4, &[][..]));
    let codebook = with(&imported);
    for noun in ["lantern bodies", "harbour bosses", "ridge host", "moon men"] {
        assert_eq!(codebook.names.roles.get(noun).len(), 1, "{noun}");
    }
}

/// Roles and words of each constraint of the last rule made.
fn asked(text: &str) -> Vec<(String, Vec<String>)> {
    let imported = read(DictionaryKind::Verbs, text);
    assert_eq!(imported.unread, [], "{text}");
    let codebook = with(&imported);
    let mut rules = codebook.rules.rules.iter();
    let rule = rules.rfind(|rule| rule.id.as_str().starts_with("imported/")).unwrap();
    let constraint = |constraint: &chancery_codebook::Constraint| {
        let roles: Vec<&str> = constraint.roles.iter().map(|role| &*role.0).collect();
        let words = constraint.any.iter().map(|filler| match filler {
            Filler::Word(word) => word.to_string(),
            other => format!("{other:?}"),
        });
        (roles.join("|"), words.collect())
    };
    rule.with.iter().map(constraint).collect()
}

#[test]
fn patterns_become_constraints() {
    let block = "&CARGO\n+GRAIN\n+RIVER_TIMBER\n\n--- HAUL_OFF [171] ---\nZAP\n";
    let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    let with = asked(&format!("{block}- * &CARGO [171]\n"));
    assert!(with.contains(&("patient".into(), words(&["grain", "timber"]))), "{with:?}");
    assert!(with.contains(&("agent".into(), words(&["Actor"]))), "{with:?}");
    let with = asked(&format!("{block}- GUARD * ENVOY (BEHIND +) [171]\n"));
    assert!(with.contains(&("agent".into(), words(&["guard"]))), "{with:?}");
    assert!(with.contains(&("patient".into(), words(&["envoy"]))), "{with:?}");
    assert!(with.contains(&("behind".into(), words(&["Actor"]))), "{with:?}");
    let with = asked(&format!("{block}- $ * + WITH {{HEAVY LOG}} [171]\n"));
    assert!(with.contains(&("with".into(), words(&["log"]))), "{with:?}");
}

#[test]
fn verbs_have_the_code_of_their_block_or_their_own() {
    let text = "--- HAUL_OFF [171] ---\nZAP {ZAPPED}\n+ZAP_AWAY [193]\nZUP [160:160]\n";
    let imported = read(DictionaryKind::Verbs, text);
    let codebook = with(&imported);
    let made =
        codebook.rules.rules.iter().filter(|r| r.id.as_str().starts_with("imported/"));
    let told: Vec<(String, String, bool)> = made
        .map(|rule| (rule.verbs.join("+"), rule.cameo.to_string(), rule.reciprocal))
        .collect();
    assert!(told.contains(&("zap".into(), "171".into(), false)), "{told:?}");
    assert!(told.contains(&("zap away".into(), "193".into(), false)), "{told:?}");
    assert!(told.contains(&("zup".into(), "160".into(), true)), "{told:?}");
}

#[test]
fn what_is_imported_may_lack_examples_and_ours_may_not() {
    let imported = read(DictionaryKind::Verbs, "--- HAUL_OFF [171] ---\nZAP\n");
    let rule = imported.files.values().next().unwrap();
    let mut files = Files::embedded();
    files.insert("en/rules/imported/zap.toml", rule);
    assert!(Codebook::load(&files).is_ok());
    let mut files = Files::embedded();
    files.insert("en/rules/zap.toml", rule);
    let findings = Codebook::load(&files).unwrap_err();
    assert!(findings.iter().any(|f| &*f.code == "rule-without-examples"), "{findings:?}");
}
