//! `lab test`: the law of the catalogue, lab by lab, with a line for each answer as it comes, a summary, and reports in files.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use paddock_app::{Code, Error, Paddock, Proof, ProofEvent, Step, StepKind, core::Lab};
use tokio_util::sync::CancellationToken;

use crate::{
    DONE, Exit, FINDING,
    show::{Failure, Ink, Out},
    signal,
};

mod junit;
mod lines;
mod markdown;

use lines::Lines;

/// Reports that are written beside what is printed.
pub struct Files {
    pub junit: Option<PathBuf>,
    pub markdown: Option<PathBuf>,
}

/// What came of one lab.
struct Answer<'a> {
    lab: &'a Lab,
    /// An error where it could not be proved at all.
    proof: Result<Proof, Error>,
}

impl Answer<'_> {
    fn passed(&self) -> bool {
        self.proof.as_ref().is_ok_and(|proof| proof.passed)
    }
}

/// Proves `labs`, `jobs` at once, or as many as there is room for.
pub async fn run(app: &Paddock, out: &Out, labs: &[&Lab], jobs: Option<u8>, files: &Files) -> Exit {
    let swept = paddock_app::sweep_proofs(app).await?.objects();
    if swept > 0 {
        out.note(&out.say("cli-proof-swept", &[("count", swept.to_string())]));
    }
    let stop = CancellationToken::new();
    let began = Instant::now();
    let lines = Lines::new(out, labs);
    let say = |lab: &Lab, event: ProofEvent| lines.tell(lab, event);
    let proving = paddock_app::prove_all(app, labs, jobs, &stop, &say);
    let mut signals = signal::Signals::listen()?;
    tokio::pin!(proving);
    let proofs = loop {
        tokio::select! {
            done = &mut proving => break done?,
            () = signals.asked(), if !stop.is_cancelled() => {
                out.note(&out.word("cli-cancelling"));
                stop.cancel();
            }
        }
    };
    let answers: Vec<Answer<'_>> = labs.iter().copied().zip(proofs).map(|(lab, proof)| Answer { lab, proof }).collect();
    if let Some(file) = &files.junit {
        let xml = junit::report(&answers, began.elapsed());
        write(file, &xml.map_err(|error| Failure::from(std::io::Error::other(error)))?)?;
    }
    if let Some(file) = &files.markdown {
        write(file, &markdown::table(&answers, out))?;
    }
    print(out, &answers)
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let named = |error: std::io::Error| std::io::Error::new(error.kind(), format!("{}: {error}", file.display()));
    fs::write(file, text).map_err(|error| Failure::from(named(error)))
}

/// The summary on standard output, and an error for each lab that could not be proved.
fn print(out: &Out, answers: &[Answer<'_>]) -> Exit {
    let proofs: Vec<&Proof> = answers.iter().filter_map(|answer| answer.proof.as_ref().ok()).collect();
    if !proofs.is_empty() || answers.is_empty() {
        out.give(&proofs, || table(out, &proofs))?;
    }
    let mut code = if answers.iter().all(Answer::passed) { DONE } else { FINDING };
    let (cancelled, broken): (Vec<_>, Vec<_>) = answers
        .iter()
        .filter_map(|answer| Some((answer.lab, answer.proof.as_ref().err()?)))
        .partition(|(_, error)| error.code == Code::Cancelled);
    for (lab, error) in broken {
        out.note(&out.say("cli-proof-no-answer", &[("lab", lab.id.as_str())]));
        code = out.failure(&error.clone().into());
    }
    // All were given up at once, and it is said once.
    if let Some((_, error)) = cancelled.first() {
        code = out.failure(&Error::clone(error).into());
    }
    Ok(code)
}

fn name(step: &Step, out: &Out) -> String {
    match &step.kind {
        StepKind::Untouched => out.word("cli-proof-untouched"),
        StepKind::Solved => out.word("cli-proof-solved"),
        StepKind::Sabotaged { sabotage } => out.say("cli-proof-sabotaged", &[("sabotage", sabotage.as_str())]),
        StepKind::Mended { sabotage } => out.say("cli-proof-mended", &[("sabotage", sabotage.as_str())]),
        StepKind::AtTheEnd => out.word("cli-proof-at-the-end"),
        StepKind::Alternative => out.word("cli-proof-alternative"),
        StepKind::SolvedAfresh => out.word("cli-proof-solved-afresh"),
        StepKind::AlternativeAtTheEnd => out.word("cli-proof-alternative-end"),
        StepKind::Script { path } => out.say("cli-proof-script", &[("path", path.as_str())]),
    }
}

fn table(out: &Out, proofs: &[&Proof]) -> Result<(), Failure> {
    let mut steps = (0usize, 0usize);
    for proof in proofs {
        for task in &proof.tasks {
            let wrong: Vec<String> = task.steps.iter().filter(|step| !step.ok).map(|step| name(step, out)).collect();
            let of = |kind: fn(&StepKind) -> bool| task.steps.iter().filter(move |step| kind(&step.kind));
            let args = [
                ("task", task.task.clone()),
                ("untouched", code_of(of(|kind| *kind == StepKind::Untouched).next(), "?")),
                ("solved", code_of(of(|kind| *kind == StepKind::Solved).next(), "?")),
                ("sabotaged", of(|kind| matches!(kind, StepKind::Sabotaged { .. })).count().to_string()),
                ("alternative", code_of(of(|kind| *kind == StepKind::Alternative).next(), "–")),
            ];
            let line = out.say("cli-proof-row", &args);
            let mark = if wrong.is_empty() { out.ink(Ink::Green, "ok  ") } else { out.ink(Ink::Red, "FAIL") };
            out.line(&format!("{mark} {}  {line}  {}", proof.lab, wrong.join("; ")))?;
            steps.0 += task.steps.len() - wrong.len();
            steps.1 += wrong.len();
        }
        let args = [
            ("left", proof.left_behind.to_string()),
            ("seconds", (proof.took_ms / 1000).to_string()),
            ("memory", (proof.peak_memory_bytes >> 20).to_string()),
        ];
        out.line(&format!("     {}  {}", proof.lab, out.say("cli-proof-left", &args)))?;
        steps.1 += usize::from(proof.left_behind > 0);
    }
    out.line(&format!("proofs: {} passed, {} failed", steps.0, steps.1))
}

fn code_of(step: Option<&Step>, none: &str) -> String {
    step.map_or_else(|| none.to_owned(), |step| step.code.to_string())
}
