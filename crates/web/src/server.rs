//! The listener on this machine, and the way from a request to its answer.

use crate::answer::{Answer, Failure};
use crate::library::Library;
use crate::{guard, layout, pages, routes};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, Response, header};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Threads that answer: each may hold a connection to the dataset.
const THREADS: usize = 16;
/// Bytes of a form, at most.
const FORM: usize = 64 << 10;
/// How long answers under way are waited for when the server stops.
const LAST: Duration = Duration::from_secs(3);

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port is taken, or may not be used.
    #[error("cannot listen on 127.0.0.1:{port}: {cause}")]
    Port {
        /// The port.
        port: u16,
        /// Why.
        cause: std::io::Error,
    },
    /// The system refuses.
    #[error("the server stopped: {0}")]
    System(std::io::Error),
}

/// Serves a dataset on this machine alone until it is interrupted. Port 0 takes any that is
/// free; `ready` is told the address.
///
/// # Errors
/// If the port cannot be used.
pub fn serve(
    library: Library,
    port: u16,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(THREADS)
        .enable_all()
        .build()
        .map_err(ServeError::System)?;
    let library = Arc::new(library);
    runtime.block_on(async {
        let address = (Ipv4Addr::LOCALHOST, port);
        let taken = |cause| ServeError::Port { port, cause };
        let listener = tokio::net::TcpListener::bind(address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let preparing = library.clone();
        tokio::task::spawn_blocking(move || {
            // Whoever asks is told what is wrong.
            let _ = preparing.prepare();
        });
        ready(address);
        let shared = Shared { library, port: address.port() };
        let router = Router::new().fallback(handle).with_state(shared);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
            interrupted().await;
            drop(stop);
        });
        let late = async {
            let _ = stopped.await;
            tokio::time::sleep(LAST).await;
        };
        tokio::select! {
            ended = serving.into_future() => ended.map_err(ServeError::System),
            () = late => Ok(()),
        }
    })?;
    runtime.shutdown_timeout(LAST);
    Ok(())
}

/// Waits until the process is told to end.
async fn interrupted() {
    let by_key = async {
        // If signals cannot be heard, the server ends with its process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let by_system = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut term) => {
                term.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let by_system = std::future::pending::<()>();
    tokio::select! { () = by_key => {}, () = by_system => {} }
}

#[derive(Clone)]
struct Shared {
    library: Arc<Library>,
    port: u16,
}

async fn handle(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let writes = parts.method == Method::POST;
    let may = guard::check(shared.port, text(header::HOST), text(header::ORIGIN), writes);
    let library = shared.library;
    if let Err(failure) = may {
        return sent(&layout::failure(&library, &failure));
    }
    let form = match to_bytes(body, FORM).await {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => {
            let failure = Failure::Asked("the form is too long".into());
            return sent(&layout::failure(&library, &failure));
        }
    };
    let path = parts.uri.path().to_owned();
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let method = parts.method;
    let working = tokio::task::spawn_blocking(move || match method {
        Method::GET | Method::HEAD => routes::answer(&library, &path, &query),
        Method::POST => pages::post(&library, &path, &form).into(),
        _ => {
            let mut answer =
                Answer::new(405, "text/plain; charset=utf-8", "GET, HEAD or POST\n");
            answer.headers.push(("allow", "GET, HEAD, POST".into()));
            answer.into()
        }
    });
    let answer = working.await.unwrap_or_else(|_| {
        Answer::new(500, "text/plain; charset=utf-8", "this page could not be made\n")
            .into()
    });
    sent(&answer)
}

fn sent(answer: &Answer) -> Response<Body> {
    let mut response =
        Response::builder().status(answer.status).header("content-type", answer.kind);
    for (name, value) in guard::HEADERS {
        response = response.header(*name, *value);
    }
    let mut is_kept = false;
    for (name, value) in &answer.headers {
        is_kept |= *name == "cache-control";
        response = response.header(*name, value.as_str());
    }
    if !is_kept {
        response = response.header("cache-control", "no-store");
    }
    let empty = || Response::new(Body::empty());
    response.body(Body::from(answer.body.clone())).unwrap_or_else(|_| empty())
}
