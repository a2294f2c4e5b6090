//! Files of containers through the archive call.

use paddock_core::port::{Engine, EntryKind, ErrorKind};

use crate::common::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_written_file_keeps_owner_and_mode() {
    in_home(|home| async move {
        let mut s = sleep();
        s.mounts = vec![mount("data", "/data")];
        let container = home.up(&topology([("box", s)])).await.unwrap()[0].id.clone();
        home.sh(&container, "mkdir -p /srv/app; for f in /srv/app/run.sh /data/run.sh; do echo old > $f; chown 1000:1001 $f; chmod 4750 $f; done; ln -s ../srv/app/run.sh /etc/link").await;
        for path in ["/srv/app/run.sh", "/data/run.sh", "/etc/link"] {
            let content = format!("new {path} é\n");
            home.engine.write_file(&container, path, content.as_bytes()).await.unwrap();
            assert_eq!(home.engine.read_file(&container, path, 1000).await.unwrap(), content.as_bytes());
            assert_eq!(home.sh(&container, &format!("cat {path}")).await, content.trim());
            assert_eq!(home.sh(&container, &format!("stat -L -c '%u:%g %a' {path}")).await, "1000:1001 4750", "{path}");
        }
        assert_eq!(home.sh(&container, "readlink /etc/link").await, "../srv/app/run.sh", "the link stays a link");

        let kind = |result: Result<Vec<u8>, paddock_core::port::EngineError>| result.unwrap_err().kind;
        assert_eq!(kind(home.engine.read_file(&container, "/etc/link", 5).await), ErrorKind::TooLarge);
        assert_eq!(kind(home.engine.read_file(&container, "/no/such", 5).await), ErrorKind::NotFound);
        assert_eq!(kind(home.engine.read_file(&container, "/etc", 5).await), ErrorKind::Other);
        let missing = home.engine.write_file(&container, "/srv/app/new", b"x").await.unwrap_err();
        assert_eq!(missing.kind, ErrorKind::NotFound, "only what exists is overwritten");
        home.engine.write_file(&container, "/srv/app/run.sh", b"").await.unwrap();
        assert_eq!(home.engine.read_file(&container, "/srv/app/run.sh", 0).await.unwrap(), b"");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_listed_with_its_subfolders() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        home.sh(&container, "mkdir -p /srv/a/b '/srv/with space'; printf 12345 > /srv/a/b/file; ln -s /etc /srv/a/link; mkfifo /srv/pipe; ln -s /srv/a /to-a").await;
        let list = |dir: &'static str| {
            let (engine, container) = (home.engine.clone(), container.clone());
            async move {
                let found = engine.list_dir(&container, dir).await.unwrap();
                found.into_iter().map(|e| (e.path, e.kind, e.bytes)).collect::<Vec<_>>()
            }
        };
        let in_a = |prefix: &str| {
            vec![
                (format!("{prefix}b"), EntryKind::Dir, 0),
                (format!("{prefix}b/file"), EntryKind::File, 5),
                (format!("{prefix}link"), EntryKind::Link, 0),
            ]
        };
        let mut all = vec![("a".to_owned(), EntryKind::Dir, 0)];
        all.extend(in_a("a/"));
        all.push(("with space".to_owned(), EntryKind::Dir, 0));
        assert_eq!(list("/srv").await, all);
        assert_eq!(list("/srv/").await, all);
        assert_eq!(list("/to-a").await, in_a(""), "a link to a folder is followed");
        let error = home.engine.list_dir(&container, "/usr").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::TooLarge);
        let error = home.engine.list_dir(&container, "/etc/passwd").await.unwrap_err();
        assert!(error.detail.contains("no folder"), "{error:?}");
    })
    .await;
}
