use super::*;

#[track_caller]
fn check(yaml: &str, expect: &str) {
    let files = Folder::from([
        ("compose.yaml".to_owned(), yaml.as_bytes().to_vec()),
        ("files/app.conf".to_owned(), b"port={{port}}\n".to_vec()),
    ]);
    let images =
        BTreeMap::from([("box".to_owned(), Folder::from([("Dockerfile".to_owned(), b"FROM scratch".to_vec())]))]);
    let source = Source { folder_name: "lab", files: &files, images: &images, tracks: &[] };
    let mut findings = Vec::new();
    let values = Values::from([("port".to_owned(), "8123".to_owned())]);
    let got = match Compose::read(source, &mut findings).map(|compose| compose.resolve("lab", &values)) {
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
    privileged: true
    comand: x
    volumes:
      - /etc:/etc
    network_mode: host
",
        "
compose.yaml:5 lint-refused-key key=privileged service=web
compose.yaml:9 lint-refused-key key=network_mode service=web
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
