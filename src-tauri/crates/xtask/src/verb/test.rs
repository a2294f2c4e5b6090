//! `cargo xtask test`: every step in order, each runner's own closing lines left as they are, then a table.
//!
//! A step that fails does not stop the others; the exit code and the last line name what failed.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};

use super::steps::{self, Ending, Shared, Step};
use crate::{args::TestOptions, need, place::Place, tell};

struct Row {
    name: &'static str,
    ending: Ending,
    took: Duration,
}

pub fn test(place: &Place, options: &TestOptions) -> Result<ExitCode> {
    let chosen = choose(&options.only)?;
    let start = Instant::now();
    if chosen.iter().any(|step| step.needs) {
        need::ensure(place, need::TO_RUN.iter().chain(need::TO_TEST))?;
    }
    let prepared = start.elapsed();
    let mut shared = Shared { place, labs: options.labs, built: false };
    let mut rows: Vec<Row> = Vec::new();
    for step in chosen {
        println!("\n== {}", step.name);
        let began = Instant::now();
        let broken = step.after.iter().find(|name| rows.iter().any(|row| row.name == **name && row.failed()));
        let ending = match broken {
            Some(name) => Ending::Failed(format!("not run, because {name} failed")),
            None => (step.run)(&mut shared).unwrap_or_else(|error| Ending::Failed(format!("{error:#}"))),
        };
        if let Ending::Failed(why) = &ending {
            eprintln!("{}: FAILED: {why}", step.name);
        }
        rows.push(Row { name: step.name, ending, took: began.elapsed() });
    }
    Ok(report(&rows, prepared, start.elapsed()))
}

impl Row {
    fn failed(&self) -> bool {
        matches!(self.ending, Ending::Failed(_))
    }
}

/// The steps that were asked for with what they stand on, in their order.
fn choose(only: &[String]) -> Result<Vec<&'static Step>> {
    let known: Vec<&str> = steps::ALL.iter().map(|step| step.name).collect();
    if let Some(unknown) = only.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(anyhow!("there is no step `{unknown}`; the steps are: {}", known.join(", ")));
    }
    if only.is_empty() {
        return Ok(steps::ALL.iter().filter(|step| !step.part_of_another).collect());
    }
    let mut wanted: Vec<&str> = only.iter().map(String::as_str).collect();
    // What comes before stands before in the list, so one pass from the end finds it all.
    for step in steps::ALL.iter().rev() {
        if wanted.contains(&step.name) {
            wanted.extend(step.after);
        }
    }
    Ok(steps::ALL.iter().filter(|step| wanted.contains(&step.name)).collect())
}

fn report(rows: &[Row], prepared: Duration, total: Duration) -> ExitCode {
    println!("\n== how long it took");
    println!("  {:<12} {:>12}  ready", "needs", tell::seconds(prepared));
    for row in rows {
        let ending = match &row.ending {
            Ending::Passed => "passed".to_owned(),
            Ending::Failed(why) => format!("FAILED: {}", why.lines().next().unwrap_or("")),
            Ending::NotRun(why) => format!("NOT RUN: {why}"),
        };
        println!("  {:<12} {:>12}  {ending}", row.name, tell::seconds(row.took));
    }
    println!("  {:<12} {:>12}", "total", tell::seconds(total));
    let failed: Vec<&str> = rows.iter().filter(|row| row.failed()).map(|row| row.name).collect();
    let skipped: Vec<&str> =
        rows.iter().filter(|row| matches!(row.ending, Ending::NotRun(_))).map(|row| row.name).collect();
    let note = if skipped.is_empty() { String::new() } else { format!(" (not run: {})", skipped.join(", ")) };
    if failed.is_empty() {
        println!("\nAll {} steps passed{note}.", rows.len() - skipped.len());
        return ExitCode::SUCCESS;
    }
    println!("\n{} of {} steps FAILED: {}{note}.", failed.len(), rows.len(), failed.join(", "));
    ExitCode::from(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(only: &[&str], expect: &[&str]) {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        let names = choose(&only).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>());
        assert_eq!(names.map_err(|error| error.to_string()), Ok(expect.to_vec()));
    }

    #[test]
    fn a_step_brings_what_it_stands_on() {
        check(&["fmt"], &["fmt"]);
        check(&["rust"], &["ui-build", "build", "rust"]);
        check(&["clippy", "fmt"], &["fmt", "ui-build", "clippy"]);
        let all = choose(&[]).expect("no step is named wrongly");
        assert!(all.iter().all(|step| step.name != "window"), "the window test is part of `rust` and not run twice");
    }
}
