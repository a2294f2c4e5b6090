//! The table `meta`: what the home is.

use jiff::{SignedDuration, Timestamp};
use paddock_core::id::HomeId;
use rusqlite::{Connection, OptionalExtension, params};

/// A check of the whole file is due again after this long.
const CHECKED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Writes the first rows. A home's id is twelve random hexadecimal digits (SQLite seeds its generator from the system's).
pub(crate) fn found(conn: &Connection, home: Option<&str>, now: Timestamp) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO meta (key, value) VALUES ('home', coalesce(?1, lower(hex(randomblob(6))))), ('created', ?2), ('checked', ?2)",
        params![home, now.to_string()],
    )
    .map(drop)
}

pub(crate) fn home(conn: &Connection) -> rusqlite::Result<HomeId> {
    conn.query_row("SELECT value FROM meta WHERE key = 'home'", [], |row| row.get(0)).map(|id: String| HomeId::new(id))
}

/// Whether the last check of the whole file is a day old. A clock that was put back makes it due as well.
pub(crate) fn check_is_due(conn: &Connection, now: Timestamp) -> rusqlite::Result<bool> {
    let checked: Option<String> =
        conn.query_row("SELECT value FROM meta WHERE key = 'checked'", [], |row| row.get(0)).optional()?;
    // One that cannot be read counts as none: the check that follows will show what else is wrong.
    let checked = checked.and_then(|at| at.parse::<Timestamp>().ok());
    Ok(checked.is_none_or(|checked| now.duration_since(checked).abs() >= CHECKED_FOR))
}

pub(crate) fn set_checked(conn: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO meta (key, value) VALUES ('checked', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [now.to_string()],
    )
    .map(drop)
}
