//! `doctor` and `rescue`.

use paddock_app::{
    Options, Paddock,
    wire::{DoctorFinding, Health},
};

use crate::{
    DONE, Exit, FINDING,
    prompt::sure,
    show::{Failure, Ink, Out},
};

pub async fn doctor(options: Options, out: &Out) -> Exit {
    let opened = Paddock::open(options);
    let report = paddock_app::doctor(opened.as_ref(), out.lang).await;
    let code = if report.ok { DONE } else { FINDING };
    out.give(&report, || {
        for finding in &report.findings {
            one(out, finding)?;
        }
        out.line(&out.word(if report.ok { "cli-doctor-ok" } else { "cli-doctor-not-ok" }))
    })?;
    Ok(code)
}

fn one(out: &Out, finding: &DoctorFinding) -> Result<(), Failure> {
    let mark = match finding.state {
        Health::Ok => out.ink(Ink::Green, "ok"),
        Health::Warning => out.ink(Ink::Amber, "--"),
        Health::Failure => out.ink(Ink::Red, "!!"),
    };
    out.line(&format!("{mark}  {}", out.ink(Ink::Bold, &finding.title)))?;
    for line in finding.detail.lines().chain(finding.remedy.lines()) {
        out.line(&format!("    {line}"))?;
    }
    for command in &finding.commands {
        out.line(&format!("      $ {command}"))?;
    }
    Ok(())
}

pub fn rescue(options: Options, out: &Out, yes: bool) -> Exit {
    let dir = paddock_app::home_dir(options.home)?;
    sure(out, &out.say("cli-rescue-ask", &[("dir", dir.display().to_string())]), yes)?;
    let done = paddock_app::rescue(&dir)?;
    let path = |path: &Option<std::path::PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let (set_aside, restored) = (path(&done.set_aside), path(&done.restored));
    out.give(&serde_json::json!({ "set_aside": set_aside, "restored": restored }), || {
        if let Some(file) = set_aside.clone() {
            out.line(&out.say("cli-rescue-aside", &[("file", file)]))?;
        }
        match restored.clone() {
            Some(file) => out.line(&out.say("cli-rescue-restored", &[("file", file)])),
            None => out.line(&out.word("cli-rescue-anew")),
        }
    })
}
