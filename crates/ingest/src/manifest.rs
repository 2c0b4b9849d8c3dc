//! The manifest beside a folder of documents: one row a file, saying what is known of it.

use chancery_model::{Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};

/// What a manifest says of one file. Nothing here has been checked but that it is not empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, as written in the manifest.
    pub published: Option<String>,
    /// Its language, as written in the manifest.
    pub language: Option<String>,
    /// Where the manifest says so.
    pub place: Place,
}

/// A `manifest.csv`: the columns `path`, `url`, `publisher`, `author`, `published` and
/// `language`, in any order; other columns are passed over.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manifest {
    rows: BTreeMap<String, Given>,
}

const COLUMNS: [&str; 5] = ["url", "publisher", "author", "published", "language"];

impl Manifest {
    /// Reads a manifest. `path` is its own path, for findings. A row that cannot be used is a
    /// finding; the others are kept.
    pub fn parse(path: &str, bytes: &[u8]) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let manifest = Self::parse_into(path, bytes, &mut findings);
        (manifest, findings)
    }

    fn parse_into(path: &str, bytes: &[u8], findings: &mut Vec<Diagnostic>) -> Self {
        let mut manifest = Self::default();
        let Some(decoded) = crate::decode::decode(path, bytes, None, findings) else {
            return manifest;
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(decoded.text.as_bytes());
        let mut columns: Option<BTreeMap<String, usize>> = None;
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let place = Place::line(path, line(error.position()));
                    findings.push(Diagnostic::error("bad-csv", place, error.to_string()));
                    continue;
                }
            };
            let place =
                Place::line(path, line_of_words(record.position(), &decoded.text));
            match &columns {
                None => match header(&record, &place, findings) {
                    Some(header) => columns = Some(header),
                    None => return manifest,
                },
                Some(columns) => manifest.add(&record, columns, place, findings),
            }
        }
        manifest
    }

    fn add(
        &mut self,
        record: &csv::StringRecord,
        columns: &BTreeMap<String, usize>,
        place: Place,
        findings: &mut Vec<Diagnostic>,
    ) {
        if record.len() != columns.len() {
            let message = format!(
                "{} fields, but the header has {} columns",
                record.len(),
                columns.len()
            );
            let finding =
                Diagnostic::warning("manifest-ragged-row", place.clone(), message);
            findings.push(finding.hint("put fields that hold commas in double quotes"));
        }
        let cell = |name: &str| {
            let value = record.get(*columns.get(name)?)?;
            (!value.is_empty()).then(|| value.to_owned())
        };
        let Some(path) = cell("path") else {
            let finding =
                Diagnostic::error("manifest-row-without-path", place, "no path given");
            findings.push(finding);
            return;
        };
        let given = Given {
            url: cell("url"),
            publisher: cell("publisher"),
            author: cell("author"),
            published: cell("published"),
            language: cell("language"),
            place: place.clone(),
        };
        let path = plain(&path);
        if let Some(earlier) = self.rows.get(&path) {
            let message =
                format!("`{path}` has a row already, in line {}", earlier.place.line);
            findings.push(
                Diagnostic::error("manifest-repeated-path", place, message)
                    .hint("keep one row for each file; the first is used"),
            );
            return;
        }
        self.rows.insert(path, given);
    }

    /// What is said of the file at `path`, relative to the manifest's folder.
    pub fn get(&self, path: &str) -> Option<&Given> {
        self.rows.get(&plain(path))
    }

    /// A finding for each row whose file is not among those `seen`.
    pub fn unused(&self, seen: &BTreeSet<String>) -> Vec<Diagnostic> {
        let seen: BTreeSet<String> = seen.iter().map(|path| plain(path)).collect();
        let unused = self.rows.iter().filter(|(path, _)| !seen.contains(*path));
        let finding = |(path, given): (&String, &Given)| {
            let message = format!("there is no file `{path}` that could be read");
            Diagnostic::warning("manifest-row-without-file", given.place.clone(), message)
                .hint("correct the path, or remove the row")
        };
        unused.map(finding).collect()
    }
}

fn line(position: Option<&csv::Position>) -> u32 {
    position.map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX))
}

/// The line where a record's words are: its position counts empty lines before it as its own.
fn line_of_words(position: Option<&csv::Position>, text: &str) -> u32 {
    let Some(position) = position else { return 0 };
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let empty = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r'));
    let skipped = empty.filter(|b| **b == b'\n').count();
    line(Some(position)).saturating_add(u32::try_from(skipped).unwrap_or(u32::MAX))
}

/// The columns by name, each name in lower case; `None`, with a finding, without `path`.
fn header(
    record: &csv::StringRecord,
    place: &Place,
    findings: &mut Vec<Diagnostic>,
) -> Option<BTreeMap<String, usize>> {
    let mut columns = BTreeMap::new();
    for (index, name) in record.iter().enumerate() {
        let name = name.to_lowercase();
        let free =
            if columns.contains_key(&name) { format!("{name}#{index}") } else { name };
        columns.insert(free, index);
    }
    if !columns.contains_key("path") {
        findings.push(
            Diagnostic::error("manifest-without-path", place.clone(), "no column `path`")
                .hint("the first line names the columns: path,url,publisher,author,published,language"),
        );
        return None;
    }
    for name in COLUMNS {
        if !columns.contains_key(name) {
            let message = format!("no column `{name}`");
            let finding =
                Diagnostic::warning("manifest-missing-column", place.clone(), message);
            findings
                .push(finding.hint("it is taken from the documents where they state it"));
        }
    }
    Some(columns)
}

/// A path with `/` between its parts and no `./` before them.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Manifest, Vec<String>) {
        let (manifest, findings) = Manifest::parse("manifest.csv", text.as_bytes());
        (manifest, findings.iter().map(|f| format!("{} {}", f.code, f.place)).collect())
    }

    const HEADER: &str = "path,url,publisher,author,published,language\n";

    #[test]
    fn columns_may_come_in_any_order_with_others_between() {
        let (manifest, findings) = parse(
            "language,note,Published,author,publisher,url,path\n\
             en,kept,2031-03-04,\"Doe, Jane\",The Gazette,https://gazette.example/1,./one.txt\n",
        );
        assert_eq!(findings, Vec::<String>::new());
        let given = manifest.get("one.txt").unwrap();
        assert_eq!(given.author.as_deref(), Some("Doe, Jane"));
        assert_eq!(given.published.as_deref(), Some("2031-03-04"));
        assert_eq!(given.place, Place::line("manifest.csv", 2));
    }

    #[test]
    fn missing_columns_are_named() {
        assert_eq!(parse("file,url\nx,y\n").1, ["manifest-without-path manifest.csv:1"]);
        let (manifest, findings) =
            parse("path,url,author,published,language\na.txt,,,,\n");
        assert_eq!(findings, ["manifest-missing-column manifest.csv:1"]);
        let bare = Given { place: Place::line("manifest.csv", 2), ..Given::default() };
        assert_eq!(manifest.get("a.txt"), Some(&bare), "empty cells say nothing");
    }

    #[test]
    fn bad_rows_are_found_and_the_others_kept() {
        let (manifest, findings) = parse(&format!(
            "{HEADER}a.txt,,,,,\n,x,,,,\na.txt,,,,,\nb.txt,u\nc.txt,,,,,\n"
        ));
        assert_eq!(
            findings,
            [
                "manifest-row-without-path manifest.csv:3",
                "manifest-repeated-path manifest.csv:4",
                "manifest-ragged-row manifest.csv:5"
            ]
        );
        assert!(manifest.get("c.txt").is_some());
        assert_eq!(manifest.get("b.txt").unwrap().url.as_deref(), Some("u"));
    }

    #[test]
    fn rows_without_a_file_are_found() {
        let (manifest, _) = parse(&format!("{HEADER}a.txt,,,,,\nsub\\b.txt,,,,,\n"));
        let seen = BTreeSet::from(["a.txt".to_owned()]);
        let unused = manifest.unused(&seen);
        assert_eq!(unused.len(), 1);
        assert_eq!(unused[0].place.line, 3);
        assert!(unused[0].message.contains("sub/b.txt"));
    }

    #[test]
    fn an_empty_manifest_is_an_error() {
        assert_eq!(parse("").1, ["empty-file manifest.csv"]);
    }
}
