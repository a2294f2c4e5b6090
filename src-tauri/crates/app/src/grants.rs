//! What a lab asks for beyond what every lab may, in plain words, and the learner's agreement to it: once for each version of a
//! lab, and for just these rights.

use paddock_core::{
    agreement::Agreement,
    event::Fact,
    grant::{Device, Right, SecurityOpt},
    id::LabId,
    lab::Lab,
    lang::Text,
    progress::State,
    topology::Topology,
    vars::{Values, fill_both},
};

use crate::{
    error::{Code, Error, Result},
    paddock::Paddock,
    session::{topology, values},
    texts,
    wire::{GrantView, RightView},
};

/// Keeps that the learner agrees to what the lab asks for now. Where it asks for nothing, or they agreed before, nothing happens.
pub fn agree(app: &Paddock, lab: &LabId) -> Result<()> {
    let lab = app.catalogue().lab(lab)?;
    let topology = topology(lab, &values(app, lab, &app.state()?))?;
    let Some(agreement) = Agreement::asked(&lab.id, lab.version, &topology) else { return Ok(()) };
    app.store(|store| {
        store.decide(app.now(), |state| {
            Ok::<_, Error>(match state.agreements.contains(&agreement) {
                true => Vec::new(),
                false => vec![Fact::GrantsAgreed(agreement.clone())],
            })
        })
    })?;
    Ok(())
}

/// Whether nothing is asked for, or all of it was agreed to.
pub(crate) fn agreed(lab: &Lab, topology: &Topology, state: &State) -> bool {
    Agreement::asked(&lab.id, lab.version, topology).is_none_or(|asked| state.agreements.contains(&asked))
}

/// Fails where containers of this topology would get a right that the learner did not agree to.
pub(crate) fn require(lab: &Lab, topology: &Topology, values: &Values, state: &State) -> Result<()> {
    if agreed(lab, topology, state) {
        return Ok(());
    }
    let grants = views(lab, topology, values);
    let error = Error::new(Code::GrantsNotAgreed, "error-grants-not-agreed", &[("lab", lab.id.as_str())]);
    Err(Error { grants, ..error })
}

/// What is asked for, in the order of lab.yaml.
pub(crate) fn views(lab: &Lab, topology: &Topology, values: &Values) -> Vec<GrantView> {
    let view = |grant: &paddock_core::grant::Grant| {
        let rights = topology.services.get(&grant.service).map(|service| service.rights()).unwrap_or_default();
        let granted = rights.iter().filter(|right| grant.allow.contains_key(&right.key()));
        GrantView {
            service: grant.service.clone(),
            why: fill_both(&grant.why, values),
            rights: granted.map(|right| RightView { right: right.to_string(), text: words(right) }).collect(),
        }
    };
    lab.grants.iter().map(view).collect()
}

/// A right in plain words.
fn words(right: &Right) -> Text {
    match right {
        Right::Privileged => texts::both("grant-privileged", texts::NONE),
        Right::AllCapabilities { except } if except.is_empty() => texts::both("grant-all-capabilities", texts::NONE),
        Right::AllCapabilities { except } => {
            let except: Vec<&str> = except.iter().map(String::as_str).collect();
            texts::both("grant-all-capabilities-but", &[("except", except.join(", "))])
        }
        Right::Capability(name) => texts::both("grant-capability", &[("name", name)]),
        Right::SecurityOpt(SecurityOpt::NoSeccomp) => texts::both("grant-no-seccomp", texts::NONE),
        Right::SecurityOpt(SecurityOpt::NoAppArmor) => texts::both("grant-no-apparmor", texts::NONE),
        Right::SecurityOpt(SecurityOpt::NewPrivileges) => texts::both("grant-new-privileges", texts::NONE),
        Right::Device(Device { host, permissions, .. }) if permissions == "r" => {
            texts::both("grant-device-read", &[("device", host)])
        }
        Right::Device(Device { host, .. }) => texts::both("grant-device", &[("device", host)]),
        Right::HostCgroups => texts::both("grant-host-cgroups", texts::NONE),
    }
}
