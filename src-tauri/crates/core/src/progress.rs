//! What the log adds up to. [`State::apply`] is the only reading of a [`Fact`]; the store keeps its result, and can make it
//! anew from the log at any time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    agreement::Agreement,
    check::Verdict,
    event::{Event, Fact},
    id::{LabId, SessionId, TaskId},
    lang::{Lang, Text},
};

/// Everything that is shown of a learner.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    pub profile: Option<Profile>,
    /// Sessions that are not stopped.
    pub sessions: BTreeMap<SessionId, Session>,
    pub labs: BTreeMap<LabId, LabProgress>,
    /// What the learner agreed to. An agreement holds for one version of a lab and for just these rights.
    pub agreements: BTreeSet<Agreement>,
    /// Tasks passed by day (UTC), for the weekly picture.
    pub days: BTreeMap<jiff::civil::Date, u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub lang: Lang,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub lab: LabId,
    pub lab_version: u32,
    pub variables: BTreeMap<String, String>,
    pub phase: Phase,
    pub started: Timestamp,
    /// The last fact of this session.
    pub touched: Timestamp,
    /// Whether all tasks were passed at one moment of this session.
    pub lab_passed: bool,
    pub tasks: BTreeMap<TaskId, TaskInSession>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Starting,
    Ready,
    Paused,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TaskInSession {
    pub passed: Option<Timestamp>,
    /// The hints that were read, by their index.
    pub hints: BTreeSet<u32>,
    pub last: Option<LastCheck>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LastCheck {
    pub at: Timestamp,
    pub verdict: Verdict,
    pub code: i64,
    pub message: Text,
    pub automatic: bool,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LabProgress {
    /// How often it was started.
    pub starts: u32,
    pub first_started: Option<Timestamp>,
    pub last_touched: Option<Timestamp>,
    /// When all tasks were passed for the first time.
    pub passed: Option<Timestamp>,
    /// From the start of that session to its pass, in milliseconds.
    pub took_ms: Option<u64>,
    pub tasks: BTreeMap<TaskId, TaskProgress>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TaskProgress {
    /// The first time it was ever passed.
    pub passed: Option<Timestamp>,
    /// Hints read in the session of that pass; until then, in the newest session.
    pub hints: u32,
    /// Checks that said "not yet" before the first pass.
    pub not_yet: u32,
}

impl State {
    /// The session of a lab that is not stopped. There is at most one.
    pub fn session_of(&self, lab: &LabId) -> Option<(&SessionId, &Session)> {
        self.sessions.iter().find(|(_, session)| session.lab == *lab)
    }

    /// Takes in the next fact of the log.
    pub fn apply(&mut self, event: &Event) {
        let at = event.at;
        if let Some(session) = event.fact.session().and_then(|id| self.sessions.get_mut(id)) {
            session.touched = at;
            self.labs.entry(session.lab.clone()).or_default().last_touched = Some(at);
        }
        match &event.fact {
            Fact::ProfileSet { name, lang } => self.profile = Some(Profile { name: name.clone(), lang: *lang }),
            Fact::GrantsAgreed(agreement) => {
                self.agreements.insert(agreement.clone());
            }
            Fact::SessionStarting { session, lab, lab_version, variables } => {
                let progress = self.labs.entry(lab.clone()).or_default();
                progress.starts += 1;
                progress.first_started.get_or_insert(at);
                progress.last_touched = Some(at);
                for task in progress.tasks.values_mut().filter(|task| task.passed.is_none()) {
                    task.hints = 0;
                }
                self.sessions.insert(
                    session.clone(),
                    Session {
                        lab: lab.clone(),
                        lab_version: *lab_version,
                        variables: variables.clone(),
                        phase: Phase::Starting,
                        started: at,
                        touched: at,
                        lab_passed: false,
                        tasks: BTreeMap::new(),
                    },
                );
            }
            Fact::SessionReady { session, .. } | Fact::SessionResumed { session } => self.phase(session, Phase::Ready),
            Fact::SessionPaused { session } => self.phase(session, Phase::Paused),
            Fact::SessionStopped { session, .. } => {
                self.sessions.remove(session);
            }
            Fact::ServicesReset { .. } => {}
            Fact::CheckRan { session, task, verdict, code, message, automatic, .. } => {
                self.task(session, task, |in_session, ever| {
                    in_session.last = Some(LastCheck {
                        at,
                        verdict: *verdict,
                        code: *code,
                        message: message.clone(),
                        automatic: *automatic,
                    });
                    if *verdict == Verdict::Failed && ever.passed.is_none() {
                        ever.not_yet += 1;
                    }
                });
            }
            Fact::TaskPassed { session, task, hints } => {
                let mut first = false;
                self.task(session, task, |in_session, ever| {
                    in_session.passed.get_or_insert(at);
                    if ever.passed.is_none() {
                        ever.passed = Some(at);
                        ever.hints = *hints;
                        first = true;
                    }
                });
                if first {
                    *self.days.entry(at.to_zoned(jiff::tz::TimeZone::UTC).date()).or_default() += 1;
                }
            }
            Fact::LabPassed { session } => {
                if let Some(session) = self.sessions.get_mut(session) {
                    session.lab_passed = true;
                    let progress = self.labs.entry(session.lab.clone()).or_default();
                    if progress.passed.is_none() {
                        progress.passed = Some(at);
                        progress.took_ms = u64::try_from(at.duration_since(session.started).as_millis()).ok();
                    }
                }
            }
            Fact::HintShown { session, task, index } => {
                self.task(session, task, |in_session, ever| {
                    in_session.hints.insert(*index);
                    if ever.passed.is_none() {
                        ever.hints = u32::try_from(in_session.hints.len()).unwrap_or(u32::MAX);
                    }
                });
            }
        }
    }

    fn phase(&mut self, session: &SessionId, phase: Phase) {
        if let Some(session) = self.sessions.get_mut(session) {
            session.phase = phase;
        }
    }

    /// Runs `f` on a task as it stands in its session and as it stands for ever.
    fn task(&mut self, session: &SessionId, task: &TaskId, f: impl FnOnce(&mut TaskInSession, &mut TaskProgress)) {
        if let Some(session) = self.sessions.get_mut(session) {
            let ever = self.labs.entry(session.lab.clone()).or_default().tasks.entry(task.clone()).or_default();
            f(session.tasks.entry(task.clone()).or_default(), ever);
        }
    }
}
