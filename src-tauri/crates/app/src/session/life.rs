//! Pause, resume, reset and stop.

use std::collections::BTreeSet;

use paddock_core::{
    event::{Fact, StopReason},
    id::{LabId, ServiceName},
    progress::Phase,
};

use super::{Running, launch, running, setup, view};
use crate::{
    error::{Error, Result},
    grants,
    paddock::Paddock,
    wire::{AppEvent, SessionView},
};

/// Freezes every process of the lab. Memory stays in use, processors do not.
pub async fn pause(app: &Paddock, lab: &LabId) -> Result<SessionView> {
    let running = running(app, lab)?;
    app.engine()?.pause(&app.home(), &running.id).await?;
    if running.state.phase == Phase::Ready {
        app.store(|store| store.append(&[Fact::SessionPaused { session: running.id.clone() }], app.now()))?;
    }
    tell(app, lab).await
}

/// Brings a session back from a pause, or after the engine or the machine was restarted.
pub async fn resume(app: &Paddock, lab: &LabId) -> Result<SessionView> {
    let running = running(app, lab)?;
    let engine = app.engine()?;
    let before = running.containers(app).await?;
    let down = before.len() < running.topology.services.len() || before.iter().any(|c| running.stands_still(c));
    if down {
        if before.is_empty() {
            // Nothing of it is left: close it, so that a start begins anew. What was passed stays passed.
            launch::recover(app).await?;
            return Err(Error::no_session(lab));
        }
        engine.resume(&running.owner(app), &running.topology).await?;
    }
    if running.state.phase == Phase::Paused {
        app.store(|store| store.append(&[Fact::SessionResumed { session: running.id.clone() }], app.now()))?;
    }
    tell(app, lab).await
}

/// The services that a reset makes anew: the one that is named and what shares volumes with it, or all.
pub fn reset_preview(app: &Paddock, lab: &LabId, service: Option<&ServiceName>) -> Result<Vec<ServiceName>> {
    Ok(group(&running(app, lab)?, service)?.into_iter().collect())
}

fn group(running: &Running<'_>, service: Option<&ServiceName>) -> Result<BTreeSet<ServiceName>> {
    match service {
        Some(service) => {
            running.check_service(service)?;
            Ok(running.topology.reset_group(service))
        }
        None => Ok(running.topology.services.keys().cloned().collect()),
    }
}

/// Makes services anew as they were at the start. Returns which.
pub async fn reset(app: &Paddock, lab: &LabId, service: Option<&ServiceName>) -> Result<Vec<ServiceName>> {
    let running = running(app, lab)?;
    let services: Vec<ServiceName> = group(&running, service)?.into_iter().collect();
    app.writable()?;
    // Agreed to at the start, unless the lab was replaced by one that asks for more.
    grants::require(running.lab, &running.topology, &running.state.variables, &app.state()?)?;
    let engine = app.engine()?;
    if running.state.phase == Phase::Paused {
        resume(app, lab).await?;
    }
    engine.reset(&running.owner(app), &running.topology, &services).await?;
    let containers = running.containers(app).await?;
    setup::run(engine.as_ref(), running.lab, &containers, &running.state.variables, Some(&services), &|_| {}).await?;
    let fact = Fact::ServicesReset { session: running.id.clone(), services: services.clone() };
    app.store(|store| store.append(&[fact], app.now()))?;
    tell(app, lab).await?;
    Ok(services)
}

/// Ends a session and removes everything it had on the engine. What was passed stays passed.
///
/// The lab itself is not looked at: one that is no longer in the catalogue can be stopped too.
pub async fn stop(app: &Paddock, lab: &LabId) -> Result<()> {
    let state = app.state()?;
    let Some((session, _)) = state.session_of(lab) else {
        app.catalogue().lab(lab)?;
        return Err(Error::no_session(lab));
    };
    app.cancel_start(lab);
    let engine = app.engine()?;
    engine.down(&app.home(), session).await?;
    app.store(|store| {
        store.decide(app.now(), |state| {
            // A start that was cancelled meanwhile has said so itself.
            Ok::<_, Error>(match state.sessions.contains_key(session) {
                true => vec![Fact::SessionStopped { session: session.clone(), reason: StopReason::Asked }],
                false => Vec::new(),
            })
        })
    })?;
    launch::sweep(app, engine.as_ref()).await?;
    app.store(|store| store.backup(app.now()))?;
    app.tell(AppEvent::SessionChanged { lab: lab.clone(), session: None });
    Ok(())
}

/// Stops every session of this home. Returns the labs.
pub async fn stop_all(app: &Paddock) -> Result<Vec<LabId>> {
    let labs: Vec<LabId> = app.state()?.sessions.into_values().map(|session| session.lab).collect();
    for lab in &labs {
        stop(app, lab).await?;
    }
    launch::sweep(app, app.engine()?.as_ref()).await?;
    Ok(labs)
}

/// Tells how a session stands now, and returns it.
async fn tell(app: &Paddock, lab: &LabId) -> Result<SessionView> {
    let running = running(app, lab)?;
    let view = view(&running, &running.containers(app).await?);
    app.tell(AppEvent::SessionChanged { lab: lab.clone(), session: Some(view.clone()) });
    Ok(view)
}
