//! Reads `lab.yaml` and the files it names.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{
    Check, EditorRoot, FORMAT, Hint, Lab, Link, Mode, Page, Sabotage, Script, Source, Task, Terminal, Track, lint,
    prose,
};
use crate::{
    check::TIMED_OUT,
    compose::Compose,
    files::{self, FILE_LIMIT, Folder, LAB_LIMIT},
    finding::{Finding, Report},
    grant::{Grant, GrantKey},
    id::{LabId, ServiceName, TaskId, TrackId, is_slug},
    vars::{Variable, is_name},
    yaml::{self, Map, Node, Value},
};

/// Reads a lab. Without a lab, the findings say why; with one, they say what its author should mend before shipping it.
pub fn read(source: Source<'_>) -> (Option<Lab>, Vec<Finding>) {
    let mut findings = Vec::new();
    sizes(source.files, &mut findings);
    let lab = read_lab(source, &mut findings);
    // What the parts say of each other is looked at once each part can be read: a task that cannot would only be missed.
    if let Some(lab) = lab.as_ref().filter(|_| findings.is_empty()) {
        lint::lint(lab, source, &mut findings);
    }
    findings.sort();
    findings.dedup();
    let lab = lab.filter(|_| findings.is_empty());
    (lab, findings)
}

fn sizes(folder: &Folder, findings: &mut Vec<Finding>) {
    let mut total = 0u64;
    for (path, content) in folder {
        let bytes = content.len() as u64;
        total += bytes;
        if bytes > FILE_LIMIT {
            let (bytes, limit) = (bytes.to_string(), FILE_LIMIT.to_string());
            Report { file: path, findings }.add(
                0,
                "lint-file-too-large",
                &[("file", path), ("bytes", &bytes), ("limit", &limit)],
            );
        }
    }
    if total > LAB_LIMIT {
        let (bytes, limit) = (total.to_string(), LAB_LIMIT.to_string());
        Report { file: "", findings }.add(0, "lint-lab-too-large", &[("bytes", &bytes), ("limit", &limit)]);
    }
}

fn read_lab(source: Source<'_>, findings: &mut Vec<Finding>) -> Option<Lab> {
    let text = files::text(source.files, "lab.yaml", findings);
    let compose = Compose::read(source.files, source.images, findings);
    let prose = prose::read(source.files, findings);
    let mut report = Report { file: "lab.yaml", findings };
    let r = &mut report;
    let root = yaml::parse(text?, r)?;
    let mut map = Map::of(&root, "lab.yaml", r)?;

    let format = map.need("format", r).and_then(|n| n.int("format", 1, i64::MAX, r))?;
    if format > FORMAT {
        let (found, known) = (format.to_string(), FORMAT.to_string());
        r.add(map.line, "lint-newer-format", &[("found", &found), ("known", &known)]);
        return None;
    }
    let id = map.need("id", r).and_then(|n| slug(n, "id", r));
    if let Some(id) = &id
        && id != source.folder_name
    {
        r.add(map.line, "lint-id-differs", &[("id", id), ("folder", source.folder_name)]);
    }
    let version = map.need("version", r).and_then(|n| n.int("version", 1, 1_000_000, r));
    let track = map.need("track", r).and_then(|n| {
        let track = slug(n, "track", r)?;
        if !source.tracks.is_empty() && !source.tracks.iter().any(|t| t.id.as_str() == track) {
            let known: Vec<&str> = source.tracks.iter().map(|t| t.id.as_str()).collect();
            r.add(n.line, "lint-unknown-track", &[("track", &track), ("known", &known.join(", "))]);
        }
        Some(track)
    });
    let level = map.need("level", r).and_then(|n| n.int("level", 1, 3, r));
    let minutes = map.need("minutes", r).and_then(|n| n.int("minutes", 5, 240, r));
    let skills = map.need("skills", r).map(|n| slugs(n, "skills", r));
    let title = map.need("title", r).and_then(|n| n.text("title", r));
    let summary = map.need("summary", r).and_then(|n| n.text("summary", r));
    let variables = map.get("variables").map(|n| variables(n, r)).unwrap_or_default();
    let hidden = map.get("hidden").map(|n| services(n, "hidden", r)).unwrap_or_default();
    let grants = each(map.get("grants"), "grants", r, grant);
    let terminals = each(map.need("terminals", r), "terminals", r, terminal);
    let editor = each(map.get("editor"), "editor", r, editor_root);
    let pages = each(map.get("pages"), "pages", r, page);
    let links = each(map.get("links"), "links", r, link);
    let setup = each(map.get("setup"), "setup", r, |n, r| script(n, "setup", 60, source.files, r));
    let tasks_node = map.need("tasks", r);
    map.finish(r);

    let texts = prose.as_ref();
    let tasks = each(tasks_node, "tasks", r, |n, r| task(n, source.files, texts, r));
    let prose = prose?;
    Some(Lab {
        id: id?.into(),
        version: u32::try_from(version?).ok()?,
        track: TrackId::from(track?),
        level: u8::try_from(level?).ok()?,
        minutes: u32::try_from(minutes?).ok()?,
        skills: skills?,
        title: title?,
        summary: summary?,
        variables,
        hidden,
        grants,
        terminals,
        editor,
        pages,
        links,
        setup,
        tasks,
        story: prose.story,
        debrief: prose.debrief,
        compose: compose?,
    })
}

/// Reads `tracks.yaml`.
pub fn tracks(text: &str, findings: &mut Vec<Finding>) -> Vec<Track> {
    let mut report = Report { file: "tracks.yaml", findings };
    let r = &mut report;
    let root = yaml::parse(text, r);
    each(root.as_ref(), "tracks", r, |node, r| {
        let mut map = Map::of(node, "track", r)?;
        let id = map.need("id", r).and_then(|n| slug(n, "id", r));
        let title = map.need("title", r).and_then(|n| n.text("title", r));
        let summary = map.need("summary", r).and_then(|n| n.text("summary", r));
        let labs = map.get("labs").map(|n| slugs(n, "labs", r)).unwrap_or_default();
        map.finish(r);
        let labs = labs.into_iter().map(LabId::from).collect();
        Some(Track { id: id?.into(), title: title?, summary: summary?, labs })
    })
}

fn each<T>(
    node: Option<&Node>,
    what: &str,
    r: &mut Report<'_>,
    mut read: impl FnMut(&Node, &mut Report<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(node) = node else { return Vec::new() };
    node.list(what, r).iter().filter_map(|item| read(item, r)).collect()
}

fn slug(node: &Node, what: &str, r: &mut Report<'_>) -> Option<String> {
    let name = node.str(what, r)?;
    if !is_slug(&name) {
        r.add(node.line, "lint-not-a-slug", &[("what", what), ("value", &name)]);
        return None;
    }
    Some(name)
}

fn slugs(node: &Node, what: &str, r: &mut Report<'_>) -> Vec<String> {
    node.list(what, r).iter().filter_map(|item| slug(item, what, r)).collect()
}

fn services(node: &Node, what: &str, r: &mut Report<'_>) -> BTreeSet<ServiceName> {
    node.list(what, r).iter().filter_map(|item| item.str(what, r)).map(ServiceName::from).collect()
}

fn service(map: &mut Map<'_>, what: &str, r: &mut Report<'_>) -> Option<ServiceName> {
    map.need("service", r).and_then(|n| n.str(what, r)).map(ServiceName::from)
}

fn variables(node: &Node, r: &mut Report<'_>) -> BTreeMap<String, Variable> {
    let mut found = BTreeMap::new();
    for (key, value) in yaml::entries(node, "variables", r) {
        if !is_name(&key.name) {
            r.add(key.line, "lint-variable-name", &[("name", &key.name)]);
            continue;
        }
        let Some(mut map) = Map::of(value, &key.name, r) else { continue };
        let pick = map.get("pick");
        let range = map.get("range");
        let token = map.get("token");
        let words = map.get("words");
        map.finish(r);
        let variable = match (pick, range, token, words) {
            (Some(n), None, None, None) => {
                let choices: Vec<String> = n.list("pick", r).iter().filter_map(|item| item.scalar("pick", r)).collect();
                (!choices.is_empty()).then_some(Variable::Pick(choices))
            }
            (None, Some(n), None, None) => match n.list("range", r) {
                [Node { value: Value::Int(from), .. }, Node { value: Value::Int(to), .. }] if from <= to => {
                    Some(Variable::Range(*from, *to))
                }
                _ => None,
            },
            (None, None, Some(n), None) => n.int("token", 1, 64, r).map(|i| Variable::Token(i.unsigned_abs() as usize)),
            (None, None, None, Some(n)) => n.int("words", 1, 8, r).map(|i| Variable::Words(i.unsigned_abs() as usize)),
            _ => None,
        };
        match variable {
            Some(variable) => {
                found.insert(key.name.clone(), variable);
            }
            None => r.add(value.line, "lint-variable", &[("name", &key.name)]),
        }
    }
    found
}

fn grant(node: &Node, r: &mut Report<'_>) -> Option<Grant> {
    let mut map = Map::of(node, "grants", r)?;
    let service = service(&mut map, "grants.service", r);
    let keys = map.need("allow", r);
    let why = map.need("why", r).and_then(|n| n.text("grants.why", r));
    map.finish(r);
    let mut allow = BTreeMap::new();
    for item in keys?.list("grants.allow", r) {
        let Some(name) = item.str("grants.allow", r) else { continue };
        match GrantKey::of_name(&name) {
            Some(key) => {
                allow.insert(key, item.line);
            }
            None => {
                let known = GrantKey::ALL.map(GrantKey::name).join(", ");
                r.add(item.line, "lint-grant-key", &[("key", &name), ("known", &known)]);
            }
        }
    }
    Some(Grant { service: service?, allow, why: why? })
}

fn terminal(node: &Node, r: &mut Report<'_>) -> Option<Terminal> {
    let mut map = Map::of(node, "terminals", r)?;
    let service = service(&mut map, "terminals.service", r);
    let user = map.get("user").and_then(|n| n.scalar("terminals.user", r));
    let dir = map.get("dir").and_then(|n| n.str("terminals.dir", r));
    map.finish(r);
    Some(Terminal { service: service?, user, dir })
}

fn editor_root(node: &Node, r: &mut Report<'_>) -> Option<EditorRoot> {
    let mut map = Map::of(node, "editor", r)?;
    let service = service(&mut map, "editor.service", r);
    let dir = map.need("dir", r).and_then(|n| n.str("editor.dir", r));
    map.finish(r);
    Some(EditorRoot { service: service?, dir: dir? })
}

fn page(node: &Node, r: &mut Report<'_>) -> Option<Page> {
    let mut map = Map::of(node, "pages", r)?;
    let service = service(&mut map, "pages.service", r);
    let port = map.need("port", r).and_then(|n| n.int("pages.port", 1, 65535, r));
    let path = map.get("path").and_then(|n| n.str("pages.path", r)).unwrap_or_else(|| "/".to_owned());
    let title = map.need("title", r).and_then(|n| n.text("pages.title", r));
    map.finish(r);
    Some(Page { service: service?, port: u16::try_from(port?).ok()?, path, title: title? })
}

fn link(node: &Node, r: &mut Report<'_>) -> Option<Link> {
    let mut map = Map::of(node, "links", r)?;
    let from = map.need("from", r).and_then(|n| n.str("links.from", r));
    let to = map.need("to", r).and_then(|n| n.str("links.to", r));
    let text = map.get("text").and_then(|n| n.text("links.text", r));
    map.finish(r);
    Some(Link { from: from?.into(), to: to?.into(), text })
}

/// The keys of a script, read from a mapping that has others too.
fn script_in(map: &mut Map<'_>, what: &str, seconds: i64, folder: &Folder, r: &mut Report<'_>) -> Option<Script> {
    let line = map.line;
    let path = map.need("script", r).and_then(|n| n.str(what, r));
    let service = service(map, what, r);
    let user = map.get("user").and_then(|n| n.scalar(what, r));
    let timeout =
        map.get("timeout").map_or(Some(seconds), |n| n.int("timeout", 1, if what == "check" { 300 } else { 900 }, r));
    let path = path?;
    let Some(inside) = files::inside(&path) else {
        r.add(line, "lint-path-leaves", &[("path", &path)]);
        return None;
    };
    if !folder.contains_key(&inside) {
        r.add(line, "lint-script-missing", &[("path", &path), ("what", what)]);
        return None;
    }
    let body = files::text(folder, &inside, r.findings)?;
    Some(Script {
        path: inside,
        body: body.to_owned(),
        service: service?,
        user,
        timeout: Duration::from_secs(timeout?.unsigned_abs()),
    })
}

fn script(node: &Node, what: &str, seconds: i64, folder: &Folder, r: &mut Report<'_>) -> Option<Script> {
    let mut map = Map::of(node, what, r)?;
    let script = script_in(&mut map, what, seconds, folder, r);
    map.finish(r);
    script
}

fn task(node: &Node, folder: &Folder, prose: Option<&prose::Prose>, r: &mut Report<'_>) -> Option<Task> {
    let mut map = Map::of(node, "tasks", r)?;
    let id = map.need("id", r).and_then(|n| slug(n, "tasks.id", r));
    let title = map.need("title", r).and_then(|n| n.text("tasks.title", r));
    let needs = map.get("needs").map(|n| slugs(n, "tasks.needs", r)).unwrap_or_default();
    let check = map.need("check", r).and_then(|n| check(n, folder, r));
    let hints = each(map.need("hints", r), "tasks.hints", r, hint);
    let solve = map.need("solve", r).and_then(|n| script(n, "solve", 120, folder, r));
    let alt = map.get("alt").map(|n| script(n, "alt", 120, folder, r));
    let sabotage = each(map.get("sabotage"), "tasks.sabotage", r, |n, r| sabotage(n, folder, r));
    map.finish(r);
    let id = id?;
    let text = match prose {
        Some(prose) => prose.task(&id, r.findings),
        None => None,
    };
    Some(Task {
        id: TaskId::from(id),
        title: title?,
        text: text?,
        needs: needs.into_iter().map(TaskId::from).collect(),
        check: check?,
        hints,
        solve: solve?,
        // One that is there and cannot be read is missed as a whole, as any other part of a task.
        alt: match alt {
            Some(alt) => Some(alt?),
            None => None,
        },
        sabotage,
    })
}

fn check(node: &Node, folder: &Folder, r: &mut Report<'_>) -> Option<Check> {
    let mut map = Map::of(node, "check", r)?;
    let script = script_in(&mut map, "check", 20, folder, r);
    let mode = match map.get("mode") {
        None => Some(Mode::Now),
        Some(n) => match n.str("check.mode", r).as_deref() {
            Some("now") => Some(Mode::Now),
            Some("once") => Some(Mode::Once),
            Some(other) => {
                r.add(n.line, "lint-not-one-of", &[("what", "check.mode"), ("value", other), ("known", "now, once")]);
                None
            }
            None => None,
        },
    };
    let messages_node = map.need("messages", r);
    map.finish(r);
    let mut messages = BTreeMap::new();
    for (key, value) in messages_node.map(|n| yaml::entries(n, "check.messages", r)).unwrap_or_default() {
        match key.name.parse::<i64>() {
            Ok(code) if (1..=119).contains(&code) => {
                if let Some(text) = value.text("check.messages", r) {
                    messages.insert(code, text);
                }
            }
            Ok(_) | Err(_) => r.add(key.line, "lint-exit-code", &[("code", &key.name)]),
        }
    }
    Some(Check { script: script?, mode: mode?, messages })
}

fn hint(node: &Node, r: &mut Report<'_>) -> Option<Hint> {
    if let Value::Map(entries) = &node.value
        && entries.iter().any(|(key, _)| key.name == "text")
    {
        let mut map = Map::of(node, "hints", r)?;
        let text = map.need("text", r).and_then(|n| n.text("hints.text", r));
        let when = each(map.need("when", r), "hints.when", r, |n, r| n.int("hints.when", 1, TIMED_OUT, r));
        map.finish(r);
        return Some(Hint { text: text?, when });
    }
    Some(Hint { text: node.text("hints", r)?, when: Vec::new() })
}

fn sabotage(node: &Node, folder: &Folder, r: &mut Report<'_>) -> Option<Sabotage> {
    let mut map = Map::of(node, "sabotage", r)?;
    let id = map.need("id", r).and_then(|n| slug(n, "sabotage.id", r));
    let script = script_in(&mut map, "sabotage", 300, folder, r);
    map.finish(r);
    Some(Sabotage { id: id?, script: script? })
}
