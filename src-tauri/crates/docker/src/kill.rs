//! Ending what a command started. The engine cannot kill a command in a container, and lets it run on when its connection
//! closes; so each command carries a variable in its environment, and its processes are found by that.
//!
//! The scripts use nothing but what the shell itself has, since a learner may have broken every tool.

use std::{collections::BTreeMap, time::Duration};

use paddock_core::port::{ExecOutput, Op, Result};

use crate::{
    command::{Command, MARK, Talk},
    connect::Live,
    error,
};

const PATIENCE: Duration = Duration::from_secs(10);
/// Processes may fork while they are looked for.
const ROUNDS: u32 = 5;

/// Prints the processes that carry the mark and all that descend from them. It runs as the command's own user: of other
/// users' processes not even root may read the environment in a container.
const FIND: &str = r#"
exec 2>/dev/null
found=' '
for d in /proc/[0-9]*; do
  p=${d#/proc/}
  [ "$p" = "$$" ] && continue
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in *"$1"*) found="$found$p "; break ;; esac
    line=
  done <"$d/environ"
done
more=1
while [ -n "$more" ]; do
  more=
  for d in /proc/[0-9]*; do
    p=${d#/proc/}
    case $found in *" $p "*) continue ;; esac
    while read -r key value rest; do
      if [ "$key" = PPid: ]; then
        case $found in *" $value "*) found="$found$p "; more=1 ;; esac
        break
      fi
    done <"$d/status"
  done
done
echo "$found"
"#;

/// Kills the processes named. Those that are gone are no failure.
const KILL: &str = r#"exec 2>/dev/null; for p in "$@"; do kill -9 "$p"; done; exit 0"#;

/// Hangs up the command itself, as closing a terminal does: the process that carries the mark and has no parent in the
/// container. What a learner left running in the background on purpose (`nohup`) stays.
const HANG_UP: &str = r#"
exec 2>/dev/null
for d in /proc/[0-9]*; do
  p=${d#/proc/}
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in *"$1"*)
      while read -r key value rest; do
        [ "$key" = PPid: ] && [ "$value" = 0 ] && kill -HUP "$p"
      done <"$d/status"
      break ;;
    esac
    line=
  done <"$d/environ"
done
exit 0
"#;

/// Kills every process of a command.
pub(crate) async fn all(live: &Live, container: &str, user: Option<&str>, mark: &str) -> Result<()> {
    let mark = format!("{MARK}={mark}");
    for _ in 0..ROUNDS {
        let found = script(live, container, user, FIND, &[&mark]).await?;
        let processes = String::from_utf8_lossy(&found.stdout).into_owned();
        let processes: Vec<&str> = processes.split_whitespace().collect();
        if processes.is_empty() {
            return Ok(());
        }
        // Root may kill what the command started as others. Where a lab took that right from root, the user itself may.
        script(live, container, Some("0"), KILL, &processes).await?;
        script(live, container, user, KILL, &processes).await?;
    }
    Err(error::other(Op::Exec, container, "the command ran out of time, and some of its processes could not be killed"))
}

pub(crate) async fn hang_up(live: &Live, container: &str, user: Option<&str>, mark: &str) -> Result<()> {
    script(live, container, user, HANG_UP, &[&format!("{MARK}={mark}")]).await?;
    Ok(())
}

async fn script(live: &Live, container: &str, user: Option<&str>, script: &str, args: &[&str]) -> Result<ExecOutput> {
    let mut words: Vec<String> = ["sh", "-c", script, "sh"].map(str::to_owned).to_vec();
    words.extend(args.iter().map(|arg| (*arg).to_owned()));
    let env = BTreeMap::new();
    let command = Command { command: &words, user, dir: None, env: &env, stdin: false, tty: false, size: None };
    let talk = async {
        let (talk, timed_out) = Talk::hold(live, container, command, &[], PATIENCE * 2, 64 << 10).await?;
        talk.end(live, timed_out).await
    };
    let Ok(ran) = tokio::time::timeout(PATIENCE, talk).await else {
        return Err(error::other(Op::Exec, container, "looking for the processes of a command took too long"));
    };
    let ran = ran?;
    if ran.code != 0 {
        let words =
            String::from_utf8_lossy(if ran.stderr.is_empty() { &ran.stdout } else { &ran.stderr }).trim().to_owned();
        let detail = format!("the processes of a command cannot be ended: no shell runs in the container: {words}");
        return Err(error::other(Op::Exec, container, detail));
    }
    Ok(ran)
}
