//! A learner's agreement to the rights that a lab asks for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    grant::Right,
    id::{LabId, ServiceName},
    topology::Topology,
};

/// What a learner says yes to. The rights are kept in the words of compose.yaml and not as an enumeration, because logs
/// outlive programs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Agreement {
    pub lab: LabId,
    pub lab_version: u32,
    pub rights: BTreeMap<ServiceName, BTreeSet<String>>,
}

impl Agreement {
    /// What a topology asks for; none where it asks for nothing.
    pub fn asked(lab: &LabId, lab_version: u32, topology: &Topology) -> Option<Agreement> {
        let mut rights = BTreeMap::new();
        for (name, service) in &topology.services {
            let asked: BTreeSet<String> = service.rights().iter().map(Right::to_string).collect();
            if !asked.is_empty() {
                rights.insert(name.clone(), asked);
            }
        }
        (!rights.is_empty()).then(|| Agreement { lab: lab.clone(), lab_version, rights })
    }
}
