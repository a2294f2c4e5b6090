//! What happens when Paddock is opened: sessions whose start died are cleaned up, sessions that are gone from the engine are closed,
//! and whatever belongs to no session is removed, also what proofs that died left.

use paddock_core::{
    event::{Fact, StopReason},
    id::SessionId,
    port::{Engine, Swept},
    progress::Phase,
};

use crate::{error::Result, paddock::Paddock, throw_away, wire::AppEvent};

/// Takes up what runs. Call it once when the program opens, and after the engine came back.
pub async fn recover(app: &Paddock) -> Result<()> {
    let engine = app.engine()?;
    let state = app.state()?;
    let containers = engine.containers(&app.home()).await?;
    for (id, session) in &state.sessions {
        if app.is_held(id)? {
            continue;
        }
        let reason = match session.phase {
            Phase::Starting => StopReason::Failed,
            Phase::Ready | Phase::Paused if containers.iter().any(|container| container.session == *id) => continue,
            Phase::Ready | Phase::Paused => StopReason::Lost,
        };
        engine.down(&app.home(), id).await?;
        app.store(|store| store.append(&[Fact::SessionStopped { session: id.clone(), reason }], app.now()))?;
        app.tell(AppEvent::SessionChanged { lab: session.lab.clone(), session: None });
    }
    sweep(app, engine.as_ref()).await?;
    throw_away::sweep_proofs(app).await?;
    Ok(())
}

/// Removes what no session of this home owns, and nothing else.
pub(crate) async fn sweep(app: &Paddock, engine: &dyn Engine) -> Result<Swept> {
    let keep: Vec<SessionId> = app.state()?.sessions.into_keys().collect();
    Ok(engine.sweep(&app.home(), &keep).await?)
}
