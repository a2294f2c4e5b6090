//! `cargo xtask bench`: each thing beside its reference, samples taken in turn, medians and their ratio.
//!
//! It asserts nothing: a busy machine is no failure. The goals are shown beside what was measured.

mod api;
mod checks;
mod lab;
mod lab_list;
mod measure;
mod memory;
mod pss;
mod serve;
mod start;
mod terminal;
mod window;

use std::{process::ExitCode, time::Instant};

use anyhow::{Result, bail};

use crate::{
    args::BenchOptions,
    need,
    place::{Place, Profile},
    tell,
    verb::{Scratch, build},
};
use measure::Row;

/// What the measurements share.
pub struct Setting<'a> {
    pub place: &'a Place,
    /// A home of Paddock's that nothing else uses.
    pub home: &'a Scratch,
    pub samples: Option<usize>,
}

struct Measurement {
    name: &'static str,
    /// Whether it opens the window.
    window: bool,
    /// Takes the samples and gives the rows of the report, one per reference.
    run: fn(&Setting) -> Result<Vec<Row>>,
}

const ALL: &[Measurement] = &[
    Measurement { name: "start", window: false, run: start::measure },
    Measurement { name: "checks", window: false, run: checks::measure },
    Measurement { name: "lab-list", window: false, run: lab_list::measure },
    Measurement { name: "terminal", window: true, run: terminal::measure },
    Measurement { name: "memory", window: true, run: memory::measure },
];

pub fn bench(place: &Place, options: &BenchOptions) -> Result<ExitCode> {
    let names: Vec<&str> = ALL.iter().map(|measurement| measurement.name).collect();
    if let Some(unknown) = options.only.iter().find(|name| !names.contains(&name.as_str())) {
        bail!("there is no measurement `{unknown}`; they are: {}", names.join(", "));
    }
    let chosen: Vec<&Measurement> =
        ALL.iter().filter(|one| options.only.is_empty() || options.only.iter().any(|name| name == one.name)).collect();
    let window = chosen.iter().any(|one| one.window);
    need::ensure(
        place,
        need::TO_RUN.iter().chain(need::TO_BENCH).chain(if window { need::TO_BENCH_THE_WINDOW } else { &[] }),
    )?;
    tell::heading("release build");
    let start = Instant::now();
    build::programs(place, Profile::Release, &["paddock"])?;
    if window {
        build::pages(place)?;
        build::programs(place, Profile::Release, &["paddock-desktop"])?;
    }
    tell::line("programs", "built", start.elapsed());

    let home = Scratch::new("bench")?;
    let setting = Setting { place, home: &home, samples: options.samples };
    let (mut rows, mut unmeasured) = (Vec::new(), Vec::new());
    for one in chosen {
        tell::heading(one.name);
        let start = Instant::now();
        match (one.run)(&setting) {
            Ok(measured) => {
                tell::line(one.name, "measured", start.elapsed());
                rows.extend(measured);
            }
            Err(error) => {
                tell::loud(&format!("{}: not measured: {error:#}", one.name));
                unmeasured.push(one.name);
            }
        }
    }
    if options.json {
        println!("{}", measure::json(&rows));
    } else {
        print!("{}", measure::table(&rows));
    }
    if unmeasured.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("Not measured: {}.", unmeasured.join(", "));
    Ok(ExitCode::from(1))
}
