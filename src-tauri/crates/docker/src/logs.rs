//! What a container printed.

use std::collections::VecDeque;

use futures::{StreamExt, stream};
use paddock_core::{
    id::ContainerId,
    port::{BoxStream, Chunk, Op, Result},
};

use crate::{
    connect::{DockerEngine, Live},
    demux::Demux,
    error, inspect,
    raw::Chunks,
};

/// The last lines of both streams, oldest first.
pub(crate) async fn tail(live: &Live, id: &str, lines: usize) -> Result<Vec<String>> {
    let mut text = Vec::new();
    let mut chunks = read(live, id, Some(lines), false).await?;
    while let Some(chunk) = chunks.next().await {
        text.extend_from_slice(&chunk?.bytes);
    }
    let text = String::from_utf8_lossy(&text);
    let all: Vec<String> = text.lines().map(|line| line.trim_end_matches('\r').to_owned()).collect();
    Ok(all[all.len().saturating_sub(lines)..].to_vec())
}

async fn read(live: &Live, id: &str, tail: Option<usize>, follow: bool) -> Result<BoxStream<Result<Chunk>>> {
    let failed = |failure| error::at(Op::Logs, id)(failure);
    // Whether the stream has frames depends on the container's terminal, and no header says so before API 1.42.
    let tty = inspect::container(live, Op::Logs, id).await?.config.tty;
    let tail = tail.map_or_else(|| "all".to_owned(), |lines| lines.to_string());
    let query = [
        ("stdout", "true"),
        ("stderr", "true"),
        ("tail", tail.as_str()),
        ("follow", if follow { "true" } else { "false" }),
    ];
    let (_, body) = live.get(&format!("/containers/{id}/logs"), &query).await.map_err(failed)?;
    Ok(chunks(body, tty, id.to_owned()))
}

fn chunks(body: Chunks, tty: bool, id: String) -> BoxStream<Result<Chunk>> {
    let state = (body, Demux::new(tty), VecDeque::new(), id);
    stream::unfold(Some(state), |state| async move {
        let (mut body, mut demux, mut ready, id) = state?;
        loop {
            if let Some(chunk) = ready.pop_front() {
                return Some((Ok(chunk), Some((body, demux, ready, id))));
            }
            match body.next().await? {
                Ok(bytes) => ready.extend(demux.take(bytes)),
                Err(failure) => return Some((Err(error::at(Op::Logs, &id)(failure)), None)),
            }
        }
    })
    .boxed()
}

impl DockerEngine {
    pub(crate) async fn read_logs(
        &self,
        container: &ContainerId,
        tail: Option<usize>,
        follow: bool,
    ) -> Result<BoxStream<Result<Chunk>>> {
        read(self.live().await?, container.as_str(), tail, follow).await
    }
}
