//! The labs there are: those built into the program, or those of a folder.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use paddock_core::{
    files::{FILE_LIMIT, Folder, LAB_LIMIT},
    finding::{Finding, nearest},
    id::LabId,
    lab::{self, Lab, Source, Track},
};
use rust_embed::RustEmbed;

use crate::error::{Code, Error, Result};

#[derive(RustEmbed)]
#[folder = "../../../labs"]
struct BuiltIn;

/// Every lab, read. A lab that cannot be read is kept with its findings, so that it can be named.
#[derive(Debug)]
pub struct Catalogue {
    pub tracks: Vec<Track>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    id: LabId,
    /// The track's folder name and the lab's.
    folder: String,
    read: std::result::Result<Lab, Vec<Finding>>,
}

impl Catalogue {
    /// The labs that came with the program.
    pub fn built_in() -> Result<Catalogue> {
        let files = BuiltIn::iter()
            .filter_map(|path| BuiltIn::get(&path).map(|file| (path.into_owned(), file.data.into_owned())))
            .collect();
        Self::of(files)
    }

    /// The labs of a folder that is laid out as the built-in catalogue is.
    pub fn of_folder(dir: &Path) -> Result<Catalogue> {
        let mut findings = Vec::new();
        let files = read_folder(dir, None, &mut findings)?;
        let (of_labs, others): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| lab_of(finding).is_some());
        if !others.is_empty() {
            return Err(Error::lab_invalid(&dir.display().to_string(), others));
        }
        let mut catalogue = Self::of(files)?;
        for mut finding in of_labs {
            let Some((folder, file)) = lab_of(&finding) else { continue };
            finding.file = file;
            let Some(entry) = catalogue.entries.iter_mut().find(|entry| entry.folder == folder) else { continue };
            match &mut entry.read {
                Ok(_) => entry.read = Err(vec![finding]),
                Err(findings) => findings.push(finding),
            }
        }
        Ok(catalogue)
    }

    fn of(files: Folder) -> Result<Catalogue> {
        let mut findings = Vec::new();
        let mut tracks = match files.get("tracks.yaml").map(|bytes| std::str::from_utf8(bytes)) {
            Some(Ok(text)) => lab::tracks(text, &mut findings),
            Some(Err(_)) | None => {
                return Err(Error::new(Code::CatalogueUnreadable, "error-no-tracks", &[]));
            }
        };
        if !findings.is_empty() {
            return Err(Error::lab_invalid("tracks.yaml", findings));
        }
        let mut images: BTreeMap<String, Folder> = BTreeMap::new();
        let mut labs: BTreeMap<String, Folder> = BTreeMap::new();
        for (path, content) in files {
            let parts: Vec<&str> = path.splitn(3, '/').collect();
            let [top, second, rest] = parts[..] else { continue };
            let home =
                if top == "images" { images.entry(second.to_owned()) } else { labs.entry(format!("{top}/{second}")) };
            home.or_default().insert(rest.to_owned(), content);
        }
        let labs: Vec<(String, Folder)> =
            labs.into_iter().filter(|(_, files)| files.contains_key("lab.yaml")).collect();
        let entries = side_by_side(&labs, |(folder, files)| {
            let folder_name = folder.rsplit('/').next().unwrap_or(folder);
            let source = Source { folder_name, files, images: &images, tracks: &tracks };
            let (lab, findings) = lab::read(source);
            Entry { id: LabId::from(folder_name), read: lab.ok_or(findings), folder: folder.clone() }
        });
        // A track that no lab is written for yet is none to show.
        tracks.retain(|track| entries.iter().any(|entry| entry.folder.split('/').next() == Some(track.id.as_str())));
        let mut catalogue = Catalogue { tracks, entries };
        catalogue.sort();
        Ok(catalogue)
    }

    /// By track in the catalogue's order, then as the track says, then by level, then by name.
    fn sort(&mut self) {
        let place = |entry: &Entry| {
            let track = entry.folder.split('/').next().unwrap_or_default();
            let track = self.tracks.iter().position(|t| t.id.as_str() == track).unwrap_or(usize::MAX);
            let named = self.tracks.get(track).and_then(|track| track.labs.iter().position(|lab| *lab == entry.id));
            let level = entry.read.as_ref().map_or(u8::MAX, |lab| lab.level);
            (track, named.unwrap_or(usize::MAX), level, entry.id.clone())
        };
        let mut keyed: Vec<_> =
            std::mem::take(&mut self.entries).into_iter().map(|entry| (place(&entry), entry)).collect();
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.entries = keyed.into_iter().map(|(_, entry)| entry).collect();
    }

    /// The labs that can be run.
    pub fn labs(&self) -> impl Iterator<Item = &Lab> {
        self.entries.iter().filter_map(|entry| entry.read.as_ref().ok())
    }

    /// The labs that cannot, with what is wrong with them.
    pub fn broken(&self) -> impl Iterator<Item = (&LabId, &[Finding])> {
        self.entries.iter().filter_map(|entry| Some((&entry.id, entry.read.as_ref().err()?.as_slice())))
    }

    pub fn lab(&self, id: &LabId) -> Result<&Lab> {
        match self.entries.iter().find(|entry| entry.id == *id) {
            Some(Entry { read: Ok(lab), .. }) => Ok(lab),
            Some(Entry { read: Err(findings), .. }) => Err(Error::lab_invalid(id.as_str(), findings.clone())),
            None => {
                let known: Vec<&str> = self.entries.iter().map(|entry| entry.id.as_str()).collect();
                Err(Error::lab_unknown(id, nearest(id.as_str(), &known).map(LabId::from).as_ref()))
            }
        }
    }

    pub fn track(&self, lab: &Lab) -> Option<&Track> {
        self.tracks.iter().find(|track| track.id == lab.track)
    }
}

/// What `read` makes of each, in no particular order, on all processors: reading YAML takes its time, and a command that only lists labs
/// waits for all of them.
fn side_by_side<T: Sync, R: Send>(items: &[T], read: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let next = AtomicUsize::new(0);
    let share = || {
        let taken = std::iter::from_fn(|| items.get(next.fetch_add(1, Ordering::Relaxed)));
        taken.map(&read).collect::<Vec<R>>()
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(share)).collect();
        let mut done = share();
        for other in others {
            match other.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
}

/// Reads one lab from its folder. Shared images and tracks are looked for where a catalogue has them, two folders up.
///
/// Gives the lab where it can be run, and otherwise what is wrong with it.
pub fn read_lab_folder(dir: &Path) -> Result<std::result::Result<Lab, Vec<Finding>>> {
    let dir = fs::canonicalize(dir).map_err(|error| unreadable(dir, &error))?;
    let mut findings = Vec::new();
    let files = read_folder(&dir, Some(LAB_LIMIT), &mut findings)?;
    let mut images = BTreeMap::new();
    let mut tracks = Vec::new();
    if let Some(root) = dir.parent().and_then(Path::parent) {
        let folder = root.join("images");
        for entry in there(&folder, fs::read_dir(&folder))?.into_iter().flatten() {
            let path = entry.map_err(|error| unreadable(&folder, &error))?.path();
            if let (true, Some(name)) = (path.is_dir(), path.file_name().and_then(|n| n.to_str())) {
                images.insert(name.to_owned(), read_folder(&path, Some(LAB_LIMIT), &mut findings)?);
            }
        }
        let file = root.join("tracks.yaml");
        if let Some(text) = there(&file, fs::read_to_string(&file))? {
            tracks = lab::tracks(&text, &mut findings);
        }
    }
    let folder_name = dir.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (lab, more) = lab::read(Source { folder_name, files: &files, images: &images, tracks: &tracks });
    findings.extend(more);
    findings.sort();
    findings.dedup();
    Ok(lab.filter(|_| findings.is_empty()).ok_or(findings))
}

/// What keeps the lab of a folder from running, or what a catalogue still asks of it.
pub fn lint_folder(dir: &Path) -> Result<Vec<Finding>> {
    Ok(match read_lab_folder(dir)? {
        Ok(lab) => lab::review(&lab),
        Err(findings) => findings,
    })
}

/// The same of a lab of the catalogue.
pub fn lint(catalogue: &Catalogue, id: &LabId) -> Result<Vec<Finding>> {
    match catalogue.lab(id) {
        Ok(lab) => Ok(lab::review(lab)),
        Err(error) if error.code == Code::LabInvalid => Ok(error.findings),
        Err(error) => Err(error),
    }
}

/// What was read, or nothing where nothing is there.
fn there<T>(path: &Path, read: io::Result<T>) -> Result<Option<T>> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Reads a folder into memory. Large files are not read but reported, links that lead out of the folder too.
fn read_folder(dir: &Path, limit: Option<u64>, findings: &mut Vec<Finding>) -> Result<Folder> {
    let mut folder = Folder::new();
    let mut total = 0u64;
    let root = fs::canonicalize(dir).map_err(|error| unreadable(dir, &error))?;
    let mut todo = vec![root.clone()];
    while let Some(dir) = todo.pop() {
        for entry in fs::read_dir(&dir).map_err(|error| unreadable(&dir, &error))? {
            let path = entry.map_err(|error| unreadable(&dir, &error))?.path();
            let name = relative(&root, &path);
            if path.file_name().is_some_and(|name| name == ".git" || name == ".DS_Store") {
                continue;
            }
            let report = |id: &'static str, args: Vec<(&'static str, String)>, findings: &mut Vec<Finding>| {
                findings.push(Finding { file: name.clone(), line: None, id, args });
            };
            let Ok(real) = fs::canonicalize(&path) else {
                report("lint-dangling-link", vec![("file", name.clone())], findings);
                continue;
            };
            if !real.starts_with(&root) {
                report("lint-link-leaves", vec![("file", name.clone())], findings);
                continue;
            }
            let meta = fs::metadata(&path).map_err(|error| unreadable(&path, &error))?;
            if meta.is_dir() {
                todo.push(path);
                continue;
            }
            total += meta.len();
            if meta.len() > FILE_LIMIT {
                let args =
                    vec![("file", name.clone()), ("bytes", meta.len().to_string()), ("limit", FILE_LIMIT.to_string())];
                report("lint-file-too-large", args, findings);
                continue;
            }
            if limit.is_some_and(|limit| total > limit) {
                let args = vec![("bytes", total.to_string()), ("limit", LAB_LIMIT.to_string())];
                findings.push(Finding { file: String::new(), line: None, id: "lint-lab-too-large", args });
                return Ok(folder);
            }
            folder.insert(name, fs::read(&path).map_err(|error| unreadable(&path, &error))?);
        }
    }
    Ok(folder)
}

/// The lab's folder that a finding in a catalogue is about, and its file within: one bad lab does not take the others with it.
fn lab_of(finding: &Finding) -> Option<(String, String)> {
    let parts: Vec<&str> = finding.file.splitn(3, '/').collect();
    match parts[..] {
        [top, lab, file] if top != "images" => Some((format!("{top}/{lab}"), file.to_owned())),
        _ => None,
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let parts: Vec<String> = path
        .strip_prefix(root)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let path: PathBuf = path.into();
    let (path, detail) = (path.display().to_string(), error.to_string());
    Error::new(Code::CatalogueUnreadable, "error-folder-unreadable", &[("path", &path), ("detail", &detail)])
}
