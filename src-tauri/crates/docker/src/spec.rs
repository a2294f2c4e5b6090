//! A service of a topology in the engine's own words: the body of "create a container".

use std::{collections::BTreeMap, collections::HashMap, time::Duration};

use bollard::models::{
    ContainerCreateBody, DeviceMapping, EndpointSettings, HealthConfig, HostConfig, HostConfigCgroupnsModeEnum, Mount,
    MountType, NetworkingConfig, PortBinding, ResourcesUlimits, RestartPolicy, RestartPolicyNameEnum,
};
use paddock_core::{
    grant::{CgroupNamespace, Device, Rights, SecurityOpt},
    id::ServiceName,
    port::Owner,
    topology::{Healthcheck, Restart, Service, Topology},
};

use crate::{connect::Api, labels};

/// The network of services that name none.
const DEFAULT_NETWORK: &str = "default";
/// From here on the engine joins several networks at creation.
const SEVERAL_NETWORKS: Api = Api(1, 44);
/// Limits that every process of a lab gets unless the lab names its own. Podman needs them named.
const ULIMITS: [(&str, (i64, i64)); 2] = [("nofile", (1024, 4096)), ("nproc", (4096, 8192))];

/// The networks to make, by the lab's names; the value says whether one has no way out.
pub(crate) fn networks(topology: &Topology) -> BTreeMap<String, bool> {
    let mut networks: BTreeMap<String, bool> =
        topology.networks.iter().map(|(name, network)| (name.clone(), network.internal)).collect();
    if topology.services.values().any(|service| service.networks.is_empty()) {
        networks.entry(DEFAULT_NETWORK.to_owned()).or_insert(false);
    }
    networks
}

/// What to create, and the networks to join between creation and start.
pub(crate) struct Spec {
    pub body: ContainerCreateBody,
    pub join_later: Vec<(String, EndpointSettings)>,
}

pub(crate) fn container(owner: &Owner, topology: &Topology, name: &ServiceName, service: &Service, api: Api) -> Spec {
    let mut networks = attachments(owner, topology, name, service);
    let first = networks[0].0.clone();
    let join_later = if api >= SEVERAL_NETWORKS { Vec::new() } else { networks.split_off(1) };

    let mut labels: HashMap<String, String> = service.labels.clone().into_iter().collect();
    labels.extend(labels::of(owner));
    labels.insert(labels::SERVICE.to_owned(), name.to_string());

    let body = ContainerCreateBody {
        image: Some(service.image.reference()),
        cmd: service.command.clone(),
        // The engine takes an empty list for "as the image says", and one empty word for "none".
        entrypoint: service.entrypoint.clone().map(|words| if words.is_empty() { vec![String::new()] } else { words }),
        env: Some(service.environment.iter().map(|(key, value)| format!("{key}={value}")).collect()),
        hostname: service.hostname.clone(),
        working_dir: service.working_dir.clone(),
        user: service.user.clone(),
        tty: Some(service.tty),
        open_stdin: Some(service.stdin_open),
        exposed_ports: Some(service.ports.iter().map(|port| format!("{port}/tcp")).collect()),
        healthcheck: service.healthcheck.as_ref().map(health),
        labels: Some(labels),
        stop_signal: service.stop_signal.clone(),
        stop_timeout: Some(i64::try_from(service.stop_grace.as_secs()).unwrap_or(i64::MAX)),
        host_config: Some(host(owner, service, first)),
        networking_config: Some(NetworkingConfig { endpoints_config: Some(networks.into_iter().collect()) }),
        ..Default::default()
    };
    Spec { body, join_later }
}

/// The networks of a service with the names it has there, one with a way out first: the engine routes through the first.
fn attachments(
    owner: &Owner,
    topology: &Topology,
    name: &ServiceName,
    service: &Service,
) -> Vec<(String, EndpointSettings)> {
    let default = BTreeMap::from([(DEFAULT_NETWORK.to_owned(), Vec::new())]);
    let wanted = if service.networks.is_empty() { &default } else { &service.networks };
    let mut wanted: Vec<_> = wanted.iter().collect();
    wanted.sort_by_key(|(network, _)| topology.networks.get(*network).is_some_and(|n| n.internal));
    wanted
        .into_iter()
        .map(|(network, more)| {
            let mut aliases = vec![name.to_string()];
            aliases.extend(more.iter().cloned());
            let settings = EndpointSettings { aliases: Some(aliases), ..Default::default() };
            (labels::object(&owner.session, network), settings)
        })
        .collect()
}

fn host(owner: &Owner, service: &Service, network: String) -> HostConfig {
    let number = |n: u64| Some(i64::try_from(n).unwrap_or(i64::MAX));
    let port = || PortBinding { host_ip: Some("127.0.0.1".into()), host_port: Some(String::new()) };
    let mut ulimits: BTreeMap<&str, (i64, i64)> = BTreeMap::from(ULIMITS);
    ulimits.extend(service.ulimits.iter().map(|(name, limits)| (name.as_str(), *limits)));
    HostConfig {
        memory: number(service.limits.memory_bytes),
        // The same figure for both means: no swap on top.
        memory_swap: number(service.limits.memory_bytes),
        nano_cpus: number(service.limits.nano_cpus),
        pids_limit: number(service.limits.pids),
        security_opt: Some(security_opt(&service.rights)),
        privileged: Some(service.rights.privileged),
        devices: Some(service.rights.devices.iter().map(device).collect()),
        cgroupns_mode: service.rights.cgroup.map(|namespace| match namespace {
            CgroupNamespace::Host => HostConfigCgroupnsModeEnum::HOST,
            CgroupNamespace::Private => HostConfigCgroupnsModeEnum::PRIVATE,
        }),
        cap_add: Some(service.rights.cap_add.clone()),
        cap_drop: Some(service.cap_drop.clone()),
        init: Some(service.init),
        readonly_rootfs: Some(service.read_only),
        tmpfs: Some(service.tmpfs.clone().into_iter().collect()),
        mounts: Some(
            service
                .mounts
                .iter()
                .map(|m| volume(labels::object(&owner.session, &m.volume), &m.target, m.read_only))
                .collect(),
        ),
        port_bindings: Some(service.ports.iter().map(|p| (format!("{p}/tcp"), Some(vec![port()]))).collect()),
        restart_policy: Some(RestartPolicy {
            name: Some(match service.restart {
                Restart::No => RestartPolicyNameEnum::NO,
                Restart::OnFailure => RestartPolicyNameEnum::ON_FAILURE,
                Restart::Always => RestartPolicyNameEnum::ALWAYS,
            }),
            maximum_retry_count: None,
        }),
        network_mode: Some(network),
        extra_hosts: Some(service.extra_hosts.clone()),
        dns: Some(service.dns.clone()),
        sysctls: Some(service.sysctls.clone().into_iter().collect()),
        ulimits: Some(
            ulimits
                .into_iter()
                .map(|(name, (soft, hard))| ResourcesUlimits {
                    name: Some(name.into()),
                    soft: Some(soft),
                    hard: Some(hard),
                })
                .collect(),
        ),
        ..Default::default()
    }
}

/// What was granted, and the default for what was not.
fn security_opt(rights: &Rights) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    if !rights.security_opt.contains(&SecurityOpt::NewPrivileges) {
        options.push("no-new-privileges:true".into());
    }
    let granted = rights.security_opt.iter().filter(|opt| **opt != SecurityOpt::NewPrivileges);
    options.extend(granted.map(|opt| opt.words().to_owned()));
    options
}

fn device(device: &Device) -> DeviceMapping {
    DeviceMapping {
        path_on_host: Some(device.host.clone()),
        path_in_container: Some(device.container.clone()),
        cgroup_permissions: Some(device.permissions.clone()),
    }
}

/// A named volume at a path.
pub(crate) fn volume(name: String, target: &str, read_only: bool) -> Mount {
    Mount {
        typ: Some(MountType::VOLUME),
        source: Some(name),
        target: Some(target.to_owned()),
        read_only: Some(read_only),
        ..Default::default()
    }
}

fn health(check: &Healthcheck) -> HealthConfig {
    let nanos = |d: Duration| Some(i64::try_from(d.as_nanos()).unwrap_or(i64::MAX));
    HealthConfig {
        test: Some(check.test.clone()),
        interval: nanos(check.interval),
        timeout: nanos(check.timeout),
        retries: Some(i64::from(check.retries)),
        start_period: nanos(check.start_period),
        start_interval: None,
    }
}

#[cfg(test)]
mod tests {
    use paddock_core::{
        compose::Compose,
        files::Folder,
        grant::{Grant, GrantKey},
        lang::Text,
        vars::Values,
    };

    use super::*;

    const PRIVILEGED: &str = "
services:
  engine:
    image: debian
    privileged: true
    security_opt: ['no-new-privileges:false', 'seccomp=unconfined']
    cgroup: host
    mem_limit: 64m
";

    /// An engine that runs in a container itself cannot start a privileged one; so this looks at what it would be sent.
    #[test]
    fn privileged_is_passed_on_and_limits_stay() {
        let files = Folder::from([("compose.yaml".to_owned(), PRIVILEGED.as_bytes().to_vec())]);
        let images = BTreeMap::new();
        let why = Text { en: "Because.".into(), fr: "Parce que.".into() };
        let grant = Grant { service: "engine".into(), allow: GrantKey::ALL.map(|key| (key, 1)).into(), why };
        let compose = Compose::read(&files, &images, &mut Vec::new()).unwrap();
        let topology = compose.resolve("lab", &[grant], &Values::new()).unwrap();

        let owner = Owner { home: "home".into(), session: "session".into(), lab: "lab".into() };
        let host = host(&owner, &topology.services["engine"], "network".into());
        assert_eq!(host.privileged, Some(true));
        assert_eq!(host.security_opt.as_deref(), Some(&["seccomp=unconfined".to_owned()][..]));
        assert_eq!(host.cgroupns_mode, Some(HostConfigCgroupnsModeEnum::HOST));
        assert_eq!(host.memory, Some(64 << 20));
    }
}
