//! The real window, driven by WebDriver, with a real engine behind it: what a learner does in the first quarter of an hour, and what
//! a hostile lab tries.
//!
//! `cargo xtask test` builds the window, gives the addresses in `PADDOCK_DESKTOP` and `TAURI_DRIVER`, and opens a virtual display.
//! Where these are missing the test fails and says so. Where `PADDOCK_SHOTS` names a folder, pictures of the screens go there; all of
//! them, in both languages and themes and in two sizes, come from `cargo test --test window pictures -- --ignored`.

#![cfg(target_os = "linux")]

mod window {
    pub mod driver;
}

use std::time::Duration;

use window::driver::{Home, Look, Window};

const LAB: &str = "first-pipeline";

/// One window at a time: they share the display, and its keyboard.
static DISPLAY: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Onboarding, a lab, a terminal, the editor, tasks that turn green by themselves, and a restart that loses nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_learner_starts_a_lab_works_in_it_and_sees_it_pass() {
    let _alone = DISPLAY.lock().await;
    let home = Home::new();
    home.paddock(&["images", "build", LAB]);
    let window = Window::open(&home, &[]).await;

    window.wait_for_attribute("onboarding-engine", "data-ok", "true", Duration::from_secs(60)).await;
    window.shot("onboarding").await;
    window.type_into("onboarding-name", "Camille").await;
    window.press_when_ready("onboarding-finish", Duration::from_secs(30)).await;
    window.find("home-first").await;
    window.shot("home").await;

    window.press("nav-labs").await;
    window.find(&format!("lab-card-{LAB}")).await;
    window.shot("catalogue").await;
    window.press(&format!("lab-card-{LAB}")).await;
    window.find("lab-start-page").await;
    window.shot("lab-before").await;
    window.press("lab-start").await;
    window.find("lab-starting").await;
    window.shot("lab-starting").await;
    window.find_within("workbench", Duration::from_secs(300)).await;

    // The terminal: the first task asks for a push that is refused.
    window.wait_for_text(".xterm-rows", "learner@workstation", Duration::from_secs(60)).await;
    window.shot("lab-terminal").await;
    window.press("hint-next").await;
    window.find("hint-1").await;
    window.shot("lab-hint").await;
    window.type_in_terminal("builds --wait; git push origin gift-vouchers:main\n").await;
    window.wait_for_task("try-main", "passed", Duration::from_secs(120)).await;
    window.shot("lab-first-task").await;

    window
        .type_in_terminal("answer $(builds 2 environment | sed -n '/This build runs/,/^$/s/^  sillon-money  *//p')\n")
        .await;
    window.wait_for_task("read-the-log", "passed", Duration::from_secs(120)).await;

    // The editor: the pipeline's environment is the fault.
    window.press("tab-editor").await;
    window.press_within("file-.ci", Duration::from_secs(30)).await;
    window.press_within("file-.ci/pipeline.yml", Duration::from_secs(30)).await;
    window.wait_for_text(".cm-content", "environment:", Duration::from_secs(30)).await;
    window.replace_in_editor("environment: shop-2023", "environment: shop-2025").await;
    window.shot("lab-editor").await;
    window.press("file-save").await;
    window.wait_for_attribute("file-state", "data-dirty", "false", Duration::from_secs(30)).await;

    window.press("tab-terminal-workstation").await;
    window.type_in_terminal("git commit -qam 'The environment that requirements.txt asks for' && git push -q origin gift-vouchers && builds --wait\n").await;
    window.wait_for_task("repair-the-environment", "passed", Duration::from_secs(180)).await;
    window.shot("lab-third-task").await;

    window.press("tab-page-0").await;
    window.text_in_frame("body", "uild", Duration::from_secs(60)).await;
    window.shot("lab-page").await;
    window.press("tab-logs").await;
    window.find("logs-lines").await;
    window.shot("lab-logs").await;
    window.press("tab-topology").await;
    window.find("service-git").await;
    window.shot("lab-topology").await;
    window.press("tab-terminal-workstation").await;
    window.press("lab-stop").await;
    window.find("stop-dialog").await;
    window.shot("lab-stop").await;
    window.press("stop-dialog-cancel").await;

    window.press("nav-progress").await;
    window.find("progress-map").await;
    window.shot("progress").await;
    window.press("nav-doctor").await;
    window.find_within("doctor-verdict", Duration::from_secs(30)).await;
    window.shot("doctor").await;
    window.press("lang-switch").await;
    window.shot("doctor-fr").await;
    window.press("nav-settings").await;
    window.shot("settings-fr").await;
    window.close().await;

    // Killed and opened again: the lab runs on, and what was passed is green.
    let window = Window::open(&home, &[]).await;
    window.press("home-go").await;
    for task in ["try-main", "read-the-log", "repair-the-environment"] {
        window.wait_for_task(task, "passed", Duration::from_secs(30)).await;
    }
    window.wait_for_text(".xterm-rows", "learner@workstation", Duration::from_secs(60)).await;
    window.shot("lab-after-restart-fr").await;

    // The author's solution does the rest; the lab is passed, and the debrief there.
    home.paddock(&["lab", "solve", LAB, "release", "guard"]);
    for task in ["release", "guard"] {
        window.check_until_passed(task, Duration::from_secs(180)).await;
    }
    window.find("debrief").await;
    window.shot("lab-debrief-fr").await;

    // 100 MB through the terminal: the window stays alive, and its memory bounded.
    let before = window.memory();
    window.type_in_terminal("head -c 100000000 /dev/zero | tr '\\0' x | fold -w 120; echo all-of-it-$((40+2))\n").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    window.press("nav-progress").await;
    window.find("progress-map").await;
    let grown = window.memory().saturating_sub(before);
    assert!(grown < 400 << 20, "100 MB in the terminal took {} MiB of memory", grown >> 20);
    window.close().await;

    let session = home.session();
    assert_ne!(home.containers(&session), "", "closing the window leaves the lab running");
    home.paddock(&["stop", LAB]);
    assert_eq!(home.containers(&session), "", "stopping leaves nothing on the engine");
}

/// A lab whose text and page try to reach the program, and reach nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_lab_cannot_reach_the_program() {
    let _alone = DISPLAY.lock().await;
    let home = Home::new();
    let labs = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile");
    home.paddock(&["images", "build", "--labs", labs]);
    let window = Window::open(&home, &[("PADDOCK_LABS", labs)]).await;
    window.type_into("onboarding-name", "Camille").await;
    window.press_when_ready("onboarding-finish", Duration::from_secs(30)).await;
    window.press("nav-labs").await;
    window.press("lab-card-trojan").await;
    window.press("lab-start").await;
    window.find_within("workbench", Duration::from_secs(120)).await;

    // The text was shown as text: nothing of it became an element or a script that ran.
    assert_eq!(window.script("return String(window.pwned)").await, "undefined", "no script of the lab's text ran");
    let elements = window
        .script("return document.querySelectorAll('[onerror],[onload],img[src^=http],object,embed,form').length")
        .await;
    assert_eq!(elements, 0, "no element of the lab's text that could act");
    let links = window.script("return [...document.querySelectorAll('[data-testid=workbench] a[href]')].filter(a => !a.href.startsWith('https:') && !a.href.startsWith(location.origin)).length").await;
    assert_eq!(links, 0, "no link but https:");

    // The page runs in a frame of another origin. It tries every way to the program's bridge and reports what it got.
    window.press("tab-page-0").await;
    let report = window.text_in_frame("#report", "done", Duration::from_secs(60)).await;
    for attempt in ["internals", "invoke", "ipc-fetch", "parent-internals", "post-message"] {
        assert!(report.contains(&format!("{attempt}: refused")), "the page tried {attempt}: {report}");
    }
    // And nothing that it tried happened: the profile has the name that was typed.
    let name = home.paddock(&["progress", "--json"]);
    assert!(name.contains("\"tracks\""), "the home still answers: {name}");
    assert_eq!(home.settings_written_by_page(), 0, "no setting was written by the page");
    window.close().await;
    home.paddock(&["stop", "--all"]);
}

/// A home that cannot be opened: the window says what a rescue does, does it, and opens.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_rescued_from_the_window() {
    let _alone = DISPLAY.lock().await;
    let home = Home::new();
    home.paddock(&["progress"]);
    home.damage_the_database();
    let window = Window::open(&home, &[]).await;

    window.find("rescue-none").await;
    window.shot("rescue").await;
    window.press("rescue").await;
    window.find_within("onboarding-name", Duration::from_secs(30)).await;
    assert!(home.has_damaged_database_aside(), "the damaged file is kept");
    // The program behind the window is as open as the window.
    window.type_into("onboarding-name", "Camille").await;
    window.press_when_ready("onboarding-finish", Duration::from_secs(30)).await;
    window.find("home-first").await;
    window.close().await;
    home.paddock(&["progress"]);
}

/// Every screen in both languages and themes, in a small and in a large window, for `docs/screens`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes some hundred pictures into PADDOCK_SHOTS, on a display of 1920x1080 or more, and proves nothing else"]
async fn pictures_of_the_screens() {
    let _alone = DISPLAY.lock().await;
    assert!(std::env::var_os("PADDOCK_SHOTS").is_some(), "PADDOCK_SHOTS names the folder of the pictures");
    let home = Home::new();
    home.paddock(&["images", "build", LAB]);
    let window = Window::open(&home, &[]).await;
    window.wait_for_attribute("onboarding-engine", "data-ok", "true", Duration::from_secs(60)).await;
    for look in Look::all() {
        window.resize(look.size).await;
        window.press(&format!("onboarding-lang-{}", look.lang)).await;
        window.script(&format!("document.documentElement.dataset.theme = '{}'", look.theme)).await;
        window.shot(&look.name("onboarding")).await;
    }
    window.type_into("onboarding-name", "Camille").await;
    window.press_when_ready("onboarding-finish", Duration::from_secs(30)).await;
    window.find("home-first").await;

    let card = format!("lab-card-{LAB}");
    let lab_page = format!("location.hash = '#/labs/{LAB}'");
    for look in Look::all() {
        window.put_on(&look).await;
        window.picture(&look, "home-new", "nav-home", "home-first").await;
        window.picture(&look, "catalogue", "nav-labs", &card).await;
        window.picture(&look, "progress-new", "nav-progress", "progress-map").await;
        window.picture(&look, "doctor", "nav-doctor", "doctor-verdict").await;
        window.picture(&look, "settings", "nav-settings", "settings-data").await;
        window.script(&lab_page).await;
        window.find("lab-start-page").await;
        window.shot(&look.name("lab-before")).await;
    }

    window.press("lab-start").await;
    window.find("lab-starting").await;
    window.shot("lab-starting").await;
    window.find_within("workbench", Duration::from_secs(300)).await;
    window.wait_for_text(".xterm-rows", "learner@workstation", Duration::from_secs(60)).await;
    window.type_in_terminal("builds --wait; git push origin gift-vouchers:main\n").await;
    window.wait_for_task("try-main", "passed", Duration::from_secs(120)).await;
    window.press("hint-next").await;
    window.find("hint-1").await;
    window.press("tab-editor").await;
    window.press_within("file-.ci", Duration::from_secs(30)).await;
    window.press_within("file-.ci/pipeline.yml", Duration::from_secs(30)).await;
    window.wait_for_text(".cm-content", "environment:", Duration::from_secs(30)).await;
    for look in Look::all() {
        window.put_on(&look).await;
        window.picture(&look, "home", "nav-home", "home-first").await;
        window.picture(&look, "progress", "nav-progress", "progress-map").await;
        window.script(&lab_page).await;
        window.find("workbench").await;
        window.picture(&look, "lab-terminal", "tab-terminal-workstation", "check-now").await;
        window.picture(&look, "lab-editor", "tab-editor", "file-save").await;
        window.picture(&look, "lab-logs", "tab-logs", "logs-lines").await;
        window.press("tab-page-0").await;
        window.text_in_frame("body", "uild", Duration::from_secs(60)).await;
        window.picture(&look, "lab-page", "tab-topology", "service-git").await;
        window.picture(&look, "lab-stop", "lab-stop", "stop-dialog").await;
        window.press("stop-dialog-cancel").await;
    }

    home.paddock(&["lab", "solve", LAB]);
    for task in ["read-the-log", "repair-the-environment", "release", "guard"] {
        window.check_until_passed(task, Duration::from_secs(180)).await;
    }
    for look in Look::all() {
        window.put_on(&look).await;
        window.picture(&look, "progress-passed", "nav-progress", "progress-map").await;
        window.script(&lab_page).await;
        window.find("debrief").await;
        window.shot(&look.name("lab-debrief")).await;
    }
    window.close().await;
    home.paddock(&["stop", LAB]);
}
