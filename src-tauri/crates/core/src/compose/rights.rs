//! The keys of a service that ask for more than every lab may: read, and held against what lab.yaml grants.

use std::collections::BTreeSet;

use crate::{
    finding::Report,
    grant::{self, CgroupNamespace, Device, Grant, GrantKey, Rights, SecurityOpt},
    yaml::{Map, Node, Value},
};

/// Keys that Compose has and no lab may use, whatever it grants: they reach for paths and namespaces of the host, or for
/// things that only Compose itself can know.
const REFUSED: [&str; 13] = [
    "cgroup_parent",
    "credential_spec",
    "device_cgroup_rules",
    "env_file",
    "extends",
    "gpus",
    "ipc",
    "links",
    "network_mode",
    "pid",
    "userns_mode",
    "uts",
    "volumes_from",
];

/// Reports every key that is refused.
pub fn refuse(service: &str, node: &Node, map: &mut Map<'_>, r: &mut Report<'_>) {
    for key in REFUSED {
        if let Some(line) = line_of(node, key) {
            r.add(line, "lint-refused-key", &[("key", key), ("service", service)]);
        }
        map.get(key);
    }
}

/// The rights of a service, and the capabilities it drops.
pub fn read(
    service: &str,
    node: &Node,
    map: &mut Map<'_>,
    grants: &[Grant],
    r: &mut Report<'_>,
) -> (Rights, Vec<String>) {
    let cap_drop = map.get("cap_drop").map(|n| capabilities(n, "cap_drop", r)).unwrap_or_default();
    let rights = Rights {
        cap_add: map.get("cap_add").map(|n| capabilities(n, "cap_add", r)).unwrap_or_default(),
        security_opt: map.get("security_opt").map(|n| security_opt(n, r)).unwrap_or_default(),
        privileged: map.get("privileged").and_then(|n| n.bool("privileged", r)).unwrap_or_default(),
        devices: map
            .get("devices")
            .map(|n| n.list("devices", r).iter().filter_map(|d| device(d, r)).collect())
            .unwrap_or_default(),
        cgroup: map.get("cgroup").and_then(|n| cgroup(n, r)),
    };
    let asked: BTreeSet<GrantKey> = rights.list(&cap_drop).iter().map(grant::Right::key).collect();
    for key in asked {
        if !grants.iter().any(|grant| grant.service.as_str() == service && grant.allow.contains_key(&key)) {
            let line = line_of(node, key.name()).unwrap_or(node.line);
            r.add(line, "lint-needs-grant", &[("key", key.name()), ("service", service)]);
        }
    }
    (rights, cap_drop)
}

/// The line of a key of a mapping.
fn line_of(node: &Node, name: &str) -> Option<u32> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|(key, _)| key.name == name).map(|(key, _)| key.line),
        _ => None,
    }
}

/// Names of capabilities, with or without `CAP_`.
fn capabilities(node: &Node, what: &str, r: &mut Report<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for item in node.list(what, r) {
        let Some(word) = item.str(what, r) else { continue };
        match grant::capability(&word) {
            Ok(name) => found.push(name),
            Err(near) => r.add(
                item.line,
                "lint-capability",
                &[("what", what), ("value", &word), ("near", near.unwrap_or_default())],
            ),
        }
    }
    found
}

fn security_opt(node: &Node, r: &mut Report<'_>) -> BTreeSet<SecurityOpt> {
    let mut found = BTreeSet::new();
    for item in node.list("security_opt", r) {
        let Some(words) = item.str("security_opt", r) else { continue };
        // Compose takes both signs between name and value.
        let same = |known: &str| words.replacen(':', "=", 1) == known.replacen(':', "=", 1);
        if let Some(opt) = SecurityOpt::ALL.into_iter().find(|opt| same(opt.words())) {
            found.insert(opt);
        } else if !same("no-new-privileges:true") && words != "no-new-privileges" {
            let known = SecurityOpt::ALL.map(SecurityOpt::words).join(", ");
            r.add(item.line, "lint-not-one-of", &[("what", "security_opt"), ("value", &words), ("known", &known)]);
        }
    }
    found
}

/// `/dev/kvm`, `/dev/kvm:/dev/kvm:rw` or `{source: /dev/kvm, target: …, permissions: …}`.
fn device(node: &Node, r: &mut Report<'_>) -> Option<Device> {
    let (host, container, permissions) = match &node.value {
        Value::Map(_) => {
            let mut map = Map::of(node, "devices", r)?;
            let source = map.need("source", r).and_then(|n| n.str("devices.source", r));
            let target = map.get("target").and_then(|n| n.str("devices.target", r));
            let permissions = map.get("permissions").and_then(|n| n.str("devices.permissions", r));
            map.finish(r);
            (source?, target, permissions)
        }
        _ => {
            let text = node.str("devices", r)?;
            let mut parts = text.splitn(3, ':').map(str::to_owned);
            (parts.next().unwrap_or_default(), parts.next(), parts.next())
        }
    };
    let container = container.unwrap_or_else(|| host.clone());
    let permissions = permissions.unwrap_or_else(|| "rwm".to_owned());
    let is_device = |path: &str| path.strip_prefix("/dev/").is_some_and(|rest| !rest.is_empty());
    let leaves = |path: &str| path.split('/').any(|part| part == "..");
    let sound = !permissions.is_empty() && permissions.chars().all(|c| "rwm".contains(c));
    if !is_device(&host) || leaves(&host) || !container.starts_with('/') || !sound {
        r.add(node.line, "lint-device", &[("value", &format!("{host}:{container}:{permissions}"))]);
        return None;
    }
    Some(Device { host, container, permissions })
}

fn cgroup(node: &Node, r: &mut Report<'_>) -> Option<CgroupNamespace> {
    match node.str("cgroup", r)?.as_str() {
        "host" => Some(CgroupNamespace::Host),
        "private" => Some(CgroupNamespace::Private),
        other => {
            r.add(node.line, "lint-not-one-of", &[("what", "cgroup"), ("value", other), ("known", "host, private")]);
            None
        }
    }
}
