//! What a check says, and how its exit code becomes words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::lang::Text;

/// The exit code by which a check that ran out of time is known, as `timeout(1)` has it.
pub const TIMED_OUT: i64 = 124;

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Verdict {
    /// Done.
    Passed,
    /// Not yet: the check ran and says why.
    Failed,
    /// Not asked: a task that comes first is not done.
    Blocked,
    /// The check itself could not give an answer. Never counted against the learner.
    Error,
}

/// What one run of a check script printed and returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    pub code: i64,
    pub stdout: String,
    pub stderr: String,
    pub timed_out: bool,
}

/// A check's answer, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub verdict: Verdict,
    pub code: i64,
    /// Why not yet, in the lab's words; empty where passed or where the check itself broke.
    pub message: Text,
    /// What the script printed, without its `::set` lines.
    pub evidence: String,
}

impl Outcome {
    /// Reads what a script returned by the lab's `messages`.
    pub fn read(raw: &Raw, messages: &BTreeMap<i64, Text>) -> Outcome {
        let (values, out) = split_values(&raw.stdout);
        let evidence = match (out.trim_end(), raw.stderr.trim_end()) {
            (out, "") => out.to_owned(),
            ("", err) => err.to_owned(),
            (out, err) => format!("{out}\n{err}"),
        };
        let code = if raw.timed_out { TIMED_OUT } else { raw.code };
        let (verdict, message) = match code {
            0 => (Verdict::Passed, Text::default()),
            1..=119 => match messages.get(&code) {
                Some(text) => (Verdict::Failed, text.map(|t| crate::vars::fill(t, &values))),
                None => (Verdict::Error, Text::default()),
            },
            _ => (Verdict::Error, Text::default()),
        };
        Outcome { verdict, code, message, evidence }
    }
}

/// Takes the `::set name=value` lines out of a script's output.
fn split_values(stdout: &str) -> (BTreeMap<String, String>, String) {
    let mut values = BTreeMap::new();
    let mut rest = String::new();
    for line in stdout.lines() {
        match line.strip_prefix("::set ").and_then(|set| set.split_once('=')) {
            Some((name, value)) => {
                values.insert(name.trim().to_owned(), value.trim().to_owned());
            }
            None => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    (values, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: i64, stdout: &str, expect: (Verdict, &str, &str)) {
        let messages = BTreeMap::from([(
            10,
            Text { en: "It ends in `{{route}}`.".into(), fr: "Elle aboutit à `{{route}}`.".into() },
        )]);
        let raw = Raw { code, stdout: stdout.into(), stderr: String::new(), timed_out: false };
        let outcome = Outcome::read(&raw, &messages);
        assert_eq!((outcome.verdict, outcome.message.en.as_str(), outcome.evidence.as_str()), expect);
    }

    #[test]
    fn exit_codes_become_words() {
        check(0, "fine\n", (Verdict::Passed, "", "fine"));
        check(10, "::set route=null\nseen\n", (Verdict::Failed, "It ends in `null`.", "seen"));
        check(127, "", (Verdict::Error, "", ""));
        check(11, "", (Verdict::Error, "", ""));
    }

    #[test]
    fn time_out_is_an_error_of_the_check() {
        let raw = Raw { code: 10, stdout: String::new(), stderr: String::new(), timed_out: true };
        let outcome = Outcome::read(&raw, &BTreeMap::from([(10, Text::default())]));
        assert_eq!((outcome.verdict, outcome.code), (Verdict::Error, TIMED_OUT));
    }
}
