//! What it costs, as figures on this machine: `cargo test -p paddock-store --release --test measure -- --ignored --nocapture`.

mod common;

use std::{
    fs,
    time::{Duration, Instant},
};

use common::*;
use jiff::SignedDuration;
use paddock_store::Store;

#[test]
#[ignore = "prints figures; asserts only what is far off"]
fn measure() {
    println!(
        "{:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "events", "MB", "append", "p95", "state()", "open", "+check", "rebuild", "backup"
    );
    for events in [1_000, 10_000, 100_000] {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path());
        fill(&store, 0, events);
        // Single appends, as they come in life; more than one snapshot falls among them.
        let mut appends: Vec<Duration> =
            (events..events + 600).map(|n| time(|| drop(store.append(&[made_up(n, 60)], now()).unwrap()))).collect();
        appends.sort();
        let state = median(|| drop(store.state().unwrap()));
        let rebuild = time(|| store.rebuild().unwrap());
        let backup = time(|| assert!(store.backup(now()).unwrap().is_some()));
        // As far from the snapshot as a start can be.
        for n in 0..500 {
            store.append(&[made_up(events + 600 + n, 60)], now()).unwrap();
        }
        drop(store);
        let cold = median(|| drop(Store::open(dir.path(), now()).unwrap().state().unwrap()));
        let mut day = 0;
        let checked = median(|| {
            day += 2;
            drop(Store::open(dir.path(), now() + SignedDuration::from_hours(24 * day)).unwrap().state().unwrap());
        });
        let size = fs::metadata(dir.path().join("paddock.db")).unwrap().len() as f64 / 1e6;
        let ms = |duration: Duration| format!("{:.2} ms", duration.as_secs_f64() * 1e3);
        let (median, p95) = (appends[appends.len() / 2], appends[appends.len() * 95 / 100]);
        println!(
            "{events:>9} {size:>9.1} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
            ms(median),
            ms(p95),
            ms(state),
            ms(cold),
            ms(checked),
            ms(rebuild),
            ms(backup)
        );
        assert!(cold < Duration::from_millis(500), "a start reads a snapshot and a few events, not the whole log");
    }
}

fn time(f: impl FnOnce()) -> Duration {
    let began = Instant::now();
    f();
    began.elapsed()
}

fn median(mut f: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..9).map(|_| time(&mut f)).collect();
    times.sort();
    times[4]
}
