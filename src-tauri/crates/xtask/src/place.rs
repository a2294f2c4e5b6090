//! Where things are: the clone, the cache outside it, the target folder; and Cargo and npm started in the right place.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow};

use crate::sh;

pub struct Place {
    /// The root of the clone.
    pub root: PathBuf,
    /// What outlives a clone: tools that were compiled, logs, the target folder.
    pub cache: PathBuf,
    /// Cargo's target folder, outside the clone unless `CARGO_TARGET_DIR` says where.
    pub target: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Profile {
    Dev,
    Release,
}

impl Place {
    pub fn find() -> Result<Self> {
        let root = root()?;
        let cache = cache_home()?.join("paddock-build");
        let target = match env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty()) {
            Some(dir) => env::current_dir()?.join(dir),
            None => cache.join("target"),
        };
        Ok(Self { root, cache, target })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The folder in the cache where tools from crates are installed.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// A program of the workspace, as built with `profile`.
    pub fn built(&self, profile: Profile, name: &str) -> PathBuf {
        let folder = match profile {
            Profile::Dev => "debug",
            Profile::Release => "release",
        };
        self.target.join(folder).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// Cargo in the root of the clone, with the shared target folder.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).env("PATH", self.path());
        without_cargos_own(&mut command);
        command
    }

    /// A program that was installed by `cargo install` into the cache, or is on the path.
    pub fn tool(&self, name: &str) -> Option<PathBuf> {
        let ours = self.tools().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
        if ours.is_file() { Some(ours) } else { sh::find(name) }
    }

    /// npm in `ui/`.
    pub fn npm(&self) -> Result<Command> {
        let npm = self
            .node_program("npm")
            .ok_or_else(|| anyhow!("npm is not on the path; `cargo xtask setup` installs it"))?;
        let mut command = Command::new(npm);
        command.current_dir(self.ui()).env("PATH", self.path());
        without_cargos_own(&mut command);
        Ok(command)
    }

    /// `node` or `npm`: the one that was put into the cache because the system's was too old, otherwise the system's.
    pub fn node_program(&self, name: &str) -> Option<PathBuf> {
        let ours = self.own_node().join(name);
        if ours.is_file() { Some(ours) } else { sh::find(name) }
    }

    /// Where a Node goes that the system's packages are too old for.
    pub fn own_node(&self) -> PathBuf {
        self.cache.join("node").join("node_modules").join(".bin")
    }

    fn path(&self) -> std::ffi::OsString {
        let current = env::var_os("PATH").unwrap_or_default();
        let tools = self.tools().join("bin");
        let parts = [self.own_node(), tools].into_iter().chain(env::split_paths(&current));
        // A path with the list separator in it cannot be listed; then the system's own list is the best there is.
        env::join_paths(parts).unwrap_or_else(|_| current.clone())
    }
}

/// Cargo tells a program that it runs about that program's package. What we start is another package.
fn without_cargos_own(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO_BIN_NAME" {
            command.env_remove(&name);
        }
    }
}

fn root() -> Result<PathBuf> {
    let start = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => env::current_dir().context("the working folder is gone")?,
    };
    let is_root = |dir: &&Path| dir.join("Cargo.lock").is_file() && dir.join("src-tauri").is_dir();
    let root = start.ancestors().find(is_root);
    root.map(Path::to_owned).ok_or_else(|| anyhow!("{} is not inside a clone of Paddock", start.display()))
}

fn cache_home() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(dir) = set("XDG_CACHE_HOME").filter(|dir| dir.is_absolute()) {
        return Ok(dir);
    }
    if cfg!(windows) {
        return set("LOCALAPPDATA").ok_or_else(|| anyhow!("LOCALAPPDATA is not set: it names the folder for caches"));
    }
    let home = set("HOME").ok_or_else(|| anyhow!("HOME is not set: caches go to $HOME/.cache"))?;
    Ok(if cfg!(target_os = "macos") { home.join("Library/Caches") } else { home.join(".cache") })
}
