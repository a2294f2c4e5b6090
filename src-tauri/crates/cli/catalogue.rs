//! `lab`: list, show, lint, test, solve.

use std::path::Path;

use paddock_app::{
    Error, Paddock,
    core::{Lab, LabId, TaskId},
    wire::{LabView, Standing},
};

use crate::{
    DONE, Exit, FINDING,
    args::LabVerb,
    proof,
    show::{Failure, Ink, Out},
};

pub async fn run(verb: LabVerb, app: &Paddock, out: &Out) -> Exit {
    match verb {
        LabVerb::List => list(app, out),
        LabVerb::Show { lab } => {
            let view = paddock_app::lab(app, &lab)?;
            out.give(&view, || show(out, &view))
        }
        LabVerb::Lint { path } => lint(app, out, &path),
        LabVerb::Test { which, all, jobs, junit } => {
            let folders: Vec<Lab> =
                which.iter().filter(|name| is_path(name)).map(|path| read(path)).collect::<Result<_, Failure>>()?;
            let mut chosen: Vec<&Lab> = folders.iter().collect();
            if all {
                chosen.extend(app.catalogue().labs());
                if let Some((id, findings)) = app.catalogue().broken().next() {
                    return Err(Error::lab_invalid(id.as_str(), findings.to_vec()).into());
                }
            }
            for id in which.iter().filter(|name| !is_path(name)) {
                chosen.push(app.catalogue().lab(&LabId::from(id.as_str()))?);
            }
            proof::run(app, out, &chosen, jobs, junit.as_deref()).await
        }
        LabVerb::Solve { lab, tasks } => solve(app, out, &lab, &tasks).await,
    }
}

/// Whether a lab is named by its folder rather than by its id.
fn is_path(name: &str) -> bool {
    name.contains(['/', '\\', '.'])
}

fn read(path: &str) -> Result<Lab, Failure> {
    paddock_app::read_lab_folder(Path::new(path))?.map_err(|findings| Error::lab_invalid(path, findings).into())
}

fn list(app: &Paddock, out: &Out) -> Exit {
    let labs = paddock_app::labs(app)?;
    out.give(&labs, || {
        for track in paddock_app::tracks(app) {
            let mut of_track = labs.iter().filter(|lab| lab.track == track.id).peekable();
            if of_track.peek().is_none() {
                continue;
            }
            out.line(&out.ink(Ink::Bold, track.title.get(out.lang)))?;
            for lab in of_track {
                let standing = match lab.standing {
                    Standing::Untouched => "cli-standing-untouched",
                    Standing::Begun => "cli-standing-begun",
                    Standing::Running => "cli-standing-running",
                    Standing::Paused => "cli-standing-paused",
                    Standing::Passed => "cli-standing-passed",
                };
                let args = [("minutes", lab.minutes.to_string()), ("level", lab.level.to_string())];
                let rest = format!("{} · {}", out.say("cli-list-facts", &args), out.word(standing));
                out.line(&format!("  {:<30} {}", lab.id.as_str(), lab.title.get(out.lang)))?;
                out.line(&format!("  {:<30} {}", "", out.ink(Ink::Dim, &rest)))?;
            }
        }
        for (id, findings) in app.catalogue().broken() {
            out.note(&out.say("cli-list-broken", &[("lab", id.to_string()), ("count", findings.len().to_string())]));
        }
        Ok(())
    })
}

fn show(out: &Out, view: &LabView) -> Result<(), Failure> {
    let lang = out.lang;
    out.line(&out.ink(Ink::Bold, view.lab.title.get(lang)))?;
    out.line(view.lab.summary.get(lang))?;
    let args = [
        ("minutes", view.lab.minutes.to_string()),
        ("level", view.lab.level.to_string()),
        ("memory", (view.lab.memory_bytes >> 20).to_string()),
    ];
    out.line(&out.ink(Ink::Dim, &out.say("cli-show-facts", &args)))?;
    if !view.grants.is_empty() {
        out.line("")?;
        out.line(&out.word(if view.agreed { "cli-show-asks-agreed" } else { "cli-show-asks" }))?;
        paddock_app::grant_lines(&view.grants, lang).iter().try_for_each(|line| out.line(line))?;
    }
    out.line("")?;
    out.line(paddock_app::plain(view.story.get(lang)).trim())?;
    for (number, task) in (1..).zip(&view.task_texts) {
        out.line("")?;
        out.line(&format!(
            "{number}. {}  {}",
            out.ink(Ink::Bold, task.title.get(lang)),
            out.ink(Ink::Dim, task.id.as_str())
        ))?;
        for line in paddock_app::plain(task.html.get(lang)).trim().lines() {
            out.line(&format!("   {line}"))?;
        }
    }
    Ok(())
}

/// One lab by its folder or id; every finding with file, line, message and remedy.
fn lint(app: &Paddock, out: &Out, path: &str) -> Exit {
    let findings = if is_path(path) || Path::new(path).is_dir() {
        paddock_app::lint_folder(Path::new(path))?
    } else {
        paddock_app::lint(app.catalogue(), &LabId::from(path))?
    };
    let rendered: Vec<_> = findings
        .iter()
        .map(|finding| {
            let (message, hint) = paddock_app::finding_words(finding, out.lang);
            serde_json::json!({ "file": finding.file, "line": finding.line, "id": finding.id, "message": message, "hint": hint })
        })
        .collect();
    out.give(&serde_json::json!({ "path": path, "findings": rendered }), || {
        for finding in &findings {
            out.line(&paddock_app::finding_line(finding, out.lang))?;
        }
        out.line(&match findings.len() {
            0 => out.say("cli-lint-clean", &[("path", path)]),
            count => out.say("cli-lint-found", &[("count", count.to_string())]),
        })
    })?;
    Ok(if findings.is_empty() { DONE } else { FINDING })
}

async fn solve(app: &Paddock, out: &Out, lab: &LabId, tasks: &[TaskId]) -> Exit {
    paddock_app::solve(app, lab, tasks).await?;
    out.give(&serde_json::json!({ "lab": lab, "tasks": tasks }), || out.line(&out.word("cli-solved")))
}
