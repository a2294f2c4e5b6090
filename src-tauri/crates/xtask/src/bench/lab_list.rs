//! What one waits for when asking for the list of labs, beside the cheapest thing that the docker client does.

use std::process::Command;

use anyhow::Result;

use super::{
    Setting,
    lab::timed,
    measure::{Goal, Row, interleaved},
};

pub fn measure(setting: &Setting) -> Result<Vec<Row>> {
    let medians = interleaved(
        setting.samples.unwrap_or(40),
        &mut [
            ("paddock lab list", Box::new(|| timed(&mut setting.paddock(&["lab", "list"]), &[0]))),
            ("docker --version", Box::new(|| timed(Command::new("docker").arg("--version"), &[0]))),
        ],
    )?;
    Ok(vec![Row {
        name: "lab-list",
        ours: medians[0] * 1000.0,
        reference: medians[1] * 1000.0,
        beside: "docker --version",
        unit: "ms",
        goal: Goal::RatioAtMost(2.0),
    }])
}
