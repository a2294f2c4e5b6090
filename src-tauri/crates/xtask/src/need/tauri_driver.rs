//! tauri-driver: WebDriver for the real window.

use std::path::PathBuf;

use anyhow::Result;

use super::{Need, State, install_crate};
use crate::place::Place;

pub const NEED: Need = Need { name: "tauri-driver", check, install, optional: None };

pub fn find(place: &Place) -> Option<PathBuf> {
    place.tool("tauri-driver")
}

fn check(place: &Place) -> Result<State> {
    if cfg!(target_os = "macos") {
        return Ok(State::Met("not to be had for macOS; the window tests are left out there".to_owned()));
    }
    Ok(match find(place) {
        Some(file) => State::Met(file.display().to_string()),
        None => State::Missing("the program tauri-driver".to_owned()),
    })
}

fn install(place: &Place) -> Result<()> {
    install_crate(place, "tauri-driver", "^2")
}
