//! Chromium, in which the screens are tested against the fake backend and which the window's memory is compared with.

use std::{env, path::PathBuf};

use anyhow::Result;

use super::{CannotInstall, Need, State, apt};
use crate::{place::Place, sh};

pub const NEED: Need = Need { name: "Chromium", check, install, optional: None };

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The browser: what `CHROMIUM` names, or the first one on the path.
pub fn find() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from).filter(|file| file.is_file());
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    named.or_else(|| NAMES.iter().find_map(|name| sh::find(name))).or_else(|| Some(mac).filter(|file| file.is_file()))
}

fn check(_: &Place) -> Result<State> {
    Ok(match find() {
        Some(file) => State::Met(file.display().to_string()),
        None => State::Missing("a Chromium or Chrome on the path".to_owned()),
    })
}

fn install(_: &Place) -> Result<()> {
    if apt::is_here() {
        apt::refresh()?;
        // Ubuntu has only a stub of that name that wants snap; then a person has to choose.
        if apt::candidate("chromium")?.is_some_and(|version| !version.contains("snap")) {
            return apt::install_known(&["chromium", "chromium-driver"]);
        }
    }
    let how = match env::consts::OS {
        "macos" => "`brew install --cask chromium`",
        "windows" => "`winget install Google.Chrome`",
        _ if sh::find("dnf").is_some() => "`sudo dnf install chromium`",
        _ if sh::find("pacman").is_some() => "`sudo pacman -S --needed chromium`",
        _ => "Chromium or Chrome, as a package and not as a snap",
    };
    let text =
        format!("a Chromium has to be installed by hand: {how}; or set CHROMIUM to the program, and then try again");
    Err(CannotInstall(text).into())
}
