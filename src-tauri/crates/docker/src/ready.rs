//! When a service is ready: told by the engine's events, gathered on a board that the starts wait at.

use std::collections::BTreeMap;

use futures::StreamExt;
use paddock_core::{
    id::ServiceName,
    port::{BoxStream, ContainerState, EngineError, ErrorKind, Op, Result},
    topology::{Condition, Restart, Service, Topology},
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    connect::Live,
    error,
    events::{Happening, What},
    inspect, logs,
};

/// After so many ends, a service that the engine restarts is held to be failing.
const ENDS: u32 = 5;
/// Lines of the log that go with a failure.
const TAIL: usize = 20;

/// What a service has to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// Its start is enough.
    Started,
    Healthy,
    /// Ended with 0.
    Completed,
}

impl Goal {
    pub(crate) fn of(topology: &Topology, name: &ServiceName, service: &Service) -> Goal {
        let asked = |condition| topology.services.values().any(|other| other.depends_on.get(name) == Some(&condition));
        let checked = service.healthcheck.as_ref().is_some_and(|c| c.test.first().is_some_and(|word| word != "NONE"));
        if asked(Condition::CompletedSuccessfully) {
            Goal::Completed
        } else if checked || asked(Condition::Healthy) {
            Goal::Healthy
        } else {
            Goal::Started
        }
    }
}

impl From<Condition> for Goal {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::Started => Goal::Started,
            Condition::Healthy => Goal::Healthy,
            Condition::CompletedSuccessfully => Goal::Completed,
        }
    }
}

/// Why a goal is not reached.
#[derive(Debug)]
pub(crate) enum Unready {
    Stopped,
    Exited(i64),
    Unhealthy,
    Engine(EngineError),
}

#[derive(Debug, Clone, Default)]
struct Seen {
    started: bool,
    health: Option<bool>,
    exited: Option<i64>,
    ends: u32,
}

#[derive(Debug, Default)]
struct State {
    services: BTreeMap<ServiceName, Seen>,
    /// The event stream ended: nobody will be told anything any more.
    broken: Option<EngineError>,
}

pub(crate) struct Board {
    state: watch::Sender<State>,
}

impl Board {
    pub(crate) fn new() -> Self {
        Board { state: watch::Sender::new(State::default()) }
    }

    /// Carries events to the board for as long as it is polled; never returns.
    pub(crate) async fn follow(&self, mut events: BoxStream<Result<Happening>>, live: &Live) {
        while let Some(event) = events.next().await {
            match event {
                Ok(Happening { id, belongs, what: What::HealthChanged }) => match inspect::state(live, &id).await {
                    Ok(state) => self.note_state(&belongs.service, state),
                    Err(error) if error.kind == ErrorKind::NotFound => {}
                    Err(error) => self.state.send_modify(|s| s.broken = Some(error)),
                },
                Ok(Happening { belongs, what, .. }) => self.note(&belongs.service, what),
                Err(error) => self.state.send_modify(|s| s.broken = Some(error)),
            }
        }
        std::future::pending().await
    }

    fn note(&self, service: &ServiceName, what: What) {
        self.state.send_modify(|state| {
            let seen = state.services.entry(service.clone()).or_default();
            match what {
                What::Started => {
                    seen.started = true;
                    seen.exited = None;
                    seen.health = None;
                }
                What::Died(code) => {
                    seen.exited = Some(code);
                    seen.health = None;
                    seen.ends += 1;
                }
                What::Healthy => seen.health = Some(true),
                What::Unhealthy => seen.health = Some(false),
                What::Created | What::Paused | What::Unpaused | What::HealthChanged => {}
            }
        });
    }

    /// What the start call itself told.
    pub(crate) fn note_started(&self, service: &ServiceName) {
        self.state.send_modify(|state| state.services.entry(service.clone()).or_default().started = true);
    }

    /// What an inspection found. It may be older than the last event, so only what is final counts.
    pub(crate) fn note_state(&self, service: &ServiceName, state: ContainerState) {
        self.state.send_modify(|all| {
            let seen = all.services.entry(service.clone()).or_default();
            match state {
                ContainerState::Healthy => seen.health = Some(true),
                ContainerState::Unhealthy => seen.health = Some(false),
                ContainerState::Exited { code } => {
                    seen.exited = Some(code);
                    seen.ends = seen.ends.max(1);
                }
                ContainerState::Created | ContainerState::Running | ContainerState::Paused => {}
            }
        });
    }

    /// Waits until a service reached a goal, or cannot any more.
    pub(crate) async fn reach(
        &self,
        name: &ServiceName,
        goal: Goal,
        restart: Restart,
        stop: &CancellationToken,
    ) -> Result<(), Unready> {
        let mut states = self.state.subscribe();
        let waiting = async {
            loop {
                let verdict = verdict(&states.borrow_and_update(), name, goal, restart);
                if let Some(verdict) = verdict {
                    return verdict;
                }
                if states.changed().await.is_err() {
                    return Err(Unready::Stopped);
                }
            }
        };
        tokio::select! {
            verdict = waiting => verdict,
            () = stop.cancelled() => Err(Unready::Stopped),
        }
    }
}

fn verdict(state: &State, name: &ServiceName, goal: Goal, restart: Restart) -> Option<Result<(), Unready>> {
    let nothing = Seen::default();
    let seen = state.services.get(name).unwrap_or(&nothing);
    let comes_back = match restart {
        Restart::No => false,
        Restart::OnFailure => seen.exited != Some(0) && seen.ends < ENDS,
        Restart::Always => seen.ends < ENDS,
    };
    let reached = match goal {
        Goal::Started => seen.started,
        Goal::Healthy => seen.health == Some(true),
        Goal::Completed => seen.exited == Some(0),
    };
    if reached {
        return Some(Ok(()));
    }
    match (goal, seen.exited) {
        (Goal::Healthy | Goal::Completed, Some(code)) if !comes_back => return Some(Err(Unready::Exited(code))),
        _ => {}
    }
    if goal == Goal::Healthy && seen.health == Some(false) {
        return Some(Err(Unready::Unhealthy));
    }
    state.broken.clone().map(|error| Err(Unready::Engine(error)))
}

/// The failure of a service, with what it or its health check printed last.
pub(crate) async fn failure(live: &Live, name: &ServiceName, id: &str, why: Unready) -> EngineError {
    match why {
        Unready::Stopped => error::cancelled(Op::Wait, name),
        Unready::Engine(error) => error,
        Unready::Exited(code) => match logs::tail(live, id, TAIL).await {
            Ok(tail) => {
                let detail = format!("ended with {code} before it was ready{}", last(&tail));
                error::of_kind(Op::Wait, name, ErrorKind::Exited { code, tail }, detail)
            }
            Err(error) => {
                let detail = format!("ended with {code} before it was ready; its log could not be read: {error}");
                error::of_kind(Op::Wait, name, ErrorKind::Exited { code, tail: Vec::new() }, detail)
            }
        },
        Unready::Unhealthy => match check_output(live, id).await {
            Ok(tail) => {
                let detail = format!("its health check does not succeed{}", last(&tail));
                error::of_kind(Op::Wait, name, ErrorKind::Unhealthy { tail }, detail)
            }
            Err(error) => {
                let detail = format!("its health check does not succeed; what it printed could not be read: {error}");
                error::of_kind(Op::Wait, name, ErrorKind::Unhealthy { tail: Vec::new() }, detail)
            }
        },
    }
}

fn last(tail: &[String]) -> String {
    tail.last().map(|line| format!(": {line}")).unwrap_or_default()
}

async fn check_output(live: &Live, id: &str) -> Result<Vec<String>> {
    let lines = inspect::container(live, Op::Logs, id).await?.state.check_output();
    Ok(lines[lines.len().saturating_sub(TAIL)..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(goal: Goal, restart: Restart, happenings: &[What]) -> String {
        let board = Board::new();
        let name = ServiceName::new("web");
        for what in happenings {
            board.note(&name, *what);
        }
        let verdict = verdict(&board.state.borrow(), &name, goal, restart);
        match verdict {
            None => "waits".into(),
            Some(Ok(())) => "ready".into(),
            Some(Err(why)) => format!("{why:?}"),
        }
    }

    #[test]
    fn verdicts() {
        use What::*;
        let no = Restart::No;
        assert_eq!(after(Goal::Started, no, &[Started, Died(1)]), "ready", "an end is judged when all are up");
        assert_eq!(after(Goal::Healthy, no, &[Started]), "waits");
        assert_eq!(after(Goal::Healthy, no, &[Started, Healthy]), "ready");
        assert_eq!(after(Goal::Healthy, no, &[Started, Unhealthy]), "Unhealthy");
        assert_eq!(after(Goal::Healthy, no, &[Started, Died(3)]), "Exited(3)");
        assert_eq!(after(Goal::Healthy, Restart::Always, &[Started, Died(3), Started]), "waits");
        let crashes: Vec<What> = [Started, Died(3)].repeat(5);
        assert_eq!(after(Goal::Healthy, Restart::Always, &crashes), "Exited(3)");
        assert_eq!(after(Goal::Completed, no, &[Started, Died(0)]), "ready");
        assert_eq!(after(Goal::Completed, no, &[Started, Died(2)]), "Exited(2)");
        assert_eq!(after(Goal::Completed, Restart::OnFailure, &[Started, Died(2)]), "waits");
    }
}
