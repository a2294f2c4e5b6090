//! The law of the catalogue, on a real engine: every check fails on the untouched lab, passes after `solve`, fails again after each
//! `sabotage`, `solve` mends it again, and stopping leaves nothing behind.

use std::time::Instant;

use paddock_core::{
    check::{Outcome, Verdict},
    id::{HomeId, SessionId, TaskId},
    lab::{Lab, Script, Task},
    port::{Container, Engine, Owner},
    vars::{self, Values},
};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::{
    check::ask,
    error::Result,
    paddock::Paddock,
    session::{self, Starting, bring_up, topology, unless},
    wire::StartStep,
};

/// What was shown of one lab.
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    pub lab: String,
    pub passed: bool,
    pub tasks: Vec<TaskProof>,
    /// Containers, networks and volumes that were still there after the lab was removed; must be 0.
    pub left_behind: usize,
    pub took_ms: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct TaskProof {
    pub task: String,
    pub steps: Vec<Step>,
}

/// One answer of a check, and whether it is the one that the law wants.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    #[serde(flatten)]
    pub kind: StepKind,
    pub ok: bool,
    pub code: i64,
    /// The check's words, or what a script printed where it failed.
    pub message: String,
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
    /// A script of the lab failed.
    Script { path: String },
}

/// What a proof says while it runs.
#[derive(Debug, Clone)]
pub enum ProofEvent {
    Starting(StartStep),
    Step(TaskId, Step),
}

/// Proves a lab in a session of its own, apart from the learner's.
///
/// What the lab asks for beyond what every lab may is given without a question: whoever proves a lab is its author or
/// its reviewer, has named it for that, and sees what it asks for in lab.yaml and with `lab show`. The home is thrown away
/// with the proof, so that no agreement could be kept; the learner's own home is still asked at the first start.
pub async fn prove(
    app: &Paddock,
    lab: &Lab,
    cancelled: &CancellationToken,
    say: &(dyn Fn(ProofEvent) + Sync),
) -> Result<Proof> {
    let began = Instant::now();
    let engine = app.engine()?;
    let hex = uuid::Uuid::new_v4().simple().to_string();
    // A home of its own: the learner's sweeps do not see it, and what is left can be counted.
    let owner = Owner {
        home: HomeId::from(format!("prove-{}", &hex[..12])),
        session: SessionId::from(&hex[12..24]),
        lab: lab.id.clone(),
    };
    let values = vars::draw(&lab.variables, &owner.home, &lab.id);
    let topology = topology(lab, &values)?;
    let starting = |step: StartStep| say(ProofEvent::Starting(step));
    let work = async {
        unless(cancelled, session::images(app, engine.as_ref(), &topology, &starting)).await?;
        let on = Starting { lab, owner: &owner, topology: &topology, values: &values, say: &starting };
        let containers = bring_up(engine.as_ref(), on, cancelled).await?;
        let bench = Bench { engine: engine.as_ref(), containers: &containers, values: &values, say };
        unless(cancelled, bench.run(lab)).await
    };
    let tasks = work.await;
    engine.down(&owner.home, &owner.session).await?;
    let left = engine.sweep(&owner.home, &[]).await?;
    let left_behind = left.containers + left.networks + left.volumes;
    let tasks = tasks?;
    Ok(Proof {
        lab: lab.id.to_string(),
        passed: left_behind == 0 && tasks.iter().flat_map(|task| &task.steps).all(|step| step.ok),
        tasks,
        left_behind,
        took_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })
}

struct Bench<'a> {
    engine: &'a dyn Engine,
    containers: &'a [Container],
    values: &'a Values,
    say: &'a (dyn Fn(ProofEvent) + Sync),
}

impl Bench<'_> {
    async fn run(&self, lab: &Lab) -> Result<Vec<TaskProof>> {
        let mut proofs: Vec<TaskProof> =
            lab.tasks.iter().map(|task| TaskProof { task: task.id.to_string(), steps: Vec::new() }).collect();
        for (task, proof) in lab.tasks.iter().zip(&mut proofs) {
            proof.steps.push(self.checked(task, StepKind::Untouched, Verdict::Failed).await?);
        }
        for (task, proof) in lab.tasks.iter().zip(&mut proofs) {
            proof.steps.extend(self.after(&task.solve, task, StepKind::Solved, Verdict::Passed).await?);
        }
        for (task, proof) in lab.tasks.iter().zip(&mut proofs) {
            proof.steps.push(self.checked(task, StepKind::AtTheEnd, Verdict::Passed).await?);
        }
        for (task, proof) in lab.tasks.iter().zip(&mut proofs) {
            for sabotage in &task.sabotage {
                let id = sabotage.id.clone();
                let broken = StepKind::Sabotaged { sabotage: id.clone() };
                proof.steps.extend(self.after(&sabotage.script, task, broken, Verdict::Failed).await?);
                proof
                    .steps
                    .extend(self.after(&task.solve, task, StepKind::Mended { sabotage: id }, Verdict::Passed).await?);
            }
        }
        Ok(proofs)
    }

    /// Runs a script, then the task's check. A script that fails is a step of its own.
    async fn after(&self, script: &Script, task: &Task, kind: StepKind, wanted: Verdict) -> Result<Vec<Step>> {
        let began = Instant::now();
        let raw = session::run_script(self.engine, self.containers, script, self.values).await?;
        let mut steps = Vec::new();
        if raw.code != 0 || raw.timed_out {
            let step = Step {
                kind: StepKind::Script { path: script.path.clone() },
                ok: false,
                code: raw.code,
                message: format!("{}{}", raw.stdout, raw.stderr).trim().to_owned(),
                took_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            };
            (self.say)(ProofEvent::Step(task.id.clone(), step.clone()));
            steps.push(step);
        }
        steps.push(self.checked(task, kind, wanted).await?);
        Ok(steps)
    }

    async fn checked(&self, task: &Task, kind: StepKind, wanted: Verdict) -> Result<Step> {
        let (outcome, took_ms): (Outcome, u64) = ask(self.engine, self.containers, task, self.values).await?;
        let message = if outcome.verdict == Verdict::Failed { outcome.message.en } else { outcome.evidence };
        let step = Step { kind, ok: outcome.verdict == wanted, code: outcome.code, message, took_ms };
        (self.say)(ProofEvent::Step(task.id.clone(), step.clone()));
        Ok(step)
    }
}
