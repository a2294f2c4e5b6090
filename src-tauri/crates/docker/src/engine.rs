//! The port, each call handed to the file that owns it.

use std::path::Path;

use async_trait::async_trait;
use paddock_core::{
    id::{ContainerId, HomeId, ServiceName, SessionId},
    port::{
        Attached, BoxStream, BuildProgress, Cancelled, Chunk, Container, DirEntry, Engine, EngineEvent, EngineInfo,
        Exec, ExecOutput, HostForBuilds, Image, Op, Open, Owner, Result, Stats, Swept, UpProgress,
    },
    topology::{ImageBuild, Topology},
};

use crate::{connect::DockerEngine, error, labels, list};

#[async_trait]
impl Engine for DockerEngine {
    async fn info(&self) -> Result<EngineInfo> {
        let live = self.live().await?;
        let info = live.docker.info().await.map_err(error::at(Op::Connect, &self.address().url))?;
        let count = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
        Ok(EngineInfo {
            product: if live.podman { "Podman" } else { "Docker" }.to_owned(),
            version: live.version.clone(),
            api_version: live.api.to_string(),
            address: self.address().url.clone(),
            context: self.address().context.clone(),
            operating_system: info.operating_system.unwrap_or_default(),
            cpus: count(info.ncpu),
            memory_bytes: count(info.mem_total),
            storage_driver: info.driver.unwrap_or_default(),
            root_dir: info.docker_root_dir.unwrap_or_default(),
        })
    }

    async fn has_image(&self, reference: &str) -> Result<bool> {
        self.holds_image(reference).await
    }

    async fn build(
        &self,
        build: &ImageBuild,
        host: &HostForBuilds,
        progress: &(dyn Fn(BuildProgress) + Sync),
    ) -> Result<()> {
        self.make_image(build, host, progress).await
    }

    async fn pull(&self, reference: &str, progress: &(dyn Fn(BuildProgress) + Sync)) -> Result<()> {
        self.fetch_image(reference, progress).await
    }

    async fn images(&self) -> Result<Vec<Image>> {
        self.own_images().await
    }

    async fn save_images(&self, references: &[String], file: &Path) -> Result<u64> {
        self.export(references, file).await
    }

    async fn load_images(&self, file: &Path) -> Result<Vec<String>> {
        self.import(file).await
    }

    async fn up(
        &self,
        owner: &Owner,
        topology: &Topology,
        progress: &(dyn Fn(UpProgress) + Sync),
        cancelled: Cancelled,
    ) -> Result<Vec<Container>> {
        self.bring_up(owner, topology, progress, cancelled).await
    }

    async fn down(&self, home: &HomeId, session: &SessionId) -> Result<()> {
        self.take_down(home, session).await
    }

    async fn reset(&self, owner: &Owner, topology: &Topology, services: &[ServiceName]) -> Result<Vec<Container>> {
        self.make_anew(owner, topology, services).await
    }

    async fn pause(&self, home: &HomeId, session: &SessionId) -> Result<()> {
        self.pause_all(home, session).await
    }

    async fn resume(&self, owner: &Owner, topology: &Topology) -> Result<Vec<Container>> {
        self.wake(owner, topology).await
    }

    async fn containers(&self, home: &HomeId) -> Result<Vec<Container>> {
        list::containers(self.live().await?, &labels::filter(home, None)).await
    }

    async fn sweep(&self, home: &HomeId, keep: &[SessionId]) -> Result<Swept> {
        self.sweep_home(home, keep).await
    }

    async fn exec(&self, container: &ContainerId, exec: &Exec) -> Result<ExecOutput> {
        self.run(container, exec).await
    }

    async fn open(&self, container: &ContainerId, open: &Open) -> Result<Attached> {
        self.attach(container, open).await
    }

    async fn logs(
        &self,
        container: &ContainerId,
        tail: Option<usize>,
        follow: bool,
    ) -> Result<BoxStream<Result<Chunk>>> {
        self.read_logs(container, tail, follow).await
    }

    async fn stats(&self, container: &ContainerId) -> Result<BoxStream<Result<Stats>>> {
        self.read_stats(container).await
    }

    async fn list_dir(&self, container: &ContainerId, dir: &str) -> Result<Vec<DirEntry>> {
        self.entries(container, dir).await
    }

    async fn read_file(&self, container: &ContainerId, path: &str, limit: u64) -> Result<Vec<u8>> {
        self.content(container, path, limit).await
    }

    async fn write_file(&self, container: &ContainerId, path: &str, content: &[u8]) -> Result<()> {
        self.replace(container, path, content).await
    }

    async fn events(&self, home: &HomeId) -> Result<BoxStream<Result<EngineEvent>>> {
        self.watch(home).await
    }
}
