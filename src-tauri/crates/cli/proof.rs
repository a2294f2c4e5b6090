//! `lab test`: the law of the catalogue, lab by lab, with a table and JUnit XML.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use futures::{StreamExt, stream};
use paddock_app::{
    Error, Paddock, Proof, ProofEvent, Step, StepKind,
    core::{Lab, TaskId},
};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use tokio_util::sync::CancellationToken;

use crate::{
    DONE, Exit, FINDING,
    show::{Failure, Ink, Out},
    signal,
};

pub async fn run(app: &Paddock, out: &Out, labs: &[&Lab], jobs: u8, junit: Option<&Path>) -> Exit {
    let stop = CancellationToken::new();
    let began = Instant::now();
    let proving = stream::iter(labs.iter().map(|lab| {
        let stop = stop.clone();
        async move {
            let say = |event: ProofEvent| {
                if let ProofEvent::Step(task, step) = event {
                    tell(out, lab, &task, &step);
                }
            };
            (lab.id.to_string(), paddock_app::prove(app, lab, &stop, &say).await)
        }
    }))
    .buffered(usize::from(jobs))
    .collect::<Vec<_>>();
    let mut signals = signal::Signals::listen()?;
    tokio::pin!(proving);
    let proofs = loop {
        tokio::select! {
            done = &mut proving => break done,
            () = signals.asked(), if !stop.is_cancelled() => {
                out.note(&out.word("cli-cancelling"));
                stop.cancel();
            }
        }
    };
    if let Some(file) = junit {
        write_junit(file, &proofs, began.elapsed(), out)?;
    }
    let mut whole = Vec::new();
    let mut failures = Vec::new();
    for (lab, proof) in proofs {
        match proof {
            Ok(proof) => whole.push(proof),
            Err(error) => failures.push((lab, error)),
        }
    }
    let passed = failures.is_empty() && whole.iter().all(|proof| proof.passed);
    if failures.is_empty() || !whole.is_empty() {
        out.give(&whole, || table(out, &whole))?;
    }
    let mut code = if passed { DONE } else { FINDING };
    for (lab, error) in failures {
        out.note(&out.say("cli-proof-no-answer", &[("lab", lab)]));
        code = out.failure(&error.into());
    }
    Ok(code)
}

/// One line for each answer, as it comes.
fn tell(out: &Out, lab: &Lab, task: &TaskId, step: &Step) {
    let mark = if step.ok { out.ink(Ink::Green, "ok  ") } else { out.ink(Ink::Red, "FAIL") };
    let what = name(step, out);
    let words: String = step.message.lines().next().unwrap_or_default().chars().take(100).collect();
    let words = out.ink(Ink::Dim, &words);
    out.note(&format!("{mark} {} {task}: {what} → {} ({} ms) {words}", lab.id, step.code, step.took_ms));
    if !step.ok {
        step.message.lines().skip(1).for_each(|line| out.note(&format!("     {line}")));
    }
}

fn name(step: &Step, out: &Out) -> String {
    match &step.kind {
        StepKind::Untouched => out.word("cli-proof-untouched"),
        StepKind::Solved => out.word("cli-proof-solved"),
        StepKind::Sabotaged { sabotage } => out.say("cli-proof-sabotaged", &[("sabotage", sabotage.as_str())]),
        StepKind::Mended { sabotage } => out.say("cli-proof-mended", &[("sabotage", sabotage.as_str())]),
        StepKind::AtTheEnd => out.word("cli-proof-at-the-end"),
        StepKind::Script { path } => out.say("cli-proof-script", &[("path", path.as_str())]),
    }
}

fn table(out: &Out, proofs: &[Proof]) -> Result<(), Failure> {
    let mut steps = (0usize, 0usize);
    for proof in proofs {
        for task in &proof.tasks {
            let wrong: Vec<String> = task.steps.iter().filter(|step| !step.ok).map(|step| name(step, out)).collect();
            let count = |kind: fn(&StepKind) -> bool| task.steps.iter().filter(|step| kind(&step.kind)).count();
            let args = [
                ("task", task.task.clone()),
                ("untouched", code_of(task.steps.iter().find(|step| step.kind == StepKind::Untouched))),
                ("solved", code_of(task.steps.iter().find(|step| step.kind == StepKind::Solved))),
                ("sabotaged", count(|kind| matches!(kind, StepKind::Sabotaged { .. })).to_string()),
            ];
            let line = out.say("cli-proof-row", &args);
            let mark = if wrong.is_empty() { out.ink(Ink::Green, "ok  ") } else { out.ink(Ink::Red, "FAIL") };
            out.line(&format!("{mark} {}  {line}  {}", proof.lab, wrong.join("; ")))?;
            steps.0 += task.steps.len() - wrong.len();
            steps.1 += wrong.len();
        }
        let args = [("left", proof.left_behind.to_string()), ("seconds", (proof.took_ms / 1000).to_string())];
        out.line(&format!("     {}  {}", proof.lab, out.say("cli-proof-left", &args)))?;
        steps.1 += usize::from(proof.left_behind > 0);
    }
    out.line(&format!("proofs: {} passed, {} failed", steps.0, steps.1))
}

fn code_of(step: Option<&Step>) -> String {
    step.map(|step| step.code.to_string()).unwrap_or_else(|| "?".to_owned())
}

fn write_junit(
    file: &Path,
    proofs: &[(String, Result<Proof, Error>)],
    took: Duration,
    out: &Out,
) -> Result<(), Failure> {
    let mut report = Report::new("paddock lab test");
    report.set_time(took);
    for (lab, proof) in proofs {
        let mut suite = TestSuite::new(lab);
        match proof {
            Ok(proof) => {
                suite.set_time(Duration::from_millis(proof.took_ms));
                for task in &proof.tasks {
                    for step in &task.steps {
                        let mut case = case(&format!("{}: {}", task.task, name(step, out)), step.ok, &step.message);
                        case.set_classname(lab.as_str()).set_time(Duration::from_millis(step.took_ms));
                        suite.add_test_case(case);
                    }
                }
                let left = format!("{} objects were left behind", proof.left_behind);
                suite.add_test_case(case("nothing left behind", proof.left_behind == 0, &left));
            }
            Err(error) => {
                suite.add_test_case(case("runs", false, &error.to_string()));
            }
        }
        report.add_test_suite(suite);
    }
    let xml = report.to_string().map_err(|error| Failure::from(std::io::Error::other(error)))?;
    std::fs::write(file, xml).map_err(Failure::from)
}

fn case(name: &str, ok: bool, message: &str) -> TestCase {
    let mut status = TestCaseStatus::success();
    if !ok {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(message);
    }
    TestCase::new(name, status)
}
