//! Whoever reads the log in pieces, keeps the state in between and goes on later, shows the same as who reads it at once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use paddock_core::{
    agreement::Agreement,
    check::Verdict,
    event::{Event, Fact, StopReason},
    id::{LabId, ServiceName, SessionId, TaskId},
    lang::{Lang, Text},
    progress::State,
};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

const SEEDS: u64 = 200;

/// A log of any facts in any order, few names to many facts: also what no decision would ever write.
fn any_log(seed: u64) -> Vec<Event> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let length = rng.next_u32() % 120;
    let mut at: Timestamp = "2026-02-13T22:00:00Z".parse().unwrap();
    (1..=u64::from(length))
        .map(|seq| {
            at += SignedDuration::from_secs(i64::from(rng.next_u32() % 3600));
            Event { seq, at, fact: any_fact(&mut rng) }
        })
        .collect()
}

fn any_fact(rng: &mut ChaCha8Rng) -> Fact {
    let mut pick = |n: u32| rng.next_u32() % n;
    let session = SessionId::new(format!("session-{}", pick(4)));
    let task = TaskId::new(format!("task-{}", pick(3)));
    match pick(15) {
        0 => {
            Fact::ProfileSet { name: format!("name-{}", pick(3)), lang: if pick(2) == 0 { Lang::En } else { Lang::Fr } }
        }
        1 | 2 => Fact::SessionStarting {
            session,
            lab: LabId::new(format!("lab-{}", pick(3))),
            lab_version: pick(3),
            variables: BTreeMap::from([("seed".into(), pick(9).to_string())]),
        },
        3 => Fact::SessionReady { session, took_ms: pick(5000).into() },
        4 => Fact::SessionPaused { session },
        5 => Fact::SessionResumed { session },
        6 => Fact::SessionStopped { session, reason: [StopReason::Asked, StopReason::Lost][pick(2) as usize] },
        7 => Fact::ServicesReset { session, services: vec![ServiceName::from("runner")] },
        8 | 9 => Fact::CheckRan {
            session,
            task,
            verdict: [Verdict::Passed, Verdict::Failed, Verdict::Blocked, Verdict::Error][pick(4) as usize],
            code: pick(130).into(),
            message: Text { en: "Not yet.".into(), fr: "Pas encore.".into() },
            evidence: String::new(),
            took_ms: 5,
            automatic: pick(2) == 0,
        },
        10 | 11 => Fact::TaskPassed { session, task, hints: pick(4) },
        14 => Fact::GrantsAgreed(Agreement {
            lab: LabId::new(format!("lab-{}", pick(3))),
            lab_version: pick(3),
            rights: BTreeMap::from([("runner".into(), BTreeSet::from([format!("cap_add {}", pick(3))]))]),
        }),
        12 => Fact::LabPassed { session },
        _ => Fact::HintShown { session, task, index: pick(4) },
    }
}

fn fold(state: State, events: &[Event]) -> State {
    events.iter().fold(state, |mut state, event| {
        state.apply(event);
        state
    })
}

/// As a snapshot keeps it.
fn kept(state: &State) -> State {
    serde_json::from_str(&serde_json::to_string(state).unwrap()).unwrap()
}

#[test]
fn any_split_of_the_log_gives_the_same_state() {
    // Every split of each log: fewer of them.
    for seed in 0..SEEDS / 5 {
        let log = any_log(seed);
        let whole = fold(State::default(), &log);
        assert_eq!(kept(&whole), whole, "seed {seed}: a state survives being kept");
        for split in 0..=log.len() {
            let (before, after) = log.split_at(split);
            assert_eq!(fold(kept(&fold(State::default(), before)), after), whole, "seed {seed}, split at {split}");
        }
    }
}

#[test]
fn events_survive_being_written() {
    for event in (0..SEEDS).flat_map(any_log) {
        let written = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&written).unwrap(), event, "{written}");
        assert!(written.contains(&format!("\"kind\":\"{}\"", event.fact.kind())), "{written}");
    }
}

#[test]
fn what_was_reached_is_never_taken_back() {
    for seed in 0..SEEDS {
        let mut state = State::default();
        for event in any_log(seed) {
            let before = state.clone();
            state.apply(&event);
            for (lab, was) in &before.labs {
                let is = &state.labs[lab];
                assert!(is.starts >= was.starts, "seed {seed}, event {}", event.seq);
                assert!(was.passed.is_none() || is.passed == was.passed, "seed {seed}, event {}", event.seq);
                for (task, was) in was.tasks.iter().filter(|(_, was)| was.passed.is_some()) {
                    let is = &is.tasks[task];
                    assert_eq!((is.passed, is.hints), (was.passed, was.hints), "seed {seed}, event {}", event.seq);
                }
            }
        }
        let passed =
            state.labs.values().flat_map(|lab| lab.tasks.values()).filter(|task| task.passed.is_some()).count();
        assert_eq!(state.days.values().sum::<u32>() as usize, passed, "seed {seed}: each task counts on one day");
    }
}

#[test]
fn a_stopped_session_is_gone_and_nothing_revives_it() {
    for seed in 0..SEEDS {
        let mut state = State::default();
        let mut open = BTreeSet::new();
        for event in any_log(seed) {
            match &event.fact {
                Fact::SessionStarting { session, .. } => drop(open.insert(session.clone())),
                Fact::SessionStopped { session, .. } => drop(open.remove(session)),
                _ => {}
            }
            state.apply(&event);
            assert!(state.sessions.keys().eq(&open), "seed {seed}, event {}", event.seq);
        }
    }
}
