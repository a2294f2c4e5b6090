//! `compose.yaml` by the Compose Specification (<https://compose-spec.io>), as far as `docs/LAB_FORMAT.md` lists it.
//! Whatever is not on that list is refused by name and line.

use crate::{
    files::{self, Folder},
    finding::{Finding, Report},
    grant::Grant,
    topology::Topology,
    vars::Values,
    yaml::{self, Node},
};

mod data;
mod image;
mod interpolate;
mod place;
mod rights;
mod root;
mod service;
mod values;

use std::collections::BTreeMap;

use place::Place;

/// The file, read but not yet filled in with a learner's variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Compose {
    root: Node,
    files: Folder,
    images: BTreeMap<String, Folder>,
}

const FILE: &str = "compose.yaml";

impl Compose {
    /// `images`: folder name under `labs/images` to its files.
    pub fn read(files: &Folder, images: &BTreeMap<String, Folder>, findings: &mut Vec<Finding>) -> Option<Compose> {
        let text = files::text(files, FILE, findings)?;
        let root = yaml::parse(text, &mut Report { file: FILE, findings })?;
        Some(Compose { root, files: files.clone(), images: images.clone() })
    }

    /// The topology with every variable filled in, and no rights but those granted.
    pub fn resolve(&self, lab: &str, grants: &[Grant], values: &Values) -> Result<Topology, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut report = Report { file: FILE, findings: &mut findings };
        let root = interpolate::fill(&self.root, values, &mut report);
        let place = Place { lab, files: &self.files, images: &self.images, values, grants };
        let topology = root::topology(&root, place, &mut report);
        match topology {
            Some(topology) if findings.is_empty() => Ok(topology),
            _ => Err(findings),
        }
    }
}

#[cfg(test)]
mod tests;
