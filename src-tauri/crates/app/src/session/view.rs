//! How a session stands, as it is shown.

use paddock_core::{
    check::Verdict,
    id::{LabId, ServiceName, SessionId, TaskId},
    lab::{Lab, Task, standing as counted},
    port::{Container, ContainerState},
    progress::{Phase, Session},
};

use super::{Running, of_state};
use crate::{
    error::Result,
    paddock::Paddock,
    texts,
    wire::{PortView, ServiceState, ServiceView, SessionState, SessionView, TaskState, TaskView},
};

/// The session of a lab, where there is one.
pub async fn session(app: &Paddock, lab: &LabId) -> Result<Option<SessionView>> {
    let lab = app.catalogue().lab(lab)?;
    match of_state(lab, &app.state()?)? {
        Some(running) => Ok(Some(view(&running, &running.containers(app).await?))),
        None => Ok(None),
    }
}

/// Every session that is not stopped, those touched last first. One whose lab this catalogue does not have, or cannot read, is shown by
/// what the engine has of it: it runs all the same, and can be stopped.
pub async fn sessions(app: &Paddock) -> Result<Vec<SessionView>> {
    let state = app.state()?;
    if state.sessions.is_empty() {
        return Ok(Vec::new());
    }
    let containers = app.engine()?.containers(&app.home()).await?;
    let labs: Vec<&Lab> = app.catalogue().labs().collect();
    let mut found = Vec::new();
    for (id, session) in &state.sessions {
        let own: Vec<Container> = containers.iter().filter(|c| c.session == *id).cloned().collect();
        let shown = match labs.iter().find(|lab| lab.id == session.lab) {
            Some(lab) => of_state(lab, &state)?.map(|running| view(&running, &own)),
            None => Some(stranger(id, session, &own)),
        };
        found.extend(shown.map(|view| (session.touched, view)));
    }
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    Ok(found.into_iter().map(|(_, view)| view).collect())
}

/// A session whose lab is not known here: its containers, and no tasks.
fn stranger(id: &SessionId, session: &Session, containers: &[Container]) -> SessionView {
    let is = |wanted: ContainerState| containers.iter().any(|c| c.state == wanted);
    let state = match session.phase {
        Phase::Starting => SessionState::Starting,
        _ if is(ContainerState::Paused) => SessionState::Paused,
        _ if !containers.iter().any(|c| c.state.is_up()) => SessionState::Down,
        Phase::Ready | Phase::Paused => SessionState::Ready,
    };
    let mut services: Vec<ServiceView> = containers.iter().map(|c| service_view(&c.service, Some(c))).collect();
    services.sort_by(|a, b| a.name.cmp(&b.name));
    SessionView {
        session: id.clone(),
        lab: session.lab.clone(),
        state,
        started: session.started,
        services,
        tasks: Vec::new(),
    }
}

pub(crate) fn view(running: &Running<'_>, containers: &[Container]) -> SessionView {
    let lab = running.lab;
    let services: Vec<ServiceView> = running
        .topology
        .services
        .keys()
        .filter(|name| !lab.hidden.contains(*name))
        .map(|name| service_view(name, containers.iter().find(|c| c.service == *name)))
        .collect();
    let state = match running.state.phase {
        Phase::Starting => SessionState::Starting,
        _ if containers.iter().any(|c| c.state == ContainerState::Paused) => SessionState::Paused,
        _ if containers.len() < running.topology.services.len()
            || containers.iter().any(|c| running.stands_still(c)) =>
        {
            SessionState::Down
        }
        Phase::Ready | Phase::Paused => SessionState::Ready,
    };
    SessionView {
        session: running.id.clone(),
        lab: lab.id.clone(),
        state,
        started: running.state.started,
        services,
        tasks: lab.tasks.iter().map(|task| task_view(task, &running.state, &lab.tasks)).collect(),
    }
}

fn task_view(task: &Task, session: &Session, all: &[Task]) -> TaskView {
    let in_session = session.tasks.get(&task.id);
    let last = in_session.and_then(|t| t.last.as_ref());
    let blocked = task.needs.iter().any(|need| !all.iter().any(|t| t.id == *need && passes(t, session)));
    let state = match standing(task, session) {
        Some(Verdict::Passed) => TaskState::Passed,
        _ if blocked => TaskState::Blocked,
        Some(Verdict::Failed) => TaskState::Failed,
        Some(Verdict::Error) => TaskState::Error,
        Some(Verdict::Blocked) | None => TaskState::Open,
    };
    let message = match state {
        TaskState::Failed => last.map(|last| last.message.clone()),
        TaskState::Error => last.map(|last| texts::broken_check(last.code)),
        TaskState::Open | TaskState::Blocked | TaskState::Passed => None,
    };
    TaskView {
        id: task.id.clone(),
        state,
        message,
        checked_at: last.map(|last| last.at),
        automatic: last.is_some_and(|last| last.automatic),
        passed_at: in_session.and_then(|t| t.passed),
        hints_shown: in_session.map_or(0, |t| u32::try_from(t.hints.len()).unwrap_or(u32::MAX)),
    }
}

/// How a task counts in its session; nothing where it was never checked.
pub(crate) fn standing(task: &Task, session: &Session) -> Option<Verdict> {
    let in_session = session.tasks.get(&task.id)?;
    let last = in_session.last.as_ref()?;
    Some(counted(task.check.mode, in_session.passed.is_some(), last.verdict))
}

fn passes(task: &Task, session: &Session) -> bool {
    standing(task, session) == Some(Verdict::Passed)
}

/// The tasks that count as passed in a session.
pub(crate) fn passed<'l>(tasks: &'l [Task], session: &'l Session) -> impl Iterator<Item = &'l TaskId> {
    tasks.iter().filter(|task| passes(task, session)).map(|task| &task.id)
}

fn service_view(name: &ServiceName, container: Option<&Container>) -> ServiceView {
    match container {
        Some(container) => ServiceView {
            name: name.clone(),
            container: container.name.clone(),
            state: service_state(container.state),
            ports: container.ports.iter().map(|p| PortView { container: p.container, host: p.host }).collect(),
        },
        None => ServiceView {
            name: name.clone(),
            container: String::new(),
            state: ServiceState::Missing,
            ports: Vec::new(),
        },
    }
}

fn service_state(state: ContainerState) -> ServiceState {
    match state {
        ContainerState::Created => ServiceState::Created,
        ContainerState::Running => ServiceState::Running,
        ContainerState::Healthy => ServiceState::Healthy,
        ContainerState::Unhealthy => ServiceState::Unhealthy,
        ContainerState::Paused => ServiceState::Paused,
        ContainerState::Exited { .. } => ServiceState::Exited,
    }
}
