//! What a lab is. [`read`] makes it from a folder of files; see `docs/LAB_FORMAT.md`.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use crate::{
    check::Verdict,
    compose::Compose,
    files::Folder,
    finding::Finding,
    grant::Grant,
    id::{LabId, ServiceName, TaskId, TrackId},
    lang::Text,
    topology::Topology,
    vars::{self, Values, Variable},
};

mod bilingual;
mod lint;
mod prose;
mod read;
mod review;

pub use read::{read, tracks};
pub use review::review;

/// The newest format of `lab.yaml` that this program reads.
pub const FORMAT: i64 = 1;

/// Where a lab comes from: its folder, and the images that its catalogue shares.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name of the lab's folder.
    pub folder_name: &'a str,
    pub files: &'a Folder,
    /// Folder name under `labs/images` to its files.
    pub images: &'a BTreeMap<String, Folder>,
    /// The tracks there are; empty where the lab stands alone.
    pub tracks: &'a [Track],
}

#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    pub id: TrackId,
    pub title: Text,
    pub summary: Text,
    /// In the order in which a learner best takes them; those not named come after, by level and name.
    pub labs: Vec<LabId>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Lab {
    pub id: LabId,
    pub version: u32,
    pub track: TrackId,
    pub level: u8,
    pub minutes: u32,
    pub skills: Vec<String>,
    pub title: Text,
    pub summary: Text,
    pub variables: BTreeMap<String, Variable>,
    pub hidden: BTreeSet<ServiceName>,
    /// What services may do beyond the default, each with its reason.
    pub grants: Vec<Grant>,
    pub terminals: Vec<Terminal>,
    pub editor: Vec<EditorRoot>,
    pub pages: Vec<Page>,
    pub links: Vec<Link>,
    pub setup: Vec<Script>,
    pub tasks: Vec<Task>,
    /// Markdown.
    pub story: Text,
    /// Markdown.
    pub debrief: Text,
    pub(crate) compose: Compose,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Terminal {
    pub service: ServiceName,
    pub user: Option<String>,
    pub dir: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct EditorRoot {
    pub service: ServiceName,
    pub dir: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub service: ServiceName,
    pub port: u16,
    pub path: String,
    pub title: Text,
}

/// Who talks to whom, for the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub from: ServiceName,
    pub to: ServiceName,
    pub text: Option<Text>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    pub id: TaskId,
    pub title: Text,
    /// Markdown.
    pub text: Text,
    pub needs: Vec<TaskId>,
    pub check: Check,
    pub hints: Vec<Hint>,
    pub solve: Script,
    /// Another correct way than `solve`: a check that only knows the author's way is found out by it. Never shown to a learner.
    pub alt: Option<Script>,
    pub sabotage: Vec<Sabotage>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    pub script: Script,
    pub mode: Mode,
    pub messages: BTreeMap<i64, Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Passed once, passed for this session.
    Once,
    /// Passed while it is true.
    Now,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    pub text: Text,
    /// Offered only while the check ends with one of these codes; always, where empty.
    pub when: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sabotage {
    pub id: String,
    pub script: Script,
}

/// A script and where it runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// Relative to the lab.
    pub path: String,
    pub body: String,
    pub service: ServiceName,
    pub user: Option<String>,
    pub timeout: Duration,
}

impl Script {
    /// The program that reads the script, by its first line.
    pub fn interpreter(&self) -> &'static [&'static str] {
        let first = self.body.lines().next().unwrap_or_default();
        if !first.starts_with("#!") {
            &["sh", "-s"]
        } else if first.contains("python3") {
            &["python3", "-"]
        } else if first.contains("bash") {
            &["bash", "-s"]
        } else {
            &["sh", "-s"]
        }
    }

    /// What is fed to the interpreter. A shell reads the whole of it before it runs the first line, and what the script calls
    /// finds an empty standard input instead of the rest of the script.
    pub fn stdin(&self, values: &Values) -> Vec<u8> {
        let body = vars::fill(&self.body, values);
        if self.interpreter()[0] == "python3" {
            body.into_bytes()
        } else {
            format!("{{\n{body}\n}} </dev/null\n").into_bytes()
        }
    }
}

impl Lab {
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id.as_str() == id)
    }

    /// Everything decided for these values of the variables.
    pub fn topology(&self, values: &Values) -> Result<Topology, Vec<Finding>> {
        self.compose.resolve(self.id.as_str(), &self.grants, values)
    }

    /// The tasks that have to be passed before `task`, directly, and are not.
    pub fn unmet<'l>(&'l self, task: &'l Task, passed: impl Fn(&TaskId) -> bool) -> Vec<&'l TaskId> {
        task.needs.iter().filter(|need| !passed(need)).collect()
    }

    /// The hint to show next, given how many were read and how the check ended: the first unread one that fits, with its index.
    pub fn next_hint<'l>(&self, task: &'l Task, read: &[u32], last_code: Option<i64>) -> Option<(u32, &'l Hint)> {
        (0u32..)
            .zip(&task.hints)
            .filter(|(index, _)| !read.contains(index))
            .filter(|(_, hint)| hint.when.is_empty() || last_code.is_some_and(|code| hint.when.contains(&code)))
            .min_by_key(|(index, hint)| (hint.when.is_empty(), *index))
    }
}

/// How a task's newest check counts, given its mode: `once` stays passed.
pub fn standing(mode: Mode, passed_before: bool, newest: Verdict) -> Verdict {
    match (mode, passed_before, newest) {
        (Mode::Once, true, _) => Verdict::Passed,
        (Mode::Once, false, verdict) | (Mode::Now, _, verdict) => verdict,
    }
}
