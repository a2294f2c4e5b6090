//! Running other programs: shown or captured, always with an error that names the command.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// The command as one would type it.
pub fn typed(command: &Command) -> String {
    let mut words = vec![program_name(command.get_program())];
    words.extend(command.get_args().map(|arg| quoted(&arg.to_string_lossy())));
    words.join(" ")
}

fn program_name(program: &OsStr) -> String {
    let path = Path::new(program);
    let name = path.file_name().unwrap_or(program);
    quoted(&name.to_string_lossy())
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,@+^%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Prints `$ …`, runs with the terminal's own streams, and gives the exit status.
pub fn show(command: &mut Command) -> Result<ExitStatus> {
    println!("$ {}", typed(command));
    command.status().with_context(|| cannot_run(command))
}

/// Prints `$ …` and runs with all output on standard error; a failure is an error.
pub fn run(command: &mut Command) -> Result<()> {
    eprintln!("$ {}", typed(command));
    let status = command.stdout(std::io::stderr()).status().with_context(|| cannot_run(command))?;
    if status.success() { Ok(()) } else { bail!("`{}` ended with {status}", typed(command)) }
}

/// Prints `$ …` and runs without showing the output, for programs that say much and mean little; a failure is an error
/// that carries the end of it.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    eprintln!("$ {}", typed(command));
    let output = command.output().with_context(|| cannot_run(command))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let lines: Vec<&str> = said.trim().lines().collect();
    let end = lines[lines.len().saturating_sub(20)..].join("\n");
    bail!("`{}` ended with {}:\n{end}", typed(command), output.status)
}

/// Runs silently and gives what it printed; a failure is an error that carries standard error.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_run(command))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}: {}", typed(command), output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs silently and says whether it succeeded. A program that is not there has not succeeded.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a command with a time limit came to.
pub enum Limited {
    Ended { status: ExitStatus, said: String },
    TimedOut,
}

/// Like [`read`] with a limit in time, after which the program is killed. Gives both streams.
pub fn read_within(command: &mut Command, limit: Duration) -> Result<Limited> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_run(command))?;
    let streams = [drain(child.stdout.take()), drain(child.stderr.take())];
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > limit {
            child.kill().with_context(|| format!("could not stop `{}`", typed(command)))?;
            child.wait()?;
            return Ok(Limited::TimedOut);
        }
        thread::sleep(Duration::from_millis(20));
    };
    let said = streams
        .into_iter()
        .map(|stream| stream.join().unwrap_or_else(|_| "(output lost)".to_owned()))
        .collect::<String>();
    Ok(Limited::Ended { status, said: said.trim().to_owned() })
}

fn drain(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What came before a broken pipe is all there is to tell.
            if let Err(error) = stream.read_to_end(&mut bytes) {
                bytes.extend(format!("\n(output lost: {error})").into_bytes());
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The lines of a stream as they come, so that a reader can wait for one with a limit.
pub fn lines(stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n') {
            // What came before a broken pipe is all there is to tell.
            let Ok(line) = line else { break };
            if sender.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Where a program is on the path; on Windows also under the endings that make a file a program.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let endings: Vec<String> = if cfg!(windows) {
        let list = env::var("PATHEXT").unwrap_or_else(|_| ".EXE;.CMD;.BAT".to_owned());
        list.split(';').map(str::to_lowercase).collect()
    } else {
        vec![String::new()]
    };
    env::split_paths(&path)
        .flat_map(|dir| endings.iter().map(move |ending| dir.join(format!("{program}{ending}"))))
        .find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

fn cannot_run(command: &Command) -> String {
    format!("could not run `{}`", typed(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = Command::new("/opt/bin/paddock");
        command.args(["exec", "first-pipeline", "it's me", ""]);
        assert_eq!(typed(&command), r"paddock exec first-pipeline 'it'\''s me' ''");
    }
}
