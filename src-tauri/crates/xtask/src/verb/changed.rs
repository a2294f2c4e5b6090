//! Which labs differ from the branch that this one started from: what `cargo xtask test --labs changed` proves.

use std::{collections::BTreeSet, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{place::Place, sh};

/// The folders of labs that changed, or whose image changed, since the branch left `origin/main`; on a clone without
/// that, since the commit before the last. Changes that are not committed count.
pub fn labs(place: &Place) -> Result<Vec<PathBuf>> {
    let paths = changed_paths(place)?;
    let images: BTreeSet<&str> =
        paths.iter().filter_map(|path| path.strip_prefix("labs/images/")?.split('/').next()).collect();
    let mut labs = Vec::new();
    for lab in all(place)? {
        let folder = format!("{}/", lab.strip_prefix(&place.root).unwrap_or(&lab).to_string_lossy().replace('\\', "/"));
        let compose = lab.join("compose.yaml");
        let topology = fs::read_to_string(&compose).with_context(|| format!("could not read {}", compose.display()))?;
        let of_image = images.iter().any(|image| topology.lines().any(|line| builds(line, image)));
        if of_image || paths.iter().any(|path| path.starts_with(&folder)) {
            labs.push(lab);
        }
    }
    Ok(labs)
}

/// Whether a line of compose.yaml names an image of the catalogue.
fn builds(line: &str, image: &str) -> bool {
    line.trim_end().trim_end_matches(['"', '\'', '/']).ends_with(&format!("/images/{image}"))
}

fn all(place: &Place) -> Result<Vec<PathBuf>> {
    let mut labs = Vec::new();
    let root = place.root.join("labs");
    for track in fs::read_dir(&root).with_context(|| format!("could not read {}", root.display()))? {
        let track = track?.path();
        if !track.is_dir() {
            continue;
        }
        for lab in fs::read_dir(&track)? {
            let lab = lab?.path();
            if lab.join("lab.yaml").is_file() {
                labs.push(lab);
            }
        }
    }
    labs.sort();
    Ok(labs)
}

fn changed_paths(place: &Place) -> Result<BTreeSet<String>> {
    let git = |args: &[&str]| sh::read(Command::new("git").current_dir(&place.root).args(args));
    let base = match git(&["merge-base", "HEAD", "origin/main"]) {
        Ok(base) if base != git(&["rev-parse", "HEAD"])? => base,
        _ => git(&["rev-parse", "HEAD~1"]).context("there is no commit to compare with")?,
    };
    let mut paths = BTreeSet::new();
    for said in [git(&["diff", "--name-only", &base])?, git(&["ls-files", "--others", "--exclude-standard"])?] {
        paths.extend(said.lines().map(str::to_owned));
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_of_the_catalogue_is_known_by_the_end_of_its_line() {
        assert!(builds("    build: ../../images/buildbot", "buildbot"));
        assert!(builds("      context: \"../../images/buildbot/\"", "buildbot"));
        assert!(!builds("    build: ../../images/buildbot-next", "buildbot"));
    }
}
