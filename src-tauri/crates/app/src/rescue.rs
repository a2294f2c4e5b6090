//! A database that cannot be opened: it is set aside, and the newest good backup takes its place.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use paddock_store::Backup;

use crate::{
    error::Result,
    wire::{BackupView, RescueOffer},
};

/// What a rescue did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// Where the damaged file lies now.
    pub set_aside: Option<PathBuf>,
    /// The backup that was restored; without one, the home begins anew.
    pub restored: Option<PathBuf>,
}

/// What a rescue of this home would do, for whoever is asked before it. Changes nothing.
pub fn rescue_offer(dir: &Path) -> Result<RescueOffer> {
    let backup =
        newest_good(dir)?.map(|backup| BackupView { file: backup.path.display().to_string(), made: backup.at });
    Ok(RescueOffer { folder: dir.display().to_string(), backup })
}

/// Sets the database of a home aside and restores its newest good backup.
pub fn rescue(dir: &Path) -> Result<Rescue> {
    let restored = newest_good(dir)?.map(|backup| backup.path);
    let set_aside = paddock_store::set_aside_and_restore(dir, restored.as_deref(), Timestamp::now())?;
    Ok(Rescue { set_aside, restored })
}

fn newest_good(dir: &Path) -> Result<Option<Backup>> {
    Ok(paddock_store::backups(dir)?.into_iter().find(Backup::is_good))
}
