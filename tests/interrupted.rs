//! A start that is ended in the middle, by Ctrl-C, by SIGTERM, or by a power cut: nothing of it stays.

#![cfg(unix)]

mod common;

use std::process::Child;

use common::{Home, Ran, send, until};
use serde_json::{Value, json};

/// Starts the slow lab and waits until its container is there and its preparation has begun.
fn begun(home: &Home) -> Child {
    // So that the home has its id before anything is on the engine.
    home.run(&["lab", "list"]).exits(0);
    let child = home.ready(&["--json", "--lang", "fr", "start", "slow-start"]).spawn().expect("it starts");
    until("the container", || home.objects().iter().any(|object| object.starts_with("ps ")).then_some(()));
    child
}

#[test]
fn asked_to_end_it_removes_what_it_made() {
    for signal in ["-INT", "-TERM"] {
        let home = Home::new();
        let child = begun(&home);
        send(signal, &child);
        let ran = Ran::from(child.wait_with_output().expect("it ends")).exits(2);
        let (code, message, _) = ran.error();
        assert_eq!(code, "cancelled", "{signal}");
        assert!(message.contains("Annulé"), "{message}");
        assert_eq!(home.objects(), [""; 0], "{signal}");
        assert_eq!(home.json(&["status"]), json!([]));
    }
}

#[test]
fn killed_it_is_cleaned_up_after_by_the_next_command() {
    let home = Home::new();
    let mut child = begun(&home);
    let (code, ..) = home.run(&["--json", "start", "slow-start"]).exits(2).error();
    assert_eq!(code, "starting_elsewhere", "while the first is at work");
    assert_eq!(home.json(&["status"])[0]["state"], "starting");

    child.kill().expect("kill -9");
    child.wait().expect("gone");
    assert_ne!(home.objects(), [""; 0], "nobody cleaned up yet");
    assert_eq!(home.json(&["status"]), json!([]));
    assert_eq!(home.objects(), [""; 0]);
    assert_eq!(home.json(&["start", "note"])["state"], "ready", "and the home is as good as before");
    home.run(&["stop", "--all"]).exits(0);
    assert_eq!(home.objects(), [""; 0]);
}

#[test]
fn a_start_that_fails_says_why_and_leaves_nothing() {
    let (catalogue, lab) = common::copy_of("first/note");
    std::fs::write(lab.join("setup/pencil.sh"), "echo no pencil >&2\nexit 3\n").expect("written");
    let home = Home::on(catalogue.path().to_owned());
    let (code, message, _) = home.run(&["--json", "start", "note"]).exits(2).error();
    assert_eq!(code, "setup_failed");
    assert!(message.contains("no pencil") && message.contains("setup/pencil.sh"), "{message}");
    assert_eq!(home.objects(), [""; 0]);
    assert_eq!(home.json(&["status"]), json!([]));

    let compose = std::fs::read_to_string(lab.join("compose.yaml")).expect("read");
    let compose = compose.replace("exec sleep infinity", "echo out of chairs >&2; exit 9");
    std::fs::write(lab.join("compose.yaml"), compose).expect("written");
    let ran = home.run(&["--json", "start", "note"]).exits(2);
    let (code, message, _) = ran.error();
    assert_eq!(code, "service_exited", "{message}");
    assert!(message.contains('9') && message.contains("out of chairs"), "{message}");
    assert_eq!(home.objects(), [""; 0]);
    let status: Value = home.json(&["status"]);
    assert_eq!(status, json!([]));
}
