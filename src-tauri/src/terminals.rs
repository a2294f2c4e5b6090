//! Terminals: raw bytes from a service to the window, and back, each side at the pace of the other.
//!
//! The program sends at most [`WINDOW`] bytes that the window has not drawn yet, and keeps a [`Backlog`] of what comes meanwhile. Where
//! that is full it stops reading; so the engine stops sending, and the command in the container waits. A `cat` of 100 MB neither
//! freezes the window nor fills memory.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use futures::{FutureExt, StreamExt};
use paddock_app::{
    Code, Error,
    core::{Attached, Control, LabId, ServiceName, Size},
    wire::ErrorView,
};
use serde::Deserialize;
use tauri::{
    State,
    ipc::{Channel, InvokeBody, InvokeResponseBody, Request},
};
use tokio::{
    sync::{Notify, mpsc},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use crate::{backlog::Backlog, shell::Shell};

/// Bytes on their way to the window at most.
const WINDOW: u64 = 1 << 20;
/// Bytes in one message at most.
const MESSAGE: usize = 128 << 10;
/// Of a flood the window gets so much at once, some screens full, and so often: nobody could read more.
const GLIMPSE: usize = 16 << 10;
const FRAME: Duration = Duration::from_millis(60);
/// So long after the last line was left out, a flood is over.
const EBB: Duration = Duration::from_millis(150);
/// Keystrokes and pastes waiting for the service at most.
const INPUT: usize = 256;

#[derive(Default)]
pub struct Terminals {
    open: Mutex<HashMap<u32, Arc<Terminal>>>,
    next: AtomicU32,
}

struct Terminal {
    lab: LabId,
    input: mpsc::Sender<Vec<u8>>,
    control: Box<dyn Control>,
    flow: Flow,
    stop: CancellationToken,
}

/// How far the window is.
#[derive(Default)]
struct Flow {
    sent: AtomicU64,
    drawn: AtomicU64,
    moved: Notify,
}

impl Flow {
    /// Waits until there is room for more.
    async fn room(&self) {
        loop {
            let moved = self.moved.notified();
            let (sent, drawn) = (self.sent.load(Ordering::Acquire), self.drawn.load(Ordering::Acquire));
            if sent.saturating_sub(drawn) < WINDOW {
                return;
            }
            moved.await;
        }
    }
}

impl Terminals {
    fn get(&self, id: u32) -> Option<Arc<Terminal>> {
        self.lock().get(&id).cloned()
    }

    pub fn close_all(&self) {
        self.lock().drain().for_each(|(_, terminal)| terminal.stop.cancel());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u32, Arc<Terminal>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Deserialize)]
pub struct TerminalRequest {
    lab: LabId,
    service: ServiceName,
    user: Option<String>,
    dir: Option<String>,
    cols: u16,
    rows: u16,
}

/// Opens a terminal. Its output comes over `output` as raw bytes; an empty message is the end.
#[tauri::command]
pub async fn terminal_open(
    shell: State<'_, Shell>,
    terminals: State<'_, Terminals>,
    request: TerminalRequest,
    output: Channel<InvokeResponseBody>,
) -> Result<u32, ErrorView> {
    let app = shell.app()?;
    let size = Size { cols: request.cols, rows: request.rows };
    let (user, dir) = (request.user.as_deref(), request.dir.as_deref());
    let attached = paddock_app::open_terminal(&app, &request.lab, &request.service, user, dir, size)
        .await
        .map_err(|e| shell.say(e))?;
    let Attached { input, output: from_service, control } = attached;
    let (sender, receiver) = mpsc::channel(INPUT);
    let terminal = Arc::new(Terminal {
        lab: request.lab,
        input: sender,
        control,
        flow: Flow::default(),
        stop: CancellationToken::new(),
    });
    let id = terminals.next.fetch_add(1, Ordering::Relaxed);
    terminals.lock().insert(id, terminal.clone());
    tauri::async_runtime::spawn(forward_input(input, receiver));
    tauri::async_runtime::spawn(async move { forward_output(&terminal, from_service, &output).await });
    Ok(id)
}

type Output = paddock_app::core::BoxStream<Result<paddock_app::core::Chunk, paddock_app::core::EngineError>>;

async fn forward_output(terminal: &Terminal, mut from: Output, to: &Channel<InvokeResponseBody>) {
    let mut backlog = Backlog::default();
    let (mut last_sent, mut left_out): (Option<Instant>, Option<Instant>) = (None, None);
    let mut over = false;
    while !over || !backlog.is_empty() {
        let is_flood = !over && left_out.is_some_and(|at| at.elapsed() < EBB);
        let turn = async {
            terminal.flow.room().await;
            if let (true, Some(last)) = (is_flood, last_sent) {
                tokio::time::sleep_until(last + FRAME).await;
            }
        };
        tokio::select! {
            () = terminal.stop.cancelled() => return,
            next = from.next(), if !over && !backlog.is_full() => {
                let mut next = Some(next);
                // What is there already is taken at once.
                while let Some(chunk) = next {
                    match chunk {
                        Some(Ok(chunk)) if backlog.push(&chunk.bytes) > 0 => left_out = Some(Instant::now()),
                        Some(Ok(_)) => {}
                        // The connection broke: the window shows the end of the terminal, and the engine's state says why.
                        Some(Err(_)) | None => over = true,
                    }
                    next = if over || backlog.len() >= MESSAGE { None } else { from.next().now_or_never() };
                }
            }
            () = turn, if !backlog.is_empty() => {
                let message = backlog.take(if is_flood { GLIMPSE } else { MESSAGE });
                terminal.flow.sent.fetch_add(message.len() as u64, Ordering::AcqRel);
                if to.send(InvokeResponseBody::Raw(message)).is_err() {
                    return;
                }
                last_sent = Some(Instant::now());
            }
        }
    }
    if let Err(error) = to.send(InvokeResponseBody::Raw(Vec::new())) {
        eprintln!("paddock: the window did not hear of a terminal's end: {error}");
    }
}

async fn forward_input(mut input: Box<dyn paddock_app::core::Input>, mut from: mpsc::Receiver<Vec<u8>>) {
    while let Some(bytes) = from.recv().await {
        // The shell ended: its output says so to the window.
        if input.write(&bytes).await.is_err() {
            return;
        }
    }
    if let Err(error) = input.close().await {
        eprintln!("paddock: a terminal's input could not be closed: {error}");
    }
}

/// Types bytes into a terminal: the raw body of the request, with the terminal's id in the header `id`.
#[tauri::command]
pub async fn terminal_write(
    shell: State<'_, Shell>,
    terminals: State<'_, Terminals>,
    request: Request<'_>,
) -> Result<(), ErrorView> {
    let bad = |detail: &str| shell.say(Error::new(Code::BadInput, "error-bad-input", &[("detail", detail)]));
    let id = request
        .headers()
        .get("id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| bad("no terminal id"))?;
    let bytes: Vec<u8> = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        // Over an older bridge the bytes come as a list of numbers.
        InvokeBody::Json(value) => serde_json::from_value(value.clone()).map_err(|error| bad(&error.to_string()))?,
    };
    let Some(terminal) = terminals.get(id) else { return Ok(()) };
    if bytes.contains(&b'\r') {
        shell.activity.active(&terminal.lab);
    }
    // A terminal that ended takes no more input, and the window knows.
    let _ended = terminal.input.send(bytes).await;
    Ok(())
}

#[tauri::command]
pub async fn terminal_resize(
    shell: State<'_, Shell>,
    terminals: State<'_, Terminals>,
    id: u32,
    cols: u16,
    rows: u16,
) -> Result<(), ErrorView> {
    let Some(terminal) = terminals.get(id) else { return Ok(()) };
    terminal.control.resize(Size { cols, rows }).await.map_err(|e| shell.say(e.into()))
}

/// The window has drawn so many more bytes.
#[tauri::command]
pub async fn terminal_received(terminals: State<'_, Terminals>, id: u32, bytes: u64) -> Result<(), ErrorView> {
    if let Some(terminal) = terminals.get(id) {
        terminal.flow.drawn.fetch_add(bytes, Ordering::AcqRel);
        terminal.flow.moved.notify_one();
    }
    Ok(())
}

#[tauri::command]
pub async fn terminal_exit_code(
    shell: State<'_, Shell>,
    terminals: State<'_, Terminals>,
    id: u32,
) -> Result<Option<i64>, ErrorView> {
    match terminals.get(id) {
        Some(terminal) => terminal.control.exit_code().await.map_err(|e| shell.say(e.into())),
        None => Ok(None),
    }
}

#[tauri::command]
pub async fn terminal_close(terminals: State<'_, Terminals>, id: u32) -> Result<(), ErrorView> {
    if let Some(terminal) = terminals.lock().remove(&id) {
        terminal.stop.cancel();
    }
    Ok(())
}
