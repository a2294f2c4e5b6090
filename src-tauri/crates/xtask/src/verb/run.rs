//! `cargo xtask run`: builds everything and opens the window, or walks the first lab through on the command line.

use std::{
    path::Path,
    process::{Command, ExitCode, ExitStatus},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use super::{Scratch, build};
use crate::{
    display, need,
    place::{Place, Profile},
    sh, tell,
};

/// The lab that a newcomer meets first.
const FIRST_LAB: &str = "first-pipeline";

pub fn run(place: &Place, walk: bool) -> Result<ExitCode> {
    need::ensure(place, need::TO_RUN)?;
    tell::heading("build");
    let start = Instant::now();
    let pages = if build::pages(place)? { "built" } else { "unchanged" };
    tell::line("pages", pages, start.elapsed());
    let start = Instant::now();
    build::programs(place, Profile::Dev, &["paddock-desktop", "paddock"])?;
    tell::line("programs", "built", start.elapsed());
    eprintln!();

    if walk || !display::is_here() {
        if !walk {
            println!(
                "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be shown."
            );
            println!("Instead, this is the first lab on the command line, as a learner would go through it.\n");
        }
        return walk_through(&place.built(Profile::Dev, "paddock"));
    }
    let window = place.built(Profile::Dev, "paddock-desktop");
    println!("Opening the window. It is {}", window.display());
    let status = Command::new(&window).status().with_context(|| format!("could not run {}", window.display()))?;
    if status.success() { Ok(ExitCode::SUCCESS) } else { bail!("the window ended with {status}") }
}

fn walk_through(paddock: &Path) -> Result<ExitCode> {
    let home = Scratch::new("walk")?;
    let walk = Walk { paddock, home: home.path() };
    let start = Instant::now();
    let walked = walk.lab();
    // Whatever happened, nothing stays behind on the engine.
    let stopped = walk.step(&["stop", FIRST_LAB], 0);
    walked?;
    stopped?;
    println!(
        "\nDone in {}: started, refused with reasons, solved, passed, and nothing is left running.",
        tell::seconds(start.elapsed())
    );
    Ok(ExitCode::SUCCESS)
}

struct Walk<'a> {
    paddock: &'a Path,
    home: &'a Path,
}

impl Walk<'_> {
    fn lab(&self) -> Result<()> {
        self.step(&["start", FIRST_LAB], 0)?;
        println!("Nothing is repaired yet, so the checks say what is wrong:\n");
        self.step(&["check", FIRST_LAB], 1)?;
        println!("Now the author's own solution, task by task:\n");
        self.step(&["lab", "solve", FIRST_LAB], 0)?;
        self.step(&["check", FIRST_LAB], 0)?;
        self.step(&["progress"], 0)
    }

    /// Runs the real program and insists on its exit code.
    fn step(&self, words: &[&str], expect: i32) -> Result<()> {
        let mut command = Command::new(self.paddock);
        let status: ExitStatus = sh::show(command.args(words).env("PADDOCK_HOME", self.home))?;
        println!();
        if status.code() == Some(expect) {
            return Ok(());
        }
        bail!("`{}` was to end with exit code {expect}, and ended with {status}", sh::typed(&command))
    }
}
