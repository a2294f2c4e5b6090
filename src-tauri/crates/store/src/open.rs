//! The way from a folder to an open [`Store`](crate::Store).

use std::{fs, io};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    Open, backup,
    error::{Result, StoreError, StoreErrorKind, io_error},
    meta,
    place::{OpenLock, Place},
    projection::Projection,
    schema::{self, Shape},
};

/// Opens the home for reading and writing, or, where the system lets nothing be written, for reading.
pub(crate) fn open(place: &Place, now: Timestamp) -> Result<Open> {
    match to_write(place, now) {
        Err(refusal) if refusal.forbids_writing() => to_read(place, refusal),
        other => other,
    }
}

pub(crate) fn to_write(place: &Place, now: Timestamp) -> Result<Open> {
    place.create()?;
    let (lock, crashed) = OpenLock::share(place)?;
    let found = find(place)?;
    if !found {
        schema::place_new(place, schema::create(place, None, now)?)?;
    }
    let mut conn = schema::connect(place)?;
    let version = match schema::shape(&conn).map_err(|error| place.sql(error))? {
        Shape::Known(version) => version,
        Shape::Newer(found) => return Err(newer(place, found)),
        Shape::Foreign(detail) => return Err(place.damaged(detail)),
    };
    schema::set_up(place, &conn)?;
    if crashed || meta::check_is_due(&conn, now).map_err(|error| place.sql(error))? {
        match schema::quick_check(&conn).map_err(|error| place.sql(error))? {
            Ok(()) => meta::set_checked(&conn, now).map_err(|error| place.sql(error))?,
            Err(detail) => return Err(place.damaged(detail)),
        }
    }
    if version < schema::KNOWN {
        backup::take(place, now)?;
        schema::migrate(&mut conn, schema::MIGRATIONS).map_err(|error| place.sql(error))?;
    }
    let (home, projection) = take_up(&mut conn).map_err(|error| place.sql(error))?;
    Ok(Open { conn, projection, home, refusal: None, _lock: Some(lock) })
}

/// What is kept can be looked at; every write is answered with `refusal`. Where it cannot be read either, `refusal` is told.
fn to_read(place: &Place, refusal: StoreError) -> Result<Open> {
    // Whichever file stood in the way, it is the progress that cannot be written.
    let refusal = StoreError { file: place.database(), ..refusal };
    let lock = match OpenLock::share_to_read(place) {
        Err(error) if error.kind == StoreErrorKind::Locked => return Err(error),
        Err(_) => return Err(refusal),
        Ok(lock) => lock,
    };
    let Some(conn) = schema::connect_to_read(place) else { return Err(refusal) };
    match schema::shape(&conn).map_err(|error| place.sql(error))? {
        Shape::Known(schema::KNOWN) => {}
        Shape::Newer(found) => return Err(newer(place, found)),
        Shape::Foreign(detail) => return Err(place.damaged(detail)),
        // An older one would have to be migrated first.
        Shape::Known(_) => return Err(refusal),
    }
    let home = meta::home(&conn).map_err(|error| place.sql(error))?;
    let mut projection = Projection::default();
    projection.catch_up(&conn).map_err(|error| place.sql(error))?;
    Ok(Open { conn, projection, home, refusal: Some(refusal), _lock: lock })
}

fn newer(place: &Place, found: u32) -> StoreError {
    let kind = StoreErrorKind::Newer { found, known: schema::KNOWN };
    StoreError { kind, file: place.database(), detail: "nothing was read or changed".into() }
}

/// Whether there is a database to open. One that is empty or gone, with traces of what it held, is damage.
fn find(place: &Place) -> Result<bool> {
    let file = place.database();
    match fs::metadata(&file) {
        Ok(meta) if meta.len() > 0 => Ok(true),
        // Ours is never empty, not even for a moment; and SQLite would take it for a new one.
        Ok(_) => Err(place.damaged("the file is empty")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if place.has_wal()? {
                return Err(place.damaged("the database is gone; SQLite's log of it is there"));
            }
            if backup::newest_good(place)?.is_none() {
                return Ok(false);
            }
            // Looked for again, since another process may have made its first start meanwhile, backup included.
            if fs::exists(&file).map_err(io_error("looking for the database", &file))? {
                return Ok(true);
            }
            Err(place.damaged("the database is gone; backups of it are there"))
        }
        Err(error) => Err(io_error("looking for the database", &file)(error)),
    }
}

/// Reads what is needed to go on, and writes the snapshot if none is near: so a command that only reads does not read
/// the whole log each time it is started.
fn take_up(conn: &mut Connection) -> rusqlite::Result<(paddock_core::id::HomeId, Projection)> {
    let home = meta::home(conn)?;
    let mut projection = Projection::default();
    projection.catch_up(conn)?;
    if projection.is_due() {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        projection.catch_up(&tx)?;
        projection.keep(&tx)?;
        tx.commit()?;
    }
    // From here on a failure of SQLite decides whether its log is written into the database at the end.
    schema::keep_log_on_close(conn, false)?;
    Ok((home, projection))
}
