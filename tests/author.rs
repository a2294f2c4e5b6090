//! An author's loop: one script of a lab tried alone in the running session, changed on the disk, and tried again.

mod common;

use std::fs;

use common::{Home, copy_of};
use serde_json::{Value, json};

#[test]
fn one_script_is_tried_alone_changed_and_tried_again() {
    let (catalogue, lab) = copy_of("first/note");
    let home = Home::on(catalogue.path().to_owned());
    let (code, ..) = home.run(&["--json", "lab", "run", "note", "write", "solve"]).exits(2).error();
    assert_eq!(code, "no_session");
    home.run(&["start", "note"]).exits(0);
    let tried = |exits: i32, words: &[&str]| -> Value {
        home.run(&[&["--json", "lab", "run", "note", "write"], words].concat()).exits(exits).json()
    };

    let check = tried(1, &["check"]);
    assert_eq!((&check["code"], &check["verdict"]), (&json!(10), &json!("failed")));
    assert_eq!(check["message"]["en"], "There is no note on the desk yet.");
    let alt = tried(0, &["alt"]);
    assert_eq!(
        (&alt["path"], &alt["service"], &alt["user"], &alt["code"], &alt["verdict"]),
        (&json!("alt/write.sh"), &json!("desk"), &json!("nobody"), &json!(0), &json!(null))
    );
    let keys: Vec<_> = alt.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(
        keys,
        [
            "code",
            "lab",
            "message",
            "path",
            "service",
            "stderr",
            "stdout",
            "task",
            "timed_out",
            "took_ms",
            "user",
            "verdict"
        ]
    );
    assert_eq!(tried(0, &["check"])["verdict"], "passed");
    tried(0, &["sabotage"]);
    let check = tried(1, &["check"]);
    assert_eq!(check["code"], 11);
    assert!(check["stdout"].as_str().expect("a text").contains("::set seen=almost "), "{check}");
    tried(0, &["sabotage", "another-word"]);

    // The next run takes the script as it is on the disk now: no restart, nothing else is run.
    fs::write(lab.join("solve/write.sh"), "echo half way\necho lost >&2\nexit 7\n").expect("written");
    let solve = tried(1, &["solve"]);
    assert_eq!(
        (&solve["code"], &solve["stdout"], &solve["stderr"]),
        (&json!(7), &json!("half way\n"), &json!("lost\n"))
    );
    let shown = home.run(&["lab", "run", "note", "write", "solve"]).exits(1);
    assert!(
        shown.out.starts_with("out | half way\nerr | lost\nsolve/write.sh as nobody@desk: exit code 7, "),
        "{}",
        shown.out
    );
    let french = home.run(&["--lang", "fr", "lab", "run", "note", "write", "check"]).exits(1);
    assert!(french.out.contains("code de sortie 11") && french.out.contains("Le mot dit `almost "), "{}", french.out);
    fs::write(lab.join("checks/write.sh"), "# ::set seen=nothing\nexit 42\n").expect("written");
    assert_eq!(tried(1, &["check"])["verdict"], "error", "no message stands for 42");

    let refused = |words: &[&str]| home.run(&[&["--json", "lab", "run", "note"], words].concat()).exits(2).error();
    let (code, message, _) = refused(&["sign", "alt"]);
    assert!(code == "bad_input" && message.contains("`sign`"), "{code} {message}");
    let (code, _, hint) = refused(&["write", "sabotage", "another"]);
    assert!(code == "bad_input" && hint.contains("another-word"), "{code} {hint}");
    assert_eq!(refused(&["write", "check", "twice"]).0, "bad_input");
    assert_eq!(refused(&["wrote", "check"]).0, "task_unknown");
    assert_eq!(refused(&["write", "sovle"]).0, "usage");

    assert_eq!(home.json(&["status"])[0]["tasks"][0]["state"], "open", "nothing of it was recorded");
    home.run(&["stop", "--all"]).exits(0);
    assert_eq!(home.objects(), [""; 0]);
}
