//! Terminal throughput from the engine to the drawn window, beside bare `docker exec -t … cat` of the same file.
//!
//! The shell in the container takes the time of its `cat`. That is the time of the whole way, because what the window has
//! not drawn is held back: when `cat` is done, no more than the window's allowance is still under way, far less than one
//! percent of the file.

use std::{
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::{
    Setting,
    measure::{Goal, Row, interleaved},
    window::{LAB, Window},
};
use crate::{need::engine::docker, sh};

const SERVICE: &str = "workstation";
const MEBIBYTES: u64 = 100;
const FILE: &str = "/tmp/paddock-bench-lines";
const TOOK: &str = "/tmp/paddock-bench-took";

pub fn measure(setting: &Setting) -> Result<Vec<Row>> {
    let window = Window::open(setting)?;
    let sampled = window.open_lab().and_then(|()| sample(setting, &window));
    drop(window);
    let stopped = sh::read(&mut setting.paddock(&["stop", LAB]));
    let medians = sampled?;
    stopped?;
    Ok(vec![Row {
        name: "terminal-throughput",
        ours: medians[0],
        reference: medians[1],
        beside: "docker exec -t … cat",
        unit: "MiB/s",
        goal: Goal::RatioAtLeast(0.8),
    }])
}

fn sample(setting: &Setting, window: &Window) -> Result<Vec<f64>> {
    let container = container(setting)?;
    let lines = format!(
        "yes 'a line as long as those that builds and logs are made of, more or less' | head -c {MEBIBYTES}M > {FILE}"
    );
    exec(&container, &format!("{lines} && chmod a+r {FILE}"))?;
    let cat = format!("b=$(date +%s%N); cat {FILE}; e=$(date +%s%N); echo $((e - b)) > {TOOK}");
    interleaved(
        setting.samples.unwrap_or(5),
        &mut [
            ("the window's terminal", Box::new(|| in_window(window, &container, &cat))),
            ("docker exec -t … cat", Box::new(|| bare(&container, &cat))),
        ],
    )
}

fn in_window(window: &Window, container: &str, cat: &str) -> Result<f64> {
    exec(container, &format!("rm -f {TOOK}"))?;
    window.type_line(cat)?;
    let start = Instant::now();
    while !sh::succeeds(docker().args(["exec", container, "test", "-s", TOOK])) {
        if start.elapsed() > Duration::from_secs(300) {
            bail!("the window's terminal did not take {MEBIBYTES} MiB within 5 minutes");
        }
        thread::sleep(Duration::from_millis(500));
    }
    taken(container)
}

/// `-t` without `-i` needs no terminal on this side, so that nothing but the engine's way is measured.
fn bare(container: &str, cat: &str) -> Result<f64> {
    exec(container, &format!("rm -f {TOOK}"))?;
    let mut command = docker();
    command.args(["exec", "-t", container, "bash", "-c", cat]).stdin(Stdio::null()).stdout(Stdio::null());
    let status = command.status().context("could not run docker exec")?;
    if !status.success() {
        bail!("`{}` ended with {status}", sh::typed(&command));
    }
    taken(container)
}

fn taken(container: &str) -> Result<f64> {
    let nanoseconds: f64 =
        exec(container, &format!("cat {TOOK}"))?.parse().context("the shell's clock gave no number")?;
    Ok(MEBIBYTES as f64 / (nanoseconds / 1e9))
}

fn exec(container: &str, script: &str) -> Result<String> {
    sh::read(docker().args(["exec", "-u", "root", container, "bash", "-c", script]))
}

fn container(setting: &Setting) -> Result<String> {
    let said = sh::read(&mut setting.paddock(&["status", "--json"]))?;
    let status: Value = serde_json::from_str(&said).context("`paddock status --json` printed no JSON")?;
    find_container(&status).ok_or_else(|| anyhow!("`paddock status --json` names no container of {SERVICE}: {said}"))
}

/// Wherever in the answer the service stands: a list of sessions, each with its services.
fn find_container(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.iter().find_map(find_container),
        Value::Object(map) if map.get("name").is_some_and(|name| name == SERVICE) => {
            map.get("container").and_then(Value::as_str).map(str::to_owned)
        }
        Value::Object(map) => map.values().find_map(find_container),
        _ => None,
    }
}
