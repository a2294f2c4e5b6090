//! What the verbs need of the machine: each need has a cheap check and a remedy, and stands in a file of its own.
//!
//! [`ensure`] tells what it finds, what it installs and how long that took. It changes nothing that is already right.

mod apt;
pub mod base_image;
pub mod cargo_deny;
pub mod chromium;
pub mod compose;
pub mod engine;
pub mod node;
pub mod node_packages;
mod packages;
mod rights;
pub mod system;
pub mod tauri_driver;

use std::{fmt, time::Instant};

use anyhow::{Context, Result, bail};

use crate::{place::Place, sh, tell};

pub struct Need {
    pub name: &'static str,
    /// Looks, in well under a second, and changes nothing.
    pub check: fn(&Place) -> Result<State>,
    /// Puts right what [`State::Missing`] said. Its error is a [`CannotInstall`] where a person has to act.
    pub install: fn(&Place) -> Result<()>,
    /// What is lost without it, where the verb can go on all the same.
    pub optional: Option<&'static str>,
}

pub enum State {
    /// What was found.
    Met(String),
    /// What lacks.
    Missing(String),
}

/// This system lacks something that xtask cannot install: the text names exactly what to do.
#[derive(Debug)]
pub struct CannotInstall(pub String);

impl fmt::Display for CannotInstall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotInstall {}

/// What it takes to build and run: `cargo xtask run`.
pub const TO_RUN: &[&Need] = &[&system::BUILD, &node::NEED, &node_packages::NEED, &engine::NEED, &base_image::NEED];

/// What the tests need on top: `cargo xtask test`.
pub const TO_TEST: &[&Need] = &[&system::WINDOW_TESTS, &chromium::NEED, &tauri_driver::NEED, &cargo_deny::NEED];

/// What the measurements need on top of [`TO_RUN`]: `cargo xtask bench`.
pub const TO_BENCH: &[&Need] = &[&compose::NEED];

/// And those of them that open the window.
pub const TO_BENCH_THE_WINDOW: &[&Need] = &[&system::WINDOW_TESTS, &chromium::NEED, &tauri_driver::NEED];

/// Checks every need and installs what is missing, in order. Gives the names of optional ones that could not be had.
pub fn ensure<'a>(place: &Place, needs: impl IntoIterator<Item = &'a &'a Need>) -> Result<Vec<&'static str>> {
    let start = Instant::now();
    let mut lacking = Vec::new();
    tell::heading("what this needs");
    for need in needs {
        match (settle(place, need), need.optional) {
            (Ok(()), _) => {}
            (Err(error), Some(loss)) => {
                tell::loud(&format!("{} is missing: {loss}.\n{error:#}", need.name));
                lacking.push(need.name);
            }
            (Err(error), None) => return Err(error),
        }
    }
    let outcome = if lacking.is_empty() { "is here".to_owned() } else { format!("is here but {}", lacking.join(", ")) };
    tell::line("all of it", &outcome, start.elapsed());
    eprintln!();
    Ok(lacking)
}

fn settle(place: &Place, need: &Need) -> Result<()> {
    let start = Instant::now();
    let lacks = match (need.check)(place)? {
        State::Met(found) => {
            tell::line(need.name, &found, start.elapsed());
            return Ok(());
        }
        State::Missing(lacks) => lacks,
    };
    tell::doing(need.name, &format!("missing: {lacks}; installing"));
    (need.install)(place).with_context(|| format!("{} could not be installed", need.name))?;
    match (need.check)(place)? {
        State::Met(found) => {
            tell::line(need.name, &format!("installed: {found}"), start.elapsed());
            Ok(())
        }
        State::Missing(lacks) => bail!("{} was installed, yet this is still missing: {lacks}", need.name),
    }
}

/// Compiles a program from its crate into the cache, outside the clone and outside the user's own Cargo folder.
fn install_crate(place: &Place, name: &str, version: &str) -> Result<()> {
    let mut cargo = place.cargo();
    cargo.env("CARGO_TARGET_DIR", place.cache.join("tools-target"));
    // The folder of the clone would lend its own configuration to a build that has nothing to do with it.
    std::fs::create_dir_all(&place.cache).with_context(|| format!("could not make {}", place.cache.display()))?;
    cargo.current_dir(&place.cache);
    // A tool that runs for seconds is not worth minutes of optimising.
    let quick = [("LTO", "off"), ("OPT_LEVEL", "1"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0")];
    cargo.envs(quick.map(|(name, value)| (format!("CARGO_PROFILE_RELEASE_{name}"), value)));
    sh::run(cargo.args(["install", name, "--locked", "--version", version, "--root"]).arg(place.tools()))
}
