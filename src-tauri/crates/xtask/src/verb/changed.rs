//! Which labs `cargo xtask test --labs changed` proves, and why: those that a change touches, and a third of the others by turns, so that
//! what breaks a lab from outside (a package mirror, an engine, the program itself) does not wait for somebody to touch that lab.

use std::{collections::BTreeSet, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{place::Place, sh};

pub struct Chosen {
    /// Relative to the repository, with `/`.
    pub lab: String,
    pub why: String,
}

/// The labs whose folder changed, or an image that they build from, since the branch left `origin/main`; on `main` itself since the
/// commit before the last. Changes that are not committed count. Where there is nothing to compare with: every lab.
///
/// Of the others the third whose turn it is: the number of commits tells, so that one commit always means the same labs and three in
/// a row mean all of them.
pub fn labs(place: &Place) -> Result<Vec<Chosen>> {
    let git = |args: &[&str]| sh::read(Command::new("git").current_dir(&place.root).args(args));
    let changed = match base(&git)? {
        Some(base) => Some(changed_since(&base, &git)?),
        None => None,
    };
    let turn: usize = git(&["rev-list", "--count", "HEAD"])?.parse().context("git counts commits in numbers")?;
    let mut chosen = Vec::new();
    for (index, lab) in all(place)?.into_iter().enumerate() {
        let compose = lab.join("compose.yaml");
        let topology = fs::read_to_string(&compose).with_context(|| format!("could not read {}", compose.display()))?;
        let lab = lab.strip_prefix(&place.root).unwrap_or(&lab).to_string_lossy().replace('\\', "/");
        let why = match &changed {
            None => Some("there is no commit to compare with".to_owned()),
            Some(changed) => touched(&lab, &topology, changed).or_else(|| {
                (index % 3 == turn % 3).then(|| "by turns, a third of those that did not change".to_owned())
            }),
        };
        chosen.extend(why.map(|why| Chosen { lab, why }));
    }
    Ok(chosen)
}

/// What of a lab changed: a file of its folder, or an image that its topology names.
fn touched(lab: &str, topology: &str, changed: &BTreeSet<String>) -> Option<String> {
    let inside = format!("{lab}/");
    let own = changed.iter().find(|path| path.starts_with(&inside));
    let of_image = || {
        changed.iter().find(|path| {
            let image = path.strip_prefix("labs/images/").and_then(|rest| rest.split('/').next());
            image.is_some_and(|image| names_image(topology, image))
        })
    };
    own.or_else(of_image).map(|path| format!("{path} changed"))
}

/// Whether compose.yaml names an image of the catalogue, as `build: ../../images/<name>` or in any other way of writing it. A comment that
/// names it counts too: a lab too many is proven, never one too few.
fn names_image(topology: &str, image: &str) -> bool {
    let name = format!("images/{image}");
    let more = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    topology.match_indices(&name).any(|(at, _)| !topology[at + name.len()..].starts_with(more))
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

type Git<'a> = dyn Fn(&[&str]) -> Result<String> + 'a;

/// The commit to compare with; nothing in a repository of one commit, or in a clone that holds no more.
fn base(git: &Git<'_>) -> Result<Option<String>> {
    let head = git(&["rev-parse", "HEAD"])?;
    // Neither has to exist: their absence is an answer.
    let left = git(&["merge-base", "HEAD", "origin/main"]).ok().filter(|base| *base != head);
    Ok(left.or_else(|| git(&["rev-parse", "--verify", "--quiet", "HEAD~1"]).ok()))
}

/// Files that differ, those that are new and not committed yet, and both ends of what was moved.
fn changed_since(base: &str, git: &Git<'_>) -> Result<BTreeSet<String>> {
    let mut paths = BTreeSet::new();
    let known: &[&str] = &["diff", "--name-only", "--no-renames", "-z", base];
    for said in [git(known)?, git(&["ls-files", "-z", "--others", "--exclude-standard"])?] {
        paths.extend(said.split('\0').filter(|path| !path.is_empty()).map(str::to_owned));
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_known_however_it_is_written() {
        assert!(names_image("    build: ../../images/buildbot", "buildbot"));
        assert!(names_image("      context: \"../../images/buildbot/\"", "buildbot"));
        assert!(names_image("    build: {context: ../../images/buildbot, target: ci}\n", "buildbot"));
        assert!(names_image("    build: ../../images/buildbot # the one of the course\n", "buildbot"));
        assert!(!names_image("    build: ../../images/buildbot-next", "buildbot"));
        assert!(!names_image("    build: ../../images/buildbot.old\n", "buildbot"));
    }

    #[test]
    fn a_lab_is_touched_by_its_folder_and_by_its_images() {
        let check = |changed: &[&str], expect: Option<&str>| {
            let changed = changed.iter().map(|path| (*path).to_owned()).collect();
            let why = touched("labs/ci/pipeline", "    build: ../../images/buildbot\n", &changed);
            assert_eq!(why.as_deref(), expect, "{changed:?}");
        };
        check(&["labs/ci/pipeline/lab.yaml"], Some("labs/ci/pipeline/lab.yaml changed"));
        check(&["labs/images/buildbot/bin/answer"], Some("labs/images/buildbot/bin/answer changed"));
        check(&["labs/ci/pipeline-two/lab.yaml", "labs/images/ansible/Dockerfile", "labs/tracks.yaml"], None);
    }
}
