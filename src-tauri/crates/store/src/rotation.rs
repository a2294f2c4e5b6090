//! Which backups stay: a pure decision over their times.

use std::collections::BTreeSet;

use jiff::{Timestamp, tz::TimeZone};

/// The newest of all.
const NEWEST: usize = 3;
/// The newest of each of so many days (UTC).
const DAYS: usize = 7;
/// The newest of each of so many ISO weeks (UTC).
const WEEKS: usize = 4;

/// Counted over the days and weeks that have a backup, not back from today: who comes back from a long leave finds
/// everything that was there, and a clock that is wrong for a while drives nothing out but its own.
pub(crate) fn kept(backups: impl IntoIterator<Item = Timestamp>) -> BTreeSet<Timestamp> {
    let mut newest_first: Vec<Timestamp> = backups.into_iter().collect();
    newest_first.sort_by_key(|at| std::cmp::Reverse(*at));
    let date = |at: &Timestamp| at.to_zoned(TimeZone::UTC).date();
    let mut kept: BTreeSet<Timestamp> = newest_first.iter().take(NEWEST).copied().collect();
    kept.extend(first_of_each(&newest_first, DAYS, date));
    kept.extend(first_of_each(&newest_first, WEEKS, |at| {
        let week = date(at).iso_week_date();
        (week.year(), week.week())
    }));
    kept
}

/// The first of each run of times that share a `period`, for the first `count` periods.
fn first_of_each<P: PartialEq>(times: &[Timestamp], count: usize, period: impl Fn(&Timestamp) -> P) -> Vec<Timestamp> {
    let mut firsts: Vec<Timestamp> = Vec::new();
    for at in times {
        if firsts.last().is_none_or(|last| period(last) != period(at)) {
            if firsts.len() == count {
                break;
            }
            firsts.push(*at);
        }
    }
    firsts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(backups: &[&str], expect: &[&str]) {
        let kept: Vec<String> =
            kept(backups.iter().map(|at| at.parse().unwrap())).iter().map(|at| at.to_string()).collect();
        assert_eq!(kept, expect);
    }

    #[test]
    fn few_all_stay() {
        check(&[], &[]);
        check(
            &["2026-02-14T08:00:00Z", "2026-02-14T09:00:00Z", "2026-02-14T10:00:00Z"],
            &["2026-02-14T08:00:00Z", "2026-02-14T09:00:00Z", "2026-02-14T10:00:00Z"],
        );
    }

    #[test]
    fn the_newest_three_and_the_newest_of_each_day() {
        check(
            &[
                "2026-02-13T07:00:00Z",
                "2026-02-13T23:59:59Z",
                "2026-02-14T07:00:00Z",
                "2026-02-14T08:00:00Z",
                "2026-02-14T09:00:00Z",
                "2026-02-14T10:00:00Z",
            ],
            &["2026-02-13T23:59:59Z", "2026-02-14T08:00:00Z", "2026-02-14T09:00:00Z", "2026-02-14T10:00:00Z"],
        );
    }

    #[test]
    fn a_year_thinned_out_as_it_goes() {
        let start: Timestamp = "2026-01-01T06:00:00Z".parse().unwrap();
        let mut there = BTreeSet::new();
        for n in 0..365 * 3 {
            there.insert(start + jiff::SignedDuration::from_hours(8 * n));
            there = kept(there);
            assert!(there.len() < NEWEST + DAYS + WEEKS, "{} files", there.len());
        }
        let names: Vec<String> = there.iter().map(|at| at.strftime("%m-%d %H").to_string()).collect();
        assert_eq!(
            names,
            // Sundays of three weeks, then seven days, of which today thrice.
            [
                "12-13 22", "12-20 22", "12-25 22", "12-26 22", "12-27 22", "12-28 22", "12-29 22", "12-30 22",
                "12-31 06", "12-31 14", "12-31 22"
            ]
        );
    }

    #[test]
    fn a_long_leave_drives_nothing_out() {
        check(
            &["2025-06-01T08:00:00Z", "2025-06-02T08:00:00Z", "2025-06-03T08:00:00Z", "2026-02-14T10:00:00Z"],
            &["2025-06-01T08:00:00Z", "2025-06-02T08:00:00Z", "2025-06-03T08:00:00Z", "2026-02-14T10:00:00Z"],
        );
    }
}
