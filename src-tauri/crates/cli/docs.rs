//! Completions for shells, and man pages.

use std::{io, path::Path};

use clap_complete::Shell;
use paddock_app::core::Lang;

use crate::{
    DONE, Exit, args,
    show::{Failure, Out},
};

pub fn completions(shell: Shell, lang: Lang) -> Exit {
    clap_complete::generate(shell, &mut args::command(lang), "paddock", &mut io::stdout());
    Ok(DONE)
}

/// The help of a verb: `paddock help lab test`. An unknown one gets the help of what comes before it.
pub fn help(verbs: &[String], lang: Lang) -> Exit {
    let mut command = args::command(lang);
    command.build();
    let mut found = &mut command;
    for verb in verbs {
        if found.find_subcommand(verb).is_none() {
            break;
        }
        found = found.find_subcommand_mut(verb).ok_or_else(|| std::io::Error::other("a verb that was just found"))?;
    }
    found.print_help().map_err(Failure::from)?;
    Ok(DONE)
}

/// Writes `paddock.1` and a page for each verb.
pub fn man(dir: &Path, out: &Out) -> Exit {
    std::fs::create_dir_all(dir).map_err(Failure::from)?;
    clap_mangen::generate_to(args::command(out.lang), dir).map_err(Failure::from)?;
    out.line(&out.say("cli-man-written", &[("dir", dir.display().to_string())]))?;
    Ok(DONE)
}
