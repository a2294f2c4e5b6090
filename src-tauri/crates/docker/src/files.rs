//! Files of a container through the engine's archive call: no tool in the container is used, and it need not run. What lies
//! under a tmpfs is out of its reach.

use std::{collections::BTreeMap, io::Read, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bollard::{body_full, query_parameters::UploadToContainerOptionsBuilder};
use futures::StreamExt;
use paddock_core::{
    id::ContainerId,
    port::{DirEntry, EngineError, EntryKind, ErrorKind, Op, Result},
};
use serde::Deserialize;

use crate::{
    command::Command,
    connect::{DockerEngine, Live},
    error, exec,
    raw::Chunks,
    seed,
};

/// The most that a folder's archive may have.
const DIR_LIMIT: usize = 32 << 20;
/// Room in an archive besides a file's content: headers, long names, padding and the end.
const AROUND: usize = 64 << 10;

const WRITE_PATIENCE: Duration = Duration::from_secs(60);

/// The engine writes modes as Go does.
const GO_DIR: u32 = 1 << 31;
const GO_LINK: u32 = 1 << 27;

/// What the engine says of a path before it sends it.
#[derive(Deserialize)]
struct Stat {
    size: u64,
    mode: u32,
    #[serde(rename = "linkTarget")]
    link_target: String,
}

/// A path's archive, at its beginning.
struct Archive {
    /// The path after links.
    path: String,
    stat: Stat,
    body: Chunks,
}

/// Asks for the archive of a path. A link is followed to its end, which the engine names.
async fn archive(live: &Live, op: Op, id: &str, path: &str) -> Result<Archive> {
    let failed = |failure| error::at(op, path)(failure);
    let url = format!("/containers/{id}/archive");
    let mut path_now = path.to_owned();
    for _ in 0..8 {
        let (headers, body) = live.get(&url, &[("path", &path_now)]).await.map_err(failed)?;
        let unknown = |why: String| error::other(op, path, format!("the engine does not say what this is: {why}"));
        let header = headers.get("x-docker-container-path-stat").ok_or_else(|| unknown("no header".into()))?;
        let json = BASE64_STANDARD.decode(header.as_bytes()).map_err(|e| unknown(e.to_string()))?;
        let stat: Stat = serde_json::from_slice(&json).map_err(|e| unknown(e.to_string()))?;
        if stat.mode & GO_LINK == 0 || stat.link_target.is_empty() || stat.link_target == path_now {
            return Ok(Archive { path: path_now, stat, body });
        }
        path_now = stat.link_target;
    }
    Err(error::other(op, path, "too many links"))
}

impl Archive {
    /// At most `limit` bytes; `None` where there are more.
    async fn bytes(&mut self, op: Op, limit: usize) -> Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.body.next().await {
            let chunk = chunk.map_err(error::at(op, &self.path))?;
            if bytes.len() + chunk.len() > limit {
                return Ok(None);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Some(bytes))
    }

    /// The first of it, enough for the header of what was asked for.
    async fn beginning(&mut self, op: Op) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.body.next().await {
            bytes.extend_from_slice(&chunk.map_err(error::at(op, &self.path))?);
            if bytes.len() >= AROUND {
                break;
            }
        }
        Ok(bytes)
    }
}

fn garbled(op: Op, path: &str, failure: impl ToString) -> EngineError {
    error::other(op, path, format!("the engine's archive cannot be read: {}", failure.to_string()))
}

fn too_large(op: Op, path: &str, detail: String) -> EngineError {
    error::of_kind(op, path, ErrorKind::TooLarge, detail)
}

impl DockerEngine {
    pub(crate) async fn entries(&self, container: &ContainerId, dir: &str) -> Result<Vec<DirEntry>> {
        let mut archive = archive(self.live().await?, Op::List, container.as_str(), dir).await?;
        if archive.stat.mode & GO_DIR == 0 {
            return Err(error::other(Op::List, dir, "this is no folder"));
        }
        let Some(bytes) = archive.bytes(Op::List, DIR_LIMIT).await? else {
            let detail = format!("the folder holds more than {} MiB; open a smaller one", DIR_LIMIT >> 20);
            return Err(too_large(Op::List, dir, detail));
        };
        let mut entries = parse(&bytes).map_err(|e| garbled(Op::List, dir, e))?;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    pub(crate) async fn content(&self, container: &ContainerId, path: &str, limit: u64) -> Result<Vec<u8>> {
        let mut archive = archive(self.live().await?, Op::ReadFile, container.as_str(), path).await?;
        if archive.stat.mode & GO_DIR != 0 {
            return Err(error::other(Op::ReadFile, path, "this is a folder"));
        }
        let refused =
            |bytes: u64| too_large(Op::ReadFile, path, format!("the file has {bytes} bytes; the limit is {limit}"));
        if archive.stat.size > limit {
            return Err(refused(archive.stat.size));
        }
        let room = usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(AROUND);
        let Some(bytes) = archive.bytes(Op::ReadFile, room).await? else {
            return Err(refused(limit + 1));
        };
        let read = || -> std::io::Result<Vec<u8>> {
            let mut archive = tar::Archive::new(bytes.as_slice());
            let mut entry = archive.entries()?.next().ok_or(std::io::ErrorKind::UnexpectedEof)??;
            if !entry.header().entry_type().is_file() {
                return Err(std::io::Error::other("it holds no regular file"));
            }
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            Ok(content)
        };
        let content = read().map_err(|e| garbled(Op::ReadFile, path, e))?;
        // It may have grown since the engine measured it.
        if content.len() as u64 > limit {
            return Err(refused(content.len() as u64));
        }
        Ok(content)
    }

    pub(crate) async fn replace(&self, container: &ContainerId, path: &str, content: &[u8]) -> Result<()> {
        let live = self.live().await?;
        let mut old = archive(live, Op::WriteFile, container.as_str(), path).await?;
        if old.stat.mode & GO_DIR != 0 {
            return Err(error::other(Op::WriteFile, path, "this is a folder"));
        }
        if live.podman {
            return overwrite(live, container.as_str(), path, content).await;
        }
        let beginning = old.beginning(Op::WriteFile).await?;
        let owner = || -> std::io::Result<(u64, u64, u32)> {
            let mut archive = tar::Archive::new(beginning.as_slice());
            let entry = archive.entries()?.next().ok_or(std::io::ErrorKind::UnexpectedEof)??;
            Ok((entry.header().uid()?, entry.header().gid()?, entry.header().mode()?))
        };
        let (uid, gid, mode) = owner().map_err(|e| garbled(Op::WriteFile, path, e))?;
        let Some((folder, name)) = old.path.rsplit_once('/').filter(|(_, name)| !name.is_empty()) else {
            return Err(error::other(Op::WriteFile, path, "a file needs an absolute path"));
        };
        let pack = || -> std::io::Result<Vec<u8>> {
            let mut archive = tar::Builder::new(Vec::new());
            archive.append_data(&mut seed::header(content.len(), uid, gid, mode), name, content)?;
            archive.into_inner()
        };
        let packed = pack().map_err(|e| error::other(Op::WriteFile, path, e))?;
        let folder = if folder.is_empty() { "/" } else { folder };
        let options = UploadToContainerOptionsBuilder::new().path(folder).copy_uidgid("false").build();
        live.docker
            .upload_to_container(container.as_str(), Some(options), body_full(packed.into()))
            .await
            .map_err(error::at(Op::WriteFile, path))
    }
}

/// Writes into a file in place. Podman's archives do not say whom a file belongs to, so there the shell of the container,
/// that has to run, does it.
async fn overwrite(live: &Live, container: &str, path: &str, content: &[u8]) -> Result<()> {
    let words = ["sh", "-c", r#"cat >"$1""#, "sh", path].map(str::to_owned);
    let env = BTreeMap::new();
    // Without an input there is none to wait for the end of.
    let stdin = !content.is_empty();
    let command = Command { command: &words, user: Some("0"), dir: None, env: &env, stdin, tty: false, size: None };
    let ran = exec::run(live, container, command, content, WRITE_PATIENCE, 4 << 10).await?;
    if ran.code == 0 && !ran.timed_out {
        return Ok(());
    }
    Err(error::other(Op::WriteFile, path, String::from_utf8_lossy(&ran.stderr).trim()))
}

/// The entries of a folder's archive, without the folder itself. The engine puts the folder's own name before each.
fn parse(bytes: &[u8]) -> std::io::Result<Vec<DirEntry>> {
    let mut entries = Vec::new();
    let mut archive = tar::Archive::new(bytes);
    let mut top = None;
    for entry in archive.entries()? {
        let entry = entry?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).trim_end_matches('/').to_owned();
        let Some(top) = &top else {
            top = Some(path);
            continue;
        };
        let path = path.strip_prefix(top.as_str()).unwrap_or(&path).trim_start_matches("./").trim_start_matches('/');
        let kind = match entry.header().entry_type() {
            tar::EntryType::Directory => EntryKind::Dir,
            tar::EntryType::Symlink => EntryKind::Link,
            tar::EntryType::Regular | tar::EntryType::Continuous | tar::EntryType::Link => EntryKind::File,
            // Devices, sockets and pipes are nothing to open.
            _ => continue,
        };
        let bytes = if kind == EntryKind::File { entry.size() } else { 0 };
        entries.push(DirEntry { path: path.to_owned(), kind, bytes });
    }
    Ok(entries)
}
