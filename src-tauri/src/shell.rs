//! What the window stands on: the open Paddock, or why it could not be opened; and what runs beside it.

use std::sync::{Arc, Mutex, PoisonError};

use paddock_app::{
    Activity, Error, Options, Paddock,
    core::Lang,
    wire::{AppEvent, ErrorView},
};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

pub struct Shell {
    app: Mutex<Result<Arc<Paddock>, Error>>,
    lang: Mutex<Lang>,
    pub activity: Arc<Activity>,
    stop: CancellationToken,
    reopened: Notify,
}

impl Shell {
    pub fn open() -> Shell {
        let shell = Shell {
            app: Mutex::new(open()),
            lang: Mutex::new(paddock_app::system_lang()),
            activity: Arc::default(),
            stop: CancellationToken::new(),
            reopened: Notify::new(),
        };
        shell.begin();
        shell
    }

    /// Starts what runs beside the window: the automatic checks, and the watch over the engine.
    fn begin(&self) {
        let Ok(app) = self.lock().clone() else { return };
        if let Ok(lang) = app.lang() {
            self.set_lang(lang);
        }
        let (activity, stop) = (self.activity.clone(), self.stop.clone());
        let checking = app.clone();
        tauri::async_runtime::spawn(async move { activity.run(checking, stop).await });
        let stop = self.stop.clone();
        tauri::async_runtime::spawn(paddock_app::watch(app, stop));
    }

    /// The open Paddock, or the error to show.
    pub fn app(&self) -> Result<Arc<Paddock>, ErrorView> {
        self.lock().clone().map_err(|error| error.view(self.lang()))
    }

    /// The same, as the doctor wants it.
    pub fn opened(&self) -> Result<Arc<Paddock>, Error> {
        self.lock().clone()
    }

    /// What the window remembers. Nothing, too, where that cannot be read: the page asks for it again, and shows why.
    pub fn setting(&self, key: &str) -> Option<String> {
        let app = self.opened().ok()?;
        paddock_app::boot(&app).ok()?.settings.remove(key)
    }

    /// Tries again, where it could not be opened: after a rescue, or when the learner has mended what was in the way.
    pub fn open_again(&self) -> Result<(), ErrorView> {
        if self.opened().is_ok() {
            return Ok(());
        }
        *self.lock() = open();
        self.app()?;
        self.begin();
        self.reopened.notify_one();
        Ok(())
    }

    pub async fn reopened(&self) {
        self.reopened.notified().await;
    }

    /// Events of the open Paddock; a closed channel where there is none.
    pub fn events(&self) -> broadcast::Receiver<AppEvent> {
        match self.lock().as_ref() {
            Ok(app) => app.subscribe(),
            Err(_) => broadcast::channel(1).1,
        }
    }

    pub fn lang(&self) -> Lang {
        *self.lang.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_lang(&self, lang: Lang) {
        *self.lang.lock().unwrap_or_else(PoisonError::into_inner) = lang;
    }

    pub fn say(&self, error: Error) -> ErrorView {
        error.view(self.lang())
    }

    /// Ends what runs beside the window.
    pub fn close(&self) {
        self.stop.cancel();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Result<Arc<Paddock>, Error>> {
        self.app.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `PADDOCK_LABS` names a catalogue to use instead of the built-in one.
fn open() -> Result<Arc<Paddock>, Error> {
    let labs = std::env::var_os("PADDOCK_LABS").filter(|dir| !dir.is_empty()).map(Into::into);
    Paddock::open(Options { labs, ..Options::default() }).map(Arc::new)
}
