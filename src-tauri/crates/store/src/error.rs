//! What may go wrong with a home's files, as facts: which file, which of the few kinds that somebody acts on, and what was
//! being done. The words for people are the business of the floor above.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

pub(crate) type Result<T> = std::result::Result<T, StoreError>;

/// A failure of the store. Nothing that was acknowledged before is lost by any of them, save by [`StoreErrorKind::Damaged`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {kind}: {detail}", file.display())]
pub struct StoreError {
    pub kind: StoreErrorKind,
    /// The file or folder it is about.
    pub file: PathBuf,
    /// What SQLite or the system said, in English, for a log and for whoever is asked for help.
    pub detail: String,
}

/// Each kind has a remedy of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// Another program holds the database, for longer than [`crate::BUSY`]. Trying again may help.
    Locked,
    /// It can be read and not written: a read-only file system, or a file marked so.
    ReadOnly,
    /// The disk, or the user's share of it, is full. What was being written is not kept; everything before is.
    NoSpace,
    /// Not a sound Paddock database: see [`crate::set_aside_and_restore`]. The backup is looked for where the error leaves this crate.
    Damaged { newest_good_backup: Option<PathBuf> },
    /// Written by a newer Paddock, with schema `found`; this one knows schemas up to `known`.
    Newer { found: u32, known: u32 },
    /// The system does not let this user read or write it.
    PermissionDenied,
    /// None of these.
    Other,
}

impl StoreError {
    /// Whether what is kept may be readable all the same.
    pub(crate) fn forbids_writing(&self) -> bool {
        matches!(self.kind, StoreErrorKind::ReadOnly | StoreErrorKind::NoSpace | StoreErrorKind::PermissionDenied)
    }
}

impl fmt::Display for StoreErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreErrorKind::Locked => f.write_str("locked by another program"),
            StoreErrorKind::ReadOnly => f.write_str("read-only"),
            StoreErrorKind::NoSpace => f.write_str("no space left"),
            StoreErrorKind::Damaged { .. } => f.write_str("damaged"),
            StoreErrorKind::Newer { found, known } => {
                write!(f, "written by a newer Paddock (schema {found}; this one knows {known})")
            }
            StoreErrorKind::PermissionDenied => f.write_str("permission denied"),
            StoreErrorKind::Other => f.write_str("failed"),
        }
    }
}

/// A value of the log that cannot be read as what it should be.
#[derive(Debug, thiserror::Error)]
#[error("event {seq} cannot be read: {why}")]
pub(crate) struct Unreadable {
    pub seq: u64,
    pub why: String,
    /// Whether it is sound JSON that this version has no meaning for, rather than a broken value.
    pub sound: bool,
}

impl From<Unreadable> for rusqlite::Error {
    fn from(unreadable: Unreadable) -> Self {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(unreadable))
    }
}

/// What the system said while `doing` something with `file`.
pub(crate) fn io_error<'a>(doing: &'a str, file: &'a Path) -> impl FnOnce(io::Error) -> StoreError + 'a {
    move |error| StoreError { kind: kind_of_io(&error), file: file.to_owned(), detail: format!("{doing}: {error}") }
}

pub(crate) fn kind_of_io(error: &io::Error) -> StoreErrorKind {
    match error.kind() {
        io::ErrorKind::PermissionDenied => StoreErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem => StoreErrorKind::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreErrorKind::NoSpace,
        io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy => StoreErrorKind::Locked,
        _ => StoreErrorKind::Other,
    }
}
