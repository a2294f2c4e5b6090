//! Images for a class room, in a file: what cannot be written, and what cannot be loaded, is named with its cause.

#![cfg(target_os = "linux")]

mod common;
#[path = "disk_fails/sandbox.rs"]
#[allow(dead_code)] // Another test program uses the rest.
mod sandbox;

use std::{fs, path::Path};

use common::{Home, copy_of, docker};
use sandbox::{fill, folder, mount, small_disk, where_mounts_are_private};

/// The catalogue whose one lab stands on an image of a few bytes. It is removed from the engine when dropped.
struct Tiny {
    home: Home,
    _catalogue: tempfile::TempDir,
}

impl Tiny {
    fn new() -> Tiny {
        let (catalogue, lab) = copy_of("first/built-box");
        let folder = lab.join("../../images/tiny");
        let home = Home::on(catalogue.path().to_owned());
        home.run(&["lab", "list"]).exits(0);
        fs::write(folder.join("whose"), format!("of {}\n", home.id())).expect("written");
        fs::write(folder.join("Dockerfile"), "FROM scratch\nCOPY whose /whose\n").expect("written");
        home.run(&["images", "build"]).exits(0);
        Tiny { home, _catalogue: catalogue }
    }

    fn image(&self) -> String {
        let list = self.home.json(&["images", "list"]);
        let own =
            list.as_array().expect("a list").iter().find(|image| image["labs"] == serde_json::json!(["built-box"]));
        own.expect("the image")["reference"].as_str().expect("a name").to_owned()
    }

    /// Fails, and says so in both languages.
    #[track_caller]
    fn fails(&self, verb: &str, file: &Path, code: &str, en: &[&str], fr: &[&str]) {
        let path = file.to_string_lossy();
        for (lang, words) in [("en", en), ("fr", fr)] {
            let ran = self.home.run(&["--json", "--lang", lang, "images", verb, &path]).exits(2);
            let (found, message, hint) = ran.error();
            assert_eq!(found, code, "{message} {hint}");
            for words in words.iter().chain([&&*path]) {
                assert!(message.contains(words) || hint.contains(words), "{words}? {message} {hint}");
            }
        }
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            docker(&["rmi", &self.image()]);
        }
    }
}

#[test]
fn a_file_that_cannot_be_written() {
    where_mounts_are_private("part_cannot_be_written");
}

#[test]
#[ignore = "a part of a_file_that_cannot_be_written"]
fn part_cannot_be_written() {
    let dir = folder();
    let tiny = Tiny::new();
    let no_folder =
        (["its folder does not exist", "Choose a folder"], ["son dossier n’existe pas", "Choisissez un dossier"]);
    tiny.fails("save", &dir.join("none/images.tar"), "io", &no_folder.0, &no_folder.1);
    tiny.fails("save", &dir, "io", &["cannot be written"], &["ne peut pas être écrit"]);

    let disk = dir.join("disk");
    small_disk(&disk, "64k");
    let file = disk.join("images.tar");
    tiny.home.run(&["images", "save", &file.to_string_lossy()]).exits(0);
    let whole = fs::read(&file).expect("written");
    let filler = fill(&disk);
    let no_room = (["no room left on the disk", "another disk"], ["plus de place sur le disque", "un autre disque"]);
    tiny.fails("save", &disk.join("second.tar"), "no_space", &no_room.0, &no_room.1);
    tiny.fails("save", &file, "no_space", &no_room.0, &no_room.1);
    assert_eq!(fs::read(&file).expect("there"), whole, "the one of before is still whole");
    assert_eq!(fs::read_dir(&disk).expect("a folder").count(), 2, "and nothing by halves lies beside it");
    fs::remove_file(filler).expect("removed");

    mount(&["-o", "remount,ro"], &disk);
    let read_only = (["nothing can be written on that disk"], ["rien ne peut être écrit sur ce disque"]);
    tiny.fails("save", &disk.join("second.tar"), "io", &read_only.0, &read_only.1);
}

#[test]
fn certificates_that_cannot_be_read() {
    let (catalogue, lab) = copy_of("first/built-box");
    let home = Home::on(catalogue.path().to_owned());
    fs::write(lab.join("../../images/tiny/Dockerfile"), "FROM scratch\nCOPY nothing /\n").expect("written");
    let no_certificate = home.path().join("empty.pem");
    fs::create_dir_all(home.path()).and_then(|()| fs::write(&no_certificate, "none\n")).expect("written");
    for (file, code) in [(home.path().join("missing.pem"), "io"), (no_certificate, "bad_input")] {
        let mut command = home.ready(&["--json", "images", "build", "built-box"]);
        let ran = command.env("PADDOCK_EXTRA_CA_FILE", &file).output().expect("it runs");
        let (found, message, _) = common::Ran::from(ran).exits(2).error();
        assert_eq!(found, code, "{message}");
        assert!(message.contains(&*file.to_string_lossy()), "{message}");
    }
}

#[test]
fn a_file_that_cannot_be_loaded() {
    let dir = tempfile::tempdir().expect("a folder");
    let tiny = Tiny::new();
    let file = dir.path().join("images.tar");
    let missing = (["cannot be read", "Check the path"], ["ne peut pas être lu", "Vérifiez le chemin"]);
    tiny.fails("load", &file, "file_not_found", &missing.0, &missing.1);
    tiny.fails("load", dir.path(), "io", &missing.0, &missing.1);

    tiny.home.run(&["images", "save", &file.to_string_lossy()]).exits(0);
    let whole = fs::read(&file).expect("written");
    let spoiled = (
        ["holds no images, or not all of it", "paddock images save"],
        ["ou il n’est pas complet", "copiez-le à nouveau"],
    );
    let text = b"This is no archive.\n".repeat(1000);
    for content in [b"", &whole[..whole.len() / 2], &whole[..700], text.as_slice(), &[0; 4096]] {
        fs::write(&file, content).expect("written");
        tiny.fails("load", &file, "archive_unusable", &spoiled.0, &spoiled.1);
    }
    fs::write(&file, &whole).expect("written");
    assert_eq!(
        tiny.home.json(&["images", "load", &file.to_string_lossy()])["images"],
        serde_json::json!([tiny.image()])
    );
}
