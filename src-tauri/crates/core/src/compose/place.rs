//! What the parts of `compose.yaml` are read with.

use std::collections::{BTreeMap, BTreeSet};

use crate::{files::Folder, grant::Grant, topology::Network, vars::Values};

/// What the file is read with.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub lab: &'a str,
    pub files: &'a Folder,
    pub images: &'a BTreeMap<String, Folder>,
    pub values: &'a Values,
    /// What lab.yaml gives a reason for.
    pub grants: &'a [Grant],
}

/// What belongs to the top level and is named by services. Configs and secrets: name to content.
pub struct Shared {
    pub configs: BTreeMap<String, Vec<u8>>,
    pub secrets: BTreeMap<String, Vec<u8>>,
    pub networks: BTreeMap<String, Network>,
    pub volumes: BTreeSet<String>,
}
