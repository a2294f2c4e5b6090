//! What goes wrong without an engine: labs with mistakes, databases that cannot be opened, no engine, and what is mistyped. Each
//! says what is wrong and what to do, in both languages.

mod common;

use std::{
    fs::{self, File},
    path::Path,
};

use common::{Home, copy_of};
use serde_json::Value;

/// Makes one mistake in a copy of the lab `note`, and expects the lint to find it: in `file`, at `line` where it can be told,
/// under `id`.
#[track_caller]
fn check(id: &str, file: &str, line: Option<u64>, spoil: impl FnOnce(&Path)) {
    let (_catalogue, lab) = copy_of("first/note");
    spoil(&lab);
    let home = Home::new();
    let found = |lang: &str| -> Value {
        let ran = home.run(&["--json", "--lang", lang, "lab", "lint", &lab.to_string_lossy()]).exits(1);
        let findings = ran.json()["findings"].clone();
        let found = findings.as_array().and_then(|all| all.iter().find(|f| f["id"] == id && f["file"] == file));
        found.unwrap_or_else(|| panic!("no {id} in {file}: {findings:#}")).clone()
    };
    let (en, fr) = (found("en"), found("fr"));
    assert_eq!(en["line"].as_u64(), line, "{en}");
    for field in ["message", "hint"] {
        let (en, fr) = (en[field].as_str().expect("a text"), fr[field].as_str().expect("a text"));
        assert!(!en.is_empty() && !fr.is_empty() && !en.starts_with("lint-"), "{id}: {en}");
        assert!(en != fr, "{id}: the same in both languages: {en}");
    }
    // What has mistakes is not run.
    let (code, message, _) = home.run(&["--json", "lab", "test", &lab.to_string_lossy()]).exits(2).error();
    assert_eq!(code, "lab_invalid");
    assert!(message.contains(file), "{message}");
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("read");
    assert!(text.contains(from), "{from} in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn mistakes_in_labs_are_found_with_file_line_and_remedy() {
    let yaml = |lab: &Path| lab.join("lab.yaml");
    check("lint-yaml", "lab.yaml", Some(6), |lab| replace(&yaml(lab), "level: 1\n", "level: [1\n"));
    check("lint-unknown-key", "lab.yaml", Some(6), |lab| replace(&yaml(lab), "minutes: 5", "minuets: 5"));
    check("lint-missing-key", "lab.yaml", Some(1), |lab| replace(&yaml(lab), "minutes: 5\n", ""));
    check("lint-type", "lab.yaml", Some(6), |lab| replace(&yaml(lab), "minutes: 5", "minutes: soon"));
    check("lint-script-missing", "lab.yaml", Some(32), |lab| {
        fs::remove_file(lab.join("checks/write.sh")).expect("removed");
    });
    check("lint-path-leaves", "lab.yaml", Some(32), |lab| {
        replace(&yaml(lab), "script: checks/write.sh", "script: ../../../etc/passwd");
    });
    check("lint-newer-format", "lab.yaml", Some(1), |lab| replace(&yaml(lab), "format: 1", "format: 99"));
    check("lint-needs-grant", "compose.yaml", Some(6), |lab| {
        replace(&lab.join("compose.yaml"), "    init: true", "    privileged: true");
    });
    check("lint-grant-unused", "lab.yaml", Some(16), |lab| {
        let grants = "grants: [{service: desk, allow: [devices], why: {en: So., fr: Voilà.}}]\n\nhidden:";
        replace(&yaml(lab), "hidden:", grants);
    });
    check("lint-grant-key", "lab.yaml", Some(16), |lab| {
        let grants = "grants: [{service: desk, allow: [network_mode], why: {en: So., fr: Voilà.}}]\n\nhidden:";
        replace(&yaml(lab), "hidden:", grants);
    });
    check("lint-no-service", "lab.yaml", None, |lab| {
        let grants = "grants: [{service: desc, allow: [cap_add], why: {en: So., fr: Voilà.}}]\n\nhidden:";
        replace(&yaml(lab), "hidden:", grants);
    });
    check("lint-capability", "compose.yaml", Some(6), |lab| {
        replace(&lab.join("compose.yaml"), "    init: true", "    cap_add: [NET_ADMN]");
    });
    check("lint-device", "compose.yaml", Some(6), |lab| {
        replace(&lab.join("compose.yaml"), "    init: true", "    devices: [/etc/shadow]");
    });
    check("lint-refused-key", "compose.yaml", Some(6), |lab| {
        replace(&lab.join("compose.yaml"), "    init: true", "    network_mode: host");
    });
    check("lint-host-path", "compose.yaml", Some(10), |lab| {
        replace(&lab.join("compose.yaml"), "desk:/desk", "/etc:/desk");
    });
    check("lint-unknown-key", "compose.yaml", Some(6), |lab| {
        replace(&lab.join("compose.yaml"), "    init: true", "    inti: true");
    });
    check("lint-not-utf8", "en.md", Some(3), |lab| {
        fs::write(lab.join("en.md"), b"One\ntwo\nthr\xffee\n").expect("written");
    });
    check("lint-no-section", "fr.md", None, |lab| replace(&lab.join("fr.md"), "## sign\n", "### sign\n"));
    // 100 MB that are never read.
    check("lint-file-too-large", "files/huge", None, |lab| {
        fs::create_dir(lab.join("files")).expect("a folder");
        File::create(lab.join("files/huge")).and_then(|file| file.set_len(100 << 20)).expect("a sparse file");
    });
    #[cfg(unix)]
    check("lint-link-leaves", "checks/write.sh", None, |lab| {
        let script = lab.join("checks/write.sh");
        fs::remove_file(&script).expect("removed");
        std::os::unix::fs::symlink("/etc/passwd", &script).expect("linked");
    });
    #[cfg(unix)]
    check("lint-dangling-link", "files/gone", None, |lab| {
        fs::create_dir(lab.join("files")).expect("a folder");
        std::os::unix::fs::symlink("nowhere", lab.join("files/gone")).expect("linked");
    });
}

#[test]
fn good_labs_are_found_good() {
    let home = Home::new();
    for lab in ["note", "slow-start", "built-box"] {
        let folder = common::labs().join("first").join(lab);
        let found = home.json(&["lab", "lint", &folder.to_string_lossy()]);
        assert_eq!(found["findings"], serde_json::json!([]));
    }
    let (code, ..) = home.run(&["--json", "lab", "lint", "./no/such/folder"]).exits(2).error();
    assert_eq!(code, "catalogue_unreadable");
}

/// Those that ship with Paddock, and the one that `cargo xtask bench` measures.
#[test]
fn our_own_labs_are_found_good() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of_track = |track: fs::DirEntry| fs::read_dir(track.path()).expect("a folder").flatten();
    let mut labs = 0;
    for catalogue in [root.join("labs"), root.join("src-tauri/crates/xtask/bench-lab")] {
        let tracks = fs::read_dir(&catalogue).expect("a catalogue").flatten().filter(|entry| entry.path().is_dir());
        for lab in tracks.flat_map(of_track).filter(|lab| lab.path().join("lab.yaml").exists()) {
            let found = Home::new().run(&["--json", "lab", "lint", &lab.path().to_string_lossy()]).json();
            assert_eq!(found["findings"], serde_json::json!([]), "{}", lab.path().display());
            labs += 1;
        }
    }
    assert!(labs >= 4, "only {labs} labs were found");
}

#[test]
fn one_bad_lab_does_not_take_the_others_with_it() {
    let (catalogue, lab) = copy_of("first");
    File::create(lab.join("note/huge")).and_then(|file| file.set_len(100 << 20)).expect("a sparse file");
    replace(&lab.join("slow-start/lab.yaml"), "level: 2", "level: two");
    let home = Home::on(catalogue.path().to_owned());
    let listed = home.json(&["lab", "list"]);
    let ids: Vec<_> = listed.as_array().expect("a list").iter().map(|lab| lab["id"].clone()).collect();
    assert_eq!(ids, ["built-box"]);
    for id in ["note", "slow-start"] {
        let (code, message, _) = home.run(&["--json", "lab", "show", id]).exits(2).error();
        assert_eq!(code, "lab_invalid", "{message}");
    }
    let found = home.run(&["--json", "lab", "lint", "note"]).exits(1).json();
    assert_eq!(
        (&found["findings"][0]["id"], &found["findings"][0]["file"]),
        (&"lint-file-too-large".into(), &"huge".into())
    );
}

#[test]
fn a_list_of_labs_has_the_promised_shape() {
    let listed = Home::new().json(&["lab", "list"]);
    let note = &listed[0];
    assert_eq!(note["title"], serde_json::json!({"en": "A note on the desk", "fr": "Un mot sur le bureau"}));
    for (field, value) in [("id", "note"), ("track", "first")] {
        assert_eq!(note[field], value);
    }
    assert_eq!((&note["level"], &note["minutes"]), (&1.into(), &5.into()));
    assert_eq!(note["tasks"], serde_json::json!(["write", "sign"]));
}

#[test]
fn without_an_engine_each_verb_says_so() {
    let home = Home::without_engine();
    for verb in [
        &["start", "note"][..],
        &["status"],
        &["stop", "--all"],
        &["images", "list"],
        &["images", "build"],
        &["lab", "test", "note"],
    ] {
        for lang in ["en", "fr"] {
            let (code, message, hint) = home.run(&[&["--json", "--lang", lang], verb].concat()).exits(2).error();
            assert_eq!(code, "engine_unreachable", "{verb:?}");
            assert!(message.contains("/nonexistent.sock"), "{message}");
            assert!(hint.contains("paddock doctor"), "{hint}");
            assert_eq!(message.contains("moteur"), lang == "fr", "{message}");
        }
        let text = home.run(verb).exits(2);
        assert!(
            text.err.contains("No container engine answers") && text.err.contains("paddock doctor"),
            "{}",
            text.err
        );
    }
    // What needs no engine works without one.
    home.run(&["lab", "list"]).exits(0);
    home.run(&["lab", "show", "note"]).exits(0);
    home.run(&["progress"]).exits(0);
    let report = home.run(&["--json", "doctor"]).exits(1).json();
    assert_eq!((&report["ok"], &report["findings"][0]["id"]), (&false.into(), &"engine".into()));
    assert!(report["findings"][0]["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()), "{report}");
}

#[test]
fn what_is_mistyped_is_told_in_the_learners_language() {
    let home = Home::without_engine();
    for (args, en, fr) in [
        (&["strat"][..], "There is no command `strat`. Did you mean `start`?", "Vouliez-vous dire `start` ?"),
        (&["start"], "This is missing: <LAB>", "Il manque : <LAB>"),
        (&["status", "--loud"], "`--loud` is not known here", "`--loud` n’est pas connu ici"),
        (&["stop", "note", "--all"], "exclude each other", "s’excluent"),
        (&["completions", "ksh"], "choose one of bash", "choisissez parmi bash"),
        (&["--lang", "de", "status"], "`de` cannot be used", "`de` ne convient pas"),
    ] {
        for (lang, words) in [("en", en), ("fr", fr)] {
            let args = if args.contains(&"--lang") { args.to_vec() } else { [&["--lang", lang], args].concat() };
            if args.contains(&"de") && lang == "fr" {
                continue;
            }
            let ran = home.run(&args).exits(2);
            assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
            let (code, message, _) = home.run(&[&["--json"], &args[..]].concat()).exits(2).error();
            assert_eq!(code, "usage");
            assert!(message.contains(words), "{args:?}: {message}");
        }
    }
    let help = home.run(&["--lang", "fr", "help", "lab", "test"]).exits(0).out;
    for word in ["Utilisation :", "Options\u{a0}:", "Arguments\u{a0}:", "identifiant"] {
        assert!(help.contains(word), "{help}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(home.run(&["completions", shell]).exits(0).out.contains("paddock"));
    }
    let pages = home.path().join("man");
    home.run(&["man", &pages.to_string_lossy()]).exits(0);
    assert!(fs::read_to_string(pages.join("paddock-lab-test.1")).expect("a page").contains("untouched"));
}

/// A home whose database is there.
fn used() -> Home {
    let home = Home::without_engine();
    home.run(&["lab", "list"]).exits(0);
    home
}

fn database(home: &Home) -> rusqlite::Connection {
    rusqlite::Connection::open(home.database()).expect("the database")
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    let home = used();
    let version: u32 = database(&home).pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number");
    database(&home).pragma_update(None, "user_version", 99).expect("set");
    let before = fs::read(home.database()).expect("read");
    let (code, message, hint) = home.run(&["--json", "progress"]).exits(2).error();
    assert_eq!(code, "database_newer");
    assert!(message.contains("99") && hint.contains("Update Paddock"), "{message} {hint}");
    assert!(home.run(&["--lang", "fr", "progress"]).exits(2).err.contains("99"));
    assert_eq!(fs::read(home.database()).expect("read"), before, "nothing was changed");
    let report = home.run(&["--json", "doctor"]).exits(1).json();
    let finding = report["findings"].as_array().and_then(|all| all.iter().find(|f| f["id"] == "database"));
    assert_eq!(finding.expect("a finding")["state"], "failure");

    database(&home).pragma_update(None, "user_version", version).expect("set");
    home.run(&["progress"]).exits(0);
}

#[test]
fn a_damaged_database_without_a_backup_is_set_aside_whole() {
    let home = used();
    let (code, ..) = home.run(&["--json", "rescue"]).exits(2).error();
    assert_eq!(code, "unconfirmed");

    fs::write(home.database(), b"This is no database.".repeat(500)).expect("written");
    let (code, _, hint) = home.run(&["--json", "progress"]).exits(2).error();
    assert_eq!(code, "database_damaged");
    assert!(hint.contains("paddock rescue"), "{hint}");
    let done = home.json(&["rescue", "--yes"]);
    let aside = done["set_aside"].as_str().expect("a file");
    assert!(fs::read(aside).expect("kept").starts_with(b"This is no database."), "nothing is deleted");
    assert_eq!(done["restored"], Value::Null);
    home.run(&["progress"]).exits(0);
}

#[test]
fn a_database_that_is_held_by_another_program_is_waited_for_then_named() {
    let home = used();
    let held = database(&home);
    // As a backup tool holds it: nobody else may even read.
    held.pragma_update(None, "locking_mode", "exclusive").expect("set");
    held.execute_batch("BEGIN EXCLUSIVE").expect("held");
    let (code, _, hint) = home.run(&["--json", "progress"]).exits(2).error();
    assert_eq!(code, "database_locked");
    assert!(hint.contains("Nothing is lost"), "{hint}");
    held.execute_batch("ROLLBACK").expect("let go");
    drop(held);
    home.run(&["progress"]).exits(0);
}
