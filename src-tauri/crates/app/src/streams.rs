//! Terminals, commands, logs and figures of a lab's services.

use std::collections::BTreeMap;

use paddock_core::{
    id::{LabId, ServiceName},
    port::{Attached, BoxStream, Chunk, Container, EngineError, Open, Size, Stats},
};

use crate::{
    error::{Error, Result},
    paddock::Paddock,
    session::{Running, running},
};

/// A login shell with a terminal: bash where the service has it, sh otherwise.
const SHELL: [&str; 3] =
    ["/bin/sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash -l; else exec sh -l; fi"];

/// Opens a terminal in a service, as a user and in a folder where they are given.
pub async fn open_terminal(
    app: &Paddock,
    lab: &LabId,
    service: &ServiceName,
    user: Option<&str>,
    dir: Option<&str>,
    size: Size,
) -> Result<Attached> {
    open_shell(app, lab, service, user, dir, Some(size)).await
}

async fn open_shell(
    app: &Paddock,
    lab: &LabId,
    service: &ServiceName,
    user: Option<&str>,
    dir: Option<&str>,
    tty: Option<Size>,
) -> Result<Attached> {
    let container = running(app, lab)?.container(app, service).await?;
    let open = Open {
        command: SHELL.map(str::to_owned).to_vec(),
        user: user.map(str::to_owned),
        dir: dir.map(str::to_owned),
        env: BTreeMap::from([
            ("TERM".to_owned(), "xterm-256color".to_owned()),
            ("COLORTERM".to_owned(), "truecolor".to_owned()),
            ("LANG".to_owned(), "C.UTF-8".to_owned()),
        ]),
        tty,
    };
    open_in(app, &container, &open).await
}

/// A shell as the lab's author meant it for that service, or for the first one: its user and folder. Without `tty` it reads
/// commands from its input.
pub async fn shell(
    app: &Paddock,
    lab: &LabId,
    service: Option<&ServiceName>,
    size: Size,
    tty: bool,
) -> Result<Attached> {
    let running = running(app, lab)?;
    let tab = match service {
        Some(service) => running.lab.terminals.iter().find(|tab| tab.service == *service),
        None => running.lab.terminals.first(),
    };
    let service = match (service, tab) {
        (Some(service), _) => service.clone(),
        (None, Some(tab)) => tab.service.clone(),
        (None, None) => return Err(Error::no_session(lab)),
    };
    let (user, dir) = tab.map_or((None, None), |tab| (tab.user.as_deref(), tab.dir.as_deref()));
    open_shell(app, lab, &service, user, dir, tty.then_some(size)).await
}

/// Runs a command in a service, with its input and output open; as the user of the service's terminal.
pub async fn exec(
    app: &Paddock,
    lab: &LabId,
    service: &ServiceName,
    command: &[String],
    tty: Option<Size>,
) -> Result<Attached> {
    let running = running(app, lab)?;
    let container = running.container(app, service).await?;
    let tab = running.lab.terminals.iter().find(|tab| tab.service == *service);
    let open = Open {
        command: command.to_vec(),
        user: tab.and_then(|tab| tab.user.clone()),
        dir: tab.and_then(|tab| tab.dir.clone()),
        env: BTreeMap::from([("LANG".to_owned(), "C.UTF-8".to_owned())]),
        tty,
    };
    open_in(app, &container, &open).await
}

/// People know the service by its name, not the container by its id.
async fn open_in(app: &Paddock, container: &Container, open: &Open) -> Result<Attached> {
    let named = |error: EngineError| EngineError { target: container.service.to_string(), ..error };
    Ok(app.engine()?.open(&container.id, open).await.map_err(named)?)
}

/// The log of one service, or of every visible one, each chunk with its service.
pub async fn logs(
    app: &Paddock,
    lab: &LabId,
    service: Option<&ServiceName>,
    tail: Option<usize>,
    follow: bool,
) -> Result<Vec<(ServiceName, BoxStream<Result<Chunk, EngineError>>)>> {
    let running = running(app, lab)?;
    let engine = app.engine()?;
    let mut found = Vec::new();
    for container in chosen(app, &running, service).await? {
        found.push((container.service.clone(), engine.logs(&container.id, tail, follow).await?));
    }
    Ok(found)
}

/// Figures of every visible service that is up, about every second.
pub async fn stats(app: &Paddock, lab: &LabId) -> Result<Vec<(ServiceName, BoxStream<Result<Stats, EngineError>>)>> {
    let running = running(app, lab)?;
    let engine = app.engine()?;
    let mut found = Vec::new();
    for container in chosen(app, &running, None).await?.into_iter().filter(|c| c.state.is_up()) {
        found.push((container.service.clone(), engine.stats(&container.id).await?));
    }
    Ok(found)
}

async fn chosen(app: &Paddock, running: &Running<'_>, service: Option<&ServiceName>) -> Result<Vec<Container>> {
    match service {
        Some(service) => Ok(vec![running.container(app, service).await?]),
        None => {
            let mut all = running.containers(app).await?;
            all.retain(|container| !running.lab.hidden.contains(&container.service));
            all.sort_by(|a, b| a.service.cmp(&b.service));
            Ok(all)
        }
    }
}
