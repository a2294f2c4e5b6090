//! How much memory a lab takes at its peak, looked at about once a second for as long as its proof runs.

use std::{collections::BTreeMap, time::Duration};

use futures::{StreamExt, future::try_join_all, stream::SelectAll};
use paddock_core::{
    id::{ContainerId, HomeId},
    port::{Engine, EngineError, ErrorKind},
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};

/// Between two looks at which containers there are. Each of them sends its figures by itself, about every second.
const LOOK: Duration = Duration::from_secs(1);

/// Follows every container of a home until `done`. Returns the largest sum that their memory came to at one moment, in bytes:
/// memory in use without the file cache that the kernel would give back, as `docker stats` counts it.
pub(super) async fn peak(engine: &dyn Engine, home: &HomeId, done: &CancellationToken) -> Result<u64> {
    let mut figures = SelectAll::new();
    let mut newest: BTreeMap<ContainerId, u64> = BTreeMap::new();
    let mut peak = 0;
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = done.cancelled() => return Ok(peak),
            _ = look.tick() => {
                for container in engine.containers(home).await? {
                    if container.state.is_up() && !newest.contains_key(&container.id) {
                        let of = container.id.clone();
                        let stats = engine.stats(&container.id).await?;
                        figures.push(stats.map(move |stats| (of.clone(), stats)).boxed());
                        newest.insert(container.id, 0);
                    }
                }
            }
            Some((container, stats)) = figures.next(), if !figures.is_empty() => match stats {
                Ok(stats) => {
                    newest.insert(container, stats.memory_bytes);
                    peak = peak.max(newest.values().sum());
                }
                // It ended or was removed. Where it runs again, the next look finds it.
                Err(error) if is_gone(&error) => {
                    newest.remove(&container);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// The same sum at this moment, waited for: a proof that is over before the first figures come has one too.
pub(super) async fn now(engine: &dyn Engine, home: &HomeId) -> Result<u64> {
    let containers = engine.containers(home).await?;
    let figures = containers.iter().filter(|container| container.state.is_up()).map(|container| async {
        match engine.stats(&container.id).await?.next().await {
            Some(Ok(stats)) => Ok::<u64, Error>(stats.memory_bytes),
            Some(Err(error)) if !is_gone(&error) => Err(error.into()),
            Some(Err(_)) | None => Ok(0),
        }
    });
    Ok(try_join_all(figures).await?.into_iter().sum())
}

fn is_gone(error: &EngineError) -> bool {
    matches!(error.kind, ErrorKind::NotRunning | ErrorKind::NotFound)
}
