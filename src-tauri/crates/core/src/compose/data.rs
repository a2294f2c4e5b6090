//! What a service has on its disk: volumes, tmpfs, and files from configs and secrets.

use std::collections::BTreeMap;

use super::place::{Place, Shared};
use crate::{
    files,
    finding::Report,
    topology::{SeedFile, VolumeMount},
    vars,
    yaml::{self, Map, Node, Value},
};

/// Name to content of configs or secrets.
pub fn contents(node: &Node, what: &str, place: Place<'_>, r: &mut Report<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for (key, value) in yaml::entries(node, what, r) {
        let Some(mut map) = Map::of(value, what, r) else { continue };
        let file = map.need("file", r).and_then(|n| Some((n.line, n.str(what, r)?)));
        let template = value_of_x(value, "x-paddock-template").is_none_or(|n| n.value != Value::Bool(false));
        map.finish(r);
        let Some((line, file)) = file else { continue };
        let Some(path) = files::inside(&file) else {
            r.add(line, "lint-path-leaves", &[("path", &file)]);
            continue;
        };
        let Some(content) = place.files.get(&path) else {
            r.add(line, "lint-file-missing", &[("file", &file)]);
            continue;
        };
        let content = match std::str::from_utf8(content) {
            Ok(text) if template => {
                for (_, name) in vars::places(text) {
                    if !place.values.contains_key(name) {
                        r.add(line, "lint-config-variable", &[("name", name), ("file", &file)]);
                    }
                }
                vars::fill(text, place.values).into_bytes()
            }
            Ok(_) | Err(_) => content.clone(),
        };
        found.insert(key.name.clone(), content);
    }
    found
}

fn value_of_x<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node),
        _ => None,
    }
}

/// Volumes, and tmpfs by path.
pub type Mounts = (Vec<VolumeMount>, BTreeMap<String, String>);

pub fn mounts(node: &Node, shared: &Shared, r: &mut Report<'_>) -> Mounts {
    let (mut found, mut tmpfs) = (Vec::new(), BTreeMap::new());
    for item in node.list("volumes", r) {
        let (kind, source, target, read_only) = match &item.value {
            Value::Map(_) => {
                let Some(mut map) = Map::of(item, "volumes", r) else { continue };
                let kind = map.need("type", r).and_then(|n| n.str("volumes.type", r)).unwrap_or_default();
                let source = map.get("source").and_then(|n| n.str("volumes.source", r)).unwrap_or_default();
                let target = map.need("target", r).and_then(|n| n.str("volumes.target", r)).unwrap_or_default();
                let read_only = map.get("read_only").and_then(|n| n.bool("volumes.read_only", r)).unwrap_or_default();
                map.finish(r);
                (kind, source, target, read_only)
            }
            _ => {
                let Some(text) = item.str("volumes", r) else { continue };
                let mut parts = text.splitn(3, ':');
                let source = parts.next().unwrap_or_default().to_owned();
                let target = parts.next().unwrap_or_default().to_owned();
                let read_only = parts.next() == Some("ro");
                let kind = if source.starts_with(['.', '/', '~']) || source.contains('\\') { "bind" } else { "volume" };
                (kind.to_owned(), source, target, read_only)
            }
        };
        match kind.as_str() {
            "tmpfs" => {
                tmpfs.insert(target, String::new());
            }
            "volume" if !shared.volumes.contains(&source) => r.add(item.line, "lint-no-volume", &[("volume", &source)]),
            "volume" if !target.starts_with('/') => r.add(item.line, "lint-mount-target", &[("target", &target)]),
            "volume" => found.push(VolumeMount { volume: source, target, read_only }),
            "bind" => r.add(item.line, "lint-host-path", &[("path", &source)]),
            other => r.add(
                item.line,
                "lint-not-one-of",
                &[("what", "volumes.type"), ("value", other), ("known", "volume, tmpfs")],
            ),
        }
    }
    (found, tmpfs)
}

/// Configs or secrets of a service, in the short or the long form.
pub fn seeds(node: &Node, what: &'static str, known: &BTreeMap<String, Vec<u8>>, r: &mut Report<'_>) -> Vec<SeedFile> {
    let mut found = Vec::new();
    for item in node.list(what, r) {
        let mut seed = (String::new(), None, 0i64, 0i64, if what == "secrets" { 0o400 } else { 0o644 });
        match &item.value {
            Value::Str(source) => seed.0.clone_from(source),
            _ => {
                let Some(mut map) = Map::of(item, what, r) else { continue };
                seed.0 = map.need("source", r).and_then(|n| n.str(what, r)).unwrap_or_default();
                seed.1 = map.get("target").and_then(|n| n.str(what, r));
                let mut id = |key: &'static str, r: &mut Report<'_>| {
                    let node = map.get(key)?;
                    let text = node.scalar(what, r)?;
                    let parsed = text.parse::<i64>().ok().filter(|id| (0..=65534).contains(id));
                    if parsed.is_none() {
                        r.add(node.line, "lint-id-number", &[("what", key), ("value", &text)]);
                    }
                    parsed
                };
                seed.2 = id("uid", r).unwrap_or_default();
                seed.3 = id("gid", r).unwrap_or_default();
                if let Some(node) = map.get("mode") {
                    seed.4 = mode(node, r).unwrap_or(seed.4);
                }
                map.finish(r);
            }
        }
        let (source, target, uid, gid, mode) = seed;
        let Some(content) = known.get(&source) else {
            r.add(item.line, "lint-no-config", &[("what", what), ("name", &source)]);
            continue;
        };
        let path = match target {
            Some(target) if target.starts_with('/') => target,
            Some(target) => format!("/run/{what}/{target}"),
            None if what == "secrets" => format!("/run/secrets/{source}"),
            None => format!("/{source}"),
        };
        found.push(SeedFile { path, content: content.clone(), uid: uid.unsigned_abs(), gid: gid.unsigned_abs(), mode });
    }
    found
}

/// `0644`, `"0644"`: octal, as Compose has it.
fn mode(node: &Node, r: &mut Report<'_>) -> Option<u32> {
    let text = node.scalar("mode", r)?;
    let parsed = match node.value {
        // A bare 0644 is no integer of YAML 1.2; Compose reads it as octal, and so does this.
        Value::Int(_) | Value::Float(_) | Value::Str(_) => {
            u32::from_str_radix(text.trim_start_matches("0o"), 8).ok().filter(|m| *m <= 0o7777)
        }
        _ => None,
    };
    if parsed.is_none() {
        r.add(node.line, "lint-mode", &[("value", &text)]);
    }
    parsed
}
