//! Backups: whole copies of the database in `backups/`, each checked before it gets its name, the older ones thinned out.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use rusqlite::{
    Connection,
    backup::{Backup as Copying, StepResult},
};

use crate::{
    error::{Result, StoreError, StoreErrorKind, io_error},
    log, meta,
    place::{Place, TEMP_PREFIX, TEMP_SUFFIX, create_private, stamp, sync_dir, sync_file},
    rotation,
    schema::{self, Shape},
    setting,
};

/// A file in `backups/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    /// When it was made, by its name.
    pub at: Timestamp,
    /// Its size in bytes.
    pub bytes: u64,
    pub condition: Condition,
}

/// Whether a backup can be restored, found by reading all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Sound. It holds `events` events.
    Good { events: u64 },
    /// Sound, but of a newer Paddock, with this schema.
    Newer { found: u32 },
    /// Of no use, with the reason in English.
    Bad { detail: String },
}

impl Backup {
    pub fn is_good(&self) -> bool {
        matches!(self.condition, Condition::Good { .. })
    }
}

/// The backups of the home in `dir`, newest first. Reads each of them wholly.
pub fn backups(dir: &Path) -> Result<Vec<Backup>> {
    list(&Place::new(dir))?.into_iter().map(inspect).collect()
}

/// The newest backup that can be restored.
pub(crate) fn newest_good(place: &Place) -> Result<Option<Backup>> {
    for found in list(place)? {
        let backup = inspect(found)?;
        if backup.is_good() {
            return Ok(Some(backup));
        }
    }
    Ok(None)
}

/// An error as it leaves this crate: where the database is damaged, with the backup that can take its place.
pub(crate) fn offered(place: &Place, mut error: StoreError) -> StoreError {
    if let StoreErrorKind::Damaged { newest_good_backup: newest @ None } = &mut error.kind {
        match newest_good(place) {
            Ok(backup) => *newest = backup.map(|backup| backup.path),
            Err(unlisted) => {
                error.detail = format!("{}; the backups cannot be listed either: {unlisted}", error.detail);
            }
        }
    }
    error
}

/// Copies the database into `backups/`, unless the newest good backup already says the same.
pub(crate) fn take(place: &Place, now: Timestamp) -> Result<Option<PathBuf>> {
    let folder = place.backups();
    create_private(&folder)?;
    remove_left_over(&folder, now)?;

    // A connection of its own, so that appends go on meanwhile.
    let source = schema::connect_read_only(&place.database()).map_err(|error| place.sql(error))?;
    let says = says(&source).map_err(|error| place.sql(error))?;
    if let Some(newest) = newest_good(place)? {
        let newest_says = schema::connect_read_only(&newest.path).and_then(|conn| self::says(&conn));
        if newest_says.map_err(|error| place.sql_of(&newest.path, error))? == says {
            return Ok(None);
        }
    }

    let temp = place.temp_in(&folder)?;
    copy(&source, &temp).map_err(|error| StoreError { file: folder.clone(), ..place.sql_of(&temp, error) })?;
    drop(source);
    // The copy is the database page by page: what is wrong with it is wrong with the database.
    if let Condition::Bad { detail } = condition(&temp) {
        return Err(place.damaged(detail));
    }
    sync_file(&temp)?;
    let path = put(temp, &folder, now)?;
    sync_dir(&folder)?;
    thin_out(place, &path)?;
    Ok(Some(path))
}

/// What a backup must say to be of the same content: all that a learner would miss.
type Says = (String, Shape, Option<(u64, String, String)>, Vec<(String, String)>);

fn says(conn: &Connection) -> rusqlite::Result<Says> {
    Ok((meta::home(conn)?.to_string(), schema::shape(conn)?, log::last_row(conn)?, setting::all(conn)?))
}

fn copy(source: &Connection, target: &Path) -> rusqlite::Result<()> {
    let mut target = Connection::open(target)?;
    // The file is nobody's until it is whole: no journal, and one sync at the end.
    target.pragma_update_and_check(None, "journal_mode", "off", |row| row.get::<_, String>(0))?;
    target.pragma_update(None, "synchronous", "off")?;
    let copying = Copying::new(source, &mut target)?;
    // All pages in one step: one consistent picture of the source, which with a write-ahead log stops no writer.
    match copying.step(-1)? {
        StepResult::Done => {}
        other => {
            let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
            return Err(rusqlite::Error::SqliteFailure(busy, Some(format!("the copy stopped at `{other:?}`"))));
        }
    }
    drop(copying);
    // One file without companions, that can be read from a read-only medium too.
    target.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))?;
    target.close().map_err(|(_, error)| error)
}

/// Gives a finished copy its name. Where that is taken, the next millisecond's.
fn put(mut temp: tempfile::TempPath, folder: &Path, now: Timestamp) -> Result<PathBuf> {
    let mut at = now;
    loop {
        let path = folder.join(format!("{PREFIX}{}{SUFFIX}", stamp(at)));
        match temp.persist_noclobber(&path) {
            Ok(()) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {
                temp = taken.path;
                at += Duration::from_millis(1);
            }
            Err(failed) => return Err(io_error("naming the backup", &path)(failed.error)),
        }
    }
}

/// Removes what [`rotation::kept`] does not keep, never the one just made.
fn thin_out(place: &Place, made: &Path) -> Result<()> {
    let all = list(place)?;
    let kept = rotation::kept(all.iter().map(|(_, at)| *at));
    for (path, _) in all.iter().filter(|(path, at)| !kept.contains(at) && path != made) {
        remove(path)?;
    }
    Ok(())
}

/// Another process may have removed it already.
fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error("removing", path)(error)),
        _ => Ok(()),
    }
}

/// Removes half-made copies that a crash left behind. One of the last hour may be another process's, still at work.
fn remove_left_over(folder: &Path, now: Timestamp) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(io_error("listing", folder))? {
        let entry = entry.map_err(io_error("listing", folder))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(TEMP_PREFIX) || !name.contains(TEMP_SUFFIX) {
            continue;
        }
        let age = match entry.metadata().and_then(|meta| meta.modified()) {
            // One of the future, by a clock that was put back, counts as new.
            Ok(modified) => SystemTime::from(now).duration_since(modified).unwrap_or(Duration::ZERO),
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(io_error("reading the age of", &entry.path())(error)),
        };
        if age > Duration::from_secs(3600) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

const PREFIX: &str = "paddock-";
const SUFFIX: &str = ".db";

/// The backups by their names, newest first.
fn list(place: &Place) -> Result<Vec<(PathBuf, Timestamp)>> {
    let folder = place.backups();
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io_error("listing", &folder)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(io_error("listing", &folder))?.path();
        if let Some(at) = path.file_name().and_then(|name| name.to_str()).and_then(made_at) {
            found.push((path, at));
        }
    }
    found.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    Ok(found)
}

/// Reads the time out of a backup's name; none where it is another file's name.
fn made_at(name: &str) -> Option<Timestamp> {
    let stamp = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
    let at = DateTime::strptime("%Y%m%dT%H%M%S%.fZ", stamp).ok()?;
    at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
}

fn inspect((path, at): (PathBuf, Timestamp)) -> Result<Backup> {
    let condition = condition(&path);
    let bytes = match fs::metadata(&path) {
        Ok(meta) => meta.len(),
        // Thinned out by another process meanwhile: `condition` says so, too.
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(io_error("reading the size of", &path)(error)),
    };
    Ok(Backup { path, at, bytes, condition })
}

/// Every failure to read it is an answer here: what cannot be read cannot be restored.
pub(crate) fn condition(file: &Path) -> Condition {
    let look = || -> rusqlite::Result<Condition> {
        let conn = schema::connect_read_only(file)?;
        let shape = schema::shape(&conn)?;
        if let Err(detail) = schema::quick_check(&conn)? {
            return Ok(Condition::Bad { detail });
        }
        Ok(match shape {
            Shape::Newer(found) => Condition::Newer { found },
            Shape::Foreign(detail) => Condition::Bad { detail },
            Shape::Known(_) => {
                meta::home(&conn)?;
                Condition::Good { events: log::last_row(&conn)?.map_or(0, |(seq, _, _)| seq) }
            }
        })
    };
    look().unwrap_or_else(|error| Condition::Bad { detail: error.to_string() })
}

/// A copy of a backup, ready to be the home's database, under a temporary name.
pub(crate) fn copy_to_restore(place: &Place, backup: &Path) -> Result<tempfile::TempPath> {
    let refused = |kind, detail| StoreError { kind, file: backup.to_owned(), detail };
    let temp = place.temp_in(&place.dir)?;
    // Its content and not its permissions, for it may be marked read-only.
    let copied = fs::File::open(backup).and_then(|mut from| io::copy(&mut from, &mut fs::File::create(&temp)?));
    copied.map_err(io_error("copying the backup", backup))?;
    match condition(&temp) {
        Condition::Good { .. } => {}
        Condition::Newer { found } => {
            let kind = StoreErrorKind::Newer { found, known: schema::KNOWN };
            return Err(refused(kind, "the backup is of a newer Paddock".into()));
        }
        Condition::Bad { detail } => {
            return Err(refused(StoreErrorKind::Damaged { newest_good_backup: None }, detail));
        }
    }
    let prepare = || {
        let conn = Connection::open(&temp)?;
        schema::into_wal(&conn)?;
        conn.close().map_err(|(_, error)| error)
    };
    prepare().map_err(|error| StoreError { file: place.database(), ..place.sql_of(&temp, error) })?;
    sync_file(&temp)?;
    Ok(temp)
}
