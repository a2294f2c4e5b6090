use super::*;
use crate::{
    agreement::Agreement,
    event::{Event, Fact},
    grant::GrantKey,
    progress::State,
};

#[track_caller]
fn check(yaml: &str, expect: &str) {
    check_granted(&[], yaml, expect);
}

#[track_caller]
fn check_granted(grants: &[Grant], yaml: &str, expect: &str) {
    let files = Folder::from([
        ("compose.yaml".to_owned(), yaml.as_bytes().to_vec()),
        ("files/app.conf".to_owned(), b"port={{port}}\n".to_vec()),
    ]);
    let images =
        BTreeMap::from([("box".to_owned(), Folder::from([("Dockerfile".to_owned(), b"FROM scratch".to_vec())]))]);
    let mut findings = Vec::new();
    let values = Values::from([("port".to_owned(), "8123".to_owned())]);
    let got = match Compose::read(&files, &images, &mut findings).map(|compose| compose.resolve("lab", grants, &values))
    {
        Some(Ok(topology)) => format!("{:?}", topology.services.keys().map(|k| k.as_str()).collect::<Vec<_>>()),
        Some(Err(more)) => show(&more),
        None => show(&findings),
    };
    assert_eq!(got.trim(), expect.trim());
}

fn show(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|f| {
            let args: Vec<String> =
                f.args.iter().filter(|(k, _)| *k != "known").map(|(k, v)| format!("{k}={v}")).collect();
            format!("{}:{} {} {}\n", f.file, f.line.unwrap_or_default(), f.id, args.join(" "))
        })
        .collect()
}

#[test]
fn what_a_lab_uses_is_read() {
    check(
        "
services:
  web:
    build: ../../images/box
    command: sh -c 'sleep 1'
    environment: {A: '${port}', B: \"${missing:-x}\", C: $$HOME}
    ports: ['8080', '127.0.0.1:1:90', {target: 91}]
    mem_limit: 64m
    configs: [{source: app, target: /etc/app.conf, uid: '1000', mode: 0640}]
    healthcheck: {test: 'true', interval: 1s}
    networks: {front: {aliases: [shop]}}
    volumes: ['data:/data:ro']
  db:
    image: debian:bookworm-slim
    depends_on: {web: {condition: service_healthy}}
networks: {front: }
volumes: {data: }
configs: {app: {file: files/app.conf}}
",
        "[\"db\", \"web\"]",
    );
}

#[test]
fn anything_else_is_refused_by_name_and_line() {
    check(
        "
services:
  web:
    image: debian
    pid: host
    comand: x
    volumes:
      - /etc:/etc
    network_mode: host
",
        "
compose.yaml:9 lint-refused-key key=network_mode service=web
compose.yaml:5 lint-refused-key key=pid service=web
compose.yaml:8 lint-host-path path=/etc
compose.yaml:6 lint-unknown-key key=comand what=web near=command
",
    );
}

#[test]
fn names_that_lead_nowhere() {
    check(
        "
services:
  a:
    build: ../../../etc
    depends_on: [b]
  b:
    image: x
    depends_on: [c, a]
    environment: {P: '${nope}'}
  c:
    image: x
    depends_on: [b]
    configs: [ghost]
",
        "
compose.yaml:9 lint-no-variable name=nope
compose.yaml:4 lint-path-leaves path=../../../etc
compose.yaml:13 lint-no-config what=configs name=ghost
compose.yaml:6 lint-depends-on service=b need=a
compose.yaml:10 lint-circle services=c
",
    );
}

#[test]
fn broken_yaml_has_a_line() {
    check("services:\n  web: [\n", "compose.yaml:2 lint-yaml error=unclosed bracket '[' at line 2, column 8");
}

/// A grant of each key, for one service.
fn granted(service: &str, keys: &[GrantKey]) -> Grant {
    let why = crate::lang::Text { en: "Because.".into(), fr: "Parce que.".into() };
    Grant { service: service.into(), allow: keys.iter().map(|key| (*key, 1)).collect(), why }
}

const RIGHTS: &str = "
services:
  engine:
    image: debian
    cap_add: [CAP_SYS_ADMIN, net_admin, CHOWN]
    security_opt: ['seccomp:unconfined', apparmor=unconfined, 'no-new-privileges=false']
    privileged: true
    devices: [/dev/kvm, '/dev/fuse:/dev/fuse:rw', {source: /dev/net/tun}]
    cgroup: host
";

#[test]
fn a_right_needs_a_grant_of_its_key_and_its_service() {
    let all = "
compose.yaml:5 lint-needs-grant key=cap_add service=engine
compose.yaml:6 lint-needs-grant key=security_opt service=engine
compose.yaml:7 lint-needs-grant key=privileged service=engine
compose.yaml:8 lint-needs-grant key=devices service=engine
compose.yaml:9 lint-needs-grant key=cgroup service=engine
";
    check(RIGHTS, all);
    check_granted(&[granted("other", &GrantKey::ALL)], RIGHTS, all);
    let (some, rest) = GrantKey::ALL.split_at(2);
    check_granted(&[granted("engine", rest)], RIGHTS, &all.lines().take(3).collect::<Vec<_>>().join("\n"));
    check_granted(&[granted("engine", some), granted("engine", rest)], RIGHTS, "[\"engine\"]");
}

#[test]
fn no_grant_allows_what_reaches_for_the_host() {
    check_granted(
        &[granted("web", &GrantKey::ALL)],
        "
services:
  web:
    image: debian
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
    network_mode: host
    ipc: host
    devices: [/etc/shadow, /dev/../etc/shadow, 'vendor.com/gpu=all', '/dev/kvm:/dev/kvm:x']
    security_opt: [seccomp=/etc/profile.json]
    cap_add: [NETADMIN]
",
        "
compose.yaml:7 lint-refused-key key=ipc service=web
compose.yaml:6 lint-refused-key key=network_mode service=web
compose.yaml:10 lint-capability what=cap_add value=NETADMIN near=NET_ADMIN
compose.yaml:9 lint-not-one-of what=security_opt value=seccomp=/etc/profile.json
compose.yaml:8 lint-device value=/etc/shadow:/etc/shadow:rwm
compose.yaml:8 lint-device value=/dev/../etc/shadow:/dev/../etc/shadow:rwm
compose.yaml:8 lint-device value=vendor.com/gpu=all:vendor.com/gpu=all:rwm
compose.yaml:8 lint-device value=/dev/kvm:/dev/kvm:x
compose.yaml:5 lint-host-path path=/var/run/docker.sock
",
    );
}

#[test]
fn what_gives_no_more_than_the_default_needs_no_grant() {
    check(
        "
services:
  least:
    image: debian
    cap_drop: [ALL]
    cap_add: [CHOWN, CAP_NET_BIND_SERVICE]
    security_opt: ['no-new-privileges:true']
    privileged: false
    cgroup: private
",
        "[\"least\"]",
    );
}

#[test]
fn another_right_or_another_version_is_another_agreement() {
    let asked = |yaml: &str, version: u32| {
        let files = Folder::from([("compose.yaml".to_owned(), yaml.as_bytes().to_vec())]);
        let compose = Compose::read(&files, &BTreeMap::new(), &mut Vec::new()).expect("YAML");
        let topology = compose.resolve("lab", &[granted("engine", &GrantKey::ALL)], &Values::new()).expect("granted");
        Agreement::asked(&"lab".into(), version, &topology)
    };
    let agreement = asked(RIGHTS, 1).expect("it asks for much");
    let fact = Fact::GrantsAgreed(agreement.clone());
    let mut state = State::default();
    state.apply(&Event { seq: 1, at: "2026-02-14T08:00:00Z".parse().expect("a time"), fact });
    let agreed = |yaml: &str, version: u32| asked(yaml, version).is_none_or(|asked| state.agreements.contains(&asked));

    assert!(agreed(RIGHTS, 1), "once is enough");
    assert!(agreed(&RIGHTS.replace("image: debian", "image: debian\n    hostname: other"), 1), "what is no right");
    assert!(!agreed(RIGHTS, 2), "a new version asks again");
    assert!(!agreed(&RIGHTS.replace("net_admin", "SYS_TIME"), 1), "another right asks again");
    assert!(!agreed(&RIGHTS.replace("/dev/kvm", "/dev/sda"), 1), "another device asks again");
    assert!(agreed("services: {engine: {image: debian}}", 2), "nothing asked for");
    let json = serde_json::to_value(&agreement).expect("JSON");
    assert_eq!(json["rights"]["engine"][0], "cap_add NET_ADMIN", "kept in the words of compose.yaml");
}
