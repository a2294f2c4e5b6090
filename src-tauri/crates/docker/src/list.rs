//! What the engine holds, read back as the port's containers.

use std::collections::{BTreeSet, HashMap};

use bollard::{
    models::{
        ContainerState as EngineState, ContainerStateStatusEnum, ContainerSummary, ContainerSummaryStateEnum, Health,
        HealthStatusEnum,
    },
    query_parameters::ListContainersOptionsBuilder,
};
use futures::future::try_join_all;
use paddock_core::{
    id::ContainerId,
    port::{Container, ContainerState, Op, Port, Result},
};

use crate::{connect::Live, error, labels::Belongs};

/// The containers that `filter` names, running or not.
pub(crate) async fn containers(live: &Live, filter: &HashMap<String, Vec<String>>) -> Result<Vec<Container>> {
    let found =
        try_join_all(summaries(live, filter).await?.into_iter().map(|summary| container(live, summary))).await?;
    Ok(found.into_iter().flatten().collect())
}

pub(crate) async fn summaries(live: &Live, filter: &HashMap<String, Vec<String>>) -> Result<Vec<ContainerSummary>> {
    let options = ListContainersOptionsBuilder::new().all(true).filters(filter).build();
    live.docker.list_containers(Some(options)).await.map_err(error::at(Op::List, "containers"))
}

/// The state of one container.
pub(crate) async fn state(live: &Live, id: &str) -> Result<ContainerState> {
    let found = live.docker.inspect_container(id, None).await.map_err(error::at(Op::List, id))?;
    match found.state {
        Some(state) => Ok(of_inspection(&state)),
        None => Err(error::other(Op::List, id, "the engine names no state")),
    }
}

/// `None` for a container that carries the labels of a home without being a service of a lab.
async fn container(live: &Live, summary: ContainerSummary) -> Result<Option<Container>> {
    let labels = summary.labels.unwrap_or_default();
    let (Some(Belongs { session, lab, service }), Some(id)) = (Belongs::of(&labels), summary.id) else {
        return Ok(None);
    };
    let state = match of_summary(summary.state, summary.status.as_deref().unwrap_or_default()) {
        Some(state) => state,
        None => match self::state(live, &id).await {
            // It went between the two questions.
            Err(e) if e.kind == paddock_core::port::ErrorKind::NotFound => return Ok(None),
            other => other?,
        },
    };
    let ports: BTreeSet<(u16, u16)> =
        summary.ports.iter().flatten().filter_map(|p| Some((p.private_port, p.public_port?))).collect();
    let name = summary.names.and_then(|names| names.into_iter().next()).unwrap_or_default();
    Ok(Some(Container {
        id: ContainerId::new(id),
        name: name.trim_start_matches('/').to_owned(),
        session,
        lab,
        service,
        state,
        ports: ports.into_iter().map(|(container, host)| Port { container, host }).collect(),
    }))
}

/// The engine's list says health and exit code only in prose; `None` where the prose is not understood.
fn of_summary(state: Option<ContainerSummaryStateEnum>, status: &str) -> Option<ContainerState> {
    use ContainerSummaryStateEnum as S;
    match state? {
        S::CREATED => Some(ContainerState::Created),
        S::PAUSED => Some(ContainerState::Paused),
        // It may say so just because of a pause: see `health`.
        S::RUNNING if status.contains("(unhealthy)") => None,
        S::RUNNING if status.contains("(healthy)") => Some(ContainerState::Healthy),
        S::RUNNING if status.starts_with("Up ") => Some(ContainerState::Running),
        S::EXITED => {
            let (code, _) = status.strip_prefix("Exited (")?.split_once(')')?;
            Some(ContainerState::Exited { code: code.parse().ok()? })
        }
        _ => None,
    }
}

pub(crate) fn of_inspection(state: &EngineState) -> ContainerState {
    use ContainerStateStatusEnum as S;
    let exited = ContainerState::Exited { code: state.exit_code.unwrap_or(-1) };
    match state.status {
        Some(S::CREATED) => ContainerState::Created,
        Some(S::PAUSED) => ContainerState::Paused,
        Some(S::RUNNING) => state.health.as_ref().map_or(ContainerState::Running, health),
        // Between an end and the next start, commands cannot run.
        Some(_) => exited,
        None if state.running == Some(true) => ContainerState::Running,
        None => exited,
    }
}

/// Docker calls every container unhealthy that was paused, until the next check after the pause. What the last check found
/// still holds.
fn health(health: &Health) -> ContainerState {
    let last_passed = health.log.iter().flatten().next_back().is_some_and(|check| check.exit_code == Some(0));
    match health.status {
        Some(HealthStatusEnum::HEALTHY) => ContainerState::Healthy,
        Some(HealthStatusEnum::UNHEALTHY) if last_passed && health.failing_streak == Some(0) => ContainerState::Healthy,
        Some(HealthStatusEnum::UNHEALTHY) => ContainerState::Unhealthy,
        _ => ContainerState::Running,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ContainerSummaryStateEnum as S;

    #[test]
    fn the_prose_of_the_list_is_understood() {
        let check = |state, prose| of_summary(Some(state), prose);
        assert_eq!(check(S::EXITED, "Exited (137) 2 minutes ago"), Some(ContainerState::Exited { code: 137 }));
        assert_eq!(check(S::RUNNING, "Up 3 seconds (healthy)"), Some(ContainerState::Healthy));
        assert_eq!(check(S::RUNNING, "Up 3 seconds (unhealthy)"), None, "asked of the container itself");
        assert_eq!(check(S::RUNNING, "Up 3 seconds (health: starting)"), Some(ContainerState::Running));
        assert_eq!(check(S::PAUSED, "Up 3 seconds (Paused)"), Some(ContainerState::Paused));
        assert_eq!(check(S::RUNNING, "running"), None, "asked of the container itself");
    }
}
