//! A window of Paddock in a home of its own, at the end of a WebDriver session.

use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{Actions, InputSource, KeyAction, KeyActions},
    elements::Element,
    key::Key,
};
use serde_json::{Value, json};

/// What each wait gives a screen, where nothing slower is expected.
const PATIENCE: Duration = Duration::from_secs(20);

/// A data folder that is gone after the test, with what is left of it on the engine.
pub struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Home {
        Home { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Runs the command line in this home; it has to succeed.
    pub fn paddock(&self, args: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_paddock"))
            .args(args)
            .env("PADDOCK_HOME", self.dir.path())
            .output()
            .expect("paddock runs");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "paddock {args:?}: {err}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The containers of a session, a line each.
    pub fn containers(&self, session: &str) -> String {
        let output = Command::new("docker")
            .args(["ps", "-a", "--format", "{{.Names}}", "--filter", &format!("label=dev.paddock.session={session}")])
            .output()
            .expect("the docker client runs");
        assert!(output.status.success(), "docker ps: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// The id of the only session.
    pub fn session(&self) -> String {
        let status: Value = serde_json::from_str(&self.paddock(&["status", "--json"])).expect("JSON");
        status[0]["session"].as_str().expect("a session runs").to_owned()
    }

    /// As a failing disk leaves it.
    pub fn damage_the_database(&self) {
        fs::write(self.dir.path().join("paddock.db"), b"This is no database.".repeat(500)).expect("written");
    }

    pub fn has_damaged_database_aside(&self) -> bool {
        let files = fs::read_dir(self.dir.path()).expect("the home is a folder");
        let aside = files.map(|entry| entry.expect("an entry").path());
        aside
            .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("paddock-damaged-")))
            .any(|path| fs::read(path).expect("readable").starts_with(b"This is no database."))
    }

    /// How many settings the hostile page got written.
    pub fn settings_written_by_page(&self) -> usize {
        let bytes = fs::read(self.dir.path().join("paddock.db")).expect("the database is there");
        let wal = fs::read(self.dir.path().join("paddock.db-wal")).unwrap_or_default();
        let needle = b"written-by-the-page";
        [bytes, wal].iter().map(|file| file.windows(needle.len()).filter(|window| window == needle).count()).sum()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // A test that failed leaves its lab running; the engine is not to keep it.
        let stopped = Command::new(env!("CARGO_BIN_EXE_paddock"))
            .args(["stop", "--all"])
            .env("PADDOCK_HOME", self.dir.path())
            .stdout(Stdio::null())
            .status();
        if let Err(error) = stopped {
            eprintln!("labs of {} may be left on the engine: {error}", self.dir.path().display());
        }
    }
}

/// How the window is shown in a picture.
#[derive(Clone, Copy)]
pub struct Look {
    pub lang: &'static str,
    pub theme: &'static str,
    pub size: (u32, u32),
}

impl Look {
    pub fn all() -> impl Iterator<Item = Look> {
        let sizes = [(1280, 800), (1920, 1080)].into_iter();
        sizes.flat_map(|size| {
            ["en", "fr"]
                .into_iter()
                .flat_map(move |lang| ["light", "dark"].into_iter().map(move |theme| Look { lang, theme, size }))
        })
    }

    /// `home-en-light-1280x800`
    pub fn name(&self, screen: &str) -> String {
        let (width, height) = self.size;
        format!("{screen}-{}-{}-{width}x{height}", self.lang, self.theme)
    }
}

pub struct Window {
    client: Client,
    driver: Child,
}

impl Window {
    /// Opens the program named by `PADDOCK_DESKTOP`, through the driver named by `TAURI_DRIVER`.
    pub async fn open(home: &Home, env: &[(&str, &str)]) -> Window {
        let program = var("PADDOCK_DESKTOP");
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(var("TAURI_DRIVER"));
        command
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("PADDOCK_HOME", home.dir.path())
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("LANG", "en_US.UTF-8")
            .stdout(Stdio::null());
        command.envs(env.iter().copied());
        let driver = command.spawn().expect("tauri-driver runs");
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("tauri:options".to_owned(), json!({ "application": program }));
        capabilities.insert("browserName".to_owned(), json!("wry"));
        let began = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
            let tried = builder.capabilities(capabilities.clone()).connect(&format!("http://127.0.0.1:{port}")).await;
            match tried {
                Ok(client) => break client,
                Err(error) if began.elapsed() > Duration::from_secs(60) => panic!("no WebDriver session: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(300)).await,
            }
        };
        Window { client, driver }
    }

    pub async fn find(&self, id: &str) -> Element {
        self.find_within(id, PATIENCE).await
    }

    pub async fn find_within(&self, id: &str, patience: Duration) -> Element {
        let selector = format!("[data-testid=\"{id}\"]");
        match self.client.wait().at_most(patience).for_element(Locator::Css(&selector)).await {
            Ok(element) => element,
            Err(error) => {
                self.shot("failed").await;
                let text = self.script("return document.body.innerText").await;
                panic!("{id} did not come within {patience:?}: {error}\n{text}")
            }
        }
    }

    pub async fn press(&self, id: &str) {
        self.press_within(id, PATIENCE).await;
    }

    /// Presses by the page's own click: WebKit's driver under a virtual display takes no pointer for some elements.
    pub async fn press_within(&self, id: &str, patience: Duration) {
        let element = self.find_within(id, patience).await;
        if element.click().await.is_err() {
            let element = self.find(id).await;
            let argument = serde_json::to_value(element).expect("an element is JSON");
            self.client.execute("arguments[0].click()", vec![argument]).await.expect("the page clicks");
        }
    }

    /// Waits until the button is enabled, and presses it.
    pub async fn press_when_ready(&self, id: &str, patience: Duration) {
        let element = self.find(id).await;
        let began = Instant::now();
        while !element.is_enabled().await.expect("the window answers") {
            assert!(began.elapsed() < patience, "{id} is not enabled within {patience:?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.press(id).await;
    }

    pub async fn type_into(&self, id: &str, text: &str) {
        self.find(id).await.send_keys(text).await.expect("the field takes keys");
    }

    /// Types as the learner does: keys to xterm.js's text area.
    pub async fn type_in_terminal(&self, text: &str) {
        let areas = self.client.find_all(Locator::Css(".xterm-helper-textarea")).await.expect("the window answers");
        for area in areas {
            if area.is_displayed().await.unwrap_or(false) || area.is_enabled().await.unwrap_or(false) {
                let argument = serde_json::to_value(&area).expect("an element is JSON");
                self.client.execute("arguments[0].focus()", vec![argument]).await.expect("the page runs scripts");
                break;
            }
        }
        for key in text.chars() {
            self.key(if key == '\n' { Key::Enter.into() } else { key }).await;
        }
    }

    async fn key(&self, key: char) {
        let down =
            KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        self.client.perform_actions(Actions::from(down)).await.expect("the window takes keys");
    }

    /// Replaces a text in the open file, as a learner would: selects it and types.
    pub async fn replace_in_editor(&self, from: &str, to: &str) {
        let selected = self
            .client
            .execute(
                "const view = document.querySelector('.cm-content'); view.focus();
                 for (const line of view.querySelectorAll('.cm-line')) {
                   if (line.textContent.includes(arguments[0])) {
                     const range = document.createRange(); range.selectNodeContents(line);
                     const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);
                     return true;
                   }
                 }
                 return document.querySelector('.cm-content').innerText;",
                vec![json!(from)],
            )
            .await
            .expect("the page runs scripts");
        assert_eq!(selected, true, "`{from}` stands in the file");
        tokio::time::sleep(Duration::from_millis(200)).await;
        for key in to.chars() {
            self.key(key).await;
        }
    }

    pub async fn wait_for_text(&self, selector: &str, text: &str, patience: Duration) {
        let began = Instant::now();
        loop {
            let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')";
            let shown = self.client.execute(script, vec![json!(selector)]).await.expect("the page runs scripts");
            if shown.as_str().is_some_and(|shown| shown.contains(text)) {
                return;
            }
            if began.elapsed() > patience {
                self.shot("failed").await;
                panic!("`{text}` did not come in {selector} within {patience:?}; it shows {shown}");
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    pub async fn wait_for_task(&self, task: &str, state: &str, patience: Duration) {
        self.wait_for_attribute(&format!("task-{task}"), "data-state", state, patience).await;
    }

    pub async fn wait_for_attribute(&self, id: &str, name: &str, value: &str, patience: Duration) {
        let began = Instant::now();
        loop {
            let script =
                "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.getAttribute(arguments[1])";
            let now = self.client.execute(script, vec![json!(id), json!(name)]).await.expect("the page runs scripts");
            if now == value {
                return;
            }
            if began.elapsed() > patience {
                self.shot("failed").await;
                let text = self.script("return document.body.innerText").await;
                panic!("{id} has {name} {now} and not {value} within {patience:?}\n{text}");
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the page runs scripts")
    }

    /// The text of an element in the first frame, once it contains `word`.
    pub async fn text_in_frame(&self, selector: &str, word: &str, patience: Duration) -> String {
        let began = Instant::now();
        loop {
            self.client.enter_frame(0).await.expect("the page has a frame");
            let text = match self.client.find(Locator::Css(selector)).await {
                Ok(element) => element.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            };
            self.client.clone().enter_parent_frame().await.expect("back to the window");
            if text.contains(word) {
                return text;
            }
            assert!(began.elapsed() < patience, "{selector} in the frame says `{text}`");
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }

    /// Asks for checks until this task has passed.
    pub async fn check_until_passed(&self, task: &str, patience: Duration) {
        let began = Instant::now();
        let id = format!("task-{task}");
        let script = "document.querySelector('[data-testid=\"check-now\"]:not([aria-busy])')?.click();
             return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.dataset.state";
        loop {
            let state = self.client.execute(script, vec![json!(id)]).await.expect("the page runs scripts");
            if state == "passed" {
                return;
            }
            if began.elapsed() > patience {
                self.shot("failed").await;
                let text = self.script("return document.body.innerText").await;
                panic!("{id} is {state} after {patience:?}\n{text}");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Makes the window this large.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        let screen = self.script("return [screen.width, screen.height]").await;
        let fits = screen[0].as_u64() >= Some(width.into()) && screen[1].as_u64() >= Some(height.into());
        assert!(fits, "the display has {screen}: {width}x{height} does not fit");
        self.client.set_window_size(width, height).await.expect("the window takes a size");
        let began = Instant::now();
        loop {
            let inner = self.script("return [innerWidth, innerHeight]").await;
            if inner == json!([width, height]) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "the window has {inner}, not {width}x{height}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Size, language and theme, as the learner sets them.
    pub async fn put_on(&self, look: &Look) {
        self.resize(look.size).await;
        self.press("nav-settings").await;
        self.press(&format!("settings-lang-{}", look.lang)).await;
        self.press(&format!("theme-switch-{}", look.theme)).await;
        let shown = format!("{} {}", look.lang, look.theme);
        let began = Instant::now();
        while self.script("const { lang, dataset } = document.documentElement; return `${lang} ${dataset.theme}`").await
            != shown
        {
            assert!(began.elapsed() < PATIENCE, "the window is not shown in {shown}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Presses `id`, waits for `there`, and takes a picture of the screen.
    pub async fn picture(&self, look: &Look, screen: &str, id: &str, there: &str) {
        self.press(id).await;
        self.find(there).await;
        self.shot(&look.name(screen)).await;
    }

    /// A picture of the window into `PADDOCK_SHOTS`, where it is set. WebDriver's own screenshot call hangs on a virtual display; so
    /// it is cut out of a picture of the display, on which the window stands alone.
    pub async fn shot(&self, name: &str) {
        let Some(dir) = std::env::var_os("PADDOCK_SHOTS").map(PathBuf::from) else { return };
        tokio::time::sleep(Duration::from_millis(700)).await;
        fs::create_dir_all(&dir).expect("the folder for pictures");
        let place = "return `${innerWidth}x${innerHeight}+${screenX + outerWidth - innerWidth}+${screenY + outerHeight - innerHeight}`";
        let place = self.script(place).await;
        let place = place.as_str().expect("a place on the display");
        let status = Command::new("import")
            .args(["-window", "root", "-crop", place, "+repage"])
            .arg(dir.join(format!("{name}.png")))
            .status();
        assert!(status.is_ok_and(|status| status.success()), "imagemagick takes a picture");
    }

    /// Proportional memory of the window with its web processes, in bytes.
    pub fn memory(&self) -> u64 {
        let children = descendants(self.driver.id());
        children.iter().map(|pid| pss(*pid)).sum()
    }

    /// Ends the session, which closes the window.
    pub async fn close(mut self) {
        self.client.clone().close().await.expect("the session ends");
        self.driver.kill().expect("tauri-driver ends");
        self.driver.wait().expect("tauri-driver ended");
    }
}

fn descendants(root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut at = 0;
    while at < found.len() {
        let tasks = format!("/proc/{0}/task/{0}/children", found[at]);
        let children = fs::read_to_string(tasks).unwrap_or_default();
        found.extend(children.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        at += 1;
    }
    found
}

fn pss(pid: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or_default() << 10
}

fn var(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: the tests of the window run by `cargo xtask test`"))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}
