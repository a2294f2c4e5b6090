//! Bringing a topology up: networks and volumes, then all containers side by side, then their starts in the order of what
//! they need. Nothing is awaited that nobody needs, and no request is dropped half way: the engine would finish it, and
//! nobody would know of what it made.

use std::collections::{BTreeMap, BTreeSet};

use bollard::{
    models::{NetworkConnectRequest, NetworkCreateRequest},
    query_parameters::CreateContainerOptionsBuilder,
};
use futures::future::{join, join_all};
use paddock_core::{
    id::{ServiceName, SessionId},
    port::{Cancelled, Container, ContainerState, ErrorKind, Op, Owner, Result, Stage, UpProgress},
    topology::{Restart, Topology},
};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::{
    connect::{DockerEngine, Live},
    error::{self, all},
    events, labels, list,
    ready::{self, Unready},
    seed::{self, Seeding},
    spec,
    start::{Plan, Planned, Progress, Raise, Step},
};

impl DockerEngine {
    pub(crate) async fn bring_up(
        &self,
        owner: &Owner,
        topology: &Topology,
        progress: Progress<'_>,
        cancelled: Cancelled,
    ) -> Result<Vec<Container>> {
        let stop = CancellationToken::new();
        let mut work = std::pin::pin!(self.make_all(owner, topology, progress, &stop));
        let result = tokio::select! {
            biased;
            () = cancelled => {
                stop.cancel();
                // Requests under way are let finish, so that what they make can be removed.
                match work.await {
                    Ok(_) => Err(error::cancelled(Op::Start, &owner.session)),
                    Err(failure) if failure.kind == ErrorKind::Cancelled => Err(failure),
                    // Wanted or not, it is over; why it would have failed does not matter to who cancelled.
                    Err(failure) => Err(error::of_kind(failure.op, failure.target, ErrorKind::Cancelled, failure.detail)),
                }
            }
            result = &mut work => result,
        };
        let mut failure = match result {
            Ok(containers) => return Ok(containers),
            Err(failure) => failure,
        };
        if let Err(left) = self.take_down(&owner.home, &owner.session).await {
            failure.detail = format!("{}; and not all that it had made could be removed: {left}", failure.detail);
        }
        Err(failure)
    }

    async fn make_all(
        &self,
        owner: &Owner,
        topology: &Topology,
        progress: Progress<'_>,
        stop: &CancellationToken,
    ) -> Result<Vec<Container>> {
        let live = self.live().await?;
        go_on(stop, &owner.session)?;
        let services: BTreeSet<ServiceName> = topology.services.keys().cloned().collect();
        let filter = labels::filter(&owner.home, Some(&owner.session));
        // Subscribed before anything starts, so that nothing is missed.
        let (events, made) = join(events::subscribe(live, filter), ground(live, owner, topology)).await;
        made?;
        let events = events?;
        go_on(stop, &owner.session)?;
        let ids = create_all(live, owner, topology, &services, progress).await?;
        let plan = plan(topology, ids.into_iter().map(|(name, id)| (name, id, Step::Start)));
        Raise { live, plan: &plan, progress, stop, strict: true }.run(events).await?;
        self.checked(live, owner, topology, &plan).await
    }

    /// See [`Engine::reset`](paddock_core::port::Engine::reset). Returns all containers of the session. What fails stays, for
    /// its log to be read.
    pub(crate) async fn make_anew(
        &self,
        owner: &Owner,
        topology: &Topology,
        services: &[ServiceName],
    ) -> Result<Vec<Container>> {
        let live = self.live().await?;
        let services: BTreeSet<ServiceName> = services.iter().cloned().collect();
        if let Some(unknown) = services.iter().find(|name| !topology.services.contains_key(*name)) {
            return Err(error::of_kind(Op::Create, unknown, ErrorKind::NotFound, "the lab has no such service"));
        }
        let volumes = topology.volumes_of(&services);
        let filter = labels::filter(&owner.home, Some(&owner.session));
        let (events, removed) = join(
            events::subscribe(live, filter),
            self.remove_services(&owner.home, &owner.session, &services, &volumes),
        )
        .await;
        removed?;
        let events = events?;
        all(join_all(volumes.iter().map(|volume| lab_volume(live, owner, volume))).await)?;
        let ids = create_all(live, owner, topology, &services, &|_| {}).await?;
        let plan = plan(topology, ids.into_iter().map(|(name, id)| (name, id, Step::Start)));
        let stop = CancellationToken::new();
        Raise { live, plan: &plan, progress: &|_| {}, stop: &stop, strict: true }.run(events).await?;
        self.checked(live, owner, topology, &plan).await
    }

    /// See [`Engine::resume`](paddock_core::port::Engine::resume). A service that is unhealthy or ends again is no failure
    /// here: the learner may have left it so. Its state says it.
    pub(crate) async fn wake(&self, owner: &Owner, topology: &Topology) -> Result<Vec<Container>> {
        let live = self.live().await?;
        let filter = labels::filter(&owner.home, Some(&owner.session));
        let (events, found) = join(events::subscribe(live, filter.clone()), list::containers(live, &filter)).await;
        let (events, found) = (events?, found?);
        let mut steps = Vec::new();
        for name in topology.services.keys() {
            let Some(container) = found.iter().find(|container| &container.service == name) else {
                let detail = "its container was removed; start the lab anew, or reset the service";
                return Err(error::of_kind(Op::Resume, name, ErrorKind::NotFound, detail));
            };
            let step = match container.state {
                ContainerState::Paused => Step::Unpause,
                ContainerState::Exited { code: 0 }
                    if ready::Goal::of(topology, name, &topology.services[name]) == ready::Goal::Completed =>
                {
                    Step::Done
                }
                ContainerState::Created | ContainerState::Exited { .. } => Step::Start,
                ContainerState::Running | ContainerState::Healthy | ContainerState::Unhealthy => Step::Leave,
            };
            steps.push((name.clone(), container.id.to_string(), step));
        }
        let plan = plan(topology, steps);
        let stop = CancellationToken::new();
        Raise { live, plan: &plan, progress: &|_| {}, stop: &stop, strict: false }.run(events).await?;
        list::containers(live, &filter).await
    }

    /// The containers of a session that is up. One that ended by itself since its start, and that nothing restarts, is a
    /// failure; to have ended with 0 is none.
    async fn checked(
        &self,
        live: &Live,
        owner: &Owner,
        topology: &Topology,
        plan: &Plan<'_>,
    ) -> Result<Vec<Container>> {
        let containers = list::containers(live, &labels::filter(&owner.home, Some(&owner.session))).await?;
        for container in &containers {
            let restart = topology.services.get(&container.service).map(|service| service.restart);
            if let ContainerState::Exited { code } = container.state
                && code != 0
                && restart == Some(Restart::No)
                && plan.contains_key(&container.service)
            {
                return Err(
                    ready::failure(live, &container.service, container.id.as_str(), Unready::Exited(code)).await
                );
            }
        }
        Ok(containers)
    }
}

fn plan<'t>(topology: &'t Topology, steps: impl IntoIterator<Item = (ServiceName, String, Step)>) -> Plan<'t> {
    steps
        .into_iter()
        .filter_map(|(name, id, step)| {
            let service = topology.services.get(&name)?;
            let goal = ready::Goal::of(topology, &name, service);
            Some((name, Planned { id, service, step, goal }))
        })
        .collect()
}

/// Networks and volumes.
async fn ground(live: &Live, owner: &Owner, topology: &Topology) -> Result<()> {
    let networks = spec::networks(topology);
    let networks = networks.iter().map(|(name, internal)| network(live, owner, name, *internal));
    let volumes = topology.volumes.iter().map(|name| lab_volume(live, owner, name));
    let (networks, volumes) = join(join_all(networks), join_all(volumes)).await;
    all(networks)?;
    all(volumes)?;
    Ok(())
}

async fn network(live: &Live, owner: &Owner, name: &str, internal: bool) -> Result<()> {
    let mut with_name = labels::of(owner);
    with_name.insert(labels::NAME.to_owned(), name.to_owned());
    let request = NetworkCreateRequest {
        name: labels::object(&owner.session, name),
        driver: Some("bridge".to_owned()),
        internal: Some(internal),
        labels: Some(with_name),
        ..Default::default()
    };
    live.docker.create_network(request).await.map_err(error::at(Op::Create, format!("network {name}")))?;
    Ok(())
}

async fn lab_volume(live: &Live, owner: &Owner, name: &str) -> Result<()> {
    let mut with_name = labels::of(owner);
    with_name.insert(labels::NAME.to_owned(), name.to_owned());
    seed::make_volume(live, &labels::object(&owner.session, name), with_name).await
}

/// Makes containers side by side, but those that share a volume one after another: the engine fills a volume from the image when a
/// container is made, and two that do so at once stumble over each other's files ("file exists").
async fn create_all(
    live: &Live,
    owner: &Owner,
    topology: &Topology,
    services: &BTreeSet<ServiceName>,
    progress: Progress<'_>,
) -> Result<BTreeMap<ServiceName, String>> {
    let turns: BTreeMap<&str, Mutex<()>> =
        topology.volumes.iter().map(|volume| (volume.as_str(), Mutex::new(()))).collect();
    let turns = &turns;
    let made = join_all(services.iter().map(|name| async move {
        // In the same order by everyone, so that nobody waits for who waits for them.
        let volumes: BTreeSet<&str> =
            topology.services[name].mounts.iter().map(|mount| mount.volume.as_str()).collect();
        let mut mine = Vec::new();
        for turn in volumes.iter().filter_map(|volume| turns.get(volume)) {
            mine.push(turn.lock().await);
        }
        let id = create(live, owner, topology, name).await?;
        drop(mine);
        progress(UpProgress { service: name.clone(), stage: Stage::Created });
        Ok((name.clone(), id))
    }));
    Ok(all(made.await)?.into_iter().collect())
}

async fn create(live: &Live, owner: &Owner, topology: &Topology, name: &ServiceName) -> Result<String> {
    let service = &topology.services[name];
    let seeding = Seeding::of(live, name, service)?;
    let mounts = seeding.seal(live, owner, name, service).await?;
    let mut spec = spec::container(owner, topology, name, service, live.api);
    if let Some(host) = &mut spec.body.host_config {
        host.mounts.get_or_insert_default().extend(mounts);
    }
    let full_name = labels::object(&owner.session, name.as_str());
    let options = CreateContainerOptionsBuilder::new().name(&full_name).build();
    let created = live.docker.create_container(Some(options), spec.body).await.map_err(|failure| {
        let target = match error::status(&failure) {
            Some(404) => format!("{name}: image {}", service.image.reference()),
            _ => name.to_string(),
        };
        error::at(Op::Create, target)(failure)
    })?;
    for (network, settings) in spec.join_later {
        let request = NetworkConnectRequest { container: created.id.clone(), endpoint_config: Some(settings) };
        live.docker.connect_network(&network, request).await.map_err(error::at(Op::Create, name))?;
    }
    seeding.write(live, &created.id, name, service).await?;
    Ok(created.id)
}

fn go_on(stop: &CancellationToken, session: &SessionId) -> Result<()> {
    if stop.is_cancelled() { Err(error::cancelled(Op::Create, session)) } else { Ok(()) }
}
