//! `paddock`: the command line. It parses, calls one use case of `paddock-app` for each verb, and renders what comes back.
//!
//! Refused here: rules.

mod args;
mod catalogue;
mod docs;
mod images;
mod machine;
mod progress;
mod prompt;
mod proof;
mod session;
mod show;
mod signal;
mod streams;
mod terminal;
mod usage;

use std::process::ExitCode;

use clap::FromArgMatches;
use paddock_app::{Options, Paddock, system_lang};

use args::{Cli, Verb};
use show::{Failure, Out};

/// Done, or passed.
const DONE: u8 = 0;
/// A check that is not passed, or a finding.
const FINDING: u8 = 1;
/// An error, with a message and a remedy on standard error.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let lang = args::lang_of(std::env::args_os()).unwrap_or_else(system_lang);
    let matches = match args::command(lang).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return ExitCode::from(usage::mistake(&error, lang)),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(usage::mistake(&error, lang)),
    };
    let out = Out::new(cli.lang.unwrap_or(lang), cli.json.is_some());
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("paddock: {error}");
            return ExitCode::from(FAILED);
        }
    };
    let code = match runtime.block_on(run(cli, &out)) {
        Ok(code) => code,
        Err(failure) => out.failure(&failure),
    };
    // A read of standard input may be waiting still; it must not hold the program.
    runtime.shutdown_background();
    ExitCode::from(code)
}

type Exit = Result<u8, Failure>;

async fn run(cli: Cli, out: &Out) -> Exit {
    let options = Options { home: cli.home, labs: cli.labs, engine: None };
    match cli.verb {
        Verb::Completions { shell } => docs::completions(shell, out.lang),
        Verb::Man { dir } => docs::man(&dir, out),
        Verb::Help { verbs } => docs::help(&verbs, out.lang),
        Verb::Doctor => machine::doctor(options, out).await,
        Verb::Rescue { yes } => machine::rescue(options, out, yes),
        verb => {
            let app = Paddock::open(options)?;
            let out = &out.speaking(cli.lang, &app)?;
            verbs(verb, app, out).await
        }
    }
}

async fn verbs(verb: Verb, app: Paddock, out: &Out) -> Exit {
    let app = &app;
    match verb {
        Verb::Lab(verb) => catalogue::run(verb, app, out).await,
        Verb::Images(verb) => images::run(verb, app, out).await,
        Verb::Progress => progress::run(app, out),
        Verb::Start { lab, agree } => session::start(app, out, &lab, agree).await,
        Verb::Status => session::status(app, out).await,
        Verb::Check { lab, tasks, verbose } => session::check(app, out, &lab, &tasks, verbose).await,
        Verb::Hint { lab, task } => session::hint(app, out, &lab, &task).await,
        Verb::Reset { lab, service, yes } => session::reset(app, out, &lab, service.as_ref(), yes).await,
        Verb::Pause { lab } => session::pause(app, out, lab).await,
        Verb::Resume { lab } => session::resume(app, out, lab).await,
        Verb::Stop { lab, all } => session::stop(app, out, lab, all).await,
        Verb::Exec { lab, service, command } => terminal::exec(app, &lab, &service, &command).await,
        Verb::Shell { lab, service } => terminal::shell(app, &lab, service.as_ref()).await,
        Verb::Logs { lab, service, tail, follow } => {
            streams::logs(app, out, &lab, service.as_ref(), tail, follow).await
        }
        // These need no open home and were run before.
        Verb::Completions { .. } | Verb::Man { .. } | Verb::Help { .. } | Verb::Doctor | Verb::Rescue { .. } => {
            Ok(DONE)
        }
    }
}
