//! The shapes that leave the program: what `--json` prints and what the window receives.
//!
//! Version 1, described in `docs/JSON.md`. Fields are added, never renamed. The TypeScript of `ui/src/lib/wire/` is
//! generated from here. Times are RFC 3339 in UTC, durations milliseconds, sizes bytes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use paddock_core::{
    check::Verdict,
    id::{LabId, ServiceName, SessionId, TaskId, TrackId},
    lang::{Lang, Text},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The version of every shape here.
pub const VERSION: u32 = 1;

// The catalogue.

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Track {
    pub id: TrackId,
    pub title: Text,
    pub summary: Text,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LabSummary {
    pub id: LabId,
    pub track: TrackId,
    /// 1 first steps, 2 on your own feet, 3 demanding.
    pub level: u8,
    pub title: Text,
    pub summary: Text,
    pub minutes: u32,
    pub skills: Vec<String>,
    pub tasks: Vec<TaskId>,
    /// What its services may use together at most.
    pub memory_bytes: u64,
    pub standing: Standing,
    /// Tasks passed: in the session where there is one, otherwise ever.
    pub passed: u32,
}

/// How a lab stands with this learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Standing {
    Untouched,
    /// Started before, not passed, not running.
    Begun,
    Running,
    Paused,
    Passed,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LabView {
    #[serde(flatten)]
    pub lab: LabSummary,
    /// Sanitised HTML.
    pub story: Text,
    pub task_texts: Vec<TaskText>,
    /// Sanitised HTML. Shown once all tasks are passed.
    pub debrief: Text,
    pub terminals: Vec<TerminalTab>,
    pub editor: Vec<EditorRoot>,
    pub pages: Vec<PageTab>,
    pub topology: Vec<Node>,
    pub links: Vec<Link>,
    /// What its services ask for beyond what every lab may; empty for most labs.
    pub grants: Vec<GrantView>,
    /// Whether the learner agreed to just these; true where there are none. A start needs it.
    pub agreed: bool,
}

/// What a service of a lab asks for, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct GrantView {
    pub service: ServiceName,
    /// The author's reason.
    pub why: Text,
    pub rights: Vec<RightView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RightView {
    /// In the words of compose.yaml: `cap_add NET_ADMIN`.
    pub right: String,
    /// The same in plain words.
    pub text: Text,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TaskText {
    pub id: TaskId,
    pub title: Text,
    /// Sanitised HTML. A `<pre data-run="true">` may be typed into the first terminal.
    pub html: Text,
    pub needs: Vec<TaskId>,
    pub hints: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TerminalTab {
    pub service: ServiceName,
    pub user: Option<String>,
    pub dir: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct EditorRoot {
    pub service: ServiceName,
    pub dir: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PageTab {
    pub service: ServiceName,
    /// The port in the container; the session's services say at which port of 127.0.0.1 it is.
    pub port: u16,
    pub path: String,
    pub title: Text,
}

/// A service in the picture of the topology. Hidden services are left out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Node {
    pub service: ServiceName,
    pub networks: Vec<String>,
}

/// Who talks to whom, as the lab's author drew it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Link {
    pub from: ServiceName,
    pub to: ServiceName,
    pub text: Option<Text>,
}

// Sessions.

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SessionView {
    pub session: SessionId,
    pub lab: LabId,
    pub state: SessionState,
    #[ts(type = "string")]
    pub started: Timestamp,
    /// Visible services only.
    pub services: Vec<ServiceView>,
    pub tasks: Vec<TaskView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum SessionState {
    Starting,
    Ready,
    Paused,
    /// The engine or the machine was restarted, or services ended: `resume` brings it back.
    Down,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ServiceView {
    pub name: ServiceName,
    /// The container's name on the engine.
    pub container: String,
    pub state: ServiceState,
    pub ports: Vec<PortView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum ServiceState {
    Created,
    Running,
    Healthy,
    Unhealthy,
    Paused,
    Exited,
    /// The engine has no container for it.
    Missing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PortView {
    pub container: u16,
    /// On 127.0.0.1.
    pub host: u16,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TaskView {
    pub id: TaskId,
    pub state: TaskState,
    /// Why not yet, from the newest check.
    pub message: Option<Text>,
    #[ts(type = "string | null")]
    pub checked_at: Option<Timestamp>,
    /// Whether that check ran by itself.
    pub automatic: bool,
    #[ts(type = "string | null")]
    pub passed_at: Option<Timestamp>,
    pub hints_shown: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum TaskState {
    /// Not checked yet in this session.
    Open,
    Blocked,
    Passed,
    /// Not yet.
    Failed,
    Error,
}

// What a start does, as it does it.

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StartStep {
    pub phase: StartPhase,
    /// An image's reference or a service's name.
    pub name: String,
    pub done: u32,
    pub total: u32,
    /// The newest line of output, where there is one.
    pub line: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum StartPhase {
    /// Building or pulling images; `done` of `total` steps of this image.
    Images,
    /// `done` of `total` services are ready.
    Services,
    /// `done` of `total` setup scripts ran.
    Setup,
}

// Checks and hints.

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CheckReport {
    pub lab: LabId,
    /// Whether every task that was asked for passed.
    pub passed: bool,
    pub tasks: Vec<TaskCheck>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TaskCheck {
    pub task: TaskId,
    pub state: Verdict,
    pub message: Text,
    pub evidence: String,
    pub took_ms: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HintView {
    pub lab: LabId,
    pub task: TaskId,
    /// From 1.
    pub number: u32,
    pub of: u32,
    pub text: Text,
    /// Whether it was chosen because of how the lab stands now.
    pub by_state: bool,
}

// Progress.

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ProgressView {
    pub tracks: Vec<TrackProgress>,
    pub labs_passed: u32,
    pub labs: u32,
    pub tasks_passed: u32,
    pub tasks: u32,
    /// Eight weeks, oldest first; a week begins on Monday (UTC).
    pub weeks: Vec<Week>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TrackProgress {
    pub track: TrackId,
    pub title: Text,
    pub labs: Vec<LabProgressView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LabProgressView {
    pub lab: LabId,
    pub title: Text,
    pub standing: Standing,
    pub starts: u32,
    #[ts(type = "string | null")]
    pub passed_at: Option<Timestamp>,
    pub took_ms: Option<u64>,
    pub hints: u32,
    pub tasks: Vec<TaskProgressView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct TaskProgressView {
    pub task: TaskId,
    pub title: Text,
    #[ts(type = "string | null")]
    pub passed_at: Option<Timestamp>,
    pub hints: u32,
    pub not_yet: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Week {
    /// The Monday, `2026-11-16`.
    pub monday: String,
    pub tasks: u32,
}

/// What Home shows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HomeView {
    /// The lab to carry on with: the session touched last.
    pub carry_on: Option<LabSummary>,
    #[ts(type = "string | null")]
    pub touched: Option<Timestamp>,
    /// Labs in the order in which to take them.
    pub next: Vec<LabSummary>,
    pub weeks: Vec<Week>,
    pub labs_passed: u32,
    pub tasks_passed: u32,
    pub hints: u32,
}

// The machine.

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DoctorReport {
    /// Whether labs can run.
    pub ok: bool,
    pub findings: Vec<DoctorFinding>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DoctorFinding {
    /// `engine`, `contexts`, `disk`, `memory`, `images`, `database`, `catalogue`.
    pub id: String,
    pub state: Health,
    pub title: String,
    pub detail: String,
    /// What to do; empty where nothing is to be done.
    pub remedy: String,
    /// Commands to copy, one a line.
    pub commands: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Health {
    Ok,
    Warning,
    Failure,
}

/// The status bar.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct EngineStatus {
    /// `Docker 27.3`, or nothing where none answers.
    pub engine: Option<String>,
    pub context: Option<String>,
    pub error: Option<ErrorView>,
    /// Services of this home that are up.
    pub services: u32,
    pub images_bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ImageView {
    pub reference: String,
    pub bytes: u64,
    #[ts(type = "string")]
    pub created: Timestamp,
    /// The labs that need it.
    pub labs: Vec<LabId>,
}

// The window.

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Boot {
    pub version: String,
    /// Nothing before the first launch is finished.
    pub profile: Option<ProfileView>,
    /// The learner's choice, or the system's.
    pub lang: Lang,
    /// What the window remembers: `theme` (`system`, `light`, `dark`), `pane.*`, …
    pub settings: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProfileView {
    pub name: String,
    pub lang: Lang,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FileEntry {
    /// Relative to the editor's root, with `/`.
    pub path: String,
    pub dir: bool,
    pub bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FileContent {
    pub path: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ServiceStats {
    pub service: ServiceName,
    /// 1.0 is one core in full.
    pub cpu: f64,
    pub memory_bytes: u64,
}

/// What happens without being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum AppEvent {
    Starting {
        lab: LabId,
        step: StartStep,
    },
    /// The session as it is now; none after a stop.
    SessionChanged {
        lab: LabId,
        session: Option<SessionView>,
    },
    TaskPassed {
        lab: LabId,
        task: TaskId,
        lab_passed: bool,
    },
    Stats {
        lab: LabId,
        services: Vec<ServiceStats>,
    },
    Engine {
        status: EngineStatus,
    },
}

/// A message for people: what failed and why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErrorView {
    /// Stable, `snake_case`; listed in `docs/JSON.md`.
    pub code: String,
    pub message: String,
    pub hint: String,
}
