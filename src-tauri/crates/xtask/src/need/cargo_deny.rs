//! cargo-deny: licences, sources and known vulnerabilities of the dependencies.

use anyhow::Result;

use super::{Need, State, install_crate};
use crate::{place::Place, sh};

pub const NEED: Need = Need {
    name: "cargo-deny",
    check,
    install,
    optional: Some("licences and sources of dependencies will NOT be checked"),
};

fn check(place: &Place) -> Result<State> {
    Ok(match place.tool("cargo-deny") {
        Some(file) => State::Met(sh::read(std::process::Command::new(file).arg("--version"))?),
        None => State::Missing("the program cargo-deny".to_owned()),
    })
}

fn install(place: &Place) -> Result<()> {
    install_crate(place, "cargo-deny", "^0.20")
}
