//! The npm packages of `ui/`, exactly as its lock file has them.

use std::{fs, io::ErrorKind, path::PathBuf};

use anyhow::{Context, Result};

use super::{Need, State};
use crate::{place::Place, sh};

pub const NEED: Need = Need { name: "npm packages", check, install, optional: None };

fn lock(place: &Place) -> PathBuf {
    place.ui().join("package-lock.json")
}

/// A copy of the lock file that the installed packages came from.
fn installed(place: &Place) -> PathBuf {
    place.ui().join("node_modules").join(".paddock-installed-lock.json")
}

fn check(place: &Place) -> Result<State> {
    let lock = fs::read(lock(place)).with_context(|| format!("could not read {}", lock(place).display()))?;
    match fs::read(installed(place)) {
        Ok(installed) if installed == lock => Ok(State::Met("as the lock file has them".to_owned())),
        Ok(_) => Ok(State::Missing("the lock file has changed".to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(State::Missing("ui/node_modules".to_owned())),
        Err(error) => Err(error).with_context(|| format!("could not read {}", installed(place).display())),
    }
}

fn install(place: &Place) -> Result<()> {
    sh::run(place.npm()?.args(["ci", "--no-audit", "--no-fund"]))?;
    let copied = fs::copy(lock(place), installed(place));
    copied.map(drop).with_context(|| format!("could not write {}", installed(place).display()))
}
