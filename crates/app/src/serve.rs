//! `chancery serve` and `chancery table`: the Accounts desk in a browser on this machine, and its
//! tables without one.

use crate::cli::{Serve, Table};
use crate::desk;
use crate::failure::{Failure, OK, warn};
use crate::lists;
use crate::render::table;
use crate::screen::Screen;
use chancery_codebook::Codebook;
use chancery_web::{Library, ServeError, Unanswered, serve};
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) fn run(asked: Serve, screen: &mut Screen) -> Result<u8, Failure> {
    let analyst = asked.review.then_some(asked.analyst);
    let name = asked.dataset.display().to_string();
    let library = library(asked.dataset, asked.codebook.as_deref(), analyst)?;
    screen.line(format!(
        "{name}, {}",
        if asked.review { "for review" } else { "to read" }
    ))?;
    let ready = |address: SocketAddr| {
        // Told at once: the server goes on until it is interrupted.
        let told = screen.line(format!("http://{address}/  (Ctrl-C stops)"));
        if told.and_then(|()| screen.finish(OK)).is_err() {
            warn("note: nobody reads the address");
        }
        if asked.open && !open(address) {
            warn("note: no browser could be started; open the address above");
        }
    };
    serve(library, asked.port, ready)?;
    Ok(OK)
}

pub(crate) fn table(asked: Table, screen: &mut Screen) -> Result<u8, Failure> {
    let library = library(asked.dataset, asked.codebook.as_deref(), None)?;
    let found = chancery_web::table(&library, &asked.address)?;
    lists::print(&found, asked.format, screen, table::any)
}

fn library(
    dataset: PathBuf,
    codebook: Option<&Path>,
    analyst: Option<String>,
) -> Result<Library, Failure> {
    let files = desk::files(codebook)?;
    let (codebook, _) = Codebook::examine(&files);
    let now = || jiff::Timestamp::now().to_string();
    Ok(Library::open(dataset, codebook, files, analyst, now)?)
}

/// Shows an address in the browser that the machine prefers; `BROWSER` names another.
fn open(address: SocketAddr) -> bool {
    let address = format!("http://{address}/");
    let mut ways: Vec<(OsString, &[&str])> = Vec::new();
    if let Some(named) = std::env::var_os("BROWSER").filter(|named| !named.is_empty()) {
        ways.push((named, &[]));
    }
    let usual: &[(&str, &[&str])] = if cfg!(target_os = "windows") {
        &[("rundll32", &["url.dll,FileProtocolHandler"])]
    } else if cfg!(target_os = "macos") {
        &[("open", &[])]
    } else {
        &[("xdg-open", &[]), ("gio", &["open"])]
    };
    ways.extend(usual.iter().map(|(name, before)| (OsString::from(name), *before)));
    ways.into_iter().any(|(name, before)| {
        let mut command = Command::new(name);
        command.args(before).arg(&address);
        // What the browser says is none of ours, and it outlives us.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().is_ok()
    })
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Port { port, ref cause } => {
                let hint = match cause.kind() {
                    std::io::ErrorKind::AddrInUse => format!(
                        "another program, perhaps another desk, listens at http://127.0.0.1:{port}/; \
                         take `--port {}`, or `--port 0` for any that is free",
                        port.checked_add(1).unwrap_or(8418)
                    ),
                    _ => "name another with `--port`, or 0 for any that is free".into(),
                };
                Self::Given(error.to_string(), hint)
            }
            ServeError::System(_) => Self::World(error.to_string()),
        }
    }
}

impl From<Unanswered> for Failure {
    fn from(error: Unanswered) -> Self {
        match error {
            Unanswered::Asked(told) => Self::Given(
                told,
                "`docs/desk.md` and `/api.json` tell the addresses".into(),
            ),
            Unanswered::World(told) => Self::World(told),
        }
    }
}
