//! A home of its own for each test, and short words for small topologies.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    future::Future,
    panic::AssertUnwindSafe,
    time::Duration,
};

use bollard::Docker;
use futures::FutureExt;
use paddock_core::{
    grant::Rights,
    id::{ContainerId, HomeId, LabId, ServiceName, SessionId},
    port::{Container, Engine, EngineError, Exec, ExecOutput, Owner},
    topology::{Condition, Healthcheck, ImageSource, Limits, Network, Restart, Service, Topology, VolumeMount},
};
use paddock_docker::DockerEngine;
use rand::RngExt;

pub const BASE: &str = "debian:bookworm-slim";

/// One test's home on the engine.
#[derive(Clone)]
pub struct Home {
    pub engine: DockerEngine,
    pub owner: Owner,
}

/// Runs a test in a home of its own, and checks that nothing of it is left.
pub async fn in_home<F: Future<Output = ()>>(test: impl FnOnce(Home) -> F) {
    let home = Home::new();
    home.engine.info().await.unwrap_or_else(|e| panic!("a container engine has to run for this test: {e}"));
    assert!(home.engine.has_image(BASE).await.unwrap(), "the image {BASE} has to be there for this test");
    let result = AssertUnwindSafe(test(home.clone())).catch_unwind().await;
    home.engine.sweep(&home.owner.home, &[]).await.expect("what the test made can be removed");
    if let Err(panic) = result {
        std::panic::resume_unwind(panic);
    }
    assert_eq!(home.holdings().await, (0, 0, 0), "nothing is left");
}

pub fn id() -> String {
    format!("{:012x}", rand::rng().random::<u64>() & 0xffff_ffff_ffff)
}

impl Home {
    pub fn new() -> Self {
        let engine = paddock_docker::connect(None).expect("the engine's address is known");
        let owner = Owner {
            home: HomeId::new(format!("test-{}", id())),
            session: SessionId::new(id()),
            lab: LabId::from("a-lab"),
        };
        Home { engine, owner }
    }

    pub async fn up(&self, topology: &Topology) -> Result<Vec<Container>, EngineError> {
        self.engine.up(&self.owner, topology, &|_| {}, never()).await
    }

    /// One service that sleeps.
    pub async fn sleeper(&self) -> ContainerId {
        self.up(&topology([("box", sleep())])).await.unwrap()[0].id.clone()
    }

    pub async fn sh(&self, container: &ContainerId, script: &str) -> String {
        let ran = self.exec(container, &["sh", "-c", script], b"").await;
        assert_eq!(ran.code, 0, "{script}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    }

    pub async fn exec(&self, container: &ContainerId, command: &[&str], stdin: &[u8]) -> ExecOutput {
        self.engine.exec(container, &exec(command, stdin)).await.unwrap()
    }

    /// Containers, networks and volumes that carry the home's label.
    pub async fn holdings(&self) -> (usize, usize, usize) {
        let docker = bare();
        let filter = HashMap::from([("label", vec![format!("dev.paddock.home={}", self.owner.home)])]);
        use bollard::query_parameters::{
            ListContainersOptionsBuilder, ListNetworksOptionsBuilder, ListVolumesOptionsBuilder,
        };
        let containers = ListContainersOptionsBuilder::new().all(true).filters(&filter).build();
        let networks = ListNetworksOptionsBuilder::new().filters(&filter).build();
        let volumes = ListVolumesOptionsBuilder::new().filters(&filter).build();
        (
            docker.list_containers(Some(containers)).await.unwrap().len(),
            docker.list_networks(Some(networks)).await.unwrap().len(),
            docker.list_volumes(Some(volumes)).await.unwrap().volumes.unwrap_or_default().len(),
        )
    }
}

/// A client beside the one that is tested, where `DOCKER_HOST` says or at the default socket.
pub fn bare() -> Docker {
    let host = std::env::var("DOCKER_HOST").unwrap_or_else(|_| "unix:///var/run/docker.sock".into());
    let version = bollard::ClientVersion { major_version: 1, minor_version: 41 };
    if host.starts_with("tcp://") {
        Docker::connect_with_http(&host, 60, &version).unwrap()
    } else {
        Docker::connect_with_local(&host, 60, &version).unwrap()
    }
}

pub fn never() -> paddock_core::port::Cancelled {
    Box::pin(std::future::pending())
}

pub fn exec(command: &[&str], stdin: &[u8]) -> Exec {
    Exec {
        command: command.iter().map(|word| (*word).to_owned()).collect(),
        user: None,
        dir: None,
        env: BTreeMap::new(),
        stdin: stdin.to_vec(),
        timeout: Duration::from_secs(60),
        limit: 64 << 10,
    }
}

pub fn service(command: &[&str]) -> Service {
    Service {
        image: ImageSource::Named(BASE.into()),
        command: Some(command.iter().map(|word| (*word).to_owned()).collect()),
        entrypoint: None,
        environment: BTreeMap::new(),
        networks: BTreeMap::new(),
        mounts: Vec::new(),
        tmpfs: BTreeMap::new(),
        ports: Vec::new(),
        depends_on: BTreeMap::new(),
        healthcheck: None,
        hostname: None,
        working_dir: None,
        user: None,
        cap_drop: Vec::new(),
        rights: Rights::default(),
        init: false,
        read_only: false,
        tty: false,
        stdin_open: false,
        restart: Restart::No,
        labels: BTreeMap::new(),
        files: Vec::new(),
        limits: Limits::default(),
        stop_signal: None,
        stop_grace: Duration::from_secs(1),
        extra_hosts: Vec::new(),
        dns: Vec::new(),
        sysctls: BTreeMap::new(),
        ulimits: BTreeMap::new(),
    }
}

pub fn sleep() -> Service {
    service(&["sleep", "600"])
}

pub fn script(text: &str) -> Service {
    service(&["sh", "-c", text])
}

pub fn needs(mut service: Service, other: &str, condition: Condition) -> Service {
    service.depends_on.insert(other.into(), condition);
    service
}

pub fn checked(mut service: Service, test: &str, retries: u32) -> Service {
    service.healthcheck = Some(Healthcheck {
        test: vec!["CMD-SHELL".into(), test.into()],
        interval: Duration::from_millis(300),
        timeout: Duration::from_secs(10),
        retries,
        start_period: Duration::ZERO,
    });
    service
}

pub fn mount(volume: &str, target: &str) -> VolumeMount {
    VolumeMount { volume: volume.into(), target: target.into(), read_only: false }
}

pub fn topology<const N: usize>(services: [(&str, Service); N]) -> Topology {
    let services: BTreeMap<ServiceName, Service> = services.into_iter().map(|(name, s)| (name.into(), s)).collect();
    let volumes: BTreeSet<String> = services.values().flat_map(|s| s.mounts.iter().map(|m| m.volume.clone())).collect();
    let networks =
        services.values().flat_map(|s| s.networks.keys().cloned()).map(|name| (name, Network::default())).collect();
    Topology { services, networks, volumes }
}

pub fn of<'c>(containers: &'c [Container], service: &str) -> &'c Container {
    containers.iter().find(|c| c.service.as_str() == service).unwrap_or_else(|| panic!("{service} is there"))
}
