//! The start of a lab of three services whose image is present: beside the same requests sent to the engine at once by a
//! bare client, and beside Compose v2's `up -d` of the same file.

use std::{
    process::{self, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    Setting, api,
    lab::{self, timed},
    measure::{Goal, Row, Sampler, interleaved},
};
use crate::{need::compose, sh, tell};

/// The kernel takes networks down after the engine has said so; what the last sample left must not slow the next.
const SETTLE: Duration = Duration::from_millis(700);

pub fn measure(setting: &Setting) -> Result<Vec<Row>> {
    let engine = api::Engine::find()?;
    let mut samplers: Vec<(&str, Sampler)> = vec![
        ("paddock start", Box::new(|| ours(setting))),
        ("the engine, asked by a bare client", Box::new(|| floor(&engine))),
    ];
    match compose::find(setting.place) {
        Some(binary) => samplers.push(("Compose v2 up -d", Box::new(move || composed(setting, &binary)))),
        None => tell::loud("Compose v2 is not installed: starts are NOT compared with it"),
    }
    let medians = interleaved(setting.samples.unwrap_or(11), &mut samplers)?;
    let row = |reference: f64, name, beside, most| Row {
        name,
        ours: medians[0],
        reference,
        beside,
        unit: "s",
        goal: Goal::RatioAtMost(most),
    };
    let mut rows = vec![row(medians[1], "start-vs-engine", "the engine's API, asked at once by a bare client", 1.2)];
    rows.extend(medians.get(2).map(|median| row(*median, "start-vs-compose", "Compose v2 up -d", 0.7)));
    Ok(rows)
}

/// The whole command, from its start to its end, as a learner waits for it.
fn ours(setting: &Setting) -> Result<f64> {
    thread::sleep(SETTLE);
    let took = timed(&mut setting.paddock_on_bench_lab(&["start", lab::ID]), &[0]);
    sh::read(&mut setting.paddock_on_bench_lab(&["stop", lab::ID]))?;
    took
}

/// One network, then three containers created and started side by side.
fn floor(engine: &api::Engine) -> Result<f64> {
    let name = format!("paddock-bench-{}", process::id());
    thread::sleep(SETTLE);
    let start = Instant::now();
    let made = engine.three_services(&name);
    let took = start.elapsed().as_secs_f64();
    engine.remove(&name)?;
    made.map(|()| took)
}

fn composed(setting: &Setting, binary: &std::path::Path) -> Result<f64> {
    let project = format!("paddock-bench-{}", process::id());
    let compose = |words: &[&str]| {
        let mut command = Command::new(binary);
        command.args(["-p", &project, "-f"]).arg(setting.lab().join("compose.yaml")).args(words);
        command
    };
    thread::sleep(SETTLE);
    let took = timed(&mut compose(&["up", "-d"]), &[0]);
    sh::read(&mut compose(&["down", "--timeout", "0"]))?;
    took
}
