//! Memory of the window with its web processes while a lab is open, beside Chromium in app mode on the same page, and beside an empty
//! window of the same WebKitGTK: what it takes before there is a program or a page.
//!
//! Chromium cannot speak to Paddock's core, so that it shows the build of the same pages with the fake backend in them.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, anyhow};

use super::{
    Setting,
    measure::{Goal, Row, Sampler, interleaved},
    pss, serve,
    window::{LAB, Window, end, group},
};
use crate::{display::Virtual, need, sh};

/// The lab that is running in the fake backend.
const FAKE_LAB: &str = "alert-that-reaches-someone";

/// So long after the lab is open, the page has settled.
const SETTLE: Duration = Duration::from_secs(10);
const MEBIBYTE: f64 = (1 << 20) as f64;

pub fn measure(setting: &Setting) -> Result<Vec<Row>> {
    let empty = empty(setting)?;
    let window = Window::open(setting)?;
    let sampled = window.open_lab().and_then(|()| sample(setting, &window));
    drop(window);
    let stopped = sh::read(&mut setting.paddock(&["stop", LAB]));
    let medians = sampled?;
    stopped?;
    let row = |name, reference, beside, goal| Row { name, ours: medians[0], reference, beside, unit: "MiB", goal };
    Ok(vec![
        row("window-memory", medians[1], "Chromium in app mode", Goal::OursAtMost(200.0)),
        row("window-vs-empty", empty, "WebKitGTK's own browser, an empty page", Goal::RatioAtMost(1.6)),
    ])
}

/// On its own, because two windows of one library share the library's memory.
fn empty(setting: &Setting) -> Result<f64> {
    let empty = Empty::open(setting)?;
    thread::sleep(SETTLE);
    let mut sampler: [(&str, Sampler); 1] =
        [("an empty window of WebKitGTK", Box::new(|| Ok(empty.memory()? as f64 / MEBIBYTE)))];
    Ok(interleaved(setting.samples.unwrap_or(5), &mut sampler)?[0])
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

/// The browser that comes with WebKitGTK's library, on an empty page.
struct Empty {
    bus: Child,
    _screen: Virtual,
}

const MINI_BROWSER: &str = "MiniBrowser";

impl Empty {
    fn open(setting: &Setting) -> Result<Self> {
        let libraries = sh::read(Command::new("pkg-config").args(["--variable=libdir", "webkit2gtk-4.1"]))?;
        let program = Path::new(libraries.trim()).join("webkit2gtk-4.1").join(MINI_BROWSER);
        let screen = Virtual::start(1280, 900)?;
        let mut plain = Command::new(program);
        plain.arg("about:blank").env("HOME", setting.home.path());
        let mut command = screen.command(&plain);
        group(&mut command);
        let bus = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Ok(Self { bus: bus.context("could not run WebKitGTK's own browser")?, _screen: screen })
    }

    fn memory(&self) -> Result<u64> {
        let pid = pss::find_below(self.bus.id(), MINI_BROWSER)?;
        pss::of_tree(pid.ok_or_else(|| anyhow!("{MINI_BROWSER} does not run"))?)
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        end(&mut self.bus, "WebKitGTK's own browser");
    }
}
