//! Where a test may fill a disk, make it read-only, or be somebody whom permissions stop: parts of this test program, run as
//! processes of their own, in a mount namespace that goes when they do.

use std::{
    fs,
    io::Write,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Says on which folder a part is to work.
const DIR: &str = "PADDOCK_TEST_DIR";

/// The user `nobody`, and its group.
pub const NOBODY: u32 = 65534;

/// The folder of a part.
pub fn folder() -> PathBuf {
    std::env::var_os(DIR).expect("a part is run by its test").into()
}

pub fn is_root() -> bool {
    fs::metadata("/proc/self").expect("/proc").uid() == 0
}

/// Runs an ignored test of this program as a part, where mounts are its own. A system that does not allow that is told past
/// the test runner, which keeps to itself what a test that passes prints.
#[track_caller]
pub fn where_mounts_are_private(part: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    let options: &[&str] = if is_root() { &[] } else { &["--user", "--map-root-user"] };
    let unshare = |program: &Path| {
        let mut command = Command::new("unshare");
        command.args(options).args(["--mount", "--propagation", "private"]).arg(program);
        command
    };
    let allowed = unshare(Path::new("true")).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !allowed {
        let told = "this system allows no mount namespace (`unshare --mount`)";
        writeln!(std::io::stderr(), "\nNOT SHOWN: {part}: {told}\n").expect("standard error");
        return;
    }
    let mut command = unshare(&std::env::current_exe().expect("this program"));
    command.args(["--exact", part, "--ignored", "--nocapture", "--test-threads", "1"]).env(DIR, dir.path());
    let output = command.output().expect("it runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{part}\n{out}\n{err}");
}

#[track_caller]
pub fn mount(args: &[&str], dir: &Path) {
    assert!(Command::new("mount").args(args).arg(dir).status().expect("mount").success(), "mount {args:?}");
}

/// A small disk, mounted on a folder that is made for it.
pub fn small_disk(dir: &Path, size: &str) {
    fs::create_dir_all(dir).expect("a folder");
    mount(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], dir);
}

/// Fills the disk of a folder to the last byte. Returns the file to remove.
pub fn fill(dir: &Path) -> PathBuf {
    let path = dir.join("filler");
    let mut file = fs::File::create(&path).expect("a file");
    let mut size = 1 << 20;
    while size > 0 {
        if file.write_all(&vec![0; size]).is_err() {
            size /= 2;
        }
    }
    path
}

pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

/// Gives a folder and all that is in it to `nobody`.
pub fn give_away(dir: &Path) {
    chown(dir, Some(NOBODY), Some(NOBODY)).expect("root may");
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            give_away(&path);
        } else {
            chown(&path, Some(NOBODY), Some(NOBODY)).expect("root may");
        }
    }
}
