//! A command in a container: how it is begun, what is fed to it, and what is read from it for as long as it runs.

use std::{collections::BTreeMap, io, time::Duration};

use bollard::models::ExecConfig;
use bytes::BytesMut;
use paddock_core::port::{ExecOutput, Op, Result, Stdio};
use rand::RngExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf};

use crate::{connect::Live, demux::Demux, error, keep::Keep, raw::Wire};

/// Bytes asked of the connection at once.
pub(crate) const READ: usize = 64 << 10;
/// How long the engine may take to note the exit code of a command whose output has ended.
const CODE: Duration = Duration::from_secs(10);

/// The variable that marks the processes of one command.
pub(crate) const MARK: &str = "PADDOCK_EXEC";

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
    /// The value of [`MARK`] for its processes.
    pub mark: String,
}

pub(crate) async fn begin(live: &Live, container: &str, command: Command<'_>) -> Result<Started> {
    let failed = |error| error::at(Op::Exec, container)(error);
    let mark = format!("{:032x}", rand::rng().random::<u128>());
    let mut env: Vec<String> = command.env.iter().map(|(key, value)| format!("{key}={value}")).collect();
    env.push(format!("{MARK}={mark}"));
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

/// A command with what it has printed so far.
pub(crate) struct Talk {
    id: String,
    pub mark: String,
    reader: ReadHalf<Wire>,
    /// Kept open for as long as there is something to read.
    writer: WriteHalf<Wire>,
    collected: Collected,
    container: String,
}

impl Talk {
    /// Begins a command, feeds it all of `input`, and reads until its output ends or the time is over; then `true` comes with it.
    /// Of each stream at most `limit` bytes are kept.
    pub async fn hold(
        live: &Live,
        container: &str,
        command: Command<'_>,
        input: &[u8],
        timeout: Duration,
        limit: usize,
    ) -> Result<(Talk, bool)> {
        let takes_input = command.stdin;
        let Started { id, wire, mark } = begin(live, container, command).await?;
        let (mut reader, mut writer) = tokio::io::split(wire);
        let mut collected = Collected {
            demux: Demux::new(false),
            buffer: BytesMut::new(),
            out: Keep::new(limit),
            err: Keep::new(limit),
        };
        let talk = async {
            let feeding = async { if takes_input { feed(&mut writer, input).await } else { Ok(()) } };
            tokio::try_join!(feeding, collected.read_to_end(&mut reader))
        };
        let timed_out = match tokio::time::timeout(timeout, talk).await {
            Ok(talked) => {
                talked.map_err(|e| error::at(Op::Exec, container)(e.into()))?;
                false
            }
            Err(_) => true,
        };
        let container = container.to_owned();
        Ok((Talk { id, mark, reader, writer, collected, container }, timed_out))
    }

    /// What comes until the output ends. Something outside the command may hold it open; then what came in `patience` is what there is.
    pub async fn last_words(&mut self, patience: Duration) -> Result<()> {
        match tokio::time::timeout(patience, self.collected.read_to_end(&mut self.reader)).await {
            Ok(read) => read.map_err(|e| error::at(Op::Exec, &self.container)(e.into())),
            Err(_) => Ok(()),
        }
    }

    /// The exit code and all that was kept, once the command has ended.
    pub async fn end(self, live: &Live, timed_out: bool) -> Result<ExecOutput> {
        // Closed first: a command may wait for that.
        drop((self.reader, self.writer));
        let code = settled_code(live, &self.id).await?;
        let Collected { out, err, .. } = self.collected;
        Ok(ExecOutput { code, stdout: out.into_bytes(), stderr: err.into_bytes(), timed_out })
    }
}
