//! When checks run by themselves: soon after the learner did something, a few times more, ever later, because what was set off
//! may take its time (a pipeline, an alert), and never so often that the lab feels it.

use std::time::Duration;

use jiff::Timestamp;

/// The learner has to be still for so long after typing.
const QUIET: Duration = Duration::from_millis(1500);
/// Between two rounds at least.
const AT_LEAST: Duration = Duration::from_secs(5);
/// A round may take this share of the time: one part of it to ten parts without.
const SHARE: u32 = 10;
/// Without pause for typing, a round comes after so long all the same.
const AT_MOST: Duration = Duration::from_secs(20);

/// Rounds that follow without anything new from the learner: 5, 10, 20, 40, 80 and 160 seconds after the one before.
const FOLLOWING: u32 = 6;

/// What is known of a running lab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    /// The first thing the learner did since the last round.
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    /// When the last round ended, and how long it took.
    round: Option<(Timestamp, Duration)>,
    /// How many rounds came without anything new since the learner last did something.
    followed: u32,
}

impl Pace {
    /// The learner pressed Enter, or saved a file.
    pub fn active(&mut self, now: Timestamp) {
        self.first.get_or_insert(now);
        self.last = Some(now);
        self.followed = 0;
    }

    pub fn round_ended(&mut self, now: Timestamp, took: Duration) {
        if self.first.is_none() {
            self.followed += 1;
        }
        self.first = None;
        self.last = None;
        self.round = Some((now, took));
    }

    /// When the next round is due; never, once the learner did nothing for some minutes.
    pub fn due(&self) -> Option<Timestamp> {
        let (Some(first), Some(last)) = (self.first, self.last) else {
            let (ended, took) = self.round.filter(|_| self.followed < FOLLOWING)?;
            return Some(ended + (AT_LEAST * 2u32.pow(self.followed)).max(took * SHARE));
        };
        let settled = (last + QUIET).min(first + AT_MOST);
        Some(match self.round {
            Some((ended, took)) => settled.max(ended + AT_LEAST.max(took * SHARE)),
            None => settled,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(ms).expect("in range")
    }

    #[test]
    fn a_round_follows_activity_and_keeps_its_distance() {
        let mut pace = Pace::default();
        assert_eq!(pace.due(), None, "nobody did anything");
        pace.active(at(0));
        pace.active(at(1000));
        assert_eq!(pace.due(), Some(at(2500)), "1.5 s after the last key");
        pace.round_ended(at(3000), Duration::from_secs(2));
        assert_eq!(pace.due(), Some(at(23_000)), "what was set off may take its time");
        pace.active(at(3500));
        assert_eq!(pace.due(), Some(at(23_000)), "a round of 2 s costs 20 s of distance");
    }

    #[test]
    fn rounds_without_anything_new_come_ever_later_and_end() {
        let mut pace = Pace::default();
        pace.active(at(0));
        let mut ended = 0;
        let mut gaps = Vec::new();
        while let Some(due) = pace.due().map(|due| due.as_millisecond()) {
            gaps.push((due - ended) / 1000);
            ended = due;
            pace.round_ended(at(ended), Duration::from_millis(10));
        }
        assert_eq!(gaps, [1, 5, 10, 20, 40, 80, 160]);
    }

    #[test]
    fn who_never_stops_typing_is_checked_too() {
        let mut pace = Pace::default();
        (0..100).for_each(|i| pace.active(at(i * 1000)));
        assert_eq!(pace.due(), Some(at(20_000)));
    }
}
