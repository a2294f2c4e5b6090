//! Commands that run to their end in a container, and are ended where they take too long.

use std::time::Duration;

use paddock_core::{
    id::ContainerId,
    port::{Exec, ExecOutput, Result},
};

use crate::{
    command::{Command, Talk},
    connect::{DockerEngine, Live},
    kill,
};

/// How long a killed command's last output is waited for.
const LAST_WORDS: Duration = Duration::from_secs(3);

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
    let (mut talk, timed_out) = Talk::hold(live, container, command, input, timeout, limit).await?;
    if timed_out {
        kill::all(live, container, user.as_deref(), &talk.mark).await?;
        talk.last_words(LAST_WORDS).await?;
    }
    talk.end(live, timed_out).await
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
