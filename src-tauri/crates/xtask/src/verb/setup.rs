//! `cargo xtask setup`: installs what all other verbs need, and nothing else.

use std::process::ExitCode;

use anyhow::Result;

use crate::{need, place::Place};

pub fn setup(place: &Place) -> Result<ExitCode> {
    let lacking = need::ensure(place, need::TO_RUN.iter().chain(need::TO_TEST).chain(need::TO_BENCH))?;
    if lacking.is_empty() {
        println!("Everything that run, test and bench need is here.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("What run needs is here. Missing, and why stands above: {}.", lacking.join(", "));
    Ok(ExitCode::from(1))
}
