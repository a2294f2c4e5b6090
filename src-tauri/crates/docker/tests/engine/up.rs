//! Bringing topologies up: what is made, in which order, and what a failure says.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
    sync::Mutex,
    time::{Duration, Instant},
};

use paddock_core::{
    port::{ContainerState, Engine, ErrorKind, Stage},
    topology::{Condition, SeedFile},
};
use tokio::sync::oneshot;

use crate::common::*;

fn file(path: &str, content: &str) -> SeedFile {
    SeedFile { path: path.into(), content: content.into(), uid: 1000, gid: 1001, mode: 0o640 }
}

/// The engine fills an empty volume from the image when a container is made; several at once would stumble over each other's files.
#[tokio::test(flavor = "multi_thread")]
async fn services_that_share_a_volume_all_come_up() {
    in_home(|home| async move {
        let shares = || {
            let mut service = sleep();
            service.mounts = vec![mount("tools", "/usr/share"), mount("settings", "/etc/apt")];
            service
        };
        let names = ["a", "b", "c", "d", "e", "f"];
        let topology = topology(names.map(|name| (name, shares())));
        let found = home.up(&topology).await.unwrap();
        assert_eq!(found.len(), names.len());
        let count = exec(&["sh", "-c", "find /usr/share /etc/apt | wc -l"], b"");
        let mut counts = Vec::new();
        for container in &found {
            counts.push(home.engine.exec(&container.id, &count).await.unwrap().stdout);
        }
        assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "each sees the whole volume: {counts:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_is_as_the_topology_says() {
    in_home(|home| async move {
        // A web server of nothing but the shell and perl-base, that debian always has.
        let serve = r#"perl -MIO::Socket -e '$s=IO::Socket::INET->new(LocalPort=>8080,Listen=>5,ReuseAddr=>1) or die; while($c=$s->accept){<$c>; print $c "HTTP/1.0 200 OK\r\n\r\nhello"; close $c}'"#;
        let mut web = script(serve);
        web.ports = vec![8080];
        web.environment = BTreeMap::from([("GREETING".into(), "a=b c".into())]);
        web.networks = BTreeMap::from([("front".into(), vec!["www".into()]), ("back".into(), vec![])]);
        web.hostname = Some("webhost".into());
        web.labels = BTreeMap::from([("mine".into(), "yes".into())]);
        web.mounts = vec![mount("data", "/data")];
        web.files = vec![file("/etc/web/conf.d/a.conf", "one"), file("/data/sub/seed", "two")];
        web.init = true;
        web.cap_drop = vec!["NET_RAW".into()];
        web.tmpfs = BTreeMap::from([("/scratch".into(), "size=1m".into())]);
        web.extra_hosts = vec!["elsewhere:10.9.8.7".into()];
        let mut peer = sleep();
        peer.networks = BTreeMap::from([("front".into(), vec![])]);
        let topology = topology([("web", web), ("peer", peer)]);

        let stages = Mutex::new(Vec::new());
        let note = |p: paddock_core::port::UpProgress| stages.lock().unwrap().push((p.service.to_string(), p.stage));
        let found = home.engine.up(&home.owner, &topology, &note, never()).await.unwrap();
        let of_web: Vec<Stage> =
            stages.into_inner().unwrap().into_iter().filter(|(s, _)| s == "web").map(|(_, stage)| stage).collect();
        assert_eq!(of_web, [Stage::Created, Stage::Started, Stage::Ready]);

        let web = of(&found, "web");
        assert_eq!(web.name, format!("paddock-{}-web", home.owner.session));
        assert_eq!((web.state, web.session.clone()), (ContainerState::Running, home.owner.session.clone()));
        assert_eq!(web.ports.len(), 1);
        assert_eq!(web.ports[0].container, 8080);

        let mut answer = String::new();
        let deadline = Instant::now() + Duration::from_secs(10);
        while !answer.ends_with("hello") && Instant::now() < deadline {
            if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", web.ports[0].host)) {
                stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
                answer.clear();
                drop(stream.read_to_string(&mut answer));
            }
        }
        assert!(answer.ends_with("hello"), "the page at the published port: {answer:?}");

        let sh = |text: &'static str| home.sh(&web.id, text);
        assert_eq!(sh("cat /etc/web/conf.d/a.conf; stat -c ' %u:%g %a' /etc/web/conf.d/a.conf").await, "one 1000:1001 640");
        assert_eq!(sh("cat /data/sub/seed; stat -c ' %u:%g %a' /data/sub/seed").await, "two 1000:1001 640");
        assert_eq!(sh("stat -c '%u %a' /etc/web/conf.d /etc").await, "0 755\n0 755", "folders are passable");
        assert_eq!(sh("grep ' /data ' /proc/mounts | wc -l").await, "1", "the volume holds the file");
        assert_eq!(sh("echo $GREETING; hostname").await, "a=b c\nwebhost");
        assert_eq!(sh("getent hosts elsewhere | cut -d' ' -f1").await, "10.9.8.7");
        assert_eq!(sh("ulimit -Hn").await, "4096");
        assert_eq!(sh("grep NoNewPrivs /proc/self/status | tr -d '\\t'").await, "NoNewPrivs:1");
        let peer = of(&found, "peer");
        for name in ["web", "www", "peer"] {
            home.sh(&peer.id, &format!("getent hosts {name}")).await;
        }
        let back = home.exec(&peer.id, &["getent", "hosts", "nobody"], b"").await;
        assert_ne!(back.code, 0);

        let inspected = bare().inspect_container(web.id.as_str(), None).await.unwrap();
        let labels = inspected.config.unwrap().labels.unwrap();
        for (key, value) in [
            ("dev.paddock.home", home.owner.home.as_str()),
            ("dev.paddock.session", home.owner.session.as_str()),
            ("dev.paddock.lab", "a-lab"),
            ("dev.paddock.service", "web"),
            ("mine", "yes"),
        ] {
            assert_eq!(labels.get(key).map(String::as_str), Some(value), "{key}");
        }
        let host = inspected.host_config.unwrap();
        assert_eq!((host.memory, host.memory_swap, host.pids_limit), (Some(256 << 20), Some(256 << 20), Some(512)));
        assert_eq!(host.nano_cpus, Some(1_000_000_000));
        let networks = inspected.network_settings.unwrap().networks.unwrap();
        assert_eq!(networks.len(), 2, "both networks and no other: {:?}", networks.keys());
        assert_eq!(home.holdings().await, (2, 2, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_reach_what_is_read_only() {
    in_home(|home| async move {
        let mut sealed = sleep();
        sealed.read_only = true;
        sealed.tmpfs = BTreeMap::from([("/run".into(), String::new())]);
        sealed.mounts = vec![mount("shared", "/shared")];
        sealed.mounts[0].read_only = true;
        sealed.files =
            vec![file("/etc/apt/extra", "one"), file("/run/secrets/key", "two"), file("/shared/of-volume", "three")];
        let found = home.up(&topology([("sealed", sealed)])).await.unwrap();
        let id = &of(&found, "sealed").id;
        assert_eq!(home.sh(id, "cat /etc/apt/extra /run/secrets/key /shared/of-volume").await, "onetwothree");
        assert_eq!(home.sh(id, "stat -c '%u:%g %a' /run/secrets/key").await, "1000:1001 640");
        // The image's own files of the folder stay.
        home.sh(id, "ls /etc/apt | grep -q sources").await;
        let write = home.exec(id, &["sh", "-c", "echo x > /etc/apt/extra"], b"").await;
        assert_ne!(write.code, 0, "it is read-only still");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn levels_wait_for_health_and_completion() {
    in_home(|home| async move {
        let mut job = script("sleep 0.5; echo done > /data/job");
        job.mounts = vec![mount("data", "/data")];
        let mut db = checked(
            needs(script("sleep 1; touch /up; sleep 600"), "job", Condition::CompletedSuccessfully),
            "test -e /up",
            20,
        );
        db.mounts = vec![mount("data", "/data")];
        let app = needs(needs(sleep(), "db", Condition::Healthy), "job", Condition::Started);
        let order = Mutex::new(Vec::new());
        let note =
            |p: paddock_core::port::UpProgress| order.lock().unwrap().push(format!("{} {:?}", p.service, p.stage));
        let found = home
            .engine
            .up(&home.owner, &topology([("job", job), ("db", db), ("app", app)]), &note, never())
            .await
            .unwrap();
        let order: Vec<String> =
            order.into_inner().unwrap().into_iter().filter(|line| !line.ends_with("Created")).collect();
        assert_eq!(order, ["job Started", "job Ready", "db Started", "db Ready", "app Started", "app Ready"]);
        assert_eq!(of(&found, "job").state, ContainerState::Exited { code: 0 });
        assert_eq!(of(&found, "db").state, ContainerState::Healthy);
        assert_eq!(home.sh(&of(&found, "db").id, "cat /data/job").await, "done");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_ends_says_what_it_printed() {
    in_home(|home| async move {
        let job = script("echo starting; echo no such table >&2; exit 3");
        let error = home
            .up(&topology([("job", job), ("app", needs(sleep(), "job", Condition::CompletedSuccessfully))]))
            .await
            .unwrap_err();
        assert_eq!(error.target, "job");
        let ErrorKind::Exited { code: 3, tail } = &error.kind else { panic!("{error:?}") };
        assert!(tail.iter().any(|line| line == "no such table") && tail.len() == 2, "{tail:?}");
        assert_eq!(home.holdings().await, (0, 0, 0), "a failure leaves nothing");

        let sick = checked(script("sleep 600"), "echo the port is closed; exit 1", 2);
        let error = home.up(&topology([("sick", sick)])).await.unwrap_err();
        let ErrorKind::Unhealthy { tail } = &error.kind else { panic!("{error:?}") };
        assert!(tail.iter().any(|line| line == "the port is closed"), "{tail:?}");

        let dies = checked(script("sleep 0.5; echo out of luck; exit 4"), "false", 100);
        let error = home.up(&topology([("dies", dies)])).await.unwrap_err();
        assert!(matches!(&error.kind, ErrorKind::Exited { code: 4, tail } if tail == &["out of luck"]), "{error:?}");

        let unchecked = topology([("a", sleep()), ("b", needs(sleep(), "a", Condition::Healthy))]);
        let error = home.up(&unchecked).await.unwrap_err();
        assert!(error.target == "a" && error.detail.contains("no health check"), "{error:?}");

        let mut missing = sleep();
        missing.image = paddock_core::topology::ImageSource::Named("paddock/no-such-image:1".into());
        let error = home.up(&topology([("missing", missing)])).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound);
        assert!(error.target.contains("paddock/no-such-image:1"), "{error:?}");
        assert_eq!(home.holdings().await, (0, 0, 0), "a failure leaves nothing");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_at_any_moment_leaves_nothing() {
    in_home(|home| async move {
        let mut slow = checked(sleep(), "false", 1000);
        slow.mounts = vec![mount("data", "/data")];
        let topology = topology([("a", sleep()), ("b", sleep()), ("slow", slow)]);
        for wait in [0, 30, 120, 300, 700, 1500] {
            let (cancel, cancelled) = oneshot::channel::<()>();
            let up = home.engine.up(&home.owner, &topology, &|_| {}, Box::pin(async { drop(cancelled.await) }));
            let canceller = async {
                tokio::time::sleep(Duration::from_millis(wait)).await;
                drop(cancel);
            };
            let (result, ()) = tokio::join!(up, canceller);
            assert_eq!(result.unwrap_err().kind, ErrorKind::Cancelled, "after {wait} ms");
            assert_eq!(home.holdings().await, (0, 0, 0), "after {wait} ms");
        }
    })
    .await;
}
