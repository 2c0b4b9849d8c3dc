//! Just enough of Rust's grammar for the checks: what is code, what is a string, what is
//! compiled for tests only, and which names a type declares.

use std::ops::Range;

use super::workspace::stands_alone;

/// A Rust text taken apart. `code` has the length of the original: comments, strings and
/// characters are blanked out, line ends kept.
pub(crate) struct Parts {
    pub(crate) code: String,
    pub(crate) strings: Vec<(usize, String)>,
}

/// Takes a Rust text apart.
pub(crate) fn parts(text: &str) -> Parts {
    let bytes = text.as_bytes();
    let mut code = String::with_capacity(text.len());
    let mut strings = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let end = if rest.starts_with("//") {
            at + rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            end_of_block_comment(text, at)
        } else if let Some((content, end)) = string_at(text, at) {
            strings.push((at, text[content].to_owned()));
            end
        } else if let Some(end) = character_at(text, at) {
            end
        } else {
            let c = rest.chars().next().expect("`at` is inside the text");
            code.push(c);
            at += c.len_utf8();
            continue;
        };
        code.extend(
            bytes[at..end].iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' }),
        );
        at = end;
    }
    Parts { code, strings }
}

fn end_of_block_comment(text: &str, start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    at
}

/// The content and the end of the string that begins at `start`, if one does.
fn string_at(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let bytes = text.as_bytes();
    let prefix: usize =
        bytes[start..].iter().take(2).take_while(|b| b"bcr".contains(b)).count();
    if prefix > 0 && text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let raw = bytes[start..start + prefix].contains(&b'r');
    let mut at = start + prefix;
    let hashes = bytes[at..].iter().take_while(|b| raw && **b == b'#').count();
    at += hashes;
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let content = at + 1;
    if raw {
        let close = format!("\"{}", "#".repeat(hashes));
        let length = text[content..].find(&close)?;
        return Some((content..content + length, content + length + close.len()));
    }
    at = content;
    while *bytes.get(at)? != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    Some((content..at, at + 1))
}

/// The end of the character literal that begins at `start`; a lifetime is none.
fn character_at(text: &str, start: usize) -> Option<usize> {
    let rest = text[start..].strip_prefix('\'')?;
    let inside = if let Some(escaped) = rest.strip_prefix('\\') {
        1 + escaped.chars().next()?.len_utf8() + escaped.get(1..)?.find('\'')?
    } else {
        rest.chars().next()?.len_utf8()
    };
    rest[inside..].starts_with('\'').then_some(start + 1 + inside + 1)
}

/// The end of the braced block whose `{` is at `open`.
fn end_of_block(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// The parts of `code` that only tests see, and the modules (`mod name;`) only they see.
pub(crate) fn test_only(code: &str) -> (Vec<Range<usize>>, Vec<String>) {
    let mut ranges = Vec::new();
    let mut modules = Vec::new();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let Some(length) = code[start..].find(['{', ';']) else { continue };
        let end = start + length;
        if code[end..].starts_with('{') {
            ranges.push(start..end_of_block(code, end));
        } else if let Some((_, name)) = code[start..end].rsplit_once("mod ") {
            modules.push(name.trim().to_owned());
        }
    }
    (ranges, modules)
}

/// Where each `struct`, `enum` or `union` is named, with its name.
pub(crate) fn types(code: &str) -> Vec<(usize, &str)> {
    let mut types = Vec::new();
    for keyword in ["struct", "enum", "union"] {
        for (at, _) in code.match_indices(keyword) {
            let after = at + keyword.len();
            if !stands_alone(code, at, after) {
                continue;
            }
            let name = code[after..].trim_start();
            let length =
                name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
            if name.starts_with(|c: char| c.is_uppercase()) {
                types.push((code.len() - name.len(), &name[..length]));
            }
        }
    }
    types.sort_unstable();
    types
}

/// Whether the type named at `at` is public to the world.
pub(crate) fn is_public(code: &str, at: usize) -> bool {
    let before = code[..at].trim_end();
    let before = before.strip_suffix("struct").or_else(|| before.strip_suffix("enum"));
    before.is_some_and(|before| before.trim_end().ends_with("pub"))
}

/// Where a type declares a field called `name`.
pub(crate) fn fields_called(code: &str, name: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (start, _) in types(code) {
        let Some(length) = code[start..].find(['{', ';', '(']) else { continue };
        let open = start + length;
        if !code[open..].starts_with('{') {
            continue;
        }
        let body = open..end_of_block(code, open);
        for (at, _) in code[body.clone()].match_indices(name) {
            let (at, end) = (body.start + at, body.start + at + name.len());
            let after = code[end..].trim_start();
            let is_field = after.starts_with(':') && !after.starts_with("::");
            if stands_alone(code, at, end) && is_field {
                found.push(at);
            }
        }
    }
    found
}

#[test]
fn strings_and_comments_are_not_code() {
    let text = "let a = \"x // {\"; // }\nlet b = r#\"\"q\"\"#; let c = '{'; fn f<'a>(_: &'a u8) {}";
    let Parts { code, strings } = parts(text);
    assert_eq!(code.len(), text.len());
    assert!(!code.contains(['q', 'x']) && code.contains("fn f<'a>(_: &'a u8) {}"));
    let strings: Vec<&str> = strings.iter().map(|(_, string)| string.as_str()).collect();
    assert_eq!(strings, ["x // {", "\"q\""]);
    assert_eq!(code.matches('{').count(), 1);
}
