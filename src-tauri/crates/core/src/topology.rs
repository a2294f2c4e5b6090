//! What a lab consists of on the engine, with everything decided: no variables, no defaults, no files left to find.
//!
//! [`crate::compose`] makes it from `compose.yaml`; an [`Engine`](crate::port::Engine) runs it.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use sha2::{Digest, Sha256};

use crate::{
    grant::{Right, Rights},
    id::ServiceName,
};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topology {
    pub services: BTreeMap<ServiceName, Service>,
    /// Names of networks as the lab calls them; the value says whether the network has no way out.
    pub networks: BTreeMap<String, Network>,
    /// Names of volumes as the lab calls them.
    pub volumes: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// `internal: true`: containers reach each other and nothing else.
    pub internal: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    pub image: ImageSource,
    pub command: Option<Vec<String>>,
    pub entrypoint: Option<Vec<String>>,
    pub environment: BTreeMap<String, String>,
    /// Network name to the aliases besides the service's own name.
    pub networks: BTreeMap<String, Vec<String>>,
    pub mounts: Vec<VolumeMount>,
    /// Path in the container to mount options (`size=64m`), empty for none.
    pub tmpfs: BTreeMap<String, String>,
    /// Container ports (TCP) to publish on 127.0.0.1, each at a free port.
    pub ports: Vec<u16>,
    pub depends_on: BTreeMap<ServiceName, Condition>,
    pub healthcheck: Option<Healthcheck>,
    pub hostname: Option<String>,
    pub working_dir: Option<String>,
    pub user: Option<String>,
    /// Names without `CAP_`; `ALL` is all.
    pub cap_drop: Vec<String>,
    pub rights: Rights,
    pub init: bool,
    pub read_only: bool,
    pub tty: bool,
    pub stdin_open: bool,
    pub restart: Restart,
    pub labels: BTreeMap<String, String>,
    /// Configs and secrets: written into the container before it starts.
    pub files: Vec<SeedFile>,
    pub limits: Limits,
    pub stop_signal: Option<String>,
    pub stop_grace: Duration,
    /// `name:address` lines of /etc/hosts.
    pub extra_hosts: Vec<String>,
    pub dns: Vec<String>,
    pub sysctls: BTreeMap<String, String>,
    /// Name to (soft, hard).
    pub ulimits: BTreeMap<String, (i64, i64)>,
}

impl Service {
    /// What it may do beyond the default, one by one.
    pub fn rights(&self) -> BTreeSet<Right> {
        self.rights.list(&self.cap_drop)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum ImageSource {
    /// Something the engine has or can pull.
    Named(String),
    /// Something built from files, tagged by their hash.
    Built(ImageBuild),
}

impl ImageSource {
    /// The reference under which a container is created.
    pub fn reference(&self) -> String {
        match self {
            ImageSource::Named(name) => name.clone(),
            ImageSource::Built(build) => build.tag(),
        }
    }
}

/// Everything that a build depends on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageBuild {
    /// The last part of the image's name: the folder under `labs/images`, or `lab-service`.
    pub name: String,
    /// Relative path with `/` to content. Executable are those that begin with `#!`: labs travel over systems without modes.
    pub context: BTreeMap<String, Vec<u8>>,
    /// Relative path of the Dockerfile in the context.
    pub dockerfile: String,
    pub target: Option<String>,
    pub args: BTreeMap<String, String>,
}

impl ImageBuild {
    /// `paddock/<name>:<hash>`, where the hash covers the context, the Dockerfile's path, the target and the arguments.
    pub fn tag(&self) -> String {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        field(self.dockerfile.as_bytes());
        field(self.target.as_deref().unwrap_or_default().as_bytes());
        for (key, value) in &self.args {
            field(key.as_bytes());
            field(value.as_bytes());
        }
        for (path, content) in &self.context {
            field(path.as_bytes());
            field(content);
        }
        let digest = hash.finalize();
        let hex: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
        format!("paddock/{}:{hex}", self.name)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct VolumeMount {
    pub volume: String,
    pub target: String,
    pub read_only: bool,
}

/// A file written into a container before it starts.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedFile {
    pub path: String,
    pub content: Vec<u8>,
    pub uid: u64,
    pub gid: u64,
    pub mode: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Started,
    Healthy,
    CompletedSuccessfully,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Healthcheck {
    /// As the engine takes it: `["CMD", …]`, `["CMD-SHELL", "…"]` or `["NONE"]`.
    pub test: Vec<String>,
    pub interval: Duration,
    pub timeout: Duration,
    pub retries: u32,
    pub start_period: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub memory_bytes: u64,
    pub nano_cpus: u64,
    pub pids: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { memory_bytes: 256 << 20, nano_cpus: 1_000_000_000, pids: 512 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Restart {
    #[default]
    No,
    OnFailure,
    Always,
}

impl Topology {
    /// The services in the order of their start: each level needs only levels before it.
    /// [`crate::compose`] refuses circles, so every service is in exactly one level.
    pub fn levels(&self) -> Vec<Vec<&ServiceName>> {
        let mut placed: BTreeSet<&ServiceName> = BTreeSet::new();
        let mut levels = Vec::new();
        while placed.len() < self.services.len() {
            let level: Vec<&ServiceName> = self
                .services
                .iter()
                .filter(|(name, service)| {
                    !placed.contains(name) && service.depends_on.keys().all(|need| placed.contains(need))
                })
                .map(|(name, _)| name)
                .collect();
            if level.is_empty() {
                break;
            }
            placed.extend(&level);
            levels.push(level);
        }
        levels
    }

    /// The services that have to be made anew so that `service` is pristine: itself, and all that share a volume with
    /// one of them, because a volume that others still hold cannot be emptied.
    pub fn reset_group(&self, service: &ServiceName) -> BTreeSet<ServiceName> {
        let mut group = BTreeSet::from([service.clone()]);
        loop {
            let volumes = self.volumes_of(&group);
            let wider: BTreeSet<ServiceName> = self
                .services
                .iter()
                .filter(|(name, s)| group.contains(*name) || s.mounts.iter().any(|m| volumes.contains(&m.volume)))
                .map(|(name, _)| name.clone())
                .collect();
            if wider == group {
                return group;
            }
            group = wider;
        }
    }

    /// The volumes that any of `services` mounts.
    pub fn volumes_of(&self, services: &BTreeSet<ServiceName>) -> BTreeSet<String> {
        self.services
            .iter()
            .filter(|(name, _)| services.contains(*name))
            .flat_map(|(_, s)| s.mounts.iter().map(|m| m.volume.clone()))
            .collect()
    }
}
