//! What was passed, when, and with how many hints.

use jiff::{Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use paddock_core::{lab::Lab, progress::State, vars::fill_both};

use crate::{
    error::Result,
    paddock::Paddock,
    session::values,
    shelf::{standing, summary},
    wire::{HomeView, LabProgressView, LabSummary, ProgressView, Standing, TaskProgressView, TrackProgress, Week},
};

/// How many weeks the picture shows.
const WEEKS: i64 = 8;

pub fn progress(app: &Paddock) -> Result<ProgressView> {
    let state = app.state()?;
    let catalogue = app.catalogue();
    let tracks: Vec<TrackProgress> = catalogue
        .tracks
        .iter()
        .map(|track| TrackProgress {
            track: track.id.clone(),
            title: track.title.clone(),
            labs: catalogue.labs().filter(|lab| lab.track == track.id).map(|lab| of_lab(app, lab, &state)).collect(),
        })
        .collect();
    let labs: Vec<&LabProgressView> = tracks.iter().flat_map(|track| &track.labs).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(ProgressView {
        labs_passed: count(labs.iter().filter(|lab| lab.passed_at.is_some()).count()),
        labs: count(labs.len()),
        tasks_passed: count(labs.iter().flat_map(|lab| &lab.tasks).filter(|task| task.passed_at.is_some()).count()),
        tasks: count(labs.iter().map(|lab| lab.tasks.len()).sum()),
        weeks: weeks(&state, app.now()),
        tracks,
    })
}

fn of_lab(app: &Paddock, lab: &Lab, state: &State) -> LabProgressView {
    let values = values(app, lab, state);
    let ever = state.labs.get(&lab.id);
    let tasks: Vec<TaskProgressView> = lab
        .tasks
        .iter()
        .map(|task| {
            let known = ever.and_then(|p| p.tasks.get(&task.id));
            TaskProgressView {
                task: task.id.clone(),
                title: fill_both(&task.title, &values),
                passed_at: known.and_then(|t| t.passed),
                hints: known.map_or(0, |t| t.hints),
                not_yet: known.map_or(0, |t| t.not_yet),
            }
        })
        .collect();
    LabProgressView {
        lab: lab.id.clone(),
        title: fill_both(&lab.title, &values),
        standing: standing(lab, state),
        starts: ever.map_or(0, |p| p.starts),
        passed_at: ever.and_then(|p| p.passed),
        took_ms: ever.and_then(|p| p.took_ms),
        hints: tasks.iter().map(|task| task.hints).sum(),
        tasks,
    }
}

/// What Home shows: one thing to do first, and what comes after.
pub fn home(app: &Paddock) -> Result<HomeView> {
    let state = app.state()?;
    let mut open: Vec<(Timestamp, LabSummary)> = Vec::new();
    let mut next = Vec::new();
    for lab in app.catalogue().labs() {
        let summary = summary(app, lab, &state)?;
        match summary.standing {
            Standing::Running | Standing::Paused => {
                let touched = state.session_of(&lab.id).map_or(Timestamp::UNIX_EPOCH, |(_, session)| session.touched);
                open.push((touched, summary));
            }
            Standing::Untouched | Standing::Begun => next.push(summary),
            Standing::Passed => {}
        }
    }
    // First steps first; within a level the catalogue's order.
    next.sort_by_key(|lab| (lab.standing != Standing::Begun, lab.level));
    open.sort_by_key(|(touched, _)| *touched);
    let first = open.pop();
    next.splice(0..0, open.into_iter().rev().map(|(_, lab)| lab));
    let progress = progress(app)?;
    Ok(HomeView {
        touched: first.as_ref().map(|(touched, _)| *touched),
        carry_on: first.map(|(_, lab)| lab),
        next,
        weeks: progress.weeks,
        labs_passed: progress.labs_passed,
        tasks_passed: progress.tasks_passed,
        hints: progress.tracks.iter().flat_map(|track| &track.labs).map(|lab| lab.hints).sum(),
    })
}

/// The tasks passed in each of the last eight weeks, from Monday to Sunday (UTC).
fn weeks(state: &State, now: Timestamp) -> Vec<Week> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let monday = today.saturating_sub(i64::from(today.weekday().since(Weekday::Monday)).days());
    (0..WEEKS)
        .rev()
        .map(|ago| {
            let from = monday.saturating_sub(ago.weeks());
            let to = from.saturating_add(1.week());
            let tasks = state.days.range(from..to).map(|(_, count)| count).sum();
            Week { monday: from.to_string(), tasks }
        })
        .collect()
}
