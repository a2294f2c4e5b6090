//! One lab, proved: brought up afresh for the law, and once more for the other ways.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use paddock_core::{
    id::HomeId,
    lab::Lab,
    port::{Engine, Owner},
    topology::Topology,
    vars::{self, Values},
};
use tokio_util::sync::CancellationToken;

use super::{
    bench::Bench,
    memory,
    record::{Proof, ProofEvent},
};
use crate::{
    error::{Error, Result},
    paddock::Paddock,
    session::{self, Starting, bring_up, topology, unless},
    throw_away,
    wire::StartStep,
};

/// Proves a lab in sessions of its own, apart from the learner's.
///
/// What the lab asks for beyond what every lab may is given without a question: whoever proves a lab is its author or
/// its reviewer, has named it for that, and sees what it asks for in lab.yaml and with `lab show`. The home is thrown away
/// with the proof, so that no agreement could be kept; the learner's own home is still asked at the first start.
pub(super) async fn prove(
    app: &Paddock,
    lab: &Lab,
    cancelled: &CancellationToken,
    say: &(dyn Fn(ProofEvent) + Sync),
) -> Result<Proof> {
    let began = Instant::now();
    let engine = app.engine()?;
    let engine = engine.as_ref();
    let (home, held) = throw_away::home(app, &session::new_session_id())?;
    let values = vars::draw(&lab.variables, &home, &lab.id);
    let topology = topology(lab, &values)?;
    let fresh = Fresh {
        engine,
        lab,
        home: &home,
        topology: &topology,
        values: &values,
        cancelled,
        say,
        memory: AtomicU64::new(0),
    };
    let done = CancellationToken::new();
    let work = async {
        // Also where it fails: the memory is looked at for as long as there is work.
        let _done = done.clone().drop_guard();
        let starting = |step: StartStep| say(ProofEvent::Starting(step));
        unless(cancelled, session::images(app, engine, &topology, &starting)).await?;
        let mut tasks = fresh.lab_for(async |bench| bench.law(lab).await).await?;
        if lab.tasks.iter().any(|task| task.alt.is_some()) {
            fresh.lab_for(async |bench| bench.alternative(lab, &mut tasks).await).await?;
        }
        Ok::<_, Error>(tasks)
    };
    let (tasks, peak) = tokio::join!(work, memory::peak(engine, &home, &done));
    let left_behind = engine.sweep(&home, &[]).await?.objects();
    held.release()?;
    let (tasks, peak_memory_bytes) = (tasks?, peak?.max(fresh.memory.load(Ordering::Relaxed)));
    Ok(Proof {
        lab: lab.id.to_string(),
        passed: left_behind == 0 && tasks.iter().flat_map(|task| &task.steps).all(|step| step.ok),
        tasks,
        left_behind,
        peak_memory_bytes,
        took_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })
}

/// What it takes to bring the lab up as if for the first time.
struct Fresh<'a> {
    engine: &'a dyn Engine,
    lab: &'a Lab,
    home: &'a HomeId,
    topology: &'a Topology,
    values: &'a Values,
    cancelled: &'a CancellationToken,
    say: &'a (dyn Fn(ProofEvent) + Sync),
    /// The most that a lab took when its work was done, in bytes.
    memory: AtomicU64,
}

impl Fresh<'_> {
    /// Brings the lab up, does `work` in it, and removes it, however the work ended.
    async fn lab_for<R>(&self, work: impl AsyncFnOnce(Bench<'_>) -> Result<R>) -> Result<R> {
        let Fresh { engine, lab, home, topology, values, cancelled, say, .. } = *self;
        let owner = Owner { home: home.clone(), session: session::new_session_id(), lab: lab.id.clone() };
        let starting = |step: StartStep| say(ProofEvent::Starting(step));
        let result = async {
            let on = Starting { lab, owner: &owner, topology, values, say: &starting };
            let containers = bring_up(engine, on, cancelled).await?;
            let done = unless(cancelled, work(Bench { engine, containers: &containers, values, say })).await?;
            self.memory.fetch_max(unless(cancelled, memory::now(engine, home)).await?, Ordering::Relaxed);
            Ok(done)
        }
        .await;
        engine.down(home, &owner.session).await?;
        result
    }
}
