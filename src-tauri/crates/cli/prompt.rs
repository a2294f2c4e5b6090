//! Asking before something is lost.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::show::{Failure, Out};

/// Goes on with a yes, fails with anything else. Where nobody can be asked, only `--yes` is a yes.
pub fn sure(out: &Out, question: &str, yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if out.json || !io::stdin().is_terminal() {
        return Err(Failure::Unconfirmed { question: question.to_owned() });
    }
    eprint!("{question} {} ", out.word("cli-yes-no"));
    io::stderr().flush().map_err(Failure::from)?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(Failure::from)?;
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" | "o" | "oui" => Ok(()),
        _ => Err(Failure::Declined),
    }
}
