//! The one place where an engine's answer, a broken connection or a local I/O failure becomes an [`EngineError`].

use std::{error::Error as StdError, io, path::Path};

use bollard::errors::Error;
use paddock_core::port::{EngineError, ErrorKind, Op, Result};

/// For `map_err`: what was tried, and on what.
pub(crate) fn at(op: Op, target: impl ToString) -> impl FnOnce(Error) -> EngineError {
    move |error| EngineError { op, target: target.to_string(), kind: kind(&error), detail: detail(&error) }
}

/// For `map_err` on a file of this machine.
pub(crate) fn local(op: Op, path: &Path) -> impl Fn(io::Error) -> EngineError + '_ {
    move |error| of_kind(op, path.display(), ErrorKind::LocalFile(error.kind()), error)
}

pub(crate) fn other(op: Op, target: impl ToString, detail: impl ToString) -> EngineError {
    of_kind(op, target, ErrorKind::Other, detail)
}

pub(crate) fn of_kind(op: Op, target: impl ToString, kind: ErrorKind, detail: impl ToString) -> EngineError {
    EngineError { op, target: target.to_string(), kind, detail: detail.to_string() }
}

pub(crate) fn cancelled(op: Op, target: impl ToString) -> EngineError {
    of_kind(op, target, ErrorKind::Cancelled, "cancelled")
}

/// All results, or the failure that explains the others: one that is no cancellation comes first.
pub(crate) fn all<T>(results: Vec<Result<T>>) -> Result<Vec<T>> {
    let mut good = Vec::new();
    let mut failure: Option<EngineError> = None;
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(error) => match &failure {
                Some(first) if first.kind != ErrorKind::Cancelled || error.kind == ErrorKind::Cancelled => {}
                _ => failure = Some(error),
            },
        }
    }
    match failure {
        Some(failure) => Err(failure),
        None => Ok(good),
    }
}

/// The status of the engine's answer, where it answered at all.
pub(crate) fn status(error: &Error) -> Option<u16> {
    match error {
        Error::DockerResponseServerError { status_code, .. } => Some(*status_code),
        _ => None,
    }
}

/// Whether the engine's words say that its disk is full.
pub(crate) fn says_no_space(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("no space left on device") || text.contains("disk quota exceeded")
}

/// Whether a start failed because another process took the port between its choice and its use.
pub(crate) fn says_port_taken(text: &str) -> bool {
    text.contains("port is already allocated") || text.contains("address already in use")
}

fn kind(error: &Error) -> ErrorKind {
    match error {
        Error::DockerResponseServerError { status_code, message } => kind_of_answer(*status_code, message),
        Error::DockerStreamError { error } if says_no_space(error) => ErrorKind::NoSpace,
        Error::SocketNotFoundError(_) => ErrorKind::Unreachable,
        Error::RequestTimeoutError => ErrorKind::Silent,
        Error::HyperResponseError { .. } | Error::HyperLegacyError { .. } | Error::IOError { .. } => {
            kind_of_connection(error)
        }
        _ => ErrorKind::Other,
    }
}

fn kind_of_answer(status: u16, message: &str) -> ErrorKind {
    let text = message.to_ascii_lowercase();
    if says_no_space(&text) {
        return ErrorKind::NoSpace;
    }
    let not_running = ["is not running", "is paused", "container not running", "is restarting", "improper state"];
    match status {
        404 => ErrorKind::NotFound,
        409 | 500 if not_running.iter().any(|words| text.contains(words)) => ErrorKind::NotRunning,
        _ => ErrorKind::Other,
    }
}

/// Only a connection can fail here: what a request says is checked when it is built.
fn kind_of_connection(error: &Error) -> ErrorKind {
    // These two pass their causes on without being one themselves.
    let mut cause: Option<&(dyn StdError + 'static)> = Some(match error {
        Error::IOError { err } => err,
        Error::HyperResponseError { err } => err,
        other => other,
    });
    while let Some(this) = cause {
        if let Some(io) = this.downcast_ref::<io::Error>()
            && io.kind() == io::ErrorKind::PermissionDenied
        {
            return ErrorKind::PermissionDenied;
        }
        cause = this.source();
    }
    ErrorKind::Unreachable
}

fn detail(error: &Error) -> String {
    match error {
        Error::DockerResponseServerError { message, .. } => message.trim().to_owned(),
        Error::DockerStreamError { error } => error.trim().to_owned(),
        Error::SocketNotFoundError(path) => format!("{path}: no such socket"),
        Error::RequestTimeoutError => "the engine did not answer in time".to_owned(),
        // The outermost words say little ("client error (Connect)"): the causes are added.
        _ => {
            let mut words = error.to_string();
            let mut cause = error.source();
            while let Some(this) = cause {
                let text = this.to_string();
                if !words.contains(&text) {
                    words = format!("{words}: {text}");
                }
                cause = this.source();
            }
            words
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status_code: u16, message: &str) -> ErrorKind {
        kind(&Error::DockerResponseServerError { status_code, message: message.into() })
    }

    #[test]
    fn answers_become_the_kinds_that_somebody_acts_on() {
        assert_eq!(answer(404, "No such container: x"), ErrorKind::NotFound);
        assert_eq!(answer(409, "Container 1a is paused, unpause the container before exec"), ErrorKind::NotRunning);
        assert_eq!(answer(409, "Container 1a is not running"), ErrorKind::NotRunning);
        assert_eq!(answer(500, "write /var/lib/x: no space left on device"), ErrorKind::NoSpace);
        assert_eq!(answer(409, "volume is in use"), ErrorKind::Other);
    }

    #[test]
    fn connections_become_the_kinds_that_somebody_acts_on() {
        let io = |kind: io::ErrorKind| kind_of_connection(&Error::IOError { err: kind.into() });
        assert_eq!(io(io::ErrorKind::NotFound), ErrorKind::Unreachable);
        assert_eq!(io(io::ErrorKind::ConnectionRefused), ErrorKind::Unreachable);
        assert_eq!(io(io::ErrorKind::ConnectionReset), ErrorKind::Unreachable);
        assert_eq!(io(io::ErrorKind::PermissionDenied), ErrorKind::PermissionDenied);
    }
}
