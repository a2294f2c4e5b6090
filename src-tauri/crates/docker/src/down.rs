//! Removing: always by labels, always within one home. Containers go first, then the networks and volumes they held.

use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

use bollard::{
    errors::Error,
    models::NetworkDisconnectRequest,
    query_parameters::{
        ListNetworksOptionsBuilder, ListVolumesOptionsBuilder, RemoveContainerOptionsBuilder, RemoveVolumeOptions,
        WaitContainerOptionsBuilder,
    },
};
use futures::{
    StreamExt,
    future::{join, join_all, try_join3},
};
use paddock_core::{
    id::{HomeId, ServiceName, SessionId},
    port::{Container, ContainerState, Op, Result, Swept},
};

use crate::{
    connect::{DockerEngine, Live},
    error::{self, all},
    inspect, labels, list,
};

type Labels = HashMap<String, String>;

/// Names or ids of what is to go.
#[derive(Default)]
struct Doomed {
    containers: Vec<String>,
    networks: Vec<String>,
    volumes: Vec<String>,
}

impl DockerEngine {
    pub(crate) async fn take_down(&self, home: &HomeId, session: &SessionId) -> Result<()> {
        let live = self.live().await?;
        find(live, home, Some(session), &|_| true).await?.remove(live).await?;
        Ok(())
    }

    pub(crate) async fn sweep_home(&self, home: &HomeId, keep: &[SessionId]) -> Result<Swept> {
        let live = self.live().await?;
        let kept: BTreeSet<&str> = keep.iter().map(SessionId::as_str).collect();
        let orphaned = |labels: &Labels| labels.get(labels::SESSION).is_none_or(|s| !kept.contains(s.as_str()));
        find(live, home, None, &orphaned).await?.remove(live).await
    }

    /// Removes services of a session with the volumes named, and those made for their files.
    pub(crate) async fn remove_services(
        &self,
        home: &HomeId,
        session: &SessionId,
        services: &BTreeSet<ServiceName>,
        volumes: &BTreeSet<String>,
    ) -> Result<()> {
        let live = self.live().await?;
        let theirs = |labels: &Labels| match labels.get(labels::SERVICE) {
            Some(service) => services.contains(service.as_str()),
            None => labels.get(labels::NAME).is_some_and(|name| volumes.contains(name)),
        };
        let mut doomed = find(live, home, Some(session), &theirs).await?;
        doomed.networks.clear();
        doomed.remove(live).await?;
        Ok(())
    }

    pub(crate) async fn pause_all(&self, home: &HomeId, session: &SessionId) -> Result<()> {
        let live = self.live().await?;
        let found = list::containers(live, &labels::filter(home, Some(session))).await?;
        all(join_all(
            found
                .iter()
                .filter(|container| container.state.is_up())
                .map(|container| async move { pause(live, container).await }),
        )
        .await)?;
        Ok(())
    }
}

/// How often a container is asked to pause that cannot be frozen yet, and how long after the first time it is asked again; each wait
/// is twice as long as the one before.
const FREEZES: u32 = 5;
const FREEZE_AGAIN: Duration = Duration::from_millis(100);

async fn pause(live: &Live, container: &Container) -> Result<()> {
    let mut tries = 0;
    loop {
        let Err(failure) = live.docker.pause_container(container.id.as_str()).await else {
            return Ok(());
        };
        // It may have ended, or have been paused, since the list was made.
        if matches!(
            inspect::state(live, container.id.as_str()).await?,
            ContainerState::Paused | ContainerState::Exited { .. }
        ) {
            return Ok(());
        }
        let failure = error::at(Op::Pause, &container.service)(failure);
        tries += 1;
        // Processes that start others without a rest escape the freezer of control groups of version 1 for a while.
        if tries == FREEZES || !failure.detail.contains("unable to freeze") {
            return Err(failure);
        }
        tokio::time::sleep(FREEZE_AGAIN * 2u32.pow(tries - 1)).await;
    }
}

async fn find(
    live: &Live,
    home: &HomeId,
    session: Option<&SessionId>,
    wanted: &(dyn Fn(&Labels) -> bool + Sync),
) -> Result<Doomed> {
    let filter = labels::filter(home, session);
    let networks = ListNetworksOptionsBuilder::new().filters(&filter).build();
    let volumes = ListVolumesOptionsBuilder::new().filters(&filter).build();
    let (containers, networks, volumes) = try_join3(
        list::summaries(live, &filter),
        async { live.docker.list_networks(Some(networks)).await.map_err(error::at(Op::List, "networks")) },
        async { live.docker.list_volumes(Some(volumes)).await.map_err(error::at(Op::List, "volumes")) },
    )
    .await?;
    // Filters are the engine's; what it hands back is looked at again before anything is removed.
    let ours = |labels: &Labels| {
        labels.get(labels::HOME).is_some_and(|h| h == home.as_str())
            && session.is_none_or(|s| labels.get(labels::SESSION).is_some_and(|l| l == s.as_str()))
            && wanted(labels)
    };
    Ok(Doomed {
        containers: containers.into_iter().filter(|c| c.labels.as_ref().is_some_and(ours)).map(|c| c.id).collect(),
        networks: networks.into_iter().filter(|n| n.labels.as_ref().is_some_and(ours)).filter_map(|n| n.id).collect(),
        volumes: volumes.volumes.into_iter().flatten().filter(|v| ours(&v.labels)).map(|v| v.name).collect(),
    })
}

impl Doomed {
    /// Removes as much as it can; the first failure is told after that.
    async fn remove(self, live: &Live) -> Result<Swept> {
        let containers = join_all(self.containers.iter().map(|id| remove_container(live, id))).await;
        let networks = join_all(self.networks.iter().map(|id| remove_network(live, id)));
        let volumes = join_all(self.volumes.iter().map(|name| remove_volume(live, name)));
        let (networks, volumes) = join(networks, volumes).await;
        Ok(Swept { containers: all(containers)?.len(), networks: all(networks)?.len(), volumes: all(volumes)?.len() })
    }
}

async fn remove_container(live: &Live, id: &str) -> Result<()> {
    let options = RemoveContainerOptionsBuilder::new().force(true).v(true).build();
    let failure = match live.docker.remove_container(id, Some(options)).await {
        Ok(()) => return Ok(()),
        Err(failure) => failure,
    };
    match error::status(&failure) {
        Some(404) => Ok(()),
        // Somebody else removes it already: wait for that.
        Some(409) => {
            let options = WaitContainerOptionsBuilder::new().condition("removed").build();
            match live.docker.wait_container(id, Some(options)).boxed().next().await {
                None | Some(Ok(_) | Err(Error::DockerContainerWaitError { .. })) => Ok(()),
                Some(Err(gone)) if error::status(&gone) == Some(404) => Ok(()),
                Some(Err(failure)) => Err(error::at(Op::Remove, id)(failure)),
            }
        }
        _ => Err(error::at(Op::Remove, id)(failure)),
    }
}

async fn remove_network(live: &Live, id: &str) -> Result<()> {
    let failure = match live.docker.remove_network(id).await {
        Ok(()) => return Ok(()),
        Err(failure) => failure,
    };
    match error::status(&failure) {
        Some(404) => Ok(()),
        // A container that is not ours was connected to it by hand.
        Some(403 | 409) => {
            let found = match live.docker.inspect_network(id, None).await {
                Err(gone) if error::status(&gone) == Some(404) => return Ok(()),
                other => other.map_err(error::at(Op::Remove, id))?,
            };
            for container in found.containers.unwrap_or_default().into_keys() {
                let request = NetworkDisconnectRequest { container, force: Some(true) };
                match live.docker.disconnect_network(id, request).await {
                    Err(gone) if error::status(&gone) == Some(404) => {}
                    other => other.map_err(error::at(Op::Remove, id))?,
                }
            }
            match live.docker.remove_network(id).await {
                Err(gone) if error::status(&gone) == Some(404) => Ok(()),
                other => other.map_err(error::at(Op::Remove, id)),
            }
        }
        _ => Err(error::at(Op::Remove, id)(failure)),
    }
}

async fn remove_volume(live: &Live, name: &str) -> Result<()> {
    match live.docker.remove_volume(name, None::<RemoveVolumeOptions>).await {
        Err(gone) if error::status(&gone) == Some(404) => Ok(()),
        other => other.map_err(error::at(Op::Remove, name)),
    }
}
