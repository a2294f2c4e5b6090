//! Backups: taken, skipped, thinned out, listed, restored.

mod common;

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use common::*;
use jiff::{SignedDuration, Timestamp};
use paddock_store::{Condition, Store, StoreErrorKind, backups, set_aside_and_restore};

#[test]
fn a_backup_is_taken_where_something_changed() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    assert_eq!(backups(dir.path()).unwrap(), []);
    let facts = store.append(&every_fact(), now()).unwrap().len() as u64;

    let first = store.backup(now()).unwrap().unwrap();
    assert_eq!(first, dir.path().join("backups/paddock-20260214T080000.250Z.db"));
    let later = now() + SignedDuration::from_hours(1);
    assert_eq!(store.backup(later).unwrap(), None, "nothing changed");
    store.set_setting("theme", "dark").unwrap();
    let second = store.backup(later).unwrap().unwrap();
    store.append(&[profile("Zoé")], later).unwrap();
    let third = store.backup(later).unwrap().unwrap();
    assert_eq!(third, dir.path().join("backups/paddock-20260214T090000.251Z.db"), "a name that is free");
    drop(store);
    assert_eq!(Store::open(dir.path(), later).unwrap().backup(later).unwrap(), None, "nor after a start");

    let listed = backups(dir.path()).unwrap();
    let paths: Vec<_> = listed.iter().map(|backup| backup.path.clone()).collect();
    assert_eq!(paths, [third, second, first]);
    assert_eq!(listed[0].condition, Condition::Good { events: facts + 1 });
    assert_eq!(listed[2].condition, Condition::Good { events: facts });
    assert_eq!(listed[2].at, now());
    assert_eq!(fs::read_dir(dir.path().join("backups")).unwrap().count(), 3, "no companions, nothing half-made");
}

#[test]
fn a_bad_backup_is_known_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    fill(&store, 0, 500);
    let good = store.backup(now()).unwrap().unwrap();
    let folder = dir.path().join("backups");
    let bytes = fs::read(&good).unwrap();
    fs::write(folder.join("paddock-20260215T080000.000Z.db"), &bytes[..bytes.len() / 2]).unwrap();
    fs::write(folder.join("paddock-20260216T080000.000Z.db"), "not a database").unwrap();
    fs::write(folder.join("paddock-20260217T080000.000Z.db"), "").unwrap();
    let newer = folder.join("paddock-20260218T080000.000Z.db");
    fs::write(&newer, &bytes).unwrap();
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    fs::write(folder.join("notes.txt"), "not mine").unwrap();
    fs::create_dir(folder.join("paddock-20260219T080000.000Z.db")).unwrap();

    let listed = backups(dir.path()).unwrap();
    let good_ones: Vec<_> = listed.iter().filter(|backup| backup.is_good()).map(|backup| &backup.path).collect();
    assert_eq!((listed.len(), good_ones), (6, vec![&good]));
    assert_eq!(listed[1].condition, Condition::Newer { found: 99 });

    drop(store);
    let restore = |name: &str| set_aside_and_restore(dir.path(), Some(&folder.join(name)), now());
    let error = restore("paddock-20260215T080000.000Z.db").unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Damaged { newest_good_backup: Some(good.clone()) });
    let error = restore("paddock-20260218T080000.000Z.db").unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Newer { found: 99, known: paddock_store::KNOWN });
    restore("paddock-20260220T080000.000Z.db").unwrap_err();
    assert_eq!(assert_sound(&open(dir.path())).len(), 500, "nothing was moved for a backup that is of no use");
}

#[test]
fn rotation_keeps_what_it_says() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let start = at("2026-01-05T06:00:00Z"); // a Monday
    for n in 0..30 * 2 {
        let now = start + SignedDuration::from_hours(12 * n);
        store.append(&[profile(&n.to_string())], now).unwrap();
        let made = store.backup(now).unwrap().unwrap();
        assert!(made.exists());
    }
    let left: Vec<String> =
        backups(dir.path()).unwrap().iter().map(|b| b.at.strftime("%a %m-%d %H").to_string()).collect();
    let expected = [
        "Tue 02-03 18",
        "Tue 02-03 06",
        "Mon 02-02 18", // the newest three, and two days
        "Sun 02-01 18",
        "Sat 01-31 18",
        "Fri 01-30 18",
        "Thu 01-29 18",
        "Wed 01-28 18", // seven days
        "Sun 01-25 18",
        "Sun 01-18 18", // four weeks
    ];
    assert_eq!(left, expected);
}

#[test]
fn left_over_halves_are_removed_when_old() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let folder = dir.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let (old, young) = (folder.join(".paddock-old.part"), folder.join(".paddock-young.part"));
    for (path, hours) in [(&old, 2), (&young, 0)] {
        let modified = now() - SignedDuration::from_hours(hours);
        fs::File::create(path).unwrap().set_modified(modified.into()).unwrap();
    }
    store.backup(now()).unwrap().unwrap();
    assert!(!old.exists() && young.exists());
}

#[test]
fn a_backup_taken_while_others_append_is_one_picture() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    fill(&store, 0, 3000);
    let other = open(dir.path());
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        for store in [&store, &other] {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    store.append(&[profile("a"), profile("b"), profile("c")], now()).unwrap();
                }
            });
        }
        for n in 0..8 {
            thread::sleep(std::time::Duration::from_millis(30));
            store.backup(now() + SignedDuration::from_hours(24 * n)).unwrap().unwrap();
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert_sound(&store);
    let made = backups(dir.path()).unwrap();
    assert_eq!(made.len(), 7, "seven days; the eighth, a Saturday, is of the week of the next");
    for backup in made {
        let Condition::Good { events } = backup.condition else { panic!("{backup:?}") };
        assert_eq!(events % 3, 0, "whole transactions");
        let restored = tempfile::tempdir().unwrap();
        assert_eq!(set_aside_and_restore(restored.path(), Some(&backup.path), now()).unwrap(), None);
        let restored = Store::open(restored.path(), now()).unwrap();
        assert_eq!(assert_sound(&restored), all(&store)[..events as usize]);
        assert_eq!(restored.home(), store.home());
    }
}

#[test]
fn a_damaged_database_makes_no_backup() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    fill(&store, 0, 2000);
    let good = store.backup(now()).unwrap().unwrap();
    store.append(&[profile("Zoé")], now()).unwrap();
    drop(store);
    overwrite_a_page(dir.path(), 0xA5);
    // The same day, closed well: opened without a check, since nothing hints at damage.
    let store = open(dir.path());
    let later: Timestamp = now() + SignedDuration::from_mins(1);
    assert_eq!(kind(store.backup(later)), StoreErrorKind::Damaged { newest_good_backup: Some(good) });
    assert_eq!(backups(dir.path()).unwrap().len(), 1);
}
