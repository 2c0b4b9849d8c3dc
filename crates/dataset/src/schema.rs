//! How a dataset's file is laid out, and how a file is known to be one.

use crate::{Error, amended, decisions, kept, passage, remarks};
use rusqlite::Connection;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Marks an SQLite file as a Chancery dataset: `Chan` in ASCII.
const APPLICATION_ID: u32 = 0x4368_616e;

/// The version of the schema that this program writes and reads.
pub const SCHEMA_VERSION: u32 = 5;

const TABLES: [&str; 14] = [
    "coder",
    "run",
    "log",
    "raw",
    "coding",
    "run_document",
    "coded_event",
    "resolved_incident",
    "found",
    "passage",
    "decision",
    "remark",
    "kept",
    "amended_event",
];

/// What the first bytes of a file say it is.
pub(crate) enum Kind {
    /// A dataset that this program can read.
    Dataset,
    /// A file without bytes.
    Empty,
}

/// Looks at a file without opening it as a database, so that nothing of another program is
/// ever touched.
pub(crate) fn recognise(path: &Path) -> Result<Kind, Error> {
    let file = |cause| Error::File { path: path.to_owned(), doing: "reading", cause };
    if !path.try_exists().map_err(file)? {
        return Err(Error::Missing { path: path.to_owned() });
    }
    if path.is_dir() {
        return Err(Error::NotADataset { path: path.to_owned() });
    }
    let mut head = Vec::new();
    File::open(path).map_err(file)?.take(100).read_to_end(&mut head).map_err(file)?;
    if head.is_empty() {
        return Ok(Kind::Empty);
    }
    // Offsets of `PRAGMA user_version` and `PRAGMA application_id` in the header of the
    // SQLite file format.
    let word = |at: usize| {
        let bytes: [u8; 4] = head.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    if !head.starts_with(b"SQLite format 3\0") || word(68) != Some(APPLICATION_ID) {
        return Err(Error::NotADataset { path: path.to_owned() });
    }
    match word(60) {
        Some(found) if found > SCHEMA_VERSION => {
            Err(Error::Newer { path: path.to_owned(), found, known: SCHEMA_VERSION })
        }
        _ => Ok(Kind::Dataset),
    }
}

/// Whether the file has its tables.
pub(crate) fn is_laid_out(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'run'";
    connection.query_row(sql, (), |row| row.get::<_, i64>(0)).map(|tables| tables == 1)
}

/// Lays out a new, empty file, in one transaction. Does nothing if another process was faster.
pub(crate) fn lay_out(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    if is_laid_out(connection)? {
        return connection.execute_batch("COMMIT");
    }
    let mut script = String::from(include_str!("schema.sql"));
    script.push_str(passage::TABLES);
    script.push_str(decisions::TABLES);
    script.push_str(remarks::TABLES);
    script.push_str(kept::TABLES);
    script.push_str(amended::TABLES);
    script.push_str(&guards(&TABLES));
    script.push_str(&format!(
        "PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {SCHEMA_VERSION};\n\
         COMMIT;"
    ));
    connection.execute_batch(&script)
}

/// Brings a file of an earlier schema to this one, in one transaction.
pub(crate) fn upgrade(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let done = version(connection).and_then(|version| {
        if version < 2 {
            connection.execute_batch(passage::TABLES)?;
            passage::add_missing(connection)?;
            connection.execute_batch(&guards(&["passage"]))?;
        }
        if version < 3 {
            connection.execute_batch(decisions::TABLES)?;
            connection.execute_batch(&guards(&["decision"]))?;
        }
        if version < 4 {
            connection.execute_batch(remarks::TABLES)?;
            connection.execute_batch(&guards(&["remark"]))?;
        }
        if version < SCHEMA_VERSION {
            connection.execute_batch(kept::TABLES)?;
            connection.execute_batch("DROP VIEW current_event;")?;
            connection.execute_batch(amended::TABLES)?;
            connection.execute_batch(&guards(&["kept", "amended_event"]))?;
            connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        }
        Ok(())
    });
    connection.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    done
}

/// The schema of a file that is laid out.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", (), |row| row.get(0))
}

/// Triggers that see to it that nothing is changed or removed.
fn guards(tables: &[&str]) -> String {
    let mut script = String::new();
    for table in tables {
        for (verb, word) in [("UPDATE", "changed"), ("DELETE", "removed")] {
            script.push_str(&format!(
                "CREATE TRIGGER {table}_is_never_{word} BEFORE {verb} ON {table} \
                 BEGIN SELECT RAISE(ABORT, 'rows of a dataset are never {word}'); END;\n"
            ));
        }
    }
    script
}
