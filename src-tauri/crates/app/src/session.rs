//! The life of a session: start, pause, resume, reset, stop; and how it stands.

use paddock_core::{
    id::{LabId, ServiceName, SessionId},
    lab::Lab,
    port::{Container, ContainerState, Owner},
    progress::{Session, State},
    topology::{Condition, Topology},
    vars::{self, Values},
};

use crate::{
    error::{Error, Result},
    paddock::Paddock,
};

mod launch;
mod life;
mod setup;
mod start;
mod view;

pub use launch::recover;
pub use life::{pause, reset, reset_preview, resume, stop, stop_all};
pub(crate) use setup::run_script;
pub use start::start;
pub(crate) use start::{Starting, bring_up, images, new_session_id, unless};
pub(crate) use view::{passed, standing, view};
pub use view::{session, sessions};

/// A session with the lab it runs, and its topology as it was drawn for it.
pub(crate) struct Running<'a> {
    pub id: SessionId,
    pub lab: &'a Lab,
    pub state: Session,
    pub topology: Topology,
}

impl Running<'_> {
    pub fn owner(&self, app: &Paddock) -> Owner {
        Owner { home: app.home(), session: self.id.clone(), lab: self.lab.id.clone() }
    }

    /// The containers of this session, which the engine has now.
    pub async fn containers(&self, app: &Paddock) -> Result<Vec<Container>> {
        let all = app.engine()?.containers(&app.home()).await?;
        Ok(all.into_iter().filter(|container| container.session == self.id).collect())
    }

    /// The container of one service.
    pub async fn container(&self, app: &Paddock, service: &ServiceName) -> Result<Container> {
        self.check_service(service)?;
        let found = self.containers(app).await?.into_iter().find(|container| container.service == *service);
        found.ok_or_else(|| {
            Error::new(crate::error::Code::NotRunning, "error-container-gone", &[("target", service.as_str())])
        })
    }

    /// Whether a container does not run although its service should: a service that others wait for to end may have ended.
    pub fn stands_still(&self, container: &Container) -> bool {
        let mut others = self.topology.services.values();
        let meant_to_end =
            others.any(|s| s.depends_on.get(&container.service) == Some(&Condition::CompletedSuccessfully));
        match container.state {
            ContainerState::Exited { code: 0 } => !meant_to_end,
            state => !state.is_up(),
        }
    }

    pub fn check_service(&self, service: &ServiceName) -> Result<()> {
        if self.topology.services.contains_key(service) {
            return Ok(());
        }
        let known: Vec<&str> =
            self.topology.services.keys().filter(|s| !self.lab.hidden.contains(*s)).map(ServiceName::as_str).collect();
        Err(Error::service_unknown(service, &known))
    }
}

/// The session of a lab; an error where there is none.
pub(crate) fn running<'a>(app: &'a Paddock, lab: &LabId) -> Result<Running<'a>> {
    let lab = app.catalogue().lab(lab)?;
    of_state(lab, &app.state()?)?.ok_or_else(|| Error::no_session(&lab.id))
}

pub(crate) fn of_state<'a>(lab: &'a Lab, state: &State) -> Result<Option<Running<'a>>> {
    let Some((id, session)) = state.session_of(&lab.id) else { return Ok(None) };
    let topology = topology(lab, &session.variables)?;
    Ok(Some(Running { id: id.clone(), lab, state: session.clone(), topology }))
}

/// The values of a lab's variables: those of its session, or what a start would draw.
pub(crate) fn values(app: &Paddock, lab: &Lab, state: &State) -> Values {
    match state.session_of(&lab.id) {
        Some((_, session)) => session.variables.clone(),
        None => vars::draw(&lab.variables, &app.home(), &lab.id),
    }
}

pub(crate) fn topology(lab: &Lab, values: &Values) -> Result<Topology> {
    lab.topology(values).map_err(|findings| Error::lab_invalid(lab.id.as_str(), findings))
}
