//! What happens on the engine without being asked for: a service that dies, an engine that goes away and comes back.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use futures::{FutureExt, StreamExt};
use paddock_core::{id::SessionId, progress::Phase};
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

/// Between two looks at a session that is being started.
const STARTING: Duration = Duration::from_secs(1);

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
    let mut changed: BTreeSet<SessionId> = BTreeSet::new();
    loop {
        tokio::select! {
            event = events.next() => match event {
                Some(event) => changed.insert(event?.session),
                None => return Ok(()),
            },
            () = tokio::time::sleep(STARTING), if !changed.is_empty() => false,
        };
        // A lab that starts or stops makes many events at once: one look serves them all.
        while let Some(Some(event)) = events.next().now_or_never() {
            changed.insert(event?.session);
        }
        let state = app.state()?;
        // A session that is starting says itself when it is ready; where another process starts it, it is looked at again.
        let (starting, settled): (BTreeSet<_>, BTreeSet<_>) =
            changed.into_iter().partition(|id| state.sessions.get(id).is_some_and(|s| s.phase == Phase::Starting));
        for session in settled.iter().filter_map(|id| state.sessions.get(id)) {
            let view = session::session(app, &session.lab).await?;
            app.tell(AppEvent::SessionChanged { lab: session.lab.clone(), session: view });
        }
        changed = starting;
        tell_status(app, None).await;
    }
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
