//! The table `event`: the log itself. Rows are added and read, nothing else; the table's triggers see to it as well.

use jiff::Timestamp;
use paddock_core::{
    event::{Event, Fact},
    id::SessionId,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Unreadable;

pub(crate) fn insert(conn: &Connection, event: &Event) -> rusqlite::Result<()> {
    let fact =
        serde_json::to_string(&event.fact).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    conn.prepare_cached("INSERT INTO event (seq, at, session, fact) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![event.seq, event.at.to_string(), event.fact.session().map(SessionId::as_str), fact])
        .map(drop)
}

/// Hands every event after `after` to `f`, in order.
pub(crate) fn each_after(conn: &Connection, after: u64, mut f: impl FnMut(Event)) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("SELECT seq, at, fact FROM event WHERE seq > ?1 ORDER BY seq")?;
    let mut rows = statement.query([bound(after)])?;
    let mut expected = after + 1;
    while let Some(row) = rows.next()? {
        let event = read(row)?;
        if event.seq != expected {
            let why = format!("event {expected} is missing");
            return Err(Unreadable { seq: event.seq, why, sound: false }.into());
        }
        expected += 1;
        f(event);
    }
    Ok(())
}

/// At most `limit` events after `after`, in order; of one session where one is given.
pub(crate) fn events(
    conn: &Connection,
    session: Option<&SessionId>,
    after: u64,
    limit: usize,
) -> rusqlite::Result<Vec<Event>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    match session {
        Some(session) => conn
            .prepare_cached("SELECT seq, at, fact FROM event WHERE session = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?
            .query_map(params![session.as_str(), bound(after), limit], read)?
            .collect(),
        None => conn
            .prepare_cached("SELECT seq, at, fact FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2")?
            .query_map(params![bound(after), limit], read)?
            .collect(),
    }
}

/// The newest event as it is written: its number, its time and its fact.
pub(crate) fn last_row(conn: &Connection) -> rusqlite::Result<Option<(u64, String, String)>> {
    conn.query_row("SELECT seq, at, fact FROM event ORDER BY seq DESC LIMIT 1", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
    .optional()
}

/// SQLite's integers end at `i64::MAX`, and no event lies beyond it.
fn bound(after: u64) -> i64 {
    i64::try_from(after).unwrap_or(i64::MAX)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Event> {
    let seq: u64 = row.get(0)?;
    let at: Timestamp = row.get_ref(1)?.as_str()?.parse().map_err(|error: jiff::Error| Unreadable {
        seq,
        why: error.to_string(),
        sound: false,
    })?;
    let fact: Fact = serde_json::from_str(row.get_ref(2)?.as_str()?).map_err(|error| Unreadable {
        seq,
        why: error.to_string(),
        sound: error.classify() == serde_json::error::Category::Data,
    })?;
    Ok(Event { seq, at, fact })
}
