//! What to do with a damaged database: set it aside, whole, and put a backup or an empty home in its place.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use crate::{
    backup,
    error::{Result, io_error},
    meta,
    place::{OpenLock, Place, stamp, sync_dir},
    schema,
};

/// Moves the database of the home in `dir`, with SQLite's log beside it, to `paddock-damaged-<time>.db`, and puts a copy of
/// `backup` in its place, or an empty home where none is given. Tells where the old one lies now; nothing where there was
/// none. What is to take its place is complete before anything is moved, and nothing is ever deleted or overwritten.
///
/// An empty home keeps the home's id if it can still be read, from the damaged file or from a backup: what lost sessions left
/// on the engine carries that id, and is swept by no other home.
///
/// Refuses as [`crate::StoreErrorKind::Locked`] while any [`crate::Store`] is open on the folder, this process's included:
/// drop it first.
pub fn set_aside_and_restore(dir: &Path, backup: Option<&Path>, now: Timestamp) -> Result<Option<PathBuf>> {
    let place = Place::new(dir);
    place.create()?;
    let _alone = OpenLock::alone(&place)?;
    let fresh = match backup {
        Some(backup) => backup::copy_to_restore(&place, backup),
        None => readable_home(&place).and_then(|home| schema::create(&place, home.as_deref(), now)),
    };
    let fresh = fresh.map_err(|error| backup::offered(&place, error))?;
    let aside = set_aside(&place, now)?;
    let database = place.database();
    fresh.persist(&database).map_err(|failed| io_error("naming the new database", &database)(failed.error))?;
    sync_dir(dir)?;
    Ok(aside)
}

/// Moves the three files, the log first: a database must never stand beside a log that is not its own, since SQLite would
/// write that log into it.
fn set_aside(place: &Place, now: Timestamp) -> Result<Option<PathBuf>> {
    let stem = free_stem(place, now)?;
    let mut aside = None;
    for (file, suffix) in place.database_files() {
        let target = place.dir.join(format!("{stem}{suffix}"));
        // The database stays under its old name until the new one replaces it in one step, where the file system lets a
        // file have two names.
        let moved = match suffix {
            "" => fs::hard_link(&file, &target).or_else(|_| fs::rename(&file, &target)),
            _ => fs::rename(&file, &target),
        };
        match moved {
            Ok(()) => aside = Some(place.dir.join(&stem)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(io_error("setting aside", &file)(error)),
        }
    }
    Ok(aside)
}

/// `paddock-damaged-<time>.db`, or with the first later millisecond for which none of the three names is taken.
fn free_stem(place: &Place, now: Timestamp) -> Result<String> {
    let mut at = now;
    loop {
        let stem = format!("paddock-damaged-{}.db", stamp(at));
        let mut taken = false;
        for suffix in ["", "-wal", "-shm"] {
            let name = place.dir.join(format!("{stem}{suffix}"));
            taken |= name.try_exists().map_err(io_error("looking for", &name))?;
        }
        if !taken {
            return Ok(stem);
        }
        at += std::time::Duration::from_millis(1);
    }
}

/// The home's id, from wherever it can still be read.
fn readable_home(place: &Place) -> Result<Option<String>> {
    let read = |file: &Path| schema::connect_read_only(file).and_then(|conn| meta::home(&conn));
    // A failure to read is what is expected of a damaged file, and means: ask the next.
    let from_file = read(&place.database()).ok();
    let home = match from_file {
        Some(home) => Some(home),
        None => match backup::newest_good(place)? {
            Some(backup) => Some(read(&backup.path).map_err(|error| place.sql_of(&backup.path, error))?),
            None => None,
        },
    };
    Ok(home.map(|home| home.to_string()).filter(|home| home.len() == 12 && home.bytes().all(|b| b.is_ascii_hexdigit())))
}
