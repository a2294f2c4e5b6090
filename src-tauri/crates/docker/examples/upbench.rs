use bollard::{
    models::{ContainerCreateBody, HostConfig, NetworkCreateRequest},
    query_parameters::*,
};
use futures::future::join_all;
use paddock_core::{id::*, port::*, topology::*};
use std::{collections::*, time::*};
#[tokio::main]
async fn main() {
    let rounds: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let engine = paddock_docker::connect(None).unwrap();
    engine.info().await.unwrap();
    let docker = bollard::Docker::connect_with_unix(
        "/var/run/docker.sock",
        120,
        &bollard::ClientVersion { major_version: 1, minor_version: 41 },
    )
    .unwrap();
    let svc = || Service {
        image: ImageSource::Named("debian:bookworm-slim".into()),
        command: Some(vec!["sleep".into(), "600".into()]),
        entrypoint: None,
        environment: Default::default(),
        networks: Default::default(),
        mounts: vec![],
        tmpfs: Default::default(),
        ports: vec![],
        depends_on: Default::default(),
        healthcheck: None,
        hostname: None,
        working_dir: None,
        user: None,
        cap_drop: vec![],
        init: false,
        read_only: false,
        tty: false,
        stdin_open: false,
        restart: Restart::No,
        labels: Default::default(),
        files: vec![],
        limits: Limits::default(),
        stop_signal: None,
        stop_grace: Duration::from_secs(1),
        extra_hosts: vec![],
        dns: vec![],
        sysctls: Default::default(),
        ulimits: Default::default(),
    };
    let topology = Topology {
        services: ["a", "b", "c"].map(|n| (n.into(), svc())).into(),
        networks: Default::default(),
        volumes: Default::default(),
    };
    let (mut ours, mut floor) = (vec![], vec![]);
    for n in 0..rounds {
        for k in 0..2 {
            if (n + k) % 2 == 0 {
                let owner =
                    Owner { home: HomeId::new("upbench"), session: SessionId::new(format!("ub{n}")), lab: "l".into() };
                let t = Instant::now();
                engine.up(&owner, &topology, &|_| {}, Box::pin(std::future::pending())).await.unwrap();
                ours.push(t.elapsed().as_secs_f64());
                engine.down(&owner.home, &owner.session).await.unwrap();
            } else {
                let net = format!("ubfloor{n}");
                let t = Instant::now();
                docker.create_network(NetworkCreateRequest { name: net.clone(), ..Default::default() }).await.unwrap();
                let ids: Vec<String> = join_all(["a", "b", "c"].map(|s| {
                    let docker = docker.clone();
                    let net = net.clone();
                    async move {
                        let o = CreateContainerOptionsBuilder::new().name(&format!("{net}-{s}")).build();
                        docker
                            .create_container(
                                Some(o),
                                ContainerCreateBody {
                                    image: Some("debian:bookworm-slim".into()),
                                    cmd: Some(vec!["sleep".into(), "600".into()]),
                                    host_config: Some(HostConfig {
                                        network_mode: Some(net.clone()),
                                        memory: Some(256 << 20),
                                        memory_swap: Some(256 << 20),
                                        nano_cpus: Some(1_000_000_000),
                                        pids_limit: Some(512),
                                        security_opt: Some(vec!["no-new-privileges:true".into()]),
                                        ..Default::default()
                                    }),
                                    ..Default::default()
                                },
                            )
                            .await
                            .unwrap()
                            .id
                    }
                }))
                .await;
                for r in join_all(ids.iter().map(|id| docker.start_container(id, None))).await {
                    r.unwrap();
                }
                floor.push(t.elapsed().as_secs_f64());
                for id in &ids {
                    docker
                        .remove_container(id, Some(RemoveContainerOptionsBuilder::new().force(true).v(true).build()))
                        .await
                        .unwrap();
                }
                docker.remove_network(&net).await.unwrap();
            }
        }
        eprintln!("{n}: {:.2} {:.2}", ours[n], floor[n]);
    }
    eprintln!("{ours:?} {floor:?}");
    for v in [&mut ours, &mut floor] {
        v.sort_by(f64::total_cmp);
    }
    println!(
        "ours {:.3} ({:.3}..{:.3})  floor {:.3} ({:.3}..{:.3})  ratio {:.3}",
        ours[rounds / 2],
        ours[0],
        ours[rounds - 1],
        floor[rounds / 2],
        floor[0],
        floor[rounds - 1],
        ours[rounds / 2] / floor[rounds / 2]
    );
}
