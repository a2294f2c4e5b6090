//! What every use case stands on: the home, the catalogue, the engine, and the events that go out.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;
use paddock_core::{
    id::{HomeId, LabId, SessionId},
    lang::Lang,
    port::{Engine, HostForBuilds},
    progress::State,
};
use paddock_store::{Store, StoreError};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::{
    catalogue::Catalogue,
    error::{Error, Result},
    held::{self, Held},
    host,
    wire::AppEvent,
};

/// An open Paddock. Use cases take it by reference; share it in an `Arc`.
pub struct Paddock {
    store: Store,
    catalogue: Catalogue,
    engine: OnceLock<Arc<dyn Engine>>,
    /// An address that overrides the environment's.
    engine_host: Option<String>,
    events: broadcast::Sender<AppEvent>,
    /// Starts under way in this process, by lab.
    starting: Mutex<BTreeMap<LabId, CancellationToken>>,
    host: OnceLock<HostForBuilds>,
    /// Held while an image is built or pulled: labs that start at once and need the same one wait for it instead of making it twice.
    pub(crate) making_image: tokio::sync::Mutex<()>,
}

/// How to open it.
#[derive(Debug, Default)]
pub struct Options {
    /// Instead of `PADDOCK_HOME` and the platform's folder.
    pub home: Option<PathBuf>,
    /// Instead of the built-in catalogue.
    pub labs: Option<PathBuf>,
    /// Instead of what the environment says.
    pub engine: Option<String>,
}

impl Paddock {
    pub fn open(options: Options) -> Result<Paddock> {
        let catalogue = match &options.labs {
            Some(dir) => Catalogue::of_folder(dir)?,
            None => Catalogue::built_in()?,
        };
        let dir = crate::home::dir(options.home)?;
        let store = Store::open(&dir, Timestamp::now())?;
        let (events, _) = broadcast::channel(1024);
        Ok(Paddock {
            store,
            catalogue,
            engine: OnceLock::new(),
            engine_host: options.engine,
            events,
            starting: Mutex::default(),
            host: OnceLock::new(),
            making_image: tokio::sync::Mutex::default(),
        })
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub fn home(&self) -> HomeId {
        self.store.home()
    }

    /// The folder with the database.
    pub fn dir(&self) -> &Path {
        self.store.dir()
    }

    /// The file with everything that was passed.
    pub fn database(&self) -> PathBuf {
        self.store.database()
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// The engine. Only the address is looked up here; whether something answers shows with the first call.
    pub fn engine(&self) -> Result<Arc<dyn Engine>> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine.clone());
        }
        let engine: Arc<dyn Engine> = Arc::new(paddock_docker::connect(self.engine_host.as_deref())?);
        Ok(self.engine.get_or_init(|| engine).clone())
    }

    /// Runs a call of the store, which may wait for the disk or for another process.
    pub fn store<R, E: From<StoreError>>(&self, f: impl FnOnce(&Store) -> Result<R, E>) -> Result<R, E> {
        match tokio::runtime::Handle::try_current().map(|handle| handle.runtime_flavor()) {
            Ok(tokio::runtime::RuntimeFlavor::MultiThread) => tokio::task::block_in_place(|| f(&self.store)),
            Ok(_) | Err(_) => f(&self.store),
        }
    }

    /// Fails where nothing could be kept: asked before a learner's work is begun, or thrown away, in vain.
    pub(crate) fn writable(&self) -> Result<()> {
        Ok(self.store(|store| store.writable(self.now()))?)
    }

    /// Why nothing can be kept in a home that can be read all the same.
    pub(crate) fn refusal(&self) -> Option<Error> {
        self.store.refusal().map(Error::from)
    }

    pub fn state(&self) -> Result<State> {
        Ok(self.store(Store::state)?)
    }

    /// What builds may need of this machine, looked up once.
    pub fn host_for_builds(&self) -> Result<&HostForBuilds> {
        if let Some(host) = self.host.get() {
            return Ok(host);
        }
        let host = host::for_builds(|line| self.note(line))?;
        Ok(self.host.get_or_init(|| host))
    }

    pub fn subscribe(&self) -> broadcast::Receiver<AppEvent> {
        self.events.subscribe()
    }

    /// Tells whoever listens.
    pub fn tell(&self, event: AppEvent) {
        // Nobody listening is no failure: the command line often does not.
        let _listeners = self.events.send(event);
    }

    /// Keeps a line that no one can act on now, for whoever is asked for help: `paddock.log` in the data folder.
    pub fn note(&self, line: &str) {
        use std::io::Write;
        let path = self.dir().join("paddock.log");
        let written = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .and_then(|mut file| writeln!(file, "{} {line}", self.now()));
        if let Err(error) = written {
            eprintln!("paddock: {line} (and no log could be written: {error})");
        }
    }

    /// The language of messages: the learner's choice, or the system's.
    pub fn lang(&self) -> Result<Lang> {
        Ok(self.state()?.profile.map_or_else(system_lang, |profile| profile.lang))
    }

    /// Marks a start of this process, so that it can be cancelled.
    pub(crate) fn starting(&self, lab: &LabId, token: &CancellationToken) {
        self.starts().insert(lab.clone(), token.clone());
    }

    pub(crate) fn started(&self, lab: &LabId) {
        self.starts().remove(lab);
    }

    /// Gives up a start of this process; false where there is none.
    pub fn cancel_start(&self, lab: &LabId) -> bool {
        let token = self.starts().get(lab).cloned();
        token.inspect(CancellationToken::cancel).is_some()
    }

    fn starts(&self) -> std::sync::MutexGuard<'_, BTreeMap<LabId, CancellationToken>> {
        self.starting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says to other processes that somebody works on the session, for as long as the file is held.
    pub(crate) fn hold(&self, session: &SessionId) -> Result<Held> {
        Held::take(&self.dir().join("held"), session.as_str())
    }

    /// Whether a living process works on the session.
    pub(crate) fn is_held(&self, session: &SessionId) -> Result<bool> {
        held::is_held(&self.dir().join("held"), session.as_str())
    }
}

/// The system's language.
pub fn system_lang() -> Lang {
    sys_locale::get_locale().as_deref().map_or(Lang::En, Lang::of_locale)
}
