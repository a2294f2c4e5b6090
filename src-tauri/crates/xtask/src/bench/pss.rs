//! The memory of a program with everything it started, as the kernel shares it out (PSS).

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result, bail};

/// PSS of a process and all its descendants, in bytes. Linux only: elsewhere there is no figure that means the same.
pub fn of_tree(root: u32) -> Result<u64> {
    let tree = tree(root)?;
    if tree.is_empty() {
        bail!("process {root} is gone");
    }
    let mut total = 0;
    for pid in tree {
        // A process may end between the listing and the reading.
        match fs::read_to_string(format!("/proc/{pid}/smaps_rollup")) {
            Ok(text) => total += pss(&text).with_context(|| format!("no Pss of process {pid}"))?,
            Err(_) if !fs::exists(format!("/proc/{pid}"))? => {}
            // A process that has ended and is not yet waited for has no memory left to read.
            Err(error) if error.raw_os_error() == Some(ESRCH) => {}
            Err(error) => return Err(error).with_context(|| format!("could not read the memory of process {pid}")),
        }
    }
    Ok(total)
}

/// "No such process", which reading a process's memory gives once the process has ended.
const ESRCH: i32 = 3;

/// The first process below `root` (or it itself) whose program has this file name.
pub fn find_below(root: u32, program: &str) -> Result<Option<u32>> {
    let is_it = |pid: &u32| {
        fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe.file_name().is_some_and(|name| name == program))
    };
    Ok(tree(root)?.into_iter().find(is_it))
}

fn tree(root: u32) -> Result<Vec<u32>> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut known = false;
    for entry in fs::read_dir("/proc").context("the memory of processes is read from /proc, which is not here")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // Gone since the listing.
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        known |= pid == root;
        if let Some(parent) = parent(&stat) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut tree = if known { vec![root] } else { Vec::new() };
    let mut at = 0;
    while at < tree.len() {
        tree.extend(children.get(&tree[at]).into_iter().flatten());
        at += 1;
    }
    Ok(tree)
}

/// The second field after the program's name, which stands in parentheses and may hold any sign.
fn parent(stat: &str) -> Option<u32> {
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

fn pss(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_writes_is_understood() {
        assert_eq!(parent("812 (a ) b) S 77 812 812 0"), Some(77));
        assert_eq!(
            pss("0-1 ---p [rollup]\nRss:  9 kB\nPss:                 512 kB\nPss_Anon: 4 kB\n"),
            Some(512 * 1024)
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_memory() {
        let bytes = of_tree(std::process::id()).expect("/proc is readable for oneself");
        assert!(bytes > 100_000, "a running program has more than {bytes} bytes");
    }
}
