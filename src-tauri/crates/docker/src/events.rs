//! The engine's event stream, reduced to what happens to containers of a home.

use std::collections::{HashMap, VecDeque};

use bytes::{Buf, BytesMut};
use futures::{StreamExt, TryStreamExt, stream};
use paddock_core::{
    id::HomeId,
    port::{BoxStream, ContainerState, EngineEvent, ErrorKind, Op, Result},
};
use serde::Deserialize;

use crate::{
    connect::{DockerEngine, Live},
    error, inspect,
    labels::{self, Belongs},
    raw::Chunks,
};

/// One event of one container.
pub(crate) struct Happening {
    pub id: String,
    pub belongs: Belongs,
    pub what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Created,
    Started,
    Died(i64),
    Paused,
    Unpaused,
    Healthy,
    Unhealthy,
    /// The health changed, and the engine does not say to what.
    HealthChanged,
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "Action")]
    action: String,
    #[serde(rename = "Actor")]
    actor: Actor,
}

#[derive(Deserialize)]
struct Actor {
    #[serde(rename = "ID")]
    id: String,
    #[serde(rename = "Attributes", default)]
    attributes: HashMap<String, String>,
}

/// Subscribes, and returns once the engine has taken the subscription. The stream ends only with an error.
pub(crate) async fn subscribe(
    live: &Live,
    mut filter: HashMap<String, Vec<String>>,
) -> Result<BoxStream<Result<Happening>>> {
    filter.insert("type".to_owned(), vec!["container".to_owned()]);
    if !live.podman {
        // Without this every command that runs in a container would come along. (Podman calls some of them differently.)
        let wanted = ["create", "start", "die", "pause", "unpause", "health_status"];
        filter.insert("event".to_owned(), wanted.map(str::to_owned).to_vec());
    }
    let filters = serde_json::to_string(&filter).map_err(|e| error::other(Op::Events, "event filter", e))?;
    let (_, body) = live.get("/events", &[("filters", &filters)]).await.map_err(error::at(Op::Events, "events"))?;
    let happenings = lines(body).try_filter_map(|line| async move {
        let message: Message = serde_json::from_slice(&line)
            .map_err(|e| error::other(Op::Events, "events", format!("not an event: {e}")))?;
        Ok(happening(message))
    });
    Ok(happenings.boxed())
}

/// The lines of an endless answer; its end is an error.
fn lines(body: Chunks) -> impl futures::Stream<Item = Result<BytesMut>> + Send {
    let state = (body, BytesMut::new(), VecDeque::new(), false);
    stream::unfold(state, |(mut body, mut buffer, mut ready, ended)| async move {
        if ended {
            return None;
        }
        loop {
            if let Some(line) = ready.pop_front() {
                return Some((Ok(line), (body, buffer, ready, false)));
            }
            let failure = match body.next().await {
                Some(Ok(chunk)) => {
                    buffer.extend_from_slice(&chunk);
                    while let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
                        let line = buffer.split_to(end);
                        buffer.advance(1);
                        if !line.iter().all(u8::is_ascii_whitespace) {
                            ready.push_back(line);
                        }
                    }
                    continue;
                }
                Some(Err(failure)) => error::at(Op::Events, "events")(failure),
                None => {
                    let detail = "the engine ended the stream of its events: it stops or restarts";
                    error::of_kind(Op::Events, "events", ErrorKind::Unreachable, detail)
                }
            };
            return Some((Err(failure), (body, buffer, ready, true)));
        }
    })
}

fn happening(message: Message) -> Option<Happening> {
    let attributes = message.actor.attributes;
    let belongs = Belongs::of(&attributes)?;
    let what = match message.action.as_str() {
        "create" => What::Created,
        "start" => What::Started,
        "die" | "died" => {
            let code = attributes.get("exitCode").or_else(|| attributes.get("containerExitCode"));
            What::Died(code.and_then(|code| code.parse().ok()).unwrap_or(-1))
        }
        "pause" => What::Paused,
        "unpause" => What::Unpaused,
        "health_status: healthy" => What::Healthy,
        "health_status: unhealthy" => What::Unhealthy,
        "health_status" => match attributes.get("health_status").map(String::as_str) {
            Some("healthy") => What::Healthy,
            Some("unhealthy") => What::Unhealthy,
            _ => What::HealthChanged,
        },
        _ => return None,
    };
    Some(Happening { id: message.actor.id, belongs, what })
}

impl DockerEngine {
    /// See [`Engine::events`](paddock_core::port::Engine::events). The removal of a container that runs shows as its end
    /// (137); the removal of one that had ended before does not show. When the engine stops, the stream says so and ends.
    pub(crate) async fn watch(&self, home: &HomeId) -> Result<BoxStream<Result<EngineEvent>>> {
        let happenings = subscribe(self.live().await?, labels::filter(home, None)).await?;
        let engine = self.clone();
        let events = happenings.then(move |happening| {
            let engine = engine.clone();
            async move {
                let Happening { id, belongs, what } = happening?;
                let state = match what {
                    What::Created => ContainerState::Created,
                    What::Started => ContainerState::Running,
                    What::Died(code) => ContainerState::Exited { code },
                    What::Paused => ContainerState::Paused,
                    What::Healthy => ContainerState::Healthy,
                    What::Unhealthy => ContainerState::Unhealthy,
                    // Its health stands in the container itself. What became of it since is told by an event of its own.
                    What::Unpaused | What::HealthChanged => match inspect::state(engine.live().await?, &id).await {
                        Ok(state) if state.is_up() => state,
                        Ok(_) => ContainerState::Running,
                        Err(e) if e.kind == ErrorKind::NotFound => ContainerState::Running,
                        Err(e) => return Err(e),
                    },
                };
                Ok(EngineEvent { session: belongs.session, service: belongs.service, state })
            }
        });
        Ok(events.boxed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(action: &str, more: &[(&str, &str)]) -> Option<What> {
        let mut attributes: HashMap<String, String> =
            [(labels::SESSION, "s"), (labels::LAB, "l"), (labels::SERVICE, "web")]
                .map(|(k, v)| (k.to_owned(), v.to_owned()))
                .into();
        attributes.extend(more.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let message = Message { action: action.into(), actor: Actor { id: "1".into(), attributes } };
        happening(message).map(|h| h.what)
    }

    #[test]
    fn the_words_of_docker_and_podman_are_understood() {
        assert_eq!(what("die", &[("exitCode", "3")]), Some(What::Died(3)));
        assert_eq!(what("died", &[("containerExitCode", "4")]), Some(What::Died(4)));
        assert_eq!(what("health_status: healthy", &[]), Some(What::Healthy));
        assert_eq!(what("health_status", &[("health_status", "unhealthy")]), Some(What::Unhealthy));
        assert_eq!(what("health_status", &[]), Some(What::HealthChanged));
        assert_eq!(what("exec_create: sh", &[]), None);
    }
}
