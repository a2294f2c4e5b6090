//! Checks that run by themselves after the learner did something: when is decided by [`paddock_core::pace`].

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use paddock_core::{id::LabId, pace::Pace};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{check::check, error::Code, paddock::Paddock};

/// What the learner does, by lab.
#[derive(Debug, Default)]
pub struct Activity {
    paces: Mutex<BTreeMap<LabId, Pace>>,
    changed: Notify,
}

impl Activity {
    /// The learner pressed Enter in a lab, or saved a file of it.
    pub fn active(&self, lab: &LabId) {
        self.paces().entry(lab.clone()).or_default().active(jiff::Timestamp::now());
        self.changed.notify_one();
    }

    fn paces(&self) -> std::sync::MutexGuard<'_, BTreeMap<LabId, Pace>> {
        self.paces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs due rounds until `stop`.
    pub async fn run(&self, app: Arc<Paddock>, stop: CancellationToken) {
        loop {
            let next = self.paces().iter().filter_map(|(lab, pace)| Some((pace.due()?, lab.clone()))).min();
            let wait = match &next {
                Some((due, _)) => Duration::try_from(due.duration_since(jiff::Timestamp::now())).unwrap_or_default(),
                None => Duration::MAX,
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.changed.notified() => continue,
                () = tokio::time::sleep(wait) => {}
            }
            let Some((_, lab)) = next else { continue };
            let began = Instant::now();
            if let Err(error) = check(&app, &lab, &[], true).await
                // A lab that was stopped or paused meanwhile has nothing to check.
                && !matches!(error.code, Code::NoSession | Code::NotRunning)
            {
                app.note(&format!("automatic check of {lab}: {error}"));
            }
            self.paces().entry(lab).or_default().round_ended(jiff::Timestamp::now(), began.elapsed());
        }
    }
}
