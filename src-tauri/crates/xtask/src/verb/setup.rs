//! `cargo xtask setup`: installs what all other verbs need, and nothing else.

use std::process::ExitCode;

use anyhow::Result;

use crate::{need, place::Place};

pub fn setup(place: &Place) -> Result<ExitCode> {
    need::ensure(place, need::TO_RUN.iter().chain(need::TO_TEST).chain(need::TO_BENCH))?;
    println!("Everything that run, test and bench need is here.");
    Ok(ExitCode::SUCCESS)
}
