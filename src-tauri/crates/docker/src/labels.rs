//! How objects on the engine are named and labelled, and how they are found again by that.

use std::collections::HashMap;

use paddock_core::{
    id::{HomeId, LabId, ServiceName, SessionId},
    port::Owner,
};

pub(crate) const HOME: &str = "dev.paddock.home";
pub(crate) const SESSION: &str = "dev.paddock.session";
pub(crate) const LAB: &str = "dev.paddock.lab";
pub(crate) const SERVICE: &str = "dev.paddock.service";
/// What the lab calls a network or volume.
pub(crate) const NAME: &str = "dev.paddock.name";
/// On images: the name of the build.
pub(crate) const IMAGE: &str = "dev.paddock.image";

/// The name of a container, network or volume.
pub(crate) fn object(session: &SessionId, name: &str) -> String {
    format!("paddock-{session}-{name}")
}

/// The labels that everything of a session carries.
pub(crate) fn of(owner: &Owner) -> HashMap<String, String> {
    HashMap::from([
        (HOME.to_owned(), owner.home.to_string()),
        (SESSION.to_owned(), owner.session.to_string()),
        (LAB.to_owned(), owner.lab.to_string()),
    ])
}

/// The filter for everything of a home, or of one of its sessions.
pub(crate) fn filter(home: &HomeId, session: Option<&SessionId>) -> HashMap<String, Vec<String>> {
    let mut labels = vec![format!("{HOME}={home}")];
    labels.extend(session.map(|session| format!("{SESSION}={session}")));
    HashMap::from([("label".to_owned(), labels)])
}

/// Who an object belongs to, from its labels.
pub(crate) struct Belongs {
    pub session: SessionId,
    pub lab: LabId,
    pub service: ServiceName,
}

impl Belongs {
    pub(crate) fn of(labels: &HashMap<String, String>) -> Option<Belongs> {
        Some(Belongs {
            session: labels.get(SESSION)?.as_str().into(),
            lab: labels.get(LAB)?.as_str().into(),
            service: labels.get(SERVICE)?.as_str().into(),
        })
    }
}
