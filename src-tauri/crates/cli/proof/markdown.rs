//! Proofs as a table for the documentation: what the catalogue was shown to do, lab by lab.

use paddock_app::{Proof, StepKind};

use super::Answer;
use crate::show::Out;

pub fn table(answers: &[Answer<'_>], out: &Out) -> String {
    let heads = [
        "cli-table-lab",
        "cli-table-tasks",
        "cli-table-untouched",
        "cli-table-solved",
        "cli-table-sabotaged",
        "cli-table-alternative",
        "cli-table-seconds",
        "cli-table-memory",
    ];
    let heads = heads.map(|id| out.word(id)).join(" | ");
    let mut text =
        format!("# {}\n\n{}\n\n| {heads} |\n|---|", out.word("cli-table-title"), out.word("cli-table-intro"));
    text.push_str(&"--:|".repeat(7));
    for answer in answers {
        text.push_str(&format!("\n| {} |", row(answer, out).join(" | ")));
    }
    let proved = answers.iter().filter(|answer| answer.passed()).count();
    let count = [("done", proved.to_string()), ("total", answers.len().to_string())];
    format!("{text}\n\n{}\n", out.say("cli-table-sum", &count))
}

fn row(answer: &Answer<'_>, out: &Out) -> [String; 8] {
    let lab = answer.lab;
    let not = if answer.passed() { String::new() } else { format!(" **{}**", out.word("cli-table-not-proved")) };
    let name = format!("{} `{}`{not}", lab.title.get(out.lang).replace('|', "\\|"), lab.id);
    let none = || "–".to_owned();
    let (figures, seconds, memory) = match &answer.proof {
        Ok(proof) => (
            [
                right(proof, |kind| *kind == StepKind::Untouched, |_, _| false),
                right(proof, |kind| *kind == StepKind::Solved, |_, other| *other == StepKind::AtTheEnd),
                right(proof, |kind| matches!(kind, StepKind::Sabotaged { .. }), mends),
                right(proof, |kind| *kind == StepKind::Alternative, |_, other| *other == StepKind::AlternativeAtTheEnd),
            ],
            (proof.took_ms / 1000).to_string(),
            out.say("cli-table-mib", &[("memory", (proof.peak_memory_bytes >> 20).to_string())]),
        ),
        Err(_) => ([none(), none(), none(), none()], none(), none()),
    };
    let [untouched, solved, sabotaged, alternative] = figures;
    [name, lab.tasks.len().to_string(), untouched, solved, sabotaged, alternative, seconds, memory]
}

/// Whether `other` is the mending after this sabotage.
fn mends(broken: &StepKind, other: &StepKind) -> bool {
    matches!((broken, other), (StepKind::Sabotaged { sabotage: a }, StepKind::Mended { sabotage: b }) if a == b)
}

/// How many were right, of how many: each step of the kind that is `counted`, with what belongs to it in the same task.
fn right(proof: &Proof, counted: fn(&StepKind) -> bool, belongs: fn(&StepKind, &StepKind) -> bool) -> String {
    let (mut right, mut all) = (0, 0);
    for task in &proof.tasks {
        for step in task.steps.iter().filter(|step| counted(&step.kind)) {
            let rest = task.steps.iter().filter(|other| belongs(&step.kind, &other.kind)).all(|other| other.ok);
            all += 1;
            right += usize::from(step.ok && rest);
        }
    }
    if all == 0 { "–".to_owned() } else { format!("{right}/{all}") }
}
