//! Where Paddock keeps its data: `PADDOCK_HOME`, or the platform's data folder.

use std::path::PathBuf;

use crate::error::{Code, Error, Result};

/// The data folder. It need not exist yet.
pub fn dir() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("PADDOCK_HOME").filter(|dir| !dir.is_empty()) {
        let dir = PathBuf::from(dir);
        return std::path::absolute(&dir).map_err(|error| {
            let (path, detail) = (dir.display().to_string(), error.to_string());
            Error::new(Code::HomeUnusable, "error-home-unusable", &[("path", &path), ("detail", &detail)])
        });
    }
    directories::ProjectDirs::from("dev", "Paddock", "Paddock")
        .map(|dirs| dirs.data_dir().to_path_buf())
        .ok_or_else(|| Error::new(Code::HomeUnusable, "error-no-home", &[]))
}
