//! The connection: lazy, negotiated at the first call, shared by all clones.

use std::{fmt, sync::Arc, time::Duration};

use bollard::{ClientVersion, Docker};
use futures::StreamExt;
use paddock_core::port::{EngineError, ErrorKind, Op, Result};
use serde::Deserialize;
use tokio::sync::OnceCell;

use crate::{
    address::{self, Address, Endpoint},
    error,
    raw::{self, Chunks, Query, Wire},
};

/// Seconds until a request without an answer counts as failed. Creating a container waits for a busy disk at times.
const PATIENCE: u64 = 120;
/// How long the first answer may take, for which an engine has nothing to look up. One that sleeps needs seconds to wake.
const GREETING: Duration = Duration::from_secs(15);
/// Docker 20.10.
const OLDEST: Api = Api(1, 41);

/// The newest version of the API that this crate and its bollard know.
const NEWEST: Api = Api(1, 53);

/// A container engine behind Docker's API. Cloning shares the connection.
#[derive(Clone)]
pub struct DockerEngine {
    inner: Arc<Inner>,
}

struct Inner {
    address: Address,
    /// Set by the first call that reached the engine; a failed attempt is made again by the next call.
    live: OnceCell<Live>,
}

/// What the first contact found out.
pub(crate) struct Live {
    pub docker: Docker,
    pub api: Api,
    pub podman: bool,
    /// The engine's own version, `20.10.24`.
    pub version: String,
    endpoint: Endpoint,
}

/// A version of Docker's API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Api(pub usize, pub usize);

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// Finds the engine's address: `host`, or `DOCKER_HOST`, or the `docker context` in use, or the platform's default.
/// Nothing is sent yet: whether an engine answers shows at the first call.
///
/// # Errors
/// An address that cannot be used, or settings of Docker's client that cannot be read.
pub fn connect(host: Option<&str>) -> Result<DockerEngine, EngineError> {
    let address = address::resolve(host)?;
    Ok(DockerEngine { inner: Arc::new(Inner { address, live: OnceCell::new() }) })
}

impl DockerEngine {
    pub(crate) fn address(&self) -> &Address {
        &self.inner.address
    }

    /// The connection, after the version was agreed upon.
    pub(crate) async fn live(&self) -> Result<&Live> {
        self.inner.live.get_or_try_init(|| Live::meet(&self.inner.address)).await
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Version {
    version: String,
    api_version: String,
    #[serde(default)]
    components: Vec<Component>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Component {
    name: String,
}

impl Live {
    async fn meet(address: &Address) -> Result<Live> {
        let failed = |error| error::at(Op::Connect, &address.url)(error);
        let greeting = async {
            // Without a version in the path every engine answers, however old or new.
            let (_, mut body) = raw::get(&address.endpoint, "/version", &[]).await?;
            let mut bytes = Vec::new();
            while let Some(chunk) = body.next().await {
                bytes.extend_from_slice(&chunk?);
            }
            Ok(bytes)
        };
        let greeted = tokio::time::timeout(GREETING, greeting).await;
        let bytes = greeted.unwrap_or(Err(bollard::errors::Error::RequestTimeoutError)).map_err(failed)?;
        let version: Version = serde_json::from_slice(&bytes).map_err(|e| {
            error::other(Op::Connect, &address.url, format!("what answers is no container engine: {e}"))
        })?;
        let Some(offered) = parse(&version.api_version) else {
            let detail = format!("the engine names an API version that is none: {:?}", version.api_version);
            return Err(error::other(Op::Connect, &address.url, detail));
        };
        if offered < OLDEST {
            let detail = format!(
                "the engine is {} with API {offered}; Docker 20.10 (API {OLDEST}) or newer is needed",
                version.version
            );
            return Err(error::of_kind(Op::Connect, &address.url, ErrorKind::TooOld, detail));
        }
        let api = offered.min(NEWEST);
        let docker = client(&address.endpoint, api).map_err(failed)?;
        let podman = version.components.iter().any(|c| c.name.starts_with("Podman"));
        Ok(Live { docker, api, podman, version: version.version, endpoint: address.endpoint.clone() })
    }

    /// See [`raw::get`]; `path` comes without the version.
    pub(crate) async fn get(
        &self,
        path: &str,
        query: Query<'_>,
    ) -> Result<(hyper::HeaderMap, Chunks), bollard::errors::Error> {
        raw::get(&self.endpoint, &format!("/v{}{path}", self.api), query).await
    }

    /// See [`raw::get`]; of Podman's own API, which Docker's has no counterpart for.
    pub(crate) async fn libpod(&self, path: &str) -> Result<(hyper::HeaderMap, Chunks), bollard::errors::Error> {
        raw::get(&self.endpoint, &format!("/v4.0.0/libpod{path}"), &[]).await
    }

    /// Asks for JSON; `path` comes without the version.
    pub(crate) async fn json<T: serde::de::DeserializeOwned>(
        &self,
        op: Op,
        about: &str,
        path: &str,
        query: Query<'_>,
    ) -> Result<T> {
        let (_, mut body) = self.get(path, query).await.map_err(error::at(op, about))?;
        let mut bytes = Vec::new();
        while let Some(chunk) = body.next().await {
            bytes.extend_from_slice(&chunk.map_err(error::at(op, about))?);
        }
        serde_json::from_slice(&bytes)
            .map_err(|e| error::other(op, about, format!("the engine's answer is not understood: {e}")))
    }

    /// See [`raw::hijack`]; `path` comes without the version.
    pub(crate) async fn hijack(&self, path: &str, body: &serde_json::Value) -> Result<Wire, bollard::errors::Error> {
        raw::hijack(&self.endpoint, &format!("/v{}{path}", self.api), body).await
    }
}

fn client(endpoint: &Endpoint, api: Api) -> Result<Docker, bollard::errors::Error> {
    let version = ClientVersion { major_version: api.0, minor_version: api.1 };
    match endpoint {
        #[cfg(unix)]
        Endpoint::Unix(path) => Docker::connect_with_unix(&path.to_string_lossy(), PATIENCE, &version),
        #[cfg(windows)]
        Endpoint::Pipe(path) => Docker::connect_with_named_pipe(path, PATIENCE, &version),
        Endpoint::Tcp(authority) => Docker::connect_with_http(authority, PATIENCE, &version),
        // `raw::dial` refused it before.
        #[allow(unreachable_patterns)]
        other => Err(bollard::errors::Error::UnsupportedURISchemeError { uri: format!("{other:?}") }),
    }
}

fn parse(version: &str) -> Option<Api> {
    let (major, minor) = version.split_once('.')?;
    Some(Api(major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(parse("1.9").unwrap() < OLDEST && parse("1.40").unwrap() < OLDEST);
        assert!(parse("1.41").unwrap() >= OLDEST && parse("1.100").unwrap() > NEWEST);
        assert_eq!(parse("one"), None);
    }
}
