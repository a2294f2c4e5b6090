//! The real window on a virtual display, driven through WebDriver as a learner would use it.

use std::{
    fs::File,
    net::TcpListener,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use super::{Setting, pss};
use crate::{display::Virtual, http, need, place::Profile, sh};

/// The lab that is open while the window is measured.
pub const LAB: &str = "first-pipeline";

const PROGRAM: &str = "paddock-desktop";
/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

pub struct Window {
    driver: Child,
    port: u16,
    session: String,
    _screen: Virtual,
}

impl Window {
    /// Opens the release build of the window in the measurement's home.
    pub fn open(setting: &Setting) -> Result<Self> {
        let screen = Virtual::start(1280, 900)?;
        let program = need::tauri_driver::find(setting.place).context("tauri-driver is not installed")?;
        let native = sh::find("WebKitWebDriver").context("WebKitWebDriver is not installed")?;
        let (port, native_port) = (free_port()?, free_port()?);
        let mut plain = Command::new(program);
        plain
            .args(["--port", &port.to_string(), "--native-port", &native_port.to_string(), "--native-driver"])
            .arg(native);
        plain.env("PADDOCK_HOME", setting.home.path().join("home"));
        let log = File::create(setting.home.path().join("window.log"))?;
        let mut command = screen.command(&plain);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        group(&mut command);
        let driver = command.spawn().context("could not run tauri-driver")?;
        let mut window = Self { driver, port, session: String::new(), _screen: screen };
        let application = setting.place.built(Profile::Release, PROGRAM);
        let wish = json!({"capabilities": {"alwaysMatch": {"tauri:options": {"application": application}}}});
        let answer = window.until("a WebDriver session", 60, |window| {
            match http::local(window.port, "POST", "/session", Some(&wish)) {
                Ok(answer) => Ok(Some(answer)),
                // The driver is not listening yet.
                Err(error) if error.downcast_ref::<std::io::Error>().is_some() => Ok(None),
                Err(error) => Err(error),
            }
        })?;
        let session = answer["value"]["sessionId"].as_str().ok_or_else(|| anyhow!("no session in {answer}"))?;
        window.session = session.to_owned();
        Ok(window)
    }

    /// Goes through the first launch where it is shown, opens [`LAB`], starts it and waits until its terminal is there.
    pub fn open_lab(&self) -> Result<()> {
        self.until("the first screen", 30, |window| {
            Ok((window.has("[data-testid=onboarding-name]")? || window.has("[data-testid=nav-labs]")?).then_some(()))
        })?;
        if self.has("[data-testid=onboarding-name]")? {
            self.type_into("[data-testid=onboarding-name]", "Bench")?;
            self.click("[data-testid=onboarding-finish]")?;
        }
        self.click("[data-testid=nav-labs]")?;
        self.click(&format!("[data-testid=lab-card-{LAB}]"))?;
        self.until("the lab or its terminal", 30, |window| {
            Ok((window.has("[data-testid=lab-start]")? || window.has(TERMINAL)?).then_some(()))
        })?;
        if self.has("[data-testid=lab-start]")? {
            self.click("[data-testid=lab-start]")?;
        }
        self.until("the terminal of the lab", 300, |window| Ok(window.has(TERMINAL)?.then_some(())))
    }

    /// Types a line into the lab's first terminal.
    pub fn type_line(&self, text: &str) -> Result<()> {
        self.type_into(TERMINAL, &format!("{text}\u{e007}"))
    }

    /// The memory of the window with its web processes, in bytes.
    pub fn memory(&self) -> Result<u64> {
        let pid = pss::find_below(self.driver.id(), PROGRAM)?.ok_or_else(|| anyhow!("{PROGRAM} does not run"))?;
        pss::of_tree(pid)
    }

    fn has(&self, css: &str) -> Result<bool> {
        Ok(self.find(css)?.is_some())
    }

    fn find(&self, css: &str) -> Result<Option<String>> {
        let look = || self.ask("elements", &json!({"using": "css selector", "value": css}));
        // The driver closes a connection of its own now and then, and the question on it is lost; to look twice changes nothing.
        let found = look().or_else(|_| look())?;
        Ok(found.as_array().and_then(|list| list.first()).and_then(|one| one[ELEMENT].as_str()).map(str::to_owned))
    }

    fn click(&self, css: &str) -> Result<()> {
        self.act(css, "click", &json!({}))
    }

    fn type_into(&self, css: &str, text: &str) -> Result<()> {
        self.act(css, "value", &json!({"text": text}))
    }

    /// Waits for the element and until the action is possible: an element may be there before it can be clicked.
    fn act(&self, css: &str, action: &str, body: &Value) -> Result<()> {
        let mut last = None;
        self.until(css, 30, |window| {
            let Some(element) = window.find(css)? else { return Ok(None) };
            match window.ask(&format!("element/{element}/{action}"), body) {
                Ok(_) => Ok(Some(())),
                Err(error) => {
                    last = Some(error);
                    Ok(None)
                }
            }
        })
        .map_err(|error| last.map_or(error, |last| last.context(format!("{action} on {css}"))))
    }

    fn ask(&self, path: &str, body: &Value) -> Result<Value> {
        let answer = http::local(self.port, "POST", &format!("/session/{}/{path}", self.session), Some(body))?;
        Ok(answer["value"].clone())
    }

    fn until<T>(&self, what: &str, seconds: u64, mut look: impl FnMut(&Self) -> Result<Option<T>>) -> Result<T> {
        let start = Instant::now();
        loop {
            if let Some(found) = look(self)? {
                return Ok(found);
            }
            if start.elapsed() > Duration::from_secs(seconds) {
                bail!("{what} did not come up in the window within {seconds} s");
            }
            thread::sleep(Duration::from_millis(200));
        }
    }
}

/// Where xterm.js takes keys.
const TERMINAL: &str = ".xterm-helper-textarea";

impl Drop for Window {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // Closes the window itself; the drivers would leave it open.
            if let Err(error) = http::local(self.port, "DELETE", &format!("/session/{}", self.session), None) {
                eprintln!("the window could not be closed: {error:#}");
            }
        }
        end(&mut self.driver, "the window's driver");
    }
}

/// Has a program and all that it starts form a group, which [`end`] ends.
pub fn group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Ends a program with all that it started: what runs within a session bus outlives the bus.
pub fn end(child: &mut Child, what: &str) {
    let ended = match sh::run_quietly(Command::new("kill").args(["-TERM", "--", &format!("-{}", child.id())])) {
        Ok(()) => child.wait().map(drop).map_err(Into::into),
        Err(error) => child.kill().and_then(|()| child.wait()).map(drop).context(error),
    };
    if let Err(error) = ended {
        eprintln!("{what} could not be stopped: {error:#}");
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?.local_addr()?.port())
}
