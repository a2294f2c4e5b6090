//! What a container may do with a granted right, and may not without it.

use bollard::models::{HostConfig, PortBinding};
use paddock_core::{
    grant::{CgroupNamespace, Device, Rights, SecurityOpt},
    id::ContainerId,
    port::Engine,
    topology::Service,
};

use crate::common::*;

/// Sets the MTU of the loopback interface, which the kernel lets holders of CAP_NET_ADMIN do. Perl is in every Debian.
const SET_MTU: &str =
    r#"socket(my $s, 2, 2, 0) or die; my $r = pack("a16ix20", "lo", 1400); ioctl($s, 0x8922, $r) or die "$!\n""#;

async fn host_config(container: &ContainerId) -> HostConfig {
    bare().inspect_container(container.as_str(), None).await.unwrap().host_config.expect("a configuration")
}

fn with(rights: Rights) -> Service {
    Service { rights, ..sleep() }
}

fn capabilities(names: &[&str]) -> Rights {
    Rights { cap_add: names.iter().map(|name| (*name).to_owned()).collect(), ..Rights::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_capability_lets_a_container_do_what_it_could_not() {
    in_home(|home| async move {
        let topology = topology([("plain", sleep()), ("granted", with(capabilities(&["NET_ADMIN"])))]);
        let found = home.up(&topology).await.unwrap();
        let plain = home.exec(&of(&found, "plain").id, &["perl", "-e", SET_MTU], b"").await;
        assert_ne!(plain.code, 0, "without the right the kernel refuses");
        assert_eq!(String::from_utf8_lossy(&plain.stderr), "Operation not permitted\n");

        let granted = &of(&found, "granted").id;
        assert_eq!(home.exec(granted, &["perl", "-e", SET_MTU], b"").await.code, 0);
        assert_eq!(home.sh(granted, "cat /sys/class/net/lo/mtu").await, "1400");

        // The right outlives a reset, and nothing but the capability is different.
        let anew = home.engine.reset(&home.owner, &topology, &["granted".into()]).await.unwrap();
        assert_eq!(home.exec(&of(&anew, "granted").id, &["perl", "-e", SET_MTU], b"").await.code, 0);
        let (plain, granted) = (&of(&found, "plain").id, &of(&anew, "granted").id);
        let (plain, granted) = (host_config(plain).await, host_config(granted).await);
        let added = granted.cap_add.clone().unwrap();
        assert_eq!(added.iter().map(|name| name.trim_start_matches("CAP_")).collect::<Vec<_>>(), ["NET_ADMIN"]);
        assert_eq!(HostConfig { cap_add: None, ..granted }, HostConfig { cap_add: None, ..plain });
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_capabilities_but_those_that_are_dropped() {
    in_home(|home| async move {
        let mut engine = with(capabilities(&["ALL"]));
        engine.cap_drop = vec!["SYS_RESOURCE".into(), "SYS_TIME".into()];
        let found = home.up(&topology([("engine", engine), ("plain", sleep())])).await.unwrap();
        let has = |mask: u64, bit: u64| mask >> bit & 1 == 1;
        let of_service = |name: &'static str| {
            let id = of(&found, name).id.clone();
            let home = home.clone();
            async move {
                let line = home.sh(&id, "grep CapEff /proc/self/status | cut -f2").await;
                u64::from_str_radix(&line, 16).unwrap()
            }
        };
        // Numbers of linux/capability.h: NET_ADMIN 12, SYS_ADMIN 21, SYS_RESOURCE 24, SYS_TIME 25.
        let (engine, plain) = (of_service("engine").await, of_service("plain").await);
        assert!(has(engine, 12) && has(engine, 21), "{engine:x}");
        assert!(!has(engine, 24) && !has(engine, 25), "{engine:x}");
        assert!(![12, 21, 24, 25].into_iter().any(|bit| has(plain, bit)), "{plain:x}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn security_options_one_by_one() {
    in_home(|home| async move {
        let opts = |opts: &[SecurityOpt]| Rights { security_opt: opts.iter().copied().collect(), ..Rights::default() };
        let found = home
            .up(&topology([
                ("plain", sleep()),
                ("seccomp", with(opts(&[SecurityOpt::NoSeccomp, SecurityOpt::NoAppArmor]))),
                ("sudo", with(opts(&[SecurityOpt::NewPrivileges]))),
            ]))
            .await
            .unwrap();
        for (name, no_new_privileges, seccomp) in [("plain", "1", "2"), ("seccomp", "1", "0"), ("sudo", "0", "2")] {
            let id = &of(&found, name).id;
            let value = |field: &str| format!("grep -w {field} /proc/self/status | cut -f2");
            let got = (home.sh(id, &value("NoNewPrivs:")).await, home.sh(id, &value("Seccomp:")).await);
            assert_eq!(got, (no_new_privileges.into(), seccomp.into()), "{name}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_and_cgroups_and_the_defaults_beside_them() {
    in_home(|home| async move {
        let device = Device { host: "/dev/zero".into(), container: "/dev/of-the-lab".into(), permissions: "r".into() };
        let rights = Rights { devices: vec![device], cgroup: Some(CgroupNamespace::Private), ..Rights::default() };
        let mut service = with(rights);
        service.ports = vec![8080];
        let found = home.up(&topology([("box", service)])).await.unwrap();
        let id = &of(&found, "box").id;
        assert_eq!(home.sh(id, "head -c 4 /dev/of-the-lab | od -An -tx1").await, "00 00 00 00");
        assert_eq!(home.sh(id, "grep -c ':/$' /proc/self/cgroup | sed 's/^[1-9].*/some/'").await, "some");

        let host = host_config(id).await;
        let devices = host.devices.unwrap();
        assert_eq!((devices.len(), devices[0].cgroup_permissions.as_deref()), (1, Some("r")));
        assert_eq!((host.memory, host.nano_cpus, host.pids_limit), (Some(256 << 20), Some(1_000_000_000), Some(512)));
        assert_eq!(host.security_opt.as_deref(), Some(&["no-new-privileges:true".to_owned()][..]));
        assert_eq!(host.privileged, Some(false));
        let bound: Vec<PortBinding> = host.port_bindings.unwrap().into_values().flatten().flatten().collect();
        assert_eq!(bound[0].host_ip.as_deref(), Some("127.0.0.1"));
    })
    .await;
}
