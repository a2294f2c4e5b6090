//! Shared by the tests: made-up logs, and this test program run again as another process.
#![allow(dead_code)] // Each test program uses its own part.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::{Command, Stdio},
};

use jiff::{SignedDuration, Timestamp};
use paddock_core::{
    agreement::Agreement,
    check::Verdict,
    event::{Event, Fact, StopReason},
    id::{LabId, ServiceName, SessionId, TaskId},
    lang::{Lang, Text},
    progress::State,
};
use paddock_store::{Store, StoreError, StoreErrorKind};

pub fn at(s: &str) -> Timestamp {
    s.parse().unwrap()
}

/// A day on which every test begins.
pub fn now() -> Timestamp {
    at("2026-02-14T08:00:00.25Z")
}

pub fn open(dir: &Path) -> Store {
    Store::open(dir, now()).unwrap()
}

pub fn profile(name: &str) -> Fact {
    Fact::ProfileSet { name: name.into(), lang: Lang::Fr }
}

pub fn starting(session: &str, lab: &str) -> Fact {
    Fact::SessionStarting {
        session: session.into(),
        lab: lab.into(),
        lab_version: 1,
        variables: BTreeMap::from([("port".into(), "8080".into()), ("who".into(), "Zoé".into())]),
    }
}

pub fn text(en: &str, fr: &str) -> Text {
    Text { en: en.into(), fr: fr.into() }
}

/// One fact of each kind, as one session might have them. A new kind does not compile until it is listed here; then the
/// newest fixture in `tests/fixtures` must have it, too.
pub fn every_fact() -> Vec<Fact> {
    let session = SessionId::from("0123456789ab");
    let task = TaskId::from("green");
    let facts = vec![
        profile("Inès"),
        Fact::GrantsAgreed(Agreement {
            lab: "first-pipeline".into(),
            lab_version: 1,
            rights: BTreeMap::from([("runner".into(), BTreeSet::from(["cap_add NET_ADMIN".into()]))]),
        }),
        starting("0123456789ab", "first-pipeline"),
        Fact::SessionReady { session: session.clone(), took_ms: 1250 },
        Fact::HintShown { session: session.clone(), task: task.clone(), index: 1 },
        Fact::CheckRan {
            session: session.clone(),
            task: task.clone(),
            verdict: Verdict::Failed,
            code: 10,
            message: text("Not green yet.", "Pas encore vert."),
            evidence: "exit 1\n\"quoted\" \u{1f6a7}".into(),
            took_ms: 90,
            automatic: true,
        },
        Fact::SessionPaused { session: session.clone() },
        Fact::SessionResumed { session: session.clone() },
        Fact::ServicesReset { session: session.clone(), services: vec![ServiceName::from("runner")] },
        Fact::TaskPassed { session: session.clone(), task, hints: 2 },
        Fact::LabPassed { session: session.clone() },
        Fact::SessionStopped { session, reason: StopReason::Asked },
    ];
    for fact in &facts {
        match fact {
            Fact::ProfileSet { .. }
            | Fact::GrantsAgreed(_)
            | Fact::SessionStarting { .. }
            | Fact::SessionReady { .. }
            | Fact::SessionPaused { .. }
            | Fact::SessionResumed { .. }
            | Fact::SessionStopped { .. }
            | Fact::ServicesReset { .. }
            | Fact::CheckRan { .. }
            | Fact::TaskPassed { .. }
            | Fact::LabPassed { .. }
            | Fact::HintShown { .. } => {}
        }
    }
    facts
}

/// The n-th fact of a made-up history: labs started, checked, hinted, passed and stopped, over `labs` labs of 5 tasks.
pub fn made_up(n: u64, labs: u64) -> Fact {
    let run = n / 20;
    let (session, lab) = (SessionId::new(format!("{run:012x}")), LabId::new(format!("lab-{:03}", run * 7 % labs)));
    let task = TaskId::new(format!("task-{}", n % 5));
    match n % 20 {
        0 => Fact::SessionStarting {
            session,
            lab,
            lab_version: 1,
            variables: BTreeMap::from([("seed".into(), n.to_string())]),
        },
        1 => Fact::SessionReady { session, took_ms: 800 + n % 100 },
        4 | 9 => Fact::HintShown { session, task, index: (n % 3) as u32 },
        14..=17 => Fact::TaskPassed { session, task, hints: (n % 3) as u32 },
        18 => Fact::LabPassed { session },
        19 => Fact::SessionStopped { session, reason: StopReason::Asked },
        _ => Fact::CheckRan {
            session,
            task,
            verdict: if n.is_multiple_of(3) { Verdict::Passed } else { Verdict::Failed },
            code: if n.is_multiple_of(3) { 0 } else { 10 },
            message: text("The pipeline ends in `failed`.", "Le pipeline aboutit à `failed`."),
            evidence: "job build: exit status 127\n/bin/sh: 1: make: not found\n".repeat(3),
            took_ms: 70 + n % 50,
            automatic: n.is_multiple_of(2),
        },
    }
}

/// Appends made-up facts number `from` to `to` in transactions of 1000, a minute apart.
pub fn fill(store: &Store, from: u64, to: u64) {
    for start in (from..to).step_by(1000) {
        let facts: Vec<Fact> = (start..to.min(start + 1000)).map(|n| made_up(n, 60)).collect();
        store.append(&facts, now() + SignedDuration::from_mins(start as i64)).unwrap();
    }
}

pub fn all(store: &Store) -> Vec<Event> {
    store.events(None, 0, usize::MAX).unwrap()
}

pub fn fold(events: &[Event]) -> State {
    let mut state = State::default();
    events.iter().for_each(|event| state.apply(event));
    state
}

/// The log has no gaps, and the state is what it adds up to.
#[track_caller]
pub fn assert_sound(store: &Store) -> Vec<Event> {
    let events = all(store);
    assert!(events.iter().map(|event| event.seq).eq(1..=events.len() as u64), "the log has no gaps");
    assert_eq!(store.state().unwrap(), fold(&events), "the state is the fold of the log");
    events
}

#[track_caller]
pub fn kind<T: std::fmt::Debug>(result: Result<T, StoreError>) -> StoreErrorKind {
    result.unwrap_err().kind
}

/// Says on which folder a test that is another process's part is to work.
pub const DIR: &str = "PADDOCK_STORE_TEST_DIR";

/// The folder, where this process was started by [`again`].
pub fn dir_given() -> Option<std::path::PathBuf> {
    std::env::var_os(DIR).map(Into::into)
}

/// This test program again, as another process that runs one ignored test on `dir`.
pub fn again(test: &str, dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(part(test)).env(DIR, dir).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn part(test: &str) -> [&str; 6] {
    ["--exact", test, "--ignored", "--nocapture", "--test-threads", "1"]
}

/// Waits for a process of [`again`] and insists that its test ran and passed.
#[track_caller]
pub fn passed(mut command: Command) {
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{command:?}\n{out}\n{err}");
}

/// Overwrites a page in the middle of the log's table, in a database that nobody has open.
pub fn overwrite_a_page(dir: &Path, with: u8) {
    let file = dir.join("paddock.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let holds_facts = |page: &&mut [u8]| page[0] == 0x0D && page.windows(9).any(|window| window == b"{\"kind\":\"");
    let mut pages: Vec<&mut [u8]> = bytes.chunks_mut(4096).skip(1).filter(holds_facts).collect();
    let middle = pages.len() / 2;
    pages[middle].fill(with);
    std::fs::write(&file, bytes).unwrap();
}
