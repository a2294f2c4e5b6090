//! What happens to sessions after they are up: down, sweep, reset, pause, resume; and homes beside each other.

use std::time::Duration;

use futures::StreamExt;
use paddock_core::{
    id::{ServiceName, SessionId},
    port::{BoxStream, ContainerState, Engine, EngineError, EngineEvent, ErrorKind, Owner, Swept},
    topology::Condition,
};

use crate::common::*;

/// Podman may be allowed no more than these.
fn ulimits() -> Vec<bollard::models::ResourcesUlimits> {
    let limit = |name: &str, soft, hard| bollard::models::ResourcesUlimits {
        name: Some(name.into()),
        soft: Some(soft),
        hard: Some(hard),
    };
    vec![limit("nofile", 1024, 4096), limit("nproc", 4096, 8192)]
}

#[tokio::test(flavor = "multi_thread")]
async fn two_homes_on_one_engine_never_touch_each_other() {
    in_home(|one| async move {
        in_home(|other| async move {
            let mut s = sleep();
            s.mounts = vec![mount("data", "/data")];
            let topology = topology([("box", s)]);
            let (a, b) = tokio::join!(one.up(&topology), other.up(&topology));
            a.unwrap();
            b.unwrap();
            // Not even with the other's session.
            one.engine.down(&one.owner.home, &other.owner.session).await.unwrap();
            one.engine.sweep(&one.owner.home, &[]).await.unwrap();
            assert_eq!(one.holdings().await, (0, 0, 0));
            assert_eq!(other.holdings().await, (1, 1, 1));
            assert_eq!(one.engine.containers(&one.owner.home).await.unwrap().len(), 0);
            assert_eq!(other.engine.containers(&other.owner.home).await.unwrap().len(), 1);
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_removes_what_no_session_owns() {
    in_home(|home| async move {
        let mut s = sleep();
        s.mounts = vec![mount("data", "/data")];
        let topology = topology([("box", s)]);
        let kept = Owner { session: SessionId::new(id()), ..home.owner.clone() };
        home.up(&topology).await.unwrap();
        home.engine.up(&kept, &topology, &|_| {}, never()).await.unwrap();
        // Something foreign on a network does not hold it.
        let stranger = bollard::models::ContainerCreateBody {
            image: Some(BASE.into()),
            cmd: Some(vec!["sleep".into(), "600".into()]),
            host_config: Some(bollard::models::HostConfig { ulimits: Some(ulimits()), ..Default::default() }),
            ..Default::default()
        };
        let docker = bare();
        let stranger = docker.create_container(None, stranger).await.unwrap().id;
        docker.start_container(&stranger, None).await.unwrap();
        let join = bollard::models::NetworkConnectRequest { container: stranger.clone(), endpoint_config: None };
        docker.connect_network(&format!("paddock-{}-default", home.owner.session), join).await.unwrap();

        let swept = home.engine.sweep(&home.owner.home, std::slice::from_ref(&kept.session)).await;
        let force = bollard::query_parameters::RemoveContainerOptionsBuilder::new().force(true).build();
        docker.remove_container(&stranger, Some(force)).await.unwrap();
        assert_eq!(swept.unwrap(), Swept { containers: 1, networks: 1, volumes: 1 });
        let left = home.engine.containers(&home.owner.home).await.unwrap();
        assert!(left.len() == 1 && left[0].session == kept.session, "{left:?}");

        // Two that remove the same wait for each other.
        let (a, b) =
            tokio::join!(home.engine.down(&kept.home, &kept.session), home.engine.down(&kept.home, &kept.session));
        a.unwrap();
        b.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_group_is_pristine_and_the_rest_stays() {
    in_home(|home| async move {
        let with = |volume: &str| {
            let mut s = sleep();
            s.mounts = vec![mount(volume, "/data")];
            s
        };
        let topology = topology([("a", with("shared")), ("b", with("shared")), ("c", with("own"))]);
        let before = home.up(&topology).await.unwrap();
        for name in ["a", "b", "c"] {
            home.sh(&of(&before, name).id, "touch /data/mark-$$ /mark").await;
        }
        let group: Vec<ServiceName> = topology.reset_group(&"a".into()).into_iter().collect();
        assert_eq!(group.len(), 2);
        let after = home.engine.reset(&home.owner, &topology, &group).await.unwrap();
        assert_eq!(after.len(), 3);
        for name in ["a", "b"] {
            assert_ne!(of(&after, name).id, of(&before, name).id, "{name} is new");
            assert_eq!(home.sh(&of(&after, name).id, "ls /data; test ! -e /mark").await, "", "{name} is pristine");
        }
        assert_eq!(of(&after, "c").id, of(&before, "c").id);
        home.sh(&of(&after, "c").id, "test -e /mark && ls /data/mark-*").await;
        home.sh(&of(&after, "c").id, "getent hosts a").await;
        assert_eq!(home.holdings().await, (3, 1, 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_comes_back_from_pause_and_from_death() {
    in_home(|home| async move {
        let job = script("exit 0");
        let mut db = checked(
            needs(script("touch /up; exec sleep 600"), "job", Condition::CompletedSuccessfully),
            "test -e /up",
            5,
        );
        db.ports = vec![80];
        let topology = topology([("job", job), ("db", db), ("app", needs(sleep(), "db", Condition::Healthy))]);
        let up = home.up(&topology).await.unwrap();
        home.sh(&of(&up, "app").id, "echo work > /work").await;

        let mut events = home.engine.events(&home.owner.home).await.unwrap();
        home.engine.pause(&home.owner.home, &home.owner.session).await.unwrap();
        home.engine.pause(&home.owner.home, &home.owner.session).await.unwrap();
        let paused = home.engine.containers(&home.owner.home).await.unwrap();
        assert_eq!(of(&paused, "app").state, ContainerState::Paused);
        let refused = home.engine.exec(&of(&paused, "app").id, &exec(&["true"], b"")).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::NotRunning, "{refused:?}");

        let back = home.engine.resume(&home.owner, &topology).await.unwrap();
        assert!(of(&back, "app").state.is_up() && of(&back, "db").state == ContainerState::Healthy, "{back:?}");
        assert_eq!(of(&back, "job").state, ContainerState::Exited { code: 0 }, "a job that is done stays done");

        let mut seen = Vec::new();
        let next = async |events: &mut BoxStream<Result<EngineEvent, EngineError>>| -> (String, ContainerState) {
            let event = tokio::time::timeout(Duration::from_secs(120), events.next()).await.unwrap().unwrap().unwrap();
            assert_eq!(event.session, home.owner.session);
            (event.service.to_string(), event.state)
        };
        let has = |seen: &[(String, ContainerState)], name: &str, state| seen.contains(&(name.to_owned(), state));
        while !(has(&seen, "db", ContainerState::Healthy) && has(&seen, "app", ContainerState::Running)) {
            seen.push(next(&mut events).await);
        }
        assert!(has(&seen, "db", ContainerState::Paused) && has(&seen, "app", ContainerState::Paused), "{seen:?}");

        for name in ["db", "app"] {
            bare().kill_container(of(&back, name).id.as_str(), None).await.unwrap();
        }
        let killed = ContainerState::Exited { code: 137 };
        while !(has(&seen, "db", killed) && has(&seen, "app", killed)) {
            seen.push(next(&mut events).await);
        }

        let back = home.engine.resume(&home.owner, &topology).await.unwrap();
        assert_eq!(of(&back, "db").state, ContainerState::Healthy);
        assert_eq!(of(&back, "db").ports.len(), 1, "its port is published again");
        assert_eq!(home.sh(&of(&back, "app").id, "cat /work").await, "work", "nothing is lost");
        let running = home.engine.resume(&home.owner, &topology).await.unwrap();
        assert_eq!(running, back, "what runs is left as it is");

        // A service that the learner broke does not keep the session from coming back.
        home.sh(&of(&back, "db").id, "rm /up").await;
        while next(&mut events).await != ("db".to_owned(), ContainerState::Unhealthy) {}
        let back = home.engine.resume(&home.owner, &topology).await.unwrap();
        assert_eq!(of(&back, "db").state, ContainerState::Unhealthy);

        let force = bollard::query_parameters::RemoveContainerOptionsBuilder::new().force(true).build();
        bare().remove_container(of(&back, "app").id.as_str(), Some(force)).await.unwrap();
        let gone = home.engine.resume(&home.owner, &topology).await.unwrap_err();
        assert_eq!((gone.kind, gone.target.as_str()), (ErrorKind::NotFound, "app"));
    })
    .await;
}
