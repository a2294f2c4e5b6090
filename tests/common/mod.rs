//! The real binary in a data folder of its own, on the test catalogue; and the engine as the `docker` command sees it.
//!
//! Nothing here skips: without an engine the tests that need one fail.

// Each test program uses a part of this.
#![allow(dead_code)]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

/// The small catalogue of these tests.
pub fn labs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labs")
}

/// What one run of the program gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code().expect("ended by itself, not by a signal"),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}

impl Ran {
    #[track_caller]
    pub fn exits(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "exit code; stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Standard output as one value of JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e} in {:?}; stderr:\n{}", self.out, self.err))
    }

    /// The error as programs get it: standard error holds `{code, message, hint}` and nothing else, and the message and the
    /// remedy say something.
    #[track_caller]
    pub fn error(&self) -> (String, String, String) {
        let view: Value = serde_json::from_str(&self.err).unwrap_or_else(|e| panic!("{e} in {:?}", self.err));
        assert_eq!(self.out, "", "an error prints nothing on standard output");
        let keys: Vec<&str> = view.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["code", "hint", "message"]);
        let field = |name: &str| view[name].as_str().unwrap_or_else(|| panic!("{name} in {view}")).to_owned();
        let (code, message, hint) = (field("code"), field("message"), field("hint"));
        assert!(!message.is_empty() && !hint.is_empty(), "{view}");
        for text in [&message, &hint] {
            assert!(!text.contains("error-") && !text.contains("{ $"), "a text that was not filled in: {text}");
        }
        (code, message, hint)
    }
}

/// Where no engine is.
const NOWHERE: &str = "unix:///nonexistent.sock";

/// A learner's data folder. What it leaves on the engine when a test fails is removed when it is dropped.
pub struct Home {
    dir: PathBuf,
    /// Removed with the home, where the home made it.
    _made: Option<TempDir>,
    labs: PathBuf,
    docker_host: Option<String>,
}

impl Home {
    pub fn new() -> Home {
        Home::on(labs())
    }

    /// On another catalogue.
    pub fn on(labs: PathBuf) -> Home {
        let made = tempfile::tempdir().expect("a folder");
        Home { dir: made.path().to_owned(), _made: Some(made), labs, docker_host: None }
    }

    /// In a folder that somebody else made, and removes.
    pub fn at(dir: &Path) -> Home {
        Home { dir: dir.to_owned(), _made: None, labs: labs(), docker_host: None }
    }

    /// One that finds no engine.
    pub fn without_engine() -> Home {
        Home::new().by(NOWHERE)
    }

    /// With another catalogue.
    pub fn with(mut self, labs: &Path) -> Home {
        self.labs = labs.to_owned();
        self
    }

    /// Reaches the engine at another address.
    pub fn by(mut self, host: &str) -> Home {
        self.docker_host = Some(host.to_owned());
        self
    }

    pub fn path(&self) -> &Path {
        &self.dir
    }

    pub fn database(&self) -> PathBuf {
        self.path().join("paddock.db")
    }

    /// Runs it on the catalogue of the tests.
    #[track_caller]
    pub fn run(&self, args: &[&str]) -> Ran {
        self.feed(args, "")
    }

    /// The same, with something on standard input.
    #[track_caller]
    pub fn feed(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self.ready(args).spawn().expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads its input");
        child.wait_with_output().expect("it ends").into()
    }

    /// A command with pipes at its ends, not yet started.
    pub fn ready(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paddock"));
        command
            .arg("--labs")
            .arg(&self.labs)
            .args(args)
            .env("PADDOCK_HOME", self.path())
            .env("LC_ALL", "en_GB.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(host) = &self.docker_host {
            command.env("DOCKER_HOST", host);
        }
        command
    }

    /// Runs it with `--json`, expects 0, and gives what it printed.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = ["--json"].iter().chain(args).copied().collect();
        self.run(&args).exits(0).json()
    }

    /// The id under which its objects are labelled on the engine.
    pub fn id(&self) -> String {
        let conn = rusqlite::Connection::open(self.database()).expect("the database");
        conn.query_row("SELECT value FROM meta WHERE key = 'home'", [], |row| row.get(0)).expect("an id")
    }

    /// The throw-away homes of the proofs that this home knows of: those that run, and those that died.
    pub fn proofs(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path().join("proofs")) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
        names.sort();
        names
    }

    /// What it has on the engine: containers, networks and volumes.
    pub fn objects(&self) -> Vec<String> {
        owned_by(&self.id())
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !self.database().is_file() || self.docker_host.as_deref() == Some(NOWHERE) {
            return;
        }
        // A home whose database a test has broken never had anything on the engine.
        let id = rusqlite::Connection::open(self.database()).and_then(|conn| {
            conn.query_row("SELECT value FROM meta WHERE key = 'home'", [], |row| row.get::<_, String>(0))
        });
        let Ok(id) = id else { return };
        for home in self.proofs().into_iter().chain([id]) {
            let label = format!("label=dev.paddock.home={home}");
            for (list, remove) in [
                (&["ps", "-aq"][..], &["rm", "-fv"][..]),
                (&["network", "ls", "-q"], &["network", "rm"]),
                (&["volume", "ls", "-q"], &["volume", "rm", "-f"]),
            ] {
                let found = docker(&[list, &["--filter", &label]].concat());
                for object in found.split_whitespace() {
                    docker(&[remove, &[object]].concat());
                }
            }
        }
    }
}

/// What the `docker` command prints. Its failure is the test's.
#[track_caller]
pub fn docker(args: &[&str]) -> String {
    let output = Command::new("docker").args(args).output().expect("the docker command, to look at the engine with");
    assert!(
        output.status.success(),
        "docker {args:?}: {} (these tests need a container engine)",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

pub fn owned_by(home: &str) -> Vec<String> {
    let label = format!("label=dev.paddock.home={home}");
    [&["ps", "-aq"][..], &["network", "ls", "-q"], &["volume", "ls", "-q"]]
        .iter()
        .flat_map(|list| {
            let kind = list[0];
            let found = docker(&[list, &["--filter", &label][..]].concat());
            found.split_whitespace().map(|id| format!("{kind} {id}")).collect::<Vec<_>>()
        })
        .collect()
}

/// Asks a program to end, as Ctrl-C (`-INT`) does or `kill` (`-TERM`).
#[cfg(unix)]
pub fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

/// Waits until `done` gives something, a minute at most.
#[track_caller]
pub fn until<R>(what: &str, mut done: impl FnMut() -> Option<R>) -> R {
    let began = Instant::now();
    loop {
        if let Some(result) = done() {
            return result;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{what} did not happen within a minute");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A copy of a lab of the test catalogue, with its surroundings, to be changed. Gives the catalogue's folder and the lab's.
pub fn copy_of(lab: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::copy(labs().join("tracks.yaml"), dir.path().join("tracks.yaml")).expect("tracks.yaml");
    for part in ["images", lab] {
        copy_folder(&labs().join(part), &dir.path().join(part));
    }
    let folder = dir.path().join(lab);
    (dir, folder)
}

pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}
