//! What image builds need of the machine behind a company's proxy: the proxy variables, and the CA certificates that the
//! machine trusts besides the usual ones.

use std::{collections::BTreeMap, fs, path::Path};

use paddock_core::port::HostForBuilds;

const PROXY: [&str; 4] = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"];

/// Where systems keep the certificates that an administrator added.
const EXTRA_CA_DIRS: [&str; 3] = [
    "/usr/local/share/ca-certificates",
    "/etc/pki/ca-trust/source/anchors",
    "/etc/ca-certificates/trust-source/anchors",
];

/// `PADDOCK_EXTRA_CA_FILE` names a PEM file to use instead of what the system has; empty for none.
pub fn for_builds() -> HostForBuilds {
    let mut proxy = BTreeMap::new();
    for name in PROXY {
        let value = std::env::var(name).or_else(|_| std::env::var(name.to_ascii_lowercase()));
        if let Ok(value) = value
            && !value.is_empty()
        {
            proxy.insert(name.to_owned(), value);
        }
    }
    let extra_ca = match std::env::var("PADDOCK_EXTRA_CA_FILE") {
        Ok(file) if file.is_empty() => None,
        Ok(file) => read_pem(Path::new(&file)),
        Err(_) => {
            let all: String = EXTRA_CA_DIRS.iter().flat_map(|dir| pem_files(Path::new(dir))).collect();
            (!all.is_empty()).then_some(all)
        }
    };
    HostForBuilds { proxy, extra_ca }
}

fn pem_files(dir: &Path) -> Vec<String> {
    let mut paths: Vec<_> =
        fs::read_dir(dir).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "crt" || e == "pem"))
        .filter_map(|path| read_pem(path))
        .collect()
}

/// A certificate file that cannot be read is left out: builds that need it say so in their own words.
fn read_pem(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok().filter(|text| text.contains("BEGIN CERTIFICATE"))?;
    Some(format!("{}\n", text.trim_end()))
}
