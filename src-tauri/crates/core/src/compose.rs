//! `compose.yaml` by the Compose Specification (<https://compose-spec.io>), as far as `docs/LAB_FORMAT.md` lists it.
//! Whatever is not on that list is refused by name and line.

use crate::{
    files::{self, Folder},
    finding::{Finding, Report},
    grant::Grant,
    lab::Source,
    topology::Topology,
    vars::Values,
    yaml::{self, Node},
};

mod interpolate;
mod rights;
mod service;
mod values;

use std::collections::BTreeMap;

use service::Place;

/// The file, read but not yet filled in with a learner's variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Compose {
    root: Node,
    files: Folder,
    images: BTreeMap<String, Folder>,
}

const FILE: &str = "compose.yaml";

impl Compose {
    pub fn read(source: Source<'_>, findings: &mut Vec<Finding>) -> Option<Compose> {
        let text = files::text(source.files, FILE, findings)?;
        let root = yaml::parse(text, &mut Report { file: FILE, findings })?;
        Some(Compose { root, files: source.files.clone(), images: source.images.clone() })
    }

    /// The topology with every variable filled in, and no rights but those granted.
    pub fn resolve(&self, lab: &str, grants: &[Grant], values: &Values) -> Result<Topology, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut report = Report { file: FILE, findings: &mut findings };
        let root = interpolate::fill(&self.root, values, &mut report);
        let place = Place { lab, files: &self.files, images: &self.images, values, grants };
        let topology = service::topology(&root, place, &mut report);
        match topology {
            Some(topology) if findings.is_empty() => Ok(topology),
            _ => Err(findings),
        }
    }
}

#[cfg(test)]
mod tests;
