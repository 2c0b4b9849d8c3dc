//! The workspace as files: its root, its texts, and the few readers that the checks need.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file, named by its path from the root with `/` between the parts.
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("a crate lies two folders below the root").into()
}

/// Every text file of the workspace, by path: no build output, no repository internals,
/// nothing that is not UTF-8 or is above four megabytes.
pub(crate) fn texts() -> Vec<Text> {
    let root = root();
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    let mut texts: Vec<Text> =
        paths.iter().filter_map(|path| read_text(&root, path)).collect();
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(texts.len() > 20, "only {} text files under {}", texts.len(), root.display());
    texts
}

/// The Rust files of all crates that are not tests.
pub(crate) fn sources() -> Vec<Text> {
    let is_source =
        |text: &Text| text.path.starts_with("crates/") && text.path.contains("/src/");
    rust_files().into_iter().filter(is_source).collect()
}

/// Every Rust file, tests included.
pub(crate) fn rust_files() -> Vec<Text> {
    texts().into_iter().filter(|text| text.path.ends_with(".rs")).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    const NOT_OURS: &[&str] =
        &[".git", ".idea", ".vscode", "__pycache__", "node_modules", "target"];
    let entries = fs::read_dir(folder).expect("a folder of the workspace can be listed");
    for entry in entries {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_symlink() || NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path);
        }
    }
}

fn read_text(root: &Path, path: &Path) -> Option<Text> {
    const LIMIT: u64 = 4 << 20;
    if fs::metadata(path).ok()?.len() > LIMIT {
        return None;
    }
    let text = fs::read_to_string(path).ok()?;
    let parts: Vec<_> =
        path.strip_prefix(root).ok()?.iter().map(|part| part.to_string_lossy()).collect();
    Some(Text { path: parts.join("/"), text })
}

/// The text of one file that a check cannot do without.
pub(crate) fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The line of byte `offset`, counted from one.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Whether the bytes `start..end` of `text` are not part of a longer word.
pub(crate) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let of_word = |c: char| c.is_alphanumeric() || c == '_';
    !text[..start].ends_with(of_word) && !text[end..].starts_with(of_word)
}

/// Whether `word` occurs in `text`, not as part of a longer word.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, found)| stands_alone(text, at, at + found.len()))
}

/// The fields of the records of a CSV text (RFC 4180), header included.
pub(crate) fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    for c in csv.chars() {
        let record = records.last_mut().expect("there is always a record");
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            _ => record.last_mut().expect("there is always a field").push(c),
        }
    }
    records.retain(|record| record.len() > 1 || !record[0].is_empty());
    records
}

/// The values of one column of a CSV text.
pub(crate) fn column(csv: &str, name: &str) -> Vec<String> {
    let mut records = records(csv).into_iter();
    let header = records.next().unwrap_or_default();
    let Some(at) = header.iter().position(|field| field == name) else {
        return Vec::new();
    };
    records.filter_map(|record| record.get(at).cloned()).collect()
}

/// Fails with every offence on a line of its own.
pub(crate) fn demand(law: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{law}\n  {}\n", offences.join("\n  "));
}

#[test]
fn words_have_edges() {
    assert!(stands_alone("a Mali b", 2, 6) && !has_word("Somalia, Malian", "Mali"));
    assert_eq!(records("a,\"b,\nc\"\n\nd,e\n"), [["a", "b,\nc"], ["d", "e"]]);
}
