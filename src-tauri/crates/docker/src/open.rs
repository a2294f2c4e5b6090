//! Commands with both ends open: terminals. Bytes are read from the connection only when they are asked for, so a reader
//! that stops makes the engine, and at last the command, wait.

use std::{
    collections::VecDeque,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use async_trait::async_trait;
use bollard::query_parameters::ResizeExecOptionsBuilder;
use bytes::BytesMut;
use futures::Stream;
use paddock_core::{
    id::ContainerId,
    port::{Attached, Chunk, Control, ErrorKind, Input, Op, Open, Result, Size},
};
use tokio::{
    io::{AsyncWriteExt, ReadHalf, WriteHalf},
    sync::oneshot,
};
use tokio_util::io::poll_read_buf;

use crate::{
    command::{self, Command, READ, Started},
    connect::DockerEngine,
    demux::Demux,
    error, kill,
    raw::Wire,
};

/// A command's terminal exists an instant after the engine says that the command was started.
const RESIZE_TRIES: u32 = 20;

impl DockerEngine {
    pub(crate) async fn attach(&self, container: &ContainerId, open: &Open) -> Result<Attached> {
        let live = self.live().await?;
        let size = open.tty.map(|size| (size.cols, size.rows));
        let command = Command {
            command: &open.command,
            user: open.user.as_deref(),
            dir: open.dir.as_deref(),
            env: &open.env,
            stdin: true,
            tty: size.is_some(),
            size,
        };
        let Started { id, wire, mark } = command::begin(live, container.as_str(), command).await?;
        let (reader, writer) = tokio::io::split(wire);
        let container: Arc<str> = container.as_str().into();
        let control = Controls { engine: self.clone(), id, container: container.clone() };

        let (over, dropped) = oneshot::channel();
        let engine = self.clone();
        let user = open.user.clone();
        let of = container.clone();
        // Ends with the output: the command's end is told, a dropped output is not.
        tokio::spawn(async move {
            if dropped.await.is_err() {
                // Nobody is left to be told of a failure. A container that is gone, paused or without a shell keeps nothing
                // that its own removal would not end.
                drop(engine.hang_up(&of, user.as_deref(), &mark).await);
            }
        });
        let output = Output {
            reader,
            buffer: BytesMut::new(),
            demux: Demux::new(size.is_some()),
            ready: VecDeque::new(),
            over: Some(over),
            container: container.clone(),
        };
        if let Some(size) = open.tty
            && live.api < command::CONSOLE_SIZE
        {
            match control.resize(size).await {
                // It is over already: its output says why.
                Err(failure) if failure.kind == ErrorKind::NotRunning => {}
                other => other?,
            }
        }
        Ok(Attached {
            input: Box::new(Typed { writer, container }),
            output: Box::pin(output),
            control: Box::new(control),
        })
    }

    async fn hang_up(&self, container: &str, user: Option<&str>, mark: &str) -> Result<()> {
        kill::hang_up(self.live().await?, container, user, mark).await
    }
}

struct Output {
    reader: ReadHalf<Wire>,
    buffer: BytesMut,
    demux: Demux,
    ready: VecDeque<Chunk>,
    /// Gone once the command's output has ended.
    over: Option<oneshot::Sender<()>>,
    container: Arc<str>,
}

impl Output {
    fn end(&mut self) {
        if let Some(over) = self.over.take() {
            // The receiver waits for exactly this, and for nothing longer.
            over.send(()).ok();
        }
    }
}

impl Stream for Output {
    type Item = Result<Chunk>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(chunk) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(chunk)));
            }
            if this.over.is_none() {
                return Poll::Ready(None);
            }
            this.buffer.reserve(READ);
            match ready!(poll_read_buf(Pin::new(&mut this.reader), cx, &mut this.buffer)) {
                Ok(0) => this.end(),
                Ok(_) => this.ready.extend(this.demux.take(this.buffer.split().freeze())),
                Err(failure) => {
                    this.end();
                    return Poll::Ready(Some(Err(error::at(Op::Exec, &this.container)(failure.into()))));
                }
            }
        }
    }
}

struct Typed {
    writer: WriteHalf<Wire>,
    container: Arc<str>,
}

impl Typed {
    fn failed(&self, failure: io::Error) -> paddock_core::port::EngineError {
        match failure.kind() {
            io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset | io::ErrorKind::NotConnected => {
                error::of_kind(Op::Exec, &self.container, ErrorKind::NotRunning, "the command has ended")
            }
            _ => error::at(Op::Exec, &self.container)(failure.into()),
        }
    }
}

#[async_trait]
impl Input for Typed {
    async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = async {
            self.writer.write_all(bytes).await?;
            self.writer.flush().await
        };
        written.await.map_err(|failure| self.failed(failure))
    }

    async fn close(&mut self) -> Result<()> {
        self.writer.shutdown().await.map_err(|failure| self.failed(failure))
    }
}

struct Controls {
    engine: DockerEngine,
    id: String,
    container: Arc<str>,
}

#[async_trait]
impl Control for Controls {
    async fn resize(&self, size: Size) -> Result<()> {
        let live = self.engine.live().await?;
        let mut tries = 1;
        loop {
            let options = ResizeExecOptionsBuilder::new().w(i32::from(size.cols)).h(i32::from(size.rows)).build();
            let failure = match live.docker.resize_exec(&self.id, options).await {
                Ok(()) => return Ok(()),
                Err(failure) => error::at(Op::Exec, &self.container)(failure),
            };
            if self.exit_code().await?.is_some() {
                return Err(error::of_kind(Op::Exec, &self.container, ErrorKind::NotRunning, "the command has ended"));
            }
            if tries == RESIZE_TRIES {
                return Err(failure);
            }
            tries += 1;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn exit_code(&self) -> Result<Option<i64>> {
        command::exit_code(self.engine.live().await?, &self.id).await
    }
}
