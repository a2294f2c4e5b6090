//! What the parts of a lab say of each other: names that must exist, circles, variables.

use std::collections::BTreeSet;

use super::{Lab, Script, Source, prose};
use crate::{
    finding::{Finding, Report},
    id::{HomeId, ServiceName},
    lang::Text,
    topology::Topology,
    vars,
};

pub fn lint(lab: &Lab, source: Source<'_>, findings: &mut Vec<Finding>) {
    tasks(lab, findings);
    if let Some(prose) = prose::read(source.files, &mut Vec::new()) {
        let ids: Vec<&str> = lab.tasks.iter().map(|task| task.id.as_str()).collect();
        prose.strangers(&ids, findings);
    }
    places(lab, findings);
    let sample = vars::draw(&lab.variables, &HomeId::from("lint"), &lab.id);
    match lab.topology(&sample) {
        Ok(topology) => services(lab, &topology, findings),
        Err(more) => findings.extend(more),
    }
}

fn tasks(lab: &Lab, findings: &mut Vec<Finding>) {
    let mut report = Report { file: "lab.yaml", findings };
    if lab.tasks.is_empty() {
        report.add(0, "lint-no-tasks", &[]);
    }
    if lab.terminals.is_empty() {
        report.add(0, "lint-no-terminals", &[]);
    }
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for task in &lab.tasks {
        let id = task.id.as_str();
        if before.contains(id) {
            report.add(0, "lint-twice", &[("what", "tasks.id"), ("value", id)]);
        }
        for need in &task.needs {
            // Needs point to tasks that come before, so there are no circles.
            if !before.contains(need.as_str()) {
                report.add(0, "lint-need", &[("task", id), ("need", need.as_str())]);
            }
        }
        before.insert(id);
        if task.check.messages.is_empty() {
            report.add(0, "lint-no-messages", &[("task", id)]);
        }
        if task.hints.is_empty() {
            report.add(0, "lint-no-hints", &[("task", id)]);
        }
        for code in task.hints.iter().flat_map(|hint| &hint.when) {
            if !task.check.messages.contains_key(code) {
                report.add(0, "lint-hint-code", &[("task", id), ("code", &code.to_string())]);
            }
        }
    }
}

fn services(lab: &Lab, topology: &Topology, findings: &mut Vec<Finding>) {
    let mut report = Report { file: "lab.yaml", findings };
    let known: Vec<&str> = topology.services.keys().map(ServiceName::as_str).collect();
    let mut exists = |name: &ServiceName, what: &str| {
        if !topology.services.contains_key(name) {
            report.add(
                0,
                "lint-no-service",
                &[("service", name.as_str()), ("what", what), ("known", &known.join(", "))],
            );
        }
    };
    lab.hidden.iter().for_each(|s| exists(s, "hidden"));
    lab.terminals.iter().for_each(|t| exists(&t.service, "terminals"));
    lab.editor.iter().for_each(|e| exists(&e.service, "editor"));
    lab.pages.iter().for_each(|p| exists(&p.service, "pages"));
    lab.grants.iter().for_each(|g| exists(&g.service, "grants"));
    lab.links.iter().for_each(|l| {
        exists(&l.from, "links");
        exists(&l.to, "links");
    });
    for script in scripts(lab) {
        exists(&script.service, &script.path);
    }
    for grant in &lab.grants {
        let Some(service) = topology.services.get(&grant.service) else { continue };
        for (key, line) in &grant.allow {
            if !service.rights().iter().any(|right| right.key() == *key) {
                let args = [("key", key.name()), ("service", grant.service.as_str())];
                report.add(*line, "lint-grant-unused", &args);
            }
        }
    }
    for page in &lab.pages {
        if topology.services.get(&page.service).is_some_and(|s| !s.ports.contains(&page.port)) {
            let port = page.port.to_string();
            report.add(0, "lint-page-port", &[("service", page.service.as_str()), ("port", &port)]);
        }
    }
}

fn scripts(lab: &Lab) -> impl Iterator<Item = &Script> {
    lab.setup.iter().chain(
        lab.tasks.iter().flat_map(|task| {
            [&task.check.script, &task.solve].into_iter().chain(task.sabotage.iter().map(|s| &s.script))
        }),
    )
}

/// Every `{{name}}` is a variable, or in a check's message something that the check says with `::set`.
fn places(lab: &Lab, findings: &mut Vec<Finding>) {
    let mut look = |file: &str, text: &str, set: &BTreeSet<&str>| {
        let mut report = Report { file, findings };
        for (line, name) in vars::places(text) {
            if !lab.variables.contains_key(name) && !set.contains(name) {
                let line = if file == "lab.yaml" { 0 } else { line };
                report.add(line, "lint-no-variable", &[("name", name)]);
            }
        }
    };
    let none = BTreeSet::new();
    let mut both = |text: &Text, set: &BTreeSet<&str>| {
        look("lab.yaml", &text.en, set);
        look("lab.yaml", &text.fr, set);
    };
    both(&lab.title, &none);
    both(&lab.summary, &none);
    lab.grants.iter().for_each(|grant| both(&grant.why, &none));
    for task in &lab.tasks {
        both(&task.title, &none);
        task.hints.iter().for_each(|hint| both(&hint.text, &none));
        let set = set_by(&task.check.script.body);
        task.check.messages.values().for_each(|message| both(message, &set));
    }
    for (file, text) in
        [("en.md", &lab.story.en), ("fr.md", &lab.story.fr), ("en.md", &lab.debrief.en), ("fr.md", &lab.debrief.fr)]
    {
        look(file, text, &none);
    }
    for task in &lab.tasks {
        look("en.md", &task.text.en, &none);
        look("fr.md", &task.text.fr, &none);
    }
    for script in scripts(lab) {
        look(&script.path, &script.body, &none);
    }
}

/// The names that a script says with `::set name=`.
fn set_by(body: &str) -> BTreeSet<&str> {
    body.split("::set ").skip(1).filter_map(|rest| rest.split_once('=').map(|(name, _)| name.trim())).collect()
}
