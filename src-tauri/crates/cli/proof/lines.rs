//! What is said while labs are proved side by side: a line at a time on standard error, each with the lab it is about.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use paddock_app::{
    ProofEvent, Step,
    core::{Lab, LabId, TaskId},
    wire::{StartPhase, StartStep},
};

use super::name;
use crate::show::{Ink, Out};

pub struct Lines<'a> {
    out: &'a Out,
    /// Of the longest id.
    width: usize,
    labs: usize,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    ended: usize,
    /// The last step of each lab's start: a build tells the same one for each of its lines.
    starting: BTreeMap<LabId, String>,
}

impl<'a> Lines<'a> {
    pub fn new(out: &'a Out, labs: &[&Lab]) -> Lines<'a> {
        let width = labs.iter().map(|lab| lab.id.as_str().len()).max().unwrap_or(0);
        Lines { out, width, labs: labs.len(), told: Mutex::default() }
    }

    pub fn tell(&self, lab: &Lab, event: ProofEvent) {
        let out = self.out;
        match event {
            ProofEvent::Began => self.line(lab, &out.word("cli-proof-began")),
            ProofEvent::Starting(step) => self.starting(lab, &step),
            ProofEvent::Step(task, step) => self.step(lab, &task, &step),
            ProofEvent::Ended { passed } => {
                let ended = {
                    let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
                    told.ended += 1;
                    told.ended
                };
                let count = [("done", ended.to_string()), ("total", self.labs.to_string())];
                let (ink, id) =
                    if passed { (Ink::Green, "cli-proof-ended") } else { (Ink::Red, "cli-proof-ended-not") };
                self.line(lab, &out.ink(ink, &out.say(id, &count)));
            }
        }
    }

    fn line(&self, lab: &Lab, text: &str) {
        let prefix = self.out.ink(Ink::Dim, &format!("{:<width$} |", lab.id.as_str(), width = self.width));
        self.out.note(&format!("{prefix} {text}"));
    }

    fn starting(&self, lab: &Lab, step: &StartStep) {
        let count = [("name", step.name.clone()), ("done", step.done.to_string()), ("total", step.total.to_string())];
        let text = match step.phase {
            StartPhase::Images => self.out.say("cli-proof-image", &count),
            StartPhase::Services => self.out.say("cli-step-services", &count),
            StartPhase::Setup => self.out.say("cli-step-setup", &count),
        };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.starting.insert(lab.id.clone(), text.clone()).as_ref() != Some(&text) {
            self.line(lab, &self.out.ink(Ink::Dim, &text));
        }
    }

    /// One line for each answer, as it comes; more where it is wrong.
    fn step(&self, lab: &Lab, task: &TaskId, step: &Step) {
        let out = self.out;
        let mark = if step.ok { out.ink(Ink::Green, "ok  ") } else { out.ink(Ink::Red, "FAIL") };
        let what = name(step, out);
        let mut words = step.message.lines().chain(step.evidence.lines());
        let first: String = words.next().unwrap_or_default().chars().take(100).collect();
        let first = out.ink(Ink::Dim, &first);
        self.line(lab, &format!("{mark} {task}: {what} → {} ({} ms) {first}", step.code, step.took_ms));
        if !step.ok {
            words.for_each(|line| self.line(lab, &format!("     {line}")));
        }
    }
}
