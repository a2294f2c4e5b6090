//! The images that labs need: build, list, save for a class room, load there.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use paddock_core::{
    id::LabId,
    lab::Lab,
    topology::{ImageSource, Topology},
    vars,
};
use tokio_util::sync::CancellationToken;

use crate::{
    error::{Code, Error, Result},
    paddock::Paddock,
    session::{self, topology, unless},
    wire::{AppEvent, ImageView},
};

/// The labs that are meant: one, or all.
fn chosen<'a>(app: &'a Paddock, lab: Option<&LabId>) -> Result<Vec<&'a Lab>> {
    match lab {
        Some(lab) => Ok(vec![app.catalogue().lab(lab)?]),
        None => Ok(app.catalogue().labs().collect()),
    }
}

fn drawn(app: &Paddock, lab: &Lab) -> Result<Topology> {
    topology(lab, &vars::draw(&lab.variables, &app.home(), &lab.id))
}

/// Builds or pulls what is missing. Tells each step as a `Starting` event of the lab. Returns the references.
pub async fn build_images(app: &Paddock, lab: Option<&LabId>, cancelled: &CancellationToken) -> Result<Vec<String>> {
    let engine = app.engine()?;
    let mut references = BTreeSet::new();
    for lab in chosen(app, lab)? {
        let topology = drawn(app, lab)?;
        let say = |step| app.tell(AppEvent::Starting { lab: lab.id.clone(), step });
        unless(cancelled, session::images(app, engine.as_ref(), &topology, &say)).await?;
        references.extend(topology.services.values().map(|s| s.image.reference()));
    }
    Ok(references.into_iter().collect())
}

/// Which labs need which image of this catalogue.
fn needed(app: &Paddock, lab: Option<&LabId>) -> Result<BTreeMap<String, Vec<LabId>>> {
    let mut needed: BTreeMap<String, Vec<LabId>> = BTreeMap::new();
    for lab in chosen(app, lab)? {
        let references: BTreeSet<String> = drawn(app, lab)?.services.values().map(|s| s.image.reference()).collect();
        for reference in references {
            needed.entry(reference).or_default().push(lab.id.clone());
        }
    }
    Ok(needed)
}

/// The images of labs that the engine has, also those that no lab of this catalogue needs any more.
pub async fn images(app: &Paddock) -> Result<Vec<ImageView>> {
    let needed = needed(app, None)?;
    let images = app.engine()?.images().await?;
    Ok(images
        .into_iter()
        .map(|image| ImageView {
            labs: needed.get(&image.reference).cloned().unwrap_or_default(),
            reference: image.reference,
            bytes: image.bytes,
            created: image.created,
        })
        .collect())
}

/// Writes the images that labs need to one file. Returns the references and the file's size.
pub async fn save_images(app: &Paddock, file: &Path, lab: Option<&LabId>) -> Result<(Vec<String>, u64)> {
    let engine = app.engine()?;
    let references: Vec<String> = needed(app, lab)?.into_keys().collect();
    for reference in &references {
        if !engine.has_image(reference).await? {
            return Err(Error::new(Code::ImageMissing, "error-image-not-built", &[("target", reference)]));
        }
    }
    let bytes = engine.save_images(&references, file).await?;
    Ok((references, bytes))
}

/// Loads such a file. Returns the references in it.
pub async fn load_images(app: &Paddock, file: &Path) -> Result<Vec<String>> {
    Ok(app.engine()?.load_images(file).await?)
}

/// Whether every image of a lab is built or pulled by name.
pub(crate) fn references(app: &Paddock) -> Result<BTreeMap<String, bool>> {
    let mut found = BTreeMap::new();
    for lab in app.catalogue().labs() {
        for service in drawn(app, lab)?.services.values() {
            found.insert(service.image.reference(), matches!(service.image, ImageSource::Built(_)));
        }
    }
    Ok(found)
}
