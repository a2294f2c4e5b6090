//! Asking before something is lost.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::show::{Failure, Out};

/// Whether somebody sits at a terminal and reads what is asked.
pub fn can_ask(out: &Out) -> bool {
    !out.json && io::stdin().is_terminal()
}

/// Goes on with a yes, fails with anything else. Where nobody can be asked, only `--yes` is a yes.
pub fn sure(out: &Out, question: &str, yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if !can_ask(out) {
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
