//! Asking before something is lost.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::show::{Failure, Out};

/// Whether to go on. Where nobody can be asked, only `--yes` is a yes.
pub fn sure(out: &Out, question: &str, yes: bool) -> Result<bool, Failure> {
    if yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        eprintln!("{question}");
        eprintln!("{}", out.word("cli-needs-yes"));
        return Ok(false);
    }
    eprint!("{question} {} ", out.word("cli-yes-no"));
    io::stderr().flush().map_err(Failure::from)?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(Failure::from)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "o" | "oui"))
}
