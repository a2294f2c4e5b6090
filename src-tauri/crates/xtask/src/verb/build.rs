//! Building the pages of the window and the programs, each only where something changed.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    place::{Place, Profile},
    sh,
};

/// Builds `ui/dist`, which the window embeds. Returns whether there was anything to do.
///
/// A build rewrites every file, and the window is compiled anew whenever one of them is, so it is only made from changed
/// sources.
pub fn pages(place: &Place) -> Result<bool> {
    let stamp = place.ui().join("node_modules/.paddock-built-from");
    let sources = fingerprint(place)?;
    let built = place.ui().join("dist/index.html").is_file();
    if built && fs::read_to_string(&stamp).is_ok_and(|text| text == sources) {
        return Ok(false);
    }
    sh::run(place.npm()?.args(["run", "build"]))?;
    fs::write(&stamp, sources).with_context(|| format!("could not write {}", stamp.display()))?;
    Ok(true)
}

/// Compiles the command line and the window.
pub fn programs(place: &Place, profile: Profile, packages: &[&str]) -> Result<()> {
    let mut cargo = place.cargo();
    cargo.arg("build");
    for package in packages {
        cargo.args(["-p", package]);
    }
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    sh::run(&mut cargo)
}

/// A number over the names and contents of everything that goes into the pages.
fn fingerprint(place: &Place) -> Result<String> {
    let ui = place.ui();
    let mut files = BTreeMap::new();
    for dir in ["src", "public"].map(|name| ui.join(name)).into_iter().chain([place.root.join("src-tauri/texts")]) {
        if dir.is_dir() {
            read_tree(&dir, &dir, &mut files)?;
        }
    }
    for entry in fs::read_dir(&ui).with_context(|| format!("could not read {}", ui.display()))? {
        let path = entry?.path();
        if path.is_file() {
            files.insert(path.clone(), fs::read(&path)?);
        }
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// Every file below `dir` with its content, named relative to `base`'s parent so that equal names of two folders differ.
pub fn read_tree(base: &Path, dir: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("could not read {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            read_tree(base, &path, into)?;
        } else {
            let content = fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
            into.insert(path.strip_prefix(base.parent().unwrap_or(base)).unwrap_or(&path).to_owned(), content);
        }
    }
    Ok(())
}
