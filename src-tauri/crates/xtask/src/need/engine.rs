//! A Docker Engine that answers, and the docker client: installed from the distribution, and started where no init
//! system will.
//!
//! Refuses to touch an engine that the user chose (`DOCKER_HOST`, a context): if that one does not answer, it says so.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{CannotInstall, Need, State, apt, rights::as_root};
use crate::{
    place::Place,
    sh::{self, Limited},
    tell,
};

pub const NEED: Need = Need { name: "Docker Engine", check, install, optional: None };

/// Paddock's own minimum.
const LEAST: (u32, u32) = (20, 10);
const PID_FILE: &str = "/var/run/docker.pid";

/// The docker client with the user's own choice of engine.
pub fn docker() -> Command {
    Command::new("docker")
}

enum Answer {
    Version(String),
    NoClient,
    /// The engine is there and this user may not talk to it.
    Forbidden,
    Silence(String),
}

/// Asks the engine itself, through whatever the client is set to use.
fn ask() -> Result<Answer> {
    if sh::find("docker").is_none() {
        return Ok(Answer::NoClient);
    }
    let mut version = docker();
    version.args(["version", "--format", "{{.Server.Version}}"]);
    Ok(match sh::read_within(&mut version, Duration::from_secs(10))? {
        Limited::Ended { status, said } if status.success() && !said.is_empty() => Answer::Version(said),
        Limited::Ended { said, .. } if said.contains("permission denied") => Answer::Forbidden,
        Limited::Ended { said, .. } => Answer::Silence(said.lines().last().unwrap_or("no answer").to_owned()),
        Limited::TimedOut => Answer::Silence("no answer within 10 s".to_owned()),
    })
}

fn check(_: &Place) -> Result<State> {
    match ask()? {
        Answer::Version(version) => {
            let mut parts = version.split('.').map(|part| part.parse::<u32>());
            match (parts.next(), parts.next()) {
                (Some(Ok(major)), Some(Ok(minor))) if (major, minor) < LEAST => {
                    let text =
                        format!("the engine is {version}; Paddock needs {}.{} or newer. Update it", LEAST.0, LEAST.1);
                    Err(CannotInstall(text).into())
                }
                _ => Ok(State::Met(format!("{version} answers"))),
            }
        }
        Answer::NoClient => Ok(State::Missing("the program docker".to_owned())),
        Answer::Silence(said) => Ok(State::Missing(format!("an engine that answers ({said})"))),
        Answer::Forbidden => Err(CannotInstall(
            "a Docker Engine runs, and this user may not talk to it. Run\n\n  sudo usermod -aG docker \"$USER\"\n\n\
             then log out and in again (or `newgrp docker`), and try again"
                .to_owned(),
        )
        .into()),
    }
}

fn install(place: &Place) -> Result<()> {
    if let Some(chosen) = chosen_elsewhere()? {
        let text = format!("{chosen}, and no engine answers there. Start that engine, or unset it to use a local one");
        return Err(CannotInstall(text).into());
    }
    if !cfg!(target_os = "linux") {
        let how = if cfg!(windows) { "`winget install Docker.DockerDesktop`" } else { "`brew install --cask docker`" };
        let text =
            format!("no Docker Engine answers. Start Docker Desktop; if it is not installed: {how}. Then try again");
        return Err(CannotInstall(text).into());
    }
    if daemon().is_none() || sh::find("docker").is_none() {
        install_packages()?;
    }
    start(place)
}

/// What the user has set that points away from this machine's own engine.
fn chosen_elsewhere() -> Result<Option<String>> {
    if let Some(host) = env::var("DOCKER_HOST").ok().filter(|host| !host.is_empty()) {
        return Ok(Some(format!("DOCKER_HOST is {host}")));
    }
    if sh::find("docker").is_none() {
        return Ok(None);
    }
    let context = sh::read(docker().args(["context", "show"]))?;
    Ok((context != "default").then(|| format!("the docker context in use is `{context}`")))
}

fn install_packages() -> Result<()> {
    if !apt::is_here() {
        let how = if sh::find("dnf").is_some() {
            "sudo dnf install moby-engine docker-cli && sudo systemctl enable --now docker"
        } else if sh::find("pacman").is_some() {
            "sudo pacman -S --needed docker && sudo systemctl enable --now docker"
        } else {
            "your system's package of Docker Engine 20.10 or newer"
        };
        let text = format!("no Docker Engine is installed, and there is no apt to install it with. Run\n\n  {how}\n");
        return Err(CannotInstall(text).into());
    }
    apt::refresh()?;
    let mut packages = vec!["docker.io", "iptables"];
    // Debian 13 and later have the client in a package of its own; before, docker.io carries it.
    if sh::find("docker").is_none() && apt::candidate("docker-cli")?.is_some() {
        packages.push("docker-cli");
    }
    apt::install_known(&packages)
}

/// The daemon's program; a user's path often lacks the folders for root's programs.
fn daemon() -> Option<PathBuf> {
    let elsewhere = ["/usr/sbin/dockerd", "/usr/local/sbin/dockerd", "/sbin/dockerd"].map(PathBuf::from);
    sh::find("dockerd").or_else(|| elsewhere.into_iter().find(|file| file.is_file()))
}

fn start(place: &Place) -> Result<()> {
    // Installing starts it where an init system runs.
    if answers_within(Duration::from_secs(2), None)? {
        return Ok(());
    }
    if Path::new("/run/systemd/system").is_dir() {
        sh::run(&mut as_root("systemctl", &["enable", "--now", "docker"])?)?;
        if answers_within(Duration::from_secs(60), None)? {
            return Ok(());
        }
        bail!("systemd started docker.service, and no engine answers. See: journalctl -u docker --no-pager -n 50");
    }
    let log = place.cache.join("dockerd.log");
    let mut child = match running_already() {
        true => None,
        false => Some(spawn(&log)?),
    };
    if answers_within(Duration::from_secs(60), child.as_mut())? {
        return Ok(());
    }
    bail!("dockerd does not answer. The end of {}:\n{}", log.display(), last_lines(&log, 15)?)
}

/// A daemon that another process started and that is still coming up.
fn running_already() -> bool {
    // Without such a file no daemon has come up.
    let Ok(pid) = fs::read_to_string(PID_FILE) else { return false };
    let comm = fs::read_to_string(format!("/proc/{}/comm", pid.trim()));
    comm.is_ok_and(|comm| comm.trim() == "dockerd")
}

/// Starts the daemon in a session of its own, so that it outlives this process and its terminal.
fn spawn(log: &Path) -> Result<Child> {
    fs::create_dir_all(log.parent().unwrap_or(Path::new(".")))?;
    let out = File::create(log).with_context(|| format!("could not write {}", log.display()))?;
    let daemon = daemon().context("dockerd was installed and is nowhere to be found")?;
    let mut command = as_root("setsid", &[&daemon.to_string_lossy()])?;
    tell::doing(
        "Docker Engine",
        &format!("no init system here: starting dockerd in the background, log in {}", log.display()),
    );
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
    command.spawn().context("could not start dockerd")
}

fn answers_within(limit: Duration, mut child: Option<&mut Child>) -> Result<bool> {
    let start = Instant::now();
    loop {
        match ask()? {
            Answer::Version(_) | Answer::Forbidden => return Ok(true),
            Answer::NoClient | Answer::Silence(_) => {}
        }
        if let Some(child) = child.as_deref_mut()
            && child.try_wait()?.is_some()
        {
            return Ok(false);
        }
        if start.elapsed() > limit {
            return Ok(false);
        }
        thread::sleep(Duration::from_millis(300));
    }
}

fn last_lines(file: &Path, count: usize) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    let lines: Vec<&str> = text.lines().collect();
    Ok(lines[lines.len().saturating_sub(count)..].join("\n"))
}
