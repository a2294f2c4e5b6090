//! A folder of files in memory, and the rules for what may lie in a lab. Reading a disk is the business of the floors above.

use std::collections::BTreeMap;

use crate::finding::{Finding, Report};

/// The largest file of a lab, in bytes.
pub const FILE_LIMIT: u64 = 1 << 20;
/// The largest lab, in bytes.
pub const LAB_LIMIT: u64 = 8 << 20;

/// Relative path with `/` to content.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// A relative path with `/`, without `.` and `..`; or nothing where it leaves the folder it starts from.
pub fn inside(path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') || path.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The text of a file, or a finding that says what is wrong with it.
pub fn text<'f>(folder: &'f Folder, path: &str, findings: &mut Vec<Finding>) -> Option<&'f str> {
    let mut report = Report { file: path, findings };
    let Some(content) = folder.get(path) else {
        report.add(0, "lint-file-missing", &[("file", path)]);
        return None;
    };
    match std::str::from_utf8(content) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let line = content[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            report.add(u32::try_from(line).unwrap_or(u32::MAX), "lint-not-utf8", &[("file", path)]);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(inside("checks/a.sh").as_deref(), Some("checks/a.sh"));
        assert_eq!(inside("./checks/../files/a").as_deref(), Some("files/a"));
        assert_eq!(inside("../other"), None);
        assert_eq!(inside("a/../../b"), None);
        assert_eq!(inside("/etc/passwd"), None);
        assert_eq!(inside("C:\\x"), None);
    }
}
