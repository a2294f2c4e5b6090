//! The steps of `cargo xtask test`: what each runs, and what has to have passed before.
//!
//! The order keeps the compiler from doing a thing twice: the pages come before everything that embeds them, and what is
//! compiled is always named as the whole workspace, because another choice of packages means other features and other
//! copies of the dependencies.

use std::process::{Command, ExitStatus};

use anyhow::{Context, Result};

use super::{
    Scratch, build, changed,
    gen_types::{self, Packages},
};
use crate::{
    args::Labs,
    display, need,
    place::{Place, Profile},
    sh::{self, typed},
    tell,
};

pub struct Step {
    pub name: &'static str,
    /// Whether it needs more than Cargo.
    pub needs: bool,
    /// What has to have passed before.
    pub after: &'static [&'static str],
    /// Runs only when it is asked for, because another step holds it already.
    pub part_of_another: bool,
    pub run: fn(&mut Shared) -> Result<Ending>,
}

/// How a step ended.
pub enum Ending {
    Passed,
    Failed(String),
    /// It could not be run, and why; it counts as no failure.
    NotRun(String),
}

/// What the steps share.
pub struct Shared<'a> {
    pub place: &'a Place,
    pub labs: Labs,
    /// Whether the whole workspace was compiled in this run.
    pub built: bool,
}

const fn step(name: &'static str, after: &'static [&'static str], run: fn(&mut Shared) -> Result<Ending>) -> Step {
    Step { name, needs: true, after, part_of_another: false, run }
}

pub const ALL: &[Step] = &[
    Step { needs: false, ..step("fmt", &[], fmt) },
    step("deny", &[], deny),
    step("advisories", &[], advisories),
    step("ui-check", &[], |shared| npm(shared, &["run", "check"])),
    step("ui-build", &[], ui_build),
    step("clippy", &["ui-build"], clippy),
    step("build", &["ui-build"], build_all),
    step("gen", &[], gen_check),
    step("ui-test", &[], |shared| npm(shared, &["test"])),
    step("rust", &["build"], |shared| cargo_test(shared, &[])),
    Step { part_of_another: true, ..step("window", &["build"], |shared| cargo_test(shared, &["--test", "window"])) },
    step("labs", &[], labs),
];

fn fmt(shared: &mut Shared) -> Result<Ending> {
    shown(shared.place.cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(shared: &mut Shared) -> Result<Ending> {
    shown(shared.place.cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn deny(shared: &mut Shared) -> Result<Ending> {
    if shared.place.tool("cargo-deny").is_none() {
        return Ok(loudly_not_run("cargo-deny is missing: licences and sources of dependencies were NOT checked"));
    }
    shown(shared.place.cargo().args(["deny", "--log-level", "error", "check", "bans", "licenses", "sources"]))
}

/// Known vulnerabilities, asked of two databases in the network. Not reaching one is no failure of the code; it is said
/// loudly.
fn advisories(shared: &mut Shared) -> Result<Ending> {
    let mut unreached = Vec::new();
    let mut found = Vec::new();
    if shared.place.tool("cargo-deny").is_some() {
        let mut cargo = shared.place.cargo();
        cargo.args(["deny", "check", "advisories"]);
        match asked(&mut cargo, &["failed to fetch advisory database"])? {
            Asked::Clean => {}
            Asked::Unreached => unreached.push("RustSec"),
            Asked::Found => found.push("RustSec"),
        }
    } else {
        unreached.push("RustSec (cargo-deny is missing)");
    }
    let mut npm = shared.place.npm()?;
    npm.args(["audit", "--omit=dev", "--audit-level=high"]);
    match asked(&mut npm, &NPM_UNREACHED)? {
        Asked::Clean => {}
        Asked::Unreached => unreached.push("npm"),
        Asked::Found => found.push("npm"),
    }
    if !found.is_empty() {
        return Ok(Ending::Failed(format!("known vulnerabilities: {}", found.join(", "))));
    }
    if unreached.is_empty() {
        return Ok(Ending::Passed);
    }
    let text = format!("no answer from {}: known vulnerabilities were NOT looked for there", unreached.join(" and "));
    Ok(loudly_not_run(&text))
}

/// How npm says that its database did not answer.
const NPM_UNREACHED: [&str; 6] =
    ["audit endpoint returned an error", "ENOAUDIT", "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT"];

enum Asked {
    Clean,
    Found,
    Unreached,
}

/// Runs and shows a question to a database; `signs` in its output mean that the database was not reached.
fn asked(command: &mut Command, signs: &[&str]) -> Result<Asked> {
    println!("$ {}", typed(command));
    let output = command.output().with_context(|| format!("could not run `{}`", typed(command)))?;
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{}", said.trim_end());
    Ok(match output.status.success() {
        true => Asked::Clean,
        false if signs.iter().any(|sign| said.contains(sign)) => Asked::Unreached,
        false => Asked::Found,
    })
}

fn npm(shared: &mut Shared, args: &[&str]) -> Result<Ending> {
    let mut npm = shared.place.npm()?;
    if let Some(browser) = need::chromium::find() {
        npm.env("CHROMIUM", browser);
    }
    shown(npm.args(args))
}

fn ui_build(shared: &mut Shared) -> Result<Ending> {
    if !build::pages(shared.place)? {
        println!("ui/dist is of these sources already.");
    }
    Ok(Ending::Passed)
}

/// Compiles the programs and all tests in one go.
fn build_all(shared: &mut Shared) -> Result<Ending> {
    let ending = shown(shared.place.cargo().args(["build", "--workspace", "--bins", "--tests"]))?;
    shared.built = matches!(ending, Ending::Passed);
    Ok(ending)
}

fn gen_check(shared: &mut Shared) -> Result<Ending> {
    let packages = if shared.built { Packages::Workspace } else { Packages::Few };
    let differences = gen_types::differences(shared.place, packages)?;
    for line in &differences {
        println!("{line}");
    }
    Ok(match differences.len() {
        0 => {
            println!("The TypeScript types are those of the Rust types.");
            Ending::Passed
        }
        count => Ending::Failed(format!("{count} generated files are not up to date; run `cargo xtask gen`")),
    })
}

/// All Rust tests: units, the real command line, the engine, and the real window on a virtual display.
fn cargo_test(shared: &mut Shared, which: &[&str]) -> Result<Ending> {
    let mut cargo = shared.place.cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]).args(which);
    if !cfg!(target_os = "linux") {
        tell::loud("The tests of the real window need WebKitWebDriver and a virtual display: they run on Linux only.");
        return shown(&mut cargo);
    }
    cargo.env("PADDOCK_DESKTOP", shared.place.built(Profile::Dev, "paddock-desktop"));
    let driver = need::tauri_driver::find(shared.place).context("tauri-driver is not installed")?;
    cargo.env("TAURI_DRIVER", driver);
    let screen = display::Virtual::start(1280, 900)?;
    shown(&mut screen.command(&cargo))
}

/// The law of the catalogue, with a home of its own; as many labs side by side as the engine has room for.
fn labs(shared: &mut Shared) -> Result<Ending> {
    if !shared.built {
        build::programs(shared.place, Profile::Dev, &["paddock"])?;
    }
    let mut which = vec!["--all".to_owned()];
    if shared.labs == Labs::Changed {
        let chosen = changed::labs(shared.place)?;
        if chosen.is_empty() {
            println!("No lab has changed, and none has its turn.");
            return Ok(Ending::Passed);
        }
        chosen.iter().for_each(|chosen| println!("{}: {}", chosen.lab, chosen.why));
        which = chosen.into_iter().map(|chosen| chosen.lab).collect();
    }
    let home = Scratch::new("labs")?;
    let mut paddock = Command::new(shared.place.built(Profile::Dev, "paddock"));
    paddock.args(["lab", "test"]).args(which).current_dir(&shared.place.root).env("PADDOCK_HOME", home.path());
    shown(&mut paddock)
}

fn shown(command: &mut Command) -> Result<Ending> {
    let status: ExitStatus = sh::show(command)?;
    Ok(if status.success() {
        Ending::Passed
    } else {
        Ending::Failed(format!("`{}` ended with {status}", typed(command)))
    })
}

fn loudly_not_run(text: &str) -> Ending {
    tell::loud(text);
    Ending::NotRun(text.to_owned())
}
