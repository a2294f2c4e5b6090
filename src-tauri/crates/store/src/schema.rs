//! The shape of the database: its migrations, what it takes to be one of Paddock's, and how a connection is set up.
//!
//! A migration is never edited once released; the next one is added. A new kind of [`paddock_core::event::Fact`] is a new
//! migration too, even if its SQL is one comment: only the number makes an older Paddock say "update me" instead of
//! stumbling over a fact that it has no meaning for. (The tests in `tests/migrations.rs` insist on both.)

use std::{fs, path::Path};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};
use tempfile::TempPath;

use crate::{
    error::{Result, StoreError, StoreErrorKind, io_error},
    meta,
    place::{BUSY, Place, sync_file},
};

/// In order; the first makes schema 1.
pub(crate) const MIGRATIONS: &[&str] =
    &[include_str!("migrations/0001_log.sql"), include_str!("migrations/0002_agreements.sql")];

/// The newest schema that this version knows.
pub const KNOWN: u32 = MIGRATIONS.len() as u32;

/// "Padd", in the header of the file (`file(1)` shows it, and no other program's database has it).
const APPLICATION_ID: i32 = 0x5061_6464;

/// Opens the home's database, which must be there, for reading and writing. Changes nothing in it.
pub(crate) fn connect(place: &Place) -> Result<Connection> {
    let file = place.database();
    let open = || -> rusqlite::Result<(Connection, bool)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&file, flags)?;
        conn.busy_timeout(BUSY)?;
        conn.pragma_update(None, "cell_size_check", true)?;
        // Until it is known to be sound, closing it must not write SQLite's log into it.
        keep_log_on_close(&conn, true)?;
        let read_only = conn.is_readonly("main")?;
        Ok((conn, read_only))
    };
    match open().map_err(|error| place.sql(error))? {
        (conn, false) => Ok(conn),
        (_, true) => {
            let detail = "SQLite could open it for reading only".into();
            Err(StoreError { kind: StoreErrorKind::ReadOnly, file, detail })
        }
    }
}

/// Sets a connection up for writing, once it is known to be one to a database of ours.
///
/// `synchronous=FULL`: in WAL mode NORMAL leaves the disk's sync to the next checkpoint, and a power cut then takes back
/// facts that the learner was already shown as kept. A fact is written a few times a minute; a sync each is affordable.
pub(crate) fn set_up(place: &Place, conn: &Connection) -> Result<()> {
    let set = || -> rusqlite::Result<String> {
        let mode = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
        conn.pragma_update(None, "synchronous", "full")?;
        // macOS alone has a sync that does not reach the disk, and this to ask for the other; elsewhere it does nothing.
        conn.pragma_update(None, "fullfsync", true)?;
        conn.pragma_update(None, "foreign_keys", true)?;
        Ok(mode)
    };
    let mode = set().map_err(|error| place.sql(error))?;
    if mode == "wal" {
        return Ok(());
    }
    let detail = format!("write-ahead logging is not possible here (mode `{mode}`)");
    Err(StoreError { kind: StoreErrorKind::Other, file: place.database(), detail })
}

/// Opens a database for reading, such as a backup. Makes no file.
pub(crate) fn connect_read_only(file: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    Ok(conn)
}

/// Opens the home's database for reading where it cannot be opened for writing; nothing where it cannot be read either.
pub(crate) fn connect_to_read(place: &Place) -> Option<Connection> {
    let file = place.database();
    let conn = match place.has_wal() {
        // The newest facts are in the log. Its index is there too, where another program has it open or did not close it.
        Ok(true) => connect_read_only(&file).ok(),
        Ok(false) => copy_in_memory(&file),
        Err(_) => None,
    }?;
    match shape(&conn) {
        Err(error) if !crate::failure::is_damage(&error) => None,
        // What is wrong with it otherwise is told by who reads on.
        _ => Some(conn),
    }
}

/// A database without a log beside it. To open the file itself, SQLite wants to make files; those that it may make beside a
/// file marked read-only are marked so as well, and would stand in the way later. (`immutable=1` makes none, but closing
/// such a handle drops the locks of every other in this process: <https://sqlite.org/howtocorrupt.html>, 2.2.)
fn copy_in_memory(file: &Path) -> Option<Connection> {
    let mut bytes = fs::read(file).ok()?;
    // In the header: to be written with a rollback journal, for memory has no place for a log
    // (<https://sqlite.org/c3ref/deserialize.html>).
    bytes.get_mut(18..20)?.fill(1);
    let mut copy = Connection::open_in_memory().ok()?;
    copy.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).ok()?;
    Some(copy)
}

/// Whether closing the connection leaves SQLite's log as it lies, instead of writing it into the database.
pub(crate) fn keep_log_on_close(conn: &Connection, keep: bool) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep).map(drop)
}

/// What a database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Paddock's, of this schema, not newer than [`KNOWN`].
    Known(u32),
    Newer(u32),
    /// No database of Paddock.
    Foreign(String),
}

pub(crate) fn shape(conn: &Connection) -> rusqlite::Result<Shape> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(match u32::try_from(version) {
        _ if application != APPLICATION_ID => {
            Shape::Foreign(format!("a SQLite database, but none of Paddock (application id {application:#x})"))
        }
        Err(_) | Ok(0) => Shape::Foreign(format!("its schema number is {version}, which Paddock never writes")),
        Ok(found) if found > KNOWN => Shape::Newer(found),
        Ok(found) => Shape::Known(found),
    })
}

/// Brings a database to the last of `migrations`, all of them or none.
pub(crate) fn migrate(conn: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read inside: another process may have been faster.
    let found: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (number, sql) in (1..).zip(migrations).skip(found as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.commit()
}

/// Makes an empty home, complete but under a temporary name, so that a half-made one is never found under the real name.
/// With no `home`, it gets an id of its own.
pub(crate) fn create(place: &Place, home: Option<&str>, now: Timestamp) -> Result<TempPath> {
    let temp = place.temp_in(&place.dir)?;
    let fill = || -> rusqlite::Result<()> {
        let mut conn = Connection::open(&temp)?;
        into_wal(&conn)?;
        migrate(&mut conn, MIGRATIONS)?;
        meta::found(&conn, home, now)?;
        conn.close().map_err(|(_, error)| error)
    };
    fill().map_err(|error| StoreError { file: place.database(), ..place.sql_of(&temp, error) })?;
    sync_file(&temp)?;
    Ok(temp)
}

/// Marks a database, not yet under the home's name, as one with a write-ahead log. Done there because the change needs
/// the file to itself, which under the real name another process might not grant.
pub(crate) fn into_wal(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0)).map(drop)
}

/// Whether every page, row and constraint is sound; why not, where not. Reads the whole file.
pub(crate) fn quick_check(conn: &Connection) -> rusqlite::Result<std::result::Result<(), String>> {
    let answer: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(if answer == "ok" { Ok(()) } else { Err(answer) })
}

/// Gives a finished file the home's name, unless that name is taken: then another process made it first.
pub(crate) fn place_new(place: &Place, temp: TempPath) -> Result<()> {
    match temp.persist_noclobber(place.database()) {
        Ok(()) => crate::place::sync_dir(&place.dir),
        Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(failed) => Err(io_error("naming the new database", &place.database())(failed.error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_all_or_none() {
        let mut conn = Connection::open_in_memory().unwrap();
        let version =
            |conn: &Connection| conn.pragma_query_value::<u32, _>(None, "user_version", |r| r.get(0)).unwrap();
        migrate(&mut conn, MIGRATIONS).unwrap();
        assert_eq!(shape(&conn).unwrap(), Shape::Known(KNOWN));

        let mut broken = MIGRATIONS.to_vec();
        broken.extend(["CREATE TABLE extra (x TEXT) STRICT;", "CREATE TABLE nonsense ("]);
        migrate(&mut conn, &broken).unwrap_err();
        assert_eq!(version(&conn), KNOWN, "a failed migration leaves the number alone");
        assert!(!conn.table_exists(None, "extra").unwrap(), "and so does it the tables of the one before it");

        broken.pop();
        migrate(&mut conn, &broken).unwrap();
        assert_eq!(version(&conn), KNOWN + 1);
        assert!(conn.table_exists(None, "extra").unwrap());
        assert_eq!(shape(&conn).unwrap(), Shape::Newer(KNOWN + 1));
        migrate(&mut conn, &broken).unwrap();
        assert_eq!(version(&conn), KNOWN + 1, "a second run changes nothing");
    }
}
