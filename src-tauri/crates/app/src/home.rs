//! Where Paddock keeps its data: `PADDOCK_HOME`, or the platform's data folder.

use std::path::PathBuf;

use crate::error::{Code, Error, Result};

/// The data folder. It need not exist yet.
pub fn dir() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("PADDOCK_HOME").filter(|dir| !dir.is_empty()) {
        let dir = PathBuf::from(dir);
        return std::path::absolute(&dir).map_err(|error| Error::home_unusable(&dir, &error));
    }
    directories::ProjectDirs::from("dev", "Paddock", "Paddock")
        .map(|dirs| dirs.data_dir().to_path_buf())
        .ok_or_else(|| Error::new(Code::HomeUnusable, "error-no-home", &[]))
}
