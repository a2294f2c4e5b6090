//! An engine that fails while it is needed: it goes away, hangs, or its disk is full. Each time the learner is told what
//! happened and what to do, keeps what was passed, and finds a clean home once the engine is back.
//!
//! The real engine serves all the while; the program reaches it through a stand-in for its socket that misbehaves.

#![cfg(unix)]

mod common;
#[path = "engine_fails/proxy.rs"]
mod proxy;

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::Child,
    time::{Duration, Instant},
};

use common::{Home, Ran, copy_of, docker, send, until};
use proxy::{Proxy, Then};
use serde_json::{Value, json};

/// A home in which something was passed already; it must still be there at the end.
fn learned(proxy: &Proxy) -> (Home, Value) {
    let home = Home::new().by(&proxy.host());
    home.run(&["start", "note"]).exits(0);
    home.run(&["lab", "solve", "note"]).exits(0);
    home.run(&["check", "note"]).exits(0);
    home.run(&["stop", "note"]).exits(0);
    let passed = home.json(&["progress"]);
    assert_eq!(passed["tasks_passed"], 2);
    (home, passed)
}

/// What was passed, whatever else was started.
fn tasks(progress: &Value) -> [&Value; 2] {
    [&progress["labs_passed"], &progress["tasks_passed"]]
}

/// The engine is back: nothing of before is left, and the lab starts.
#[track_caller]
fn all_is_well(home: &Home, lab: &str) {
    assert_eq!(home.json(&["status"]), json!([]), "nothing is stuck in a start");
    assert_eq!(home.objects(), [""; 0], "what was left is removed");
    assert_eq!(home.json(&["start", lab])["state"], "ready");
    home.run(&["stop", lab]).exits(0);
    assert_eq!(home.objects(), [""; 0]);
}

#[track_caller]
fn says(ran: Ran, code: &str, words: &[&str]) -> Ran {
    let ran = ran.exits(2);
    let (found, message, hint) = ran.error();
    assert_eq!(found, code, "{message} {hint}");
    for words in words {
        assert!(message.contains(words) || hint.contains(words), "{words}? {message} {hint}");
    }
    ran
}

const GONE: [(&str, [&str; 3]); 2] = [
    ("en", ["went away in the middle", "Start Docker again", "Your progress is safe"]),
    ("fr", ["a disparu en plein travail", "Redémarrez Docker", "Votre progression est intacte"]),
];

#[test]
fn it_goes_away_in_the_middle_of_a_start() {
    let proxy = Proxy::new();
    let (home, passed) = learned(&proxy);
    for ((lang, words), path) in GONE.into_iter().zip(["/containers/create", "/start"]) {
        proxy.on("POST", path, 1, Then::Vanish);
        says(home.run(&["--json", "--lang", lang, "start", "note"]), "engine_unreachable", &words);
        assert_ne!(home.objects(), [""; 0], "the engine did what it was asked, and nobody could remove it");
        assert_eq!(tasks(&home.json(&["progress"])), tasks(&passed), "no progress is lost");
        for verb in [&["status"][..], &["start", "note"]] {
            says(home.run(&[&["--json"], verb].concat()), "engine_unreachable", &["No container engine answers at"]);
        }
        proxy.come_back();
        all_is_well(&home, "note");
    }
    assert_eq!(tasks(&home.json(&["progress"])), tasks(&passed));
}

#[test]
fn it_goes_away_while_a_service_is_waited_for() {
    let proxy = Proxy::new();
    let (catalogue, lab) = copy_of("first/slow-start");
    let compose = fs::read_to_string(lab.join("compose.yaml")).expect("read");
    let with_check = |test: &str| {
        let check = format!("    healthcheck:\n      test: [CMD, {test}]\n      interval: 1s\n      retries: 200\n");
        let text = compose.replace("    networks: [yard]\n", &format!("    networks: [yard]\n{check}"));
        fs::write(lab.join("compose.yaml"), text).expect("written");
    };
    with_check("'false'");
    let home = Home::on(catalogue.path().to_owned()).by(&proxy.host());
    let child = home.ready(&["--json", "--lang", "fr", "start", "slow-start"]).spawn().expect("it starts");
    // It looks at the container that it started once, and then waits for the engine's events.
    let of_one = |path: &str| path.contains("/containers/") && !path.contains("/containers/json");
    proxy.wait_for(|request| request.starts_with("GET ") && of_one(request) && request.ends_with("/json"), true);
    proxy.vanish();
    says(Ran::from(child.wait_with_output().expect("it ends")), "engine_unreachable", &GONE[1].1);
    assert_ne!(home.objects(), [""; 0]);

    proxy.come_back();
    with_check("'true'");
    fs::write(lab.join("setup/wait.sh"), "true\n").expect("written");
    all_is_well(&home, "slow-start");
}

/// The lab on an image of its own, which takes some seconds to build. Removed when dropped.
struct Built {
    home: Home,
    folder: std::path::PathBuf,
    /// In the command of the container in which the engine builds.
    mark: String,
    _catalogue: tempfile::TempDir,
}

impl Built {
    fn new(home: impl FnOnce(&Path) -> Home, seconds: u32) -> Built {
        let (catalogue, lab) = copy_of("first/built-box");
        let folder = lab.join("../../images/tiny");
        let home = home(catalogue.path());
        home.run(&["lab", "list"]).exits(0);
        let built = Built { mark: format!("built-by-{}", home.id()), home, folder, _catalogue: catalogue };
        built.takes(seconds);
        built
    }

    fn takes(&self, seconds: u32) {
        let text = format!("FROM debian:bookworm-slim\nRUN sleep {seconds} && echo {} > /built\n", self.mark);
        fs::write(self.folder.join("Dockerfile"), text).expect("written");
    }

    /// The containers in which the engine builds it: they carry no label.
    fn at_work(&self) -> Vec<String> {
        let all = docker(&["ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Command}}"]);
        all.lines().filter(|line| line.contains(&self.mark)).map(str::to_owned).collect()
    }

    fn leaves_nothing(&self) {
        until("the engine to give up the build", || self.at_work().is_empty().then_some(()));
        assert_eq!(self.home.json(&["status"]), json!([]));
        assert_eq!(self.home.objects(), [""; 0]);
        assert!(self.images().is_empty(), "no image by halves");
        self.takes(0);
        all_is_well(&self.home, "built-box");
    }

    fn images(&self) -> Vec<String> {
        let list = self.home.json(&["images", "list"]);
        let list = list.as_array().expect("a list");
        let own = list.iter().filter(|image| !image["labs"].as_array().expect("labs").is_empty());
        own.map(|image| image["reference"].as_str().expect("a name").to_owned()).collect()
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            for image in self.images() {
                docker(&["rmi", &image]);
            }
        }
    }
}

#[test]
fn it_goes_away_while_it_builds_an_image() {
    let proxy = Proxy::new();
    let built = Built::new(|labs| Home::on(labs.to_owned()).by(&proxy.host()), 30);
    let child = built.home.ready(&["--json", "start", "built-box"]).spawn().expect("it starts");
    until("the build", || (!built.at_work().is_empty()).then_some(()));
    proxy.vanish();
    says(Ran::from(child.wait_with_output().expect("it ends")), "engine_unreachable", &GONE[0].1);
    proxy.come_back();
    built.leaves_nothing();
}

#[test]
fn a_start_that_is_killed_while_the_engine_builds_leaves_nothing() {
    let built = Built::new(|labs| Home::on(labs.to_owned()), 30);
    let mut child = built.home.ready(&["--json", "start", "built-box"]).spawn().expect("it starts");
    until("the build", || (!built.at_work().is_empty()).then_some(()));
    assert_eq!(built.home.json(&["status"])[0]["state"], "starting");
    child.kill().expect("kill -9");
    child.wait().expect("gone");
    built.leaves_nothing();
}

#[test]
fn one_that_hangs_is_named_after_some_seconds() {
    let proxy = Proxy::new();
    proxy.hang();
    let home = || Home::new().by(&proxy.host());
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| home().run(&["--json", "start", "note"]));
        let french = scope.spawn(|| home().run(&["--json", "--lang", "fr", "status"]));
        let doctor = scope.spawn(|| home().run(&["--json", "doctor"]).exits(1).json());
        let words = ["does not answer", proxy.host().as_str(), "Restart Docker"].map(str::to_owned);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        says(asked.join().expect("it ends"), "engine_silent", &words);
        says(french.join().expect("it ends"), "engine_silent", &["ne répond pas", "Redémarrez Docker"]);
        let report = doctor.join().expect("it ends");
        let engine = &report["findings"][0];
        assert_eq!((&engine["id"], &engine["state"]), (&json!("engine"), &json!("failure")));
        assert!(engine["commands"][0].as_str().is_some_and(|c| c.contains("restart")), "{engine}");
    });
}

/// Ends within a moment; not by a signal, but with the program's own words.
fn ends_at_once(child: Child) -> Ran {
    let began = Instant::now();
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert!(began.elapsed() < Duration::from_secs(10), "it took {:?}", began.elapsed());
    ran
}

#[test]
fn one_that_hangs_holds_nobody_who_wants_to_leave() {
    let proxy = Proxy::new();
    let home = Home::new().by(&proxy.host());
    home.run(&["lab", "list"]).exits(0);

    // Before anything was made: Ctrl-C ends it.
    proxy.hang();
    let child = home.ready(&["--json", "start", "note"]).spawn().expect("it starts");
    proxy.wait_for(|request| request == "GET /version", false);
    send("-INT", &child);
    says(ends_at_once(child), "cancelled", &["Nothing was left behind"]);

    // In the middle: the first waits for what the engine was asked, the second leaves.
    proxy.come_back();
    proxy.on("POST", "/containers/create", 1, Then::Hang);
    let mut child = home.ready(&["start", "note"]).spawn().expect("it starts");
    until("the container before", || home.objects().iter().any(|object| object.starts_with("ps ")).then_some(()));
    send("-INT", &child);
    let mut said = BufReader::new(child.stderr.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    assert!(said.any(|line| line.starts_with("Cancelling") && line.contains("Ctrl-C again leaves at once")));
    send("-INT", &child);
    ends_at_once(child).exits(2);
    let last: Vec<String> = said.collect();
    assert!(last.concat().contains("before everything that had been made was removed"), "{last:?}");
    assert!(last.concat().contains("`paddock status`"), "{last:?}");

    proxy.come_back();
    all_is_well(&home, "note");
}

/// As the engine words it, in an answer and in the stream of a build.
const FULL: &str = "mkdir /var/lib/docker/overlay2/3f6c0e-init: no space left on device";

#[test]
fn its_disk_is_full() {
    let proxy = Proxy::new();
    let (home, passed) = learned(&proxy);
    let answer = json!({ "message": FULL }).to_string();
    for (path, lang, words) in [
        (
            "/containers/create",
            "en",
            ["The disk of the container engine is full", "docker image prune", "progress is safe"],
        ),
        (
            "/start",
            "fr",
            ["Le disque du moteur de conteneurs est plein", "docker image prune", "progression est intacte"],
        ),
        (
            "/networks/create",
            "en",
            ["The disk of the container engine is full", "docker system df", "progress is safe"],
        ),
    ] {
        proxy.on("POST", path, 0, Then::Answer(500, answer.clone()));
        says(home.run(&["--json", "--lang", lang, "start", "note"]), "no_space", &words);
        assert_eq!(home.objects(), [""; 0], "what was made before is removed");
    }
    assert_eq!(tasks(&home.json(&["progress"])), tasks(&passed));
    all_is_well(&home, "note");

    let built = Built::new(|labs| Home::on(labs.to_owned()).by(&proxy.host()), 0);
    let stream = [
        json!({ "stream": "Step 1/2 : FROM debian:bookworm-slim\n" }),
        json!({ "errorDetail": { "message": FULL }, "error": FULL }),
    ];
    let stream = stream.map(|line| format!("{line}\r\n")).concat();
    for (status, body) in [(200, stream), (500, answer)] {
        proxy.on("POST", "/build", 0, Then::Answer(status, body));
        let words = ["Le disque du moteur de conteneurs est plein", "docker system df"];
        says(built.home.run(&["--json", "--lang", "fr", "start", "built-box"]), "no_space", &words);
    }
    built.leaves_nothing();
}
