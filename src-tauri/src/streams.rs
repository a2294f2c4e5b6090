//! Logs and figures that flow to the window until it closes them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures::{StreamExt, stream::select_all};
use paddock_app::{
    core::{LabId, ServiceName},
    wire::{AppEvent, ErrorView, ServiceStats},
};
use tauri::{State, ipc::Channel};
use tokio_util::sync::CancellationToken;

use crate::shell::Shell;

/// Lines of a log that are shown from before it was opened.
const TAIL: usize = 500;
/// Between two messages of figures.
const FIGURES: Duration = Duration::from_secs(1);

#[derive(Default)]
pub struct Streams {
    open: Mutex<HashMap<u32, CancellationToken>>,
    next: AtomicU32,
}

impl Streams {
    fn add(&self) -> (u32, CancellationToken) {
        let (id, stop) = (self.next.fetch_add(1, Ordering::Relaxed), CancellationToken::new());
        self.lock().insert(id, stop.clone());
        (id, stop)
    }

    pub fn close_all(&self) {
        self.lock().drain().for_each(|(_, stop)| stop.cancel());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u32, CancellationToken>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Follows the log of a service. What is no UTF-8 is shown as `�`.
#[tauri::command]
pub async fn logs_open(
    shell: State<'_, Shell>,
    streams: State<'_, Streams>,
    lab: LabId,
    service: ServiceName,
    output: Channel<String>,
) -> Result<u32, ErrorView> {
    let app = shell.app()?;
    let logs = paddock_app::logs(&app, &lab, Some(&service), Some(TAIL), true).await.map_err(|e| shell.say(e))?;
    let mut logs = select_all(logs.into_iter().map(|(_, stream)| stream));
    let (id, stop) = streams.add();
    tauri::async_runtime::spawn(async move {
        loop {
            let chunk = tokio::select! {
                () = stop.cancelled() => return,
                chunk = logs.next() => chunk,
            };
            // The end of a log is the end of its service; the session says so.
            let Some(Ok(chunk)) = chunk else { return };
            if output.send(String::from_utf8_lossy(&chunk.bytes).into_owned()).is_err() {
                return;
            }
        }
    });
    Ok(id)
}

/// Sends `stats` events of a lab, about every second.
#[tauri::command]
pub async fn stats_watch(shell: State<'_, Shell>, streams: State<'_, Streams>, lab: LabId) -> Result<u32, ErrorView> {
    let app = shell.app()?;
    let stats = paddock_app::stats(&app, &lab).await.map_err(|e| shell.say(e))?;
    let mut stats =
        select_all(stats.into_iter().map(|(service, stream)| stream.map(move |s| (service.clone(), s)).boxed()));
    let (id, stop) = streams.add();
    tauri::async_runtime::spawn(async move {
        let mut newest: BTreeMap<ServiceName, ServiceStats> = BTreeMap::new();
        let mut tick = tokio::time::interval(FIGURES);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = tick.tick() => {
                    if !newest.is_empty() {
                        app.tell(AppEvent::Stats { lab: lab.clone(), services: newest.values().cloned().collect() });
                    }
                }
                next = stats.next() => match next {
                    Some((service, Ok(s))) => {
                        let figures = ServiceStats { service: service.clone(), cpu: s.cpu, memory_bytes: s.memory_bytes };
                        newest.insert(service, figures);
                    }
                    // A service that ended has no figures.
                    Some((service, Err(_))) => {
                        newest.remove(&service);
                    }
                    None => return,
                },
            }
        }
    });
    Ok(id)
}

#[tauri::command]
pub async fn stream_close(streams: State<'_, Streams>, id: u32) -> Result<(), ErrorView> {
    if let Some(stop) = streams.lock().remove(&id) {
        stop.cancel();
    }
    Ok(())
}
