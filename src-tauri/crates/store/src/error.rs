//! What may go wrong with a home's files, as facts: which file, which of the few kinds that somebody acts on, and what was
//! being done. The words for people are the business of the floor above.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use rusqlite::{ErrorCode, ffi};

use crate::place::Place;

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
    /// Not a sound Paddock database: see [`crate::set_aside_and_restore`].
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

/// Whether SQLite may write the database, but not make the files it needs beside it.
fn needs_the_folder(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|failure| failure.extended_code == ffi::SQLITE_READONLY_DIRECTORY)
}

/// Whether SQLite says that the file is not a sound database.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => {
            matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
                || failure.extended_code == ffi::SQLITE_IOERR_CORRUPTFS
        }
        rusqlite::Error::FromSqlConversionFailure(_, _, source) => {
            source.downcast_ref::<Unreadable>().is_none_or(|unreadable| !unreadable.sound)
        }
        rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::IntegralValueOutOfRange(..) => true,
        _ => false,
    }
}

impl Place {
    /// Reads what SQLite said about the home's database.
    pub fn sql(&self, error: rusqlite::Error) -> StoreError {
        self.sql_of(&self.database(), error)
    }

    /// Reads what SQLite said about a file of this home.
    pub fn sql_of(&self, file: &Path, error: rusqlite::Error) -> StoreError {
        let detail = match &error {
            rusqlite::Error::SqliteFailure(failure, _) => format!("{error} (SQLite code {})", failure.extended_code),
            _ => error.to_string(),
        };
        if is_damage(&error) {
            return self.damaged_file(file, detail);
        }
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreErrorKind::Locked,
            Some(ErrorCode::ReadOnly) if !needs_the_folder(&error) => StoreErrorKind::ReadOnly,
            Some(ErrorCode::DiskFull) => StoreErrorKind::NoSpace,
            Some(ErrorCode::PermissionDenied) => StoreErrorKind::PermissionDenied,
            // SQLite does not say why it cannot open, read or write: the folder is asked.
            Some(code @ (ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::ReadOnly)) => {
                let folder = file.parent().unwrap_or(&self.dir);
                match probe(folder) {
                    Err(why) => kind_of_io(&why),
                    Ok(()) if code == ErrorCode::ReadOnly => StoreErrorKind::ReadOnly,
                    // The folder takes files, and this file is there: then it is the file that this user may not open.
                    Ok(()) if code == ErrorCode::CannotOpen && file.is_file() => StoreErrorKind::PermissionDenied,
                    Ok(()) => StoreErrorKind::Other,
                }
            }
            _ => StoreErrorKind::Other,
        };
        StoreError { kind, file: file.to_owned(), detail }
    }

    /// The home's database is not sound.
    pub fn damaged(&self, detail: impl Into<String>) -> StoreError {
        self.damaged_file(&self.database(), detail)
    }

    fn damaged_file(&self, file: &Path, detail: impl Into<String>) -> StoreError {
        let mut detail = detail.into();
        let newest_good_backup = match crate::backup::newest_good(self) {
            Ok(backup) => backup.map(|backup| backup.path),
            Err(unlisted) => {
                detail = format!("{detail}; the backups cannot be listed either: {unlisted}");
                None
            }
        };
        StoreError { kind: StoreErrorKind::Damaged { newest_good_backup }, file: file.to_owned(), detail }
    }
}

/// What the system said while `doing` something with `file`.
pub(crate) fn io_error<'a>(doing: &'a str, file: &'a Path) -> impl FnOnce(io::Error) -> StoreError + 'a {
    move |error| StoreError { kind: kind_of_io(&error), file: file.to_owned(), detail: format!("{doing}: {error}") }
}

fn kind_of_io(error: &io::Error) -> StoreErrorKind {
    match error.kind() {
        io::ErrorKind::PermissionDenied => StoreErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem => StoreErrorKind::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreErrorKind::NoSpace,
        io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy => StoreErrorKind::Locked,
        _ => StoreErrorKind::Other,
    }
}

/// Writes a file of a few pages into a folder and removes it. The database itself is never opened for this: closing a second
/// handle to it in this process would drop SQLite's locks on it (<https://sqlite.org/howtocorrupt.html>, 2.2).
fn probe(folder: &Path) -> io::Result<()> {
    use io::Write;
    let mut file = tempfile::Builder::new().prefix(".paddock-probe-").tempfile_in(folder)?;
    file.write_all(&[0; 64 * 1024])?;
    file.as_file().sync_all()?;
    file.close()
}
