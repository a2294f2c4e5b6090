//! One container, looked at. Read leniently: engines name states that bollard's closed set does not know (`stopped` of
//! Podman), and not to understand one container must not keep anybody from removing the others.

use paddock_core::port::{ContainerState, Op, Result};
use serde::Deserialize;

use crate::connect::Live;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Inspection {
    pub state: State,
    pub config: Config,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Config {
    #[serde(default)]
    pub tty: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct State {
    status: String,
    #[serde(default)]
    exit_code: i64,
    health: Option<Health>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Health {
    #[serde(default)]
    status: String,
    #[serde(default)]
    failing_streak: i64,
    log: Option<Vec<Check>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Check {
    #[serde(default)]
    exit_code: i64,
    #[serde(default)]
    output: String,
}

pub(crate) async fn container(live: &Live, op: Op, id: &str) -> Result<Inspection> {
    live.json(op, id, &format!("/containers/{id}/json"), &[]).await
}

/// The state of one container.
pub(crate) async fn state(live: &Live, id: &str) -> Result<ContainerState> {
    Ok(container(live, Op::List, id).await?.state.port())
}

impl State {
    pub(crate) fn port(&self) -> ContainerState {
        match self.status.as_str() {
            "created" | "configured" | "initialized" => ContainerState::Created,
            "paused" => ContainerState::Paused,
            "running" => self.health.as_ref().map_or(ContainerState::Running, Health::port),
            // Ended, on its way out, or between an end and the next start: commands cannot run.
            _ => ContainerState::Exited { code: self.exit_code },
        }
    }

    /// Whether it runs, and nobody checks whether it is healthy.
    pub(crate) fn runs_unchecked(&self) -> bool {
        let checked = |health: &Health| !matches!(health.status.as_str(), "" | "none");
        self.status == "running" && !self.health.as_ref().is_some_and(checked)
    }

    /// What the last health checks printed.
    pub(crate) fn check_output(&self) -> Vec<String> {
        let checks = self.health.iter().flat_map(|health| health.log.iter().flatten());
        checks.flat_map(|check| check.output.lines()).map(str::to_owned).collect()
    }
}

impl Health {
    /// Docker calls every container unhealthy that was paused, until the next check after the pause. What the last check
    /// found still holds.
    fn port(&self) -> ContainerState {
        let last_passed = self.log.iter().flatten().next_back().is_some_and(|check| check.exit_code == 0);
        match self.status.as_str() {
            "healthy" => ContainerState::Healthy,
            "unhealthy" if last_passed && self.failing_streak == 0 => ContainerState::Healthy,
            "unhealthy" => ContainerState::Unhealthy,
            _ => ContainerState::Running,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(json: serde_json::Value) -> ContainerState {
        serde_json::from_value::<State>(json).unwrap().port()
    }

    #[test]
    fn states_of_both_engines_are_understood() {
        let health = |status: &str, streak: i64, last: i64| serde_json::json!({"Status": "running", "Health": {"Status": status, "FailingStreak": streak, "Log": [{"ExitCode": last, "Output": "x"}]}});
        assert_eq!(state(serde_json::json!({"Status": "stopped", "ExitCode": 3})), ContainerState::Exited { code: 3 });
        assert_eq!(state(serde_json::json!({"Status": "running"})), ContainerState::Running);
        assert_eq!(state(health("starting", 0, 0)), ContainerState::Running);
        assert_eq!(state(health("unhealthy", 3, 1)), ContainerState::Unhealthy);
        assert_eq!(state(health("unhealthy", 0, 0)), ContainerState::Healthy, "after a pause");
        let unchecked: State =
            serde_json::from_value(serde_json::json!({"Status": "running", "Health": {"Status": ""}})).unwrap();
        assert!(unchecked.runs_unchecked());
    }
}
