//! What image builds need of the machine behind a company's proxy: the proxy variables, and the CA certificates that the
//! machine trusts besides the usual ones.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use paddock_core::port::HostForBuilds;

use crate::error::{Code, Error, Result};

const PROXY: [&str; 4] = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"];

/// Where systems keep the certificates that an administrator added.
const EXTRA_CA_DIRS: [&str; 3] = [
    "/usr/local/share/ca-certificates",
    "/etc/pki/ca-trust/source/anchors",
    "/etc/ca-certificates/trust-source/anchors",
];

/// `PADDOCK_EXTRA_CA_FILE` names a PEM file to use instead of what the system has; empty for none. Where something of the
/// system's cannot be read, that is noted: builds that need it fail with words of their own.
pub fn for_builds(note: impl Fn(&str)) -> Result<HostForBuilds> {
    let mut proxy = BTreeMap::new();
    for name in PROXY {
        let value = std::env::var(name).or_else(|_| std::env::var(name.to_ascii_lowercase()));
        if let Ok(value) = value
            && !value.is_empty()
        {
            proxy.insert(name.to_owned(), value);
        }
    }
    let extra_ca = match std::env::var_os("PADDOCK_EXTRA_CA_FILE") {
        Some(file) if file.is_empty() => None,
        Some(file) => Some(named(Path::new(&file))?),
        None => {
            let mut all = String::new();
            for dir in EXTRA_CA_DIRS.map(Path::new) {
                let unread =
                    |path: &Path, error: io::Error| note(&format!("certificates in {}: {error}", path.display()));
                match pem_files(dir) {
                    Ok(files) => files.iter().for_each(|file| match read_pem(file) {
                        Ok(pem) => all.extend(pem),
                        Err(error) => unread(file, error),
                    }),
                    Err(error) => unread(dir, error),
                }
            }
            (!all.is_empty()).then_some(all)
        }
    };
    Ok(HostForBuilds { proxy, extra_ca })
}

fn named(file: &Path) -> Result<String> {
    let path = file.display().to_string();
    match read_pem(file) {
        Ok(Some(pem)) => Ok(pem),
        Ok(None) => Err(Error::new(Code::BadInput, "error-no-certificate", &[("path", &path)])),
        Err(error) => {
            let args = [("path", path.as_str()), ("detail", &error.to_string())];
            Err(Error::new(Code::Io, "error-folder-unreadable", &args))
        }
    }
}

fn pem_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "crt" || e == "pem"));
    paths.sort();
    Ok(paths)
}

/// Nothing where the file holds no certificate.
fn read_pem(path: &Path) -> io::Result<Option<String>> {
    let text = fs::read_to_string(path)?;
    Ok(text.contains("BEGIN CERTIFICATE").then(|| format!("{}\n", text.trim_end())))
}
