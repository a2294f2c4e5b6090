//! The system's packages: libraries to build against, and the programs of the window tests.

use std::{path::Path, process::Command};

use anyhow::Result;

use super::{
    CannotInstall, Need, State, apt,
    packages::{self, Package, Probe},
};
use crate::sh;

pub const BUILD: Need = Need {
    name: "build packages",
    check: |_| check(packages::BUILD),
    install: |_| install(packages::BUILD),
    optional: None,
};

pub const WINDOW_TESTS: Need = Need {
    name: "window test packages",
    check: |_| check(packages::WINDOW_TESTS),
    install: |_| install(packages::WINDOW_TESTS),
    optional: None,
};

fn check(table: &'static [Package]) -> Result<State> {
    if !cfg!(target_os = "linux") {
        return Ok(State::Met("come with the system (macOS, Windows)".to_owned()));
    }
    let missing = missing(table)?;
    if missing.is_empty() {
        return Ok(State::Met(format!("{} found", table.len())));
    }
    Ok(State::Missing(missing.iter().map(|package| package.debian).collect::<Vec<_>>().join(" ")))
}

fn install(table: &'static [Package]) -> Result<()> {
    let missing = missing(table)?;
    let names = |of: fn(&Package) -> &'static str| missing.iter().map(|package| of(package)).collect::<Vec<_>>();
    if apt::is_here() {
        return apt::install(&names(|package| package.debian));
    }
    let command = if sh::find("dnf").is_some() {
        format!("sudo dnf install {}", names(|package| package.fedora).join(" "))
    } else if sh::find("pacman").is_some() {
        format!("sudo pacman -S --needed {}", names(|package| package.arch).join(" "))
    } else {
        let list = names(|package| package.debian).join(" ");
        let text = format!("the packages of this system that Debian calls: {list}");
        return Err(CannotInstall(format!(
            "this system has no apt, so nothing is installed for you. Install\n\n  {text}\n"
        ))
        .into());
    };
    Err(CannotInstall(format!(
        "this system has no apt, so nothing is installed for you. Run\n\n  {command}\n\nand try again"
    ))
    .into())
}

fn missing(table: &'static [Package]) -> Result<Vec<&'static Package>> {
    let fonts = match sh::find("fc-list") {
        Some(program) => sh::read(Command::new(program).args([":", "family"]))?,
        None => String::new(),
    };
    Ok(table.iter().filter(|package| !is_here(&package.probe, &fonts)).collect())
}

fn is_here(probe: &Probe, fonts: &str) -> bool {
    match probe {
        Probe::Library(name) => sh::succeeds(Command::new("pkg-config").args(["--exists", name])),
        Probe::Program(name) => sh::find(name).is_some(),
        Probe::Header(name) => {
            ["/usr/include", "/usr/local/include"].iter().any(|dir| Path::new(dir).join(name).is_file())
        }
        Probe::Font(family) => fonts.lines().any(|line| line.split(',').any(|name| name == *family)),
    }
}
