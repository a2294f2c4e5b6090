//! The files of a home, by name, and the lock that says who has them open.

use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::error::{Result, StoreError, StoreErrorKind, io_error};

/// How long a writer waits for another before it gives up as [`StoreErrorKind::Locked`].
pub const BUSY: Duration = Duration::from_secs(5);

/// A home's folder.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub dir: PathBuf,
}

impl Place {
    pub fn new(dir: &Path) -> Place {
        Place { dir: dir.to_owned() }
    }

    pub fn database(&self) -> PathBuf {
        self.dir.join("paddock.db")
    }

    /// The database and the two files that SQLite keeps beside it while it is open or after a crash, main file last.
    pub fn database_files(&self) -> [(PathBuf, &'static str); 3] {
        ["-wal", "-shm", ""].map(|suffix| (self.dir.join(format!("paddock.db{suffix}")), suffix))
    }

    pub fn lock(&self) -> PathBuf {
        self.dir.join("paddock.lock")
    }

    pub fn backups(&self) -> PathBuf {
        self.dir.join("backups")
    }

    /// Whether a log of writes lies beside the database that is not yet part of it.
    pub fn has_wal(&self) -> Result<bool> {
        let wal = self.dir.join("paddock.db-wal");
        match fs::metadata(&wal) {
            Ok(meta) => Ok(meta.len() > 0),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(io_error("looking for SQLite's log", &wal)(error)),
        }
    }

    /// Makes the folder, readable by its owner alone.
    pub fn create(&self) -> Result<()> {
        create_private(&self.dir)
    }

    /// A name for a new file of this home; it is deleted when dropped, unless it was given its final name before.
    pub fn temp_in(&self, folder: &Path) -> Result<tempfile::TempPath> {
        Ok(tempfile::Builder::new()
            .prefix(TEMP_PREFIX)
            .suffix(TEMP_SUFFIX)
            .tempfile_in(folder)
            .map_err(io_error("making a temporary file", folder))?
            .into_temp_path())
    }
}

/// Temporary files begin and end so. One that is left over was left by a crash.
pub(crate) const TEMP_PREFIX: &str = ".paddock-";
pub(crate) const TEMP_SUFFIX: &str = ".part";

pub(crate) fn create_private(dir: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(io_error("making the folder", dir))
}

/// Makes a file's content, and on Unix its name in the folder, survive a power cut.
pub(crate) fn sync_file(file: &Path) -> Result<()> {
    // Windows flushes only what is open for writing.
    let handle = File::options().read(true).write(true).open(file).map_err(io_error("opening", file))?;
    handle.sync_all().map_err(io_error("writing to disk", file))
}

pub(crate) fn sync_dir(dir: &Path) -> Result<()> {
    // On Windows a folder is no file that could be flushed; NTFS journals names by itself.
    #[cfg(unix)]
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(io_error("writing to disk", dir))?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

/// `20260214T031500.123Z`: fit for a file's name everywhere, and in the order of time.
pub(crate) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%S%.3fZ").to_string()
}

/// A lock of the operating system on `paddock.lock`: it goes when the process goes, however that happens. Shared by all that
/// have the database open; alone for whoever moves its files. SQLite's own locks cannot serve for this, since they live in
/// the very files that are moved.
#[derive(Debug)]
pub(crate) struct OpenLock {
    _file: File,
}

impl OpenLock {
    /// Takes a share, and tells whether whoever had the database open last did not close it: nobody has it open, and yet
    /// SQLite's log lies beside it.
    pub fn share(place: &Place) -> Result<(OpenLock, bool)> {
        let (path, file) = lock_file(place)?;
        let crashed = match file.try_lock() {
            Ok(()) => {
                let left = place.has_wal()?;
                file.unlock().map_err(io_error("unlocking", &path))?;
                left
            }
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => return Err(io_error("locking", &path)(error)),
        };
        wait(&path, || file.try_lock_shared())?;
        Ok((OpenLock { _file: file }, crashed))
    }

    /// A share where no file can be made or written; none where there is no lock file that could be read.
    pub fn share_to_read(place: &Place) -> Result<Option<OpenLock>> {
        let path = place.lock();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => return Ok(None),
            Err(error) => return Err(io_error("opening the lock", &path)(error)),
        };
        wait(&path, || file.try_lock_shared())?;
        Ok(Some(OpenLock { _file: file }))
    }

    /// Takes all of it; refuses as [`StoreErrorKind::Locked`] while anybody has the database open, this process included.
    pub fn alone(place: &Place) -> Result<OpenLock> {
        let (path, file) = lock_file(place)?;
        wait(&path, || file.try_lock())?;
        Ok(OpenLock { _file: file })
    }
}

fn lock_file(place: &Place) -> Result<(PathBuf, File)> {
    let path = place.lock();
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(io_error("opening the lock", &path))?;
    Ok((path, file))
}

fn wait(path: &Path, mut attempt: impl FnMut() -> std::result::Result<(), TryLockError>) -> Result<()> {
    let deadline = Instant::now() + BUSY;
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => thread::sleep(Duration::from_millis(10)),
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError {
                    kind: StoreErrorKind::Locked,
                    file: path.to_owned(),
                    detail: "another program has the database open".into(),
                });
            }
            Err(TryLockError::Error(error)) => return Err(io_error("locking", path)(error)),
        }
    }
}
