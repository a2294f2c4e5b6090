//! The facts that the log keeps. Everything that Paddock shows of progress is computed from them.
//!
//! Facts are only ever added. A field may be added with `#[serde(default)]`; a fact is never renamed, and its meaning
//! never changes, because logs outlive programs.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    agreement::Agreement,
    check::Verdict,
    id::{LabId, ServiceName, SessionId, TaskId},
    lang::{Lang, Text},
};

/// A fact with its place in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// 1 for the first event of a home; without gaps.
    pub seq: u64,
    pub at: Timestamp,
    #[serde(flatten)]
    pub fact: Fact,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// The learner said who they are and in which language to speak.
    ProfileSet {
        name: String,
        lang: Lang,
    },
    /// The learner agreed to what a version of a lab asks for beyond what every lab may.
    GrantsAgreed(Agreement),
    /// A lab is being started; its objects may exist on the engine from here on.
    SessionStarting {
        session: SessionId,
        lab: LabId,
        lab_version: u32,
        /// What the lab's variables came out as. Kept, so that a session survives a change of the lab.
        variables: BTreeMap<String, String>,
    },
    /// Every service is ready and every setup script ran.
    SessionReady {
        session: SessionId,
        took_ms: u64,
    },
    SessionPaused {
        session: SessionId,
    },
    SessionResumed {
        session: SessionId,
    },
    /// Ended, on the learner's word or because the start failed or was cancelled. Nothing of it is left on the engine.
    SessionStopped {
        session: SessionId,
        reason: StopReason,
    },
    ServicesReset {
        session: SessionId,
        services: Vec<ServiceName>,
    },
    /// A check gave an answer. Automatic runs are kept only where the answer changed.
    CheckRan {
        session: SessionId,
        task: TaskId,
        verdict: Verdict,
        code: i64,
        message: Text,
        evidence: String,
        took_ms: u64,
        automatic: bool,
    },
    /// The first time in this session that the task's check passed.
    TaskPassed {
        session: SessionId,
        task: TaskId,
        hints: u32,
    },
    /// All tasks of the lab passed, for the first time in this session.
    LabPassed {
        session: SessionId,
    },
    /// Hint number `index` (from 0) of a task was read.
    HintShown {
        session: SessionId,
        task: TaskId,
        index: u32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// The learner stopped it.
    Asked,
    Cancelled,
    Failed,
    /// Its containers were gone when Paddock looked.
    Lost,
}

impl Fact {
    /// The session that the fact is about.
    pub fn session(&self) -> Option<&SessionId> {
        match self {
            Fact::ProfileSet { .. } | Fact::GrantsAgreed(_) => None,
            Fact::SessionStarting { session, .. }
            | Fact::SessionReady { session, .. }
            | Fact::SessionPaused { session }
            | Fact::SessionResumed { session }
            | Fact::SessionStopped { session, .. }
            | Fact::ServicesReset { session, .. }
            | Fact::CheckRan { session, .. }
            | Fact::TaskPassed { session, .. }
            | Fact::LabPassed { session }
            | Fact::HintShown { session, .. } => Some(session),
        }
    }

    /// The `kind` under which it is kept.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::ProfileSet { .. } => "profile_set",
            Fact::GrantsAgreed(_) => "grants_agreed",
            Fact::SessionStarting { .. } => "session_starting",
            Fact::SessionReady { .. } => "session_ready",
            Fact::SessionPaused { .. } => "session_paused",
            Fact::SessionResumed { .. } => "session_resumed",
            Fact::SessionStopped { .. } => "session_stopped",
            Fact::ServicesReset { .. } => "services_reset",
            Fact::CheckRan { .. } => "check_ran",
            Fact::TaskPassed { .. } => "task_passed",
            Fact::LabPassed { .. } => "lab_passed",
            Fact::HintShown { .. } => "hint_shown",
        }
    }
}
