//! A damaged database: told as such, set aside whole, and something sound put in its place.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::*;
use jiff::SignedDuration;
use paddock_store::{Store, StoreErrorKind, set_aside_and_restore};

/// A home with 3000 events, closed well, and a backup of its first 2000.
fn home() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    fill(&store, 0, 2000);
    let backup = store.backup(now()).unwrap().unwrap();
    fill(&store, 2000, 3000);
    drop(store);
    assert!(!dir.path().join("paddock.db-wal").exists());
    (dir, backup)
}

fn db(dir: &Path) -> PathBuf {
    dir.join("paddock.db")
}

fn alter(dir: &Path, f: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(db(dir)).unwrap();
    f(&mut bytes);
    fs::write(db(dir), bytes).unwrap();
}

/// Opening tells of the damage and names the backup, leaves every byte as it is, and the way out leads to a sound home.
#[track_caller]
fn check(damage: impl FnOnce(&Path)) {
    let (dir, backup) = home();
    let dir = dir.path();
    damage(dir);
    let before = contents(dir);
    // Two days later, so that the whole file is checked; a header or a length shows at once.
    let later = now() + SignedDuration::from_hours(48);
    let error = Store::open(dir, later).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Damaged { newest_good_backup: Some(backup.clone()) }, "{error}");
    assert_eq!(error.file, db(dir));
    assert_eq!(contents(dir), before, "nothing is overwritten");

    let aside = set_aside_and_restore(dir, Some(&backup), later).unwrap();
    match (before.iter().find(|(name, _)| name == "paddock.db"), aside) {
        (Some((_, bytes)), Some(aside)) => {
            assert_eq!(aside, dir.join("paddock-damaged-20260216T080000.250Z.db"));
            assert_eq!(&fs::read(aside).unwrap(), bytes, "what was damaged is whole");
        }
        (None, None) => {}
        other => panic!("{other:?}"),
    }
    let store = Store::open(dir, later).unwrap();
    assert_eq!(assert_sound(&store).len(), 2000);
    store.append(&[profile("Zoé")], later).unwrap();
    assert_eq!(assert_sound(&store).len(), 2001);
}

fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap())
        // SQLite makes and removes these two without a word of their content being lost: an index and an empty log.
        .filter(|entry| entry.file_type().unwrap().is_file() && entry.file_name() != "paddock.db-shm")
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .filter(|(name, bytes)| name != "paddock.db-wal" || !bytes.is_empty())
        .collect();
    files.sort();
    files
}

#[test]
fn a_broken_header() {
    check(|dir| alter(dir, |bytes| bytes[..16].fill(b'x')));
}

#[test]
fn a_page_of_other_bytes() {
    check(|dir| overwrite_a_page(dir, 0xA5));
}

#[test]
fn a_page_of_zeros() {
    check(|dir| overwrite_a_page(dir, 0));
}

#[test]
fn a_flipped_byte_within_a_fact() {
    // The pages are sound and only the JSON is not, which the table's own constraint sees.
    check(|dir| {
        alter(dir, |bytes| {
            let needle = br#"{"kind":"lab_passed""#;
            let place = bytes.windows(needle.len()).position(|window| window == needle).unwrap();
            bytes[place] ^= 0x20;
        });
    });
}

#[test]
fn a_truncated_file() {
    check(|dir| alter(dir, |bytes| bytes.truncate(bytes.len() / 2 + 100)));
    check(|dir| alter(dir, |bytes| bytes.truncate(50)));
}

#[test]
fn an_emptied_file() {
    check(|dir| alter(dir, Vec::clear));
}

#[test]
fn a_file_that_is_gone_while_backups_are_there() {
    check(|dir| fs::remove_file(db(dir)).unwrap());
}

#[test]
fn another_programs_database() {
    check(|dir| {
        fs::remove_file(db(dir)).unwrap();
        rusqlite::Connection::open(db(dir)).unwrap().execute_batch("CREATE TABLE bookmark (url TEXT)").unwrap();
    });
}

#[test]
fn damage_that_shows_while_it_is_open() {
    let (dir, backup) = home();
    overwrite_a_page(dir.path(), 0xA5);
    // The same day, closed well: the start is quick and does not look.
    let store = open(dir.path());
    let damaged = StoreErrorKind::Damaged { newest_good_backup: Some(backup) };
    assert_eq!(kind(store.events(None, 0, usize::MAX)), damaged);
    assert_eq!(kind(store.rebuild()), damaged);
    store.append(&[profile("Zoé")], now()).unwrap();
    let refused = kind(set_aside_and_restore(dir.path(), None, now()));
    assert_eq!(refused, StoreErrorKind::Locked, "not under the feet of whoever has it open");
    drop(store);
    let wal = fs::metadata(dir.path().join("paddock.db-wal")).unwrap();
    assert!(wal.len() > 0, "what was written since lies beside the damaged file, not in it");
}

#[test]
fn after_a_crash_the_whole_file_is_checked_the_same_day() {
    let (dir, _) = home();
    let mut child = again("part_append_and_wait", dir.path()).spawn().unwrap();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while line != "kept\n" {
        line.clear();
        std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    overwrite_a_page(dir.path(), 0xA5);
    let wal = fs::read(dir.path().join("paddock.db-wal")).unwrap();
    assert!(!wal.is_empty());
    assert!(matches!(kind(Store::open(dir.path(), now())), StoreErrorKind::Damaged { .. }));
    let aside = set_aside_and_restore(dir.path(), None, now()).unwrap().unwrap();
    let name = aside.file_name().unwrap().to_str().unwrap();
    assert_eq!(fs::read(dir.path().join(format!("{name}-wal"))).unwrap(), wal, "SQLite's log lies beside it");
    assert!(!dir.path().join("paddock.db-wal").exists());
    assert_eq!(assert_sound(&open(dir.path())).len(), 0);
}

#[test]
#[ignore = "a part of after_a_crash_the_whole_file_is_checked_the_same_day"]
fn part_append_and_wait() {
    let store = open(&dir_given().unwrap());
    store.append(&[profile("Zoé")], now()).unwrap();
    println!("\nkept");
    std::thread::sleep(std::time::Duration::from_secs(60));
}

#[test]
fn a_log_without_its_database() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("paddock.db-wal"), "something").unwrap();
    let damaged = StoreErrorKind::Damaged { newest_good_backup: None };
    assert_eq!(kind(Store::open(dir.path(), now())), damaged);
    let aside = set_aside_and_restore(dir.path(), None, now()).unwrap().unwrap();
    assert!(!aside.exists(), "there was no database, only a log that is now beside its name");
    open(dir.path());
}

#[test]
fn an_empty_home_keeps_the_id_that_can_still_be_read() {
    // From the file itself.
    let (dir, _) = home();
    let id = open(dir.path()).home();
    overwrite_a_page(dir.path(), 0xA5);
    set_aside_and_restore(dir.path(), None, now()).unwrap();
    assert_eq!(open(dir.path()).home(), id);
    // From the backup.
    alter(dir.path(), |bytes| bytes.fill(0));
    let first = set_aside_and_restore(dir.path(), None, now()).unwrap().unwrap();
    assert_eq!(open(dir.path()).home(), id);
    // From nowhere. The second set-aside took another name than the first.
    fs::remove_dir_all(dir.path().join("backups")).unwrap();
    alter(dir.path(), |bytes| bytes.fill(0));
    let second = set_aside_and_restore(dir.path(), None, now()).unwrap().unwrap();
    assert_ne!(open(dir.path()).home(), id);
    assert!(first != second && first.exists() && second.exists());
}
