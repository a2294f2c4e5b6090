//! Services, networks, volumes, configs and secrets.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{rights, values};
use crate::{
    files::{self, Folder},
    finding::Report,
    grant::Grant,
    id::ServiceName,
    topology::{
        Condition, Healthcheck, ImageBuild, ImageSource, Limits, Network, Restart, SeedFile, Service, Topology,
        VolumeMount,
    },
    vars::{self, Values},
    yaml::{self, Map, Node, Value},
};

/// What the file is read with.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub lab: &'a str,
    pub files: &'a Folder,
    pub images: &'a BTreeMap<String, Folder>,
    pub values: &'a Values,
    /// What lab.yaml gives a reason for.
    pub grants: &'a [Grant],
}

/// What belongs to the top level and is named by services.
struct Shared {
    configs: BTreeMap<String, Vec<u8>>,
    secrets: BTreeMap<String, Vec<u8>>,
    networks: BTreeMap<String, Network>,
    volumes: BTreeSet<String>,
}

pub fn topology(root: &Node, place: Place<'_>, r: &mut Report<'_>) -> Option<Topology> {
    let mut map = Map::of(root, "compose.yaml", r)?;
    map.get("name");
    map.get("version");
    let services_node = map.need("services", r);
    let networks = map.get("networks").map(|n| networks(n, r)).unwrap_or_default();
    let volumes = map.get("volumes").map(|n| volumes(n, r)).unwrap_or_default();
    let configs = map.get("configs").map(|n| contents(n, "configs", place, r)).unwrap_or_default();
    let secrets = map.get("secrets").map(|n| contents(n, "secrets", place, r)).unwrap_or_default();
    map.finish(r);

    let shared = Shared { configs, secrets, networks, volumes };
    let mut services = BTreeMap::new();
    let nodes = yaml::entries(services_node?, "services", r);
    if nodes.is_empty() {
        r.add(root.line, "lint-no-services", &[]);
    }
    for (key, node) in nodes {
        if !crate::id::is_slug(&key.name) {
            r.add(key.line, "lint-not-a-slug", &[("what", "services"), ("value", &key.name)]);
        }
        if let Some(service) = service(&key.name, node, &shared, place, r) {
            services.insert(ServiceName::from(key.name.as_str()), service);
        }
    }
    let mut networks = shared.networks;
    if services.values().any(|s| s.networks.contains_key("default")) {
        networks.entry("default".to_owned()).or_default();
    }
    let topology = Topology { services, networks, volumes: shared.volumes };
    order(&topology, nodes, r);
    Some(topology)
}

/// Reports what a service waits for and is not there, and circles.
fn order(topology: &Topology, nodes: &[(yaml::Key, Node)], r: &mut Report<'_>) {
    let line =
        |name: &ServiceName| nodes.iter().find(|(key, _)| key.name == name.as_str()).map_or(0, |(key, _)| key.line);
    for (name, service) in &topology.services {
        for (need, condition) in &service.depends_on {
            match topology.services.get(need) {
                None => r.add(line(name), "lint-depends-on", &[("service", name.as_str()), ("need", need.as_str())]),
                Some(other) if *condition == Condition::Healthy && other.healthcheck.is_none() => {
                    r.add(line(name), "lint-depends-on-health", &[("service", name.as_str()), ("need", need.as_str())])
                }
                Some(_) => {}
            }
        }
    }
    let placed: BTreeSet<&ServiceName> = topology.levels().into_iter().flatten().collect();
    let circle: Vec<&str> = topology
        .services
        .iter()
        .filter(|(name, s)| {
            !placed.contains(name) && s.depends_on.keys().all(|need| topology.services.contains_key(need))
        })
        .map(|(name, _)| name.as_str())
        .collect();
    if let Some(first) = circle.first() {
        r.add(line(&ServiceName::from(*first)), "lint-circle", &[("services", &circle.join(", "))]);
    }
}

fn networks(node: &Node, r: &mut Report<'_>) -> BTreeMap<String, Network> {
    let mut found = BTreeMap::new();
    for (key, value) in yaml::entries(node, "networks", r) {
        let mut network = Network::default();
        if value.value != Value::Null
            && let Some(mut map) = Map::of(value, "networks", r)
        {
            network.internal = map.get("internal").and_then(|n| n.bool("networks.internal", r)).unwrap_or_default();
            map.get("name");
            map.finish(r);
        }
        found.insert(key.name.clone(), network);
    }
    found
}

fn volumes(node: &Node, r: &mut Report<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (key, value) in yaml::entries(node, "volumes", r) {
        if value.value != Value::Null
            && let Some(mut map) = Map::of(value, "volumes", r)
        {
            map.get("name");
            map.finish(r);
        }
        found.insert(key.name.clone());
    }
    found
}

/// Name to content of configs or secrets.
fn contents(node: &Node, what: &str, place: Place<'_>, r: &mut Report<'_>) -> BTreeMap<String, Vec<u8>> {
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

fn service(name: &str, node: &Node, shared: &Shared, place: Place<'_>, r: &mut Report<'_>) -> Option<Service> {
    let what = name;
    let mut map = Map::of(node, what, r)?;
    rights::refuse(name, node, &mut map, r);
    let (rights, cap_drop) = rights::read(name, node, &mut map, place.grants, r);
    let image = map.get("image").and_then(|n| n.str("image", r));
    let build = map.get("build").and_then(|n| build(name, n, place, r));
    let has_build = map.get("build").is_some();
    let command = map.get("command").and_then(|n| values::command(n, "command", r));
    let entrypoint = map.get("entrypoint").and_then(|n| values::command(n, "entrypoint", r));
    let environment = map.get("environment").map(|n| values::pairs(n, "environment", r)).unwrap_or_default();
    let networks = map.get("networks").map(|n| attached(n, shared, r)).unwrap_or_default();
    let (mounts, mut tmpfs) = map.get("volumes").map(|n| mounts(n, shared, r)).unwrap_or_default();
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
    let mut files = map.get("configs").map(|n| seeds(n, "configs", &shared.configs, r)).unwrap_or_default();
    files.extend(map.get("secrets").map(|n| seeds(n, "secrets", &shared.secrets, r)).unwrap_or_default());
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

fn build(service: &str, node: &Node, place: Place<'_>, r: &mut Report<'_>) -> Option<ImageBuild> {
    let mut made = ImageBuild { dockerfile: "Dockerfile".to_owned(), ..ImageBuild::default() };
    let context = match &node.value {
        Value::Str(context) => context.clone(),
        _ => {
            let mut map = Map::of(node, "build", r)?;
            let context = map.need("context", r).and_then(|n| n.str("build.context", r));
            if let Some(dockerfile) = map.get("dockerfile").and_then(|n| n.str("build.dockerfile", r)) {
                made.dockerfile = dockerfile;
            }
            made.target = map.get("target").and_then(|n| n.str("build.target", r));
            made.args = map.get("args").map(|n| values::pairs(n, "build.args", r)).unwrap_or_default();
            map.finish(r);
            context?
        }
    };
    match context.trim_end_matches('/').strip_prefix("../../images/") {
        Some(image) => {
            made.name = image.to_owned();
            match place.images.get(image) {
                Some(files) => made.context = files.clone(),
                None => {
                    let known: Vec<&str> = place.images.keys().map(String::as_str).collect();
                    r.add(node.line, "lint-no-catalogue-image", &[("image", image), ("known", &known.join(", "))]);
                    return None;
                }
            }
        }
        None => {
            let Some(inside) = files::inside(&context) else {
                r.add(node.line, "lint-path-leaves", &[("path", &context)]);
                return None;
            };
            made.name = format!("{}-{service}", place.lab);
            let prefix = if inside.is_empty() { String::new() } else { format!("{inside}/") };
            made.context = place
                .files
                .iter()
                .filter_map(|(path, content)| Some((path.strip_prefix(&prefix)?.to_owned(), content.clone())))
                .collect();
        }
    }
    if !made.context.contains_key(&made.dockerfile) {
        r.add(node.line, "lint-no-dockerfile", &[("file", &made.dockerfile), ("context", &context)]);
        return None;
    }
    Some(made)
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

type Mounts = (Vec<VolumeMount>, BTreeMap<String, String>);

fn mounts(node: &Node, shared: &Shared, r: &mut Report<'_>) -> Mounts {
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

/// Configs or secrets of a service, in the short or the long form.
fn seeds(node: &Node, what: &'static str, known: &BTreeMap<String, Vec<u8>>, r: &mut Report<'_>) -> Vec<SeedFile> {
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
