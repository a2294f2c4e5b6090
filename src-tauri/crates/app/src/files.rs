//! The editor's files: those of a lab's services, reached from outside by the engine.

use paddock_core::{
    id::{LabId, ServiceName},
    port::EntryKind,
};

use crate::{
    error::{Code, Error, Result},
    paddock::Paddock,
    session::running,
    wire::{FileContent, FileEntry},
};

/// The largest file that the editor opens, in bytes.
const LIMIT: u64 = 1 << 20;

/// Folders that nobody edits and that may be large.
const SKIPPED: [&str; 4] = [".git", "node_modules", "__pycache__", ".ansible"];

/// The files below a folder, sorted by path.
pub async fn list_files(app: &Paddock, lab: &LabId, service: &ServiceName, dir: &str) -> Result<Vec<FileEntry>> {
    let container = running(app, lab)?.container(app, service).await?;
    let mut entries: Vec<FileEntry> = app
        .engine()?
        .list_dir(&container.id, dir)
        .await?
        .into_iter()
        .filter(|entry| entry.kind != EntryKind::Link && !entry.path.split('/').any(|part| SKIPPED.contains(&part)))
        .map(|entry| FileEntry { path: entry.path, dir: entry.kind == EntryKind::Dir, bytes: entry.bytes })
        .collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

pub async fn read_file(app: &Paddock, lab: &LabId, service: &ServiceName, path: &str) -> Result<FileContent> {
    let container = running(app, lab)?.container(app, service).await?;
    let bytes = app.engine()?.read_file(&container.id, path, LIMIT).await?;
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(FileContent { path: path.to_owned(), text }),
        Ok(_) | Err(_) => Err(Error::new(Code::FileNotText, "error-file-not-text", &[("target", path)])),
    }
}

/// Writes a file that is there. Its owner and mode stay.
pub async fn write_file(app: &Paddock, lab: &LabId, service: &ServiceName, path: &str, text: &str) -> Result<()> {
    if text.len() as u64 > LIMIT {
        return Err(Error::new(Code::FileTooLarge, "error-file-too-large", &[("target", path), ("detail", "")]));
    }
    let container = running(app, lab)?.container(app, service).await?;
    Ok(app.engine()?.write_file(&container.id, path, text.as_bytes()).await?)
}
