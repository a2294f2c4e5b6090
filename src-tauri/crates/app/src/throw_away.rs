//! The throw-away homes of proofs: each has a file that its process holds, so that whoever comes later finds what a killed proof
//! left on the engine.

use std::path::PathBuf;

use paddock_core::{
    id::{HomeId, SessionId},
    port::Swept,
};

use crate::{
    error::Result,
    held::{self, Held},
    paddock::Paddock,
};

/// How their names begin.
const PREFIX: &str = "prove-";

/// A home of its own: the learner's sweeps do not see it, and what is left can be counted. From here on, whoever finds its file without
/// a lock knows that its process died, and what it was called on the engine.
pub(crate) fn home(app: &Paddock, id: &SessionId) -> Result<(HomeId, Held)> {
    let home = HomeId::from(format!("{PREFIX}{id}"));
    let held = Held::take(&dir(app), home.as_str())?;
    Ok((home, held))
}

/// Removes from the engine what proofs of this data folder left whose process died, and nothing else: not what a proof that runs now
/// has there, nor what belongs to another data folder.
pub async fn sweep_proofs(app: &Paddock) -> Result<Swept> {
    let mut swept = Swept::default();
    for (name, held) in held::abandoned(&dir(app))? {
        if !name.starts_with(PREFIX) {
            continue;
        }
        swept += app.engine()?.sweep(&HomeId::from(name), &[]).await?;
        held.release()?;
    }
    Ok(swept)
}

/// The folder with a file for each proof that runs.
fn dir(app: &Paddock) -> PathBuf {
    app.dir().join("proofs")
}
