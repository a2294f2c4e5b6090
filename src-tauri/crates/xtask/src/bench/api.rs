//! The engine's API, asked by a client that does nothing else: the floor below which no start can be.

use std::thread;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use crate::{http, need::base_image, need::engine::docker, sh};

/// The services of the measured lab's compose.yaml.
const SERVICES: [&str; 3] = ["web", "app", "db"];

pub struct Engine {
    socket: String,
}

impl Engine {
    /// The engine that the docker client is set to use, where that is a Unix socket.
    pub fn find() -> Result<Self> {
        let host = match std::env::var("DOCKER_HOST").ok().filter(|host| !host.is_empty()) {
            Some(host) => host,
            None => sh::read(docker().args(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]))?,
        };
        let socket = host.strip_prefix("unix://").map(str::to_owned);
        let socket = socket
            .ok_or_else(|| anyhow!("the bare client speaks to Unix sockets only, and the engine is at {host}"))?;
        Ok(Self { socket })
    }

    /// The requests that a start cannot do without: a network, and each container created and started, all at once.
    pub fn three_services(&self, name: &str) -> Result<()> {
        self.ask("POST", "/networks/create", Some(&json!({"Name": name, "Driver": "bridge", "CheckDuplicate": true})))?;
        thread::scope(|scope| {
            let started: Vec<_> = SERVICES.iter().map(|service| scope.spawn(|| self.service(name, service))).collect();
            started.into_iter().try_for_each(|one| one.join().map_err(|_| anyhow!("a request panicked"))?)
        })
    }

    fn service(&self, name: &str, service: &str) -> Result<()> {
        let spec = json!({
            "Image": base_image::NAME,
            "Cmd": ["sleep", "infinity"],
            "Hostname": service,
            "Labels": {"paddock-bench": name},
            "HostConfig": {
                "NetworkMode": name,
                "Init": true,
                "Memory": 256 << 20,
                "NanoCpus": 1_000_000_000,
                "PidsLimit": 512,
                "SecurityOpt": ["no-new-privileges"],
            },
            "NetworkingConfig": {"EndpointsConfig": {name: {"Aliases": [service]}}},
        });
        let container = format!("{name}-{service}");
        self.ask("POST", &format!("/containers/create?name={container}"), Some(&spec))?;
        self.ask("POST", &format!("/containers/{container}/start"), None).map(drop)
    }

    /// Removes what [`Self::three_services`] made, whether or not it came to its end.
    pub fn remove(&self, name: &str) -> Result<()> {
        for service in SERVICES {
            self.ask_unless_gone(&format!("/containers/{name}-{service}?force=1&v=1"))?;
        }
        self.ask_unless_gone(&format!("/networks/{name}"))
    }

    fn ask_unless_gone(&self, path: &str) -> Result<()> {
        let reply = http::exchange(self.connect()?, "DELETE", path, None)?;
        if reply.status == 404 { Ok(()) } else { reply.json(path).map(drop) }
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let asked = format!("{method} {path}");
        http::exchange(self.connect()?, method, path, body).with_context(|| asked.clone())?.json(&asked)
    }

    #[cfg(unix)]
    fn connect(&self) -> Result<std::os::unix::net::UnixStream> {
        std::os::unix::net::UnixStream::connect(&self.socket)
            .with_context(|| format!("could not connect to {}", self.socket))
    }

    #[cfg(not(unix))]
    fn connect(&self) -> Result<std::net::TcpStream> {
        Err(anyhow!("there are no Unix sockets here, so {} cannot be asked", self.socket))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// On the real engine, as all tests that need one.
    #[test]
    fn the_floor_is_made_and_removed() {
        let engine = Engine::find().expect("an engine at a Unix socket");
        let name = format!("paddock-bench-test-{}", std::process::id());
        let made = engine.three_services(&name);
        let running = sh::read(docker().args(["ps", "-q", "--filter", &format!("label=paddock-bench={name}")]));
        engine.remove(&name).expect("what was made can be removed");
        made.expect("three services start");
        assert_eq!(running.expect("docker ps answers").lines().count(), 3);
        let left = sh::read(docker().args(["ps", "-aq", "--filter", &format!("label=paddock-bench={name}")]));
        assert_eq!(left.expect("docker ps answers"), "");
    }
}
