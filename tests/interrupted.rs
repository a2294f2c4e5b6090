//! A start or a proof that is ended in the middle, by Ctrl-C, by SIGTERM, or by a power cut: nothing of it stays.

#![cfg(unix)]

mod common;

use std::process::Child;

use common::{Home, Ran, owned_by, send, until};
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

/// Starts the proof of the slow lab and waits until it has a container. Gives the process and its throw-away home.
fn proving(home: &Home) -> (Child, String) {
    let before = home.proofs();
    let child = home.ready(&["--json", "lab", "test", "slow-start"]).spawn().expect("it starts");
    let proof = until("the proof's container", || {
        let proof = home.proofs().into_iter().find(|proof| !before.contains(proof))?;
        owned_by(&proof).iter().any(|object| object.starts_with("ps ")).then_some(proof)
    });
    (child, proof)
}

#[test]
fn what_a_killed_proof_left_is_removed_by_the_next_and_nothing_else() {
    let (home, other) = (Home::new(), Home::new());
    let (alive, of_alive) = proving(&home);
    let (mut killed, of_killed) = proving(&home);
    let (mut elsewhere, of_elsewhere) = proving(&other);
    for child in [&mut killed, &mut elsewhere] {
        child.kill().expect("kill -9");
        child.wait().expect("gone");
    }
    let (before, of_other) = (owned_by(&of_alive), owned_by(&of_elsewhere));
    assert_ne!(owned_by(&of_killed), [""; 0], "nobody cleaned up yet");

    let ran = home.run(&["lab", "test", "note"]).exits(0);
    assert!(ran.err.contains("killed proofs had left"), "{}", ran.err);
    assert_eq!(owned_by(&of_killed), [""; 0], "the next proof removes what the killed one left");
    assert_eq!(owned_by(&of_alive), before, "a proof that runs beside it keeps what it has");
    assert_eq!(owned_by(&of_elsewhere), of_other, "what belongs to another data folder is not touched");
    assert_eq!(home.proofs(), [of_alive.as_str()]);

    send("-INT", &alive);
    let (code, ..) = Ran::from(alive.wait_with_output().expect("it ends")).exits(2).error();
    assert_eq!(code, "cancelled");
    assert_eq!((owned_by(&of_alive), home.proofs()), (vec![], vec![]), "and one that is asked to end cleans up itself");

    other.run(&["status"]).exits(0);
    assert_eq!((owned_by(&of_elsewhere), other.proofs()), (vec![], vec![]), "opening Paddock cleans up too");
}

#[test]
fn proofs_side_by_side_are_given_up_together() {
    let home = Home::new();
    let child = home.ready(&["--json", "lab", "test", "slow-start", "slow-start", "slow-start", "--jobs", "2"]).spawn();
    let child = child.expect("it starts");
    let has_container = |proof: &String| owned_by(proof).iter().any(|object| object.starts_with("ps "));
    let proofs = until("both have a container", || {
        let proofs = home.proofs();
        (proofs.len() == 2 && proofs.iter().all(has_container)).then_some(proofs)
    });
    send("-INT", &child);
    let (code, ..) = Ran::from(child.wait_with_output().expect("it ends")).exits(2).error();
    assert_eq!(code, "cancelled", "said once, and the third was not begun");
    assert_eq!(home.proofs(), [""; 0]);
    for proof in proofs {
        assert_eq!(owned_by(&proof), [""; 0]);
    }
}
