//! `lab run`: one script of a lab, with all that it printed.

use paddock_app::{
    Code, Error, Paddock, Tried, Which,
    core::{LabId, TaskId, Verdict},
};

use crate::{
    DONE, Exit, FINDING,
    args::ScriptKind,
    show::{Failure, Ink, Out},
};

pub async fn run(
    app: &Paddock,
    out: &Out,
    lab: &LabId,
    task: &TaskId,
    script: ScriptKind,
    sabotage: Option<String>,
) -> Exit {
    let which = match (script, sabotage) {
        (ScriptKind::Sabotage, id) => Which::Sabotage(id),
        (_, Some(id)) => return Err(Error::new(Code::BadInput, "cli-error-one-script", &[("id", &id)]).into()),
        (ScriptKind::Check, None) => Which::Check,
        (ScriptKind::Solve, None) => Which::Solve,
        (ScriptKind::Alt, None) => Which::Alt,
    };
    let tried = paddock_app::try_script(app, lab, task, &which).await?;
    out.give(&tried, || show(out, &tried))?;
    Ok(if tried.code == 0 && !tried.timed_out { DONE } else { FINDING })
}

fn show(out: &Out, tried: &Tried) -> Result<(), Failure> {
    for (stream, text) in [("out", &tried.stdout), ("err", &tried.stderr)] {
        let stream = out.ink(Ink::Dim, &format!("{stream} |"));
        text.lines().try_for_each(|line| out.line(&format!("{stream} {line}")))?;
    }
    let who =
        tried.user.as_deref().map_or_else(|| tried.service.to_string(), |user| format!("{user}@{}", tried.service));
    let args = [
        ("path", tried.path.clone()),
        ("who", who),
        ("code", tried.code.to_string()),
        ("ms", tried.took_ms.to_string()),
    ];
    let ended = out.say(if tried.timed_out { "cli-run-timed-out" } else { "cli-run-ended" }, &args);
    match tried.verdict {
        Some(Verdict::Passed) => out.line(&format!("{ended}  {}", out.ink(Ink::Green, &out.word("cli-passed"))))?,
        Some(Verdict::Failed) => out.line(&format!("{ended}  {}", out.ink(Ink::Amber, &out.word("cli-not-yet"))))?,
        Some(Verdict::Error) => out.line(&format!("{ended}  {}", out.ink(Ink::Red, &out.word("cli-check-error"))))?,
        Some(Verdict::Blocked) | None => out.line(&ended)?,
    }
    tried.message.get(out.lang).lines().try_for_each(|line| out.line(line))
}
