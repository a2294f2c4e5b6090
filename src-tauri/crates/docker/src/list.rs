//! What the engine holds, read back as the port's containers; as leniently as a single one is (see `inspect`).

use std::collections::{BTreeSet, HashMap};

use futures::future::try_join_all;
use paddock_core::{
    id::ContainerId,
    port::{Container, ContainerState, ErrorKind, Op, Port, Result},
};
use serde::Deserialize;

use crate::{connect::Live, error, inspect, labels::Belongs};

/// A line of the engine's list.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Summary {
    pub id: String,
    pub labels: Option<HashMap<String, String>>,
    names: Option<Vec<String>>,
    #[serde(default)]
    state: String,
    #[serde(default)]
    status: String,
    ports: Option<Vec<PublishedPort>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PublishedPort {
    private_port: u16,
    public_port: Option<u16>,
}

/// The containers that `filter` names, running or not.
pub(crate) async fn containers(live: &Live, filter: &HashMap<String, Vec<String>>) -> Result<Vec<Container>> {
    let found =
        try_join_all(summaries(live, filter).await?.into_iter().map(|summary| container(live, summary))).await?;
    Ok(found.into_iter().flatten().collect())
}

pub(crate) async fn summaries(live: &Live, filter: &HashMap<String, Vec<String>>) -> Result<Vec<Summary>> {
    let filters = serde_json::to_string(filter).map_err(|e| error::other(Op::List, "containers", e))?;
    live.json(Op::List, "containers", "/containers/json", &[("all", "true"), ("filters", &filters)]).await
}

/// `None` for a container that carries the labels of a home without being a service of a lab.
async fn container(live: &Live, summary: Summary) -> Result<Option<Container>> {
    let Some(Belongs { session, lab, service }) = summary.labels.as_ref().and_then(Belongs::of) else {
        return Ok(None);
    };
    // Podman's list does not tell whether a container is healthy.
    let silent = |state: &ContainerState| live.podman && *state == ContainerState::Running;
    let state = match of_summary(&summary.state, &summary.status).filter(|state| !silent(state)) {
        Some(state) => state,
        None => match inspect::state(live, &summary.id).await {
            // It went between the two questions.
            Err(e) if e.kind == ErrorKind::NotFound => return Ok(None),
            other => other?,
        },
    };
    let ports: BTreeSet<(u16, u16)> =
        summary.ports.iter().flatten().filter_map(|p| Some((p.private_port, p.public_port?))).collect();
    let name = summary.names.and_then(|names| names.into_iter().next()).unwrap_or_default();
    Ok(Some(Container {
        id: ContainerId::new(summary.id),
        name: name.trim_start_matches('/').to_owned(),
        session,
        lab,
        service,
        state,
        ports: ports.into_iter().map(|(container, host)| Port { container, host }).collect(),
    }))
}

/// The engine's list says health and exit code only in prose; `None` where the prose is not understood.
fn of_summary(state: &str, status: &str) -> Option<ContainerState> {
    match state {
        "created" => Some(ContainerState::Created),
        "paused" => Some(ContainerState::Paused),
        // It may say so just because of a pause: only the container itself tells.
        "running" if status.contains("(unhealthy)") => None,
        "running" if status.contains("(healthy)") => Some(ContainerState::Healthy),
        "running" if status.starts_with("Up ") => Some(ContainerState::Running),
        "exited" => {
            let (code, _) = status.strip_prefix("Exited (")?.split_once(')')?;
            Some(ContainerState::Exited { code: code.parse().ok()? })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prose_of_the_list_is_understood() {
        let exited = of_summary("exited", "Exited (137) 2 minutes ago");
        assert_eq!(exited, Some(ContainerState::Exited { code: 137 }));
        assert_eq!(of_summary("running", "Up 3 seconds (healthy)"), Some(ContainerState::Healthy));
        assert_eq!(of_summary("running", "Up 3 seconds (health: starting)"), Some(ContainerState::Running));
        assert_eq!(of_summary("paused", "Up 3 seconds (Paused)"), Some(ContainerState::Paused));
        for unclear in [("running", "Up 3 seconds (unhealthy)"), ("running", "running"), ("stopped", "")] {
            assert_eq!(of_summary(unclear.0, unclear.1), None, "asked of the container itself");
        }
    }
}
