//! The images that the engine holds, and archives of them.

use std::{
    io,
    path::Path,
    sync::{Arc, OnceLock},
    time::Duration,
};

use bollard::query_parameters::{ImportImageOptionsBuilder, ListImagesOptionsBuilder};
use futures::{StreamExt, TryStreamExt};
use paddock_core::{
    Timestamp,
    port::{EngineError, ErrorKind, Image, Op, Result},
};
use tokio::io::AsyncWriteExt;
use tokio_util::io::ReaderStream;

use crate::{connect::DockerEngine, error};

/// An engine answers to an archive when it has unpacked it, and sends one when it has gathered it.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
const READ: usize = 256 << 10;

impl DockerEngine {
    pub(crate) async fn holds_image(&self, reference: &str) -> Result<bool> {
        match self.live().await?.docker.inspect_image(reference).await {
            Ok(_) => Ok(true),
            Err(failure) if error::status(&failure) == Some(404) => Ok(false),
            Err(failure) => Err(error::at(Op::List, reference)(failure)),
        }
    }

    pub(crate) async fn own_images(&self) -> Result<Vec<Image>> {
        let options = ListImagesOptionsBuilder::new().build();
        let found =
            self.live().await?.docker.list_images(Some(options)).await.map_err(error::at(Op::List, "images"))?;
        let mut images = Vec::new();
        for image in found {
            let created = Timestamp::from_second(image.created)
                .map_err(|e| error::other(Op::List, &image.id, format!("when it was made: {e}")))?;
            let bytes = u64::try_from(image.size).unwrap_or(0);
            let ours = image.repo_tags.iter().map(|tag| short(tag)).filter(|tag| tag.starts_with("paddock/"));
            images.extend(ours.map(|reference| Image { reference: reference.to_owned(), bytes, created }));
        }
        images.sort_by(|a, b| a.reference.cmp(&b.reference));
        Ok(images)
    }

    /// The file appears when it is whole: until then it is written beside its place under another name.
    pub(crate) async fn export(&self, references: &[String], file: &Path) -> Result<u64> {
        let live = self.live().await?;
        // Some engines answer to a missing image in the middle of the archive: ask before.
        for reference in references {
            if !self.holds_image(reference).await? {
                let detail = "the engine has no such image; build it first";
                return Err(error::of_kind(Op::Save, reference, ErrorKind::NotFound, detail));
            }
        }
        let failed = |e| error::local(Op::Save, file)(e);
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let unfinished = tempfile::Builder::new().prefix(".paddock-images-").tempfile_in(folder).map_err(failed)?;
        let mut writer = tokio::fs::File::from_std(unfinished.reopen().map_err(failed)?);
        let names: Vec<&str> = references.iter().map(String::as_str).collect();
        let docker = live.docker.clone().with_timeout(PATIENCE);
        let mut chunks = docker.export_images(&names).boxed();
        let mut bytes = 0;
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(error::at(Op::Save, references.join(" ")))?;
            writer.write_all(&chunk).await.map_err(failed)?;
            bytes += chunk.len() as u64;
        }
        writer.flush().await.map_err(failed)?;
        writer.sync_all().await.map_err(failed)?;
        drop(writer);
        unfinished.persist(file).map_err(|e| failed(e.error))?;
        Ok(bytes)
    }

    pub(crate) async fn import(&self, file: &Path) -> Result<Vec<String>> {
        let live = self.live().await?;
        let opened = tokio::fs::File::open(file).await.map_err(error::local(Op::Load, file))?;
        // The file is read while the request is sent; where that fails, the request's own failure says nothing of it.
        let unread = Arc::new(OnceLock::new());
        let seen = unread.clone();
        let archive = ReaderStream::with_capacity(opened, READ).map_err(move |failure| {
            let kind = failure.kind();
            seen.get_or_init(|| failure);
            io::Error::from(kind)
        });
        let options = ImportImageOptionsBuilder::new().quiet(true).build();
        let docker = live.docker.clone().with_timeout(PATIENCE);
        let mut lines = docker.import_image_stream(options, archive, None).boxed();
        let mut references = Vec::new();
        loop {
            let info = lines.try_next().await.map_err(error::at(Op::Load, file.display()));
            match info {
                Ok(Some(info)) => references.extend(info.stream.iter().flat_map(|text| text.lines()).flat_map(loaded)),
                Ok(None) => break,
                Err(failure) => return Err(refused(failure, &unread, file)),
            }
        }
        if references.is_empty() {
            return Err(error::of_kind(
                Op::Load,
                file.display(),
                ErrorKind::BadArchive,
                "the engine found no image in it",
            ));
        }
        Ok(references)
    }
}

/// Why an archive was not loaded.
fn refused(failure: EngineError, unread: &OnceLock<io::Error>, file: &Path) -> EngineError {
    if let Some(unread) = unread.get() {
        return error::of_kind(Op::Load, file.display(), ErrorKind::LocalFile(unread.kind()), unread);
    }
    match failure.kind {
        // The engine unpacks what it is sent, and names what it stumbled over.
        ErrorKind::Other | ErrorKind::NotFound => EngineError { kind: ErrorKind::BadArchive, ..failure },
        _ => failure,
    }
}

/// The references in `Loaded image: a:1` (Docker) or `Loaded image: localhost/a:1,localhost/b:1` (Podman).
fn loaded(line: &str) -> Vec<String> {
    let Some(names) = line.strip_prefix("Loaded image: ").or_else(|| line.strip_prefix("Loaded image(s): ")) else {
        return Vec::new();
    };
    names.split(',').map(|name| short(name.trim()).to_owned()).collect()
}

/// Podman writes names out in full.
fn short(reference: &str) -> &str {
    ["docker.io/library/", "docker.io/", "localhost/"]
        .iter()
        .find_map(|prefix| reference.strip_prefix(prefix))
        .unwrap_or(reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loaded_images_are_read_from_the_output() {
        assert_eq!(loaded("Loaded image: paddock/a:1"), ["paddock/a:1"]);
        assert_eq!(loaded("Loaded image: localhost/paddock/a:1,docker.io/paddock/b:2"), ["paddock/a:1", "paddock/b:2"]);
        assert!(loaded("Loaded image ID: sha256:00").is_empty());
    }
}
