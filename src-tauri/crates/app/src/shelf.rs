//! The catalogue as it is shown to a learner: with how each lab stands.

use paddock_core::{
    id::LabId,
    lab::Lab,
    progress::{Phase, State},
    vars::fill_both,
};

use crate::{
    error::Result,
    grants, markdown,
    paddock::Paddock,
    session::{self, topology, values},
    wire::{EditorRoot, LabSummary, LabView, Link, Node, PageTab, Standing, TaskText, TerminalTab, Track},
};

pub fn tracks(app: &Paddock) -> Vec<Track> {
    let track =
        |t: &paddock_core::lab::Track| Track { id: t.id.clone(), title: t.title.clone(), summary: t.summary.clone() };
    app.catalogue().tracks.iter().map(track).collect()
}

pub fn labs(app: &Paddock) -> Result<Vec<LabSummary>> {
    let state = app.state()?;
    app.catalogue().labs().map(|lab| summary(app, lab, &state)).collect()
}

/// One lab with its texts, in the learner's own values.
pub fn lab(app: &Paddock, id: &LabId) -> Result<LabView> {
    let state = app.state()?;
    let lab = app.catalogue().lab(id)?;
    let values = values(app, lab, &state);
    let topology = topology(lab, &values)?;
    let rendered = |text: &paddock_core::lang::Text| markdown::both(&fill_both(text, &values));
    Ok(LabView {
        lab: summary(app, lab, &state)?,
        story: rendered(&lab.story),
        task_texts: lab
            .tasks
            .iter()
            .map(|task| TaskText {
                id: task.id.clone(),
                title: fill_both(&task.title, &values),
                html: rendered(&task.text),
                needs: task.needs.clone(),
                hints: u32::try_from(task.hints.len()).unwrap_or(u32::MAX),
            })
            .collect(),
        debrief: rendered(&lab.debrief),
        terminals: lab
            .terminals
            .iter()
            .map(|t| TerminalTab { service: t.service.clone(), user: t.user.clone(), dir: t.dir.clone() })
            .collect(),
        editor: lab.editor.iter().map(|e| EditorRoot { service: e.service.clone(), dir: e.dir.clone() }).collect(),
        pages: lab
            .pages
            .iter()
            .map(|p| PageTab { service: p.service.clone(), port: p.port, path: p.path.clone(), title: p.title.clone() })
            .collect(),
        topology: topology
            .services
            .iter()
            .filter(|(name, _)| !lab.hidden.contains(*name))
            .map(|(name, s)| Node { service: name.clone(), networks: s.networks.keys().cloned().collect() })
            .collect(),
        links: lab
            .links
            .iter()
            .map(|l| Link { from: l.from.clone(), to: l.to.clone(), text: l.text.clone() })
            .collect(),
        grants: grants::views(lab, &topology, &values),
        agreed: grants::agreed(lab, &topology, &state),
    })
}

pub(crate) fn summary(app: &Paddock, lab: &Lab, state: &State) -> Result<LabSummary> {
    let values = values(app, lab, state);
    let memory_bytes = topology(lab, &values)?.memory_limit();
    let passed = match state.session_of(&lab.id) {
        Some((_, session)) => session::passed(&lab.tasks, session).count(),
        None => state.labs.get(&lab.id).map_or(0, |p| p.tasks.values().filter(|task| task.passed.is_some()).count()),
    };
    Ok(LabSummary {
        id: lab.id.clone(),
        track: lab.track.clone(),
        level: lab.level,
        title: fill_both(&lab.title, &values),
        summary: fill_both(&lab.summary, &values),
        minutes: lab.minutes,
        skills: lab.skills.clone(),
        tasks: lab.tasks.iter().map(|task| task.id.clone()).collect(),
        memory_bytes,
        standing: standing(lab, state),
        passed: u32::try_from(passed).unwrap_or(u32::MAX),
    })
}

pub(crate) fn standing(lab: &Lab, state: &State) -> Standing {
    let ever = state.labs.get(&lab.id);
    match state.session_of(&lab.id).map(|(_, session)| session.phase) {
        Some(Phase::Paused) => Standing::Paused,
        Some(Phase::Starting | Phase::Ready) => Standing::Running,
        None if ever.is_some_and(|p| p.passed.is_some()) => Standing::Passed,
        None if ever.is_some_and(|p| p.starts > 0) => Standing::Begun,
        None => Standing::Untouched,
    }
}
