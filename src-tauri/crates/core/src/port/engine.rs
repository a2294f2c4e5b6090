//! The container engine, as Paddock needs it. `paddock-docker` implements it over Docker's API.

use std::{collections::BTreeMap, ops::AddAssign, path::Path, pin::Pin, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::{Stream, future::BoxFuture};

use crate::{
    id::{ContainerId, HomeId, LabId, ServiceName, SessionId},
    topology::{ImageBuild, Topology},
};

pub type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;
pub type Result<T, E = EngineError> = std::result::Result<T, E>;

/// A future that ends when the caller no longer wants the work.
pub type Cancelled = BoxFuture<'static, ()>;

/// A container engine. Every object that it makes is labelled with home, session, lab and service, and every call that
/// removes looks at the home first.
#[async_trait]
pub trait Engine: Send + Sync {
    async fn info(&self) -> Result<EngineInfo>;

    // Images.

    async fn has_image(&self, reference: &str) -> Result<bool>;
    /// Builds and tags. Dropping the future ends the build.
    async fn build(
        &self,
        build: &ImageBuild,
        host: &HostForBuilds,
        progress: &(dyn Fn(BuildProgress) + Sync),
    ) -> Result<()>;
    /// Pulls an image that no build makes.
    async fn pull(&self, reference: &str, progress: &(dyn Fn(BuildProgress) + Sync)) -> Result<()>;
    /// Images named `paddock/…`.
    async fn images(&self) -> Result<Vec<Image>>;
    /// Writes an archive as `docker save` does; returns its size in bytes.
    async fn save_images(&self, references: &[String], file: &Path) -> Result<u64>;
    /// Loads such an archive; returns the references in it.
    async fn load_images(&self, file: &Path) -> Result<Vec<String>>;

    // Topologies.

    /// Makes and starts everything, and returns once all of it is ready: started, healthy where there is a health check, ended
    /// with 0 where something waits for that. On failure and on `cancelled` it removes what it made before it returns.
    async fn up(
        &self,
        owner: &Owner,
        topology: &Topology,
        progress: &(dyn Fn(UpProgress) + Sync),
        cancelled: Cancelled,
    ) -> Result<Vec<Container>>;
    /// Removes every container, network and volume of the session.
    async fn down(&self, home: &HomeId, session: &SessionId) -> Result<()>;
    /// Makes `services` and the volumes they mount anew, and waits until they are ready.
    async fn reset(&self, owner: &Owner, topology: &Topology, services: &[ServiceName]) -> Result<Vec<Container>>;
    async fn pause(&self, home: &HomeId, session: &SessionId) -> Result<()>;
    /// Brings a session back whose containers are paused, or were ended by a restart of the engine or the machine.
    /// Waits until they are ready.
    async fn resume(&self, owner: &Owner, topology: &Topology) -> Result<Vec<Container>>;
    /// Everything of this home that the engine holds, running or not.
    async fn containers(&self, home: &HomeId) -> Result<Vec<Container>>;
    /// Removes whatever of this home belongs to no session in `keep`.
    async fn sweep(&self, home: &HomeId, keep: &[SessionId]) -> Result<Swept>;

    // Within a container.

    /// Runs a command to its end and collects what it printed, at most `limit` bytes of each stream (the beginning and the
    /// end are kept). After `timeout` it is killed inside the container and `timed_out` is set.
    async fn exec(&self, container: &ContainerId, exec: &Exec) -> Result<ExecOutput>;
    /// Opens a command with its input and output, with a terminal where `tty` is given.
    async fn open(&self, container: &ContainerId, open: &Open) -> Result<Attached>;
    /// Lines of standard output and error, oldest first. With `follow` the stream stays open.
    async fn logs(
        &self,
        container: &ContainerId,
        tail: Option<usize>,
        follow: bool,
    ) -> Result<BoxStream<Result<Chunk>>>;
    /// One figure about every second.
    async fn stats(&self, container: &ContainerId) -> Result<BoxStream<Result<Stats>>>;
    /// The entries of a folder and its subfolders, by the engine's archive call: no tool in the container is used.
    /// Stops with [`ErrorKind::TooLarge`] after 32 MiB.
    async fn list_dir(&self, container: &ContainerId, dir: &str) -> Result<Vec<DirEntry>>;
    /// Refuses what is larger than `limit` bytes with [`ErrorKind::TooLarge`].
    async fn read_file(&self, container: &ContainerId, path: &str, limit: u64) -> Result<Vec<u8>>;
    /// Overwrites an existing file and keeps its owner and mode.
    async fn write_file(&self, container: &ContainerId, path: &str, content: &[u8]) -> Result<()>;

    /// What happens to this home's containers, from now on.
    async fn events(&self, home: &HomeId) -> Result<BoxStream<Result<EngineEvent>>>;
}

/// Who owns what is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    pub home: HomeId,
    pub session: SessionId,
    pub lab: LabId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineInfo {
    /// `Docker` or `Podman`.
    pub product: String,
    pub version: String,
    pub api_version: String,
    /// How it is reached: `unix:///var/run/docker.sock`.
    pub address: String,
    /// The name of the `docker context` in use, where it comes from one.
    pub context: Option<String>,
    pub operating_system: String,
    pub cpus: u64,
    pub memory_bytes: u64,
    pub storage_driver: String,
    /// The engine's data folder, as the engine's host names it.
    pub root_dir: String,
}

/// What a build may need of the machine it runs for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HostForBuilds {
    /// `HTTP_PROXY` and its like. The engine keeps these out of the image's history.
    pub proxy: BTreeMap<String, String>,
    /// Additional CA certificates, PEM.
    pub extra_ca: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildProgress {
    pub image: String,
    /// Steps done and all steps, where the engine said so.
    pub step: Option<(u32, u32)>,
    pub line: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpProgress {
    pub service: ServiceName,
    pub stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Created,
    Started,
    Ready,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub reference: String,
    pub bytes: u64,
    pub created: jiff::Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    pub id: ContainerId,
    pub name: String,
    pub session: SessionId,
    pub lab: LabId,
    pub service: ServiceName,
    pub state: ContainerState,
    pub ports: Vec<Port>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContainerState {
    Created,
    Running,
    Healthy,
    Unhealthy,
    Paused,
    Exited { code: i64 },
}

impl ContainerState {
    /// Whether commands can run in it.
    pub fn is_up(self) -> bool {
        matches!(self, ContainerState::Running | ContainerState::Healthy | ContainerState::Unhealthy)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Port {
    pub container: u16,
    pub host: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    pub containers: usize,
    pub networks: usize,
    pub volumes: usize,
}

impl Swept {
    pub fn objects(self) -> usize {
        self.containers + self.networks + self.volumes
    }
}

impl AddAssign for Swept {
    fn add_assign(&mut self, more: Swept) {
        self.containers += more.containers;
        self.networks += more.networks;
        self.volumes += more.volumes;
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exec {
    pub command: Vec<String>,
    pub user: Option<String>,
    pub dir: Option<String>,
    pub env: BTreeMap<String, String>,
    pub stdin: Vec<u8>,
    pub timeout: Duration,
    /// Bytes kept of each stream.
    pub limit: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecOutput {
    pub code: i64,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub timed_out: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub command: Vec<String>,
    pub user: Option<String>,
    pub dir: Option<String>,
    pub env: BTreeMap<String, String>,
    pub tty: Option<Size>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}

/// A command that runs, with both ends. Dropping `output` hangs up.
pub struct Attached {
    pub input: Box<dyn Input>,
    /// Raw bytes as they come: a UTF-8 character may be split across two. Not read means not sent: the engine waits.
    pub output: BoxStream<Result<Chunk>>,
    pub control: Box<dyn Control>,
}

#[async_trait]
pub trait Input: Send {
    async fn write(&mut self, bytes: &[u8]) -> Result<()>;
    /// No more input will come.
    async fn close(&mut self) -> Result<()>;
}

#[async_trait]
pub trait Control: Send + Sync {
    async fn resize(&self, size: Size) -> Result<()>;
    /// The exit code, once the command ended.
    async fn exit_code(&self) -> Result<Option<i64>>;
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    pub stream: Stdio,
    pub bytes: Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stdio {
    Out,
    Err,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stats {
    /// Share of one core: 1.0 is one core in full.
    pub cpu: f64,
    pub memory_bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirEntry {
    /// Relative to the folder that was asked for, with `/`.
    pub path: String,
    pub kind: EntryKind,
    pub bytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Dir,
    Link,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineEvent {
    pub session: SessionId,
    pub service: ServiceName,
    pub state: ContainerState,
}

/// What was tried, on what, and why it failed.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{op:?} {target}: {detail}")]
pub struct EngineError {
    pub op: Op,
    /// The image, service, container, path or address it was about.
    pub target: String,
    pub kind: ErrorKind,
    /// The engine's own words.
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Connect,
    Build,
    Pull,
    List,
    Save,
    Load,
    Create,
    Start,
    Wait,
    Stop,
    Remove,
    Pause,
    Resume,
    Exec,
    Logs,
    Stats,
    ReadFile,
    WriteFile,
    Events,
}

/// Each kind is here because somebody acts on it: another message, another remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// Nothing answers at the address, or it stopped answering.
    Unreachable,
    /// It takes connections, and does not answer in time.
    Silent,
    /// The engine is there, this user may not talk to it.
    PermissionDenied,
    /// Older than API 1.41 (Docker 20.10).
    TooOld,
    NotFound,
    /// The engine's disk is full.
    NoSpace,
    TooLarge,
    Cancelled,
    /// A build or pull failed; the last lines it printed.
    BuildFailed {
        tail: Vec<String>,
    },
    /// A service ended before it was ready; the last lines it printed.
    Exited {
        code: i64,
        tail: Vec<String>,
    },
    /// A service's health check never succeeded; the last lines of the check.
    Unhealthy {
        tail: Vec<String>,
    },
    /// The container is paused or not running.
    NotRunning,
    /// A file of this machine could not be read or written.
    LocalFile(std::io::ErrorKind),
    /// What was to be loaded is no archive of images, or not a whole one.
    BadArchive,
    Other,
}
