//! Packages of Debian and what derives from it, through apt.

use anyhow::Result;

use super::rights::as_root;
use crate::sh;

/// Whether this system installs packages with apt.
pub fn is_here() -> bool {
    cfg!(target_os = "linux") && sh::find("apt-get").is_some()
}

/// Refreshes the lists and installs, without what is only recommended.
pub fn install(packages: &[&str]) -> Result<()> {
    refresh()?;
    install_known(packages)
}

/// Fetches the lists of packages.
pub fn refresh() -> Result<()> {
    sh::run_quietly(&mut as_root("apt-get", &["update", "-q"])?)
}

/// Installs from the lists as they are.
pub fn install_known(packages: &[&str]) -> Result<()> {
    let fixed = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-q", "-y", "--no-install-recommends"];
    let args: Vec<&str> = fixed.iter().chain(packages).copied().collect();
    // `env` and not this process's environment, which sudo drops.
    sh::run_quietly(&mut as_root("env", &args)?)
}

/// The version that apt would install, where it knows the package.
pub fn candidate(package: &str) -> Result<Option<String>> {
    let said = sh::read(std::process::Command::new("apt-cache").args(["policy", package]).env("LC_ALL", "C"))?;
    let version = said.lines().find_map(|line| line.trim().strip_prefix("Candidate: "));
    Ok(version.filter(|version| *version != "(none)").map(str::to_owned))
}
