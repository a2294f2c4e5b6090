//! Being asked to end: Ctrl-C everywhere, and SIGTERM where there is one.

use std::io;

/// Listens from when it is made, so that nothing is missed between two calls of [`Signals::asked`]. From then on the signals
/// end nothing by themselves.
#[cfg(unix)]
pub struct Signals {
    interrupted: tokio::signal::unix::Signal,
    terminated: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    pub fn listen() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals { interrupted: signal(SignalKind::interrupt())?, terminated: signal(SignalKind::terminate())? })
    }

    /// Returns once the program is asked to end, again for each time.
    pub async fn asked(&mut self) {
        // Neither stream ends as long as the program runs.
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
    }
}

#[cfg(windows)]
pub struct Signals {
    interrupted: tokio::signal::windows::CtrlC,
}

#[cfg(windows)]
impl Signals {
    pub fn listen() -> io::Result<Signals> {
        Ok(Signals { interrupted: tokio::signal::windows::ctrl_c()? })
    }

    pub async fn asked(&mut self) {
        self.interrupted.recv().await;
    }
}
