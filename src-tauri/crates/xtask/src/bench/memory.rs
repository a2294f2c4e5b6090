//! Memory of the window with its web processes while a lab is open, beside Chromium in app mode on the same page.
//!
//! Chromium cannot speak to Paddock's core, so that it shows the build of the same pages with the fake backend in them.

use std::{
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result};

use super::{
    Setting,
    measure::{Goal, Row, interleaved},
    pss, serve,
    window::{LAB, Window},
};
use crate::{display::Virtual, need, sh};

/// The lab that is running in the fake backend.
const FAKE_LAB: &str = "alert-that-reaches-someone";

/// So long after the lab is open, the page has settled.
const SETTLE: Duration = Duration::from_secs(10);
const MEBIBYTE: f64 = (1 << 20) as f64;

pub fn measure(setting: &Setting) -> Result<Vec<Row>> {
    let window = Window::open(setting)?;
    let sampled = window.open_lab().and_then(|()| sample(setting, &window));
    drop(window);
    let stopped = sh::read(&mut setting.paddock(&["stop", LAB]));
    let medians = sampled?;
    stopped?;
    Ok(vec![Row {
        name: "window-memory",
        ours: medians[0],
        reference: medians[1],
        beside: "Chromium in app mode",
        unit: "MiB",
        goal: Goal::OursAtMost(200.0),
    }])
}

fn sample(setting: &Setting, window: &Window) -> Result<Vec<f64>> {
    let chromium = Chromium::open(setting)?;
    thread::sleep(SETTLE);
    interleaved(
        setting.samples.unwrap_or(5),
        &mut [
            ("the window", Box::new(|| Ok(window.memory()? as f64 / MEBIBYTE))),
            ("Chromium in app mode", Box::new(|| Ok(pss::of_tree(chromium.browser.id())? as f64 / MEBIBYTE))),
        ],
    )
}

struct Chromium {
    browser: Child,
    _screen: Virtual,
}

impl Chromium {
    fn open(setting: &Setting) -> Result<Self> {
        sh::run(setting.place.npm()?.args(["run", "build", "--", "--mode", "fake"]))?;
        let port = serve::folder(setting.place.ui().join("node_modules/.paddock-fake"))?;
        let screen = Virtual::start(1280, 900)?;
        let program = need::chromium::find().context("Chromium is not installed")?;
        let profile = setting.home.path().join("chromium");
        let mut plain = Command::new(program);
        plain
            .arg(format!("--app=http://127.0.0.1:{port}/#/labs/{FAKE_LAB}"))
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(["--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1280,900"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
        let mut command = screen.alone(&plain);
        let browser = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Ok(Self { browser: browser.context("could not run Chromium")?, _screen: screen })
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        if let Err(error) = self.browser.kill().and_then(|()| self.browser.wait()) {
            eprintln!("Chromium could not be stopped: {error}");
        }
    }
}
