//! What a service may do beyond what every lab may: rights that `compose.yaml` asks for and `lab.yaml` gives a reason for. The
//! learner's yes to them is an [`Agreement`](crate::agreement::Agreement).
//!
//! Paths and namespaces of the host and the engine's socket are no rights: nothing here can name them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{finding::nearest, id::ServiceName, lang::Text};

/// A key of `compose.yaml` that a lab may use where it says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantKey {
    CapAdd,
    SecurityOpt,
    Privileged,
    Devices,
    Cgroup,
}

impl GrantKey {
    pub const ALL: [GrantKey; 5] =
        [GrantKey::CapAdd, GrantKey::SecurityOpt, GrantKey::Privileged, GrantKey::Devices, GrantKey::Cgroup];

    pub fn name(self) -> &'static str {
        match self {
            GrantKey::CapAdd => "cap_add",
            GrantKey::SecurityOpt => "security_opt",
            GrantKey::Privileged => "privileged",
            GrantKey::Devices => "devices",
            GrantKey::Cgroup => "cgroup",
        }
    }

    pub fn of_name(name: &str) -> Option<GrantKey> {
        GrantKey::ALL.into_iter().find(|key| key.name() == name)
    }
}

/// An entry of `grants` in lab.yaml: a service, the keys it may use, and the reason that the learner reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    pub service: ServiceName,
    /// Key to the line on which it stands.
    pub allow: BTreeMap<GrantKey, u32>,
    pub why: Text,
}

/// What a service of a topology may do beyond the default. The default is nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rights {
    /// Names without `CAP_`; [`ALL`] is all.
    pub cap_add: Vec<String>,
    pub security_opt: BTreeSet<SecurityOpt>,
    pub privileged: bool,
    pub devices: Vec<Device>,
    /// Nothing leaves it to the engine.
    pub cgroup: Option<CgroupNamespace>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecurityOpt {
    NoSeccomp,
    NoAppArmor,
    /// Programs such as sudo gain rights.
    NewPrivileges,
}

impl SecurityOpt {
    pub const ALL: [SecurityOpt; 3] = [SecurityOpt::NoSeccomp, SecurityOpt::NoAppArmor, SecurityOpt::NewPrivileges];

    /// As compose.yaml and the engine have it.
    pub fn words(self) -> &'static str {
        match self {
            SecurityOpt::NoSeccomp => "seccomp=unconfined",
            SecurityOpt::NoAppArmor => "apparmor=unconfined",
            SecurityOpt::NewPrivileges => "no-new-privileges:false",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Device {
    /// Below `/dev` of the engine's machine.
    pub host: String,
    pub container: String,
    /// Of `r`, `w` and `m`.
    pub permissions: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CgroupNamespace {
    Host,
    /// Its own. It takes rights away, and so is none.
    Private,
}

/// The capability that stands for all.
pub const ALL: &str = "ALL";

/// What engines let every container do: asking for one of these, after `cap_drop: [ALL]`, asks for nothing more.
const USUAL: [&str; 14] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// The others that Linux has, by capabilities(7), and [`ALL`].
const UNUSUAL: [&str; 28] = [
    ALL,
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "DAC_READ_SEARCH",
    "IPC_LOCK",
    "IPC_OWNER",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "NET_ADMIN",
    "NET_BROADCAST",
    "PERFMON",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

/// The name of a capability without `CAP_`, in capitals; what is no capability comes back with the one it is most like.
pub fn capability(word: &str) -> Result<String, Option<&'static str>> {
    let upper = word.trim().to_ascii_uppercase();
    let name = upper.strip_prefix("CAP_").unwrap_or(&upper);
    let known = [&USUAL[..], &UNUSUAL[..]].concat();
    if known.contains(&name) { Ok(name.to_owned()) } else { Err(nearest(name, &known)) }
}

/// One right beyond the default. It is written as compose.yaml has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    Privileged,
    /// Every capability but these: dropping less asks for more.
    AllCapabilities {
        except: BTreeSet<String>,
    },
    Capability(String),
    SecurityOpt(SecurityOpt),
    Device(Device),
    HostCgroups,
}

impl Right {
    pub fn key(&self) -> GrantKey {
        match self {
            Right::Privileged => GrantKey::Privileged,
            Right::AllCapabilities { .. } | Right::Capability(_) => GrantKey::CapAdd,
            Right::SecurityOpt(_) => GrantKey::SecurityOpt,
            Right::Device(_) => GrantKey::Devices,
            Right::HostCgroups => GrantKey::Cgroup,
        }
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key().name();
        match self {
            Right::Privileged => f.write_str(key),
            Right::AllCapabilities { except } if except.is_empty() => write!(f, "{key} {ALL}"),
            Right::AllCapabilities { except } => {
                let except: Vec<&str> = except.iter().map(String::as_str).collect();
                write!(f, "{key} {ALL}, cap_drop {}", except.join(", "))
            }
            Right::Capability(name) => write!(f, "{key} {name}"),
            Right::SecurityOpt(opt) => write!(f, "{key} {}", opt.words()),
            Right::Device(Device { host, container, permissions }) if host == container && permissions == "rwm" => {
                write!(f, "{key} {host}")
            }
            Right::Device(Device { host, container, permissions }) => {
                write!(f, "{key} {host}:{container}:{permissions}")
            }
            Right::HostCgroups => write!(f, "{key} host"),
        }
    }
}

impl Rights {
    /// One by one, given what the service drops.
    pub fn list(&self, cap_drop: &[String]) -> BTreeSet<Right> {
        let mut rights = BTreeSet::new();
        if self.privileged {
            rights.insert(Right::Privileged);
        }
        if self.cap_add.iter().any(|name| name == ALL) {
            rights.insert(Right::AllCapabilities { except: cap_drop.iter().cloned().collect() });
        } else {
            let unusual = self.cap_add.iter().filter(|name| !USUAL.contains(&name.as_str()));
            rights.extend(unusual.cloned().map(Right::Capability));
        }
        rights.extend(self.security_opt.iter().copied().map(Right::SecurityOpt));
        rights.extend(self.devices.iter().cloned().map(Right::Device));
        if self.cgroup == Some(CgroupNamespace::Host) {
            rights.insert(Right::HostCgroups);
        }
        rights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rights: &Rights, cap_drop: &[&str]) -> Vec<String> {
        let cap_drop: Vec<String> = cap_drop.iter().map(|name| (*name).to_owned()).collect();
        rights.list(&cap_drop).iter().map(Right::to_string).collect()
    }

    #[test]
    fn rights_are_said_as_compose_has_them() {
        let kvm = Device { host: "/dev/kvm".into(), container: "/dev/kvm".into(), permissions: "rwm".into() };
        let rights = Rights {
            cap_add: ["CHOWN", "NET_ADMIN"].map(str::to_owned).to_vec(),
            security_opt: BTreeSet::from(SecurityOpt::ALL),
            privileged: true,
            devices: vec![Device { permissions: "r".into(), ..kvm.clone() }, kvm],
            cgroup: Some(CgroupNamespace::Host),
        };
        assert_eq!(
            list(&rights, &[]),
            [
                "privileged",
                "cap_add NET_ADMIN",
                "security_opt seccomp=unconfined",
                "security_opt apparmor=unconfined",
                "security_opt no-new-privileges:false",
                "devices /dev/kvm:/dev/kvm:r",
                "devices /dev/kvm",
                "cgroup host"
            ]
        );
        assert_eq!(list(&Rights { cgroup: Some(CgroupNamespace::Private), ..Rights::default() }, &[]), [""; 0]);
    }

    #[test]
    fn all_capabilities_but_fewer_are_another_right() {
        let all = Rights { cap_add: vec!["NET_ADMIN".into(), ALL.into()], ..Rights::default() };
        assert_eq!(list(&all, &[]), ["cap_add ALL"]);
        assert_eq!(list(&all, &["SYS_RESOURCE"]), ["cap_add ALL, cap_drop SYS_RESOURCE"]);
    }

    #[test]
    fn capabilities_are_known_by_both_names() {
        assert_eq!(capability("CAP_NET_ADMIN"), Ok("NET_ADMIN".into()));
        assert_eq!(capability("net_admin"), Ok("NET_ADMIN".into()));
        assert_eq!(capability("all"), Ok("ALL".into()));
        assert_eq!(capability("SYS_ADMINN"), Err(Some("SYS_ADMIN")));
        assert_eq!(capability("EVERYTHING"), Err(None));
    }
}
