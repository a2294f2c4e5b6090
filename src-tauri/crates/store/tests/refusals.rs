//! Each way in which the system refuses, really provoked: a lock, a read-only file or file system, a full disk, no permission.
//!
//! On Linux the parts run as processes of their own: in a mount namespace (`unshare`) where they may mount a small tmpfs
//! that goes when they do, and, where the tests run as root, whom no permission stops, as the user `nobody`.

mod common;

use common::*;
use paddock_store::{BUSY, Store, StoreErrorKind};
use rusqlite::Connection;
use std::time::Instant;

#[test]
fn locked_by_another_program() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let conn = Connection::open(dir.path().join("paddock.db")).unwrap();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    let began = Instant::now();
    assert_eq!(kind(store.append(&[profile("Zoé")], now())), StoreErrorKind::Locked);
    assert!(began.elapsed() >= BUSY, "it waited first");
    assert_eq!(store.state().unwrap(), Default::default(), "reading goes on meanwhile");
    conn.execute_batch("COMMIT").unwrap();
    store.append(&[profile("Zoé")], now()).unwrap();
    assert_sound(&store);
}

#[test]
fn locked_while_another_program_moves_the_files() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    let lock = std::fs::File::open(dir.path().join("paddock.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(kind(Store::open(dir.path(), now())), StoreErrorKind::Locked);
    lock.unlock().unwrap();
    open(dir.path());
}

#[test]
fn a_folder_that_cannot_be_made() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = Store::open(&file.join("home"), now()).unwrap_err();
    assert_eq!((error.kind, error.file), (StoreErrorKind::Other, file.join("home")));
}

/// Every way to write is refused, with the database's own path.
#[cfg(target_os = "linux")]
#[track_caller]
fn assert_refused(store: &Store, expected: StoreErrorKind) {
    for refused in [
        store.append(&[profile("Zoé")], now()).map(drop),
        store.backup(now()).map(drop),
        store.rebuild(),
        store.set_setting("theme", "dark"),
        store.writable(now()),
        store.refusal().map_or(Ok(()), Err),
    ] {
        let error = refused.unwrap_err();
        assert_eq!((&error.kind, error.file), (&expected, store.dir().join("paddock.db")), "{}", error.detail);
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs,
        os::unix::{
            fs::{MetadataExt, PermissionsExt, chown},
            process::CommandExt,
        },
        path::Path,
        process::{Command, Stdio},
    };

    use super::*;

    const NOBODY: u32 = 65534;

    fn is_root() -> bool {
        fs::metadata("/proc/self").unwrap().uid() == 0
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Runs a part on a folder of its own as somebody whom permissions stop.
    fn as_anybody(test: &str) {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        fs::create_dir(&home).unwrap();
        let mut command = again(test, &home);
        if is_root() {
            // The test program may lie where only root can read.
            let program = dir.path().join("program");
            fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
            set_mode(dir.path(), 0o755);
            chown(&home, Some(NOBODY), Some(NOBODY)).unwrap();
            command = Command::new(program);
            command.args(part(test)).env(DIR, &home).current_dir("/").uid(NOBODY).gid(NOBODY);
        }
        passed(command);
    }

    /// Runs a part on a folder in a mount namespace of its own.
    fn where_mounts_are_private(test: &str) {
        let dir = tempfile::tempdir().unwrap();
        let options: &[&str] = if is_root() { &[] } else { &["--user", "--map-root-user"] };
        let unshare = |program: &Path| {
            let mut command = Command::new("unshare");
            command.args(options).args(["--mount", "--propagation", "private"]).arg(program);
            command
        };
        let allowed = unshare(Path::new("true")).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        if !allowed {
            eprintln!("NOT SHOWN: {test}: this system allows no mount namespace (`unshare --mount`)");
            return;
        }
        let mut command = unshare(&std::env::current_exe().unwrap());
        command.args(part(test)).env(DIR, dir.path());
        passed(command);
    }

    fn mount(args: &[&str], dir: &Path) {
        assert!(Command::new("mount").args(args).arg(dir).status().unwrap().success(), "mount {args:?}");
    }

    #[test]
    fn a_full_disk() {
        where_mounts_are_private("linux::part_full_disk");
    }

    #[test]
    #[ignore = "a part of a_full_disk"]
    fn part_full_disk() {
        let dir = dir_given().unwrap();
        mount(&["-t", "tmpfs", "-o", "size=2m", "tmpfs"], &dir);
        let store = open(&dir);
        let mut kept = 0;
        let error = loop {
            match store.append(&[profile(&"x".repeat(20_000)), profile("small")], now()) {
                Ok(events) => kept = events[1].seq,
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind, StoreErrorKind::NoSpace, "{error}");
        assert!(kept > 20, "{kept}");
        assert_eq!(assert_sound(&store).len() as u64, kept, "all that was acknowledged, and nothing by halves");
        let error = store.backup(now()).unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::NoSpace, "{error}");
        assert_eq!(fs::read_dir(dir.join("backups")).unwrap().count(), 0, "no half of a backup stays");
        drop(store);

        // Closing moved SQLite's log into the database; what room that gave is taken by something else.
        let filler = dir.join("filler");
        let mut size = 2 << 20;
        while size > 0 {
            let mut file = fs::File::options().append(true).create(true).open(&filler).unwrap();
            if std::io::Write::write_all(&mut file, &vec![0; size]).is_err() {
                size /= 2;
            }
        }
        let store = open(&dir);
        assert_eq!(assert_sound(&store).len() as u64, kept, "what is kept can be read");
        // Whether SQLite can still make the files it needs for writing depends on what lay there.
        match store.refusal() {
            Some(_) => assert_refused(&store, StoreErrorKind::NoSpace),
            None => {
                assert_eq!(kind(store.append(&[profile(&"x".repeat(2 << 20))], now())), StoreErrorKind::NoSpace);
            }
        }
        let error = Store::open(&dir.join("new"), now()).unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::NoSpace, "{error}");

        fs::remove_file(filler).unwrap();
        store.append(&[profile("Inès")], now()).unwrap();
        assert_eq!((assert_sound(&store).len() as u64, store.refusal()), (kept + 1, None), "no new start is needed");
        kept += 1;
        drop(store);
        let store = open(&dir);
        assert_eq!(assert_sound(&store).len() as u64, kept);
        store.append(&[profile("Zoé")], now()).unwrap();
        assert_sound(&store);
    }

    #[test]
    fn a_file_system_that_became_read_only() {
        where_mounts_are_private("linux::part_read_only_file_system");
    }

    #[test]
    #[ignore = "a part of a_file_system_that_became_read_only"]
    fn part_read_only_file_system() {
        let dir = dir_given().unwrap();
        mount(&["-t", "tmpfs", "-o", "size=8m", "tmpfs"], &dir);
        let store = open(&dir);
        store.append(&every_fact(), now()).unwrap();
        drop(store);
        mount(&["-o", "remount,ro"], &dir);
        let store = open(&dir);
        assert_eq!(assert_sound(&store).len(), every_fact().len(), "what is kept can be read");
        assert_refused(&store, StoreErrorKind::ReadOnly);
        drop(store);
        let error = Store::open(&dir.join("new"), now()).unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::ReadOnly, "{error}");

        // Of a home that nobody closed, the newest facts lie in SQLite's log: without them it is not shown.
        mount(&["-o", "remount,rw"], &dir);
        let store = open(&dir);
        store.append(&[profile("Zoé")], now()).unwrap();
        let crashed = dir.join("crashed");
        fs::create_dir(&crashed).unwrap();
        for file in ["paddock.db", "paddock.db-wal", "paddock.lock"] {
            fs::copy(dir.join(file), crashed.join(file)).unwrap();
        }
        drop(store);
        mount(&["-o", "remount,ro"], &dir);
        match Store::open(&crashed, now()) {
            Ok(crashed) => assert_eq!(assert_sound(&crashed).len(), every_fact().len() + 1),
            Err(error) => assert_eq!(error.kind, StoreErrorKind::ReadOnly, "{error}"),
        }
        mount(&["-o", "remount,rw"], &dir);
        assert_eq!(assert_sound(&open(&crashed)).len(), every_fact().len() + 1);
        assert_eq!(assert_sound(&open(&dir)).len(), every_fact().len() + 1);
    }

    #[test]
    fn what_permissions_refuse() {
        as_anybody("linux::part_permissions");
    }

    #[test]
    #[ignore = "a part of what_permissions_refuse"]
    fn part_permissions() {
        assert!(!is_root());
        let dir = dir_given().unwrap();
        let file = dir.join("paddock.db");
        let store = open(&dir);
        store.append(&every_fact(), now()).unwrap();
        drop(store);
        let read =
            |store: &Store| assert_eq!(assert_sound(store).len(), every_fact().len(), "what is kept can be read");

        set_mode(&file, 0o400);
        let store = open(&dir);
        read(&store);
        assert_refused(&store, StoreErrorKind::ReadOnly);
        set_mode(&file, 0o600);
        store.writable(now()).unwrap();
        drop(store);
        set_mode(&file, 0o000);
        let error = Store::open(&dir, now()).unwrap_err();
        assert_eq!((error.kind, &error.file), (StoreErrorKind::PermissionDenied, &file));
        set_mode(&file, 0o600);

        set_mode(&dir, 0o500);
        let store = open(&dir);
        read(&store);
        assert_refused(&store, StoreErrorKind::PermissionDenied);
        drop(store);
        let error = Store::open(&dir.join("new"), now()).unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::PermissionDenied, "{error}");
        set_mode(&dir, 0o700);

        // While it is open: SQLite finds out at the next backup.
        let store = open(&dir);
        fs::create_dir(dir.join("backups")).unwrap();
        set_mode(&dir.join("backups"), 0o500);
        let error = store.backup(now()).unwrap_err();
        assert_eq!((error.kind, error.file), (StoreErrorKind::PermissionDenied, dir.join("backups")));
        assert_eq!(assert_sound(&store).len(), every_fact().len());
    }
}
