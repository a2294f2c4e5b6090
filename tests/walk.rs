//! A learner's road on the command line, on a real engine: start, checks that say why not yet, hints, progress, reset, stop.

mod common;

use common::{Home, docker};
use serde_json::{Value, json};

/// The word that the lab drew for this learner: the story says it.
fn word(home: &Home) -> String {
    let view = home.json(&["lab", "show", "note"]);
    let title = view["task_texts"][0]["title"]["en"].as_str().expect("a title").to_owned();
    title.trim_start_matches("Write `").trim_end_matches('`').to_owned()
}

/// The state and the words of each task, in one language.
fn answers(report: &Value, lang: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let tasks = report["tasks"].as_array().expect("tasks");
    tasks.iter().map(|task| (text(&task["state"]), text(&task["message"][lang]))).collect()
}

#[test]
fn a_lab_is_started_worked_in_and_passed() {
    let home = Home::new();
    let started = home.json(&["start", "note"]);
    let container = started["services"][0]["container"].as_str().expect("a name").to_owned();
    let host = started["services"][0]["ports"][0]["host"].as_u64().expect("a port");
    assert_eq!((&started["lab"], &started["state"]), (&json!("note"), &json!("ready")));
    assert!(started["session"].as_str().is_some_and(|id| !id.is_empty()));
    assert_eq!(
        started["services"],
        json!([{"name": "desk", "container": container, "state": "running", "ports": [{"container": 8000, "host": host}]}]),
        "the hidden checker is not shown"
    );
    let ids_and_states: Vec<_> =
        started["tasks"].as_array().expect("tasks").iter().map(|t| (t["id"].clone(), t["state"].clone())).collect();
    assert_eq!(ids_and_states, [(json!("write"), json!("open")), (json!("sign"), json!("blocked"))]);
    let bound = docker(&["inspect", "--format", "{{json .NetworkSettings.Ports}}", &container]);
    let bound: Value = serde_json::from_str(&bound).expect("JSON");
    assert_eq!(bound["8000/tcp"], json!([{"HostIp": "127.0.0.1", "HostPort": host.to_string()}]));

    // A second start takes up the same session.
    assert_eq!(home.json(&["start", "note"])["session"], started["session"]);

    // Not yet, and why, in both languages; what needs an earlier task says so.
    let report = home.run(&["check", "note", "--json"]).exits(1).json();
    assert_eq!((&report["lab"], &report["passed"]), (&json!("note"), &json!(false)));
    let word = word(&home);
    assert_eq!(answers(&report, "en")[0], ("failed".into(), "There is no note on the desk yet.".into()));
    assert_eq!(answers(&report, "fr")[0], ("failed".into(), "Il n’y a pas encore de mot sur le bureau.".into()));
    let (state, message) = answers(&report, "en").remove(1);
    assert_eq!(state, "blocked");
    assert!(message.contains(&format!("Write `{word}`")), "{message}");
    let keys: Vec<_> = report["tasks"][0].as_object().expect("a task").keys().cloned().collect();
    assert_eq!(keys, ["evidence", "message", "state", "task", "took_ms"]);
    let french = home.run(&["--lang", "fr", "check", "note"]).exits(1);
    assert!(french.out.contains("Il n’y a pas encore de mot sur le bureau."), "{}", french.out);
    assert!(!french.out.contains("desk yet"), "{}", french.out);

    // A wrong word: the message says what the check saw, and the evidence is kept.
    home.feed(&["exec", "note", "desk", "--", "sh", "-c", "cat > note"], "anker").exits(0);
    let report = home.run(&["check", "note", "write", "--json"]).exits(1).json();
    assert_eq!(answers(&report, "en"), [("failed".into(), format!("The note says `anker`, not `{word}`."))]);
    assert_eq!(report["tasks"][0]["evidence"], "the note has 5 bytes");

    // Hints: one after the other, the second because of how the lab stands; then there are no more.
    let hint = home.json(&["hint", "note", "write"]);
    let first = hint["by_state"].clone();
    assert_eq!((&hint["number"], &hint["of"]), (&json!(1), &json!(2)));
    let hint = home.json(&["hint", "note", "write"]);
    assert_eq!((&hint["number"], &hint["of"]), (&json!(2), &json!(2)));
    assert_ne!(hint["by_state"], first);
    let (code, ..) = home.run(&["--json", "hint", "note", "write"]).exits(2).error();
    assert_eq!(code, "no_more_hints");

    // The author's solution, one task and then all.
    home.run(&["lab", "solve", "note", "write"]).exits(0);
    let report = home.run(&["check", "note", "--json"]).exits(1).json();
    assert_eq!(answers(&report, "en")[0].0, "passed");
    assert_eq!(answers(&report, "en")[1], ("failed".into(), "The note is not signed.".into()));
    home.run(&["lab", "solve", "note"]).exits(0);
    let report = home.json(&["check", "note"]);
    assert_eq!(report["passed"], true);

    // A check that breaks is an error, never counted against the learner.
    home.run(&["exec", "note", "desk", "--", "touch", "/desk/fire"]).exits(0);
    let report = home.run(&["check", "note", "sign", "--json"]).exits(1).json();
    let (state, message) = answers(&report, "en").remove(0);
    assert_eq!(state, "error");
    assert!(message.contains("77"), "{message}");

    // Progress counts tasks and hints, and survives the stop.
    home.run(&["stop", "note"]).exits(0);
    assert_eq!(home.objects(), [""; 0], "stop leaves nothing behind");
    assert_eq!(home.json(&["status"]), json!([]));
    let progress = home.json(&["progress"]);
    assert_eq!((&progress["labs_passed"], &progress["tasks_passed"]), (&json!(1), &json!(2)));
    let lab = progress["tracks"][0]["labs"]
        .as_array()
        .and_then(|labs| labs.iter().find(|lab| lab["lab"] == "note"))
        .expect("the lab");
    assert_eq!((&lab["standing"], &lab["starts"], &lab["hints"]), (&json!("passed"), &json!(1), &json!(2)));
    assert!(lab["passed_at"].is_string() && lab["tasks"][1]["passed_at"].is_string(), "{lab}");
    let text = home.run(&["--lang", "fr", "progress"]).exits(0).out;
    assert!(text.contains("Un mot sur le bureau"), "{text}");
}

#[test]
fn exec_shell_and_logs_pass_everything_through() {
    let home = Home::new();
    home.run(&["start", "note"]).exits(0);

    let echoed =
        home.feed(&["exec", "note", "desk", "--", "sh", "-c", "cat; echo aside >&2; exit 7"], "Élan\n0\u{1f6e0}");
    assert_eq!((echoed.code, echoed.out.as_str(), echoed.err.as_str()), (7, "Élan\n0\u{1f6e0}", "aside\n"));
    let who = home.run(&["exec", "note", "desk", "--", "sh", "-c", "id -un; pwd"]).exits(0);
    assert_eq!(who.out, "nobody\n/desk\n", "as in the terminal that the lab opens");
    let megabytes = home.run(&["exec", "note", "desk", "--", "sh", "-c", "yes paddock | head -c 8000000"]).exits(0);
    assert_eq!(megabytes.out.len(), 8_000_000, "nothing of a long output is lost");
    let missing = home.run(&["exec", "note", "desk", "--", "no-such-command"]);
    assert!(missing.code == 126 || missing.code == 127, "the engine's own code: {} {}", missing.code, missing.err);

    let shell = home.feed(&["shell", "note"], "id -un; exit 3\n").exits(3);
    assert_eq!(shell.out, "nobody\n");

    let logs = home.run(&["logs", "note", "desk"]).exits(0);
    assert_eq!((logs.out.as_str(), logs.err.as_str()), ("the desk is ready\n", "the lamp flickers\n"));
    let logs = home.run(&["--json", "logs", "note"]).exits(0);
    let mut lines: Vec<Value> = logs.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    lines.sort_by_key(|line| line["stream"].to_string());
    assert_eq!(
        lines,
        [
            json!({"service": "desk", "stream": "stderr", "line": "the lamp flickers"}),
            json!({"service": "desk", "stream": "stdout", "line": "the desk is ready"}),
        ]
    );
    for (args, code) in [
        (&["exec", "note", "chair", "--", "true"][..], "service_unknown"),
        (&["check", "note", "rest"], "task_unknown"),
        (&["exec", "built-box", "box", "--", "true"], "no_session"),
        (&["start", "nots"], "lab_unknown"),
    ] {
        let ran = home.run(&[&["--json"], args].concat()).exits(2);
        assert_eq!(ran.error().0, code, "{args:?}");
    }
    home.run(&["stop", "--all"]).exits(0);
    assert_eq!(home.objects(), [""; 0]);
}

#[test]
fn pause_resume_and_reset() {
    let home = Home::new();
    home.run(&["start", "note"]).exits(0);
    home.run(&["lab", "solve", "note"]).exits(0);
    home.run(&["check", "note"]).exits(0);

    assert_eq!(home.json(&["pause"])["state"], "paused");
    assert_eq!(home.json(&["status"])[0]["state"], "paused");
    let resumed = home.json(&["resume"]);
    assert_eq!((&resumed["state"], &resumed["tasks"][0]["state"]), (&json!("ready"), &json!("passed")));

    // Nobody can be asked here, so nothing is lost without --yes.
    let (code, ..) = home.run(&["--json", "reset", "note"]).exits(2).error();
    assert_eq!(code, "unconfirmed");
    home.run(&["exec", "note", "desk", "--", "cat", "signature"]).exits(0);
    assert_eq!(home.json(&["reset", "note", "--yes"]), json!({"lab": "note", "services": ["checker", "desk"]}));
    let desk = home.run(&["exec", "note", "desk", "--", "sh", "-c", "ls; cat pencil"]).exits(0);
    assert_eq!(desk.out, "pencil\nsharpened\n", "as it was at the start, its preparation included");
    home.run(&["check", "note"]).exits(1);
    assert_eq!(home.json(&["progress"])["tasks_passed"], 2, "what was passed stays passed");

    // A machine that was restarted: the containers stand still, and `resume` brings them back.
    let container = home.json(&["status"])[0]["services"][0]["container"].as_str().expect("a name").to_owned();
    home.run(&["exec", "note", "desk", "--", "sh", "-c", "echo kept > kept"]).exits(0);
    docker(&["kill", &container]);
    assert_eq!(home.json(&["status"])[0]["state"], "down");
    assert_eq!(home.json(&["resume", "note"])["state"], "ready");
    home.run(&["exec", "note", "desk", "--", "cat", "kept"]).exits(0);
    home.run(&["stop", "note"]).exits(0);
    assert_eq!(home.objects(), [""; 0]);
}

#[test]
fn two_homes_on_one_engine_do_not_touch_each_other() {
    let (ours, theirs) = (Home::new(), Home::new());
    let (a, b) = std::thread::scope(|scope| {
        let a = scope.spawn(|| ours.json(&["start", "note"]));
        let b = scope.spawn(|| theirs.json(&["start", "note"]));
        (a.join().expect("starts"), b.join().expect("starts"))
    });
    assert_ne!(a["session"], b["session"]);
    assert_ne!(a["services"][0]["ports"][0]["host"], b["services"][0]["ports"][0]["host"], "each has a free port");
    ours.run(&["lab", "solve", "note"]).exits(0);
    ours.run(&["stop", "--all"]).exits(0);
    assert_eq!(ours.objects(), [""; 0]);
    assert_eq!(theirs.json(&["status"])[0]["state"], "ready");
    theirs.run(&["check", "note"]).exits(1);
    theirs.run(&["stop", "note"]).exits(0);
    assert_eq!(theirs.objects(), [""; 0]);
}

#[test]
fn a_damaged_database_is_restored_with_what_was_passed() {
    let home = Home::new();
    home.run(&["start", "note"]).exits(0);
    home.run(&["lab", "solve", "note"]).exits(0);
    home.run(&["check", "note"]).exits(0);
    home.run(&["stop", "note"]).exits(0);
    let (id, passed) = (home.id(), home.json(&["progress"]));
    assert_eq!(passed["labs_passed"], 1);

    std::fs::write(home.database(), b"This is no database.".repeat(500)).expect("written");
    let (code, _, hint) = home.run(&["--json", "progress"]).exits(2).error();
    assert_eq!(code, "database_damaged");
    assert!(hint.contains("paddock rescue") && hint.contains("backups"), "{hint}");
    let hint = home.run(&["--lang", "fr", "progress"]).exits(2).err;
    assert!(hint.contains("paddock rescue"), "{hint}");

    let done = home.json(&["rescue", "--yes"]);
    let aside = done["set_aside"].as_str().expect("a file");
    assert!(std::fs::read(aside).expect("kept").starts_with(b"This is no database."), "nothing is deleted");
    assert!(done["restored"].is_string(), "{done}");
    assert_eq!(home.json(&["progress"]), passed, "no progress is lost");
    assert_eq!(home.id(), id, "the same home as before: it owns what it left on the engine");
}

#[test]
fn a_lab_of_another_catalogue_is_still_seen_to_run() {
    let home = Home::new();
    let started = home.json(&["start", "note"]);
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::fs::write(elsewhere.path().join("tracks.yaml"), "[]").expect("a catalogue without labs");
    let elsewhere = elsewhere.path().to_str().expect("a path");
    let seen = home.json(&["status", "--labs", elsewhere]);
    assert_eq!((&seen[0]["session"], &seen[0]["state"]), (&started["session"], &json!("ready")));
    let names: Vec<&str> =
        seen[0]["services"].as_array().expect("services").iter().filter_map(|s| s["name"].as_str()).collect();
    assert_eq!(names, ["checker", "desk"], "what the engine has of it");
    let told = home.run(&["status", "--labs", elsewhere]).exits(0);
    assert!(told.out.contains("paddock stop note"), "{}", told.out);
    home.run(&["stop", "note", "--labs", elsewhere]).exits(0);
    assert_eq!(home.json(&["status"]), json!([]));
}
