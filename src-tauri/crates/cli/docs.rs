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

/// Writes `paddock.1` and a page for each verb.
pub fn man(dir: &Path, out: &Out) -> Exit {
    std::fs::create_dir_all(dir).map_err(Failure::from)?;
    clap_mangen::generate_to(args::command(out.lang), dir).map_err(Failure::from)?;
    out.line(&out.say("cli-man-written", &[("dir", dir.display().to_string())]))?;
    Ok(DONE)
}
