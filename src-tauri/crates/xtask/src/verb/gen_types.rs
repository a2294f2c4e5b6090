//! `cargo xtask gen`: the TypeScript types of `ui/src/lib/wire`, written by the tests that ts-rs derives.

use std::{collections::BTreeMap, fs, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result};

use super::{Scratch, build::read_tree};
use crate::{place::Place, sh};

/// Which tests write the types: alone, only the crates that have any are compiled; where the whole workspace is compiled
/// anyway, the same packages are named as there, so that no dependency is compiled twice with other features.
#[derive(Clone, Copy)]
pub enum Packages {
    Few,
    Workspace,
}

/// The folder of the generated types, which holds nothing else.
const WIRE: &str = "wire";

type Files = BTreeMap<PathBuf, Vec<u8>>;

pub fn generate(place: &Place, check: bool) -> Result<ExitCode> {
    let differences = if check { differences(place, Packages::Few)? } else { write(place)? };
    for line in &differences {
        println!("{line}");
    }
    Ok(match (differences.len(), check) {
        (0, _) => {
            println!("The TypeScript types are those of the Rust types.");
            ExitCode::SUCCESS
        }
        (_, false) => ExitCode::SUCCESS,
        (count, true) => {
            println!("{count} generated files are not up to date: run `cargo xtask gen` and commit what it writes.");
            ExitCode::from(1)
        }
    })
}

/// What `cargo xtask gen` would change, one line per file.
pub fn differences(place: &Place, packages: Packages) -> Result<Vec<String>> {
    let (new, old) = (generated(place, packages)?, present(place)?);
    let mut lines: Vec<String> = new
        .iter()
        .filter_map(|(name, content)| match old.get(name) {
            None => Some(format!("missing   {}", name.display())),
            Some(old) if old != content => Some(format!("outdated  {}", name.display())),
            Some(_) => None,
        })
        .collect();
    lines
        .extend(old.keys().filter(|name| !new.contains_key(*name)).map(|name| format!("stale     {}", name.display())));
    Ok(lines)
}

fn write(place: &Place) -> Result<Vec<String>> {
    let (new, old) = (generated(place, Packages::Few)?, present(place)?);
    let parent = place.ui().join("src/lib");
    let mut lines = Vec::new();
    for (name, content) in &new {
        if old.get(name) != Some(content) {
            let path = parent.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&parent))?;
            fs::write(&path, content).with_context(|| format!("could not write {}", path.display()))?;
            lines.push(format!("wrote     {}", name.display()));
        }
    }
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        let path = parent.join(name);
        fs::remove_file(&path).with_context(|| format!("could not remove {}", path.display()))?;
        lines.push(format!("removed   {}", name.display()));
    }
    Ok(lines)
}

fn wire(place: &Place) -> PathBuf {
    place.ui().join("src/lib").join(WIRE)
}

fn present(place: &Place) -> Result<Files> {
    let (dir, mut files) = (wire(place), Files::new());
    if dir.is_dir() {
        read_tree(&dir, &dir, &mut files)?;
    }
    Ok(files)
}

fn generated(place: &Place, packages: Packages) -> Result<Files> {
    let scratch = Scratch::new("types")?;
    let dir = scratch.path().join(WIRE);
    fs::create_dir(&dir)?;
    let mut cargo = place.cargo();
    cargo.args(["test", "--quiet", "--lib"]);
    match packages {
        Packages::Few => cargo.args(["-p", "paddock-core", "-p", "paddock-app"]),
        Packages::Workspace => cargo.arg("--workspace"),
    };
    sh::run(cargo.arg("export_bindings").env("TS_RS_EXPORT_DIR", &dir))?;
    let mut files = Files::new();
    read_tree(&dir, &dir, &mut files)?;
    Ok(files)
}
