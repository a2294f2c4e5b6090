//! Reading what SQLite said: which of the few kinds a failure is.

use std::{io, path::Path};

use rusqlite::{ErrorCode, ffi};

use crate::{
    error::{StoreError, StoreErrorKind, Unreadable, kind_of_io},
    place::Place,
};

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

/// Whether SQLite may write the database, but not make the files it needs beside it.
fn needs_the_folder(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|failure| failure.extended_code == ffi::SQLITE_READONLY_DIRECTORY)
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
        let kind = StoreErrorKind::Damaged { newest_good_backup: None };
        StoreError { kind, file: file.to_owned(), detail: detail.into() }
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
