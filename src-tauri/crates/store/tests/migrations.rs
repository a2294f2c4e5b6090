//! Every schema that was ever released opens, with all that was in it. `tests/fixtures/<number>.sql` is a database of that
//! schema as its version of Paddock wrote it, with an event of each kind that it knew; it is never edited afterwards.

mod common;

use std::{fs, path::PathBuf};

use common::*;
use paddock_store::{KNOWN, Store, StoreErrorKind, backups};
use rusqlite::Connection;

fn fixture(number: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{number:04}.sql"))
}

#[test]
fn every_old_version_is_taken_up() {
    for number in 1..=KNOWN {
        let sql = fs::read_to_string(fixture(number))
            .unwrap_or_else(|error| panic!("schema {number} needs a fixture: {error}"));
        let dir = tempfile::tempdir().unwrap();
        let conn = Connection::open(dir.path().join("paddock.db")).unwrap();
        conn.execute_batch(&sql).unwrap();
        let raw: Vec<(u64, String)> = rows(&conn);
        conn.close().unwrap();

        let store = Store::open(dir.path(), now()).unwrap();
        let events = assert_sound(&store);
        assert_eq!(store.home().as_str(), "c0ffee123456", "schema {number}");
        assert_eq!(store.setting("theme").unwrap().as_deref(), Some("dark"));
        assert_eq!(events.len(), raw.len());
        store.append(&every_fact(), now()).unwrap();
        assert_sound(&store);
        drop(store);

        let conn = Connection::open(dir.path().join("paddock.db")).unwrap();
        assert_eq!(rows(&conn)[..raw.len()], raw, "schema {number}: the facts are as they were written, byte for byte");
        assert_eq!(conn.pragma_query_value::<u32, _>(None, "user_version", |row| row.get(0)).unwrap(), KNOWN);
        let backed_up = backups(dir.path()).unwrap();
        assert_eq!(
            backed_up.iter().filter(|backup| backup.is_good()).count(),
            usize::from(number < KNOWN),
            "before it is changed"
        );

        let fresh = tempfile::tempdir().unwrap();
        drop(open(fresh.path()));
        let fresh = Connection::open(fresh.path().join("paddock.db")).unwrap();
        assert_eq!(shape(&conn), shape(&fresh), "schema {number} migrates to what a new home has");
    }
}

fn rows(conn: &Connection) -> Vec<(u64, String)> {
    let mut statement = conn.prepare("SELECT seq, fact FROM event ORDER BY seq").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

fn shape(conn: &Connection) -> Vec<(String, String)> {
    let mut statement = conn
        .prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        .unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn the_newest_fixture_has_every_fact() {
    let dir = tempfile::tempdir().unwrap();
    let conn = Connection::open(dir.path().join("paddock.db")).unwrap();
    conn.execute_batch(&fs::read_to_string(fixture(KNOWN)).unwrap()).unwrap();
    conn.close().unwrap();
    let kinds: Vec<&str> = all(&open(dir.path())).iter().map(|event| event.fact.kind()).collect();
    for fact in every_fact() {
        assert!(
            kinds.contains(&fact.kind()),
            "`{}` is a new kind of fact, or a new field of one: it needs a migration (see schema.rs) and a fixture with it",
            fact.kind()
        );
    }
}

/// If this snapshot changes, `State` or `State::apply` changed: raise the number in `READING` (projection.rs), or homes go
/// on showing what the old reading made of their log.
#[test]
fn a_change_of_this_snapshot_means_to_raise_the_reading() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let facts = every_fact();
    store.append(&facts[..facts.len() - 1], now()).unwrap();
    store.append(&[starting("fedcba987654", "drift")], now()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&store.state().unwrap()).unwrap());
}

#[test]
fn a_newer_database_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    store.append(&every_fact(), now()).unwrap();
    drop(store);
    let file = dir.path().join("paddock.db");
    Connection::open(&file).unwrap().pragma_update(None, "user_version", KNOWN + 6).unwrap();
    let before = fs::read(&file).unwrap();
    // Days later too, when an own database would be checked and marked as checked.
    for now in [now(), at("2026-03-14T08:00:00Z")] {
        assert_eq!(kind(Store::open(dir.path(), now)), StoreErrorKind::Newer { found: KNOWN + 6, known: KNOWN });
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_fact_of_no_meaning_here_is_told_and_is_no_damage() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let next = store.append(&every_fact(), now()).unwrap().len() + 1;
    let conn = Connection::open(dir.path().join("paddock.db")).unwrap();
    conn.execute(
        "INSERT INTO event (seq, at, fact) VALUES (?1, '2026-02-14T08:00:00Z', '{\"kind\":\"teleported\"}')",
        [next],
    )
    .unwrap();
    let error = store.state().unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Other);
    assert!(error.detail.contains(&format!("event {next}")) && error.detail.contains("teleported"), "{error}");
}

/// For whoever adds a migration: `cargo test -p paddock-store --test migrations -- --ignored` writes the fixture of the newest
/// schema, if there is none yet.
#[test]
#[ignore = "writes tests/fixtures/<newest>.sql where it is missing"]
fn write_the_newest_fixture() {
    let target = fixture(KNOWN);
    if target.exists() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    store.append(&every_fact(), now()).unwrap();
    store.set_setting("theme", "dark").unwrap();
    drop(store);
    let conn = Connection::open(dir.path().join("paddock.db")).unwrap();
    conn.execute("UPDATE meta SET value = 'c0ffee123456' WHERE key = 'home'", []).unwrap();
    let column = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let mut sql = vec![format!("-- A database of schema {KNOWN}, as that version wrote it. Never edited.")];
    for pragma in ["application_id", "user_version"] {
        let value: i64 = conn.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
        sql.push(format!("PRAGMA {pragma} = {value};"));
    }
    sql.extend(column("SELECT sql || ';' FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid"));
    for table in
        column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
    {
        let columns =
            column(&format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')")).join(" || ', ' || ");
        sql.extend(column(&format!("SELECT 'INSERT INTO {table} VALUES (' || {columns} || ');' FROM {table}")));
    }
    fs::write(target, sql.join("\n") + "\n").unwrap();
}
