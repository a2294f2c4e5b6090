//! What a container uses, as `docker stats` counts it.

use bollard::{
    models::{ContainerCpuStats, ContainerMemoryStats, ContainerStatsResponse},
    query_parameters::StatsOptionsBuilder,
};
use futures::{StreamExt, stream};
use paddock_core::{
    id::ContainerId,
    port::{BoxStream, ErrorKind, Op, Result, Stats},
};

use crate::{connect::DockerEngine, error};

impl DockerEngine {
    /// The stream ends with [`ErrorKind::NotRunning`] when the container does not run.
    pub(crate) async fn read_stats(&self, container: &ContainerId) -> Result<BoxStream<Result<Stats>>> {
        let live = self.live().await?;
        let id = container.to_string();
        let options = StatsOptionsBuilder::new().stream(true).one_shot(false).build();
        let samples = live.docker.stats(&id, Some(options)).boxed();
        let figures = stream::unfold(Some((samples, id)), |state| async move {
            let (mut samples, id) = state?;
            loop {
                let now = match samples.next().await {
                    Some(Ok(sample)) => figure(&sample),
                    Some(Err(failure)) => return Some((Err(error::at(Op::Stats, &id)(failure)), None)),
                    None => Figure::NotRunning,
                };
                match now {
                    Figure::Of(stats) => return Some((Ok(stats), Some((samples, id)))),
                    Figure::NoneYet => {}
                    Figure::NotRunning => {
                        let failure =
                            error::of_kind(Op::Stats, &id, ErrorKind::NotRunning, "the container does not run");
                        return Some((Err(failure), None));
                    }
                }
            }
        });
        Ok(figures.boxed())
    }
}

#[derive(Debug, PartialEq)]
enum Figure {
    Of(Stats),
    /// The first sample has nothing to be compared with.
    NoneYet,
    NotRunning,
}

fn figure(sample: &ContainerStatsResponse) -> Figure {
    let used = |stats: &Option<ContainerCpuStats>| {
        let stats = stats.as_ref()?;
        Some((stats.cpu_usage.as_ref()?.total_usage?, stats.system_cpu_usage?, stats.online_cpus?))
    };
    let Some(memory_bytes) = sample.memory_stats.as_ref().and_then(memory) else {
        return Figure::NotRunning;
    };
    let (Some(now), Some(before)) = (used(&sample.cpu_stats), used(&sample.precpu_stats)) else {
        return Figure::NoneYet;
    };
    let (spent, passed) = (now.0.saturating_sub(before.0), now.1.saturating_sub(before.1));
    let cpu = if passed == 0 { 0.0 } else { spent as f64 / passed as f64 * f64::from(now.2) };
    Figure::Of(Stats { cpu, memory_bytes })
}

/// What is in use without the file cache that the kernel would give back: cgroup v1 and v2 name it differently.
fn memory(memory: &ContainerMemoryStats) -> Option<u64> {
    let usage = memory.usage?;
    let cache = memory.stats.as_ref().and_then(|s| s.get("total_inactive_file").or_else(|| s.get("inactive_file")));
    Some(usage.saturating_sub(cache.copied().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(json: serde_json::Value) -> Figure {
        figure(&serde_json::from_value(json).unwrap())
    }

    #[test]
    fn one_core_in_full_is_one() {
        let cpu = |total: u64, system: u64| serde_json::json!({"cpu_usage": {"total_usage": total}, "system_cpu_usage": system, "online_cpus": 2});
        let v2 = serde_json::json!({"usage": 1000, "stats": {"inactive_file": 400}});
        let v1 = serde_json::json!({"usage": 1000, "stats": {"total_inactive_file": 300, "inactive_file": 1}});
        // Two cores passed 2 s each between the samples, and the container used 2 s.
        let of = |memory: &serde_json::Value| {
            sample(
                serde_json::json!({"cpu_stats": cpu(5_000, 14_000), "precpu_stats": cpu(3_000, 10_000), "memory_stats": memory}),
            )
        };
        assert_eq!(of(&v2), Figure::Of(Stats { cpu: 1.0, memory_bytes: 600 }));
        assert_eq!(of(&v1), Figure::Of(Stats { cpu: 1.0, memory_bytes: 700 }));
        let first = serde_json::json!({"cpu_stats": cpu(5, 14), "precpu_stats": {"cpu_usage": {"total_usage": 0}}, "memory_stats": v2});
        assert_eq!(sample(first), Figure::NoneYet);
        assert_eq!(sample(serde_json::json!({"memory_stats": {}})), Figure::NotRunning);
    }
}
