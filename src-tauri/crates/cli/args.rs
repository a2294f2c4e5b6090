//! What may be typed. The words that explain it come from `texts/*/cli.ftl`.

use std::{ffi::OsString, path::PathBuf};

use clap::{ArgAction, Command, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use paddock_app::{
    core::{LabId, Lang, ServiceName, TaskId},
    texts,
};

#[derive(Debug, Parser)]
#[command(
    name = "paddock",
    version,
    arg_required_else_help = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub struct Cli {
    #[arg(long, global = true, value_name = "VERSION", num_args = 0..=1, require_equals = true, default_missing_value = "1", value_parser = clap::value_parser!(u32).range(1..=1))]
    pub json: Option<u32>,
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    #[arg(long, global = true, value_name = "DIR")]
    pub labs: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
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
        #[arg(long)]
        agree: bool,
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
        #[arg(hide_possible_values = true)]
        shell: Shell,
    },
    Man {
        dir: PathBuf,
    },
    Help {
        verbs: Vec<String>,
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
        which: Vec<String>,
        #[arg(long)]
        all: bool,
        #[arg(long, default_value_t = 2, hide_default_value = true, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=16))]
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

/// What each verb and each argument is for: the verb's path, the argument (nothing for the verb itself), and the text.
const WORDS: &[(&str, &str, &str)] = &[
    ("", "", "cli-about"),
    ("", "json", "cli-arg-json"),
    ("", "lang", "cli-arg-lang"),
    ("", "labs", "cli-arg-labs"),
    ("", "home", "cli-arg-home"),
    ("", "help", "cli-arg-help"),
    ("", "version", "cli-arg-version"),
    ("doctor", "", "cli-doctor"),
    ("lab", "", "cli-lab"),
    ("lab list", "", "cli-lab-list"),
    ("lab show", "", "cli-lab-show"),
    ("lab show", "lab", "cli-arg-lab"),
    ("lab lint", "", "cli-lab-lint"),
    ("lab lint", "path", "cli-arg-path"),
    ("lab test", "", "cli-lab-test"),
    ("lab test", "which", "cli-arg-which"),
    ("lab test", "all", "cli-arg-test-all"),
    ("lab test", "jobs", "cli-arg-jobs"),
    ("lab test", "junit", "cli-arg-junit"),
    ("lab solve", "", "cli-lab-solve"),
    ("lab solve", "lab", "cli-arg-lab"),
    ("lab solve", "tasks", "cli-arg-tasks"),
    ("images", "", "cli-images"),
    ("images build", "", "cli-images-build"),
    ("images build", "lab", "cli-arg-images-of"),
    ("images list", "", "cli-images-list"),
    ("images save", "", "cli-images-save"),
    ("images save", "file", "cli-arg-save-file"),
    ("images save", "lab", "cli-arg-images-of"),
    ("images load", "", "cli-images-load"),
    ("images load", "file", "cli-arg-load-file"),
    ("start", "", "cli-start"),
    ("start", "lab", "cli-arg-lab"),
    ("start", "agree", "cli-arg-agree"),
    ("status", "", "cli-status"),
    ("check", "", "cli-check"),
    ("check", "lab", "cli-arg-lab"),
    ("check", "tasks", "cli-arg-tasks"),
    ("check", "verbose", "cli-arg-verbose"),
    ("exec", "", "cli-exec"),
    ("exec", "lab", "cli-arg-lab"),
    ("exec", "service", "cli-arg-service"),
    ("exec", "command", "cli-arg-command"),
    ("shell", "", "cli-shell"),
    ("shell", "lab", "cli-arg-lab"),
    ("shell", "service", "cli-arg-first-service"),
    ("logs", "", "cli-logs"),
    ("logs", "lab", "cli-arg-lab"),
    ("logs", "service", "cli-arg-any-service"),
    ("logs", "tail", "cli-arg-tail"),
    ("logs", "follow", "cli-arg-follow"),
    ("hint", "", "cli-hint-about"),
    ("hint", "lab", "cli-arg-lab"),
    ("hint", "task", "cli-arg-task"),
    ("reset", "", "cli-reset"),
    ("reset", "lab", "cli-arg-lab"),
    ("reset", "service", "cli-arg-any-service"),
    ("reset", "yes", "cli-arg-yes"),
    ("pause", "", "cli-pause"),
    ("pause", "lab", "cli-arg-running"),
    ("resume", "", "cli-resume"),
    ("resume", "lab", "cli-arg-running"),
    ("stop", "", "cli-stop"),
    ("stop", "lab", "cli-arg-lab"),
    ("stop", "all", "cli-arg-stop-all"),
    ("progress", "", "cli-progress"),
    ("rescue", "", "cli-rescue"),
    ("rescue", "yes", "cli-arg-yes"),
    ("completions", "", "cli-completions"),
    ("completions", "shell", "cli-arg-shell"),
    ("man", "", "cli-man"),
    ("man", "dir", "cli-arg-man-dir"),
    ("help", "", "cli-help"),
    ("help", "verbs", "cli-arg-verbs"),
];

/// The command with its explanations in a language.
pub fn command(lang: Lang) -> Command {
    explained(Cli::command().after_help(texts::say(lang, "cli-after", texts::NONE)), "", lang)
}

fn explained(command: Command, path: &str, lang: Lang) -> Command {
    let say = |id: &str| texts::say(lang, id, texts::NONE);
    // clap keeps these by reference; the command lives as long as the program.
    let kept = |id: &str| -> &'static str { say(id).leak() };
    let usage = say("cli-heading-usage");
    let mut command = command
        .help_template(format!("{{about}}\n\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(kept("cli-heading-verbs"))
        .subcommand_value_name(kept("cli-value-verb"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "cli-heading-arguments" } else { "cli-heading-options" };
            arg.help_heading(kept(heading))
        });
    for (_, arg, id) in WORDS.iter().filter(|(of, ..)| *of == path) {
        command = match *arg {
            "" => command.about(say(id)),
            arg => command.mut_arg(arg, |arg| arg.help(say(id))),
        };
    }
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    for verb in verbs {
        let below = if path.is_empty() { verb.clone() } else { format!("{path} {verb}") };
        command = command.mut_subcommand(verb, |sub| explained(sub, &below, lang));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_and_argument_is_explained() {
        fn look(command: &Command, path: &str) {
            assert!(command.get_about().is_some(), "`{path}` has no explanation");
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "`{}` of `{path}` has no explanation", arg.get_id());
            }
            command.get_subcommands().for_each(|sub| look(sub, &format!("{path} {}", sub.get_name())));
        }
        for lang in [Lang::En, Lang::Fr] {
            command(lang).debug_assert();
            look(&command(lang), "paddock");
        }
    }
}
