//! Where the engine listens: an address given, `DOCKER_HOST`, a `docker context`, or the platform's default, in this order,
//! as Docker's own client looks for it.
//!
//! Refused: `ssh://` and TLS. Labs publish their ports on the engine's own 127.0.0.1, so an engine on another machine could
//! run a lab that nobody here can open.

use std::{
    collections::BTreeMap,
    env::VarError,
    fs, io,
    path::{Path, PathBuf},
};

use paddock_core::port::{EngineError, ErrorKind, Op};
use serde::Deserialize;
use sha2::{Digest, Sha256};

type Result<T> = std::result::Result<T, EngineError>;

/// Where Docker listens where nobody said otherwise.
#[cfg(windows)]
const PLATFORM: &str = "npipe:////./pipe/docker_engine";
#[cfg(not(windows))]
const PLATFORM: &str = "unix:///var/run/docker.sock";

/// The name that Docker gives to "no context".
const DEFAULT: &str = "default";

/// A `docker context`, for `doctor`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub name: String,
    pub address: String,
    /// Whether Docker's own client would use it now.
    pub current: bool,
}

/// The contexts known on this machine, the default one first.
///
/// # Errors
/// A settings file that cannot be read or understood.
pub fn contexts() -> Result<Vec<Context>> {
    Surroundings::of_process()?.contexts()
}

/// An engine's address, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// As Docker writes it: `unix:///var/run/docker.sock`.
    pub url: String,
    pub endpoint: Endpoint,
    pub context: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Unix(PathBuf),
    /// `\\.\pipe\docker_engine`
    Pipe(String),
    /// `host:port`
    Tcp(String),
}

/// Resolves the address of the engine to use.
pub(crate) fn resolve(explicit: Option<&str>) -> Result<Address> {
    Surroundings::of_process()?.resolve(explicit)
}

/// What the search depends on, so that tests can pass their own.
struct Surroundings {
    docker_host: Option<String>,
    docker_context: Option<String>,
    tls_verify: bool,
    /// `~/.docker`
    config_dir: PathBuf,
    /// Addresses to try where nothing is said. A socket is taken if it exists; the first of all if none does.
    defaults: Vec<String>,
}

#[derive(Deserialize)]
struct ConfigFile {
    #[serde(rename = "currentContext")]
    current_context: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MetaFile {
    name: String,
    #[serde(default)]
    endpoints: BTreeMap<String, MetaEndpoint>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MetaEndpoint {
    host: Option<String>,
}

impl Surroundings {
    fn of_process() -> Result<Self> {
        let var = |name: &str| match std::env::var(name) {
            Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(refused(name, "its value is no text")),
        };
        let home = std::env::home_dir();
        let config_dir = match (var("DOCKER_CONFIG")?, &home) {
            (Some(dir), _) => PathBuf::from(dir),
            (None, Some(home)) => home.join(".docker"),
            (None, None) => {
                return Err(refused("~/.docker", "this user has no home folder; set DOCKER_CONFIG or DOCKER_HOST"));
            }
        };
        Ok(Surroundings {
            docker_host: var("DOCKER_HOST")?,
            docker_context: var("DOCKER_CONTEXT")?,
            tls_verify: var("DOCKER_TLS_VERIFY")?.is_some(),
            defaults: platform_defaults(&config_dir, var("XDG_RUNTIME_DIR")?),
            config_dir,
        })
    }

    fn resolve(&self, explicit: Option<&str>) -> Result<Address> {
        if let Some(url) = explicit.or(self.docker_host.as_deref()) {
            return self.address(url, None);
        }
        let name = self.current_context()?;
        if name == DEFAULT {
            return self.address(self.default_url(), None);
        }
        let file = self.meta_file(&name);
        let Some(meta) = read_json::<MetaFile>(&file)? else {
            return Err(EngineError {
                op: Op::Connect,
                target: format!("docker context {name}"),
                kind: ErrorKind::NotFound,
                detail: format!(
                    "there is no context of that name ({} does not exist); choose one with `docker context use`",
                    file.display()
                ),
            });
        };
        let Some(host) = meta.host() else {
            return Err(refused(&format!("docker context {name}"), "it names no Docker address"));
        };
        if self.config_dir.join("contexts/tls").join(digest(&name)).is_dir() {
            return Err(no_tls(host));
        }
        self.address(host, Some(name))
    }

    fn contexts(&self) -> Result<Vec<Context>> {
        // As with Docker's client, DOCKER_HOST stands for the default context and wins over every other.
        let current = match &self.docker_host {
            Some(_) => DEFAULT.to_owned(),
            None => self.current_context()?,
        };
        let default = self.docker_host.as_deref().unwrap_or_else(|| self.default_url());
        let mut found =
            vec![Context { name: DEFAULT.into(), address: default.to_owned(), current: current == DEFAULT }];
        let dir = self.config_dir.join("contexts/meta");
        let entries = match fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(unreadable(&dir, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&dir, &error))?;
            if let Some(meta) = read_json::<MetaFile>(&entry.path().join("meta.json"))? {
                let address = meta.host().unwrap_or_default().to_owned();
                found.push(Context { current: meta.name == current, name: meta.name, address });
            }
        }
        found[1..].sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    fn current_context(&self) -> Result<String> {
        if let Some(name) = &self.docker_context {
            return Ok(name.clone());
        }
        let config = read_json::<ConfigFile>(&self.config_dir.join("config.json"))?;
        Ok(config.and_then(|c| c.current_context).filter(|name| !name.is_empty()).unwrap_or_else(|| DEFAULT.into()))
    }

    fn meta_file(&self, name: &str) -> PathBuf {
        self.config_dir.join("contexts/meta").join(digest(name)).join("meta.json")
    }

    fn default_url(&self) -> &str {
        let exists = |url: &&String| url.strip_prefix("unix://").is_none_or(|path| Path::new(path).exists());
        self.defaults.iter().find(exists).unwrap_or(&self.defaults[0])
    }

    fn address(&self, url: &str, context: Option<String>) -> Result<Address> {
        let endpoint = if let Some(path) = url.strip_prefix("unix://") {
            Endpoint::Unix(path.into())
        } else if url.starts_with('/') {
            return self.address(&format!("unix://{url}"), context);
        } else if let Some(path) = url.strip_prefix("npipe://") {
            Endpoint::Pipe(path.replace('/', "\\"))
        } else if let Some(rest) = url.strip_prefix("tcp://").or_else(|| url.strip_prefix("http://")) {
            if self.tls_verify {
                return Err(no_tls(url));
            }
            let authority = rest.trim_end_matches('/');
            let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
            Endpoint::Tcp(if has_port { authority.to_owned() } else { format!("{authority}:2375") })
        } else if url.starts_with("https://") {
            return Err(no_tls(url));
        } else if url.starts_with("ssh://") {
            return Err(refused(
                url,
                "an engine behind SSH is not supported: a lab's ports would open on that machine; choose an engine on \
                 this one with `docker context use default`",
            ));
        } else {
            return Err(refused(
                url,
                "not an address of an engine; write unix://PATH, npipe://PATH or tcp://HOST:PORT",
            ));
        };
        Ok(Address { url: url.to_owned(), endpoint, context })
    }
}

impl MetaFile {
    fn host(&self) -> Option<&str> {
        self.endpoints.get("docker")?.host.as_deref().filter(|host| !host.is_empty())
    }
}

#[cfg(windows)]
fn platform_defaults(_config_dir: &Path, _runtime_dir: Option<String>) -> Vec<String> {
    vec![PLATFORM.to_owned()]
}

/// Docker's socket, Docker Desktop's, that of a rootless Docker, then Podman's.
#[cfg(not(windows))]
fn platform_defaults(config_dir: &Path, runtime_dir: Option<String>) -> Vec<String> {
    let mut urls = vec![PLATFORM.to_owned()];
    if cfg!(target_os = "macos") {
        urls.push(format!("unix://{}", config_dir.join("run/docker.sock").display()));
    }
    if let Some(dir) = runtime_dir {
        urls.push(format!("unix://{dir}/docker.sock"));
        urls.push(format!("unix://{dir}/podman/podman.sock"));
    }
    urls.push("unix:///run/podman/podman.sock".to_owned());
    urls
}

/// Docker names a context's folder by the digest of its name.
fn digest(name: &str) -> String {
    Sha256::digest(name.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `None` where there is no such file.
fn read_json<T: serde::de::DeserializeOwned>(file: &Path) -> Result<Option<T>> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(file, &error)),
    };
    let value =
        serde_json::from_slice(&bytes).map_err(|error| refused(&file.display().to_string(), &error.to_string()))?;
    Ok(Some(value))
}

fn unreadable(path: &Path, error: &io::Error) -> EngineError {
    refused(&path.display().to_string(), &error.to_string())
}

fn no_tls(url: &str) -> EngineError {
    refused(
        url,
        "an engine behind TLS is not supported: it is on another machine, and a lab's ports would open there; choose an \
         engine on this one with `docker context use default`, and unset DOCKER_TLS_VERIFY",
    )
}

fn refused(target: &str, detail: &str) -> EngineError {
    EngineError { op: Op::Connect, target: target.to_owned(), kind: ErrorKind::Other, detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings(dir: &Path) -> Surroundings {
        Surroundings {
            docker_host: None,
            docker_context: None,
            tls_verify: false,
            config_dir: dir.join("docker"),
            defaults: vec![
                format!("unix://{}", dir.join("docker.sock").display()),
                format!("unix://{}", dir.join("podman.sock").display()),
            ],
        }
    }

    fn add_context(s: &Surroundings, name: &str, host: &str) {
        let file = s.meta_file(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let meta = serde_json::json!({"Name": name, "Metadata": {}, "Endpoints": {"docker": {"Host": host}}});
        fs::write(file, meta.to_string()).unwrap();
    }

    fn url(s: &Surroundings, explicit: Option<&str>) -> String {
        s.resolve(explicit).unwrap().url
    }

    #[test]
    fn each_source_wins_over_the_next() {
        let dir = tempfile::tempdir().unwrap();
        let mut s = surroundings(dir.path());
        assert_eq!(url(&s, None), s.defaults[0], "without any socket it is the first default");
        fs::write(dir.path().join("podman.sock"), "").unwrap();
        assert_eq!(url(&s, None), s.defaults[1], "the socket that exists");
        fs::write(dir.path().join("docker.sock"), "").unwrap();
        assert_eq!(url(&s, None), s.defaults[0], "the first that exists");

        add_context(&s, "colima", "unix:///colima.sock");
        add_context(&s, "desktop", "npipe:////./pipe/dockerDesktopLinuxEngine");
        fs::write(s.config_dir.join("config.json"), r#"{"auths":{},"currentContext":"colima"}"#).unwrap();
        let found = s.resolve(None).unwrap();
        assert_eq!((found.url.as_str(), found.context.as_deref()), ("unix:///colima.sock", Some("colima")));

        s.docker_context = Some("desktop".into());
        let found = s.resolve(None).unwrap();
        assert_eq!(found.endpoint, Endpoint::Pipe(r"\\.\pipe\dockerDesktopLinuxEngine".into()));

        s.docker_host = Some("tcp://127.0.0.1".into());
        let found = s.resolve(None).unwrap();
        assert_eq!((found.endpoint, found.context), (Endpoint::Tcp("127.0.0.1:2375".into()), None));
        assert_eq!(url(&s, Some("unix:///given.sock")), "unix:///given.sock");
        assert_eq!(url(&s, Some("/given.sock")), "unix:///given.sock");
    }

    #[test]
    fn contexts_are_listed_with_the_current_one_marked() {
        let dir = tempfile::tempdir().unwrap();
        let mut s = surroundings(dir.path());
        let names = |s: &Surroundings| -> Vec<(String, bool)> {
            s.contexts().unwrap().into_iter().map(|c| (c.name, c.current)).collect()
        };
        assert_eq!(names(&s), [("default".into(), true)]);
        add_context(&s, "zeta", "unix:///z.sock");
        add_context(&s, "alpha", "unix:///a.sock");
        s.docker_context = Some("zeta".into());
        assert_eq!(names(&s), [("default".into(), false), ("alpha".into(), false), ("zeta".into(), true)]);
        s.docker_host = Some("unix:///h.sock".into());
        let all = s.contexts().unwrap();
        assert!(all[0].current && all[0].address == "unix:///h.sock", "DOCKER_HOST stands for the default: {all:?}");
    }

    #[test]
    fn what_cannot_work_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let mut s = surroundings(dir.path());
        let error = |s: &Surroundings, url: Option<&str>| s.resolve(url).unwrap_err();
        assert!(error(&s, Some("ssh://host")).detail.contains("SSH"));
        assert!(error(&s, Some("https://host")).detail.contains("TLS"));
        assert!(error(&s, Some("nonsense")).detail.contains("unix://PATH"));
        s.docker_context = Some("gone".into());
        let gone = error(&s, None);
        assert_eq!(gone.kind, ErrorKind::NotFound);
        assert!(gone.target.contains("gone") && gone.detail.contains("docker context use"));
        s.docker_context = None;
        fs::create_dir_all(&s.config_dir).unwrap();
        fs::write(s.config_dir.join("config.json"), "{").unwrap();
        assert!(error(&s, None).target.ends_with("config.json"));
        s.tls_verify = true;
        assert!(error(&s, Some("tcp://h:2376")).detail.contains("TLS"));
    }

    #[test]
    fn the_folder_of_a_context_is_the_digest_of_its_name() {
        // From Docker's documentation of its context store: sha256("desktop-linux").
        assert_eq!(digest("desktop-linux"), "fe9c6bd7a66301f49ca9b6a70b217107cd1284598bfc254700c989b916da791e");
    }
}
