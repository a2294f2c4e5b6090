//! A home that cannot be written: its disk is full, it is read-only, or it belongs to somebody else. What is kept is shown,
//! what would have to be kept is refused with the path, the cause and the remedy, and nothing is lost.

#![cfg(target_os = "linux")]

mod common;
#[path = "disk_fails/sandbox.rs"]
mod sandbox;

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
};

use common::{Home, Ran, copy_folder, copy_of, docker, until};
use sandbox::{fill, folder, give_away, is_root, mount, set_mode, small_disk, where_mounts_are_private};
use serde_json::{Value, json};

/// The lab `note` runs, one of its tasks is passed. Gives the progress.
fn learned(home: &Home) -> Value {
    home.run(&["start", "note"]).exits(0);
    home.run(&["lab", "solve", "note", "write"]).exits(0);
    home.run(&["check", "note", "write"]).exits(0);
    let progress = home.json(&["progress"]);
    assert_eq!(progress["tasks_passed"], 1);
    progress
}

/// What needs no writing is shown; the doctor says what is wrong.
#[track_caller]
fn can_be_read(home: &Home, progress: &Value, cause: &str) {
    assert_eq!(home.json(&["progress"]), *progress, "all progress is there");
    assert!(home.run(&["--lang", "fr", "progress"]).exits(0).out.contains("Un mot sur le bureau"));
    let labs = home.json(&["lab", "list"]);
    assert!(labs.as_array().is_some_and(|labs| labs.iter().any(|lab| lab["id"] == "note")), "{labs}");
    home.run(&["lab", "show", "note"]).exits(0);
    let report = home.run(&["--json", "doctor"]).exits(1).json();
    let finding = report["findings"].as_array().and_then(|all| all.iter().find(|f| f["id"] == "database"));
    let finding = finding.expect("a finding");
    assert_eq!(finding["state"], "failure");
    for (field, words) in [("detail", home.database().to_string_lossy().as_ref()), ("remedy", cause)] {
        assert!(finding[field].as_str().is_some_and(|text| text.contains(words)), "{words}? {finding}");
    }
}

/// Each verb that would have to keep something says which file, why, and what to do.
#[track_caller]
fn is_refused(home: &Home, verbs: &[&[&str]], code: &str, en: [&str; 2], fr: [&str; 2]) {
    for (lang, words) in [("en", en), ("fr", fr)] {
        for verb in verbs {
            let ran = home.run(&[&["--json", "--lang", lang], *verb].concat()).exits(2);
            let (found, message, hint) = ran.error();
            assert_eq!(found, code, "{verb:?}: {message} {hint}");
            assert!(message.contains(&*home.database().to_string_lossy()), "{verb:?}: the path? {message}");
            assert!(message.contains(words[0]), "{verb:?}: {}? {message}", words[0]);
            assert!(hint.contains(words[1]), "{verb:?}: {}? {hint}", words[1]);
        }
    }
}

const WRITES: &[&[&str]] = &[
    &["start", "note"],
    &["start", "slow-start"],
    &["check", "note"],
    &["hint", "note", "sign"],
    &["reset", "note", "--yes"],
];

fn is_sound(home: &Home) {
    let conn = rusqlite::Connection::open(home.database()).expect("the database");
    let answer: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
    assert_eq!(answer, "ok");
}

/// The home can be written again: the session goes on, and ends clean.
fn goes_on(home: &Home, progress: &Value) {
    assert_eq!(home.json(&["progress"]), *progress, "no progress is lost");
    assert_eq!(home.json(&["status"])[0]["state"], "ready", "the lab ran on");
    home.run(&["lab", "solve", "note"]).exits(0);
    assert_eq!(home.json(&["check", "note"])["passed"], true);
    home.run(&["stop", "note"]).exits(0);
    assert_eq!(home.json(&["progress"])["labs_passed"], 1);
    assert_eq!(home.objects(), [""; 0]);
    is_sound(home);
}

#[test]
fn a_full_disk() {
    where_mounts_are_private("part_full_disk");
}

#[test]
#[ignore = "a part of a_full_disk"]
fn part_full_disk() {
    let dir = folder();
    small_disk(&dir, "2m");
    let home = Home::at(&dir);
    let progress = learned(&home);
    let filler = fill(&dir);
    let (en, fr) =
        (["no room left on the disk", "Free some room"], ["plus de place sur le disque", "Libérez de la place"]);
    is_refused(&home, WRITES, "no_space", en, fr);
    can_be_read(&home, &progress, "Free some room");
    fs::remove_file(filler).expect("removed");
    goes_on(&home, &progress);
}

#[test]
fn a_disk_that_is_full_in_the_middle_of_a_start() {
    where_mounts_are_private("part_full_in_the_middle");
}

#[test]
#[ignore = "a part of a_disk_that_is_full_in_the_middle_of_a_start"]
fn part_full_in_the_middle() {
    let dir = folder();
    let (catalogue, lab) = copy_of("first/slow-start");
    fs::write(lab.join("setup/wait.sh"), "until [ -e /shed/go ]; do sleep 0.1; done\n").expect("written");
    small_disk(&dir, "1m");
    let home = Home::at(&dir).with(catalogue.path());
    home.run(&["lab", "list"]).exits(0);
    let child = home.ready(&["--json", "start", "slow-start"]).spawn().expect("it starts");
    let label = format!("label=dev.paddock.home={}", home.id());
    let container = until("the container to run", || {
        let found = docker(&["ps", "-q", "--filter", &label]);
        (!found.is_empty()).then(|| found.trim().to_owned())
    });
    let filler = fill(&dir);
    docker(&["exec", &container, "touch", "/shed/go"]);
    let (code, message, _) = Ran::from(child.wait_with_output().expect("it ends")).exits(2).error();
    assert_eq!(code, "no_space");
    assert!(message.contains(&*home.database().to_string_lossy()), "{message}");

    fs::remove_file(filler).expect("removed");
    assert_eq!(home.json(&["status"]), json!([]), "nothing is stuck in a start");
    assert_eq!(home.objects(), [""; 0]);
    is_sound(&home);
}

#[test]
fn a_disk_that_became_read_only() {
    where_mounts_are_private("part_read_only_disk");
}

#[test]
#[ignore = "a part of a_disk_that_became_read_only"]
fn part_read_only_disk() {
    let dir = folder();
    small_disk(&dir, "8m");
    let home = Home::at(&dir);
    let progress = learned(&home);
    mount(&["-o", "remount,ro"], &dir);
    let remedy = ["Make the file and its folder writable", "Rendez le fichier et son dossier accessibles en écriture"];
    is_refused(
        &home,
        WRITES,
        "database_read_only",
        ["cannot be written", remedy[0]],
        ["ne peut pas être écrite", remedy[1]],
    );
    can_be_read(&home, &progress, remedy[0]);
    assert_eq!(home.json(&["status"])[0]["state"], "ready", "how the lab stands is shown, too");
    mount(&["-o", "remount,rw"], &dir);
    goes_on(&home, &progress);
}

/// A home of somebody whom permissions stop: where the tests run as root, of the user `nobody`, who gets a copy of all that
/// is needed.
#[test]
fn files_of_somebody_else() {
    let place = tempfile::tempdir().expect("a folder");
    set_mode(place.path(), 0o755);
    let (dir, labs, program) = (place.path().join("home"), place.path().join("labs"), place.path().join("paddock"));
    copy_folder(&common::labs(), &labs);
    fs::copy(env!("CARGO_BIN_EXE_paddock"), &program).expect("a copy");
    let home = Home::at(&dir);
    learned(&home);
    home.run(&["stop", "note"]).exits(0);
    let progress = home.json(&["progress"]);
    if is_root() {
        give_away(&dir);
    }
    let run = |args: &[&str]| {
        let mut command = Command::new(&program);
        command.arg("--labs").arg(&labs).args(args).env("PADDOCK_HOME", &dir).env("LC_ALL", "en_GB.UTF-8");
        // Whether this user may talk to the engine does not matter here.
        command.env("DOCKER_HOST", "unix:///nonexistent.sock").current_dir("/").stdin(Stdio::null());
        if is_root() {
            command.uid(sandbox::NOBODY).gid(sandbox::NOBODY);
        }
        Ran::from(command.output().expect("it runs"))
    };
    let file = home.database();
    let refused = |verb: &[&str], what: &Path| {
        for (lang, cause, remedy) in [
            ("en", "This user may not read and write", "PADDOCK_HOME"),
            ("fr", "n’a pas le droit de lire et d’écrire", "Rendez-vous propriétaire du dossier"),
        ] {
            let (code, message, hint) = run(&[&["--json", "--lang", lang], verb].concat()).exits(2).error();
            assert_eq!(code, "database_permission", "{message}");
            assert!(message.contains(cause) && message.contains(&*what.to_string_lossy()), "{message}");
            assert!(hint.contains(remedy) && hint.contains(&*dir.to_string_lossy()), "{hint}");
        }
    };
    let shown = || assert_eq!(run(&["--json", "progress"]).exits(0).json()["tasks_passed"], 1);
    shown();

    // After a `sudo paddock`, say: the folder takes no new file.
    set_mode(&dir, 0o500);
    refused(&["start", "note"], &file);
    shown();
    run(&["lab", "list"]).exits(0);
    set_mode(&dir, 0o700);

    // The file may not even be read.
    set_mode(&file, 0o000);
    for verb in [&["progress"][..], &["lab", "list"], &["start", "note"]] {
        refused(verb, &file);
    }
    let report = run(&["--json", "doctor"]).exits(1).json();
    let ids: Vec<&Value> = report["findings"].as_array().expect("a list").iter().map(|f| &f["id"]).collect();
    assert!(ids.contains(&&json!("engine")), "the engine is looked at all the same: {ids:?}");
    let finding = report["findings"].as_array().and_then(|all| all.iter().find(|f| f["id"] == "database"));
    assert!(finding.is_some_and(|f| f["detail"].as_str().is_some_and(|d| d.contains(&*file.to_string_lossy()))));
    set_mode(&file, 0o600);
    shown();
    assert_eq!(home.json(&["progress"]), progress, "no progress is lost");
    is_sound(&home);
}
