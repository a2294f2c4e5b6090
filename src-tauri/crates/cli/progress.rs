//! `progress`: what was passed, when, with how many hints.

use paddock_app::{Paddock, wire::LabProgressView};

use crate::{
    Exit,
    show::{Failure, Ink, Out},
};

pub fn run(app: &Paddock, out: &Out) -> Exit {
    let progress = paddock_app::progress(app)?;
    out.give(&progress, || {
        for track in &progress.tracks {
            out.line(&out.ink(Ink::Bold, track.title.get(out.lang)))?;
            for lab in &track.labs {
                one(out, lab)?;
            }
        }
        let args = [
            ("labs_passed", progress.labs_passed.to_string()),
            ("labs", progress.labs.to_string()),
            ("tasks_passed", progress.tasks_passed.to_string()),
            ("tasks", progress.tasks.to_string()),
        ];
        out.line(&out.say("cli-progress-sum", &args))
    })
}

fn one(out: &Out, lab: &LabProgressView) -> Result<(), Failure> {
    let state = match lab.passed_at {
        Some(at) => out.say("cli-progress-passed", &[("date", date(at)), ("hints", lab.hints.to_string())]),
        None if lab.starts > 0 => out.word("cli-progress-begun"),
        None => out.word("cli-progress-untouched"),
    };
    out.line(&format!("  {}  {}", lab.title.get(out.lang), out.ink(Ink::Dim, &state)))?;
    if lab.starts == 0 {
        return Ok(());
    }
    for task in &lab.tasks {
        let (mark, when) = match task.passed_at {
            Some(at) => (
                out.ink(Ink::Green, "✓"),
                out.say("cli-progress-task", &[("date", date(at)), ("hints", task.hints.to_string())]),
            ),
            None => (out.ink(Ink::Dim, "·"), String::new()),
        };
        out.line(&format!("    {mark} {}  {}", task.title.get(out.lang), out.ink(Ink::Dim, &when)))?;
    }
    Ok(())
}

/// In the learner's own time zone.
fn date(at: paddock_app::Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}
