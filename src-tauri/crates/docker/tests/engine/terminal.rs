//! Commands with both ends open.

use std::{collections::BTreeMap, time::Duration};

use futures::StreamExt;
use paddock_core::{
    id::ContainerId,
    port::{Attached, BoxStream, Chunk, Engine, ErrorKind, Open, Result, Size, Stdio},
};

use crate::common::*;

fn open(command: &[&str], tty: Option<Size>) -> Open {
    Open {
        command: command.iter().map(|w| (*w).to_owned()).collect(),
        user: None,
        dir: None,
        env: BTreeMap::new(),
        tty,
    }
}

const SIZE: Option<Size> = Some(Size { cols: 101, rows: 33 });

async fn until(output: &mut BoxStream<Result<Chunk>>, wanted: &str) -> String {
    let mut text = Vec::new();
    let reading = async {
        while let Some(chunk) = output.next().await {
            text.extend_from_slice(&chunk.unwrap().bytes);
            if String::from_utf8_lossy(&text).contains(wanted) {
                break;
            }
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(20), reading).await;
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(in_time.is_ok() && text.contains(wanted), "{wanted:?} in {text:?}");
    text
}

async fn processes(home: &Home, container: &ContainerId, pattern: &str) -> String {
    let text = "for d in /proc/[0-9]*; do tr '\\0' ' ' < $d/cmdline; echo; done 2>/dev/null | grep -c \"^$1\" || true";
    let ran = home.exec(container, &["sh", "-c", text, "sh", pattern], b"").await;
    String::from_utf8(ran.stdout).unwrap().trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_has_a_size_and_an_exit_code() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        let Attached { mut input, mut output, control } =
            home.engine.open(&container, &open(&["bash", "--norc"], SIZE)).await.unwrap();
        input.write(b"stty size\n").await.unwrap();
        until(&mut output, "33 101").await;
        control.resize(Size { cols: 80, rows: 20 }).await.unwrap();
        input.write(b"stty size\n").await.unwrap();
        until(&mut output, "20 80").await;
        assert_eq!(control.exit_code().await.unwrap(), None);
        input.write("printf 'é\\001\\002\\000end\\n'; exit 5\n".as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        while let Some(chunk) = output.next().await {
            rest.extend_from_slice(&chunk.unwrap().bytes);
        }
        let raw = "é\u{1}\u{2}\u{0}end".as_bytes();
        assert!(rest.windows(raw.len()).any(|w| w == raw), "raw bytes pass: {:?}", String::from_utf8_lossy(&rest));
        for _ in 0..100 {
            if control.exit_code().await.unwrap().is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(control.exit_code().await.unwrap(), Some(5));
        let error = control.resize(Size { cols: 1, rows: 1 }).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotRunning);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn output_that_begins_with_control_bytes_is_no_frame() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        let text = "stty -opost; printf '\\001\\000\\000\\000\\377\\377\\377\\377raw'";
        let Attached { mut output, .. } = home.engine.open(&container, &open(&["sh", "-c", text], SIZE)).await.unwrap();
        let mut all = Vec::new();
        while let Some(chunk) = output.next().await {
            all.extend_from_slice(&chunk.unwrap().bytes);
        }
        assert_eq!(all, b"\x01\0\0\0\xff\xff\xff\xffraw");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_input_is_seen_as_its_end() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        let Attached { mut input, mut output, control } =
            home.engine.open(&container, &open(&["sh", "-c", "cat; echo over >&2"], None)).await.unwrap();
        input.write(b"hello ").await.unwrap();
        input.write(b"there").await.unwrap();
        input.close().await.unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let reading = async {
            while let Some(chunk) = output.next().await {
                let chunk = chunk.unwrap();
                match chunk.stream {
                    Stdio::Out => out.extend_from_slice(&chunk.bytes),
                    Stdio::Err => err.extend_from_slice(&chunk.bytes),
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), reading).await.expect("cat ends");
        assert_eq!((out.as_slice(), err.as_slice()), (&b"hello there"[..], &b"over\n"[..]));
        drop(control);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_makes_the_command_wait() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        home.sh(&container, "head -c 10000000 /dev/urandom > /big").await;
        // `dd` counts in /sent how far it got.
        let text = "stty raw; i=0; while [ $i -lt 100 ]; do dd if=/big bs=100000 skip=$i count=1 2>/dev/null; i=$((i+1)); echo $i > /sent; done";
        let Attached { mut output, .. } = home.engine.open(&container, &open(&["sh", "-c", text], SIZE)).await.unwrap();
        let first = output.next().await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_secs(2)).await;
        let sent: u64 = home.sh(&container, "cat /sent 2>/dev/null || echo 0").await.parse().unwrap();
        assert!(sent < 30, "while nobody reads, {sent} % was sent");
        let mut bytes = first.bytes.len();
        let mut largest = 0;
        while let Some(chunk) = output.next().await {
            let chunk = chunk.unwrap();
            largest = largest.max(chunk.bytes.len());
            bytes += chunk.bytes.len();
        }
        assert_eq!(bytes, 10_000_000, "nothing is lost");
        assert!(largest <= 64 << 10, "pieces of at most 64 KiB: {largest}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_the_output_hangs_up() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        let Attached { mut input, mut output, control } =
            home.engine.open(&container, &open(&["bash", "--norc"], SIZE)).await.unwrap();
        input.write(b"nohup sleep 4801 >/dev/null 2>&1 &\nsleep 4802 & echo be''gun\n").await.unwrap();
        until(&mut output, "begun").await;
        assert_eq!(processes(&home, &container, "bash --norc").await, "1");
        drop((output, input, control));
        for _ in 0..100 {
            if processes(&home, &container, "bash --norc").await == "0" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(processes(&home, &container, "bash --norc").await, "0", "the shell is gone");
        assert_eq!(processes(&home, &container, "sleep 4802").await, "0", "and its job");
        assert_eq!(processes(&home, &container, "sleep 4801").await, "1", "what was to stay stays");
    })
    .await;
}
