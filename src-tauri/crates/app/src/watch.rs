//! What happens on the engine without being asked for: a service that dies, an engine that goes away and comes back.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use futures::{FutureExt, StreamExt};
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
        let mut sessions = BTreeSet::from([event?.session]);
        // A lab that starts or stops makes many events at once: one look serves them all.
        while let Some(Some(event)) = events.next().now_or_never() {
            sessions.insert(event?.session);
        }
        let state = app.state()?;
        for session in sessions.iter().filter_map(|id| state.sessions.get(id)) {
            let view = session::session(app, &session.lab).await?;
            app.tell(AppEvent::SessionChanged { lab: session.lab.clone(), session: view });
        }
        tell_status(app, None).await;
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
