//! `start`, `status`, `check`, `hint`, `reset`, `pause`, `resume`, `stop`.

use std::{
    future::Future,
    io::{self, IsTerminal, Write},
};

use paddock_app::{
    Code, Error, Paddock,
    core::{LabId, ServiceName, TaskId, Verdict},
    grant_lines,
    wire::{AppEvent, ServiceView, SessionState, SessionView, Standing, StartPhase, StartStep, TaskCheck, TaskState},
};
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::{
    DONE, Exit, FINDING,
    prompt::{can_ask, sure},
    show::{Failure, Ink, Out},
    signal,
};

pub async fn start(app: &Paddock, out: &Out, lab: &LabId, agree: bool) -> Exit {
    if agree || may(app, out, lab)? {
        paddock_app::agree(app, lab)?;
    }
    let stop = CancellationToken::new();
    let session = following(app, out, &stop, paddock_app::start(app, lab, stop.clone())).await?;
    out.give(&session, || {
        let view = paddock_app::lab(app, lab)?;
        out.line(&out.say("cli-start-ready", &[("title", view.lab.title.get(out.lang))]))?;
        services(out, &session.services)?;
        for page in &view.pages {
            let port = session.services.iter().filter(|s| s.name == page.service).flat_map(|s| &s.ports);
            for port in port.filter(|port| port.container == page.port) {
                out.line(&format!("  {}  http://127.0.0.1:{}{}", page.title.get(out.lang), port.host, page.path))?;
            }
        }
        out.line(&out.say("cli-start-next", &[("lab", lab.as_str())]))
    })
}

/// Whether the learner, asked here, agrees to what the lab asks for. Where there is nothing to ask or nobody to be asked it
/// is no, and the start itself says what is missing.
fn may(app: &Paddock, out: &Out, lab: &LabId) -> Result<bool, Failure> {
    let view = paddock_app::lab(app, lab)?;
    // A session that is there was agreed to when it was started.
    let is_there = matches!(view.lab.standing, Standing::Running | Standing::Paused);
    if view.agreed || is_there || !can_ask(out) {
        return Ok(false);
    }
    eprintln!("{}", out.say("cli-start-asks", &[("title", view.lab.title.get(out.lang))]));
    for line in grant_lines(&view.grants, out.lang) {
        eprintln!("{line}");
    }
    sure(out, &out.word("cli-start-agree"), false)?;
    Ok(true)
}

/// Shows the steps of `work` on standard error, and cancels it on Ctrl-C. A second one leaves at once: an engine that hangs
/// would hold the program until it answers.
pub async fn following<R>(
    app: &Paddock,
    out: &Out,
    stop: &CancellationToken,
    work: impl Future<Output = Result<R, Error>>,
) -> Result<R, Failure> {
    let mut events = app.subscribe();
    let mut steps = Steps::default();
    let mut signals = signal::Signals::listen()?;
    tokio::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => {
                steps.end()?;
                return done.map_err(Failure::from);
            }
            () = signals.asked() => {
                steps.end()?;
                if stop.is_cancelled() {
                    return Err(Error::abandoned().into());
                }
                out.note(&out.word("cli-cancelling"));
                stop.cancel();
            }
            event = events.recv() => match event {
                Ok(AppEvent::Starting { step, .. }) => steps.show(out, &step)?,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                // The sender lives as long as `app`.
                Err(RecvError::Closed) => {}
            }
        }
    }
}

/// The line of progress: written over on a terminal, each step once elsewhere.
#[derive(Default)]
struct Steps {
    last: String,
    open: bool,
}

impl Steps {
    fn show(&mut self, out: &Out, step: &StartStep) -> Result<(), Failure> {
        let count = [("name", step.name.clone()), ("done", step.done.to_string()), ("total", step.total.to_string())];
        let text = match step.phase {
            StartPhase::Images => out.say("cli-step-image", &count),
            StartPhase::Services => out.say("cli-step-services", &count),
            StartPhase::Setup => out.say("cli-step-setup", &count),
        };
        if !io::stderr().is_terminal() {
            if text != self.last {
                out.note(&text);
                self.last = text;
            }
            return Ok(());
        }
        let mut stderr = io::stderr().lock();
        let width = usize::from(crossterm::terminal::size().map_or(80, |(cols, _)| cols)).saturating_sub(1);
        let line = step.line.as_deref().unwrap_or_default().trim();
        let shown: String = format!("{text}  {line}").chars().filter(|c| !c.is_control()).take(width).collect();
        write!(stderr, "\r\u{1b}[K{shown}").and_then(|()| stderr.flush()).map_err(Failure::from)?;
        self.open = true;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Failure> {
        if std::mem::take(&mut self.open) {
            write!(io::stderr(), "\r\u{1b}[K").map_err(Failure::from)?;
        }
        Ok(())
    }
}

fn services(out: &Out, services: &[ServiceView]) -> Result<(), Failure> {
    for service in services {
        let ports: Vec<String> =
            service.ports.iter().map(|p| format!("{} → 127.0.0.1:{}", p.container, p.host)).collect();
        out.line(&format!("  {:<16} {}", service.name.as_str(), out.ink(Ink::Dim, &ports.join(", "))))?;
    }
    Ok(())
}

pub async fn status(app: &Paddock, out: &Out) -> Exit {
    paddock_app::recover(app).await?;
    let sessions = paddock_app::sessions(app).await?;
    out.give(&sessions, || {
        if sessions.is_empty() {
            return out.line(&out.word("cli-status-none"));
        }
        sessions.iter().try_for_each(|session| one(out, session))
    })
}

fn one(out: &Out, session: &SessionView) -> Result<(), Failure> {
    let state = match session.state {
        SessionState::Starting => out.word("cli-state-starting"),
        SessionState::Ready => out.word("cli-state-ready"),
        SessionState::Paused => out.word("cli-state-paused"),
        SessionState::Down => out.word("cli-state-down"),
    };
    if session.tasks.is_empty() {
        let stranger = out.say("cli-status-stranger", &[("lab", session.lab.as_str())]);
        out.line(&format!("{}  {state}  {stranger}", out.ink(Ink::Bold, session.lab.as_str())))?;
        return services(out, &session.services);
    }
    let passed = session.tasks.iter().filter(|task| task.state == TaskState::Passed).count();
    let args = [("done", passed.to_string()), ("total", session.tasks.len().to_string())];
    out.line(&format!(
        "{}  {state}  {}",
        out.ink(Ink::Bold, session.lab.as_str()),
        out.say("cli-status-tasks", &args)
    ))?;
    services(out, &session.services)
}

pub async fn check(app: &Paddock, out: &Out, lab: &LabId, tasks: &[TaskId], verbose: bool) -> Exit {
    let report = paddock_app::check(app, lab, tasks, false).await?;
    let code = if report.passed { DONE } else { FINDING };
    out.give(&report, || {
        let view = paddock_app::lab(app, lab)?;
        for task in &report.tasks {
            let text = view.task_texts.iter().find(|text| text.id == task.task);
            answer(out, task, text.map_or(task.task.as_str(), |text| text.title.get(out.lang)), verbose)?;
        }
        let done = report.tasks.iter().filter(|task| task.state == Verdict::Passed).count();
        let args = [("done", done.to_string()), ("total", report.tasks.len().to_string())];
        out.line(&out.say(if report.passed { "cli-check-all" } else { "cli-check-some" }, &args))
    })?;
    Ok(code)
}

fn answer(out: &Out, task: &TaskCheck, title: &str, verbose: bool) -> Result<(), Failure> {
    let (ink, mark, word) = match task.state {
        Verdict::Passed => (Ink::Green, "✓", "cli-passed"),
        Verdict::Failed => (Ink::Amber, "○", "cli-not-yet"),
        Verdict::Blocked => (Ink::Dim, "·", "cli-blocked"),
        Verdict::Error => (Ink::Red, "!", "cli-check-error"),
    };
    let id = out.ink(Ink::Dim, task.task.as_str());
    out.line(&format!(
        "{} {}  {}  {id}",
        out.ink(ink, mark),
        out.ink(Ink::Bold, title),
        out.ink(ink, &out.word(word))
    ))?;
    for line in task.message.get(out.lang).lines() {
        out.line(&format!("    {line}"))?;
    }
    if verbose {
        for line in task.evidence.lines() {
            out.line(&format!("    | {line}"))?;
        }
    }
    Ok(())
}

pub async fn hint(app: &Paddock, out: &Out, lab: &LabId, task: &TaskId) -> Exit {
    let hint = paddock_app::hint(app, lab, task).await?;
    out.give(&hint, || {
        let args = [("number", hint.number.to_string()), ("of", hint.of.to_string())];
        out.line(&out.ink(Ink::Bold, &out.say("cli-hint", &args)))?;
        out.line(hint.text.get(out.lang))
    })
}

pub async fn reset(app: &Paddock, out: &Out, lab: &LabId, service: Option<&ServiceName>, yes: bool) -> Exit {
    let services = paddock_app::reset_preview(app, lab, service)?;
    let names: Vec<&str> = services.iter().map(ServiceName::as_str).collect();
    sure(out, &out.say("cli-reset-ask", &[("services", names.join(", "))]), yes)?;
    let services = paddock_app::reset(app, lab, service).await?;
    out.give(&serde_json::json!({ "lab": lab, "services": services }), || {
        out.line(&out.say("cli-reset-done", &[("services", names.join(", "))]))
    })
}

/// The lab that is meant where none is named: the one that runs, if it is one only.
async fn meant(app: &Paddock, lab: Option<LabId>) -> Result<LabId, Failure> {
    if let Some(lab) = lab {
        return Ok(lab);
    }
    let mut sessions = paddock_app::sessions(app).await?;
    match (sessions.pop(), sessions.is_empty()) {
        (Some(session), true) => Ok(session.lab),
        (None, _) => Err(Error::new(Code::NoSession, "cli-error-none-runs", &[]).into()),
        (Some(last), false) => {
            let mut labs: Vec<String> = sessions.iter().map(|session| session.lab.to_string()).collect();
            labs.push(last.lab.to_string());
            Err(Error::new(Code::BadInput, "cli-error-which", &[("labs", &labs.join(", "))]).into())
        }
    }
}

pub async fn pause(app: &Paddock, out: &Out, lab: Option<LabId>) -> Exit {
    let lab = meant(app, lab).await?;
    let session = paddock_app::pause(app, &lab).await?;
    out.give(&session, || out.line(&out.say("cli-paused", &[("lab", lab.as_str())])))
}

pub async fn resume(app: &Paddock, out: &Out, lab: Option<LabId>) -> Exit {
    let lab = meant(app, lab).await?;
    let session = paddock_app::resume(app, &lab).await?;
    out.give(&session, || out.line(&out.say("cli-resumed", &[("lab", lab.as_str())])))
}

pub async fn stop(app: &Paddock, out: &Out, lab: Option<LabId>, all: bool) -> Exit {
    let labs = match lab {
        Some(lab) if !all => {
            paddock_app::stop(app, &lab).await?;
            vec![lab]
        }
        _ => paddock_app::stop_all(app).await?,
    };
    out.give(&serde_json::json!({ "stopped": labs }), || {
        if labs.is_empty() {
            return out.line(&out.word("cli-status-none"));
        }
        labs.iter().try_for_each(|lab| out.line(&out.say("cli-stopped", &[("lab", lab.as_str())])))
    })
}
