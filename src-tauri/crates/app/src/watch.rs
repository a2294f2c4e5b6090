//! What happens on the engine without being asked for: a service that dies, an engine that goes away and comes back.

use std::{sync::Arc, time::Duration};

use futures::StreamExt;
use paddock_core::id::LabId;
use tokio_util::sync::CancellationToken;

use crate::{
    doctor::engine_status,
    error::Result,
    paddock::{Paddock, system_lang},
    session,
    wire::{AppEvent, EngineStatus},
};

/// Between two tries to reach an engine that is away.
const RETRY: Duration = Duration::from_secs(3);

/// Follows the engine until `stop`: takes up what runs whenever the engine (again) answers, then tells each change.
pub async fn watch(app: Arc<Paddock>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            ended = follow(&app) => {
                if let Err(error) = ended {
                    tell_status(&app, Some(error)).await;
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(RETRY) => {}
        }
    }
}

/// Ends when the engine does.
async fn follow(app: &Paddock) -> Result<()> {
    let engine = app.engine()?;
    let mut events = engine.events(&app.home()).await?;
    session::recover(app).await?;
    tell_status(app, None).await;
    for view in session::sessions(app).await? {
        app.tell(AppEvent::SessionChanged { lab: view.lab.clone(), session: Some(view) });
    }
    while let Some(event) = events.next().await {
        let event = event?;
        let lab: Option<LabId> = app.state()?.sessions.get(&event.session).map(|session| session.lab.clone());
        if let Some(lab) = lab {
            let view = session::session(app, &lab).await?;
            app.tell(AppEvent::SessionChanged { lab, session: view });
        }
    }
    Ok(())
}

async fn tell_status(app: &Paddock, error: Option<crate::error::Error>) {
    let lang = app.lang().unwrap_or_else(|_| system_lang());
    let status = match error {
        Some(error) => {
            EngineStatus { engine: None, context: None, error: Some(error.view(lang)), services: 0, images_bytes: 0 }
        }
        None => engine_status(app, lang).await,
    };
    app.tell(AppEvent::Engine { status });
}
