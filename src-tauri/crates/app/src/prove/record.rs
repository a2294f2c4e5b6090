//! What a proof shows, step by step.

use paddock_core::id::TaskId;
use serde::Serialize;

use crate::wire::StartStep;

/// What was shown of one lab.
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    pub lab: String,
    pub passed: bool,
    pub tasks: Vec<TaskProof>,
    /// Containers, networks and volumes that were still there after the lab was removed; must be 0.
    pub left_behind: usize,
    /// The most memory that the lab's containers took together at one moment, looked at about once a second.
    pub peak_memory_bytes: u64,
    pub took_ms: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct TaskProof {
    pub task: String,
    pub steps: Vec<Step>,
}

/// One answer of a check, in English, and whether it is the one that the law wants.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    #[serde(flatten)]
    pub kind: StepKind,
    pub ok: bool,
    pub code: i64,
    /// The check's words; those about the check where it broke, about the script where one failed; empty where it passed.
    pub message: String,
    /// What the check printed, or the script that failed.
    pub evidence: String,
    pub took_ms: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum StepKind {
    /// Nobody did anything: must say "not yet".
    Untouched,
    /// After the solution: must pass.
    Solved,
    /// After a wrong fix: must say "not yet".
    Sabotaged { sabotage: String },
    /// After the solution was run again: must pass.
    Mended { sabotage: String },
    /// When all tasks are solved: must pass still.
    AtTheEnd,
    /// In a fresh lab, after the other way of a task: must pass.
    Alternative,
    /// In that fresh lab, after the solution of a task that has no other way: must pass.
    SolvedAfresh,
    /// When all tasks of that fresh lab are done: must pass still.
    AlternativeAtTheEnd,
    /// A script of the lab failed.
    Script { path: String },
}

/// What a proof says while it runs.
#[derive(Debug, Clone)]
pub enum ProofEvent {
    /// There is room for it.
    Began,
    Starting(StartStep),
    Step(TaskId, Step),
    Ended {
        passed: bool,
    },
}
