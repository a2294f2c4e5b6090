//! The right to change the system: root, or `sudo` where it works, or else the exact command for a person who has it.

use std::{io::IsTerminal, process::Command};

use anyhow::Result;

use super::CannotInstall;
use crate::sh;

/// A command that runs as root.
///
/// Fails with a [`CannotInstall`] that shows the command where this user may not become root from here.
pub fn as_root(program: &str, args: &[&str]) -> Result<Command> {
    let mut plain = Command::new(program);
    plain.args(args);
    if sh::read(Command::new("id").arg("-u")).is_ok_and(|uid| uid == "0") {
        return Ok(plain);
    }
    let silent = sh::succeeds(Command::new("sudo").args(["-n", "true"]));
    let may_ask = std::io::stdin().is_terminal() && sh::find("sudo").is_some();
    if silent || may_ask {
        let mut command = Command::new("sudo");
        command.arg(program).args(args);
        return Ok(command);
    }
    Err(CannotInstall(format!("this needs root, which is not to be had from here. Run:\n\n  {}\n", sh::typed(&plain)))
        .into())
}
