//! A home: the folder in which Paddock keeps what a learner did. Everything that names rusqlite.
//!
//! ```text
//! paddock.db (-wal, -shm)      the log of facts, its newest snapshot, settings
//! paddock.lock                 who has it open, by a lock of the operating system; always empty
//! backups/paddock-<time>.db    whole copies
//! paddock-damaged-<time>.db    what was set aside, for whoever may still read something out of it
//! ```
//!
//! The log is the truth, and is only ever added to. Command line and window append to it at once: each append is one
//! transaction that begins as a writer and first takes in what others wrote, so what is decided in it holds for all.
//!
//! Refused here: async, Docker, the meaning of a fact ([`paddock_core::progress::State::apply`] alone has it), clocks.

mod backup;
mod damage;
mod error;
mod failure;
mod log;
mod meta;
mod open;
mod place;
mod projection;
mod rotation;
mod schema;
mod setting;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use paddock_core::{
    event::{Event, Fact},
    id::{HomeId, SessionId},
    progress::State,
};
use rusqlite::{Connection, TransactionBehavior};

pub use backup::{Backup, Condition, backups};
pub use damage::set_aside_and_restore;
use error::Result;
pub use error::{StoreError, StoreErrorKind};
pub use place::BUSY;
use place::{OpenLock, Place};
use projection::Projection;
pub use schema::KNOWN;

/// An open home. Share it by reference or in an `Arc`; each call takes its turn.
///
/// Drop it before the process ends: `std::process::exit` does not, and then the next start takes the time to check the whole
/// file, as after a crash. Nothing is lost by it.
#[derive(Debug)]
pub struct Store {
    place: Place,
    home: HomeId,
    open: Mutex<Open>,
}

#[derive(Debug)]
struct Open {
    conn: Connection,
    projection: Projection,
    home: HomeId,
    /// Why nothing can be written.
    refusal: Option<StoreError>,
    // After the connection, because fields are dropped in this order.
    _lock: Option<OpenLock>,
}

impl Store {
    /// Opens the home in `dir`; makes it if there is none. Migrates an older database, after a backup of it.
    ///
    /// The whole file is checked (`PRAGMA quick_check`) where the last check is a day old or where the last program that had
    /// it open did not close it, and never otherwise: it takes time that grows with the file, and the command line starts often.
    /// A broken header and a short file show at any opening, other damage when a page is read; all of them are
    /// [`StoreErrorKind::Damaged`]. So is a database that is gone while its backups are there: an empty home in its place would
    /// look like lost progress.
    ///
    /// Where the disk is full, or the system lets nothing be written, what is kept can be read, if it can: then every write is
    /// refused with the reason ([`Store::refusal`]), until one finds that the reason is gone.
    pub fn open(dir: &Path, now: Timestamp) -> Result<Store> {
        let place = Place::new(dir);
        let open = open::open(&place, now).map_err(|error| backup::offered(&place, error))?;
        Ok(Store { place, home: open.home.clone(), open: Mutex::new(open) })
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.place.database()
    }

    /// Why nothing can be written, as it was when it was last tried.
    pub fn refusal(&self) -> Option<StoreError> {
        self.turn().refusal.clone()
    }

    /// Whether it is open for writing; where it was not, that is tried again.
    pub fn writable(&self, now: Timestamp) -> Result<()> {
        let mut open = self.turn();
        if open.refusal.is_some() {
            let anew = open::to_write(&self.place, now).map_err(|error| backup::offered(&self.place, error));
            *open = anew.map_err(|failure| StoreError { file: self.database(), ..failure })?;
        }
        Ok(())
    }

    pub fn home(&self) -> HomeId {
        self.home.clone()
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.place.dir
    }

    /// Adds facts to the log, all or none, and returns them with their places. When this returns, they are on the disk.
    pub fn append(&self, facts: &[Fact], now: Timestamp) -> Result<Vec<Event>> {
        self.decide(now, |_| Ok(facts.to_vec()))
    }

    /// Shows the newest state to `decision` and adds the facts that it answers with, in one transaction: nobody else, in no
    /// process, adds anything in between. Where `decision` refuses, or has no facts, nothing is added. It must not call the
    /// store, which waits for it; and others wait too, so it should be quick.
    pub fn decide<E: From<StoreError>>(
        &self,
        now: Timestamp,
        decision: impl FnOnce(&State) -> std::result::Result<Vec<Fact>, E>,
    ) -> std::result::Result<Vec<Event>, E> {
        self.writable(now)?;
        let decided = self.with(|Open { conn, projection, .. }| {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            projection.catch_up(&tx)?;
            let facts = match decision(&projection.state) {
                Ok(facts) if facts.is_empty() => return Ok(Ok(Vec::new())),
                Ok(facts) => facts,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let events: Vec<Event> =
                (projection.seq() + 1..).zip(facts).map(|(seq, fact)| Event { seq, at: now, fact }).collect();
            if projection.is_due() {
                // Of the state before these events: they may yet fail to be committed.
                projection.keep(&tx)?;
            }
            for event in &events {
                log::insert(&tx, event)?;
            }
            tx.commit()?;
            for event in &events {
                projection.take_in(event);
            }
            Ok(Ok(events))
        });
        decided?
    }

    /// What the log adds up to, with what other processes wrote.
    pub fn state(&self) -> Result<State> {
        self.with(|Open { conn, projection, .. }| {
            projection.catch_up(conn)?;
            Ok(projection.state.clone())
        })
    }

    /// At most `limit` events after number `after` (0: from the first), in order; of one session where one is given.
    pub fn events(&self, session: Option<&SessionId>, after: u64, limit: usize) -> Result<Vec<Event>> {
        self.with(|open| log::events(&open.conn, session, after, limit))
    }

    /// Makes the projection anew from the whole log.
    pub fn rebuild(&self) -> Result<()> {
        self.refuse()?;
        self.with(|Open { conn, projection, .. }| {
            // The long part first, while others may still append.
            let mut anew = Projection::anew(conn)?;
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            anew.catch_up(&tx)?;
            projection::forget(&tx)?;
            anew.keep(&tx)?;
            tx.commit()?;
            *projection = anew;
            Ok(())
        })
    }

    /// What was last set under `key`.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.with(|open| setting::get(&open.conn, key))
    }

    /// All settings, by key.
    pub fn settings(&self) -> Result<std::collections::BTreeMap<String, String>> {
        self.with(|open| Ok(setting::all(&open.conn)?.into_iter().collect()))
    }

    /// Keeps a setting: theme, pane sizes and the like. What is a fact of learning belongs in the log.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        self.refuse()?;
        self.with(|open| setting::set(&open.conn, key, value))
    }

    /// Copies the home into `backups/paddock-<time>.db`, unless nothing changed since the newest good backup, and thins out
    /// older ones: the newest three stay, the newest of each of seven days, and the newest of each of four weeks. Others
    /// may append meanwhile. The copy is checked as a whole; a damaged database is told here, and no backup is touched.
    pub fn backup(&self, now: Timestamp) -> Result<Option<PathBuf>> {
        self.writable(now)?;
        backup::take(&self.place, now).map_err(|error| backup::offered(&self.place, error))
    }

    fn refuse(&self) -> Result<()> {
        self.refusal().map_or(Ok(()), Err)
    }

    /// Waits for the store's turn.
    fn turn(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(|poisoned: PoisonError<_>| {
            // A panic in the middle, of a decision say, rolled its transaction back; the state in memory may be half-way.
            let mut open = poisoned.into_inner();
            open.projection = Projection::default();
            self.open.clear_poison();
            open
        })
    }

    /// Takes the store's turn for `f`.
    fn with<R>(&self, f: impl FnOnce(&mut Open) -> rusqlite::Result<R>) -> Result<R> {
        let mut open = self.turn();
        f(&mut open).map_err(|error| {
            let kept = if failure::is_damage(&error) { schema::keep_log_on_close(&open.conn, true) } else { Ok(()) };
            let mut failure = backup::offered(&self.place, self.place.sql(error));
            if let Err(unkept) = kept {
                failure.detail =
                    format!("{}; SQLite's log will be written into it at the end: {unkept}", failure.detail);
            }
            failure
        })
    }
}

#[cfg(test)]
mod tests {
    use paddock_core::lang::Lang;

    use super::*;

    /// SQLite's own limit on the number of pages fails as a full disk does, on every system (`tests/refusals.rs` fills a
    /// real one, on Linux).
    #[test]
    fn no_room_for_a_fact() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), Timestamp::UNIX_EPOCH).unwrap();
        let fact = |name: &str| [Fact::ProfileSet { name: name.into(), lang: Lang::En }];
        store.append(&fact("small"), Timestamp::UNIX_EPOCH).unwrap();
        let limit = |pages: u32| {
            let open = store.open.lock().unwrap();
            open.conn.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, u32>(0)).unwrap()
        };
        let there = limit(1); // As many as there are: never fewer.
        limit(there + 2);
        let error = store.append(&fact(&"x".repeat(100_000)), Timestamp::UNIX_EPOCH).unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::NoSpace, "{error}");
        assert_eq!(
            store.state().unwrap().profile.unwrap().name,
            "small",
            "memory holds nothing that the disk does not"
        );
        limit(there + 100);
        let events = store.append(&fact(&"x".repeat(100_000)), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(events[0].seq, 2, "no number was lost");
    }

    /// The promise that an acknowledged fact survives a power cut hangs on these.
    #[test]
    fn the_log_is_written_through() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), Timestamp::UNIX_EPOCH).unwrap();
        let conn = &store.open.lock().unwrap().conn;
        let pragma = |name: &str| conn.pragma_query_value::<i64, _>(None, name, |row| row.get(0)).unwrap();
        let values = ["synchronous", "fullfsync", "foreign_keys", "busy_timeout"].map(pragma);
        assert_eq!(values, [2, 1, 1, 5000]);
        assert_eq!(conn.pragma_query_value::<String, _>(None, "journal_mode", |row| row.get(0)).unwrap(), "wal");
    }

    #[test]
    fn a_store_is_shared_by_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Store>();
    }
}
