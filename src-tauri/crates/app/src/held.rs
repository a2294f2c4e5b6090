//! Files that say that a living process works on something. The operating system lets go of them when the process ends, however it
//! ends: so that another process can tell what is at work from what was left behind.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::error::{Error, Result};

/// Something that this process works on, until it is released or dropped.
#[derive(Debug)]
pub(crate) struct Held {
    path: PathBuf,
    /// Its lock says so; closing it lets go.
    _file: File,
}

impl Held {
    /// Takes hold of `name`, and waits for whoever has it now.
    pub fn take(dir: &Path, name: &str) -> Result<Held> {
        let path = dir.join(name);
        fs::create_dir_all(dir).map_err(|error| Error::home(dir, &error))?;
        loop {
            let held = File::create(&path).and_then(|file| file.lock().map(|()| file));
            let file = held.map_err(|error| Error::home(&path, &error))?;
            // Whoever had it may have removed it meanwhile: then nobody would see this lock.
            if path.exists() {
                return Ok(Held { path, _file: file });
            }
        }
    }

    /// Lets go, and removes the file: nothing is left of what it stood for. Dropping it instead keeps the file, so that others see
    /// that something was left behind.
    pub fn release(self) -> Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::home(&self.path, &error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// Whether a living process holds `name`.
pub(crate) fn is_held(dir: &Path, name: &str) -> Result<bool> {
    Ok(matches!(look(&dir.join(name))?, Found::Busy))
}

/// What was left behind by processes that died, by name; each is held by this process now.
pub(crate) fn abandoned(dir: &Path) -> Result<Vec<(String, Held)>> {
    let failed = |error: io::Error| Error::home(dir, &error);
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if let (Ok(name), Found::Free(held)) = (entry.file_name().into_string(), look(&entry.path())?) {
            found.push((name, held));
        }
    }
    Ok(found)
}

enum Found {
    /// Nobody held it; now this process does.
    Free(Held),
    /// A living process holds it.
    Busy,
    Gone,
}

fn look(path: &Path) -> Result<Found> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Gone),
        Err(error) => return Err(Error::home(path, &error)),
    };
    match file.try_lock() {
        Ok(()) => Ok(Found::Free(Held { path: path.to_owned(), _file: file })),
        Err(TryLockError::WouldBlock) => Ok(Found::Busy),
        Err(TryLockError::Error(error)) => Err(Error::home(path, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &[(String, Held)]) -> Vec<&str> {
        found.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn what_is_held_is_told_from_what_was_left_behind() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("held");
        assert!(abandoned(&dir).unwrap().is_empty(), "before anything was held");
        let alive = Held::take(&dir, "alive").unwrap();
        drop(Held::take(&dir, "dead").unwrap());
        assert_eq!((is_held(&dir, "alive").unwrap(), is_held(&dir, "dead").unwrap()), (true, false));
        assert!(!is_held(&dir, "nobody").unwrap());

        let found = abandoned(&dir).unwrap();
        assert_eq!(names(&found), ["dead"]);
        assert!(abandoned(&dir).unwrap().is_empty(), "one process takes it over, not two");
        found.into_iter().for_each(|(_, held)| held.release().unwrap());
        alive.release().unwrap();
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 0, "nothing is left of what was released");
    }
}
