//! Starting what was created: every service as soon as what it needs has reached the state it needs it in, so services of
//! one level start side by side.

use std::{collections::BTreeMap, time::Duration};

use futures::future::join_all;
use paddock_core::{
    id::ServiceName,
    port::{BoxStream, ErrorKind, Op, Result, Stage, UpProgress},
    topology::Service,
};
use tokio_util::sync::CancellationToken;

use crate::{
    connect::Live,
    error::{self, all},
    events::Happening,
    health, inspect,
    ready::{self, Board, Goal, Unready},
};

/// How often a start is tried whose port was taken by another process in between.
const PORT_TRIES: u32 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Start,
    Unpause,
    /// It runs.
    Leave,
    /// It has ended with 0, as it should.
    Done,
}

pub(crate) struct Planned<'t> {
    pub id: String,
    pub service: &'t Service,
    pub step: Step,
    pub goal: Goal,
}

/// Told of each stage that a service reaches.
pub(crate) type Progress<'a> = &'a (dyn Fn(UpProgress) + Sync);

pub(crate) type Plan<'t> = BTreeMap<ServiceName, Planned<'t>>;

/// One run over a plan. What a service needs and the plan does not hold counts as being there.
pub(crate) struct Raise<'a, 't> {
    pub live: &'a Live,
    pub plan: &'a Plan<'t>,
    pub progress: Progress<'a>,
    pub stop: &'a CancellationToken,
    /// Whether an unhealthy or ended service is a failure, or just how it is.
    pub strict: bool,
}

impl Raise<'_, '_> {
    pub(crate) async fn run(&self, events: BoxStream<Result<Happening>>) -> Result<()> {
        let board = Board::new();
        // The first failure ends the waiting of the others, and so does a cancellation from outside.
        let stop = self.stop.child_token();
        let services = join_all(self.plan.iter().map(|(name, planned)| async {
            let result = self.raise(name, planned, &board, &stop).await;
            if result.is_err() {
                stop.cancel();
            }
            result
        }));
        let results = tokio::select! {
            results = services => results,
            // It never ends by itself.
            () = board.follow(events, self.live) => Vec::new(),
        };
        all(results)?;
        Ok(())
    }

    async fn raise(
        &self,
        name: &ServiceName,
        planned: &Planned<'_>,
        board: &Board,
        stop: &CancellationToken,
    ) -> Result<()> {
        for (needed, condition) in &planned.service.depends_on {
            if let Some(other) = self.plan.get(needed) {
                let reached = board.reach(needed, (*condition).into(), other.service.restart, stop).await;
                self.judge(needed, other, reached).await?;
            }
        }
        if stop.is_cancelled() {
            return Err(error::cancelled(Op::Start, name));
        }
        match planned.step {
            Step::Start => start(self.live, name, &planned.id).await?,
            Step::Unpause => unpause(self.live, name, &planned.id).await?,
            Step::Leave => {}
            Step::Done => board.note_state(name, paddock_core::port::ContainerState::Exited { code: 0 }),
        }
        board.note_started(name);
        (self.progress)(UpProgress { service: name.clone(), stage: Stage::Started });
        if planned.goal != Goal::Started && planned.step != Step::Done {
            self.look(name, planned, board).await?;
        }
        let check = planned.service.healthcheck.as_ref().filter(|_| planned.goal == Goal::Healthy);
        let reached = tokio::select! {
            reached = board.reach(name, planned.goal, planned.service.restart, stop) => reached,
            failed = health::keep_checking(self.live, name, &planned.id, check, board) => Err(failed),
        };
        self.judge(name, planned, reached).await?;
        (self.progress)(UpProgress { service: name.clone(), stage: Stage::Ready });
        Ok(())
    }

    /// One look at a container that runs: what became of it before the subscription held would else be waited for in vain.
    async fn look(&self, name: &ServiceName, planned: &Planned<'_>, board: &Board) -> Result<()> {
        let state = inspect::container(self.live, Op::Wait, &planned.id).await?.state;
        board.note_state(name, state.port());
        if planned.goal == Goal::Healthy && state.runs_unchecked() {
            let detail = "it is to be waited for until it is healthy, and has no health check; add one to the lab";
            return Err(error::other(Op::Wait, name, detail));
        }
        Ok(())
    }

    async fn judge(&self, name: &ServiceName, planned: &Planned<'_>, reached: Result<(), Unready>) -> Result<()> {
        match reached {
            Ok(()) => Ok(()),
            Err(Unready::Exited(_) | Unready::Unhealthy) if !self.strict => Ok(()),
            Err(why) => Err(ready::failure(self.live, name, &planned.id, why).await),
        }
    }
}

async fn start(live: &Live, name: &ServiceName, id: &str) -> Result<()> {
    let mut tries = 1;
    loop {
        let failure = match live.docker.start_container(id, None).await {
            Ok(()) => return Ok(()),
            Err(failure) => error::at(Op::Start, name)(failure),
        };
        if tries == PORT_TRIES || !error::says_port_taken(&failure.detail) {
            return Err(failure);
        }
        tokio::time::sleep(Duration::from_millis(50) * tries).await;
        tries += 1;
    }
}

async fn unpause(live: &Live, name: &ServiceName, id: &str) -> Result<()> {
    match live.docker.unpause_container(id).await.map_err(error::at(Op::Resume, name)) {
        // Somebody was faster.
        Err(failure) if failure.kind == ErrorKind::Other && failure.detail.contains("is not paused") => Ok(()),
        other => other,
    }
}
