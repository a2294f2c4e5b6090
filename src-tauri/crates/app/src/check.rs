//! Running a lab's checks: on demand, or by themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use futures::future::join_all;
use paddock_core::{
    check::{Outcome, Raw, Verdict},
    event::Fact,
    id::{LabId, TaskId},
    lab::Task,
    lang::Text,
    port::{Container, Engine},
    vars::{Values, fill_both},
};

use crate::{
    error::{Error, Result},
    paddock::Paddock,
    session::{self, Running, running},
    texts,
    wire::{AppEvent, CheckReport, TaskCheck},
};

/// Checks tasks and records the answers. Without tasks: all of them.
pub async fn check(app: &Paddock, lab: &LabId, tasks: &[TaskId], automatic: bool) -> Result<CheckReport> {
    let running = running(app, lab)?;
    let wanted = wanted(&running, tasks)?;
    app.writable()?;
    let containers = running.containers(app).await?;
    let report = round(app, &running, &containers, &wanted, automatic).await?;
    let after = session::running(app, lab)?;
    let view = session::view(&after, &containers);
    app.tell(AppEvent::SessionChanged { lab: lab.clone(), session: Some(view) });
    Ok(report)
}

fn wanted<'l>(running: &Running<'l>, tasks: &[TaskId]) -> Result<Vec<&'l Task>> {
    let lab = running.lab;
    if tasks.is_empty() {
        return Ok(lab.tasks.iter().collect());
    }
    let known: Vec<&str> = lab.tasks.iter().map(|task| task.id.as_str()).collect();
    tasks.iter().map(|id| lab.task(id.as_str()).ok_or_else(|| Error::task_unknown(id, &known))).collect()
}

/// One round. Tasks whose needs are met are asked side by side; what a pass unblocks is asked in the same round.
async fn round(
    app: &Paddock,
    running: &Running<'_>,
    containers: &[Container],
    wanted: &[&Task],
    automatic: bool,
) -> Result<CheckReport> {
    let engine = app.engine()?;
    let mut passed: BTreeSet<TaskId> = session::passed(&running.lab.tasks, &running.state).cloned().collect();
    let mut answers: BTreeMap<TaskId, TaskCheck> = BTreeMap::new();
    loop {
        let ready: Vec<&Task> = wanted
            .iter()
            .copied()
            .filter(|task| {
                !answers.contains_key(&task.id) && running.lab.unmet(task, |need| passed.contains(need)).is_empty()
            })
            .collect();
        if ready.is_empty() {
            break;
        }
        let asked = join_all(ready.iter().map(|task| ask(engine.as_ref(), containers, task, &running.state.variables)));
        for (task, answer) in ready.iter().zip(asked.await) {
            let (outcome, took_ms) = answer?;
            if outcome.verdict == Verdict::Passed {
                passed.insert(task.id.clone());
            } else if session::standing(task, &running.state) == Some(Verdict::Passed)
                && paddock_core::lab::standing(task.check.mode, true, outcome.verdict) != Verdict::Passed
            {
                passed.remove(&task.id);
            }
            record(app, running, task, &outcome, took_ms, automatic)?;
            let state = paddock_core::lab::standing(task.check.mode, passed.contains(&task.id), outcome.verdict);
            answers.insert(task.id.clone(), task_check(task, state, outcome, took_ms));
        }
    }
    for task in wanted {
        let unmet = running.lab.unmet(task, |need| passed.contains(need));
        if let (Some(first), false) = (unmet.first(), answers.contains_key(&task.id)) {
            answers.insert(task.id.clone(), blocked(running, task, first));
        }
    }
    let tasks: Vec<TaskCheck> = wanted.iter().filter_map(|task| answers.remove(&task.id)).collect();
    passes(app, running)?;
    Ok(CheckReport {
        lab: running.lab.id.clone(),
        passed: tasks.iter().all(|task| task.state == Verdict::Passed),
        tasks,
    })
}

/// Asks one check. A failure of the engine is no answer of the check.
pub(crate) async fn ask(
    engine: &dyn Engine,
    containers: &[Container],
    task: &Task,
    values: &Values,
) -> Result<(Outcome, u64)> {
    let began = Instant::now();
    let raw = session::run_script(engine, containers, &task.check.script, values).await?;
    let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok((read(&raw, task, values), took_ms))
}

/// What a check's script returned, in the lab's words.
pub(crate) fn read(raw: &Raw, task: &Task, values: &Values) -> Outcome {
    let messages = task.check.messages.iter().map(|(code, text)| (*code, fill_both(text, values))).collect();
    Outcome::read(raw, &messages)
}

fn task_check(task: &Task, state: Verdict, outcome: Outcome, took_ms: u64) -> TaskCheck {
    let message = match state {
        Verdict::Error => texts::broken_check(outcome.code),
        Verdict::Passed | Verdict::Failed | Verdict::Blocked => outcome.message,
    };
    TaskCheck { task: task.id.clone(), state, message, evidence: outcome.evidence, took_ms }
}

fn blocked(running: &Running<'_>, task: &Task, first: &TaskId) -> TaskCheck {
    let title =
        running.lab.task(first.as_str()).map(|t| fill_both(&t.title, &running.state.variables)).unwrap_or_default();
    let message = Text {
        en: texts::say(paddock_core::lang::Lang::En, "check-blocked", &[("task", title.en.as_str())]),
        fr: texts::say(paddock_core::lang::Lang::Fr, "check-blocked", &[("task", title.fr.as_str())]),
    };
    TaskCheck { task: task.id.clone(), state: Verdict::Blocked, message, evidence: String::new(), took_ms: 0 }
}

fn record(
    app: &Paddock,
    running: &Running<'_>,
    task: &Task,
    outcome: &Outcome,
    took_ms: u64,
    automatic: bool,
) -> Result<()> {
    let known = running.state.tasks.get(&task.id);
    let same = known.and_then(|known| known.last.as_ref()).is_some_and(|last| {
        last.verdict == outcome.verdict && last.code == outcome.code && last.message == outcome.message
    });
    let newly_passed = outcome.verdict == Verdict::Passed && known.is_none_or(|known| known.passed.is_none());
    if automatic && same && !newly_passed {
        return Ok(());
    }
    let mut facts = vec![Fact::CheckRan {
        session: running.id.clone(),
        task: task.id.clone(),
        verdict: outcome.verdict,
        code: outcome.code,
        message: outcome.message.clone(),
        evidence: outcome.evidence.clone(),
        took_ms,
        automatic,
    }];
    if newly_passed {
        let hints = known.map_or(0, |known| u32::try_from(known.hints.len()).unwrap_or(u32::MAX));
        facts.push(Fact::TaskPassed { session: running.id.clone(), task: task.id.clone(), hints });
    }
    app.store(|store| store.append(&facts, app.now()))?;
    if newly_passed {
        let (lab, task) = (running.lab.id.clone(), task.id.clone());
        app.tell(AppEvent::TaskPassed { lab, task, lab_passed: false });
    }
    Ok(())
}

/// Records that the whole lab is passed, the first time that all tasks count as passed at once.
fn passes(app: &Paddock, running: &Running<'_>) -> Result<()> {
    let mut last = None;
    app.store(|store| {
        store.decide(app.now(), |state| {
            let Some(session) = state.sessions.get(&running.id).filter(|session| !session.lab_passed) else {
                return Ok::<_, Error>(Vec::new());
            };
            if session::passed(&running.lab.tasks, session).count() < running.lab.tasks.len() {
                return Ok(Vec::new());
            }
            last = running.lab.tasks.last().map(|task| task.id.clone());
            Ok(vec![Fact::LabPassed { session: running.id.clone() }])
        })
    })?;
    if let Some(task) = last {
        app.tell(AppEvent::TaskPassed { lab: running.lab.id.clone(), task, lab_passed: true });
        app.store(|store| store.backup(app.now()))?;
    }
    Ok(())
}
