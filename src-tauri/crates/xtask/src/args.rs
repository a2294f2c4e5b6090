//! The command line of xtask itself, small enough to be read by hand instead of by a library.

use std::fmt;

pub const USAGE: &str = "\
cargo xtask VERB

  run [--walk]        Build everything and open the window. Where there is no display, or with --walk, walk the first
                      lab through on the command line instead.
  test [--only NAME[,NAME…]] [--labs all|changed]
                      Run every test there is. --only runs some of the steps, --labs changed proves only those labs
                      that a change touches, and a third of the others by turns.
  bench [--only NAME[,NAME…]] [--samples N] [--json]
                      Measure, each thing beside its reference. Asserts nothing.
  gen [--check]       Write the TypeScript types of ui/src/lib/wire from the Rust types; --check only compares.
  setup               Install what the other verbs need, and nothing else.

Every verb first checks what it needs and installs what is missing. Exit 0 done, 1 something failed, 2 this system lacks
something that cannot be installed from here (it is named), or the command line is wrong.";

#[derive(Debug, PartialEq)]
pub struct Args {
    pub verb: Verb,
}

#[derive(Debug, PartialEq)]
pub enum Verb {
    Usage,
    Setup,
    Run { walk: bool },
    Test(TestOptions),
    Gen { check: bool },
    Bench(BenchOptions),
}

#[derive(Debug, PartialEq, Default)]
pub struct TestOptions {
    /// Empty: every step.
    pub only: Vec<String>,
    pub labs: Labs,
}

#[derive(Debug, PartialEq, Clone, Copy, Default)]
pub enum Labs {
    #[default]
    All,
    Changed,
}

#[derive(Debug, PartialEq, Default)]
pub struct BenchOptions {
    /// Empty: every measurement.
    pub only: Vec<String>,
    /// How often each thing is measured; each measurement has its own default.
    pub samples: Option<usize>,
    pub json: bool,
}

#[derive(Debug, PartialEq)]
pub struct UsageError(String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Args {
    pub fn parse(words: impl Iterator<Item = String>) -> Result<Self, UsageError> {
        let mut words = words.peekable();
        let Some(verb) = words.next() else { return Ok(Self { verb: Verb::Usage }) };
        let mut flags = Flags { words: words.collect() };
        let verb = match verb.as_str() {
            "-h" | "--help" | "help" => Verb::Usage,
            "setup" => Verb::Setup,
            "run" => Verb::Run { walk: flags.take("--walk") },
            "test" => Verb::Test(TestOptions {
                only: flags.list("--only")?,
                labs: match flags.value("--labs")?.as_deref() {
                    None | Some("all") => Labs::All,
                    Some("changed") => Labs::Changed,
                    Some(other) => return Err(UsageError(format!("--labs is `all` or `changed`, not `{other}`"))),
                },
            }),
            "gen" => Verb::Gen { check: flags.take("--check") },
            "bench" => Verb::Bench(BenchOptions {
                only: flags.list("--only")?,
                samples: match flags.value("--samples")? {
                    None => None,
                    Some(text) => match text.parse() {
                        Ok(count) if count > 0 => Some(count),
                        _ => return Err(UsageError(format!("--samples is a number from 1 up, not `{text}`"))),
                    },
                },
                json: flags.take("--json"),
            }),
            other => return Err(UsageError(format!("there is no verb `{other}`"))),
        };
        match flags.words.first() {
            None => Ok(Self { verb }),
            Some(word) => Err(UsageError(format!("`{word}` is not understood here"))),
        }
    }
}

struct Flags {
    words: Vec<String>,
}

impl Flags {
    fn take(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() != before
    }

    fn value(&mut self, name: &str) -> Result<Option<String>, UsageError> {
        if let Some(at) = self.words.iter().position(|word| word == name) {
            if at + 1 == self.words.len() {
                return Err(UsageError(format!("{name} wants a value")));
            }
            self.words.remove(at);
            return Ok(Some(self.words.remove(at)));
        }
        let prefix = format!("{name}=");
        let at = self.words.iter().position(|word| word.starts_with(&prefix));
        Ok(at.map(|at| self.words.remove(at)[prefix.len()..].to_owned()))
    }

    fn list(&mut self, name: &str) -> Result<Vec<String>, UsageError> {
        let text = self.value(name)?;
        Ok(text.iter().flat_map(|text| text.split(',')).filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Result<Verb, &str>) {
        let got = Args::parse(line.split_whitespace().map(str::to_owned)).map(|args| args.verb);
        assert_eq!(got, expect.map_err(|text| UsageError(text.to_owned())), "{line}");
    }

    #[test]
    fn the_verbs_and_their_options() {
        check("", Ok(Verb::Usage));
        check("run", Ok(Verb::Run { walk: false }));
        check("run --walk", Ok(Verb::Run { walk: true }));
        check("test", Ok(Verb::Test(TestOptions::default())));
        let only = vec!["rust".to_owned(), "labs".to_owned()];
        check("test --labs=changed --only rust,labs", Ok(Verb::Test(TestOptions { only, labs: Labs::Changed })));
        let bench = BenchOptions { only: vec!["start".to_owned()], samples: Some(3), json: true };
        check("bench --json --samples 3 --only start", Ok(Verb::Bench(bench)));
        check("gen --check", Ok(Verb::Gen { check: true }));
    }

    #[test]
    fn what_is_wrong_is_named() {
        check("tset", Err("there is no verb `tset`"));
        check("run --fast", Err("`--fast` is not understood here"));
        check("test --only", Err("--only wants a value"));
        check("test --labs some", Err("--labs is `all` or `changed`, not `some`"));
        check("bench --samples 0", Err("--samples is a number from 1 up, not `0`"));
    }
}
