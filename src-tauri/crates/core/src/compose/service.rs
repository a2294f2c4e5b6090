//! One service.

use std::{collections::BTreeMap, time::Duration};

use super::{
    data, image,
    place::{Place, Shared},
    rights, values,
};
use crate::{
    finding::Report,
    id::ServiceName,
    topology::{Condition, Healthcheck, ImageSource, Limits, Restart, Service},
    yaml::{self, Map, Node, Value},
};

pub fn service(name: &str, node: &Node, shared: &Shared, place: Place<'_>, r: &mut Report<'_>) -> Option<Service> {
    let what = name;
    let mut map = Map::of(node, what, r)?;
    rights::refuse(name, node, &mut map, r);
    let (rights, cap_drop) = rights::read(name, node, &mut map, place.grants, r);
    let image = map.get("image").and_then(|n| n.str("image", r));
    let build = map.get("build").and_then(|n| image::build(name, n, place, r));
    let has_build = map.get("build").is_some();
    let command = map.get("command").and_then(|n| values::command(n, "command", r));
    let entrypoint = map.get("entrypoint").and_then(|n| values::command(n, "entrypoint", r));
    let environment = map.get("environment").map(|n| values::pairs(n, "environment", r)).unwrap_or_default();
    let networks = map.get("networks").map(|n| attached(n, shared, r)).unwrap_or_default();
    let (mounts, mut tmpfs) = map.get("volumes").map(|n| data::mounts(n, shared, r)).unwrap_or_default();
    for path in map.get("tmpfs").map(|n| values::strings(n, "tmpfs", r)).unwrap_or_default() {
        let (path, options) = path.split_once(':').unwrap_or((&path, ""));
        tmpfs.insert(path.to_owned(), options.to_owned());
    }
    let ports = map.get("ports").map(|n| n.list("ports", r).iter().filter_map(|p| values::port(p, r)).collect());
    map.get("expose");
    let depends_on = map.get("depends_on").map(|n| depends_on(n, r)).unwrap_or_default();
    let healthcheck = map.get("healthcheck").and_then(|n| healthcheck(n, r));
    let hostname = map.get("hostname").and_then(|n| n.str("hostname", r));
    let working_dir = map.get("working_dir").and_then(|n| n.str("working_dir", r));
    let user = map.get("user").and_then(|n| n.scalar("user", r));
    let mut flag =
        |key: &'static str, r: &mut Report<'_>| map.get(key).and_then(|n| n.bool(key, r)).unwrap_or_default();
    let (init, read_only, tty, stdin_open) =
        (flag("init", r), flag("read_only", r), flag("tty", r), flag("stdin_open", r));
    let restart = map.get("restart").map(|n| restart(n, r)).unwrap_or_default();
    let labels = map.get("labels").map(|n| values::pairs(n, "labels", r)).unwrap_or_default();
    let mut files = map.get("configs").map(|n| data::seeds(n, "configs", &shared.configs, r)).unwrap_or_default();
    files.extend(map.get("secrets").map(|n| data::seeds(n, "secrets", &shared.secrets, r)).unwrap_or_default());
    let limits = limits(&mut map, r);
    let stop_signal = map.get("stop_signal").and_then(|n| n.scalar("stop_signal", r));
    let stop_grace = map.get("stop_grace_period").and_then(|n| values::duration(n, "stop_grace_period", r));
    let extra_hosts = map.get("extra_hosts").map(|n| extra_hosts(n, r)).unwrap_or_default();
    let dns = map.get("dns").map(|n| values::strings(n, "dns", r)).unwrap_or_default();
    let sysctls = map.get("sysctls").map(|n| sysctls(n, r)).unwrap_or_default();
    let ulimits = map.get("ulimits").map(|n| ulimits(n, r)).unwrap_or_default();
    // Names that only Compose itself uses.
    map.get("container_name");
    map.get("pull_policy");
    map.get("platform");
    map.finish(r);

    let image = match (build, image) {
        (Some(build), _) => ImageSource::Built(build),
        (None, Some(name)) if !has_build => ImageSource::Named(name),
        (None, _) => {
            if !has_build {
                r.add(node.line, "lint-no-image", &[("service", name)]);
            }
            return None;
        }
    };
    Some(Service {
        image,
        command,
        entrypoint,
        environment,
        networks: if networks.is_empty() { BTreeMap::from([("default".to_owned(), Vec::new())]) } else { networks },
        mounts,
        tmpfs,
        ports: ports.unwrap_or_default(),
        depends_on,
        healthcheck,
        hostname,
        working_dir,
        user,
        cap_drop,
        rights,
        init,
        read_only,
        tty,
        stdin_open,
        restart,
        labels,
        files,
        limits,
        stop_signal,
        stop_grace: stop_grace.unwrap_or(Duration::from_secs(2)),
        extra_hosts,
        dns,
        sysctls,
        ulimits,
    })
}

fn attached(node: &Node, shared: &Shared, r: &mut Report<'_>) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    let mut one = |name: &str, line: u32, aliases: Vec<String>, r: &mut Report<'_>| {
        if name != "default" && !shared.networks.contains_key(name) {
            r.add(line, "lint-no-network", &[("network", name)]);
        }
        found.insert(name.to_owned(), aliases);
    };
    match &node.value {
        Value::List(items) => {
            for item in items {
                if let Some(name) = item.str("networks", r) {
                    one(&name, item.line, Vec::new(), r);
                }
            }
        }
        _ => {
            for (key, value) in yaml::entries(node, "networks", r) {
                let mut aliases = Vec::new();
                if value.value != Value::Null
                    && let Some(mut map) = Map::of(value, "networks", r)
                {
                    aliases = map.get("aliases").map(|n| values::strings(n, "aliases", r)).unwrap_or_default();
                    map.finish(r);
                }
                one(&key.name, key.line, aliases, r);
            }
        }
    }
    found
}

fn depends_on(node: &Node, r: &mut Report<'_>) -> BTreeMap<ServiceName, Condition> {
    if let Value::List(items) = &node.value {
        return items
            .iter()
            .filter_map(|item| Some((ServiceName::from(item.str("depends_on", r)?), Condition::Started)))
            .collect();
    }
    let mut found = BTreeMap::new();
    for (key, value) in yaml::entries(node, "depends_on", r) {
        let Some(mut map) = Map::of(value, "depends_on", r) else { continue };
        let condition = map.need("condition", r).and_then(|n| {
            let text = n.str("depends_on.condition", r)?;
            match text.as_str() {
                "service_started" => Some(Condition::Started),
                "service_healthy" => Some(Condition::Healthy),
                "service_completed_successfully" => Some(Condition::CompletedSuccessfully),
                other => {
                    let known = "service_started, service_healthy, service_completed_successfully";
                    r.add(
                        n.line,
                        "lint-not-one-of",
                        &[("what", "depends_on.condition"), ("value", other), ("known", known)],
                    );
                    None
                }
            }
        });
        map.finish(r);
        if let Some(condition) = condition {
            found.insert(ServiceName::from(key.name.as_str()), condition);
        }
    }
    found
}

fn healthcheck(node: &Node, r: &mut Report<'_>) -> Option<Healthcheck> {
    let mut map = Map::of(node, "healthcheck", r)?;
    let test = map.need("test", r).and_then(|n| match &n.value {
        Value::Str(line) => Some(vec!["CMD-SHELL".to_owned(), line.clone()]),
        _ => values::command(n, "healthcheck.test", r),
    });
    let mut time = |key: &'static str, seconds: u64, r: &mut Report<'_>| {
        map.get(key).and_then(|n| values::duration(n, key, r)).unwrap_or(Duration::from_secs(seconds))
    };
    let (interval, timeout, start_period) =
        (time("interval", 30, r), time("timeout", 30, r), time("start_period", 0, r));
    let retries = map.get("retries").and_then(|n| n.int("healthcheck.retries", 1, 10_000, r)).unwrap_or(3);
    // Newer engines only; the interval serves.
    map.get("start_interval");
    map.finish(r);
    Some(Healthcheck { test: test?, interval, timeout, retries: u32::try_from(retries).unwrap_or(3), start_period })
}

fn restart(node: &Node, r: &mut Report<'_>) -> Restart {
    match node.scalar("restart", r).as_deref() {
        Some("always" | "unless-stopped") => Restart::Always,
        // YAML 1.1 readers take a bare `no` for false.
        Some("no" | "false") | None => Restart::No,
        Some(policy) if policy.starts_with("on-failure") => Restart::OnFailure,
        Some(other) => {
            let known = "no, on-failure, always, unless-stopped";
            r.add(node.line, "lint-not-one-of", &[("what", "restart"), ("value", other), ("known", known)]);
            Restart::No
        }
    }
}

fn limits(map: &mut Map<'_>, r: &mut Report<'_>) -> Limits {
    let mut limits = Limits::default();
    let (mut memory, mut cpus) = (map.get("mem_limit"), map.get("cpus"));
    let mut pids = map.get("pids_limit");
    if let Some(deploy) = map.get("deploy").and_then(|n| Map::of(n, "deploy", r)) {
        let mut deploy = deploy;
        if let Some(mut resources) = deploy.get("resources").and_then(|n| Map::of(n, "deploy.resources", r)) {
            if let Some(mut named) = resources.get("limits").and_then(|n| Map::of(n, "deploy.resources.limits", r)) {
                memory = memory.or(named.get("memory"));
                cpus = cpus.or(named.get("cpus"));
                pids = pids.or(named.get("pids"));
                named.finish(r);
            }
            resources.finish(r);
        }
        deploy.finish(r);
    }
    if let Some(bytes) = memory.and_then(|n| values::bytes(n, "mem_limit", r)) {
        limits.memory_bytes = bytes;
    }
    if let Some(nano) = cpus.and_then(|n| values::cpus(n, "cpus", r)) {
        limits.nano_cpus = nano;
    }
    if let Some(count) = pids.and_then(|n| n.int("pids_limit", 1, 32768, r)) {
        limits.pids = count.unsigned_abs();
    }
    limits
}

/// `name:address` or `name=address` lines, or a mapping.
fn extra_hosts(node: &Node, r: &mut Report<'_>) -> Vec<String> {
    match &node.value {
        Value::List(_) => {
            values::strings(node, "extra_hosts", r).into_iter().map(|line| line.replacen('=', ":", 1)).collect()
        }
        _ => values::pairs(node, "extra_hosts", r)
            .into_iter()
            .map(|(name, address)| format!("{name}:{address}"))
            .collect(),
    }
}

fn sysctls(node: &Node, r: &mut Report<'_>) -> BTreeMap<String, String> {
    let found = values::pairs(node, "sysctls", r);
    for name in found.keys().filter(|name| !name.starts_with("net.")) {
        r.add(node.line, "lint-sysctl", &[("name", name)]);
    }
    found
}

fn ulimits(node: &Node, r: &mut Report<'_>) -> BTreeMap<String, (i64, i64)> {
    let mut found = BTreeMap::new();
    for (key, value) in yaml::entries(node, "ulimits", r) {
        let limit = match &value.value {
            Value::Map(_) => {
                let Some(mut map) = Map::of(value, "ulimits", r) else { continue };
                let soft = map.need("soft", r).and_then(|n| n.int("ulimits.soft", -1, i64::MAX, r));
                let hard = map.need("hard", r).and_then(|n| n.int("ulimits.hard", -1, i64::MAX, r));
                map.finish(r);
                soft.zip(hard)
            }
            _ => value.int("ulimits", -1, i64::MAX, r).map(|limit| (limit, limit)),
        };
        if let Some(limit) = limit {
            found.insert(key.name.clone(), limit);
        }
    }
    found
}
