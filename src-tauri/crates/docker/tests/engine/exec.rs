//! Commands in containers: input, output, limits, time.

use std::time::{Duration, Instant};

use paddock_core::port::{Engine, ErrorKind};

use crate::common::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_script_on_stdin_and_both_streams() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        let ran = home.exec(&container, &["sh", "-s"], b"echo out; echo err >&2; exit 7").await;
        assert_eq!((ran.code, ran.timed_out), (7, false));
        assert_eq!((ran.stdout.as_slice(), ran.stderr.as_slice()), (&b"out\n"[..], &b"err\n"[..]));

        let big = vec![b'x'; 3 << 20];
        let ran = home.exec(&container, &["wc", "-c"], &big).await;
        assert_eq!(String::from_utf8_lossy(&ran.stdout).trim(), big.len().to_string(), "all input, then its end");
        let ran = home.exec(&container, &["true"], &big).await;
        assert_eq!(ran.code, 0, "input that nobody reads is no failure");

        let mut env = exec(&["sh", "-c", "echo $A; pwd; id -u"], b"");
        env.env.insert("A".into(), "b c".into());
        env.dir = Some("/tmp".into());
        env.user = Some("1234".into());
        let ran = home.engine.exec(&container, &env).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&ran.stdout), "b c\n/tmp\n1234\n");

        let ran = home.exec(&container, &["no-such-command"], b"").await;
        assert!(ran.code == 126 || ran.code == 127, "{ran:?}");
        let error = home.engine.exec(&"0123456789ab".into(), &exec(&["true"], b"")).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_much_output_the_ends_are_kept() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        let mut loud = exec(&["sh", "-c", "echo first; head -c 20000000 /dev/zero | tr '\\0' x; echo; echo last"], b"");
        loud.limit = 1000;
        let ran = home.engine.exec(&container, &loud).await.unwrap();
        let text = String::from_utf8(ran.stdout).unwrap();
        assert!(text.len() <= 1000 && text.starts_with("first\n") && text.ends_with("\nlast\n"), "{text}");
        assert!(text.contains("bytes left out"), "{text}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_its_time_a_command_is_gone_with_all_it_started() {
    in_home(|home| async move {
        let container = home.sleeper().await;
        home.sh(&container, "useradd learner").await;
        for user in [None, Some("learner")] {
            // It ignores what it can, starts children in sessions of their own, and hides their environment.
            let text = "trap '' TERM HUP INT; echo begun; setsid sleep 4711 & env -i sleep 4712 & while :; do sleep 4713; done";
            let mut endless = exec(&["sh", "-s"], text.as_bytes());
            endless.timeout = Duration::from_secs(1);
            endless.user = user.map(str::to_owned);
            let began = Instant::now();
            let ran = home.engine.exec(&container, &endless).await.unwrap();
            assert!(ran.timed_out && ran.code == 137, "{ran:?}");
            assert_eq!(ran.stdout, b"begun\n");
            assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
            let left = "for d in /proc/[0-9]*; do tr '\\0' ' ' < $d/cmdline; echo; done | grep '^sleep 471' || true";
            assert_eq!(home.sh(&container, left).await, "", "for {user:?}");
        }
    })
    .await;
}
