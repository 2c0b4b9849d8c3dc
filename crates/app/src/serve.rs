//! `chancery serve`: the Accounts desk in a browser on this machine.

use crate::cli::Serve;
use crate::desk;
use crate::failure::{Failure, OK, warn};
use crate::screen::Screen;
use chancery_codebook::Codebook;
use chancery_web::{Library, ServeError, serve};

pub(crate) fn run(asked: Serve, screen: &mut Screen) -> Result<u8, Failure> {
    let files = desk::files(asked.codebook.as_deref())?;
    let (codebook, _) = Codebook::examine(&files);
    let analyst = asked.review.then_some(asked.analyst);
    let now = || jiff::Timestamp::now().to_string();
    let name = asked.dataset.display().to_string();
    let library = Library::open(asked.dataset, codebook, files, analyst, now)?;
    screen.line(format!(
        "{name}, {}",
        if asked.review { "for review" } else { "to read" }
    ))?;
    let ready = |address: std::net::SocketAddr| {
        // Told at once: the server goes on until it is interrupted.
        let told = screen.line(format!("http://{address}/  (Ctrl-C stops)"));
        if told.and_then(|()| screen.finish(OK)).is_err() {
            warn("note: nobody reads the address");
        }
    };
    serve(library, asked.port, ready)?;
    Ok(OK)
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Port { .. } => Self::Given(
                error.to_string(),
                "name another with `--port`, or 0 for any that is free".into(),
            ),
            ServeError::System(_) => Self::World(error.to_string()),
        }
    }
}
