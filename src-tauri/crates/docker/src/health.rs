//! Health checks where nobody else runs them: Podman leaves that to timers of systemd, which not every machine has.

use std::time::Duration;

use futures::StreamExt;
use paddock_core::{
    id::ServiceName,
    port::{Op, Result},
    topology::Healthcheck,
};

use crate::{
    connect::Live,
    error, inspect,
    ready::{Board, Unready},
};

/// Has Podman check a container as often as its lab says, and puts what came of it on the board; for as long as it is polled. It
/// returns only where the engine fails. Where systemd checks as well, the container is checked twice as often.
pub(crate) async fn keep_checking(
    live: &Live,
    name: &ServiceName,
    id: &str,
    check: Option<&Healthcheck>,
    board: &Board,
) -> Unready {
    let Some(check) = check.filter(|_| live.podman) else { return std::future::pending().await };
    loop {
        tokio::time::sleep(check.interval.max(Duration::from_millis(200))).await;
        match once(live, id).await {
            Ok(()) => {}
            // It ended meanwhile; its event says so.
            Err(failure) if error::status(&failure).is_some_and(|status| matches!(status, 404 | 409)) => continue,
            Err(failure) => return Unready::Engine(error::at(Op::Wait, name)(failure)),
        }
        match inspect::state(live, id).await {
            Ok(state) => board.note_state(name, state),
            Err(failure) => return Unready::Engine(failure),
        }
    }
}

/// `podman healthcheck run`, which answers when the check has ended
/// (<https://docs.podman.io/en/latest/_static/api.html#tag/containers/operation/ContainerHealthcheckLibpod>).
async fn once(live: &Live, id: &str) -> Result<(), bollard::errors::Error> {
    let (_, mut body) = live.libpod(&format!("/containers/{id}/healthcheck")).await?;
    while let Some(chunk) = body.next().await {
        chunk?;
    }
    Ok(())
}
