//! A stand-in for the engine's socket: it passes everything on to the real engine, until it is told to go away, to hang, or
//! to answer something else. So an engine can fail in the middle of a start while the real one serves others.

use std::{
    io::{ErrorKind, Read, Write},
    net::Shutdown,
    os::unix::net::{UnixListener, UnixStream},
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use tempfile::TempDir;

use crate::common::docker;

/// What becomes of a request.
#[derive(Debug, Clone)]
pub enum Then {
    /// The real engine does it; instead of its answer the engine is gone, and every connection with it.
    Vanish,
    /// Nothing is answered from here on, to nobody.
    Hang,
    /// The real engine does not hear of it: this status and this body are the answer.
    Answer(u16, String),
}

struct Rule {
    method: &'static str,
    /// A part of the path.
    path: &'static str,
    /// So many are let through first.
    after: usize,
    then: Then,
}

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    /// Every request, `POST /v1.41/containers/create?…`, and whether the answer to it has begun.
    seen: Vec<(String, bool)>,
    /// Both ends of every connection.
    wires: Vec<UnixStream>,
    there: bool,
    hangs: bool,
}

/// What a connection carries at the moment: the number of the request, and whether its answer will not be heard.
#[derive(Default)]
struct Now {
    request: AtomicUsize,
    doomed: AtomicBool,
}

struct Shared {
    socket: PathBuf,
    engine: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
}

pub struct Proxy {
    shared: Arc<Shared>,
    _dir: TempDir,
}

impl Proxy {
    pub fn new() -> Proxy {
        let host = docker(&["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]);
        let engine = host.trim().strip_prefix("unix://").expect("these tests need an engine behind a Unix socket");
        let dir = tempfile::tempdir().expect("a folder");
        let shared = Arc::new(Shared {
            socket: dir.path().join("engine.sock"),
            engine: engine.into(),
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let proxy = Proxy { shared, _dir: dir };
        proxy.come_back();
        proxy
    }

    /// As `DOCKER_HOST` has it.
    pub fn host(&self) -> String {
        format!("unix://{}", self.shared.socket.display())
    }

    /// The next request of that method and path, after `after` such, ends so.
    pub fn on(&self, method: &'static str, path: &'static str, after: usize, then: Then) {
        self.shared.lock().rules.push(Rule { method, path, after, then });
    }

    pub fn vanish(&self) {
        self.shared.vanish();
    }

    pub fn hang(&self) {
        self.shared.lock().hangs = true;
    }

    /// As if it had been restarted: all is well again, and no connection of before is left.
    pub fn come_back(&self) {
        self.shared.vanish();
        let shared = &self.shared;
        match std::fs::remove_file(&shared.socket) {
            Err(error) if error.kind() != ErrorKind::NotFound => panic!("{error}"),
            _ => {}
        }
        let listener = UnixListener::bind(&shared.socket).expect("a socket");
        *shared.lock() = State { there: true, ..State::default() };
        let shared = shared.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                if !shared.lock().there {
                    return;
                }
                let shared = shared.clone();
                thread::spawn(move || shared.serve(client.expect("a connection")));
            }
        });
    }

    /// Waits until a request that is meant (`POST /v1.41/containers/create?…`) came in; with `answered`, until its answer
    /// has begun.
    pub fn wait_for(&self, meant: impl Fn(&str) -> bool, answered: bool) {
        let state = self.shared.lock();
        let missing =
            |state: &mut State| !state.seen.iter().any(|(request, told)| meant(request) && (*told || !answered));
        let waited = self.shared.changed.wait_timeout_while(state, Duration::from_secs(60), missing);
        let (state, waited) = waited.unwrap_or_else(|poisoned| poisoned.into_inner());
        assert!(!waited.timed_out(), "no such request within a minute: {:#?}", state.seen);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.vanish();
    }
}

fn is(request: &str, method: &str, path: &str) -> bool {
    request.split_once(' ').is_some_and(|(m, p)| m == method && p.split('?').next().is_some_and(|p| p.contains(path)))
}

/// `POST /v1.41/…` where the bytes are the beginning of a request, and not more of its body.
fn request(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|byte| *byte == b'\r').next()?;
    let line = std::str::from_utf8(line).ok()?.strip_suffix(" HTTP/1.1")?;
    Some(line.to_owned())
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn vanish(&self) {
        let mut state = self.lock();
        let was_there = std::mem::take(&mut state.there);
        state.hangs = false;
        for wire in state.wires.drain(..) {
            // It may have been closed by the other side.
            drop(wire.shutdown(Shutdown::Both));
        }
        self.changed.notify_all();
        drop(state);
        if was_there {
            // Wakes the listener, which ends then; from there on connections are refused.
            drop(UnixStream::connect(&self.socket));
            super::common::until("the socket to close", || UnixStream::connect(&self.socket).err());
        }
    }

    fn serve(&self, client: UnixStream) {
        let engine = UnixStream::connect(&self.engine).expect("the real engine");
        {
            let mut state = self.lock();
            if !state.there {
                return;
            }
            state.wires.push(client.try_clone().expect("a handle"));
            state.wires.push(engine.try_clone().expect("a handle"));
        }
        let now = Now::default();
        thread::scope(|scope| {
            scope.spawn(|| self.answers(&engine, &client, &now));
            self.requests(&client, &engine, &now);
        });
    }

    /// From the client to the engine.
    fn requests(&self, mut client: &UnixStream, mut engine: &UnixStream, now: &Now) {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(count @ 1..) = client.read(&mut buffer) {
            let bytes = &buffer[..count];
            let then = request(bytes).and_then(|request| self.note(request, now));
            match then {
                None => {}
                Some(Then::Vanish) => now.doomed.store(true, Ordering::SeqCst),
                Some(Then::Hang) => self.lock().hangs = true,
                Some(Then::Answer(status, body)) => {
                    let head = format!("HTTP/1.1 {status} So\r\nContent-Type: application/json\r\nConnection: close");
                    let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
                    client.write_all(answer.as_bytes()).expect("the client listens");
                    // What it still sends is let come, so that it reads its answer.
                    while let Ok(1..) = client.read(&mut buffer) {}
                    break;
                }
            }
            if !self.flows() || engine.write_all(bytes).is_err() {
                break;
            }
        }
        drop(engine.shutdown(Shutdown::Write));
    }

    /// From the engine to the client.
    fn answers(&self, mut engine: &UnixStream, mut client: &UnixStream, now: &Now) {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(count @ 1..) = engine.read(&mut buffer) {
            if now.doomed.load(Ordering::SeqCst) {
                self.vanish();
                return;
            }
            if !self.flows() || client.write_all(&buffer[..count]).is_err() {
                break;
            }
            if let Some((_, answered)) = self.lock().seen.get_mut(now.request.load(Ordering::SeqCst)) {
                *answered = true;
            }
            self.changed.notify_all();
        }
        drop(client.shutdown(Shutdown::Write));
    }

    fn note(&self, request: String, now: &Now) -> Option<Then> {
        let mut state = self.lock();
        now.request.store(state.seen.len(), Ordering::SeqCst);
        let position = state.rules.iter().position(|rule| is(&request, rule.method, rule.path));
        state.seen.push((request, false));
        self.changed.notify_all();
        let rule = &mut state.rules[position?];
        match rule.after.checked_sub(1) {
            Some(fewer) => {
                rule.after = fewer;
                None
            }
            None => Some(state.rules.remove(position?).then),
        }
    }

    /// Waits while it hangs; false once it is gone.
    fn flows(&self) -> bool {
        let state = self.changed.wait_while(self.lock(), |state| state.there && state.hangs);
        state.unwrap_or_else(|poisoned| poisoned.into_inner()).there
    }
}
