//! The lab that is measured: three services and five checks, in a catalogue of its own beside this crate.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::Setting;
use crate::{place::Profile, sh};

pub const ID: &str = "three-services";

impl Setting<'_> {
    /// The catalogue with the measured lab.
    pub fn catalogue(&self) -> PathBuf {
        self.place.root.join("src-tauri/crates/xtask/bench-lab")
    }

    pub fn lab(&self) -> PathBuf {
        self.catalogue().join("bench").join(ID)
    }

    /// The release build of the command line, in this measurement's home.
    pub fn paddock(&self, words: &[&str]) -> Command {
        let mut command = Command::new(self.place.built(Profile::Release, "paddock"));
        command.args(words).env("PADDOCK_HOME", self.home.path().join("home"));
        command
    }

    /// The same on the catalogue of the measured lab, with JSON.
    pub fn paddock_on_bench_lab(&self, words: &[&str]) -> Command {
        let mut command = self.paddock(words);
        command.arg("--json").arg("--labs").arg(self.catalogue());
        command
    }

    /// Starts the measured lab.
    pub fn started(&self) -> Result<Running<'_>> {
        let said = sh::read(&mut self.paddock_on_bench_lab(&["start", ID]))?;
        let view: Value = serde_json::from_str(&said).context("`paddock start --json` printed no JSON")?;
        Ok(Running { setting: self, view })
    }
}

/// The measured lab while it runs. [`Running::stop`] ends it.
pub struct Running<'a> {
    setting: &'a Setting<'a>,
    view: Value,
}

impl Running<'_> {
    pub fn container(&self, service: &str) -> Result<String> {
        let services = self.view["services"].as_array().into_iter().flatten();
        let found = services.clone().find(|one| one["name"] == service).and_then(|one| one["container"].as_str());
        found
            .map(str::to_owned)
            .ok_or_else(|| anyhow!("`paddock start --json` names no container of {service}: {}", self.view))
    }

    pub fn stop(self) -> Result<()> {
        sh::read(&mut self.setting.paddock_on_bench_lab(&["stop", ID])).map(drop)
    }
}

/// Wall time in seconds of a command whose output does not matter; any of `codes` is a good end.
pub fn timed(command: &mut Command, codes: &[i32]) -> Result<f64> {
    let start = Instant::now();
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("could not run `{}`", sh::typed(command)))?;
    let took = start.elapsed().as_secs_f64();
    if output.status.code().is_some_and(|code| codes.contains(&code)) {
        return Ok(took);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    bail!("`{}` ended with {}: {}", sh::typed(command), output.status, said.trim())
}

/// The check scripts of the measured lab, in order.
pub fn check_scripts(setting: &Setting) -> Result<Vec<String>> {
    let dir = setting.lab().join("checks");
    let entries = fs::read_dir(&dir).with_context(|| format!("could not read {}", dir.display()))?;
    let mut files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    files
        .iter()
        .map(|file| fs::read_to_string(file).with_context(|| format!("could not read {}", file.display())))
        .collect()
}
