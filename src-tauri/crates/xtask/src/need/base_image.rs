//! The image that every lab image starts from: pulled, or made from the Debian mirror where no image registry answers.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc::RecvTimeoutError,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{CannotInstall, Need, State, apt, engine::docker, rights::as_root};
use crate::{place::Place, sh, tell};

/// What the Dockerfiles say.
pub const NAME: &str = "debian:bookworm-slim";
const SUITE: &str = "bookworm";

/// How long a registry may take to say its first word, and how long the whole pull may take.
const FIRST_WORD: Duration = Duration::from_secs(20);
const WHOLE_PULL: Duration = Duration::from_secs(600);

pub const NEED: Need = Need { name: "base image", check, install, optional: None };

fn check(_: &Place) -> Result<State> {
    let present = sh::succeeds(docker().args(["image", "inspect", NAME]));
    Ok(if present { State::Met(NAME.to_owned()) } else { State::Missing(NAME.to_owned()) })
}

fn install(place: &Place) -> Result<()> {
    match pull() {
        Ok(()) => Ok(()),
        Err(error) => {
            tell::doing("base image", &format!("not pulled ({error:#}); making it from the Debian mirror"));
            make(place)
        }
    }
}

fn pull() -> Result<()> {
    let mut command = docker();
    command.args(["pull", NAME]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    eprintln!("$ {}", sh::typed(&command));
    let mut child = command.spawn().context("could not run docker")?;
    let said = sh::lines(child.stdout.take().context("no output of docker")?);
    let errors = sh::lines(child.stderr.take().context("no output of docker")?);
    let start = Instant::now();
    let mut heard = false;
    loop {
        let limit = if heard { WHOLE_PULL } else { FIRST_WORD };
        match said.recv_timeout(limit.saturating_sub(start.elapsed())) {
            Ok(line) => {
                eprintln!("  {line}");
                heard = true;
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                child.kill().context("could not stop docker pull")?;
                child.wait()?;
                bail!("the registry did not answer within {}", tell::seconds(limit));
            }
        }
    }
    if child.wait()?.success() {
        return Ok(());
    }
    bail!("{}", errors.iter().last().unwrap_or_else(|| "docker pull failed".to_owned()))
}

fn make(place: &Place) -> Result<()> {
    if !apt::is_here() {
        let text = format!(
            "{NAME} could not be pulled, and making it takes debootstrap, which is not installed for you here. \
             Get it on a machine with a network and bring it over:\n\n  docker pull {NAME} && docker save {NAME} -o base.tar\n  \
             docker load -i base.tar\n"
        );
        return Err(CannotInstall(text).into());
    }
    if sh::find("mmdebstrap").is_none() {
        apt::install(&["mmdebstrap", "debian-archive-keyring"])?;
    }
    fs::create_dir_all(&place.cache).with_context(|| format!("could not make {}", place.cache.display()))?;
    let archive = place.cache.join(format!("{SUITE}-{}.tar", std::process::id()));
    let made = bootstrap(&archive).and_then(|()| import(&archive));
    if archive.exists() {
        sh::run(&mut as_root("rm", &["-f", &archive.to_string_lossy()])?)?;
    }
    made
}

fn bootstrap(archive: &Path) -> Result<()> {
    let archive = archive.to_string_lossy();
    let mirrors = mirrors()?;
    let mut args = vec!["--variant=minbase", "--quiet", SUITE, &archive];
    args.extend(mirrors.iter().map(String::as_str));
    sh::run(&mut as_root("mmdebstrap", &args)?)
}

fn import(archive: &Path) -> Result<()> {
    let mut command = docker();
    command.args(["import", "--change", r#"CMD ["bash"]"#, "-", NAME]);
    command.stdin(File::open(archive).with_context(|| format!("could not read {}", archive.display()))?);
    sh::run(&mut command)
}

/// The mirrors of this release that the system itself is set to use, as lines of a sources.list. None of them on a
/// system that is not Debian: then mmdebstrap's own default holds.
fn mirrors() -> Result<Vec<String>> {
    let format = "$(REPO_URI)|$(CODENAME)|$(ORIGIN)|$(COMPONENT)";
    let mut command = Command::new("apt-get");
    command.args(["indextargets", "--format", format, "Created-By: Packages"]).env("LC_ALL", "C");
    Ok(sources(&sh::read(&mut command)?))
}

fn sources(targets: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for target in targets.lines() {
        let parts: Vec<&str> = target.split('|').collect();
        let [uri, codename, "Debian", "main"] = parts[..] else { continue };
        let wanted = codename == SUITE
            || codename.strip_prefix(SUITE).is_some_and(|rest| matches!(rest, "-updates" | "-security"));
        let line = format!("deb {uri} {codename} main");
        if wanted && uri.starts_with("http") && !lines.contains(&line) {
            lines.push(line);
        }
    }
    // Updates alone do not make a system.
    if lines.iter().any(|line| line.contains(&format!(" {SUITE} "))) { lines } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_own_mirrors_are_used_where_they_are_debians() {
        let targets = "\
http://mirror.example/debian/|bookworm|Debian|main
http://mirror.example/debian/|bookworm|Debian|contrib
http://mirror.example/debian/|bookworm-updates|Debian|main
http://mirror.example/debian-security/|bookworm-security|Debian|main
http://mirror.example/debian/|bookworm-backports|Debian Backports|main
https://apt.example/|bookworm|Elsewhere|main";
        let expect = [
            "deb http://mirror.example/debian/ bookworm main",
            "deb http://mirror.example/debian/ bookworm-updates main",
            "deb http://mirror.example/debian-security/ bookworm-security main",
        ];
        assert_eq!(sources(targets), expect);
        assert_eq!(
            sources("http://mirror.example/ubuntu/|noble|Ubuntu|main"),
            [""; 0],
            "another system's mirrors do not serve"
        );
        assert_eq!(
            sources("http://m.example/debian/|bookworm-security|Debian|main"),
            [""; 0],
            "updates alone do not serve"
        );
    }
}
