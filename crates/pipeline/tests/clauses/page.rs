//! Pages of clauses: quoted text, and below it a list of what its clauses say.

use std::fmt;
use std::path::{Path, PathBuf};

/// One quoted text with the clauses it must yield, and those it must not.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) construction: u32,
    pub(crate) domain: String,
    /// Why it is misread; only in pages of gaps.
    pub(crate) cause: Option<String>,
    pub(crate) text: String,
    pub(crate) lines: Vec<Line>,
    /// Whether the text must yield no event.
    pub(crate) is_uncoded: bool,
}

/// One clause as a page gives it.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) written: String,
    pub(crate) is_refused: bool,
    pub(crate) lemma: String,
    /// `verb` or `noun`, where the page says which.
    pub(crate) part: Option<String>,
    pub(crate) operators: Vec<String>,
    /// Whether there may be other operators.
    pub(crate) is_loose: bool,
    pub(crate) is_known: bool,
    pub(crate) carrier: Option<String>,
    /// Who says so, the outermost voice first; compared if there is one.
    pub(crate) speakers: Vec<String>,
    pub(crate) fillers: Vec<Filler>,
    /// Whether there may be agents, patients and recipients that the page does not name.
    pub(crate) is_open: bool,
}

/// What fills a role.
#[derive(Debug)]
pub(crate) struct Filler {
    pub(crate) role: String,
    pub(crate) words: String,
    pub(crate) quantity: Option<String>,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Line {
    /// Reads a line without its bullet.
    ///
    /// # Panics
    /// If a filler has a role and no words.
    fn parse(at: &str, written: &str) -> Self {
        let mut line = Self { written: written.into(), ..Self::default() };
        let (head, fillers) = written.split_once(':').unwrap_or((written, ""));
        let (head, signs) = match head.split_once('[') {
            Some((head, signs)) => (head, signs.trim_end().trim_end_matches(']')),
            None => (head, ""),
        };
        let head = match head.strip_prefix("no ") {
            Some(head) => {
                line.is_refused = true;
                head
            }
            None => head,
        };
        let (lemma, part) = match head.split_once('(') {
            Some((lemma, part)) => {
                (lemma, Some(part.trim().trim_end_matches(')').into()))
            }
            None => (head, None),
        };
        line.lemma = lemma.trim().to_lowercase();
        line.part = part;
        for sign in signs.split(',').map(str::trim).filter(|sign| !sign.is_empty()) {
            if sign == "…" {
                line.is_loose = true;
            } else if sign == "known" {
                line.is_known = true;
            } else if let Some(verb) = sign.strip_prefix("via ") {
                line.carrier = Some(verb.into());
            } else if let Some(speakers) = sign.strip_prefix("said by ") {
                line.speakers =
                    speakers.split('>').map(|one| one.trim().into()).collect();
            } else {
                line.operators.push(sign.into());
            }
        }
        for filler in fillers.split(';').map(str::trim).filter(|one| !one.is_empty()) {
            if filler == "…" {
                line.is_open = true;
                continue;
            }
            let Some((role, words)) = filler.split_once(' ') else {
                panic!("{at}: no words fill `{filler}`");
            };
            for words in words.split(" + ") {
                let (words, quantity) = match words.split_once('#') {
                    Some((words, number)) => (words, Some(number.trim().to_owned())),
                    None => (words, None),
                };
                line.fillers.push(Filler {
                    role: role.replace('-', " "),
                    words: words.trim().to_lowercase(),
                    quantity,
                });
            }
        }
        line
    }
}

/// The cases of every page of a folder below `tests` of the repository.
pub(crate) fn pages(folder: &str) -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension().is_some_and(|ending| ending == "md")
            && file.file_stem().is_some_and(|stem| stem != "README")
    });
    files.sort();
    let of = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy();
        parse(&format!("tests/{folder}/{name}"), &std::fs::read_to_string(file).unwrap())
    };
    files.iter().flat_map(of).collect()
}

/// The cases of one page.
///
/// # Panics
/// If a list stands below no text, or a text above no list.
pub(crate) fn parse(file: &str, page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let (mut construction, mut domain, mut cause) = (0, String::new(), None);
    let (mut was_text, mut is_below) = (false, false);
    for (number, words) in (1..).zip(page.lines()) {
        let at = format!("{file}:{number}");
        if let Some(text) = words.strip_prefix('>') {
            let text = text.trim();
            match cases.last_mut() {
                Some(case) if was_text => {
                    case.text.push(if text.is_empty() { '\n' } else { ' ' });
                    case.text.push_str(text);
                }
                _ => cases.push(Case {
                    file: file.into(),
                    line: number,
                    construction,
                    domain: domain.clone(),
                    cause: cause.clone(),
                    text: text.into(),
                    lines: Vec::new(),
                    is_uncoded: false,
                }),
            }
            (was_text, is_below) = (true, true);
            continue;
        }
        was_text = false;
        if let Some(item) = words.strip_prefix("- ").map(str::trim) {
            assert!(is_below, "{at}: a list stands below no text");
            let case = cases.last_mut().unwrap();
            match item {
                "nothing is coded" => case.is_uncoded = true,
                _ => case.lines.push(Line::parse(&at, item)),
            }
        } else if let Some(title) = words.strip_prefix("## ") {
            let digits: String = title.chars().take_while(char::is_ascii_digit).collect();
            (construction, domain) = (digits.parse().unwrap_or(0), String::new());
            is_below = false;
        } else if let Some(title) = words.strip_prefix("### ") {
            domain = title.trim().into();
            is_below = false;
        } else if let Some(told) = words.strip_prefix("Cause: ") {
            cause = Some(told.into());
            is_below = false;
        } else if !words.trim().is_empty() {
            is_below = false;
        }
    }
    let silent = cases.iter().find(|case| case.lines.is_empty() && !case.is_uncoded);
    if let Some(case) = silent {
        panic!("{}:{}: no clause is stated", case.file, case.line);
    }
    cases
}
