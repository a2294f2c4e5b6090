//! `cargo xtask`: the verbs of the project's own work.
//!
//! Owns what a person or a CI runner types in a clone: it checks what the verb needs, installs what is missing and says
//! so, then runs the project's own tools. It refuses to hold any rule of Paddock: what Paddock does is asked of the built
//! binaries, so that this crate compiles in seconds on a machine that has nothing but Cargo.

mod args;
mod bench;
mod display;
mod http;
mod need;
mod place;
mod sh;
mod tell;
mod verb;

use std::process::ExitCode;

use args::{Args, Verb};
use need::CannotInstall;
use place::Place;

fn main() -> ExitCode {
    let args = match Args::parse(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match carry_out(&args.verb) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::from(if error.downcast_ref::<CannotInstall>().is_some() { 2 } else { 1 })
        }
    }
}

fn carry_out(verb: &Verb) -> anyhow::Result<ExitCode> {
    if let Verb::Usage = verb {
        println!("{}", args::USAGE);
        return Ok(ExitCode::SUCCESS);
    }
    let place = Place::find()?;
    match verb {
        Verb::Usage => Ok(ExitCode::SUCCESS),
        Verb::Setup => verb::setup::setup(&place),
        Verb::Run { walk } => verb::run::run(&place, *walk),
        Verb::Test(options) => verb::test::test(&place, options),
        Verb::Gen { check } => verb::gen_types::generate(&place, *check),
        Verb::Bench(options) => bench::bench(&place, options),
    }
}
