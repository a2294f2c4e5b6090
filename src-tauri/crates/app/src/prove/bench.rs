//! The law itself: in which order scripts and checks run in a lab that is up, and which answers are right.

use std::time::Instant;

use paddock_core::{
    check::{Raw, Verdict},
    lab::{Lab, Script, Task},
    lang::Lang,
    port::{Container, Engine},
    vars::Values,
};

use super::record::{ProofEvent, Step, StepKind, TaskProof};
use crate::{check::ask, error::Result, session, texts};

/// A lab that is up, in a session of its own.
pub(super) struct Bench<'a> {
    pub engine: &'a dyn Engine,
    pub containers: &'a [Container],
    pub values: &'a Values,
    pub say: &'a (dyn Fn(ProofEvent) + Sync),
}

impl Bench<'_> {
    /// Untouched, solved, all at the end, and each sabotage with its mending.
    pub async fn law(&self, lab: &Lab) -> Result<Vec<TaskProof>> {
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
                let mended = StepKind::Mended { sabotage: id };
                proof.steps.extend(self.after(&task.solve, task, mended, Verdict::Passed).await?);
            }
        }
        Ok(proofs)
    }

    /// The other way of each task that has one, the solution of the others, and all at the end. Adds to `proofs`.
    pub async fn alternative(&self, lab: &Lab, proofs: &mut [TaskProof]) -> Result<()> {
        for (task, proof) in lab.tasks.iter().zip(proofs.iter_mut()) {
            let (script, kind) = match &task.alt {
                Some(alt) => (alt, StepKind::Alternative),
                None => (&task.solve, StepKind::SolvedAfresh),
            };
            proof.steps.extend(self.after(script, task, kind, Verdict::Passed).await?);
        }
        for (task, proof) in lab.tasks.iter().zip(proofs.iter_mut()) {
            proof.steps.push(self.checked(task, StepKind::AlternativeAtTheEnd, Verdict::Passed).await?);
        }
        Ok(())
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
                message: script_failed(script, &raw),
                evidence: format!("{}{}", raw.stdout, raw.stderr).trim().to_owned(),
                took_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            };
            (self.say)(ProofEvent::Step(task.id.clone(), step.clone()));
            steps.push(step);
        }
        steps.push(self.checked(task, kind, wanted).await?);
        Ok(steps)
    }

    async fn checked(&self, task: &Task, kind: StepKind, wanted: Verdict) -> Result<Step> {
        let (outcome, took_ms) = ask(self.engine, self.containers, task, self.values).await?;
        let message = match outcome.verdict {
            Verdict::Error => texts::broken_check(outcome.code).en,
            Verdict::Passed | Verdict::Failed | Verdict::Blocked => outcome.message.en,
        };
        let ok = outcome.verdict == wanted;
        let step = Step { kind, ok, code: outcome.code, message, evidence: outcome.evidence, took_ms };
        (self.say)(ProofEvent::Step(task.id.clone(), step.clone()));
        Ok(step)
    }
}

fn script_failed(script: &Script, raw: &Raw) -> String {
    let args = [("script", script.path.as_str()), ("code", &raw.code.to_string()), ("tail", "")];
    texts::say(Lang::En, "error-script-failed", &args).trim_end().to_owned()
}
