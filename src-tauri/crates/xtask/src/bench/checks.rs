//! A round of five checks, beside the same scripts sent through bare `docker exec`, one after the other.

use std::{
    io::Write,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use super::{
    Setting,
    lab::{self, check_scripts, timed},
    measure::{Goal, Row, interleaved},
};
use crate::need::engine::docker;

/// The service that the lab's checks run in.
const SERVICE: &str = "web";

pub fn measure(setting: &Setting) -> Result<Vec<Row>> {
    let scripts = check_scripts(setting)?;
    let running = setting.started()?;
    let sampled = running.container(SERVICE).and_then(|container| sample(setting, &scripts, &container));
    let stopped = running.stop();
    let medians = sampled?;
    stopped?;
    Ok(vec![Row {
        name: "five-checks",
        ours: medians[0],
        reference: medians[1],
        beside: "docker exec, one by one",
        unit: "s",
        goal: Goal::RatioAtMost(1.5),
    }])
}

fn sample(setting: &Setting, scripts: &[String], container: &str) -> Result<Vec<f64>> {
    interleaved(
        setting.samples.unwrap_or(15),
        &mut [
            ("paddock check", Box::new(|| timed(&mut setting.paddock_on_bench_lab(&["check", lab::ID]), &[0]))),
            ("docker exec, one by one", Box::new(|| one_by_one(scripts, container))),
        ],
    )
}

fn one_by_one(scripts: &[String], container: &str) -> Result<f64> {
    let start = Instant::now();
    for script in scripts {
        fed(docker().args(["exec", "-i", "-u", "root", container, "sh", "-s"]), script)?;
    }
    Ok(start.elapsed().as_secs_f64())
}

/// Feeds a script as Paddock does: to the shell, with nothing left for the script itself to read.
fn fed(command: &mut Command, script: &str) -> Result<()> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().context("could not run docker exec")?;
    let mut stdin = child.stdin.take().context("docker exec has no input")?;
    write!(stdin, "{{ {script}\n}} </dev/null")?;
    drop(stdin);
    let status = child.wait()?;
    if status.success() { Ok(()) } else { bail!("a check of the measured lab ended with {status} under docker exec") }
}
