//! What an author needs while writing a lab: its scripts, one at a time, in the session that runs. Nothing of it is recorded.

use std::time::Instant;

use paddock_core::{
    check::{Outcome, Verdict},
    id::{LabId, ServiceName, TaskId},
    lab::{Script, Task},
    lang::Text,
};
use serde::Serialize;

use crate::{
    check::read,
    error::{Code, Error, Result},
    paddock::Paddock,
    session::{self, running},
    texts,
};

/// One of a task's scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    Check,
    Solve,
    Alt,
    /// By its id; without one where the task has one only.
    Sabotage(Option<String>),
}

/// What came of one script.
#[derive(Debug, Clone, Serialize)]
pub struct Tried {
    pub lab: LabId,
    pub task: TaskId,
    /// The script, relative to the lab.
    pub path: String,
    pub service: ServiceName,
    pub user: Option<String>,
    pub code: i64,
    pub timed_out: bool,
    pub stdout: String,
    pub stderr: String,
    pub took_ms: u64,
    /// Of a check.
    pub verdict: Option<Verdict>,
    /// What a learner would read of a check; empty where it passed, and for other scripts.
    pub message: Text,
}

/// Runs one script of a task in the running session.
pub async fn try_script(app: &Paddock, lab: &LabId, task: &TaskId, which: &Which) -> Result<Tried> {
    let running = running(app, lab)?;
    let known: Vec<&str> = running.lab.tasks.iter().map(|task| task.id.as_str()).collect();
    let task = running.lab.task(task.as_str()).ok_or_else(|| Error::task_unknown(task, &known))?;
    let script = script(task, which)?;
    let containers = running.containers(app).await?;
    let values = &running.state.variables;
    let began = Instant::now();
    let raw = session::run_script(app.engine()?.as_ref(), &containers, script, values).await?;
    let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let answer: Option<Outcome> = (*which == Which::Check).then(|| read(&raw, task, values));
    let message = match &answer {
        Some(Outcome { verdict: Verdict::Error, code, .. }) => texts::broken_check(*code),
        Some(outcome) => outcome.message.clone(),
        None => Text::default(),
    };
    Ok(Tried {
        lab: lab.clone(),
        task: task.id.clone(),
        path: script.path.clone(),
        service: script.service.clone(),
        user: script.user.clone(),
        code: raw.code,
        timed_out: raw.timed_out,
        stdout: raw.stdout,
        stderr: raw.stderr,
        took_ms,
        verdict: answer.map(|outcome| outcome.verdict),
        message,
    })
}

fn script<'t>(task: &'t Task, which: &Which) -> Result<&'t Script> {
    let id = task.id.as_str();
    let bad = |text: &'static str, args: &[(&'static str, &str)]| Error::new(Code::BadInput, text, args);
    match which {
        Which::Check => Ok(&task.check.script),
        Which::Solve => Ok(&task.solve),
        Which::Alt => task.alt.as_ref().ok_or_else(|| bad("error-no-alt", &[("task", id)])),
        Which::Sabotage(wanted) => {
            let known: Vec<&str> = task.sabotage.iter().map(|sabotage| sabotage.id.as_str()).collect();
            let args = [("task", id), ("known", &known.join(", "))];
            match (wanted, &task.sabotage[..]) {
                (_, []) => Err(bad("error-no-sabotage", &[("task", id)])),
                (None, [only]) => Ok(&only.script),
                (None, _) => Err(bad("error-which-sabotage", &args)),
                (Some(wanted), all) => match all.iter().find(|sabotage| sabotage.id == *wanted) {
                    Some(sabotage) => Ok(&sabotage.script),
                    None => Err(bad("error-sabotage-unknown", &[("sabotage", wanted), args[0], args[1]])),
                },
            }
        }
    }
}

/// Runs the author's solution of tasks, in order, in the learner's session: for authors and for whoever walks a lab through.
pub async fn solve(app: &Paddock, lab: &LabId, tasks: &[TaskId]) -> Result<()> {
    let running = running(app, lab)?;
    let containers = running.containers(app).await?;
    let engine = app.engine()?;
    let known: Vec<&str> = running.lab.tasks.iter().map(|task| task.id.as_str()).collect();
    for id in tasks {
        running.lab.task(id.as_str()).ok_or_else(|| Error::task_unknown(id, &known))?;
    }
    for task in running.lab.tasks.iter().filter(|task| tasks.is_empty() || tasks.contains(&task.id)) {
        let raw = session::run_script(engine.as_ref(), &containers, &task.solve, &running.state.variables).await?;
        if raw.code != 0 || raw.timed_out {
            let (code, output) = (raw.code.to_string(), format!("{}{}", raw.stdout, raw.stderr));
            let args = [("script", task.solve.path.as_str()), ("code", &code), ("tail", output.trim_end())];
            return Err(Error::new(Code::SetupFailed, "error-script-failed", &args));
        }
    }
    Ok(())
}
