//! What xtask says while it works: on standard error, so that `bench --json` has standard output for itself.

use std::time::Duration;

/// One line about a thing that was looked at or done.
pub fn line(what: &str, outcome: &str, took: Duration) {
    eprintln!("  {what:<22} {outcome}  ({})", seconds(took));
}

/// A line about what is going to happen, before it does.
pub fn doing(what: &str, action: &str) {
    eprintln!("  {what:<22} {action} …");
}

pub fn heading(text: &str) {
    eprintln!("== {text}");
}

/// Something that the reader must not overlook.
pub fn loud(text: &str) {
    let width = text.lines().map(|line| line.chars().count()).max().unwrap_or(0).min(100);
    let rule = "!".repeat(width + 4);
    eprintln!("{rule}");
    for line in text.lines() {
        eprintln!("! {line}");
    }
    eprintln!("{rule}");
}

/// `0.3 s`, `42 s`, `6 min 05 s`.
pub fn seconds(took: Duration) -> String {
    let whole = took.as_secs();
    if took.as_secs_f64() < 9.95 {
        format!("{:.1} s", took.as_secs_f64())
    } else if whole < 60 {
        format!("{whole} s")
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let check = |ms, expect: &str| assert_eq!(seconds(Duration::from_millis(ms)), expect);
        check(40, "0.0 s");
        check(1_260, "1.3 s");
        check(42_400, "42 s");
        check(365_000, "6 min 05 s");
    }
}
