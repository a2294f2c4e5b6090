//! Files that a container has before it starts.
//!
//! They are sent as one archive between creation and start; the engine mounts the container's volumes for that, so a path
//! under a volume ends in the volume. It refuses what is read-only: there, the files go through a twin, a container of the
//! same image that never starts and holds the same volumes writable.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::{SystemTime, UNIX_EPOCH},
};

use bollard::{
    body_full,
    models::{ContainerCreateBody, HostConfig, Mount},
    query_parameters::{CreateContainerOptionsBuilder, RemoveContainerOptionsBuilder, UploadToContainerOptionsBuilder},
};
use bytes::Bytes;
use paddock_core::{
    id::ServiceName,
    port::{Op, Owner, Result},
    topology::{SeedFile, Service},
};

use crate::{connect::Live, error, labels, spec};

/// How the files of one service get into its container.
pub(crate) struct Seeding<'a> {
    /// Straight into the container.
    direct: Vec<&'a SeedFile>,
    /// Through the twin.
    sealed: Vec<&'a SeedFile>,
    /// Folders of sealed files that no volume of the lab holds: each becomes a volume, that begins with the image's content.
    folders: BTreeSet<String>,
}

impl<'a> Seeding<'a> {
    /// # Errors
    /// A file that the engine would hide or cannot take.
    pub(crate) fn of(live: &Live, name: &ServiceName, service: &'a Service) -> Result<Seeding<'a>> {
        // Podman writes below a read-only root before the start.
        let read_only_root = service.read_only && !live.podman;
        let mut seeding = Seeding { direct: Vec::new(), sealed: Vec::new(), folders: BTreeSet::new() };
        for file in &service.files {
            let refused = |why: &str| error::other(Op::Create, format!("{name}: {}", file.path), why);
            let Some((parent, _)) = file.path.rsplit_once('/').filter(|(_, last)| !last.is_empty()) else {
                return Err(refused("a file needs an absolute path"));
            };
            let mount = innermost(&file.path, service.mounts.iter().map(|m| m.target.as_str()));
            let tmpfs = innermost(&file.path, service.tmpfs.keys().map(String::as_str));
            let hidden = tmpfs > mount;
            let in_volume = !hidden && mount.is_some();
            let read_only_volume =
                in_volume && service.mounts.iter().any(|m| Some(clean(&m.target)) == mount && m.read_only);
            if !read_only_root && !hidden && !read_only_volume {
                seeding.direct.push(file);
                continue;
            }
            if !in_volume {
                if parent.is_empty() {
                    return Err(refused(
                        "the service is read-only, and the root folder cannot be a volume; use a folder",
                    ));
                }
                if tmpfs == Some(clean(parent)) {
                    return Err(refused(
                        "a tmpfs is mounted over this folder when the service starts; use a folder in it",
                    ));
                }
                seeding.folders.insert(parent.to_owned());
            }
            seeding.sealed.push(file);
        }
        let all = seeding.folders.clone();
        seeding.folders.retain(|folder| !all.iter().any(|outer| outer != folder && lies_in(folder, outer)));
        Ok(seeding)
    }

    /// Volumes to make before the container, by name.
    fn volumes(&self, owner: &Owner, service: &ServiceName) -> Vec<(String, String)> {
        let name = |n| labels::object(&owner.session, &format!("{service}-files-{n}"));
        self.folders.iter().enumerate().map(|(n, folder)| (name(n), folder.clone())).collect()
    }

    /// Fills what is sealed, and returns the mounts that the container needs for it.
    pub(crate) async fn seal(
        &self,
        live: &Live,
        owner: &Owner,
        name: &ServiceName,
        service: &Service,
    ) -> Result<Vec<Mount>> {
        if self.sealed.is_empty() {
            return Ok(Vec::new());
        }
        let volumes = self.volumes(owner, name);
        let mut with_service = labels::of(owner);
        with_service.insert(labels::SERVICE.to_owned(), name.to_string());
        for (volume, folder) in &volumes {
            let mut labels = with_service.clone();
            labels.insert(labels::NAME.to_owned(), folder.clone());
            make_volume(live, volume, labels).await?;
        }
        let lab =
            service.mounts.iter().map(|m| spec::volume(labels::object(&owner.session, &m.volume), &m.target, false));
        let own = volumes.iter().map(|(volume, folder)| spec::volume(volume.clone(), folder, false));
        // Labelled as the session's, so that a sweep finds it, and with no service, so that nobody takes it for one.
        let twin = ContainerCreateBody {
            image: Some(service.image.reference()),
            // It never starts, but the engine creates nothing without a command.
            cmd: Some(vec!["true".to_owned()]),
            labels: Some(labels::of(owner)),
            host_config: Some(HostConfig { mounts: Some(lab.chain(own).collect()), ..Default::default() }),
            ..Default::default()
        };
        let twin_name = labels::object(&owner.session, &format!("{name}-files"));
        let options = CreateContainerOptionsBuilder::new().name(&twin_name).build();
        let created =
            live.docker.create_container(Some(options), twin).await.map_err(error::at(Op::Create, &twin_name))?;
        let targets: Vec<&str> =
            service.mounts.iter().map(|m| m.target.as_str()).chain(self.folders.iter().map(String::as_str)).collect();
        let sent = upload(live, &created.id, name, &self.sealed, &targets).await;
        let options = RemoveContainerOptionsBuilder::new().force(true).v(true).build();
        let removed = live.docker.remove_container(&created.id, Some(options)).await;
        sent?;
        removed.map_err(error::at(Op::Remove, &twin_name))?;
        Ok(volumes.into_iter().map(|(volume, folder)| spec::volume(volume, &folder, true)).collect())
    }

    /// Writes what goes straight into the created container.
    pub(crate) async fn write(&self, live: &Live, id: &str, name: &ServiceName, service: &Service) -> Result<()> {
        if self.direct.is_empty() {
            return Ok(());
        }
        let targets: Vec<&str> = service.mounts.iter().map(|m| m.target.as_str()).collect();
        upload(live, id, name, &self.direct, &targets).await
    }
}

pub(crate) async fn make_volume(live: &Live, name: &str, labels: HashMap<String, String>) -> Result<()> {
    let request = bollard::models::VolumeCreateRequest {
        name: Some(name.to_owned()),
        labels: Some(labels),
        ..Default::default()
    };
    live.docker.create_volume(request).await.map_err(error::at(Op::Create, name))?;
    Ok(())
}

/// Sends files into a container that has volumes at `volumes`.
async fn upload(live: &Live, id: &str, name: &ServiceName, files: &[&SeedFile], volumes: &[&str]) -> Result<()> {
    // Docker mounts the volumes below the folder that it writes to. Podman writes into a volume only where that is the
    // folder.
    let mut groups: BTreeMap<&str, Vec<&SeedFile>> = BTreeMap::new();
    for file in files {
        let volume = innermost(&file.path, volumes.iter().copied()).filter(|_| live.podman);
        groups.entry(volume.unwrap_or("/")).or_default().push(file);
    }
    for (folder, files) in groups {
        let archive = archive(&files, folder).map_err(|e| error::other(Op::WriteFile, name, e))?;
        // Owners are those of the archive: Docker's default, and not Podman's.
        let options = UploadToContainerOptionsBuilder::new().path(folder).copy_uidgid("false").build();
        live.docker
            .upload_to_container(id, Some(options), body_full(archive))
            .await
            .map_err(error::at(Op::WriteFile, name))?;
    }
    Ok(())
}

/// Folders are left out: the engine makes those that are missing (root, 0755) and leaves the others as they are.
fn archive(files: &[&SeedFile], folder: &str) -> std::io::Result<Bytes> {
    let mut archive = tar::Builder::new(Vec::new());
    // A path that is named twice is written twice, and the last one stays: once is enough.
    let last: BTreeMap<&str, &SeedFile> = files.iter().map(|file| (file.path.as_str(), *file)).collect();
    for (path, file) in last {
        let mut header = header(file.content.len(), file.uid, file.gid, file.mode);
        let inner = path.strip_prefix(clean(folder)).unwrap_or(path).trim_start_matches('/');
        archive.append_data(&mut header, inner, file.content.as_slice())?;
    }
    Ok(archive.into_inner()?.into())
}

/// The header of a file that is written now.
pub(crate) fn header(bytes: usize, uid: u64, gid: u64, mode: u32) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes as u64);
    header.set_uid(uid);
    header.set_gid(gid);
    header.set_mode(mode & 0o7777);
    header.set_mtime(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()));
    header
}

fn clean(path: &str) -> &str {
    path.trim_end_matches('/')
}

fn lies_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(clean(folder)).is_some_and(|rest| rest.starts_with('/'))
}

/// The longest of `folders` that `path` lies in.
fn innermost<'f>(path: &str, folders: impl Iterator<Item = &'f str>) -> Option<&'f str> {
    // Of two folders around one path the longer is greater, because it begins with the shorter.
    folders.filter(|folder| lies_in(path, folder)).map(clean).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_in_the_innermost_folder_around_it() {
        let folders = ["/data", "/data/sub/", "/da"];
        assert_eq!(innermost("/data/sub/x", folders.into_iter()), Some("/data/sub"));
        assert_eq!(innermost("/data/x", folders.into_iter()), Some("/data"));
        assert_eq!(innermost("/database", folders.into_iter()), None);
    }
}
