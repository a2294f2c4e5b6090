//! A lab that asks for more than every lab may: it is not started before the learner agreed, and asks once for each version and
//! for just what it asks.

mod common;

use std::fs;

use common::{Home, copy_of, docker};
use serde_json::{Value, json};

const LAB: &str = "own-network";

/// The rights of each service, in the words of compose.yaml.
fn rights(view: &Value) -> Vec<&str> {
    let grants = view["grants"].as_array().expect("grants");
    let rights = grants.iter().flat_map(|grant| grant["rights"].as_array().expect("rights"));
    rights.map(|right| right["right"].as_str().expect("a right")).collect()
}

#[track_caller]
fn refused(home: &Home) -> String {
    let (code, message, hint) = home.run(&["--json", "start", LAB]).exits(2).error();
    assert_eq!(code, "grants_not_agreed");
    assert!(hint.contains("paddock start own-network --agree"), "{hint}");
    assert_eq!(home.json(&["status"]), json!([]), "nothing was started");
    assert_eq!(home.objects(), [""; 0], "and nothing made");
    message
}

#[test]
fn a_lab_with_grants_starts_once_the_learner_agreed() {
    let home = Home::new();
    let view = home.json(&["lab", "show", LAB]);
    assert_eq!((&view["agreed"], rights(&view)), (&json!(false), vec!["cap_add NET_ADMIN"]));
    assert_eq!(view["grants"][0]["service"], "router");
    let shown = home.run(&["lab", "show", LAB]).exits(0).out;
    assert!(shown.contains("routes and firewall rules. (cap_add NET_ADMIN)"), "{shown}");

    // Refused where nobody can be asked, with service, reason and right in the learner's language.
    let message = refused(&home);
    let why = view["grants"][0]["why"]["en"].as_str().expect("a reason");
    assert!(!why.contains("{{"), "filled in: {why}");
    assert!(message.contains(&format!("router: {why}")), "{message}");
    assert!(message.contains("It may change its own network") && message.contains("cap_add NET_ADMIN"), "{message}");
    let french = home.run(&["--lang", "fr", "start", LAB]).exits(2).err;
    assert!(french.contains("Il peut modifier son propre réseau"), "{french}");
    assert!(french.contains("paddock start own-network --agree"), "{french}");

    // With the word it starts, and can do what it asked for.
    let started = home.json(&["start", LAB, "--agree"]);
    let container = started["services"][0]["container"].as_str().expect("a name").to_owned();
    let added = docker(&["inspect", "--format", "{{.HostConfig.CapAdd}} {{.HostConfig.SecurityOpt}}", &container]);
    assert_eq!(added.trim().replace("CAP_", ""), "[NET_ADMIN] [no-new-privileges:true]");
    home.run(&["lab", "solve", LAB]).exits(0);
    home.run(&["check", LAB]).exits(0);

    // From here on nothing is asked: not by a reset, a pause and its end, or another start.
    home.run(&["reset", LAB, "--yes"]).exits(0);
    home.run(&["pause", LAB]).exits(0);
    home.run(&["resume", LAB]).exits(0);
    home.run(&["stop", LAB]).exits(0);
    assert_eq!(home.json(&["lab", "show", LAB])["agreed"], true);
    home.json(&["start", LAB]);
    home.run(&["stop", LAB]).exits(0);
    assert_eq!(home.objects(), [""; 0]);

    // A lab that asks for nothing needs no word, and takes one.
    assert_eq!(home.json(&["lab", "show", "note"])["agreed"], true);
    home.run(&["start", "note", "--agree"]).exits(0);
    home.run(&["stop", "note"]).exits(0);
}

#[test]
fn what_changes_is_asked_again() {
    let (catalogue, lab) = copy_of("rights/own-network");
    let home = Home::on(catalogue.path().to_owned());
    let edit = |file: &str, from: &str, to: &str| {
        let path = lab.join(file);
        let text = fs::read_to_string(&path).expect("read");
        assert!(text.contains(from), "{from} in {file}");
        fs::write(path, text.replacen(from, to, 1)).expect("written");
    };
    home.json(&["start", LAB, "--agree"]);

    // While it runs, the lab is replaced by one that asks for more: its session goes on, but gets nothing new.
    edit("compose.yaml", "[NET_ADMIN]", "[NET_ADMIN, SYS_TIME]");
    home.json(&["start", LAB]);
    let (code, message, _) = home.run(&["--json", "reset", LAB, "--yes"]).exits(2).error();
    assert_eq!(code, "grants_not_agreed");
    assert!(message.contains("It may set the clock of this machine. (cap_add SYS_TIME)"), "{message}");
    home.run(&["start", LAB, "--agree"]).exits(0);
    home.run(&["reset", LAB, "--yes"]).exits(0);
    home.run(&["stop", LAB]).exits(0);

    edit("lab.yaml", "version: 1", "version: 2");
    refused(&home);
    home.json(&["start", LAB, "--agree"]);
    home.run(&["stop", LAB]).exits(0);

    // The words of the reason are no right, and what was agreed to before stays agreed to.
    edit("lab.yaml", "en: 'You set", "en: 'You yourself set");
    edit("lab.yaml", "version: 2", "version: 1");
    edit("compose.yaml", "[NET_ADMIN, SYS_TIME]", "[NET_ADMIN]");
    home.json(&["start", LAB]);
    home.run(&["stop", LAB]).exits(0);
    assert_eq!(home.objects(), [""; 0]);
}

#[test]
fn a_proof_asks_nothing_and_keeps_nothing() {
    let home = Home::new();
    let folder = common::labs().join("rights").join(LAB);
    for which in [LAB, &folder.to_string_lossy()] {
        let proved = home.run(&["--json", "lab", "test", which]).exits(0);
        assert_eq!(proved.json()[0]["passed"], true);
        assert_eq!(proved.err, "", "a program finds nothing but errors there");
    }
    assert_eq!(home.json(&["lab", "show", LAB])["agreed"], false, "the learner is asked still");
}

/// At a terminal, made by `script` of util-linux: what is asked is shown, a no starts nothing, a yes starts.
#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_the_learner_is_asked() {
    use std::{io::Write, process::Stdio};

    let home = Home::new();
    let answer = |answer: &str, lang: &str| {
        let start = home.ready(&["--lang", lang, "start", LAB]);
        let words: Vec<String> = std::iter::once(start.get_program())
            .chain(start.get_args())
            .map(|word| format!("'{}'", word.to_string_lossy()))
            .collect();
        let mut child = std::process::Command::new("script")
            .args(["-qec", &words.join(" "), "/dev/null"])
            .env("PADDOCK_HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("`script` of util-linux, which makes a terminal");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(format!("{answer}\n").as_bytes()).expect("it reads its input");
        let output = child.wait_with_output().expect("it ends");
        drop(stdin);
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (code, shown) = answer("n", "fr");
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("Il peut modifier son propre réseau") && shown.contains("[o/N]"), "{shown}");
    assert_eq!(home.json(&["status"]), json!([]));
    let (code, shown) = answer("y", "en");
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("Only where you trust its author. [y/N]"), "{shown}");
    let (code, shown) = answer("n", "en");
    assert_eq!(code, Some(0), "asked once: {shown}");
    assert!(!shown.contains("[y/N]"), "{shown}");
    home.run(&["stop", LAB]).exits(0);
}
