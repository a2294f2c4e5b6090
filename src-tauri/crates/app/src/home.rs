//! Where Paddock keeps its data: `PADDOCK_HOME`, or the platform's data folder.

use std::path::PathBuf;

use crate::error::{Code, Error, Result};

/// The data folder, with its whole path: `asked`, where one was asked for. It need not exist yet.
pub fn dir(asked: Option<PathBuf>) -> Result<PathBuf> {
    let named = std::env::var_os("PADDOCK_HOME").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    if let Some(dir) = asked.or(named) {
        return std::path::absolute(&dir).map_err(|error| Error::home(&dir, &error));
    }
    directories::ProjectDirs::from("dev", "Paddock", "Paddock")
        .map(|dirs| dirs.data_dir().to_path_buf())
        .ok_or_else(|| Error::new(Code::HomeUnusable, "error-no-home", &[]))
}
