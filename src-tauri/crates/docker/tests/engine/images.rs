//! Building images, and archives of them.

use std::{collections::BTreeMap, sync::Mutex};

use paddock_core::{
    port::{BuildProgress, Engine, ErrorKind, HostForBuilds},
    topology::ImageBuild,
};

use crate::common::*;

fn build(name: &str, dockerfile: &str, files: &[(&str, &str)]) -> ImageBuild {
    let mut context: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    context.insert("Dockerfile".into(), dockerfile.as_bytes().to_vec());
    ImageBuild { name: name.into(), context, dockerfile: "Dockerfile".into(), target: None, args: BTreeMap::new() }
}

async fn remove(reference: &str) {
    let force = bollard::query_parameters::RemoveImageOptionsBuilder::new().force(true).build();
    bare().remove_image(reference, Some(force), None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_is_built_with_progress_and_found_again() {
    in_home(|home| async move {
        let name = format!("test-{}", id());
        let dockerfile = "FROM debian:bookworm-slim\nARG GREETING\nARG PADDOCK_EXTRA_CA\nCOPY bin /opt/bin\n\
                          RUN : NAME; echo \"$GREETING ${PADDOCK_EXTRA_CA}\" > /said && echo said && stat -c %a /opt/bin/run /opt/bin/data\n";
        // Nothing of it is in the engine's cache.
        let dockerfile = dockerfile.replace("NAME", &name);
        let mut build = build(&name, &dockerfile, &[("bin/run", "#!/bin/sh\necho ran\n"), ("bin/data", "data")]);
        build.args.insert("GREETING".into(), "hello".into());
        let host = HostForBuilds { proxy: BTreeMap::new(), extra_ca: Some("PEM".into()) };
        assert!(!home.engine.has_image(&build.tag()).await.unwrap());

        let seen = Mutex::new(Vec::<BuildProgress>::new());
        home.engine.build(&build, &host, &|p| seen.lock().unwrap().push(p)).await.unwrap();
        let seen = seen.into_inner().unwrap();
        assert!(seen.iter().all(|p| p.image == name));
        assert_eq!(seen.first().unwrap().step, Some((0, 6)), "the label is a step of its own: {seen:?}");
        assert!(seen.iter().any(|p| p.line == "said" && p.step == Some((4, 6))), "{seen:?}");
        assert_eq!(seen.last().unwrap().step, Some((6, 6)));
        assert!(seen.iter().any(|p| p.line == "755") && seen.iter().any(|p| p.line == "644"), "modes by content");

        let tag = build.tag();
        assert!(home.engine.has_image(&tag).await.unwrap());
        let image = home.engine.images().await.unwrap().into_iter().find(|i| i.reference == tag).unwrap();
        assert!(image.bytes > 1_000_000);
        let labels = bare().inspect_image(&tag).await.unwrap().config.unwrap().labels.unwrap();
        assert_eq!(labels.get("dev.paddock.image"), Some(&name));
        let mut s = service(&["sh", "-c", "cat /said; /opt/bin/run; sleep 600"]);
        s.image = paddock_core::topology::ImageSource::Built(build.clone());
        let found = home.up(&topology([("box", s)])).await.unwrap();
        assert_eq!(home.sh(&found[0].id, "cat /said").await, "hello UEVN", "the certificates come in base64");
        home.engine.down(&home.owner.home, &home.owner.session).await.unwrap();

        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("images.tar");
        let bytes = home.engine.save_images(std::slice::from_ref(&tag), &file).await.unwrap();
        assert_eq!(bytes, std::fs::metadata(&file).unwrap().len());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing unfinished is left beside it");
        remove(&tag).await;
        assert_eq!(home.engine.load_images(&file).await.unwrap(), std::slice::from_ref(&tag));
        assert!(home.engine.has_image(&tag).await.unwrap());
        remove(&tag).await;

        let none = dir.path().join("none.tar");
        let error = home.engine.save_images(&[tag], &none).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound);
        assert!(!none.exists());
        std::fs::write(&none, "this is no archive").unwrap();
        home.engine.load_images(&none).await.unwrap_err();
        let error = home.engine.load_images(&dir.path().join("missing")).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::LocalFile(std::io::ErrorKind::NotFound));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_build_that_fails_says_what_it_printed() {
    in_home(|home| async move {
        let failing = "FROM debian:bookworm-slim\nRUN for i in $(seq 30); do echo line $i; done; sleep 0.5; echo no such package >&2; sleep 0.5; exit 9\n";
        let build = build(&format!("test-{}", id()), failing, &[]);
        let error = home.engine.build(&build, &HostForBuilds::default(), &|_| {}).await.unwrap_err();
        let ErrorKind::BuildFailed { tail } = &error.kind else { panic!("{error:?}") };
        assert!(tail.len() == 15 && tail.iter().any(|line| line == "no such package"), "{tail:?}");
        assert!(error.target == build.tag() && error.detail.contains('9'), "{error:?}");

        let full = "FROM debian:bookworm-slim\nRUN echo 'write error: No space left on device' >&2; exit 1\n";
        let build = self::build("test-full", full, &[]);
        let error = home.engine.build(&build, &HostForBuilds::default(), &|_| {}).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NoSpace);

        let error = home.engine.pull("localhost:1/no/such:image", &|_| {}).await.unwrap_err();
        assert_eq!(error.target, "localhost:1/no/such:image");
    })
    .await;
}
