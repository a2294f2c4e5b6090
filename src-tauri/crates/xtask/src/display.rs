//! A virtual display for the window tests, and the environment in which the window comes up on it.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, anyhow, bail};

/// Whether a person could see a window that is opened here.
pub fn is_here() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// An X server without a screen, for as long as this value lives.
pub struct Virtual {
    server: Child,
    name: String,
}

impl Virtual {
    /// Starts Xvfb, which itself chooses a free display number and says which.
    pub fn start(width: u32, height: u32) -> Result<Self> {
        let screen = format!("{width}x{height}x24");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not run Xvfb")?;
        let stdout = server.stdout.take().ok_or_else(|| anyhow!("Xvfb has no output"))?;
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number).context("could not read the display number of Xvfb")?;
        let number = number.trim();
        if number.is_empty() {
            let status = server.wait()?;
            bail!("Xvfb ended with {status} before it had a display");
        }
        Ok(Self { name: format!(":{number}"), server })
    }

    /// `program` on this display with a session bus of its own, as the window wants it.
    pub fn command(&self, program: &Command) -> Command {
        let mut bus = Command::new("dbus-run-session");
        bus.arg("--").arg(program.get_program()).args(program.get_args());
        self.dressed(bus, program)
    }

    /// `program` on this display and nothing around it, so that its process is the child itself.
    pub fn alone(&self, program: &Command) -> Command {
        let mut command = Command::new(program.get_program());
        command.args(program.get_args());
        self.dressed(command, program)
    }

    fn dressed(&self, mut command: Command, like: &Command) -> Command {
        for (name, value) in like.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if let Some(dir) = like.get_current_dir() {
            command.current_dir(dir);
        }
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            // Without a graphics card WebKit's shared buffers show nothing.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        command
    }
}

impl Drop for Virtual {
    fn drop(&mut self) {
        if let Err(error) = self.server.kill().and_then(|()| self.server.wait()) {
            eprintln!("Xvfb {} could not be stopped: {error}", self.name);
        }
    }
}
