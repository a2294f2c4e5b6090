//! Node, which builds and tests the window's pages.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use super::{CannotInstall, Need, State, apt};
use crate::{place::Place, sh};

/// What Vite 8 asks for.
const LEAST: (u32, u32) = (20, 19);

/// The Node that goes into the cache where the distribution's is older: npm's own package of the Node binary.
const OWN: &str = "node@22";

pub const NEED: Need = Need { name: "Node", check, install, optional: None };

fn check(place: &Place) -> Result<State> {
    let (Some(node), Some(_)) = (place.node_program("node"), place.node_program("npm")) else {
        return Ok(State::Missing("node and npm on the path".to_owned()));
    };
    let said = sh::read(Command::new(&node).arg("--version"))?;
    Ok(match version(&said) {
        Some(version) if version >= LEAST => State::Met(said),
        _ => State::Missing(format!("Node {}.{} or newer ({} is {said})", LEAST.0, LEAST.1, node.display())),
    })
}

fn install(place: &Place) -> Result<()> {
    if !apt::is_here() {
        let (major, minor) = LEAST;
        let how = match std::env::consts::OS {
            "macos" => "`brew install node`",
            "windows" => "`winget install OpenJS.NodeJS.LTS`",
            _ if sh::find("dnf").is_some() => "`sudo dnf install nodejs npm`",
            _ if sh::find("pacman").is_some() => "`sudo pacman -S --needed nodejs npm`",
            _ => "your system's packages nodejs and npm, or the archive of nodejs.org",
        };
        let text = format!("Node {major}.{minor} or newer has to be installed by hand: {how}, and then try again");
        return Err(CannotInstall(text).into());
    }
    apt::refresh()?;
    let offered = apt::candidate("nodejs")?;
    let new_enough = offered.as_deref().and_then(version).is_some_and(|version| version >= LEAST);
    if sh::find("npm").is_none() || (new_enough && sh::find("node").is_none()) {
        apt::install_known(&["nodejs", "npm"])?;
    }
    if matches!(check(place)?, State::Met(_)) {
        return Ok(());
    }
    let dir = place.cache.join("node");
    fs::create_dir_all(&dir).with_context(|| format!("could not make {}", dir.display()))?;
    eprintln!("  the distribution's Node is too old; putting {OWN} into {}", dir.display());
    let npm = sh::find("npm").context("npm is still not on the path")?;
    sh::run(Command::new(npm).current_dir(&dir).args(["install", "--no-audit", "--no-fund", "--prefix", ".", OWN]))
}

/// Major and minor of `v20.20.2` or of a package version like `18.20.4+dfsg-1`.
fn version(text: &str) -> Option<(u32, u32)> {
    let text = text.trim().trim_start_matches('v');
    let text = text.split_once(':').map_or(text, |(_, rest)| rest);
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_and_of_packages() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("18.20.4+dfsg-1~deb12u3"), Some((18, 20)));
        assert_eq!(version("1:22.3-1"), Some((22, 3)), "an epoch is not the version");
        assert_eq!(version("node"), None);
    }
}
