//! `exec` and `shell`: a command in a service with this terminal at its ends.

use std::io::{self, IsTerminal, Write};

use futures::StreamExt;
use paddock_app::{
    Error, Paddock,
    core::{Attached, Control, Input, LabId, ServiceName, Size, Stdio},
};
use tokio::io::AsyncReadExt;

use crate::{Exit, FAILED, show::Failure};

pub async fn exec(app: &Paddock, lab: &LabId, service: &ServiceName, command: &[String]) -> Exit {
    let interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
    let tty = interactive.then(size);
    let attached = paddock_app::exec(app, lab, service, command, tty).await?;
    run(attached, interactive).await
}

pub async fn shell(app: &Paddock, lab: &LabId, service: Option<&ServiceName>) -> Exit {
    let interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
    let attached = paddock_app::shell(app, lab, service, size(), interactive).await?;
    run(attached, interactive).await
}

fn size() -> Size {
    let (cols, rows) = crossterm::terminal::size().unwrap_or((80, 24));
    Size { cols, rows }
}

/// The terminal passes keys on as they are, until this is dropped.
struct RawMode;

impl RawMode {
    fn enter() -> io::Result<RawMode> {
        crossterm::terminal::enable_raw_mode()?;
        Ok(RawMode)
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        if let Err(error) = crossterm::terminal::disable_raw_mode() {
            eprintln!("paddock: the terminal could not be set back ({error}); `reset` does it");
        }
    }
}

/// Joins both ends until the command is over. The exit code is the command's own.
async fn run(attached: Attached, interactive: bool) -> Exit {
    let Attached { input, mut output, control } = attached;
    let _raw = if interactive { Some(RawMode::enter().map_err(Failure::from)?) } else { None };
    let feeding = tokio::spawn(feed(input));
    let resizing = resize(control.as_ref(), interactive);
    tokio::pin!(resizing);
    loop {
        let chunk = tokio::select! {
            chunk = output.next() => chunk,
            resized = &mut resizing => {
                resized?;
                continue;
            }
        };
        let Some(chunk) = chunk else { break };
        let chunk = chunk.map_err(Error::from)?;
        match chunk.stream {
            Stdio::Out => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(&chunk.bytes).and_then(|()| stdout.flush()).map_err(Failure::from)?;
            }
            Stdio::Err => io::stderr().write_all(&chunk.bytes).map_err(Failure::from)?,
        }
    }
    feeding.abort();
    let code = control.exit_code().await.map_err(Error::from)?;
    Ok(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(FAILED))
}

async fn feed(mut input: Box<dyn Input>) -> Result<(), Failure> {
    let mut stdin = tokio::io::stdin();
    let mut buffer = vec![0; 16 << 10];
    loop {
        let read = stdin.read(&mut buffer).await.map_err(Failure::from)?;
        if read == 0 {
            input.close().await.map_err(Error::from)?;
            return Ok(());
        }
        input.write(&buffer[..read]).await.map_err(Error::from)?;
    }
}

/// Follows the size of this terminal. Never ends but with a failure.
async fn resize(control: &dyn Control, interactive: bool) -> Result<(), Failure> {
    if !interactive {
        return std::future::pending().await;
    }
    let mut known = size();
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(250));
    loop {
        tick.tick().await;
        let now = size();
        if now != known {
            known = now;
            control.resize(now).await.map_err(Error::from)?;
        }
    }
}
