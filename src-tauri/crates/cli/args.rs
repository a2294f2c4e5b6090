//! What may be typed. The words that explain it come from `texts/*/cli.ftl`.

use std::{ffi::OsString, path::PathBuf};

use clap::{Command, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use paddock_app::{
    core::{LabId, Lang, ServiceName, TaskId},
    texts,
};

#[derive(Debug, Parser)]
#[command(name = "paddock", version, arg_required_else_help = true)]
pub struct Cli {
    /// Print JSON of version 1
    #[arg(long, global = true, value_name = "VERSION", num_args = 0..=1, require_equals = true, default_missing_value = "1", value_parser = clap::value_parser!(u32).range(1..=1))]
    pub json: Option<u32>,
    /// Language of messages: en or fr
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Catalogue to use instead of the built-in one
    #[arg(long, global = true, value_name = "DIR")]
    pub labs: Option<PathBuf>,
    /// Data folder to use instead of PADDOCK_HOME
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Doctor,
    #[command(subcommand)]
    Lab(LabVerb),
    #[command(subcommand)]
    Images(ImagesVerb),
    Start {
        lab: LabId,
    },
    Status,
    Check {
        lab: LabId,
        tasks: Vec<TaskId>,
        #[arg(long, short)]
        verbose: bool,
    },
    Exec {
        lab: LabId,
        service: ServiceName,
        #[arg(last = true, required = true, value_name = "CMD")]
        command: Vec<String>,
    },
    Shell {
        lab: LabId,
        service: Option<ServiceName>,
    },
    Logs {
        lab: LabId,
        service: Option<ServiceName>,
        #[arg(long, value_name = "LINES")]
        tail: Option<usize>,
        #[arg(long, short)]
        follow: bool,
    },
    Hint {
        lab: LabId,
        task: TaskId,
    },
    Reset {
        lab: LabId,
        service: Option<ServiceName>,
        #[arg(long, short)]
        yes: bool,
    },
    Pause {
        lab: Option<LabId>,
    },
    Resume {
        lab: Option<LabId>,
    },
    Stop {
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        lab: Option<LabId>,
        #[arg(long)]
        all: bool,
    },
    Progress,
    Rescue {
        #[arg(long, short)]
        yes: bool,
    },
    Completions {
        shell: Shell,
    },
    Man {
        dir: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum LabVerb {
    List,
    Show {
        lab: LabId,
    },
    Lint {
        #[arg(value_name = "PATH|ID")]
        path: String,
    },
    Test {
        #[arg(value_name = "ID|PATH", required_unless_present = "all", conflicts_with = "all")]
        labs: Vec<String>,
        #[arg(long)]
        all: bool,
        #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=16))]
        jobs: u8,
        #[arg(long, value_name = "FILE")]
        junit: Option<PathBuf>,
    },
    Solve {
        lab: LabId,
        tasks: Vec<TaskId>,
    },
}

#[derive(Debug, Subcommand)]
pub enum ImagesVerb {
    Build {
        lab: Option<LabId>,
    },
    List,
    Save {
        file: PathBuf,
        #[arg(long, value_name = "ID")]
        lab: Option<LabId>,
    },
    Load {
        file: PathBuf,
    },
}

/// The command with its explanations in a language.
pub fn command(lang: Lang) -> Command {
    let say = |id: &str| texts::say(lang, id, texts::NONE);
    let argument = |command: Command, name: &'static str, id: &str| {
        let help = say(id);
        command.mut_arg(name, |arg| arg.help(help))
    };
    let mut command = Cli::command().about(say("cli-about")).after_help(say("cli-after"));
    for (name, id) in
        [("json", "cli-arg-json"), ("lang", "cli-arg-lang"), ("labs", "cli-arg-labs"), ("home", "cli-arg-home")]
    {
        command = argument(command, name, id);
    }
    let verbs = [
        ("doctor", "cli-doctor"),
        ("lab", "cli-lab"),
        ("images", "cli-images"),
        ("start", "cli-start"),
        ("status", "cli-status"),
        ("check", "cli-check"),
        ("exec", "cli-exec"),
        ("shell", "cli-shell"),
        ("logs", "cli-logs"),
        ("hint", "cli-hint-about"),
        ("reset", "cli-reset"),
        ("pause", "cli-pause"),
        ("resume", "cli-resume"),
        ("stop", "cli-stop"),
        ("progress", "cli-progress"),
        ("rescue", "cli-rescue"),
        ("completions", "cli-completions"),
        ("man", "cli-man"),
    ];
    for (name, id) in verbs {
        command = command.mut_subcommand(name, |sub| sub.about(say(id)));
    }
    let of_lab = [
        ("list", "cli-lab-list"),
        ("show", "cli-lab-show"),
        ("lint", "cli-lab-lint"),
        ("test", "cli-lab-test"),
        ("solve", "cli-lab-solve"),
    ];
    let of_images = [
        ("build", "cli-images-build"),
        ("list", "cli-images-list"),
        ("save", "cli-images-save"),
        ("load", "cli-images-load"),
    ];
    for (verb, subs) in [("lab", &of_lab[..]), ("images", &of_images[..])] {
        command = command.mut_subcommand(verb, |mut group| {
            for (name, id) in subs {
                group = group.mut_subcommand(*name, |sub| sub.about(say(id)));
            }
            group
        });
    }
    command
}

/// The language asked for, found before anything is parsed, so that the help speaks it too.
pub fn lang_of(args: impl Iterator<Item = OsString>) -> Option<Lang> {
    let mut args = args.filter_map(|arg| arg.into_string().ok()).take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            return args.next()?.parse().ok();
        }
        if let Some(lang) = arg.strip_prefix("--lang=") {
            return lang.parse().ok();
        }
    }
    None
}
