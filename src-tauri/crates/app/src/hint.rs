//! Hints: one at a time, chosen by how the lab stands.

use paddock_core::{
    event::Fact,
    id::{LabId, TaskId},
    lab::{Hint, Task},
    vars::fill_both,
};

use crate::{
    check::ask,
    error::{Code, Error, Result},
    paddock::Paddock,
    session::{self, Running, running},
    wire::{AppEvent, HintView},
};

/// Shows the next hint of a task and keeps that it was read.
pub async fn hint(app: &Paddock, lab: &LabId, task: &TaskId) -> Result<HintView> {
    let running = running(app, lab)?;
    let task = find(&running, task)?;
    app.writable()?;
    let read: Vec<u32> = read(&running, task);
    // A hint that looks at the state asks the check first; where the check cannot be asked, the others serve.
    let containers = running.containers(app).await?;
    let code = match task.hints.iter().any(|hint| !hint.when.is_empty()) {
        true => match ask(app.engine()?.as_ref(), &containers, task, &running.state.variables).await {
            Ok((outcome, _)) => Some(outcome.code),
            Err(error) if error.code == Code::NotRunning => None,
            Err(error) => return Err(error),
        },
        false => None,
    };
    let Some((index, hint)) = running.lab.next_hint(task, &read, code) else {
        let waiting = task.hints.len() > read.len();
        let id = if waiting { "error-no-hint-fits" } else { "error-no-more-hints" };
        return Err(Error::new(Code::NoMoreHints, id, &[("task", task.id.as_str())]));
    };
    let fact = Fact::HintShown { session: running.id.clone(), task: task.id.clone(), index };
    app.store(|store| store.append(&[fact], app.now()))?;
    let after = session::running(app, lab)?;
    let view = session::view(&after, &containers);
    app.tell(AppEvent::SessionChanged { lab: lab.clone(), session: Some(view) });
    Ok(show(&running, task, hint, read.len() + 1))
}

/// The hints of a task that were read in this session.
pub fn hints(app: &Paddock, lab: &LabId, task: &TaskId) -> Result<Vec<HintView>> {
    let running = running(app, lab)?;
    let task = find(&running, task)?;
    let read = read(&running, task);
    Ok(read
        .iter()
        .filter_map(|index| task.hints.get(usize::try_from(*index).ok()?))
        .zip(1..)
        .map(|(hint, number)| show(&running, task, hint, number))
        .collect())
}

fn find<'l>(running: &Running<'l>, id: &TaskId) -> Result<&'l Task> {
    let known: Vec<&str> = running.lab.tasks.iter().map(|task| task.id.as_str()).collect();
    running.lab.task(id.as_str()).ok_or_else(|| Error::task_unknown(id, &known))
}

fn read(running: &Running<'_>, task: &Task) -> Vec<u32> {
    running.state.tasks.get(&task.id).map(|task| task.hints.iter().copied().collect()).unwrap_or_default()
}

fn show(running: &Running<'_>, task: &Task, hint: &Hint, number: usize) -> HintView {
    HintView {
        lab: running.lab.id.clone(),
        task: task.id.clone(),
        number: u32::try_from(number).unwrap_or(u32::MAX),
        of: u32::try_from(task.hints.len()).unwrap_or(u32::MAX),
        text: fill_both(&hint.text, &running.state.variables),
        by_state: !hint.when.is_empty(),
    }
}
