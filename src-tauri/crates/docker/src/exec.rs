//! Commands that run to their end in a container, with what they print.

use std::{collections::BTreeMap, io, time::Duration};

use bollard::models::ExecConfig;
use bytes::BytesMut;
use paddock_core::{
    id::ContainerId,
    port::{Exec, ExecOutput, Op, Result, Stdio},
};
use rand::RngExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf};

use crate::{
    connect::{DockerEngine, Live},
    demux::Demux,
    error,
    keep::Keep,
    kill,
    raw::Wire,
};

/// Bytes asked of the connection at once.
pub(crate) const READ: usize = 16 << 10;
/// How long a killed command's last output is waited for.
const LAST_WORDS: Duration = Duration::from_secs(3);
/// How long the engine may take to note the exit code of a command whose output has ended.
const CODE: Duration = Duration::from_secs(10);

/// What a command is started with.
pub(crate) struct Command<'a> {
    pub command: &'a [String],
    pub user: Option<&'a str>,
    pub dir: Option<&'a str>,
    pub env: &'a BTreeMap<String, String>,
    pub stdin: bool,
    pub tty: bool,
    /// Columns and rows of the terminal.
    pub size: Option<(u16, u16)>,
}

/// A command that runs.
pub(crate) struct Started {
    /// The engine's id of the command.
    pub id: String,
    pub wire: Wire,
    /// The value of the variable that marks its processes.
    pub mark: String,
}

pub(crate) async fn begin(live: &Live, container: &str, command: Command<'_>) -> Result<Started> {
    let failed = |error| error::at(Op::Exec, container)(error);
    let mark = format!("{:032x}", rand::rng().random::<u128>());
    let mut env: Vec<String> = command.env.iter().map(|(key, value)| format!("{key}={value}")).collect();
    env.push(format!("{}={mark}", kill::VARIABLE));
    let console_size = command
        .size
        .filter(|_| live.api >= CONSOLE_SIZE)
        .map(|(cols, rows)| vec![usize::from(rows), usize::from(cols)]);
    let config = ExecConfig {
        cmd: Some(command.command.to_vec()),
        user: command.user.map(str::to_owned),
        working_dir: command.dir.map(str::to_owned),
        env: Some(env),
        attach_stdin: Some(command.stdin),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        tty: Some(command.tty),
        console_size,
        ..Default::default()
    };
    let id = live.docker.create_exec(container, config).await.map_err(failed)?.id;
    let start = serde_json::json!({ "Detach": false, "Tty": command.tty });
    let wire = live.hijack(&format!("/exec/{id}/start"), &start).await.map_err(failed)?;
    Ok(Started { id, wire, mark })
}

/// From here on a command's terminal has its size before the command starts.
pub(crate) const CONSOLE_SIZE: crate::connect::Api = crate::connect::Api(1, 42);

/// The exit code, once the command ended.
pub(crate) async fn exit_code(live: &Live, id: &str) -> Result<Option<i64>> {
    let found = live.docker.inspect_exec(id).await.map_err(error::at(Op::Exec, id))?;
    Ok(if found.running == Some(true) { None } else { found.exit_code })
}

/// The exit code of a command whose output has ended: the engine notes it an instant later, and has no event for that.
async fn settled_code(live: &Live, id: &str) -> Result<i64> {
    let polling = async {
        let mut pause = Duration::from_millis(1);
        loop {
            if let Some(code) = exit_code(live, id).await? {
                return Ok(code);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(200));
        }
    };
    match tokio::time::timeout(CODE, polling).await {
        Ok(code) => code,
        Err(_) => {
            Err(error::other(Op::Exec, id, "the command closed its output, and the engine says that it still runs"))
        }
    }
}

/// What is collected while a command runs.
struct Collected {
    demux: Demux,
    buffer: BytesMut,
    out: Keep,
    err: Keep,
}

impl Collected {
    async fn read_to_end(&mut self, reader: &mut ReadHalf<Wire>) -> io::Result<()> {
        loop {
            self.buffer.reserve(READ);
            match reader.read_buf(&mut self.buffer).await {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                // So Podman ends a connection whose input nobody read. Whether the command ended, its exit code tells.
                Err(e) if e.kind() == io::ErrorKind::ConnectionReset => return Ok(()),
                Err(e) => return Err(e),
            }
            for chunk in self.demux.take(self.buffer.split().freeze()) {
                match chunk.stream {
                    Stdio::Out => self.out.push(&chunk.bytes),
                    Stdio::Err => self.err.push(&chunk.bytes),
                }
            }
        }
    }
}

/// Writes all of the input and closes it.
async fn feed(writer: &mut WriteHalf<Wire>, input: &[u8]) -> io::Result<()> {
    let fed = async {
        writer.write_all(input).await?;
        writer.shutdown().await
    };
    match fed.await {
        // A command may end without reading all of its input.
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset | io::ErrorKind::NotConnected
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}

/// Runs a command; see [`Engine::exec`](paddock_core::port::Engine::exec).
pub(crate) async fn run(
    live: &Live,
    container: &str,
    command: Command<'_>,
    input: &[u8],
    timeout: Duration,
    limit: usize,
) -> Result<ExecOutput> {
    let user = command.user.map(str::to_owned);
    let takes_input = command.stdin;
    let Started { id, wire, mark } = begin(live, container, command).await?;
    let failed = |e: io::Error| error::at(Op::Exec, container)(e.into());
    let (mut reader, mut writer) = tokio::io::split(wire);
    let mut collected =
        Collected { demux: Demux::new(false), buffer: BytesMut::new(), out: Keep::new(limit), err: Keep::new(limit) };
    let talk = async {
        let feeding = async { if takes_input { feed(&mut writer, input).await } else { Ok(()) } };
        tokio::try_join!(feeding, collected.read_to_end(&mut reader))
    };
    let timed_out = match tokio::time::timeout(timeout, talk).await {
        Ok(talked) => {
            talked.map_err(failed)?;
            false
        }
        Err(_) => true,
    };
    if timed_out {
        // Boxed, because killing runs a command of its own.
        Box::pin(kill::all(live, container, user.as_deref(), &mark)).await?;
        match tokio::time::timeout(LAST_WORDS, collected.read_to_end(&mut reader)).await {
            Ok(read) => read.map_err(failed)?,
            // Something outside the command holds its output open; what came until here is what there is.
            Err(_) => drop((reader, writer)),
        }
    }
    let code = settled_code(live, &id).await?;
    Ok(ExecOutput { code, stdout: collected.out.into_bytes(), stderr: collected.err.into_bytes(), timed_out })
}

impl DockerEngine {
    pub(crate) async fn run(&self, container: &ContainerId, exec: &Exec) -> Result<ExecOutput> {
        let command = Command {
            command: &exec.command,
            user: exec.user.as_deref(),
            dir: exec.dir.as_deref(),
            env: &exec.env,
            stdin: !exec.stdin.is_empty(),
            tty: false,
            size: None,
        };
        run(self.live().await?, container.as_str(), command, &exec.stdin, exec.timeout, exec.limit).await
    }
}
