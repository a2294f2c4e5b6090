//! A database that cannot be opened: it is set aside, and the newest good backup takes its place.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::error::Result;

/// What a rescue did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// Where the damaged file lies now.
    pub set_aside: Option<PathBuf>,
    /// The backup that was restored; without one, the home begins anew.
    pub restored: Option<PathBuf>,
}

/// Sets the database of a home aside and restores its newest good backup.
pub fn rescue(dir: &Path) -> Result<Rescue> {
    let restored = paddock_store::backups(dir)?.into_iter().find(|backup| backup.is_good()).map(|backup| backup.path);
    let set_aside = paddock_store::set_aside_and_restore(dir, restored.as_deref(), Timestamp::now())?;
    Ok(Rescue { set_aside, restored })
}
