//! Scripts of a lab, fed to its services from outside.

use std::{collections::BTreeMap, time::Duration};

use paddock_core::{
    check::Raw,
    id::ServiceName,
    lab::{Lab, Script},
    port::{Container, Engine, EngineError, Exec},
    vars::Values,
};

use crate::{
    error::{Code, Error, Result},
    wire::{StartPhase, StartStep},
};

/// Bytes kept of each stream of a script.
const OUTPUT_LIMIT: usize = 16 << 10;

/// Runs the setup scripts in order; with `only`, those of these services.
pub async fn run(
    engine: &dyn Engine,
    lab: &Lab,
    containers: &[Container],
    values: &Values,
    only: Option<&[ServiceName]>,
    say: &(dyn Fn(StartStep) + Sync),
) -> Result<()> {
    let scripts: Vec<&Script> =
        lab.setup.iter().filter(|script| only.is_none_or(|only| only.contains(&script.service))).collect();
    let total = u32::try_from(scripts.len()).unwrap_or(u32::MAX);
    for (done, script) in (0u32..).zip(scripts) {
        say(StartStep { phase: StartPhase::Setup, name: script.path.clone(), done, total, line: None });
        let raw = run_script(engine, containers, script, values).await?;
        if raw.code != 0 || raw.timed_out {
            let (code, output) = (raw.code.to_string(), format!("{}{}", raw.stdout, raw.stderr));
            let args = [("script", script.path.as_str()), ("code", &code), ("tail", output.trim_end())];
            return Err(Error::new(Code::SetupFailed, "error-setup-failed", &args));
        }
    }
    Ok(())
}

/// Feeds a script to its service and returns what came of it.
pub(crate) async fn run_script(
    engine: &dyn Engine,
    containers: &[Container],
    script: &Script,
    values: &Values,
) -> Result<Raw> {
    let Some(container) = containers.iter().find(|container| container.service == script.service) else {
        return Err(Error::new(Code::NotRunning, "error-container-gone", &[("target", script.service.as_str())]));
    };
    let exec = Exec {
        command: script.interpreter().iter().map(|word| (*word).to_owned()).collect(),
        user: script.user.clone(),
        dir: None,
        env: BTreeMap::from([("LC_ALL".to_owned(), "C.UTF-8".to_owned())]),
        stdin: script.stdin(values),
        timeout: script.timeout.max(Duration::from_secs(1)),
        limit: OUTPUT_LIMIT,
    };
    // People know the service by its name, not the container by its id.
    let named = |error: EngineError| EngineError { target: script.service.to_string(), ..error };
    let output = engine.exec(&container.id, &exec).await.map_err(named)?;
    Ok(Raw {
        code: output.code,
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        timed_out: output.timed_out,
    })
}
