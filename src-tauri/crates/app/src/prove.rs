//! The law of the catalogue, on a real engine: every check fails on the untouched lab, passes after `solve`, fails again after each
//! `sabotage`, `solve` mends it again, in a fresh lab `alt` passes as well, and stopping leaves nothing behind.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use paddock_core::{
    id::{HomeId, TaskId},
    lab::Lab,
    port::{Engine, Owner, Swept},
    topology::Topology,
    vars::{self, Values},
};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::{
    error::{Error, Result},
    held::{self, Held},
    paddock::Paddock,
    session::{self, Starting, bring_up, topology, unless},
    wire::StartStep,
};

mod bench;
mod memory;
mod side_by_side;

use bench::Bench;
pub use side_by_side::prove_all;

/// How the throw-away homes of proofs begin.
const THROW_AWAY: &str = "prove-";

/// What was shown of one lab.
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    pub lab: String,
    pub passed: bool,
    pub tasks: Vec<TaskProof>,
    /// Containers, networks and volumes that were still there after the lab was removed; must be 0.
    pub left_behind: usize,
    /// The most memory that the lab's containers took together at one moment, looked at about once a second.
    pub peak_memory_bytes: u64,
    pub took_ms: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct TaskProof {
    pub task: String,
    pub steps: Vec<Step>,
}

/// One answer of a check, in English, and whether it is the one that the law wants.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    #[serde(flatten)]
    pub kind: StepKind,
    pub ok: bool,
    pub code: i64,
    /// The check's words; those about the check where it broke, about the script where one failed; empty where it passed.
    pub message: String,
    /// What the check printed, or the script that failed.
    pub evidence: String,
    pub took_ms: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum StepKind {
    /// Nobody did anything: must say "not yet".
    Untouched,
    /// After the solution: must pass.
    Solved,
    /// After a wrong fix: must say "not yet".
    Sabotaged { sabotage: String },
    /// After the solution was run again: must pass.
    Mended { sabotage: String },
    /// When all tasks are solved: must pass still.
    AtTheEnd,
    /// In a fresh lab, after the other way of a task: must pass.
    Alternative,
    /// In that fresh lab, after the solution of a task that has no other way: must pass.
    SolvedAfresh,
    /// When all tasks of that fresh lab are done: must pass still.
    AlternativeAtTheEnd,
    /// A script of the lab failed.
    Script { path: String },
}

/// What a proof says while it runs.
#[derive(Debug, Clone)]
pub enum ProofEvent {
    /// There is room for it.
    Began,
    Starting(StartStep),
    Step(TaskId, Step),
    Ended {
        passed: bool,
    },
}

/// Proves a lab in sessions of its own, apart from the learner's.
///
/// What the lab asks for beyond what every lab may is given without a question: whoever proves a lab is its author or
/// its reviewer, has named it for that, and sees what it asks for in lab.yaml and with `lab show`. The home is thrown away
/// with the proof, so that no agreement could be kept; the learner's own home is still asked at the first start.
async fn prove(
    app: &Paddock,
    lab: &Lab,
    cancelled: &CancellationToken,
    say: &(dyn Fn(ProofEvent) + Sync),
) -> Result<Proof> {
    let began = Instant::now();
    let engine = app.engine()?;
    let engine = engine.as_ref();
    // A home of its own: the learner's sweeps do not see it, and what is left can be counted.
    let home = HomeId::from(format!("{THROW_AWAY}{}", session::new_session_id()));
    let values = vars::draw(&lab.variables, &home, &lab.id);
    let topology = topology(lab, &values)?;
    // From here on, whoever finds the file without its lock knows that this proof died, and what it was called on the engine.
    let held = Held::take(&proofs(app), home.as_str())?;
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

/// Removes from the engine what proofs of this data folder left whose process died, and nothing else: not what a proof that runs now
/// has there, nor what belongs to another data folder.
pub async fn sweep_proofs(app: &Paddock) -> Result<Swept> {
    let mut swept = Swept::default();
    for (name, held) in held::abandoned(&proofs(app))? {
        if !name.starts_with(THROW_AWAY) {
            continue;
        }
        swept += app.engine()?.sweep(&HomeId::from(name), &[]).await?;
        held.release()?;
    }
    Ok(swept)
}

/// The folder with a file for each proof that runs.
fn proofs(app: &Paddock) -> PathBuf {
    app.dir().join("proofs")
}
