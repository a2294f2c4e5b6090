//! What a running container prints and uses.

use std::time::Duration;

use futures::StreamExt;
use paddock_core::port::{Engine, ErrorKind, Stdio};

use crate::common::*;

#[tokio::test(flavor = "multi_thread")]
async fn logs_of_both_streams_and_of_a_terminal() {
    in_home(|home| async move {
        let mut terminal = script("printf '\\001one\\ntwo\\n'; sleep 600");
        terminal.tty = true;
        let talker = script("echo out; echo err >&2; sleep 2; echo later; sleep 600");
        let found = home.up(&topology([("talker", talker), ("terminal", terminal)])).await.unwrap();
        let mut logs = home.engine.logs(&of(&found, "talker").id, None, true).await.unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        while !out.ends_with(b"later\n") {
            let chunk = tokio::time::timeout(Duration::from_secs(20), logs.next()).await.unwrap().unwrap().unwrap();
            match chunk.stream {
                Stdio::Out => out.extend_from_slice(&chunk.bytes),
                Stdio::Err => err.extend_from_slice(&chunk.bytes),
            }
        }
        assert_eq!((out.as_slice(), err.as_slice()), (&b"out\nlater\n"[..], &b"err\n"[..]));

        let read = |id, tail| {
            let engine = home.engine.clone();
            async move {
                let mut logs = engine.logs(&id, tail, false).await.unwrap();
                let mut bytes = Vec::new();
                while let Some(chunk) = logs.next().await {
                    bytes.extend_from_slice(&chunk.unwrap().bytes);
                }
                bytes
            }
        };
        assert_eq!(read(of(&found, "terminal").id.clone(), None).await, b"\x01one\r\ntwo\r\n");
        assert_eq!(read(of(&found, "talker").id.clone(), Some(1)).await, b"later\n");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stats_tell_a_busy_container_from_an_idle_one() {
    in_home(|home| async move {
        let mut busy = script("while :; do :; done");
        busy.limits.nano_cpus = 500_000_000;
        let found = home.up(&topology([("busy", busy), ("idle", sleep())])).await.unwrap();
        let mut figures = Vec::new();
        for name in ["busy", "idle"] {
            let mut stats = home.engine.stats(&of(&found, name).id).await.unwrap();
            figures.push(tokio::time::timeout(Duration::from_secs(20), stats.next()).await.unwrap().unwrap().unwrap());
        }
        let (busy, idle) = (figures[0], figures[1]);
        assert!(busy.cpu < 0.8, "half a core at most: {busy:?}");
        assert!(idle.cpu * 2.0 < busy.cpu, "{idle:?} {busy:?}");
        assert!(idle.memory_bytes > 10_000 && idle.memory_bytes < 50 << 20, "{idle:?}");
        bare().kill_container(of(&found, "idle").id.as_str(), None).await.unwrap();
        let mut stats = home.engine.stats(&of(&found, "idle").id).await.unwrap();
        let error = tokio::time::timeout(Duration::from_secs(20), stats.next()).await.unwrap().unwrap().unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotRunning);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_engine_is_said_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let gone = format!("unix://{}", dir.path().join("none.sock").display());
    let engine = paddock_docker::connect(Some(&gone)).expect("connecting sends nothing yet");
    let error = engine.info().await.unwrap_err();
    assert_eq!((error.kind, error.target), (ErrorKind::Unreachable, gone));
}
