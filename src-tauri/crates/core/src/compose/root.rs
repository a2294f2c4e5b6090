//! The top level: services, networks and volumes, and what services say of each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    data,
    place::{Place, Shared},
    service,
};
use crate::{
    finding::Report,
    id::ServiceName,
    topology::{Condition, Network, Topology},
    yaml::{self, Map, Node, Value},
};

pub fn topology(root: &Node, place: Place<'_>, r: &mut Report<'_>) -> Option<Topology> {
    let mut map = Map::of(root, "compose.yaml", r)?;
    map.get("name");
    map.get("version");
    let services_node = map.need("services", r);
    let networks = map.get("networks").map(|n| networks(n, r)).unwrap_or_default();
    let volumes = map.get("volumes").map(|n| volumes(n, r)).unwrap_or_default();
    let configs = map.get("configs").map(|n| data::contents(n, "configs", place, r)).unwrap_or_default();
    let secrets = map.get("secrets").map(|n| data::contents(n, "secrets", place, r)).unwrap_or_default();
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
        if let Some(service) = service::service(&key.name, node, &shared, place, r) {
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
