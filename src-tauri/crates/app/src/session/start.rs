//! From "Start lab" to a lab that is ready.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use futures::{
    StreamExt,
    future::{FutureExt, try_join_all},
};
use paddock_core::{
    event::{Fact, StopReason},
    id::{LabId, SessionId},
    lab::Lab,
    port::{Container, ContainerState, Engine, Owner, Stage},
    progress::Phase,
    topology::{ImageSource, Topology},
    vars::{self, Values},
};
use tokio_util::sync::CancellationToken;

use super::{of_state, setup, topology, view};
use crate::{
    error::{Code, Error, Result},
    grants,
    paddock::Paddock,
    session,
    wire::{AppEvent, SessionView, StartPhase, StartStep},
};

/// Lines of a log that are shown of a service that ended.
const LAST_LINES: usize = 20;
/// Exit codes of a script that could not begin, or was killed: the end of its container does that.
const CUT_OFF: [&str; 2] = ["126", "137"];
/// The engine notes the end of a container an instant after that of the scripts in it.
const NOTED: Duration = Duration::from_secs(3);

/// Starts a lab, or takes up its session where there is one. `cancelled` gives up at any moment; nothing stays behind.
pub async fn start(app: &Paddock, lab: &LabId, cancelled: CancellationToken) -> Result<SessionView> {
    let lab = app.catalogue().lab(lab)?;
    app.writable()?;
    // What an earlier start left behind must not stand in this one's way.
    unless(&cancelled, session::recover(app)).await?;
    loop {
        match start_anew(app, lab, &cancelled).await? {
            Begun::New(view) => return Ok(*view),
            Begun::There(_, Phase::Ready | Phase::Paused) => return session::resume(app, &lab.id).await,
            Begun::There(id, Phase::Starting) if app.is_held(&id)? => {
                let args = [("lab", lab.id.as_str())];
                return Err(Error::new(Code::StartingElsewhere, "error-starting-elsewhere", &args));
            }
            // Whoever started it died in the middle: clean up after it, and begin again.
            Begun::There(_, Phase::Starting) => session::recover(app).await?,
        }
    }
}

enum Begun {
    New(Box<SessionView>),
    /// The lab has a session already.
    There(SessionId, Phase),
}

async fn start_anew(app: &Paddock, lab: &Lab, cancelled: &CancellationToken) -> Result<Begun> {
    let engine = app.engine()?;
    let id = new_session_id();
    let values = vars::draw(&lab.variables, &app.home(), &lab.id);
    let topology = topology(lab, &values)?;
    let state = app.state()?;
    if state.session_of(&lab.id).is_none() {
        // Agreements are never taken back, so this holds for the transaction below.
        grants::require(lab, &topology, &values, &state)?;
    }
    let held = app.hold(&id)?;
    let mut there = None;
    app.store(|store| {
        store.decide(app.now(), |state| {
            there = state.session_of(&lab.id).map(|(id, session)| (id.clone(), session.phase));
            Ok::<_, Error>(match there {
                Some(_) => Vec::new(),
                None => vec![Fact::SessionStarting {
                    session: id.clone(),
                    lab: lab.id.clone(),
                    lab_version: lab.version,
                    variables: values.clone(),
                }],
            })
        })
    })?;
    if let Some((other, phase)) = there {
        held.release()?;
        return Ok(Begun::There(other, phase));
    }

    app.starting(&lab.id, cancelled);
    let began = Instant::now();
    let say = |step: StartStep| app.tell(AppEvent::Starting { lab: lab.id.clone(), step });
    let owner = Owner { home: app.home(), session: id.clone(), lab: lab.id.clone() };
    let starting = Starting { lab, owner: &owner, topology: &topology, values: &values, say: &say };
    let result = async {
        unless(cancelled, images(app, engine.as_ref(), &topology, &say)).await?;
        bring_up(engine.as_ref(), starting, cancelled).await
    }
    .await;
    app.started(&lab.id);
    match result {
        Ok(containers) => {
            let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            app.store(|store| store.append(&[Fact::SessionReady { session: id.clone(), took_ms }], app.now()))?;
            held.release()?;
            let state = app.state()?;
            let running = of_state(lab, &state)?.ok_or_else(|| Error::no_session(&lab.id))?;
            let view = view(&running, &containers);
            app.tell(AppEvent::SessionChanged { lab: lab.id.clone(), session: Some(view.clone()) });
            Ok(Begun::New(Box::new(view)))
        }
        Err(mut error) => {
            let reason = if error.code == Code::Cancelled { StopReason::Cancelled } else { StopReason::Failed };
            // The engine removed what `up` made; a setup that failed, or an image, comes here too.
            // An engine that went away cannot remove anything; then the sweep of the next launch does.
            if let Err(left) = engine.down(&owner.home, &owner.session).await {
                app.note(&left.to_string());
                if error.code == Code::Cancelled {
                    error = Error::abandoned();
                }
            }
            app.store(|store| store.append(&[Fact::SessionStopped { session: id.clone(), reason }], app.now()))?;
            held.release()?;
            app.tell(AppEvent::SessionChanged { lab: lab.id.clone(), session: None });
            Err(error)
        }
    }
}

/// What comes of the work, or at once "cancelled" where that is asked for before its end. Only for work that may be dropped
/// half way: the engine ends a build whose connection is closed, and what else is left over is swept.
pub(crate) async fn unless<R>(cancelled: &CancellationToken, work: impl Future<Output = Result<R>>) -> Result<R> {
    tokio::select! {
        done = work => done,
        () = cancelled.cancelled() => Err(Error::cancelled()),
    }
}

pub(crate) fn new_session_id() -> SessionId {
    let hex = uuid::Uuid::new_v4().simple().to_string();
    SessionId::from(&hex[..12])
}

/// What a start works on.
#[derive(Clone, Copy)]
pub(crate) struct Starting<'a> {
    pub lab: &'a Lab,
    pub owner: &'a Owner,
    pub topology: &'a Topology,
    pub values: &'a Values,
    pub say: &'a (dyn Fn(StartStep) + Sync),
}

/// Everything on the engine, ready, with the lab's setup scripts run.
pub(crate) async fn bring_up(
    engine: &dyn Engine,
    starting: Starting<'_>,
    cancelled: &CancellationToken,
) -> Result<Vec<Container>> {
    let Starting { lab, owner, topology, values, say } = starting;
    let total = u32::try_from(topology.services.len()).unwrap_or(u32::MAX);
    let ready = std::sync::atomic::AtomicU32::new(0);
    let progress = |up: paddock_core::port::UpProgress| {
        use std::sync::atomic::Ordering::Relaxed;
        let done = match up.stage {
            Stage::Ready => ready.fetch_add(1, Relaxed) + 1,
            Stage::Created | Stage::Started => ready.load(Relaxed),
        };
        if !lab.hidden.contains(&up.service) || up.stage == Stage::Ready {
            say(StartStep { phase: StartPhase::Services, name: up.service.to_string(), done, total, line: None });
        }
    };
    let token = cancelled.clone();
    let containers = engine.up(owner, topology, &progress, async move { token.cancelled().await }.boxed()).await?;
    match unless(cancelled, setup::run(engine, lab, &containers, values, None, say)).await {
        Ok(()) => Ok(containers),
        Err(error) if matches!(error.code, Code::NotRunning | Code::SetupFailed) => {
            Err(ended(engine, owner, error).await?)
        }
        Err(error) => Err(error),
    }
}

/// A script found its service gone, or failed because it went: what the service said last is the better explanation.
async fn ended(engine: &dyn Engine, owner: &Owner, error: Error) -> Result<Error> {
    let cut_off = error.args.iter().any(|(name, code)| *name == "code" && CUT_OFF.contains(&code.as_str()));
    let deadline = Instant::now() + NOTED;
    let (container, code) = loop {
        let containers = engine.containers(&owner.home).await?;
        let own = containers.into_iter().filter(|container| container.session == owner.session);
        let exited = own.filter_map(|container| match container.state {
            // One that was meant to end explains no script that failed.
            ContainerState::Exited { code } if code != 0 || error.code == Code::NotRunning => Some((container, code)),
            _ => None,
        });
        match exited.max_by_key(|(_, code)| *code != 0) {
            Some(found) => break found,
            None if cut_off && Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(100)).await,
            None => return Ok(error),
        }
    };
    let mut said = Vec::new();
    let mut log = engine.logs(&container.id, Some(LAST_LINES), false).await?;
    while let Some(chunk) = log.next().await {
        said.extend_from_slice(&chunk?.bytes);
    }
    let (code, tail) = (code.to_string(), String::from_utf8_lossy(&said).into_owned());
    let detail = error.args.iter().find(|(name, _)| *name == "detail").map_or("", |(_, detail)| detail);
    let args = [("target", container.service.as_str()), ("code", &code), ("tail", tail.trim_end()), ("detail", detail)];
    Ok(Error::new(Code::ServiceExited, "error-service-exited", &args))
}

/// Every image of a topology is there: built or pulled where it is missing.
pub(crate) async fn images(
    app: &Paddock,
    engine: &dyn Engine,
    topology: &Topology,
    say: &(dyn Fn(StartStep) + Sync),
) -> Result<()> {
    let mut wanted: Vec<(String, &ImageSource)> = Vec::new();
    for service in topology.services.values() {
        let reference = service.image.reference();
        if !wanted.iter().any(|(known, _)| *known == reference) {
            wanted.push((reference, &service.image));
        }
    }
    let there = try_join_all(wanted.iter().map(|(reference, _)| engine.has_image(reference))).await?;
    for ((reference, source), there) in wanted.into_iter().zip(there) {
        if there {
            continue;
        }
        let progress = |p: paddock_core::port::BuildProgress| {
            let (done, total) = p.step.unwrap_or((0, 0));
            say(StartStep { phase: StartPhase::Images, name: reference.clone(), done, total, line: Some(p.line) });
        };
        let _one_at_a_time = app.making_image.lock().await;
        if engine.has_image(&reference).await? {
            continue;
        }
        match source {
            ImageSource::Built(build) => engine.build(build, app.host_for_builds()?, &progress).await?,
            ImageSource::Named(name) => engine.pull(name, &progress).await?,
        }
    }
    Ok(())
}
