//! What can go wrong, as people are told it: a code that programs may act on, a message, and what to do.
//!
//! The words stand in `texts/*/errors.ftl` under [`Error::id`]; the remedy is the attribute `.hint`.

use std::{fmt, io, path::Path};

use paddock_core::{
    finding::Finding,
    id::{LabId, ServiceName, TaskId},
    lang::Lang,
    port::{EngineError, ErrorKind, Op},
};
use paddock_store::{StoreError, StoreErrorKind};
use serde::Serialize;

use crate::{
    texts,
    wire::{ErrorView, GrantView},
};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Stable names of failures, in `docs/JSON.md`. Each is here because a program may want to act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    EngineUnreachable,
    EngineSilent,
    EnginePermission,
    EngineTooOld,
    EngineFailed,
    NoSpace,
    BuildFailed,
    ImageMissing,
    ServiceExited,
    ServiceUnhealthy,
    NotRunning,
    Cancelled,
    LabUnknown,
    LabInvalid,
    TaskUnknown,
    ServiceUnknown,
    NoSession,
    StartingElsewhere,
    SetupFailed,
    /// The learner has to be asked first.
    GrantsNotAgreed,
    NoMoreHints,
    FileTooLarge,
    FileNotText,
    FileNotFound,
    Io,
    ArchiveUnusable,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabasePermission,
    DatabaseDamaged,
    DatabaseNewer,
    DatabaseFailed,
    CatalogueUnreadable,
    BadInput,
    UrlRefused,
    HomeUnusable,
}

impl Code {
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            // A unit variant is always a string.
            Ok(_) | Err(_) => format!("{self:?}"),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Error {
    pub code: Code,
    /// The message in `errors.ftl`.
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
    /// Where a lab is at fault, all that was found.
    pub findings: Vec<Finding>,
    /// Where the learner has to be asked, for what.
    pub grants: Vec<GrantView>,
}

impl Error {
    pub fn new(code: Code, id: &'static str, args: &[(&'static str, &str)]) -> Error {
        let args = args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Error { code, id, args, findings: Vec::new(), grants: Vec::new() }
    }

    pub fn view(&self, lang: Lang) -> ErrorView {
        let mut message = texts::say(lang, self.id, &self.args);
        for finding in self.findings.iter().take(20) {
            message.push('\n');
            message.push_str(&finding_line(finding, lang));
        }
        for line in grant_lines(&self.grants, lang) {
            message.push('\n');
            message.push_str(&line);
        }
        ErrorView { code: self.code.name(), message, hint: texts::hint(lang, self.id, &self.args) }
    }

    pub fn lab_unknown(id: &LabId, near: Option<&LabId>) -> Error {
        let near = near.map(LabId::as_str).unwrap_or_default();
        Error::new(Code::LabUnknown, "error-lab-unknown", &[("lab", id.as_str()), ("near", near)])
    }

    pub fn lab_invalid(id: &str, findings: Vec<Finding>) -> Error {
        let count = findings.len().to_string();
        Error { findings, ..Error::new(Code::LabInvalid, "error-lab-invalid", &[("lab", id), ("count", &count)]) }
    }

    pub fn task_unknown(task: &TaskId, known: &[&str]) -> Error {
        let known = known.join(", ");
        Error::new(Code::TaskUnknown, "error-task-unknown", &[("task", task.as_str()), ("known", &known)])
    }

    pub fn service_unknown(service: &ServiceName, known: &[&str]) -> Error {
        let known = known.join(", ");
        Error::new(Code::ServiceUnknown, "error-service-unknown", &[("service", service.as_str()), ("known", &known)])
    }

    /// A file or folder of the home that could not be used.
    pub fn home(path: &Path, error: &io::Error) -> Error {
        let (path, detail) = (path.display().to_string(), error.to_string());
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Error::new(Code::NoSpace, "error-database-no-space", &[("file", &path), ("detail", &detail)])
            }
            _ => Error::new(Code::HomeUnusable, "error-home-unusable", &[("path", &path), ("detail", &detail)]),
        }
    }

    /// A start or a build that was given up, with nothing left of it.
    pub fn cancelled() -> Error {
        Error::new(Code::Cancelled, "error-cancelled", &[])
    }

    /// One that was given up before all that it had made was removed.
    pub fn abandoned() -> Error {
        Error::new(Code::Cancelled, "error-abandoned", &[])
    }

    pub fn no_session(lab: &LabId) -> Error {
        Error::new(Code::NoSession, "error-no-session", &[("lab", lab.as_str())])
    }
}

/// What a lab asks for, as lines: each service with the reason, and below it each right in plain words.
pub fn grant_lines(grants: &[GrantView], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for grant in grants {
        let args = [("service", grant.service.as_str()), ("why", grant.why.get(lang))];
        lines.push(format!("  {}", texts::say(lang, "grant-service", &args)));
        lines.extend(grant.rights.iter().map(|right| format!("    - {} ({})", right.text.get(lang), right.right)));
    }
    lines
}

/// What a finding says, and its remedy.
pub fn finding_words(finding: &Finding, lang: Lang) -> (String, String) {
    (texts::say(lang, finding.id, &finding.args), texts::hint(lang, finding.id, &finding.args))
}

/// `file:line: message remedy`.
pub fn finding_line(finding: &Finding, lang: Lang) -> String {
    let place = match (finding.file.as_str(), finding.line) {
        ("", _) => String::new(),
        (file, Some(line)) => format!("{file}:{line}: "),
        (file, None) => format!("{file}: "),
    };
    let (message, hint) = finding_words(finding, lang);
    if hint.is_empty() { format!("{place}{message}") } else { format!("{place}{message} {hint}") }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.view(Lang::En).message)
    }
}

impl std::error::Error for Error {}

impl From<EngineError> for Error {
    fn from(error: EngineError) -> Error {
        let target = error.target.as_str();
        let detail = error.detail.as_str();
        let tail = |lines: &[String]| lines.join("\n");
        let args = [("target", target), ("detail", detail)];
        match &error.kind {
            ErrorKind::Unreachable if error.op == Op::Connect => {
                Error::new(Code::EngineUnreachable, "error-engine-unreachable", &args)
            }
            ErrorKind::Unreachable => Error::new(Code::EngineUnreachable, "error-engine-gone", &args),
            ErrorKind::Silent => Error::new(Code::EngineSilent, "error-engine-silent", &args),
            ErrorKind::PermissionDenied => Error::new(Code::EnginePermission, "error-engine-permission", &args),
            ErrorKind::TooOld => Error::new(Code::EngineTooOld, "error-engine-too-old", &args),
            ErrorKind::NoSpace => Error::new(Code::NoSpace, "error-engine-no-space", &args),
            ErrorKind::Cancelled => Error::new(Code::Cancelled, "error-cancelled", &args),
            ErrorKind::BuildFailed { tail: lines } => {
                Error::new(Code::BuildFailed, "error-build-failed", &[args[0], args[1], ("tail", &tail(lines))])
            }
            ErrorKind::Exited { code, tail: lines } => {
                let code = code.to_string();
                let args = [args[0], args[1], ("code", code.as_str()), ("tail", &tail(lines))];
                Error::new(Code::ServiceExited, "error-service-exited", &args)
            }
            ErrorKind::Unhealthy { tail: lines } => Error::new(
                Code::ServiceUnhealthy,
                "error-service-unhealthy",
                &[args[0], args[1], ("tail", &tail(lines))],
            ),
            ErrorKind::NotRunning => Error::new(Code::NotRunning, "error-not-running", &args),
            ErrorKind::TooLarge => Error::new(Code::FileTooLarge, "error-file-too-large", &args),
            ErrorKind::NotFound => match error.op {
                Op::ReadFile | Op::WriteFile => Error::new(Code::FileNotFound, "error-file-not-found", &args),
                Op::Create | Op::Pull | Op::Build | Op::Save => {
                    Error::new(Code::ImageMissing, "error-image-missing", &args)
                }
                _ => engine_failed(error.op, &args),
            },
            ErrorKind::LocalFile(reason) => local_file(error.op, *reason, target, detail),
            ErrorKind::BadArchive => Error::new(Code::ArchiveUnusable, "error-archive-unusable", &args),
            ErrorKind::Other => engine_failed(error.op, &args),
        }
    }
}

fn engine_failed(op: Op, args: &[(&'static str, &str); 2]) -> Error {
    let op = format!("{op:?}").to_lowercase();
    Error::new(Code::EngineFailed, "error-engine-failed", &[args[0], args[1], ("op", &op)])
}

/// A file that is written with images, or read for them.
fn local_file(op: Op, reason: io::ErrorKind, target: &str, detail: &str) -> Error {
    let path = [("path", target), ("detail", detail)];
    match (op, reason) {
        (_, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
            Error::new(Code::NoSpace, "error-file-no-space", &path)
        }
        (Op::Load, io::ErrorKind::NotFound) => Error::new(Code::FileNotFound, "error-folder-unreadable", &path),
        (Op::Load, _) => Error::new(Code::Io, "error-folder-unreadable", &path),
        _ => {
            let cause = match reason {
                io::ErrorKind::NotFound => "no-folder",
                io::ErrorKind::PermissionDenied => "denied",
                io::ErrorKind::ReadOnlyFilesystem => "read-only",
                _ => "other",
            };
            Error::new(Code::Io, "error-file-unwritable", &[path[0], path[1], ("cause", cause)])
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        let file = error.file.display().to_string();
        let args = [("file", file.as_str()), ("detail", error.detail.as_str())];
        match &error.kind {
            StoreErrorKind::Locked => Error::new(Code::DatabaseLocked, "error-database-locked", &args),
            StoreErrorKind::ReadOnly => Error::new(Code::DatabaseReadOnly, "error-database-read-only", &args),
            StoreErrorKind::PermissionDenied => {
                let folder = error.file.parent().unwrap_or(&error.file).display().to_string();
                let args = [args[0], args[1], ("folder", folder.as_str())];
                Error::new(Code::DatabasePermission, "error-database-permission", &args)
            }
            StoreErrorKind::NoSpace => Error::new(Code::NoSpace, "error-database-no-space", &args),
            StoreErrorKind::Damaged { newest_good_backup } => {
                let backup = newest_good_backup.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
                Error::new(Code::DatabaseDamaged, "error-database-damaged", &[args[0], args[1], ("backup", &backup)])
            }
            StoreErrorKind::Newer { found, known } => {
                let (found, known) = (found.to_string(), known.to_string());
                let args = [args[0], args[1], ("found", found.as_str()), ("known", known.as_str())];
                Error::new(Code::DatabaseNewer, "error-database-newer", &args)
            }
            StoreErrorKind::Other => Error::new(Code::DatabaseFailed, "error-database-failed", &args),
        }
    }
}
