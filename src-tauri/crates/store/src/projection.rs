//! What the log adds up to: kept in memory, and in the table `snapshot` so that a start does not read the whole log.
//!
//! The log alone is true. In memory the state carries the number of the last event it took in, and every use first takes in
//! what was written since, by this process or another. A snapshot is written inside an append, at most one every
//! [`EVERY`] events; its size depends on the catalogue and on the days worked, not on the number of events.

use paddock_core::{event::Event, progress::State};
use rusqlite::{Connection, OptionalExtension, params};

use crate::log;

/// How many events a start reads at most, beside the snapshot, and how many appends share the cost of one snapshot.
const EVERY: u64 = 512;

/// Which reading of the log a snapshot is of. Raise the first number whenever `State` or `State::apply` changes: a test
/// with a log of every fact says so when it was forgotten. The version of Paddock is part of it, in case a change is one
/// that the test does not see; then every version reads the whole log once, and two versions on one home never read
/// each other's snapshots.
const READING: &str = concat!("2/", env!("CARGO_PKG_VERSION"));

#[derive(Debug, Default)]
pub(crate) struct Projection {
    /// The last event taken in; 0 for none.
    seq: u64,
    pub state: State,
    /// The `seq` of the newest snapshot that this process knows of; none before the first look.
    kept: Option<u64>,
}

impl Projection {
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Takes in what was appended since the last time. Within a writing transaction, the state is then the newest there is.
    pub fn catch_up(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        if self.kept.is_none() {
            match newest(conn)? {
                Some((seq, state)) => *self = Projection { seq, state, kept: Some(seq) },
                None => self.kept = Some(0),
            }
        }
        log::each_after(conn, self.seq, |event| self.take_in(&event))
    }

    /// Takes in the next event, once it is committed.
    pub fn take_in(&mut self, event: &Event) {
        self.state.apply(event);
        self.seq = event.seq;
    }

    /// Whether so much happened since the last snapshot that it is time for one.
    pub fn is_due(&self) -> bool {
        self.seq >= self.kept.unwrap_or(0) + EVERY
    }

    /// Writes the state as it was caught up in this transaction.
    pub fn keep(&mut self, tx: &Connection) -> rusqlite::Result<()> {
        if self.seq == 0 {
            return Ok(());
        }
        let state = serde_json::to_string(&self.state)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        tx.prepare_cached(
            "INSERT INTO snapshot (reading, seq, state) VALUES (?1, ?2, ?3)
             ON CONFLICT (reading) DO UPDATE SET seq = excluded.seq, state = excluded.state WHERE excluded.seq >= seq",
        )?
        .execute(params![READING, self.seq, state])?;
        // Another version's snapshot that nobody renews is of a version that nobody runs.
        let abandoned = self.seq.saturating_sub(8 * EVERY);
        tx.prepare_cached("DELETE FROM snapshot WHERE seq < ?1")?.execute([abandoned])?;
        self.kept = Some(self.seq);
        Ok(())
    }

    /// Reads the whole log, believing no snapshot.
    pub fn anew(conn: &Connection) -> rusqlite::Result<Projection> {
        let mut anew = Projection { kept: Some(0), ..Projection::default() };
        anew.catch_up(conn)?;
        Ok(anew)
    }
}

/// Removes every snapshot, of whatever reading.
pub(crate) fn forget(tx: &Connection) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM snapshot", []).map(drop)
}

/// The snapshot of this reading. One that is no `State` counts as none, since the log says the same.
fn newest(conn: &Connection) -> rusqlite::Result<Option<(u64, State)>> {
    let row: Option<(u64, String)> = conn
        .query_row("SELECT seq, state FROM snapshot WHERE reading = ?1", [READING], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    Ok(row.and_then(|(seq, state)| Some((seq, serde_json::from_str(&state).ok()?))))
}
